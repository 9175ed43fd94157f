"""Structured extraction, with proof, from Chinese government-disclosure annual reports (政府信息公开工作年度报告).

    >>> import giextract
    >>> record = giextract.extract("report.txt")                # doctest: +SKIP
    >>> record.values["disclosure"]["total"]                    # doctest: +SKIP
    412

What stands in `__all__` is the public surface; it is imported when first used, so that
`import giextract` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from giextract.errors import (
        BackendError,
        DecisionError,
        GiextractError,
        GroundingError,
        LabelError,
        NotAReportError,
        OutputError,
        QueuedError,
        ReadingError,
        RecordError,
        RunError,
        SchemaError,
        SettingsError,
        SuiteError,
    )
    from giextract.pipeline import extract
    from giextract.record import Record
    from giextract.schema import load_schema

__version__ = "0.1.0"

__all__ = [
    "BackendError",
    "DecisionError",
    "GiextractError",
    "GroundingError",
    "LabelError",
    "NotAReportError",
    "OutputError",
    "QueuedError",
    "ReadingError",
    "Record",
    "RecordError",
    "RunError",
    "SchemaError",
    "SettingsError",
    "SuiteError",
    "__version__",
    "extract",
    "load_schema",
]

_NAME_TO_MODULE = {"Record": "record", "extract": "pipeline", "load_schema": "schema"}


if not TYPE_CHECKING:  # a type checker that saw it would take any name for public

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_NAME_TO_MODULE.get(name, 'errors')}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
