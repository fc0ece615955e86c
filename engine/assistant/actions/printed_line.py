"""A line of a volume that is printed into the clips of its track, where a DAW shows scripts no automation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import can, must
from engine.assistant.content import content_changes
from engine.assistant.resolve import region_audio
from engine.daw.changes.automation import value_at
from engine.daw.daw import Change, Region, SetAutomation, Track
from engine.errors import UserError
from engine.library.library import Library
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip, midi_clip
from engine.media.note import Note

INSTEAD = "replace_content"
"""What a DAW without automation must be able to do."""
_STEP_S = 0.005
_SILENT_DB = -80.0
_PER_VELOCITY = 40.0
"""dB for ten times the velocity: instruments play a velocity at about its square."""
_LEAST_DB = 0.05
_STEPS = 3
"""So many notes at least must begin along a line: one that is held gets no softer by its velocity."""
Line = Callable[[float], float]
"""How many dB louder than now it is at a beat of the session."""


def printed_line(lines: Sequence[tuple[Track, SetAutomation]], access: SessionAccess, said: Sequence[str]) -> Deed:
    """The same in the clips: sound gets the line, notes get its velocities. UserError where no clip lies there."""
    if not can(access, INSTEAD):
        must(access, SetAutomation.capability)
    changes: list[Change] = []
    told: list[str] = []
    for track, line in lines:
        made = [(region, clip) for region in _heard(track, access) if (clip := _printed(region, track, line, access))]
        if not made:
            raise UserError(f"There is no clip on '{track.name}' there, and this DAW shows scripts no automation.")
        changes += [change for region, clip in made for change in content_changes(clip, region, access, None)]
        kinds = {region.kind for region, _ in made}
        if "audio" in kinds:
            told.append(
                f"The volume of '{track.name}' is printed into its clips: this DAW shows scripts no automation."
            )
        if "midi" in kinds:
            told.append(f"The notes of '{track.name}' follow it by velocity: this DAW shows scripts no automation.")
    return Deed(changes, [*said, *told])


def _heard(track: Track, access: SessionAccess) -> list[Region]:
    return [region for region in access.snapshot.regions_on(track.id) if not region.mute]


def _printed(region: Region, track: Track, change: SetAutomation, access: SessionAccess) -> Clip | None:
    """A region's content with the line in it; None where the line changes nothing of it."""
    points = change.points

    def line(beat: float) -> float:
        return value_at(points, beat) - track.gain_db if beat >= points[0][0] - 1e-6 else 0.0

    beats = [region.start_beats, region.end_beats, *(at for at, _ in points)]
    inside = [at for at in beats if region.start_beats <= at <= region.end_beats]
    if all(abs(line(at)) < _LEAST_DB for at in inside):
        return None
    begins = {round(region.start_beats + note.start_beats, 2) for note in region.notes}
    if region.kind == "midi" and sum(points[0][0] - 0.01 <= at <= points[-1][0] for at in begins) < _STEPS:
        must(access, SetAutomation.capability)
    clip = _quieter_notes(region, line, access) if region.kind == "midi" else _quieter_sound(region, line, access)
    return _kept(clip, region, access.library, access.clip(f"region:{region.id}"))


def _quieter_notes(region: Region, line: Line, access: SessionAccess) -> Clip:
    def followed(note: Note) -> Note:
        factor = 10 ** (line(region.start_beats + note.start_beats) / _PER_VELOCITY)
        return replace(note, velocity=max(1, min(127, round(note.velocity * factor))))

    notes = list(map(followed, region.notes))
    scratch = access.library.folder / ".scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    tempo_map = access.snapshot.tempo_map
    return midi_clip(scratch, region.name, notes, tempo_map, region.length_beats, start_beats=region.start_beats)


def _quieter_sound(region: Region, line: Line, access: SessionAccess) -> Clip:
    audio, tempo_map = region_audio(region), access.snapshot.tempo_map
    at_s = np.arange(0.0, audio.seconds + _STEP_S, _STEP_S)
    origin_s = tempo_map.seconds_at(region.start_beats)
    levels = [line(tempo_map.beats_at(origin_s + float(passed))) for passed in at_s]
    factors = [0.0 if level <= _SILENT_DB else math.pow(10, level / 20) for level in levels]
    curve = np.interp(np.arange(audio.frames) / audio.sample_rate_hz, at_s, factors).astype(np.float32)
    scratch = access.library.folder / ".scratch"
    made = Audio(audio.samples * curve, audio.sample_rate_hz)
    return audio_clip(scratch, region.name, made, start_beats=region.start_beats)


def _kept(clip: Clip, region: Region, library: Library, parent: Clip) -> Clip:
    kept = library.adopt(replace(clip, track=parent.track), recipe=Recipe("automate", parents=(parent.id,)))
    clip.path.unlink(missing_ok=True)
    return kept
