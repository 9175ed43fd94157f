"""Rules of `proposals`: deputies' suggestions, the consultative conference's proposals, and what the public suggests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "四、建议提案办理情况"

PHRASES = [
    row("both", H, "全年办理人大代表建议23件、政协提案41件。", npc=23, cppcc=41),
    row("host and helper", H, "承办人大代表建议9件，其中主办6件、协办3件；政协提案11件。", npc=9, cppcc=11),
    row("kinds a and b", H, "办理县政协提案12件，其中A类10件，B类2件。", cppcc=12),
]
OTHER = [
    row("sum alone", H, "全年共承办人大建议和政协提案64件。", total=64),
    row("sum and parts", H, "全年承办建议提案共30件，其中人大代表建议18件，政协提案12件。", total=30, npc=18, cppcc=12),
    row(
        "shares",
        H,
        "办理人大代表建议7件，办结率100%，满意率98.5%。",
        npc=7,
        closed_percent=Decimal(100),
        satisfaction_percent=Decimal("98.5"),
    ),
    row("replies published", H, "全年公开建议提案答复15件。", replies_published=15),
    row("zeros", H, "2014年我局未收到人大代表建议和政协提案。", npc=0, cppcc=0),
    row("chinese numerals", H, "全年承办人大代表建议三件，政协委员提案五件。", npc=3, cppcc=5),
    row("deputies and members", H, "共办理代表建议4件，委员提案7件。", npc=4, cppcc=7),
    row("under disclosure", "二、主动公开情况", "在网站公开人大代表建议、政协提案答复22件。", replies_published=22),
    row(
        "number first",
        H,
        "全年收到16件人大代表建议、9件政协提案。",
        npc=16,
        cppcc=9,
    ),
]
TRAPS = [
    row("last year's", H, "2013年办理人大代表建议19件，2014年办理人大代表建议23件。", npc=23),
    row("last year's in brackets", H, "办理政协提案14件（上年20件）。", cppcc=14),
    row("citizens' suggestions", "三、互动交流", "向社会征集合理化建议58条。"),
    row("suggestions to applicants", "三、依申请公开情况", "答复申请时提出改进建议6条。"),
    row("licences closed", "三、政务服务", "行政许可事项按时办结率100%，群众满意率99.2%。"),
    row("target", H, "2014年办理政协提案8件。2015年力争办结率达到100%。", cppcc=8),
    row("document number", H, "按照青人办〔2014〕31号交办意见，办理人大代表建议5件。", npc=5),
    row(
        "the congress's own count",
        H,
        "县人大常委会共收到代表建议210件，其中交我局承办6件。",
        npc=6,
    ),
    row("phone", H, "提案办理联系电话：3325177。全年办理政协提案2件。", cppcc=2),
    row("delegates' visit", "一、概述", "邀请人大代表12名、政协委员8名视察信息公开工作。"),
    row(
        "hotline",
        "三、解读回应情况",
        "全年12345热线办理群众来电321件，满意率96%。",
    ),
    row("last year's share", H, "2014年办结率为98%，2013年办结率为100%。", closed_percent=Decimal(98)),
    row("one denied, one counted", H, "没有承办政协提案，办理人大建议1件。", npc=1, cppcc=0),
    row("replies on the site", H, "主办件答复已在局网站公开18件。", replies_published=18),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_proposals_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "proposals") == values
