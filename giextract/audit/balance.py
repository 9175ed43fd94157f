"""The constraints of one report with its figures put in: which do not hold, and whether other figures would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from giextract.audit.constraint import Constraint


class Balance:
    """All constraints of a report, the value of each figure in them, and those that do not hold."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self.constraints = constraints
        self.values: dict[str, Decimal] = {
            term.path: term.value for constraint in constraints for term in constraint.figures if term.value is not None
        }
        self.broken = [constraint for constraint in constraints if not constraint.holds(self.values)]
        self._solutions: dict[int, dict[str, Decimal]] = {}

    def of(self, path: str) -> Sequence[Constraint]:
        """The constraints that the figure at `path` takes part in."""
        return self._path_to_constraints.get(path, ())

    def fits(self, path_to_value: Mapping[str, Decimal]) -> bool:
        """Whether figures could have these values without breaking a constraint that holds."""
        mended = {**self.values, **path_to_value}
        return all(one.holds(mended) or id(one) in self._broken for path in path_to_value for one in self.of(path))

    def settles(self, path_to_value: Mapping[str, Decimal]) -> bool:
        """Whether with these values every constraint that they take part in holds."""
        mended = {**self.values, **path_to_value}
        return all(one.holds(mended) for path in path_to_value for one in self.of(path))

    def solutions(self, constraint: Constraint) -> dict[str, Decimal]:
        """What each of its figures alone would have to be for `constraint`, which is broken, to hold."""
        found = self._solutions.get(id(constraint))
        if found is None:
            found = self._solutions[id(constraint)] = constraint.solutions(self.values)
        return found

    @cached_property
    def _path_to_constraints(self) -> dict[str, list[Constraint]]:
        index: dict[str, list[Constraint]] = {}
        for constraint in self.constraints:
            for path in dict.fromkeys(term.path for term in constraint.terms):
                index.setdefault(path, []).append(constraint)
        return index

    @cached_property
    def _broken(self) -> frozenset[int]:
        return frozenset(map(id, self.broken))
