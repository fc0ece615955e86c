"""Requests that are spoken to the engine, and answers that it speaks: by models, in a worker, beside all projects."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.catalog.model import Brief, Model, Report, Result, Span, Text
from engine.catalog.registry import Registry
from engine.config import data_folder
from engine.errors import ModelError, UserError
from engine.media.clip import Clip, clip_from_file
from engine.wire.wire import HeardView, SpeechView
from engine.workers.worker import Order, Worker

LONGEST_S = 120.0
"""A longer recording is no request."""
MAX_CHARACTERS = 600
"""Of an answer; what comes after the sentence that goes beyond is only to be read."""
SURE_IN_ALL = 0.5
"""Mean confidence of the words from which on a spoken request is acted on without asking."""
SURE_OF_EACH = 0.1
"""No word may be less sure than this: one wrong word can turn a request around."""
KEPT = 40
"""Spoken answers that stay in the data folder."""


def heard(path: Path, language: str, registry: Registry, worker: Worker, prefer: str) -> HeardView:
    """What is said in a recording, by the best model that is ready.

    UserError when it is no sound, is too long, or holds no words that could be understood.
    """
    clip = clip_from_file(path)
    if clip.kind != "audio":
        raise UserError(f"{path.name} is {clip.kind}; a spoken request is a sound file.")
    if clip.seconds > LONGEST_S:
        raise UserError(
            f"{path.name} is {clip.seconds:.0f} s long; a spoken request has at most {LONGEST_S:.0f} s. "
            "To write a recording down, attach it and ask for that."
        )
    args = {"language": language} if language else {}
    with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
        models = registry.choose("transcribe", prefer=prefer)
        model, made = first_made(models, args, {"clip": clip}, Brief("transcribe", Path(folder)), worker)
    said = made["text"]
    text = said.text.strip() if isinstance(said, Text) else ""
    if not text:
        raise UserError(f"No words were understood in {path.name}; speak close to the microphone, or type the request.")
    words = said.words if isinstance(said, Text) else ()
    return HeardView(" ".join(text.split()), model.name, is_sure(words))


def is_sure(words: Sequence[Span]) -> bool:
    """Was every word heard clearly enough to act on? A model that gives no confidence is believed."""
    told = [word.confidence for word in words]
    return not told or sum(told) / len(told) >= SURE_IN_ALL and min(told) >= SURE_OF_EACH


def spoken(text: str, voice: str, registry: Registry, worker: Worker, prefer: str) -> SpeechView:
    """A text as a sound file, by the best model that is ready and has the voice. UserError when none can say it."""
    text = _beginning(text)
    models = registry.choose("speak", prefer=prefer, voice=voice)
    args = {"text": text, **({"voice": voice} if voice else {})}
    with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
        model, made = first_made(models, args, {}, Brief("speak", Path(folder)), worker)
        clip = made["audio"]
        assert isinstance(clip, Clip)
        return SpeechView(str(kept_sound(clip, text, voice, model.id, model.edition())), clip.seconds, model.name)


def first_made(
    models: list[Model], args: Mapping[str, Any], inputs: Mapping[str, Clip], brief: Brief, worker: Worker
) -> tuple[Model, dict[str, Result]]:
    """(the first model that does not fail, what it made); UserError with the last reason when all do."""
    reason = ""
    for model in models:
        try:
            return model, worker.run(Order(model.id, args, inputs, brief), Report())
        except ModelError as error:
            reason = str(error)
    raise UserError(reason)


def _beginning(text: str) -> str:
    """Whole lines, as many as are spoken."""
    kept: list[str] = []
    for line in text.splitlines():
        if kept and sum(map(len, kept)) + len(line) > MAX_CHARACTERS:
            break
        kept.append(line)
    return "\n".join(kept)[: 2 * MAX_CHARACTERS]


def kept_sound(clip: Clip, *made_of: str) -> Path:
    """Put what is to be heard once where clients find it; the oldest ones go. The same is kept once."""
    folder = data_folder() / "spoken"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    path, fresh = folder / f"{name}.wav", folder / f".{name}.{os.getpid()}.tmp"
    try:
        shutil.copyfile(clip.path, fresh)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    for old in sorted(folder.glob("*.wav"), key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path
