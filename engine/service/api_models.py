"""Routes about models: which there are, what getting one would bring, get, cancel, remove."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Response

from engine.service.api_body import Nothing, body_of
from engine.service.api_errors import json_response
from engine.service.service import Service

_Empty = Annotated[Nothing, Depends(body_of(Nothing))]


def add_models(api: FastAPI, service: Service) -> None:
    """Add them."""
    models = service.models

    @api.get("/models")
    def told() -> Response:
        return json_response(models.told())

    @api.get("/models/{model}/offer")
    def offer(model: str) -> Response:
        return json_response(models.offer(model))

    @api.post("/models/{model}/get")
    def get_model(model: str, body: _Empty) -> Response:
        service.touch()
        return json_response(models.get(model))

    @api.post("/models/{model}/cancel")
    def cancel_get(model: str, body: _Empty) -> Response:
        return json_response(models.cancel(model))

    @api.post("/models/{model}/remove")
    def remove(model: str, body: _Empty) -> Response:
        return json_response(models.remove(model))
