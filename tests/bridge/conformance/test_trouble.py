"""An error inside the DAW, at whichever call of a script, is told, and leaves nothing half made."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.daw_faults.line_faults import Trouble
from bench.daw_faults.random_session import ScriptSession
from engine.daw import daw
from engine.daw.daw import Change
from engine.media.note import Note
from tests.bridge.conformance.daws import DAWS, Row
from tests.bridge.conformance.test_changes import do, told

SCRIPTED = [row for row in DAWS if row.name in ("ardour", "reaper", "live-11.3.25", "live-12.3.0", "bitwig-25")]
NOTES = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0))
WANTED: tuple[Change, ...] = (
    daw.NewTrack("Half", "midi", ref="half"),
    daw.PlaceMidi("half", NOTES, 4.0, 4.0, "half", ref="clip"),
)
FIRST_TO_CHANGE = {
    "ardour": "new_midi_track",
    "reaper": "InsertTrackInProject",
    "live-11.3.25": "Song.begin_undo_step",
    "live-12.3.0": "Song.begin_undo_step",
    "bitwig-25": "createInstrumentTrack",
}
ANY, PLACES = 1_000_000_000, 12


def wanted(
    session: ScriptSession, trouble: Trouble, errors: int, calls_left: int, counts_from: str = ""
) -> list[daw.Outcome]:
    """The wanted list, with errors from a call of it on."""
    revision = session.session.snapshot().revision
    trouble.errors, trouble.calls_left, trouble.counts_from = errors, calls_left, counts_from
    return session.session.apply(WANTED, expected_revision=revision, label="test")


def calls_of(session: ScriptSession, trouble: Trouble, counts_from: str = "") -> int:
    """How many calls the wanted list takes; it is taken back."""
    made = dict(pair for outcome in wanted(session, trouble, 0, ANY, counts_from) for pair in outcome.made)
    taken, trouble.calls_left = ANY - trouble.calls_left, -1
    assert do(session.session, daw.RemoveTrack(made["half"]))[0].is_done
    return taken


@pytest.mark.parametrize("row", SCRIPTED, ids=lambda row: row.name)
def test_nothing_is_left_half_made(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = ScriptSession(row, tmp_path / "song", 0)
    try:
        first, before, troubled = FIRST_TO_CHANGE[row.name], session.told(), 0
        count, changing = (calls_of(session, session.trouble, name) for name in ("", first))
        looking, dense = range(1, count - changing, max(1, (count - changing) // 4)), [0]
        while dense[-1] < changing:  # each of the calls that change; of those that look again behind them some
            dense.append(dense[-1] + max(1, dense[-1] // 24))
        for number, counts_from in (*((one, "") for one in looking), *((one, first) for one in dense)):
            outcomes = wanted(session, session.trouble, 1, number, counts_from)
            session.trouble.calls_left = -1
            troubled += not all(one.is_done for one in outcomes)
            now = session.session.snapshot()
            made = next((one for one in now.tracks if one.name == "Half"), None)
            assert "unknown" not in {one.state for one in outcomes}, f"call {number}: {outcomes}"
            if not outcomes[0].is_done:
                assert told(now) == before, f"call {number}: {[one.why for one in outcomes]}"
            elif not outcomes[1].is_done:
                assert made and not now.regions_on(made.id), f"call {number}: {outcomes[1].why}"
            if made:
                do(session.session, daw.RemoveTrack(made.id))
        assert troubled
    finally:
        session.close()


@pytest.mark.parametrize("name", ["live-11.3.25", "live-12.3.0"])
def test_two_errors_leave_no_clip_far_behind_the_set(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Live trims by a copy that lies there for a moment; what takes it away again may fail as well."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = ScriptSession(next(row for row in SCRIPTED if row.name == name), tmp_path / "song", 0)
    trouble = session.trouble
    try:
        beat = next(one for one in session.session.snapshot().regions if one.kind == "audio")
        cut, whole = (daw.Trim(beat.id, beat.start_beats, end) for end in (beat.start_beats + 0.5, beat.end_beats))
        before = session.told()
        trouble.errors, trouble.calls_left = 0, ANY
        assert do(session.session, cut)[0].is_done
        count, trouble.calls_left = ANY - trouble.calls_left, -1
        assert do(session.session, whole)[0].is_done and session.told() == before
        for number in range(count // 3, count, max(1, count // 24)):
            trouble.errors, trouble.calls_left = 2, number
            (outcome,) = do(session.session, cut)
            trouble.calls_left = -1
            if outcome.is_done:
                assert do(session.session, whole)[0].is_done
            assert session.told() == before, f"call {number} of {count}: {outcome}"
    finally:
        session.close()


def short(region: str) -> Change:
    return daw.ReplaceContent(region, notes=NOTES, length_beats=3.0)


def whole(region: str, was: daw.Region) -> Change:
    return daw.ReplaceContent(region, notes=was.notes, length_beats=was.length_beats)


@pytest.mark.parametrize("name", ["reaper", "bitwig-25"])
def test_what_is_told_as_not_done_left_the_content(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A DAW that fails while it writes another content has kept the old one, or it is said that nobody knows."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = ScriptSession(next(row for row in SCRIPTED if row.name == name), tmp_path / "song", 0)
    trouble = session.trouble

    def shortened(region: str, calls_left: int, errors: int) -> daw.Outcome:
        seen = session.session.snapshot()
        trouble.errors, trouble.calls_left = errors, calls_left
        (outcome,) = session.session.apply([short(region)], expected_revision=seen.revision, label="test")
        return outcome

    try:
        chords = next(one for one in session.session.snapshot().regions if one.kind == "midi")
        at = chords.id
        assert shortened(at, ANY, 0).is_done
        count, trouble.calls_left = ANY - trouble.calls_left, -1
        assert do(session.session, whole(at, chords))[0].is_done
        before = session.told()
        for number in range(count // 3, count, max(1, count // PLACES)):
            outcome = shortened(at, number, 1)
            trouble.calls_left = -1
            at = dict(outcome.became).get(at, at)  # what was put back may have another id
            if outcome.state == "not_done":
                assert session.told() == before, f"call {number} of {count}: {outcome}"
            elif session.told() != before:
                assert do(session.session, whole(at, chords))[0].is_done
    finally:
        session.close()


def test_what_cannot_be_taken_away_at_once_is_taken_away_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second error meets what takes half a track away again."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    row = next(row for row in SCRIPTED if row.name == "reaper")
    session = ScriptSession(row, tmp_path / "song", 0)
    try:
        count, before, troubled = calls_of(session, session.trouble), session.told(), 0
        for number in range(1, count // 6):
            outcomes = wanted(session, session.trouble, 2, number)
            session.trouble.calls_left = -1
            now = session.session.snapshot()
            if not outcomes[0].is_done:
                troubled += 1
                assert told(now) == before, f"call {number} of {count}: {[one.why for one in outcomes]}"
            if made := next((one for one in now.tracks if one.name == "Half"), None):
                do(session.session, daw.RemoveTrack(made.id))
        assert troubled
    finally:
        session.close()
