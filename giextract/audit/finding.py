"""A finding, from the rule that failed and the figures that failed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from giextract.audit.attribution import attribute
from giextract.audit.balance import Balance
from giextract.audit.constraint import Constraint, Sum, number
from giextract.audit.explanation import explain, explained
from giextract.audit.material import Material
from giextract.audit.naming import chinese, english, names, own_name
from giextract.audit.rereading import Rereading
from giextract.audit.rule import Rule
from giextract.record import Finding, Repair, Span

_COLUMN_TO_TITLE = {
    "natural_person": "自然人", "company": "商业企业", "research": "科研机构", "welfare": "社会公益组织",
    "legal_service": "法律服务机构", "other_organisation": "其他", "total": "总计",
}  # fmt: skip


def of_text(
    rule: Rule,
    spans: Sequence[Span | None],
    paths: Sequence[str] = (),
    stated: str = "",
    expected: str = "",
    **words: str,
) -> Finding:
    """A finding about what is printed, which is the report's own.

    `words` go into the message; of two called `name` and `name_en` the second goes into the English one.
    """
    return _made(rule, list(paths), list(spans), stated, expected, words, "report")


def said(
    rule: Rule,
    spans: Sequence[Span | None],
    paths: Sequence[str] = (),
    stated: str = "",
    expected: str = "",
    **words: str,
) -> Finding:
    """A finding that blames nobody."""
    return _made(rule, list(paths), list(spans), stated, expected, words, None)


def of_constraint(
    material: Material,
    constraint: Constraint,
    balance: Balance,
    rereading: Rereading,
    repair: tuple[str, Decimal] | None,
    of_wider: frozenset[str] = frozenset(),
) -> Finding:
    """The finding about an identity that does not hold."""
    values = balance.values
    stated, expected = constraint.stated(values), constraint.expected(values)
    words = {**_name(material, constraint), "terms": constraint.written(values)}
    paths = [term.path for term in constraint.terms]
    spans = [term.span for term in constraint.terms]
    reason = explain(material, constraint, values, of_wider) if isinstance(constraint, Sum) else None
    if reason is not None:
        return explained(_made(constraint.rule, paths, spans, stated, expected, words, None), reason)
    defect, reading = attribute(material, constraint, balance, rereading)
    mend = reading or repair
    if mend and isinstance(mend[1], Decimal) and mend[0] in values and not balance.settles({mend[0]: mend[1]}):
        mend = None
    finding = _made(constraint.rule, paths, spans, stated, expected, words, defect)
    if mend is None:
        return finding
    path, value = mend
    place, place_en = chinese(material, path), english(material, path)
    if isinstance(value, Mapping):
        read = " ".join(map(number, value.values()))
        zh, en = f"若“{place}”一行读作{read}则全部相符", f"all would agree if the row {place_en} were read as {read}"
    else:
        twisted = path in values and _twisted(values[path], value)
        zh = f"若{place}为{number(value)}则全部相符{'（数字颠倒）' if twisted else ''}"
        en = f"all would agree if {place_en} were {number(value)}{', its digits are transposed' if twisted else ''}"
    return finding.model_copy(
        update={
            "repair": Repair(path=path, value=_plain(value)),
            "message": f"{finding.message}; {en}",
            "message_zh": f"{finding.message_zh}；{zh}",
        }
    )


def _plain(value: Decimal | Mapping[str, Decimal]) -> object:
    """`value` as a record has it: counts as int, a row as an object of its cells."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    row: dict[str, object] = {}
    for cell, one in value.items():
        *above, last = cell.split("/")
        inner = row
        for key in above:
            inner = inner.setdefault(key, {})  # type: ignore[assignment]
        inner[last] = _plain(one)
    return row


def _made(
    rule: Rule,
    paths: list[str],
    spans: list[Span | None],
    stated: str,
    expected: str,
    words: Mapping[str, str],
    defect: object,
) -> Finding:
    told = {"stated": stated, "expected": expected, **words}
    english_words = {word.removesuffix("_en"): value for word, value in words.items() if word.endswith("_en")}
    return Finding.model_validate(
        {
            "rule": rule.name,
            "severity": rule.severity,
            "paths": paths,
            "spans": spans,
            "stated": stated or None,
            "expected": expected or None,
            "defect": defect,
            "message": rule.en.format_map(told | english_words),
            "message_zh": rule.zh.format_map(told),
        }
    )


def _name(material: Material, constraint: Constraint) -> dict[str, str]:
    """What the identity is about: the whole's own name, with row and column in a table, the item's for a share."""
    path = constraint.terms[0].path
    own = own_name(material, path)
    if own is not None:
        return {"name": own, "name_en": f"“{own}”"}
    if constraint.rule.name in ("requests_carried", "negative_carried_out"):
        column = path.rpartition("/")[2]
        return {"name": _COLUMN_TO_TITLE[column], "name_en": column.replace("_", " ")}
    return names(material, path)


def _twisted(one: Decimal, other: Decimal) -> bool:
    return one != other and sorted(number(one)) == sorted(number(other))
