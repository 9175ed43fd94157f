"""Other programs that make files: LibreOffice (old Word files, PDF) and Chromium (PDF)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 120
"""Longer than this no conversion takes."""


class MissingProgramError(Exception):
    """A program that makes files is not installed; the message names it."""


def convert(source: Path, suffix: str) -> bytes:
    """What LibreOffice makes of a document, in the format of `suffix` (`doc`, `pdf`)."""
    with TemporaryDirectory() as folder:
        _run(
            "soffice",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            folder,
            str(source),
        )
        return (Path(folder) / f"{source.stem}.{suffix}").read_bytes()


def print_page(source: Path) -> bytes:
    """The PDF that Chromium prints of a web page on the disk; it is offered no network."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "page.pdf"
        _run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            source.resolve().as_uri(),
        )
        return made.read_bytes()


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise MissingProgramError(f"{program} is not installed; its formats are left out")
    subprocess.run([found, *arguments], check=True, capture_output=True, timeout=SECONDS)
