"""The wheel: built here, installed in a clean environment, used from an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import giextract

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline with the hatchling of this environment."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ".", cwd=ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a new environment that holds the wheel.

    Its dependencies are those of this environment, behind the wheel in the path, so that the test needs no registry;
    this environment's own giextract is an editable install, whose .pth file is not read from there.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    scripts = folder / "bin"
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def test_the_version_is_said_twice_and_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == giextract.__version__
    assert giextract.__version__ in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_links_lead_to_the_folders_at_the_top() -> None:
    for name in ("schemas", "prompts"):
        assert (ROOT / "giextract" / name).resolve() == ROOT / name


def test_the_wheel_holds_code_schemas_prompts_and_sample_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    wanted = {path.relative_to(ROOT / "schemas").as_posix() for path in (ROOT / "schemas").rglob("*.py")}
    assert {f"giextract/schemas/{name}" for name in wanted} <= set(names)
    prompts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "prompts").rglob("*.md")}
    assert {f"giextract/{name}" for name in prompts} <= set(names)
    assert {"giextract/py.typed", "giextract/sample/report.txt"} <= set(names)
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    assert not [name for name in names if not name.startswith(("giextract/", "giextract-")) or "__pycache__" in name]


def test_the_installed_wheel_extracts_the_sample_from_an_empty_folder(clean: Path, tmp_path: Path) -> None:
    code = "import giextract, giextract.schemas; print(giextract.__file__, giextract.schemas.__file__)"
    for path in run(clean / "python", "-P", "-c", code, cwd=tmp_path).split():
        assert Path(path).is_relative_to(clean.parent)
    sample = next(clean.parent.glob("lib/python*/site-packages/giextract/sample/report.txt"))
    record = json.loads(run(clean / "giextract", "extract", sample, "--format", "json", cwd=tmp_path))
    assert record["status"] == "complete"
    assert record["values"]["disclosure"]["total"] == 412
    assert list(tmp_path.iterdir()) == []
