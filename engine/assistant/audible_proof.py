"""Audible proof: whether what a turn gave the session can be heard as it was meant, judged by the sound itself.

Each place that was given a sound or notes is looked at once, at the end of the turn: it is not silent where it should
sound, not doubled by a second copy, not pushed over full scale by us, and plays the content that was meant.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.assistant.side_effects import peak_db_of
from engine.assistant.why_silent import why_clip_silent, why_track_silent
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot, Track
from engine.errors import TonmeisterError
from engine.library.turn import Applied
from engine.media.audio import probe_audio, read_audio
from engine.tasks.plan import Step

LONGEST_S = 60.0
"""No more of a place than this is looked at."""
BUDGET_S = 0.3
"""Of the processor: on a busy computer as much is looked at as on an idle one."""
_GLANCE_S = 1.0
"""Of what lies beside a place so much is compared first, around the loudest moment."""
_NEAR_S = 0.003
_SILENT = 10 ** (-50 / 20)
_ALIKE = 0.9
_GIVES = daw.PlaceAudio | daw.PlaceMidi | daw.ReplaceContent
"""What gives a place its content."""
_PUTS = daw.Duplicate | daw.Move
"""What puts a content somewhere else."""
_STEP = 8
"""Every so many samples are compared: enough to tell one content from another."""


@dataclass(frozen=True)
class _Meant:
    """A region and the content it was given."""

    region: Region
    path: Path | None
    offset_s: float
    cut_s: float
    """So much of its lead-in is cut off: at the session's start, and where a clip begins on its beat."""
    is_alone: bool
    """Nothing else may play the same there: it is an edit or a correction, nothing that was added."""
    is_given: bool = True
    """It got a content; else it was only put there, heard or not."""
    is_back: bool = False
    """It was there before, and is as it was once: whether it can be heard is the same as before."""


def heard_as_meant(
    steps: Sequence[Step], applied: Sequence[Applied], before: Snapshot | None, after: Snapshot | None
) -> str:
    """What is wrong with how the turn's results sound, a sentence each; empty when all is right or nothing sounds."""
    if after is None:
        return ""
    until = time.thread_time() + BUDGET_S
    found: dict[str, None] = {}
    for meant in _given(steps, applied, before, after):
        for sentence in _doubts(meant, before, after):
            found[sentence] = None
        if time.thread_time() > until:
            break
    return "\n".join(found)


def _given(
    steps: Sequence[Step], applied: Sequence[Applied], before: Snapshot | None, after: Snapshot
) -> Iterator[_Meant]:
    """The regions that got a content and still have it, the last one of each."""
    ids = {ref: one for a in applied for ref, one in (*a.outcome.made, *a.outcome.became)}
    trimmed = {ids.get(one.change.region, one.change.region) for one in applied if isinstance(one.change, daw.Trim)}
    comes_back = any(step.task in ("undo", "redo") for step in steps)  # beside what it lay beside
    last: dict[str, _Meant] = {}
    for one in applied:
        change = one.change.resolved(ids)
        if one.outcome.is_done and isinstance(change, daw.Trim) and change.region in last:
            last[change.region] = replace(last[change.region], path=None)  # it begins elsewhere in what was made
        if not one.outcome.is_done or not isinstance(change, _GIVES | _PUTS):
            continue
        region = after.region(_region_of(change, one, ids))
        if region is not None and isinstance(change, _PUTS):
            last.setdefault(region.id, _Meant(region, None, 0.0, 0.0, True, False))
        elif region is not None:
            step = steps[one.step - 1] if 0 < one.step <= len(steps) else None
            is_alone = step is None or step.op != "fresh" or step.row.on_session == "edits"
            is_alone = is_alone and not comes_back
            if isinstance(change, daw.PlaceMidi):
                last[region.id] = _Meant(region, None, 0.0, 0.0, is_alone)
            elif isinstance(change, daw.PlaceAudio | daw.ReplaceContent):
                came_back = region.follows_tempo and bool(change.was)  # as fast as the session is by now
                path = None if came_back or region.id in trimmed else change.path
                cut_s = _cut_s(change, region, before, after)
                last[region.id] = _Meant(region, path, change.offset_s, cut_s, is_alone)
    there = {region.id for region in before.regions} if comes_back and before else set()
    yield from (replace(meant, is_back=meant.region.id in there) for meant in last.values())


def _cut_s(
    change: daw.PlaceAudio | daw.ReplaceContent, region: Region, before: Snapshot | None, after: Snapshot
) -> float:
    """How much of what should sound before its beat is not there: by where the region begins."""
    start = change.start_beats
    if start is None and isinstance(change, daw.ReplaceContent):
        old = before.region(change.region) if before else None
        start = old.start_beats if old else None
    if start is None or not change.lead_in_s:
        return 0.0
    cut_s = region.start_s - (after.tempo_map.seconds_at(start) - change.lead_in_s)
    return cut_s if 0.0 < cut_s < change.lead_in_s + _NEAR_S else 0.0


def _region_of(change: Change, one: Applied, ids: dict[str, str]) -> str:
    if isinstance(change, daw.ReplaceContent | daw.Move):
        return ids.get(change.region, change.region)
    return one.outcome.made[0][1] if one.outcome.made else ""


def _doubts(meant: _Meant, before: Snapshot | None, after: Snapshot) -> Iterator[str]:
    region = meant.region
    track = after.track(region.track)
    if track is None:
        return
    reason = why_track_silent(track, after)
    is_asked_for = _was_heard(track, before) if reason else _is_silenced(region, track, before)
    reason = reason or why_clip_silent(region, track)
    if reason and meant.is_given and not meant.is_back and not is_asked_for:
        yield f"'{region.name}' is there, but it cannot be heard: {reason}."
    if reason:
        return
    if region.kind == "midi":
        if meant.is_given and not region.notes and not (before and _was_empty(region, before)):
            yield f"'{region.name}' has no notes, so it is silent."
        if meant.is_alone and (twin := _twin_of_notes(region, after, before)):
            yield f"'{region.name}' sounds twice: '{twin.name}' has the same notes at the same place."
        return
    sound = _sound(region)
    if sound is None:
        return
    if meant.path is None:
        yield from _doubled(meant, sound, after, before)
        return
    content = sound if _plays_it(meant, region) else _content(meant, region)
    if content is None:
        return
    size = min(len(sound), len(content))
    if np.abs(content[:size]).max(initial=0) < _SILENT:
        if _sounded(region, before):
            yield f"'{region.name}' is as good as silent now."
        return  # silence was meant
    if np.abs(sound).max(initial=0) < _SILENT:
        yield f"'{region.name}' is silent where it should sound."
    elif _likeness(sound[:size], content[:size]) < _ALIKE:
        yield f"'{region.name}' does not play what was made for it."
    peak = float(np.abs(sound).max(initial=0)) * 10 ** ((region.gain_db + track.gain_db) / 20)
    if peak > 1.0 >= float(np.abs(content).max(initial=0)) and not _was_loud(region, track, before):
        over_db = max(20 * np.log10(peak), peak_db_of(region) + region.gain_db + track.gain_db)
        yield f"'{region.name}' goes {over_db:.1f} dB over full scale; turn it down."
    yield from _doubled(meant, sound, after, before)


def _doubled(meant: _Meant, sound: np.ndarray, after: Snapshot, before: Snapshot | None) -> Iterator[str]:
    if meant.is_alone and (twin := _twin(meant.region, sound, after, before)):
        yield f"'{meant.region.name}' sounds twice: '{twin.name}' plays the same at the same place."


def _was_heard(track: Track, before: Snapshot | None) -> bool:
    """True when the turn itself has silenced the track: that was asked for."""
    if before is None:
        return False
    old = before.track(track.id)
    if old is None:  # made in this turn, and muted, or another soloed, in the same breath
        return track.mute or not any(one.solo for one in before.tracks)
    return not why_track_silent(old, before)


def _is_silenced(region: Region, track: Track, before: Snapshot | None) -> bool:
    """True when the turn itself has silenced the clip, or it was put there to be silent."""
    old = before.region(region.id) if before else None
    was_on = before.track(old.track) if before and old else None
    if old is None or was_on is None:
        return region.mute
    return not why_clip_silent(old, was_on)


def _sounded(region: Region, before: Snapshot | None) -> bool:
    """Whether something was heard there before."""
    old = before.region(region.id) if before else None
    sound = _sound(old) if old and not old.mute else None
    return sound is not None and float(np.abs(sound).max(initial=0)) >= _SILENT


def _was_empty(region: Region, before: Snapshot) -> bool:
    old = before.region(region.id)
    return old is not None and not old.notes


def _was_loud(region: Region, track: Track, before: Snapshot | None) -> bool:
    """The user's own fader or gain was over 0 dB already."""
    old = before.track(track.id) if before else None
    return old is not None and old.gain_db > 0


def _plays_it(meant: _Meant, region: Region) -> bool:
    """Whether it plays the very file that was made, from the same place: it need not be read twice."""
    if meant.path is None or len(region.sources) != 1 or abs(region.offset_s - meant.offset_s - meant.cut_s) > 1e-5:
        return False
    with suppress(OSError):
        return region.sources[0].samefile(meant.path)
    return False


def _content(meant: _Meant, region: Region) -> np.ndarray | None:
    """What was made, from where the region begins."""
    assert meant.path is not None
    try:
        seconds = probe_audio(meant.path).seconds
        begin_s = meant.offset_s + meant.cut_s
        sound = read_audio(meant.path, start_s=begin_s, end_s=min(seconds, begin_s + min(LONGEST_S, region.length_s)))
    except (TonmeisterError, OSError):
        return None  # the file was a passing one
    return _thin(sound.samples, sound.sample_rate_hz)


def _sound(region: Region, begin_s: float = 0.0, lasts_s: float = LONGEST_S) -> np.ndarray | None:
    """What a region plays from a place in it on, thinned out; None when it cannot be read."""
    first_s = region.offset_s + begin_s
    try:
        parts = [
            read_audio(path, start_s=first_s, end_s=first_s + min(region.length_s - begin_s, lasts_s))
            for path in region.sources
        ]
    except (TonmeisterError, OSError):
        return None
    if not parts:
        return None
    frames = min(part.frames for part in parts)
    samples = np.concatenate([part.samples[:, :frames] for part in parts])
    return _thin(samples, parts[0].sample_rate_hz)


def _thin(samples: np.ndarray, rate: int) -> np.ndarray:
    """One channel at about 6 kHz, each sample the mean of those around it."""
    mono = samples.mean(axis=0)
    step = max(1, round(rate / 48_000 * _STEP))
    whole = len(mono) // step * step
    return np.asarray(mono[:whole].reshape(-1, step).mean(axis=1))


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation, whichever of the two is louder; a shift of a few samples does no harm."""
    scale = float(np.linalg.norm(one) * np.linalg.norm(other))
    if scale < 1e-9:
        return 0.0
    best = 0.0
    for shift in (0, -1, 1):
        moved = np.roll(other, shift)
        best = max(best, abs(float(np.dot(one, moved))) / scale)
    return best


def _likeness_of(one: np.ndarray, other: np.ndarray) -> float:
    """The same of as much as both have."""
    size = min(len(one), len(other))
    return _likeness(one[:size], other[:size])


def _twin(region: Region, sound: np.ndarray, after: Snapshot, before: Snapshot | None) -> Region | None:
    """Another region that plays the same at the same place, and did not do so before the turn."""
    loudest_s = float(np.argmax(np.abs(sound))) / max(1, len(sound)) * min(region.length_s, LONGEST_S)
    glance_s = max(0.0, min(loudest_s - _GLANCE_S / 2, region.length_s - _GLANCE_S))
    own = _sound(region, glance_s, _GLANCE_S)
    for other in _beside(region, after):
        if other.kind != "audio" or abs(other.start_s - region.start_s) > 0.03:
            continue
        if _is_old_pair(region, other, before) or own is None:
            continue
        glance = _sound(other, glance_s, _GLANCE_S)
        if glance is None or _likeness_of(own, glance) < _ALIKE:
            continue  # most of what lies beside it need not be heard whole
        same = _sound(other)
        is_same = same is not None and min(len(sound), len(same)) > 600 and _likeness_of(sound, same) > _ALIKE
        if is_same and not _were_alike(region, other, before, glance_s):
            return other
    return None


def _were_alike(region: Region, other: Region, before: Snapshot | None, glance_s: float) -> bool:
    """Both were heard there before, one like the other: two guitars that play the same, of which one was edited."""
    then = [before.region(one.id) for one in (region, other)] if before else []
    heard = [one for one in then if one is not None and not one.mute]
    if len(heard) < 2 or abs(heard[0].start_s - heard[1].start_s) > _NEAR_S:
        return False
    sounds = [_sound(one, glance_s, _GLANCE_S) for one in heard]
    return sounds[0] is not None and sounds[1] is not None and _likeness_of(sounds[0], sounds[1]) >= _ALIKE


def _twin_of_notes(region: Region, after: Snapshot, before: Snapshot | None) -> Region | None:
    """Another region on the same track with the same notes at the same place."""
    rows = {(note.pitch, round(note.start_beats + region.start_beats, 2)) for note in region.notes}
    for other in _beside(region, after):
        if other.kind == "midi" and other.track == region.track and not _is_old_pair(region, other, before):
            own = {(note.pitch, round(note.start_beats + other.start_beats, 2)) for note in other.notes}
            if rows and len(rows & own) > 0.8 * len(rows):
                return other
    return None


def _beside(region: Region, after: Snapshot) -> Iterator[Region]:
    """The other regions that are heard in the same place."""
    for other in after.regions:
        track = after.track(other.track)
        overlap = min(region.end_beats, other.end_beats) - max(region.start_beats, other.start_beats)
        shorter = min(region.length_beats, other.length_beats)
        is_beside = other.id != region.id and not other.mute and overlap > 0.5 * shorter
        if is_beside and track is not None and not why_track_silent(track, after):
            yield other


def _is_old_pair(region: Region, other: Region, before: Snapshot | None) -> bool:
    """Not our doubling: both lay there before with the sound they have now, or both were asked for in this turn."""
    if before is None:
        return False
    pair = [(now, before.region(now.id)) for now in (region, other)]
    if all(then is None for _, then in pair):
        return True
    one, two = (then for _, then in pair)
    if one is None or two is None or abs(one.start_s - two.start_s) > 0.03:
        return False  # they have come together now
    return all(then is not None and then.sources == now.sources and not then.mute for now, then in pair)
