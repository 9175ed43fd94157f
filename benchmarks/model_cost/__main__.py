"""What a report costs: requests, characters and tokens of each way to ask, and what its proofs are worth.

    python -m benchmarks.model_cost [REPORTS_FOLDER LABELS_FOLDER [PATTERN]]

All ask the same oracle server, so that nothing depends on a model. A place is right where it overlaps the one at which the
value is printed. A wrong figure is a printed one answered one too high, each by itself. LangExtract is installed from the
package registry into an environment of its own.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.model_cost.peers import langextract, one_instructor_call
from benchmarks.model_cost.reports import Report, load
from benchmarks.model_cost.server import Count, Server, serving
from giextract.backends.model import ModelBackend, Profile
from giextract.backends.model.judging import Judge
from giextract.pipeline import extract_document
from giextract.reading import read
from giextract.schema import load_schema
from tests.backends.model.desk import tokens
from tests.backends.model.lies import item_figures, leaves, nested, one_too_high
from tests.backends.model.oracle import overlap

ROOT = Path(__file__).parents[2]
LONG = 20_000
Row = dict[str, str]


def ours(served: Server, reports: list[Report], mode: str) -> Row:
    """Our own requests."""
    schema = load_schema()
    stable = right = placed = routed = tried = taken = 0
    served.count = Count()
    with ModelBackend("oracle", Profile(base_url=served.url, model="m", mode=mode)) as backend:
        for report in reports:
            record = extract_document(read(report.path), backend, schema)
            spans = {fact.path: fact.span for fact in record.facts if fact.check == "proved"}
            planned = backend.planner(schema).requests(report.oracle.routed)
            lines = {line.number for request in planned for line in request.lines}
            stable += sum(len(request.messages[0]["content"]) + len(request.opening) for request in planned)
            for path, place in report.oracle.places.items():
                placed += 1
                right += _is_right(path, report, spans)
                routed += report.oracle.line_of(place[0]).number in lines
            for request in planned:
                sent = {line.number: line for line in request.lines}
                judge = Judge(request.sections, request.fields, sent, report.oracle.clean, report.oracle.form)
                answer = report.oracle.answer(request.fields, {line.number for line in request.lines})
                for path_, lie in _lies(request.fields, answer):
                    tried += 1
                    taken += judge.verdict(nested(path_, lie)).accepted != []
    row = _row(served.count, len(reports))
    return row | {
        "same prefix": f"{stable / sum(map(len, served.count.sent)):.0%}",
        "right places": f"{right / placed:.1%} of {placed}",
        "wrong figures with a span": f"{taken} of {tried}",
        "proofs in routed lines": f"{routed / placed:.1%}",
    }


def _is_right(path: str, report: Report, spans: dict[str, Any]) -> bool:
    """Whether the record has the leaf at its place; an item is known by the place of its first part, whatever its number."""
    oracle = report.oracle

    def at(own: str, labelled: str) -> bool:
        span = spans.get(own)
        return span is not None and overlap(span, oracle.clean.span(*oracle.places[labelled]))

    index = re.search(r"/(\d+)(?=/|$)", path)
    if index is None:
        return at(path, path)
    head, rest = path[: index.start()], path[index.end() :]
    first = next(known for known in oracle.places if known.startswith(f"{head}/{index[1]}/") or known == path)
    own = {match[1] for known in spans if (match := re.match(rf"{re.escape(head)}/(\d+)(?=/|$)", known))}
    return any(at(f"{head}/{i}{rest}", path) and at(f"{head}/{i}{first[index.end() :]}", first) for i in own)


def _lies(fields: Any, answer: Any) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    for path, quote in leaves(answer):
        field = next(one for one in fields[path[0]] if one.key == path[1])
        if field.kind == "items" and len(path) == 3:
            found.extend((path, lie) for lie in item_figures(quote))
        elif field.leaf is None or field.leaf.type not in (str, bool):
            lie = one_too_high(quote)
            found.extend([(path, lie)] if lie else [])
    return found


def peer_langextract(served: Server, reports: list[Report], **settings: Any) -> tuple[Row, str]:
    """LangExtract, and its version."""
    served.count = Count()
    result = langextract(served.url, reports, **settings)
    right = placed = 0
    for report, found in zip(reports, result["found"], strict=True):
        path_to_span = {name: (start, end) for name, start, end in found if start is not None}
        for leaf in report.leaves:
            placed += 1
            span = path_to_span.get(leaf.path)
            right += span is not None and overlap(span, leaf.place)
    row = _row(served.count, len(reports)) | {
        "right places": f"{right / placed:.1%} of {placed}",
        "wrong figures with a span": f"{sum(result['lies'])} of {len(result['lies'])}",
    }
    return row, str(result["version"])


def peer_instructor(served: Server, reports: list[Report]) -> Row:
    """One instructor call: values without any place, so that no figure is checked."""
    served.count = Count()
    one_instructor_call(served.url, reports)
    return _row(served.count, len(reports)) | {"right places": "no places", "wrong figures with a span": "all taken"}


def _row(count: Count, reports: int) -> Row:
    averages = count.averages(reports)
    return {name: f"{value:,.1f}" if name == "requests" else f"{value:,.0f}" for name, value in averages.items()}


def main(arguments: list[str]) -> None:
    """Print the comparison."""
    folders = (
        [Path(one) for one in arguments[:2]]
        if len(arguments) > 1
        else [ROOT / "evals" / "reports", ROOT / "evals" / "labels"]
    )
    reports = load(folders[0], folders[1], arguments[2] if len(arguments) > 2 else "[a-d]*.json")
    characters = sum(len(report.text) for report in reports) / len(reports)
    measured = sum(tokens(report.text) for report in reports) / len(reports)
    rows: dict[str, Row] = {"text alone": {"characters in": f"{characters:,.0f}", "tokens in": f"{measured:,.0f}"}}
    with serving(reports) as served:
        rows["one instructor call"] = peer_instructor(served, reports)
        best, version = peer_langextract(served, reports, chinese=True, fuzzy=True, max_char_buffer=LONG)
        rows[f"LangExtract {version}, best"] = best
        rows["LangExtract, exact places"] = peer_langextract(
            served, reports, chinese=True, fuzzy=False, max_char_buffer=LONG
        )[0]
        rows["LangExtract, as it comes"] = peer_langextract(
            served, reports, chinese=False, fuzzy=True, max_char_buffer=1000
        )[0]
        for mode in ("json", "tools", "json_schema"):
            rows[f"giextract, {mode}"] = ours(served, reports, mode)
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    table = Table("", *columns, title=f"{len(reports)} reports, averages per report")
    for name, row in rows.items():
        table.add_row(name, *(row.get(column, "") for column in columns))
    Console(width=200).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
