"""Routes about singing: what could be sung and how it would be, and a voice to be heard."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Response
from pydantic import Field

from engine.assistant.song_sheet import SingingWish
from engine.daw.pointing import checked
from engine.service.api_body import Body, body_of
from engine.service.api_errors import json_response
from engine.service.service import Service
from engine.wire import wire


class MelodyBody(Body):
    """Notes, and how they would be sung; what is left out is as it was sung before."""

    midi: str = Field("selection", max_length=200)
    lyrics: str | None = Field(None, max_length=wire.MAX_TEXT)
    voice: str | None = Field(None, max_length=200)
    style: str | None = Field(None, max_length=500)
    selection: dict[str, Any] = {}


class Sample(Body):
    """Which voice is to be heard."""

    voice: str = Field("", max_length=200)
    style: str = Field("", max_length=500)


def add_singing(api: FastAPI, service: Service) -> None:
    """Add them."""

    @api.post("/projects/{project}/song")
    def song(project: str, body: Annotated[MelodyBody, Depends(body_of(MelodyBody))]) -> Response:
        return json_response(service.song(project, _wish(body)))

    @api.get("/projects/{project}/melodies")
    def melodies(project: str) -> Response:
        return json_response({"melodies": service.melodies(project)})

    @api.post("/projects/{project}/voice")
    def voice(project: str, body: Annotated[Sample, Depends(body_of(Sample))]) -> Response:
        return json_response(service.voice_sample(project, body.voice, body.style))


def _wish(body: MelodyBody) -> SingingWish:
    return SingingWish(body.midi, body.lyrics, body.voice, body.style, checked(body.selection))
