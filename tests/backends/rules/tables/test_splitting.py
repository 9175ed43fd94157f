"""Cutting digits that ran together: every way that adds up is found, and no other."""

from __future__ import annotations

import pytest

from giextract.backends.rules.tables.cells import Piece
from giextract.backends.rules.tables.splitting import Cutting, Steps, TooManyStepsError, agreed


def pieces(*texts: str) -> list[Piece]:
    """Pieces that stand one space apart."""
    found, start = [], 0
    for text in texts:
        found.append(Piece("blank" if text in "/-" else "digits", start, start + len(text), text))
        start += len(text) + 1
    return found


def values(*texts: str, sizes: tuple[int, ...] = (7,)) -> list[list[object]]:
    """The values of each reading."""
    return [[cell.value for cell in reading] for reading in Cutting(pieces(*texts), Steps()).readings(sizes)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("15130000154",), [[151, 3, 0, 0, 0, 0, 154]]),
        (("200", "000121"), [[20, 0, 0, 0, 0, 1, 21]]),
        (("20", "0", "00", "0", "121"), [[20, 0, 0, 0, 0, 1, 21]]),
        (("3", "/", "/", "/", "/", "/", "3"), [[3, None, None, None, None, None, 3]]),
        (("1234567",), []),
        (("1,286", "0000", "0", "1,286"), [[1286, 0, 0, 0, 0, 0, 1286]]),
    ],
)
def test_rows(texts: tuple[str, ...], expected: list[list[object]]) -> None:
    assert values(*texts) == expected


def test_all_ways_are_found_and_only_what_they_share_is_given() -> None:
    cutting = Cutting(pieces("1111114"), Steps())
    found = cutting.readings((4,))
    assert all(sum(int(cell.value or 0) for cell in reading[:-1]) == reading[-1].value for reading in found)
    for reading in [agreed(found, ("sum",))] if found else []:
        assert {cell.state for cell in reading} <= {"stated", "illegible"}


def test_blocks_share_one_string() -> None:
    assert values("110024001510102", sizes=(5, 5, 5)) == [[1, 1, 0, 0, 2, 4, 0, 0, 1, 5, 1, 0, 1, 0, 2]]


def test_too_many_steps_prove_nothing() -> None:
    with pytest.raises(TooManyStepsError):
        Cutting(pieces("1" * 60), Steps(500)).readings((7,))
