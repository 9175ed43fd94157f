"""Old Word files (.doc): which converter reads them, run beside this process with nothing of the user's in its reach.

LibreOffice makes a .docx and loses nothing; catdoc and antiword give plain text, with the cells of a row in one line.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder, GridCell, Run

TIME_LIMIT = 120.0
"""Seconds that one converter may take; LibreOffice needs one or two, and ten for a hundred pages on a slow machine."""
MAX_TEXT = 20_000_000
_GARBLED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffƒŠŒŽšœžŸˆ‹›„‡]")
"""Halves of Chinese characters taken for Latin letters. catdoc guesses for each 256 bytes whether they are Unicode, and
guesses wrong in many a Chinese document; a hundred characters are then lost, figures among them."""
MOST_GARBLED = 2
INSTALL = "install LibreOffice (apt install libreoffice-writer) or catdoc, or save it as .docx"

# LibreOffice with a profile of its own: no macros, no active content, no updates of links, no Java, and a proxy that
# nobody listens to, so that a picture or a section elsewhere is not fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>"""
_PROFILE_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE_VALUES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)

ReadDocx = Callable[[DocumentBuilder, bytes], None]


def converter_paths() -> dict[str, str]:
    """The converters that are installed, best first: name → path."""
    found: dict[str, str] = {}
    for name, programs in (
        ("LibreOffice", ("soffice", "libreoffice")),
        ("catdoc", ("catdoc",)),
        ("antiword", ("antiword",)),
    ):
        path = next((path for program in programs if (path := shutil.which(program))), None)
        if path:
            found[name] = path
    return found


def require_old_word(data: bytes) -> None:
    """Raise ReadingError for an old Office file, by its bytes, that is no Word document or is encrypted."""
    if _holds(data, "EncryptedPackage"):
        raise ReadingError("is encrypted; save a copy without its password")
    if not _holds(data, "WordDocument"):
        if _holds(data, "Workbook") or _holds(data, "Book"):
            raise ReadingError("is an old Excel workbook (.xls); save the sheet as PDF or text first")
        if _holds(data, "PowerPoint Document"):
            raise ReadingError("is an old PowerPoint file (.ppt); save it as PDF first")
        raise ReadingError("is a Microsoft file, but no Word document; save the report as .docx or PDF")
    # The file information block: mark at 0, flags at 10, of which 0x0100 says encrypted; it stands behind the header.
    if data[512:514] == b"\xec\xa5" and data[523] & 1:
        raise ReadingError("is encrypted; save a copy without its password")


def convert(data: bytes, builder: DocumentBuilder, read_docx: ReadDocx) -> None:
    """Add what a .doc shows to the document that is being built, by the first converter that can; `read_docx` reads
    what LibreOffice makes. Raises ReadingError where none is installed, or none can."""
    paths = converter_paths()
    if not paths:
        raise ReadingError(f"is an old Word file (.doc), and nothing here reads those; {INSTALL}")
    failures = []
    for name, path in paths.items():
        with tempfile.TemporaryDirectory(prefix="giextract-", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / "in.doc"
            source.write_bytes(data)
            try:
                if name == "LibreOffice":
                    converted = _by_libreoffice(path, source)
                else:
                    text = _by_printing(name, path, source)
            except ReadingError as error:
                failures.append(f"{name} {error.message}")
                continue
        if name == "LibreOffice":
            read_docx(builder, converted)
            return
        builder.warn(f"read by {name}, which knows no merged cells and no numbering; LibreOffice reads more of it")
        _add_text(builder, text, "|" if name == "antiword" else "\t")
        return
    hint = "" if "LibreOffice" in paths else ", or install LibreOffice (apt install libreoffice-writer)"
    raise ReadingError(f"is an old Word file that could not be read ({'; '.join(failures)}); save it as .docx{hint}")


def _by_libreoffice(path: str, source: Path) -> bytes:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(_PROFILE_ITEM.format(*one) for one in _PROFILE_VALUES)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items), "utf-8")
    arguments = [
        path, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--infilter=MS Word 97",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), source.name,
    ]  # fmt: skip
    _run(arguments, source.parent)
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise ReadingError("made nothing of it")
    return made.read_bytes()


def _by_printing(name: str, path: str, source: Path) -> str:
    options = ["-w", "-s", "cp936", "-d", "utf-8"] if name == "catdoc" else ["-w", "0", "-m", "UTF-8.txt"]
    text = _run([path, *options, source.name], source.parent).decode("utf-8", "replace")
    if not text.strip():
        raise ReadingError("found no text in it")
    if len(_GARBLED.findall(text)) > MOST_GARBLED:
        raise ReadingError("garbled it")
    return text


def _run(arguments: list[str], folder: Path) -> bytes:
    """What the program prints. It sees a home of its own and no network settings, and is ended with all it started."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9"),
    }  # fmt: skip
    if os.name == "nt":
        environment = {**os.environ, "TMP": str(folder), "TEMP": str(folder)}
    printed = folder / "printed"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )  # fmt: skip
        try:
            code = process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            _end(process)
            raise ReadingError(f"took longer than {TIME_LIMIT:.0f} seconds") from None
        except BaseException:
            _end(process)
            raise
    if code:
        raise ReadingError(f"failed (exit code {code})")
    if printed.stat().st_size > MAX_TEXT:
        raise ReadingError(f"gave more than {MAX_TEXT // 1_000_000} MB of text")
    return printed.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started, which LibreOffice does: its own program is a child of a script."""
    if os.name == "nt":
        process.kill()
    else:
        for sign in (signal.SIGTERM, signal.SIGKILL):  # when asked, LibreOffice removes its socket
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                process.wait(2)
    process.wait()


def _add_text(builder: DocumentBuilder, text: str, mark: str) -> None:
    """Add plain text; consecutive lines with as many cells, which `mark` divides, are the rows of a table.

    A row of fewer cells begins another table: whether cells were empty or merged in it, nobody knows.
    """
    rows: list[list[str]] = []
    for line in text.replace("\f", "\n").split("\n"):
        cells = _row(line, mark)
        if rows and len(cells) != len(rows[0]):
            builder.grid(list(_cells(rows)))
            rows = []
        if len(cells) > 1:
            rows.append(cells)
        elif line.strip():
            builder.line(line.strip("\r"))
    builder.grid(list(_cells(rows)))


def _row(line: str, mark: str) -> list[str]:
    cells = [cell.strip() for cell in line.split(mark)]
    return cells[1:-1] if mark == "|" and line.startswith(mark) else cells if mark != "|" else []


def _cells(rows: list[list[str]]) -> Iterator[GridCell]:
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            yield GridCell(number, column, [[Run(cell)]] if cell else [])


def _holds(data: bytes, stream: str) -> bool:
    """Whether the container has an entry of that name, which its directory spells in UTF-16 in 64 bytes."""
    return stream.encode("utf-16-le").ljust(min(64, 2 * len(stream) + 8), b"\0") in data
