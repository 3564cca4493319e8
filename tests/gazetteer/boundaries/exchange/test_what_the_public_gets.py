"""No public way out tells where a marker stands to the metre, what it is sighted by, or who looks after it."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile

import pytest
import shapely
from pypdf import PdfReader

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.exchange.export import KINDS, PACKAGE, export_boundaries
from gazetteer.boundaries.inspection import Inspection, MarkerRecord
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import EditMarker
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.boundaries.reports.write import OF_LINE, REPORT, Order, write_papers
from gazetteer.coordinates.angles import format_dms
from gazetteer.exports.export import FORMATS, export_places
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.linked_places import export_linked_places
from gazetteer.publications.publish import publish
from gazetteer.record_changes import EditRecord

LINE, BOX = "9003", (113.0, 30.6, 113.3, 30.9)
PLANTED = {"location": "秘密位置：老渡口石阶旁", "ref1_what": "秘密方位物水塔", "technician": "秘密技术员",
           "remark": "复测 X=3400123.456 Y=412345.678"}
SCAN = b"secret scan of a sketch"


@pytest.fixture(scope="module")
def office(_sample_file, tmp_path_factory):
    """The sample with texts in every register of the boundaries that must not leave."""
    folder = tmp_path_factory.mktemp("office")
    opened = Gazetteer.open(shutil.copy(_sample_file, folder / "天门.gpkg"), who="张三")
    marker = opened.find(BoundaryMarker, BoundaryMarker.line_code == LINE)[0]
    line = opened.find(BoundaryLine, BoundaryLine.code == LINE)[0]
    opened.do(EditMarker(marker.id, PLANTED))
    opened.do(EditRecord("keeper", marker.keeper_id, {"name": "秘密管护员", "phone": "13999990000"}))
    position = f"自{format_dms(marker.lon)}、{format_dms(marker.lat, 'lat')}起"
    for model, name in ((LineSection, "text"), (BoundaryDocument, "remark")):
        record = opened.find(model, model.line_id == line.id)[0]
        opened.do(EditRecord(model.__tablename__, record.id, {name: position}))
    record = next(one for one in opened.find(MarkerRecord) if one.inspected_on)
    opened.do(EditRecord("marker_record", record.id, {
        "reference_note": "秘密方位物水塔已拆", "geom": shapely.Point(113.0123456, 30.7654321),
        "remark": "实测 30.7654321, 113.0123456"}))
    (folder / "略图.png").write_bytes(SCAN)
    opened.do(AddBoundaryMedia("boundary_marker", marker.id, folder / "略图.png", opened.media_folder))
    assert opened.count(BoundaryMedia) and opened.count(Keeper)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def secrets(office):
    """What is looked for: texts, and numbers as text and as a file holds them."""
    texts, numbers = {"秘密位置", "秘密方位物", "秘密技术员", "秘密管护员", "13999990000", "3400123.4", "412345.6",
                      "30.76543", "113.01234"}, set()
    for marker in office.find(BoundaryMarker, BoundaryMarker.line_code == LINE):
        texts |= {f"{marker.north:.1f}", f"{marker.east:.2f}", f"{marker.lon:.6f}", f"{marker.lat:.6f}",
                  format_dms(marker.lon), format_dms(marker.lat, "lat"), f"样例：{marker.number}号界桩为"}
        texts |= {f"{sight.azimuth:.6f}" for sight in marker.sights()}
        numbers |= {marker.lon, marker.lat, marker.north, marker.east}
    return {one.encode(codec) for one in texts for codec in ("utf-8", "gb18030")} | {
        struct.pack("<d", one) for one in numbers} | {SCAN}


def contents(path):
    """The bytes of a file: of what is packed in it, and of the text on the pages of a PDF."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if data[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages).encode()
    return data


def _strips(office, folder):
    from layers.painting.publish_strips import publish_strips
    from layers.strip_sheets import StripOrder

    return publish_strips(office, LINE, folder, StripOrder(200_000, "A3", None, 0.15, False, True))["files"]


def _sheet(office, folder):
    from layers.painting.publish import publish_sheet

    return publish_sheet(office, folder, bbox=BOX, paper="A3")["files"]


def _papers(office, folder, kind, public=True):
    line = office.find(BoundaryLine, BoundaryLine.code == LINE)[0]
    inspection = next(one for one in office.find(Inspection, Inspection.line_id == line.id)
                      if office.count(MarkerRecord, MarkerRecord.inspection_id == one.id))
    order = Order(kind, line.id, inspection_id=inspection.id, public=public, formats=("docx",))
    return write_papers(office, [order], folder).files


WAYS = {
    **{f"places {kind}": lambda office, folder, kind=kind: export_places(office, kind, folder / "出").files
       for kind in FORMATS},
    **{f"boundaries {kind}": lambda office, folder, kind=kind: export_boundaries(office, kind, folder / "出").files
       for kind in (*KINDS, PACKAGE)},
    "place list": lambda office, folder: publish(office, "place-list", folder, division="429006107",
                                                  formats=("xlsx", "docx")).files,
    "share map": lambda office, folder: publish(office, "share-map", folder).files,
    "linked places": lambda office, folder: [export_linked_places(office, folder / "出.json").path],
    "map sheet": _sheet, "strip map": _strips,
    **{f"paper {kind}": lambda office, folder, kind=kind: _papers(office, folder, kind) for kind in (*OF_LINE, REPORT)},
}


@pytest.mark.parametrize("way", WAYS)
def test_no_public_copy_tells_a_markers_position_what_it_is_sighted_by_or_its_keeper(way, office, secrets, tmp_path):
    written = [tmp_path / one for one in WAYS[way](office, tmp_path)]
    content = b"".join(contents(path) for path in written)
    assert len(content) > 100
    assert [one for one in secrets if one in content] == []


def test_the_same_search_finds_them_in_an_internal_copy(office, secrets, tmp_path):
    for kind in (*KINDS, PACKAGE):
        out = export_boundaries(office, kind, tmp_path / kind / "出", internal=True)
        content = b"".join(contents(path) for path in out.files)
        assert sum(one in content for one in secrets) > 50, kind
    for kind in (*OF_LINE, REPORT):
        content = b"".join(contents(path) for path in _papers(office, tmp_path, kind, public=False))
        assert any(one in content for one in secrets), kind
