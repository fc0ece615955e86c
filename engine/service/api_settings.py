"""Routes about settings: read and change them, try the language model, install and test DAW scripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Response
from pydantic import Field

from engine.planner.llm.key import LONGEST
from engine.service.api_body import Body, Nothing, body_of
from engine.service.api_errors import json_response
from engine.service.service import Service


class Values(Body):
    """Settings by their names."""

    values: dict[str, Any] = {}
    key: str | None = Field(None, max_length=LONGEST)
    """The key of the language model's server: None = as it is, "" = forget it."""


class Chosen(Body):
    """A DAW's own folder."""

    folder: str = Field(max_length=4000)
    """Its path; "" = forget the one that was chosen."""


def add_settings(api: FastAPI, service: Service) -> None:
    """Add them."""
    settings = service.settings

    @api.get("/settings")
    def read() -> Response:
        return json_response(settings.told())

    @api.post("/settings")
    def change(body: Annotated[Values, Depends(body_of(Values))]) -> Response:
        return json_response(settings.change(body.values, body.key))

    @api.post("/settings/probe")
    def probe(body: Annotated[Values, Depends(body_of(Values))]) -> Response:
        return json_response(settings.probe(body.values, body.key or ""))

    @api.get("/settings/local")
    def local() -> Response:
        return json_response(settings.local())

    @api.get("/daws")
    def daws() -> Response:
        return json_response({"daws": service.daws()})

    @api.post("/daws/{daw}/install")
    def install(daw: str, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        return json_response({"said": settings.install(daw)})

    @api.post("/daws/{daw}/folder")
    def choose_folder(daw: str, body: Annotated[Chosen, Depends(body_of(Chosen))]) -> Response:
        return json_response({"said": settings.choose_folder(daw, body.folder)})

    @api.post("/daws/{daw}/test")
    def test(daw: str, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        return json_response(settings.test(daw))
