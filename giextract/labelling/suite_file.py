"""The suite beside labels: `suite.toml`, with which `giextract eval` scores by them at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from giextract.errors import LabelError
from giextract.export.files import write_file
from giextract.scoring.suite import load_suite

NAME = "suite.toml"


@dataclass(frozen=True)
class SuiteFile:
    """The suite of labels of the reports in `files`, which the schema of this name asks for."""

    files: Sequence[Path]
    schema: str

    def reports(self) -> Path | None:
        """The folder in which all reports lie; None where they do not lie in one, or not on this machine."""
        folders = {file.parent.resolve() for file in self.files}
        return folders.pop() if len(folders) == 1 and all(file.is_file() for file in self.files) else None

    def require_room(self, folder: Path) -> None:
        """LabelError where labels of these reports cannot stand in `folder`: reports do, or its suite is for others."""
        if any(file.parent.resolve() == folder.resolve() for file in self.files):
            raise LabelError(f"{folder} holds the reports; give their labels a folder of their own")
        path = folder / NAME
        if not path.is_file():
            return
        suite = load_suite(str(path))
        place = Path(os.path.normpath(suite.folder / suite.reports))
        for file in self.files:
            if not any((place / f"{file.stem}{end}").is_file() for end in suite.formats):
                formats = " or ".join(suite.formats)
                raise LabelError(
                    f"{path} scores reports in {place} ({formats}), and {file.name} is none of them; "
                    "give its label another folder, or change that file"
                )

    def write(self, folder: Path) -> Path | None:
        """Write it into `folder`, where there is none yet; its path, None where the reports do not lie in one folder."""
        path = folder / NAME
        if path.is_file():
            return path
        lie_in = self.reports()
        if lie_in is None:
            return None
        reports = os.path.relpath(lie_in, folder.resolve()).replace(os.sep, "/")
        formats = sorted({file.suffix for file in self.files}, key=lambda end: (end != ".txt", end))
        name = re.sub(r"[^\w.-]", "_", folder.resolve().name) or "labels"
        lines = [
            f"name = {_quoted(name)}",
            'about = "labels from reviewed records"',
            f"reports = {_quoted(reports)}",
            'labels = "."',
            f"formats = [{', '.join(map(_quoted, formats))}]",
            f"schema = {_quoted(self.schema)}",
            'baselines = ["all_absent", "all_zero"]',
        ]
        write_file(path, ["\n".join(lines) + "\n"])
        return path


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
