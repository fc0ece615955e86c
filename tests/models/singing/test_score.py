"""Chords, overlaps, grace notes and drums on the way to one singable line."""

import pytest

from engine.errors import UserError
from engine.media.note import Note
from models.singing.score import read_score


def half(beat: float) -> float:
    return beat / 2


def test_a_plain_melody_is_taken_as_it_is() -> None:
    score = read_score([Note(60, 0, 1), Note(64, 1, 0.5)], half)
    assert [(n.pitch, n.on_s, n.off_s) for n in score.notes] == [(60, 0, 0.5), (64, 0.5, 0.75)]
    assert score.warnings == ()


def test_of_a_chord_the_top_note_is_sung_and_said() -> None:
    score = read_score([Note(p, b, 1) for b in (0, 1) for p in (60, 64, 67)], half)
    assert [n.pitch for n in score.notes] == [67, 67]
    assert "top voice" in score.warnings[0] and "4 notes" in score.warnings[0]


def test_of_a_chord_the_note_with_the_lyric_wins() -> None:
    score = read_score([Note(60, 0, 1, 90, "sing"), Note(67, 0, 1)], half)
    assert [n.pitch for n in score.notes] == [60]


def test_overlaps_are_trimmed() -> None:
    score = read_score([Note(60, 0, 1.5), Note(62, 1, 1)], half)
    assert score.notes[0].off_s == score.notes[1].on_s == 0.5


def test_accompaniment_under_a_held_note_is_left_out() -> None:
    score = read_score([Note(72, 0, 4), Note(48, 1, 1), Note(52, 2, 1)], half)
    assert [n.pitch for n in score.notes] == [72]


def test_grace_notes_are_merged_and_lone_short_notes_last_long_enough() -> None:
    score = read_score([Note(60, 0, 0.08), Note(62, 0.08, 1), Note(64, 4, 0.02)], half)
    assert [n.pitch for n in score.notes] == [62, 64]
    assert score.notes[0].on_s == 0
    assert score.notes[1].length_s == pytest.approx(0.06)
    assert "merged" in score.warnings[0]


def test_drums_are_left_out() -> None:
    score = read_score([Note(60, 0, 1), Note(38, 0, 1, channel=9), Note(42, 1, 1, channel=9)], half)
    assert [n.pitch for n in score.notes] == [60]


def test_no_notes_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UserError, match="select a MIDI region"):
        read_score([], half)
