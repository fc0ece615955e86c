import itertools

import numpy as np
import pytest

from engine.media.key import Key
from engine.media.note import MeterChange
from models.sound.music.band import PARTS, write_part
from models.sound.music.grid import make_grid
from models.sound.music.sheet import Sheet, make_sheet, style_harmony
from models.sound.music.style_table import STYLES

METERS = [(4, 4), (3, 4), (6, 8), (5, 4), (7, 8)]


def sheet(name, *, bars=4, seed=1, key=None, bpm=None, meter=(4, 4), busy=0.5) -> Sheet:
    style = STYLES[name]
    key, bpm, meter = key or Key(9, "minor"), bpm or style.bpm[1], MeterChange(0.0, *meter)
    grid = make_grid(
        meter,
        bars * meter.bar_beats,
        bpm=bpm,
        style_bpm=style.bpm[1],
        swing=style.swing,
        swings_eighths=style.swings_eighths,
    )
    return make_sheet(
        style, key, grid, style_harmony(style, key, grid, meter.bar_beats, seed), bpm=bpm, seed=seed, busy=busy
    )


def test_there_are_styles_enough_and_patterns_are_whole():
    assert len(STYLES) >= 12
    for style in STYLES.values():
        patterns = [*itertools.chain(*style.drums.values()), *style.chords, *(p for p in style.bass if p != "walk")]
        assert all(len(pattern) == 16 for pattern in patterns), style.name


@pytest.mark.parametrize("name", STYLES)
def test_notes_lie_inside_and_in_the_key(name):
    for number, meter in enumerate(METERS):
        key = Key((number * 5) % 12, ("minor", "major", "dorian", "minor", "mixolydian")[number])
        made = sheet(name, seed=20 + number, key=key, meter=meter, bars=3 + number)
        for part in (*PARTS, "pad", "arpeggio"):
            notes = write_part(part, made)
            assert notes or (
                part in ("drums", "melody") and name in ("ambient", "r&b", "reggae", "lo-fi", "drum & bass")
            )
            for note in notes:
                assert (
                    note.start_beats >= 0 and note.length_beats > 0 and note.end_beats <= made.grid.total_beats + 1e-6
                )
                assert 1 <= note.velocity <= 127 and 24 <= note.pitch <= 100
            if part == "drums":
                assert all(note.channel == 9 for note in notes)
            elif notes:
                assert np.mean([note.pitch % 12 in key.scale for note in notes]) == 1.0


@pytest.mark.parametrize("name", STYLES)
def test_a_bass_and_a_melody_are_one_voice(name):
    made = sheet(name, seed=5, bars=8)
    for part in ("bass", *(() if STYLES[name].melody.startswith("arp") else ("melody",))):
        notes = write_part(part, made)
        assert all(a.end_beats <= b.start_beats + 1e-9 for a, b in itertools.pairwise(notes))


@pytest.mark.parametrize("name", STYLES)
def test_the_bass_begins_each_chord_on_its_root_or_rests(name):
    made = sheet(name, seed=8)
    roots = 0
    for span in made.spans:
        here = [
            note
            for note in write_part("bass", made)
            if span.start_beats - 0.06 <= note.start_beats < span.end_beats - 0.1
        ]
        roots += bool(here) and here[0].pitch % 12 == span.chord.root
    assert roots >= len(made.spans) - 1


def test_melodies_are_singable():
    leaps, on_beat, density, ranges = [], [], [], []
    for name, style in STYLES.items():
        if style.melody.startswith("arp"):
            continue
        for seed in (31, 32, 33, 34):
            made = sheet(name, seed=seed, bars=8)
            notes = write_part("melody", made)
            pitches = [note.pitch for note in notes]
            leaps += list(np.abs(np.diff(pitches)))
            ranges.append(max(pitches) - min(pitches))
            density.append(len(notes) / 8)
            on_beat += [
                note.pitch % 12 in made.chord_at(note.start_beats + 0.06).pitch_classes
                for note in notes
                if abs(note.start_beats - round(note.start_beats)) < 0.04
            ]
    assert np.mean(on_beat) > 0.98
    assert np.mean(np.array(leaps) > 7) <= 0.05 and 1.0 < np.mean(leaps) < 4.0
    assert min(density) >= 0.7 and max(density) <= 8
    assert max(ranges) <= 19


def test_a_melody_ends_at_rest():
    ends = []
    for seed in range(24):
        made = sheet("pop", seed=seed, bars=8, key=Key(seed % 12, "major" if seed % 2 else "minor"))
        last = write_part("melody", made)[-1]
        chord = made.chord_at(last.start_beats)
        ends.append(last.pitch % 12 in (made.key.tonic, *chord.pitch_classes[:3]))
    assert np.mean(ends) >= 0.9


@pytest.mark.parametrize("name", STYLES)
def test_seeds_give_different_music(name):
    sets = []
    for seed in range(6):
        made = sheet(name, seed=seed, key=Key(0, "minor"))
        sets.append(
            {(part, round(note.start_beats * 4), note.pitch) for part in PARTS for note in write_part(part, made)}
        )
    likeness = [len(a & b) / len(a | b) for a, b in itertools.combinations(sets, 2)]
    assert np.mean(likeness) <= 0.5 and max(likeness) <= 0.85


@pytest.mark.parametrize("name", STYLES)
def test_the_same_seed_gives_the_same_notes(name):
    for part in PARTS:
        assert write_part(part, sheet(name, seed=3)) == write_part(part, sheet(name, seed=3))


@pytest.mark.parametrize("name", STYLES)
def test_busy_means_more_notes(name):
    counts = [
        sum(len(write_part(part, sheet(name, seed=seed, busy=busy, bars=4))) for part in PARTS for seed in (1, 2, 3))
        for busy in (0.05, 0.5, 0.95)
    ]
    assert counts[0] <= counts[1] <= counts[2] and counts[0] < counts[2]


def test_every_beat_style_has_a_kick_and_a_timekeeper():
    for name, style in STYLES.items():
        if style.drums:
            pitches = {note.pitch for note in write_part("drums", sheet(name, seed=4))}
            assert 36 in pitches and len(pitches) >= 2, name


def test_a_fill_ends_a_section():
    made = sheet("rock", seed=2, bars=4)
    drums = write_part("drums", made)
    assert [note for note in drums if note.start_beats >= 14.9 and note.pitch in (45, 47, 50)]
    assert not [note for note in drums if note.start_beats < 14.9 and note.pitch in (45, 47, 50)]
