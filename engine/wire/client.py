"""A client of the engine: finds it, starts it when it is not there, and speaks its wire."""

from __future__ import annotations

import atexit
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from engine.config import data_folder
from engine.errors import TonmeisterError, UserError, WrongUse
from engine.wire import wire
from engine.wire.discovery import Address, announced
from engine.wire.wire import DownloadView, HeardView, ProgressView, SessionView, SpeechView, TurnView

ANSWER_S = 2.0
"""How long the engine may take to say that it is there: it does so at once, whatever it is working at."""
START_S = 120.0
"""How long to wait for an engine that is starting; it takes about one second."""
IDLE_EXIT_S = 900
"""An engine that a client started ends itself after this long without clients and work."""
_children: list[subprocess.Popen[bytes]] = []
"""Engines that this process has started; they go on after it."""
T = TypeVar("T")
_ERRORS: dict[int, type[TonmeisterError]] = {422: WrongUse}


class NoAnswer(UserError):
    """The engine did not answer, or has gone."""


def address() -> Address:
    """The engine of this user, started when none is running. UserError when it does not start."""
    return running() or _started()


def running() -> Address | None:
    """The engine that is running now, asked whether it really is."""
    found = announced()
    if found is None or not _is_alive(found.pid):
        return None
    client = Client(found, timeout_s=ANSWER_S)
    hurry = threading.Timer(ANSWER_S, client.abort)
    hurry.start()
    try:
        status = client.get("/status")
    except UserError:  # nobody there, or another program that does not know our token
        return None
    finally:
        hurry.cancel()
        client.close()
    is_ours = isinstance(status, dict) and status.get("pid") == found.pid and status.get("wire") == found.wire
    return found if is_ours else None


def understood(found: Address) -> Address:
    """The same engine; UserError when it speaks another version of the wire than we do."""
    if found.wire == wire.VERSION:
        return found
    raise UserError(
        f"The engine that runs (version {found.version[:40]}) speaks wire {found.wire}, this program speaks wire "
        f"{wire.VERSION}; end it with `tonmeister engine --stop`, then ask again."
    )


def _view(kind: type[T], values: Any) -> T:
    """A view of an answer; UserError where what answers does not speak as the engine does."""
    try:
        return wire.from_json(kind, values)
    except ValueError as error:
        raise UserError(
            "What answers in the engine's place speaks another language than it; end it with `tonmeister engine "
            "--stop` or look what listens there, then ask again."
        ) from error


class Client:
    """Requests to one engine, one connection each thread of one client."""

    def __init__(self, address: Address, *, timeout_s: float = 60.0) -> None:
        self.address = address
        self._timeout_s = timeout_s
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Close the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def abort(self) -> None:
        """End a request that is on its way, from another thread."""
        connection = self._connection
        if connection and connection.sock:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def get(self, path: str, **query: Any) -> Any:
        """Ask for something. UserError with the engine's sentence when it says no, NoAnswer when it is gone."""
        asked = urlencode({name: value for name, value in query.items() if value is not None})
        return self._call("GET", f"{path}?{asked}" if asked else path, None)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Ask for something to be done."""
        return self._call("POST", path, dict(body or {}))

    def open_project(self, daw: str = "", folder: Path | None = None) -> SessionView:
        """Open the project that is meant."""
        where = str(folder.expanduser().resolve()) if folder else ""
        return _view(SessionView, self.post("/projects", {"daw": daw, "folder": where}))

    def send(self, project: str, text: str, **request: Any) -> TurnView:
        """Send a request; it comes back as a turn in state `queued`."""
        return _view(TurnView, self.post(f"/projects/{quote(project)}/turns", {"text": text, **request}))

    def turn(self, project: str, number: int) -> TurnView:
        """A turn as it stands now."""
        return _view(TurnView, self.get(f"/projects/{quote(project)}/turns/{number}"))

    def approve(self, project: str, number: int, steps: list[dict[str, Any]] | None = None) -> None:
        """Let a waiting plan run, as it is or edited."""
        self.post(f"/projects/{quote(project)}/turns/{number}/approve", {"steps": steps} if steps else {})

    def cancel(self, project: str, number: int) -> None:
        """Stop a request."""
        self.post(f"/projects/{quote(project)}/turns/{number}/cancel")

    def heard(self, recording: Path, language: str = "") -> HeardView:
        """A spoken request as words; UserError when nothing was understood."""
        body = {"file": str(recording.resolve()), "language": language}
        return _view(HeardView, self.post("/heard", body))

    def speech(self, project: str, number: int, voice: str = "") -> SpeechView:
        """The answer of a turn, spoken into a file."""
        path = f"/projects/{quote(project)}/turns/{number}/speech"
        return _view(SpeechView, self.post(path, {"voice": voice}))

    def follow(
        self,
        project: str,
        text: str,
        *,
        on_turn: Callable[[TurnView], None] | None = None,
        on_progress: Callable[[ProgressView], None] | None = None,
        **request: Any,
    ) -> TurnView:
        """Send a request and wait for its end; NoAnswer when the engine dies meanwhile. Ctrl-C cancels it."""
        with self.events(project) as events:
            turn = self.send(project, text, **request)
            with self._cancelled_by_hand(project, turn.number):
                for name, data in events:
                    if name == "progress" and data.get("turn") == turn.number and on_progress:
                        on_progress(_view(ProgressView, data))
                    if name == "turn" and data.get("number") == turn.number:
                        turn = _view(TurnView, data)
                        if on_turn:
                            on_turn(turn)
                        if turn.is_finished:
                            return turn
        raise NoAnswer("The engine ended in the middle of this; start again: what was finished is kept.")

    def get_model(self, model: str, on_download: Callable[[DownloadView], None] | None = None) -> DownloadView:
        """Get a model's weights and wait for the end; NoAnswer when the engine dies meanwhile. Ctrl-C cancels it."""
        path = f"/models/{quote(model)}"
        with self.events() as events:
            self.post(f"{path}/get")
            try:
                for name, data in events:
                    if name == "download" and data.get("model") == model:
                        view = _view(DownloadView, data)
                        if on_download:
                            on_download(view)
                        if view.state != "running":
                            return view
            except KeyboardInterrupt:
                with contextlib.suppress(TonmeisterError):
                    self.post(f"{path}/cancel")
                raise
        raise NoAnswer("The engine ended in the middle of this; start again: what is here is kept.")

    @contextlib.contextmanager
    def events(self, project: str = "") -> Iterator[Iterator[tuple[str, Mapping[str, Any]]]]:
        """Listen: yields (event, data) until the engine ends."""
        from websockets.exceptions import ConnectionClosed, WebSocketException
        from websockets.sync.client import connect

        def read() -> Iterator[tuple[str, Mapping[str, Any]]]:
            with contextlib.suppress(ConnectionClosed):
                for message in listener:
                    heard = wire.loads_trusted(message)
                    yield str(heard["event"]), heard["data"]

        url = f"ws://127.0.0.1:{self.address.port}/events?project={quote(project)}"
        secret = {"Authorization": f"Bearer {self.address.token}"}
        try:
            listener = connect(url, additional_headers=secret, max_size=None, proxy=None, open_timeout=self._timeout_s)
        except (OSError, WebSocketException) as error:
            raise NoAnswer(f"The engine does not answer ({error}); start again.") from error
        with listener:
            yield read()

    @contextlib.contextmanager
    def _cancelled_by_hand(self, project: str, number: int) -> Iterator[None]:
        try:
            yield
        except KeyboardInterrupt:
            with contextlib.suppress(TonmeisterError):
                self.cancel(project, number)
            raise

    def _call(self, method: str, path: str, body: Any) -> Any:
        try:
            payload = None if body is None else wire.dumps(body).encode()
        except UnicodeEncodeError as error:  # a file's name may be any bytes
            raise WrongUse("A name in this is not written in UTF-8; rename the file, then ask again.") from error
        headers = {"Authorization": f"Bearer {self.address.token}", "Content-Type": "application/json"}
        for is_last in (False, True):
            connection = self._connection or http.client.HTTPConnection(
                "127.0.0.1", self.address.port, timeout=self._timeout_s
            )
            is_fresh, self._connection = self._connection is None, connection
            try:
                connection.request(method, path, payload, headers)
                answer = connection.getresponse()
                return self._read(answer.status, answer.read())
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # A kept connection may just have been closed for its age; who was slow may have done it already.
                if is_last or is_fresh or isinstance(error, TimeoutError):
                    raise NoAnswer(f"The engine does not answer ({error or type(error).__name__}).") from error
        raise AssertionError

    @staticmethod
    def _read(status: int, content: bytes) -> Any:
        try:
            values = wire.loads_trusted(content) if content else {}
        except (ValueError, RecursionError) as error:  # below the engine a server answers in words, when it is too busy
            raise NoAnswer(f"The engine answered {status}: {content[:100].decode('utf-8', 'replace')}.") from error
        if status < 400:
            return values
        if not isinstance(values, dict):
            raise NoAnswer(f"What answers on the engine's port is another program (it said {status}); start again.")
        text = str(values.get("error", f"The engine answered {status}."))
        raise _ERRORS.get(status, UserError)(text)


def _started() -> Address:
    """Start an engine in the background and wait until it answers."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
    log = data_folder() / "engine.out"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "engine", "engine", "--idle-exit", str(IDLE_EXIT_S)]
    with open(log, "wb") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=data_folder(),
            close_fds=True,
            **_apart(),
        )
    _children.append(child)
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        ended = child.poll() is not None
        if found := running():
            return found
        if ended and not _is_being_started():
            said = log.read_text("utf-8", "replace").strip().splitlines()[-1:] or [f"exit code {child.returncode}"]
            raise UserError(f"The engine did not start: {said[0].removeprefix('tonmeister: ')}")
        time.sleep(0.02)
    raise UserError(f"The engine did not answer within {START_S:.0f} s; its log is {data_folder() / 'tonmeister.log'}.")


@atexit.register
def _leave() -> None:
    """Engines go on after the client that started them: nobody waits for them."""
    for child in _children:
        if child.poll() is None:
            child.returncode = 0


def _apart() -> dict[str, Any]:
    """The engine outlives the client that started it."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
    return {"start_new_session": True}


def _is_being_started() -> bool:
    """True while another client's engine holds the lock but does not answer yet."""
    from engine.wire.discovery import AnotherEngine, only_engine

    try:
        with only_engine():
            return False
    except AnotherEngine:
        return True
    except UserError:  # why it cannot start, which it has said itself
        return False


def _is_alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # the request that follows tells
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
