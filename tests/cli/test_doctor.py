"""`giextract doctor` tells what can be read, without importing, sending or writing; 3 where what is set up cannot work."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from giextract.reading import equipment, readers
from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, so that what is installed here makes no difference."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text(f"#!{sys.executable} -I\nimport sys\n{code}\n", "utf-8")
    (folder / name).chmod(0o755)


def examined(run: Command, code: int = 0) -> dict[str, Any]:
    result = run("doctor", "--format", "json")
    assert (result.exit_code, result.stderr) == (code, "")
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_every_format_has_a_line_with_versions_or_a_way_to_get_it(run: Command) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    for what in (
        "plain text",
        "web page (HTML)",
        "Word document (.docx)",
        "old Word file (.doc)",
        "PDF",
        "by tesseract",
    ):
        (line,) = [line for line in result.stdout.splitlines() if what in line]
        assert line.split()[0] in ("yes", "no")
    reads = examined(run)["reads"]
    assert set(reads) == {"text", "rapidocr", "tesseract"} | set(readers.FORMAT_TO_READER) - {"image"}
    assert all(one["works"] or one["remedy"] for one in reads.values())
    assert reads["text"]["versions"]["charset-normalizer"] == metadata.version("charset-normalizer")


def test_what_is_missing_comes_with_the_command_that_installs_it(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equipment, "_is_there", lambda module: module in ("charset_normalizer", "opencc"))
    reads = examined(run)["reads"]
    assert {form: one["remedy"] for form, one in reads.items()} == {
        "text": "",
        "html": "pip install 'giextract[documents]'",
        "docx": "pip install 'giextract[documents]'",
        "doc": "pip install 'giextract[documents]'",
        "pdf": "pip install 'giextract[documents]'",
        "rapidocr": "pip install 'giextract[ocr]'",
        "tesseract": "apt install tesseract-ocr tesseract-ocr-chi-sim",
    }
    assert "  no   PDF" in run("doctor").stdout


def test_programs_are_asked_for_their_versions(run: Command, no_programs: Path) -> None:
    pytest.importorskip("lxml")
    assert "libreoffice-writer" in examined(run)["reads"]["doc"]["remedy"]
    program(no_programs, "catdoc", "print('Catdoc Version 0.95')")
    old_word = examined(run)["reads"]["doc"]
    assert (old_word["works"], old_word["versions"]) == (True, {"catdoc": "0.95"})
    program(no_programs, "soffice", "print('LibreOffice 7.4.7.2 40(Build:2)')")
    assert examined(run)["reads"]["doc"]["versions"] == {"LibreOffice": "7.4.7.2", "catdoc": "0.95"}


@pytest.mark.parametrize(("languages", "works"), [("eng\\nchi_sim", True), ("eng\\nchi_tra_vert", False)])
def test_tesseract_needs_chinese(languages: str, works: bool, run: Command, no_programs: Path) -> None:
    program(no_programs, "tesseract", f"print('{languages}' if '--list-langs' in sys.argv else 'tesseract 5.3.0')")
    found = examined(run)["reads"]["tesseract"]
    assert found["works"] is works
    assert found["versions"]["tesseract"] == ("5.3.0 chi_sim" if works else "5.3.0")
    assert bool(found["remedy"]) is not works


def test_a_program_that_hangs_or_fails_costs_little(
    run: Command, no_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(equipment, "TIME_LIMIT", 0.3)
    program(no_programs, "tesseract", "import time; time.sleep(30)")
    (no_programs / "catdoc").write_text("no program")
    (no_programs / "catdoc").chmod(0o755)
    reads = examined(run)["reads"]
    assert reads["tesseract"]["works"] is False
    assert reads["doc"]["versions"] == {"catdoc": ""}


def test_what_is_set_up_and_cannot_work_is_told_with_3(run: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "giextract.toml").write_text(
        'ocr = "tesseract"\ndefault_backend = "elsewhere"\ncache = "file/inside"\n'
        '[backends.far]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\napi_key_env = "NO_SUCH_KEY"\n'
        '[backends.odd]\nnonsense = "sk-secret"\n'
    )
    found = examined(run, 3)
    troubles = "\n".join(found["troubles"])
    for part in ("ocr = tesseract", "elsewhere: there is no such", "cannot be written", "NO_SUCH_KEY", "backend odd"):
        assert part in troubles
    assert "sk-secret" not in json.dumps(found)
    table = run("doctor")
    assert table.exit_code == 3
    assert "rules, far (cannot work), odd (cannot work)" in table.stdout


def test_settings_that_cannot_be_read_are_a_trouble_too(run: Command, tmp_path: Path) -> None:
    (tmp_path / "giextract.toml").write_text("nonsense = 1\n")
    found = examined(run, 3)
    assert "nonsense" in found["troubles"][0]
    assert "backends" not in found


def test_the_cache_folder_is_looked_at_and_not_made(run: Command, tmp_path: Path) -> None:
    (tmp_path / "giextract.toml").write_text('cache = "new/answers"\n')
    assert examined(run)["cache"] == {"folder": "new/answers", "works": True}
    assert not (tmp_path / "new").exists()


def test_plugins_are_listed_and_not_loaded(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        metadata.EntryPoint("ofd", "json:NOTHING", readers.ENTRY_POINTS),
        metadata.EntryPoint("lost", "nowhere_at_all.reading:PLUGIN", readers.ENTRY_POINTS),
    ]
    monkeypatch.setattr(metadata, "entry_points", lambda group: entries if group == readers.ENTRY_POINTS else [])
    found = examined(run, 3)
    assert [(one["name"], one["works"]) for one in found["plugins"]] == [("lost", False), ("ofd", True)]
    assert found["troubles"] == ["plug-in lost: its module (nowhere_at_all.reading:PLUGIN) is not there"]


def test_nothing_that_reads_is_imported() -> None:
    code = (
        "import sys\nfrom giextract.cli import root\n"
        "try: root.main(['doctor'])\nexcept SystemExit: pass\n"
        "print(sorted({'lxml', 'selectolax', 'pypdfium2', 'rapidocr', 'onnxruntime', 'cv2', 'openai'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
