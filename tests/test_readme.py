"""The README shows real output. `python tests/test_readme.py` puts the present output in, where it has changed."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def renewed(block: str) -> str:
    """A console block with the output that its commands have now."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, check=True
            )
            assert done.stderr == b""
            shown.append(f"{line}\n{done.stdout.decode()}")
    return "".join(shown)


def test_the_console_output_is_what_the_commands_print() -> None:
    blocks = CONSOLE.findall(README.read_text("utf-8"))
    assert blocks
    assert [renewed(block) for block in blocks] == blocks, "renew it: python tests/test_readme.py"


def test_the_python_example_gives_what_it_shows() -> None:
    code = f"import doctest, sys; sys.exit(doctest.testfile({str(README)!r}, module_relative=False).failed)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert doctest.DocTestParser().get_examples(README.read_text("utf-8"))


if __name__ == "__main__":
    README.write_text(CONSOLE.sub(lambda block: renewed(block[0]), README.read_text("utf-8")), "utf-8")
