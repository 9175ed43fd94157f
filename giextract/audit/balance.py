"""The constraints of one report with its figures put in: which do not hold, and whether other figures would do."""

from __future__ import annotations

from collections import defaultdict
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
        return self._holds_with(path_to_value, self._broken)

    def settles(self, path_to_value: Mapping[str, Decimal]) -> bool:
        """Whether with these values every constraint that they take part in holds."""
        return self._holds_with(path_to_value, frozenset())

    def _holds_with(self, path_to_value: Mapping[str, Decimal], passed_over: frozenset[int]) -> bool:
        tried = self._tried  # one copy for all, since dozens of cells are tried for each contradiction
        tried.update(path_to_value)
        concerned = [one for path in path_to_value for one in self.of(path)]
        broken = next((one for one in concerned if not one.holds(tried) and id(one) not in passed_over), None)
        for path in path_to_value:
            if path in self.values:
                tried[path] = self.values[path]
            else:
                del tried[path]
        return broken is None

    @cached_property
    def _tried(self) -> dict[str, Decimal]:
        return dict(self.values)

    def solutions(self, constraint: Constraint) -> dict[str, Decimal]:
        """What each of its figures alone would have to be for `constraint`, which is broken, to hold."""
        found = self._solutions.get(id(constraint))
        if found is None:
            found = self._solutions[id(constraint)] = constraint.solutions(self.values)
        return found

    @cached_property
    def _path_to_constraints(self) -> dict[str, list[Constraint]]:
        index: dict[str, list[Constraint]] = defaultdict(list)
        for constraint in self.constraints:
            for path in {term.path for term in constraint.terms}:
                index[path].append(constraint)
        return index

    @cached_property
    def _broken(self) -> frozenset[int]:
        return frozenset(map(id, self.broken))
