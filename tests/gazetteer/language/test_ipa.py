from __future__ import annotations

import pytest

from gazetteer.errors import RuleBroken
from gazetteer.language.ipa import CONSONANTS, MARKS, TONES, VOWELS, illegal_characters, problem
from gazetteer.places.changes import EditPlace


@pytest.mark.parametrize("text", [
    "[kan⁵⁵ i²¹³]", "[tʂʰən˥˧]", "当地读[kã⁵⁵ i]，老人读 /kan i/", "干驿街1.mp3", "gān yì",
    "[ɕyɛ̃⁵³ (tsɿ)]", "[kan55 i213]", ""])
def test_what_the_alphabet_has_is_legal_and_words_outside_are_free(text):
    assert problem(text) is None


@pytest.mark.parametrize(("text", "said"), [
    ("[gān驿]", "“驿”"), ("/k?n/", "“?”"), ("[kan⁵⁵", "右方括号"), ("[K]", "“K”")])
def test_what_it_lacks_is_named(text, said):
    assert said in problem(text)


def test_everything_on_the_palette_is_legal():
    assert illegal_characters(CONSONANTS + VOWELS + TONES + MARKS) == []


def test_the_register_refuses_a_broken_notation(gazetteer, add_place):
    place = add_place("干驿")
    with pytest.raises(RuleBroken, match="国际音标"):
        gazetteer.do(EditPlace(place.id, {"DMYDY": "[kan驿]"}))
    gazetteer.do(EditPlace(place.id, {"DMYDY": "[kan⁵⁵ i²¹³]"}))
