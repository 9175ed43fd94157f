"""Rules of `disputes`: reviews, lawsuits, complaints, their outcomes, and who was denied what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "五、复议、诉讼、申诉情况"

PHRASES = [
    row("neither", H, "2014年未发生针对我局政府信息公开工作的行政复议和行政诉讼。", reconsiderations=0, lawsuits=0),
    row(
        "three zeros",
        H,
        "没有收到因政府信息公开引起的行政复议、行政诉讼和申诉。",
        reconsiderations=0,
        lawsuits=0,
        complaints=0,
    ),
    row("heading and 无", "五、因政府信息公开申请行政复议、提起行政诉讼的情况", "无。", reconsiderations=0, lawsuits=0),
    row(
        "outcomes of reviews",
        H,
        "全年发生行政复议4件，其中维持3件、纠正1件。",
        reconsiderations=4,
        reconsiderations_upheld=3,
        reconsiderations_corrected=1,
    ),
    row("complaints", H, "接受行政申诉、举报1件。", complaints=1),
    row(
        "applications and reviews in one denial",
        "三、依申请公开情况",
        "2014年未收到公开申请和行政复议。",
        reconsiderations=0,
    ),
]
OTHER = [
    row(
        "outcomes in brackets",
        H,
        "行政复议0件，行政诉讼3件（驳回原告诉讼请求2件，纠错1件）。",
        reconsiderations=0,
        lawsuits=3,
        lawsuits_upheld=2,
        lawsuits_corrected=1,
    ),
    row(
        "one each",
        H,
        "2014年因政府信息公开引起的行政复议、行政诉讼各1件。",
        reconsiderations=1,
        lawsuits=1,
    ),
    row("chinese numerals", H, "全年被申请行政复议两起，被提起行政诉讼一起。", reconsiderations=2, lawsuits=1),
    row("one denied, one counted", H, "2014年未发生行政复议，发生行政诉讼3件。", reconsiderations=0, lawsuits=3),
    row("complaint denied", H, "全年未收到有关政府信息公开的投诉和举报。", complaints=0),
    row("count before the noun", H, "全年共发生2件行政复议案件，无行政诉讼案件。", reconsiderations=2, lawsuits=0),
    row("two sentences", H, "行政复议情况：0件。行政诉讼情况：1件。", reconsiderations=0, lawsuits=1),
    row(
        "both with outcomes",
        H,
        "行政复议6件，其中维持4件，依法纠错1件，其他1件；行政诉讼2件，其中维持或驳回2件。",
        reconsiderations=6,
        reconsiderations_upheld=4,
        reconsiderations_corrected=1,
        reconsiderations_other=1,
        lawsuits=2,
        lawsuits_upheld=2,
    ),
    row("in the heading of another section", "六、其他", "本年度没有因政府信息公开被提起行政诉讼。", lawsuits=0),
    row(
        "all upheld",
        H,
        "因信息公开引发的行政复议2件，复议结果均为维持。",
        reconsiderations=2,
        reconsiderations_upheld=2,
    ),
    row("the same number of each", H, "行政复议、行政诉讼均为2件。", reconsiderations=2, lawsuits=2),
    row(
        "upheld by the body above",
        H,
        "针对上述答复，申请人向市政府申请行政复议1件，复议机关维持了我局答复。",
        reconsiderations=1,
        reconsiderations_upheld=1,
    ),
]
TRAPS = [
    row("none of one, one of the other", H, "无行政复议，行政诉讼1件。", reconsiderations=0, lawsuits=1),
    row("shared out", H, "行政复议、行政诉讼分别为3件、1件。"),
    row("one sum of both", H, "行政复议和行政诉讼共4件。"),
    row("last year's", H, "2013年发生行政复议6件，2014年未发生行政复议。", reconsiderations=0),
    row("last year's count, this year's count", H, "去年发生行政复议6件，今年发生行政复议2件。", reconsiderations=2),
    row(
        "the province's courts",
        H,
        "全省法院受理政府信息公开诉讼210件，我局未发生行政诉讼。",
        lawsuits=0,
    ),
    row(
        "not about disclosure",
        H,
        "行政处罚引发的行政复议7件，与信息公开无关。未发生因信息公开引起的行政复议。",
        reconsiderations=0,
    ),
    row("caused by applications", H, "因政府信息公开申请引起的行政复议1件。", reconsiderations=1),
    row("hotline", "二、互动交流", "12345热线受理群众投诉486件，办结率100%。"),
    row(
        "consumers",
        "二、主动公开情况",
        "及时公布消费者投诉312件的处理结果。",
    ),
    row("running total", H, "历年累计行政复议8件，2014年行政复议1件。", reconsiderations=1),
    row("reversal denied, not the review", H, "全年发生行政复议2件，没有被撤销的情况。", reconsiderations=2),
    row("document number", H, "按照青府法〔2014〕7号文件要求做好应诉准备，2014年未发生行政诉讼。", lawsuits=0),
    row("applications denied", "三、依申请公开情况", "2014年未收到政府信息公开申请。"),
    row("complaint phone", "二、监督", "设立政府信息公开投诉电话0596-3320015，接受社会监督。"),
    row("rules on review", "一、制度建设", "制定了《行政复议案件办理办法》等3项制度。"),
    row(
        "target",
        H,
        "2014年未发生行政诉讼。2015年争取行政复议纠错案件少于2件。",
        lawsuits=0,
    ),
    row(
        "last year's in brackets before the other kind",
        H,
        "行政复议3件（上年5件），行政诉讼0件。",
        reconsiderations=3,
        lawsuits=0,
    ),
    row(
        "another body's, none of our own",
        H,
        "针对县政府的信息公开行政诉讼4件，我局无。",
        lawsuits=0,
    ),
    row("reviews as the reviewing body", H, "我局作为复议机关审理行政复议案件26件，均与政府信息公开无关。"),
    row("denial with a cause", H, "没有因未按时公开信息而被投诉的情况。", complaints=0),
    row("another cause", H, "因行政处罚引起的行政诉讼4件，因政府信息公开引起的行政诉讼0件。", lawsuits=0),
    row("both, in all", H, "行政复议、行政诉讼情况：本年度均为0件。", reconsiderations=0, lawsuits=0),
    row("of which on disclosure", H, "受理行政复议申请3件，其中涉及政府信息公开1件。", reconsiderations=1),
    row(
        "outcomes in brackets",
        H,
        "因信息公开被提起行政复议1件（结果维持），行政诉讼2件（均驳回起诉）。",
        reconsiderations=1,
        reconsiderations_upheld=1,
        lawsuits=2,
        lawsuits_upheld=2,
    ),
    row("applications that led to reviews", H, "2014年共有2件申请引起行政复议。", reconsiderations=2),
    row("turned down by the court", H, "行政诉讼1件，法院判决驳回原告诉讼请求。", lawsuits=1, lawsuits_upheld=1),
    row(
        "upheld by the body above",
        H,
        "发生行政复议1件，省发改委维持了我委的答复。",
        reconsiderations=1,
        reconsiderations_upheld=1,
    ),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_disputes_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "disputes") == values


def test_a_count_that_was_lost_is_no_number() -> None:
    lost = read(H, "2014年发生行政复议　　件，行政诉讼　　件。", "disputes")
    assert all(value is None for value in lost.values())
