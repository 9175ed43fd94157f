"""Pairing of two lists: a largest matching of what is right, and a best assignment of what is left.

Greedy pairing changes its score when a list is reordered; these do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


def largest_matching(n: int, m: int, fits: Callable[[int, int], bool], first: dict[int, int]) -> dict[int, int]:
    """As many pairs (i of n, j of m) that fit as there can be, from the matching `first` upwards (Kuhn's paths).

    `first` must fit; where several largest matchings exist, near positions are preferred.
    """
    right_to_left = {j: i for i, j in first.items()}
    matched = set(first)

    for i in range(n):
        if i not in matched and _augment(i, m, fits, right_to_left, set()):
            matched.add(i)
    return {i: j for j, i in sorted(right_to_left.items(), key=lambda pair: pair[1])}


def _augment(i: int, m: int, fits: Callable[[int, int], bool], right_to_left: dict[int, int], seen: set[int]) -> bool:
    """Match i, moving others aside where they fit elsewhere; a function by itself, since a closure that calls itself is a cycle."""
    for j in sorted(range(m), key=lambda j: (abs(i - j), j)):
        if j in seen or not fits(i, j):
            continue
        seen.add(j)
        if j not in right_to_left or _augment(right_to_left[j], m, fits, right_to_left, seen):
            right_to_left[j] = i
            return True
    return False


def best_assignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of row and column with the largest total worth, each used once (the Hungarian method, O(n²m))."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if not rows or not columns:
        return []
    if rows > columns:
        turned = [[worth[i][j] for i in range(rows)] for j in range(columns)]
        return sorted((i, j) for j, i in best_assignment(turned))
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack = [float("inf")] * (columns + 1)
        came_from, done = [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            current, step, following = owner[column], float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                cost = -worth[current - 1][j - 1] - row_price[current] - column_price[j]
                if cost < slack[j]:
                    slack[j], came_from[j] = cost, column
                if slack[j] < step:
                    step, following = slack[j], j
            for j in range(columns + 1):
                if done[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    slack[j] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sorted((owner[j] - 1, j - 1) for j in range(1, columns + 1) if owner[j])
