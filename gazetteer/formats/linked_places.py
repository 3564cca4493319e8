"""Linked Places format (LPF 1.3, GeoJSON-T as JSON-LD): what a document must be like, and how it is read.

Sources: LinkedPasts/linked-places-format (specification 1.1 to 1.3) and the demands that the World Historical Gazetteer
makes of contributions: fclasses, at least one "when" a feature, ids that are URLs or namespace terms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from gazetteer.errors import UnreadableFile

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
FCLASSES = ("A", "H", "L", "P", "R", "S", "T", "U", "V", "X")
CERTAINTIES = ("certain", "less-certain", "uncertain")
LINK_TYPES = ("closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso")
_ID = re.compile(r"https?://[\w.\-]+\.[a-z]{2,63}(:\d{1,5})?(/\S*)?|\w+:\S+")
_DATE = re.compile(r"-\d{5,}[~?%]?|-?\d{1,4}(-(0[1-9]|1[0-2]))?(-([0-2]\d|3[01]))?[~?%]?")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DURATION = re.compile(r"P\d+[YMWD]")
_GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")

Found = Iterator[tuple[str, str]]  # (where in the document, what is wrong)


@dataclass(frozen=True)
class Problem:
    """What a document does wrong, and where: "features[3].names[0].toponym"."""

    where: str
    why: str


def problems(document: Any) -> list[Problem]:
    """Everything in a parsed document that the format does not allow."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return [Problem("", "应为 FeatureCollection")]
    features = document.get("features")
    found = [] if document.get("@context") else [Problem("@context", "缺少 @context")]
    if not isinstance(features, list) or not features:
        return [*found, Problem("features", "应为至少一个地名的列表")]
    return found + [problem for place, feature in enumerate(features)
                    for problem in feature_problems(feature, f"features[{place}]")]


def feature_problems(feature: Any, where: str = "") -> list[Problem]:
    """Everything that is wrong with one feature."""
    if not isinstance(feature, dict):
        return [Problem(where, "应为对象")]
    return [Problem(f"{where}.{at}" if at else where, why) for check in _CHECKS for at, why in check(feature)]


def _head(feature: Mapping[str, Any]) -> Found:
    if feature.get("type") != "Feature":
        yield "type", "应为 Feature"
    if not _is_id(feature.get("@id")):
        yield "@id", "应为网址或带命名空间的标识"
    about = feature.get("properties")
    if not isinstance(about, dict) or not _is_text(about.get("title")):
        yield "properties.title", "缺少名称"
        return
    codes, classes = about.get("ccodes"), about.get("fclasses")
    if codes is not None and not (_is_list(codes) and all(re.fullmatch("[A-Z]{2}", str(code)) for code in codes)):
        yield "properties.ccodes", "应为两个大写字母的国家代码"
    if classes is None and not feature.get("types"):
        yield "properties.fclasses", "缺少 fclasses"
    elif classes is not None and not (_is_list(classes) and set(classes) <= set(FCLASSES)):
        yield "properties.fclasses", f"应为{'、'.join(FCLASSES)}之一"


def _names(feature: Mapping[str, Any]) -> Found:
    names = _listed(feature, "names")
    if not _is_list(feature.get("names")):
        yield "names", "至少要有一个名称"
        return
    for place, name in enumerate(names):
        at = f"names[{place}]"
        if not isinstance(name, dict) or not _is_text(name.get("toponym")):
            yield f"{at}.toponym", "缺少名称"
            continue
        if "lang" in name and not _LANG.fullmatch(str(name["lang"])):
            yield f"{at}.lang", "不是语言标签"
        yield from _beside(name, at)
    if not any(isinstance(name, dict) and name.get("citations") for name in names):
        yield "names", "至少一个名称要有出处"


def _types(feature: Mapping[str, Any]) -> Found:
    for place, kind in enumerate(_listed(feature, "types")):
        at = f"types[{place}]"
        if not isinstance(kind, dict) or not (_is_text(kind.get("label")) or kind.get("identifier")):
            yield at, "缺少类型"
        elif "identifier" in kind and not _is_id(kind["identifier"]):
            yield f"{at}.identifier", "应为网址或带命名空间的标识"
        else:
            yield from _beside(kind, at)


def _relations(feature: Mapping[str, Any]) -> Found:
    for place, relation in enumerate(_listed(feature, "relations")):
        at = f"relations[{place}]"
        for key in ("relationType", "relationTo"):
            if not isinstance(relation, dict) or not _is_id(relation.get(key)):
                yield f"{at}.{key}", "应为网址或带命名空间的标识"
        if isinstance(relation, dict):
            yield from _beside(relation, at)


def _links(feature: Mapping[str, Any]) -> Found:
    for place, link in enumerate(_listed(feature, "links")):
        if not isinstance(link, dict) or link.get("type") not in LINK_TYPES or not _is_id(link.get("identifier")):
            yield f"links[{place}]", f"应有 identifier，type 应为{'、'.join(LINK_TYPES)}之一"
    for place, text in enumerate(_listed(feature, "descriptions")):
        if not isinstance(text, dict) or not _is_text(text.get("value")):
            yield f"descriptions[{place}].value", "缺少文字"


def _geometry(feature: Mapping[str, Any]) -> Found:
    if "geometry" not in feature:
        yield "geometry", "缺少 geometry；位置不详时为 null"
    elif feature["geometry"] is not None:
        yield from _shape(feature["geometry"], "geometry")


def _shape(shape: Any, at: str) -> Found:
    if isinstance(shape, dict) and shape.get("type") == "GeometryCollection" and isinstance(shape.get("geometries"),
                                                                                            list):
        for place, part in enumerate(shape["geometries"]):
            if part not in (None, "null"):
                yield from _shape(part, f"{at}.geometries[{place}]")
        return
    if not isinstance(shape, dict) or shape.get("type") not in _GEOMETRIES:
        yield at, "不是 GeoJSON 图形"
        return
    yield from _beside(shape, at)
    try:
        west, south, east, north = shapely.geometry.shape(shape).bounds
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        yield f"{at}.coordinates", "坐标不对"
        return
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        yield f"{at}.coordinates", "坐标超出经纬度范围"


def _times(feature: Mapping[str, Any]) -> Found:
    if "when" in feature:
        yield from _when(feature["when"], "when")
    parts = [feature, *(part for key in ("names", "types", "relations") for part in _listed(feature, key))]
    shape = feature.get("geometry")
    parts += [shape, *_listed(shape, "geometries")] if isinstance(shape, dict) else []
    if not any(isinstance(part, dict) and "when" in part for part in parts):
        yield "when", "至少要有一处时间（when）"


def _beside(part: Mapping[str, Any], at: str) -> Found:
    """Time, citations and certainty may stand with names, types, relations and geometries."""
    if "when" in part:
        yield from _when(part["when"], f"{at}.when")
    if "certainty" in part and part["certainty"] not in CERTAINTIES:
        yield f"{at}.certainty", f"应为{'、'.join(CERTAINTIES)}之一"
    for place, cited in enumerate(_listed(part, "citations")):
        if not isinstance(cited, dict) or not (_is_text(cited.get("label")) or _is_id(cited.get("@id"))):
            yield f"{at}.citations[{place}]", "应有 label 或 @id"


def _when(when: Any, at: str) -> Found:
    if not isinstance(when, dict) or not (_is_list(when.get("timespans")) or _is_list(when.get("periods"))):
        yield at, "应有 timespans 或 periods"
        return
    if "certainty" in when and when["certainty"] not in CERTAINTIES:
        yield f"{at}.certainty", f"应为{'、'.join(CERTAINTIES)}之一"
    if "duration" in when and not _DURATION.fullmatch(str(when["duration"])):
        yield f"{at}.duration", "应写作 P100Y 的样子"
    for place, span in enumerate(_listed(when, "timespans")):
        for key in ("start", "end"):
            if not isinstance(span, dict) or set(span) - {"start", "end"} or not span:
                yield f"{at}.timespans[{place}]", "只能有 start 和 end"
                break
            if key in span and not _is_moment(span[key]):
                yield f"{at}.timespans[{place}].{key}", "应有 in，或 earliest、latest，写作 0936、-0220 的样子"


def _is_moment(moment: Any) -> bool:
    if not isinstance(moment, dict) or not moment or set(moment) - {"in", "earliest", "latest"}:
        return False
    return ("in" not in moment or len(moment) == 1) and all(
        isinstance(text, str) and bool(_DATE.fullmatch(text)) for text in moment.values())


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _listed(part: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = part.get(key)
    return found if isinstance(found, list) else [found] if found is not None else []


_CHECKS: tuple[Callable[[Mapping[str, Any]], Found], ...] = (_head, _names, _types, _relations, _links, _geometry,
                                                             _times)


def read_document(path: Path) -> dict[str, Any]:
    """A file as one FeatureCollection; a file of one feature a line (.jsonl) too. Raises UnreadableFile."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = json.loads(text) if path.suffix.lower() != ".jsonl" else None
        if document is None:
            document = {"type": "FeatureCollection", "@context": CONTEXT,
                        "features": [json.loads(line) for line in text.splitlines() if line.strip()]}
    except (OSError, ValueError) as error:
        raise UnreadableFile("不能读取 Linked Places 文件", where=str(path), why=str(error),
                             remedy="应为 UTF-8 编码的 JSON 文件") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection" \
            or not isinstance(document.get("features"), list):
        raise UnreadableFile("这不是 Linked Places 文件", where=str(path), why="最外层应为 FeatureCollection",
                             remedy="从其他系统导出 Linked Places 格式（LPF，JSON-LD）再导入")
    return document
