"""The estimate against what an endpoint with a tokenizer of its own really counts."""

from __future__ import annotations

from pathlib import Path

from giextract.backends.model import ModelBackend, Profile
from giextract.backends.model.cache import AnswerCache
from giextract.backends.model.estimate import estimate
from giextract.backends.model.ledger import Ledger
from giextract.backends.model.planning import Planner
from giextract.pipeline import extract_document, prepare
from giextract.reading import read
from giextract.schema import load_schema
from giextract.sections import route
from tests.backends.model.conftest import used
from tests.backends.model.desk import Desk, Local
from tests.backends.model.oracle import Oracle

EVALS = Path(__file__).parents[3] / "evals"
NAMES = sorted(path.stem for path in (EVALS / "labels").glob("[abc]*.json"))
SCHEMA = load_schema()


def test_the_estimate_is_within_15_percent_once_an_endpoint_is_known(tmp_path: Path) -> None:
    profile = Profile(base_url="http://x/v1", model="m", price_in=2, price_out=8)
    oracles = {name: Oracle.of(EVALS / "reports" / f"{name}.txt", EVALS / "labels" / f"{name}.json") for name in NAMES}
    real_in = real_out = requests = 0
    with ModelBackend("m", profile, cache_folder=tmp_path / "c", sender=Local(Desk(list(oracles.values())))) as backend:
        for number, name in enumerate(NAMES):
            usage = used(extract_document(read(EVALS / "reports" / f"{name}.txt"), backend, SCHEMA))
            if number >= 5:
                real_in, real_out = real_in + usage.tokens_in, real_out + usage.tokens_out
                requests += usage.requests
    routed = []
    for name in NAMES[5:]:
        clean, skeleton, placed = prepare(read(EVALS / "reports" / f"{name}.txt"), SCHEMA)
        routed.append(route(clean, skeleton, placed, SCHEMA))
    cache = AnswerCache(tmp_path / "c")
    told = estimate(Planner(SCHEMA), routed, profile, Ledger(cache, profile))
    cache.close()
    assert abs(told.tokens_in / real_in - 1) < 0.15, (told.tokens_in, real_in)
    assert abs(told.tokens_out / real_out - 1) < 0.15, (told.tokens_out, real_out)
    assert told.cost is not None
    real = (2 * real_in + 8 * real_out) / 1_000_000
    assert abs(float(told.cost) / real - 1) < 0.15
    assert told.requests <= requests <= 1.1 * told.requests
