"""The annual report on government information disclosure (政府信息公开工作年度报告), one module per section."""

from pydantic import BaseModel, ConfigDict, Field

from .annex import Annex
from .applications import Applications
from .article20 import Article20
from .assessment import Assessment
from .challenges import Challenges
from .disclosure import Disclosure
from .disputes import Disputes
from .engagement import Engagement
from .fees import Fees
from .header import Header
from .organisation import Organisation
from .proposals import Proposals
from .requests import Requests
from .tally import Tally

__all__ = ["AnnualReport", "Tally"]


class AnnualReport(BaseModel):
    """政府信息公开工作年度报告 of any year and of any body, from 2008 on.

    Two statutes shaped the reports, and with them the fields:

    - 《中华人民共和国政府信息公开条例》(国务院令第492号), reports on 2008-2018: free narrative, often with a statistics
      form behind it (`annex`), which is the national one (政府信息公开工作情况统计表) since 国办发〔2014〕32号.
    - The same 条例 as revised (国务院令第711号), reports on 2019 and later: six fixed parts with three tables
      (`article20`, `requests`, `challenges`), whose form changed with the reports on 2021 (国办公开办函〔2021〕30号).

    A report of either regime may state any field. What a report does not state is left out, never 0.
    """

    model_config = ConfigDict(extra="forbid", title="政府信息公开工作年度报告")

    header: Header | None = Field(default=None, title="标题、前言、落款")
    organisation: Organisation | None = Field(default=None, title="组织领导、制度建设、监督保障")
    disclosure: Disclosure | None = Field(default=None, title="主动公开")
    engagement: Engagement | None = Field(default=None, title="解读回应、互动")
    applications: Applications | None = Field(default=None, title="依申请公开")
    fees: Fees | None = Field(default=None, title="收费及减免")
    disputes: Disputes | None = Field(default=None, title="复议、诉讼、投诉")
    proposals: Proposals | None = Field(default=None, title="人大建议、政协提案")
    assessment: Assessment | None = Field(default=None, title="问题与改进")
    annex: Annex | None = Field(default=None, title="附表")
    article20: Article20 | None = Field(default=None, title="主动公开政府信息情况（第二十条）")
    requests: Requests | None = Field(default=None, title="收到和处理政府信息公开申请情况")
    challenges: Challenges | None = Field(default=None, title="政府信息公开行政复议、行政诉讼情况")
