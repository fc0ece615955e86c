"""Several voices at once: each sung or shifted alone, then set in time, between left and right, and mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.catalog.model import Brief
from engine.media.key import Key
from models.singing.finish import finished
from models.singing.harmony_notes import chord_voices, harmony_pitch, pitch_in
from models.singing.harmony_part import HarmonyPart
from models.singing.performance import PhraseSinger, Speaker
from models.singing.score import SungNote
from models.singing.song import Song
from models.singing.style import SingingStyle
from models.singing.vocal_line import SungSyllable, phrases_of

TAIL_S = 0.15
_BEHIND_DB = 3.0
"""How much softer parts are than the voice they go with."""
_CEILING = 10 ** (-1.2 / 20)


@dataclass(frozen=True, eq=False)
class PlacedSound:
    """Sound and where it begins."""

    samples: np.ndarray
    """Mono [shape=(n,)]."""
    start_s: float
    """Seconds from the start of the clip; may be negative."""


@dataclass(frozen=True, eq=False)
class SungPart:
    """A part, what it sings, and how that sounds."""

    part: HarmonyPart
    pitches: tuple[int, ...]
    """MIDI pitches, in order."""
    sounds: tuple[PlacedSound, ...]


def sung_parts(
    stage: PhraseSinger,
    song: Song,
    line: Sequence[SungSyllable],
    parts: Sequence[HarmonyPart],
    key: Key | None,
    style: SingingStyle,
    brief: Brief,
    report: Callable[[int], None],
) -> list[SungPart]:
    """Sing the parts to a line; `report` is told the number of each before it begins."""
    under = chord_voices(song.clip.midi().notes, song.clock.seconds_at)
    sung = []
    for place, part in enumerate(parts):
        report(place)
        own = _part_line(line, part, key, under)
        pitches = tuple(note.pitch for syllable in own for note in syllable.notes)
        sung.append(SungPart(part, pitches, tuple(_sung(stage, own, song.speaker, style, part, brief) if own else ())))
    return sung


def _part_line(line: Sequence[SungSyllable], part: HarmonyPart, key: Key | None,
               under: Sequence[Sequence[SungNote]]) -> list[SungSyllable]:
    """The line with the notes of a part: its voice of the chords, where the clip has chords, else its interval.

    Syllables on which the part has no note are left out.
    """
    voice = under[part.place - 1] if part.is_choir and len(under) >= part.place > 0 else None

    def pitch_of(note: SungNote) -> int | None:
        return pitch_in(voice, note.on_s) if voice is not None else harmony_pitch(note.pitch, part, key)

    moved = []
    for syllable in line:
        notes = tuple(replace(note, pitch=pitch, cents=part.cents) for note in syllable.notes
                      if (pitch := pitch_of(note)) is not None)
        if notes:
            moved.append(replace(syllable, notes=notes))
    return moved


def _sung(stage: PhraseSinger, line: Sequence[SungSyllable], speaker: Speaker, style: SingingStyle, part: HarmonyPart,
          brief: Brief) -> list[PlacedSound]:
    """Sing the line of a part, by another head, in another mood and a little early or late."""
    other = replace(speaker, voice=replace(speaker.voice, formant=speaker.voice.formant * part.formant))
    seed, placed, phrases = brief.seed + 101 * (part.place + 1), [], phrases_of(line)
    for phrase in phrases:
        how = style if phrase is phrases[-1] else style.inside()
        rendered, samples = stage.sing(phrase, other, how, seed, brief.sample_rate_hz)
        placed.append(PlacedSound(samples, phrase.on_s - rendered.lead_s + part.delay_s))
    return placed


def mono_mix(placed: Sequence[PlacedSound], *, lead: int, frames: int, sample_rate_hz: int) -> np.ndarray:
    """Lay sounds on one time line, float64 [shape=(frames,)]; sample `lead` is 0 s, what lies outside is cut softly."""
    mix = np.zeros(frames)
    for one in placed:
        start, samples = lead + round(one.start_s * sample_rate_hz), one.samples
        if start < 0:
            samples = samples[-start:].copy()
            fade = min(len(samples), round(0.005 * sample_rate_hz))
            samples[:fade] *= np.linspace(0, 1, fade, endpoint=False)
            start = 0
        samples = samples[:max(0, frames - start)]
        mix[start:start + len(samples)] += samples
    return mix


def panned(voices: Sequence[np.ndarray], parts: Sequence[HarmonyPart]) -> np.ndarray:
    """Mix mono voices of one length; float32 [shape=(1 or 2, n)], as loud as one of them, peaks under −1 dBFS."""
    stacked = np.stack(voices).astype(np.float64)
    if all(part.pan == 0 for part in parts):
        mix = stacked.sum(axis=0)[None, :]
    else:
        angles = np.pi / 4 * (1 + np.array([part.pan for part in parts]))
        mix = np.stack([np.cos(angles) @ stacked, np.sin(angles) @ stacked])
    power, wanted = float((mix**2).mean(axis=1).sum()), float((stacked**2).mean())
    mix *= np.sqrt(wanted / max(power, 1e-20))
    peak = float(np.abs(mix).max(initial=0.0))
    return (mix * min(1.0, _CEILING / max(peak, 1e-9))).astype(np.float32)


def with_parts(voice: np.ndarray, sung: Sequence[SungPart], *, lead: int, sample_rate_hz: int,
               loudness_lufs: float) -> np.ndarray:
    """A lead voice [shape=(n,)] with the parts around it, a little softer; float32 [shape=(1 or 2, n)]."""
    if not sung:
        return voice[None, :].astype(np.float32)
    mixed = [mono_mix(one.sounds, lead=lead, frames=len(voice), sample_rate_hz=sample_rate_hz) for one in sung]
    around = [finished(mix, sample_rate_hz, loudness_lufs - _BEHIND_DB) for mix in mixed]
    return panned([voice, *around], [HarmonyPart("lead", None), *(one.part for one in sung)])


def said_of_parts(sung: Sequence[SungPart]) -> str:
    """What is heard where: "third above (centre)"."""
    return ", ".join(f"{one.part.name} ({place_said(one.part)})" for one in sung)


def place_said(part: HarmonyPart) -> str:
    """Where a part is heard: "60 % left"."""
    if abs(part.pan) < 0.01:
        return "centre"
    return f"{abs(part.pan):.0%} {'left' if part.pan < 0 else 'right'}".replace("%", " %")

