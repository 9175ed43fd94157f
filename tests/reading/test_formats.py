"""What a file is, is told by its first bytes, then by its suffix; formats that giextract does not read may be a plug-in's."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata

import pytest

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading import _read_as, readers
from giextract.reading.formats import format_of, is_web_page
from giextract.settings import ReadingSettings


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml..word/document.xml", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60, "doc"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image"),
        (b"GIF89a\x01\x00", "image"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00", "image"),
        (b"II*\x00\x08\x00\x00\x00", "image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image"),
        ("BM是部门的缩写。".encode(), "text"),
        ("PK赛公开信息".encode(), "text"),
    ],
)
def test_the_first_bytes_tell_the_format(data: bytes, form: str) -> None:
    assert format_of(data, "report.txt") == form


@pytest.mark.parametrize("suffix", ["html", "htm", "HTML", "shtml"])
def test_a_web_page_is_known_by_its_suffix_too(suffix: str) -> None:
    assert format_of("<p>公开</p>".encode(), f"report.{suffix}") == "html"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!DOCTYPE html>\n<p>公开", True),
        ("\n<html lang=zh>公开", True),
        ("<?xml version='1.0'?><!-- x --><HTML>公开", True),
        ("<p>公开</p>", False),
        ("见<html>标签", False),
        ("<htmlx>", False),
    ],
)
def test_a_web_page_is_known_by_how_it_begins(text: str, page: bool) -> None:
    assert is_web_page(text) is page


@pytest.mark.parametrize("form", sorted(readers.FORMAT_TO_READER))
def test_without_the_extra_the_error_names_the_command(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = readers.FORMAT_TO_READER[form]  # type: ignore[index]
    monkeypatch.setitem(sys.modules, reader.module, None)
    with pytest.raises(ReadingError, match=rf"pip install 'giextract\[{reader.extra}\]'$"):
        readers.read_format(form, b"", "report", ReadingSettings())  # type: ignore[arg-type]


class Upper:
    """A plug-in that reads files which begin with OFD."""

    def recognises(self, data: bytes, name: str) -> bool:
        return data.startswith(b"PK") and name.endswith(".ofd")

    def read(self, data: bytes, name: str) -> Document:
        return Document("读到了", name, hashlib.sha256(data).hexdigest())


PLUGIN = Upper()


def test_a_plugin_reads_what_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = metadata.EntryPoint("ofd", f"{__name__}:PLUGIN", readers.ENTRY_POINTS)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group == readers.ENTRY_POINTS else [])
    data = b"PK\x03\x04\x14\x00\x00\x00OFD.xml"
    assert _read_as(data, "a.ofd", ReadingSettings()).text == "读到了"
    with pytest.raises(ReadingError, match="OFD"):
        _read_as(data, "a.bin", ReadingSettings())


def test_a_plugin_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = metadata.EntryPoint("ofd", "nowhere.at_all:PLUGIN", readers.ENTRY_POINTS)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group == readers.ENTRY_POINTS else [])
    with pytest.raises(ReadingError, match="reader ofd, which does not load"):
        _read_as(b"\x7fELF\x02\x01\x01\x00", "a.bin", ReadingSettings())
