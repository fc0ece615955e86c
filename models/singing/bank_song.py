"""What all singers with voice banks share: notes and words in, phrases laid on the clip's clock, a vocal out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, cast

import numpy as np

from engine.catalog.model import Brief, Facts, Report, Result
from engine.errors import ModelError
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip
from engine.media.level import at_loudness
from engine.voices.voice_bank import VoiceBank
from models.singing.allocation import Allocation, allocate
from models.singing.lyrics import parse_lyrics
from models.singing.note_lyrics import has_lyrics, lyrics_of_notes
from models.singing.score import Score, SungNote, counted
from models.singing.score_export import exported
from models.singing.singability import said_of, singability, values_of
from models.singing.song import Clock, Song, read_notes
from models.singing.style import SingingStyle, unknown_style_words
from models.singing.table import sung_again_told, table_rows
from models.singing.vocal_line import SungSyllable, VocalPhrase

_RANGES = {"male": (45, 67), "female": (55, 76), "child": (57, 77), "": (43, 77)}
"""Lowest and highest comfortable MIDI pitch, for voices that do not say."""
_TAIL_S, _FADE_S = 0.15, 0.005
_PITCH_STEP_S = 0.01
_NORMAL_VELOCITY, _DYNAMICS_S = 90, 0.06


@dataclass(frozen=True)
class BankSong:
    """What is to be sung."""

    clip: Clip
    clock: Clock
    score: Score


@dataclass(frozen=True, eq=False)
class SungPiece:
    """A sung phrase at the session's rate."""

    phrase: VocalPhrase
    samples: np.ndarray
    """float64 [shape=(n,)]."""
    lead_s: float
    """How much comes before the first vowel."""
    f0_hz: np.ndarray
    """0 = no pitch [shape=(steps,)]."""
    f0_step_s: float
    sounds: tuple[tuple[str, float, float], ...] = ()
    """(phoneme, start, end) in seconds from the first vowel of the phrase."""


def read_bank_song(inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> BankSong:
    """The clip, its clock and its line of notes; UserError as `read_notes` raises."""
    return BankSong(*read_notes(inputs, brief))


def lyrics_given(args: Mapping[str, Any], score: Score) -> str:
    """The words of the request, else those in the notes, as one text."""
    return str(args.get("lyrics") or "").strip() or " ".join(note.lyric for note in score.notes if note.lyric)


class Reads(Protocol):
    """Reads words for a bank."""

    def syllable_range(self, word: str) -> tuple[int, int]:
        """(usual, fewest) notes of a word."""
        ...

    def can_read(self, word: str) -> bool:
        """False for words sung on a plain syllable."""
        ...


def allocated(lyrics: str, notes: Sequence[SungNote], reader: Reads, voice: str, *, is_named: bool) -> Allocation:
    """Words from the request, else from the notes, else `la`; says which words the voice cannot read.

    Raises ModelError when it cannot read most of them and nobody asked for this voice.
    """
    if lyrics.strip():
        parsed = parse_lyrics(lyrics, reader.syllable_range)
        if parsed.syllables:
            return _with_unread(allocate(parsed, notes), reader, voice, is_named)
        why = "There is nothing to sing in the lyrics, so the melody is sung on 'la'."
    elif has_lyrics(notes):
        return _with_unread(lyrics_of_notes(notes, reader.syllable_range), reader, voice, is_named)
    else:
        why = "No lyrics were given and the notes carry none, so the melody is sung on 'la'."
    allocation = allocate(parse_lyrics(" ".join(["la"] * len(notes)), reader.syllable_range), notes)
    return Allocation(allocation.lyrics, allocation.by_note, (why,))


def _with_unread(allocation: Allocation, reader: Reads, voice: str, is_named: bool) -> Allocation:
    words = dict.fromkeys(word.spoken for word in allocation.lyrics.words)
    strange = [word for word in words if not reader.can_read(word)]
    if not strange:
        return allocation
    if 2 * len(strange) > len(words) and not is_named:
        raise ModelError(f"The voice '{voice}' can read only {len(words) - len(strange)} of these {len(words)} words.")
    more = f" and {len(strange) - 5} more" if len(strange) > 5 else ""
    said = (f"The voice '{voice}' cannot read {', '.join(strange[:5])}{more}, so a plain syllable is sung instead; "
            "write the sounds as word[phonemes].")
    return Allocation(allocation.lyrics, allocation.by_note, (*allocation.warnings, said))


def beside_the_sound(song: BankSong, bank: VoiceBank, line: Sequence[SungSyllable], style: SingingStyle,
                     args: Mapping[str, Any], brief: Brief, report: Report) -> dict[str, Result]:
    """`table`, `singability` and, where one is asked for, `score`; warns of what is hard to sing."""
    comfortable = _RANGES[bank.gender]
    if bank.low is not None and bank.high is not None:
        comfortable = bank.low, bank.high
    measured = singability(line, comfortable, brief.key)
    for sentence in said_of(measured, bank.name, song.clock.tempo_map, song.clock.start_beats):
        report.warn(sentence)
    results: dict[str, Result] = {"table": bank_table(song, bank, line),
                                  "singability": Facts(values_of(measured))}
    if kind := str(args.get("export") or ""):
        results["score"] = exported(cast(Song, song), line, style, kind, brief.folder)  # asks for clip and clock only
    return results


def bank_table(song: BankSong, bank: VoiceBank, line: Sequence[SungSyllable]) -> Facts:
    """The table note ↔ syllable before anything is sung."""
    return _table(line, 0.0, song.clock, bank, {})


def warn_of_style(words: str, known: Sequence[str], report: Report) -> None:
    """Say which style words change nothing; `known` are patterns of those that this singer understands besides."""
    left = words.lower()
    for pattern in known:
        left = re.sub(pattern, " ", left)
    if strange := unknown_style_words(left):
        report.warn(f"The style words '{strange}' mean nothing to this singer, so they change nothing.")


def from_zero(phrase: VocalPhrase) -> VocalPhrase:
    """The same phrase with its first vowel at 0 s, in whole microseconds, so that it is known again elsewhere."""
    def moved(note: SungNote) -> SungNote:
        on_s, off_s = round(note.on_s - phrase.on_s, 6), round(note.off_s - phrase.on_s, 6)
        return replace(note, index=0, on_s=on_s, off_s=off_s, lyric=None)

    first = phrase.syllables[0].occurrence
    return VocalPhrase(tuple(replace(syllable, notes=tuple(moved(note) for note in syllable.notes),
                                    occurrence=syllable.occurrence - first) for syllable in phrase.syllables))


def with_dynamics(samples: np.ndarray, phrase: VocalPhrase, lead_s: float, style: SingingStyle,
                  sample_rate_hz: int) -> np.ndarray:
    """Louder and softer by the velocities of the notes, and by the swell that the style asks for."""
    from scipy.ndimage import uniform_filter1d

    gain_db = np.zeros(len(samples))
    for number, note in enumerate(phrase.notes):
        start = round((note.on_s - phrase.on_s + lead_s - _DYNAMICS_S / 2) * sample_rate_hz) if number else 0
        gain_db[max(0, start):] = style.dynamics * 20 * np.log10(max(1, note.velocity) / _NORMAL_VELOCITY)
    gain_db += style.swell_db * (np.linspace(0, 1, len(samples)) - 0.5)
    if not gain_db.any():
        return samples
    return samples * 10 ** (uniform_filter1d(gain_db, max(1, round(_DYNAMICS_S * sample_rate_hz)), mode="nearest") / 20)


def finished_song(song: BankSong, bank: VoiceBank, line: Sequence[SungSyllable], pieces: Sequence[SungPiece],
                  brief: Brief, loudness_lufs: float, facts: Mapping[str, Any]) -> dict[str, Result]:
    """Lay the phrases out and return `audio`, `table` and `f0`; the clip carries the licence of the voice."""
    clip, clock, rate = song.clip, song.clock, brief.sample_rate_hz
    first = min(piece.phrase.on_s - piece.lead_s for piece in pieces)
    lead = round(max(0.0, -max(first, clock.earliest_s)) * rate)
    mix = np.zeros(lead + round((line[-1].off_s + _TAIL_S) * rate))
    f0 = np.zeros(int(len(mix) / rate / _PITCH_STEP_S) + 1)
    sounds = []
    for piece in pieces:
        start = lead + round(piece.phrase.on_s * rate) - round(piece.lead_s * rate)
        _add(mix, piece.samples, start, rate)
        _add_pitch(f0, piece, start / rate)
        on_s = lead / rate + piece.phrase.on_s
        sounds += [{"phoneme": name, "start_s": round(on_s + a, 4), "end_s": round(on_s + b, 4)}
                   for name, a, b in piece.sounds]
    vocal = Audio(at_loudness(mix - mix.mean(), rate, loudness_lufs).astype(np.float32)[None, :], rate)
    recipe = Recipe(brief.task, licence=f"{bank.name}: {bank.licence} ({bank.may_be_sold})")
    audio = audio_clip(brief.folder, "Vocal", vocal, start_beats=clip.start_beats, lead_in_s=lead / rate,
                       length_beats=clock.beats_at(vocal.seconds - lead / rate), recipe=recipe, tags=_tags(bank))
    again, phrases = facts["sung_again"], facts["phrases"]
    said = sung_again_told(again, phrases)
    return {"audio": audio, "table": _table(line, lead / rate, clock, bank, {**facts, "phonemes": sounds}, said),
            "f0": Facts({"times_s": [round(_PITCH_STEP_S * i, 3) for i in range(len(f0))],
                         "hz": f0.round(2).tolist()})}


def _tags(bank: VoiceBank) -> tuple[str, ...]:
    """What stays with every clip made with a voice that may not, or may not for all we know, be sold."""
    return {True: (), False: ("non-commercial",), None: ("licence unclear",)}[bank.commercial]


def _table(line: Sequence[SungSyllable], lead_in_s: float, clock: Clock, bank: VoiceBank,
           facts: Mapping[str, Any], said: str = "") -> Facts:
    rows = table_rows(line, lead_in_s=lead_in_s, beats_at=clock.beats_at, start_beats=clock.start_beats,
                      tempo_map=clock.tempo_map)
    notes = len({row["note"] for row in rows})
    summary = f"{counted(len(line), 'syllable')} on {counted(notes, 'note')}, sung by {bank.name} ({bank.sounds})."
    return Facts({"rows": rows, "voice": bank.id, "licence": bank.licence, "commercial": bank.commercial, **facts},
                 " ".join(filter(None, (summary, said))))


def _add(mix: np.ndarray, samples: np.ndarray, start: int, rate: int) -> None:
    """Mix a phrase in; what lies before the first sample is cut with a short fade."""
    if start < 0:
        samples, start = samples[-start:].copy(), 0
        fade = min(len(samples), round(_FADE_S * rate))
        samples[:fade] *= np.linspace(0, 1, fade, endpoint=False)
    room = samples[:max(0, len(mix) - start)]
    mix[start:start + len(room)] += room


def _add_pitch(f0: np.ndarray, piece: SungPiece, start_s: float) -> None:
    steps = np.round((np.arange(len(f0)) * _PITCH_STEP_S - start_s) / piece.f0_step_s).astype(int)
    inside = (steps >= 0) & (steps < len(piece.f0_hz))
    values = piece.f0_hz[steps[inside]]
    f0[inside] = np.where(values > 0, values, f0[inside])
