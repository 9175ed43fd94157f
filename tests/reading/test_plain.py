"""Files and standard input become documents; everything that cannot is refused in one line that says what to do."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from giextract import reading
from giextract.errors import ReadingError
from giextract.reading import read
from giextract.reading.plain import read_plain

REPORT = "2017年，我局主动公开政府信息130条。\r\n受理依申请公开4件。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_becomes_a_document(tmp_path: Path, encoding: str) -> None:
    data = REPORT.encode(encoding)
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    document = read(path)
    assert document.text == REPORT
    assert document.path == str(path)
    assert document.encoding == encoding
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.pages is None


def test_the_hash_is_of_the_bytes_with_their_mark() -> None:
    data = REPORT.encode("utf-8-sig")
    document = read_plain(data, "report.txt")
    assert document.text == REPORT
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_the_path_is_recorded_as_the_user_gave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "报告").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read("./报告").path == "./报告"


def test_a_dash_reads_the_stream_that_is_given() -> None:
    document = read("-", io.BytesIO(REPORT.encode("gbk")))
    assert (document.path, document.text) == ("-", REPORT)


def test_a_dash_reads_the_standard_input_of_the_process() -> None:
    code = "from giextract.reading import read; print(ascii(read('-').text))"
    run = subprocess.run([sys.executable, "-c", code], input=REPORT.encode(), capture_output=True, check=True)
    assert run.stdout.decode().strip() == ascii(REPORT)


def test_reading_utf8_does_not_import_what_only_guessing_needs(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    code = (
        "import sys; from giextract.reading import read; read(sys.argv[1]); print('charset_normalizer' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert run.stdout.strip() == b"False"


def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", "import sys; open(sys.argv[1], 'wb').write(b'report')", str(pipe)]):
        assert read(pipe).text == "report"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \r\n\t\n", "nothing but white space", id="blank"),
        pytest.param("\ufeff\u3000\n".encode(), "nothing but white space", id="blank-with-mark"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml..xl/workbook.xml", "Excel", id="xlsx"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00OFD.xml", "OFD", id="ofd"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00report.txt", "archive; unpack", id="zip"),
        pytest.param(rb"{\rtf1\ansi\ansicpg936 \'b9\'ab}", "RTF", id="rtf"),
        pytest.param(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "archive", id="gzip"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", "archive", id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", id="7z"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00", "program", id="elf"),
        pytest.param(b"SQLite format 3\x00\x10\x00", "database", id="sqlite"),
        pytest.param(bytes(range(256)) * 4, "binary", id="bytes"),
    ],
)
def test_content_that_is_no_plain_text_is_refused_by_name(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    _assert_refused(path, said)


@pytest.mark.parametrize(
    "text", ["BM是部门的缩写。", "MZ镇2017年报告", "PK赛公开信息", "<p>公开</p>", "见<html>标签", "<htmlx>"]
)
def test_text_that_only_begins_like_another_format_is_read(text: str) -> None:
    assert read("-", io.BytesIO(text.encode())).text == text


def test_a_web_page_mark_behind_many_comments_is_looked_for_in_linear_time() -> None:
    text = "<!-- -->" * 20_000 + "公开"
    assert read("-", io.BytesIO(text.encode())).text == text


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    _assert_refused(tmp_path / "没有.txt", "does not exist; check the name")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    _assert_refused(tmp_path, "is a folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    path.chmod(0)
    _assert_refused(path, "may not be read by you")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PermissionError(13, "Permission denied"), "may not be read by you"),
        (OSError(5, "Input/output error"), "cannot be read .Input/output error"),
    ],
)
def test_a_failing_disk_is_refused(monkeypatch: pytest.MonkeyPatch, failure: OSError, said: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(Path, "open", fail)
    _assert_refused(Path("report.txt"), said)


@pytest.mark.parametrize("name", ["长" * 300, "a\x00b", "a\nb"])
def test_an_impossible_name_is_refused_in_one_line(name: str) -> None:
    _assert_refused(name, "check the name")


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    _assert_refused(path, "larger than 20 MB")


def test_an_endless_stream_is_read_only_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TEXT_BYTES", 1_000_000)
    stream = io.BytesIO(b"a" * 3_000_000)
    with pytest.raises(ReadingError, match=r"^standard input is larger than 1 MB"):
        read("-", stream)
    assert stream.tell() == 1_000_001


def test_a_file_of_exactly_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000)
    assert len(read("-", io.BytesIO(b"a" * 1_000)).text) == 1_000


def test_a_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    _assert_refused("-", "is closed")


def _assert_refused(path: str | Path, said: str) -> None:
    with pytest.raises(ReadingError, match=said) as caught:
        read(path)
    assert caught.value.path == str(path)
    assert "\n" not in caught.value.message
    assert "; " in caught.value.message, "says what happened, then what to do"
