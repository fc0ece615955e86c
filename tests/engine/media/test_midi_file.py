"""MIDI files out and in, and every way one can be wrong."""

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.media.midi_file import read_midi, write_midi
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

MAP = TempoMap((TempoChange(0, 96), TempoChange(4, 120)), (MeterChange(0, 3, 4),))
TUNE = [Note(67, 0.0, 1.0, 90, "Oh"), Note(70, 1.0, 0.5, 64, "ど"), Note(70, 1.5, 2.5, 1)]


def test_notes_lyrics_tempo_and_length_come_back(tmp_path):
    back = read_midi(write_midi(tmp_path / "a.mid", TUNE, MAP, 6.0))
    assert [(n.pitch, n.start_beats, n.length_beats, n.velocity, n.lyric) for n in back.notes] == [
        (n.pitch, n.start_beats, n.length_beats, n.velocity, n.lyric) for n in TUNE
    ]
    assert back.length_beats == 6.0
    assert [round(t.bpm, 3) for t in back.tempo_map.tempos] == [96, 120]
    assert back.tempo_map.meters[0].numerator == 3


def test_notes_beyond_the_clip_are_clamped(tmp_path):
    back = read_midi(write_midi(tmp_path / "a.mid", [Note(60, 3.0, 9.0), Note(60, 7.0, 1.0)], MAP, 4.0))
    assert [(n.start_beats, n.end_beats) for n in back.notes] == [(3.0, 4.0)]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 127), st.integers(0, 64), st.integers(1, 8)),
        max_size=40,
        unique_by=lambda n: (n[0], n[1] // 8),
    )
)
def test_any_notes_come_back(tmp_path_factory, raw):
    notes = [Note(pitch, (start // 8) * 8 / 4, length / 8 * 1.0) for pitch, start, length in raw]
    path = tmp_path_factory.mktemp("midi") / "a.mid"
    back = read_midi(write_midi(path, notes, TempoMap(), 64.0))
    assert sorted((n.pitch, n.start_beats, n.length_beats) for n in back.notes) == sorted(
        (n.pitch, n.start_beats, n.length_beats) for n in notes
    )


def bad_files(folder):
    good = write_midi(folder / "good.mid", TUNE, MAP, 6.0).read_bytes()
    (folder / "empty.mid").touch()
    (folder / "text.mid").write_text("MThd but not really a MIDI file at all")
    (folder / "cut.mid").write_bytes(good[:-20])
    (folder / "zero.mid").write_bytes(good[:12] + b"\0\0" + good[14:])
    (folder / "smpte.mid").write_bytes(good[:12] + b"\xe7\x28" + good[14:])
    (folder / "huge.mid").write_bytes(b"MThd" + bytes(5 << 20))
    return ["empty.mid", "text.mid", "cut.mid", "zero.mid", "smpte.mid", "huge.mid", "missing.mid"]


def test_every_bad_file_gets_one_sentence(tmp_path):
    for name in bad_files(tmp_path):
        with pytest.raises(UserError) as caught:
            read_midi(tmp_path / name)
        text = str(caught.value)
        assert name in text and text.endswith(".") and "\n" not in text, text


@pytest.mark.parametrize(("notes", "text"), [(2_000_000, "larger than 4 MB"), (201_000, "more than 200,000 notes")])
def test_far_too_many_notes_are_refused(tmp_path, notes, text):
    body = b"\x00\x90\x3c\x40" + b"\x01\x3c\x00\x00\x3c\x40" * notes + b"\x00\xff\x2f\x00"
    track = b"MTrk" + len(body).to_bytes(4, "big") + body
    (tmp_path / "many.mid").write_bytes(b"MThd\0\0\0\x06\0\0\0\x01\x01\xe0" + track)
    with pytest.raises(UserError, match=text):
        read_midi(tmp_path / "many.mid")


def test_other_programs_read_it(tmp_path):
    file = mido.MidiFile(write_midi(tmp_path / "a.mid", TUNE, MAP, 6.0), charset="utf-8")
    assert file.type == 1 and file.length == pytest.approx(MAP.seconds_at(6.0), abs=1e-3)


def test_a_tempo_that_no_file_can_hold(tmp_path):
    with pytest.raises(UserError, match="slower than 3.58 bpm"):
        write_midi(tmp_path / "slow.mid", TUNE, TempoMap.constant(2), 6.0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", ["\ud83d", "la\udfff", "\udcff\udc80"])
def test_half_a_character_is_left_out_of_a_file(tmp_path, words):
    path = write_midi(tmp_path / "a.mid", [Note(60, 0.0, 1.0, 80, words)], TempoMap.constant(120.0), 4.0, name=words)
    assert [note.pitch for note in read_midi(path).notes] == [60]


def test_a_meter_that_no_file_holds_is_refused_in_a_sentence(tmp_path):
    tempo_map = TempoMap(meters=(MeterChange(0.0, 300, 4),))
    with pytest.raises(UserError, match="counts no more than 255"):
        write_midi(tmp_path / "a.mid", [Note(60, 0.0, 1.0)], tempo_map, 4.0)
