"""The commands besides output and bad input: help, usage errors, crashes, schema, sections, config, completion."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from giextract.cli.root import COMMAND_TO_HELP
from giextract.errors import BackendError
from tests.cli.conftest import Command

INVOICE = '''
from pydantic import BaseModel, Field
class Invoice(BaseModel):
    """One invoice."""
    number: str = Field(title="号码", description="as printed")
    total: int | None = None
'''


def test_help_names_every_command(run: Command) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout and line in result.stdout for name, line in COMMAND_TO_HELP.items())


@pytest.mark.parametrize("name", COMMAND_TO_HELP)
def test_help_has_examples(name: str, run: Command) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"giextract {name}" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extrakt", "a.txt"),
        ("extract", "a.txt", "--format", "xml"),
        ("extract", "a.txt", "-b", "nobody"),
        ("extract", "a.txt", "--schema", "nothing"),
        ("extract", "a.txt", "--schema", "nowhere.py:Model"),
        ("completion", "tcsh"),
        ("--nothing",),
    ],
)
def test_usage_errors_are_2(arguments: tuple[str, ...], run: Command) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_crash_of_one_document_is_one_line_and_1(run: Command, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("giextract.pipeline.extract_document", crash)
    result = run("extract", sample, "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "crashed (KeyError: 'surprise')" in line
    assert "please report it" in line
    assert "GIEXTRACT_DEBUG=1" in line
    assert "Traceback" in run("--debug", "extract", sample).stderr
    monkeypatch.setenv("GIEXTRACT_DEBUG", "1")
    assert "Traceback" in run("extract", sample).stderr


def test_a_crash_anywhere_else_is_one_line_and_1(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("giextract.settings.load_settings", crash)
    result = run("config")
    assert result.exit_code == 1
    assert result.stderr.startswith("giextract: crashed (RuntimeError: first line); this is a bug")
    assert len(result.stderr.splitlines()) == 1


class Failing:
    """A backend that fails in one section, or in all."""

    signature = "failing@1"

    def __init__(self, sections: set[str] | None) -> None:
        self.sections = sections

    def fill(self, routed: object) -> list[object]:
        name = routed.section.name  # type: ignore[attr-defined]
        if self.sections is None or name in self.sections:
            raise BackendError("no answer in 60 s")
        return []


@pytest.mark.parametrize(("sections", "code", "status"), [({"fees"}, 3, "partial"), (None, 4, "failed")])
def test_unanswered_sections_show_in_the_exit_code(
    sections: set[str] | None, code: int, status: str, run: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giextract.backends.load_backend", lambda *_, **__: Failing(sections))
    result = run("extract", sample, "--format", "json")
    assert result.exit_code == code
    assert json.loads(result.stdout)["status"] == status
    assert "section fees is unanswered: no answer in 60 s" in result.stderr
    assert "Unanswered: 收费及减免 (no answer in 60 s)" in run("extract", sample, "--format", "table").stdout
    assert ",/fees,unanswered," in run("extract", sample, "--format", "csv").stdout


def test_schema_prints_json_schema_and_fields(run: Command) -> None:
    assert json.loads(run("schema").stdout)["title"] == "政府信息公开工作年度报告"
    fields = run("schema", "--fields").stdout
    assert "/disclosure/by_category/*/count  int" in fields
    assert "依申请公开" in fields


def test_a_schema_of_ones_own(run: Command, sample: Path) -> None:
    Path("my.py").write_text(INVOICE, "utf-8")
    assert json.loads(run("schema", "--schema", "my.py:Invoice").stdout)["required"] == ["number"]
    assert "/number  str  号码\n      as printed\n" in run("schema", "--fields", "--schema", "my.py:Invoice").stdout
    result = run("extract", sample, "--schema", "my.py:Invoice")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["signature"]["schema"].startswith("invoice@")


def test_sections_cover_the_report(run: Command, sample: Path) -> None:
    text = sample.read_text("utf-8")
    lines = json.loads(run("sections", sample).stdout)["lines"]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    heading = next(line for line in lines if line["text"].startswith("四、依申请公开"))
    assert heading["sections"] == ["applications"]
    assert text[heading["start"] : heading["end"]] == "四、依申请公开政府信息情况"
    assert {line["role"] for line in lines} >= {"frame", "body", "form"}
    table = run("sections", sample, "--format", "table").stdout
    assert "四、依申请公开政府信息情况" in table
    assert run("sections", "nowhere.txt").exit_code == 4


def test_config_says_where_settings_come_from(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'default_backend = "rules"                 # default\n' in run("config").stdout
    Path("giextract.toml").write_text('[backends.local]\napi_key = "sk-secret"\nmodel = "m"\n')
    monkeypatch.setenv("GIEXTRACT_DEFAULT_BACKEND", "local")
    shown = run("config").stdout
    assert 'default_backend = "local"                 # GIEXTRACT_DEFAULT_BACKEND\n' in shown
    assert 'api_key = "(hidden)"' in shown
    assert "sk-secret" not in shown + run("config", "--format", "json").stdout
    assert json.loads(run("config", "-b", "other", "--format", "json").stdout)["origins"] == {
        "default_backend": "--backend",
        "budget": "default",
        "cache": "default",
        "ocr": "default",
        "ocr_processes": "default",
        "backends.local.api_key": "giextract.toml",
        "backends.local.model": "giextract.toml",
    }


def test_bad_settings_are_usage_errors(run: Command, sample: Path) -> None:
    Path("giextract.toml").write_text('defualt_backend = "rules"\n')
    for arguments in (("config",), ("extract", str(sample))):
        result = run(*arguments)
        assert result.exit_code == 2
        expected = "giextract: giextract.toml: there is no setting 'defualt_backend'; did you mean 'default_backend'?\n"
        assert result.stderr == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, run: Command) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_GIEXTRACT_COMPLETE={shell}_complete" in result.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=result.stdout.encode(), check=True)


def test_commands_complete(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_GIEXTRACT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "giextract s")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run().stdout == "plain,summary\nplain,sections\nplain,schema\n"
