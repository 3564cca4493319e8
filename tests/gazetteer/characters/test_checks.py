from __future__ import annotations

from gazetteer.characters.changes import AddCharacterMedia
from gazetteer.characters.rare_character import GLYPH, RareCharacter
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.record_changes import EditRecord
from gazetteer.rules.checking import findings
from gazetteer.storage.attachments import kept_at


def test_the_check_finds_odd_characters_in_every_register(sample):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": "东瞿阝村", "history": "旧作\ue817口"}))
    sample.do(EditRecord("base_feature", 1, {"name": "\ue81e河"}))
    found = [finding for finding in findings(sample) if finding.rule == "N03" and "字" in finding.text]
    where = {(finding.table, finding.about) for finding in found}
    assert {("place", "history"), ("base_feature", "name")} <= where
    assert sum("瞿阝" in finding.text for finding in found) == 1
    assert any("龴" in finding.fix for finding in found)


def test_a_glyph_picture_that_is_lost_is_told(sample, tmp_path):
    glyph = tmp_path / "字.svg"
    glyph.write_text("<svg/>")
    (record,) = sample.find(RareCharacter, RareCharacter.character == "剅")
    sample.do(AddCharacterMedia(record.id, glyph, sample.media_folder, GLYPH))
    media = kept_at(sample.media_folder, next(iter(p.name for p in sample.media_folder.rglob("*") if p.is_file())))
    media.unlink()
    assert any(finding.table == "character_media" and finding.rule == "D05" for finding in findings(sample))
