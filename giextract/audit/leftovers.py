"""What should not have been left in a published report: holes, lost figures, artefacts of the word processor, open brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

PLACEHOLDER = Rule("placeholder", "留有未填写的占位：“{stated}”", "a placeholder was left over: “{stated}”", "error")
LOST = Rule("figure_lost", "数字缺失：“{stated}”", "a figure is missing: “{stated}”", "error")
ARTEFACT = Rule(
    "artefact", "留有排版残留：“{stated}”", "an artefact of the word processor was left over: “{stated}”", "note"
)
BRACKET = Rule("bracket", "括号不配对：“{stated}”", "a bracket is never closed, or opened twice: “{stated}”", "note")

# Both begin with one character, so that plain words are passed over in one step.
_PLACEHOLDER = re.compile(
    r"[×xXＸ＿_○〇年委（【*某](?:"
    r"(?<=[×xX])(?<![A-Za-z\d×Xx*].)[×xX]+(?![A-Za-z\d×Xx*])(?=(?:局|县|市|区|镇|乡|委|年|省|单位|部门|办|条|件|次|人|路|街|号))"
    r"|(?<=[\u4e00-\u9fff][×xX])(?=[月日次条件])|(?<=20[×xX])[×xX](?=年)|(?<=[*])[*]{1,3}(?=[年月日条件次])|(?<=某)某(?=局)"
    r"|(?<=[\u4e00-\u9fff][*])(?=[次条件人期])|(?<=[_＿])[_＿](?=[年月日次条件人期])|(?<=[×xXＸ])[×xXＸ]{2,3}-[×xXＸ]{5,8}"
    r"|(?<=（)(?:单位|部门|机关)(?:名称|全称)）|(?<=[_＿])[_＿]{2,}|(?<=[○〇])(?<=[\u4e00-\u9fff，。：；].)[○〇]+(?=[县市区局镇乡委])"
    r"|(?<=年) {0,2}月 {0,2}日|(?<=委)/办/局|(?<=（)此处[^）]{1,20}）|(?<=【)[^】]{0,12}(?:填写|名称|单位)】)"
)
_LOST = re.compile(
    r"[自月条件次](?:"
    r"(?<=自)至(?=[。，止])|(?<=[^\d]20\d\d月)\d{1,2}日"
    r"|(?:(?<=信息条)|(?<=达到条)|(?<=共计条)|(?<=累计条)|(?<=申请条))(?=[，；。）)])"
    r"|(?:(?<=达到件)|(?<=共计件)|(?<=累计件)|(?<=申请件))(?=[，；。）)])"
    r"|(?:(?<=类条)|(?<=信条))(?=[，、；]占)|(?:(?<=达到人次)|(?<=共计人次)|(?<=累计人次))(?=[，；。）)]))"
)
_ARTEFACT = re.compile(
    r"\[bookmark:[^\]\n]{0,60}\]|<!--\[if[^>]{0,40}>|<!\[endif\]-->?|MERGEFORMAT|错误[！!]未找到引用源"
)
_OPENED = re.compile(r"（{1,2}(?=[^（）\n]{0,16}(?:地址|电话|邮编|联系|邮政|通[讯信]))")
_BRACKETS = re.compile("[（）]")
_ONE_HOLE = 8
"""Characters between two holes within which they are one: ××市××（委/办/局）."""
_ZERO_BEFORE = re.compile(r"(?:未|没有|无|不)[^，。；]{0,24}$")


def about_leftovers(material: Material) -> Iterator[Finding]:
    """Each hole and artefact, the first artefact of a word processor."""
    for rule, pattern in ((PLACEHOLDER, _PLACEHOLDER), (LOST, _LOST)):
        told = -_ONE_HOLE
        for found in pattern.finditer(material.clean.text):
            span = material.clean.span(*found.span())
            entry = material.line_at(span[0])
            if entry is None or entry.role == "page":
                continue
            text, start = entry.line.text, found.start() - entry.line.start
            if rule is LOST and _ZERO_BEFORE.search(text, 0, start):
                continue  # 未收到申请件 is a zero
            if found.start() - told < _ONE_HOLE:
                continue
            told = found.end()
            yield of_text(rule, [span], [], text[max(0, start - 6) : found.end() - entry.line.start + 6])
    for match in _ARTEFACT.finditer(material.clean.document):
        yield of_text(ARTEFACT, [match.span()], [], match[0][:40])
        break
    yield from _brackets(material)


def _brackets(material: Material) -> Iterator[Finding]:
    """A bracket of the contact line (请与X联系（地址：…）) that is opened and not closed before its line and the next end."""
    text = material.clean.text
    for match in _OPENED.finditer(text):
        depth = 0
        for bracket in _BRACKETS.finditer(text, match.start(), match.start() + 220):
            depth += 1 if bracket[0] == "（" else -1
            if depth == 0:
                break
        if depth > 0:
            span = material.clean.span(match.start(), min(len(text), match.start() + 20))
            yield of_text(BRACKET, [span], [], text[match.start() : match.start() + 16].replace("\n", " "))
            return
