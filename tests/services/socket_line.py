"""How does one speak over a WebSocket (RFC 6455) without a package for it? Text frames one way and the other, on loopback."""

import os
import socket
import struct
from base64 import b64encode

from tests.services.process import LOOPBACK, ServiceError

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class SocketLine:
    """One connection; messages are text."""

    def __init__(self, port: int, path: str, *, seconds: float = 60) -> None:
        self._line = socket.create_connection((LOOPBACK, port), seconds)
        key = b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self._line.sendall(asked.encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._exactly(1)
        if b" 101 " not in head.splitlines()[0]:
            raise ServiceError(f"No WebSocket at {path}: {head[:200]!r}")

    def _exactly(self, length: int) -> bytes:
        got = b""
        while len(got) < length:
            piece = self._line.recv(length - len(got))
            if not piece:
                raise ServiceError("The WebSocket was closed.")
            got += piece
        return got

    def _send(self, kind: int, payload: bytes) -> None:
        """A client's frames are masked; of what they are masked with nothing is asked."""
        mask = os.urandom(4)
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | length)
        elif length < 1 << 16:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | kind, 0x80 | 127, length)
        self._line.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload)))

    def say(self, message: str) -> None:
        self._send(TEXT, message.encode())

    def hear(self) -> str:
        """The next whole message."""
        message = b""
        while True:
            first, second = self._exactly(2)
            length = second & 0x7F
            if length == 126:
                [length] = struct.unpack("!H", self._exactly(2))
            elif length == 127:
                [length] = struct.unpack("!Q", self._exactly(8))
            payload = self._exactly(length)
            kind = first & 0x0F
            if kind == PING:
                self._send(PONG, payload)
            elif kind == CLOSE:
                raise ServiceError("The WebSocket was closed by the other side.")
            elif kind != PONG:
                message += payload
                if first & 0x80:
                    return message.decode()

    def close(self) -> None:
        self._line.close()
