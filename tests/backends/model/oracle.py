"""An oracle made from a label: it answers each field correctly, in the form that the prompt asks for.

Labels hold values and no places, so the place of each is looked for: where the rules read the same value, else in the
section's own lines, next to words of the field's title. What cannot be found is listed in `missing`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from opencc import OpenCC

from giextract.backends import Answer
from giextract.backends.model.citations import Citation
from giextract.backends.model.fields import Field
from giextract.backends.model.forms import FormReading, row_cells
from giextract.backends.model.rows import settle_cells, settle_item
from giextract.backends.rules import RulesBackend
from giextract.fixed_tables import KINDS
from giextract.pipeline import extract_document, prepare
from giextract.reading import read
from giextract.schema import Leaf, Schema, Section, load_schema
from giextract.sections import Routed, route
from giextract.settling import figures_of, settle
from giextract.stated import value_of
from giextract.text.clean import CleanText
from giextract.text.dates import find_dates
from giextract.text.lines import Line
from giextract.text.printed import denies
from giextract.text.quotes import occurrences

Place = tuple[int, int]
_SIMPLE = OpenCC("t2s")
_LETTER = re.compile("[\u4e00-\u9fff]")


@dataclass
class Oracle:
    """Knows one report and its label."""

    label: Mapping[str, Any]
    schema: Schema
    clean: CleanText
    lines: tuple[Line, ...]
    routed: Mapping[str, Routed]
    rule_places: Mapping[str, list[tuple[Any, Place, str]]]
    text: str
    missing: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.form = FormReading(self.routed)

    @classmethod
    def of(cls, report: Path, label: Path, schema: Schema | None = None) -> Oracle:
        schema = schema or load_schema()
        document = read(report)
        clean, skeleton, placed = prepare(document, schema)
        routed = route(clean, skeleton, placed, schema)
        record = extract_document(document, RulesBackend(), schema)
        found: dict[str, list[tuple[Any, Place, str]]] = {}
        for fact in record.facts:
            if fact.span and fact.check == "proved":
                start = bisect_left(clean.starts, fact.span[0])
                end = bisect_left(clean.ends, fact.span[1]) + 1
                value = {"state": "illegible"} if fact.state == "illegible" else fact.value
                found.setdefault(re.sub(r"/\d+", "/*", fact.path), []).append((value, (start, end), fact.path))
        lines = tuple(entry.line for entry in placed)
        return cls(json.loads(label.read_text()), schema, clean, lines, routed, found, document.text)

    def line_of(self, offset: int) -> Line:
        return next(line for line in self.lines if line.start <= offset < line.end)

    # Places of values

    def alternatives(self, path: str, value: Any) -> list[Any]:
        return [value, *self.label.get("also_right", {}).get(path, [])]

    def place(self, path: str, value: Any, leaf: Leaf, section: Section, sent: set[int]) -> Place | None:
        for wanted in self.alternatives(path, value):
            for known, place, _ in self.rule_places.get(leaf.path, []):
                if _same(known, wanted) and self.line_of(place[0]).number in sent:
                    return place
        best: tuple[int, Place] | None = None
        for wanted in self.alternatives(path, value):
            for place in self._candidates(wanted, leaf, sent):
                score = self._score(place, leaf, section)
                if best is None or score > best[0]:
                    best = (score, place)
            if best:
                return best[1]
        return None

    def _candidates(self, wanted: Any, leaf: Leaf, sent: set[int]) -> Iterator[Place]:
        for line in self.lines:
            if line.number not in sent:
                continue
            if leaf.type is bool:
                for match in re.finditer("领导小组|工作小组|领导组", line.text):
                    yield line.start + match.start(), line.start + match.end()
            elif leaf.type is str:
                for match in re.finditer(_loose(str(wanted)), self.clean.text[line.start : line.end + 400]):
                    if match.start() < line.end - line.start:
                        yield line.start + match.start(), line.start + match.end()
            elif leaf.type is date:
                for start, end, value in find_dates(self.clean.text, line.start, line.end):
                    if value.isoformat() == wanted:
                        yield start, end
            else:
                yield from self._numbers(wanted, leaf, line)

    def _numbers(self, wanted: Any, leaf: Leaf, line: Line) -> Iterator[Place]:
        for figure in figures_of(line.text):
            for stop in (figure.end, figure.digits_end):
                place = line.start + figure.start, line.start + stop
                value = value_of(self.clean.printed(*place), leaf)
                if value is not None and _same(value, wanted):
                    yield place
                    break
        if leaf.path.endswith("/year"):
            for match in re.finditer(r"\d{4}|[一二][〇○零oO0九][〇○零oO0一二三四五六七八九]{2}", line.text):
                value = value_of(match[0], leaf)
                if value == wanted:
                    yield line.start + match.start(), line.start + match.end()
        if wanted == 0:
            for match in re.finditer(r"(?:未|没有|没|无|不存在|不收|免|零)[^，。；]*", line.text):
                if denies(match[0]):
                    yield line.start + match.start(), line.start + match.end()

    def _score(self, place: Place, leaf: Leaf, section: Section) -> int:
        line = self.line_of(place[0])
        low = max(self.clean.text.rfind(mark, 0, place[0]) for mark in "。；\n，")
        near = self.clean.text[max(low, place[0] - 20) : place[1] + 6]
        title = re.sub(r"[^\u3400-\u9fff]", " ", leaf.title)
        pairs = {word[i : i + 2] for word in title.split() for i in range(len(word) - 1)}
        own = any(entry.line.number == line.number for entry in self.routed[section.name].own)
        return 3 * sum(pair in near for pair in pairs) + 2 * own + (line.start <= place[0] < place[1] <= line.end)

    def _miss(self, path: str, value: Any) -> None:
        if path not in self.places and not any(known.startswith(f"{path}/") for known in self.places):
            self.missing[path] = value

    # Answers

    def answer(self, sections: Mapping[str, tuple[Field, ...]], sent: set[int]) -> dict[str, Any]:
        """The answer to a request for `sections` that sent the lines numbered `sent`."""
        found: dict[str, Any] = {}
        for name, fields in sections.items():
            values = self.label["values"]
            values = values.get(name) if f"/{name}" == fields[0].path.rsplit("/", 1)[0] else values
            if isinstance(values, Mapping):
                answers = self._object(fields, values, self.schema.section(name), sent)
                if answers:
                    found[name] = answers
        return found

    def _object(
        self, fields: tuple[Field, ...], values: Mapping[str, Any], section: Section, sent: set[int]
    ) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for one in fields:
            if one.key not in values:
                continue
            value = values[one.key]
            if one.kind == "leaf" and one.leaf is not None:
                answer = self._in_form(one.path, value, sent) if section.name in KINDS else None
                answer = answer or self._leaf(one.path, value, one.leaf, section, sent)
                answer = answer or self._in_form(one.path, value, sent)
                if answer:
                    answers[one.key] = answer
            elif one.kind == "object":
                row = self._form_row(one, value, sent)
                if row is None and len(value) == len(one.columns) >= 3:
                    row = self._row(one, value, sent)
                inner = row or self._object(one.parts, value, section, sent)
                if inner:
                    answers[one.key] = inner
            elif one.kind == "leaves" and one.leaf is not None:
                items = [self._leaf(f"{one.path}/{i}", item, one.leaf, section, sent) for i, item in enumerate(value)]
                answers[one.key] = [item for item in items if item]
            else:
                answers[one.key] = self._items(one, value, section, sent)
        return answers

    def _leaf(self, path: str, value: Any, leaf: Leaf, section: Section, sent: set[int]) -> str | None:
        if isinstance(value, Mapping) or value is None:
            return self._empty(path, value, leaf, section, sent)
        place = self.place(path, value, leaf, section, sent)
        quote = self.quote(place, leaf, section) if place else None
        if place is None or quote is None:
            self._miss(path, value)
            return None
        self.places[path] = place
        self.missing.pop(path, None)
        return quote

    def _empty(self, path: str, value: Any, leaf: Leaf, section: Section, sent: set[int]) -> str | None:
        """The citation of a place that is printed and empty, or illegible, as the rules see it; its label goes with it."""
        state = "blank" if value is None else value["state"]
        for known, place, _ in self.rule_places.get(leaf.path, []):
            line = self.line_of(place[0])
            if known != value or line.number not in sent:
                continue
            for start in range(place[0], max(line.start, place[0] - 40) - 1, -1):
                for end in (place[0], place[1]):
                    quote = self.clean.text[start:end].replace("\n", " ")
                    settled = settle(quote, state, leaf, section, line, self.clean) if quote.strip() else None
                    if settled and settled.span:
                        self.places[path] = place
                        self.missing.pop(path, None)
                        return f"{line.number}|{state}|{quote}"
        self._miss(path, value)
        return None

    def quote(self, place: Place, leaf: Leaf, section: Section) -> str | None:
        """The shortest quote in the asked form that proves the value at `place`."""
        line = self.line_of(place[0])
        text = self.clean.text
        start, end = place
        for right in range(12):
            stop = min(end + right, max(line.end, end))
            for left in range(start, max(line.start, start - 90) - 1, -1):
                marked = f"{text[left:start]}«{text[start:end]}»{text[end:stop]}"
                tries = (text[left:stop], marked) if right == 0 else (marked,)
                for quote in tries:
                    if leaf.type is str and quote == text[left:stop] and left < start:
                        continue
                    settled = settle(quote, "stated", leaf, section, line, self.clean)
                    if (
                        settled.span
                        and overlap(settled.span, place)
                        and (leaf.type is not str or settled.span[0] == start)
                        and (leaf.type is not int or self._value(settled.span, leaf) == self._value(place, leaf))
                    ):
                        return f"{line.number}|{_elided(quote)}" if leaf.type is str else f"{line.number}|{quote}"
        return None

    def _value(self, place: Place, leaf: Leaf) -> Any:
        return value_of(self.clean.printed(*place), leaf)

    # Cells that only the form's equations tell apart: the row is copied as it is printed

    def _printed_row(self, low: int, high: int, sent: set[int]) -> tuple[int, str] | None:
        """Number of the line, and the label before the run of cells around [low, high) with all of the run."""
        text = self.clean.text
        while low > 0 and not _LETTER.match(text[low - 1]):
            low -= 1
        while high < len(text) and not _LETTER.match(text[high]):
            high += 1
        while high > low and text[high - 1] in " \n（、":
            high -= 1
        while text[low] in " \n":
            low += 1
        line = self.line_of(low)
        quote = text[low:high].replace("\n", " ")
        if text[line.start : low].strip() == "" and line.number in sent and len(occurrences(quote, line, text)) == 1:
            return line.number, quote  # a row without a label
        label = low
        while label > 0 and low - label < 40 and text[label - 1] not in "|\n0123456789。":
            label -= 1
            line = self.line_of(label)
            quote = text[label:high].replace("\n", " ")
            if low - label >= 2 and line.number in sent and len(occurrences(quote, line, text)) == 1:
                return line.number, quote
        return None

    def _in_form(self, path: str, value: Any, sent: set[int]) -> str | None:
        cell = self.form.cell(path)
        if cell is None or cell.span is None or not _agrees(cell, value):
            return None
        row = self._printed_row(*cell.span, sent)
        if row is None:
            return None
        self.places[path] = cell.span
        self.missing.pop(path, None)
        state = "" if cell.state == "stated" else f"{cell.state}|"
        return f"{row[0]}|{state}{row[1]}"

    def _form_row(self, one: Field, value: Mapping[str, Any], sent: set[int]) -> str | None:
        cells = self.form.row(one.path)
        if (
            not cells
            or not value
            or any(not _agrees(cell, value.get(cell.path.rpartition("/")[2], "absent")) for cell in cells)
        ):
            return None
        spans = [cell.span for cell in cells if cell.span]
        row = self._printed_row(min(spans)[0], max(spans, key=lambda span: span[1])[1], sent)
        if row is None:
            return None
        line = next(line for line in self.lines if line.number == row[0])
        if not isinstance(row_cells(self.form, one.path, Citation(*row), line, self.clean), list):
            return None
        for cell in cells:
            assert cell.span is not None
            self.places[cell.path] = cell.span
            self.missing.pop(cell.path, None)
        return f"{row[0]}|{row[1]}"

    def _row(self, one: Field, value: Mapping[str, Any], sent: set[int]) -> str | None:
        """The row of a table quoted whole, where its cells stand one behind the other."""
        cells = [value[part.key] for part in one.parts]
        pattern = r"[\s|]+".join(r"[-—–/\\]+" if cell is None else rf"0*{cell}" for cell in cells)
        title = re.sub(r"[^\u3400-\u9fff]", "", one.title.split("：")[-1])
        pairs = {title[i : i + 2] for i in range(len(title) - 1)}
        best: tuple[int, str, Place] | None = None
        for match in re.finditer(rf"(?<![\d.]){pattern}(?![\d.])", self.clean.text):
            line = self.line_of(match.start())
            label = self.clean.text[max(0, match.start() - 60) : match.start()]
            label = re.split(r"\d", label)[-1]
            score = sum(pair in label for pair in pairs)
            start = match.start() - len(label.lstrip("|\n 、.．）)"))
            if line.number not in sent or score == 0 or (best and score <= best[0]):
                continue
            quote = self.clean.text[start : match.end()].replace("\n", " ")
            best = score, f"{self.line_of(start).number}|{quote}", (match.start(), match.end())
        if best is None or int(best[1].split("|")[0]) not in sent:
            return None
        number, _, words = best[1].partition("|")
        line = next(line for line in self.lines if line.number == int(number))
        if isinstance(settle_cells(words, one.columns, line, self.clean), str):
            return None
        for part in one.parts:
            self.places[part.path] = best[2]
            self.missing.pop(part.path, None)
        return best[1]

    def _items(self, one: Field, values: list[Mapping[str, Any]], section: Section, sent: set[int]) -> list[Any]:
        answers: list[Any] = []
        for index, value in enumerate(values):
            path = f"{one.path}/{index}"
            self.shown[f"{one.path}/{len(answers)}"] = path
            answer = self._item(one, path, value, section, sent)
            if answer is None:
                self._miss(path, value)
            else:
                self.missing.pop(path, None)
                answers.append(answer)
        return answers

    def _item(self, one: Field, path: str, value: Mapping[str, Any], section: Section, sent: set[int]) -> Any:
        keys = [part for part in one.parts if value.get(part.key) is not None and part.leaf is not None]
        names = [part for part in keys if part.leaf is not None and part.leaf.type is str]
        numbers = [part for part in keys if part not in names]
        if not names:
            return None
        if (answer := self._form_item(one, path, value, sent)) is not None:
            return answer
        for name in self.alternatives(f"{path}/{names[0].key}", value[names[0].key]):
            for line in self.lines:
                if line.number not in sent:
                    continue
                for match in re.finditer(_loose(str(name)), line.text):
                    answer = self._item_at(one, path, names, numbers, value, line, match.span(), section)
                    if answer is not None:
                        return answer
        return None

    def _says(self, cell: Answer, value: Any) -> bool:
        if isinstance(value, str) and cell.span and cell.value is None:
            return _loosely(self.clean.text[slice(*cell.span)], value)
        return _agrees(cell, value)

    def _form_item(self, one: Field, path: str, value: Mapping[str, Any], sent: set[int]) -> str | None:
        """An item of the statistics form whose figures only the form's equations tell apart."""
        for known in self.form.items(one.path):
            if not all(self._says(cell, value.get(key, "absent")) for key, cell in known.items()):
                continue
            spans = {key: cell.span for key, cell in known.items() if cell.span}
            line = self.line_of(min(spans.values())[0])
            if line.number not in sent:
                continue
            self.places.update({f"{path}/{key}": span for key, span in spans.items()})
            words = [
                "" if part.key not in spans
                else self.clean.text[slice(*spans[part.key])] if known[part.key].state == "stated"
                else known[part.key].state
                for part in one.parts
            ]  # fmt: skip
            return f"{line.number}|" + "|".join(words).rstrip("|")
        return None

    def _item_at(
        self, one: Field, path: str, names: list[Field], numbers: list[Field], value: Mapping[str, Any],
        line: Line, name: Place, section: Section,
    ) -> Any:  # fmt: skip
        start, end = line.start + name[0], line.start + name[1]
        places: dict[str, Place] = {names[0].key: (start, end)}
        window = self.clean.text[end : end + 160]
        for part in names[1:]:
            offset = window.find(str(value[part.key]))
            if offset < 0:
                return None
            places[part.key] = end + offset, end + offset + len(str(value[part.key]))
        position = 0
        for part in numbers:
            assert part.leaf is not None
            spot = self._next(window, position, end, value[part.key], part.leaf)
            if spot is None:
                return self._spread(path, names, numbers, value, line, (start, end), section)
            places[part.key] = end + spot[0], end + spot[1]
            position = spot[1]
        parts = [
            (part.leaf, Citation(line.number, self.clean.text[slice(*places[part.key])]))
            for part in one.parts
            if part.key in places and part.leaf is not None
        ]
        settled = settle_item(parts, section, line, self.clean)
        wanted = [places[part.key] for part in one.parts if part.key in places]
        if not all(s.span and overlap(s.span, w) for s, w in zip(settled, wanted, strict=True)):
            return self._spread(path, names, numbers, value, line, (start, end), section)
        for part in one.parts:
            if part.key in places:
                self.places[f"{path}/{part.key}"] = places[part.key]
        words = [
            self.clean.text[slice(*places[part.key])].replace("\n", "") if part.key in places else ""
            for part in one.parts
        ]
        return f"{line.number}|" + "|".join(words).rstrip("|")

    def _next(self, window: str, position: int, base: int, wanted: Any, leaf: Leaf) -> Place | None:
        for figure in figures_of(window):
            if figure.start < position or figure.start > position + 40:
                continue
            for stop in (figure.end, figure.digits_end):
                value = value_of(self.clean.printed(base + figure.start, base + stop), leaf)
                if value is not None and _same(value, wanted):
                    return figure.start, stop
        return None

    def _spread(
        self, path: str, names: list[Field], numbers: list[Field], value: Mapping[str, Any],
        line: Line, name: Place, section: Section,
    ) -> Any:  # fmt: skip
        """An item whose figure does not follow its name: each part quoted by itself."""
        answer: dict[str, str] = {}
        assert names[0].leaf is not None
        quoted = self.quote(name, names[0].leaf, section)
        if quoted is None:
            return None
        answer[names[0].key] = quoted
        places = {names[0].key: name}
        for part in numbers:
            assert part.leaf is not None
            spots = sorted(self._numbers(value[part.key], part.leaf, line), key=lambda spot: abs(spot[0] - name[1]))
            if not spots:
                return None
            quoted = self.quote(spots[0], part.leaf, section)
            if quoted is None:
                return None
            answer[part.key] = quoted
            places[part.key] = spots[0]
        for key, place in places.items():
            self.places[f"{path}/{key}"] = place
        return answer


def _agrees(cell: Answer, value: Any) -> bool:
    """Whether the form's cell is what the label says."""
    if isinstance(value, Mapping) or value is None:
        return cell.state == ("blank" if value is None else value["state"])
    return cell.state == "stated" and _same(cell.value, value)


def _loosely(printed: str, value: str) -> bool:
    return re.fullmatch(_loose(value), printed.replace("\n", "")) is not None


def _elided(quote: str) -> str:
    return quote if len(quote) < 40 or "«" in quote else f"{quote[:12]}…{quote[-12:]}"


def _loose(text: str) -> str:
    """A pattern for `text` that passes over white space and widths."""
    text = _SIMPLE.convert(unicodedata.normalize("NFKC", text))
    return r"\s*".join(_character(character) for character in text if not character.isspace())


def _character(character: str) -> str:
    same = {
        '"': '["“”]',
        "'": "['‘’]",
        "-": "[-—－–]{1,2}",
        ",": "[,，]",
        ":": "[:：]",
        "(": "[(（]",
        ")": "[)）]",
        "1": "[1lI]",
    }
    return same.get(character, re.escape(character))


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    if isinstance(value, date):
        return value.isoformat() == str(wanted)
    if isinstance(value, int | Decimal) and isinstance(wanted, int | float):
        return Decimal(str(value)) == Decimal(str(wanted))
    return str(value) == str(wanted)


def overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
