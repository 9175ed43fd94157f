"""Every kind of bad input gets one line on standard error and the right exit code; nothing is half-written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Process

ENGLISH = "The committee met on 3 May 2017 and published 130 documents on its web site. " * 20
RECIPE = "红烧肉的做法：五花肉五百克切块，焯水后加冰糖炒色，放酱油、料酒、姜片，小火炖一小时即可。" * 10
NAME_TO_BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b"  \n\t\n", "nothing but white space"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "program.txt": (b"\x7fELF\x02\x01\x01\x00" + bytes(500), "program"),
    "huge.txt": ("主动公开政府信息412条。".encode() * 1_600_000, "larger than"),
    "english.txt": (ENGLISH.encode(), "no Chinese text"),
    "recipe.txt": (RECIPE.encode(), "not a report on government disclosure"),
    "nul.txt": (b"\x00" * 5000, "is"),
    "page.html": (b"<!doctype html><p>1", "no Chinese text"),
}


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    assert line.startswith("giextract: ")
    assert "Traceback" not in line
    return line


@pytest.mark.parametrize("name", NAME_TO_BAD)
def test_a_file_that_is_no_report(name: str, run: Command, tmp_path: Path) -> None:
    data, message = NAME_TO_BAD[name]
    (tmp_path / name).write_bytes(data)
    result = run("extract", name)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert name in one_line(result.stderr)
    assert message in result.stderr


def test_fifty_megabytes_cost_neither_time_nor_memory(process: Process, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        for _ in range(50):
            file.write("主动公开政府信息412条。".encode().ljust(1_000_000, b"\n"))
    done = process("extract", "huge.txt")
    assert (done.returncode, done.stdout) == (4, b"")
    assert "larger than 20 MB" in one_line(done.stderr.decode())


def test_no_such_file_and_a_folder(run: Command, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path, message in (("nowhere.txt", "does not exist"), ("folder", "is a folder")):
        result = run("extract", path)
        assert (result.exit_code, result.stdout) == (4, "")
        assert message in one_line(result.stderr)


def test_an_empty_standard_input(process: Process) -> None:
    done = process("extract", "-")
    assert (done.returncode, done.stdout) == (4, b"")
    assert one_line(done.stderr.decode()) == "giextract: standard input is empty; give a file with the text of a report"


def test_one_bad_among_several_costs_one_line(run: Command, sample: Path) -> None:
    result = run("extract", sample, "nowhere.txt", sample, "--format", "json")
    assert result.exit_code == 3
    assert "nowhere.txt does not exist" in one_line(result.stderr)
    assert [record["source"]["path"] for record in json.loads(result.stdout)] == [str(sample)] * 2


def test_all_bad_is_failed(run: Command) -> None:
    result = run("extract", "nowhere.txt", "nobody.txt", "--format", "json", "-o", "out.json")
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 2
    assert not Path("out.json").exists()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.83])
def test_a_text_cut_off_in_the_middle_states_what_is_left(
    share: float, run: Command, sample: Path, tmp_path: Path
) -> None:
    data = sample.read_bytes()
    (tmp_path / "cut.txt").write_bytes(data[: int(len(data) * share) // 3 * 3 + 1])  # and through a character
    result = run("extract", "cut.txt", "--format", "json")
    assert result.exit_code == 3
    assert "cut.txt: the text is cut off behind" in one_line(result.stderr)
    record = json.loads(result.stdout)
    assert record["status"] == "partial"
    text = (tmp_path / "cut.txt").read_bytes().decode("utf-8", "replace")
    assert record["values"]["header"]["year"] == 2017
    assert all(text[slice(*fact["span"])] == fact["printed"] for fact in record["facts"] if fact.get("span"))


@pytest.mark.parametrize("joined", ["\n", "\n\n\n"])
def test_two_reports_in_one_file_are_told(joined: str, run: Command, sample: Path, tmp_path: Path) -> None:
    text = sample.read_text("utf-8")
    (tmp_path / "two.txt").write_text(
        text + joined + text.replace("2017年政府信息公开", "2016年政府信息公开", 1), "utf-8"
    )
    result = run("extract", "two.txt", "--format", "json")
    assert result.exit_code == 3
    assert "two.txt: the text holds more than one report" in one_line(result.stderr)
    assert json.loads(result.stdout)["status"] == "partial"


def test_nul_and_control_characters_reach_no_terminal(run: Command, sample: Path, tmp_path: Path) -> None:
    text = (
        sample.read_text("utf-8")
        .replace("书院路21号", "书院\x1b[31m路\x0021\x07号")
        .replace("412条", "4\u200b12\x00条")
    )
    (tmp_path / "dirty.txt").write_text(text, "utf-8")
    result = run("extract", "dirty.txt", "--format", "table")
    assert result.exit_code == 0
    assert not {char for char in result.stdout if not char.isprintable()} - {"\n"}
    assert run("extract", "dirty.txt", "--format", "json").exit_code == 0


def test_control_characters_in_a_name_reach_no_terminal(run: Command) -> None:
    result = run("extract", "no\x1b[31m\nwhere.txt")
    assert one_line(result.stderr) == "giextract: no\\x1b[31m\\nwhere.txt does not exist; check the name"


def test_a_name_in_no_known_encoding(process: Process, sample: Path, tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8.txt"))).write_bytes(sample.read_bytes())
    done = process("extract", b"\xb1\xa8.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["source"]["path"] == "\\udcb1\\udca8.txt"
    assert process("extract", b"\xb1\xa9.txt").returncode == 4


def test_the_result_never_takes_the_place_of_a_report(run: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(sample.read_bytes())
    result = run("extract", "report.txt", "-o", "./report.txt")
    assert result.exit_code == 2
    assert "is one of the reports" in result.stderr
    assert (tmp_path / "report.txt").read_bytes() == sample.read_bytes()


def test_a_suffix_that_is_not_written_is_refused(run: Command, sample: Path) -> None:
    result = run("extract", sample, "-o", "facts.docx")
    assert result.exit_code == 4
    assert "does not write .docx" in one_line(result.stderr)
    assert not Path("facts.docx").exists()


def test_the_rules_know_one_schema_and_say_so(run: Command, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from pydantic import BaseModel\nclass Invoice(BaseModel):\n    total: int | None = None\n"
    )
    result = run("extract", sample, "--schema", "mine.py:Invoice", "--format", "json")
    assert result.exit_code == 4
    assert "the rules know the sections of annual_report alone" in result.stderr
    assert json.loads(result.stdout)["status"] == "failed"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "关于做好2015年政府信息公开工作年度报告编制工作的通知\n各乡镇：\n一、编制内容\n（一）概述；（二）主动公开政府信息情况；"
            "（三）依申请公开政府信息情况。\n未收到申请的，填0件。",
            "which is no annual report itself",
        ),
        (
            "县教育局召开会议\n县教育局召开政府信息公开工作会议，通报全市2014年主动公开政府信息8812条，要求做好年度的总结。",
            "has neither the title nor the parts of an annual report",
        ),
    ],
    ids=["a notice to write reports", "news"],
)
def test_what_only_speaks_of_reports_is_refused(text: str, message: str, run: Command, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(text, "utf-8")
    result = run("extract", "other.txt")
    assert (result.exit_code, result.stdout) == (4, "")
    assert message in one_line(result.stderr)


def test_a_report_without_a_last_full_stop_is_whole(run: Command, sample: Path, tmp_path: Path) -> None:
    text = (
        sample.read_text("utf-8").split("七、")[0]
        + "七、存在的主要问题和改进措施\n一是公开内容不够丰富，下一步将加强培训"
    )
    (tmp_path / "whole.txt").write_text(text, "utf-8")
    result = run("extract", "whole.txt", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
