"""Result files are whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from giextract.errors import OutputError
from giextract.export.files import write_file


def failing() -> Iterator[str]:
    yield "half"
    raise ValueError("in the middle")


def test_a_failure_in_the_middle_leaves_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("before")
    with pytest.raises(ValueError, match="in the middle"):
        write_file(path, failing())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_output_that_cannot_be_written_costs_no_work(tmp_path: Path) -> None:
    pieces = iter("ab")
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / "nowhere" / "out.json", pieces)
    assert next(pieces) == "a"


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("before")
    target.chmod(0o640)
    link.symlink_to(target)
    assert write_file(link, ["after"])
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_directly() -> None:
    assert write_file(Path("/dev/null"), ["anything"])
    with pytest.raises(OutputError, match="No space left"):
        write_file(Path("/dev/full"), ["anything" * 10_000])
