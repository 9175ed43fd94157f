"""Small PDF files made for tests: text at given places, rules, areas, images; and what is wrong with some files.

The Chinese font is one that PDF programs bring along (STSong), with half-width digits, so no font file is needed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class PdfPage:
    """One page; places are in points from the lower left corner, as in PDF."""

    rotate: int = 0
    box: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)
    crop: tuple[float, float, float, float] | None = None
    parts: list[str] = field(default_factory=list)
    image: bool = False

    def text(self, x: float, y: float, words: str, size: float = 12, setup: str = "", angle: int = 0) -> PdfPage:
        """Print `words` with the baseline at `y`; `setup` are operators before it (`3 Tr`, `1 g`)."""
        turn = {0: "1 0 0 1", 90: "0 1 -1 0", 45: ".7 .7 -.7 .7"}[angle]
        code = words.encode("utf-16-be").hex()
        self.parts.append(f"q BT {setup} /F {size} Tf {turn} {x} {y} Tm <{code}> Tj ET Q")
        return self

    def lines(self, words: Sequence[str], top: float = 760, step: float = 20, x: float = 80) -> PdfPage:
        """Print lines of text below one another."""
        for number, line in enumerate(words):
            self.text(x, top - number * step, line)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """Draw a rule."""
        self.parts.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def area(self, x: float, y: float, width: float, height: float, colour: str = "0 g") -> PdfPage:
        """Fill a rectangle."""
        self.parts.append(f"q {colour} {x} {y} {width} {height} re f Q")
        return self

    def picture(self, x: float = 0, y: float = 0, width: float = WIDTH, height: float = HEIGHT) -> PdfPage:
        """Print an image, half black, half white."""
        self.image = True
        self.parts.append(f"q {width} 0 0 {height} {x} {y} cm /I Do Q")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> PdfPage:
        """Draw a table with rules at `xs` and `ys` (from above) and print its cells."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for row, y in zip(rows, ys[1:], strict=True):
            for cell, x in zip(row, xs, strict=False):
                if cell:
                    self.text(x + 4, y + 6, cell, 9)
        return self


def pdf_file(
    *pages: PdfPage,
    catalog: str = "",
    trailer: str = "",
    font: str = "/Encoding /UniGB-UCS2-H",
    pixels: tuple[int, int] = (2, 2),
    count: int | None = None,
) -> bytes:
    """The bytes of a PDF file; `font` says how codes become characters, `count` how often the pages are repeated."""
    pixel_data = zlib.compress(b"\x00\xff\x00\xff") if pixels == (2, 2) else b"x"
    objects = [
        "",  # the catalog, once the rest is known
        "",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light {font} /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        f"<< /Type /XObject /Subtype /Image /Width {pixels[0]} /Height {pixels[1]} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(pixel_data)} >>\nstream\n"
        f"{pixel_data.decode('latin-1')}\nendstream",
    ]
    kids = []
    for page in pages:
        content = "\n".join(page.parts)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        crop = f"/CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{' '.join(map(str, page.box))}] {crop} /Rotate {page.rotate} "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    kids *= count or 1
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data = b"%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
