"""All that must add up in one report: its identities, its lists, and what it prints twice."""

from __future__ import annotations

from collections.abc import Mapping

from giextract.audit.balance import Balance
from giextract.audit.comparisons import from_comparisons
from giextract.audit.identities import from_identities
from giextract.audit.lists import Item, from_lists, lists_of
from giextract.audit.material import Material
from giextract.audit.stocks import from_stocks


def balance_of(material: Material, path_to_items: Mapping[str, list[Item]] | None = None) -> Balance:
    """The constraints of the report with its figures put in; `path_to_items` are its lists, where they are at hand."""
    lists = lists_of(material) if path_to_items is None else path_to_items
    return Balance(
        [
            *from_identities(material),
            *from_lists(material, lists),
            *from_comparisons(material),
            *from_stocks(material),
        ]
    )
