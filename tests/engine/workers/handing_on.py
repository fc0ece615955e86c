"""Models of which all but the last cannot do the work, each for another reason."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result, Spans, Text
from engine.catalog.registry import Registry
from engine.errors import ModelError, UserError
from engine.media.clip import Clip

SOURCE = "tests.engine.workers.handing_on:registry"


class Plain(Model):
    """Does it."""

    id = "plain"
    name = "Plain"
    tasks: tuple[str, ...] = ("describe_music", "detect_sounds", "caption_audio")
    licence = Licence("MIT")

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        return {"describe_music": {"facts": Facts({})}, "detect_sounds": {"spans": Spans(())}}.get(
            brief.task, {"text": Text("done")}
        )


class Colossus(Plain):
    """Larger than any computer."""

    id = "colossus"
    name = "Colossus"
    tasks = ("describe_music",)
    quality = 3
    checkpoints = (Checkpoint("tests/colossus"),)
    memory_bytes = 1 << 50


class Fragile(Plain):
    """Takes its process with it."""

    id = "fragile"
    name = "Fragile"
    tasks = ("describe_music", "transcribe")
    quality = 2

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        os.kill(os.getpid(), signal.SIGKILL)
        return {}


class Choosy(Plain):
    """Takes no input at all."""

    id = "choosy"
    name = "Choosy"
    tasks = ("detect_sounds", "denoise")
    quality = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        raise UserError("Choosy wants something else.")


class Tired(Plain):
    """Says that it failed, without its name."""

    id = "tired"
    name = "Tired"
    tasks = ("caption_audio",)
    quality = 3

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        raise ModelError("The model gave silence.")


def registry() -> Registry:
    """All of them."""
    found = Registry()
    for model in (Plain, Colossus, Fragile, Choosy, Tired):
        found.add(model, "test")
    assert not found.problems
    return found
