"""What could not be checked, because it cannot be read: rows of tables and figures whose characters are illegible."""

from __future__ import annotations

from collections.abc import Iterator

from giextract.audit.finding import said
from giextract.audit.material import Material
from giextract.audit.naming import english
from giextract.audit.rule import Rule
from giextract.record import Fact, Finding

UNREADABLE = Rule(
    "not_checked",
    "无法辨认，未能核对：{name}",
    "cannot be read and was not checked: {name}",
    "note",
)
_MOST_NAMED = 4


def about_unreadable_figures(material: Material) -> Iterator[Finding]:
    """One finding that names the rows and figures that are illegible; it blames nobody."""
    place_to_facts: dict[str, list[Fact]] = {}
    for fact in material.record.facts:
        if fact.state == "illegible":
            place_to_facts.setdefault(_place(fact.path), []).append(fact)
    if not place_to_facts:
        return
    firsts = [facts[0] for facts in place_to_facts.values()]
    named = list(dict.fromkeys(material.title(fact.path).split(" · ")[0] for fact in firsts))
    in_english = list(dict.fromkeys(english(material, path) for path in place_to_facts))
    more = f" (+{len(named) - _MOST_NAMED})" if len(named) > _MOST_NAMED else ""
    yield said(
        UNREADABLE,
        list(dict.fromkeys(fact.span for fact in firsts if fact.span)),
        list(place_to_facts),
        name="、".join(named[:_MOST_NAMED]) + more,
        name_en="; ".join(in_english[:_MOST_NAMED]) + more,
    )


def _place(path: str) -> str:
    """The row that a cell belongs to, else the figure itself."""
    return path.rpartition("/")[0] if path.startswith(("/requests/", "/challenges/", "/article20/")) else path
