"""`import giextract` offers what `__all__` lists, typed, and nothing else; and it costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import assert_type

import pytest

import giextract
from giextract import errors

SURFACE = [
    "BackendError",
    "DecisionError",
    "GiextractError",
    "GroundingError",
    "LabelError",
    "NotAReportError",
    "OutputError",
    "QueuedError",
    "ReadingError",
    "Record",
    "RecordError",
    "RunError",
    "SchemaError",
    "SettingsError",
    "SuiteError",
    "__version__",
    "extract",
    "load_schema",
]


def test_the_surface_is_this_list_in_order() -> None:
    assert giextract.__all__ == SURFACE == sorted(SURFACE)


@pytest.mark.parametrize("name", SURFACE)
def test_each_name_is_there(name: str) -> None:
    assert getattr(giextract, name) is not None
    assert name in dir(giextract)


def test_every_error_is_on_the_surface() -> None:
    tree: list[type] = [errors.GiextractError, *errors.GiextractError.__subclasses__()]
    assert {error.__name__ for error in tree} == {name for name in SURFACE if name.endswith("Error")}


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = giextract.nothing  # type: ignore[attr-defined]


def test_extract_is_typed_and_takes_a_path_or_text(sample: Path) -> None:
    record = giextract.extract(sample, backend="rules")
    assert_type(record, giextract.Record)
    assert record.values["header"]["year"] == 2017
    assert giextract.extract(sample.read_text("utf-8")).values == record.values


def test_import_giextract_imports_nothing_else() -> None:
    code = "import sys, giextract; print(sorted(name for name in sys.modules if name.startswith('giextract')))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['giextract']"
