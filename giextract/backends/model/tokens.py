"""Tokens without a tokenizer: how many a text may be, from its kinds of characters.

Tokenizers differ by model and most cannot be had offline. The weights are what providers of Chinese models tell; what an
endpoint really counted corrects them by one factor per model (`usage.Ledger`).
"""

from __future__ import annotations

import re

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
TOKENS_OF_A_WIDE_CHARACTER = 0.6
TOKENS_OF_ANOTHER_CHARACTER = 0.3
TOKENS_OF_A_MESSAGE = 4


def count(text: str) -> float:
    """Tokens that `text` is thought to be."""
    wide = len(_WIDE.findall(text))
    return wide * TOKENS_OF_A_WIDE_CHARACTER + (len(text) - wide) * TOKENS_OF_ANOTHER_CHARACTER
