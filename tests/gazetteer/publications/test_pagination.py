"""The pages of the Word edition are reckoned before they exist."""

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.publications import pagination
from gazetteer.publications.pagination import paginate, text_width
from gazetteer.publications.place_list import Chapter, Entry, Group, Section

entry = st.builds(
    Entry,
    st.just(1),
    st.text("村镇湾", min_size=1, max_size=4),
    st.just("x"),
    st.just("村"),
    st.just("镇"),
    st.just("4"),
)
groups = st.lists(st.builds(Group, st.just("干驿镇"), st.lists(entry, min_size=1, max_size=90)), min_size=1, max_size=6)
chapters = st.lists(
    st.builds(Chapter, st.just("大类"), st.lists(st.builds(Section, st.just("类"), groups), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


def height(row: Entry) -> float:
    return pagination.TWO_LINES if len(row.name) > 3 else pagination.LINE


@given(chapters)
def test_everything_is_placed_once_in_order_and_no_page_overflows(made):
    placed = list(paginate(made, height))
    pages = [each.page for each in placed]
    assert pages == sorted(pages) and pages[0] == 1 and set(pages) == set(range(1, pages[-1] + 1))
    entries = [each for each in placed if isinstance(each.what, Entry)]
    assert [each.what for each in entries] == [
        row for chapter in made for section in chapter.sections for group in section.groups for row in group.entries
    ]
    for page in set(pages):
        assert sum(height(each.what) for each in entries if each.page == page) <= pagination.PAGE


@given(chapters)
def test_no_heading_is_left_alone_at_the_foot_of_a_page(made):
    placed = list(paginate(made, height))
    for heading, following in zip(placed, placed[1:], strict=False):
        if isinstance(heading.what, Section | Group):
            assert following.page == heading.page


def test_chapters_begin_a_page():
    chapter = Chapter("大类", [Section("类", [Group("", [Entry(1, "甲", "", "", "", "")])])])
    pages = [each.page for each in paginate([chapter, chapter], height) if isinstance(each.what, Chapter)]
    assert pages == [1, 2]


def test_tone_marks_take_no_width():
    assert text_width("Gānyì", 10) == text_width("Ganyi", 10)
    assert text_width("干驿镇", 10) > 30
