"""Word documents are read as a reader of the page sees them: in order, with numbers and tables, without what is hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading import word_package
from giextract.reading.word import read_docx
from giextract.reading.word_counting import counted
from giextract.settings import ReadingSettings

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
KINDS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")


def part(tag: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {SPACES}>{content}</w:{tag}>'


def packed(**parts: str) -> bytes:
    """A .docx of parts by name, `document` and those in KINDS (or `document_xml` as it stands); macros as `vba`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f"<w:body>{parts.pop('document', '')}<w:sectPr/></w:body>"
        archive.writestr("word/document.xml", parts.pop("document_xml", part("document", body)))
        relations = ""
        for number, (kind, content) in enumerate(parts.items()):
            tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            archive.writestr(f"word/{kind}.xml", part(tag, content))
            kind_address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
            relations += f'<Relationship Id="rId{number}" Type="{kind_address}" Target="{kind}.xml"/>'
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
            '<Relationship Id="far" Type="http://x/styles" Target="http://127.0.0.1:9/s.xml" TargetMode="External"/>'
            '<Relationship Id="none" Type="http://x/image" Target="NULL"/></Relationships>',
        )
    return file.getvalue()


def read(document: str = "", **parts: str) -> Document:
    return read_docx(packed(document=document, **parts), "report.docx", ReadingSettings())


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes its only run."""
    inner = content if content.startswith("<") else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    whole = (one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(whole)}</w:tr>"


def cell(content: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def box(content: str, fill: str = "") -> str:
    """A text box in both drawing languages, as Word writes it."""
    content = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


PICTURE = (
    "<w:r><w:drawing><wp:inline><wp:extent cx='{}' cy='9000000'/><a:graphic><a:blip r:embed='rId9'/></a:graphic>"
    "</wp:inline></w:drawing></w:r>"
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(r("收到") + r("申请") + r("9件"), ["收到申请9件"], id="runs are put together"),
        pytest.param("<w:r><w:t>收到 </w:t><w:tab/><w:t> 9件</w:t></w:r>", ["收到\t9件"], id="tabs"),
        pytest.param(
            "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type='page'/><w:t>三</w:t><w:cr/><w:t>四</w:t></w:r>",
            ["一", "二", "三", "四"],
            id="line breaks",
        ),
        pytest.param(
            "<w:r><w:t>收到</w:t><w:lastRenderedPageBreak/><w:t>9</w:t><w:softHyphen/><w:t>件\u00ad\u200b</w:t></w:r>",
            ["收到9件"],
            id="what Word left of its own layout",
        ),
        pytest.param(
            "<w:r><w:t>0549</w:t><w:noBreakHyphen/><w:t>2870121</w:t></w:r>", ["0549-2870121"], id="hard hyphen"
        ),
        pytest.param(
            r("是") + "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + r("否") + "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>",
            ["是☑否□"],
            id="symbols",
        ),
        pytest.param("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + r("9"), ["≥9"], id="symbol font"),
        pytest.param(
            f"<w:hyperlink r:id='x'>{r('网站')}</w:hyperlink><w:smartTag>{r('公开')}</w:smartTag><w:bdo>{r('9')}</w:bdo>",
            ["网站公开9"],
            id="links and smart tags",
        ),
        pytest.param(
            f"{r('收到')}<w:ins>{r('9')}</w:ins><w:del><w:r><w:delText>8</w:delText></w:r></w:del>{r('件')}",
            ["收到9件"],
            id="revisions",
        ),
        pytest.param(
            f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", ["新"], id="moved text stands once"
        ),
        pytest.param(
            BEGIN + "<w:r><w:instrText> =SUM(A1) </w:instrText></w:r>" + SEPARATE + r("412") + END + r("条"),
            ["412条"],
            id="the result of a field",
        ),
        pytest.param(
            BEGIN + r("IF") + BEGIN + r("x") + SEPARATE + r("1") + END + SEPARATE + r("是") + END,
            ["是"],
            id="a field in the code of another",
        ),
        pytest.param(END + r("目录") + SEPARATE + r("1"), ["目录1"], id="a field that began elsewhere"),
        pytest.param(f"<w:fldSimple w:instr='DATE'>{r('2018年')}</w:fldSimple>", ["2018年"], id="a simple field"),
        pytest.param(
            f"<w:r><w:ruby><w:rt>{r('yún')}</w:rt><w:rubyBase>{r('云')}</w:rubyBase></w:ruby></w:r>{r('溪')}",
            ["云溪"],
            id="ruby",
        ),
        pytest.param(
            "<w:commentRangeStart w:id='1'/>" + r("9件") + "<w:r><w:commentReference w:id='1'/></w:r>",
            ["9件"],
            id="comments",
        ),
        pytest.param(f"{r('占')}<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{r('5%')}", ["占5%"], id="equations"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{r('街道')}</w:sdtContent></w:sdt>"
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击输入')}</w:sdtContent></w:sdt>",
            ["街道"],
            id="content controls, but not their prompts",
        ),
    ],
)  # fmt: skip
def test_a_paragraph_shows_what_is_on_the_page(content: str, lines: list[str]) -> None:
    document = read(p(content))
    assert document.text.splitlines() == lines
    assert (document.pages, document.warnings) == (None, ())


def test_empty_paragraphs_part_what_belongs_apart_but_not_in_cells() -> None:
    assert read(p("") + p("一、概述") + p("") + p("收到9件") + table(row(cell(p("网") + p("")), "9"))).text == (
        "一、概述\n\n收到9件\n| 网 | 9 |\n"
    )


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert read(p("收到申请", deleted) + p("9件。") + p("办结8件。")).text == "收到申请9件。\n办结8件。\n"
    assert read(table(row(cell(p("网", deleted)), "9"))).text == "| 网 | 9 |\n"


@pytest.mark.parametrize(
    "properties",
    ["<w:vanish/>", "<w:color w:val='FFFFFF'/>", "<w:color w:themeColor='background1' w:val='auto'/>", "<w:sz w:val='1'/>",
     "<w:rStyle w:val='Ghost'/>", "<w:color w:val='FEFEFE'/><w:highlight w:val='white'/>"],
)  # fmt: skip
def test_what_nobody_can_see_is_kept_out_and_told(properties: str) -> None:
    styles = "<w:style w:type='character' w:styleId='Ghost'><w:basedOn w:val='Base'/></w:style>"
    styles += "<w:style w:type='character' w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style>"
    document = read(p(r("收到9件") + r("不是 90件", properties)), styles=styles)
    assert document.text == "收到9件\n"
    assert document.warnings == ("hidden text was kept out: 5 characters",)


@pytest.mark.parametrize(
    "content",
    [
        p(r("9件", "<w:vanish w:val='0'/>")),
        p(r("9件", "<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='1F3864'/>")),
        p(r("9件", "<w:color w:val='FFFFFF'/>"), "<w:shd w:val='clear' w:fill='C00000'/>"),
        p(r("9件", "<w:color w:val='FFFFFF'/><w:highlight w:val='red'/>")),
        p(r("9件", "<w:color w:val='7F7F7F' w:themeColor='background1' w:themeShade='7F'/>")),
        p(
            r(
                "9件",
                "<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='D9D9D9' w:themeFill='background1' w:themeFillShade='D9'/>",
            )
        ),
        p(r("9件", "<w:color w:val='auto'/>"), "<w:pStyle w:val='White'/>"),
        p(box(p(r("9件", "<w:color w:val='FFFFFF'/>")), "<a:solidFill><a:srgbClr val='C00000'/></a:solidFill>")),
        table(row(cell(p(r("9件", "<w:color w:val='FFFFFF'/>")), "<w:shd w:val='clear' w:fill='000080'/>"))),
    ],
)
def test_white_on_a_colour_is_seen(content: str) -> None:
    styles = "<w:style w:styleId='White'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
    document = read(content, styles=styles)
    assert (document.text, document.warnings) == ("9件\n", ())


def test_hidden_rows_and_boxes_are_kept_out() -> None:
    content = table(row("网", "1"), row("信", "2", properties="<w:hidden/>"), row("电", "3"))
    ghost = box(p("没有")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    document = read(content + p(ghost + r("完")))
    assert document.text == "| 网 | 1 |\n| 电 | 3 |\n完\n"
    assert document.warnings == ("hidden text was kept out: 4 characters",)


def level(number: int, form: str, text: str, more: str = "") -> str:
    start = "" if "w:start " in more else "<w:start w:val='1'/>"
    return f"<w:lvl w:ilvl='{number}'>{start}<w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/>{more}</w:lvl>"


NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "chineseCounting", "%1、", "<w:pStyle w:val='Heading'/>")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%1.%3.", "<w:isLgl/>")
    + level(3, "bullet", "\uf06c")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='1'>"
    + level(0, "decimal", "%1.", "<w:suff w:val='nothing'/><w:start w:val='5'/>")
    + "</w:abstractNum>"
    + "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    + "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
    + "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)


def numbered(text: str, number: int, at: int = 0) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_stand_before_their_paragraphs() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='Heading'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    styles += "<w:style w:type='paragraph' w:styleId='Sub'><w:basedOn w:val='Heading'/></w:style>"
    content = (
        p("概述", "<w:pStyle w:val='Heading'/>")
        + numbered("数量", 1, 1)
        + numbered("渠道", 1, 1)
        + numbered("网站", 1, 2)
        + numbered("圆点", 1, 3)
        + p("申请", "<w:pStyle w:val='Sub'/>")
        + numbered("受理", 1, 1)
        + p("不编号", "<w:pStyle w:val='Heading'/><w:numPr><w:numId w:val='0'/></w:numPr>")
        + numbered("另起", 2)
        + numbered("又一", 2)
        + numbered("重来", 3)
        + numbered("未定义", 9)
        + table(row(cell(numbered("", 2)), "9"))
    )
    assert read(content, styles=styles, numbering=NUMBERING).text.splitlines() == [
        "一、概述", "（一）数量", "（二）渠道", "1.1. 网站", "圆点", "二、申请", "（一）受理", "不编号",
        "5.另起", "6.又一", "一、重来", "未定义", "| 7. | 9 |",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("chineseCounting", "一 十 十一 二十 一百零五"),
        ("chineseCountingThousand", "一 十 十一 二十 一百零五"),
        ("ideographDigital", "一 一〇 一一 二〇 一〇五"),
        ("chineseLegalSimplified", "壹 拾 拾壹 贰拾 壹佰零伍"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 105"),
        ("decimalFullWidth", "１ １０ １１ ２０ １０５"),
        ("upperRoman", "I X XI XX CV"),
        ("lowerLetter", "a j k t aaaaa"),
        ("ideographTraditional", "甲 癸 甲 癸 戊"),
        ("unheardOf", "1 10 11 20 105"),
    ],
)
def test_number_formats(form: str, written: str) -> None:
    assert " ".join(counted(count, form) for count in (1, 10, 11, 20, 105)) == written


def test_tables_stand_where_they_are_and_keep_merged_and_empty_cells() -> None:
    span, down, on = "<w:gridSpan w:val='{}'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    content = p("前") + table(
        row(cell("申请人情况", span.format(2)), "数"),
        row(cell(p("结") + p("果"), down), cell("公开"), cell("3")),
        row(cell("看不见", on), cell("不公开"), cell()),
        row("合计", "3", properties="<w:gridBefore w:val='1'/>"),
    ) + p("后")  # fmt: skip
    document = read(content)
    assert document.text == "前\n| 申请人情况 | | 数 |\n| 结果 | 公开 | 3 |\n| | 不公开 | |\n| | 合计 | 3 |\n后\n"
    (grid,) = document.grids
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.cells] == [
        (0, 0, 1, 2), (0, 2, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
        (3, 1, 1, 1), (3, 2, 1, 1),
    ]  # fmt: skip


def test_columns_that_only_differ_by_a_hair_are_one() -> None:
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in (2000, 20, 1980, 2000))
    wide = "<w:gridSpan w:val='2'/>"
    content = table(
        row(cell("复议"), cell("诉讼", "<w:gridSpan w:val='3'/>")), row(cell("1", wide), "2", "3"), grid=grid
    )
    assert read(content).text == "| 复议 | 诉讼 | |\n| 1 | 2 | 3 |\n"


def test_rows_and_cells_in_controls_and_revisions() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row('乙', '2')}</w:sdtContent></w:sdt>"
    deleted = row("丙", "3", properties="<w:del w:id='1'/>")
    inner = f"<w:tr><w:sdt><w:sdtContent>{cell('丁')}</w:sdtContent></w:sdt>{cell('4')}</w:tr>"
    content = f"<w:sdt><w:sdtContent>{p('前')}</w:sdtContent></w:sdt>{table(row('甲', '1'), wrapped, deleted, inner)}"
    assert read(content).text == "前\n| 甲 | 1 |\n| 乙 | 2 |\n| 丁 | 4 |\n"


def test_a_table_that_only_lays_out_the_page_is_no_grid() -> None:
    inner = table(row("网", "9"), row("信", "2"))
    frame = table(row(cell(p("一、概述") + p("收到11件。") + inner + p("二、问题"))))
    document = read(frame)
    assert document.text == "一、概述\n收到11件。\n| 网 | 9 |\n| 信 | 2 |\n二、问题\n"
    assert len(document.grids) == 1
    assert read(table(row(cell(p("一")), "甲"), row(cell(table(row("1", "2")) + p("")), "乙"))).text == (
        "| 一 | 甲 |\n| 1 2 | 乙 |\n"
    )


def test_text_boxes_stand_once_behind_their_paragraph() -> None:
    content = p(r("公开") + box(p("2017年") + table(row("网", "9"))) + r("412条")) + p("完")
    assert read(content).text == "公开412条\n2017年\n| 网 | 9 |\n完\n"
    assert read(p("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("旧式") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")).text == "旧式\n"  # fmt: skip


def test_notes_stand_behind_the_paragraph_or_table_that_refers_to_them() -> None:
    mark = "<w:r><w:{}noteReference w:id='2'/></w:r>"
    content = (
        p(r("受理12件") + mark.format("foot") + r("，均已办结。"))
        + table(row(cell(p(r("网") + mark.format("end"))), "9"))
        + p("完" + "")
    )
    note = "<w:{0}note w:id='-1'><w:p/></w:{0}note><w:{0}note w:id='2'>{1}</w:{0}note>"
    document = read(
        content, footnotes=note.format("foot", p("含上年结转。")), endnotes=note.format("end", p("截至年底。"))
    )
    assert document.text == "受理12件，均已办结。\n含上年结转。\n| 网 | 9 |\n截至年底。\n完\n"


def test_headers_and_footers_are_left_out_unless_there_is_nothing_else() -> None:
    parts = {"header": p("云溪市公报"), "footer": p("－ 3 －")}
    assert read(p("公开412条"), **parts).text == "公开412条\n"
    assert read(p("<w:r/>"), **parts).text == "云溪市公报\n－ 3 －\n"


def test_large_pictures_are_told_and_small_ones_are_not() -> None:
    text = p("本报告由街道办事处编制，所列数据的统计期限自2017年1月1日起，至2017年12月31日止，供公众查阅。")
    assert read(text + p(PICTURE.format(700_000))).warnings == ()
    (warning,) = read(text + p(PICTURE.format(5_000_000))).warnings
    assert warning.startswith("pictures or charts were not read: 1 of a size to show text")
    old = "<w:r><w:pict><v:shape style='position:absolute;width:{}pt;height:9pt'><v:imagedata r:id='x'/></v:shape></w:pict></w:r>"
    assert [bool(read(text + p(old.format(width))).warnings) for width in ("12", "400.5")] == [False, True]


STRICT = part("document", f"<w:body>{p('公开412条')}</w:body>").replace(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
)


def test_the_strict_spelling_of_the_format_is_read_too() -> None:
    assert read(document_xml=STRICT).text == "公开412条\n"


def with_entry(name: str, content: bytes) -> bytes:
    file = io.BytesIO(packed(document=p("公开412条")))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def zipped(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def test_macros_are_not_looked_at() -> None:
    assert read_docx(with_entry("word/vbaProject.bin", b"\0macro"), "a.docm", ReadingSettings()).text == "公开412条\n"


LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">'
    "{}]>"
)
BODY = part("document", f"<w:body>{p('{}')}</w:body>").partition("?>")[2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(lambda: b"PK\x03\x04 word/", "is damaged (no whole zip: ", id="no zip"),
        pytest.param(lambda: packed(document=p("公开"))[:-60], "is damaged (no whole zip: ", id="cut off"),
        pytest.param(lambda: zipped("word/other.xml", "<a/>"), "is a zip archive with no Word document", id="no document"),
        pytest.param(lambda: packed(document_xml="<w:document"), "is damaged (word/document.xml: ", id="no XML"),
        pytest.param(lambda: packed(document_xml=LAUGHS.format("") + BODY.format("&c;")), "declares entities", id="entities"),
        pytest.param(
            lambda: packed(document_xml=LAUGHS.format('<!ENTITY e SYSTEM "file:///etc/hostname">') + BODY.format("&e;")),
            "declares entities",
            id="external entity",
        ),
        pytest.param(lambda: with_entry("word/media/a.bin", bytes(12_000_000)), "is packed as no report is", id="bomb"),
        pytest.param(lambda: packed(document="<w:smartTag>" * 3000), "is damaged (word/document.xml: ", id="too deep"),
        pytest.param(lambda: packed(document=(p(PICTURE.format(5_000_000)) + p("1")) * 3), "holds only pictures of pages", id="scan"),
        pytest.param(lambda: packed(document=p(" ")), "holds no text that can be seen", id="empty"),
        pytest.param(lambda: packed(document=p(r("公开", "<w:vanish/>"))), "holds no text that can be seen", id="hidden"),
        pytest.param(lambda: packed(document="<w:altChunk r:id='x'/>"), "holds its text in a part of another", id="chunk"),
        pytest.param(
            lambda: packed(document=table(row(*["1"] * 501))), "holds a table of more than 500 columns", id="columns"
        ),
        pytest.param(
            lambda: packed(document=table(row(cell("1", "<w:gridSpan w:val='99999999'/>"), "2"))),
            "holds a table of more than 500 columns",
            id="a span without end",
        ),
    ],
)  # fmt: skip
def test_what_is_no_report_is_one_clear_line(data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_docx(data(), "report.docx", ReadingSettings())
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("MAX_UNPACKED", "would unpack to far more"),
        ("MAX_MAIN", "holds more than"),
        ("MAX_PARTS", "would unpack to"),
        ("MAX_BLOCKS", "holds more than a million paragraphs"),
    ],
)
def test_limits_are_kept_before_anything_is_unpacked(limit: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, limit, 1)
    with pytest.raises(ReadingError, match=message):
        read(p("公开") * 2)


def test_one_paragraph_is_not_held_beyond_a_limit_while_many_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MAX_PART", 200_000)
    many = "".join(p(f"第{number}段公开") for number in range(8000)) + table(*[row("网", "9")] * 4000)
    assert len(read(many).text.splitlines()) == 12_000
    with pytest.raises(ReadingError, match="in one paragraph or row"):
        read(p(r("公开") * 8000))


def test_a_long_document_takes_time_in_proportion() -> None:
    from time import process_time

    def seconds(count: int) -> float:
        data = packed(document="".join(p(f"第{number}段") for number in range(count)) + table(*(row(f"{number}", "1") for number in range(count))))  # fmt: skip
        start = process_time()
        read_docx(data, "report.docx", ReadingSettings())
        return process_time() - start

    seconds(100)
    assert seconds(8000) < 3 * 8 * seconds(1000)
