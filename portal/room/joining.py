"""What picture leads a phone into the game?"""

import segno


def picture_of(address: str) -> str:
    """A QR code as the address of an image."""
    return str(segno.make(address, error="m").svg_data_uri(scale=8, border=4, light="#fff"))
