"""What is said about what was done before, on a DAW in memory: which request it changes, and what stands then."""

from __future__ import annotations

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw.selection import Selection
from engine.library.library import Library
from engine.planner.languages.detect import language_of
from engine.planner.offline.planner import OfflinePlanner
from tests.fakes import FakeDaw

BAND = ("Drums", "Bass", "Keys", "Shaker", "Tambourine")


class Desk:
    """A session with faders, and what is asked of it."""

    def __init__(self, folder):
        self.session = FakeDaw(folder)
        for name in BAND:
            self.session.user_track(name)
        self.assistant = Assistant(
            registry=Registry(), library=Library(folder / "library"), planner=OfflinePlanner(), session=self.session
        )

    def say(self, *texts):
        """Ask one after another; the last turn."""
        return [self.assistant.ask(text) for text in texts][-1]

    def of(self, what):
        """The faders, panners or switches that are not as they were at first, by track."""
        tracks = self.session.snapshot().tracks
        return {one.name: getattr(one, what) for one in tracks if one.name in BAND and getattr(one, what)}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_after_many_requests_a_correction_still_corrects_the_last(desk):
    """Only the newest turns are shown to the planner; a turn is known by its number all the same."""
    desk.say(*(f"pan keys {side} {share}" for share in range(20, 34) for side in ("left", "right")))
    desk.say("drums down 2 dB", "no, 5 dB down")
    assert desk.of("gain_db") == {"Drums": -5}
    assert desk.of("pan") == {"Keys": pytest.approx(0.33)}


def test_many_corrections_of_one_thing_stay_cheap_and_each_is_undone_alone(desk):
    desk.say("drums up 1 dB")
    for gain in range(2, 13):
        turn = desk.say(f"no, {gain / 2:g} dB")
    assert desk.of("gain_db") == {"Drums": 6}
    assert len(turn.applied) == 2
    desk.say("undo")
    assert desk.of("gain_db") == {"Drums": 5.5}
    desk.say("undo", "undo")
    assert desk.of("gain_db") == {"Drums": 4.5}


def test_an_undo_by_name_takes_just_that_and_leaves_what_is_to_stay(desk):
    desk.say("bass up 2 dB", "pan the keys 30 right", "drums down 4 dB", "no, 6 down", "mute the shaker")
    desk.say("undo the level changes on the drums and bass, keep the pan")
    assert desk.of("gain_db") == {}
    assert desk.of("pan") == {"Keys": pytest.approx(0.3)}
    desk.say("lose the panning")
    assert desk.of("pan") == {}
    assert desk.of("mute") == {"Shaker": True}


def test_an_undo_beside_other_work_does_not_find_its_own_request(desk):
    desk.say("bass up 2 dB", "mute the shaker", "unmute the shaker and undo the bass thing")
    assert desk.of("mute") == {}
    assert desk.of("gain_db") == {}


def test_what_corrected_a_request_goes_with_it(desk):
    desk.say("keys up 4 dB", "pan the bass left", "too much", "undo the keys")
    assert desk.of("gain_db") == {}
    desk.say("put everything back to how it was at the start")
    assert desk.of("pan") == {}


def test_all_that_is_soloed_is_unsoloed(desk):
    desk.say("solo the bass", "and the keys too")
    assert desk.of("solo") == {"Bass": True, "Keys": True}
    desk.say("ok enough, unsolo")
    assert desk.of("solo") == {}


def test_it_is_what_was_selected_since_the_last_request(desk):
    tracks = {one.name: one.id for one in desk.session.snapshot().tracks}
    desk.session.selection = Selection((tracks["Keys"],))
    desk.say("drums down 2 dB", "turn it down 1 dB")
    assert desk.of("gain_db") == {"Drums": -3}, "the keys were selected before"
    desk.session.selection = Selection((tracks["Bass"],))
    desk.say("turn it down 4 dB", "turn it up 1 dB")
    assert desk.of("gain_db") == {"Drums": -3, "Bass": -3}


def test_a_deletion_that_waits_for_a_yes_is_dropped_by_an_undo(desk):
    desk.session.user_track("Rain")
    turn = desk.say("drums down 2 dB", "delete the rain track")
    assert turn.state == "refused" and turn.plan.steps[0].args["action"] == "delete"
    turn = desk.say("undo that")
    assert "nothing to take back" in turn.answer
    assert desk.of("gain_db") == {"Drums": -2}
    desk.say("delete the rain track", "1 dB more")
    assert desk.of("gain_db") == {"Drums": -3}
    desk.say("undo")
    assert desk.of("gain_db") == {"Drums": -2}


def test_what_a_daw_cannot_do_of_several_things_is_told_beside_what_is_done(desk):
    desk.session.capabilities = desk.session.capabilities - {"set_mute"}
    turn = desk.say("mute the drums and pan the bass left")
    assert turn.state == "partly" and "no 'set mute'" in turn.answer and "'Bass' is panned" in turn.answer
    assert desk.of("pan") == {"Bass": -1}
    turn = desk.say("mute the drums and mute the keys")
    assert turn.state == "refused" and turn.answer.count("no 'set mute'") == 1


def test_the_name_of_a_track_is_no_word_of_another_language(desk):
    """ "Lee" is Spanish for "reads", and here he plays the other guitar."""
    for name in ("Lee", "Lee dbl"):
        desk.session.user_track(name)
    turn = desk.say("guitar down 2", "lee")
    assert turn.answer and language_of(turn.answer) == "en"


def test_what_nothing_was_done_since_is_said_to_be_so(desk):
    desk.say("drums down 2 dB", "pan the drums left", "undo")
    turn = desk.say("undo everything since the drums")
    assert "left to undo" in turn.answer or "Taken back" in turn.answer
    desk.say("bass 3 dB up", "keys 20 left", "undo that")
    turn = desk.say("undo everything since the bass")
    assert turn.answer == "Nothing has been done since “the bass” that is left to undo."
    assert desk.of("gain_db")["Bass"] == 3
