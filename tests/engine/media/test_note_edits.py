"""Notes edited: onto grids of all kinds, looser, swung, in a key, strummed, thinned, doubled."""

import pytest

from engine.errors import UserError
from engine.media import note_edits
from engine.media.key import parse_key
from engine.media.note import Note


def bar_of(beat, length=4.0):
    start = beat // length * length
    return start, start + length


def starts(notes):
    return [round(n.start_beats, 4) for n in notes]


@pytest.mark.parametrize(
    "text, beats",
    [
        ("1/16", 0.25),
        ("1/8T", 1 / 3),
        ("1/8t", 1 / 3),
        ("1/8 triplet", 1 / 3),
        ("1/8.", 0.75),
        ("dotted eighth", 0.75),
        ("1/4d", 1.5),
        ("16th", 0.25),
        ("16th notes", 0.25),
        ("eighth note triplets", 1 / 3),
        ("quarter", 1.0),
        ("8", 0.5),
        ("1/1", 4.0),
        ("1/32", 0.125),
    ],
)
def test_note_values_as_people_write_them(text, beats):
    assert note_edits.grid_beats(text) == pytest.approx(beats)


@pytest.mark.parametrize("text", ["1/17", "fast", "", "1/0", "0"])
def test_what_is_no_note_value_is_said(text):
    with pytest.raises(UserError, match="no note value"):
        note_edits.grid_beats(text)


def test_quantize_by_half_goes_half_the_way():
    notes = [Note(60, 0.1, 0.5), Note(62, 0.95, 0.5)]
    assert starts(note_edits.quantized(notes, 0.25, bar_of)) == [0.0, 1.0]
    assert starts(note_edits.quantized(notes, 0.25, bar_of, amount=0.5)) == [0.05, 0.975]


def test_the_grid_begins_anew_in_each_bar_of_an_odd_meter():
    seven = [Note(60, 3.55, 0.25), Note(62, 4.45, 0.25)]
    assert starts(note_edits.quantized(seven, 1.0, lambda beat: bar_of(beat, 3.5))) == [3.5, 4.5]


def test_a_triplet_grid():
    assert starts(note_edits.quantized([Note(60, 0.3, 0.1), Note(60, 0.7, 0.1)], 1 / 3, bar_of)) == [0.3333, 0.6667]


def test_a_note_is_not_cut_off_by_one_of_its_own_pitch():
    first, second = note_edits.quantized([Note(60, 0.0, 1.1), Note(60, 1.05, 1.0)], 0.5, bar_of)
    assert first.end_beats <= second.start_beats


def test_full_swing_is_a_triplet_and_none_is_straight():
    straight = [Note(60, 0.5 * n, 0.25) for n in range(4)]
    assert starts(note_edits.swung(straight, 0.5, bar_of, amount=1.0)) == [0.0, 0.6667, 1.0, 1.6667]
    assert starts(note_edits.swung(straight, 0.5, bar_of, amount=0.0)) == starts(straight)


def test_humanizing_is_the_same_each_time_keeps_chords_together_and_is_small():
    notes = [Note(p, float(b), 1.0) for b in range(8) for p in (60, 64, 67)]
    once, again = (note_edits.humanized(notes, amount=0.5) for _ in range(2))
    assert once == again != notes
    assert (
        max(
            abs(a.start_beats - b.start_beats)
            for a, b in zip(once, sorted(notes, key=lambda n: (n.start_beats, n.pitch)), strict=True)
        )
        < 0.08
    )
    assert sorted(n.pitch for n in once) == sorted(n.pitch for n in notes)
    assert len({n.velocity for n in once}) > 5
    assert note_edits.humanized(once, amount=0.5) != once


def test_velocities_are_set_changed_and_evened_out_within_their_range():
    notes = [Note(60, 0, 1, 40), Note(62, 1, 1, 120)]
    assert [n.velocity for n in note_edits.with_velocity(notes, value=90)] == [90, 90]
    assert [n.velocity for n in note_edits.with_velocity(notes, change=20)] == [60, 127]
    assert [n.velocity for n in note_edits.with_velocity(notes, even=0.5)] == [60, 100]
    assert [n.velocity for n in note_edits.with_velocity(notes, value=100, even=0.5)] == [70, 110]


def test_legato_reaches_the_next_chord_and_staccato_halves():
    notes = [Note(60, 0, 0.3), Note(64, 0.02, 0.3), Note(62, 1, 0.3), Note(65, 2, 0.5)]
    assert [round(n.end_beats, 3) for n in note_edits.legato(notes)] == [1.0, 1.0, 2.0, 2.5]
    assert [n.length_beats for n in note_edits.staccato(notes)] == [0.15, 0.15, 0.15, 0.25]


def test_notes_outside_the_key_go_to_the_nearest_in_it_and_drums_stay():
    notes = [Note(61, 0, 1), Note(60, 1, 1), Note(66, 2, 1), Note(37, 3, 1, channel=9)]
    assert [n.pitch for n in note_edits.in_scale(notes, parse_key("C major"))] == [60, 60, 65, 37]


def test_a_strum_goes_up_and_ends_together():
    chord = [Note(p, 0.0, 2.0) for p in (60, 64, 67)]
    strummed = note_edits.strummed(chord, amount=0.5)
    assert starts(strummed) == [0.0, 0.125, 0.25]
    assert {n.end_beats for n in strummed} == {2.0}


def test_thinning_leaves_the_strong_beats():
    busy = [Note(60, 0.25 * n, 0.2, 100 if n % 4 == 0 else 60) for n in range(16)]
    assert starts(note_edits.thinned(busy, bar_of, amount=0.75)) == [0.0, 1.0, 2.0, 3.0]
    assert len(note_edits.thinned(busy[:1], bar_of, amount=1.0)) == 1


def test_doubling_adds_an_octave_below_where_it_is_high():
    low = [Note(40, 0, 1, 100), Note(43, 1, 1, 100)]
    once = note_edits.doubled(low)
    assert sorted(n.pitch for n in once) == [40, 43, 52, 55]
    assert sorted(n.pitch for n in note_edits.doubled([Note(100, 0, 1)])) == [88, 100]


def test_loosening_may_be_of_the_timing_alone_or_of_the_velocities():
    line = [Note(60 + n, float(n), 0.5, 80) for n in range(8)]
    in_time = note_edits.humanized(line, amount=1.0, of="timing")
    assert [n.velocity for n in in_time] == [80] * 8
    assert starts(in_time) != starts(line)
    struck = note_edits.humanized(line, amount=1.0, of="velocity")
    assert starts(struck) == starts(line)
    assert [n.velocity for n in struck] != [80] * 8


def test_velocities_grow_in_even_steps_of_time():
    line = [Note(60, 0, 1, 70), Note(62, 2, 1, 90), Note(64, 3, 1, 90), Note(65, 4, 1, 50)]
    assert [n.velocity for n in note_edits.swelled(line, start=40, to=120)] == [40, 80, 100, 120]
    assert [n.velocity for n in note_edits.swelled(line, to=50)] == [70, 60, 55, 50]
    assert [n.velocity for n in note_edits.swelled(line[:1], start=40, to=90)] == [90]


def test_velocities_may_be_so_many_times_as_hard():
    assert [n.velocity for n in note_edits.with_velocity([Note(60, 0, 1, 100)], times=0.8)] == [80]
