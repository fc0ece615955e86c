"""What a turn did besides, and a musician would want to know: pushed over full scale, laid over another clip,
a marker in another bar."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np

from engine.assistant.why_silent import why_track_silent
from engine.daw import daw
from engine.daw.daw import Region, Snapshot
from engine.daw.words import where
from engine.errors import TonmeisterError
from engine.library.turn import Applied
from engine.media.audio import read_audio
from engine.tasks.plan import Step

LONGEST_S = 60.0
"""No more of a clip than this is looked at."""
BUDGET_S = 0.2
"""Of the processor."""
_PLACED = daw.PlaceAudio | daw.PlaceMidi | daw.Move | daw.Duplicate
_RAISED_DB = 0.05
_FAR_BEATS = 0.02


def side_effects(
    steps: Sequence[Step], applied: Sequence[Applied], before: Snapshot | None, after: Snapshot | None
) -> list[str]:
    """A sentence each; nothing of what comes back by an undo, which is as it was."""
    if before is None or after is None or any(step.task in ("undo", "redo") for step in steps):
        return []
    done = [one for one in applied if one.outcome.is_done and not one.is_way_back]
    besides = (*_laid_over(done, before, after), *_too_loud(done, before, after), *_left_behind(done, before, after))
    return list(dict.fromkeys(besides))


def _left_behind(done: Sequence[Applied], before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Markers that a DAW keeps at their second when the tempo changes, and in no bar."""
    if not any(isinstance(one.change, daw.SetTempo | daw.SetTempoMap) for one in done):
        return
    moved = {one.change.marker for one in done if isinstance(one.change, daw.MoveMarker)}
    there = {one.id: one for one in before.markers if one.id not in moved}
    for marker in after.markers:
        old = there.get(marker.id)
        if old and abs(marker.at_beats - old.at_beats) > _FAR_BEATS:
            place = where(marker.at_beats, after)
            yield f"The marker '{marker.name}' keeps its time, and stands at {place} now."


def _laid_over(done: Sequence[Applied], before: Snapshot, after: Snapshot) -> Iterator[str]:
    ids = {ref: one for a in done for ref, one in (*a.outcome.made, *a.outcome.became)}
    put = {ids.get(one, one) for a in done if isinstance(a.change, _PLACED) for one in _regions(a)}
    for region in filter(None, map(after.region, sorted(put))):
        for other in after.regions_on(region.track):
            overlap = min(region.end_beats, other.end_beats) - max(region.start_beats, other.start_beats)
            is_over = overlap > 0.5 * min(region.length_beats, other.length_beats)
            if other.id not in put and is_over and before.region(other.id) and not (region.mute or other.mute):
                track = after.track(region.track)
                name = track.name if track else region.track
                yield f"'{region.name}' lies over '{other.name}' on '{name}': many DAWs play only the upper one."


def _regions(one: Applied) -> list[str]:
    if isinstance(one.change, daw.Move):
        return [one.change.region]
    return [made for _, made in one.outcome.made]


def _too_loud(done: Sequence[Applied], before: Snapshot, after: Snapshot) -> Iterator[str]:
    until = time.thread_time() + BUDGET_S
    tracks = {a.change.track for a in done if isinstance(a.change, daw.SetGain)}
    regions = {a.change.region for a in done if isinstance(a.change, daw.SetRegionGain)}
    given = {dict(a.outcome.became).get(a.change.region, a.change.region)
             for a in done if isinstance(a.change, daw.ReplaceContent)}
    for region in after.regions:
        old, track = before.region(region.id), after.track(region.track)
        if region.kind != "audio" or region.mute or old is None or track is None:
            continue
        if region.track not in tracks and region.id not in regions or why_track_silent(track, after):
            continue
        now_db, then_db = _level_db(region, after), _level_db(old, before)
        if now_db <= max(then_db + _RAISED_DB, 0.0) or time.thread_time() > until:
            continue
        if region.id in given:
            continue  # looked at by what was given to it
        peak_db = peak_db_of(region)
        if peak_db + now_db > _RAISED_DB and peak_db + then_db <= _RAISED_DB:
            yield f"'{region.name}' goes {peak_db + now_db:.1f} dB over full scale; turn it down."


def _level_db(region: Region, snapshot: Snapshot) -> float:
    """How much a clip is turned up on its way out."""
    track = snapshot.track(region.track)
    master = next((one.gain_db for one in snapshot.tracks if one.kind == "master"), 0.0)
    return region.gain_db + (track.gain_db if track else 0.0) + master


def peak_db_of(region: Region) -> float:
    """The highest sample of what a region plays, without gain and fader."""
    try:
        end_s = region.offset_s + min(region.length_s, LONGEST_S)
        parts = [read_audio(path, start_s=region.offset_s, end_s=end_s) for path in region.sources]
    except (TonmeisterError, OSError):
        return -200.0
    peak = max((float(np.abs(part.samples).max(initial=0)) for part in parts), default=0.0)
    return float(20 * np.log10(max(peak, 1e-10)))
