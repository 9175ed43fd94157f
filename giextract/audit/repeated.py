"""One finding for what repeats itself: a heading that stands a thousand times is one defect, with its count.

Merged are findings of one rule that say the same of the same figures. Of a rule about words alone no more than a page is
told one by one, since a thousand holes or headings out of order are one fault of the text, not a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giextract.record import Finding

_MOST_ALIKE = 3
"""Findings of one wording that are told one by one."""
_MOST_OF_RULE = 20
"""Findings of one rule about words that are told one by one."""
_MOST_SPANS = 8


def counted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, in their order, those that repeat each other as one that says how many there are."""
    told: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        told.setdefault((one.rule, one.defect, one.message, one.message_zh, *one.paths), []).append(one)
    rule_to_wordings: dict[str, list[list[Finding]]] = {}
    for alike in told.values():
        rule_to_wordings.setdefault("" if alike[0].paths else alike[0].rule, []).append(alike)
    kept: list[Finding] = []
    for rule, wordings in rule_to_wordings.items():
        most = len(wordings) if not rule or len(wordings) <= _MOST_OF_RULE else _MOST_OF_RULE - 1
        for alike in wordings[:most]:
            kept.extend(alike if len(alike) <= _MOST_ALIKE else [_times(alike)])
        if rest := [one for alike in wordings[most:] for one in alike]:
            kept.append(_more(rest))
    return kept


def _times(alike: Sequence[Finding]) -> Finding:
    first, count = alike[0], len(alike)
    return first.model_copy(
        update={
            "spans": [*first.spans, *_others(first, alike[1:])],
            "message": f"{first.message}; {count} times",
            "message_zh": f"{first.message_zh or first.message}；共{count}处",
        }
    )


def _more(rest: Sequence[Finding]) -> Finding:
    """The first of `rest`, standing for all of them."""
    first, count = rest[0], len(rest) - 1
    return first.model_copy(
        update={
            "spans": [*first.spans, *_others(first, rest[1:])],
            "message": f"{first.message}; and {count} more of this kind",
            "message_zh": f"{first.message_zh or first.message}；此类另有{count}处",
        }
    )


def _others(first: Finding, others: Iterable[Finding]) -> list[tuple[int, int]]:
    """The first places of the words of `others` that are not those of `first`."""
    spans = dict.fromkeys(span for one in others for span in one.spans[len(one.paths) :] if span not in first.spans)
    return [span for span in spans if span][:_MOST_SPANS]
