"""Names of public bodies: where one is, what it is, and whether two of them can be the same body, or one above the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PLACE = re.compile(
    r"(?:(?!政府|办公|委员)[\u4e00-\u9fff]){2,8}?(?:自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|(?<![社地园新片辖发])区|旗|街道|镇|乡|苏木)"
    r"(?=[\u4e00-\u9fff]{2})"
)
_OF_TOWN = re.compile(r"(?:人民)?政府$|党委$|办事处$|街道办$")
_KIND = re.compile(
    r"(?:管理委员会|人民政府|人民法院|人民检察院|政府|委员会|办事处|管委会|办公室|管理局|总局|分局|局|厅|委|办|院|处|所|站|中心|公司|总队|支队|大队)+$"
)
_LEVELS = (
    ("省", "自治区"), ("市", "自治州", "州", "盟", "地区"), ("县", "区", "旗", "自治县", "自治旗"),
    ("镇", "乡", "街道", "苏木"),
)  # fmt: skip
_GENERAL = re.compile(r"政府|办公|政务|大数据|行政审批|信息|电子|档案|党|宣传|网")
"""Offices that answer for others: a report may be asked about there, and they may sign for the government."""
_BIGRAMS_OF_ALL = frozenset({"管理", "监督", "行政", "事务", "服务", "工作", "发展", "建设", "和管", "和监", "合管"})
_RENAMED = (
    ("工商", "质量技术", "质监", "食品药品", "食药", "市场监"), ("安全生产", "安监", "应急"), ("法制", "司法"),
    ("物价", "粮食", "发展", "发改"), ("扶贫", "乡村振兴", "农业"), ("旅游", "文化", "体育", "文旅", "文广"), ("水利", "水务"),
    ("国土", "规划", "自然资源", "林业"), ("环境", "环保", "生态"), ("经济", "工业", "经信", "信息化", "商务", "科技"),
    ("人事", "劳动", "人力"), ("计划生育", "计生", "卫生", "卫计"), ("城管", "城市管理", "综合执法", "住房", "城建", "建设"),
    ("教育", "体育"), ("农业", "畜牧", "农牧"),
)  # fmt: skip
"""Bodies that were merged or renamed into each other."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name: its places from the highest, and what is left, such as 水利局; for a government that is nothing."""

    name: str
    places: tuple[str, ...]
    stem: str

    @property
    def general(self) -> bool:
        """Whether it is a government, or an office that answers for one."""
        return not self.stem or _GENERAL.search(self.stem) is not None


@lru_cache(maxsize=256)
def body(name: str) -> Body:
    """The parts of `name`."""
    places, position = [], 0
    while found := _PLACE.match(name, position):
        places.append(found[0])
        position = found.end()
    rest = name[position:]
    stem = "" if _OF_TOWN.fullmatch(rest) else _KIND.sub("", rest)
    return Body(name, tuple(places), stem)


def other_body(issuer: str, name: str) -> bool:
    """Whether `name` is plainly another body than `issuer`: neither above nor below it, nor its short or former name."""
    if name in issuer or issuer in name:
        return False
    mine, its = body(issuer), body(name)
    apart = _elsewhere(mine.places, its.places)
    if apart is not None:
        return apart
    if mine.general or its.general:
        return False  # a government's own departments, and the government that a department belongs to
    return not _related(mine.stem, its.stem)


def _elsewhere(mine: tuple[str, ...], its: tuple[str, ...]) -> bool | None:
    """Whether the second is a place beside the first (True), above or below it (False), or they say nothing of it."""
    if not mine or not its:
        return None
    levels = {_level(place): place for place in mine}
    shared = [(levels[level], place) for place in its if (level := _level(place)) in levels]
    if any(one != other and not (one.endswith(other) or other.endswith(one)) for one, other in shared):
        return True
    return None if _level(mine[-1]) == _level(its[-1]) else False


def _level(place: str) -> int:
    return next(
        level for level, suffixes in reversed(list(enumerate(_LEVELS))) if any(place.endswith(one) for one in suffixes)
    )


def _related(one: str, other: str) -> bool:
    """Whether one of two stems is short for the other, or they share a word, or were renamed into each other."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter or _within(shorter, longer):
        return True
    bigrams = {one[place : place + 2] for place in range(len(one) - 1)} - _BIGRAMS_OF_ALL
    if any(pair in other for pair in bigrams):
        return True
    return any(any(word in one for word in group) and any(word in other for word in group) for group in _RENAMED)


def _within(shorter: str, longer: str) -> bool:
    """Whether the characters of the first stand in the second in this order, as those of 人社 in 人力资源和社会保障."""
    rest = iter(longer)
    return all(char in rest for char in shorter)
