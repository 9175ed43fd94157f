"""Which names are those of another body, and which of the same, of one above or below it, or of an office that answers for it."""

from __future__ import annotations

import pytest

from giextract.audit.bodies import other_body
from tests.audit.reports import NARRATIVE, findings

OTHER = [
    ("青川市柳河区水利局", "青川市柳河区林业局"), ("青川市柳河区水利局", "柳河区林业局"), ("青川市柳河区水利局", "青川市东山区水利局"),
    ("青川市柳河区水利局", "南林县水利局"), ("清河县教育局", "县林业局"), ("白石镇人民政府", "黑水镇人民政府"),
    ("青石县人民政府", "红石县人民政府"), ("清河县城关街道办事处", "东门街道办事处"),
]  # fmt: skip
SAME_OR_RELATED = [
    ("青川市柳河区水利局", "柳河区水利局"), ("柳河区水利局", "青川市柳河区水利局"), ("青川市柳河区水利局", "区水利局"),
    ("青川市柳河区水利局", "青川市水利局"), ("青川市水利局", "柳河区水利局"), ("青川市柳河区水利局", "柳河区人民政府"),
    ("青川市柳河区水利局", "柳河区水务局"), ("清河县人力资源和社会保障局", "清河县人社局"), ("清河县教育局", "清河县教育局办公室"),
    ("清河县发展和改革委员会", "清河县发改委"), ("清河县教育局", "清河县教育体育局"), ("清河县国土资源局", "清河县自然资源局"),
    ("清河县工商行政管理局", "清河县市场监督管理局"), ("清河县卫生和计划生育局", "清河县卫生健康局"), ("清河县教育局", "清河县政务服务局"),
    ("青石县人民政府", "青石县大数据局"), ("青石县人民政府", "青石县人民政府办公室"), ("白石镇人民政府", "清河县白石镇人民政府"),
    ("白石镇人民政府", "清河县人民政府"), ("高新技术产业开发区管理委员会", "高新区管委会"), ("石家庄市地方税务局", "石家庄市国家税务局"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "name"), OTHER)
def test_another_body_is_told_from_the_issuer(issuer: str, name: str) -> None:
    assert other_body(issuer, name)


@pytest.mark.parametrize(("issuer", "name"), SAME_OR_RELATED)
def test_short_and_former_names_and_bodies_above_and_below_are_no_others(issuer: str, name: str) -> None:
    assert not other_body(issuer, name)


@pytest.mark.parametrize(
    "signed",
    ["县教育局", "清河县教育局办公室", "清河县人民政府", "清河县教育局政府信息公开领导小组", "清河县教育体育局"],
)
def test_a_signature_of_the_same_body_is_not_blamed(signed: str) -> None:
    assert findings(NARRATIVE.replace("\n清河县教育局\n2017", f"\n{signed}\n2017")) == []


def test_an_issuer_in_traditional_characters_is_the_same() -> None:
    traditional = NARRATIVE.replace("清河县教育局", "清河縣教育局")
    assert [one.rule for one in findings(traditional) if one.rule.startswith("foreign")] == []
