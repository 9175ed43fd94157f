"""The rules of arithmetic: what must add up in a report, one line each.

The identities are those that the forms print themselves (政府信息公开工作情况统计表 of 国办发〔2014〕32号, the tables of
国办公开办函〔2019〕60号 and 〔2021〕30号) and those that follow from the words (`其中`, 累计, 占). An identity of the 2008 regime is
asked twice, of the narrative and of the form behind it, which are compared with each other by themselves.
"""

from __future__ import annotations

from giextract.audit.rule import Rule, identity

_ZH, _EN = (
    "{name}：各项相加为{expected}（{terms}），总数印作{stated}",
    "{name}: the parts add up to {expected} ({terms}), the total is printed as {stated}",
)
_ZH_MORE, _EN_MORE = (
    "{name}：部分为{expected}（{terms}），多于总数{stated}",
    "{name}: the parts are {expected} ({terms}), more than the whole, {stated}",
)

IDENTITIES = (
    identity("staff_parts", "/organisation", "staff = staff_full_time + staff_part_time", _ZH, _EN, closed=True),
    identity("proposals_parts", "/proposals", "total = npc + cppcc", _ZH, _EN, closed=True),
    identity("applications_by_method", "/applications", "received = in_person + by_fax + online + by_email + by_letter + other_methods", _ZH, _EN, closed=True),
    identity("applications_closed", "/applications", "closed = closed_on_time + closed_extended", _ZH, _EN, closed=True),
    identity("answers_by_outcome", "/applications", "answered = granted + partially_granted + refused + [already_public] + [not_held] + [not_existing] + [amended] + [referred] + [other_answers]", _ZH, _EN),
    identity("refusals_by_reason", "/applications", "refused = refused_state_secret + refused_trade_secret + refused_privacy + refused_security + [refused_not_information] + refused_other", _ZH, _EN),
    identity("reviews_by_result", "/disputes", "reconsiderations >= reconsiderations_upheld + reconsiderations_corrected + reconsiderations_other", _ZH_MORE, _EN_MORE),
    identity("lawsuits_by_result", "/disputes", "lawsuits >= lawsuits_upheld + lawsuits_corrected + lawsuits_other", _ZH_MORE, _EN_MORE),
    identity("conferences_led", "/engagement", "press_conferences >= press_conferences_led", _ZH_MORE, _EN_MORE),
    identity("interviews_led", "/engagement", "online_interviews >= online_interviews_led", _ZH_MORE, _EN_MORE),
    identity("information_produced", "/disclosure", "information_produced = total + on_request_items + withheld_items", _ZH, _EN, closed=True),
    identity("cumulative_total", "/disclosure", "cumulative_total >= total", "{name}：本年数{expected}大于历年累计数{stated}", "{name}: this year's {expected} is more than the cumulative {stated}"),
    identity("cumulative_received", "/applications", "received_cumulative >= received", "{name}：本年数{expected}大于历年累计数{stated}", "{name}: this year's {expected} is more than the cumulative {stated}"),
)  # fmt: skip
"""Identities over plain fields of one section."""

COLUMNS = ("natural_person", "company", "research", "welfare", "legal_service", "other_organisation", "total")
RESULTS = (
    "granted", "partially_granted", "refused_state_secret", "refused_by_law", "refused_security", "refused_third_party",
    "refused_internal", "refused_deliberative", "refused_enforcement", "refused_query", "unavailable_not_held",
    "unavailable_to_be_made", "unavailable_unclear", "unprocessed_petition", "unprocessed_repeat",
    "unprocessed_publication", "unprocessed_excessive", "unprocessed_reissue", "other_uncorrected", "other_unpaid", "other",
)  # fmt: skip
REQUEST_ROWS = ("new", "carried_in", *RESULTS, "total", "carried_out")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
CHALLENGE_ROWS = ("reconsideration", "litigation_direct", "litigation_after_review")

TABLES = (
    *(
        identity("requests_row", f"/requests/{row}", f"total = {' + '.join(COLUMNS[:-1])}", _ZH, _EN)
        for row in REQUEST_ROWS
    ),
    *(
        identity("requests_results", "/requests", f"total/{column} = {' + '.join(f'{row}/{column}' for row in RESULTS)}", "{name}：各项办理结果相加为{expected}，总计印作{stated}", "{name}: the results add up to {expected}, the total is printed as {stated}")
        for column in COLUMNS
    ),
    *(
        identity("requests_carried", "/requests", f"new/{column} + carried_in/{column} = total/{column} + carried_out/{column}", "{name}：本年新收加上年结转为{stated}，总计加结转下年度为{expected}", "{name}: new and carried in are {stated}, results and carried out are {expected}", closed=True)
        for column in COLUMNS
    ),
    *(
        identity("challenges_row", f"/challenges/{row}", f"total = {' + '.join(OUTCOMES[:-1])}", _ZH, _EN)
        for row in CHALLENGE_ROWS
    ),
)  # fmt: skip
"""The 2019 tables by row and by column."""

_ZH_TABLE, _EN_TABLE = (
    "{name}：正文印作{stated}，表中为{expected}",
    "{name}: the text has {stated}, the table {expected}",
)
TEXT_AND_TABLES = (
    identity("text_and_table", "", "/applications/received = /requests/new/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/applications/closed = /requests/total/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/applications/answered = /requests/total/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/applications/granted = /requests/granted/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/applications/partially_granted = /requests/partially_granted/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", f"/applications/refused = {' + '.join(f'/requests/{row}/total' for row in RESULTS if row.startswith('refused_'))}", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/reconsiderations = /challenges/reconsideration/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/reconsiderations_upheld = /challenges/reconsideration/upheld", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/reconsiderations_corrected = /challenges/reconsideration/corrected", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/lawsuits = /challenges/litigation_direct/total + /challenges/litigation_after_review/total", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/lawsuits_upheld = /challenges/litigation_direct/upheld + /challenges/litigation_after_review/upheld", _ZH_TABLE, _EN_TABLE),
    identity("text_and_table", "", "/disputes/lawsuits_corrected = /challenges/litigation_direct/corrected + /challenges/litigation_after_review/corrected", _ZH_TABLE, _EN_TABLE),
)  # fmt: skip
"""What the narrative of the 2019 regime repeats of its tables: every term must be printed."""

TEXT_AND_ANNEX = Rule(
    "text_and_annex",
    "{name}：正文印作{stated}，附表为{expected}",
    "{name}: the text has {stated}, the annex {expected}",
)
ANNEX_CUMULATIVE = Rule(
    "annex_cumulative",
    "附表“{name}”：本年数{expected}大于历年累计数{stated}",
    "annex, {name}: this year's {expected} is more than the cumulative {stated}",
)
_ZH_CUMULATIVE, _EN_CUMULATIVE = (
    "附表“{name}”历年累计：各项相加为{expected}（{terms}），总数印作{stated}",
    "annex, {name}, cumulative: the parts add up to {expected} ({terms}), the total is printed as {stated}",
)
CUMULATIVE_PARTS = tuple(
    identity("annex_cumulative_parts", one.prefix, one.equation, _ZH_CUMULATIVE, _EN_CUMULATIVE, "warning", closed=True)
    for one in IDENTITIES
    if one.rule.name in ("applications_by_method", "applications_closed", "refusals_by_reason")
)
"""The column 历年累计 of a form whose column of the year adds up."""
CHANNEL = Rule(
    "channels_and_total_one",
    "{name}：其中一个渠道为{expected}，多于总数{stated}",
    "{name}: one channel alone has {expected}, more than the total, {stated}",
    "warning",
)
CATEGORIES = Rule(
    "categories_and_total",
    "{name}：各类相加为{expected}（{terms}），总数印作{stated}",
    "{name}: the kinds add up to {expected} ({terms}), the total is printed as {stated}",
)
CHANNELS = Rule(
    "channels_and_total",
    "{name}：各渠道相加为{expected}（{terms}），总数印作{stated}",
    "{name}: the channels add up to {expected} ({terms}), the total is printed as {stated}",
    "warning",
)
UNITS = Rule(
    "units_and_total",
    "{name}：各单位相加为{expected}（{terms}），总数印作{stated}",
    "{name}: the bodies add up to {expected} ({terms}), the total is printed as {stated}",
)
KEY_AREAS = Rule(
    "key_areas_and_total",
    "{name}：各领域相加为{expected}（{terms}），总数印作{stated}",
    "{name}: the areas add up to {expected} ({terms}), the total is printed as {stated}",
)
SHARE = Rule(
    "share", "{name}：{terms}应为{expected}%，印作{stated}%", "{name}: {terms} is {expected}%, {stated}% is printed"
)
SHARES = Rule("shares_sum", "{name}：百分比相加为{stated}%", "{name}: the percentages add up to {stated}%", "warning")
ALL_UPHELD = Rule(
    "text_and_table_upheld",
    "{name}：正文称{stated}件均维持，表中结果维持为{expected}件",
    "{name}: the text says that all {stated} were upheld, the table has {expected} upheld",
)
CARRIED_IN = Rule(
    "text_and_table_carried",
    "上年结转：正文印作{stated}件，表中为{expected}件",
    "carried over from last year: the text has {stated}, the table {expected}",
)
HANDLED = Rule(
    "handled_and_received",
    "{name}：收到{stated}件，办理{expected}件，办理多于收到",
    "{name}: {stated} received, but {expected} handled",
    "warning",
)
IN_FORCE = Rule(
    "documents_in_force",
    "现行有效规范性文件：上年末{terms}，应为{expected}件，印作{stated}件",
    "documents in force: {terms} gives {expected}, {stated} is printed",
)
