"""Link request: one HTTP request of the panel and what its answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QUrl
from PyQt6.QtNetwork import QNetworkReply, QNetworkRequest

from engine.wire import wire

if TYPE_CHECKING:
    from engine.wire.discovery import Address

NOT_OPEN = 410
"""Status of what was asked of a project that is not open, or whose folder has gone: nothing was done."""
_NEVER_SENT = (
    QNetworkReply.NetworkError.ConnectionRefusedError,
    QNetworkReply.NetworkError.HostNotFoundError,
)
_TOO_LATE = (QNetworkReply.NetworkError.OperationCanceledError, QNetworkReply.NetworkError.TimeoutError)


@dataclass(frozen=True)
class Trouble:
    """Why a request was not answered as wished."""

    text: str
    """One sentence."""
    status: int = 0
    """The HTTP status; 0 = no answer at all."""
    was_sent: bool = True
    """False when the engine has surely not got it."""


def network_request(address: Address, path: str, answer_s: float) -> QNetworkRequest:
    """A request to a path of the wire, with the secret."""
    request = QNetworkRequest(QUrl(f"http://127.0.0.1:{address.port}{path}"))
    request.setRawHeader(b"Authorization", f"Bearer {address.token}".encode())
    request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
    request.setTransferTimeout(round(answer_s * 1000))
    return request


def read_answer(reply: QNetworkReply, *, is_raw: bool) -> Any:
    """The values (raw: the bytes) of an answer, else a Trouble."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0
    content = reply.readAll().data() if reply.isOpen() else b""
    if not status:
        if reply.error() in _TOO_LATE:
            return Trouble("The engine did not answer in time.")
        return Trouble("The engine does not answer.", was_sent=reply.error() not in _NEVER_SENT)
    if is_raw and status < 400:
        return content
    try:
        values = wire.loads_trusted(content) if content else {}
    except ValueError:
        return Trouble("The engine's answer is not understood.", status)
    if status >= 400:
        was_sent = status != NOT_OPEN
        said = values.get("error") if isinstance(values, dict) else None
        return Trouble(str(said or f"The engine answered {status}."), status, was_sent)
    return values
