"""Edits of notes by the user's hand in a real Ardour: seen by the next look, though only what was told is compared."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.ardour.ardour import Ardour
from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from engine.daw.daw import Duplicate, NewTrack, PlaceAudio, PlaceMidi, RemoveRegion, SetGain
from engine.media.note import Note
from tests.daw.conftest import done, tone

# What a user's hand does, by Ardour's own commands, past all that the script knows of itself.
_HAND = """
function run.by_hand (args)
  if args.undo then return Editor:undo (args.undo) end
  if args.redo then return Editor:redo (args.redo) end
  local model = live.region (args.region):to_midiregion ():model ()
  local edit = model:new_note_diff_command ("by hand")
  if args.gone then edit:remove (ARDOUR.LuaAPI.note_list (model):front ()) end
  if args.pitch then edit:add (ARDOUR.LuaAPI.new_noteptr (0, live.beats (960), live.beats (960), args.pitch, 77)) end
  model:apply_command (Session, edit)
end
function run.seconds (args)
  local began = ARDOUR.LuaAPI.monotonic_time ()
  state.state ()
  return (ARDOUR.LuaAPI.monotonic_time () - began) / 1e6
end
"""
NOTES = tuple(Note(60 + n % 12, n * 0.25, 0.25, 80) for n in range(64))


class HandRig(ArdourRig):
    """An Ardour in which a test can act as the user."""

    def _seed(self) -> None:
        super()._seed()
        ops = self.mailbox.folder / "script" / "ops.lua"
        text = ops.read_text("utf-8")
        head = "for name in pairs (run) do"
        assert text.count(head) == 1
        ops.write_text(text.replace(head, _HAND + head), "utf-8")


@pytest.fixture(scope="module", params=[True, False], ids=["trigger and timer", "timer alone"])
def rig(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArdourRig]:
    """The trigger has a Lua of its own, which Ardour tells nothing."""
    with HandRig(tmp_path_factory.mktemp("ardour"), name="Hand", trigger=request.param) as started:
        yield started


@pytest.fixture(scope="module")
def session(rig: ArdourRig) -> ArdourSession:
    return rig.session()


@pytest.fixture
def region(session: ArdourSession, request: pytest.FixtureRequest) -> str:
    track = NewTrack(request.node.name[5:30], "midi", ref="t")
    return done(session, track, PlaceMidi("t", NOTES, 0.0, 16.0, "part", ref="r"))["r"]


def test_it_is_found_connected_to_and_worked_in(rig: ArdourRig, tmp_path: Path) -> None:
    """The timer alone is enough."""
    ardour = Ardour(rig.mailbox)
    assert ardour.why_not() == ""
    (project,) = ardour.find()
    session = ardour.connect(project)
    made = done(
        session, NewTrack("By the timer", ref="t"), PlaceAudio("t", tone(tmp_path / "a.wav"), 1.0, "clip", ref="r")
    )
    assert session.snapshot().region(made["r"]).start_beats == 1.0
    session.close()


def pitches(session: ArdourSession, region: str) -> list[int]:
    """The notes as they are told."""
    found = session.snapshot().region(region)
    assert found
    return sorted(note.pitch for note in found.notes)


def by_hand(session: ArdourSession, **what: object) -> None:
    session.ask("by_hand", **what)


def test_each_edit_is_seen_at_once(session: ArdourSession, region: str) -> None:
    whole = pitches(session, region)
    for _ in range(3):
        by_hand(session, region=region, pitch=99)
        assert pitches(session, region) == sorted([*whole, 99])
        by_hand(session, undo=1)
        assert pitches(session, region) == whole
        by_hand(session, redo=1)
        assert pitches(session, region) == sorted([*whole, 99])
        by_hand(session, undo=1)
        assert pitches(session, region) == whole
    by_hand(session, region=region, gone=True, pitch=98)  # as many as before
    assert len(pitches(session, region)) == len(whole) and 98 in pitches(session, region)


def test_what_was_edited_since_is_not_written_over(session: ArdourSession, region: str) -> None:
    seen = session.snapshot()
    by_hand(session, region=region, pitch=99)
    track = next(one.track for one in seen.regions if one.id == region)
    outcomes = session.apply([SetGain(track, -3.0)], expected_revision=seen.revision, label="late")
    assert outcomes[0].state == "not_done" and "changed since" in outcomes[0].why


def test_notes_that_were_edited_while_their_region_lay_nowhere(session: ArdourSession, region: str) -> None:
    copy = done(session, Duplicate(region, 32.0, ref="r"))["r"]
    whole = pitches(session, region)
    by_hand(session, region=copy, pitch=99)
    assert 99 in pitches(session, copy)
    shared = 99 in pitches(session, region)
    done(session, RemoveRegion(region))
    by_hand(session, region=copy, pitch=98)
    session.snapshot()
    by_hand(session, undo=2)  # the edit, and the region is there again
    assert pitches(session, region) == (sorted([*whole, 99]) if shared else whole)
    assert 98 not in pitches(session, copy)


def test_notes_are_compared_where_nobody_tells_of_edits(rig: ArdourRig, session: ArdourSession, region: str) -> None:
    whole = pitches(session, region)
    told = next(rig.mailbox.folder.glob("edits-*.txt"))
    told.unlink()
    by_hand(session, region=region, pitch=99)
    assert pitches(session, region) == sorted([*whole, 99])


def test_a_look_at_many_notes_that_nobody_edited_is_short(rig: ArdourRig, session: ArdourSession) -> None:
    notes = tuple(Note(n % 128, n / 16, 1 / 16) for n in range(10_000))
    done(session, NewTrack("Many", "midi", ref="t"), PlaceMidi("t", notes, 0.0, 625.0, "many", ref="r"))
    next(rig.mailbox.folder.glob("edits-*.txt")).unlink()
    compared = session.ask("seconds")
    time.sleep(1.5)  # the timer's Lua says once a second that it is there
    session.snapshot()
    assert min(session.ask("seconds") for _ in range(5)) < compared / 3
