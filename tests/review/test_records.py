"""RECORDS are found in whatever giextract wrote them to; anything else is told in one line that says how to make some."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import giextract
from giextract.errors import RecordError
from giextract.record import Record
from giextract.review.records import load_records


@pytest.fixture(scope="module")
def record(sample: Path) -> Record:
    return giextract.extract(sample)


def line_of(record: Record | None) -> str:
    data = json.loads(record.to_json()) if record else None
    return json.dumps({"report": "r", "backend": "rules", "epoch": 0, "record": data})


def test_one_record_an_array_and_lines_are_read(record: Record, tmp_path: Path) -> None:
    other = record.model_copy(update={"source": record.source.model_copy(update={"sha256": "0" * 64})})
    for name, text, count in (
        ("one.json", record.to_json(indent=2), 1),
        ("two.json", f"[{record.to_json()},{other.to_json()}]", 2),
        ("two.jsonl", f"{record.to_json()}\n{other.to_json()}\n", 2),
        ("marked.json", "\ufeff" + record.to_json(), 1),
        ("predictions.jsonl", line_of(record) + "\n" + line_of(None) + "\n", 1),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        found = load_records([tmp_path / name])
        assert len(found) == count, name
        assert found[0] == record


@pytest.mark.parametrize("where", ["a.json", "records/ab/abc.json", "deep/er/a.jsonl", "predictions.jsonl"])
def test_a_folder_is_searched(where: str, record: Record, tmp_path: Path) -> None:
    file = tmp_path / where
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line_of(record) if "predictions" in where else record.to_json(), "utf-8")
    (tmp_path / "report.txt").write_text("nothing", "utf-8")
    assert load_records([tmp_path]) == [record]


def test_other_json_beside_the_records_of_a_run_is_left_alone(record: Record, tmp_path: Path) -> None:
    (tmp_path / "records" / "ab").mkdir(parents=True)
    (tmp_path / "records" / "ab" / "abc.json").write_text(record.to_json(), "utf-8")
    (tmp_path / "records" / "ab" / ".abc.1.part").write_text("{", "utf-8")
    (tmp_path / "summary.json").write_text("{}", "utf-8")
    assert load_records([tmp_path]) == [record]


def test_two_backends_records_of_one_report_are_both_kept_and_equal_ones_once(record: Record, tmp_path: Path) -> None:
    signed = record.signature.model_copy(update={"backend": "other@1"})
    other = record.model_copy(update={"signature": signed})
    assert record.usage is not None
    again = record.model_copy(update={"usage": record.usage.model_copy(update={"seconds": 9.0})})
    (tmp_path / "r.jsonl").write_text("\n".join(one.to_json() for one in (record, other, again)), "utf-8")
    assert load_records([tmp_path / "r.jsonl"]) == [record, other]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe\x00", "no UTF-8"),
        (b"", "no JSON"),
        (b"[]", "holds no records"),
        (b"{}", "something else"),
        (b'{"giextract": "0.1.0"}', "cannot read"),
        (b"{\n{\n", "line 1"),
        (b'[{"rule": "x"}]', "something else"),
    ],
)
def test_what_holds_no_records_is_told_in_one_line(text: bytes | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    if text is not None:
        file.write_bytes(text)
    with pytest.raises(RecordError) as caught:
        load_records([file])
    assert told in caught.value.message
    assert "\n" not in caught.value.message


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="holds no records"):
        load_records([tmp_path])
