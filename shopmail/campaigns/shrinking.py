"""A picture file made fit for a mail: upright, in plain colours, without what a camera notes, and small."""

import contextlib
import logging
import struct
from io import BytesIO
from pathlib import Path
from typing import cast

from msgspec import Struct
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from shopmail.errors import FileRefused
from shopmail.wording import _

LARGEST_FILE = 20_000_000
"""Bytes of a file that is taken; a camera's largest JPEG has about as many."""

MOST_PIXELS = 50_000_000
"""Width times height; as many as unpack into 200 MB of memory."""

WIDEST = 1200
"""Pixels. A mail is 600 wide, and sharp screens show two for one."""

TALLEST = 2400

_JPEG_QUALITY = 82
_FEW_COLOURS = 256
"""A drawing has no more; JPEG would blur its edges. A grey photo has no more either: see ``_written``."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
"""Nothing else is even tried: Pillow also knows formats that run programs (EPS) or that nobody has."""

# Every picture is measured below before its pixels are unpacked; Pillow's own limit would only warn.
Image.MAX_IMAGE_PIXELS = None

# What it remarks on a damaged file is said to the owner, once, by ``shrunk``.
logging.getLogger("PIL").setLevel(logging.CRITICAL)

# What Pillow raises for a file that is damaged or lies about itself; its plugins share no error of their own.
_DAMAGED = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    SyntaxError,
    EOFError,
    RuntimeError,
    AttributeError,
    struct.error,
    MemoryError,
)

_SRGB = ImageCms.createProfile("sRGB")


class Shrunk(Struct, frozen=True):
    """What is kept of a picture: ``data`` is a whole JPEG or PNG file of ``width`` times ``height``."""

    media_type: str
    width: int
    height: int
    data: bytes


def shrunk(path: Path) -> Shrunk:
    """The picture in the file ``path``, at most 1200 wide and 2400 high, turned as its camera was held.

    Of a moving picture the first frame. PNG where something shines through or the colours are few, else JPEG.
    Raises ``FileRefused`` for what is no picture, is damaged, or is too large to be unpacked.
    """
    data = _content(path)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _refuse_too_large(path, image)
            return _shrunk(image)
    except UnidentifiedImageError:
        raise _no_picture(path, data) from None
    except _DAMAGED as problem:
        raise _refused(
            path,
            _("The picture is damaged, or was not copied whole."),
            _("Open it in a picture program and save it as JPEG or PNG."),
        ) from problem


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _refused(path, _("There is no file {path}.", path=str(path)))
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(
                path,
                _("It is larger than {limit} MB.", limit=LARGEST_FILE // 1_000_000),
                _("Make it smaller in a picture program; 1200 pixels in width are enough."),
            )
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise _refused(path, _("The computer says: {reason}.", reason=reason)) from None


def _refuse_too_large(path: Path, image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _refused(
            path,
            _("It has {width} × {height} pixels, which is too many.", width=image.width, height=image.height),
            _("Make it smaller in a picture program; 1200 pixels in width are enough."),
        )


def _no_picture(path: Path, data: bytes) -> FileRefused:
    start = data[:1000].lower()
    if b"<svg" in start:
        return _refused(
            path,
            _("It is an SVG drawing, which many mail programs don't show."),
            _("Export it as PNG."),
        )
    return _refused(
        path,
        _("It is no picture that can be read."),
        _("Use JPEG or PNG. A photo from a phone in the format HEIC has to be saved as JPEG first."),
    )


def _refused(path: Path, message: str, remedy: str = "") -> FileRefused:
    return FileRefused(_("“{name}” was not taken", name=path.name), message, remedy)


def _shrunk(image: Image.Image) -> Shrunk:
    lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    height, width = image.size if lies_on_its_side else image.size[::-1]
    width, height = _final_size(width, height)
    # A JPEG can be unpacked at a half, a quarter or an eighth: most of 48 megapixels are never made.
    image.draft(None, (height, width) if lies_on_its_side else (width, height))
    ImageOps.exif_transpose(image, in_place=True)
    plain = _of_eight_bits(image)
    drawn = plain.getcolors(_FEW_COLOURS) is not None
    size = _final_size(*plain.size)
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _in_srgb(plain, image.info.get("icc_profile"))
    plain.info.clear()  # what the writers below would take over: comments, the place where it was taken
    return _written(plain, drawn)


def _final_size(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, WIDEST / width, TALLEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """``image`` in a mode that can be made smaller: RGB, RGBA, CMYK or grey, each of one byte a colour."""
    if image.mode.startswith("I"):  # grey of 16 bits, which Pillow would cut off at 255 instead of scaling
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """``image`` in the colours that every screen shows; a phone's wide ones would look pale without this."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a bad profile: then it means nothing
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
            return cast("Image.Image", converted)  # None only for a change in place
    return image.convert(mode)


def _written(image: Image.Image, drawn: bool) -> Shrunk:
    """``image`` as a file; ``drawn``: it had few colours, so sharp edges are worth twice the bytes."""
    width, height = image.size
    if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        return Shrunk("image/png", width, height, _png(image))
    opaque = image.convert("RGB")
    jpeg = _jpeg(opaque)
    if drawn and len(png := _png(opaque)) <= 2 * len(jpeg):
        return Shrunk("image/png", width, height, png)
    return Shrunk("image/jpeg", width, height, jpeg)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return file.getvalue()
