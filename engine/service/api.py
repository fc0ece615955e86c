"""The routes of the engine; docs/wire.md shows them on a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Query, Response, WebSocket, WebSocketDisconnect
from fastapi import Path as PathPart
from pydantic import Field

from engine.daw.pointing import checked
from engine.errors import UserError, WrongUse
from engine.service.api_body import Body, Nothing, body_of, path_of
from engine.service.api_errors import HANDLERS, json_response
from engine.service.api_library import add_library
from engine.service.api_models import add_models
from engine.service.api_settings import add_settings
from engine.service.api_singing import add_singing
from engine.service.api_voices import add_voices
from engine.service.service import Service
from engine.tasks.plan import Operation, Step
from engine.wire import wire

Number = Annotated[int, PathPart(ge=0, le=wire.MAX_NUMBER)]
"""Number of a turn in an address."""


class StepBody(Body):
    """One step of a plan."""

    tool: str = Field(max_length=100)
    args: dict[str, Any] = {}
    op: Operation = "fresh"
    base: str = Field("", max_length=20)


class Where(Body):
    """Which project is to be opened."""

    daw: str = Field("", max_length=100)
    folder: str = Field("", max_length=4000)


class RequestBody(Body):
    """A request."""

    text: str = Field("", max_length=wire.MAX_TEXT)
    files: list[str] = Field([], max_length=wire.MAX_FILES)
    steps: list[StepBody] | None = Field(None, max_length=32)
    preview: bool = False
    yes: bool = False
    again: int = Field(0, ge=0)
    selection: dict[str, Any] | None = None


class Approval(Body):
    """An answer to a plan that waits."""

    steps: list[StepBody] | None = Field(None, max_length=32)


class TransportBody(Body):
    """What the DAW's transport is to do."""

    action: Literal["play", "stop", "toggle"]


class RecordingBody(Body):
    """A spoken request."""

    file: str = Field(max_length=4000)
    language: str = Field("", max_length=100)


class Aloud(Body):
    """How an answer is to be spoken."""

    voice: str = Field("", max_length=200)


def make_api(service: Service, stop: Callable[[], None]) -> FastAPI:
    """The application; `stop` ends the process soon."""
    api = FastAPI(title="Tonmeister", docs_url=None, redoc_url=None, openapi_url=None)
    for error, handler in HANDLERS:
        api.add_exception_handler(error, handler)
    _add_engine(api, service, stop)
    add_models(api, service)
    _add_project(api, service)
    _add_turns(api, service)
    _add_voice(api, service)
    add_singing(api, service)
    add_voices(api, service)
    add_library(api, service)
    add_settings(api, service)
    _add_events(api, service)
    return api


def _add_engine(api: FastAPI, service: Service, stop: Callable[[], None]) -> None:
    @api.get("/status")
    async def status() -> Response:
        return json_response(service.status())

    @api.get("/tasks")
    def tasks() -> Response:
        return json_response({"tasks": service.tasks()})

    @api.post("/stop")
    async def stop_engine(body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        stop()
        return json_response({})


def _add_project(api: FastAPI, service: Service) -> None:
    @api.get("/projects")
    def projects() -> Response:
        return json_response(service.projects())

    @api.post("/projects")
    def open_project(body: Annotated[Where, Depends(body_of(Where))]) -> Response:
        return json_response(service.open(body.daw, path_of(body.folder) if body.folder else None).state())

    @api.get("/projects/{project}")
    async def state(project: str) -> Response:
        return json_response(service.project(project).state())

    @api.post("/projects/{project}/transport")
    async def transport(project: str, body: Annotated[TransportBody, Depends(body_of(TransportBody))]) -> Response:
        service.project(project).transport(body.action)
        return json_response({})

    @api.get("/projects/{project}/clock")
    async def clock(project: str, after_s: Annotated[float, Query(ge=0.0, le=60.0)] = 0.0) -> Response:
        return json_response(service.project(project).clock(after_s))

    @api.get("/projects/{project}/clips/{clip}")
    def clip_view(project: str, clip: str) -> Response:
        return json_response(service.project(project).reader.clip(clip))

    @api.get("/projects/{project}/clips/{clip}/peaks")
    def peaks(project: str, clip: str, bins: Annotated[int, Query(ge=1, le=8192)] = 664) -> Response:
        content = service.project(project).reader.peaks(clip, bins)
        return Response(content, media_type="application/octet-stream")

    @api.post("/projects/{project}/clips/{clip}/handed")
    def handed(project: str, clip: str, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        service.project(project).reader.handed_out(clip)
        return json_response({})


def _add_turns(api: FastAPI, service: Service) -> None:
    @api.get("/projects/{project}/turns")
    def turns(
        project: str,
        before: Annotated[int | None, Query(le=wire.MAX_NUMBER)] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        page, total = service.project(project).reader.page(before, limit)
        return json_response({"turns": page, "total": total})

    @api.post("/projects/{project}/turns")
    def ask(project: str, body: Annotated[RequestBody, Depends(body_of(RequestBody))]) -> Response:
        if not body.text.strip() and not body.steps and not body.again:
            raise WrongUse("The request is empty; say what should be done.")
        view = service.project(project).ask(
            body.text.strip(),
            [path_of(path) for path in body.files],
            steps=_steps(body.steps),
            is_preview=body.preview,
            is_approved=body.yes,
            again=body.again,
            selection=checked(body.selection) if body.selection is not None else None,
        )
        return json_response(view)

    @api.get("/projects/{project}/turns/{number}")
    def turn(project: str, number: Number) -> Response:
        reader = service.project(project).reader
        return json_response(reader.view(reader.turn(number)))

    @api.post("/projects/{project}/turns/{number}/approve")
    def approve(project: str, number: Number, body: Annotated[Approval, Depends(body_of(Approval))]) -> Response:
        if body.steps == []:
            raise WrongUse("The edited plan has no steps; cancel the request if nothing of it is wanted.")
        service.project(project).approve(number, _steps(body.steps))
        return turn(project, number)

    @api.post("/projects/{project}/turns/{number}/cancel")
    def cancel(project: str, number: Number, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        service.project(project).cancel(number)
        return turn(project, number)


def _add_voice(api: FastAPI, service: Service) -> None:
    @api.post("/heard")
    def heard(body: Annotated[RecordingBody, Depends(body_of(RecordingBody))]) -> Response:
        return json_response(service.heard(path_of(body.file), body.language))

    @api.post("/projects/{project}/turns/{number}/speech")
    def speech(project: str, number: Number, body: Annotated[Aloud, Depends(body_of(Aloud))]) -> Response:
        return json_response(service.spoken(project, number, body.voice))


def _add_events(api: FastAPI, service: Service) -> None:
    @api.websocket("/events")
    async def events(socket: WebSocket, project: str = "") -> None:
        await socket.accept()
        with service.events.listener(project) as outbox:
            if project:
                _tell_state(service, project)
            ends = asyncio.create_task(_until_closed(socket))
            try:
                while not ends.done():
                    next_messages = asyncio.ensure_future(outbox.take())
                    await asyncio.wait({next_messages, ends}, return_when=asyncio.FIRST_COMPLETED)
                    if not next_messages.done():
                        next_messages.cancel()
                        break
                    for message in next_messages.result():
                        await socket.send_text(message)
            except (WebSocketDisconnect, RuntimeError):
                pass  # it has gone in the middle of a message
            finally:
                ends.cancel()


def _tell_state(service: Service, project: str) -> None:
    try:
        state = service.project(project).state()
    except UserError:
        return
    message = wire.dumps({"event": "session", "project": project, "data": state})
    service.events.publish(project, ("session", "session"), message)


async def _until_closed(socket: WebSocket) -> None:
    """Read and drop what a listener says; ends when it goes."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


def _steps(calls: list[StepBody] | None) -> list[Step] | None:
    return [Step(call.tool, call.args, op=call.op, base=call.base) for call in calls] if calls else None
