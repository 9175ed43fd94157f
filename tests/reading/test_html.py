"""A saved web page gives the report, its tables as grids, and nothing of the page around it or hidden in it."""

from __future__ import annotations

import pytest

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.html import read_html
from giextract.settings import ReadingSettings

TITLE = "云溪市水务局2017年政府信息公开工作年度报告"
FIRST = "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2017年1月1日起至2017年12月31日止。"
SECOND = "全年主动公开政府信息130条，其中通过政府网站公开87条；收到政府信息公开申请4件，均已答复。"
THIRD = "全年没有因政府信息公开引起的行政复议和行政诉讼。"
REPORT = f"<p>{FIRST}</p><p>一、主动公开情况</p><p>{SECOND}</p><p>二、复议和诉讼情况</p><p>{THIRD}</p>"
LINES = [FIRST, "一、主动公开情况", SECOND, "二、复议和诉讼情况", THIRD]
SIGNED = ["云溪市水务局", "2018年1月30日"]
FIGURES = "<table border=1><tr><td>指标名称<td>单位<td>数量<tr><td>主动公开数<td>条<td>130<tr><td>收到申请数<td>件<td>&nbsp;</table>"
FIGURE_LINES = ["| 指标名称 | 单位 | 数量 |", "| 主动公开数 | 条 | 130 |", "| 收到申请数 | 件 | |"]
MENU = '<ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul>'
NEWS = "".join(f'<li><a href="/{day}">我市召开第{day}次防汛工作会议</a> 2018-03-0{day}</li>' for day in range(1, 6))


def read(page: str | bytes) -> Document:
    return read_html(page if isinstance(page, bytes) else page.encode(), "report.html", ReadingSettings())


def lines(page: str | bytes) -> list[str]:
    return read(page).text.splitlines()


def in_body(html: str) -> list[str]:
    """The lines of a page that holds a sentence of a report before and after `html`, without these."""
    found = lines(f"<html><body><p>{FIRST}</p>{html}<p>{THIRD}</p></body></html>")
    assert (found[0], found[-1]) == (FIRST, THIRD)
    return found[1:-1]


DIV_PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE}_云溪市人民政府</title><style>.nav li {{float: left}}</style>
<script>document.write("<p>公开999条。</p>")</script></head><body class="page">
<div class="top"><div class="logo">云溪市人民政府</div><div class="search"><input value="关键字"><button>搜索</button></div></div>
<div id="nav">{MENU}</div><div class="dqwz">您现在的位置：<a href="/">首页</a> &gt; <a href="/nb">年报</a></div>
<div class="left">{MENU}</div><div class="con"><h1 class="title">{TITLE}</h1>
<div class="info">发布时间：2018-02-28　来源：水务局</div><div>【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】【打印】</div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">{REPORT}{FIGURES}<p align="right">{SIGNED[0]}</p><p>{SIGNED[1]}</p></div></div>
<div class="bdsharebuttonbox">分享到：<a href="#">微博</a></div><div>上一篇：<a href="/1">云溪市交通局年报</a></div>
<div class="related"><h3>相关阅读</h3><ul>{NEWS}</ul></div><div class="comments"><p>网友甲：去年公开了120条信息。</p></div></div>
<div class="footer"><p>主办：云溪市人民政府</p><p>云ICP备12345678号 网站标识码：4401000001</p></div></body></html>"""

TABLE_PAGE = f"""<HTML><BODY bgColor=#ffffff><TABLE width=980><TR><TD class=banner><FONT color=white>欢迎</FONT></TD></TR>
<TR><TD><TABLE><TR><TD><A href="/">首页</A></TD><TD><A href="/a">机构</A></TD><TD><A href="/b">公开</A></TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD width=200><TABLE><TR><TD><IMG src=i.gif width=9></TD><TD><A href=1>公开指南</A></TD></TR><TR><TD><IMG src=i.gif width=9></TD>
<TD><A href=2>公开目录</A></TD></TR><TR><TD><IMG src=i.gif width=9></TD><TD><A href=3>公开年报</A></TD></TR></TABLE></TD>
<TD><TABLE><TR><TD>当前位置：<A href="/">首页</A>&gt;&gt;正文</TD></TR>
<TR><TD><TABLE border=1><TR><TD>索 引 号：</TD><TD>YX-2018-1</TD><TD>文号：</TD><TD>&nbsp;</TD></TR><TR><TD>发布日期：</TD><TD>2018-02-28</TD>
<TD>发布机构：</TD><TD>水务局</TD></TR></TABLE></TD></TR><TR><TD align=middle><FONT size=5><B>{TITLE}</B></FONT></TD></TR>
<TR><TD>{REPORT.replace("<p>", "<P><FONT face=宋体>&nbsp;&nbsp;&nbsp;&nbsp;")}<CENTER>{FIGURES}</CENTER><P>{SIGNED[0]}<BR>{SIGNED[1]}</TD></TR>
<TR><TD>【<A href="javascript:window.print()">打印本页</A>】【<A href="javascript:window.close()">关闭窗口</A>】</TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD>版权所有：云溪市人民政府<BR>建议使用1024×768分辨率，IE6.0以上浏览器</TD></TR></TABLE></BODY></HTML>"""

MODERN_PAGE = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<a href="#main">跳到主要内容</a><header role="banner"><p>云溪市</p><nav>{MENU}</nav></header><main id="main"><article>
<header><h1>{TITLE}</h1><dl><dt>发布日期</dt><dd>2018-02-28</dd></dl></header>{REPORT}
<figure><table><caption>统计表</caption><thead><tr><th>指标名称<th>单位<th>数量</thead>
<tbody><tr><th>主动公开数<td>条<td>130<tr><th>收到申请数<td>件<td></table></figure>
<footer><p>{SIGNED[0]}</p><p>{SIGNED[1]}</p></footer></article><aside><h2>推荐阅读</h2><p>我市去年新增公交线路12条。</p></aside></main>
<footer><p>版权所有，未经许可不得转载。</p></footer></body></html>"""

WORD_PAGE = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><!--[if gte mso 9]><xml><o:Words>999</o:Words></xml>
<![endif]--><style><!-- p.MsoNormal {{margin:0cm}} --></style></head><body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal><b><span style='font-size:22.0pt'>{TITLE.replace("2017", "<span lang=EN-US>2017</span>")}</span></b><o:p></o:p></p>
{REPORT.replace("<p>", "<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>")}
{FIGURES.replace("<td>", "<td valign=top><p class=MsoNormal><span lang=EN-US>")}
<p class=MsoNormal><span style='display:none;mso-hide:all'>内部数据为125条。</span>{SIGNED[0]}<o:p>&nbsp;</o:p></p><p class=MsoNormal>{SIGNED[1]}</p>
</div></body></html>""".replace("政府信息公开条例", "政府\n信息公开条例")


@pytest.mark.parametrize(
    ("page", "before", "caption"),
    [
        pytest.param(DIV_PAGE, [TITLE, "发布时间：2018-02-28　来源：水务局"], [], id="divisions"),
        pytest.param(
            TABLE_PAGE,
            ["索 引 号：YX-2018-1", "文号：", "发布日期：2018-02-28", "发布机构：水务局", TITLE],
            [],
            id="layout tables",
        ),
        pytest.param(MODERN_PAGE, [TITLE, "发布日期：2018-02-28"], ["统计表"], id="semantic"),
        pytest.param(WORD_PAGE, [TITLE], [], id="saved by Word"),
    ],
)
def test_the_report_is_told_from_the_page_around_it(page: str, before: list[str], caption: list[str]) -> None:
    found = lines(page)
    assert found == [*before, *LINES, *caption, *FIGURE_LINES, *SIGNED]


@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "iso-8859-1", "nonsense", "hex"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "form", ['<meta charset="{}">', '<meta http-equiv=Content-Type content="text/html; charset={}">']
)
def test_the_bytes_say_the_encoding_whatever_is_declared(form: str, encoding: str, declared: str) -> None:
    page = f"<html><head>{form.format(declared) if declared else ''}</head><body>{REPORT}<p>囍𠮷镕</p></body></html>"
    assert lines(page.encode(encoding)) == [*LINES, "囍𠮷镕"]


def test_a_declared_encoding_helps_where_the_bytes_do_not_tell() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>&#20844;&#24320;130&#26465;\xa0</p><p>\xa92018</p></body></html>'
    assert lines(page.encode("latin-1")) == ["公开130条", "©2018"]


HIDDEN = "未公开的统计数为390条，仅供内部使用。"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:none">{}</p>',
        '<div style="color:red; DISPLAY: none !important"><table><tr><td>{}</table></div>',
        '<span style="visibility:hidden">{}</span>',
        "<p hidden>{}</p>",
        '<span aria-hidden="true">{}</span>',
        '<span style="font-size:0">{}</span>',
        '<span style="font-size:0px"><b>{}</b></span>',
        '<div style="height:0;overflow:hidden">{}</div>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<div style="text-indent:-9999px">{}</div>',
        '<span style="opacity:0">{}</span>',
        '<font color="#FFFFFF">{}</font>',
        '<p style="background:#fff"><span style="color:rgb(255, 255, 255)">{}</span></p>',
        '<table bgcolor="navy"><tr><td><font color="#000080">{}</font></table>',
        '<style>.off, #gone {{ display: none }}</style><p class="big off">{}</p>',
        '<style>.off, #gone {{ display: none }}</style><div id="gone"><p>{}</div>',
        "<noscript>{}</noscript>",
        "<del>{}</del>",
        "<!-- <p>{}</p> -->",
    ],
)
def test_hidden_text_is_kept_out_and_told(html: str) -> None:
    document = read(f"<body>{REPORT}{html.format(HIDDEN)}<p>完</p></body>")
    assert document.text.splitlines() == [*LINES, "完"]
    assert document.warnings == (f"hidden text was kept out: {len(HIDDEN)} characters",)


@pytest.mark.parametrize(
    "html",
    [
        "<!-- 正文开始 --><template>模板</template><script>var a = '公开390条。'</script><style>p::after{content:'390条。'}</style>",
        '<ul style="display:none"><li><a href="/">公开390条信息，请点击查看。</a></ul>',
        '<input type="hidden" value="公开390条。"><textarea>公开390条。</textarea><select><option>390条</select><button>390条</button>',
        '<img alt="公开390条。" width="16"><svg><title>公开390条。</title></svg><audio>公开390条。</audio>',
        "<noscript>您的浏览器不支持JavaScript，请开启后再浏览本页。</noscript>",
    ],
)
def test_what_never_is_text_of_the_page_is_kept_out_without_a_word(html: str) -> None:
    document = read(f"<body>{REPORT}{html}</body>")
    assert document.text.splitlines() == LINES
    assert document.warnings == ()


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>附</summary>{}</details>",
        '<div style="font-size:0"><span style="font-size:14px">{}</span></div>',
        '<div style="visibility:hidden"><span style="visibility:visible">{}</span></div>',
        '<style>.off {{ display: none }}</style><p class="off" style="display:block">{}</p>',
        "<style>@media print {{ .off {{ display: none }} }}</style><p class=off>{}</p>",
        '<div class="dark"><font color="white">{}</font></div>',
        '<table><tr><td background="bg.gif"><font color="white">{}</font></table>',
        '<div style="background:#003366"><font color="white">{}</font></div>',
        '<div style="height:0">{}</div>',
        '<a href="http://www.yunxi.gov.cn/">{}</a>',
    ],
)
def test_text_that_a_reader_sees_is_kept(html: str) -> None:
    assert SECOND in in_body(html.format(SECOND))


def test_what_is_set_aside_as_comments_is_told() -> None:
    page = f"<body>{REPORT}<h4>网友评论（1）</h4><div><p>希望明年公开信息超过150条。</p></div></body>"
    document = read(page)
    assert document.text.splitlines() == LINES
    assert document.warnings == ("text of the page around the report was kept out: 15 characters",)


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="comment">{REPORT}</div>',
        f'<div class="footer nav">{REPORT}</div>',
        f"<footer>{REPORT}</footer>",
        f'<div aria-hidden="true">{REPORT}</div>',
        f'<a href="/x">{REPORT}',
        f"<form><table><tr><td>{REPORT}</table></form>",
        f"<center><font size=3>{REPORT}",
        REPORT.replace("<p>一", "<p class=head>一").replace("<p>二", "<div id=top-title>二"),
    ],
)
def test_the_report_itself_stays_whatever_the_page_calls_it(html: str) -> None:
    assert lines(f"<body>{html}") == LINES


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>公开<br>130条</p><div>申请</div>4件", ["公开", "130条", "申请", "4件"]),
        ("<p>公<b>开</b><span>13</span><font>0</font>条</p>", ["公开130条"]),
        ("<p>公开政府\n      信息 130\n条</p>", ["公开政府信息 130 条"]),
        ("<p>about\n us</p>", ["about us"]),
        ("<p>　　公开&nbsp;&nbsp;3&thinsp;条&amp;&lt;&#x516C;&#24320;</p>", ["公开  3\u2009条&<公开"]),
        ("<p>公\u00ad开\u200b信\ufeff息</p><p>&nbsp;</p><p>　</p>", ["公开信息"]),
        ("<pre>一  项\n\n二\t项</pre>", ["一  项", "", "二 项"]),
        ('<p style="white-space:pre-wrap">一\n二</p>', ["一", "二"]),
        ("<p>面积3km<sup>2</sup>，H<sub>2</sub>O</p>", ["面积3km2，H2O"]),
        ("<h2>一、概述</h2><h3>（一）机构</h3>设一人", ["一、概述", "（一）机构", "设一人"]),
        ("<ol><li>公开<li>答复<ol><li>及时</ol></ol>", ["1.公开", "2.答复", "1.及时"]),
        ("<ol start=3><li>公开<li value=9>答复<li></ol>", ["3.公开", "9.答复"]),
        ("<ol><li>1.公开<li>（二）答复<li>三、收费</ol>", ["1.公开", "（二）答复", "三、收费"]),
        ('<ol style="list-style: none"><li>公开</ol><ul><li>答复</ul>', ["公开", "答复"]),
        ('<div style="display:inline">公开</div><div style="display:inline">3条</div>', ["公开3条"]),
        ('<span style="display:block">公开</span><span>3条</span>', ["公开", "3条"]),
        ("<p>公开<ruby>政<rp>(</rp><rt>zheng</rt></ruby>务</p>", ["公开政务"]),
        ("<p>一、<![if !supportLists]>1.<![endif]>公开</p>", ["一、1.公开"]),
    ],
)
def test_lines_are_those_a_browser_shows(html: str, expected: list[str]) -> None:
    assert in_body(html) == expected


def cells(html: str) -> list[tuple[int, int, int, int, str]]:
    document = read(f"<p>{FIRST}</p>{html}<p>{THIRD}</p>")
    (grid,) = document.grids
    return [
        (cell.row, cell.column, cell.rows, cell.columns, document.text[cell.start : cell.end]) for cell in grid.cells
    ]


def test_a_grid_keeps_spans_and_empty_cells() -> None:
    found = cells(
        "<table><thead><tr><td rowspan=2 colspan=2>项目</td><td colspan=2>申请人</td></tr><tr><th>自然人</th><th>总计</th></tr></thead>"
        "<tr><td rowspan=0>结果</td><td>予以<br>公开</td><td>&nbsp;</td><td>3</td></tr><tr><td><p>不予</p><p>公开</p><td><td>0</table>"
    )
    assert found == [
        (0, 0, 2, 2, "项目"),
        (0, 2, 1, 2, "申请人"),
        (1, 2, 1, 1, "自然人"),
        (1, 3, 1, 1, "总计"),
        (2, 0, 2, 1, "结果"),
        (2, 1, 1, 1, "予以公开"),
        (2, 2, 1, 1, ""),
        (2, 3, 1, 1, "3"),
        (3, 1, 1, 1, "不予公开"),
        (3, 2, 1, 1, ""),
        (3, 3, 1, 1, "0"),
    ]


def test_spans_reach_no_further_than_the_table_and_hidden_cells_are_no_cells() -> None:
    found = cells(
        "<table><tr><td colspan=900>统计表</td></tr><tr></tr><tr><td rowspan=70000>公开数<td colspan=x>3<td style='display:none'>9</tr>"
        "<tr><td>4</table>"
    )
    assert found == [(0, 0, 1, 2, "统计表"), (1, 0, 2, 1, "公开数"), (1, 1, 1, 1, "3"), (2, 1, 1, 1, "4")]


def test_a_table_that_lays_out_text_becomes_lines_around_the_grid_in_it() -> None:
    html = f"<table><tr><td colspan=3>{REPORT}</td></tr>{FIGURES[16:-8]}<tr><td>制表人<td>某人<td>1</tr></table>"
    assert in_body(html) == [*LINES, *FIGURE_LINES, "| 制表人 | 某人 | 1 |"]


def test_a_row_with_a_long_paragraph_is_text_and_no_datum() -> None:
    html = f"<table><tr><td>一、主动公开<td>{SECOND * 4}</tr><tr><td>二、复议<td>{THIRD}{SECOND * 4}</tr></table>"
    assert in_body(html) == ["一、主动公开", SECOND * 4, "二、复议", THIRD + SECOND * 4]


def test_a_list_of_documents_is_a_grid_and_no_metadata() -> None:
    html = "<table><tr><td>名称<td>文号<td>发布日期<tr><td>节水办法<td>云水〔2017〕3号<td>2017-05-06</table>"
    assert in_body(html) == ["| 名称 | 文号 | 发布日期 |", "| 节水办法 | 云水〔2017〕3号 | 2017-05-06 |"]


def test_a_grid_in_a_cell_of_a_table_stays_a_grid() -> None:
    assert in_body(f"<table><tr><td>附表</td></tr><tr><td>{FIGURES}</td></tr></table>") == ["附表", *FIGURE_LINES]


def test_a_title_that_only_the_tab_shows_becomes_the_first_line() -> None:
    assert lines(f"<title>{TITLE} - 云溪市人民政府</title><body>{REPORT}")[0] == TITLE
    assert lines(f"<title>云溪市人民政府</title><body>{REPORT}") == LINES


def test_pictures_and_frames_beside_the_text_are_told() -> None:
    document = read(
        f'<body>{REPORT}<p><img src="scan.jpg"><img src="icon.gif" width="16"></p><iframe src="t.html"></iframe>'
    )
    assert document.warnings == ("pictures were not read: 1", "pages or files shown in frames were not read: 1")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body></body></html>", "shows no text"),
        ("<html><body><p>&nbsp;</p><!-- 正文 --></body></html>", "shows no text"),
        (f"<body>{MENU}<h1>{TITLE}</h1><p><img src=1.jpg></p><p><img src=2.jpg></p>", "as pictures"),
        ('<frameset cols="*,*"><frame src="a.html"><frame src="b.html"></frameset>', "only frames"),
        (f"<body>{MENU}<iframe src='report.html'></iframe>", "only frames"),
        (f"<body>{MENU}<embed src='report.pdf' width='100%'>", "only frames"),
        (f'<body><div style="display:none">{REPORT}</div>', "hides all its text"),
        (
            '<body><div id="app"></div><noscript>Please enable JavaScript.</noscript><script src="app.js"></script>',
            "by JavaScript",
        ),
        ("<div>" * 200_000, "no page that a browser saved"),
        (f"<div {' '.join(f'a{number}=1' for number in range(50_000))}>{REPORT}", "no page that a browser saved"),
        ("<p>" * 1_000_001, "1,000,001 tags"),
    ],
)
def test_a_page_without_a_report_is_refused_in_one_line(page: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read(page)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "tags", ["<div>", "<div class=nav>", "<ul><li>", "<table><tr><td>", "<b>", "<span>", "<font size=1>"]
)
def test_a_page_nested_thousands_deep_is_read(tags: str) -> None:
    assert FIRST in "".join(lines(f"<body>{tags * 3_000}{FIRST}"))


def test_unclosed_fonts_do_not_multiply() -> None:
    paragraphs = "".join(f"<p><font size={number}>公开{number}条。" for number in range(300))
    assert len(lines(paragraphs)) == 300


@pytest.mark.parametrize(
    "html", ["<p>" + SECOND[:-1] * 20_000, "<td>" + "中" * 200_000, "公\n" * 200_000, "<" * 200_000]
)
def test_long_lines_cost_no_more_than_their_length(html: str) -> None:
    assert read(f"<body><p>{FIRST}</p><div>{html}").text.startswith(FIRST)


@pytest.mark.parametrize("tag", ["s", "strike", "del", "S"])
def test_struck_out_figures_are_kept_out_and_told(tag: str) -> None:
    markup = f"<html><body><p>2017年主动公开政府信息<{tag}>500</{tag}>398条。</p></body></html>"
    document = read_html(markup.encode(), "a.html", ReadingSettings())
    assert "主动公开政府信息398条" in document.text
    assert document.warnings == ("hidden text was kept out: 3 characters",)
