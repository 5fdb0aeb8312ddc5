"""Where people sign in with what they have, and choose what that is."""

from portal.credentials.routes import confirming, passkeys, reset, security, setup, sign_in, totp
from portal.credentials.routes.pages import pages

__all__ = ["confirming", "pages", "passkeys", "reset", "security", "setup", "sign_in", "totp"]
