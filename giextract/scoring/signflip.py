"""Is the difference between two backends more than noise? A sign-flip test on reports, and what it can see at all.

If neither backend is better, each report's difference might as well have had the other sign. The test counts how often
random signs give a mean difference as large as the one found. Cell-level tests (McNemar) call two equal systems
different in two thirds of the cases (EVALS.md 1.3) and are not offered.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import sqrt

from giextract.scoring.distributions import t_quantile
from giextract.scoring.intervals import deviation

EXACT_UP_TO = 16
TRIALS = 10_000
LEVEL = 0.05
_SLACK = 1e-12


def sign_flip_p(differences: Sequence[float], seed: int) -> float:
    """Two-sided p: all sign patterns for up to 16 reports that differ, else 10,000 random ones with +1 smoothing."""
    moved = [difference for difference in differences if abs(difference) > _SLACK]
    if not moved:
        return 1.0
    found = abs(sum(moved)) - _SLACK
    if len(moved) <= EXACT_UP_TO:
        sums = [0.0]
        for difference in moved:
            sums = [total + sign for total in sums for sign in (difference, -difference)]
        return sum(abs(total) >= found for total in sums) / len(sums)
    draw = random.Random(seed)
    hits = 0
    for _ in range(TRIALS):
        bits = draw.getrandbits(len(moved))
        total = 0.0
        for difference in moved:
            total += difference if bits & 1 else -difference
            bits >>= 1
        hits += abs(total) >= found
    return (hits + 1) / (TRIALS + 1)


def least_p(differing: int) -> float:
    """The smallest p that any differences of so many reports can have: of 5 it is 0.0625, of 6 it is 0.03125."""
    return 2.0 ** (1 - differing) if 0 < differing <= EXACT_UP_TO else 1 / (TRIALS + 1) if differing else 1.0


def reports_needed(compared: int) -> int:
    """How many reports have to differ before one of so many comparisons can be significant: 6, 7 for two."""
    needed = 1
    while least_p(needed) * compared >= LEVEL and needed <= EXACT_UP_TO:
        needed += 1
    return needed


def holm(name_to_p: Mapping[str, float]) -> dict[str, float]:
    """Holm's adjustment for several comparisons on one set of reports."""
    adjusted: dict[str, float] = {}
    worst = 0.0
    for rank, (name, p) in enumerate(sorted(name_to_p.items(), key=lambda pair: (pair[1], pair[0]))):
        worst = max(worst, min(1.0, p * (len(name_to_p) - rank)))
        adjusted[name] = worst
    return adjusted


def detectable_difference(differences: Sequence[float], power: float = 0.8, level: float = LEVEL) -> float | None:
    """The smallest mean difference that this many reports with this spread would show with `power` (Miller 2024)."""
    n = len(differences)
    if n < 2:
        return None
    return (t_quantile(1 - level / 2, n - 1) + t_quantile(power, n - 1)) * deviation(differences) / sqrt(n)
