"""A voice of one's own: a recording handed to the model that can sing with it, with words and a note of consent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.media.audio import read_audio
from engine.voices.voice_bank import bank_id_of

if TYPE_CHECKING:
    from engine.catalog.model import Model, Voice

SUFFIXES = frozenset({".wav", ".flac", ".aif", ".aiff", ".ogg", ".mp3"})


def is_recording(source: Path) -> bool:
    """True for a sound file, which is no voice bank."""
    return source.suffix.lower() in SUFFIXES and not source.is_dir()


def keep_recording(
    source: Path, *, name: str, words: str, consent: str, replaces: bool = False, among: Iterable[Model] | None = None
) -> Voice:
    """Make a voice of a recording of these words; `name` is that of the file when empty, `among` those who may sing.

    Raises UserError without words or consent, for a file that cannot be read, for a name that is taken, and when no
    model here sings with recordings.
    """
    if not words.strip():
        raise UserError('Say which words are recorded: `voices add FILE.wav --lyrics "…" --consent "…"`.')
    if not consent.strip():
        raise UserError('A recorded voice needs a note of consent, e.g. --consent "my own voice, Ann": say who was '
                        "recorded and agreed to be sung with.")
    everybody = list(_models() if among is None else among)
    models = [model for model in everybody if model.keeps_recordings]
    able = [model for model in models if not model.ready()]
    if not able:
        raise UserError(models[0].ready() if models else "No model here sings with recordings.")
    voice_id = name or bank_id_of(source.stem)[:31].strip("-")
    taken = {voice.id for model in everybody for voice in model.voices()}
    own = {voice.id for model in able for voice in model.recorded_voices()}
    if voice_id in taken - own or (voice_id in own and not replaces):
        hint = "; say --replace to record it anew" if voice_id in own else ""
        raise UserError(f"There is a voice '{voice_id}' already; choose another --name{hint}.")
    return able[0].keep_recording(voice_id, read_audio(source), words, consent)


def remove_recording(voice_id: str, *, among: Iterable[Model] | None = None) -> bool:
    """Delete a recorded voice; False when there is none with this id."""
    everybody = _models() if among is None else among
    return any(model.remove_recording(voice_id) for model in everybody if model.keeps_recordings)


def _models() -> list[Model]:
    from engine.catalog.registry import discover

    return list(discover().models.values())
