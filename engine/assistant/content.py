"""A region's content: the changes that give it another one in place, and whether two contents are the same."""

from __future__ import annotations

import math

import numpy as np

from engine.assistant.actions.session_access import SessionAccess
from engine.daw import daw
from engine.daw.daw import Change, Region
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from engine.media.note import Note

_INAUDIBLE, _MASKED = 10 ** (-84 / 20), 10 ** (-70 / 20)
_SAME_START_S = 1e-4


def content_changes(
    clip: Clip, region: Region, access: SessionAccess, start_beats: float | None, was: str = ""
) -> list[Change]:
    """The changes that give a region this content where it lies; by another region where the DAW cannot.

    `start_beats` is where the first note belongs, None = where the region is. The clip's id is the ref of the change.
    `was` is how the DAW knows the region that played it, for a content that comes back.
    """
    capabilities = access.snapshot.capabilities
    start = region.start_beats if start_beats is None else start_beats
    if clip.kind != region.kind:
        return [*access.place(clip, start), daw.RemoveRegion(region.id)]
    moved = start if _is_moved(clip, region, access, start) else None
    if clip.kind == "midi":
        content = clip.midi()
        notes, length = content.notes, clip.length_beats or content.length_beats
        if "replace_content" in capabilities:
            return [
                daw.ReplaceContent(
                    region.id, notes=notes, length_beats=length, start_beats=moved, ref=clip.id, was=was
                )
            ]
        if "set_notes" in capabilities and moved is None and math.isclose(length, region.length_beats, abs_tol=0.01):
            return [daw.SetNotes(region.id, notes)]
        return [daw.PlaceMidi(region.track, notes, start, length, region.name, clip.id), daw.RemoveRegion(region.id)]
    is_own = was and clip.recipe is None  # what the user recorded is there as it is
    path = clip.path if is_own else access.published(clip, start)
    if "replace_content" in capabilities:
        lead_in_s = 0.0 if moved is None else clip.lead_in_s
        return [daw.ReplaceContent(region.id, path, start_beats=moved, lead_in_s=lead_in_s, ref=clip.id, was=was)]
    place = daw.PlaceAudio(region.track, path, start, region.name, clip.id, clip.lead_in_s)
    return [place, daw.RemoveRegion(region.id)]


def _is_moved(clip: Clip, region: Region, access: SessionAccess, start: float) -> bool:
    """True when the content begins elsewhere than the region does now."""
    tempo_map = access.snapshot.tempo_map
    begins_s = tempo_map.seconds_at(start) - clip.lead_in_s
    return abs(begins_s - tempo_map.seconds_at(region.start_beats)) > _SAME_START_S


def is_same_content(one: Clip, other: Clip) -> bool:
    """True when nobody could tell two contents apart: the notes agree, or no 10 ms of sound differ by more than
    −84 dBFS or by 70 dB less than what sounds there."""
    if one.kind != other.kind:
        return False
    if one.sha256 == other.sha256:
        return True
    if one.kind == "midi":
        first, second = one.midi(), other.midi()
        same_length = math.isclose(first.length_beats, second.length_beats, abs_tol=1e-3)
        return same_length and _told(first.notes) == _told(second.notes)
    if one.kind != "audio":
        return False
    first_info, second_info = sound_info(one), sound_info(other)
    if (first_info.channels, first_info.frames, first_info.sample_rate_hz) != (
        second_info.channels, second_info.frames, second_info.sample_rate_hz
    ) or one.start_beats != other.start_beats:
        return False
    rate, frames = first_info.sample_rate_hz, first_info.frames
    blocks = zip(frame_blocks(one.path, 0, frames, rate), frame_blocks(other.path, 0, frames, rate), strict=True)
    return all(_is_alike(a, b, rate) for a, b in blocks)


def _is_alike(one: np.ndarray, other: np.ndarray, rate_hz: int) -> bool:
    """True when two stretches of samples [shape=(channels, n)] cannot be told apart by ear."""
    if not one.shape[1]:
        return True
    starts = np.arange(0, one.shape[1], max(1, rate_hz // 100))
    lengths = np.diff([*starts, one.shape[1]])
    apart, level = (np.add.reduceat(np.square(x), starts, axis=1) / lengths for x in (one - other, one))
    return bool(np.all((apart < _INAUDIBLE**2) | (apart < _MASKED**2 * level)))


def _told(notes: tuple[Note, ...]) -> list[tuple[object, ...]]:
    return sorted((n.start_beats, n.pitch, n.length_beats, n.velocity, n.lyric or "", n.channel) for n in notes)
