"""What of an image may others have? Its pixels, encoded anew: no place, no device, nothing behind the picture."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

from portal.checking.findings import PICTURE_HEIGHT, PICTURE_WIDTH, Desk, Findings
from portal.storage.reasons import Reason, must
from portal.storage.shapes import Built, Shape

MOST_PIXELS: Final = 50_000_000
QUALITY: Final = 90
LONGEST_PROFILE: Final = 1 << 20
ORIENTATION: Final = 0x0112
PLACE: Final = 0x8825
PLACE_WORD: Final = b"GPSLatitude"
OPENED_AS: Final = {Shape.PNG: ["PNG"], Shape.JPEG: ["JPEG", "MPO"], Shape.HEIC: ["HEIF"]}
PLAIN_MODES: Final = {"RGB", "RGBA", "L", "LA", "P", "1", "I;16"}

Image.MAX_IMAGE_PIXELS = None  # the limit below answers in our words


def opened(path: Path, built: Built) -> Any:
    """The image, its size known and not a pixel of it decoded."""
    if built.shape is Shape.HEIC:
        from pillow_heif import register_heif_opener  # takes 20 MB that only this kind needs

        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(path, formats=OPENED_AS[built.shape])


def judge_size(path: Path, built: Built) -> None:
    """Raises Unfit for more pixels than we decode."""
    with opened(path, built) as image:
        width, height = image.size
        must(width * height <= MOST_PIXELS, Reason.TOO_MANY_PIXELS)


def judge_packed(path: Path, built: Built) -> None:
    """An image in a zip file, which stays as it is. Raises Unfit when it says where it was taken."""
    judge_size(path, built)
    with opened(path, built) as image:
        is_placed = image.getexif().get_ifd(PLACE) or PLACE_WORD in bytes(image.info.get("xmp") or b"")
        must(not is_placed, Reason.PLACE_IN_ZIP)


def encode_anew(desk: Desk, built: Built) -> Findings:
    """Write the replacement, and the picture while the pixels are there. Raises Unfit, or whatever a broken image does."""
    judge_size(desk.path, built)
    with opened(desk.path, built) as image:
        image.load()
        turned = image.getexif().get(ORIENTATION, 1)
        kept = _plain(image, is_photo=built.shape is not Shape.PNG)
        _save(kept, desk.replacement, is_photo=built.shape is not Shape.PNG, turned=turned)
        kept.thumbnail((PICTURE_WIDTH * 2, PICTURE_HEIGHT))
        kept.getexif()[ORIENTATION] = turned
        save_picture(ImageOps.exif_transpose(kept), desk.picture)
    return Findings(replaced_by=".jpg" if built.shape is Shape.HEIC else built.ending)


def _plain(image: Any, *, is_photo: bool) -> Any:
    _to_screen_colours(image)
    if is_photo:
        return image if image.mode in {"RGB", "L"} else image.convert("RGB")
    return image if image.mode in PLAIN_MODES else image.convert("RGB")


def _to_screen_colours(image: Any) -> None:
    """A profile names the device: its colours are put into the pixels, where that can be done, and it is left out."""
    profile = image.info.get("icc_profile") or b""
    if image.mode == "RGB" and 0 < len(profile) <= LONGEST_PROFILE:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), inPlace=True)


def _save(image: Any, path: Path, *, is_photo: bool, turned: int) -> None:
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    exif = Image.Exif()
    if turned in range(2, 9):
        exif[ORIENTATION] = turned
    if is_photo:
        image.save(path, format="JPEG", quality=QUALITY, exif=exif, icc_profile=None, comment=b"")
    else:
        image.save(path, format="PNG", exif=exif if len(exif) else None, icc_profile=None)


def save_picture(image: Any, path: Path) -> None:
    """The small picture for a card."""
    small = image if image.mode in {"RGB", "RGBA"} else image.convert("RGBA" if "A" in image.mode else "RGB")
    small.thumbnail((PICTURE_WIDTH, PICTURE_HEIGHT))
    small.save(path, format="WEBP", quality=80, method=4)
