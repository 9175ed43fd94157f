"""Pages that came as a file each, read and put together to one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from giextract.document import Document, Page
from giextract.reading import read


def read_files(files: Sequence[Path]) -> Document:
    """The document in one file, or in files of which each is a page. Raises ReadingError."""
    return joined([read(file) for file in files])


def joined(documents: Sequence[Document]) -> Document:
    """One document after the other, with offsets and page numbers moved to fit; the first's path and hash."""
    if len(documents) == 1:
        return documents[0]
    text = ""
    pages: list[Page] = []
    boxes, grids, doubtful = [], [], []
    warnings: dict[str, None] = {}
    for one in documents:
        shift, before = len(text), len(pages)
        text += one.text
        pages += [
            replace(page, number=page.number + before, start=page.start + shift, end=page.end + shift)
            for page in one.pages or (Page(1, 0, len(one.text)),)
        ]
        boxes += [
            replace(box, start=box.start + shift, end=box.end + shift, page=box.page + before) for box in one.boxes
        ]
        for grid in one.grids:
            cells = tuple(replace(cell, start=cell.start + shift, end=cell.end + shift) for cell in grid.cells)
            grids.append(replace(grid, start=grid.start + shift, end=grid.end + shift, cells=cells))
        doubtful += [(start + shift, end + shift) for start, end in one.doubtful]
        warnings.update(dict.fromkeys(one.warnings))
    return replace(
        documents[0],
        text=text,
        pages=tuple(pages),
        boxes=tuple(boxes),
        grids=tuple(grids),
        doubtful=tuple(doubtful),
        warnings=tuple(warnings),
    )
