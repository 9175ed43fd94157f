"""Intervals for scores, with the report as the unit: 200 cells of one report are no 200 observations.

Precision, recall, F1, accuracy and every share are ratios of sums over reports (F1 is Σ2·tp / Σ(2·tp + fp + fn)), so
one function serves them all: the clustered standard error of the ratio (Cochran's ratio estimator; for equal
denominators the textbook error of a mean) with Student's t on the logit scale, which keeps it inside 0 and 1.
EVALS.md names the bootstrap for F1 and measures that the t on the logit covers better at every size we have; it is
therefore what is printed, and the bootstrap stands beside it in the JSON of the headline.
Where reports do not vary at all (each is perfect, or none has a hit) the exact binomial bound on reports takes over.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import repeat
from math import exp, inf, log, sqrt
from typing import NamedTuple

from giextract.scoring.distributions import beta_quantile, t_quantile

CONFIDENCE = 0.95
FEW = 20
"""Fewer reports than this are said to be few wherever an interval is printed."""


class Interval(NamedTuple):
    """A score with its interval. `low` and `high` are None where the data allow none; `n` counts reports."""

    value: float | None
    low: float | None
    high: float | None
    method: str
    n: int


def ratio_interval(pairs: Sequence[tuple[float, float]], confidence: float = CONFIDENCE) -> Interval:
    """Σhits / Σtries over reports' (hits, tries), with the clustered t interval on the logit scale.

    Reports without tries say nothing and are left out.
    """
    pairs = [pair for pair in pairs if pair[1] > 0]
    n = len(pairs)
    tries = sum(pair[1] for pair in pairs)
    if not tries:
        return Interval(None, None, None, "none", 0)
    value = sum(pair[0] for pair in pairs) / tries
    if value <= 0 or value >= 1:
        whole = exact_interval(n if value >= 1 else 0, n, confidence)
        return Interval(min(1.0, max(0.0, value)), whole.low, whole.high, "exact", n)
    if n < 2:
        return Interval(value, None, None, "none", n)
    squares = sum((hits - value * weight) ** 2 for hits, weight in pairs)
    error = sqrt(squares * n / (n - 1)) / tries
    if error == 0:
        return Interval(value, value, value, "logit-t", n)
    reach = t_quantile((1 + confidence) / 2, n - 1) * error / (value * (1 - value))
    middle = log(value / (1 - value))
    return Interval(value, _expit(middle - reach), _expit(middle + reach), "logit-t", n)


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def exact_interval(hits: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Clopper-Pearson: `hits` of `n` reports; 0 of 20 has the upper bound 0.168."""
    if n == 0:
        return Interval(None, None, None, "none", 0)
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else beta_quantile(tail, hits, n - hits + 1)
    high = 1.0 if hits == n else beta_quantile(1 - tail, hits + 1, n - hits)
    return Interval(hits / n, low, high, "exact", n)


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """The mean of one number per report with Student's t."""
    n = len(values)
    if n == 0:
        return Interval(None, None, None, "none", 0)
    mean = sum(values) / n
    if n < 2:
        return Interval(mean, None, None, "none", n)
    reach = t_quantile((1 + confidence) / 2, n - 1) * deviation(values) / sqrt(n)
    return Interval(mean, mean - reach, mean + reach, "t", n)


def difference_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """The mean of one difference of shares per report with Student's t, which ends where differences do: at -1 and 1."""
    interval = mean_interval(values, confidence)
    if interval.low is None or interval.high is None:
        return interval
    return interval._replace(low=max(-1.0, interval.low), high=min(1.0, interval.high))


def deviation(values: Sequence[float]) -> float:
    """Standard deviation of a sample (n - 1)."""
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1)) if len(values) > 1 else 0.0


def bootstrap_interval(
    pairs: Sequence[tuple[float, float]], seed: int, resamples: int = 2000, confidence: float = CONFIDENCE
) -> Interval:
    """Σhits / Σtries with the percentile interval over reports drawn with replacement; same seed, same interval."""
    pairs = [pair for pair in pairs if pair[1] > 0]
    n = len(pairs)
    if not n:
        return Interval(None, None, None, "none", 0)
    draw = random.Random(seed).choices
    both = [complex(hits, tries) for hits, tries in pairs]  # one sum for the two
    sums = (sum(draw(both, k=n)) for _ in repeat(None, resamples))
    drawn = [one.real / one.imag for one in sums]
    drawn.sort()
    tail = (1 - confidence) / 2
    low, high = percentile(drawn, tail), percentile(drawn, 1 - tail)
    whole = sum(both)
    return Interval(whole.real / whole.imag, low, high, "bootstrap", n)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the ordered values lie, interpolated (NumPy's default, R's type 7)."""
    if not ordered:
        return inf
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
