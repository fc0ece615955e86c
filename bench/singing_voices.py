"""Which singing voices can be understood: lines sung, made speech again and read by a recogniser. Prints a table.

python -m bench.singing_voices [--voices rms,alto] [--every 4]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.singing_songs import SONGS, SungLines, line_of_notes, tempo_of
from bench.singing_words import WordErrors, analysed, copied, cut_by_notes, cut_by_sounds, heard, word_errors
from models.singing.allocation import allocate
from models.singing.analysis import analyse
from models.singing.finish import finished
from models.singing.language import ENGLISH
from models.singing.lyrics import parse_lyrics
from models.singing.performance import PhraseSinger, Speaker
from models.singing.phrase_cache import PhraseCache
from models.singing.render import coloured
from models.singing.score import read_score
from models.singing.style import SingingStyle
from models.singing.syllable_fit import fit_syllables, words_of
from models.singing.timeline import timeline_of
from models.singing.vocal_line import VocalPhrase, phrases_of, sung_line
from models.singing.voice import VOICES, Timbre

RATE_HZ = 48000
_UP = {"male": 0, "female": 5, "child": 9}
"""Semitones above the songs' own key, which suits a baritone."""
_LEAD_S = 0.4

Span = tuple[float, float]


@dataclass(frozen=True, eq=False)
class SungWords:
    """A sung line and when what sounds in it."""

    samples: np.ndarray
    """At 48 kHz; the first 0.4 s are before the first vowel."""
    notes: tuple[Span, ...]
    """(on, off) of each syllable in seconds."""
    sounds: tuple[tuple[Span, Span], ...]
    """(where it is sung, where it was spoken) of each piece of speech."""


@dataclass(frozen=True)
class Understood:
    """Words read wrong by a recogniser."""

    by_notes: WordErrors = WordErrors()
    """Every note cut to the length of a spoken syllable; nothing but the notes is known."""
    by_sounds: WordErrors = WordErrors()
    """Every sound brought back to the length it was spoken with."""
    spoken: WordErrors = WordErrors()
    """The same words only spoken, through the vocoder with the voice's resonances: the ceiling."""

    def __add__(self, other: Understood) -> Understood:
        return Understood(self.by_notes + other.by_notes, self.by_sounds + other.by_sounds, self.spoken + other.spoken)


def sung(song: SungLines, number: int, speaker: Speaker, stage: PhraseSinger, up: int) -> SungWords:
    """Sing one line of a song, `up` semitones higher."""
    parsed = parse_lyrics(song.lines[number], speaker.syllable_range)
    written = line_of_notes(song, number, len(parsed.syllables), up)
    score = read_score(written.notes, tempo_of(song).seconds_at)
    line = sung_line(allocate(parsed, score.notes), score.notes)
    first_s = line[0].on_s - _LEAD_S
    mix = np.zeros(round((line[-1].off_s - first_s + 0.4) * RATE_HZ))
    sounds: list[tuple[Span, Span]] = []
    for phrase in phrases_of(line):
        rendered, samples = stage.sing(phrase, speaker, SingingStyle(), 0, RATE_HZ)
        start = max(0, round((phrase.on_s - rendered.lead_s - first_s) * RATE_HZ))
        mix[start:start + len(samples)] += samples[:len(mix) - start]
        sounds += _sounds(phrase, speaker, first_s)
    notes = tuple((syllable.on_s - first_s, syllable.off_s - first_s) for syllable in line)
    return SungWords(finished(mix, RATE_HZ, -18.0), notes, tuple(sounds))


def _sounds(phrase: VocalPhrase, speaker: Speaker, first_s: float) -> list[tuple[Span, Span]]:
    spoken = fit_syllables(phrase, speaker.say(words_of(phrase)).phones)
    return [((piece.start_s - first_s, piece.end_s - first_s), (piece.from_s, piece.to_s))
            for piece in timeline_of(phrase, spoken)]


def measured(song: SungLines, number: int, speaker: Speaker, stage: PhraseSinger, up: int) -> Understood:
    """How well one line of a song is understood."""
    said, take = song.lines[number], sung(song, number, speaker, stage, up)
    analysis = analyse(speaker.say(said.split()))
    envelope = coloured(analysis.log_envelope.astype(float), analysis.speech.sample_rate_hz, SingingStyle(),
                        speaker.voice.formant)
    spoken = copied(analysis.is_voiced, envelope, analysis.aperiodicity, analysis.speech.sample_rate_hz)
    frames = analysed(take.samples, RATE_HZ)
    return Understood(word_errors(said, heard(cut_by_notes(frames, take.notes))),
                      word_errors(said, heard(cut_by_sounds(frames, take.sounds))),
                      word_errors(said, heard(spoken)))


def understood(voice: Timbre, every: int, up: int | None = None) -> Understood:
    """How well a voice is understood over every n-th line of the songs."""
    with tempfile.TemporaryDirectory() as folder:
        stage, total = PhraseSinger(PhraseCache(Path(folder))), Understood()
        speaker = Speaker(voice, ENGLISH)
        lines = [(song, number) for song in SONGS for number in range(len(song.lines))]
        for song, number in lines[::every]:
            total += measured(song, number, speaker, stage, _UP[voice.kind] if up is None else up)
    return total


def main(argv: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", default=",".join(voice.id for voice in VOICES), help="ids, with commas between")
    parser.add_argument("--every", type=int, default=7, help="take every n-th line of the songs; 1 = all")
    options = parser.parse_args(list(argv))
    print("voice      kind     words   cut by notes   cut by sounds   spoken   usable")
    for voice in VOICES:
        if voice.id in options.voices.split(","):
            found = understood(voice, options.every)
            usable = "yes" if found.by_sounds.rate <= found.spoken.rate + 0.12 else "no"
            print(f"{voice.id:10} {voice.kind:7} {found.spoken.words:6d} {found.by_notes.rate:14.3f}"
                  f" {found.by_sounds.rate:15.3f} {found.spoken.rate:8.3f}   {usable}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
