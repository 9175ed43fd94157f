"""`giextract export`: records in, files of tables out, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from giextract.batch.ledger import Ledger
from giextract.batch.records import Records
from tests.cli.conftest import Command
from tests.export.composing import fact, record

RECORDS = (
    record("a.txt", fact("/disclosure/total", 412), fact("/header/contact_office", "=1+1")),
    record("b.txt", year=2022, status="partial", sections={"fees": {"state": "unanswered", "reason": "cut off"}}),
)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(one.to_json() + "\n" for one in RECORDS), "utf-8")
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_pipe_gets_wide_csv(run: Command, records: Path) -> None:
    result = run("export", records)
    assert (result.exit_code, result.stderr) == (0, "")
    one, other = rows(result.stdout)
    assert (one["disclosure_total"], one["header_contact_office"]) == ("412", "'=1+1")
    assert other["status"] == "partial"
    assert "fees_charged_wan_yuan" in json.loads(other["unanswered"])


def test_exact_leaves_texts_as_they_are(run: Command, records: Path) -> None:
    assert rows(run("export", records, "--exact").stdout)[0]["header_contact_office"] == "=1+1"


def test_the_name_of_the_file_tells_the_format(run: Command, records: Path) -> None:
    for name in ("out.csv", "out.xlsx", "out.parquet", "out.jsonl"):
        result = run("export", records, "-o", name)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (
        Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,")
    )  # the mark, without which Excel takes it for Latin-1
    assert openpyxl.load_workbook("out.xlsx").sheetnames[0] == "values"
    assert pq.read_table("out.parquet").num_rows == 2
    assert json.loads(Path("out.jsonl").read_text("utf-8").splitlines()[0])["disclosure_total"] == 412


def test_headers_shapes_and_states(run: Command, records: Path) -> None:
    one, *_ = rows(run("export", records, "--headers", "zh", "--states").stdout)
    assert (one["主动公开政府信息数"], one["主动公开政府信息数（状态）"]) == ("412", "stated")
    assert [row["path"] for row in rows(run("export", records, "--shape", "long").stdout)][-1] == "/fees"
    assert [row["what"] for row in rows(run("export", records, "--shape", "failures").stdout)] == ["section"]


def test_the_panel_tells_what_it_had_to_decide(run: Command, records: Path) -> None:
    result = run("export", records, "--shape", "panel", "-o", "panel.csv")
    assert [row["year"] for row in rows(Path("panel.csv").read_text("utf-8-sig"))] == ["2020", "2021", "2022"]
    assert result.stderr == (
        "giextract: years without a report between an issuer's first and last: 1, as rows with 0 files\n"
    )


def test_extract_writes_the_facts_as_parquet(run: Command, sample: Path) -> None:
    assert run("extract", sample, "-o", "facts.parquet").exit_code == 0
    facts = json.loads(run("extract", sample).stdout)["facts"]
    assert pq.read_table("facts.parquet").column("path").to_pylist() == [fact["path"] for fact in facts]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("records.jsonl", "-o", "out.doc"), 2, "out.doc: name it .csv"),
        (("records.jsonl", "-o", "records.jsonl"), 2, "is one of the files of records"),
        (("records.jsonl", "--shape", "long", "--states"), 2, "--states goes with --shape wide or panel"),
        (("records.jsonl", "--exact", "-o", "out.xlsx"), 2, "--exact goes with csv"),
        (("records.jsonl", "--issuer", "region"), 2, "--issuer and --year go with --shape panel"),
        (("records.jsonl", "--format", "xlsx"), 4, "name a file with -o"),
        (("records.jsonl", "--shape", "panel", "--issuer", "region"), 4, "there is no column region"),
        (("records.jsonl", "-o", "nowhere/out.csv"), 4, "cannot be written"),
        (("nowhere.jsonl",), 2, "does not exist"),
        (("empty.jsonl",), 4, "holds no records"),
        (("broken.jsonl", "-o", "out.xlsx"), 4, "damaged record"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_no_file(
    arguments: tuple[str, ...], code: int, message: str, run: Command, records: Path
) -> None:
    Path("empty.jsonl").touch()
    broken = json.loads(RECORDS[0].to_json())
    broken["facts"][0]["state"] = "unheard of"
    Path("broken.jsonl").write_text(f"{records.read_text('utf-8')}{json.dumps(broken)}\n", "utf-8")
    before = sorted(Path().iterdir())
    result = run("export", *arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.parquet", "out.jsonl"])
def test_a_full_disk_is_one_line_and_leaves_nothing(name: str, tmp_path: Path, records: Path) -> None:
    """A file may have 1,000 bytes; files that are written on the way, elsewhere, may have no more."""
    code = "import resource, sys; from giextract.cli import main; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); main()"
    (tmp_path / "tmp").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "export", records, "-o", name],
        cwd=tmp_path, env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert done.stderr.startswith(f"giextract: {name} cannot be written")
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["records.jsonl", "tmp"]


def test_without_pyarrow_it_says_what_to_install(run: Command, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "giextract.export.parquet", raising=False)
    result = run("export", records, "-o", "out.parquet")
    assert result.exit_code == 4
    assert "pip install 'giextract[parquet]'" in result.stderr
    assert not Path("out.parquet").exists()


def a_run(folder: Path) -> None:
    """A run of three paths from a manifest: two with the same bytes, one that failed."""
    folder.mkdir()
    made = record("texts/copy.txt", fact("/disclosure/total", 412))
    sha256 = made.source.sha256
    Records(folder).write(sha256, made.to_json().encode())
    ledger = Ledger(folder)
    with ledger.change():
        ledger.do("INSERT INTO documents (sha256, path, state) VALUES (?, 'texts/copy.txt', 'complete')", (sha256,))
        ledger.do_many(
            "INSERT INTO asked (path, extra, sha256, failure) VALUES (?, ?, ?, ?)",
            [
                ("texts/good.txt", '{"region": "华东"}', sha256, None),
                ("texts/copy.txt", '{"region": "华南"}', sha256, None),
                ("texts/bad.txt", '{"region": "华北"}', None, "it is no report"),
            ],
        )
    ledger.close()


def test_a_run_is_exported_with_the_columns_of_its_manifest_and_its_failures(run: Command) -> None:
    a_run(Path("out"))
    result = run("export", "out")
    assert [(row["report"], row["region"], row["status"], row["same_as"]) for row in rows(result.stdout)] == [
        ("texts/bad.txt", "华北", "none", ""),
        ("texts/copy.txt", "华南", "complete", ""),
        ("texts/good.txt", "华东", "complete", "texts/copy.txt"),
    ]
    assert result.stderr == "giextract: documents without a record: 1 of 3; the failures (--shape, or sheet) say why\n"
    assert rows(run("export", "out", "--shape", "failures").stdout)[0]["reason"] == "it is no report"


def test_a_run_is_summed_up_in_its_own_folder(run: Command) -> None:
    a_run(Path("out"))
    result = run("summary", "out")
    assert result.stdout.startswith("documents 3 · complete 1 · without a record 1 · copies of others 1\n")
    assert "pictures are in out/summary" in result.stderr
    assert len(list(Path("out/summary").iterdir())) == 6
