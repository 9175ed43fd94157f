"""Rules of `applications`: printed counts by way and outcome, zeros in words, and figures that are not applications."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "三、依申请公开政府信息情况"

PHRASES = [
    row(
        "not received, with the applicants named",
        H,
        "2014年，我局未收到公民、法人和其他组织提出的政府信息公开申请。",
        received=0,
    ),
    row("zero in digits", H, "本年度收到政府信息公开申请0件。", received=0),
    row("none received", H, "全年没有收到要求公开政府信息的申请。", received=0),
    row("not received so far", H, "截至2014年底，我局尚未收到依申请公开的申请。", received=0),
    row("not met with", H, "2014年度未接到政府信息公开申请。", received=0),
    row("no application", H, "2014年，我局无申请公开政府信息的情况。", received=0),
    row("not accepted", H, "2014年未受理依申请公开事项。", received=0),
    row("heading and 无", H, "无。", received=0),
    row("未收到 with a unit and no number", H, "我局全年未收到政府信息公开申请件。", received=0),
    row(
        "ways",
        H,
        "2014年共收到政府信息公开申请37件，其中当面申请9件，传真申请2件，网上申请21件，信函申请5件。",
        received=37,
        in_person=9,
        by_fax=2,
        online=21,
        by_letter=5,
    ),
    row("one way alone", H, "全年受理政府信息公开申请14件，其中网上申请6件。", received=14, online=6),
    row(
        "outcomes",
        H,
        "全年共收到申请37件，答复37件。其中同意公开18件，同意部分公开4件，不予公开3件，信息不存在6件，不属于本机关公开5件，告知作出更改补充1件。",
        received=37,
        answered=37,
        granted=18,
        partially_granted=4,
        refused=3,
        not_existing=6,
        not_held=5,
        amended=1,
    ),
    row(
        "letter and fax in one figure",
        H,
        "收到申请8件，其中当面申请5件，信函、传真申请3件。",
        received=8,
        in_person=5,
        by_letter=3,
    ),
    row("more than", H, "全年共收到政府信息公开申请120余件。", received=120),
    row("full-width digits", H, "全年共收到政府信息公开申请１２８件。", received=128),
]
OTHER = [
    row("chinese numeral", H, "本局全年接到政府信息公开申请二十三宗。", received=23),
    row(
        "ways as verbs",
        H,
        "今年收到申请23件，按提交方式分：当面提交8件，通过电子邮件提交11件，以信函方式提交4件。",
        received=23,
        in_person=8,
        online=11,
        by_letter=4,
    ),
    row(
        "closed",
        H,
        "共收到申请33件，当年办结31件，其中按时办结29件，延期办结2件。",
        received=33,
        closed=31,
        closed_on_time=29,
        closed_extended=2,
    ),
    row(
        "public already, elsewhere",
        H,
        "收到申请19件，其中属于已主动公开范围的7件，非本机关掌握的4件，告知通过其他途径办理的2件，同意公开的6件。",
        received=19,
        already_public=7,
        not_held=4,
        referred=2,
        granted=6,
    ),
    row(
        "reasons of the form",
        H,
        "全年收到申请30件，不同意公开9件，其中涉及国家秘密1件，涉及商业秘密2件，涉及个人隐私3件，"
        "危及国家安全、公共安全、经济安全和社会稳定1件，不是《条例》所指政府信息1件，法律法规规定的其他情形1件。",
        received=30,
        refused=9,
        refused_state_secret=1,
        refused_trade_secret=2,
        refused_privacy=3,
        refused_security=1,
        refused_not_information=1,
        refused_other=1,
    ),
    row("number before the noun", H, "全年共收到46件政府信息公开申请。", received=46),
    row("in a section of another name", "四、其他情况", "2014年，本局共受理政府信息公开申请17件。", received=17),
    row("open at the end of the year", H, "2014年受理申请9件，办结8件，1件正在办理中。", received=9, closed=8),
    row(
        "outcomes with shares",
        H,
        "2014年共收到申请12件，其中同意公开8件，占66.7%；不予公开2件，占16.7%；信息不存在2件。",
        received=12,
        granted=8,
        refused=2,
        not_existing=2,
    ),
    row("where they come from", H, "共收到申请6件，4件来自网络，2件来自信函。", received=6, online=4, by_letter=2),
    row("brought in person, in a clause behind", H, "全年收到信息公开申请1件，为当面申请。", received=1, in_person=1),
    row(
        "within the working days prescribed",
        H,
        "收到申请9件，其中7件在规定的15个工作日内答复。",
        received=9,
        closed_on_time=7,
    ),
    row("answered within working days", H, "收到申请2件，2件申请均在15个工作日内答复。", received=2, answered=2),
    row(
        "public already, and told where",
        H,
        "收到申请9件，属于已经主动公开范围、告知获取途径的8件。",
        received=9,
        already_public=8,
    ),
    row(
        "refused, with the reason behind",
        H,
        "收到申请3件，不予公开1件，因第三方认为涉及其商业秘密。",
        received=3,
        refused=1,
        refused_trade_secret=1,
    ),
    row(
        "for another body, which is named", H, "收到申请3件，不属于我局公开并告知区法院的1件。", received=3, not_held=1
    ),
    row(
        "no information of the government", H, "收到申请2件，“非政府信息”的1件。", received=2, refused_not_information=1
    ),
    row("none later than prescribed", H, "收到申请5件，全部办结，无一延期。", received=5, closed_extended=0),
    row("all of them online", H, "受理政府信息公开申请2件，均为通过互联网提交。", received=2, online=2),
    row(
        "so many late",
        H,
        "收到申请38件，其中35件在法定期限内答复，3件延期答复。",
        received=38,
        closed_on_time=35,
        closed_extended=3,
    ),
    row(
        "public, told where to find it", H, "收到申请9件，已主动公开，告知获取方式的5件。", received=9, already_public=5
    ),
]
TRAPS = [
    row("the change alone", H, "收到政府信息公开申请较上年增加7件。"),
    row("last year's, then the change", H, "收到申请比上年的9件减少4件。"),
    row("ways that share one figure", H, "收到申请3件，当面、网络共3件。", received=3),
    row("last year's first", H, "2013年收到申请45件，2014年收到申请52件。", received=52),
    row("last year's in brackets", H, "全年收到政府信息公开申请52件（上年45件）。", received=52),
    row("difference from last year", H, "全年收到申请52件，比上年减少7件。", received=52),
    row("running total", H, "2014年收到申请5件，历年累计收到申请61件。", received=5, received_cumulative=61),
    row("document number", H, "按照青政办〔2014〕18号文件受理申请，2014年收到政府信息公开申请3件。", received=3),
    row("phone", H, "受理电话：0596-3321876。2014年收到政府信息公开申请4件。", received=4),
    row("licences", H, "政务大厅全年受理行政许可申请812件，未收到政府信息公开申请。", received=0),
    row("licences alone", H, "政务大厅全年受理行政许可申请812件。"),
    row(
        "documents for disclosure on request",
        "二、主动公开政府信息情况",
        "全年制作、获取政府信息总数420条，其中主动公开政府信息300条，作为依申请公开信息数80条，不予公开40条。",
    ),
    row(
        "documents, then a zero",
        H,
        "作为依申请公开信息数80条。2014年未收到政府信息公开申请。",
        received=0,
    ),
    row("dispute denied, not the applications", H, "2014年收到申请6件。未发生因申请公开引起的行政复议。", received=6),
    row("dispute alone", "五、复议和诉讼情况", "2014年未发生因政府信息公开申请引起的行政复议、行政诉讼。"),
    row("delay denied", H, "2014年共收到申请8件，办理中未发生逾期情况。", received=8),
    row("target", H, "2014年收到申请2件。2015年力争申请答复率达到100%。", received=2),
    row(
        "other body, then own",
        H,
        "全县各部门共收到申请310件，其中我局收到11件。",
        received=11,
    ),
    row("inquiries", H, "接受公众咨询560人次，收到政府信息公开申请1件。", received=1),
    row("fee denied", "四、收费情况", "2014年未对依申请公开政府信息收取费用。"),
    row("next year's plan", H, "2014年未收到申请。2015年计划培训受理人员20人次。", received=0),
    row(
        "days to answer",
        H,
        "我局在收到申请后15个工作日内予以答复。2014年未收到申请。",
        received=0,
    ),
    row(
        "running total, of which this year's",
        H,
        "截至2014年12月31日，我局累计受理政府信息公开申请88件，其中2014年受理12件。",
        received=12,
        received_cumulative=88,
    ),
    row(
        "累计 within the year",
        H,
        "2014年，我局累计收到政府信息公开申请12件。",
        received=12,
    ),
    row(
        "since the regulations came in",
        H,
        "自2008年5月以来，我局共收到申请73件。2014年收到申请6件。",
        received=6,
        received_cumulative=73,
    ),
    row(
        "replies to proposals",
        "四、建议提案办理情况",
        "办理政协提案7件，公开答复12件。",
    ),
    row("a kind denied, not all", H, "全年未收到书面申请，收到网上申请3件。", received=3, online=3),
    row("refusals denied, not applications", H, "2014年没有不予公开的申请，共收到申请5件。", received=5, refused=0),
    row("applicants by kind", H, "全年共收到申请26件，其中自然人申请20件，法人申请6件。", received=26),
    row("places to apply", H, "设立申请受理点5个，2014年收到申请2件。", received=2),
    row("passed on by a hotline", H, "12345平台转来申请1件，2014年共收到申请6件。", received=6),
    row(
        "documents in the catalogue for request",
        H,
        "依申请公开目录共列信息36条，2014年未收到申请。",
        received=0,
    ),
    row(
        "visitors, then a zero",
        H,
        "2014年共接待查阅人员120人次，未收到申请。",
        received=0,
    ),
    row("a condition", H, "如果收到申请5件以上，应当上报。2014年收到申请2件。", received=2),
    row("a range", H, "2014年收到申请3-5件。"),
    row(
        "carried over from last year",
        H,
        "2014年收到申请21件，上年结转1件，办结20件，结转下年度2件。",
        received=21,
        closed=20,
    ),
    row("a hotline's answers", H, "我局收到申请3件，答复3件。12345热线共答复来电402件。", received=3, answered=3),
    row("a hotline's cases, then a zero", H, "12345热线受理工单2146件，办结2146件。2014年未收到申请。", received=0),
    row(
        "letters to the mayor",
        H,
        "2014年收到申请3件，均已答复。区长信箱受理群众来信205件，答复200件。",
        received=3,
    ),
    row(
        "granted and granted in part together",
        H,
        "受理申请8件，其中予以公开及部分公开5件，不予公开1件。",
        received=8,
        refused=1,
    ),
    row(
        "messages of the public",
        "三、解读回应情况",
        "收到网民留言63条，答复61条。",
    ),
    row(
        "letters to the county head",
        "三、解读回应情况",
        "答复县长信箱来信88件，接听电话咨询1200余次。",
    ),
    row(
        "extended among the answered",
        H,
        "2014年收到申请7件，其中3件经批准延长答复期限。",
        received=7,
        closed_extended=3,
    ),
    row("days for handling", H, "公开申请办理时限由15天缩短为10天，2014年收到申请3件。", received=3),
    row("clicks on the column", H, "依申请公开栏目点击560次，受理申请2件。", received=2),
    row("since this year began", H, "今年以来共收到申请6件。", received=6),
    row(
        "running total since the regulations, then this year's",
        H,
        "自《条例》实施以来，共受理申请19件，2014年受理5件。",
        received=5,
        received_cumulative=19,
    ),
    row("street office's part", H, "全区共收到依申请公开45件，我街道收到2件，均已答复。", received=2),
    row("ways that are added up", H, "2014年我局收到书面申请2件，电子邮件申请1件，合计3件。", received=3, online=1),
    row(
        "outcomes behind their counts",
        H,
        "共收到12件申请，12件申请中，11件公开，1件部分公开。",
        received=12,
        granted=11,
        partially_granted=1,
    ),
    row("no charge for applications", H, "2014年，没有因政府信息公开申请收取信息处理费的情况。"),
    row("ways and no whole", H, "截至年底，共收到网上申请3件、书面申请2件，均在15个工作日内予以答复。", online=3),
    row("all by one way", H, "申请6件，全部为网上申请。", received=6, online=6),
    row(
        "outcomes in brackets",
        H,
        "2014年共受理申请公开政府信息6条，答复6条（已主动公开2条，同意公开3条，信息不存在1条）。",
        received=6,
        answered=6,
        already_public=2,
        granted=3,
        not_existing=1,
    ),
    row(
        "secret, told behind",
        H,
        "不予公开1件，申请人要求提供工程的坐标位置，经保密审查属于国家秘密。",
        refused=1,
        refused_state_secret=1,
    ),
    row(
        "answered within the lawful days",
        H,
        "收到申请5件，5件申请均在法定的15个工作日内作出答复。",
        received=5,
        answered=5,
        closed_on_time=5,
    ),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_applications_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "applications") == values


def test_a_count_that_was_lost_is_no_number() -> None:
    lost = read(H, "2014年共收到政府信息公开申请　　件，其中网上申请　　件。", "applications")
    assert all(value is None for value in lost.values())
