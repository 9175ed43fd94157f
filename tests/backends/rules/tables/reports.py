"""Random reports of the 2019 regime with known cells: what a printed report says, before any layout or ruin.

All figures and words around the tables are made up. A report is valid, or carries the defects of real ones: totals left at 0 or
blank, outcomes that do not add up, cases that do not chain. Its truth is what it prints, also where that contradicts itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from giextract.backends.rules.tables.labels import REQUEST_COLUMNS, REQUEST_ROWS

COLUMNS = tuple(label.key for label in REQUEST_COLUMNS)
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")

Value = int | None
"""A cell as printed: None is an empty one."""


@dataclass(slots=True)
class Report:
    """The cells of the three tables: `article20` holds printed strings, because signs, units and notes are part of them."""

    form: int
    requests: dict[str, list[Value]]
    challenges: list[list[Value]]
    article20: list[tuple[str, list[str], list[tuple[str, list[str]]]]]
    article20_truth: dict[str, object] = field(default_factory=dict)
    blank_zeros: bool = False


def report(random: Random) -> Report:
    """A random report: one in three has a defect, one in five leaves its zeros blank."""
    form = random.choice((2019, 2021, 2021))
    requests = _requests(random, form)
    challenges = [_block(random) for _ in BLOCKS]
    if random.random() < 0.33:
        _spoil(random, requests, challenges)
    blank = random.random() < 0.2
    if blank:
        requests = {key: _blanked(random, cells) for key, cells in requests.items()}
        challenges = [_blanked(random, cells) for cells in challenges]
    elif random.random() < 0.06:
        cells = random.choice([*requests.values(), *challenges])
        cells[random.randrange(len(cells))] = None
    made = Report(form, requests, challenges, [], {}, blank)
    _article20(random, made)
    return made


def row_keys(form: int) -> list[str]:
    """Rows of the form in its order."""
    dropped = {"other_uncorrected", "other_unpaid"} if form == 2019 else set()
    return [label.key for label in REQUEST_ROWS if label.key not in dropped]


def _figure(random: Random, scale: int) -> int:
    kind = random.random()
    if kind < 0.6:
        return 0
    if kind < 0.85:
        return random.randint(1, 9)
    return random.randint(10, scale)


def _requests(random: Random, form: int) -> dict[str, list[Value]]:
    scale = random.choice((12, 60, 400, 4000))
    quiet = random.random() < 0.15
    outcomes = [key for key in row_keys(form) if key not in ("new", "carried_in", "total", "carried_out")]
    table: dict[str, list[Value]] = {}
    sums = [0] * 6
    for key in outcomes:
        cells = [0] * 6
        if not quiet:
            cells[0] = _figure(random, scale)
            for column in range(1, 6):
                cells[column] = _figure(random, max(10, scale // 20)) if random.random() < 0.15 else 0
        sums = [before + cell for before, cell in zip(sums, cells, strict=True)]
        table[key] = [*cells, sum(cells)]
    carried_in = [random.randint(0, value) if value and random.random() < 0.3 else 0 for value in sums]
    carried_out = [_figure(random, 30) if column == 0 and not quiet else 0 for column in range(6)]
    new = [value + out - into for value, out, into in zip(sums, carried_out, carried_in, strict=True)]
    rows = {"new": new, "carried_in": carried_in, "total": sums, "carried_out": carried_out}
    table |= {key: [*cells, sum(cells)] for key, cells in rows.items()}
    return {key: table[key] for key in row_keys(form)}


def _block(random: Random) -> list[Value]:
    cells = [_figure(random, random.choice((12, 90, 400))) for _ in range(4)]
    return [*cells, sum(cells)]


def _spoil(random: Random, requests: dict[str, list[Value]], challenges: list[list[Value]]) -> None:
    """Put in a defect that real reports have."""
    kind = random.randrange(5)
    key = random.choice(list(requests))
    if kind == 0:
        requests[key][6] = 0
    elif kind == 1:
        requests[key][random.randrange(7)] = random.randint(0, 30)
    elif kind == 2:
        requests["total"] = [(value or 0) + random.choice((0, 0, 1)) for value in requests["total"]]
    elif kind == 3:
        requests["carried_out"][0] = random.randint(0, 40)
    else:
        challenges[random.randrange(3)][4] = random.randint(0, 30)


def _blanked(random: Random, cells: list[Value]) -> list[Value]:
    return [None if not cell and random.random() < 0.9 else cell for cell in cells]


def _article20(random: Random, made: Report) -> None:
    if made.form == 2021:
        tables = [
            ("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "行政规范性文件"]),
            ("第二十条第（五）项", ["本年处理决定数量"], ["行政许可"]),
            ("第二十条第（六）项", ["本年处理决定数量"], ["行政处罚", "行政强制"]),
            ("第二十条第（八）项", ["本年收费金额（单位：万元）"], ["行政事业性收费"]),
        ]
    else:
        items = ["上一年项目数量", "本年增/减", "处理决定数量"]
        tables = [
            ("第二十条第（一）项", ["本年新制作数量", "本年新公开数量", "对外公开总数量"], ["规章", "规范性文件"]),
            ("第二十条第（五）项", items, ["行政许可", "其他对外管理服务事项"]),
            ("第二十条第（六）项", items, ["行政处罚", "行政强制"]),
            ("第二十条第（八）项", items[:2], ["行政事业性收费"]),
            ("第二十条第（九）项", ["采购项目数量", "采购总金额"], ["政府集中采购"]),
        ]
    for title, heads, labels in tables:
        rows = []
        for label in labels:
            cells = []
            for head in heads:
                printed, value = _article20_cell(random, made, head)
                cells.append(printed)
                made.article20_truth[f"/article20/{_ROW[label]}/{_COLUMN[head]}"] = value
            rows.append((label, cells))
        made.article20.append((title, heads, rows))


_ROW = {
    "规章": "regulations", "行政规范性文件": "normative_documents", "规范性文件": "normative_documents",
    "行政许可": "licences", "其他对外管理服务事项": "other_services", "行政处罚": "penalties", "行政强制": "coercion",
    "行政事业性收费": "fees", "政府集中采购": "procurement",
}  # fmt: skip
_COLUMN = {
    "本年制发件数": "made", "本年废止件数": "repealed", "现行有效件数": "in_force", "本年新制作数量": "new_made",
    "本年新公开数量": "new_public", "对外公开总数量": "public_total", "本年处理决定数量": "decisions",
    "处理决定数量": "decisions", "上一年项目数量": "items_last_year", "本年增/减": "change",
    "本年收费金额（单位：万元）": "amount_wan_yuan", "采购项目数量": "items", "采购总金额": "amount_wan_yuan",
}  # fmt: skip


def _article20_cell(random: Random, made: Report, head: str) -> tuple[str, object]:
    """A cell as printed, and its value in the record."""
    if made.blank_zeros and random.random() < 0.4:
        return "", None
    if head == "本年增/减":
        value = random.choice((0, 0, 0, random.randint(1, 60), -random.randint(1, 40)))
        words = (
            [str(value), f"+{value}", f"增{value}"]
            if value > 0
            else [str(value), f"减{-value}"]
            if value < 0
            else ["0"]
        )
        return random.choice(words), value
    if "金额" in head:
        amount = random.choice((0, 0, random.randint(1, 10**9)))
        if not amount:
            return "0", 0
        if head.startswith("采购"):
            return f"{amount}元", amount / 10_000
        return f"{amount / 1_000_000:.6f}", amount / 1_000_000
    count = _figure(random, random.choice((40, 900, 300_000)))
    return str(count), count
