"""Pictures compared with approved ones, and PDFs taken apart."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase, QImage

EXPECTED = Path(__file__).parents[2] / "expected"
# Fonts of another version shift edges a little: what counts is that hardly any pixel is of another kind.
FAR, PART = 60, 0.012


@pytest.fixture(autouse=True)
def application(qapp):
    """Fonts need the application object."""
    return qapp


def pixels(image: QImage) -> np.ndarray:
    """Height × width × 3 numbers of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, :plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(int)


@pytest.fixture
def like_approved(tmp_path):
    """like_approved(image, name): fails when more than 1.2 % of the pixels differ by over 60 of 255.

    With UPDATE_EXPECTED=1 the picture becomes the approved one; look at it before you commit it.
    """

    def check(image: QImage, name: str) -> None:
        if not {"Noto Sans CJK SC", "Noto Serif CJK SC"} <= set(QFontDatabase.families()):
            pytest.skip("the approved pictures are drawn with Noto CJK")
        path = EXPECTED / f"{name}.png"
        if os.environ.get("UPDATE_EXPECTED"):
            image.save(str(path))
        approved = QImage(str(path))
        assert not approved.isNull(), f"no approved picture {path}"
        assert (image.width(), image.height()) == (approved.width(), approved.height())
        apart = np.abs(pixels(image) - pixels(approved)).max(axis=2) > FAR
        if apart.mean() > PART:
            image.save(str(tmp_path / f"{name}.png"))
        assert apart.mean() <= PART, f"{apart.mean():.1%} of the pixels differ, see {tmp_path / name}.png"

    return check
