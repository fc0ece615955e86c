import itertools

import numpy as np
import pytest

from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.clip import audio_clip, midi_clip
from engine.media.key import Key, parse_key
from engine.media.note import MeterChange, Note, TempoMap
from models.sound.music.chord import parse_chord
from models.sound.music.style_table import STYLES
from tests.models.sound.measure import compose, share_in_scale, sketch

KINDS = ("chords", "bass", "drums", "melody", "arpeggio", "pad")


def bar_classes(clip, bar, bar_beats=4.0):
    return {
        note.pitch % 12
        for note in clip.midi().notes
        if bar * bar_beats - 0.06 <= note.start_beats < (bar + 1) * bar_beats - 0.1
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_length_name_and_channel(tmp_path, kind):
    clip = compose(tmp_path, kind=kind)
    content = clip.midi()
    assert clip.length_beats == content.length_beats == 16
    assert clip.name == {"bass": "Bass line"}.get(kind, kind.capitalize())
    assert len({note.velocity for note in content.notes}) > 3
    assert all(note.channel == (9 if kind == "drums" else 0) for note in content.notes)
    assert kind == "drums" or share_in_scale(list(content.notes), Key(9, "minor")) == 1.0


@pytest.mark.parametrize("style", STYLES)
def test_every_style_writes_every_kind(tmp_path, style):
    for kind in KINDS:
        clip = compose(tmp_path / kind, kind=kind, style=style, key="F# minor", bars=3, brief={"seed": 9})
        assert clip.midi().notes and clip.length_beats == 12


def test_given_chords_are_played(tmp_path):
    clip = compose(tmp_path, kind="chords", chords=["Dm", "Bb", "F", "C"])
    for bar, name in enumerate(("Dm", "Bb", "F", "C")):
        assert bar_classes(clip, bar) == set(parse_chord(name, Key(2, "minor")).pitch_classes)


@pytest.mark.parametrize("style", ["rock", "jazz", "lo-fi", "reggae", "house"])
def test_given_chords_keep_all_their_notes_in_any_style(tmp_path, style):
    clip = compose(tmp_path, kind="pad", chords=["Fmaj7", "Em7", "Dm", "G7"], style=style)
    for bar, name in enumerate(("Fmaj7", "Em7", "Dm", "G7")):
        assert bar_classes(clip, bar) == set(parse_chord(name, Key(0)).pitch_classes)


def test_a_slash_bass_is_played_by_bass_and_chords(tmp_path):
    bass = compose(tmp_path / "b", kind="bass", chords=["C/E", "F", "G/B", "C"])
    firsts = {
        int(round(note.start_beats)) // 4: note.pitch % 12
        for note in reversed(bass.midi().notes)
        if abs(note.start_beats - round(note.start_beats / 4) * 4) < 0.06
    }
    assert firsts[0] == 4 and firsts[2] == 11
    chords = compose(tmp_path / "c", kind="chords", chords=["C/E", "F", "G/B", "C"])
    lowest = min((note for note in chords.midi().notes if note.start_beats < 0.1), key=lambda note: note.pitch)
    assert lowest.pitch % 12 == 4


def test_numerals_follow_the_key(tmp_path):
    clip = compose(tmp_path, kind="pad", chords=["i", "VI", "III", "VII"], key="C minor")
    assert [bar_classes(clip, bar) for bar in range(4)] == [{0, 3, 7}, {8, 0, 3}, {3, 7, 10}, {10, 2, 5}]


def test_more_chords_than_bars_share_them(tmp_path):
    clip = compose(tmp_path, kind="pad", chords=["C", "G", "Am", "F", "Dm", "G", "C", "C"], bars=4)
    assert clip.length_beats == 16 and bar_classes(clip, 0) == {0, 4, 7, 11, 2}
    assert compose(tmp_path, kind="pad", chords=["C", "G", "Am", "F", "Dm"]).length_beats == 20
    assert compose(tmp_path, kind="pad", chords=["F#m", "B7", "E"]).length_beats == 12
    assert bar_classes(compose(tmp_path, kind="pad", chords=["C G | Am"], bars=2), 0) == {0, 4, 7, 11, 2}


def test_the_key_comes_from_the_argument_then_the_chords_then_the_session(tmp_path):
    def scale_of(**given):
        notes = list(compose(tmp_path, kind="melody", bars=8, **given).midi().notes)
        return {
            key for key in ("G minor", "E major", "Bb minor", "A minor") if share_in_scale(notes, parse_key(key)) == 1.0
        }

    assert "G minor" in scale_of(key="G minor", brief={"key": "E major"})
    assert "E major" in scale_of(brief={"key": "E major"})
    assert "A minor" in scale_of()
    assert "Bb minor" in scale_of(chords=["Bbm", "Gb", "Db", "Ab"], brief={"key": "E major"})


@pytest.mark.parametrize("meter", [(3, 4), (6, 8), (7, 8)])
def test_bars_have_the_length_of_the_meter(tmp_path, meter):
    clip = compose(tmp_path, kind="drums", bars=5, brief={"tempo_map": TempoMap.constant(100, *meter)})
    assert clip.length_beats == clip.midi().length_beats == 5 * meter[0] * 4 / meter[1]
    assert clip.midi().tempo_map.meter_at(0) == MeterChange(0.0, *meter)


def test_note_offs_come_first_and_nothing_overlaps_itself(tmp_path):
    for kind in KINDS:
        notes = compose(tmp_path / kind, kind=kind, style="funk", bars=8).midi().notes
        for pitch in {note.pitch for note in notes}:
            same = [note for note in notes if note.pitch == pitch]
            assert all(a.end_beats <= b.start_beats + 1e-6 for a, b in itertools.pairwise(same))


def test_following_the_notes_of_a_clip(tmp_path):
    source = compose(tmp_path / "s", kind="chords", chords=["Gm", "Eb", "Bb", "F", "Cm", "D"], bars=6)
    bass = compose(tmp_path / "b", kind="bass", clip=source, brief={"seed": 3})
    assert bass.length_beats == 24
    firsts = [
        next(note.pitch % 12 for note in bass.midi().notes if note.start_beats > bar * 4 - 0.06) for bar in range(6)
    ]
    assert firsts == [7, 3, 10, 5, 0, 2]


def test_following_a_melody_stays_in_its_key(tmp_path):
    melody = compose(tmp_path / "m", kind="melody", key="E major", bars=8)
    chords = compose(tmp_path / "c", kind="chords", clip=melody)
    assert chords.length_beats == 32
    assert share_in_scale(list(chords.midi().notes), Key(4, "major")) > 0.9


@pytest.mark.parametrize(
    ("style", "key", "bpm"), [("folk", "D major", 96.0), ("synthwave", "G minor", 107.0), ("pop", "A major", 118.0)]
)
def test_following_the_sound_of_a_clip(tmp_path, style, key, bpm):
    made = sketch(tmp_path / "s", f"{style} loop", args={"bars": 4, "bpm": bpm, "key": key}, seed=77)
    brief = {"tempo_map": TempoMap.constant(bpm), "key": key}
    truth = compose(tmp_path / "t", kind="pad", clip=made["midi"], brief=brief)
    for name in ("chords", "audio"):
        pad = compose(tmp_path / name, kind="pad", clip=made[name], brief=brief)
        assert pad.length_beats == 16
        likeness = [
            len(bar_classes(pad, bar) & bar_classes(truth, bar)) / len(bar_classes(truth, bar)) for bar in range(4)
        ]
        assert np.mean(likeness) >= (0.9 if name == "chords" else 0.66)


def test_a_silent_clip_gives_the_tonic(tmp_path):
    silent = midi_clip(tmp_path, "empty", [Note(60, 7.0, 0.5)], TempoMap(), 8.0)
    assert compose(tmp_path / "b", kind="bass", clip=silent).length_beats == 8


def test_a_sound_too_short_to_follow_gives_the_tonic(tmp_path):
    blip = audio_clip(tmp_path, "blip", Audio(np.full((1, 480), 0.1, np.float32), 48000))
    assert compose(tmp_path / "b", kind="bass", clip=blip, bars=4).length_beats == 16


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    made = [
        compose(tmp_path / str(number), kind="melody", brief={"seed": seed}).sha256
        for number, seed in enumerate((4, 4, 5))
    ]
    assert made[0] == made[1] != made[2]


def test_long_pieces_are_quick(tmp_path):
    assert compose(tmp_path, kind="chords", bars=256, style="jazz").length_beats == 1024


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"kind": "chords", "chords": ["Am", "H7"]}, "'H7' is not a chord"),
        ({"kind": "tuba"}, "kinds are"),
        ({"kind": "bass", "style": "hoose"}, "no style 'hoose'; did you mean house"),
        ({"kind": "bass", "style": "tecno"}, "did you mean techno"),
        ({"kind": "bass", "key": "H"}, "not a key"),
        ({"kind": "bass", "bars": 0}, "at least 1 bar"),
        ({"kind": "bass", "bars": 10**9}, "10 minutes|more than"),
        ({"kind": "bass", "bpm": 3.0}, "tempo must lie"),
    ],
)
def test_bad_input(tmp_path, args, message):
    with pytest.raises(UserError, match=message):
        compose(tmp_path / "x", **args)
    assert not list((tmp_path / "x").iterdir())


def test_drums_of_a_style_without_any_are_explained(tmp_path):
    warnings: list[str] = []
    assert compose(tmp_path, kind="drums", style="ambient", warnings=warnings).midi().notes
    assert any("no drums of its own" in warning for warning in warnings)


WAYS_SAID = (
    "walking, sixteenth notes, eighth notes, sparse, busy, syncopated, staccato, legato, octave, simple, soft, dark, "
    "bright, dusty, mellow, warm, 808s, punchy"
).split(", ")


@pytest.mark.parametrize("style", WAYS_SAID)
def test_a_way_of_playing_is_no_error_in_any_kind(tmp_path, style):
    warnings: list[str] = []
    for kind in KINDS:
        assert compose(tmp_path / kind, kind=kind, style=style, warnings=warnings).midi().notes
    assert not any("no style known" in warning for warning in warnings)


def test_ways_of_playing_are_heard(tmp_path):
    def notes(style, kind="bass"):
        return compose(tmp_path / style.replace(" ", "_") / kind, kind=kind, style=style, bars=4).midi().notes

    walking = notes("walking")
    assert len(walking) == 16 and {round(note.start_beats) for note in walking} == set(range(16))
    assert len(notes("rock walking")) == 16
    assert len(notes("sixteenth notes")) > 48 and 26 <= len(notes("eighth notes")) <= 34
    assert len(notes("sixteenth notes", "drums")) > len(notes("quarter notes", "drums"))
    pitches = [note.pitch for note in notes("octaves")]
    assert {12} <= {abs(a - b) for a, b in itertools.pairwise(pitches)}

    def mean_length(style):
        return np.mean([note.length_beats for note in notes(style, "chords")])

    assert mean_length("house staccato") < 0.6 * mean_length("house") < mean_length("house legato")
    legato = notes("funk legato")
    assert all(a.end_beats <= b.start_beats + 1e-6 for a, b in itertools.pairwise(legato))


def test_an_unknown_style_is_said_and_a_plain_one_taken(tmp_path):
    warnings: list[str] = []
    assert compose(tmp_path, kind="bass", style="zydecomancy", warnings=warnings).midi().notes
    assert warnings == ["These words say no style known here: zydecomancy; a plain pop style is used."]
    warnings.clear()
    compose(tmp_path / "2", kind="bass", style="jazz zydecomancy", warnings=warnings)
    assert warnings == ["These words say no style known here: zydecomancy."]
