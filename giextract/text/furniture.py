"""Furniture of the web page: crawler headers, breadcrumbs, buttons and footers, which state nothing of the report.

Forms are those of PHRASES.md (frame, web page); a line is furniture only when all of it is.
"""

from __future__ import annotations

import re

_HEADER_KEY = re.compile(
    r"(?:标题|发布时间|发布日期|发布机构|发文机关|发文字号|发布单位|发布人|文号|栏目|原文链接|本地目录|索引号|索取号|信息索引|主题分类|信息分类|主题词|关键词|"
    r"体裁分类|组配分类|生成日期|成文日期|公开日期|公开方式|公开时限|公开范围|公开形式|公开责任部门|责任编辑|编辑|作者|来源|信息来源|稿源|时间|日期|更新时间|录入时间|"
    r"浏览次数|浏览量|阅读次数|阅读量|点击数|点击量|点击率|点击次数|访问次数|字体|字号|视力保护色|分享到|分享|有效性|内容概述|当前位置|您现在的位置|"
    r"您的位置|您当前所在位置|现在位置|所在位置|当前所在位置|网站首页|名称|内容概要|语种|废止日期|生效日期|信息名称|体裁|文号)[：:|]"
)
_WHOLE = re.compile(
    r"(?:=+正文=+|页面链接与图片详见.*|微信|微博|QQ空间|新浪微博|腾讯微博|全真版|文字版|文件下载|附件下载|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享|大|中|小|首页|"
    r"返回顶部|返回|相关(?:链接|附件|文档|信息)[：:]?|上一篇.*|下一篇.*|上一条.*|下一条.*|扫一扫.*|Baidu|map|【?(?:字体|字号)[：:]?.{0,14}】?|【?打印.{0,12}】?|\[?(?:打印|关闭|收藏)\]?|"
    r"(?:主办|承办|协办|主管|技术支持)(?:单位)?：.*|(?:版权所有|网站标识码|备案号|网站备案|政府网站标识码|版权：).*|(?:[\u4e00-\u9fff]{2,8}[|丨>＞»]+){3,}[\u4e00-\u9fff]{2,8}[|丨]?|.{0,30}(?:ICP备|公网安备|网安备|版权所有|All ?Rights).*|"
    r"为确保最佳浏览.*|(?:建议|推荐)(?:您)?使用.{0,40}浏览器.*|.{0,20}网站地图.{0,40}|政府信息公开|无障碍.{0,12}|手机版|繁體|繁体|设为首页.*|加入收藏.*|登录.{0,6}|注册|"
    r"(?:首页|网站首页)[>》＞/\-→].*|今天是.*|站内搜索.*|您是第.{0,14}位访客.*|我要纠错.*|【?我要.{0,8}】?|点击.{0,8}下载.*)"
)

PAGE_LINE = 160
"""A line longer than this is read as text of the report even where it begins like furniture."""


def is_furniture(line: str) -> bool:
    """Whether all of `line` (clean text) belongs to the web page around the report."""
    if len(line) > PAGE_LINE:
        return False
    if "指标" in line or "计量" in line:
        return False
    return bool(_HEADER_KEY.match(line)) or bool(_WHOLE.fullmatch(line))
