"""What an export would write and leave behind, told before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.exchange.registers import INTERNAL_ONLY, MODELS, PACKAGED, columns_of
from gazetteer.boundaries.exchange.tables import Lines, Source
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.share_map import public_precision

_COUNTED = {BoundaryLine: "条", BoundaryMarker: "颗", LineSection: "段", Keeper: "名"}


@dataclass(frozen=True)
class Foreseen:
    """How many records of each register go, in words; and what does not, a sentence each."""

    text: str
    dropped: tuple[str, ...]


def foreseen(gazetteer: Gazetteer, lines: Lines, *, package: bool, internal: bool) -> Foreseen:
    """Raises GazetteerError where there is no such line."""
    source = Source(gazetteer, lines)
    models = [model for model in (PACKAGED if package else MODELS) if internal or model not in INTERNAL_ONLY]
    counts = [(model, len(source.records(model))) for model in models]
    text = "，".join(f"{model.__label__} {count} {_COUNTED.get(model, '件')}" for model, count in counts if count)
    if source.guests:
        text += f"（其中 {len(source.guests)} 颗三交点界桩登记在其他界线）"
    if internal:
        return Foreseen(text, ("准确坐标和方位物，只在界线双方内部使用。",) if package else
                        ("准确坐标和方位物，只在界线双方内部使用；分段、文件和资料只随数据包写出。",))
    return Foreseen(text, tuple(_left_behind(gazetteer, source, package)))


def _left_behind(gazetteer: Gazetteer, source: Source, package: bool) -> list[str]:
    closed = [one.label for one in columns_of(BoundaryMarker) if not one.public]
    sights = [label for label in closed if "方位物" in label]
    others = [label for label in closed if label not in sights]
    told = [f"界桩不写出：{'、'.join(others)}，以及三个方位物。",
            f"界线概略到 {public_precision(gazetteer):g} 米；写有位置的文字不写出，逐条说明。"]
    files = len(source.records(BoundaryMedia))
    if package:
        told.append(f"不写出管护员和 {files} 件照片、略图、扫描件。" if files else "不写出管护员。")
    return told
