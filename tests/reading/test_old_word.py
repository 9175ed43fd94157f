"""Old Word files are read by a converter that runs apart: nothing of the user's is touched, and failures name a way out."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading import old_word
from giextract.reading.word import read_doc
from giextract.settings import ReadingSettings
from tests.reading.test_word import cell, p, packed, row, table

HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


def container(*streams: str, start: bytes = b"") -> bytes:
    """As much of an OLE container as is looked at: its header, its first sector, the names in its directory."""
    return HEADER + start.ljust(512, b"\0") + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


DOC = container("WordDocument", start=b"\xec\xa5\xc1\0")


def read(data: bytes) -> Document:
    return read_doc(data, "report.doc", ReadingSettings())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (container("EncryptedPackage", "EncryptionInfo"), "is encrypted; save a copy without its password"),
        (container("WordDocument", start=b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\x01"), "is encrypted; save a copy without its"),
        (container("Workbook"), "is an old Excel workbook"),
        (container("Book"), "is an old Excel workbook"),
        (container("PowerPoint Document"), "is an old PowerPoint file"),
        (container("VisioDocument"), "is a Microsoft file, but no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a Microsoft file, but no Word document"),
    ],
)
def test_other_old_office_files_are_told(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(data)
    assert caught.value.message.startswith(message)


def program(folder: Path, name: str, code: str) -> None:
    """A program of that name that runs Python."""
    path = folder / name
    path.write_text(f"#!{sys.executable} -I\n{textwrap.dedent(code)}", "utf-8")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH; temporary files are made beside it."""
    for name in ("bin", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return tmp_path / "bin"


def test_without_a_converter_the_error_names_what_to_install(programs: Path) -> None:
    assert old_word.converter_paths() == {}
    with pytest.raises(ReadingError, match=r"install LibreOffice \(apt install libreoffice-writer\) or catdoc"):
        read(DOC)
    assert programs.exists()


MAKE_DOCX = """
    import json, os, pathlib, sys
    profile = next(one for one in sys.argv if one.startswith("-env:UserInstallation=file://")).partition("file://")[2]
    settings = pathlib.Path(profile, "user", "registrymodifications.xcu").read_text()
    assert "DisableMacrosExecution" in settings and pathlib.Path(os.environ["HOME"]) == pathlib.Path(profile).parent
    assert "SECRET" not in os.environ and os.environ["http_proxy"] == "http://127.0.0.1:9"
    folder = sys.argv[sys.argv.index("--outdir") + 1]
    pathlib.Path(folder, "in.docx").write_bytes(pathlib.Path({docx!r}).read_bytes())
"""


def test_libreoffice_runs_apart_and_leaves_nothing(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(packed(document=p("公开412条")))
    program(programs, "soffice", MAKE_DOCX.format(docx=str(tmp_path / "made.docx")))
    monkeypatch.setenv("SECRET", "sk-1")
    document = read(DOC)
    assert (document.text, document.warnings) == ("公开412条\n", ())
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_one_converter_cannot_read_the_next_one_does(programs: Path) -> None:
    program(programs, "soffice", "raise SystemExit(1)")
    program(programs, "catdoc", r"print('一、概述\n网站\t9\n微博\t2\n完\n三\t四\t五')")
    document = read(DOC)
    assert document.text == "一、概述\n| 网站 | 9 |\n| 微博 | 2 |\n完\n| 三 | 四 | 五 |\n"
    assert len(document.grids) == 2
    (warning,) = document.warnings
    assert warning.startswith("read by catdoc, which knows no merged cells")


def test_antiword_gives_rows_in_bars(programs: Path) -> None:
    program(programs, "antiword", r"print('一、概述\n|网站  |9  |\n|微博  |2  |')")
    assert read(DOC).text == "一、概述\n| 网站 | 9 |\n| 微博 | 2 |\n"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise SystemExit(3)", r"catdoc failed \(exit code 3\)"),
        ("print()", "catdoc found no text in it"),
        (r"print('第一行\nNÿGWò]cgT{ú')", "catdoc garbled it"),
        (r"print('第一行\n3u÷‹„vT{‹áOo`')", "catdoc garbled it"),
        ("import time; time.sleep(60)", "catdoc took longer than"),
        ("print('公开' * 1000)", "catdoc gave more than"),
    ],
)
def test_what_no_converter_can_read_is_told(
    code: str, why: str, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_word, "TIME_LIMIT", 1.0)
    monkeypatch.setattr(old_word, "MAX_TEXT", 1000)
    program(programs, "catdoc", code)
    with pytest.raises(ReadingError, match=rf"could not be read \({why}.*save it as \.docx, or install LibreOffice"):
        read(DOC)
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.skipif("LibreOffice" not in old_word.converter_paths(), reason="LibreOffice is not installed")
def test_a_real_doc_gives_what_its_docx_gives(tmp_path: Path) -> None:
    widths = "<w:tcW w:w='{}' w:type='dxa'/>"
    grid = "<w:gridCol w:w='2000'/>" * 3
    head = row(cell("申请", widths.format(4000) + "<w:gridSpan w:val='2'/>"), cell("9", widths.format(2000)))
    below = row(*(cell(text, widths.format(2000)) for text in ("网络", "信函", "7")))
    docx = packed(document=p("一、概述") + table(head, below, grid=grid) + p("办结8件。"))
    with zipfile.ZipFile(io.BytesIO(docx)) as archive, zipfile.ZipFile(tmp_path / "a.docx", "w") as whole:
        for name in archive.namelist():
            whole.writestr(name, archive.read(name))
        whole.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        whole.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
    subprocess.run(
        [old_word.converter_paths()["LibreOffice"], f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
         "--headless", "--convert-to", "doc:MS Word 97", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read((tmp_path / "a.doc").read_bytes())
    assert document.text == "一、概述\n| | 申请 | 9 |\n| 网络 | 信函 | 7 |\n办结8件。\n"
    assert document.grids[0].cells[0].columns == 2
