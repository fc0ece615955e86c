"""Ducking by automation, for DAWs whose plugins cannot listen to another track: down at each hit, and back."""

from __future__ import annotations

import numpy as np

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.mixdown.mixdown import MixedSound, session_end
from engine.daw import daw
from engine.daw.changes.automation import value_at
from engine.daw.daw import Track
from engine.errors import UserError
from engine.media.sound_blocks import in_steps

DEPTH_DB = 8.0
_DOWN_S, _BACK_S = 0.005, 0.18
_HOP_S, _APART_S = 0.005, 0.12
_RISES_DB, _AUDIBLE_DB = 6.0, -45.0
MOST_HITS = 2000


def ducked(
    track: Track, trigger: Track, access: SessionAccess, depth_db: float = DEPTH_DB
) -> tuple[daw.SetAutomation, int]:
    """The automation of a track's volume, and how many hits it follows; UserError where none is heard."""
    tempo_map = access.snapshot.tempo_map
    playing = _with_members(track, access)
    first = min((r.start_beats for r in access.snapshot.regions if r.track in playing), default=0.0)
    last = session_end(access.snapshot, playing)
    hits = [beat for beat in hits_of(trigger, access) if first - 0.1 <= beat < last][:MOST_HITS]
    if not hits:
        raise UserError(f"'{trigger.name}' has no hits where '{track.name}' plays, so there is nothing to duck under.")
    lane = next((lane.points for lane in track.automation if lane.parameter == "volume" and lane.points), ())
    points: list[tuple[float, float]] = []
    for number, beat in enumerate(hits):
        level = value_at(lane, beat) if lane else track.gain_db
        at_s = tempo_map.seconds_at(beat)
        before, back = (tempo_map.beats_at(max(0.0, at_s + by)) for by in (-_DOWN_S, _BACK_S))
        following = hits[number + 1] if number + 1 < len(hits) else float("inf")
        if not points or before > points[-1][0] + 1e-3:
            points.append((before, level))
        points.append((max(beat, points[-1][0] + 1e-3), level - depth_db))
        if back < following - 0.02:
            points.append((back, level))
    end = max(last, points[-1][0] + 0.05)
    points.append((end, value_at(lane, end) if lane else track.gain_db))
    return daw.SetAutomation(track.id, "volume", tuple(points), points[0][0], points[-1][0]), len(hits)


def _with_members(track: Track, access: SessionAccess) -> set[str]:
    """Ids of a track and of all that lies in it or goes through it."""
    found = {track.id}
    while more := {one.id for one in access.snapshot.tracks if {one.group, one.output} & found} - found:
        found |= more
    return found


def hits_of(trigger: Track, access: SessionAccess) -> list[float]:
    """The beats at which a track strikes: where its notes begin, or where its sound rises."""
    regions = [region for region in access.snapshot.regions_on(trigger.id) if not region.mute]
    struck = [(region, note) for region in regions for note in region.notes if note.start_beats < region.length_beats]
    notes = {round(region.start_beats + note.start_beats, 4) for region, note in struck}
    if notes:
        return sorted(notes)
    if not regions:
        inside = [one for one in access.snapshot.tracks if one.group == trigger.id]
        return sorted({beat for one in inside for beat in hits_of(one, access)})
    heard = MixedSound(access.snapshot, tracks={trigger.id}, players=access.outboard, ignores_mutes=True)
    size = round(_HOP_S * heard.sample_rate_hz)
    peaks = [
        np.pad(mono, (0, -len(mono) % size)).reshape(-1, size).max(axis=1)
        for block in in_steps(heard.blocks(), size)
        for mono in (np.abs(block).max(axis=0),)
    ]
    levels = 20 * np.log10(np.concatenate(peaks) + 1e-9)
    floor = np.maximum(levels.max() - 24, _AUDIBLE_DB)
    behind = np.concatenate([np.full(4, -120.0), levels[:-4]])
    strikes = np.flatnonzero((levels > floor) & (levels - behind > _RISES_DB))
    beats: list[float] = []
    last_s = -1.0
    for index in strikes:
        at_s = index * _HOP_S
        if at_s - last_s >= _APART_S:
            beats.append(access.snapshot.tempo_map.beats_at(at_s))
            last_s = at_s
    return beats
