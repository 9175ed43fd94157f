"""The real server of llama.cpp with random weights: the protocol works, and none of its rubbish becomes a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from giextract.backends.model import ModelBackend, Profile
from giextract.pipeline import extract_document
from giextract.reading import read
from giextract.schema import load_schema
from giextract.stated import value_of
from tests.backends.model import tiny_llama
from tests.backends.model.conftest import used

xllamacpp = pytest.importorskip("xllamacpp")
pytest.importorskip("gguf")

REPORTS = sorted((Path(__file__).parents[3] / "evals" / "reports").glob("*.txt"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("llama") / "tiny.gguf"
    tiny_llama.write(path)
    return path


def serve(model: Path, context: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx = context
    params.n_parallel = 2
    params.port = 0
    params.warmup = False
    params.ui = False
    params.verbosity = -1
    params.cpuparams.n_threads = 2
    params.n_threads_http = 8
    return xllamacpp.Server(params)


@pytest.fixture(scope="module")
def address(model: Path) -> Iterator[str]:
    server = serve(model, 65_536)
    yield f"{server.listening_address}/v1"
    del server


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_no_unproved_value_comes_out_of_rubbish(address: str, mode: str) -> None:
    profile = Profile(
        base_url=address, model="tiny", mode=mode, concurrency=2, max_tokens=200, re_asks=0, temperature=0.8, seed=3
    )
    schema = load_schema()
    answered = 0
    with ModelBackend("llama", profile) as backend:
        for path in REPORTS[: 20 if mode == "json_schema" else 6]:
            document = read(path)
            record = extract_document(document, backend, schema)
            assert used(record).requests > 0
            assert used(record).tokens_in > 1000
            answered += sum(section.state == "read" for section in record.sections.values())
            for fact in record.facts:
                if fact.check == "proved":
                    assert fact.span is not None
                    printed = document.text[slice(*fact.span)]
                    assert fact.state != "stated" or value_of(printed, schema.leaf(fact.path)) == fact.value
            for name, section in record.sections.items():
                if section.state == "unanswered":
                    assert name not in record.values
                    assert re.search("cut off|no JSON object|empty", str(section.reason)), section.reason
    assert answered > 0, "some answers were whole"


def test_a_cut_off_answer_is_an_error(address: str) -> None:
    profile = Profile(base_url=address, model="tiny", mode="json_schema", max_tokens=16)
    with ModelBackend("llama", profile) as backend:
        record = extract_document(read(REPORTS[0]), backend, load_schema())
    assert record.status == "failed"
    assert all("cut off" in str(one.reason) for one in record.sections.values() if one.state == "unanswered")
    assert record.values == {}


def test_too_long_a_request_is_a_context_error(model: Path) -> None:
    server = serve(model, 2048)
    profile = Profile(base_url=f"{server.listening_address}/v1", model="tiny", mode="json_schema", max_tokens=100)
    with ModelBackend("llama", profile) as backend:
        record = extract_document(read(REPORTS[0]), backend, load_schema())
    del server
    assert record.status == "failed"
    assert any("longer context" in str(one.reason) for one in record.sections.values())
