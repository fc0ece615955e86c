"""Routes about a project's library: find clips and requests, see what it takes on the disk, and clean up."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, Query, Response

from engine.library.browse import LibraryQuery
from engine.service.api_body import Nothing, body_of
from engine.service.api_errors import json_response
from engine.service.service import Service

_Text = Annotated[str, Query(max_length=500)]


def add_library(api: FastAPI, service: Service) -> None:
    """Add them."""

    @api.get("/projects/{project}/library")
    def library(
        project: str,
        text: _Text = "",
        kind: _Text = "",
        task: _Text = "",
        track: _Text = "",
        since: _Text = "",
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:
        wanted = LibraryQuery(text, kind, task, track, since)
        return json_response(service.project(project).reader.found(wanted, offset=offset, limit=limit))

    @api.get("/projects/{project}/requests")
    def requests(project: str, text: _Text, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Response:
        return json_response({"turns": service.project(project).reader.turns_about(text, limit)})

    @api.get("/projects/{project}/disk")
    def disk(project: str) -> Response:
        return json_response(service.project(project).reader.disk())

    @api.post("/projects/{project}/clean")
    def clean(project: str, body: Annotated[Nothing, Depends(body_of(Nothing))]) -> Response:
        return json_response({"freed_bytes": service.project(project).clean()})
