"""How many errors are likely left: told from what a reviewer decided, level by level of doubt, or not told at all.

Within a level (giextract.review.order) slots are taken in an order drawn by lot. Those at its front that have all been decided
on are a random sample of the level, whoever decided on what else for whatever reason; only they say how often a slot of the
level is wrong. What they do not cover they bound: the interval is the exact one for drawing without replacement
(hypergeometric, Clopper and Pearson's way), which needs no assumption on how errors flock together in reports. Intervals of
the levels are made at a confidence that lets their sum keep the one that is asked for (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from math import exp, lgamma
from typing import Any

from giextract.labelling.draft import Draft
from giextract.labelling.places import raw, under
from giextract.record import Fact
from giextract.review.order import LEVEL_TO_WORDS, Pile, Slot

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Level:
    """One level: its slots, how many were decided on and how many of these were wrong; of them the sample and its errors.

    `left` is the likeliest number of errors among the slots that nobody decided on, `low` and `high` its bounds. `left` is
    None where the sample is empty: nothing is known then beyond the bounds.
    """

    name: str
    slots: int
    decided: int
    wrong: int
    sample: int
    sample_wrong: int
    left: float | None
    low: int
    high: int


@dataclass(frozen=True)
class Estimate:
    """All levels; `left` is None as long as a level with open slots has no sample."""

    levels: tuple[Level, ...]
    confidence: float

    @property
    def left(self) -> float | None:
        """The likeliest number of errors left, None where nobody can say."""
        known = [level.left for level in self.levels]
        return None if None in known else sum(one for one in known if one is not None)

    @property
    def low(self) -> int:
        """The lower bound of the errors left."""
        return sum(level.low for level in self.levels)

    @property
    def high(self) -> int:
        """The upper bound of the errors left."""
        return sum(level.high for level in self.levels)

    def text(self) -> str:
        """A line for each level, and what is likely left."""
        width = max((len(LEVEL_TO_WORDS[level.name]) for level in self.levels), default=0)
        lines = [
            f"{LEVEL_TO_WORDS[one.name]:{width}}  {one.slots:6,} slots  {one.decided:6,} decided  {one.wrong:4,} wrong  "
            f"{_left(one)}"
            for one in self.levels
        ]
        open_slots = sum(level.slots - level.decided for level in self.levels)
        if not open_slots:
            lines.append("errors left: none, every slot has been decided on")
        elif self.left is None:
            lines.append(
                "errors left: nobody can say yet; decide on the doubtful places and on those drawn by lot, in order"
            )
        else:
            lines.append(
                f"errors left: about {self.left:.1f}, between {self.low:,} and {self.high:,} "
                f"({self.confidence:.0%} confidence) in {open_slots:,} open slots"
            )
        return "\n".join(lines)

    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "levels": [asdict(level) for level in self.levels],
            "errors_left": {"value": self.left, "low": self.low, "high": self.high, "confidence": self.confidence},
        }


def _left(level: Level) -> str:
    if level.decided == level.slots:
        return "none left"
    if level.left is None:
        return "nobody can say yet"
    sampled = f"{level.sample_wrong:,} wrong of {level.sample:,} drawn by lot"
    return f"about {level.left:.1f} left, {level.low:,} to {level.high:,} ({sampled})"


def estimate(pile: Pile, sha256_to_draft: Mapping[str, Draft], confidence: float = CONFIDENCE) -> Estimate:
    """What is likely left in `pile` after the decisions that the drafts hold; reports without a draft were not looked at."""
    return told_by(
        {
            name: [fate(slot, sha256_to_draft.get(slot.place.sha256)) for slot in pile.level(name)]
            for name in LEVEL_TO_WORDS
        },
        confidence,
    )


def told_by(name_to_fates: Mapping[str, Sequence[bool | None]], confidence: float = CONFIDENCE) -> Estimate:
    """What is likely left, by the fate of each slot of each level in the order drawn by lot: wrong, right, None where open."""
    known = {name: fates for name, fates in name_to_fates.items() if fates}
    open_levels = sum(None in fates for fates in known.values())
    share = 1 - (1 - confidence) / max(open_levels, 1)
    return Estimate(tuple(_level(name, fates, share) for name, fates in known.items()), confidence)


def _level(name: str, fates: Sequence[bool | None], confidence: float) -> Level:
    """One level, its interval at `confidence`."""
    slots, decided = len(fates), len(fates) - fates.count(None)
    wrong = fates.count(True)
    sample = fates.index(None) if None in fates else slots
    sample_wrong = fates[:sample].count(True)
    left: float | None = 0.0
    low = high = 0
    if decided < slots:
        left = sample_wrong / sample * (slots - decided) if sample else None
        fewest, most = wrong_in_all(slots, sample, sample_wrong, confidence)
        low, high = max(fewest - wrong, 0), min(most - wrong, slots - decided)
    return Level(name, slots, decided, wrong, sample, sample_wrong, left, low, max(high, low))


def fate(slot: Slot, draft: Draft | None) -> bool | None:
    """Whether the slot was wrong, by what was decided; None where nobody decided on it."""
    if draft is None:
        return None
    path = slot.place.path
    if path in draft.lists:
        added = any(one.action == "add" and under(item, path) for item, one in draft.decided.items())
        return added if draft.is_settled(path) else None
    if path in draft.decided and draft.decided[path].action == "remove":
        return bool(draft.before(path))  # what was not proved was no value before either
    before, after = draft.before(path), {one: fact for one, fact in draft.facts.items() if under(one, path)}
    changed = _values(before) != _values(after) or any(under(one, path) for one in draft.unsettled)
    if changed:
        return True
    decided = draft.is_decided(path) or (bool(before) and all(draft.is_decided(one) for one in before))
    return False if decided else None


def _values(facts: Mapping[str, Fact]) -> dict[str, object]:
    return {path: raw(fact) for path, fact in facts.items()}


@lru_cache(maxsize=4096)
def wrong_in_all(slots: int, sample: int, wrong: int, confidence: float = CONFIDENCE) -> tuple[int, int]:
    """Fewest and most wrong ones among `slots`, of which `sample` were drawn by lot without replacement and `wrong` were.

    The bounds that a two-sided exact test keeps: none wrong of 100 out of 1,000 leaves at most 34.
    """
    tail = (1 - confidence) / 2
    least, most = wrong, slots - (sample - wrong)
    # With more wrong ones in all, fewer in the sample get less likely, so both bounds are found by halving.
    low, high = least, most
    while low < high:
        middle = (low + high) // 2
        if 1 - _at_most(wrong - 1, slots, middle, sample) > tail:
            high = middle
        else:
            low = middle + 1
    fewest = low
    low, high = fewest, most
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(wrong, slots, middle, sample) > tail:
            low = middle
        else:
            high = middle - 1
    return fewest, low


def _at_most(count: int, slots: int, wrong: int, sample: int) -> float:
    """The chance that a sample without replacement holds at most `count` of the `wrong` ones."""
    first = max(0, sample - (slots - wrong))
    last = min(count, wrong, sample)
    if count >= min(wrong, sample):
        return 1.0
    return sum(
        exp(_choices(wrong, k) + _choices(slots - wrong, sample - k) - _choices(slots, sample))
        for k in range(first, last + 1)
    )


def _choices(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
