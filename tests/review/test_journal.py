"""The journal is only appended to; what it cannot keep it does not claim to have kept."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from giextract.errors import DecisionError, OutputError
from giextract.review.decisions import Decision, read_decisions
from giextract.review.journal import Journal

SHA = "ab" * 32


def accept(path: str) -> Decision:
    return Decision(path=path, action="accept")


def test_it_goes_on_where_it_was_and_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "r.decisions.jsonl"
    sizes = []
    for number in range(3):
        journal = Journal(path, "王敏")
        assert journal.revision(SHA) == number
        before = path.read_bytes()
        assert journal.append(SHA, "a.txt", "annual_report@0", accept(f"/p{number}")) == number + 1
        assert path.read_bytes().startswith(before)
        sizes.append(path.stat().st_size)
        journal.close()
    read = read_decisions(path)
    assert (read.reviewer, [one.path for one in read.of(SHA)]) == ("王敏", ["/p0", "/p1", "/p2"])
    assert (read.reports[0].path, read.reports[0].schema_) == ("a.txt", "annual_report@0")
    assert path.stat().st_mode & 0o077 == 0


def test_another_reviewers_decisions_are_not_mixed_in(tmp_path: Path) -> None:
    Journal(tmp_path / "j", "王敏").close()
    with pytest.raises(DecisionError, match="decisions of 王敏"):
        Journal(tmp_path / "j", "李强")
    Journal(tmp_path / "j", "王敏").close()  # the refused one holds no lock


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    for text in (
        "notes",
        "notes\n",
        "notes\nmore",
        "[]\n",
        '{"a": 1}\n',
        '{"giextract_review": 1, "reviewer": "王敏"}\n{"sha256": 3}\n',
    ):
        (tmp_path / "j").write_text(text, "utf-8")
        with pytest.raises(DecisionError):
            Journal(tmp_path / "j", "王敏")
        assert (tmp_path / "j").read_text("utf-8") == text


@pytest.mark.parametrize("text", ['{"giex', '{"giextract_review":1,"revie', '{"giextract_review":1,"reviewer":"王敏"}'])
def test_a_journal_of_half_a_line_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "j").write_text(text, "utf-8")
    with pytest.raises(DecisionError):
        read_decisions(tmp_path / "j")
    journal = Journal(tmp_path / "j", "王敏")
    assert journal.cut_off is not None
    assert journal.cut_off.read_text("utf-8") == text + "\n"
    assert journal.append(SHA, "", "", accept("/p")) == 1
    journal.close()
    assert read_decisions(tmp_path / "j").of(SHA) == (accept("/p"),)


def test_on_a_full_disk_nothing_is_half_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j", "王敏")
    journal.append(SHA, "", "", accept("/p"))
    before = (tmp_path / "j").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, hard))
    try:
        with pytest.raises(OutputError, match="nothing was kept"):
            journal.append(SHA, "", "", accept("/q"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert (tmp_path / "j").read_bytes() == before
    assert journal.append(SHA, "", "", accept("/q")) == 2
    journal.close()
    assert [one.path for one in read_decisions(tmp_path / "j").of(SHA)] == ["/p", "/q"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        Journal(tmp_path / "no" / "j", "王敏")


def test_the_order_of_records_that_stood_side_by_side_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl", "甲")
    journal.append(SHA, "a.txt", "annual_report@0", accept("/p"), ["rules@1", "model@1"])
    journal.append(SHA, "a.txt", "annual_report@0", accept("/q"), ["rules@1", "model@1"])
    journal.close()
    (report,) = read_decisions(tmp_path / "j.jsonl").reports
    assert report.records == ("rules@1", "model@1")
    assert len(report.decisions) == 2
