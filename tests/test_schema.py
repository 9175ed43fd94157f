"""Any plain Pydantic model can be a schema, and what cannot is refused with a reason."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Optional

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel

from giextract.errors import SchemaError
from giextract.schema import COMPARATORS, Section, fields_table, json_schema, load_schema
from giextract.schemas.annual_report import AnnualReport


class Currency(StrEnum):
    YUAN = "CNY"
    DOLLAR = "USD"


class Line(BaseModel):
    article: str = Field(title="品名", description="what was bought")
    price: Decimal | None = None


class InvoiceVAT(BaseModel):
    """A flat model as a user writes it in five minutes."""

    model_config = ConfigDict(title="发票", json_schema_extra={"headings": ["发票"], "cues": ["金额", "税率"]})

    number: Annotated[str, Field(min_length=1)] = Field(
        title="发票号码", json_schema_extra={"comparator": "text_exact"}
    )
    day: Optional[date] = None  # noqa: UP045
    rate: float | None = None
    paid: bool = False
    currency: Currency = Currency.YUAN
    kind: Literal["普通", "专用", None] = None
    amount: int | Decimal | None = Field(default=None, alias="金额/元")
    lines: list[Line] = Field(default_factory=list, title="明细", description="the lines of the invoice")
    marks: list[list[Annotated[str, Field(max_length=9)] | None]] | None = None


class Buyer(BaseModel):
    name: str | None = None


class Goods(BaseModel):
    model_config = ConfigDict(title="货物", json_schema_extra={"headings": ["货物"]})
    total: int | None = None


class Contract(BaseModel):
    buyer: Buyer
    goods: Goods | None = Field(default=None, title="标的")


class TestReflection:
    def test_flat_model_is_one_section_named_after_its_class(self) -> None:
        schema = load_schema(InvoiceVAT)
        assert schema.name == "invoice_vat"
        assert [(section.name, section.title, section.model) for section in schema.sections] == [
            ("invoice_vat", "发票", InvoiceVAT)
        ]
        assert schema.sections[0].headings == ("发票",)
        assert schema.sections[0].cues == ("金额", "税率")

    def test_leaves_of_a_flat_model_stand_at_the_root(self) -> None:
        assert [(leaf.path, leaf.type, leaf.comparator) for leaf in load_schema(InvoiceVAT).leaves] == [
            ("/number", str, "text_exact"),
            ("/day", date, "date"),
            ("/rate", Decimal, "decimal"),
            ("/paid", bool, "flag"),
            ("/currency", str, "text_norm"),
            ("/kind", str, "text_norm"),
            ("/金额~1元", Decimal, "decimal"),
            ("/lines/*/article", str, "text_norm"),
            ("/lines/*/price", Decimal, "decimal"),
            ("/marks/*/*", str, "text_norm"),
        ]

    def test_nested_model_has_a_section_for_each_field(self) -> None:
        sections = load_schema(Contract).sections
        assert [(section.name, section.title, section.headings, section.cues) for section in sections] == [
            ("buyer", "buyer", (), ()),
            ("goods", "标的", ("货物",), ()),
        ]
        assert [leaf.path for section in sections for leaf in section.leaves] == ["/buyer/name", "/goods/total"]

    def test_titles_and_descriptions_go_from_the_section_inwards(self) -> None:
        leaf = load_schema(InvoiceVAT).leaf("/lines/0/article")
        assert (leaf.title, leaf.description) == ("明细 · 品名", "the lines of the invoice: what was bought")

    def test_model_without_titles_uses_names(self) -> None:
        leaf = load_schema(Contract).leaf("/buyer/name")
        assert (leaf.title, leaf.description) == ("name", "")

    def test_built_in_schema_is_read_once(self) -> None:
        assert load_schema() is load_schema("annual_report")
        assert load_schema().model is AnnualReport

    def test_schema_survives_pickling_with_its_lookups(self) -> None:
        schema = pickle.loads(pickle.dumps(load_schema()))
        assert schema == load_schema()
        assert schema.leaf("/header/year").type is int


class TestLookup:
    @pytest.mark.parametrize(
        ("path", "pattern"),
        [
            ("/disclosure/by_category/0/count", "/disclosure/by_category/*/count"),
            ("/disclosure/by_category/37/name", "/disclosure/by_category/*/name"),
            ("/disclosure/by_category/*/count", "/disclosure/by_category/*/count"),
            ("/assessment/problems/2", "/assessment/problems/*"),
            ("/requests/new/total", "/requests/new/total"),
        ],
    )
    def test_concrete_path_leads_to_its_leaf(self, path: str, pattern: str) -> None:
        schema = load_schema()
        assert schema.leaf(path).path == pattern
        assert schema.section_of(path).name == pattern.split("/")[1]

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "/",
            "/header",
            "/header/yaer",
            "header/year",
            "/header/year/",
            "/disclosure/by_category",
            "/disclosure/by_category/3",
            "/disclosure/by_category/-1/count",
            "/disclosure/by_category/03/count",
            "/disclosure/by_category/３/count",
            "/disclosure/total/0",
        ],
    )
    def test_path_without_a_leaf_is_a_key_error(self, path: str) -> None:
        with pytest.raises(KeyError, match="has no leaf"):
            load_schema().leaf(path)
        with pytest.raises(KeyError, match="has no leaf"):
            load_schema().section_of(path)

    def test_section_is_found_by_name(self) -> None:
        assert load_schema().section("annex").title == "附表"
        with pytest.raises(KeyError, match="has no section 'anex'"):
            load_schema().section("anex")

    def test_flat_model_finds_its_section(self) -> None:
        section = load_schema(InvoiceVAT).section_of("/lines/4/price")
        assert isinstance(section, Section)
        assert section.name == "invoice_vat"


class TestDigest:
    def test_digest_is_twelve_hex_digits_and_stays(self) -> None:
        digest = load_schema(InvoiceVAT).digest
        assert len(digest) == 12
        assert int(digest, 16) >= 0
        assert load_schema(InvoiceVAT).digest == digest

    def test_digest_changes_with_a_description(self, tmp_path: Path) -> None:
        file = tmp_path / "own.py"
        digests = set()
        for description in ("net", "gross"):
            file.write_text(
                "from pydantic import BaseModel, Field\n"
                f"class Own(BaseModel):\n    total: int | None = Field(None, description={description!r})\n"
            )
            digests.add(load_schema(f"{file}:Own").digest)
        assert len(digests) == 2
        assert sorted(path.name for path in tmp_path.iterdir()) == ["own.py"]


class TestViews:
    def test_json_schema_carries_chinese_titles(self) -> None:
        found = json_schema(load_schema())
        assert found["title"] == "政府信息公开工作年度报告"
        assert found["properties"]["disclosure"]["title"] == "主动公开"
        assert found["$defs"]["Header"]["properties"]["year"]["title"] == "报告年度"

    def test_json_schema_may_be_changed_by_the_caller(self) -> None:
        first = json_schema(load_schema())
        before = copy.deepcopy(first)
        first["$defs"]["Header"]["cues"].clear()
        assert json_schema(load_schema()) == before

    def test_fields_table_has_a_row_for_each_leaf(self) -> None:
        table = fields_table(load_schema())
        assert len(table) == len(load_schema().leaves)
        assert table[2][:3] == ("/header/year", "int", "报告年度")
        assert {row[1] for row in table} == {"int", "decimal", "date", "bool", "str"}

    def test_every_comparator_of_a_type_is_accepted(self) -> None:
        for kind, comparators in COMPARATORS.items():
            for comparator in comparators:
                model = _with_field(kind, json_schema_extra={"comparator": comparator})
                assert load_schema(model).leaves[0].comparator == comparator


class TestReferences:
    SOURCE = (
        "from __future__ import annotations\n"
        "from pydantic import BaseModel\n"
        "class Bill(BaseModel):\n"
        "    total: int | None = None\n"
        "    lines: list[Item] = []\n"
        "class Item(BaseModel):\n"
        "    name: str\n"
        "number = 3\n"
    )

    def test_class_in_a_file_is_loaded(self, tmp_path: Path) -> None:
        file = tmp_path / "my schema.py"
        file.write_text(self.SOURCE)
        schema = load_schema(f"{file}:Bill")
        assert schema.name == "bill"
        assert [leaf.path for leaf in schema.leaves] == ["/total", "/lines/*/name"]
        assert schema.model.model_validate({"total": 1, "lines": [{"name": "x"}]})

    def test_class_in_a_module_is_loaded(self) -> None:
        schema = load_schema("giextract.schemas.annual_report:AnnualReport")
        assert schema.digest == load_schema().digest

    @pytest.mark.parametrize(
        ("reference", "advice"),
        [
            ("anual_report", "built in are annual_report; your own is path/to/file.py:ClassName"),
            ("", "built in are annual_report"),
            (":Bill", "built in are annual_report"),
            ("bill:", "built in are annual_report"),
            ("{file}", "name the class in {file} too: {file}:ClassName"),
            ("{file}:", "built in are annual_report"),
            ("{file}:Bil", "has no Pydantic model 'Bil'; it has Bill, Item"),
            ("{file}:number", "has no Pydantic model 'number'; it has Bill, Item"),
            ("{file}:BaseModel", "has no Pydantic model 'BaseModel'; it has Bill, Item"),
            ("{folder}/none.py:Bill", "none.py cannot be read: No such file or directory"),
            ("{folder}/broken.py:Bill", "broken.py is not Python: "),
            ("{folder}/null.py:Bill", "null.py is not Python: "),
            ("{folder}/fails.py:Bill", "fails.py fails: ZeroDivisionError: division by zero"),
            ("{folder}/exits.py:Bill", "exits.py fails: SystemExit: 3"),
            ("{folder}/empty.py:Bill", "has no Pydantic model 'Bill'; it has none at all"),
            ("{folder}/unknown.py:Bill", "Bill is not fully defined: "),
            ("no_such_module:Bill", "module no_such_module cannot be imported: ModuleNotFoundError"),
            (".relative:Bill", "module .relative cannot be imported: TypeError"),
            ("pathlib:Path", "pathlib has no Pydantic model 'Path'; it has none at all"),
        ],
    )
    def test_bad_reference_says_what_to_do(self, reference: str, advice: str, tmp_path: Path) -> None:
        sources = {
            "own": self.SOURCE,
            "broken": "class Bill(",
            "null": "\0",
            "fails": "1 / 0",
            "exits": "raise SystemExit(3)",
            "empty": "",
            "unknown": "from pydantic import BaseModel\nclass Bill(BaseModel):\n    total: 'Money'\n",
        }
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(source)
        names = {"file": tmp_path / "own.py", "folder": tmp_path}
        with pytest.raises(SchemaError) as caught:
            load_schema(reference.format(**names))
        assert advice.format(**names) in caught.value.message
        assert "\n" not in caught.value.message

    @pytest.mark.parametrize("thing", [int, 3, None, BaseModel, Buyer(name="x")], ids=str)
    def test_what_is_neither_name_nor_model_is_refused(self, thing: Any) -> None:
        with pytest.raises(SchemaError, match="is no schema"):
            load_schema(thing)


class Empty(BaseModel):
    pass


class Names(RootModel[list[str]]):
    pass


class Tree(BaseModel):
    name: str
    branches: list[Tree] = []


def _with_field(annotation: Any, **field: Any) -> type[BaseModel]:
    namespace = {"__annotations__": {"it": annotation}, "it": Field(**field), "__module__": __name__}
    return type("Odd", (BaseModel,), namespace)


def _with_config(**extra: Any) -> type[BaseModel]:
    config = ConfigDict(json_schema_extra=extra)
    return type("Odd", (Buyer,), {"model_config": config, "__module__": __name__})


class TestShapes:
    @pytest.mark.parametrize(
        ("model", "reason"),
        [
            (Empty, "Empty has no named fields"),
            (Names, "Names has no named fields"),
            (_with_field(Empty), "Empty has no named fields"),
            (Tree, "Tree contains itself at /branches/*"),
            (_with_field(dict[str, int]), "/it of Odd is dict[str, int], which cannot be extracted: use int, Decimal"),
            (_with_field(Any), "/it of Odd is typing.Any"),
            (_with_field(list), "/it of Odd is <class 'list'>"),
            (_with_field(list[bytes]), "/it/* of Odd is <class 'bytes'>"),
            (_with_field(tuple[int, int]), "/it of Odd is tuple[int, int]"),
            (_with_field(datetime), "/it of Odd is <class 'datetime.datetime'>"),
            (_with_field(int | str), "/it of Odd is int | str"),
            (_with_field(int | bool), "/it of Odd is int | bool"),
            (_with_field(Buyer | Goods), "/it of Odd is"),
            (_with_field(None), "/it of Odd is"),
            (_with_field(int, alias="2019"), "Odd.it: '2019' cannot be a key"),
            (_with_field(int, alias="*"), "Odd.it: '*' cannot be a key"),
            (_with_field(int, json_schema_extra={"comparator": "narrative"}), "for int use count"),
            (_with_field(str, json_schema_extra={"comparator": "fuzzy"}), "use text_norm or text_exact or text_part"),
            (_with_config(headings="发票"), "Odd: headings must be a list of words, not '发票'"),
            (_with_config(cues=["", "金额"]), "Odd: cues must be a list of words"),
        ],
    )
    def test_shape_that_cannot_be_extracted_says_where_and_why(self, model: type[BaseModel], reason: str) -> None:
        with pytest.raises(SchemaError) as caught:
            load_schema(model)
        assert reason in caught.value.message
