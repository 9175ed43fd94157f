"""The kinds of mess that reports have, as PHRASES.md names them, and what of each kind code can see in a report.

`python -m tests.scoring.mess` renews the table of evals/README.md from evals/strata.toml. A kind without a sight is told
by the composer's notes alone.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giextract.scoring.identities import broken_identities

EVALS = Path(__file__).parent.parent.parent / "evals"
START, END = "<!-- kinds of mess: renewed by python -m tests.scoring.mess -->", "<!-- end of kinds -->"


@dataclass(frozen=True)
class Composed:
    """A composed report: its text as it is, and its settled label."""

    text: str
    label: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        values = self.label["values"]
        assert isinstance(values, dict)
        return values

    @property
    def header(self) -> dict[str, Any]:
        return dict(self.values.get("header", {}))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self.values.get("annex", {}).get("rows", []))

    @property
    def plain(self) -> str:
        """The text with all widths made one."""
        return unicodedata.normalize("NFKC", self.text)


Sight = Callable[[Composed], object]


def prints(pattern: str, *, flags: re.RegexFlag = re.NOFLAG) -> Sight:
    """The text, as it is, has the pattern."""
    return lambda one: re.search(pattern, one.text, flags)


def reads(pattern: str, *, flags: re.RegexFlag = re.NOFLAG) -> Sight:
    """The text has the pattern once all widths are one."""
    return lambda one: re.search(pattern, one.plain, flags)


def notes(pattern: str) -> Sight:
    """The label's notes on what the report prints say so."""
    return lambda one: re.search(pattern, " ".join(one.label["as_printed"]))


def indicator(pattern: str) -> Sight:
    """A row of the annex is called so."""
    return lambda one: any(re.search(pattern, row["indicator"]) for row in one.rows)


def illegible(*places: str) -> Sight:
    """A leaf of the sections is labelled illegible."""
    return lambda one: any('"illegible"' in json.dumps(one.values.get(place, {})) for place in places)


def _two_levels(one: Composed) -> bool:
    return len(set(re.findall(r"全[省市州县区旗镇]|[我本][局委厅街镇乡苏]", one.text))) > 1


def _short_form(one: Composed) -> bool:
    issuer = str(one.header.get("issuer", ""))
    longer = [name for name in one.label["also_right"].get("/header/issuer", []) if len(name) > len(issuer)]
    return any(name in one.plain and issuer and issuer not in name for name in longer)


def _year_of(one: Composed, key: str) -> int:
    return int(str(one.header[key])[:4]) if isinstance(one.header.get(key), str) else 0


def _ends_early(one: Composed) -> bool:
    return _year_of(one, "period_end") == one.header["year"] and not str(one.header["period_end"]).endswith("12-31")


def _wrong_year(one: Composed) -> bool:
    years = {_year_of(one, key) for key in ("period_start", "period_end")} - {0}
    return bool(years - {one.header["year"]})


def _brackets(one: Composed) -> bool:
    contact = re.search(r"(?:联系|聯絡)[^。]*", one.plain)
    return bool(contact) and contact[0].count("(") != contact[0].count(")")  # type: ignore[index]


def _share_alone(one: Composed) -> bool:
    kinds = one.values.get("disclosure", {}).get("by_category", [])
    return any("percent" in kind and "count" not in kind for kind in kinds)


def _two_scopes(one: Composed) -> bool:
    told = one.values.get("applications", {}).get("received")
    table = one.values.get("requests", {}).get("new", {}).get("total")
    rows = [row["value"] for row in one.rows if re.search(r"^正?式?(?:受理|收到).*申请(?:总)?数$", row["indicator"])]
    return told is not None and any(value is not None and value > told for value in (table, *rows))


def _answers_of_last_year(one: Composed) -> bool:
    told = one.values.get("applications", {})
    return max(told.get("answered") or 0, told.get("closed") or 0) > (told.get("received") or 0) > 0


def _fix_in_the_problem(one: Composed) -> bool:
    told = one.values["assessment"]
    text = re.sub(r"\s", "", one.plain)
    for problem, fix in zip(told.get("problems", []), told.get("measures", []), strict=False):
        ends = [re.sub(r"\s", "", unicodedata.normalize("NFKC", words)) for words in (problem, fix)]
        places = [text.find(words) for words in ends]
        if min(places) >= 0 and not re.search(r"[。;]", text[places[0] : places[1]]) and places[0] < places[1]:
            return True
    return False


def _rows(one: Composed) -> Iterator[tuple[list[int], Any]]:
    for row in one.values.get("requests", {}).values():
        cells = [row[key] for key in row if key != "total" and isinstance(row[key], int)]
        yield cells, row.get("total")


def _heading_in_a_line(one: Composed) -> bool:
    return any(re.search(r"[。;):]\s*[一二三四五]、", line) for line in one.plain.splitlines() if len(line) > 140)


def _cut_off(one: Composed) -> bool:
    names = " ".join(row["indicator"] for row in one.rows)
    return ("申请数" in names and "诉讼" not in names) or ("舆情" in names and "接受培训人员数" not in names)


def _form_of_another_year(one: Composed) -> bool:
    requests = one.values.get("requests", {})
    old_style = one.header["year"] >= 2019 and "收费及减免" in one.text
    return old_style or (one.header["year"] >= 2021 and "other" in requests and "other_uncorrected" not in requests)


TABLES = ("requests", "challenges", "article20")
GROUP_TO_KINDS: dict[str, dict[str, Sight | None]] = {
    "the frame": {
        "several levels in one text": _two_levels,
        "short form in the title": _short_form,
        "name left by copying": notes(r"left over from copying"),
        "hole of the template": prints(r"（委/办/局）"),
        "no name of the issuer": lambda one: "issuer" not in one.header,
        "year left by copying": lambda one: re.search(rf"{one.header['year'] - 1}年(?:度政府信息|,在)", one.plain),
        "period with lost digits": reads(r"期限自至|自\d{4}月"),
        "period glued": reads(r"\D(?P<year>\d{4})11(?P=year)1231\D"),
        "period that ends early": _ends_early,
        "period with a wrong year": _wrong_year,
        "bracket never closed or opened twice": _brackets,
        "spaces inside the contact": reads(r"(?:电话|電話|Tel)[^\n]{0,12}\d \d"),
        "digits masked": prints(r"\d[\d—-]*(?:[×ＸxX*□]{2,}|×)"),
        "date in Chinese numerals": reads(r"[二][○〇零0OoО一二三四五六七八九Oo]{3}年"),
        "first month by its old name": prints(r"元月"),
        "posted on another day": lambda one: (
            {"published_on", "issued_on"} <= set(one.header) and one.header["published_on"] != one.header["issued_on"]
        ),
        "dated inside the year": lambda one: _year_of(one, "issued_on") == one.header["year"],
        "web noise": reads(r"ICP备|打印|列印|字体|字号|浏览|瀏覽|阅读|閱讀|点击|點擊|首页|首頁|ICP備|扫一扫"),
        "crawler header": reads(r"(?:^|\n)(?:标题|发布机构|索 ?引 ?号|文 ?号)\s*:|索 ?引 ?号:"),
    },
    "zeros and blanks": {
        "heading followed by 无": reads(r"(?:^|\n)\s*第?[一二三四五六]+(?:部分|、)[^。\n]{2,30}(?:\n\s*|:)\[?[无無]\]?。?\n"),
        "several zeros in one sentence": reads(r"[没未无沒無][^。\n]{0,40}(?:复议|復議)[^。\n]{0,20}(?:诉讼|訴訟|官司)"),
        "zero without a number": reads(r"(?:未|没有?)(?:收到|接到|发生|受理)[^。\d;]{0,40}(?:申请|投诉|诉讼)"),
        "lost figure": reads(r"类条,占|达到 条"),
    },
    "totals and parts": {
        "approximate counts": reads(r"\d[\d.]*万?[余多餘](?:条|份|人|次|通|個|户|篇|家)|万?千余条|約\d"),
        "累计 said of this year": reads(r"(?:20\d\d年|全年),?(?:我局|我委)?累计(?:主动)?公开"),
        "documents that are no applications": reads(r"依申[请請]公[开開]的?\d[\d,]*[条份]"),
        "doubled marks": prints(r"；；"),
        "share before its name": reads(r"\d%占[^\d,。]{2}"),
        "share without a count": _share_alone,
        "parts of a part": reads(r"\d条\((?:其中|含|[一-龥]{2,4}\d+条、)"),
        "overlapping tallies": prints(r"全文电子化"),
        "parts by body": lambda one: len(one.values.get("disclosure", {}).get("by_unit", [])) > 1,
        "beside last year's": reads(r"同比|[比较較]上年|[比较較]20\d\d年|去年同期"),
        "units of another kind": reads(r"\d\s*(?:宗|起)"),
        "applications counted in 条": lambda one: any(
            row["unit"] == "条" and "申请" in row["indicator"] for row in one.rows if row.get("unit")
        ),
        "one scope in the text, another in the table": _two_scopes,
        "answers that carry last year's cases": _answers_of_last_year,
    },
    "applications, money, problems": {
        "one way of several named": reads(r"其中(?:网上|网络)申请\d+件[。,]"),
        "a case named in two ways": None,
        "several payers": reads(r"元,?其中[^。]*元[、,][^。]*\d元"),
        "measure inside its problem's sentence": _fix_in_the_problem,
        "items misnumbered": notes(r"numbered"),
    },
    "structure": {
        "misnumbered": None,
        "two numberings mixed": reads(r"\n\s*1、[^\n]*\n\s*2\.|\n\(2\)[^\n]*\n\(三\)|(?s:\n一,.*\n二、)"),
        "heading lost": None,
        "heading in a line": _heading_in_a_line,
        "one line": lambda one: max(map(len, one.text.splitlines())) > 0.6 * len(one.text),
        "announced parts wrong": notes(r"parts (?:are|is|were) announced|announces? \w+ parts|announced"),
    },
    "the annex": {
        "annex in one line": prints(r"[条條]）? +\d"),
        "annex by cells": prints(r"\n\|?条\|?\n"),
        "annex with bars": prints(r"条 ?\|"),
        "annex glued": prints(r"数条\d+"),
        "stray lines between cells": prints(r"\|\n\n|\n {10,}— \d —\n"),
        "annex cut off": _cut_off,
        "annex cell missing": lambda one: any(None in (row["value"], row.get("cumulative", 0)) for row in one.rows),
        "form F1": indicator(r"^受理依申请公开信息总数"),
        "form F2": indicator(r"^主动公开文件数"),
        "form F3": indicator(r"^正式受理申请数"),
        "form F4": indicator(r"访问量"),
        "form F5": indicator(r"^回应公众关注热点或重大舆情数"),
        "invented column names": reads(r"Column1|Unnamed: 0|列1\|列2"),
    },
    "the tables of 2019": {
        "form of another year": _form_of_another_year,
        "change in words": reads(r"\| [增减]\d+ \|"),
        "column misunderstood": notes(r"/change|columns of items"),
        "money with six decimals": reads(r"\d\.\d{6}(?!\d)"),
        "unit in a cell": reads(r"\d(?:万元|元)(?:\n|三、|\s*$|\s*\|)", flags=re.MULTILINE),
        "rows wrapped or repeated": reads(r"[一-龥]\n(?:\d+ ){6}\d+\n"),
        "header in single characters": reads(r"\n自\n然\n|\n三\n、\n"),
        "tables glued": reads(r"数量\d{7,}"),
        "glued beyond a unique split": illegible(*TABLES),
        "tables in flat lines": reads(r"申请数量 {1,3}\d+ \d+ \d+ \d+"),
        "tables by cells": reads(r"申请数量\|?\n\d+\|?\n"),
        "tables with bars or markup": reads(r"申请数量[ |]+\d+ ?\| ?\d+|申请数量</td><td>\d+</td>"),
        "blank cells": lambda one: "null" in json.dumps([one.values.get(table, {}) for table in TABLES]),
        "row totals not filled": lambda one: any(cells and total is None for cells, total in _rows(one)),
        "row totals 0 over filled cells": lambda one: any(sum(cells) and total == 0 for cells, total in _rows(one)),
        "challenges in other blocks": None,
    },
    "noise": {
        "full-width digits": prints(r"[０-９]"),
        "half-width punctuation": prints(r"[一-龥],[一-龥]"),
        "spaced figures": prints(r"\d +(?:\d +)*\d+ *(?:条|條|余|个|名|次|件|人|年|×|,)|\d [ \d]*\d{3}(?!\d)|[0-9] [a-z0-9] [0-9×]"),
        "spaces between all characters": prints(r"(?:[一-龥] ){8}"),
        "letter-spaced": prints(r"指 标|[一-龥] [一-龥] [一-龥] [一-龥]"),
        "hard line ends": lambda one: len(re.findall(r"[^。；：:\n]{15}\n[^\s（(|一二三四五六七八九十]", one.text)) > 4,
        "page marks": prints(r"[-—－] ?\d ?[-—－]|\n第\d页"),
        "word artefacts": prints(r"\[bookmark|<!--\[if|— —"),
        "mojibake": prints(r"锟斤拷|ÐÅÏ¢"),
        "CJK radicals": prints(r"[\u2e80-\u2fdf]"),
        "traditional script": prints(r"開|縣|條"),
        "Taiwan's words": prints(r"資訊|簡訊|網路"),
        "pinyin in brackets": prints(r"（[a-zāáǎàōóǒòēéěèīíǐìūúǔùü ]+）"),
        "OCR slips": prints(r"[lO]\d|\d[lO]|曰|l件|信自|依申清|年[lO]"),
        "Chinese numerals": prints(r"[一二三四五六七八九十百千两兩]{2,}(?:条|條|件|人|次|名|期|册|万)"),
        "note in a cell": reads(r"\d+\((?:其中|含|不含)[^)]*\)"),
        "news item": notes(r"news item"),
    },
    "what reports get wrong": {
        "parts do not add up": lambda one: list(broken_identities(one.values)),
        "text and table disagree": notes(r"\d in the (?:annex|table)|the (?:annex|table)(?: prints| has)? \d|总计 \d"),
        "wrong percentage": notes(r"%"),
        "cumulative totals do not chain": notes(r"make \d{4}"),
        "digits transposed": notes(r"transposed|turned round"),
        "carried-over cases do not chain": notes(r"/requests/carried_in"),
        "normative documents do not chain": notes(r"/article20/normative_documents: \d+ .*\+"),
    },
}  # fmt: skip
KIND_TO_SIGHT = {kind: sight for kinds in GROUP_TO_KINDS.values() for kind, sight in kinds.items()}


def load(report: str) -> Composed:
    """The composed report of this id."""
    text = (EVALS / "reports" / f"{report}.txt").read_text(encoding="utf-8")
    return Composed(text, json.loads((EVALS / "labels" / f"{report}.json").read_text(encoding="utf-8")))


def kind_to_reports() -> dict[str, list[str]]:
    """Kind -> the reports that have it, by evals/strata.toml; kinds and defects alike."""
    strata = tomllib.loads((EVALS / "strata.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {kind: [] for kind in KIND_TO_SIGHT}
    for report, row in sorted(strata.items()):
        for kind in {*row.get("kinds", ()), *row.get("defects", ())}:
            found.setdefault(kind, []).append(report)
    return found


def table() -> str:
    """The kinds with the reports that have them, as Markdown."""
    reports = kind_to_reports()
    lines = ["| | kind | reports |", "|---|---|---|"]
    for group, kinds in GROUP_TO_KINDS.items():
        for index, kind in enumerate(kinds):
            names = " ".join(report.partition("-")[0] for report in reports[kind])
            lines.append(f"| {group if index == 0 else ''} | {kind}{'' if KIND_TO_SIGHT[kind] else ' *'} | {names} |")
    return "\n".join(lines)


def renewed(text: str) -> str:
    """`text` of the README with the table as it is by now."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    README = EVALS / "README.md"
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
