"""How the requests of a record ended is counted: at first, after a re-ask, never, refused, cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from giextract.record import ANSWERS, Record
from tests.backends.model.conftest import GOOD, Step, fails, says, used

Run = Callable[..., Record]
WRONG = {"note": {**GOOD["note"], "total": "2|公开信息131条"}}
RIGHT = {"note": {"total": "2|公开信息130条"}}


@pytest.mark.parametrize(
    ("steps", "ended"),
    [
        ([says()], "first"),
        ([says(WRONG), says(RIGHT)], "re_asked"),
        ([says("nothing"), says()], "re_asked"),
        ([says(WRONG)], "never"),
        ([says("nothing")], "never"),
        ([says("")], "never"),
        ([says(WRONG), fails(400)], "never"),
        ([says("", refusal="no")], "refused"),
        ([says("", finish="content_filter")], "refused"),
        ([says(GOOD, finish="length")], "cut_off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_request_ends_in_one_way(run: Run, steps: list[Step], ended: str) -> None:
    record = run(*steps, re_asks=1)
    assert used(record).answers == {name: int(name == ended) for name in ANSWERS}


def test_machinery_that_fails_is_no_answer(run: Run) -> None:
    assert used(run(fails(401))).answers is None


def test_an_answer_from_the_cache_counts_as_it_did(run: Run, tmp_path: Path) -> None:
    for steps in ([says(WRONG), says(RIGHT)], []):
        answers = used(run(*steps, cache=tmp_path / "c")).answers
        assert answers is not None
        assert (answers["re_asked"], answers["first"]) == (1, 0)
