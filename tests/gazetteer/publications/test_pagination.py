"""The pages of the Word edition are reckoned before they exist."""

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.publications import pagination
from gazetteer.publications.pagination import paginate, text_width
from gazetteer.publications.place_list import Chapter, Entry, Group, Section


def build(shape: list[list[list[tuple[int, int]]]]) -> list[Chapter]:
    """Chapters of sections of groups; a group is (entries, how many of them are long)."""

    def group(short: int, long: int) -> Group:
        names = ["王家湾村"] * long + ["村"] * (short or 1)
        return Group("干驿镇", [Entry(1, name, "", "", "", "") for name in names])

    return [
        Chapter("大类", [Section("类", [group(*size) for size in groups]) for groups in sections]) for sections in shape
    ]


sizes = st.tuples(st.integers(0, 60), st.integers(0, 40))
chapters = st.lists(st.lists(st.lists(sizes, min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=3)


def height(row: Entry) -> float:
    return pagination.TWO_LINES if len(row.name) > 3 else pagination.LINE


@given(chapters.map(build))
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


@given(chapters.map(build))
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
