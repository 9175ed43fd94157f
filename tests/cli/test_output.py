"""Where results go: formats, files, pipes, colours."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from giextract.record import Record
from tests.cli.conftest import Command, Process

ANSI = re.compile("\x1b\\[")


def test_one_report_is_an_object_several_are_an_array(run: Command, sample: Path) -> None:
    one = run("extract", sample).stdout
    assert Record.model_validate_json(one).values["header"]["year"] == 2017
    assert len(json.loads(run("extract", sample, sample).stdout)) == 2


def test_jsonl_has_one_record_on_each_line(run: Command, sample: Path) -> None:
    first, second = run("extract", sample, sample, "--format", "jsonl").stdout.split("\n")[:-1]
    assert json.loads(first)["values"] == json.loads(second)["values"]


def test_csv_has_one_row_for_each_fact(run: Command, sample: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", sample, "--format", "csv").stdout)))
    facts = json.loads(run("extract", sample).stdout)["facts"]
    assert [row["path"] for row in rows] == [fact["path"] for fact in facts]
    assert {row["report"] for row in rows} == {str(sample)}


def test_standard_input(process: Process, sample: Path) -> None:
    done = process("extract", "-", input=sample.read_bytes().decode().encode("gb18030"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["source"]["path"] == "-"


@pytest.mark.parametrize(
    ("name", "start"), [("o.json", "{"), ("o.jsonl", '{"'), ("o.csv", "\ufeffreport,"), ("o", "{")]
)
def test_the_name_of_the_output_tells_the_format(name: str, start: str, run: Command, sample: Path) -> None:
    result = run("extract", sample, "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert Path(name).read_text("utf-8").startswith(start)
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("output", "message"),
    [("nowhere/out.json", "No such file"), ("/proc/out.json", "cannot be written")],
)
def test_an_unwritable_output_is_one_line(output: str, message: str, run: Command, sample: Path) -> None:
    result = run("extract", sample, "-o", output)
    assert (result.exit_code, result.stdout) == (4, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not list(Path().iterdir())


def test_a_full_disk_is_one_line(sample: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "giextract", "extract", sample], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert done.stderr.decode() == "giextract: standard output cannot be written (No space left on device)\n"


def test_what_stood_in_the_output_stays_when_all_fails(run: Command) -> None:
    Path("out.json").write_text("before")
    assert run("extract", "nowhere.txt", "-o", "out.json").exit_code == 4
    assert Path("out.json").read_text() == "before"
    assert [path.name for path in Path().iterdir()] == ["out.json"]


def test_a_reader_that_goes_away_is_quiet(sample: Path) -> None:
    extract = f"{sys.executable} -m giextract extract {sample} {sample} {sample} --format jsonl"
    command = f"{extract} | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout.endswith(b"141\n")


def test_an_interrupt_is_130_and_leaves_nothing(sample: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    command = [sys.executable, "-m", "giextract", "extract", str(sample), "never", "-o", "out.json"]
    with (
        subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as started,
        (tmp_path / "never").open("wb"),  # opens when the command has come to reading it
    ):
        assert list(tmp_path.glob(".out.json*"))
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert started.returncode == 130
    assert b"Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["never"]


def on_a_terminal(*arguments: str, env: dict[str, str]) -> str:
    """What the command prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **env}
    with subprocess.Popen([sys.executable, "-m", "giextract", *arguments], stdout=theirs, env=environment) as started:
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 65536):
                text += piece
        except OSError:  # Linux says so when the other end is closed
            pass
        os.close(ours)
    assert started.returncode == 0
    return text.decode()


def test_a_terminal_gets_a_table_in_colour_unless_told_otherwise(sample: Path) -> None:
    coloured = on_a_terminal("extract", str(sample), env={})
    plain = on_a_terminal("extract", str(sample), env={"NO_COLOR": "1"})
    assert ANSI.search(coloured)
    assert not ANSI.search(plain)
    assert "主动公开政府信息数" in plain
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_no_colours_in_a_pipe(process: Process, sample: Path) -> None:
    done = process(
        "extract", str(sample), "--format", "table", env={"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    )
    assert not ANSI.search(done.stdout.decode())


def test_results_are_utf8_in_any_locale(process: Process, sample: Path) -> None:
    done = process("extract", str(sample), env={"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["values"]["header"]["year"] == 2017
