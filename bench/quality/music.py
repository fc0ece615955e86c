"""How well stems, facts about music, loops, notes and sung lines are made, short versions of their own benchmarks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.describe import judged
from bench.quality.row import Row
from bench.singing import by_harvest, held, pitch_error, sing, songs, stops, vowel_starts
from bench.song_maker import STEMS, make_song
from bench.sound import generate, heard_key, loudness_and_peak, seam
from bench.stems import BARS, improvements
from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from engine.media.key import Key, parse_key
from models.singing.world_singer import WorldSinger
from models.sound.composer import PartComposer
from models.sound.music.chord import parse_chord
from models.sound.music.style_table import STYLES
from models.sound.sources.table import SOURCES

_SONGS, _FIRST = 8, 1400
"""Songs nothing was tuned on."""
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10, 11)}
_VOICES = ("rms", "alto")


def rows() -> Iterator[Row]:
    """Every figure of these tasks; the same on every run."""
    with tempfile.TemporaryDirectory() as name:
        for part in (stem_rows, fact_rows, loop_rows, source_rows, note_rows, sung_rows):
            yield from part(Path(name))


def stem_rows(folder: Path) -> Iterator[Row]:
    """SI-SDR won over the mix, and how exactly the stems sum to it."""
    made = [make_song(seed) for seed in range(_FIRST, _FIRST + _SONGS)]
    for kind, channels in (("stereo", 2), ("mono", 1)):
        results = [improvements(song, channels, folder) for song in made]
        table = np.array([gains for gains, _ in results])
        for stem, column, bar in zip(STEMS, table.T, BARS[kind], strict=True):
            yield Row("separate_stems", "masks", f"SI-SDR gained, {stem}, mean", f"{_SONGS} songs, {kind}",
                      f"{column.mean():.1f} dB (worst {column.min():.1f})", f"≥ {bar:g} dB")
        yield Row("separate_stems", "masks", "sum of the stems off the mix", f"{_SONGS} songs, {kind}",
                  f"{max(error for _, error in results):.0f} dB", "≤ -90 dB")


def fact_rows(folder: Path) -> Iterator[Row]:
    """How often tempo, key and chords are right."""
    totals: dict[str, list[bool]] = {}
    for seed in range(_FIRST, _FIRST + 2 * _SONGS):
        for what, right in judged(make_song(seed), folder).items():
            totals.setdefault(what, []).extend(right)
    bars = {"tempo within 1 %": "≥ 95 %", "key": "≥ 80 %", "key or its relative": "≥ 95 %", "chords of bars": "≥ 80 %"}
    for what, bar in bars.items():
        yield Row("describe_music", "describer", what, f"{2 * _SONGS} songs, {len(totals[what])} answers",
                  f"{100 * np.mean(totals[what]):.0f} %", bar)


def loop_rows(folder: Path) -> Iterator[Row]:
    """Four bars of every style."""
    wrong, keys, loud, peaks, seams = 0, [], [], [], []
    for number, (name, style) in enumerate(STYLES.items()):
        bpm, key = style.bpm[1], Key(number * 5 % 12, ("minor", "major")[number % 2])
        made, _ = generate(f"{name} loop", folder / name, seed=number, bpm=bpm, key=str(key), bars=4)
        samples = made["audio"].audio().samples
        wrong += abs(samples.shape[1] - round(960 / bpm * 48000)) > 0
        lufs, peak_db = loudness_and_peak(samples)
        loud.append(abs(lufs + 16))
        peaks.append(peak_db)
        seams.append(seam(samples))
        keys.append(heard_key(np.sum([made[part].audio().samples for part in ("bass", "chords", "melody")
                                      if part in made], axis=0)) == key)
    how = f"{len(STYLES)} styles, 4 bars"
    yield Row("generate_audio", "sketch", "loops that are not exact to the sample", how, str(wrong), "≤ 0")
    yield Row("generate_audio", "sketch", "loudness off −16 LUFS, worst", how, f"{max(loud):.2f} LU", "≤ 0.3 LU")
    yield Row("generate_audio", "sketch", "true peak, highest", how, f"{max(peaks):.2f} dB", "≤ -1 dB")
    yield Row("generate_audio", "sketch", "key heard in the stems without drums", how, f"{100 * np.mean(keys):.0f} %",
              "≥ 80 %")
    yield Row("generate_audio", "sketch", "bend at the seam against the loop's own", how, f"{max(seams):.2f}", "≤ 3")


def source_rows(folder: Path) -> Iterator[Row]:
    """Every named source is made once."""
    audible = 0
    for source in SOURCES.values():
        args = {"duration_s": 4.0} if source.is_texture else {}
        samples = generate(source.name, folder / "source", **args)[0]["audio"].audio().samples
        lufs, peak_db = loudness_and_peak(samples)
        audible += abs(lufs + 16) <= 0.3 if source.is_texture else abs(peak_db + 1) < 0.1
    yield Row("generate_audio", "sketch", "named sources at their level", f"all {len(SOURCES)}", str(audible), "≥ 40")
    bright = [float(np.abs(np.diff(generate(f"{mood}techno loop", folder / f"{mood}mood", seed=3, bars=2)[0]["audio"]
                                   .audio().samples)).mean()) for mood in ("dark ", "", "bright ")]
    yield Row("generate_audio", "sketch", "dark < plain < bright", "techno", str(int(bright == sorted(bright))), "≥ 1")


def note_rows(folder: Path) -> Iterator[Row]:
    """Notes in the scale, chords that are followed, and how far their voices move."""
    inside, exact, moves = [], 0, []
    for number, style in enumerate(STYLES):
        key = Key(number * 7 % 12, ("minor", "major")[number % 2])
        scale = {(key.tonic + step) % 12 for step in _SCALES[key.mode]}
        for kind in ("chords", "melody", "arpeggio", "pad"):
            notes = _written(folder, kind=kind, style=style, key=str(key), bars=4)
            inside.append(np.mean([pitch % 12 in scale for _, pitch in notes]))
    names = ("Dm", "Bb", "F", "C", "Am", "G", "C", "E")
    notes = _written(folder, kind="pad", chords=list(names), bars=len(names))
    voicings = [sorted({pitch for at, pitch in notes if 4 * bar - 0.1 <= at < 4 * bar + 0.5})
                for bar in range(len(names))]
    for name, voicing in zip(names, voicings, strict=True):
        exact += {pitch % 12 for pitch in voicing} == set(parse_chord(name, parse_key("D minor")).pitch_classes)
    moves = [float(np.mean([min(abs(a - b) for b in after) for a in before]))
             for before, after in zip(voicings[:-1], voicings[1:], strict=True)]
    how = f"{len(STYLES)} styles, chords melody arpeggio pad"
    yield Row("generate_midi", "composer", "notes in the scale", how, f"{100 * np.mean(inside):.1f} %", "≥ 95 %")
    yield Row("generate_midi", "composer", "given chords played exactly", f"{len(names)} chords", str(exact),
              f"≥ {len(names)}")
    yield Row("generate_midi", "composer", "movement of each voice, mean", f"{len(names)} chords",
              f"{np.mean(moves):.2f} semitones", "≤ 3")


def _written(folder: Path, **args: object) -> list[tuple[float, int]]:
    made = PartComposer().run(args, {}, Brief("generate_midi", folder, seed=5), Report())["midi"]
    assert isinstance(made, Clip)
    return [(note.start_beats, note.pitch) for note in made.midi().notes]


def sung_rows(folder: Path) -> Iterator[Row]:
    """Pitch of two voices in three keys, and where vowels begin."""
    model = WorldSinger()
    vibrato, flat, inside, starts = [], [], [], []
    for voice, key in zip(_VOICES, (50, 60), strict=True):
        for song in songs(key)[:3]:
            found = pitch_error(sing(song, folder, model, voice=voice), song)
            vibrato.append(found.median)
            inside.append(found.within_50)
        plain = pitch_error(sing(held(key), folder, model, voice=voice, style="no vibrato"), held(key), by_harvest)
        flat.append(plain.p95)
        take = sing(stops(), folder, model, voice=voice)
        starts += list(vowel_starts(take, [row["start_s"] for row in take.rows if row["syllable"] != "~"][1:]))
    how = f"{' and '.join(_VOICES)}, 3 songs each"
    yield Row("sing", "world-singer", "pitch off the notes, median", how, f"{max(vibrato):.1f} cents", "≤ 6 cents")
    yield Row("sing", "world-singer", "frames within 50 cents, worst song", how, f"{100 * min(inside):.1f} %", "≥ 98 %")
    yield Row("sing", "world-singer", "95 % of frames nearer than, no vibrato", "held notes, harvest",
              f"{max(flat):.1f} cents", "≤ 10 cents")
    yield Row("sing", "world-singer", "vowels off the beat, median", f"{len(starts)} syllables that begin with a stop",
              f"{abs(np.median(starts)):.1f} ms", "≤ 15 ms")
    yield Row("sing", "world-singer", "vowels off the beat, 90 % within", f"{len(starts)} syllables",
              f"{np.percentile(np.abs(starts), 90):.1f} ms", "≤ 35 ms")
