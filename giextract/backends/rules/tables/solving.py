"""The form's equations over the whole table of requests, and what they leave as the only possible reading.

In every column `new + carried_in = total + carried_out`, and the outcomes add up to `total` (勾稽关系 of the form); in every row the
six kinds of applicants add up to the total. The equations choose among readings of digits that ran together and never
change a printed figure; where the readings cannot make them hold, the report contradicts itself and they prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from giextract.backends.rules.tables.splitting import Reading, Steps, TooManyStepsError, agreed

Balance = tuple[str, dict[str, int]]
"""Name of an equation over rows -> the sign of each row in it; the sum is 0 in every column."""


def balances(outcomes: Sequence[str]) -> tuple[Balance, ...]:
    """The equations over rows of a form whose outcomes are `outcomes`."""
    return (
        ("new + carried_in = total + carried_out", {"new": 1, "carried_in": 1, "total": -1, "carried_out": -1}),
        ("outcomes = total", {**dict.fromkeys(outcomes, 1), "total": -1}),
    )


def solve(
    key_to_readings: Mapping[str, Sequence[Reading]], over: Sequence[Balance], named: tuple[str, ...], steps: Steps
) -> dict[str, Reading]:
    """For each row the cells that stay possible as the only ones; rows come with all their readings.

    `named` are the equations that the readings already fulfil.
    """
    solved = {key: readings[0] for key, readings in key_to_readings.items() if len(readings) == 1}
    open_rows = {key: list(readings) for key, readings in key_to_readings.items() if len(readings) > 1}
    usable = [balance for balance in over if set(balance[1]) <= set(key_to_readings)]
    kept = _fitting(solved, open_rows, usable, steps) if open_rows and usable else None
    for key, readings in open_rows.items():
        fitting = kept.get(key, []) if kept else []
        touched = tuple(name for name, rows in usable if key in rows) if fitting else ()
        solved[key] = agreed(fitting or readings, (*named, *touched))
    return {key: solved[key] for key in key_to_readings}


def _fitting(
    solved: Mapping[str, Reading], open_rows: Mapping[str, Sequence[Reading]], usable: Sequence[Balance], steps: Steps
) -> dict[str, list[Reading]] | None:
    """The readings of each open row that occur in a solution of all equations; None where there is no telling."""
    keys = [key for key in open_rows if any(key in rows for _, rows in usable)]
    width = len(next(iter(open_rows.values()))[0])
    start = []
    for _, rows in usable:
        sums = [0] * width
        for key, sign in rows.items():
            for column, cell in enumerate(solved.get(key, ())):
                if cell.state == "illegible":
                    return None
                sums[column] += sign * int(cell.value or 0)
        start.append(sums)
    solutions: list[dict[str, Reading]] = []
    try:
        _search(keys, 0, {}, start, open_rows, usable, solutions, steps)
    except TooManyStepsError:
        return None
    if not solutions:
        return None
    kept: dict[str, list[Reading]] = {}
    for key in keys:
        kept[key] = list({id(solution[key]): solution[key] for solution in solutions}.values())
    return kept


def _search(
    keys: Sequence[str],
    index: int,
    chosen: dict[str, Reading],
    sums: list[list[int]],
    open_rows: Mapping[str, Sequence[Reading]],
    usable: Sequence[Balance],
    solutions: list[dict[str, Reading]],
    steps: Steps,
) -> None:
    steps.take()
    if index == len(keys):
        if not any(any(column) for column in sums):
            solutions.append(dict(chosen))
        return
    key = keys[index]
    later = keys[index + 1 :]
    for reading in open_rows[key]:
        following = []
        possible = True
        for (_, rows), before in zip(usable, sums, strict=True):
            sign = rows.get(key, 0)
            after = [value + sign * int(cell.value or 0) for value, cell in zip(before, reading, strict=True)]
            signs = {rows[other] for other in later if other in rows}
            # A sum that no later row can bring back to 0 ends this branch.
            if any((value > 0 and -1 not in signs) or (value < 0 and 1 not in signs) for value in after):
                possible = False
                break
            following.append(after)
        if possible:
            chosen[key] = reading
            _search(keys, index + 1, chosen, following, open_rows, usable, solutions, steps)
            del chosen[key]


def contradicted(key: str, digits: str, solved: Mapping[str, Reading], over: Sequence[Balance]) -> bool:
    """Whether the digits of row `key` can also be cut into the cells that the other rows ask of it, all of them or all but one.

    Then it may be the row's own sum that the report has wrong, and nobody can tell which cut it meant.
    """
    read = _numbers(solved[key])
    for needed in _asked(key, solved, over):
        if needed == read:
            continue
        texts = [str(value) for value in needed]
        for column in range(len(needed)):
            before, behind = "".join(texts[:column]), "".join(texts[column + 1 :])
            between = digits[len(before) : len(digits) - len(behind)]
            fits = (
                digits.startswith(before)
                and digits.endswith(behind)
                and between.isdigit()
                and str(int(between)) == between
            )
            if fits and [*needed[:column], int(between), *needed[column + 1 :]] != read:
                return True
    return False


def confirmed(key: str, parts: Sequence[int], solved: Mapping[str, Reading], over: Sequence[Balance]) -> bool:
    """Whether the other rows ask of row `key` just what was read in its columns `parts` (all but the sum)."""
    read = _numbers(solved[key])
    return any(all(needed[part] == read[part] for part in parts) for needed in _asked(key, solved, over))


def _asked(key: str, solved: Mapping[str, Reading], over: Sequence[Balance]) -> Iterator[list[int]]:
    """The cells of row `key` that would make an equation hold, for each equation whose other rows are known."""
    for _, rows in over:
        if key not in rows or not set(rows) <= set(solved):
            continue
        needed = [0] * len(solved[key])
        for other, sign in rows.items():
            if other != key:
                for column, value in enumerate(_numbers(solved[other])):
                    needed[column] -= sign * rows[key] * value
        yield needed


def _numbers(reading: Reading) -> list[int]:
    return [int(cell.value or 0) for cell in reading]
