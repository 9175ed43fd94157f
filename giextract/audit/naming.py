"""What a figure is called in a message: in Chinese by its title, in English by its path, an item of a list by its own name.

Chinese characters stand in an English message only where they are quoted from the report.
"""

from __future__ import annotations

import re

from giextract.audit.material import Material

_ITEM = re.compile(r"(?P<list>/.+?)/[0-9]+(?:/(?P<leaf>[a-z_]+))?$")
_WORD_TO_ENGLISH = {
    "article20": "article 20", "npc": "of the people's congress", "cppcc": "of the consultative conference",
    "key_areas": "key areas", "by_category": "by category", "by_channel": "by channel", "by_unit": "by body",
    "charged_wan_yuan": "charged", "waived_wan_yuan": "waived", "rows": "",
}  # fmt: skip


def names(material: Material, path: str) -> dict[str, str]:
    """`name` and `name_en`, the words of a message for the figure, list or row at `path`."""
    return {"name": chinese(material, path), "name_en": english(material, path)}


def quoted(words: str) -> dict[str, str]:
    """The same for words of the report that no field stands for."""
    return {"name": words, "name_en": f"“{words}”"}


def chinese(material: Material, path: str) -> str:
    """`从事政府信息公开工作人员数`, `予以公开·自然人`, `按类别“招生考试信息”占比`."""
    title = material.title(path)
    item = _ITEM.match(path)
    own = own_name(material, path) if item else None
    if item is None or own is None:
        return title.replace(" · ", "·")
    above, _, leaf = title.partition(" · ")
    return f"{above}“{own}”{leaf}"


def english(material: Material, path: str) -> str:
    """`organisation, staff`, `requests, granted, natural person`, `disclosure, by category, “招生考试信息”, percent`."""
    item = _ITEM.match(path)
    if item is None:
        return ", ".join(_words(path))
    own = own_name(material, path)
    leaf = [item["leaf"].replace("_", " ")] if item["leaf"] else []
    return ", ".join([*_words(item["list"]), *([f"“{own}”"] if own else []), *leaf])


def own_name(material: Material, path: str) -> str | None:
    """The name of the item of a list that `path` belongs to, as the report prints it."""
    item = _ITEM.match(path)
    above = path if item is None or not item["leaf"] else path.rpartition("/")[0]
    named = material.path_to_fact.get(f"{above}/name") or material.path_to_fact.get(f"{above}/indicator")
    return named.value if named is not None and isinstance(named.value, str) else None


def _words(path: str) -> list[str]:
    words = (_WORD_TO_ENGLISH.get(word, word.replace("_", " ")) for word in path.strip("/").split("/"))
    return [word for word in words if word]
