"""Writing a recording down as notes: what every way of hearing notes has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import Audio, AudioInfo, resample
from engine.media.audio_stream import frame_blocks, read_frames, sound_info
from engine.media.clip import Clip, midi_clip
from engine.media.midi_file import MAX_NOTES
from engine.media.note import Note
from models.analysis.drum_hits import DRUM_RATE_HZ, drum_hits
from models.music.note_grid import UngriddedNote, on_beats
from models.music.note_network import HOP, RATE_HZ

_DRUM_WORDS = ("drum", "beat", "kit", "percussion", "kick", "snare", "hat", "hihat", "break", "tops", "perc")
_HEARD_S = 20.0
_DRUMS_SHARE, _NAMED_DRUMS_SHARE = 0.45, 0.25
"""How much of the beginning of a recording must sound like drums; less where its name says so too."""
_SHORTEST_S = 0.05
LONGEST_S = 3600.0
"""What is heard of every key is kept in memory."""
_SILENT = 1e-5
_DRUM_S = 0.1
Tick = Callable[[float], None]


@dataclass(frozen=True)
class MonoRecording:
    """A recording as one channel at the rate that an analysis wants."""

    clip: Clip
    info: AudioInfo
    report: Report

    @property
    def frames(self) -> int:
        """Length in samples at RATE_HZ."""
        return max(1, round(self.info.frames * RATE_HZ / self.info.sample_rate_hz))

    def blocks(self, done: float, share: float, rate_hz: int = RATE_HZ) -> Iterator[np.ndarray]:
        """The sound from its beginning [shape=(n,)]; progress goes from `done` by `share`."""
        import soxr

        resampler = soxr.ResampleStream(self.info.sample_rate_hz, rate_hz, 1, quality="HQ")
        position = 0
        for block in frame_blocks(self.clip.path, 0, self.info.frames, self.info.sample_rate_hz, 1 << 16):
            position += block.shape[1]
            fresh = resampler.resample_chunk(np.ascontiguousarray(block.mean(axis=0)), position == self.info.frames)
            self.report(done + share * position / self.info.frames, 1, "listening for notes")
            yield fresh


class Transcriber(Model):
    """audio_to_midi: notes with velocities on the session's beats, as long as the recording.

    Drums are written as kick, snare and closed hat on channel 10; a recording is taken for drums by ear, by its name,
    its making, or because nothing in it has a pitch.
    """

    tasks = ("audio_to_midi",)
    memory_bytes = 500 << 20

    @abstractmethod
    def hear(self, listening: MonoRecording) -> list[UngriddedNote]:
        """The notes of a pitched recording."""

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that is missing, unreadable or too short or too long."""
        clip = _clip(inputs)
        if sound_info(clip).seconds > LONGEST_S:
            raise UserError(f"'{clip.name}' is longer than an hour; trim it to the part that should become notes.")
        if sound_info(clip).seconds < _SHORTEST_S:
            raise UserError(f"'{clip.name}' is {clip.seconds:.3f} s long; that is too short to hear a note in.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the notes as `midi`."""
        self.check(args, inputs, brief)
        clip = _clip(inputs)
        listening = MonoRecording(clip, sound_info(clip), report)
        is_drums = _drums_share(clip) > (_NAMED_DRUMS_SHARE if _is_named_drums(clip) else _DRUMS_SHARE)
        notes = _hits(listening) if is_drums else self.hear(listening)
        if not notes and not is_drums:
            notes, is_drums = _hits(listening), True
        if not notes:
            raise UserError(f"No notes were heard in '{clip.name}'; it is silent or has no clear pitch.")
        if len(notes) > MAX_NOTES:
            raise UserError(f"'{clip.name}' has more than {MAX_NOTES:,} notes; trim it first.")
        written, tempo_map, length = on_beats(notes, clip, brief, bool(args.get("quantise")), report)
        return {"midi": midi_clip(brief.folder, f"{clip.name} notes", written, tempo_map, length,
                                  start_beats=clip.start_beats, track=clip.track)}


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one recording to write down as notes.")
    return clip


def _is_named_drums(clip: Clip) -> bool:
    made = clip.recipe.args if clip.recipe else {}
    if made.get("kind") == "drums":
        return True
    words = f"{clip.name} {clip.track or ''} {' '.join(clip.tags)}".lower().replace("_", " ").replace("-", " ").split()
    return any(word.rstrip("s") in _DRUM_WORDS or word in _DRUM_WORDS for word in words)


def _drums_share(clip: Clip) -> float:
    """How likely it is drums that sound, 0–1; a file's name alone says little about that."""
    from models.hearing.chunks import RATE_HZ as HEARING_RATE_HZ
    from models.hearing.kinds import KINDS, SILENCE
    from models.hearing.listener import chances_in

    info = sound_info(clip)
    heard = read_frames(clip.path, 0, min(info.frames, round(_HEARD_S * info.sample_rate_hz)), info.sample_rate_hz)
    samples = resample(Audio(heard.samples.mean(axis=0, keepdims=True), info.sample_rate_hz), HEARING_RATE_HZ)
    chances = chances_in(samples.samples[0], 0, samples.frames)
    sounding = chances[chances.argmax(axis=1) != SILENCE]
    if not len(sounding):
        return 0.0
    return float(sounding.mean(axis=0)[KINDS.index("drums")])


def _hits(listening: MonoRecording) -> list[UngriddedNote]:
    hits = drum_hits(listening.blocks(0.0, 0.9, DRUM_RATE_HZ))
    return [UngriddedNote(Note(hit.pitch, 0.0, 1.0, max(20, min(127, round(35 + 85 * hit.strength))), channel=9),
                  hit.time_s, hit.time_s + _DRUM_S) for hit in hits]


STEP_S = HOP / RATE_HZ
"""Length of one step of the analyses."""
