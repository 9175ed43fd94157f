"""Scores with their intervals as an SVG picture that stands in the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

ROW = 24
LEFT = 190
WIDTH = 860
RIGHT = 170
LABEL = 27
"""Characters of a label that have room in LEFT; the whole of a longer one is its title."""
COLOURS = ("#1f5fa8", "#c2571a", "#2e7d4f", "#7a3fa0", "#8a6d00")
"""One for each backend, dark enough on white."""


@dataclass(frozen=True)
class Row:
    """One score: dot and bar; `marks` are other values on the same scale, by name (baselines)."""

    label: str
    score: Mapping[str, float | None]
    colour: int = 0
    marks: Mapping[str, float] = field(default_factory=dict)


def interval_plot(rows: Sequence[Row], title: str) -> str:
    """The rows on a scale from 0 to 1."""
    height = ROW * len(rows) + 34
    span = WIDTH - LEFT - RIGHT

    def x(value: float) -> float:
        return round(LEFT + span * min(1.0, max(0.0, value)), 1)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" class="plot">',
        *(
            f'<line x1="{x(tick / 10)}" x2="{x(tick / 10)}" y1="4" y2="{height - 24}" class="grid"/>'
            f'<text x="{x(tick / 10)}" y="{height - 8}" class="tick">{tick / 10:.1f}</text>'
            for tick in range(0, 11, 2)
        ),
    ]
    for index, row in enumerate(rows):
        y = 18 + ROW * index
        shown = row.label if len(row.label) <= LABEL else f"{row.label[: LABEL - 1]}…"
        parts.append(
            f'<text x="{LEFT - 10}" y="{y + 4}" class="name">{escape(shown)}<title>{escape(row.label)}</title></text>'
        )
        for turn, (name, mark) in enumerate(row.marks.items()):
            parts.append(
                f'<path d="M{x(mark)} {y - 6} v12" class="mark"><title>{escape(name)} {mark:.3f}</title></path>'
                f'<text {_beside(x(mark), y, turn, far=mark > 0.5)} class="markname">{escape(name)}</text>'
            )
        value, low, high = row.score["value"], row.score["low"], row.score["high"]
        if value is None:
            parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{y + 4}" class="value">no slots</text>')
            continue
        colour = COLOURS[row.colour % len(COLOURS)]
        said = f"{value:.3f}"
        if low is not None and high is not None:
            said += f" [{low:.3f}, {high:.3f}]"
            parts.append(f'<line x1="{x(low)}" x2="{x(high)}" y1="{y}" y2="{y}" stroke="{colour}" class="bar"/>')
        parts.append(
            f'<circle cx="{x(value)}" cy="{y}" r="4.5" fill="{colour}">'
            f"<title>{escape(row.label)} {said}</title></circle>"
        )
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{y + 4}" class="value">{said}</text>')
    return "".join([*parts, "</svg>"])


def _beside(x: float, y: int, turn: int, *, far: bool) -> str:
    """Where a mark's name goes: behind the mark, by turns above and below; `far` to the right before it, clear of the values."""
    return f'x="{x - 3}" y="{y - 5}" text-anchor="end"' if far else f'x="{x + 3}" y="{y - 2 + 11 * (turn % 2)}"'
