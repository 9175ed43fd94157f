"""A modest share of the campaign (see `campaign`): no cell of a random report is ever read wrongly, in any layout."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.backends.rules.tables.campaign import run
from tests.backends.rules.tables.layouts import LAYOUTS

REPORTS = 225
CHUNKS = 9
SHOWN = ("bars", "markdown", "tabs", "cell_lines")
"""Layouts that show every place of a table, where hardly a cell may stay open."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_cell_of_a_random_report_is_read_wrongly(chunk: int) -> None:
    size = REPORTS // CHUNKS
    outcomes = [run(seed) for seed in range(90_000 + chunk * size, 90_000 + (chunk + 1) * size)]
    assert [(outcome.seed, outcome.layout, outcome.wrong[:3]) for outcome in outcomes if outcome.wrong] == []


def test_layouts_that_show_their_cells_are_read_nearly_whole() -> None:
    counts: Counter[str] = Counter()
    read = 0
    for seed in range(80_000, 80_050):
        outcome = run(seed)
        if outcome.layout in SHOWN:
            counts += outcome.counts
            read += 1
    assert read > 10
    assert len(LAYOUTS) == 9
    right = counts["right nonzero"] + counts["right zero"]
    assert right / (right + counts["open nonzero"] + counts["open zero"]) > 0.97
