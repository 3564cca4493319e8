"""The joint inspection report has all its parts, composed from the records; empty ones say 无."""

from __future__ import annotations

import io
from dataclasses import dataclass

import docx
import pytest
import shapely
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader
from shapely.ops import substring

from gazetteer.boundaries.field.walked import walk_of
from gazetteer.boundaries.inspection import (
    Inspection,
    InspectionProblem,
    InspectionTrack,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.reports.material import Material
from gazetteer.boundaries.reports.paper import Gallery, Heading, Table, Text
from gazetteer.boundaries.reports.paper_pdf import heading_pages
from gazetteer.boundaries.reports.rounds import rounds
from gazetteer.boundaries.reports.wording import Copy, span_words
from gazetteer.boundaries.reports.write import REPORT, Order, compose, write_papers
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.errors import Cancelled
from gazetteer.record_changes import AddRecord, EditRecord

PARTS = ("联检依据", "联检组织", "联检时间和路线", "界线长度和界桩数量", "检查情况", "跨界生产建设和边界纠纷",
         "问题处理情况", "遗留问题", "建议", "检查结论", "历次联检统计", "附件目录")
ANNEXES = ("界桩检查记录表", "界线段检查记录表", "检查和处理照片", "问题位置图", "新的界桩登记表", "会议纪要和有关文件")


@pytest.fixture
def drawn():
    """The maps that were asked for."""
    return []


@pytest.fixture
def draw(drawn):
    def make(wanted):
        drawn.append(wanted)
        out = io.BytesIO()
        Image.new("RGB", (160, 100), "white").save(out, "PNG")
        return out.getvalue()

    return make


@pytest.fixture
def inspection(sample):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9003")[0]
    (found,) = sample.find(Inspection, Inspection.line_id == line.id, Inspection.year == 2021)
    return found


@dataclass(frozen=True)
class Walked:
    """收回航迹"""

    track: InspectionTrack

    def apply(self, work):
        work.add(self.track)


def parts_of(paper):
    """Heading → the texts below it, tables cell by cell."""
    found, here = {}, []
    for block in paper.blocks:
        if isinstance(block, Heading):
            here = found.setdefault(block.text, [])
        elif isinstance(block, Text):
            here.append(block.text)
        elif isinstance(block, Table):
            here += [cell.text for row in block.rows for cell in row]
        elif isinstance(block, Gallery):
            here += [picture.caption for picture in block.pictures]
    return found


def part(paper, name):
    return "\n".join(next(texts for title, texts in parts_of(paper).items() if name in title))


def test_word_and_pdf_tell_what_the_records_tell(sample, inspection, draw, drawn, texts, tmp_path):
    written = write_papers(sample, [Order(REPORT, inspection_id=inspection.id)], tmp_path, make_map=draw)
    assert {path.stem for path in written.files} == {"天门京山线2021年第4轮五年联检报告"}
    assert written.notes == [] and written.missing_glyphs == []
    wanted = [*PARTS, *ANNEXES, "签字页", "密级：内部", "行政区域界线管理条例", "样例甲一、样例甲二",
              "样例乙一、样例乙二", "2021年10月11日至22日", "88.752千米", "应检界桩22颗，已检22颗",
              "完好19颗、破损1颗、倾斜1颗、字迹不清1颗",
              "共发现问题3个，其中已处理2个、待处理1个",
              "样例：9003015Q号界桩破损（更换，责任方天门市，期限2022年6月30日，待处理）",
              "水库岸段加密巡查", "甲方确认人：样例甲一", "行政区域界桩登记表9003007Q", "政府代表（签字）", "86%"]
    for text in texts(written).values():
        assert [word for word in wanted if word not in text] == []
    problems = sample.find(InspectionProblem, InspectionProblem.inspection_id == inspection.id)
    assert [(one.lon, one.lat) for one in drawn] == [(one.geom.x, one.geom.y) for one in problems]


def test_both_formats_have_contents_whose_pages_agree_and_headings_to_jump_to(sample, inspection, draw, tmp_path):
    written = write_papers(sample, [Order(REPORT, inspection_id=inspection.id)], tmp_path, make_map=draw)
    word, pdf = sorted(written.files, key=lambda path: path.suffix)
    outline = [one for level in PdfReader(pdf).outline for one in (level if isinstance(level, list) else [level])]
    titles, pages = [one.title for one in outline], heading_pages(pdf.read_bytes())
    assert len(titles) == len(pages) and pages[0] == 1 and pages == sorted(pages)
    assert [title.split("、", 1)[1] for title in titles if "、" in title] == list(PARTS)
    document = docx.Document(str(word))
    lines = [one for one in document.paragraphs if one.style.name.startswith("toc ")]
    told = ["".join(text.text or "" for text in one._p.iter(qn("w:t"))) for one in lines]
    assert told == [f"{title}{page}" for title, page in zip(titles, pages, strict=True)]
    assert [one.text for one in document.element.body.iter(qn("w:instrText"))] == [' TOC \\o "1-2" \\h \\z \\u ']
    marks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [one.get(qn("w:anchor")) for line in lines for one in line._p.iter(qn("w:hyperlink"))]
    assert len(links) == len(titles) and set(links) <= marks
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["一、联检依据"] == "Heading 1" and styles["（一）界桩及方位物"] == "Heading 2"
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_given_up_while_composing_it_writes_nothing(sample, inspection, draw, tmp_path):
    asked = []
    with pytest.raises(Cancelled):
        write_papers(sample, [Order(REPORT, inspection_id=inspection.id)], tmp_path / "out", make_map=draw,
                     cancelled=lambda: bool(asked.append(1)) or len(asked) > 5)
    assert len(asked) == 6 and not (tmp_path / "out").exists()


def test_a_round_is_compared_with_the_one_before_and_stretches_nobody_walked_are_told(sample, inspection, draw):
    line = sample.get(BoundaryLine, inspection.line_id)
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9003007Q")[0]
    changed = sample.do(AddRecord("inspection", {"line_id": line.id, "year": 2026, "kind": "年度联检"}))
    (number,) = changed.ids(Inspection)
    sample.do(AddRecord("marker_record", {"inspection_id": number, "marker_id": marker.id,
                                          "inspected_on": "2026-05-01", "conditions": ["倾斜"]}))
    walked = substring(shapely.line_merge(line.geom), 0, 0.6, normalized=True)
    sample.do(Walked(InspectionTrack(inspection_id=number, name="样例航迹", geom=walked)))
    paper = compose(sample, Order(REPORT, inspection_id=number), draw, [])
    compared = part(paper, "历次联检统计")
    assert "与2021年第4轮五年联检相比，界桩完好率由86%变为0%，发现的问题由3个变为0个" in compared
    assert "007号界桩（9003007Q）（2021年）" in compared
    earlier = part(compose(sample, Order(REPORT, inspection_id=int(inspection.id)), draw, []), "历次联检统计")
    assert "2021年第4轮" in earlier and "2026年" not in earlier  # a report tells what was known then
    told = part(paper, "界线走向")
    walk = walk_of(sample, number)
    assert walk.missed > 30_000 and f"未走到{len(walk.stretches)}段" in told
    assert all(stretch.text in told for stretch in walk.stretches)


def test_an_inspection_of_which_nothing_is_known_has_every_part_and_says_so(sample, inspection, draw):
    changed = sample.do(AddRecord("inspection", {"line_id": inspection.line_id, "year": 2026, "kind": "灾后"}))
    (number,) = changed.ids(Inspection)
    notes = []
    paper = compose(sample, Order(REPORT, inspection_id=number), draw, notes)
    assert paper.title == "天门京山线2026年灾后联检报告"
    titles = list(parts_of(paper))
    assert [title.split("、", 1)[1] for title in titles if "、" in title] == list(PARTS)
    assert [title.split("　")[1] for title in titles if title.startswith("附件")] == list(ANNEXES)
    for name in (*ANNEXES, "遗留问题", "建议", "检查结论", "复测", "（一）跨界生产建设"):
        assert part(paper, name).startswith("无"), name
    assert "界桩检查记录：无" in part(paper, "（一）界桩") and "时间：无" in part(paper, "联检时间")
    assert notes == ["双方还没有确认，本次联检处于“计划”阶段"]
    assert "样例：水库滩地耕种争议" in part(paper, "（二）边界纠纷")  # open since 2025


def test_findings_of_markers_sections_and_a_resurvey_are_told(sample, inspection, draw):
    record = sample.find(MarkerRecord, MarkerRecord.inspection_id == inspection.id)[4]
    marker = sample.get(BoundaryMarker, record.marker_id)
    moved = transform(shapely.Point(marker.east + 3.0, marker.north), PLANE, CGCS2000)
    sample.do(EditRecord("marker_record", record.id, {"conditions": ["倾斜", "破损"], "reference_state": "变化",
                                                      "reference_note": "水塔已拆", "measured_method": "GNSS RTK",
                                                      "geom": moved}))
    section = sample.find(SectionRecord, SectionRecord.inspection_id == inspection.id)[2]
    sample.do(EditRecord("section_record", section.id, {"clear": "否", "features_changed": "新修机耕路",
                                                        "encroachment": "鱼塘越界约12米"}))
    paper = compose(sample, Order(REPORT, inspection_id=inspection.id), draw, [])
    found = part(paper, "（一）界桩")
    assert f"（{marker.number}）：" in found and "倾斜、破损；方位物变化（水塔已拆）；已清理；已描红" in found
    measured = part(paper, "复测")
    assert "移位" in measured and "东方 3.0" in measured and "GNSS RTK" in measured
    assert "第3段（" in part(paper, "界线走向") and "走向不清晰；地物变化：新修机耕路" in part(paper, "界线走向")
    assert "鱼塘越界约12米" in part(paper, "（一）跨界生产建设")
    assert "水塔已拆" in part(paper, "附件1") and "新修机耕路" in part(paper, "附件2")
    public = compose(sample, Order(REPORT, inspection_id=inspection.id, public=True), draw, [])
    told = "".join(text for _, text in public.texts())
    assert "水塔已拆" not in told and "GNSS RTK" not in told and "3.0" not in part(public, "复测")
    assert "鱼塘越界约12米" in told and public.secrecy == "公开"


def test_a_public_report_has_no_maps_and_masks_coordinates_in_texts(sample, inspection, draw, drawn, tmp_path, texts):
    sample.do(EditRecord("inspection", inspection.id, {
        "summary": "破损点位于 30°45′13.1″、112°57′29″，X3404126.102，经度112.958061；长 12.35 千米"}))
    written = write_papers(sample, [Order(REPORT, inspection_id=inspection.id, public=True)], tmp_path, make_map=draw)
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9003007Q")[0]
    secret = (f"{marker.north:.3f}", f"{marker.east:.3f}", marker.sights()[0].what, "45′13", "3404126", "112.958061")
    for text in texts(written).values():
        assert [word for word in secret if word in text] == []
        assert "12.35千米" in text and "密级：公开" in text
    assert drawn == []


def test_rounds_are_counted(sample, inspection):
    every = rounds(sample, Material(sample, inspection, Copy()).rounds)
    (counted,) = [one for one in every if one.inspection.year == 2021]
    assert (counted.markers, counted.inspected, counted.problems, counted.settled) == (22, 22, 3, 2)
    assert counted.conditions == {"完好": 19, "破损": 1, "倾斜": 1, "字迹不清": 1}
    assert round(counted.sound, 2) == 86.36


def test_days_are_told_once_where_they_are_alike():
    assert span_words("2021-10-11", "2021-10-22") == "2021年10月11日至22日"
    assert span_words("2021-09-30", "2021-10-02") == "2021年9月30日至10月2日"
    assert span_words("2021-12-30", "2022-01-02") == "2021年12月30日至2022年1月2日"
    assert span_words("2021-10-11", None) == "2021年10月11日" and span_words(None, None) == "无"
