"""Which label each value stands behind: a table's tokens as rows, by the words of the labels and nothing else.

Between two runs of values stands a run of words. What it says decides whose values follow: a row (the last label in it),
nobody's (words that the form does not have), or still the row before (the rest of its wrapped label, the side heads that a
PDF prints between rows).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from giextract.backends.rules.tables.labels import Label
from giextract.backends.rules.tables.tokens import VALUES, Token

_PLAIN = re.compile(r"[（）()、，。：；“”\"'‘’.．\s\[\]【】《》*|·]")
_MARKED = re.compile(r"(?:^|[^\d])([1-9])[.、．][^\d]*$")
_MARK = re.compile(r"[1-9][.、．]|（[一二三四五六七八九十]）|[一二三四五六七八九十]、")
_LISTED = re.compile(r"[1-9][.、．]|（[一二三四五六七八九十]）")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Row:
    """A row as printed: label, clean span of the label's words, and the tokens behind it up to the next label.

    `next_ordinal` is the list number of the label
    that follows, `mark_missing` says that this number is not printed as one (`2.`) and may be hidden in the values;
    `doubtful`, that words which could not be read stand between the label and the next values.
    """

    key: str
    label: tuple[int, int]
    tokens: list[Token] = field(default_factory=list)
    next_ordinal: int | None = None
    mark_missing: bool = False
    doubtful: bool = False

    @property
    def values(self) -> list[Token]:
        """The tokens that are values."""
        return [token for token in self.tokens if token.kind in VALUES]


@dataclass(frozen=True, slots=True)
class Found:
    """A label found in a run of words."""

    label: Label
    start: int
    end: int


Finder = Callable[[str], list[Found]]
"""The labels in a run of words without white space, in order."""


def plain(words: str) -> str:
    """`words` without marks and white space, for comparing labels."""
    return _PLAIN.sub("", words)


def rows(tokens: Sequence[Token], labels: Sequence[Label], noise: Sequence[str], find: Finder) -> tuple[list[Row], int]:
    """The rows in printed order, a repeated label as a row of its own, and how many values between them are no row's."""
    found: list[Row] = []
    orphans = 0
    key_to_label = {label.key: label for label in labels}
    noises = [plain(words) for words in noise]
    known: set[str] = set()
    current: Row | None = None
    words: list[Token] = []
    pending: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and (token.kind in ("text", "mark")):
            if not words and _is_note(token, pending, current) and not find(token.text):
                continue
            words.append(token)
            pending.append(token)
            continue
        if token is not None and token.kind not in VALUES:
            pending.append(token)
            continue
        # A value, or the end: what do the words before it say?
        if words:
            current = _settle(words, pending, found, current, key_to_label, noises, labels, known, find, token is None)
        elif current is not None:
            current.tokens.extend(pending)
        words, pending = [], []
        if token is not None and current is not None:
            current.tokens.append(token)
        elif token is not None and found:
            orphans += 1
    return found, orphans


def _is_note(token: Token, pending: list[Token], current: Row | None) -> bool:
    """Whether the words are a note on the value right before them: 22（其中修订16件）."""
    if current is None or any(one.kind in ("text", "mark", "bar", "tab") for one in pending):
        return False
    if not re.fullmatch(r"（[^（）]+）", token.text) or not current.tokens:
        return False
    return current.tokens[-1].kind in VALUES and not re.fullmatch(r"（[一二三四五六七八九十\d]{1,2}）", token.text)


def _settle(
    words: list[Token],
    pending: list[Token],
    found: list[Row],
    current: Row | None,
    key_to_label: dict[str, Label],
    noises: list[str],
    labels: Sequence[Label],
    known: set[str],
    find: Finder,
    at_end: bool,
) -> Row | None:
    """The row that owns what follows `words`; rows without values that stand among them are added to `found`."""
    if current is not None and _is_rest(words, key_to_label[current.key], noises):
        current.tokens.extend(token for token in pending if token.kind not in ("text", "mark"))
        return current
    begin = 0
    while (
        current is not None
        and begin < len(words) - 1
        and _is_rest(words[begin : begin + 1], key_to_label[current.key], noises)
    ):
        begin += 1  # the end of the wrapped label before, which may hold that label's own words
    words = words[begin:]
    joined = "".join(token.text for token in words)
    named = find(joined)
    tail = joined[named[-1].end :] if named else joined
    cut = _LISTED.search(tail)
    if (not at_end and (cut or not named)) or tail.endswith("无"):
        # The last words are another label, and the values are its values.
        likely = _likely(tail, labels, known, current)
        if likely:
            named = [*named, Found(likely, len(joined) - 1, len(joined))]
        elif (cut or tail.endswith("无")) and named:
            named = [*named, Found(named[-1].label, len(joined), len(joined))]
    if not named:
        if current is not None:
            current.tokens.extend(_until_words(pending))
        return None
    if current is not None:
        current.tokens.extend(_until_words(pending))
        first = named[0]
        mark = _MARKED.search(joined[: first.end])
        current.next_ordinal = first.label.ordinal
        current.mark_missing = first.label.ordinal is not None and mark is None
    for one in named:
        if one.start == len(joined):
            found[-1].doubtful = True
            return None
        known.add(one.label.key)
        token = _token_at(words, one.end)
        current = Row(one.label.key, (token.start, token.end))
        current.doubtful = joined[one.end : one.end + 1] == "无"  # 行政许可无: a value, but glued to the label
        place = next(index for index, other in enumerate(pending) if other is token)
        current.tokens.extend(_until_words(pending[place + 1 :]))
        if one is not named[0] and found[-1].key != current.key and _in_one_cell(pending, found[-1].label[0], place):
            # A cell that holds the labels of two rows, as OCR joins them, does not say whose the values are.
            found[-1].doubtful = current.doubtful = True
        found.append(current)
    if current is not None and pending and pending[-1].kind in ("text", "mark"):
        return current
    last = max(index for index, token in enumerate(pending) if token.kind in ("text", "mark"))
    assert current is not None
    if _token_at(words, named[-1].end) is not pending[last]:
        current.tokens.extend(pending[last + 1 :])
    return current


def _until_words(pending: list[Token]) -> list[Token]:
    """The separators before the next words."""
    first = next((index for index, token in enumerate(pending) if token.kind in ("text", "mark")), len(pending))
    return pending[:first]


def _in_one_cell(pending: list[Token], start: int, place: int) -> bool:
    """Whether a cell of a table ends behind the token at `place` and holds the words at `start` too."""
    behind = next((token for token in pending[place + 1 :] if token.kind != "space"), None)
    if behind is None or behind.kind != "bar":
        return False
    return all(token.kind in ("text", "mark", "space") for token in pending[:place] if token.start >= start)


def _token_at(words: list[Token], end: int) -> Token:
    """The token of `words` in which the first `end` characters end."""
    position = 0
    for token in words:
        position += len(token.text)
        if position >= end:
            return token
    return words[-1]


def _is_rest(words: list[Token], label: Label, noises: list[str]) -> bool:
    """Whether each piece of `words` is a later part of the label before, or a piece of a side head."""
    full = plain(label.full)
    for piece in _pieces(words):
        rest = piece in full and full.find(piece) > 1 and len(piece) < len(full)
        if piece and not rest and not _is_noise(piece, noises):
            return False
    return True


def _pieces(words: list[Token]) -> list[str]:
    """The words of the tokens; characters printed one by one (三 / 、 / 本 / 年 / 度) are one piece."""
    found: list[str] = []
    spelled = False
    for token in words:
        piece = plain(token.text)
        if spelled and len(piece) <= 1:
            found[-1] += piece
        else:
            found.append(piece)
        spelled = len(piece) <= 1
    return found


def _is_noise(piece: str, noises: list[str]) -> bool:
    """Whether the piece is made of words that head rows or columns; 其他 and 总计 alone are rows."""
    if piece in ("其他", "总计"):
        return False
    position = 0
    while position < len(piece):
        stop = len(piece)
        while stop > position and not any(piece[position:stop] in words for words in noises):
            stop -= 1
        if stop == position or (stop - position == 1 and len(piece) > 1):
            return False
        position = stop
    return True


def _likely(words: str, labels: Sequence[Label], known: set[str], current: Row | None) -> Label | None:
    """The row that cut or misprinted words mean: the one label that begins with them, or that alone resembles them.

    A misprinted label must also stand where the form has it: behind the row before.
    """
    # Only the words behind the last side head or list mark are the label's own.
    marks = list(_MARK.finditer(words))
    mark = marks[-1][0] if marks else ""
    own = plain(words[marks[-1].end() :] if marks else words)
    if len(own) < 3 or not _CHINESE.search(own):
        return None
    begun = [label for label in labels if plain(_MARK.sub("", label.full)).startswith(own)]
    if len(begun) == 1 and begun[0].key not in known:
        return begun[0]
    keys = [label.key for label in labels]
    after = keys.index(current.key) if current is not None else -1
    possible = [
        label for label in labels[after + 1 : after + 4] if label.key not in known and _marked_alike(label, mark)
    ]
    ratios = sorted(
        ((_alike(own, plain(_MARK.sub("", label.full))), label) for label in possible), key=lambda pair: -pair[0]
    )
    if ratios and ratios[0][0] >= 0.7 and (len(ratios) == 1 or ratios[0][0] - ratios[1][0] >= 0.2):
        return ratios[0][1]
    return None


def _marked_alike(label: Label, mark: str) -> bool:
    """Whether `mark` (`3.`, `（二）`, `一、` or nothing) can be the label's own."""
    if mark[:1].isdigit() and mark[0] in "123456789":
        return label.ordinal == int(mark[0])
    return not mark or label.full.startswith(mark) or (label.ordinal == 1 and mark.startswith("（"))


def _alike(words: str, label: str) -> float:
    """How much `words` resemble a label, or its beginning where the label is cut at a line end."""
    ratio = SequenceMatcher(None, words, label).ratio()
    return max(ratio, SequenceMatcher(None, words, label[: len(words)]).ratio()) if len(words) >= 6 else ratio
