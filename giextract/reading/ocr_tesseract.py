"""Tesseract as the engine, by its command: little memory, more wrong characters, above all in tables."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from html import unescape

import cv2
import numpy as np

from giextract.errors import ReadingError
from giextract.reading.ocr_words import Image, Points, Reading, Rectangle, Word
from giextract.reading.scan_ink import ink_of
from giextract.reading.scan_tables import without_rules

COMMAND = "tesseract"
LANGUAGE = "chi_sim"
INSTALL = "apt install tesseract-ocr tesseract-ocr-chi-sim"
TIMEOUT = 300
SECONDS_TO_ASK = 20
CELL_HEIGHT = 48
"""Height in pixels to which clippings of cells are scaled; a letter is then about 32 high, what Tesseract reads best."""
CELLS_AT_ONCE = 60
TAKEN_FOR_DIGITS = "了工口下一丁乙OolIiQDBSZz"
"""Letters that lone digits are read as."""
SHORT = 3
"""Times its height that a clipping may be wide to be read as digits, too."""


@cache
def tesseract_engine() -> TesseractEngine:
    """The engine; ReadingError, with what to install, where the command or its language is not there."""
    found = shutil.which(COMMAND)
    if found is None:
        raise ReadingError(f"is scanned, and there is no {COMMAND} to read it; {INSTALL}")
    languages = _run([found, "--list-langs"], b"", SECONDS_TO_ASK).decode("utf-8", "replace").split()
    if LANGUAGE not in languages:
        raise ReadingError(f"is scanned, and {COMMAND} has no language {LANGUAGE}; {INSTALL}")
    return TesseractEngine(found, "osd" in languages)


class TesseractEngine:
    """Tesseract behind the interface of an engine; calls may come from any thread, each is a process of its own."""

    doubtful_below = 0.97
    finds_lines = False

    def __init__(self, command: str, knows_orientation: bool) -> None:
        self._command = command
        self._knows_orientation = knows_orientation

    def find(self, image: Image) -> list[Points]:
        """The corners of stretches of ink that look like text, without asking Tesseract."""
        height = _letter_height(image)
        ink = without_rules(ink_of(image, 2 * height), 2 * height)
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(int(1.2 * height), 3)), np.uint8))
        contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        found = []
        for contour in contours:
            box = _level(cv2.boxPoints(cv2.minAreaRect(contour)).astype(np.float64))
            down = float(np.linalg.norm(box[3] - box[0]))
            if 0.5 * height < down < 4 * height and np.linalg.norm(box[1] - box[0]) > 0.3 * height:
                found.append(_inflated(box, 0.2 * height))
        return found

    def quarter_turns(self, image: Image, found: list[Points]) -> int:
        """Quarter turns clockwise, from Tesseract's own look at script and orientation; 0 where it is not sure."""
        if not self._knows_orientation or len(found) < 3:
            return 0
        try:
            said = self._ask(image, ["--psm", "0", "-l", "osd"]).decode("utf-8", "replace")
        except ReadingError:
            return 0  # what it answers where there is too little text
        turn = re.search(r"Rotate: (\d+)", said)
        sure = re.search(r"Orientation confidence: ([\d.]+)", said)
        return int(turn[1]) // 90 % 4 if turn and sure and float(sure[1]) > 1 else 0

    def read_page(self, image: Image, found: list[Rectangle]) -> list[Word]:  # noqa: ARG002
        """The words of the page; Tesseract finds its own lines."""
        return _words(self._ask(_on_white(image), ["--psm", "6", "-l", LANGUAGE, *HOCR]))

    def read_cells(self, clippings: Sequence[Image]) -> list[Reading]:
        """What each clipping says; short ones are read a second time as digits, which single ones are often not taken for.

        The clippings are set one below the other, because starting the command takes longest.
        """
        prepared = [_cell_clipping(clip) for clip in clippings]
        readings = self._read_stacks(prepared, [])
        short = [index for index, clip in enumerate(prepared) if clip.shape[1] < SHORT * CELL_HEIGHT]
        as_digits = self._read_stacks(
            [prepared[index] for index in short], ["-c", "tessedit_char_whitelist=0123456789"]
        )
        for index, digits in zip(short, as_digits, strict=True):
            readings[index] = _settled(readings[index], digits)
        return readings

    def _read_stacks(self, clippings: list[Image], options: list[str]) -> list[Reading]:
        readings: list[Reading] = []
        for start in range(0, len(clippings), CELLS_AT_ONCE):
            readings += self._read_stack(clippings[start : start + CELLS_AT_ONCE], options)
        return readings

    def _read_stack(self, clippings: list[Image], options: list[str]) -> list[Reading]:
        width = max(clip.shape[1] for clip in clippings) + 2 * CELL_HEIGHT
        step = 2 * CELL_HEIGHT
        page = np.full((step * len(clippings), width, 3), 255, np.uint8)
        for row, clip in enumerate(clippings):
            top = row * step + CELL_HEIGHT // 2
            page[top : top + CELL_HEIGHT, CELL_HEIGHT : CELL_HEIGHT + clip.shape[1]] = clip
        rows: list[list[Word]] = [[] for _ in clippings]
        for word in _words(self._ask(page, ["--psm", "6", "-l", LANGUAGE, *HOCR, *options])):
            rows[min(int(word.middle // step), len(rows) - 1)].append(word)
        return [
            _reading(sorted(words, key=lambda word: word.left), clip.shape[1])
            for words, clip in zip(rows, clippings, strict=True)
        ]

    def _ask(self, image: Image, arguments: list[str]) -> bytes:
        encoded = cv2.imencode(".png", image[:, :, ::-1])[1].tobytes()
        return _run([self._command, "stdin", "stdout", "--dpi", "200", *arguments], encoded, TIMEOUT)


HOCR = ["-c", "tessedit_create_hocr=1", "-c", "hocr_char_boxes=1"]
_CHARACTER = re.compile(
    r"<span class='ocrx_word'[^>]*>|"
    r"<span class='ocrx_cinfo' title='x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)'>([^<]*)</span>"
)


def _words(hocr: bytes) -> list[Word]:
    """The words of Tesseract's hOCR output, with its boxes and confidences of characters."""
    words: list[list[tuple[str, tuple[float, ...]]]] = []
    for mark in _CHARACTER.finditer(hocr.decode("utf-8", "replace")):
        if mark[6] is None:
            words.append([])
        elif words and (text := unescape(mark[6]).strip()):
            values = tuple(float(value) for value in mark.group(1, 2, 3, 4, 5))
            words[-1].append((text[0], values))
    return [_word(characters) for characters in words if characters]


def _word(characters: list[tuple[str, tuple[float, ...]]]) -> Word:
    values = [value for _, value in characters]
    return Word(
        "".join(character for character, _ in characters),
        min(value[0] for value in values),
        min(value[1] for value in values),
        max(value[2] for value in values),
        max(value[3] for value in values),
        tuple(value[0] for value in values),
        tuple(min(value[4] / 100, 1.0) for value in values),
    )


def _settled(first: Reading, digits: Reading) -> Reading:
    """The reading of a short clipping: where the second look, for digits alone, sees others, they are doubtful."""
    if not digits.text or digits.text == "".join(character for character in first.text if character.isdigit()):
        return first
    letters = [character for character in first.text if character.isalpha()]
    if letters and not set(letters) <= set(TAKEN_FOR_DIGITS):
        return first
    return Reading(digits.text, digits.centres, (0.0,) * len(digits.text))


def _reading(words: list[Word], width: int) -> Reading:
    edges = [((edge - CELL_HEIGHT) / width) for word in words for edge in word.edges]
    ends = [*edges[1:], (words[-1].right - CELL_HEIGHT) / width] if words else []
    return Reading(
        "".join(word.text for word in words),
        tuple(min(max((start + end) / 2, 0.0), 1.0) for start, end in zip(edges, ends, strict=True)),
        tuple(confidence for word in words for confidence in word.confidences),
    )


def _on_white(image: Image) -> Image:
    """The page in grey with shading and the colour of the paper taken away."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((15, 15), np.uint8)), (0, 0), 8)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    white = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    return np.asarray(cv2.cvtColor(white, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def _cell_clipping(clip: Image) -> Image:
    """The clipping in its height for reading, its paper made white."""
    scale = CELL_HEIGHT / clip.shape[0]
    size = (max(round(clip.shape[1] * scale), 4), CELL_HEIGHT)
    scaled = cv2.resize(clip, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    dark, light = np.percentile(scaled, (1, 75))
    stretched = (scaled.astype(np.float32) - dark) * (255 / max(float(light - dark), 40.0))
    return np.asarray(stretched.clip(0, 255), dtype=np.uint8)


def _letter_height(image: Image) -> float:
    """The usual height of pieces of ink that may be letters."""
    ink = ink_of(image, 30)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sizes = stats[1:count, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    letters = sizes[(sizes >= 8) & (sizes <= 120)]
    return float(np.percentile(letters, 70)) if len(letters) else 24.0


def _level(corners: Points) -> Points:
    """Corners of a rectangle with the upper left one first, its longer side taken as level unless it stands upright."""
    by_height = corners[np.argsort(corners[:, 1])]
    upper, lower = by_height[:2], by_height[2:]
    upper, lower = upper[np.argsort(upper[:, 0])], lower[np.argsort(lower[:, 0])]
    return np.array([upper[0], upper[1], lower[1], lower[0]])


def _inflated(corners: Points, by: float) -> Points:
    centre = corners.mean(axis=0)
    away = corners - centre
    return np.asarray(corners + np.sign(away) * by, dtype=np.float64)


def _run(command: list[str], data: bytes, timeout: float) -> bytes:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # eight times as fast as its own threads
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise ReadingError(
            f"keeps {COMMAND} busy for more than {timeout:.0f} seconds; scan it again, or use rapidocr"
        ) from None
    except OSError as error:
        raise ReadingError(f"is scanned, and {COMMAND} cannot be started ({error.strerror}); {INSTALL}") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise ReadingError(f"was not read by {COMMAND} ({reason[0][:120]}); try rapidocr")
    return done.stdout
