"""The office's own parameters are put in, tried, and kept with the person. All numbers here are invented."""

from __future__ import annotations

import pytest

from gazetteer.coordinates import office
from gazetteer.coordinates.office import Four, Seven
from ui.coordinates.parameters_dialog import ParametersDialog


@pytest.fixture(autouse=True)
def settings_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "file", lambda: tmp_path / "own" / "parameters.json")
    monkeypatch.setattr(office, "_held", None)


@pytest.fixture
def dialog(qtbot):
    kept = []

    def make():
        made = ParametersDialog()
        kept.append(made)
        qtbot.addWidget(made)
        made.show()
        return made
    return make


def fill(card, model, *values):
    card.kind.setCurrentIndex(card.kind.findData(model))
    for cell, value in zip(card.cells[model].values(), values, strict=True):
        cell.setText(str(value))


def test_what_is_saved_stands_there_again_and_is_used(dialog):
    made = dialog()
    fill(made.cards["xian80"], Four, 30, -20, 1.5, 2)
    assert "天门一点的坐标数值改变" in made.cards["xian80"].told.text()
    fill(made.cards["beijing54"], Seven, 1, 2, 3, 0, 0, 0, 0)
    made.save()
    assert (office.of("xian80"), office.of("beijing54")) == (Four(30, -20, 1.5, 2), Seven(1, 2, 3))
    again = dialog().cards["xian80"]
    assert again.parameters == Four(30, -20, 1.5, 2) and again.cells[Four]["rotation"].text() == "1.5"


def test_a_field_left_empty_or_parameters_that_cannot_be_keep_the_dialog_open(dialog):
    made = dialog()
    fill(made.cards["xian80"], Seven, 1, 2, "", 0, 0, 0, 0)
    made.save()
    assert made.isVisible() and "ΔZ" in made.problem.text() and not office.file().exists()
    fill(made.cards["xian80"], Seven, 90_000, 2, 0, 0, 0, 0, 0)
    assert made.cards["xian80"].told.property("danger")
    made.save()
    assert made.isVisible() and "移动" in made.problem.text() and not office.file().exists()


def test_the_person_is_told_that_they_are_secret_and_where_they_lie(dialog):
    from PySide6.QtWidgets import QLabel

    said = "".join(label.text() for label in dialog().findChildren(QLabel))
    assert "涉密" in said and "不写入工作空间" in said and str(office.file()) in said


def test_taking_them_out_makes_the_datum_approximate_again(dialog):
    office.keep("xian80", Four(30, -20, 1.5, 2))
    made = dialog()
    made.cards["xian80"].kind.setCurrentIndex(0)
    made.save()
    assert office.of("xian80") is None


def test_a_damaged_file_is_told_in_the_dialog(dialog):
    office.file().parent.mkdir()
    office.file().write_text("{")
    assert "读不出" in dialog().problem.text()
