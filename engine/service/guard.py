"""The door of the engine: who may come in, and how large a message may be. Plain ASGI, before anything else runs."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from engine.wire.wire import MAX_MESSAGE_BYTES, dumps

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Guard:
    """Lets in who knows the token, came to our own name, and is no web page."""

    def __init__(self, app: App, *, token: str, port: int) -> None:
        self._app = app
        self._secret = f"Bearer {token}".encode()
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        refusal = self._refusal(dict(scope["headers"]))
        if refusal:
            return await _refuse(scope, receive, send, *refusal)
        return await self._app(scope, receive, send)

    def _refusal(self, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        if headers.get(b"host", b"").lower() not in self._hosts:
            return 421, "This is not the name of the engine; a web page may not reach it."
        if b"origin" in headers:
            return 403, "Web pages may not reach the engine."
        if not hmac.compare_digest(headers.get(b"authorization", b""), self._secret):
            return 401, "The token is wrong; it is in engine.json in the user's data folder."
        try:
            is_too_large = int(headers.get(b"content-length", b"0")) > MAX_MESSAGE_BYTES
        except ValueError:
            is_too_large = True
        if is_too_large:
            return 413, f"The message is larger than {MAX_MESSAGE_BYTES >> 20} MB."
        return None


async def _refuse(scope: Message, receive: Receive, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await receive()  # the handshake
        await send({"type": "websocket.close", "code": 1008, "reason": text[:100]})
        return
    body = dumps({"error": text}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 413:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
