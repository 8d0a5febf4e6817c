"""Files that nobody sends by mistake."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"Dear customer,\n\n<ScRipt>alert(1)</ScRipt>"
SCRIPT_IN_A_GIF = b"GIF89a/*\x01\x00*/=1;alert(1)"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "saddlebrown" if mode in {"RGB", "RGBA"} else 120).save(written, kind, **options)
    return written.getvalue()


def with_words_in_it() -> bytes:
    info = PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>", zip=False)
    return picture(pnginfo=info) + b"<script>alert(2)</script>"


def taken_at_home() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "SecretCamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 27.0, 14.0)
    return picture("JPEG", exif=exif, comment=b"SecretComment")


def flat_png(side: int) -> bytes:
    """Side × side pixels of one colour, in a few kilobytes, made without ever holding them."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side * 3)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zip_bomb() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"\0" * 20_000_000)
    return written.getvalue()


def text_chunk_bomb() -> bytes:
    """A small picture with 200 MB of compressed words."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"A" * 1_000_000) for _ in range(200)) + packer.flush()
    whole = picture()
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + packed) + whole[33:]
