"""Link: the panel's connection to the engine; it finds it, starts it, listens, asks, and comes back after a loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PyQt6.QtCore import QObject, QTimer, QUrl, pyqtSignal
from PyQt6.QtNetwork import QNetworkAccessManager, QNetworkProxy, QNetworkReply, QNetworkRequest
from PyQt6.QtWebSockets import QWebSocket

from engine.wire import wire
from engine.wire.wire import SessionView
from ui.connection.link_request import NOT_OPEN, Trouble, network_request, read_answer
from ui.connection.link_search import Search
from ui.connection.retry import Retry

if TYPE_CHECKING:
    from engine.wire.discovery import Address

ANSWER_S = 30.0
"""A request that takes longer has failed; nobody waits for it meanwhile."""
PING_EVERY_S = 5.0
SILENCE_S = 12.0
"""An engine that does not even answer a ping for so long is taken for lost."""

Then = Callable[[Any], None]
Otherwise = Callable[[Trouble], None]


class Link(QObject):
    """One project of one engine. Nothing here blocks; everything is told by signals and call-backs."""

    state_changed = pyqtSignal(str, str)
    """A name of ENGINE_WORDS, and a sentence when there is more to say."""
    opened = pyqtSignal()
    """Events flow from now on: ask for what is shown."""
    heard = pyqtSignal(str, object)
    """The name of an event and its view."""

    def __init__(
        self, find: Callable[[], Address] | None = None, *, project: str = "", daw: str = "", folder: str = "",
        parent: QObject | None = None,
    ) -> None:
        """`find` gives the engine's address, starting it when needed; it may take long and runs in a thread."""
        super().__init__(parent)
        self.project = project
        self.state = "starting"
        self._daw, self._folder = daw, folder
        self._address: Address | None = None
        self._retry = Retry()
        self._search = Search(find, self)
        self._search.found.connect(self._found)
        self._search.failed.connect(self._lost)
        self._is_closing = False
        self._replies: set[QNetworkReply] = set()
        self._network = QNetworkAccessManager(self)
        self._network.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._socket = self._new_socket()
        self._again = _timer(self, self.start, single=True)
        self._ping = _timer(self, self._ask_sign_of_life)
        self._silence = _timer(self, self._socket_silent, single=True)

    def start(self) -> None:
        """Find the engine and listen to it."""
        if not self._is_closing:
            self._again.stop()
            self._search.start()

    def close(self) -> None:
        """End everything; what was asked is not answered any more."""
        self._is_closing = True
        for timer in (self._again, self._ping, self._silence):
            timer.stop()
        for reply in list(self._replies):
            reply.abort()
        self._socket.abort()
        self._search.abandon()

    def restart_engine(self) -> None:
        """End the engine that is there; another one is started."""
        self.ask("POST", "/stop", {}, then=lambda _: None, otherwise=lambda _: None)
        self._lost("")

    @property
    def is_open(self) -> bool:
        """True while events flow."""
        return self.state == "ready"

    def in_project(self, path: str) -> str:
        """A path of this project: `turns` → `/projects/ID/turns`."""
        return f"/projects/{quote(self.project, safe='')}/{path}".rstrip("/")

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, then: Then, otherwise: Otherwise,
        is_raw: bool = False, answer_s: float = ANSWER_S,
    ) -> None:
        """Send one request; later either `then` is called with the values (raw: the bytes), or `otherwise`."""
        if self._address is None:
            QTimer.singleShot(0, lambda: otherwise(Trouble("The engine is not there.", was_sent=False)))
            return
        request = network_request(self._address, path, answer_s)
        content = wire.dumps(body).encode() if body is not None else b""
        reply = self._network.sendCustomRequest(request, method.encode(), content)
        if reply is None:
            return
        self._replies.add(reply)
        reply.finished.connect(lambda: self._answered(reply, then, otherwise, is_raw=is_raw))

    def _answered(self, reply: QNetworkReply, then: Then, otherwise: Otherwise, *, is_raw: bool) -> None:
        self._replies.discard(reply)
        reply.deleteLater()
        if self._is_closing:
            return
        answer = read_answer(reply, is_raw=is_raw)
        if isinstance(answer, Trouble):
            otherwise(answer)
            if answer.status == NOT_OPEN and self.is_open:
                self._socket.abort()  # it is opened again, like after any other loss
        else:
            then(answer)

    def _found(self, address: Address) -> None:
        if self._is_closing:
            return
        self._address = address
        if address.wire != wire.VERSION:
            newer = "newer" if address.wire > wire.VERSION else "older"
            self._say("version", f"The engine that runs is {newer} than this panel. Restart it to go on.")
            return
        if self.project:
            self.ask("GET", self.in_project(""), then=self._project_open, otherwise=self._project_unknown)
        else:
            self._open_project()

    def _project_unknown(self, trouble: Trouble) -> None:
        if trouble.status and (self._daw or self._folder):
            self._open_project()
        else:
            self._not_open(trouble)

    def _open_project(self) -> None:
        self.ask("POST", "/projects", {"daw": self._daw, "folder": self._folder}, then=self._project_open,
                 otherwise=self._not_open)

    def _not_open(self, trouble: Trouble) -> None:
        self._lost(trouble.text)

    def _project_open(self, values: Any) -> None:
        try:
            session = wire.from_json(SessionView, values)
        except ValueError as error:
            self._lost(f"The engine's answer is not understood ({error}).")
            return
        self.project = session.project
        self._folder = self._folder or session.folder  # finds it again in an engine that was started anew
        self.heard.emit("session", session)
        assert self._address is not None
        url = QUrl(f"ws://127.0.0.1:{self._address.port}/events?project={quote(self.project, safe='')}")
        request = QNetworkRequest(url)
        request.setRawHeader(b"Authorization", f"Bearer {self._address.token}".encode())
        self._socket.open(request)

    def _new_socket(self) -> QWebSocket:
        socket = QWebSocket(parent=self)
        socket.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        socket.connected.connect(self._listening)
        socket.disconnected.connect(self._socket_ended)
        socket.errorOccurred.connect(lambda _: self._socket_ended())
        socket.textMessageReceived.connect(self._message)
        socket.pong.connect(lambda *_: self._silence.stop())
        return socket

    def _listening(self) -> None:
        self._retry.worked()
        self._ping.start(round(PING_EVERY_S * 1000))
        self._say("ready", "")
        self.opened.emit()

    def _message(self, text: str) -> None:
        self._silence.stop()
        try:
            message = wire.loads_trusted(text)
            kind = wire.EVENTS[message["event"]]
            view: object = wire.from_json(kind, message["data"])
        except (ValueError, KeyError, TypeError):
            return  # an event that this panel does not know
        if message.get("project") in (None, "", self.project):
            self.heard.emit(str(message["event"]), view)

    def _ask_sign_of_life(self) -> None:
        self._socket.ping()
        if not self._silence.isActive():
            self._silence.start(round(SILENCE_S * 1000))

    def _socket_silent(self) -> None:
        self._socket.abort()

    def _socket_ended(self) -> None:
        if not self._is_closing and self.state not in ("version", "lost"):
            self._lost("")
        elif self.state == "lost" and not self._again.isActive():
            self._again.start(round(self._retry.next_s() * 1000))

    def _lost(self, why: str) -> None:
        if self._is_closing:
            return
        self._ping.stop()
        self._silence.stop()
        self._say("lost", why)
        self._again.start(round(self._retry.next_s() * 1000))

    def _say(self, state: str, sentence: str) -> None:
        self.state = state
        self.state_changed.emit(state, sentence)


def _timer(parent: QObject, slot: Callable[[], None], *, single: bool = False) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(single)
    timer.timeout.connect(slot)
    return timer
