"""Reading the cells of ruled tables, each alone: what a detector missed in a cell is looked for by its ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from giextract.reading.ocr_words import Engine, Image, Rectangle, Word, word_of
from giextract.reading.scan_ink import Mask, bands, unread_ink
from giextract.reading.scan_tables import RuledTable, pieces_in_cells

LOOKALIKES = {
    "O": "0",
    "o": "0",
    "Q": "0",
    "D": "0",
    "〇": "0",
    "○": "0",
    "。": "0",
    "l": "1",
    "I": "1",
    "丨": "1",
    "i": "1",
    "了": "7",
}
"""What a lone digit in a cell is taken for; it becomes the digit, and stays doubtful."""
SURE_OF_INK = 0.5
"""Confidence below which ink that no detector called text is taken for dirt."""


def table_words(
    image: Image,
    ink: Mask,
    tables: Sequence[RuledTable],
    found: Sequence[Sequence[Rectangle]],
    text_height: float,
    engine: Engine,
) -> list[list[list[Word]]]:
    """For each table, for each of its cells, the words; `found` are the stretches of text in each table."""
    clips: list[tuple[int, int, Rectangle, bool]] = []
    for number, (table, stretches) in enumerate(zip(tables, found, strict=True)):
        for index, pieces in enumerate(pieces_in_cells(table, stretches)):
            known = pieces if engine.finds_lines else []
            lines = _unstacked([line for piece in known for line in _lines(ink, piece, text_height)])
            clips += [(number, index, line, True) for line in lines]
            missed = unread_ink(ink, table.cells[index].inside, lines, text_height)
            clips += [(number, index, line, not engine.finds_lines) for line in missed]
    readings = engine.read_cells([_clipped(image, place) for _, _, place, _ in clips])
    words: list[list[list[Word]]] = [[[] for _ in table.cells] for table in tables]
    for (number, index, place, detected), reading in zip(clips, readings, strict=True):
        if reading.text and (detected or min(reading.confidences) >= SURE_OF_INK):
            words[number][index].append(_as_figure(word_of(reading, place)))
    return words


def _lines(ink: Mask, piece: Rectangle, text_height: float) -> list[Rectangle]:
    """The lines in a piece of a cell: words set one letter below the other come as one tall piece."""
    tall = piece[3] - piece[1] > 1.6 * text_height or piece[3] - piece[1] > 1.5 * (piece[2] - piece[0])
    return (bands(ink, piece, 0.25 * text_height) if tall else []) or [piece]


def _unstacked(lines: list[Rectangle]) -> list[Rectangle]:
    """The lines of a cell, cut where one reaches into the next below it."""
    lines = sorted(lines, key=lambda line: line[1] + line[3])
    for index, (above, below) in enumerate(pairwise(lines)):
        aside = min(above[2], below[2]) <= max(above[0], below[0])
        if aside or above[3] <= below[1] or below[1] - above[1] < 0.5 * (above[3] - above[1]):
            continue
        border = (above[3] + below[1]) / 2
        lines[index] = (*lines[index][:3], border)
        lines[index + 1] = (below[0], border, below[2], below[3])
    return lines


def _clipped(image: Image, place: Rectangle) -> Image:
    left, top = max(int(place[0]), 0), max(int(place[1]), 0)
    return image[top : max(int(place[3] + 1), top + 2), left : max(int(place[2] + 1), left + 2)]


def _as_figure(word: Word) -> Word:
    """A word of nothing but digits and what they are taken for, as digits; other words as they are."""
    digits = "".join(LOOKALIKES.get(character, character) for character in word.text)
    if digits == word.text or not digits.isdigit() or not digits.isascii():
        return word
    doubted = tuple(
        0.0 if new != old else value for new, old, value in zip(digits, word.text, word.confidences, strict=True)
    )
    return replace(word, text=digits, confidences=doubted)
