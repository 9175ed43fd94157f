"""Where a run comes from: commit, whether the tree was dirty, versions of packages."""

from __future__ import annotations

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("pydantic", "openai", "instructor", "tenacity", "diskcache", "opencc")


def provenance(folder: Path = Path()) -> dict[str, Any]:
    """What run.json says about the code that made it."""
    commit = _git(folder, "rev-parse", "HEAD")
    return {
        "commit": commit,
        "dirty": bool(_git(folder, "status", "--porcelain")) if commit else None,
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
    }


def person(folder: Path = Path()) -> str:
    """Who works here, as git knows."""
    return _git(folder, "config", "user.name") or "unknown"


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
