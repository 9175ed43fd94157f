"""JSON that may stand inside a script element of a page, whatever the texts in it say."""

from __future__ import annotations

import json


def embedded_json(data: object) -> str:
    """`data` as JSON in which nothing can end the element, open a comment, or be no Unicode text.

    Halves of surrogate pairs become question marks, one for each, so that offsets stay what they are.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .encode("utf-8", "replace")
        .decode()
    )
