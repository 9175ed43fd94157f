"""Furniture of web pages is told from lines of reports; forms are those of PHRASES.md, frame and web page."""

from __future__ import annotations

import pytest

from giextract.text.clean import clean
from giextract.text.furniture import PAGE_LINE, is_furniture

FURNITURE = {
    "crawler headers": [
        "标题: 平潭县人民政府2011年政府信息公开工作年度报告", "发布时间: 2012-04-18 00:00", "文号:", "发布机构:", "栏目: 政府信息公开年报",
        "原文链接: https://www.pingtan.gov.cn/t20120418_80716.htm", "页面链接与图片详见 links.tsv(同目录)", "==================== 正文 ====================",
    ],
    "around the text": [
        "来源: 区政府办", "浏览次数：390次", "字体：大 中 小", "打印本页", "关闭窗口", "收藏", "当前位置：首页>信息公开>年报", "您现在的位置：首页",
        "【字体：大 中 小】", "发布日期：2012-03-01", "索引号：FJ00123-0300-2012-00001", "责任编辑：张三", "上一篇：2010年年报", "下一篇：没有了",
    ],
    "foot of the page": [
        "扫一扫在手机打开当前页", "主办：某县人民政府", "承办单位：某县政府办公室", "技术支持：某公司", "版权所有：某县人民政府", "闽ICP备05012345号", "闽公网安备 35012802000123号",
        "为确保最佳浏览效果，建议使用IE8.0以上浏览器", "政府网站标识码：3501280001", "网站地图 | 联系我们", "返回顶部",
    ],
}  # fmt: skip
REPORT = {
    "frame": ["某县2012年政府信息公开工作年度报告", "某县人民政府办公室", "2012年2月17日", "二○一二年二月二十日"],
    "headings": ["一、概述", "（一）公开数量", "主动公开政府信息情况", "附件：政府信息公开情况统计表"],
    "text": [
        "主动公开政府信息130条。", "未收到申请。", "无", "网站浏览次数达390万次。", "本报告发布时间为3月。", "通过政府网站公开信息87条，微博公开12条。",
        "来源于各部门的信息占九成。", "访问量11460人次。",
    ],
    "form": ["指标名称", "主动公开信息数条2424", "1.网站公开 条 24", "计量单位：条", "24", "|"],
}  # fmt: skip


@pytest.mark.parametrize(
    "line", [pytest.param(line, id=f"{kind}-{line[:14]}") for kind, lines in FURNITURE.items() for line in lines]
)
def test_lines_of_the_web_page_are_furniture(line: str) -> None:
    assert is_furniture(clean(line).text)


@pytest.mark.parametrize(
    "line", [pytest.param(line, id=f"{kind}-{line[:14]}") for kind, lines in REPORT.items() for line in lines]
)
def test_lines_of_the_report_are_not(line: str) -> None:
    assert not is_furniture(clean(line).text)


def test_a_flat_page_that_begins_like_furniture_is_read() -> None:
    assert not is_furniture("来源：区政府办" + "主动公开政府信息130条。" * 20)
    assert is_furniture("来源：" + "办" * (PAGE_LINE - 3))
    assert not is_furniture("来源：" + "办" * PAGE_LINE)
