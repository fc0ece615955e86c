"""The tempo and key that a clip has now: known from how it was made, else heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from engine.media.key import Key, key_of_notes, parse_key
from models.analysis.chords import find_chords
from models.analysis.chroma import HOP_S, note_strengths
from models.analysis.keyfinder import find_key
from models.analysis.listening import listen
from models.analysis.tempo import find_tempo, onset_strength

_NEAR = 0.015
"""A measured tempo this close to the session's is the session's."""
_NOTES_FROM = 0.31
"""Sound less concentrated on single notes is noise or drums, and has no key."""
_SURE = 0.05
_BEATS_S = 0.5
_IN_SESSION = ("generate_audio", "generate_midi", "sing", "render_midi", "change_tempo_key")
"""Tasks whose results follow the session's tempo and key unless they were told others."""


@dataclass(frozen=True)
class SourceTempo:
    """The tempo of a clip."""

    bpm: float
    is_heard: bool
    """True when it was measured, so that it may be half or twice what the player thinks."""


def source_tempo(clip: Clip, brief: Brief, report: Report) -> SourceTempo:
    """The clip's tempo; UserError when it is not known and cannot be heard."""
    session_bpm = brief.tempo_map.bpm_at(clip.start_beats or 0.0)
    if clip.kind == "midi":
        return SourceTempo(clip.midi().tempo_map.bpm_at(0.0), False)
    told = _told(clip, "bpm")
    if isinstance(told, int | float) and told > 0:
        return SourceTempo(float(told), False)
    if clip.recipe and clip.recipe.task in _IN_SESSION and clip.start_beats is not None:
        return SourceTempo(session_bpm, False)
    heard = listen(clip, sound_info(clip), report)
    tempo = None if heard.is_silent else find_tempo(onset_strength(heard.mono))
    if tempo is not None:
        for times in (1.0, 2.0, 0.5):
            if abs(tempo.bpm * times / session_bpm - 1) < _NEAR:
                return SourceTempo(session_bpm, False)
        return SourceTempo(tempo.bpm, True)
    if clip.start_beats is not None:
        report.warn(f"No steady beat was heard in '{clip.name}', so it was taken to be at the session's "
                    f"{session_bpm:g} bpm.")
        return SourceTempo(session_bpm, False)
    raise UserError(f"The tempo of '{clip.name}' cannot be heard; give a speed or a length in bars instead.")


def source_key(clip: Clip, brief: Brief, report: Report) -> Key:
    """The clip's key; UserError when it is not known and cannot be heard."""
    told = _told(clip, "key")
    if isinstance(told, str):
        return parse_key(told)
    found, confidence = _notes_key(clip) if clip.kind == "midi" else _heard_key(clip, report)
    is_ours = clip.recipe is not None and clip.recipe.task in _IN_SESSION
    if brief.key and (is_ours or (clip.start_beats is not None and (found is None or confidence < _SURE))):
        return parse_key(brief.key)
    if found is None:
        raise UserError(f"The key of '{clip.name}' cannot be heard; say by how many semitones to transpose it.")
    if confidence < _SURE:
        report.warn(f"'{clip.name}' may be in {found} or {found.relative}; it was taken to be in {found}.")
    return found


def _told(clip: Clip, name: str) -> Any:
    return clip.recipe.args.get(name) if clip.recipe and clip.recipe.task in _IN_SESSION else None


def _notes_key(clip: Clip) -> tuple[Key | None, float]:
    found = key_of_notes(note for note in clip.midi().notes if note.channel != 9)
    return found if found else (None, 0.0)


def _heard_key(clip: Clip, report: Report) -> tuple[Key | None, float]:
    import numpy as np

    heard = listen(clip, sound_info(clip), report)
    if heard.is_silent or heard.seconds < _BEATS_S:
        return None, 0.0
    notes = note_strengths(heard.samples, lambda share: report(share, 1, "listening for the key"))
    if notes.concentration < _NOTES_FROM:
        return None, 0.0
    borders = np.linspace(0, heard.seconds, max(1, round(heard.seconds / _BEATS_S)) + 1)
    chords = find_chords(notes.chroma, notes.bass_chroma, HOP_S, borders, 1)
    found = find_key(notes.chroma.sum(axis=1), notes.bass_chroma.sum(axis=1), chords)
    return (found.key, found.confidence) if found else (None, 0.0)
