"""Rows: one answered string that holds several values of one place, an item of a list or a row of a table.

An item's parts are found together: behind its name the next figures of the text have to be the answered ones, so that a
figure of the neighbouring item is never taken for this one's. The cells of a row are counted off only where the text has as
many of them, printed or blank, as the table has columns.
"""

from __future__ import annotations

import re
from itertools import permutations

from giextract.backends.model.citations import Citation
from giextract.schema import Leaf, Section
from giextract.settling import COUNTED, MARKS, Settled, cells_run_together, figures_of, kind_of, settle
from giextract.stated import value_of
from giextract.text.clean import CleanText
from giextract.text.figures import UNITS, Figure, figures_between
from giextract.text.lines import Line
from giextract.text.quotes import occurrences

_REACH = 160
LETTERS_BETWEEN = 8
"""Letters between a name and its figure at the most (其中政府网站«公开政府信息»87条); behind a cell's border half as many."""
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_LABEL_END = re.compile(r"[\u3400-\u9fffA-Za-z）)》”]")
_BLANK_CELL = re.compile(r"[/\\—–-]+")
_CELL = re.compile(r"[-+]?\d[\d,.]*|[/\\—–-]+")
_BARS = re.compile(r"[ |]*")
_UNIT_CELL = re.compile(rf"\s*(?:{UNITS}|万?元)\s*")
_PADDED = re.compile(r"0\d")
_GROUPING = re.compile(r"[\s,，]")
_STOP = re.compile(r"[，。；、：\n|.．）)]")


def settle_item(parts: list[tuple[Leaf, Citation]], section: Section, line: Line, clean: CleanText) -> list[Settled]:
    """The places of the parts of one item, in their order."""
    if any(MARKS.search(citation.quote) for _, citation in parts):
        return [settle(c.quote, c.state, leaf, section, line, clean) for leaf, c in parts]
    together = _together(parts, line, clean)
    if together is not None:
        return together
    return [settle(c.quote, c.state, leaf, section, line, clean, alone=False) for leaf, c in parts]


def _together(parts: list[tuple[Leaf, Citation]], line: Line, clean: CleanText) -> list[Settled] | None:
    texts = [i for i, (leaf, c) in enumerate(parts) if leaf.type is str and c.state == "stated"]
    numbers = [i for i, (_, c) in enumerate(parts) if i not in texts and c.state == "stated"]
    if not texts or len(numbers) > 4:
        return None
    anchor = texts[0]
    found: list[dict[int, tuple[int, int]]] = []
    standing = occurrences(parts[anchor][1].quote, line, clean.text)
    apart = [place for place in standing if not _LETTER.match(clean.text[place[0] - 1 : place[0]] or " ")]
    for start, end in apart or standing:  # a name at the end of a longer one is not meant where it also stands apart
        places = _behind(parts, texts[1:], numbers, end, clean)
        if places is None and len(numbers) == 1:
            places = _before(parts[numbers[0]], numbers[0], start, line, clean)
        if places is not None:
            found.append({anchor: (start, end), **places})
    if len(found) != 1:
        return None
    return [Settled(found[0][i]) if i in found[0] else Settled(found[0][anchor]) for i in range(len(parts))]


def _behind(
    parts: list[tuple[Leaf, Citation]], texts: list[int], numbers: list[int], end: int, clean: CleanText
) -> dict[int, tuple[int, int]] | None:
    """Places of the other parts right behind a name that ends at `end`: the next figures, and texts between."""
    places: dict[int, tuple[int, int]] = {}
    for i in texts:
        start = clean.text.find(parts[i][1].quote, end, end + _REACH)
        if start < 0:
            return None
        places[i] = (start, start + len(parts[i][1].quote))
    following = figures_between(clean.text, end, end + _REACH)
    ahead = [f for f in following if f.kind in COUNTED and not _inside(f.start, places)][: len(numbers)]
    if len(ahead) < len(numbers) or (ahead and not _near(clean.text[end : ahead[0].start], places, end)):
        return None
    for order in permutations(ahead):
        taken = [_same_figure(figure, *parts[i], clean) for i, figure in zip(numbers, order, strict=True)]
        if all(taken):
            places.update({i: place for i, place in zip(numbers, taken, strict=True) if place})
            return places
    return None


def _near(gap: str, places: dict[int, tuple[int, int]], end: int) -> bool:
    """Whether the words between a name and its figure are few enough to belong to the name, and not to the next one."""
    for low, high in sorted(places.values(), reverse=True):
        gap = gap[: max(0, low - end)] + gap[max(0, high - end) :]
    head, *cells = re.split(r"[\n|]", gap)
    behind = [cell for cell in cells if not _UNIT_CELL.fullmatch(cell)]
    letters = len(_LETTER.findall(head)) + 2 * len(_LETTER.findall("".join(behind)))
    return letters <= LETTERS_BETWEEN and not re.search("[。；]", gap)


def _inside(offset: int, places: dict[int, tuple[int, int]]) -> bool:
    return any(low <= offset < high for low, high in places.values())


def _before(
    part: tuple[Leaf, Citation], index: int, start: int, line: Line, clean: CleanText
) -> dict[int, tuple[int, int]] | None:
    """The place of a figure that stands right before its name (30条网站信息)."""
    figures = [f for f in figures_between(clean.text, line.start, start) if f.kind in COUNTED and f.end <= start]
    if not figures or not figures[-1].unit or start - figures[-1].end > 6:
        return None
    if _STOP.search(clean.text, figures[-1].end, start):
        return None
    place = _same_figure(figures[-1], *part, clean)
    return {index: place} if place else None


def _same_figure(figure: Figure, leaf: Leaf, citation: Citation, clean: CleanText) -> tuple[int, int] | None:
    """The place of `figure` where it states what the quoted figure states, by the type of the leaf."""
    fits = {"count": ("count", "bare"), "percent": ("percent", "points", "bare"), "money": ("money", "bare", "count")}
    if figure.kind not in fits.get(kind_of(leaf), tuple(COUNTED)):
        return None
    quoted = [inner for inner in figures_of(citation.quote) if inner.kind in COUNTED or inner.kind == "article"]
    if len(quoted) != 1:
        return None
    if _PADDED.match(clean.text, figure.start) or cells_run_together(figure.start, clean):
        return None  # cells without a space between them
    printed = citation.quote[quoted[0].start : quoted[0].digits_end]
    own = clean.text[figure.start : figure.digits_end]
    if _GROUPING.sub("", printed) != _GROUPING.sub("", own):
        return None
    for stop in (figure.end, figure.digits_end):
        if value_of(clean.printed(figure.start, stop), leaf) is not None:
            return figure.start, stop
    return None


def settle_cells(
    quote: str, columns: tuple[Leaf, ...], line: Line, clean: CleanText
) -> list[tuple[str, Settled]] | str:
    """State and place of each cell of a row quoted whole, or the reason why its cells cannot be told apart."""
    found = occurrences(quote, line, clean.text)
    if len(found) != 1:
        times = f"{len(found)} times" if found else "not"
        return f"this row stands {times} in line {line.number}: copy the row with its label"
    start, end = _with_label(*found[0], line, clean)
    text = clean.text[start:end]
    labels = [match.end() for match in _LABEL_END.finditer(text)]
    tail = labels[-1] if labels else 0
    if labels and (barred := _between_bars(start + tail, end, len(columns), clean)):
        return barred
    cells = list(_CELL.finditer(text, tail))
    after = clean.text[end : end + 1]
    if after.isdigit() and text[-1:].isdigit():
        return "the quote cuts a figure in two: copy all its digits"
    if not labels or len(cells) != len(columns):
        return f"the row shows {len(cells)} cells and the table has {len(columns)} columns: answer its cells one by one"
    rest = clean.text[end : end + 12]
    if re.match(r"[ \n|]*\d", rest) and not re.match(r"[ \n|]*\d+[、.]", rest):
        return "more cells follow in the text than were quoted: answer the cells one by one"
    return [
        ("blank" if _BLANK_CELL.fullmatch(cell[0]) else "stated", Settled((start + cell.start(), start + cell.end())))
        for cell in cells
    ]


def _between_bars(start: int, end: int, count: int, clean: CleanText) -> list[tuple[str, Settled]] | None:
    """The cells between the bars behind a label that ends at `start`, empty ones too; None unless there are `count` of them."""
    behind = _BARS.match(clean.text, end)
    end = behind.end() if behind else end
    bars = [offset for offset in range(start, end) if clean.text[offset] == "|"]
    if len(bars) not in (count, count + 1) or clean.text[start : bars[0]].strip():
        return None
    if len(bars) == count and not clean.text[bars[-1] + 1 : end].strip():
        return None  # the bar that closes the line: a cell is missing
    found: list[tuple[str, Settled]] = []
    for low, high in zip(bars[:count], [*bars[1:], end][:count], strict=True):
        words = clean.text[low + 1 : high]
        place = low + 1 + len(words) - len(words.lstrip()), low + 1 + len(words.rstrip())
        if not words.strip():
            found.append(("blank", Settled((low, min(high + 1, end)))))
        elif _CELL.fullmatch(words.strip()):
            found.append(("blank" if _BLANK_CELL.fullmatch(words.strip()) else "stated", Settled(place)))
        else:
            return None
    return found


def _with_label(start: int, end: int, line: Line, clean: CleanText) -> tuple[int, int]:
    """The row from its label on, where only its cells were quoted and they stand right behind a label in the cited line."""
    before = clean.text[line.start : start]
    if _LABEL_END.search(clean.text, start, end) or not _LABEL_END.search(before):
        return start, end
    bare = before.rstrip(" |\n")
    return (line.start, end) if bare and _LABEL_END.fullmatch(bare[-1]) else (start, end)
