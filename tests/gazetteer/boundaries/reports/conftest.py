"""The text of papers as a reader of either format finds it."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from docx.oxml.ns import qn


def _word(content):
    document = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.element.body.iter(qn("w:t"))]
    heads = [paragraph.text for part in document.sections for paragraph in part.header.paragraphs]
    return "".join((*texts, *heads))


def _pdf(content):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.fixture(scope="session")
def texts():
    """texts(written): the text of each file without spaces and line ends, by its suffix; the last one of a kind."""

    def read(written):
        readers = {".docx": _word, ".pdf": _pdf}
        return {path.suffix: "".join(readers[path.suffix](path.read_bytes()).split()) for path in written.files}

    return read
