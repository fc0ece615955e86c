"""What the engine's API answers when something went wrong: one sentence, and a status."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from engine.errors import TonmeisterError, WrongUse
from engine.service.service import NotOpen
from engine.wire import wire

log = logging.getLogger(__name__)


def json_response(values: Any, status: int = 200) -> Response:
    """Plain values, or a view, as an answer."""
    return Response(wire.dumps(values), status, media_type="application/json")


async def _said(request: Request, error: Exception) -> Response:
    statuses = {WrongUse: 422, NotOpen: 410}
    status = next((number for kind, number in statuses.items() if isinstance(error, kind)), 409)
    return json_response({"error": str(error)}, status)


async def _not_found(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    texts = {404: "There is nothing at this address.", 405: "This address does not take that method."}
    return json_response({"error": texts.get(error.status_code, str(error.detail))}, error.status_code)


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return json_response({"error": f"'{first['loc'][-1]}' is wrong: {first['msg']}."}, 400)


async def _no_library(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    why = "it is damaged" if isinstance(error, UnicodeDecodeError) else error
    told = f"The project's library cannot be used ({why}); look at its disk, then ask again."
    return json_response({"error": told}, 500)


async def _no_file(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    place = str(error.filename or "A file")[:200]
    return json_response({"error": f"{place} cannot be read or written: {error.strerror or error}."}, 500)


async def _bug(request: Request, error: Exception) -> Response:
    """Starlette itself goes on to log it."""
    told = f"That is a bug ({type(error).__name__}: {error}). The details are in the log, tonmeister.log."
    return json_response({"error": told}, 500)


HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (TonmeisterError, _said),
    (HTTPException, _not_found),
    (RequestValidationError, _wrong),
    (sqlite3.Error, _no_library),
    (UnicodeDecodeError, _no_library),  # the names of a damaged file are no text
    (OSError, _no_file),
    (Exception, _bug),
)
"""What answers which error."""
