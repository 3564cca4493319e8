"""联检报告: the parts of a joint inspection report in their order, composed from the records.

Source: 省级行政区域界线联合检查实施办法 (民政部令第28号), county lines by analogy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.reports.annexes import TITLES, annexes
from gazetteer.boundaries.reports.findings import across, found_at_markers, found_on_sections, handled
from gazetteer.boundaries.reports.maps import MapMaker
from gazetteer.boundaries.reports.material import AGREED, Material
from gazetteer.boundaries.reports.paper import LEAD, NOTHING, Block, Heading, Paper, Signatures, Text, watched
from gazetteer.boundaries.reports.results_table import summary
from gazetteer.boundaries.reports.rounds import round_name, rounds, rounds_table, rounds_words
from gazetteer.boundaries.reports.wording import Copy, counted, day_words, span_words
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.numerals import numbered

Part = tuple[str, Iterator[Block]]


def report(gazetteer: Gazetteer, inspection: Inspection, copy: Copy, make_map: MapMaker | None,
           notes: list[str], tell: Callable[[], None] = lambda: None) -> Paper:
    """The report of an inspection; `notes` says what is still missing in it. Raises GazetteerError."""
    material = Material(gazetteer, inspection, copy)
    line = material.line
    paper = Paper(f"{line.name}{round_name(inspection)}报告", f"界线代码：{line.code}", copy.secrecy,
                  lines=(str(line.name), f"{round_name(inspection)}报告"),
                  cover=(str(line.side_a), str(line.side_b), day_words(inspection.confirmed_on or inspection.ends_on)))
    for number, (title, blocks) in enumerate(_parts(material), 1):
        paper.blocks.append(Heading(f"{numbered(number)}、{title}"))
        paper.blocks.extend(watched(blocks, tell))
    paper.blocks.extend(_signed(material))
    paper.blocks.extend(watched(annexes(material, make_map, notes, tell), tell))
    notes.extend(_missing(material))
    return paper


def _parts(material: Material) -> list[Part]:
    return [("联检依据", _basis(material)), ("联检组织", _organisation(material)), ("联检时间和路线", _time(material)),
            ("界线长度和界桩数量", _line(material)), ("检查情况", _found(material)),
            ("跨界生产建设和边界纠纷", across(material)), ("问题处理情况", handled(material)),
            ("遗留问题", _open(material)), ("建议", _said(material, "suggestions")),
            ("检查结论", _said(material, "summary")), ("历次联检统计", _rounds(material)), ("附件目录", _annex_list())]


def _basis(material: Material) -> Iterator[Block]:
    yield Text(material.copy.said(material.inspection.basis) or f"{NOTHING}。")
    agreed = material.documents(AGREED)
    yield Text("对照的勘界成果：" + ("" if agreed else f"{NOTHING}。"))
    for number, one in enumerate(agreed, 1):
        about = "，".join(text for text in (one.number, day_words(one.issued_on), one.issued_by) if text)
        yield Text(f"{number}．《{one.title}》{f'（{about}）' if about else ''}")


def _organisation(material: Material) -> Iterator[Block]:
    one, line = material.inspection, material.line
    yield Text(f"本次联检（{one.kind}）由{one.lead_side or '（牵头方未填）'}牵头，"
               f"{line.side_a}（甲方）和{line.side_b}（乙方）共同组织实施。")
    yield Text(f"甲方人员：{one.members_a or NOTHING}")
    yield Text(f"乙方人员：{one.members_b or NOTHING}")


def _time(material: Material) -> Iterator[Block]:
    one = material.inspection
    yield Text(f"时间：{span_words(one.starts_on, one.ends_on)}。")
    yield Text(f"路线：{material.copy.said(one.route) or NOTHING}")


def _line(material: Material) -> Iterator[Block]:
    line = material.line
    yield Text(summary(line))
    status = [str(one.status) for one in material.markers.values()]
    yield Text(f"界桩状态：{counted({name: status.count(name) for name in dict.fromkeys(status)}, '颗') or NOTHING}；"
               f"界线分{len(material.sections)}段。")


def _found(material: Material) -> Iterator[Block]:
    yield from found_at_markers(material)
    yield from found_on_sections(material)


def _open(material: Material) -> Iterator[Block]:
    """What a person wrote, and every problem that is not yet done."""
    written = material.copy.said(material.inspection.open_points)
    if written:
        yield Text(written)
    unsaid = [one for one in material.open_problems if str(one.text).strip() not in written]
    for number, one in enumerate(unsaid, 1):
        due = f"，期限{day_words(one.due_on)}" if one.due_on else ""
        yield Text(f"{number}．{material.copy.said(one.text)}（{one.handling or '处理方式未定'}，责任方"
                   f"{one.responsible or '未定'}{due}，{one.state}）。")
    if not written and not material.open_problems:
        yield Text(f"{NOTHING}。")


def _said(material: Material, name: str) -> Iterator[Block]:
    yield Text(material.copy.said(getattr(material.inspection, name)) or f"{NOTHING}。")


def _rounds(material: Material) -> Iterator[Block]:
    told = next(at for at, one in enumerate(material.rounds, 1) if one.id == material.inspection.id)
    found = list(rounds(material.gazetteer, material.rounds[:told]))  # what came later was not known then
    yield rounds_table(found)
    yield from (Text(words) for words in rounds_words(found, int(material.inspection.id or 0), material.marker_name))


def _annex_list() -> Iterator[Block]:
    yield from (Text(f"附件{number}　{title}") for number, title in enumerate(TITLES, 1))


def _signed(material: Material) -> Iterator[Block]:
    """A page for the signatures of both sides."""
    one, line = material.inspection, material.line
    yield Heading("签字页", 1, fresh=True, centred=True)
    yield Text(f"{line.side_a}人民政府和{line.side_b}人民政府对{line.name}{round_name(one)}的以上内容确认无误。"
               if not one.confirmed_on else
               f"双方已于{day_words(one.confirmed_on)}确认本次联检结果（甲方确认人：{one.confirmed_a or NOTHING}；"
               f"乙方确认人：{one.confirmed_b or NOTHING}）。")
    for side, name in (("甲方", line.side_a), ("乙方", line.side_b)):
        yield Signatures(((f"{side}：{name}", ("政府代表（签字）：", "联检组组长（签字）：", "联检组成员（签字）：",
                                              "（单位盖章）", "　　　　年　　月　　日")),))
    yield Text("本报告一式多份，双方各存，并报批准该界线的机关备案。", LEAD)


def _missing(material: Material) -> Iterator[str]:
    left = (sum(not one.inspected_on for one in material.marker_records)
            + sum(not one.inspected_on for one in material.section_records))
    if left:
        yield f"还有{left}项检查没有记录，报告中列为尚未检查"
    if not material.inspection.confirmed_on:
        yield f"双方还没有确认，本次联检处于“{material.inspection.state}”阶段"
