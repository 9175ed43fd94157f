"""The report told from the page around it: menus, bread crumbs, heads and feet, side bars, lists of links, comments.

A piece is set aside where it is named so and says nothing a report could say, or where it is mostly links. What could be
of the report stays unless its name says that it is a comment, a reference or the page's foot *and* it is a small part of
all that could be: a line of furniture too many does less harm than a line of the report too few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from giextract.reading.html_blocks import METADATA_NAME, Box, Grid, Line, line, named

_APART = frozenset(
    {
        "aside", "comment", "comments", "pinglun", "liuyan", "foot", "footer", "copyright", "nav", "related",
        "relate", "recommend", "recommended", "overlay", "modal", "popup", "cookie", "sidebar", "advert", "ads",
        "hot", "xgxw", "xgwz", "xgyd"
    }
)  # fmt: skip
"""Names of what may hold sentences and is no part of the report."""

FURNITURE_NAMES = _APART | frozenset(
    {
        "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "mbx",
        "position", "dqwz", "weizhi", "curpos", "location", "header", "head", "top", "topbar", "banner", "logo",
        "search", "login", "toolbar", "share", "bdsharebuttonbox", "jiathis", "bshare", "bdshare", "print",
        "fontsize", "pagination", "pager", "prev", "next", "bottom", "leftnav", "friendlink", "yqlj", "qrcode",
        "ewm", "erweima", "calendar", "rili", "ad", "float", "piaofu", "gotop", "totop", "backtop", "skip",
        "dialog", "tips", "subscribe", "weather", "tianqi", "clock", "xgfj"
    }
)  # fmt: skip
"""Words that, in the name of an element, say that it is furniture of the page."""

_DATUM = 60
_MOST_APART = 0.2
_FEWEST_LINKS = 3
_TOOL = re.compile(
    r"(?:文字大小|视力保护色|字体|字号|分享本文|分享到|分享|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)|扫一扫|打印(?:本页|本文|此页)?|关闭(?:窗口|本页|此页)?|(?:加入)?收藏(?:本页)?"
    r"|设为首页|返回(?:顶部|首页|列表|上页|上一页)?|我要(?:纠错|打印|收藏|评论)|默认|超大|[大中小](?![\u4e00-\u9fff])|微信|微博|QQ空间|新浪微博|腾讯微博|下载(?:文字|图片)版)"
)
_BETWEEN_TOOLS = re.compile(r"[\s\d次：:|/｜·＋+\[\]【】（）()-]*")
_FURNITURE_LINE = re.compile(
    r"您?的?(?:现在|当前|目前)?的?(?:所在)?的?位置\s*[：:].{0,80}|您.{0,6}位置.{0,80}|(?:网站)?首页\s*[>》＞»→/›-].{0,80}"
    r"|[上下]一[篇条页]\s*[：:]?.{0,60}|相关(?:阅读|链接|文章|新闻|信息|报道|解读|推荐)[：:]?|(?:热门|推荐|最新)(?:阅读|文章|新闻|推荐|信息|评论)[：:]?|友情链接[：:]?|扫一扫.{0,30}"
    r"|今天是.{0,40}|(?:最新|网友|发表|全部|我要)评论.{0,12}|站内搜索[：:]?|网站地图|联系我们|无障碍(?:阅读|浏览)?|繁[体體]版?|手机版|登录|注册|English|跳[到至转过].{0,8}(?:内容|正文|导航|区域?)"
)
_FOOT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|copyright|all rights|违法和不良信息|中文域名|^(?:主办|承办|协办|主管|技术支持)(?:单位)?\s*[：:]|最佳(?:浏览|分辨率)|分[辨辩]率|(?:建议|推荐)您?使用.{0,30}浏览器",
    re.IGNORECASE,
)
_FOOT_LINE = 200
_TRADITIONAL = str.maketrans(
    "當現頁關閉條評論閱讀聯繫網瀏覽數點擊列關鏈訪問", "当现页关闭条评论阅读联系网浏览数点击列关链访问"
)
_COMMENTS = re.compile(r"(?:最新|网友|全部|精彩|热门)?(?:评论|跟帖|留言)(?:列表|区)?\s*(?:[（(]\d*[）)])?[：:]?")


@dataclass
class Parted:
    """What of a page is taken for the report, in order, and how many characters of prose were set aside."""

    report: list[Line | Grid] = field(default_factory=list)
    apart: int = 0
    images: int = 0


def part(body: Box) -> Parted:
    """The lines and grids of `body` that are, or could be, the report's."""
    found = Parted()
    most_apart = body.prose * _MOST_APART
    waiting: list[Line | Grid | Box] = [body]
    while waiting:
        block = waiting.pop()
        if _is_furniture(block, most_apart):
            found.apart += block.prose
            continue
        if not isinstance(block, Box):
            found.report.append(block)
            continue
        found.images += block.images - sum(child.images for child in block.children)
        kept = _before_comments(block, most_apart)
        found.apart += sum(child.prose for child in block.children[kept:])
        waiting.extend(reversed(_with_data_joined(block.children[:kept])))
    return found


def _is_furniture(block: Line | Grid | Box, most_apart: float) -> bool:
    if isinstance(block, Line):
        return not block.prose and _is_furniture_line(block)
    if not block.prose:
        if block.links >= _FEWEST_LINKS and block.linked * 2 >= block.characters and not block.marks:
            return True
        return isinstance(block, Box) and bool(block.names) and not (block.marks or block.parts or block.grids)
    return (
        isinstance(block, Box) and not block.marks and block.prose <= most_apart and not _APART.isdisjoint(block.names)
    )


def _is_furniture_line(found: Line) -> bool:
    if found.links >= _FEWEST_LINKS and found.linked * 5 >= found.characters * 3:
        return True
    if len(found.text) > _FOOT_LINE:
        return False
    text = found.text.translate(_TRADITIONAL)
    rest, tools = _TOOL.subn("", text)
    if tools and _BETWEEN_TOOLS.fullmatch(rest):
        return True
    return bool(_FURNITURE_LINE.fullmatch(text) or _FOOT.search(text))


def _before_comments(box: Box, most_apart: float) -> int:
    """How many children of `box` stand above a heading of comments; all where the comments would be much of the page."""
    prose = 0
    for index in range(len(box.children) - 1, -1, -1):
        child = box.children[index]
        prose += child.prose
        if prose > most_apart:
            break
        if isinstance(child, Line) and _COMMENTS.fullmatch(child.text):
            return index
    return len(box.children)


def _with_data_joined(children: list[Line | Grid | Box]) -> list[Line | Grid | Box]:
    """`children` with a datum of the document in one line with its name, where each had its own."""
    found: list[Line | Grid | Box] = []
    for child in children:
        last = found[-1] if found else None
        if (
            isinstance(last, Line)
            and isinstance(child, Line)
            and METADATA_NAME.fullmatch(last.text)
            and not METADATA_NAME.match(child.text)
            and len(child.text) <= _DATUM
        ):
            found[-1] = line(named(last.text, child.text))
        else:
            found.append(child)
    return found
