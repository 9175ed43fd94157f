"""`giextract summary`: a page on standard output, pictures where they are wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from matplotlib import font_manager

from tests.cli.conftest import Command
from tests.export.test_summary import RECORDS


def test_without_a_chinese_font_labels_are_english_and_it_says_so(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = [entry for entry in font_manager.fontManager.ttflist if entry.name.startswith("DejaVu")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    Path("records.json").write_text(RECORDS[0].to_json(), "utf-8")
    result = run(
        "summary", "records.json", "-o", "pictures"
    )  # a character without a glyph would be a warning, an error here
    assert result.exit_code == 0
    assert "no installed font has the Chinese labels, so they are English" in result.stderr
    assert len(list(Path("pictures").iterdir())) == 6


def test_files_of_records_are_drawn_where_one_says(run: Command) -> None:
    Path("records.jsonl").write_text("".join(one.to_json() + "\n" for one in RECORDS), "utf-8")
    result = run("summary", "records.jsonl")
    assert (result.exit_code, result.stderr) == (
        0,
        "giextract: no pictures are drawn; say where they go with -o FOLDER\n",
    )
    assert result.stdout.startswith("documents 5 · complete 4 · partial 1\n")


def test_without_matplotlib_the_page_is_there_and_the_pictures_are_missed(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("records.json").write_text(RECORDS[0].to_json(), "utf-8")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "giextract.export.pictures")
    result = run("summary", "records.json", "-o", "pictures")
    assert (result.exit_code, result.stdout[:11]) == (3, "documents 1")
    assert "pip install 'giextract[plots]'" in result.stderr
