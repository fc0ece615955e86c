"""Clips as scripts see them, and how they come to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.curve import clip_gain_db
from bridge.hosts.fake_live.strict import ArgumentError, LiveObject
from engine.errors import TonmeisterError
from engine.media.audio import probe_audio

if TYPE_CHECKING:
    from bridge.hosts.fake_live.world import LiveWorld

_GUESSED_BPM = 125.0
"""What Live takes every file's tempo for when it warps it."""


def midi_clip(world: LiveWorld, length: float, *, is_in_slot: bool = False) -> model.SetClip:
    """An empty clip for notes."""
    if length <= 0:
        raise RuntimeError("A clip needs a length.")
    return model.SetClip(world.number(), True, "", 0.0, 0.0, length, is_in_slot=is_in_slot, is_looping=is_in_slot)


def audio_clip(world: LiveWorld, path: str, *, is_in_slot: bool = False) -> model.SetClip:
    """A clip of a file; warped, as Live's preferences may have it."""
    if not Path(path).is_absolute():
        raise RuntimeError("The path is not absolute.")
    try:
        info = probe_audio(Path(path))
    except TonmeisterError as error:
        raise RuntimeError("The file is no audio file.") from error
    seconds = info.frames / info.sample_rate_hz
    return model.SetClip(
        world.number(),
        False,
        Path(path).stem,
        0.0,
        0.0,
        seconds * _GUESSED_BPM / 60,
        is_warped=True,
        file=path,
        seconds=seconds,
        rate=float(info.sample_rate_hz),
        is_in_slot=is_in_slot,
    )


@dataclass
class MidiNote:
    """A note as a clip gives it."""

    note_id: int
    pitch: int
    start_time: float
    duration: float
    velocity: float
    mute: bool
    probability: float = 1.0
    velocity_deviation: float = 0.0
    release_velocity: float = 64.0


class MidiNoteSpecification:
    """A note that is to be."""

    def __init__(
        self,
        pitch: int,
        start_time: float,
        duration: float,
        velocity: float = 100.0,
        mute: bool = False,
        probability: float = 1.0,
        velocity_deviation: float = 0.0,
        release_velocity: float = 64.0,
    ) -> None:
        numbers = (start_time, duration, velocity, probability, velocity_deviation, release_velocity)
        if type(pitch) is not int or not all(isinstance(one, int | float) for one in numbers):
            raise ArgumentError("MidiNoteSpecification.__init__: argument types did not match C++ signature")
        if not 0 <= pitch <= 127 or not duration > 0 or not 0 <= velocity <= 127:
            raise ValueError("The note is out of range.")
        self.row = (pitch, float(start_time), float(duration), float(velocity), bool(mute))


class LiveClip(LiveObject):
    """A clip."""

    kind = "Clip"

    def _get_name(self, node: model.SetClip) -> str:
        return node.name

    def _set_name(self, node: model.SetClip, name: str) -> None:
        node.name = name

    def _get_color(self, node: model.SetClip) -> int:
        return node.color

    def _set_color(self, node: model.SetClip, color: int) -> None:
        node.color = color

    def _get_muted(self, node: model.SetClip) -> bool:
        return node.is_muted

    def _set_muted(self, node: model.SetClip, on: bool) -> None:
        node.is_muted = bool(on)

    def _get_is_midi_clip(self, node: model.SetClip) -> bool:
        return node.is_midi

    def _get_is_audio_clip(self, node: model.SetClip) -> bool:
        return not node.is_midi

    def _get_is_arrangement_clip(self, node: model.SetClip) -> bool:
        return not node.is_in_slot

    def _get_is_recording(self, node: model.SetClip) -> bool:
        return False

    def _get_is_take_lane_clip(self, node: model.SetClip) -> bool:
        return False

    def _get_start_time(self, node: model.SetClip) -> float:
        return node.start

    def _get_end_time(self, node: model.SetClip) -> float:
        return node.start + node.beats(self._world.song.tempo)

    def _get_length(self, node: model.SetClip) -> float:
        return node.loop_end - node.loop_start

    def _get_looping(self, node: model.SetClip) -> bool:
        return node.is_looping

    def _set_looping(self, node: model.SetClip, on: bool) -> None:
        if on and not node.is_midi and not node.is_warped:
            raise RuntimeError("Only warped clips can be looped.")
        node.is_looping = bool(on)

    def _get_loop_start(self, node: model.SetClip) -> float:
        return node.loop_start

    def _set_loop_start(self, node: model.SetClip, at: float) -> None:
        if at >= node.loop_end:
            raise RuntimeError("Invalid loop start.")
        if not node.is_in_slot:
            raise RuntimeError("The start of a clip in the arrangement is not set by this.")
        node.loop_start = float(at)

    def _get_loop_end(self, node: model.SetClip) -> float:
        return node.loop_end

    def _set_loop_end(self, node: model.SetClip, at: float) -> None:
        if at <= node.loop_start:
            raise RuntimeError("Invalid loop end.")
        is_plain = not node.is_midi and not node.is_warped
        node.loop_end = min(float(at), node.seconds) if is_plain else float(at)

    def _get_start_marker(self, node: model.SetClip) -> float:
        return node.loop_start

    def _set_start_marker(self, node: model.SetClip, at: float) -> None:
        if at < node.loop_end and node.is_in_slot and not node.is_looping:
            node.loop_start = float(at)

    def _get_end_marker(self, node: model.SetClip) -> float:
        return node.loop_end

    def _set_end_marker(self, node: model.SetClip, at: float) -> None:
        if at > node.loop_start and node.is_in_slot and not node.is_looping:
            node.loop_end = float(at)

    def _get_file_path(self, node: model.SetClip) -> str:
        _audio(node)
        return node.file

    def _get_sample_rate(self, node: model.SetClip) -> float:
        _audio(node)
        return node.rate

    def _get_sample_length(self, node: model.SetClip) -> int:
        _audio(node)
        return round(node.seconds * node.rate)

    def _get_gain(self, node: model.SetClip) -> float:
        _audio(node)
        return node.gain

    def _set_gain(self, node: model.SetClip, gain: float) -> None:
        _audio(node)
        if not 0 <= gain <= 1:
            raise RuntimeError("Invalid gain.")
        node.gain = float(gain)

    def _get_gain_display_string(self, node: model.SetClip) -> str:
        _audio(node)
        found = clip_gain_db(node.gain)
        return "-inf dB" if found < -70 else f"{found:.1f} dB"

    def _get_pitch_coarse(self, node: model.SetClip) -> int:
        _audio(node)
        return node.pitch_coarse

    def _set_pitch_coarse(self, node: model.SetClip, semitones: int) -> None:
        _audio(node)
        node.pitch_coarse = semitones

    def _get_pitch_fine(self, node: model.SetClip) -> float:
        _audio(node)
        return node.pitch_fine

    def _set_pitch_fine(self, node: model.SetClip, cents: float) -> None:
        _audio(node)
        node.pitch_fine = float(cents)

    def _get_has_envelopes(self, node: model.SetClip) -> bool:
        return node.has_envelopes

    def _get_warping(self, node: model.SetClip) -> bool:
        _audio(node)
        return node.is_warped

    def _set_warping(self, node: model.SetClip, on: bool) -> None:
        _audio(node)
        if bool(on) != node.is_warped:
            to_seconds = 60 / _GUESSED_BPM
            factor = 1 / to_seconds if on else to_seconds
            node.loop_start, node.loop_end = node.loop_start * factor, node.loop_end * factor
            node.is_warped = bool(on)

    def _do_add_notes_listener(self, node: model.SetClip, callback: Callable[[], None]) -> None:
        self._world.listeners.setdefault(node.ptr, []).append(callback)

    def _do_get_all_notes_extended(self, node: model.SetClip) -> list[MidiNote]:
        return self._notes(node, lambda note: True)

    def _do_get_selected_notes_extended(self, node: model.SetClip) -> list[MidiNote]:
        return self._notes(node, lambda note: note[0] in node.chosen)

    def _do_add_new_notes(self, node: model.SetClip, notes: Iterable[Any]) -> list[int]:
        rows = list(notes)
        if not all(isinstance(one, MidiNoteSpecification) for one in rows):
            raise ArgumentError("Clip.add_new_notes: the iterable must hold MidiNoteSpecification objects")
        _midi(node)
        self._world.about_to_change()
        made = tuple((self._world.number(), *one.row) for one in rows)
        node.notes = (*node.notes, *made)
        self._world.notify(node.ptr)
        return [row[0] for row in made]

    def _do_remove_notes_extended(
        self, node: model.SetClip, from_pitch: int, pitches: int, from_time: float, span: float
    ) -> None:
        _midi(node)
        self._world.about_to_change()
        node.notes = tuple(
            note
            for note in node.notes
            if not (from_pitch <= note[1] < from_pitch + pitches and from_time <= note[2] < from_time + span)
        )
        self._world.notify(node.ptr)

    @staticmethod
    def _notes(node: model.SetClip, wanted: Callable[[model.NoteRow], bool]) -> list[MidiNote]:
        _midi(node)
        return [MidiNote(*note) for note in node.notes if wanted(note)]


def _audio(node: model.SetClip) -> None:
    if node.is_midi:
        raise RuntimeError("Only available for audio clips.")


def _midi(node: model.SetClip) -> None:
    if not node.is_midi:
        raise RuntimeError("Only available for MIDI clips.")
