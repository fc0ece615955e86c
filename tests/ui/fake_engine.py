"""A small engine for the tests: a real server on loopback that speaks the wire and remembers what it was asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from engine.wire import wire
from engine.wire.discovery import Address
from engine.wire.wire import ClipView, HeardView, SessionView, SongView, SpeechView, TurnView
from tests.patience import PATIENCE_S
from ui.start_up.scene import SESSION

TOKEN = "secret"
TASKS = [
    {
        "id": "separate_stems", "kind": "model", "summary": "Take a mix apart.",
        "arguments": [{"name": "clip", "type": "clip"},
                      {"name": "stems", "type": "choices", "choices": ["vocals", "drums"]}],
    },
    {
        "id": "apply_effect", "kind": "model", "summary": "Put an effect on a clip.",
        "arguments": [{"name": "clip", "type": "clip"},
                      {"name": "effect", "type": "choice", "choices": ["reverb", "delay"]},
                      {"name": "wet", "type": "number", "unit": "", "doc": "share of the effect"}],
    },
    {"id": "sing", "kind": "model", "summary": "Sing notes with lyrics.", "arguments": []},
]  # fmt: skip


class FakeEngine:
    """Serves until `stop`; `kill` breaks every connection at once, as a killed process does."""

    def __init__(self, session: SessionView = SESSION, *, wire_version: int = wire.VERSION) -> None:
        self.session = session
        self.turns: dict[int, TurnView] = {}
        self.clips: dict[str, ClipView] = {}
        self.peaks: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.refusals: dict[str, tuple[int, str]] = {}
        """(status, sentence) for what is posted to paths that end so."""
        self.settings: dict[str, Any] = {}
        self.servers: list[dict[str, Any]] = []
        """Of language models, on this computer."""
        self.daws: list[dict[str, Any]] = []
        self.models: list[dict[str, Any]] = []
        self.offers: dict[str, dict[str, Any]] = {}
        self.found: list[dict[str, str]] = []
        """Projects in running DAWs."""
        self.on_heard: Callable[[dict[str, Any]], Any] = lambda body: HeardView("louder", "Fake")
        """What a recording is written down as; a Response refuses."""
        self.spoken = ""
        """File of every spoken answer."""
        self.voices: list[dict[str, Any]] = []
        self.song: SongView | None = None
        """What would be sung on whatever notes."""
        self.silent: set[str] = set()
        """Paths that end so are never answered."""
        self.headers: dict[str, str] = {}
        self.on_request: Callable[[TurnView, dict[str, Any]], TurnView] = lambda turn, body: turn
        """Makes of a new turn what is answered."""
        self.address = Address(0, TOKEN, 1, "0", wire_version)
        self._sockets: set[WebSocket] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, port: int = 0) -> Address:
        """Serve; returns where."""
        started = threading.Event()
        config = uvicorn.Config(
            self._app(),
            host="127.0.0.1",
            port=port,
            log_level="critical",
            ws="websockets-sansio",
            lifespan="off",
            timeout_graceful_shutdown=0,
        )
        server = uvicorn.Server(config)

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._ending = asyncio.Event()
            serving = asyncio.ensure_future(server.serve())
            while not server.started:
                await asyncio.sleep(0.005)
            started.set()
            await serving

        self._server = server
        self._thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        self._thread.start()
        assert started.wait(PATIENCE_S)
        real_port = server.servers[0].sockets[0].getsockname()[1]
        self.address = replace(self.address, port=real_port)
        return self.address

    def stop(self) -> None:
        """End."""
        if self._server is not None and self._thread is not None:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._ending.set)
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(10)
            self._server = None
            self._sockets.clear()

    kill = stop

    def say(self, event: str, view: Any) -> None:
        """Tell every panel."""
        if isinstance(view, TurnView):
            self.turns[view.number] = view
        if isinstance(view, SessionView):
            self.session = view
        text = wire.dumps({"event": event, "project": self.session.project, "data": view})
        self.say_text(text)

    def say_text(self, text: str) -> None:
        """Tell every panel anything."""
        assert self._loop is not None
        for socket in list(self._sockets):
            asyncio.run_coroutine_threadsafe(socket.send_text(text), self._loop).result(5)

    @property
    def listeners(self) -> int:
        """How many panels listen."""
        return len(self._sockets)

    def sent(self, ending: str = "/turns") -> list[Any]:
        """Bodies of all POSTs to paths that end so."""
        return [body for method, path, body in self.asked if method == "POST" and path.endswith(ending)]

    def _app(self) -> Starlette:
        routes = [Route("/{path:path}", self._http, methods=["GET", "POST"]), WebSocketRoute("/events", self._events)]
        return Starlette(routes=[routes[1], routes[0]])

    async def _http(self, request: Request) -> Response:
        path = request.url.path
        content = await request.body()
        body = wire.loads(content) if content else None
        self.asked.append((request.method, path, body))
        self.headers = dict(request.headers)
        if request.headers.get("authorization") != f"Bearer {TOKEN}" or "origin" in request.headers:
            return JSONResponse({"error": "Not allowed."}, 403)
        for ending in self.silent:
            if path.endswith(ending):
                await self._ending.wait()
                return Response(status_code=503)
        for ending, (status, sentence) in self.refusals.items():
            if path.endswith(ending) and request.method == "POST":
                return JSONResponse({"error": sentence}, status)
        answer = self._answer(request, path, body or {})
        return answer if isinstance(answer, Response) else Response(wire.dumps(answer), media_type="application/json")

    def _answer(self, request: Request, path: str, body: dict[str, Any]) -> Any:
        parts = path.strip("/").split("/")
        if path in ("/status", "/stop"):
            return {}
        if parts[0] == "models":
            return self.offers.get(parts[1], {}) if len(parts) > 1 else {"models": self.models}
        if path == "/tasks":
            return TASKS
        if path == "/heard":
            return self.on_heard(body)
        if parts[0] == "settings":
            return {"servers": self.servers} if parts[-1] == "local" else self.settings
        if path == "/daws":
            return {"daws": self.daws}
        if parts[0] == "daws":
            return {"said": ["Done."]}
        if path == "/voices":
            return {"voices": self.voices}
        if parts[-1] == "speech":
            return SpeechView(self.spoken, 1.0, "Fake")
        if path == "/projects":
            return self.session if request.method == "POST" else {"open": [], "found": self.found}
        if len(parts) == 2:
            return self.session if parts[1] == self.session.project else _unknown()
        if parts[2] == "turns":
            return self._turns(request, parts[3:], body)
        if parts[2] == "song" and self.song is not None:
            return replace(self.song, lyrics=body.get("lyrics") or self.song.lyrics)
        if parts[2] == "clips":
            if parts[-1] == "peaks":
                return Response(self.peaks.get(parts[3], b""), media_type="application/octet-stream")
            return self.clips[parts[3]] if parts[3] in self.clips else _unknown()
        return {}

    def _turns(self, request: Request, rest: list[str], body: dict[str, Any]) -> Any:
        if rest:
            number = int(rest[0])
            state = {"approve": "running", "cancel": "cancelled"}.get(rest[-1], self.turns[number].state)
            self.turns[number] = replace(self.turns[number], state=state)
            return self.turns[number]
        if request.method == "POST":
            turn = TurnView(max(self.turns, default=0) + 1, body.get("text", ""), "queued")
            turn = self.on_request(turn, body)
            self.turns[turn.number] = turn
            return turn
        before = int(request.query_params.get("before", 1 << 30))
        limit = int(request.query_params.get("limit", 50))
        page = [self.turns[n] for n in sorted(self.turns) if n < before][-limit:]
        return {"turns": page, "total": len(self.turns)}

    async def _events(self, socket: WebSocket) -> None:
        if socket.headers.get("authorization") != f"Bearer {TOKEN}" or "origin" in socket.headers:
            await socket.close()
            return
        await socket.accept()
        self._sockets.add(socket)
        await socket.send_text(wire.dumps({"event": "session", "project": self.session.project, "data": self.session}))
        try:
            while True:
                await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            self._sockets.discard(socket)


def _unknown() -> Response:
    return JSONResponse({"error": "There is no such thing."}, 404)
