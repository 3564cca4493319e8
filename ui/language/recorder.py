"""One voice from the computer's microphone: taken, played back, written as WAV. PortAudio does it where it is there."""

from __future__ import annotations

import threading
import wave
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.errors import GazetteerError
from ui.i18n import tr

LONGEST_S = 60.0
QUIET, LOUD = 0.02, 0.99  # parts of full scale: nobody spoke; the top is cut off
_FULL = 32767


class Recorder:
    """Mono, 16 bit, at the rate that the microphone has. `level` is the present loudness, `peak` the greatest, 0–1."""

    def __init__(self, sound: Any = None) -> None:
        self._sound = sound
        self._stream: Any = None
        self._lock = threading.Lock()
        self._parts: list[bytes] = []
        self.rate, self.level, self.peak = 44100, 0.0, 0.0

    @property
    def running(self) -> bool:
        """Whether the microphone is open."""
        return self._stream is not None

    @property
    def seconds(self) -> float:
        """How much has been taken."""
        with self._lock:
            return sum(map(len, self._parts)) / 2 / self.rate

    @property
    def full(self) -> bool:
        """Whether it is longer than any name; more is not kept."""
        return self.seconds >= LONGEST_S

    def start(self) -> None:
        """Take anew. Raises GazetteerError when there is no microphone, or nothing that can hear it."""
        self.stop()
        sound = self._sound = self._sound or sound_module()
        self._parts, self.level, self.peak = [], 0.0, 0.0
        _look_again(sound)
        try:
            self.rate = int(sound.query_devices(kind="input")["default_samplerate"])
        except (sound.PortAudioError, ValueError):
            raise _refused(tr("系统没有找到录音设备")) from None
        try:
            self._stream = sound.RawInputStream(samplerate=self.rate, channels=1, dtype="int16", callback=self._take)
            self._stream.start()
        except (sound.PortAudioError, ValueError, OSError) as error:
            self._stream = None
            raise _refused(_reason(error)) from None

    def stop(self) -> None:
        """Close the microphone, and what is being played."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            stream.close()
        elif self._sound is not None:
            self._sound.stop()
        self.level = 0.0

    def play(self) -> None:
        """Let what was taken be heard. Raises GazetteerError when there is no loudspeaker."""
        if self._sound is None:
            return
        try:
            self._sound.play(np.frombuffer(self._taken(), np.int16), self.rate)
        except (self._sound.PortAudioError, ValueError, OSError) as error:
            raise GazetteerError(tr("不能播放"), why=_reason(error), remedy=tr("请检查扬声器或耳机")) from None

    def save(self, path: Path) -> Path:
        """Write it as WAV."""
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self._taken())
        return path

    def _taken(self) -> bytes:
        with self._lock:
            return b"".join(self._parts)

    def _take(self, data: Any, frames: int, time: Any, status: Any) -> None:
        """Called by PortAudio in a thread of its own."""
        part = bytes(data)
        level = float(np.abs(np.frombuffer(part, np.int16).astype(np.int32)).max(initial=0)) / _FULL
        if self.full:
            return
        with self._lock:
            self._parts.append(part)
        self.level, self.peak = level, max(self.peak, level)


def sound_module() -> Any:
    """PortAudio's binding. Raises GazetteerError naming what must be installed."""
    try:
        import sounddevice
    except ImportError:
        why, remedy = tr("没有安装 Python 组件 sounddevice"), tr("请安装该组件（pip install sounddevice）")
    except OSError:
        why = tr("系统缺少声音库 PortAudio")
        remedy = tr("请安装 Debian 软件包 libportaudio2（apt install libportaudio2）")
    else:
        return sounddevice
    remedy = tr("{remedy}，然后重新打开程序；也可以附加已有的录音文件", remedy=remedy)
    raise GazetteerError(tr("这台电脑还不能录音"), why=why, remedy=remedy)


def _look_again(sound: Any) -> None:
    """PortAudio knows only the devices that were there when it began; a microphone may have been plugged in since."""
    if hasattr(sound, "_terminate"):
        sound._terminate()
        sound._initialize()


def _refused(why: str) -> GazetteerError:
    return GazetteerError(tr("没有可用的麦克风"), why=why,
                          remedy=tr("接好麦克风、在系统设置里允许录音后再试；也可以附加已有的录音文件"))


def _reason(error: Exception) -> str:
    return str(error.args[0]) if error.args else type(error).__name__
