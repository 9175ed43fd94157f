"""What a report costs: requests, characters and tokens, against one instructor call with the whole schema and the text alone.

    python benchmarks/model_cost.py [REPORTS_FOLDER LABELS_FOLDER [PATTERN]]

All are counted at the same oracle, so none of it depends on a model. `peer` is the schema asked whole in one instructor
call. LangExtract is not among them: it needs an environment of its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from giextract.backends.model import ModelBackend, Profile
from giextract.pipeline import extract_document
from giextract.reading import read
from giextract.schema import load_schema
from tests.backends.model.desk import Desk, completion, tokens
from tests.backends.model.oracle import Oracle, overlap


class Local:
    """The oracle in place of the network."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.received: list[str] = []

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (as Sender)
        """Answer from the label."""
        answer = self.desk.completion(body)
        self.received.append(self.desk.text(body))
        self.desk.bodies.pop()
        return answer

    async def close(self) -> None:
        """Nothing to close."""


def sent(body: dict[str, Any]) -> str:
    """All that a request sends and a provider counts."""
    extra = {key: body[key] for key in ("tools", "response_format") if key in body}
    messages = "".join(str(message["content"]) for message in body["messages"])
    return messages + (json.dumps(extra, ensure_ascii=False, separators=(",", ":")) if extra else "")


def ours(pairs: list[tuple[Path, Path]], mode: str) -> dict[str, float]:
    """Our own requests."""
    schema = load_schema()
    totals = dict.fromkeys(
        ("requests", "characters in", "tokens in", "stable prefix", "characters out", "tokens out"), 0.0
    )
    right = placed = routed = 0
    for report, label in pairs:
        oracle = Oracle.of(report, label, schema)
        local = Local(Desk([oracle]))
        with ModelBackend("oracle", Profile(base_url="http://x/v1", model="m", mode=mode), sender=local) as backend:
            record = extract_document(read(report), backend, schema)
            planned = backend.planner(schema).requests(oracle.routed)
        lines = {line.number for request in planned for line in request.lines}
        stable = [len(request.messages[0]["content"]) + len(request.opening) for request in planned]
        totals["stable prefix"] += sum(stable)
        for body in local.desk.bodies:
            totals["requests"] += 1
            totals["characters in"] += len(sent(body))
            totals["tokens in"] += tokens(sent(body))
        for text in local.received:
            totals["characters out"] += len(text)
            totals["tokens out"] += tokens(text)
        spans = {fact.path: fact.span for fact in record.facts if fact.check == "proved"}
        for path, place in oracle.places.items():
            if any(part.isdigit() for part in path.split("/")):
                continue
            placed += 1
            span = spans.get(path)
            right += span is not None and overlap(span, oracle.clean.span(*place))
            routed += oracle.line_of(place[0]).number in lines
    averages = {name: value / len(pairs) for name, value in totals.items()}
    averages["stable prefix"] /= averages["characters in"]
    return averages | {"right places": right / max(placed, 1), "proofs in routed lines": routed / max(placed, 1)}


def peer(pairs: list[tuple[Path, Path]]) -> dict[str, float]:
    """The schema asked whole in one instructor call, JSON mode."""
    import instructor

    schema = load_schema()
    bodies: list[dict[str, Any]] = []
    out = 0

    async def one(report: Path, label: Path) -> int:
        answer = json.dumps(json.loads(label.read_text("utf-8"))["values"], ensure_ascii=False)

        async def create(**body: Any) -> Any:
            from openai.types.chat import ChatCompletion

            bodies.append(body)
            return ChatCompletion.model_validate(completion("{}", {"model": "m", "messages": []}))

        patched: Any = instructor.patch(create=create, mode=instructor.Mode.JSON)
        text = read(report).text
        await patched(
            response_model=schema.model, messages=[{"role": "user", "content": text}], model="m", strict=False
        )
        return len(answer)

    for report, label in pairs:
        out += asyncio.run(one(report, label))
    characters = sum(len(sent(body)) for body in bodies) / len(pairs)
    return {"requests": 1, "characters in": characters, "characters out": out / len(pairs)}


def main(arguments: list[str]) -> None:
    """Print the comparison."""
    root = Path(__file__).parents[1] / "evals"
    reports, labels = (
        (Path(one) for one in arguments[:2]) if len(arguments) > 1 else (root / "reports", root / "labels")
    )
    pattern = arguments[2] if len(arguments) > 2 else "*.json"
    pairs = [(reports / f"{label.stem}.txt", label) for label in sorted(labels.glob(pattern))]
    pairs = [(report, label) for report, label in pairs if report.exists()]
    text = sum(len(read(report).text) for report, _ in pairs) / len(pairs)
    rows = {"text alone": {"characters in": text}, "one instructor call": peer(pairs)}
    rows |= {f"giextract, {mode}": ours(pairs, mode) for mode in ("json", "json_schema")}
    print(f"{len(pairs)} reports; averages per report")
    for name, row in rows.items():
        print(
            f"{name:24}"
            + "  ".join(f"{key} {value:,.2f}" if value <= 1 else f"{key} {value:,.0f}" for key, value in row.items())
        )


if __name__ == "__main__":
    main(sys.argv[1:])
