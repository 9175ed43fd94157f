"""What the tests of labelling share: a report's record, and the schema."""

from __future__ import annotations

import pytest

from giextract.record import Record
from giextract.schema import Schema, load_schema
from tests.labelling.reports import record_of, write_report


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record that the rules make of the composed report."""
    return record_of(write_report(tmp_path_factory.mktemp("reports")))


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The built-in one."""
    return load_schema()
