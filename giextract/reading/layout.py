"""From characters with their places to printed lines: which stand side by side, where a space stands, what is read first.

Places are in points on a page that is turned so that its lines run from left to right; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.45
"""Part of the height of a character by which the middles of characters in one line may differ."""
_WORD_GAP = 0.2
"""Part of the height that is a visible gap between two words; printers put at most 0.15 between digits of one number."""
_SET_GAP = 0.1
"""The same where the file itself has a space in the gap."""
_PIECE_GAP = 1.0
"""Part of the height from which a gap parts two pieces of a line: an indent, a cell, a column."""
_REPEATED = 0.15
"""Part of the height by which the second print of a character may be shifted that only makes it bold."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its sides, its baseline, its height, and whether a space is set before it."""

    text: str
    left: float
    right: float
    baseline: float
    height: float
    spaced: bool = False

    @property
    def top(self) -> float:
        """The upper side of the square in which the character stands."""
        return self.baseline - 0.88 * self.height

    @property
    def bottom(self) -> float:
        """Where the longest tails below the line end."""
        return self.baseline + 0.2 * self.height

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return self.baseline - 0.38 * self.height

    @property
    def centre(self) -> float:
        """The x of its middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one line, left to right, without a wide gap between them."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        """Its left side."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Its right side."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return median(glyph.middle for glyph in self.glyphs)

    @property
    def height(self) -> float:
        """The height of its characters."""
        return median(glyph.height for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its characters with the spaces between words."""
        return "".join(text for text, _ in spaced(self.glyphs))


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """`glyphs` without those that print a character a second time in its place, to make it bold or to give it a shadow."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        column, row = int(glyph.left // 4), int(glyph.baseline // 4)
        around = (seen.get((glyph.text, column + x, row + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        shift = _REPEATED * glyph.height
        if any(
            abs(other.left - glyph.left) < shift and abs(other.baseline - glyph.baseline) < shift
            for others in around
            for other in others
        ):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The printed lines from top to bottom, each from left to right over the whole width."""
    found: list[list[Glyph]] = []
    first: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        reach = _SAME_LINE * max(first.height, glyph.height) if first else 0.0
        # A small character beside a large one (a superscript) is in its line, a large one below a small one is not.
        if first and glyph.middle - first.middle <= reach:
            found[-1].append(glyph)
            if glyph.height > first.height * 1.2:
                first = glyph
        else:
            found.append([glyph])
            first = glyph
    return [sorted(line, key=lambda one: one.left) for line in found]


def pieces(line: Sequence[Glyph], gap: float = _PIECE_GAP) -> list[Piece]:
    """A line cut at its gaps of at least `gap` heights of a character."""
    cut: list[list[Glyph]] = []
    reach = 0.0
    for glyph in line:
        if cut and glyph.left - reach < gap * min(glyph.height, cut[-1][-1].height):
            cut[-1].append(glyph)
            reach = max(reach, glyph.right)
        else:
            cut.append([glyph])
            reach = glyph.right
    return [Piece(tuple(one)) for one in cut]


def spaced(glyphs: Sequence[Glyph], in_cell: bool = False) -> list[tuple[str, float]]:
    """The characters of a line with their left sides, a space where a visible gap stands between two words.

    In a cell of a table, where a figure and its unit may be set apart, a gap beside Chinese must be as wide as a character.
    """
    stretch = _stretch(glyphs)
    found: list[tuple[str, float]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None:
            least = _SET_GAP if glyph.spaced else _WORD_GAP
            if in_cell and not (before.text.isascii() and glyph.text.isascii()):
                least = _PIECE_GAP
            if glyph.left - before.right > least * min(glyph.height, before.height) + stretch:
                found.append((" ", before.right))
        found.extend((character, glyph.left) for character in glyph.text)
        before = glyph
    return found


def _stretch(glyphs: Sequence[Glyph]) -> float:
    """How far the Chinese characters of the line are set apart, to fill it."""
    gaps = [
        right.left - left.right
        for left, right in pairwise(glyphs)
        if not (left.text.isascii() or right.text.isascii()) and right.left - left.right < 0.6 * left.height
    ]
    return max(0.0, median(gaps)) if len(gaps) >= 3 else 0.0


def in_columns(page: Sequence[Sequence[Glyph]]) -> list[list[Glyph]]:
    """Lines of a page in reading order: where it is set in two columns, the left one before the right one.

    `page` are lines over the whole width, as `lines` gives them; a line across both columns parts what stands above it
    from what stands below.
    """
    gutter = _gutter(page)
    if gutter is None:
        return [list(line) for line in page]
    ordered: list[list[Glyph]] = []
    left: list[Glyph] = []
    right: list[Glyph] = []

    def end_columns() -> None:
        ordered.extend(lines(left))
        ordered.extend(lines(right))
        left.clear()
        right.clear()

    for line in page:
        if any(glyph.left < gutter < glyph.right for glyph in line) or _crosses(line, gutter):
            end_columns()
            ordered.append(list(line))
        else:
            left.extend(glyph for glyph in line if glyph.centre < gutter)
            right.extend(glyph for glyph in line if glyph.centre > gutter)
    end_columns()
    return ordered


def _crosses(line: Sequence[Glyph], gutter: float) -> bool:
    """Whether the text of a line goes on across `gutter` without a gap there."""
    before = max((glyph for glyph in line if glyph.centre < gutter), key=lambda one: one.right, default=None)
    behind = min((glyph for glyph in line if glyph.centre > gutter), key=lambda one: one.left, default=None)
    return before is not None and behind is not None and behind.left - before.right < 0.9 * behind.height


def _gutter(page: Sequence[Sequence[Glyph]]) -> float | None:
    """The x of the gap between two columns of running text, None on a page of one column (or more than two)."""
    cut = [pieces(line) for line in page]
    bounds = [(piece.left, piece.right) for line in cut for piece in line]
    if len(cut) < 8 or not bounds:
        return None
    low, high = min(left for left, _ in bounds), max(right for _, right in bounds)
    width = high - low
    gaps = [
        (before.right, behind.left)
        for line in cut
        for before, behind in pairwise(line)
        if low + 0.35 * width < (before.right + behind.left) / 2 < low + 0.65 * width
    ]
    if len(gaps) < 6:
        return None
    place = median((before + behind) / 2 for before, behind in gaps)
    beside = [line for line in cut if not any(piece.left < place < piece.right for piece in line)]
    left = [piece for line in beside for piece in line if piece.right <= place]
    right = [piece for line in beside for piece in line if piece.left >= place]
    # Columns of text are filled: their lines are long, and one to a side. Cells of a table are short.
    if len(beside) * 2 < len(cut) or min(len(left), len(right)) < 6:
        return None
    filled = all(
        sum(piece.right - piece.left > 0.32 * width for piece in side) * 2 > len(side) for side in (left, right)
    )
    return place if filled else None
