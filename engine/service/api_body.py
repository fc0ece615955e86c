"""Bodies of requests: bounded, strict JSON, checked; unknown fields are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException

from engine.errors import WrongUse, one_line
from engine.wire import wire


class Body(BaseModel):
    """What a client sends; unknown fields are refused, so that a misspelt one is not silently without effect."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Body):
    """A body without fields."""


def body_of(kind: type[Body]) -> Callable[[Request], Any]:
    """Reads the body of a request: bounded, strict JSON, checked."""

    async def read(request: Request) -> Body:
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > wire.MAX_MESSAGE_BYTES:
                raise HTTPException(413, f"The message is larger than {wire.MAX_MESSAGE_BYTES >> 20} MB.")
        try:
            return kind.model_validate(wire.loads(bytes(content)) if content else {})
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise HTTPException(400, one_line(f"The message is wrong at '{place}': {first['msg']}.")) from error
        except ValueError as error:
            raise HTTPException(400, f"The message is not valid: {error}.") from error

    return read


def path_of(text: str) -> Path:
    """A place that a client names. WrongUse for one that no disk can have, or that depends on where the engine runs."""
    longest = max((len(part.encode()) for part in text.replace("\\", "/").split("/")), default=0)
    if "\0" in text or longest > 255 or len(text.encode()) > 4000:
        raise WrongUse(f"'{text[:60]}' cannot be the name of a file or folder; name one that is there.")
    place = Path(text)
    if not place.is_absolute() and not text.startswith("~"):
        raise WrongUse(f"'{text[:60]}' says only a part of the way; name the file or folder with its whole path.")
    return place


