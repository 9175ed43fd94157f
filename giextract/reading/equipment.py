"""What this machine can read: each format, by what and in which version, or the command that installs what is missing.

Nothing is imported to find out: distributions are looked up, programs are asked for their versions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path

from giextract.reading.readers import ENTRY_POINTS, FORMAT_TO_READER
from giextract.settings import Ocr

TIME_LIMIT = 10.0
"""Seconds that a program may take to say its version."""
CHINESE = ("chi_sim", "chi_tra")
_MODULE_TO_DISTRIBUTIONS = {
    "cv2": ("opencv-python-headless", "opencv-python", "opencv-contrib-python"),
    "docx": ("python-docx",),
    "PIL": ("pillow",),
}
_VERSION = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True)
class Ability:
    """Whether one kind of file can be read.

    `versions` maps what reads it, as far as it is here, to its version (empty where none is told); `remedy` says what to
    do where `works` is false, or what would do it better.
    """

    what: str
    works: bool
    versions: dict[str, str] = field(default_factory=dict)
    remedy: str = ""


def abilities() -> dict[str, Ability]:
    """By format: plain text, web pages, Word, PDF, and images by each of the engines that read scans."""
    found = {"text": Ability("plain text", True, _versions(("charset_normalizer", "opencc")))}
    for form, reader in FORMAT_TO_READER.items():
        found[form] = _by_modules(reader.what.removeprefix("a "), reader.needs, reader.extra)
    found["doc"] = _old_word(found["doc"])
    image = found.pop("image")
    found["rapidocr"] = _with_models(Ability("images, by rapidocr", image.works, image.versions, image.remedy))
    found["tesseract"] = _tesseract()
    return found


def engine_of(ocr: Ocr, by_format: dict[str, Ability]) -> Ability | None:
    """What reads scanned pages under that setting; None where nothing is to."""
    return None if ocr == "off" else by_format[ocr]


@dataclass(frozen=True)
class Plugin:
    """A reader of another package; `works` says that its module is there, which is all that is looked at."""

    name: str
    value: str
    version: str
    works: bool


def plugins() -> list[Plugin]:
    """The plug-ins that other packages offer, by name."""
    return sorted(
        (
            Plugin(
                entry.name,
                entry.value,
                f"{entry.dist.name} {entry.dist.version}" if entry.dist else "",
                _is_there(entry.module.partition(".")[0]),
            )
            for entry in metadata.entry_points(group=ENTRY_POINTS)
        ),
        key=lambda plugin: plugin.name,
    )


def _by_modules(what: str, modules: Iterable[str], extra: str) -> Ability:
    modules = tuple(modules)
    missing = [module for module in modules if not _is_there(module)]
    remedy = f"pip install 'giextract[{extra}]'" if missing else ""
    return Ability(what, not missing, _versions(modules), remedy)


def _versions(modules: Iterable[str]) -> dict[str, str]:
    """Distribution → version, of those modules that are there."""
    found = {}
    for module in modules:
        if not _is_there(module):
            continue
        names = _MODULE_TO_DISTRIBUTIONS.get(module, (module,))
        for name in names:
            try:
                found[name.replace("_", "-").lower()] = metadata.version(name)
            except metadata.PackageNotFoundError:
                continue
            break
        else:
            found[names[0]] = ""
    return found


def _is_there(module: str) -> bool:
    try:
        return util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _old_word(docx: Ability) -> Ability:
    """The converters, with their versions; the first one is used. What LibreOffice makes is read as a .docx is."""
    from giextract.reading.old_word import converter_paths

    name_to_option = {"LibreOffice": "--version", "catdoc": "-V", "antiword": ""}
    versions = {
        name: _version(_said(path, name_to_option[name])) if name_to_option[name] else ""
        for name, path in converter_paths().items()
    }
    what = "old Word file (.doc)"
    if not docx.works:
        return Ability(what, False, versions, docx.remedy)
    if not versions:
        return Ability(what, False, {}, "apt install libreoffice-writer (or catdoc)")
    return Ability(what, True, versions, "" if "LibreOffice" in versions else "better: apt install libreoffice-writer")


def _with_models(rapidocr: Ability) -> Ability:
    """rapidocr reads nothing without its models, which come in its wheel and would otherwise be fetched."""
    spec = util.find_spec("rapidocr") if rapidocr.works else None
    if spec is None or spec.origin is None or any((Path(spec.origin).parent / "models").glob("*.onnx")):
        return rapidocr
    remedy = "pip install --force-reinstall rapidocr (its models are missing)"
    return Ability(rapidocr.what, False, rapidocr.versions, remedy)


def _tesseract() -> Ability:
    path = shutil.which("tesseract")
    what = "images, by tesseract"
    install = "apt install tesseract-ocr tesseract-ocr-chi-sim"
    if path is None:
        return Ability(what, False, {}, install)
    languages = _said(path, "--list-langs").split()
    chinese = [language for language in CHINESE if language in languages]
    versions = {"tesseract": " ".join([_version(_said(path, "--version")), *chinese]).strip()}
    return Ability(what, "chi_sim" in chinese, versions, "" if "chi_sim" in chinese else install)


def _said(path: str, option: str) -> str:
    """What a program says of itself, in a folder and home of its own; nothing where it fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="giextract-", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder}
        try:
            done = subprocess.run(
                [path, option], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=TIME_LIMIT, check=False,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return ""
        return (done.stdout + done.stderr).decode("utf-8", "replace")


def _version(said: str) -> str:
    found = _VERSION.search(said)
    return found[0] if found else ""
