"""The benchmark of exports measures what it says, at a size at which nothing can be told of memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import export_memory
from giextract.review.record_files import read_records


def test_a_line_for_each_format_shape_and_count(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["", "--counts", "2,4", "--formats", "csv", "--shapes", "long"])
    export_memory.main()
    head, small, large, _ = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["format", "shape", "reports"]
    assert [line.split()[:3] for line in (small, large)] == [["csv", "long", "2"], ["csv", "long", "4"]]
    peak, seconds, _, ratio = map(float, large.split()[3:])
    assert peak > 10
    assert seconds > 0
    assert ratio > 0


def test_each_report_has_a_path_a_year_and_bytes_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    export_memory.records(path, 12)
    made = list(read_records([path]))
    assert len({record.source.sha256 for record in made}) == 12
    assert len({(record.values["header"]["issuer"], record.values["header"]["year"]) for record in made}) == 12
    assert all(record.fact("/header/year").value == record.values["header"]["year"] for record in made)  # type: ignore[union-attr]
