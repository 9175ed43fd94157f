"""Records are found in whatever `extract` wrote, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from giextract import extract
from giextract.errors import RecordError
from giextract.record import Record
from giextract.review.record_files import read_records


@pytest.fixture(scope="module")
def record(request: pytest.FixtureRequest) -> Record:
    return extract(request.getfixturevalue("sample"))


@pytest.mark.parametrize(
    ("name", "form", "count"),
    [
        ("one.json", "{0}", 1),
        ("several.json", "[{0}, {0}]", 2),
        ("lines.jsonl", "{0}\n\n{0}\n", 2),
        ("lines.json", "{0}\n{0}\n", 2),
        ("marked.json", "\ufeff{0}", 1),
        (
            "predictions.jsonl",
            '{"report":"a","backend":"b","record":{0}}\n{"report":"a","backend":"b","record":null}',
            1,
        ),
    ],
)
def test_forms_of_files(tmp_path: Path, record: Record, name: str, form: str, count: int) -> None:
    (tmp_path / name).write_text(form.replace("{0}", record.to_json()), encoding="utf-8")
    assert list(read_records([tmp_path / name])) == [record] * count


def test_a_folder_is_looked_through_and_its_other_files_are_passed_over(tmp_path: Path, record: Record) -> None:
    (tmp_path / "records" / "ab").mkdir(parents=True)
    (tmp_path / "records" / "ab" / "one.json").write_text(record.to_json(), encoding="utf-8")
    (tmp_path / "records" / "two.jsonl").write_text(record.to_json() + "\n", encoding="utf-8")
    (tmp_path / "summary.json").write_text('{"reports": 2}', encoding="utf-8")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / ".half.json").write_text(record.to_json(), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("…", encoding="utf-8")
    assert list(read_records([tmp_path])) == [record] * 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"reports": 2}', "no record"),
        ("{", "no JSON"),
        ("[NaN]", "NaN"),
        ('["\\ud800"]', "half a surrogate pair"),
        ("[" * 5000 + "]" * 5000, "nested too deep"),
        ('{"reports": 1e400}', "beyond all use"),
        ("[1]", "no record"),
        ("[]", "no records"),
    ],
)
def test_what_is_named_has_to_be_records(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=said):
        list(read_records([tmp_path / "x.json"]))


def test_a_damaged_record_is_an_error_wherever_it_stands(tmp_path: Path, record: Record) -> None:
    data = json.loads(record.to_json())
    data["facts"][3]["state"] = "guessed"
    (tmp_path / "x.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RecordError, match=r"x\.json.*facts\.3\.state"):
        list(read_records([tmp_path]))


@pytest.mark.parametrize("form", ["{0}", "[{0}]", "{0}\n{0}"])
def test_records_that_are_cut_off_are_an_error_in_a_folder_too(tmp_path: Path, record: Record, form: str) -> None:
    for name in ("x.json", "x.jsonl"):
        (tmp_path / name).write_text(form.replace("{0}", record.to_json())[:-40], encoding="utf-8")
        with pytest.raises(RecordError, match=rf"{name} is no JSON that can be read"):
            list(read_records([tmp_path]))
        (tmp_path / name).unlink()


def test_a_value_that_is_no_number_is_damage(record: Record) -> None:
    data = json.loads(record.to_json())
    data["values"]["disclosure"]["total"] = float("inf")
    with pytest.raises(ValidationError, match="no number of a report"):
        Record.model_validate(data)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        list(read_records([tmp_path / "nothing.json"]))
