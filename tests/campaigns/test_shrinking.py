"""Any picture an owner has becomes one that a mail can carry, or is refused in a sentence."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from shopmail.campaigns.shrinking import LARGEST_FILE, MOST_PIXELS, TALLEST, WIDEST, shrunk
from shopmail.errors import FileRefused
from tests.campaigns.picture_files import a_logo, a_photo, saved, seen


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp", "avif", "tiff", "bmp"])
def test_every_usual_format_is_taken(tmp_path: Path, ending: str) -> None:
    small = shrunk(saved(a_photo(300, 200), tmp_path / f"photo.{ending}"))
    assert (small.width, small.height) == (300, 200) == seen(small.data).size
    assert small.media_type in ("image/jpeg", "image/png")
    assert Image.MIME[seen(small.data).format or ""] == small.media_type
    assert seen(small.data).mode == "RGB"


@pytest.mark.parametrize(
    ("size", "becomes"),
    [
        ((1200, 2400), (1200, 2400)),
        ((2400, 1000), (1200, 500)),
        ((1000, 4800), (500, 2400)),
        ((5000, 4), (1200, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_it_fits_a_mail(tmp_path: Path, size: tuple[int, int], becomes: tuple[int, int]) -> None:
    small = shrunk(saved(a_photo(*size), tmp_path / "photo.jpg"))
    assert (small.width, small.height) == becomes
    assert small.width <= WIDEST
    assert small.height <= TALLEST


def test_a_photo_becomes_a_small_jpeg_and_a_logo_stays_sharp(tmp_path: Path) -> None:
    photo = shrunk(saved(a_photo(), tmp_path / "photo.png"))
    logo = shrunk(saved(a_logo(2000, 1000), tmp_path / "logo.gif"))
    grey = shrunk(saved(Image.effect_noise((600, 400), 60), tmp_path / "grey.png"))
    assert photo.media_type == "image/jpeg"
    assert photo.data[:2] == b"\xff\xd8"
    assert logo.media_type == "image/png"
    assert seen(logo.data).getpixel((250, 300)) == (0x7A, 0x3B, 0x69)
    assert grey.media_type == "image/jpeg", "256 greys are not few colours of a drawing"


def test_what_shines_through_stays_so(tmp_path: Path) -> None:
    half, solid = a_photo(300, 200).convert("RGBA"), a_photo(300, 200).convert("RGBA")
    half.putalpha(Image.linear_gradient("L").resize((300, 200)))
    palette = a_logo().convert("P")
    for image, options in ((half, {}), (palette, {"transparency": palette.getpixel((0, 0))})):
        small = shrunk(saved(image, tmp_path / "clear.png", **options))
        assert small.media_type == "image/png"
        assert seen(small.data).getchannel("A").getextrema()[0] == 0
    assert shrunk(saved(solid, tmp_path / "solid.png")).media_type == "image/jpeg"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    upright = a_photo(1600, 800)
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image = upright if stored is None else upright.transpose(stored)
    small = shrunk(saved(image, tmp_path / "phone.jpg", exif=exif, quality=95))
    assert (small.width, small.height) == (1200, 600)
    expected, got = upright.resize((1200, 600)), seen(small.data)
    for place in ((30, 30), (1170, 30), (30, 570), (1170, 570)):
        assert near(got.getpixel(place), expected.getpixel(place)), place


def test_nothing_but_the_picture_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Secret camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "Secret place"
    for image, name, options in (
        (a_photo(), "a.jpg", {"comment": b"Secret words"}),
        (a_photo(90, 60), "b.jpg", {"comment": b"Secret words", "dpi": (300, 300)}),
        (a_logo(), "c.png", {}),
        (a_logo(), "d.gif", {"comment": b"Secret words"}),
    ):
        path = saved(image, tmp_path / name, exif=exif, **options)
        data = shrunk(path).data
        assert b"Secret" in path.read_bytes()
        assert b"Secret" not in data
        assert not seen(data).getexif()


def test_wide_colours_become_those_of_every_screen(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    photo = a_photo(200, 100)
    plain = seen(shrunk(saved(photo, tmp_path / "a.png")).data)
    odd = shrunk(saved(photo, tmp_path / "b.png", icc_profile=lab))
    bad = shrunk(saved(photo, tmp_path / "c.png", icc_profile=b"no profile at all"))
    swapped = shrunk(saved(photo, tmp_path / "d.png", icc_profile=with_red_and_blue_exchanged()))
    assert near(seen(bad.data).getpixel((100, 50)), plain.getpixel((100, 50)))
    assert near(seen(odd.data).getpixel((100, 50)), plain.getpixel((100, 50)))
    red, _green, blue = seen(swapped.data).getpixel((100, 5))  # type: ignore[misc]
    assert blue > red
    assert all("icc_profile" not in seen(one.data).info for one in (odd, bad, swapped))


def test_sixteen_bits_of_grey_are_not_cut_off(tmp_path: Path) -> None:
    small = shrunk(saved(Image.new("I;16", (20, 20), 40_000), tmp_path / "scan.png"))
    assert seen(small.data).getpixel((5, 5)) == (156, 156, 156)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "YCbCr", "F"])
def test_every_mode_is_taken(tmp_path: Path, mode: str) -> None:
    assert shrunk(saved(a_photo(64, 64).convert(mode), tmp_path / "photo.tiff")).width == 64


def test_of_a_moving_picture_the_first_moment(tmp_path: Path) -> None:
    first, second = a_logo(), Image.new("RGB", (400, 200), "#00FF00")
    path = saved(first, tmp_path / "moving.gif", save_all=True, append_images=[second], duration=100)
    small = seen(shrunk(path).data)
    assert getattr(small, "n_frames", 1) == 1
    assert near(small.getpixel((100, 100)), (0x7A, 0x3B, 0x69))


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(a_photo(), tmp_path / "photo.jpg")
    assert shrunk(path) == shrunk(path)


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    for name, content, said in (
        ("a.jpg", b"", "no picture that can be read"),
        ("a.jpg", b"<!doctype html><p>not found", "no picture that can be read"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(64), "HEIC"),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture that can be read"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "no picture that can be read"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert said in refusal(path), name
    assert "There is no file" in refusal(tmp_path / "absent.jpg")
    assert "There is no file" in refusal(tmp_path)
    assert "The computer says" in refusal(tmp_path / ("x" * 300 + ".jpg"))


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    for ending in ("jpg", "png", "webp", "bmp", "tiff"):
        whole = saved(a_photo(300, 200), tmp_path / f"whole.{ending}")
        half = tmp_path / f"half.{ending}"
        half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        assert "damaged" in refusal(half) or "no picture" in refusal(half), ending


def test_a_file_that_would_unpack_into_too_much_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(a_png_that_claims(30_000, 30_000))
    assert "30000 × 30000 pixels" in refusal(bomb)
    edge = tmp_path / "edge.png"
    edge.write_bytes(a_png_that_claims(MOST_PIXELS // 1000, 1001))
    assert "too many" in refusal(edge)


def test_a_file_that_is_too_long_is_not_even_read(tmp_path: Path) -> None:
    path = saved(a_logo(), tmp_path / "long.png")
    with path.open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "larger than 20 MB" in refusal(path)
    with path.open("r+b") as file:
        file.truncate(LARGEST_FILE)
    assert shrunk(path).media_type == "image/png", "what follows the picture is no part of it"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow's remarks on what it passes over
@given(
    ending=st.sampled_from(["jpg", "png", "gif", "webp", "tiff", "bmp"]),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
    length=st.integers(0, 10_000),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_a_picture_or_a_sentence(
    tmp_path: Path, ending: str, changes: list[tuple[int, int]], length: int
) -> None:
    path = tmp_path / f"photo.{ending}"
    if not path.exists():
        saved(a_photo(60, 40), path)
    data = bytearray(path.read_bytes())
    for place, value in changes:
        data[place % len(data)] = value
    damaged = tmp_path / f"damaged.{ending}"
    damaged.write_bytes(data[: max(1, len(data) - length % 50)])
    try:
        small = shrunk(damaged)
    except FileRefused:
        return
    assert seen(small.data).size == (small.width, small.height)


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        shrunk(path)
    assert path.name in refused.value.title
    return f"{refused.value.message} {refused.value.remedy}"


def near(got: object, wanted: object) -> bool:
    assert isinstance(got, tuple)
    assert isinstance(wanted, tuple)
    return all(abs(one - other) < 24 for one, other in zip(got, wanted, strict=True))


def with_red_and_blue_exchanged() -> bytes:
    """sRGB's own profile, with the tags of two of its colours (ICC.1, 9.2) exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are so large (PNG, 11.2.1)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
