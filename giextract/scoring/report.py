"""The report of a run as text: what is to be known in at most 40 lines, and all of it.

The more backends a run has, the fewer lines has each; whatever has no room stands in details.txt and on the page. Every
score bears its interval and short signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from giextract.scoring.completeness import gaps
from giextract.scoring.intervals import FEW
from giextract.scoring.outcomes import OUTCOMES

WORST = 6
MOST_LINES = 40


def report(data: Mapping[str, Any]) -> str:
    """The text for a summary, `Result.data`, in at most 40 lines."""
    whole = _blocks(data, _Room(None, "all"))
    if _lines(whole) <= MOST_LINES:
        return "\n\n".join(whole) + "\n"
    left = MOST_LINES - 2
    for room in _ROOMS:
        blocks = _blocks(data, room)
        if _lines(blocks) <= left:
            break
    text = "\n\n".join(blocks) if room.blank else "\n".join(blocks)
    lines = text.split("\n")
    if len(lines) > left:
        lines = [*lines[: left - 1], f"… {len(lines) - left + 1} lines more"]
    return "\n".join([*lines, "", "every score by section, field, state and stratum: details.txt, report.html"]) + "\n"


def details(data: Mapping[str, Any]) -> str:
    """The text for a summary, all of it."""
    return "\n\n".join(_blocks(data, _Room(None, "all"))) + "\n"


class _Room(NamedTuple):
    """How many lines of a backend's head are shown (None: all), of what tables, and how much of a comparison."""

    head: int | None
    tables: Literal["all", "state", "none"]
    comparison: int | None = None
    blank: bool = True


_ROOMS = (
    _Room(None, "state"),
    _Room(None, "none"),
    _Room(None, "none", 3),
    *(_Room(head, "none", 3) for head in range(19, 2, -1)),
    _Room(3, "none", 2),
    _Room(2, "none", 1),
    _Room(2, "none", 1, blank=False),
    _Room(1, "none", 1, blank=False),
)


def _blocks(data: Mapping[str, Any], room: _Room) -> list[str]:
    gap = "\n".join(f"incomplete: {line}" for line in gaps(data))
    blocks = [_backend(one, data["baselines"], room) for one in data["backends"].values()]
    blocks += ["\n".join(_comparison(one)[: room.comparison]) for one in data["comparisons"]]
    return [*blocks, *([gap] if gap else [])]


def _lines(blocks: list[str]) -> int:
    return sum(block.count("\n") + 2 for block in blocks) - 1


def score(one: Mapping[str, Any], digits: int = 3) -> str:
    """A score with interval, on one line: `0.955 [0.921, 0.974]`."""
    if one["value"] is None:
        return "-"
    bounds = "" if one["low"] is None else f" [{one['low']:.{digits}f}, {one['high']:.{digits}f}]"
    return f"{one['value']:.{digits}f}{bounds}"


def _backend(one: Mapping[str, Any], baselines: Mapping[str, Any], room: _Room) -> str:
    slots, head, sig = one["slots"], one["headline"], f"sig {one['sig']}"
    few = f"  (few reports: {one['scored']})" if one["scored"] < FEW else ""
    n = f"n={head['f1']['n']} reports"
    epochs = f", {one['epochs']} epochs each" if one["epochs"] > 1 else ""
    perfect, invented, silent, edits = one["perfect"], one["invented"], one["silent"], one["edits"]
    proofs, alarms = one["proofs"], one["alarms"]
    lines = [
        f"giextract eval  {one['backend']}  {one['scored']}/{one['reports']} reports{epochs}  {slots['total']:,} slots "
        f"({slots['non_trivial']:,} non-trivial)  errors {slots['error']}  unscored {slots['unscored']}{few}",
        f"F1 non-trivial  {score(head['f1'])} 95% {head['f1']['method']}, {n}, {sig}{_beside(baselines, 'f1', one)}",
        f"precision       {score(head['precision'])}  recall {score(head['recall'])}  "
        f"tp {head['tp']:g} fp {head['fp']:g} fn {head['fn']:g}  {sig}",
        f"mean report F1  {score(one['mean_report_f1'])} 95% {one['mean_report_f1']['method']}  {sig}",
        f"accuracy        {score(one['accuracy'])}  {sig}{_beside(baselines, 'accuracy', one)}",
        f"perfect reports {perfect['reports']:g}/{one['scored']}  {score(perfect)} {perfect['method']}  {sig}",
        f"invented        {invented['slots']:g} values in {invented['reports']:g} reports, of the empty slots "
        f"{score(invented['share_of_empty'], 4)}, of reports {score(invented['share_of_reports'])}  {sig}",
        f"silent errors   {silent['slots']:g} in {silent['reports']:g} reports {score(silent['share_of_reports'])}  {sig}",
        f"validity        sections answered {score(one['validity']['answered_sections'])}  found {score(one['validity']['found_sections'])}  "
        f"{_answers(one['validity']['answers'])}  {sig}",
        f"review          errors met {_review(one['review'])}  {sig}",
        f"narrative       characters quoted: recall {score(one['narrative']['recall'])}  "
        f"precision {score(one['narrative']['precision'])}  (apart from F1)  {sig}",
        f"edits/report    mean {score(edits['per_report'], 1)}  median {edits['median']:g}  p90 {edits['p90']:g}"
        f"  max {edits['max']:g}  correction score {score(edits['correction_score'])}  {sig}",
        f"proofs          hold {score(proofs['hold'], 4)}  not printed {proofs['not_printed']:g}  "
        f"says other {proofs['says_other']:g}  none {proofs['no_proof']:g}  {sig}",
        f"alarms          {alarms['raised']:g} raised  precision {score(alarms['precision'])}  "
        f"recall {score(alarms['recall'])}  {sig}",
        f"report defects  {alarms['report_defects']:g} noted  precision {score(alarms['report_defect_precision'])}  "
        f"recall {score(alarms['report_defect_recall'])}  {sig}",
        f"outcomes        {'  '.join(f'{name} {slots[name]:,}' for name in OUTCOMES)}",
        f"mistakes        {_ranked(one['kinds'])}",
        f"lost in         {_ranked(one['losses'])}",
        f"not answered    {_ranked(one['validity']['reasons'])}",
        f"worst fields    {_worst(one['by_field'])}",
        _cost(one["cost"]),
    ]
    if one["epochs"] > 1:
        flips = one["stability"]["flips"]
        lines.append(
            f"stability       {one['epochs']} epochs, {len(flips)} slots flip, "
            f"spread within reports {one['stability']['spread_within_reports']}"
        )
    lines = lines[: room.head]
    if room.tables != "none":
        lines += [f"  {name:12} right {score(row)}  n={row['n']}  {sig}" for name, row in one["by_state"].items()]
    if room.tables == "all":
        lines += _sections(one["by_section"], sig)
        lines += _tables(one, sig)
    if room.head is None or room.head > 2:
        lines.append(f"sig {one['sig']} = {one['signature']}")
    return "\n".join(lines)


def _answers(counts: Mapping[str, int] | None) -> str:
    """What became of the requests to a model: `answers valid at first 40, after re-ask 3, never 1, refused 0, cut off 0`."""
    if counts is None:
        return "answers valid at first, after re-ask, never: not known"
    return (
        f"answers valid at first {counts['first']}, after re-ask {counts['re_asked']}, never {counts['never']}, "
        f"refused {counts['refused']}, cut off {counts['cut_off']}"
    )


def _beside(baselines: Mapping[str, Any], key: str, one: Mapping[str, Any]) -> str:
    """What the baselines of the suite come to, after a bar; nothing where it has none."""
    said = []
    for name, row in baselines.items():
        if name == one["backend"]:
            continue
        if name == "release":
            said.append(_release(row, key, one["backend"]))
        elif row.get(key) is not None:
            said.append(f"{name} {row[key]:.3f}")
    return " | " + "  ".join(said) if said else ""


def _release(name_to_row: Mapping[str, Any], key: str, backend: str) -> str:
    """The last release of the same backend, else of all it has: `release 0.1.0 0.955`, and how many reports it knows."""
    names = [backend] if backend in name_to_row else list(name_to_row)
    said = []
    for name in names:
        row = name_to_row[name]
        if row[key] is not None:
            by = "" if name == backend else f" {name}"
            part = "" if row["reports"] == row["of"] else f" ({row['reports']}/{row['of']} reports)"
            said.append(f"release {row['version']}{by} {row[key]:.3f}{part}")
    return "  ".join(said) or "release -"


def _review(review: Mapping[str, Any]) -> str:
    met = "  ".join(f"at {share} {score(row['met'])}" for share, row in review["at"].items())
    return f"{met}  area {score(review['area'])}"


def _sections(by_section: Mapping[str, Any], sig: str) -> list[str]:
    return [
        f"  {name:13} F1 {score(row['f1'])}  P {score(row['precision'])}  R {score(row['recall'])}  "
        f"n={row['f1']['n']}  {sig}"
        for name, row in by_section.items()
    ]


def _tables(one: Mapping[str, Any], sig: str) -> list[str]:
    """By row and column of the fixed tables, by stratum, and by field where something is lost or too much."""
    strata = {f"{name}: {value}": row for name, rows in one["by_stratum"].items() for value, row in rows.items()}
    fields = {name[1:]: row for name, row in one["by_field"].items() if row["fp"] + row["fn"]}
    cells = {name[1:]: row for name, row in one["by_row_and_column"].items()}
    return [
        f"  {name:40} F1 {score(row['f1'])}  n={row['f1']['n']}  {sig}"
        for name, row in (*cells.items(), *strata.items(), *fields.items())
    ]


def _ranked(counts: Mapping[str, int]) -> str:
    return (
        "  ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        or "-"
    )


def _worst(by_field: Mapping[str, Any]) -> str:
    loss = {
        name: row["fp"] + row["fn"] for name, row in by_field.items() if row["fp"] + row["fn"] and "/*/" not in name
    }
    ranked = sorted(loss.items(), key=lambda pair: (-pair[1], pair[0]))[:WORST]
    return "  ".join(f"{name[1:]} {count:g}" for name, count in ranked) or "-"


def _cost(cost: Mapping[str, Any]) -> str:
    total = "unknown" if cost["total"] is None else f"{cost['total']:.4f}"
    seconds = (
        "-" if cost["seconds_p50"] is None else f"p50 {cost['seconds_p50']:.2f} s  p95 {cost['seconds_p95']:.2f} s"
    )
    return (
        f"cost            {total}  tokens in {cost['tokens_in']:,} out {cost['tokens_out']:,}  "
        f"requests {cost['requests']}  retries {cost['retries']}  cached {cost['cached']}  {seconds}"
    )


def _comparison(one: Mapping[str, Any]) -> list[str]:
    difference = one["difference"]
    cost = "unknown" if one["cost"] is None else f"{one['cost']:+.4f}"
    tried = f", Holm-adjusted {one['p_adjusted']:.4f} for {one['compared']} comparisons" if one["compared"] > 1 else ""
    return [
        f"{one['b']} against {one['a']}: {one['verdict']}",
        f"  mean report F1 {difference['value']:+.4f} "
        f"[{_signed(difference['low'])}, {_signed(difference['high'])}] 95% t, "
        f"n={difference['n']} reports, sig {difference['sig']}",
        f"  sign-flip p {one['p']:.4f}{tried}; won {one['won']} tied {one['tied']} lost {one['lost']}; cost {cost}",
        f"  fixed {len(one['fixed'])}: {_some(one['fixed'])}",
        f"  broken {len(one['broken'])}: {_some(one['broken'])}",
    ]


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.4f}"


def _some(names: list[str], most: int = 8) -> str:
    return (
        "; ".join(names[:most]) + (f"; … {len(names) - most} more in summary.json" if len(names) > most else "")
    ) or "-"
