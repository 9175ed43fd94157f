"""Signatures: what a score depends on, beside the score.

`gx|suite:dev|labels:3f2a9c1e#15|…|v:0.1.0`: joined key:value pairs, what is not set left out, the version last. In a
line of a table eight hex digits stand for it (`sig 3f2a9c1e`); the whole is printed once below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from giextract import __version__
from giextract.scoring import VERSION
from giextract.scoring.comparing import NORMALISER
from giextract.scoring.predictions import Prediction


def signature(
    suite: str,
    labels: str,
    backend: str,
    predictions: Sequence[Prediction],
    *,
    sections: Sequence[str] = (),
    epochs: int = 1,
    seed: int = 0,
) -> str:
    """The signature of the scores of one backend.

    `labels` is the hash of labels and reports with their number, `3f2a9c1e#15`; `backend` its name, which stands in where
    no record says what made it.
    """
    records = [prediction.record for prediction in predictions if prediction.record]
    parts: Mapping[str, str | None] = {
        "suite": suite,
        "labels": labels,
        "sections": ",".join(sorted(sections)) or None,
        "schema": _one({record.signature.schema_ for record in records}),
        "backend": _one({record.signature.backend for record in records} or {backend}),
        "model": _one({record.signature.model for record in records}),
        "prompts": _one({record.signature.prompts for record in records}),
        "text": _one({record.signature.text for record in records}),
        "ep": str(epochs),
        "norm": str(NORMALISER),
        "score": str(VERSION),
        "seed": str(seed),
        "v": __version__,
    }
    return "|".join(["gx", *(f"{key}:{value}" for key, value in parts.items() if value is not None)])


def _one(values: set[str | None] | set[str]) -> str | None:
    """The value all records share; records made in different ways are never scored as one thing unseen."""
    known = sorted(value for value in values if value is not None)
    return "+".join(known) or None


def short(whole: str) -> str:
    """Eight hex digits that stand for a signature."""
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def parts_of(whole: str) -> dict[str, str]:
    """Key -> value of a signature."""
    return dict(part.split(":", 1) for part in whole.split("|") if ":" in part)
