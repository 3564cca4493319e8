"""What an inspection found, in sentences and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gazetteer.boundaries.field.walked import walk_of
from gazetteer.boundaries.inspection import InspectionProblem, MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import CONDITIONS, GOOD
from gazetteer.boundaries.reports.material import Material
from gazetteer.boundaries.reports.paper import NOTHING, Block, Cell, Heading, Table, Text, heads, row
from gazetteer.boundaries.reports.wording import WITHHELD, counted, day_words
from gazetteer.boundaries.resurvey import compare
from gazetteer.shapes.measuring import measure_geometry

YES = "是"
TOLD = (("features_changed", "地物变化"), ("one_sided_markers", "单方标志"), ("encroachment", "越界生产建设"))


def found_at_markers(material: Material) -> Iterator[Block]:
    """Counts of all, then what is not as it should be, marker by marker."""
    records = material.marker_records
    done = [one for one in records if one.inspected_on]
    yield Heading("（一）界桩及方位物", 2)
    yield Text(_marker_counts(len(records), done))
    odd = [one for one in done if odd_marker(one)]
    yield from (Text(f"{number}．{marker_sentence(material, one)}") for number, one in enumerate(odd, 1))
    if done and not odd:
        yield Text(f"破损、移位、丢失的界桩和变化的方位物：{NOTHING}。")
    left = [one for one in records if not one.inspected_on]
    if left:
        yield Text(f"尚未检查：{'、'.join(material.marker_name(one.marker_id) for one in left)}。")
    measured = [text for one in done if (text := resurveyed(material, one))]
    yield Heading("（二）复测", 2)
    yield from (Text(text) for text in measured or [f"{NOTHING}。"])


def _marker_counts(planned: int, done: list[MarkerRecord]) -> str:
    if not planned:
        return f"界桩检查记录：{NOTHING}。"
    states = Counter(state for one in done for state in one.conditions or [])
    sound = counted({name: states[name] for name in CONDITIONS}, "颗") or "现状未填"
    objects = Counter(one.reference_state for one in done if one.reference_state)
    return (f"应检界桩{planned}颗，已检{len(done)}颗。现状：{sound}；方位物："
            f"{counted(dict(objects), '颗') or NOTHING}；清理{_yes(done, 'cleared')}颗，"
            f"描红{_yes(done, 'repainted')}颗。")


def _yes(records: list[MarkerRecord], name: str) -> int:
    return sum(getattr(one, name) == YES for one in records)


def odd_marker(record: MarkerRecord) -> bool:
    """Whether there is something to tell of a marker beyond that it is sound."""
    return (record.conditions or [GOOD]) != [GOOD] or record.reference_state not in (None, GOOD)


def marker_sentence(material: Material, record: MarkerRecord) -> str:
    """003号界桩（9003003Q）：2021年10月12日检查，破损；方位物变化（…）；已清理."""
    parts = [f"{day_words(record.inspected_on)}检查，{'、'.join(record.conditions or ['现状未填'])}"]
    if record.reference_state:
        note = "" if material.copy.public else (record.reference_note or "")
        parts.append(f"方位物{record.reference_state}{f'（{note}）' if note else ''}")
    parts += [text for name, text in (("cleared", "已清理"), ("repainted", "已描红")) if getattr(record, name) == YES]
    if record.remark:
        parts.append(material.copy.said(record.remark))
    return f"{material.marker_name(record.marker_id)}：{'；'.join(parts)}。"


def resurveyed(material: Material, record: MarkerRecord) -> str:
    """What the new measurement says of a marker; "" without one."""
    marker = material.markers.get(int(record.marker_id or 0))
    if record.geom is None or marker is None or marker.geom is None:
        return ""
    found = compare((marker.geom.x, marker.geom.y), (record.geom.x, record.geom.y), material.tolerances,
                    record.measured_method, marker.accuracy, marker.survey_method)
    told = WITHHELD if material.copy.public else found.text
    return f"{material.marker_name(record.marker_id)}：{found.verdict}。{told}。"


def found_on_sections(material: Material) -> Iterator[Block]:
    """Counts, then each section of which there is something to tell; the tracks that were walked."""
    records = material.section_records
    done = [one for one in records if one.inspected_on]
    yield Heading("（三）界线走向和沿线地物", 2)
    clear = sum(one.clear == YES for one in done)
    yield Text(f"应检界线{len(records)}段，已检{len(done)}段，走向清晰{clear}段。" if records
               else f"界线段检查记录：{NOTHING}。")
    odd = [one for one in done if one.clear == "否" or any(getattr(one, name) for name, _ in TOLD[:2])]
    yield from (Text(f"{number}．{section_sentence(material, one)}") for number, one in enumerate(odd, 1))
    if done and not odd:
        yield Text(f"走向不清、地物变化和单方标志：{NOTHING}。")
    left = [material.section_name(one.section_id) for one in records if not one.inspected_on]
    if left:
        yield Text(f"尚未检查：{'、'.join(left)}。")
    yield from (Text(text) for text in walked(material))


def walked(material: Material) -> Iterator[str]:
    """How far was walked, and which stretches of the line nobody came near."""
    if not material.tracks:
        yield f"踏勘航迹：{NOTHING}。"
        return
    length = sum(measure_geometry(one.geom).length for one in material.tracks if one.geom is not None) / 1000
    told = f"实地踏勘航迹{len(material.tracks)}条，共{length:.1f}千米。"
    if material.line.geom is None:
        yield f"{told}界线没有图形，未与航迹比较。"
        return
    walk = walk_of(material.gazetteer, int(material.inspection.id or 0))
    if not walk.stretches:
        yield f"{told}界线全长{walk.length / 1000:.2f}千米都已走到。"
        return
    yield (f"{told}界线全长{walk.length / 1000:.2f}千米，未走到{len(walk.stretches)}段，"
           f"共{walk.missed / 1000:.2f}千米：")
    yield from (f"{number}．{stretch.text}。" for number, stretch in enumerate(walk.stretches, 1))


def section_sentence(material: Material, record: SectionRecord) -> str:
    """第3段（…）：走向不清晰；地物变化：…；单方标志：…"""
    parts = ["走向不清晰"] if record.clear == "否" else []
    parts += [f"{label}：{material.copy.said(getattr(record, name))}" for name, label in TOLD if getattr(record, name)]
    if record.remark:
        parts.append(material.copy.said(record.remark))
    return f"{material.section_name(record.section_id)}：{'；'.join(parts) or '走向清晰'}。"


def across(material: Material) -> Iterator[Block]:
    """跨界生产建设, then disputes."""
    yield Heading("（一）跨界生产建设", 2)
    building = [one for one in material.section_records if one.encroachment]
    yield from (Text(f"{number}．{material.section_name(one.section_id)}：{material.copy.said(one.encroachment)}。")
                for number, one in enumerate(building, 1))
    if not building:
        yield Text(f"{NOTHING}。")
    yield Heading("（二）边界纠纷", 2)
    for number, one in enumerate(material.disputes, 1):
        parts = (f"当事方：{one.parties}", one.place and f"地点：{one.place}", one.section and f"界线段：{one.section}",
                 one.cause and f"起因：{one.cause}", one.happened_on and f"发生于{day_words(one.happened_on)}",
                 one.level and f"由{one.level}调处", f"{one.state}", one.result and f"处理结果：{one.result}",
                 one.follow_up and f"后续：{one.follow_up}")
        told = material.copy.said("；".join(str(part) for part in parts if part))
        yield Text(f"{number}．{one.title}。{told}。")
    if not material.disputes:
        yield Text(f"{NOTHING}。")


def handled(material: Material) -> Iterator[Block]:
    """How the problems were or will be dealt with."""
    problems = material.problems
    states = counted(dict(Counter(str(one.state) for one in problems)), "个")
    ways = counted(dict(Counter(one.handling or "未定" for one in problems)), "个")
    yield Text(f"共发现问题{len(problems)}个，其中{states}。处理方式：{ways}。" if problems
               else f"需要处理的问题：{NOTHING}。")
    if problems:
        yield Table((8, 36, 46, 18, 16, 19, 19, 30), (
            heads("序号", "位置", "问题", "处理方式", "责任方", "期限", "完成日期", "处理结果"),
            *(_problem(material, number, one) for number, one in enumerate(problems, 1))), size=8)


def _problem(material: Material, number: int, one: InspectionProblem) -> tuple[Cell, ...]:
    told = (material.copy.brief(one, name, NOTHING) for name in
            ("text", "handling", "responsible", "due_on", "done_on", "result"))
    return row(Cell(str(number), align="center"), material.place_of(one), *told)
