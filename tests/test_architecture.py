"""The house of DESIGN.md: imports run one way, modules stay small, names say what is in them, starting is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "giextract"
MOST_LINES = 400
FORBIDDEN_WORDS = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "misc", "tools"})

# Each floor stands only on what is above it in this list, and on itself.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "text", "schemas", "schema", "settings", "prompts", "sample", "source"}),
    frozenset({"document", "record"}),
    frozenset({"reading", "sections", "fixed_tables", "recognition"}),
    frozenset({"backends", "filling", "settling", "stated"}),
    frozenset({"grounding"}),
    frozenset({"pipeline"}),
    frozenset({"batch"}),
    frozenset({"labelling"}),
    frozenset({"cli", "__main__"}),
)
PIPELINE = next(number for number, floor in enumerate(FLOORS) if "pipeline" in floor)
BESIDE = frozenset({"audit", "export", "scoring", "review"})
"""These read records: they stand on what a record is, and on nothing that makes one."""
HEAVY = (
    "pydantic",
    "rich",
    "opencc",
    "charset_normalizer",
    "asyncio",
    "giextract.text",
    "giextract.schema",
    "giextract.record",
)


def modules() -> Iterator[tuple[str, Path]]:
    """Dotted name of each module of the package (schemas and prompts through their links) and its file."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.glob("schemas/**/*.py"), *PACKAGE.glob("prompts/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())


def imports(name: str, path: Path) -> set[str]:
    """What the module imports of the package, also late and for types, as dotted names."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *(node.module.split(".") if node.module else [])])
            found.update(f"{source}.{alias.name}" for alias in node.names)
    return {one for one in found if one.startswith("giextract.")}


def house_part(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def floor_of(part: str) -> int | None:
    return next((number for number, floor in enumerate(FLOORS) if part in floor), None)


def test_the_check_sees_imports_of_every_kind(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import giextract.errors\nfrom .one import a\nfrom ..two import b\ndef f():\n from giextract.three import c\n"
    )
    assert imports("giextract.part.module", module) == {
        "giextract.errors", "giextract.part.one.a", "giextract.two.b", "giextract.three.c",
    }  # fmt: skip


def test_every_module_has_its_place() -> None:
    parts = {house_part(name) for name in MODULES} - {""}
    assert parts - set().union(*FLOORS) - BESIDE == set(), "say in FLOORS where it stands"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_run_one_way(name: str) -> None:
    own = house_part(name)
    if not own:
        return  # the surface
    used = {house_part(one) for one in imports(name, MODULES[name])} - {own, "__version__"}
    if own in BESIDE:
        assert used <= FLOORS[0] | FLOORS[1]
        return
    floor = floor_of(own)
    assert floor is not None
    above = {part for part in used if (place := floor_of(part)) is None or place > floor}
    assert above - (BESIDE if floor >= PIPELINE else set()) == set()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_fit_in_the_head(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", sorted(MODULES))
def test_names_say_what_is_in_a_module(name: str) -> None:
    words = {word for part in name.split(".") for word in part.split("_")}
    assert not words & FORBIDDEN_WORDS
    assert ast.get_docstring(ast.parse(MODULES[name].read_text("utf-8")))


@pytest.mark.parametrize(
    "code",
    [
        "import giextract",
        "import giextract.cli",
        "from giextract.cli import root\ntry: root.main(['--help'])\nexcept SystemExit: pass",
        "from giextract.cli import root\ntry: root.main(['extract', '--help'])\nexcept SystemExit: pass",
        "from giextract.cli import root\ntry: root.main(['export', '--help'])\nexcept SystemExit: pass",
    ],
)
def test_starting_imports_nothing_heavy(code: str) -> None:
    code += f"\nimport sys\nprint(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
