"""Picture files as owners have them: photos, logos, and what only calls itself a picture."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw


def a_photo(width: int = 1600, height: int = 900) -> Image.Image:
    """Many colours: dark at the left, red at the top, bright and blue at the lower right."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (Image.eval(down, lambda value: 255 - value), across, down))


def a_logo(width: int = 400, height: int = 200) -> Image.Image:
    """A plum disc on white: two colours."""
    logo = Image.new("RGB", (width, height), "#FFFFFF")
    ImageDraw.Draw(logo).ellipse((10, 10, height - 10, height - 10), fill="#7A3B69")
    return logo


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    """``image`` as the file ``path``, in the format of its ending."""
    image.save(path, **options)
    return path


def seen(data: bytes) -> Image.Image:
    """A whole picture file, unpacked."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
