"""Web pages of three styles, with what stands around a report on real ones."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from benchmarks.formats.structure import Line, Structure, Table

HIDDEN = "本机关共收到政府信息公开申请99999件，予以公开88888件。"
"""What hidden elements say, and no reader may believe."""

_MENU = ("首页", "政务公开", "办事服务", "互动交流", "走进本地", "数据开放")


def cms_page(structure: Structure) -> bytes:
    """A page of nested divs as content systems make them: menus, hidden text, share buttons, footer; UTF-8 declared."""
    menu = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(_MENU))
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(structure.title)}-政府门户网站</title>
<style>.hide{{display:none}} .x-tip{{visibility:hidden}}</style>
<script>var page = {{"applications": 77777}}; document.title = "not run";</script></head>
<body><div id="wrap"><div class="top"><div class="logo">政府门户网站</div><div class="nav"><ul>{menu}</ul></div></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/nb/">年度报告</a></div>
<div class="hide">{HIDDEN}</div>
<div class="content"><div class="article"><div class="title">{_title(structure, "<br>")}</div>
<div class="info"><span>来源：本站</span> <span>字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></span></div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">{_body(structure, _cms_line, 'border="1" cellspacing="0"')}</div></div>
<p style="display: none">{HIDDEN}</p>
<div class="share"><span>分享到：</span><a href="#">微信</a><a href="#">微博</a><a href="#">打印</a><a href="#">关闭</a></div>
</div><div class="side"><div class="hd">相关链接</div><ul><li><a href="/a">上一篇：关于举办培训的通知</a></li>
<li><a href="/b">下一篇：关于领导同志分工的通知</a></li></ul></div></div>
<div class="footer"><p>主办：人民政府办公室　承办：大数据中心</p><p>网站标识码：0000000000　ICP备00000000号　公网安备00000000000000号</p></div>
</div></body></html>
""".encode()


def layout_table_page(structure: Structure) -> bytes:
    """An old page: tables for layout, <font>, line breaks instead of paragraphs; in GB18030, and says GB2312."""
    menu = "".join(f'<td align="center"><a href="{name}.htm"><font size=2>{name}</font></a></td>' for name in _MENU)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>{escape(structure.title)}</TITLE></HEAD>
<BODY BGCOLOR=#FFFFFF><TABLE WIDTH=778 BORDER=0 ALIGN=center CELLPADDING=0><TR><TD COLSPAN=2><IMG SRC="top.gif" WIDTH=778></TD></TR>
<TR><TD COLSPAN=2><TABLE WIDTH="100%" BORDER=0><TR>{menu}</TR></TABLE></TD></TR>
<TR><TD WIDTH=140 VALIGN=top><TABLE BORDER=0><TR><TD><font color=red>最新动态</font></TD></TR><TR><TD><A HREF=1.htm>召开常务会议</A></TD></TR>
<TR><TD><A HREF=2.htm>开展安全检查</A></TD></TR></TABLE></TD>
<TD VALIGN=top><CENTER><FONT SIZE=5 COLOR=#CC0000><B>{_title(structure, "<BR>")}</B></FONT></CENTER><HR>
{_body(structure, _font_line, "BORDER=1 WIDTH=620")}
<P ALIGN=right>【<A HREF="javascript:window.print()">打印</A>】【<A HREF="javascript:window.close()">关闭</A>】</TD></TR>
<TR><TD COLSPAN=2 ALIGN=center><HR><FONT SIZE=2>版权所有 人民政府办公室<BR>技术支持：信息中心</FONT></TD></TR></TABLE></BODY></HTML>
""".encode("gb18030")


def modern_page(structure: Structure) -> bytes:
    """A page of HTML 5: header, nav, main and article, with an aside, comments of readers, and a style for print."""
    menu = "".join(f'<a href="/{name}">{name}</a>' for name in _MENU)
    return f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(structure.title)}</title>
<style>
body {{ font: 16px/1.8 "Noto Sans CJK SC", sans-serif; margin: 0 }} table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 1px solid #333; padding: 2px 4px; font-weight: normal; text-align: center; font-size: 12px }}
article p {{ text-indent: 2em }} .signature {{ text-align: right }} h1 {{ text-align: center }}
@page {{ size: A4; margin: 22mm 20mm }}
@media print {{ header, nav, aside, footer, .comments {{ display: none }} h1 {{ font-size: 20pt }} }}
</style></head><body>
<header><strong>政务公开</strong><nav aria-label="主导航">{menu}</nav></header>
<!-- 编辑备注：此稿已审，{HIDDEN} -->
<main><article><h1>{_title(structure, "<br>")}</h1>{_body(structure, _modern_line, "")}</article>
<aside><h2>热门推荐</h2><ul><li><a href="/x">一图读懂办事指南</a></li><li><a href="/y">在线访谈预告</a></li></ul></aside>
<section class="comments"><h2>网友评论</h2><p>匿名：去年收到申请66666件吗？</p><p>匿名：公开得不错。</p></section></main>
<footer><p>联系我们 | 网站地图 | 版权声明</p></footer></body></html>
""".encode()


def _title(structure: Structure, between: str) -> str:
    lines = (block for block in structure.blocks if isinstance(block, Line))
    return between.join(escape(line.text) for line in lines if line.kind == "title")


def _body(structure: Structure, print_line: Callable[[Line], str], attributes: str) -> str:
    return "\n".join(
        _table(block, attributes) if isinstance(block, Table) else print_line(block)
        for block in structure.blocks
        if isinstance(block, Table) or block.kind != "title"
    )


def _table(table: Table, attributes: str) -> str:
    rows = []
    for row in table.rows():
        cells = []
        for cell in row:
            spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            cells.append(f"<td{spans}>{escape(cell.text) or '&nbsp;'}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([f"<table {attributes}>", *rows, "</table>"])


def _cms_line(line: Line) -> str:
    style = "text-align:right" if line.kind == "signature" else "text-indent:2em"
    words = f"<strong>{escape(line.text)}</strong>" if line.kind == "heading" else f"<span>{escape(line.text)}</span>"
    return f'<div style="{style}"><span style="font-size:16px">{words}</span></div>'


def _font_line(line: Line) -> str:
    words = f"<b>{escape(line.text)}</b>" if line.kind == "heading" else escape(line.text)
    return f"<font size=3>&nbsp;&nbsp;&nbsp;&nbsp;{words}</font><br>"


def _modern_line(line: Line) -> str:
    if line.kind == "heading":
        return f"<h2>{escape(line.text)}</h2>"
    mark = ' class="signature"' if line.kind == "signature" else ""
    return f"<p{mark}>{escape(line.text)}</p>"
