"""What lies beyond the end of a knob, of the song or of numbers, on every DAW: the nearest, or nothing."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from engine.daw import daw
from engine.daw.daw import Change, DawSession, Outcome
from engine.media.note import Note
from tests.bridge.conformance.test_changes import do, region, told, track
from tests.bridge.conformance.test_changes import session as session
from tests.engine.assistant.undo.song import AtWork


def asked(session: DawSession, folder: Path, *changes: Change) -> tuple[list[Outcome], str]:
    """As a request makes them: what became of each, and the error that it ended with."""
    work = AtWork(session, folder)
    try:
        turn, error = work._request(lambda made, _: made.apply(list(changes)))
    finally:
        work.library.close()
    return [one.outcome for one in turn.applied], error


@pytest.mark.parametrize(("pan", "there"), [(6.0, 1.0), (-40.0, -1.0)])
def test_a_panner_goes_to_its_end(session: DawSession, tmp_path: Path, pan: float, there: float) -> None:
    drums = track(session.snapshot(), "Drums").id
    if "set_pan" in session.snapshot().capabilities:
        (outcome,), _ = asked(session, tmp_path, daw.SetPan(drums, pan))
        assert outcome.is_done and track(session.snapshot(), "Drums").pan == pytest.approx(there, abs=0.01)


def test_a_fader_goes_to_silence(session: DawSession, tmp_path: Path) -> None:
    drums = track(session.snapshot(), "Drums").id
    if "set_gain" in session.snapshot().capabilities:
        (outcome,), _ = asked(session, tmp_path, daw.SetGain(drums, -700.0))
        assert outcome.is_done and track(session.snapshot(), "Drums").gain_db <= -59


def test_notes_before_the_song_leave_nothing(session: DawSession, tmp_path: Path) -> None:
    before = told(session.snapshot())
    keys = track(session.snapshot(), "Keys").id
    outcomes, _ = asked(session, tmp_path, daw.PlaceMidi(keys, (Note(60, 0.0, 1.0),), -90.0, 4.0, "early"))
    assert not outcomes[0].is_done and told(session.snapshot()) == before


def test_a_copy_onto_itself_takes_nothing_away(session: DawSession, tmp_path: Path) -> None:
    chords = region(session.snapshot(), "chords")
    if "duplicate" not in session.snapshot().capabilities:
        return
    outcomes, _ = asked(session, tmp_path, daw.Duplicate(chords.id, chords.start_beats, ref="twin"))
    made = dict(outcomes[0].made).get("twin", "")
    assert made != chords.id
    if made:
        asked(session, tmp_path, daw.RemoveRegion(made))
    assert session.snapshot().region(chords.id) is not None


def test_a_map_that_a_daw_does_not_take_is_as_it_was(session: DawSession) -> None:
    before = session.snapshot()
    if before.daw.startswith("REAPER"):
        do(session, daw.SetTempo(90.0, 8.0))
        before = session.snapshot()
        (outcome,) = do(session, daw.SetMeter(0, 257, 4.0))
        assert not outcome.is_done and session.snapshot().tempo_map == before.tempo_map


def test_a_meter_that_is_not_taken_leaves_the_map(session: DawSession, tmp_path: Path) -> None:
    before = session.snapshot().tempo_map
    if "set_meter" in session.snapshot().capabilities:
        outcomes, error = asked(session, tmp_path, daw.SetMeter(0, 257, 4.0))
        assert error or not outcomes[0].is_done
        assert session.snapshot().tempo_map == before


@pytest.mark.parametrize("beat", [math.nan, math.inf, -math.inf])
def test_no_number_is_no_place(session: DawSession, tmp_path: Path, beat: float) -> None:
    before, chords = told(session.snapshot()), region(session.snapshot(), "chords")
    outcomes, error = asked(session, tmp_path, daw.Move(chords.id, beat))
    assert not error and not outcomes[0].is_done and "is no number" in outcomes[0].why
    assert told(session.snapshot()) == before
