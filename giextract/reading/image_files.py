"""Image files: bytes become pages, one at a time, within limits of size and number that are looked at before decoding."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from giextract.errors import ReadingError

MAX_PAGES = 500
MAX_SIDE = 20_000
"""Most pixels of one side, twice an A3 page at 600 dpi."""
MAX_PIXELS = 80_000_000
"""An A3 page at 600 dpi has 70 million; decoding this many takes 250 MB."""
MIN_SIDE = 16
WORKING_SIDE = 2400
"""The longer side of a page as it is read: finer detail does not help the engines, and costs memory."""
ORIENTATION = 0x0112
"""The EXIF tag that says how to turn the picture."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP", "MPO")


def page_count(data: bytes) -> int:
    """How many pages the image file holds: those of a TIFF, otherwise one (of an animation the first picture counts).

    Raises ReadingError for what is no image, has too many pages, or is too large; nothing is decoded for that.
    """
    with _opened(data) as image:
        pages = _pages(image)
        if pages > MAX_PAGES:
            raise ReadingError(f"has more than {MAX_PAGES} pages; split it")
        return pages


def is_animated(data: bytes) -> bool:
    """Whether the file holds an animation, of which only the first picture is read."""
    with _opened(data) as image:
        return image.format != "TIFF" and image.format != "MPO" and getattr(image, "n_frames", 1) > 1


def pages_of(data: bytes) -> Iterator[Image.Image | ReadingError]:
    """The pages in order, each decoded when it is asked for: RGB, upright by EXIF, scaled down to the working size.

    A page that cannot be decoded comes as the error that says why.
    """
    with _opened(data) as image:
        for number in range(_pages(image)):
            try:
                yield _decoded(image, number)
            except ReadingError as error:
                yield error


def flattened(image: Image.Image) -> Image.Image:
    """`image` in RGB: transparency on white, 16 bits scaled to 8, palettes and CMYK converted."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        grey = image.convert("F") if image.mode == "F" else image.convert("I").convert("F")
        _, high = grey.getextrema()
        top = high if isinstance(high, float) else 0.0
        return grey.point(lambda value: value * (255 / max(top, 255)) + 0).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        above = image.convert("RGBA")
        paper = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(paper, above).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _opened(data: bytes) -> Image.Image:
    """The image with only its head read. Its size is checked here and not by Pillow, whose limit is a warning first."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=FORMATS)
            _require_size(image)
            return image
    except Image.DecompressionBombError:
        raise ReadingError(f"has more than {MAX_PIXELS // 1_000_000} million pixels; scale it down") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError):
        raise ReadingError("is a damaged image; save or scan it again") from None


def _pages(image: Image.Image) -> int:
    if image.format != "TIFF":
        return 1
    try:
        # Counting walks the whole chain of directories: it stops where no more pages would be read anyway.
        number = 0
        while number <= MAX_PAGES:
            image.seek(number)
            number += 1
        count = number
    except EOFError:
        count = number
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        count = max(number, 1)
    return count


def _require_size(image: Image.Image) -> None:
    width, height = image.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise ReadingError(f"is an image of {width:,} × {height:,} pixels, too large for a page; scale it down")
    if min(width, height) < MIN_SIDE:
        raise ReadingError(f"is an image of {width} × {height} pixels, too small for text; give the page itself")


def _decoded(image: Image.Image, number: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(number)
            _require_size(image)
            turn = _TURNS.get(image.getexif().get(ORIENTATION, 1))
            image.draft(None, (WORKING_SIDE, WORKING_SIDE))
            if max(image.size) <= WORKING_SIDE:
                page = image.copy()  # the file's own picture changes with the next page
            else:
                factor = max(image.size) / WORKING_SIDE
                size = (max(1, round(image.width / factor)), max(1, round(image.height / factor)))
                smooth = flattened(image) if image.mode in ("1", "P", "PA") else image
                page = smooth.resize(size, Image.Resampling.BOX if factor > 2 else Image.Resampling.LANCZOS)
                page.info = image.info
            page = flattened(page)
            return page.transpose(turn) if turn is not None else page
    except ReadingError:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, MemoryError, Image.DecompressionBombError):
        raise ReadingError("is a damaged image; save or scan it again") from None
