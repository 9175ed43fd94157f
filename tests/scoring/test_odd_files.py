"""Whatever shape stands in a file of the evals, it is used or refused in one line: there is no traceback.

A whole file, or any part of a good one, is replaced by something else that is JSON (TOML), and each command that reads the
file is run.
"""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giextract.cli import root
from tests.scoring.desk import write_suite

TEXT = "某县2015年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2015年，全县主动公开政府信息100条。\n"
LABEL = {
    "report": "r0",
    "values": {"header": {"year": 2015}, "disclosure": {"total": 100, "by_category": [{"name": "人事", "count": 2}]},
               "requests": {"new": {"total": 1, "company": {"state": "illegible"}}}},
    "also_right": {"/header/year": [2016], "/disclosure/by_category/0/name": ["人事信息"]},
    "optional": ["/disclosure/channels"],
    "as_printed": ["/disclosure/by_category: 2 are not 100"],
    "made": {"by": ["甲"]},
}  # fmt: skip
STRATA = {"r0": {"mess": "clean", "kinds": ["one line", "web noise"]}}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    10**400,
    "",
    "x",
    "\0",
    [],
    {},
    [[]],
    [{}],
    [None],
    {"": None},
    {"a": {"b": []}},
]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
)
SHAPES = st.sampled_from(ODD) | st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@dataclass
class Bench:
    """A small suite with a run, a baseline and a release; `restore` puts all back as it was."""

    folder: Path
    kept: Path

    def run(self, *arguments: str) -> None:
        result = CliRunner().invoke(root, ["eval", *arguments])
        assert "crashed" not in result.stderr, (arguments, result.stderr)
        assert result.exit_code in (0, 2, 3, 4, 5), (arguments, result.exit_code, result.exception)
        if result.exit_code in (2, 4):
            assert len(result.stderr.splitlines()) <= 2 or arguments[0] == "lint", (arguments, result.stderr)

    def restore(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("odd") / "work"
    suite = write_suite(folder, {"r0": {}}, TEXT, baselines=["all_absent", "release"], strata="strata.toml")
    (folder / "labels" / "r0.json").write_text(json.dumps(LABEL), encoding="utf-8")
    (folder / "strata.toml").write_text('[r0]\nmess = "clean"\nkinds = ["one line", "web noise"]\n', encoding="utf-8")
    (folder / "reasons.toml").write_text('[["r0"]]\npath = "/header/year"\nwhy = "a slip"\n', encoding="utf-8")
    for arguments in (
        [str(suite), "--runs", str(folder / "runs")],
        ["bless", str(suite), "--reason", "first scores of this suite"],
        ["bless", str(suite), "--release", "--reason", "first scores of this suite"],
    ):
        result = CliRunner().invoke(root, ["eval", *arguments])
        assert result.exit_code == 0, result.output
    (made,) = (folder / "runs").iterdir()
    made.rename(folder / "made")
    shutil.rmtree(folder / "runs")
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    bench = Bench(folder, kept)
    bench.run("score", str(folder / "made"))
    return bench


def swapped(data: Any, odd: Any, choose: Callable[[int], int]) -> Any:
    """`data` with a part of it, or all, replaced by `odd`."""
    places: list[tuple[Any, Any]] = []

    def walk(inner: Any) -> None:
        for key in inner if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ():
            places.append((inner, key))
            walk(inner[key])

    made = copy.deepcopy(data)
    walk(made)
    place = choose(len(places))
    if place == len(places):
        return odd
    holder, key = places[place]
    holder[key] = odd
    return made


def toml(data: Any) -> str:
    """TOML of a table of tables, values as JSON writes them; what TOML has no word for stands as it is, and is no TOML."""
    if not isinstance(data, dict):
        return json.dumps(data)
    lines = [f"{json.dumps(key)} = {inline(value)}" for key, value in data.items()]
    return "\n".join(lines) + "\n"


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value)


EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def put(bench: Bench, path: str, text: str, *commands: list[str]) -> None:
    bench.restore()
    (bench.folder / path).write_text(text, encoding="utf-8")
    for command in commands:
        bench.run(*command)


@EXAMPLES
@given(odd=SHAPES, data=st.data())
def test_labels(bench: Bench, odd: Any, data: st.DataObject) -> None:
    text = json.dumps(swapped(LABEL, odd, lambda most: data.draw(st.integers(0, most))))
    suite, run = str(bench.folder / "small.toml"), str(bench.folder / "made")
    labels = str(bench.folder / "labels")
    put(bench, "labels/r0.json", text, ["lint", suite], ["score", run], ["gate", suite], ["agreement", labels, labels])


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("made/run.json", ["score", "made"]),
        ("made/run.json", ["run", "small.toml", "--resume", "made"]),
        ("made/predictions.jsonl", ["score", "made"]),
        ("baselines/small.json", ["gate", "small.toml"]),
        ("baselines/small.json", ["bless", "small.toml", "--reason", "a reason to change it"]),
        ("baselines/small.release.jsonl", ["score", "made"]),
    ],
)
@EXAMPLES
@given(odd=SHAPES, data=st.data())
def test_json_files(bench: Bench, path: str, command: list[str], odd: Any, data: st.DataObject) -> None:
    lines = (bench.kept / path).read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines] if path.endswith(".jsonl") else [json.loads("\n".join(lines))]
    which = data.draw(st.integers(0, len(documents) - 1))
    documents[which] = swapped(documents[which], odd, lambda most: data.draw(st.integers(0, most)))
    text = "".join(json.dumps(document, sort_keys=True) + "\n" for document in documents)
    put(bench, path, text, [str(bench.folder / part) if (bench.kept / part).exists() else part for part in command])


@pytest.mark.parametrize(
    ("path", "good", "command"),
    [
        ("strata.toml", STRATA, ["score", "made"]),
        ("small.toml", {"name": "small", "backends": ["rules"], "gate": {"margin": 0.02}}, ["gate", "small.toml"]),
        ("small.toml", {"include": ["*"], "sections": [], "seed": 1, "strata": "strata.toml"}, ["lint", "small.toml"]),
        ("reasons.toml", {"r0": [{"path": "/a", "why": "b"}]}, ["agreement", "labels", "labels", "--reasons", "reasons.toml"]),
    ],
)  # fmt: skip
@EXAMPLES
@given(odd=SHAPES, data=st.data())
def test_toml_files(bench: Bench, path: str, good: Any, command: list[str], odd: Any, data: st.DataObject) -> None:
    text = toml(swapped(good, odd, lambda most: data.draw(st.integers(0, most))))
    put(bench, path, text, [str(bench.folder / part) if (bench.kept / part).exists() else part for part in command])


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "\ufeff", "nul\0l", '{"format": NaN}', '{"a": 1, "a": 1}', "\udcff"]
)
@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("labels/r0.json", ["lint", "small.toml"]),
        ("labels/r0.json", ["score", "made"]),
        ("made/run.json", ["score", "made"]),
        ("made/predictions.jsonl", ["score", "made"]),
        ("baselines/small.json", ["gate", "small.toml"]),
        ("baselines/small.release.jsonl", ["score", "made"]),
        ("strata.toml", ["score", "made"]),
        ("small.toml", ["gate", "small.toml"]),
        ("reasons.toml", ["agreement", "labels", "labels", "--reasons", "reasons.toml"]),
    ],
)  # fmt: skip
def test_files_that_hold_no_data_at_all(bench: Bench, path: str, command: list[str], text: str) -> None:
    bench.restore()
    (bench.folder / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    bench.run(*(str(bench.folder / part) if (bench.kept / part).exists() else part for part in command))
