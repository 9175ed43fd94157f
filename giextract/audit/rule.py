"""A rule of the audit, and what a rule that fails says.

One line adds a rule of arithmetic (`catalogue.py`): its name, where its paths stand, the identity, the message in Chinese
and in English. In a message `{stated}`, `{expected}` and `{terms}` stand for what is printed, what the other side gives,
and the other side's own figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From what is only said to what an agency must mend before publishing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding is called, how grave it is, and how it is worded."""

    name: str
    zh: str
    en: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule of arithmetic: `equation` over field names below `prefix`.

    `staff = staff_full_time + staff_part_time` must hold; `a >= b + c` may have more on its left. A part in square brackets
    may be counted within another part, so that the identity also holds without it. `closed` says that the parts are
    all there can be: where at least two of them are printed and none is unreadable, they must reach the whole.
    """

    rule: Rule
    prefix: str
    equation: str
    closed: bool = False


def identity(
    name: str, prefix: str, equation: str, zh: str, en: str, severity: Severity = "error", closed: bool = False
) -> Identity:
    """An identity in one line."""
    return Identity(Rule(name, zh, en, severity), prefix, equation, closed)
