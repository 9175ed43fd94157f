"""RapidOCR as the engine: its models come with its wheel, and nothing is ever downloaded."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from rapidocr import RapidOCR

from giextract.errors import ReadingError
from giextract.reading.ocr_words import Image, Points, Reading, Rectangle, Word, word_of

MODELS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx", "Cls": "*_cls_*.onnx"}
FINDING_SIDE = 1440
"""The longer side of a page while text is looked for; text is then read in full size. In larger ones the detector finds
no more (on one photographed page it lost a line from 1600 on), and takes longer."""
SURE_OF_FINDING = 0.3
SURE_OF_TEXT = 0.4
"""Average confidence below which what was found is taken for dirt and no text."""
NARROWEST = 96
"""Width in pixels that clippings are filled up to, at a height of 48. The engine's own 320 takes three times as long for
a table's cells, and read them no better on a clean page (267 of 267 cells alike)."""
SURE = 0.95
"""Confidence from which a character is taken as read. Settled on made pages down to 100 dpi, blurred, with tables of digits: the
few wrong digits of these had less, as had one right digit in a hundred."""
VOTES = 12
BATCH = 6


@cache
def rapid_engine(threads: int) -> RapidEngine:
    """The engine, loaded once in a process; `threads` 0 is one for each core."""
    return RapidEngine(threads)


class RapidEngine:
    """RapidOCR behind the interface of an engine; calls may come from any thread."""

    doubtful_below = SURE
    finds_lines = True

    def __init__(self, threads: int) -> None:
        folder = Path(rapidocr.__file__).parent / "models"
        parameters: dict[str, Any] = {
            "Global.log_level": "critical",
            "Global.use_preprocess_img": False,
            "Global.return_word_box": True,
            "Global.text_score": 0.0,
            "Det.box_thresh": SURE_OF_FINDING,
            "Rec.rec_img_shape": [3, 48, NARROWEST],
            "Rec.rec_batch_num": BATCH,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
        }
        for part, pattern in MODELS.items():
            model = next(iter(sorted(folder.glob(pattern))), None)
            if model is None:
                raise ReadingError(
                    "is scanned, and RapidOCR has no models here; run pip install --force-reinstall rapidocr"
                )
            parameters[f"{part}.model_path"] = str(model)
        self._ocr: Any = RapidOCR(params=parameters)  # its own annotations do not say what it returns
        self._lock = threading.Lock()

    def find(self, image: Image) -> list[Points]:
        """The corners of each stretch of text."""
        scale = min(1.0, FINDING_SIDE / max(image.shape[:2]))
        small = image
        if scale < 1:
            small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        with self._lock:
            found = self._ocr(_bgr(small), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [] if boxes is None else [np.asarray(box, dtype=np.float64) / scale for box in boxes]

    def quarter_turns(self, image: Image, found: list[Points]) -> int:
        """Quarter turns clockwise that set the page upright, by the form of the stretches and by their letters."""
        longest = sorted(found, key=_length, reverse=True)[:VOTES]
        longest = [corners for corners in longest if _length(corners) > 2.5 * min(_sides(corners))]
        if not longest:
            return 0
        lying = sum(
            _length(corners) if _sides(corners)[1] > _sides(corners)[0] else -_length(corners) for corners in longest
        )
        turns = 1 if lying > 0 else 0
        clippings = [np.rot90(clip, -turns) if turns else clip for clip in (_clipped(image, box) for box in longest)]
        with self._lock:
            _, votes = self._ocr.cls_and_rotate([_bgr(clip) for clip in clippings])
        over: float = sum(score if label == "180" else -score for label, score in votes.cls_res)
        return (turns + 2) % 4 if over > 0 else turns

    def read_page(self, image: Image, found: list[Rectangle]) -> list[Word]:
        """The words at the places found."""
        height, width = image.shape[:2]
        places = []
        for left, top, right, bottom in found:
            place = (max(int(left), 0), max(int(top), 0), min(int(right + 1), width), min(int(bottom + 1), height))
            if place[2] - place[0] > 1 and place[3] - place[1] > 1:
                places.append(place)
        readings = self.read_cells([image[top:bottom, left:right] for left, top, right, bottom in places])
        return [word_of(reading, place) for reading, place in zip(readings, places, strict=True) if _is_text(reading)]

    def read_cells(self, clippings: Sequence[Image]) -> list[Reading]:
        """What each clipping says; those of which a character is unsure are looked at again, otherwise prepared."""
        readings = self._read(clippings)
        for prepare in (_in_wider_paper, _in_full_contrast):
            unsure = [
                index for index, reading in enumerate(readings) if reading.text and min(reading.confidences) < SURE
            ]
            again = self._read([prepare(clippings[index]) for index in unsure])
            for index, second in zip(unsure, again, strict=True):
                readings[index] = _surer(readings[index], second)
        return readings

    def _read(self, clippings: Sequence[Image]) -> list[Reading]:
        if not clippings:
            return []
        with self._lock:
            result = self._ocr.recognize_txt([_bgr(clip) for clip in clippings])
        return [
            _reading(text, info.word_cols, info.line_txt_len, info.confs)
            for text, info in zip(result.txts, result.word_results, strict=True)
        ]


def _reading(text: str, columns: list[list[int]], length: float, confidences: list[float]) -> Reading:
    """A reading out of the engine's columns, of which it has none for spaces; spaces at the ends are dropped."""
    if not text.strip():
        return Reading("", (), ())
    places = iter(column for word in columns for column in word)
    kept: list[tuple[str, float, float]] = []
    centre = 0.0
    for character, confidence in zip(text, confidences, strict=True):
        if not character.isspace():
            centre = min((next(places) + 0.5) / length, 1.0)
        kept.append((character, centre, float(confidence)))
    while kept[0][0].isspace():
        kept.pop(0)
    while kept[-1][0].isspace():
        kept.pop()
    return Reading(
        "".join(character for character, _, _ in kept),
        tuple(centre for _, centre, _ in kept),
        tuple(confidence for _, _, confidence in kept),
    )


def _in_wider_paper(clip: Image) -> Image:
    """The clipping with more of its own rim around it."""
    rim = max(2, clip.shape[0] // 8)
    return np.asarray(cv2.copyMakeBorder(clip, rim, rim, rim, rim, cv2.BORDER_REPLICATE), dtype=np.uint8)


def _in_full_contrast(clip: Image) -> Image:
    """The clipping from black to white."""
    dark, light = np.percentile(clip, (1, 90))
    stretched = (clip.astype(np.float32) - dark) * (255 / max(float(light - dark), 30.0))
    return np.asarray(stretched.clip(0, 255), dtype=np.uint8)


def _surer(first: Reading, second: Reading) -> Reading:
    """The reading with more confidence on the average; digits are no surer than in the look that was less sure of them.

    Where the two looks see different digits, all of them are doubtful.
    """
    chosen, other = (first, second) if _average(first) >= _average(second) else (second, first)
    least = iter([value for character, value in zip(other.text, other.confidences, strict=True) if character.isdigit()])
    alike = _digits(first) == _digits(second)
    doubted = tuple(
        min(value, next(least) if alike else SURE / 2) if character.isdigit() else value
        for character, value in zip(chosen.text, chosen.confidences, strict=True)
    )
    return Reading(chosen.text, chosen.centres, doubted)


def _average(reading: Reading) -> float:
    return sum(reading.confidences) / max(len(reading.text), 1)


def _digits(reading: Reading) -> str:
    return "".join(character for character in reading.text if character.isdigit())


def _is_text(reading: Reading) -> bool:
    return bool(reading.text) and _average(reading) >= SURE_OF_TEXT


def _sides(corners: Points) -> tuple[float, float]:
    return float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[3] - corners[0]))


def _length(corners: Points) -> float:
    return max(_sides(corners))


def _clipped(image: Image, corners: Points) -> Image:
    """The stretch of text, cut out along its own slope."""
    width, height = (max(round(side), 2) for side in _sides(corners))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height)), dtype=np.uint8)


def _bgr(image: Image) -> Image:
    return np.ascontiguousarray(image[:, :, ::-1])
