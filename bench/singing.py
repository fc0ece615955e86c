"""How well the singer follows the notes: pitch, vowel starts, speed, memory of phrases. Prints tables.

python -m bench.singing [--quick] [--voice NAME]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report
from engine.media.clip import midi_clip
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.singing.world_singer import WorldSinger

Curve = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Song:
    """A melody with its words."""

    name: str
    notes: tuple[Note, ...]
    lyrics: str
    tempo_map: TempoMap


@dataclass(frozen=True)
class Pitch:
    """How far the sung pitch lies from the notes, in cents."""

    median: float
    p95: float
    """95 of 100 frames are nearer than this."""
    worst_note: float
    within_50: float
    """Share of frames within 50 cents."""
    octaves: float
    """Share of frames more than 6 semitones off."""
    unvoiced: float


@dataclass(frozen=True, eq=False)
class Take:
    """What a singer made of a song."""

    samples: np.ndarray
    sample_rate_hz: int
    told_hz: Curve
    """What it says that it sings: times in seconds, Hz or 0."""
    rows: list[dict[str, Any]]
    seconds: float
    took_s: float
    warnings: list[str]


def melody(start_pitch: int, steps: Sequence[tuple[int, float]], *, first_beat: float = 0.0) -> tuple[Note, ...]:
    """Notes, one after the other, from (semitones above the first pitch, beats); a step of 99 is a rest."""
    notes, beat = [], first_beat
    for semitones, beats in steps:
        if semitones != 99:
            notes.append(Note(start_pitch + semitones, beat, beats))
        beat += beats
    return tuple(notes)


def songs(key: int = 60) -> list[Song]:
    """Own melodies: a march, a waltz with a pick-up, a change of tempo, fast notes, a melisma."""
    march = [(0, 1), (2, 1), (4, 1), (7, 1), (9, 2), (7, 1), (99, 1), (5, 1), (4, 1), (2, 1), (-1, 1), (0, 3)]
    waltz = [(-5, 1), (0, 2), (4, 1), (7, 2), (4, 1), (9, 3), (7, 2), (99, 1), (5, 2), (2, 1), (0, 3)]
    fast = [(0, 0.5), (2, 0.5), (4, 0.5), (5, 0.5), (7, 0.5), (5, 0.5), (4, 0.5), (2, 0.5), (4, 1), (0, 2)]
    turns = [(0, 1), (4, 0.5), (7, 0.5), (9, 0.5), (7, 0.5), (4, 1), (2, 0.5), (4, 0.5), (2, 0.5), (0, 2)]
    changing = TempoMap((TempoChange(0, 90), TempoChange(4, 132), TempoChange(8, 70)), (MeterChange(0, 4, 4),))
    river = "Walk with me a-long the river\nuntil the morning light"
    snow = "The snow is falling down to-night\nand all is white"
    return [
        Song("march", melody(key, march), river, TempoMap.constant(104)),
        Song("waltz, pick-up", melody(key, waltz, first_beat=2), snow, TempoMap.constant(132, 3, 4)),
        Song("tempo changes", melody(key, march), river, changing),
        Song("fast", melody(key, fast), "Pick a paper lantern from the window now and go", TempoMap.constant(150)),
        Song("melisma", melody(key, turns), "Glo + + + + ri-a + + +", TempoMap.constant(84)),
    ]


def sing(song: Song, folder: Path, model: WorldSinger, **args: str) -> Take:
    """Sing a song as `run` does, sample 0 on tick 0."""
    warnings: list[str] = []
    clip = midi_clip(folder, song.name, song.notes, song.tempo_map, max(note.end_beats for note in song.notes))
    report = Report(None, warnings.append)
    began = time.perf_counter()
    made = model.run({"lyrics": song.lyrics, **args}, {"midi": clip}, Brief("sing", folder), report)
    took_s = time.perf_counter() - began
    audio = made["audio"].audio()
    told_hz = np.array(made["f0"].values["times_s"]), np.array(made["f0"].values["hz"])
    rows = made["table"].values["rows"]
    return Take(audio.samples[0], audio.sample_rate_hz, told_hz, rows, audio.seconds, took_s, warnings)


def pitch_error(take: Take, song: Song, heard_by: Callable[[np.ndarray], Curve] | None = None) -> Pitch:
    """Compare the vowels with equal temperament; by Praat, which the singer does not use, if nothing else is said."""
    import soxr

    sound = soxr.resample(take.samples, take.sample_rate_hz, 16000)
    times, sung = (heard_by or by_praat)(sound)
    cents, medians, frames = [], [], 0
    for note in song.notes:
        on_s, off_s = song.tempo_map.seconds_at(note.start_beats), song.tempo_map.seconds_at(note.end_beats)
        inside = (times >= on_s + min(0.10, 0.3 * (off_s - on_s))) & (times <= off_s - min(0.15, 0.4 * (off_s - on_s)))
        frames += int(inside.sum())
        heard = 100 * (sung[inside] - note.pitch)
        heard = heard[~np.isnan(heard)]
        if len(heard):
            cents.append(heard)
            medians.append(abs(float(np.median(heard))))
    every = np.abs(np.concatenate(cents))
    return Pitch(
        float(np.median(every)),
        float(np.percentile(every, 95)),
        max(medians),
        float((every < 50).mean()),
        float((every > 600).mean()),
        1 - len(every) / max(1, frames),
    )


def by_praat(sound: np.ndarray, *, octave_cost: float = 0.01) -> Curve:
    """(times in seconds, MIDI pitch or NaN) of 16 kHz sound, by autocorrelation (Boersma 1993).

    Jumps of an octave cost more than in speech: a sung line makes few.
    """
    import parselmouth

    whole = parselmouth.Sound(sound.astype(float), 16000)
    pitch = whole.to_pitch_ac(
        time_step=0.02, pitch_floor=55.0, pitch_ceiling=1200.0, octave_cost=octave_cost, octave_jump_cost=0.9
    )
    f0 = pitch.selected_array["frequency"]
    return pitch.xs(), np.where(f0 > 0, 69 + 12 * np.log2(np.maximum(f0, 1) / 440), np.nan)


def by_harvest(sound: np.ndarray) -> Curve:
    """The same, exact to a cent below 500 Hz; it guesses a pitch for up to 50 ms into a voiceless consonant."""
    import pyworld

    f0, times = pyworld.harvest(sound.astype(float), 16000, f0_floor=60.0, f0_ceil=600.0)
    return times, np.where(f0 > 0, 69 + 12 * np.log2(np.maximum(f0, 1) / 440), np.nan)


def vowel_starts(take: Take, at_s: Sequence[float]) -> np.ndarray:
    """Milliseconds from each given time to where the voice (80–1000 Hz) is within 6 dB of its vowel."""
    from scipy.signal import butter, resample_poly, sosfiltfilt

    sound = resample_poly(take.samples.astype(float), 1, take.sample_rate_hz // 16000)
    low = sosfiltfilt(butter(4, (80, 1000), "band", fs=16000, output="sos"), sound)
    level = 10 * np.log10(np.convolve(low**2, np.hanning(161) / 80, "same")[::16] + 1e-10)
    times = np.arange(len(level)) / 1000
    late = []
    for on_s in at_s:
        usual = np.median(level[(times > on_s + 0.08) & (times < on_s + 0.25)])
        quiet = np.nonzero((times > on_s - 0.16) & (times < on_s + 0.1) & (level < usual - 6))[0]
        if len(quiet):
            late.append(1000 * (times[quiet[-1]] - on_s))
    return np.array(late)


def stops() -> Song:
    """Syllables that begin with a stop: there the start of the vowel can be measured."""
    words = "take back cat paper too keep pop tick cup tap cake pack"
    return Song("stops", melody(57, [(i * 5 % 12, 0.95) for i in range(13)]), words, TempoMap.constant(100))


def held(key: int) -> Song:
    """Slow notes without vibrato: the plain pitch."""
    steps = [(0, 2), (2, 2), (4, 2), (7, 2), (5, 2), (4, 2), (2, 2), (0, 3)]
    return Song("held, flat", melody(key, [(step, float(beats)) for step, beats in steps]),
                "Walk with me along the river now", TempoMap.constant(90))


def short(key: int) -> Song:
    """Notes of 200 ms."""
    steps = [0, 2, 4, 5, 7, 5, 4, 2, 4, 0] * 2
    return Song("200 ms, flat", melody(key, [(step, 1.0) for step in steps]),
                "Pick a paper lantern from the window now and go then run along the river to the sea my love",
                TempoMap.constant(300))


def main(argv: Sequence[str] = ()) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one key, no table of keys")
    parser.add_argument("--voice", default="", help="the voice to measure; the usual one when not said")
    options = parser.parse_args(list(argv))
    extra = {"voice": options.voice} if options.voice else {}
    with tempfile.TemporaryDirectory() as name:
        folder, model = Path(name), WorldSinger()
        sing(songs()[0], folder, model, **extra)
        model.unload()
        print("song              key  median    p95  worst   <50c  octave  unvoiced     RTF   again")
        for key in (60,) if options.quick else (41, 48, 55, 60, 64, 72):
            for song in (*songs(key), held(key), short(key)):
                how = extra | ({"style": "no vibrato"} if "flat" in song.name else {})
                take, again = sing(song, folder, model, **how), sing(song, folder, model, **how)
                pitch = pitch_error(take, song)
                # Above 500 Hz, and in vowels of 100 ms, harvest is the one that errs.
                fine = pitch if key >= 72 or song.name.startswith("200") else pitch_error(take, song, by_harvest)
                print(
                    f"{song.name:16} {key:4d} {fine.median:6.1f}c {fine.p95:5.1f}c {fine.worst_note:5.1f}c"
                    f" {pitch.within_50:6.3f} {pitch.octaves:7.4f} {pitch.unvoiced:9.3f}"
                    f" {take.took_s / take.seconds:7.3f} {again.took_s / again.seconds:7.3f}"
                )
        for voice in ("rms", "alto", "slt", "max", "anna"):
            take = sing(stops(), folder, model, voice=voice)
            late = vowel_starts(take, [row["start_s"] for row in take.rows if row["syllable"] != "~"][1:])
            print(
                f"vowel starts, {voice:5}: median {np.median(late):5.1f} ms, "
                f"90 % within {np.percentile(np.abs(late), 90):4.1f} ms"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
