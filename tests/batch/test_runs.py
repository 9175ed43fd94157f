"""A run as its user sees it: what is done, what is done again, and what never is."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from giextract.batch.folder import entries
from giextract.batch.lock import Lock
from giextract.errors import OutputError, RunError
from giextract.export.entry import Entry
from giextract.pipeline import extract
from tests.batch import composed
from tests.batch.conftest import Command

OUT = Path("out")
pytestmark = pytest.mark.usefixtures("reports")


def record_files() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((OUT / "records").rglob("*")) if path.is_file()}


def written() -> dict[str, int]:
    return {path.stem: path.stat().st_ino for path in (OUT / "records").rglob("*.json")}


def found() -> dict[str, Entry]:
    return {entry.path: entry for entry in entries(OUT)}


def test_a_folder_gives_a_record_for_each_report(run: Command) -> None:
    result = run("reports")
    assert result.exit_code == 0, result.stderr
    assert "3 of 3 documents done: 3 complete" in result.stdout
    assert list(found()) == [f"reports/000/0000{number}.txt" for number in range(3)]
    for path, entry in found().items():
        assert entry.record == extract(Path(path)).model_copy(update={"usage": None})
        assert entry.record is not None
        file = OUT / "records" / entry.record.source.sha256[:2] / f"{entry.record.source.sha256}.json"
        assert json.loads(file.read_bytes())["usage"] is None
    assert sorted(path.name for path in OUT.iterdir()) == ["ledger.sqlite", "lock", "records"]


def test_what_fails_costs_nothing_but_itself(reports: Path, run: Command) -> None:
    (reports / "bad.txt").write_text("hello", "utf-8")
    (reports / "empty.txt").write_text("", "utf-8")
    (reports / "notes.xlsx").write_text("", "utf-8")
    (reports / ".hidden.txt").write_text("", "utf-8")
    result = run("reports", "nowhere.txt")
    assert result.exit_code == 3
    assert "1 files in the folders are no reports by their names (1 .xlsx)" in result.stderr
    assert "3 complete, 0 partial, 2 failed" in result.stdout
    assert "of the paths, 1 could not be opened" in result.stdout
    failures = {path: entry.failure for path, entry in found().items() if entry.failure}
    assert list(failures) == ["nowhere.txt", "reports/000/bad.txt", "reports/000/empty.txt"]
    assert failures["nowhere.txt"] == "nowhere.txt does not exist; check the name"
    assert "reports/000/empty.txt is empty" in str(failures["reports/000/empty.txt"])


def test_a_folder_that_holds_a_run_is_left_alone_unless_asked(run: Command) -> None:
    run("reports")
    before = written()
    result = run("reports")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "out holds a run; go on with it (--resume), or choose another folder" in result.stderr
    assert run("--resume").exit_code == 0
    assert written() == before


def test_resuming_does_what_is_not_done(reports: Path, run: Command) -> None:
    run(str(reports / "00001.txt"))
    before = written()
    result = run("reports", "--resume")
    assert "3 complete" in result.stdout
    assert written().items() > before.items()


def test_a_record_that_is_lost_is_made_again(run: Command) -> None:
    run("reports")
    whole = record_files()
    next((OUT / "records").rglob("*.json")).unlink()
    assert len(record_files()) == 2
    assert run("--resume").exit_code == 0
    assert record_files() == whole


def test_duplicates_are_done_once_and_go_by_the_first_path(reports: Path, run: Command) -> None:
    text = (reports / "00001.txt").read_bytes()
    Path("z.txt").write_bytes(text)
    result = run("reports", "z.txt")
    assert "of the paths, 1 with the same bytes as another one" in result.stdout
    assert found()["z.txt"].same_as == "reports/000/00001.txt"
    Path("a.txt").write_bytes(text)
    assert run("a.txt", "--resume").exit_code == 0
    entry = found()["z.txt"]
    assert entry.same_as == "a.txt"
    assert entry.record is not None
    assert entry.record.source.path == "a.txt"
    assert len(record_files()) == 3


def test_a_file_that_changed_is_done_again_and_its_old_record_goes(reports: Path, run: Command) -> None:
    run("reports")
    before = set(record_files())
    (reports / "00001.txt").write_text(composed.report(77), "utf-8")
    assert run("--resume").exit_code == 0
    assert len(record_files()) == 3
    assert len(before & set(record_files())) == 2


def test_the_first_of_two_equal_files_may_change(reports: Path, run: Command) -> None:
    text = (reports / "00001.txt").read_bytes()
    Path("z.txt").write_bytes(text)
    run("reports", "z.txt")
    (reports / "00001.txt").write_text(composed.report(77), "utf-8")
    assert run("--resume").exit_code == 0
    entry = found()["z.txt"]
    assert entry.record is not None
    assert (entry.same_as, entry.record.source.path) == (None, "z.txt")
    assert len(record_files()) == 4


def test_done_documents_stay_when_their_files_go(reports: Path, run: Command) -> None:
    run("reports")
    before = record_files()
    (reports / "00001.txt").unlink()
    assert run("--resume").exit_code == 0
    assert record_files() == before


def test_what_failed_is_tried_again_on_demand(reports: Path, run: Command) -> None:
    missing = reports / "00009.txt"
    assert run("reports", str(missing)).exit_code == 3
    missing.write_text("hello", "utf-8")
    assert "0 partial, 1 failed" in run("--resume").stdout
    base = sqlite3.connect(OUT / "ledger.sqlite")
    with base:
        base.execute("UPDATE documents SET failure = 'x' WHERE state = 'failed'")
    base.close()
    run("--resume")
    assert found()[str(missing)].failure == "x"
    run("--retry-failed")
    assert "holds no Chinese text" in str(found()[str(missing)].failure)


def test_other_settings_have_to_be_meant(run: Command) -> None:
    Path("giextract.toml").write_text('ocr = "off"\n', "utf-8")
    run("reports")
    Path("giextract.toml").write_text("", "utf-8")
    result = run("--resume")
    assert result.exit_code == 2
    assert "were made otherwise" in result.stderr
    assert "--refresh" in result.stderr
    assert run("--refresh").exit_code == 0
    assert run("--resume").exit_code == 0


def test_a_run_can_be_gone_on_with_from_another_folder(
    reports: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(str(reports / "00000.txt"))
    (reports / "out").symlink_to(Path("out").absolute())
    monkeypatch.chdir(reports)
    result = run("00001.txt", "--resume")
    assert result.exit_code == 0, result.stderr
    assert list(found()) == ["reports/000/00000.txt", "reports/000/00001.txt"]


@pytest.mark.parametrize(
    ("more", "paths"),
    [
        (["--limit", "2"], ["00000", "00001"]),
        (["--sample", "2", "--seed", "5"], ["00000", "00002"]),
        (["--sample", "2", "--seed", "6"], ["00000", "00001"]),
        (["--sample", "9"], ["00000", "00001", "00002"]),
    ],
    ids=["limit", "seed 5", "seed 6", "more than there are"],
)
def test_a_part_can_be_chosen(more: list[str], paths: list[str], run: Command) -> None:
    assert run("reports", *more).exit_code == 0
    assert [Path(path).stem for path in found()] == paths


def test_failures_can_end_a_run(reports: Path, run: Command) -> None:
    for number in range(20):
        (reports / f"bad{number:02}.txt").write_text(f"hello {number}", "utf-8")
    result = run("reports", "--max-failures", "3")
    assert result.exit_code == 3
    assert "(--max-failures 3); --resume goes on" in result.stderr
    assert 3 <= sum(entry.failure is not None and "not done" not in entry.failure for entry in found().values()) < 15
    assert "20 failed" in run("--resume").stdout


@pytest.mark.parametrize(
    ("arguments", "input"),
    [
        (["@list.txt"], None),
        (["@-"], b"reports/000/00000.txt\r\nreports/000/00002.txt\n"),
        (["@-"], b"reports/000/00000.txt\0reports/000/00002.txt\0"),
        (["reports/**/*[02].txt"], None),
        (["reports/000/00000.txt", "./reports/000/00002.txt", "reports/000/00002.txt"], None),
    ],
    ids=["list", "list on standard input", "list of find -print0", "pattern", "names, one twice"],
)
def test_reports_are_named_in_many_ways(arguments: list[str], input: bytes | None, reports: Path, run: Command) -> None:
    Path("list.txt").write_text(f"{reports}/00000.txt\n\n{reports}/00002.txt\n", "utf-8")
    result = run(*arguments, input=input)
    assert result.exit_code == 0, result.stderr
    assert list(found()) == ["reports/000/00000.txt", "reports/000/00002.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_manifest_takes_its_columns_along(encoding: str, run: Command) -> None:
    rows = '机关,path,年度\n教育局,000/00000.txt,2015\n"民政局, 二科",000/00002.txt,\n'
    Path("reports/manifest.csv").write_bytes(rows.encode(encoding))
    result = run("--manifest", "reports/manifest.csv")
    assert result.exit_code == 0, result.stderr
    extras = {path: dict(entry.extra) for path, entry in found().items()}
    assert extras == {
        "reports/000/00000.txt": {"机关": "教育局", "年度": "2015"},
        "reports/000/00002.txt": {"机关": "民政局, 二科", "年度": ""},
    }


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("file,year\na.txt,2015\n", "has no column called path (there are: file, year)"),
        ("path,year\na.txt,2015\n,2016\n", "line 3: the column path is empty"),
        ("path\na.txt\nb.txt\na.txt\n", "line 4: a.txt stands in line 2 already"),
        ("path,a,a\n", "several columns called 'a'"),
        ("path,a\nx.txt,1,2\n", "line 2: 3 cells under 2 columns"),
        ('path\n"x\n', "is no CSV"),
    ],
)
def test_a_manifest_that_cannot_be_meant_so_is_refused(manifest: str, message: str, run: Command) -> None:
    Path("m.csv").write_text(manifest, "utf-8")
    result = run("--manifest", "m.csv")
    assert (result.exit_code, result.stdout) == (4, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nothing*.txt"], 4, "no file is called nothing*.txt"),
        (["@nowhere"], 4, "the list nowhere cannot be read"),
        (["-"], 4, "standard input can be read once"),
        (["reports", "--format", "csv"], 2, "a run writes one JSON file for each report"),
        ([], 2, "name the reports"),
    ],
)
def test_what_cannot_be_a_run_is_one_line(arguments: list[str], code: int, message: str, run: Command) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_two_runs_on_one_folder_do_not_meet(run: Command) -> None:
    run("reports")
    lock = Lock(OUT)
    result = run("--resume")
    assert result.exit_code == 4
    assert f"another run is at work in out (process {os.getpid()} on " in result.stderr
    with pytest.raises(RunError):
        Lock(OUT)
    lock.release()
    assert run("--resume").exit_code == 0


def test_the_lock_of_a_dead_process_blocks_nobody(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from giextract.batch.lock import Lock; "
        f"lock = Lock(Path({str(tmp_path)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert "process" in (tmp_path / "lock").read_text()
    Lock(tmp_path).release()


def test_a_folder_that_cannot_be_written_is_one_line(reports: Path) -> None:
    from giextract.batch.ledger import Ledger

    with pytest.raises(OutputError):
        Lock(Path("/proc"))
    (reports / "ledger.sqlite").write_bytes(b"something else" * 100)
    with pytest.raises(RunError):
        Ledger(reports)


def test_a_folder_may_be_read_that_may_not_be_written(run: Command) -> None:
    run("reports")
    before = found()
    OUT.chmod(0o500)
    try:
        assert found() == before
    finally:
        OUT.chmod(0o700)


def test_a_run_that_is_at_work_may_be_read(run: Command) -> None:
    from giextract.batch.ledger import Ledger

    run("reports")
    ledger = Ledger(OUT)
    with ledger.change():
        ledger.do("UPDATE documents SET state = 'pending'")
        assert all(entry.record for entry in found().values())
    assert all(entry.failure == "not done yet; giextract extract --resume goes on" for entry in found().values())
    ledger.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_fails_by_itself_and_holds_nothing_up(reports: Path, run: Command) -> None:
    os.mkfifo(reports / "pipe.txt")
    (reports / "gone.txt").symlink_to("nowhere")
    (reports / "round").symlink_to("..")
    (reports / "linked.txt").symlink_to("00001.txt")
    result = run("reports", "/dev/zero")
    assert result.exit_code == 3
    assert "3 of 3 documents done: 3 complete" in result.stdout
    assert "1 files in the folders are no reports by their names (1 link to a folder)" in result.stderr
    assert {path: entry.failure for path, entry in found().items() if entry.failure} == {
        "/dev/zero": "/dev/zero is a pipe or a device; save the report as a file",
        "reports/000/gone.txt": "reports/000/gone.txt does not exist; check the name",
        "reports/000/pipe.txt": "reports/000/pipe.txt is a pipe or a device; save the report as a file",
    }
    assert found()["reports/000/linked.txt"].same_as == "reports/000/00001.txt"


def test_a_record_that_was_damaged_fails_alone_and_is_made_again(run: Command) -> None:
    run("reports")
    whole = record_files()
    damaged = next((OUT / "records").rglob("*.json"))
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    (failure,) = [entry.failure for entry in found().values() if entry.failure]
    assert failure == "its record is damaged, or of another version; giextract extract --refresh makes it again"
    assert run("--refresh").exit_code == 0
    assert record_files() == whole
