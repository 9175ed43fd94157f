"""Files of the evals: JSON with sorted keys written by rename, JSON lines appended one by one. Saving raises."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from giextract.errors import SuiteError


def write_text(path: Path, text: str) -> None:
    """Write the whole file or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise SuiteError(f"{path} cannot be written: {error.strerror or error}") from error


def write_json(path: Path, data: Any) -> None:
    """JSON with sorted keys, two spaces, a newline at the end."""
    write_text(path, json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n")


def append_line(path: Path, line: str) -> None:
    """One line more, on the disk before this returns."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise SuiteError(f"{path} cannot be written: {error.strerror or error}") from error


def end_last_line(path: Path) -> None:
    """Close a last line that a crash cut off, so that the next one stands by itself."""
    try:
        with path.open("ab+") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                file.write(b"\n")
    except OSError as error:
        raise SuiteError(f"{path} cannot be written: {error.strerror or error}") from error


def read_json(path: Path) -> Any:
    """Parsed JSON of a file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} cannot be read: {error}") from error


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file that are whole JSON objects; one that a crash cut off is left out."""
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
    except OSError as error:
        raise SuiteError(f"{path} cannot be read: {error}") from error
    for line in text.split("\n"):
        if line.startswith("{") and line.endswith("}"):
            try:
                json.loads(line)
            except ValueError:
                continue
            yield line
