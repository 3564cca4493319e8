"""A reading is recorded where it is worked on; without microphone or sound library the card says what to do."""

from __future__ import annotations

import builtins
import wave

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.places.media import Media
from ui.language.recorder import LONGEST_S, Recorder
from ui.language.recording_card import RecordingCard
from ui.places.thumbnails import content_of


class Sound:
    """PortAudio with a microphone that hears what the test says; none where `rate` is None."""

    class PortAudioError(Exception):
        pass

    def __init__(self, rate=8000):
        self.rate, self.heard = rate, None

    def query_devices(self, kind):
        if self.rate is None:
            raise self.PortAudioError("Error querying device -1")
        return {"default_samplerate": float(self.rate)}

    def RawInputStream(self, *, callback, **_):  # noqa: N802
        self.speak = lambda loud, seconds: callback(
            np.full(int(self.rate * seconds), round(loud * 32767), np.int16).tobytes(), 0, None, None)
        return self

    def start(self):
        pass

    stop = close = start

    def play(self, data, rate):
        self.heard = len(data) / rate


def test_the_recorder_writes_what_it_heard_and_no_more_than_a_name_needs(tmp_path):
    sound = Sound()
    recorder = Recorder(sound)
    recorder.start()
    sound.speak(0.5, 2)
    assert recorder.level == pytest.approx(0.5, abs=0.01) and recorder.seconds == 2
    sound.speak(0.1, LONGEST_S)
    sound.speak(0.1, 10)
    recorder.stop()
    assert recorder.full and recorder.seconds == 2 + LONGEST_S and recorder.peak == pytest.approx(0.5, abs=0.01)
    with wave.open(str(recorder.save(tmp_path / "a.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000)
        assert file.getnframes() == 8000 * (2 + LONGEST_S)


def test_a_reading_is_recorded_heard_and_kept_and_undone(gazetteer, add_place, open_editor):
    _, editor = open_editor(add_place("干驿"))
    card = RecordingCard("干驿", Recorder(Sound()))
    editor.sounds.card = card
    card.recorded.connect(editor.sounds._keep)
    editor.sounds.layout().addWidget(card)
    editor.sounds.record.click()
    assert card.recorder.running and not card.keep.isEnabled()
    card.recorder._sound.speak(0.001, 1)
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert "几乎没有录到声音" in card.text.text()
    QTest.keyClick(card, Qt.Key.Key_Space)
    card.recorder._sound.speak(0.4, 1.5)
    QTest.keyClick(card, Qt.Key.Key_Space)
    card.hear.click()
    assert card.recorder._sound.heard == 1.5 and card.time.text() == "0:01"
    QTest.keyClick(card, Qt.Key.Key_Return)
    (kept,) = gazetteer.find(Media)
    assert (kept.kind, kept.caption, kept.media_type.split("/")[0]) == ("sound", "读音：干驿", "audio")
    assert kept.file_name.startswith("干驿_2") and content_of(gazetteer, kept).stat().st_size == 44 + 8000 * 3
    assert not card.isVisible() and not card.recorder.running
    gazetteer.undo()
    assert not gazetteer.count(Media)


def test_without_a_microphone_the_card_says_so(qtbot):
    card = RecordingCard("干驿", Recorder(Sound(None)))
    qtbot.addWidget(card)
    card.begin()
    assert "没有可用的麦克风" in card.text.text() and card.text.property("danger") and not card.keep.isEnabled()


@pytest.mark.parametrize(("missing", "said"), [(ImportError, "sounddevice"), (OSError, "libportaudio2")])
def test_what_must_be_installed_is_named(qtbot, monkeypatch, missing, said):
    def refuse(name, *rest, **more):
        if name == "sounddevice":
            raise missing("PortAudio library not found")
        return real(name, *rest, **more)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", refuse)
    card = RecordingCard("干驿")
    qtbot.addWidget(card)
    card.begin()
    assert said in card.text.text() and "附加已有的录音文件" in card.text.text()
