"""The one cell that would reconcile everything: told, never applied.

Broken constraints that share figures are looked at together. A cell qualifies where one value for it makes all of them
hold and breaks none that held; it is named only where no other cell does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from giextract.audit.constraint import Constraint


def repairs(
    broken: Sequence[Constraint], constraints: Iterable[Constraint], values: Mapping[str, Decimal]
) -> list[tuple[str, Decimal] | None]:
    """For each broken constraint the cell and its value, or None where there is none or more than one."""
    path_to_constraints: dict[str, list[Constraint]] = defaultdict(list)
    for constraint in constraints:
        for path in {term.path for term in constraint.terms}:
            path_to_constraints[path].append(constraint)
    found: list[tuple[str, Decimal] | None] = [None] * len(broken)
    for group in _groups(broken):
        cells = list(_cells([broken[index] for index in group], path_to_constraints, values))
        for index in group:
            found[index] = cells[0] if len(cells) == 1 else None
    return found


def _cells(
    group: list[Constraint], path_to_constraints: Mapping[str, list[Constraint]], values: Mapping[str, Decimal]
) -> Iterable[tuple[str, Decimal]]:
    shared = set.intersection(*({term.path for term in constraint.terms} for constraint in group))
    for path in sorted(shared & values.keys()):
        wanted = {constraint.required(path, values) for constraint in group}
        value = next(iter(wanted))
        if len(wanted) != 1 or value is None:
            continue
        mended = {**values, path: value}
        if all(constraint.holds(mended) for constraint in path_to_constraints[path]):
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
