"""A picture drawn anew from its pixels: nothing hidden in the file survives, nor where it was taken.

Its size is read before any pixel is, and one picture at a time is drawn in a process, so that no upload takes more
memory than two copies of MOST_PIXELS.
"""

from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from shop.files.domain import LARGEST, PICTURES, NotKept

MOST_PIXELS = 25_000_000
LONGEST_SIDE = 16_000
TOO_MANY_PIXELS = "This picture measures {}, more than we can keep. Please send it smaller: 6,000 × 4,000 is plenty."
DRAWN_WITH: dict[str, dict[str, int]] = {"JPEG": {"quality": 88}, "PNG": {}, "WEBP": {"quality": 88}}

_drawing = Lock()


def redraw(data: bytes, content_type: str) -> bytes:
    kind = PICTURES[content_type]
    with _drawing:
        try:
            with Image.open(BytesIO(data), formats=[kind]) as picture:
                refuse_measures(*picture.size)
                return _written(_upright(picture), kind)
        except NotKept:
            raise
        except Image.DecompressionBombError as fault:
            raise NotKept(TOO_MANY_PIXELS.format("millions of pixels")) from fault
        except Exception as fault:  # whatever a hostile file makes a decoder raise
            raise NotKept("This picture is damaged. Please open it, save it again and send it anew.") from fault


def refuse_measures(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise NotKept(TOO_MANY_PIXELS.format(f"{width} × {height}"))


def _upright(picture: Image.Image) -> Image.Image:
    ImageOps.exif_transpose(picture, in_place=True)
    mode = "RGBA" if picture.has_transparency_data else "L" if picture.mode in {"1", "L"} else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _written(picture: Image.Image, kind: str) -> bytes:
    if kind == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.info.clear()
    drawn = BytesIO()
    picture.save(drawn, kind, **DRAWN_WITH[kind])
    if drawn.tell() > LARGEST:
        raise NotKept("This picture is too rich for its kind of file. Please send it as a JPEG.")
    return drawn.getvalue()
