"""The one cell that would reconcile everything: told, never applied.

Broken constraints that share figures are looked at together. A cell qualifies where one value for it makes all of them
hold and breaks none that held; it is named only where no other cell does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from giextract.audit.balance import Balance
from giextract.audit.constraint import Constraint, Sum


def repairs(balance: Balance) -> list[tuple[str, Decimal] | None]:
    """For each broken constraint the cell and its value, or None where there is none or more than one."""
    found: list[tuple[str, Decimal] | None] = [None] * len(balance.broken)
    for group in _groups(balance.broken):
        cells = list(_cells(balance, [balance.broken[index] for index in group]))
        for index in group:
            found[index] = cells[0] if len(cells) == 1 else None
    return found


def _cells(balance: Balance, group: list[Constraint]) -> Iterator[tuple[str, Decimal]]:
    # What is only bounded by others may be anything on that side of them.
    equations = [one for one in group if not (isinstance(one, Sum) and one.more)]
    if not equations:
        return
    solutions = [balance.solutions(one) for one in equations]
    shared = set.intersection(*[{term.path for term in one.terms} for one in group]).intersection(*solutions)
    for path in sorted(shared):
        value = solutions[0][path]
        if all(one[path] == value for one in solutions) and balance.settles({path: value}):
            yield path, value


def _groups(broken: Sequence[Constraint]) -> list[list[int]]:
    """Indices of broken constraints, those together that are linked by figures they share."""
    groups: list[tuple[set[str], list[int]]] = []
    for index, constraint in enumerate(broken):
        paths, members = {term.path for term in constraint.terms}, [index]
        apart = []
        for known, indices in groups:
            if known & paths:
                paths |= known
                members = indices + members
            else:
                apart.append((known, indices))
        groups = [*apart, (paths, members)]
    return [members for _, members in groups]
