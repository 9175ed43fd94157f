"""Growth over last year against both years' figures, where the narrative prints them: 收到申请52件，比上年40件增加12件，增长30%.

Growth by a count, by a percentage (rounded or cut off at its last printed digit) and, of percentages, by points. It is held
against this year's and last year's figures of its own sentence; where others of its paragraph would explain it, where a figure
is rounded (约, 余), and where several are said at once (分别), nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, takewhile

from giextract.audit.attribution import whose
from giextract.audit.constraint import number, unit_of
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.naming import names, quoted
from giextract.audit.rule import Rule
from giextract.record import Finding, Span
from giextract.text.figures import Figure

GROWTH = Rule(
    "growth",
    "{name}：上年{last}、本年{this}，应为{right}，印作{printed}",
    "{name}: from {last} last year to {this} is {expected}, {stated} is printed",
)

OF_BOTH = Rule(
    "growth_of_both",
    "{name}：由本年{this}和增减之数推得上年为{last}，应为{right}，印作{printed}",
    "{name}: {this} and the change by number make {last} last year, so that it is {expected}; {stated} is printed",
)

_MORE = "增长|增加|增多|净增|上升|提高|提升|增幅|多"
_LESS = "减少|下降|降低|回落|压减|减幅|降幅|少"
_BY = re.compile(rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:了|率?为|率|达到?)?$")
_BY_ENDS = frozenset("长加多增升高幅少降落减了为率达到")
_GROWN = re.compile(rf"(?:{_MORE}|{_LESS})(?:了|率?为|率|达到?)?(?=[0-9百])")
_OF_LAST_YEAR = re.compile(
    r"(?:上一?年|去年|(?<![0-9])(?P<year>20[0-9]{2})年)度?(?![底末初至到])[^，。；：、0-9]{0,14}[（(]?$"
)
_NOT_OF_LAST_YEAR = re.compile(
    rf"{_MORE}|{_LESS}|结转|接转|遗留|转入|延续|未办|累计|以来|[相对]?[比较](?=[^的]*$)(?!.*的)"
)
_OF_SOMETHING_ELSE = re.compile(r"其中|[较比](?!上)|(?<!（)[较比]|[0-9](?![0-9]{0,3}年)")
_OF_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年度?[^，。；：、0-9]{0,6}$")
_CHANGE_BEHIND = re.compile(
    r"[，、（(]?(?:(?:同比|环比)|(?:比|较|与|同)(?:上一?年|去年|20[0-9]{2}年)(?:度|同期)?(?:相比)?)?，?(?:共|净)?"
)
"""What stands between a figure and its own change."""
_SHARE_BEHIND = re.compile(r"[，、（(]?(?:同比|环比)?")
_TOGETHER = re.compile(r"分别|各")
_TOTAL, _INCREASE = "/disclosure/total", "/disclosure/increase"
_KIND_TO_KINDS = {
    "count": frozenset({"count", "bare"}),
    "money": frozenset({"money"}),
    "points": frozenset({"percent"}),
    "percent": frozenset({"count", "bare", "money"}),
}
"""Kind of the growth -> kinds of the figures that it can be of."""
_REACH = 20
"""Characters before a figure that say what it is."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A printed growth: the figure, where the word for it begins, whether it is a fall, its sentence, and what is around.

    Around are its paragraph and the one before it; `others` are the places of all figures that are growth. All offsets are
    of clean text.
    """

    figure: Figure
    start: int
    fall: bool
    sentence: Span
    around: Span
    others: frozenset[int]

    @property
    def printed(self) -> Decimal:
        """The figure, negative for a fall."""
        value = Decimal(self.figure.value or 0)
        return -value if self.fall else value


def about_growth(material: Material) -> Iterator[Finding]:
    """Growth that does not follow from both years' figures."""
    growths = list(growths_of(material))
    yield from _of_both(material, {growth.figure.start: growth for growth in growths})
    for growth in growths:
        inside = alike(growth, growth.sentence, material)
        lasts = [one for one in inside if of_last_year(material, one, growth) and _own_pair(material, one, growth)]
        if not lasts or _of_another_year(material, inside, growth):
            continue
        last = min(lasts, key=lambda one: abs(one.start - growth.figure.start))
        if "其中" in material.clean.text[last.end : growth.start]:
            continue  # it is of a part
        thises = [one for one in inside if one not in lasts and one.start not in growth.others and _one_unit(one, last)]
        thises = [one for one in thises if "其中" not in material.clean.text[growth.figure.end : one.start]]
        thises = thises or meant(material, last, [one for one in growths if one.sentence == growth.sentence], growth)
        if not thises or any(one.approximate for one in (*thises, last, growth.figure)):
            continue
        around = alike(growth, growth.around, material)
        befores = [one for one in around if of_last_year(material, one, growth)]
        if any(
            holds(growth, value_of(one), value_of(before)) for before in befores for one in around if one is not before
        ):
            continue
        nearest = [one for one in thises if one.start < growth.figure.start][-1:] or thises[:1]
        if not holds(growth, value_of(nearest[0]), value_of(last)):
            yield growth_finding(material, growth, nearest[0], value_of(last), GROWTH, last)


def _of_both(material: Material, growths: dict[int, Growth]) -> Iterator[Finding]:
    """A percentage that does not follow from the year's figure and the change in number right before it.

    318条，比2021年增加18条，增长60%: last year's figure is not printed, but follows from the two.
    """
    if len(growths) < 2:
        return
    kinds = _KIND_TO_KINDS["percent"] | {"percent"}
    figures, text = [figure for figure in material.figures if figure.kind in kinds], material.clean.text
    for this, by, share in zip(figures, figures[1:], figures[2:], strict=False):
        if by.start not in growths or share.start not in growths or share.kind != "percent" or by.kind != this.kind:
            continue
        change, growth = growths[by.start], growths[share.start]
        if this.approximate or by.approximate or share.approximate or not this.value or not _one_unit(this, by):
            continue
        own = (
            not of_last_year(material, this, growth)
            and _CHANGE_BEHIND.fullmatch(text, this.end, change.start)
            and _SHARE_BEHIND.fullmatch(text, by.end, growth.start)
        )
        last = value_of(this) - change.printed
        if own and last > 0 and not holds(growth, value_of(this), last):
            yield growth_finding(material, growth, this, last, OF_BOTH)


def meant(material: Material, last: Figure, together: list[Growth], growth: Growth) -> list[Figure]:
    """This year's figure where the sentence does not print it.

    It is the total that the sentence's growth is known to be of, else what last year's and the other growth make.
    """
    total = material.path_to_fact.get(_TOTAL)
    for one in together:
        fact = material.proved_by(place_of(material, one.figure))
        if fact and fact.path == _INCREASE and total and total.span:
            spans = ((figure, place_of(material, figure)) for figure in material.figures)
            return [figure for figure, span in spans if span[0] < total.span[1] and total.span[0] < span[1]]
    others = [one.figure for one in together if one is not growth and one.figure.kind == "count"]
    if len(others) != 1 or growth.figure.kind != "percent":
        return []
    more = -value_of(others[0]) if growth.fall else value_of(others[0])
    return [replace(others[0], value=value_of(last) + more)]


def place_of(material: Material, figure: Figure) -> Span:
    """Where a figure is printed in the document."""
    return material.clean.span(figure.start, figure.end)


def growths_of(material: Material) -> Iterator[Growth]:
    """Each growth that the body of the report prints, but those said of several things at once."""
    text = material.clean.text
    if _GROWN.search(text) is None:
        return
    figures = [
        (figure, by)
        for figure in material.figures
        if text[figure.start - 1] in _BY_ENDS and figure.value is not None and figure.kind in _KIND_TO_KINDS
        if (by := _BY.search(text, max(0, figure.start - _REACH), figure.start))
    ]
    grown = frozenset(figure.start for figure, _ in figures)
    for figure, by in figures:
        entry = material.line_at(place_of(material, figure)[0])
        if entry is None or entry.role != "body":
            continue
        sentence, paragraph = _bounds(text, figure, "。；\n"), _bounds(text, figure, "\n")
        if not _TOGETHER.search(text, *sentence):
            around = text.rfind("\n", 0, max(0, paragraph[0] - 1)) + 1, paragraph[1]
            yield Growth(figure, by.start(), by["less"] is not None, sentence, around, grown)


def _bounds(text: str, figure: Figure, marks: str) -> Span:
    start = max(text.rfind(mark, 0, figure.start) for mark in marks) + 1
    return start, min((end for mark in marks if (end := text.find(mark, figure.end)) >= 0), default=len(text))


def alike(growth: Growth, span: Span, material: Material) -> list[Figure]:
    """The figures in `span` that can be of one of the two years: percentages for growth by points, money for that by money."""
    figures, kinds = material.figures, _KIND_TO_KINDS[growth.figure.kind]
    first = bisect_left(figures, span[0], key=lambda one: one.start)
    inside = takewhile(lambda one: one.end <= span[1], islice(figures, first, None))
    return [one for one in inside if one.value and one.kind in kinds]


def of_last_year(material: Material, one: Figure, growth: Growth) -> bool:
    """Whether the words before a figure say that it is last year's."""
    text, year = material.clean.text, material.value("/header/year")
    said = _OF_LAST_YEAR.search(text, max(growth.around[0], one.start - _REACH), one.start)
    if said is None or _NOT_OF_LAST_YEAR.search(said[0]):
        return False
    return said["year"] is None or (isinstance(year, int) and int(said["year"]) == year - 1)


def _own_pair(material: Material, last: Figure, growth: Growth) -> bool:
    """Whether nothing between last year's figure behind a growth and the growth says that it is of something else."""
    if last.start < growth.figure.end:
        return True
    return _OF_SOMETHING_ELSE.search(material.clean.text, growth.figure.end, last.start) is None


def _of_another_year(material: Material, figures: list[Figure], growth: Growth) -> bool:
    """Whether the figure right before the growth is one of a year that is neither this nor last."""
    year, before = material.value("/header/year"), [one for one in figures if one.start < growth.start]
    if not before:
        return False
    said = _OF_YEAR.search(material.clean.text, max(0, before[-1].start - _REACH), before[-1].start)
    return said is not None and isinstance(year, int) and int(said["year"]) not in (year, year - 1)


def _one_unit(one: Figure, other: Figure) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


def value_of(figure: Figure) -> Decimal:
    """The figure as a number."""
    return Decimal(figure.value or 0)


def holds(growth: Growth, this: Decimal, last: Decimal) -> bool:
    """Whether the growth is that from `last` to `this`, a percentage within one unit of its last digit."""
    exact = _exact(growth, this, last)
    if growth.figure.kind == "percent":
        return abs(exact - growth.printed) < unit_of(growth.printed)
    return exact == growth.printed


def _exact(growth: Growth, this: Decimal, last: Decimal) -> Decimal:
    """What both years' figures give, negative for a fall."""
    return (this - last) * 100 / last if growth.figure.kind == "percent" else this - last


def growth_finding(
    material: Material, growth: Growth, this: Figure, before: Decimal, rule: Rule, last: Figure | None = None
) -> Finding:
    """The finding that the growth from `before`, printed as `last` if at all, to `this` is not what is printed."""
    clean, figure = material.clean, growth.figure
    right = _exact(growth, value_of(this), before)
    if figure.kind == "percent":
        right = right.quantize(min(unit_of(growth.printed), Decimal("0.1")), ROUND_HALF_UP)
    spans = [place_of(material, one) for one in (this, last, figure) if one]
    span_to_fact = {span: fact for span in spans if (fact := material.proved_by(span))}
    about = span_to_fact.get(spans[0])
    words = re.split("[，、：（]", clean.text[max(growth.sentence[0], this.start - 16) : this.start])[-1]
    unit = "元" if figure.kind == "money" else clean.text[figure.digits_end : figure.end]
    sign = "%" if figure.kind == "percent" else ""
    finding = of_text(
        rule,
        [*(fact.span for fact in span_to_fact.values()), *(span for span in spans if span not in span_to_fact)],
        [fact.path for fact in span_to_fact.values()],
        f"{_signed(growth.printed)}{sign}",
        f"{_signed(right)}{sign}",
        **(names(material, about.path) if about else quoted(words or clean.text[this.start : this.end])),
        last=_shown(clean.text, last) if last else number(before),
        this=_shown(clean.text, this),
        last_en=number(before),
        this_en=number(value_of(this)),
        right=f"{'减少' if right < 0 else '增加'}{number(abs(right))}{unit}",
        printed=clean.text[growth.start : figure.end],
    )
    return finding.model_copy(update={"defect": whose(span_to_fact.values())})


def _shown(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end] if figure.kind == "money" else number(value_of(figure))


def _signed(value: Decimal) -> str:
    return f"{'-' if value < 0 else '+'}{number(abs(value))}"
