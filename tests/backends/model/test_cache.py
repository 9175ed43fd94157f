"""The cache of answers: what is kept, what is not, and what happens when its folder is wrong."""

from __future__ import annotations

import concurrent.futures
import json
import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from giextract.backends.model.cache import AnswerCache, key_of, remove_folder
from giextract.record import Record
from tests.backends.model.conftest import GOOD, KEY, VALUES, Script, Step, fails, says, used

Run = Callable[..., Record]


def test_a_second_run_sends_nothing_and_says_the_same(run: Run, script: Script, tmp_path: Path) -> None:
    first = run(says(), cache=tmp_path / "c")
    second = run(cache=tmp_path / "c")
    assert len(script.bodies) == 1
    assert first.values == second.values == VALUES
    assert first.facts == second.facts
    assert (used(second).requests, used(second).cached, used(second).tokens_in) == (0, 1, 0)


def test_a_re_asked_answer_is_replayed_too(run: Run, script: Script, tmp_path: Path) -> None:
    wrong = {"note": {**GOOD["note"], "total": "2|公开信息131条"}}
    assert run(says(wrong), says({"note": {"total": "2|公开信息130条"}}), cache=tmp_path / "c").values == VALUES
    assert run(cache=tmp_path / "c").values == VALUES
    assert len(script.bodies) == 2


def test_a_recording_holds_what_came_from_the_cache_too(run: Run, tmp_path: Path) -> None:
    kept: list[dict[str, Any]] = []
    run(says(), cache=tmp_path / "c")
    run(cache=tmp_path / "c", more={"record": kept.append})
    assert [json.loads(one["text"]) for one in kept] == [GOOD]


@pytest.mark.parametrize(
    "step",
    [
        says("", refusal="no"),
        says(GOOD, finish="length"),
        says("", finish="content_filter"),
        says(""),
        fails(400),
        fails(401),
    ],
)
def test_errors_are_never_kept(run: Run, script: Script, tmp_path: Path, step: Step) -> None:
    assert run(step, cache=tmp_path / "c").status == "failed"
    assert run(says(), cache=tmp_path / "c").values == VALUES
    assert len(script.bodies) == 2


@pytest.mark.parametrize(
    "change",
    [{"model": "n"}, {"temperature": 0.5}, {"seed": 1}, {"mode": "tools"}, {"extra_body": {"a": 1}}, {"epoch": 1}, {"max_tokens": 99}],
)  # fmt: skip
def test_whatever_changes_the_answer_asks_again(
    run: Run, script: Script, tmp_path: Path, change: dict[str, Any]
) -> None:
    run(says(), cache=tmp_path / "c")
    run(cache=tmp_path / "c", **change)
    assert len(script.bodies) == 2


@pytest.mark.parametrize(
    "change",
    [{"timeout": 9}, {"tries": 9}, {"concurrency": 1}, {"requests_per_minute": 1}, {"price_in": 1}, {"time_limit": 9}, {"re_asks": 5}],
)  # fmt: skip
def test_what_changes_no_answer_does_not_ask_again(
    run: Run, script: Script, tmp_path: Path, change: dict[str, Any]
) -> None:
    run(says(), cache=tmp_path / "c")
    run(cache=tmp_path / "c", **change)
    assert len(script.bodies) == 1


def test_another_prompt_or_schema_asks_again(
    run: Run, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from giextract.backends.model import templates

    run(says(), cache=tmp_path / "c")
    load = templates.load
    changed = replace(load("system"), body=load("system").body + "。")
    monkeypatch.setattr(templates, "load", lambda name: changed if name == "system" else load(name))
    run(cache=tmp_path / "c")
    assert len(script.bodies) == 2


def test_hits_are_checked_again(run: Run, tmp_path: Path) -> None:
    run(says(), cache=tmp_path / "c")
    cache = AnswerCache(tmp_path / "c")
    key = next(key for key in cache._cache.iterkeys() if not key.startswith("ledger"))
    lie = json.dumps({"note": {"total": "2|公开信息999条", "website": "2|其中网站87条"}}, ensure_ascii=False)
    cache.put(key, {"text": lie, "usage": None})
    cache.close()
    record = run(says("{}"), cache=tmp_path / "c")
    assert record.values == {"website": 87}


def test_the_folder_is_private_and_holds_no_secret(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    run(says(), fails(401, KEY), cache=folder)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
    for path in folder.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes()


def test_a_foreign_folder_is_reported_and_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("do not touch")
    heard: list[str] = []
    assert run(says(), cache=tmp_path, more={"say": heard.append}).values == VALUES
    assert "holds something else" in heard[0]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert not remove_folder(tmp_path)


def test_a_corrupt_database_is_reported_and_bypassed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    run(says(), cache=folder)
    (folder / "answers" / "cache.db").write_bytes(b"not a database" * 1000)
    for name in ("cache.db-wal", "cache.db-shm"):
        (folder / "answers" / name).unlink(missing_ok=True)
    heard: list[str] = []
    assert run(says(), cache=folder, more={"say": heard.append}).values == VALUES
    assert len(heard) == 1
    assert "without a cache" in heard[0]
    assert remove_folder(folder)
    assert run(says(), cache=folder).values == VALUES


def test_a_pickle_in_the_database_is_never_loaded(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "c")
    cache.put("a", {"text": "{}"})
    cache.close()

    class Bomb:
        def __reduce__(self) -> Any:
            return (Path(tmp_path / "exploded").touch, ())

    with sqlite3.connect(tmp_path / "c" / "answers" / "cache.db") as database:
        database.execute("UPDATE Cache SET mode = 4, value = ?", (pickle.dumps(Bomb()),))
    database.close()
    cache = AnswerCache(tmp_path / "c")
    assert cache.verify().bad == ("a",)
    assert cache.get("a") is None
    assert cache.trouble
    assert not (tmp_path / "exploded").exists()


def test_a_damaged_entry_is_no_hit(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "c")
    cache.put("a", {"text": "x"})
    cache.put("b", {"text": "y"})
    text = cache._cache.get("a")
    cache._cache.set("a", text.replace("x", "z"))
    assert cache.get("a") is None
    assert cache.get("b") == {"text": "y"}
    assert cache.verify().bad == ("a",)
    cache.close()


def test_nothing_is_evicted(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "c")
    assert cache._cache.eviction_policy == "none"
    assert cache._cache.cull_limit == 0
    cache.close()


def test_two_processes_share_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from giextract.backends.model.cache import AnswerCache\n"
        "c = AnswerCache(Path(sys.argv[1]))\n"
        "for i in range(200): c.put(f'{sys.argv[2]}{i}', {'text': 't' * 3000}); assert c.get(f'{sys.argv[2]}{i}')\n"
        "assert c.trouble is None; c.close()"
    )
    with concurrent.futures.ThreadPoolExecutor() as pool:
        done = pool.map(
            lambda n: subprocess.run([sys.executable, "-c", code, str(tmp_path / "c"), n], check=True), "pq"
        )
        assert len(list(done)) == 2
    cache = AnswerCache(tmp_path / "c")
    assert cache.info()[0] == 400
    assert cache.verify().good == 400
    cache.close()


def test_the_key_does_not_depend_on_the_order_of_parts() -> None:
    assert key_of({"a": 1, "b": {"c": 2, "d": 3}}) == key_of({"b": {"d": 3, "c": 2}, "a": 1})
