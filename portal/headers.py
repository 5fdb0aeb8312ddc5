"""What does every answer tell the browser it may do?"""

from typing import Final

from flask import Flask, Response, request

YEAR: Final = 31_536_000

# What a page of ours may show in a frame, so that who is signed out while writing signs in without leaving the text.
FRAMED: Final = frozenset(
    {
        "people.sign_in",
        "people.enter_code",
        "people.signed_in_again",
        "people.sign_out",
        "credentials.password",
        "credentials.second_step",
        "single_sign_on.offer",
    }
)


def is_framed() -> bool:
    """Whether a page of ours shows this one in a frame. No other site can say so: browsers write these headers."""
    asked = request.headers.get("Sec-Fetch-Dest"), request.headers.get("Sec-Fetch-Site")
    return request.endpoint in FRAMED and asked == ("iframe", "same-origin")


def policy(store: str, *, ancestors: str = "'none'") -> str:
    """The content security policy of ordinary pages: nothing inline, nothing from elsewhere but the store, if it is elsewhere."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self' {store}".rstrip(),
            f"media-src 'self' {store}".rstrip(),
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-src 'self'",
            f"frame-ancestors {ancestors}",
        )
    )


def init_headers(app: Flask, *, origin: str, is_secure: bool) -> None:
    """Put the security headers on every answer, errors and redirects included. `origin` is the store's."""
    content_policy, in_ours = policy(origin), policy(origin, ancestors="'self'")

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", in_ours if is_framed() else content_policy)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.endpoint != "pages.static_file":
            headers.setdefault("Cache-Control", "no-store")
        if is_secure:
            headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
        return response
