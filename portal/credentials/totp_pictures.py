"""How does the secret get into the app? As a picture to scan, and in letters to type."""

import pyotp
import segno

from portal.people.models import Person


def new_secret() -> str:
    """A secret that nobody can guess, as apps take it."""
    return pyotp.random_base32()


def picture_of(person: Person, secret: str) -> str:
    """A QR code as the source of a picture."""
    address = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="MitKomponent")
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def spaced(secret: str) -> str:
    """The secret in groups of four letters."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
