"""The one way to publish: choose, refuse, check glyphs, compose, write; the result says what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.characters import font_order
from gazetteer.characters.pictures import pictures_of
from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.publications import place_list, share_map
from gazetteer.publications.edition import Edition, edition_of
from gazetteer.publications.glyphs import missing_glyphs
from gazetteer.publications.selection import BBox, choose
from gazetteer.secrecy import Refusal

PLACE_LIST, SHARE_MAP = "place-list", "share-map"
KINDS = {PLACE_LIST: place_list.KIND, SHARE_MAP: share_map.KIND}
FORMATS = ("xlsx", "docx", "pdf")
Progress = Callable[[int, int], None]


@dataclass
class Published:
    """What was written, how many entries it has, what was refused, and what could not be printed."""

    files: list[Path] = field(default_factory=list)
    entries: int = 0
    refused: list[Refusal] = field(default_factory=list)
    missing_glyphs: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "files": [str(path) for path in self.files],
            "entries": self.entries,
            "refused": [asdict(refusal) for refusal in self.refused],
            "missing_glyphs": self.missing_glyphs,
            "notes": self.notes,
        }


def publish(
    gazetteer: Gazetteer,
    kind: str,
    out_folder: Path | str,
    *,
    division: str | None = None,
    bbox: BBox | None = None,
    ids: Sequence[int] | None = None,
    formats: Sequence[str] = FORMATS,
    edition: str | None = None,
    cut_off: datetime.date | None = None,
    apostrophe: str | None = None,
    progress: Progress | None = None,
) -> Published:
    """Write a `place-list` (in `formats`) or a `share-map` of a division, a box or some places into a folder.

    `apostrophe` is the sign printed in spellings (’ or '), as the workspace's setting print_apostrophe without it.
    What may not leave is refused and told; if nothing may, nothing is written. Raises GazetteerError.
    """
    if kind not in KINDS:
        raise GazetteerError(f"没有“{kind}”这种出版物", remedy=f"可选：{'、'.join(KINDS)}")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise GazetteerError(f"没有“{'、'.join(unknown)}”这种文件格式", remedy=f"可选：{'、'.join(FORMATS)}")
    font_order.follow(gazetteer)
    chosen = choose(gazetteer, division=division, bbox=bbox, ids=ids)
    about = edition_of(gazetteer, KINDS[kind], division=division, edition=edition, cut_off=cut_off,
                       apostrophe=apostrophe)
    result = Published(refused=chosen.refused)
    if not chosen.places:
        result.notes.append("所选地名都不能公开，没有写出文件")
        return result
    compose = _place_list if kind == PLACE_LIST else _share_map
    compose(gazetteer, chosen.places, about, Path(out_folder), result, formats, progress or (lambda done, total: None))
    return result


def _place_list(
    gazetteer: Gazetteer,
    places: list[Place],
    about: Edition,
    folder: Path,
    result: Published,
    formats: Sequence[str],
    progress: Progress,
) -> None:
    document = place_list.compose(gazetteer, places, about)
    result.entries = len(document.entries)
    printed = [(where, _by_font(text, document, formats)) for where, text in _printed(places, document)]
    result.missing_glyphs = missing_glyphs(printed, document.glyphs)
    unconfirmed = sum(place.reading_status != "confirmed" for place in places)
    if unconfirmed:
        result.notes.append(f"{unconfirmed}条的拼写尚待审定")
    for done, name in enumerate(formats):
        progress(done, len(formats))
        result.files.append(write_whole(folder / fit_name(f"{about.title}.{name}"), _writer(name)(document)))
    progress(len(formats), len(formats))


def _by_font(text: str, document: place_list.PlaceList, formats: Sequence[str]) -> str:
    """The part of a text that a font must have: in the PDF pictures stand for the rest."""
    if set(formats) == {"pdf"}:
        for way in document.pictures:
            text = text.replace(way, "")
    return text


def _writer(name: str) -> Callable[[place_list.PlaceList], bytes]:
    """The writer of a format; loaded when wanted, because each brings a library of its own."""
    if name == "pdf":
        from gazetteer.publications.place_list_pdf import pdf

        return pdf
    if name == "docx":
        from gazetteer.publications.place_list_word import docx

        return docx
    from gazetteer.publications.place_list_sheet import xlsx

    return xlsx


def _printed(places: Iterable[Place], document: place_list.PlaceList) -> Iterable[tuple[str, str]]:
    yield from ((f"{entry.name}（{entry.division}）", f"{entry.name}{entry.roman}") for entry in document.entries)
    yield from (
        (section.name, section.name + "".join(group.name for group in section.groups)) for section in document.sections
    )
    yield from (("凡例", note) for note in document.notes)


def _share_map(
    gazetteer: Gazetteer,
    places: list[Place],
    about: Edition,
    folder: Path,
    result: Published,
    formats: Sequence[str],
    progress: Progress,
) -> None:
    located = [place for place in places if place.geom is not None]
    result.entries = len(located)
    if len(located) < len(places):
        result.notes.append(f"{len(places) - len(located)}条没有位置，未上图")
    result.missing_glyphs = missing_glyphs(((place.name or "", f"{place.name}{place.roman}") for place in located),
                                           pictures_of(gazetteer))
    page = share_map.share_page(gazetteer, located, about)
    result.files.append(write_whole(folder / fit_name(f"{about.title}.html"), page.encode("utf-8")))
    progress(1, 1)
