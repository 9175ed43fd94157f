"""Files of the evals: JSON with sorted keys written by rename, JSON lines appended one by one. Saving raises.

What is read is read strictly, and what is no JSON, TOML or UTF-8 is a SuiteError of one line.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from giextract.errors import OutputError, SuiteError
from giextract.record import json_ready
from giextract.text.strict_json import parsed


def write_text(path: Path, text: str) -> None:
    """Write the whole file or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


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
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def end_last_line(path: Path) -> None:
    """Close a last line that a crash cut off, so that the next one stands by itself."""
    try:
        with path.open("ab+") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                file.write(b"\n")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def read_json(path: Path) -> Any:
    """Parsed JSON of a file, numbers as Python's own."""
    try:
        return json_ready(parsed(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} cannot be read: {reason(error)}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Parsed TOML of a file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SuiteError(f"{path} is not TOML: {reason(error)}") from error
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path} cannot be read: {reason(error)}") from error
    except RecursionError:
        raise SuiteError(f"{path} cannot be read: it is nested too deep") from None


def reason(error: Exception) -> str:
    """Why a file cannot be used, in one line without the traces of who found out."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(one)[:40] for one in first["loc"])
        return f"{place}: {first['msg']}" if place else first["msg"]
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return said.partition("\n")[0][:300]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers from 1, but for empty ones and a last one that a crash cut off."""
    try:
        text = path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else ""
    except OSError as error:
        raise SuiteError(f"{path} cannot be read: {reason(error)}") from error
    lines = text.split("\n")
    if not lines[-1].endswith("}"):
        lines.pop()
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
