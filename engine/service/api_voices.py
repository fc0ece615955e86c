"""Routes about voices: which there are, what a file would bring, add one, remove one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Response
from pydantic import Field

from engine.service.api_body import Body, Nothing, body_of, path_of
from engine.service.api_errors import json_response
from engine.service.service import Service


class VoicePath(Body):
    """A file or folder that may hold a voice."""

    path: str = Field(min_length=1, max_length=4000)


class VoiceAddition(VoicePath):
    """A voice whose terms were shown and accepted."""

    consent: str = Field("", max_length=2000)
    words: str = Field("", max_length=10_000)
    name: str = Field("", max_length=60)
    replace: bool = False


def add_voices(api: FastAPI, service: Service) -> None:
    """Add them."""
    voices = service.voices

    @api.get("/voices")
    def told() -> Response:
        return json_response(voices.told())

    @api.post("/voices/look")
    def look(body: Annotated[VoicePath, Depends(body_of(VoicePath))]) -> Response:
        return json_response(voices.look(path_of(body.path)))

    @api.post("/voices/add")
    def add(body: Annotated[VoiceAddition, Depends(body_of(VoiceAddition))]) -> Response:
        added = voices.add(path_of(body.path), consent=body.consent, words=body.words, name=body.name,
                           replaces=body.replace)
        return json_response(added)

    @api.post("/voices/{voice}/remove")
    def remove(voice: str, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        return json_response(voices.remove(voice))
