"""A schema of another kind of document: the notice of a public contract award (中标公告), in one file.

giextract extract examples/contract_notice.txt --schema examples/contract_notice.py:Award -b NAME
"""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field


class Bidder(BaseModel):
    """One candidate of the ranking."""

    name: str | None = Field(default=None, title="供应商名称")
    price: Decimal | None = Field(default=None, title="报价", description="as printed, 元")


class Award(BaseModel):
    """中标公告."""

    project: str | None = Field(default=None, title="项目名称")
    number: str | None = Field(default=None, title="项目编号")
    opened_on: date | None = Field(default=None, title="开标日期")
    winner: str | None = Field(default=None, title="中标供应商")
    lots: int | None = Field(default=None, title="包数", description="how many lots were awarded; 个")
    complaints: int | None = Field(default=None, title="质疑数", description="objections received; 件")
    bidders: list[Bidder] | None = Field(default=None, title="评审排名", description="candidates with their prices")
