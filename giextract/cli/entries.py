"""What `export` and `summary` read: folders of runs, and files of records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from giextract.export.entry import Entry


def entries(paths: tuple[str, ...]) -> Iterator[Entry]:
    """The entries of all `paths`, folders of runs, files of records, or folders of these, as they come.

    Raises RunError and RecordError where one of them holds nothing of the kind.
    """
    from giextract.batch.folder import entries as entries_of_run
    from giextract.export.entry import entries_of
    from giextract.review.record_files import read_records

    runs, others = _parted(paths)
    for run in runs:
        yield from entries_of_run(run)
    if others:
        yield from entries_of(read_records(others))


def extra_columns(paths: tuple[str, ...]) -> list[str]:
    """The columns that the manifests of the runs among `paths` carry along, each once, in their order."""
    from giextract.batch.folder import extra_names

    runs, _ = _parted(paths)
    return list(dict.fromkeys(name for run in runs for name in extra_names(run)))


def _parted(paths: tuple[str, ...]) -> tuple[list[Path], list[Path]]:
    """Folders of runs, and what else there is."""
    from giextract.batch.folder import is_run

    found = list(dict.fromkeys(Path(path) for path in paths))
    runs = [path for path in found if is_run(path)]
    return runs, [path for path in found if path not in runs]
