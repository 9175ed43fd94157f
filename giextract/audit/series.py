"""Several reports of one issuer, year by year: what one hands on, and what the next takes over.

Cases carried out are carried in; a cumulative total grows by the year's own figure; documents in force are those of last year
and those made, less those repealed (国办公开办函〔2021〕30号); the list of matters of the 2019 form starts from last year's
and its change. And the same narrative should not be published for two years.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from giextract.audit.accounts import balance_of
from giextract.audit.catalogue import COLUMNS
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.growth_chain import growth_since
from giextract.audit.material import Material
from giextract.audit.naming import english
from giextract.audit.rule import Rule
from giextract.record import Finding, Repair, Span

CARRIED = Rule(
    "carried_over_cases",
    "上年结转（{column}）印作{stated}件，{name}年报告结转下年度为{expected}件",
    "{stated} carried in ({column}), the report on {name} carried {expected} out",
)
GROWTH = Rule(
    "cumulative_chain",
    "{field}印作{stated}，按{name}年报告应为{expected}（{terms}）",
    "{field}: {stated} is printed, with the report on {name} it would be {expected} ({terms})",
    "warning",
)
FORCE = Rule(
    "documents_in_force_chain",
    "现行有效{field}印作{stated}件，按{name}年报告应为{expected}件（{terms}）",
    "{field} in force: {stated} is printed, with the report on {name} it would be {expected} ({terms})",
)
MATTERS = Rule(
    "matters_chain",
    "{field}上一年项目数量印作{stated}，按{name}年报告应为{expected}（{terms}）",
    "{field}, matters of last year: {stated} is printed, with the report on {name} it would be {expected} ({terms})",
    "warning",
)
SAME = Rule(
    "same_text_twice",
    "与另一份报告正文相同的句子占{stated}%",
    "{stated}% of its sentences are those of another report",
    "error",
)


@dataclass(frozen=True, slots=True)
class Chain:
    """A link from one year to the next: the field of the later report, and what the earlier and the later add up to."""

    rule: Rule
    later: str
    plus_earlier: tuple[str, ...]
    plus_later: tuple[str, ...] = ()
    minus_later: tuple[str, ...] = ()


CHAINS = (
    *(Chain(CARRIED, f"/requests/carried_in/{column}", (f"/requests/carried_out/{column}",)) for column in COLUMNS),
    Chain(GROWTH, "/disclosure/cumulative_total", ("/disclosure/cumulative_total",), ("/disclosure/total",)),
    Chain(GROWTH, "/applications/received_cumulative", ("/applications/received_cumulative",), ("/applications/received",)),
    *(
        Chain(FORCE, f"/article20/{kind}/in_force", (f"/article20/{kind}/in_force",), (f"/article20/{kind}/made",), (f"/article20/{kind}/repealed",))
        for kind in ("regulations", "normative_documents")
    ),
    *(
        Chain(MATTERS, f"/article20/{kind}/items_last_year", (f"/article20/{kind}/items_last_year", f"/article20/{kind}/change"))
        for kind in ("licences", "penalties", "coercion", "other_services", "fees")
    ),
)  # fmt: skip
"""One line for each link."""

ALIKE = Decimal("0.9")
"""Share of sentences from which two reports count as the same text."""
_SHOWN = 3
"""Places of shared sentences that a finding names."""
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}年")
_PLACED = re.compile("[\u4e00-\u9fff]{1,7}[市县区州旗盟镇乡]")
"""A name that says where its body is."""
_SENTENCE = re.compile(r"[^。；\n]{12,}")


def audit_series(materials: Sequence[Material]) -> dict[int, list[Finding]]:
    """Findings over several reports: index of the later report -> what was found of it."""
    index_to_findings: dict[int, list[Finding]] = defaultdict(list)
    for index, finding in _chained(materials):
        index_to_findings[index].append(finding)
    for index, finding in _alike(materials):
        index_to_findings[index].append(finding)
    return dict(index_to_findings)


def _chained(materials: Sequence[Material]) -> Iterator[tuple[int, Finding]]:
    issuer_to_years: dict[str, dict[int, int]] = defaultdict(dict)
    for index, material in enumerate(materials):
        issuer, year = material.value("/header/issuer"), material.value("/header/year")
        if isinstance(issuer, str) and isinstance(year, int):
            name = re.sub(r"\s|人民政府$|办公室$", "", issuer)
            # One year's report has 柳河区水利局 where another's has 青川市柳河区水利局.
            same = next((one for one in issuer_to_years if _ends_alike(one, name)), name)
            issuer_to_years[same].setdefault(year, index)
    for year_to_index in issuer_to_years.values():
        for year, index in year_to_index.items():
            if year - 1 in year_to_index:
                earlier = materials[year_to_index[year - 1]]
                for finding in _links(earlier, materials[index], year - 1):
                    yield index, finding
                for finding in growth_since(earlier, materials[index]):
                    yield index, finding.model_copy(update={"against": earlier.record.source.path})


def _ends_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer == shorter or (_PLACED.match(shorter) is not None and longer.endswith(shorter))


def _links(earlier: Material, later: Material, year: int) -> Iterator[Finding]:
    for chain in CHAINS:
        stated = later.figure(chain.later)
        plus = [earlier.figure(path) for path in chain.plus_earlier] + [later.figure(path) for path in chain.plus_later]
        minus = [later.figure(path) for path in chain.minus_later]
        known, less = [one for one in plus if one is not None], [one for one in minus if one is not None]
        if stated is None or len(known) < len(plus) or len(less) < len(minus):
            continue
        expected = sum(known, Decimal(0)) - sum(less, Decimal(0))
        if expected == stated:
            continue
        paths = [chain.later, *chain.plus_later, *chain.minus_later]
        terms = "+".join(map(number, known)).replace("+-", "-") + "".join(f"-{number(one)}" for one in less)
        field, _, column = later.title(chain.later).partition(" · ")
        finding = of_text(
            chain.rule, [_span(later, path) for path in paths], paths, number(stated), number(expected),
            name=str(year), terms=terms, field=field, column=column,
            field_en=", ".join(english(later, chain.later).split(", ")[:-1] if column else [english(later, chain.later)]),
            column_en=chain.later.rpartition("/")[2].replace("_", " "),
        )  # fmt: skip
        unproved = any(fact.proof == "identity" for path in paths if (fact := later.path_to_fact.get(path)))
        yield finding.model_copy(
            update={
                "against": earlier.record.source.path,
                "defect": "unclear" if unproved else "report",
                "repair": _repair(chain, earlier, later, stated, expected) if chain.rule is CARRIED else None,
            }
        )


def _repair(chain: Chain, earlier: Material, later: Material, stated: Decimal, expected: Decimal) -> Repair | None:
    """The later report's cell, where its own sums allow for the other figure and those of the earlier report for no other."""
    if expected < 0 or not balance_of(later).settles({chain.later: expected}):
        return None
    if balance_of(earlier).settles({chain.plus_earlier[0]: stated}):
        return None  # either report may be the wrong one
    return Repair(path=chain.later, value=int(expected))


def _alike(materials: Sequence[Material]) -> Iterator[tuple[int, Finding]]:
    """Pairs of reports that share nearly all their sentences; a report is told of its first likeness only."""
    sentences = [dict(_sentences(material)) for material in materials]
    for index, mine in enumerate(sentences):
        for before in range(index):
            shared, either = mine.keys() & sentences[before].keys(), mine.keys() | sentences[before].keys()
            if len(either) >= 8 and Decimal(len(shared)) / len(either) >= ALIKE:
                share = str(round(100 * len(shared) / len(either)))
                places = sorted(mine[sentence] for sentence in shared)[:_SHOWN]
                finding = of_text(SAME, [materials[index].clean.span(*place) for place in places], [], share, "")
                yield index, finding.model_copy(update={"against": materials[before].record.source.path})
                break


def _sentences(material: Material) -> Iterator[tuple[str, Span]]:
    """The sentences of the narrative, all years alike, since a copy is seldom left with those of last year; their places."""
    for entry in material.placed:
        if entry.role == "body" and not entry.level:
            for found in _SENTENCE.finditer(entry.line.text):
                place = entry.line.start + found.start(), entry.line.start + found.end()
                yield _YEAR.sub("某年", found[0]), place


def _span(material: Material, path: str) -> tuple[int, int] | None:
    fact = material.path_to_fact.get(path)
    return fact.span if fact else None
