from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from gazetteer.characters.rare_character import GLYPH, CharacterMedia, RareCharacter
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.characters.character_media_part import CharacterMediaPart
from ui.characters.character_panel import CharacterPanel
from ui.characters.character_part import CharacterPart
from ui.characters.use_part import USE, UsePart
from ui.records.options import Lookups
from ui.records.record_form import RecordForm
from ui.selection import Selection


@pytest.fixture
def selection():
    return Selection()


@pytest.fixture
def panel(sample, selection, qtbot):
    made = CharacterPanel(sample, selection, Lookups(sample))
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


@pytest.fixture
def form(sample, selection, qtbot):
    made = RecordForm(sample, selection, Lookups(sample))
    qtbot.addWidget(made)
    made.resize(420, 900)
    made.show()
    (record,) = sample.find(RareCharacter, RareCharacter.character == "剅")
    selection.select(RareCharacter, [record.id])
    made.sections._sections["用在哪里"].unfold()
    made.sections._sections["资料"].unfold()
    return made


def part(form, kind):
    return next(one for one in form.parts if isinstance(one, kind))


def test_the_register_shows_what_the_sample_uses(panel, qtbot, sample):
    table = panel.register.table
    qtbot.waitUntil(lambda: len(table.model.ids) == sample.count(RareCharacter))
    texts = [table.model.data(table.model.index(row, 0)) for row in range(len(table.model.ids))]
    assert "剅" in texts and "汈" in texts


def test_a_character_is_added_by_itself_or_by_its_description(panel, sample):
    panel.register.add.click()
    panel.register.card.lines["character"].setText("𠮷")
    panel.register.card.submit()
    panel.register.add.click()
    panel.register.card.lines["description"].setText("⿰土弯")
    panel.register.card.submit()
    added = sample.find(RareCharacter, order_by=RareCharacter.id)[-2:]
    assert [(one.shown, one.status) for one in added] == [("𠮷", "已编码"), ("⿰土弯", "未提交")]


def test_nothing_at_all_is_refused_in_the_card(panel, sample):
    before = sample.count(RareCharacter)
    panel.register.add.click()
    panel.register.card.submit()
    assert "请填写" in panel.register.card.message.text() and sample.count(RareCharacter) == before


def test_what_is_in_use_is_collected_by_a_button(panel, sample):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": "𬒈山村"}))
    panel.register.collect.click()
    assert sample.find(RareCharacter, RareCharacter.character == "𬒈")


def test_the_card_shows_the_glyph_and_names_its_font(form, qtbot):
    shown = part(form, CharacterPart)
    qtbot.waitUntil(lambda: shown.glyph.text() == "剅", timeout=20_000)
    assert shown.font.text().startswith("字体：") and "有此字的字体" in shown.having.text()


def test_where_it_is_used_leads_there_and_follows_changes(form, qtbot, selection, sample):
    used = part(form, UsePart)
    qtbot.waitUntil(lambda: used.list.count() > 0, timeout=20_000)

    def places():
        uses = [used.list.item(row).data(USE) for row in range(used.list.count())]
        return [use.id for use in uses if use.model is Place]

    gone = places()[0]
    sample.do(EditPlace(gone, {"name": "别的村"}))
    qtbot.waitUntil(lambda: gone not in places(), timeout=20_000)
    used.list.itemClicked.emit(used.list.item(0))
    assert selection.model is Place


def test_a_glyph_picture_is_shown_where_no_font_has_the_character(form, qtbot, selection, sample, tmp_path):
    glyph = tmp_path / "字.svg"
    glyph.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    from gazetteer.record_changes import AddRecord

    (number,) = sample.do(AddRecord("rare_character", {"description": "⿰土弯"})).ids(RareCharacter)
    selection.select(RareCharacter, [number])
    shown = part(form, CharacterPart)
    qtbot.waitUntil(lambda: "没有编码" in shown.font.text(), timeout=20_000)
    part(form, CharacterMediaPart).add([glyph], GLYPH)
    qtbot.waitUntil(lambda: shown.font.text() == "以字形图显示", timeout=20_000)
    assert sample.count(CharacterMedia) == 1 and shown.picture.isVisible()
    part(form, CharacterMediaPart).remove(sample.find(CharacterMedia)[0].id)
    qtbot.waitUntil(lambda: "没有编码" in shown.font.text(), timeout=20_000)


@pytest.fixture
def odd(panel, sample, qtbot):
    for place, name in zip(sample.find(Place, limit=3), ("高\ue170村", "东瞿阝村", "前\ue817村"), strict=True):
        sample.do(EditPlace(place.id, {"name": name}))
    panel.show_odd()
    qtbot.waitUntil(lambda: panel.odd.tree.topLevelItemCount() == 3, timeout=20_000)
    return panel.odd


def test_odd_texts_are_listed_readable_with_the_certain_ones_chosen(odd, panel):
    rows = [odd.tree.topLevelItem(row) for row in range(3)]
    assert [row.text(1) for row in rows] == ["高〔U+E170〕村", "东瞿阝村", "前〔U+E817〕村"]
    boxes = [odd.tree.itemWidget(row, 3) for row in rows]
    assert all(isinstance(box, QComboBox) for box in boxes)
    assert [box.currentText() for box in boxes] == ["", "", "\U00020089"]
    assert odd.fix.text() == "更正 1 处" and "（3）" in panel.tabs.tabText(1)


def test_chosen_ones_are_put_right_together_and_undone_together(odd, sample, qtbot):
    odd.choose(1, "𨟠")
    odd.fix.click()
    assert {place.name for place in sample.find(Place, limit=3)} == {"高\ue170村", "东𨟠村", "前\U00020089村"}
    qtbot.waitUntil(lambda: odd.tree.topLevelItemCount() == 1, timeout=20_000)
    sample.undo()
    qtbot.waitUntil(lambda: odd.tree.topLevelItemCount() == 3, timeout=20_000)


def test_a_row_leads_to_its_record(odd, selection):
    odd.tree.itemDoubleClicked.emit(odd.tree.topLevelItem(0), 0)
    assert selection.model is Place and selection.current is not None


def test_the_head_of_a_record_draws_the_picture_in_the_name(sample, gazetteer, qtbot, tmp_path):
    from PySide6.QtGui import QImage

    from gazetteer.characters.changes import AddCharacterMedia
    from gazetteer.record_changes import AddRecord
    from layers.painting import glyph_pictures
    from ui.common.record_head import name_size

    glyph = tmp_path / "字.png"
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF000000)
    image.save(str(glyph))
    wide = name_size("大⿰土弯村", "").width()
    (number,) = sample.do(AddRecord("rare_character", {"description": "⿰土弯"})).ids(RareCharacter)
    sample.do(AddCharacterMedia(number, glyph, sample.media_folder, GLYPH))
    glyph_pictures.follow(sample)
    assert abs(name_size("大⿰土弯村", "").width() - name_size("大弯村", "").width()) < 2 < wide
    glyph_pictures.follow(gazetteer)
