"""What leaves and comes in: which registers, the short names of their fields, and by what a record is known elsewhere.

Lines and markers go in every format; sections, documents, keepers and files in a folder package only.
"""

from __future__ import annotations

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.exports.columns import Column
from gazetteer.record import Field, Record, fields

MODELS: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker)
PACKAGED: tuple[type[Record], ...] = (BoundaryLine, Keeper, BoundaryMarker, LineSection, BoundaryDocument,
                                      BoundaryMedia)  # in the order in which they come in
INTERNAL_ONLY: tuple[type[Record], ...] = (Keeper, BoundaryMedia)
PLACED: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker)
# Without these fields nobody knows which record a row is of …
NEEDED: dict[type[Record], tuple[str, ...]] = {
    BoundaryLine: ("code",), Keeper: ("name",), BoundaryMarker: ("number",), LineSection: ("line_id", "position"),
    BoundaryDocument: ("line_id", "title"), BoundaryMedia: ("table_name", "record_id", "path")}
# … and by these a record is told from all others of its register.
KEYS: dict[type[Record], tuple[str, ...]] = {
    **NEEDED, Keeper: ("name", "village"),
    BoundaryDocument: ("line_id", "kind", "title", "number", "issued_on")}
# What has no national abbreviation gets the initials of its Chinese name, in at most 8 letters so that text can go on.
INITIALS: dict[type[Record], dict[str, str]] = {
    BoundaryLine: {"side_a": "JF", "side_a_code": "JFDM", "side_b": "YF", "side_b_code": "YFDM", "approved_on": "PZRQ",
                   "length": "TSCD"},
    BoundaryMarker: {
        "further_lines": "TZJX", "serial": "XH", "type_code": "LXDM", "faces": "ZM", "group_number": "THZ",
        "status": "ZT", "condition": "XZ", "accuracy": "DWZWC", "survey_method": "CLFF", "ref1_north": "YHFWWZZB",
        "ref1_east": "YHFWWHZB", "ref2_north": "EHFWWZZB", "ref2_east": "EHFWWHZB", "ref3_north": "SHFWWZZB",
        "ref3_east": "SHFWWHZB", "responsible": "GLF", "keeper_id": "GHY", "set_on": "MSRQ", "technician": "JSFZR",
        "remark": "BZ"},
    LineSection: {"line_id": "JXDM", "position": "DX", "start_marker_id": "QZBH", "end_marker_id": "ZZBH",
                  "carrier_kind": "YTDWZL", "carrier": "YTDW", "text": "ZXSM", "remark": "BZ"},
    BoundaryDocument: {"line_id": "JXDM", "kind": "WJZL", "title": "BT", "number": "WH", "issued_on": "RQ",
                       "issued_by": "FWJG", "remark": "BZ"},
    Keeper: {"name": "XM", "village": "SZC", "township": "SZXZ", "phone": "DH", "side": "SSF", "active": "ZG",
             "remark": "BZ"},
    BoundaryMedia: {"table_name": "SSDJB", "record_id": "SSJL", "kind": "ZL", "view": "FX", "stage": "CLJD",
                    "sha256": "JYZ", "file_name": "WJM", "media_type": "WJLX", "size": "WJDX", "caption": "SM",
                    "author": "ZZ", "taken_on": "PSRQ"},
}
# Of a file: the line in whose folder it lies, and its path inside the package.
OF_FILES = (Column("JXDM", "界线代码", "code", "line_code", False), Column("WJLJ", "文件路径", "text", "path", False))
_NEVER = ("id", "geom")
_SAID = {"line_id": "界线代码"}  # a line is written by its code


def columns_of(model: type[Record]) -> list[Column]:
    """Every column of a register, in the order of the form; what is linked is written by its number or name."""
    made = list(OF_FILES) if model is BoundaryMedia else []
    for about in fields(model):
        if about.name in _NEVER or (model is BoundaryMarker and about.name == "line_id"):
            continue
        linked = about.kind == "link" or about.name == "record_id"
        made.append(Column(about.abbr or INITIALS[model][about.name], _SAID.get(about.name, about.label),
                           "text" if linked else about.kind, about.name, _may_leave(model, about)))
    return made


def _may_leave(model: type[Record], about: Field) -> bool:
    return about.public and about.to != "keeper" and model not in INTERNAL_ONLY


def register_of(label: str) -> type[Record] | None:
    """The register with this Chinese name, None where it is none that goes out."""
    return next((one for one in PACKAGED if one.__label__ == label), None)
