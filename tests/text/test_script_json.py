"""JSON in a script element: nothing in it ends the element, and it says what it said before."""

from __future__ import annotations

import json
from typing import Any

import pytest

from giextract.text.script_json import embedded_json


@pytest.mark.parametrize(
    ("data", "read"),
    [
        ("</script><script>alert(1)</script>", None),
        ("<!-- <script>", None),
        ("line\u2028paragraph\u2029end", None),
        ({"𠮷": [1, None, "１２０条"]}, None),
        ("half \ud842 a pair", "half ? a pair"),
    ],
)
def test_any_text_stands_in_the_element_and_is_read_back(data: Any, read: Any) -> None:
    text = embedded_json(data)
    assert "<" not in text
    assert not {"\u2028", "\u2029"} & set(text)
    assert json.loads(text) == (data if read is None else read)
    text.encode("utf-8")
