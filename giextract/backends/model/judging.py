"""Judging: a model's answer leaf by leaf, what of it is proved and what has to be asked again.

The judge accepts nothing that grounding would not: a leaf is accepted with the place of its value, or rejected with a reason
that a model can act on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from giextract.backends import Answer
from giextract.backends.model.arranging import arranged, by_key, line_in
from giextract.backends.model.citations import Citation, cited, own_citation, parts_of
from giextract.backends.model.fields import Field
from giextract.backends.model.forms import FormReading, holds, item_parts, row_cells, says, strange, taken
from giextract.backends.model.recasting import named_item, parted, row_of
from giextract.backends.model.retold import retold_cell, retold_row
from giextract.backends.model.rows import settle_cells, settle_item
from giextract.fixed_tables import KINDS
from giextract.schema import Leaf, Section
from giextract.settling import MARKS, Settled, located, settle
from giextract.stated import value_of
from giextract.text.clean import CleanText
from giextract.text.lines import Line


@dataclass(frozen=True, slots=True)
class Rejected:
    """A leaf (or a whole item or row) whose answer proves nothing: where it is in the answer, what it was, and why."""

    path: str
    where: str
    given: str
    reason: str
    line: int = 0


@dataclass(slots=True)
class Verdict:
    """What an answer came to."""

    accepted: list[Answer] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    understood: bool = True
    """Off where the answer says something and nothing of it was asked for."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges answers to one request: `fields` that were asked by section, `lines` that were sent by their number.

    `form` knows what the equations of a known form prove.
    """

    sections: Mapping[str, Section]
    fields: Mapping[str, tuple[Field, ...]]
    lines: Mapping[int, Line]
    clean: CleanText
    form: FormReading | None = None

    def verdict(self, answer: Mapping[str, Any]) -> Verdict:
        """The verdict on one parsed answer; keys that were not asked for are passed over."""
        verdict = Verdict()
        titles = {name: self.sections[name].title for name in self.fields}
        found = arranged(answer, self.fields, titles)
        verdict.understood = found is not None
        for name, given in (found or {}).items():
            self._object(self.fields[name], given, self.sections[name], verdict, name)
        return verdict

    def _object(
        self, asked: tuple[Field, ...], given: Mapping[str, Any], section: Section, verdict: Verdict, where: str
    ) -> None:
        for one in asked:
            answer = given.get(one.key)
            if answer is None or answer in ("", [], {}):
                continue
            here = f"{where}.{one.key}"
            if one.kind == "leaf":
                self._leaf(one.leaf, one.path, answer, section, verdict, here)
            elif one.kind == "object":
                self._row(one, answer, section, verdict, here)
            else:
                for index, item in enumerate(_items(one, answer)):
                    self._item(one, index, item, section, verdict, f"{here}[{index}]")

    def _leaf(self, leaf: Leaf | None, path: str, answer: Any, section: Section, verdict: Verdict, where: str) -> None:
        assert leaf is not None
        citation = cited(answer, leaf=True)
        if citation is None:
            return
        if isinstance(citation, str):
            verdict.rejected.append(Rejected(path, where, _short(answer), citation))
            return
        line = self.lines.get(citation.line)
        if line is None:
            verdict.rejected.append(Rejected(path, where, _short(answer), f"line {citation.line} was not sent"))
            return
        settled = settle(citation.quote, citation.state, leaf, section, line, self.clean)
        table = path.split("/")[1] in KINDS
        asks = self.form is not None and (table or settled.span is None or self.form.prints(settled.span))
        known = self.form.cell(path) if asks and self.form is not None else None
        if known is not None and self.form is not None:
            certain = known.state != "illegible" if table else self._longer(settled, known)
            if (settled.span is None or certain) and (
                self._in_cell(known, citation, line)
                or (table and retold_cell(self.form, known, self._titles(path), citation, line, self.clean))
            ):
                verdict.accepted.append(taken(known, path, citation))
                return
            if certain:
                settled = self._unless_another(settled, known, leaf, citation)
        settled = self._unless_strange(settled, path, leaf)
        self._take(leaf, path, citation, settled, verdict, where)

    def _longer(self, settled: Settled, known: Answer) -> bool:
        """Whether the figure runs on behind the cell that the form's equations tell apart."""
        if settled.span is None or known.span is None or not settled.span[0] <= known.span[0] < settled.span[1]:
            return False
        return (
            bool(re.search(r"\d", self.clean.text[known.span[1] : settled.span[1]])) or settled.span[0] < known.span[0]
        )

    def _titles(self, path: str) -> list[str]:
        """The titles of the row that `path` is or belongs to, and of its columns."""
        rows = (one for fields in self.fields.values() for one in fields if one.kind == "object")
        row = next((one for one in rows if f"{path}/".startswith(f"{one.path}/")), None)
        return [row.title, *(part.title for part in row.parts)] if row is not None else []

    def _in_cell(self, known: Answer, citation: Citation, line: Line) -> bool:
        """Whether the citation means the cell that the form's equations tell apart."""
        _, zone, _ = located(citation.quote, line, self.clean, False)
        return (zone is not None and holds(zone, known, self.clean)) or says(known, citation, line, self.clean)

    def _unless_another(self, settled: Settled, known: Answer, leaf: Leaf, citation: Citation) -> Settled:
        """`settled`, unless the table prints something else for the leaf: a figure of the next column proves nothing."""
        if settled.span is None or known.span is None:
            return settled
        same = known.state == citation.state
        if same and known.state == "stated":
            same = value_of(self.clean.printed(*settled.span), leaf) == value_of(self.clean.printed(*known.span), leaf)
        return settled if same else Settled(None, "the table prints something else in this cell")

    def _unless_strange(self, settled: Settled, path: str, leaf: Leaf) -> Settled:
        """`settled`, unless the fixed tables of the report say that its characters are another leaf's."""
        if self.form is None or settled.span is None or leaf.type not in (int, Decimal):
            return settled
        reason = strange(self.form, path, settled.span, self.clean)
        return settled if reason is None else Settled(None, reason)

    def _take(self, leaf: Leaf, path: str, citation: Citation, settled: Settled, verdict: Verdict, where: str) -> None:
        reason = settled.reason
        if settled.span and citation.state == "stated":
            value = value_of(self.clean.printed(*settled.span), leaf)
            if value is None:
                reason = f"these characters do not state a {leaf.type.__name__.lower()}"
        if reason or settled.span is None:
            hint = self._elsewhere(citation)
            given = f"{citation.line}|{citation.quote}"
            verdict.rejected.append(Rejected(path, where, given, f"{reason}{hint}", citation.line))
            return
        verdict.accepted.append(Answer(path, citation.state, citation.line, citation.quote, settled.span))

    def _elsewhere(self, citation: Citation) -> str:
        plain = MARKS.sub("", citation.quote).strip()
        if len(plain) < 4 or (citation.line in self.lines and plain in self.lines[citation.line].text):
            return ""
        found = [number for number, line in self.lines.items() if plain in line.text]
        return f"; they stand in line {found[0]}" if len(found) == 1 else ""

    def _item(self, one: Field, index: int, item: Any, section: Section, verdict: Verdict, where: str) -> None:
        path = f"{one.path}/{index}"
        if one.kind == "leaves":
            self._leaf(one.leaf, path, item, section, verdict, where)
            return
        own = by_key(item, one.parts) if isinstance(item, Mapping) else {}
        keyed: list[tuple[Field, Citation | str | None]]
        if own:
            line = line_in(item) if "line" not in own else None
            keyed = [(part, own_citation(own.get(part.key), line)) for part in one.parts]
            known = [citation.line for _, citation in keyed if isinstance(citation, Citation)]
            if line is None and len(set(known)) == 1:  # one part cites the line, the others mean it
                keyed = [(part, own_citation(own.get(part.key), known[0])) for part in one.parts]
        else:
            keyed = self._split(one, item, path, verdict, where)
        parts: list[tuple[str, Leaf, Citation]] = []
        for part, citation in keyed:
            if isinstance(citation, str):
                verdict.rejected.append(Rejected(f"{path}/{part.key}", f"{where}.{part.key}", _short(item), citation))
            elif citation is not None and part.leaf is not None:
                parts.append((part.key, part.leaf, citation))
        if parts:
            self._parts(parts, path, section, verdict, where)

    def _split(
        self, one: Field, item: Any, path: str, verdict: Verdict, where: str
    ) -> list[tuple[Field, Citation | str | None]]:
        whole = cited(item)
        if whole is None:
            return []
        if isinstance(whole, str):
            verdict.rejected.append(Rejected(path, where, _short(item), whole))
            return []
        found = parts_of(whole)
        if len(found) == 1 and len(one.parts) > 1:
            found = parted(whole, one.parts)
        if not found or len(found) > len(one.parts):
            names = "|".join(part.key for part in one.parts)
            reason = f"an item is line|{names}, with | between its parts and no more of them"
            verdict.rejected.append(Rejected(path, where, _short(item), reason, whole.line))
            return []
        return list(zip(one.parts, found, strict=False))

    def _parts(
        self, parts: list[tuple[str, Leaf, Citation]], path: str, section: Section, verdict: Verdict, where: str
    ) -> None:
        lines = [self.lines.get(citation.line) for _, _, citation in parts]
        if any(line is None for line in lines):
            number = next(citation.line for (_, _, citation), line in zip(parts, lines, strict=True) if line is None)
            given = "|".join(citation.quote for _, _, citation in parts)
            verdict.rejected.append(Rejected(path, where, given, f"line {number} was not sent", number))
            return
        first = lines[0]
        if first is not None and all(line is first for line in lines):
            placed = settle_item([(leaf, citation) for _, leaf, citation in parts], section, first, self.clean)
        else:
            placed = [
                settle(citation.quote, citation.state, leaf, section, line, self.clean)
                for (_, leaf, citation), line in zip(parts, lines, strict=True)
                if line is not None
            ]
        placed = [
            self._unless_strange(settled, f"{path}/{key}", leaf)
            for (key, leaf, _), settled in zip(parts, placed, strict=True)
        ]
        if any(settled.span is None for settled in placed):
            solved = self._solved_item(parts, path, first)
            if solved is not None:
                verdict.accepted.extend(solved)
                return
            given = f"{parts[0][2].line}|" + "|".join(citation.quote for _, _, citation in parts)
            failed = [
                (key, settled.reason) for (key, _, _), settled in zip(parts, placed, strict=True) if settled.reason
            ]
            reason = "; ".join(f"{key}: {reason}" for key, reason in failed)
            verdict.rejected.append(Rejected(path, where, given, reason, parts[0][2].line))
            return
        for (key, leaf, citation), settled in zip(parts, placed, strict=True):
            self._take(leaf, f"{path}/{key}", citation, settled, verdict, f"{where}.{key}")

    def _solved_item(
        self, parts: list[tuple[str, Leaf, Citation]], path: str, line: Line | None
    ) -> list[Answer] | None:
        """The parts of an item of the statistics form whose figures only the form's equations tell apart."""
        if self.form is None or line is None:
            return None
        found = item_parts(self.form, path.rpartition("/")[0], parts, line, self.clean)
        if found is None:
            return None
        return [taken(cell, f"{path}/{key}", citation) for (key, _, citation), cell in zip(parts, found, strict=True)]

    def _cells(self, one: Field, citation: Citation) -> list[tuple[str, Settled]] | str:
        line = self.lines.get(citation.line)
        if line is None:
            return f"line {citation.line} was not sent"
        return settle_cells(citation.quote, one.columns, line, self.clean)

    def _solved_row(self, one: Field, citation: Citation) -> list[Answer] | str | None:
        """The cells of a row of a fixed table, as its head and the form's equations leave them."""
        line = self.lines.get(citation.line)
        if self.form is None or line is None or citation.state != "stated":
            return None
        cells = row_cells(self.form, one.path, citation, line, self.clean)
        if not isinstance(cells, list):
            said = retold_row(self.form, one.path, self._titles(one.path), citation, line, self.clean)
            if said is None:
                return cells
            cells = [taken(cell, cell.path, citation) for cell in said]
        known = {part.path for part in one.parts}
        return [cell for cell in cells if cell.path in known]

    def _row(self, one: Field, answer: Any, section: Section, verdict: Verdict, where: str) -> None:
        citation = row_of(one, answer) or cited(answer)
        own = by_key(answer, one.parts) if isinstance(answer, Mapping) else {}
        if own and (number := line_in(answer)) is not None:
            own = {
                key: {"line": number, "quote": cell} if isinstance(cell, int | str) else cell
                for key, cell in own.items()
            }
        if not own and isinstance(citation, Citation) and (solved := self._solved_row(one, citation)) is not None:
            if isinstance(solved, str):
                verdict.rejected.append(Rejected(one.path, where, _short(answer), solved, citation.line))
            else:
                verdict.accepted.extend(solved)
            return
        in_form = self.form is not None and bool(self.form.row(one.path))
        if own and (in_form or not (isinstance(citation, Citation) and self._cells(one, citation))):
            self._object(one.parts, own, section, verdict, where)
            return
        if citation is None:
            return
        if isinstance(citation, str) or not one.columns:
            reason = citation if isinstance(citation, str) else "it is an object with keys of its own"
            verdict.rejected.append(Rejected(one.path, where, _short(answer), reason))
            return
        cells = self._cells(one, citation)
        if isinstance(cells, str):
            verdict.rejected.append(Rejected(one.path, where, _short(answer), cells, citation.line))
            return
        for leaf, (_, settled) in zip(one.columns, cells, strict=True):
            if (refused := self._unless_strange(settled, leaf.path, leaf).reason) is not None:
                verdict.rejected.append(Rejected(one.path, where, _short(answer), refused, citation.line))
                return
        for leaf, (state, settled) in zip(one.columns, cells, strict=True):
            cell = Citation(citation.line, citation.quote, "blank" if state == "blank" else "stated")
            self._take(leaf, leaf.path, cell, settled, verdict, where)


def _items(one: Field, answer: Any) -> list[Any]:
    """The items of a list, in any of the ways in which a list is answered."""
    if isinstance(answer, list):
        pair = len(answer) == 2 and isinstance(answer[0], int) and isinstance(answer[1], str)
        return [answer] if pair else answer
    if not isinstance(answer, Mapping) or by_key(answer, one.parts) or line_in(answer) is not None:
        return [answer]
    return [named_item(one, name, value) for name, value in answer.items()]


def _short(answer: Any) -> str:
    return str(answer)[:120]


def leaves_of(fields: Mapping[str, tuple[Field, ...]]) -> Iterator[Field]:
    """Every entry that was asked for, at the top of its section."""
    for asked in fields.values():
        yield from asked
