"""How a spelling is printed: the apostrophe the office wants, long words broken between syllables."""

from __future__ import annotations

import io

from pypdf import PdfReader

from gazetteer.language.pinyin import letters
from gazetteer.publications.edition import edition_of
from gazetteer.publications.place_list import KIND, compose
from gazetteer.publications.place_list_pdf import pdf
from gazetteer.publications.selection import choose
from gazetteer.record_changes import ChangeSetting


def romans(gazetteer, day, **said):
    document = compose(gazetteer, choose(gazetteer).places, edition_of(gazetteer, KIND, cut_off=day, **said))
    return {entry.name: entry.roman for entry in document.entries}


def test_the_apostrophe_is_printed_as_the_office_wants_it(gazetteer, add_place, day):
    add_place("天鹅村")
    assert romans(gazetteer, day)["天鹅村"] == "Tiān'écūn"
    assert romans(gazetteer, day, apostrophe="’")["天鹅村"] == "Tiān’écūn"
    gazetteer.do(ChangeSetting("print_apostrophe", "’"))
    assert romans(gazetteer, day)["天鹅村"] == "Tiān’écūn"
    assert romans(gazetteer, day, apostrophe="'")["天鹅村"] == "Tiān'écūn"


def test_a_word_longer_than_its_column_breaks_between_syllables(gazetteer, add_place, day):
    add_place("汈汊湖国家级水产种质资源保护", class_code="27300")
    document = compose(gazetteer, choose(gazetteer).places, edition_of(gazetteer, KIND, cut_off=day))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(document))).pages)
    assert "zī\u00ad\u00ad yuán" in text  # the hyphen at the end of the line, drawn for the soft one
    (entry,) = document.entries
    assert letters(entry.roman) in letters(text)
