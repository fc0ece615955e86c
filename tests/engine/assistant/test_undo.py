"""Undo never dead-ends: what the user has touched stays and is named, the rest is taken back."""

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw import daw
from engine.library.library import Library
from engine.media.note import Note
from engine.tasks.plan import Step
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner

NOTES = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0))


class Song:
    """A session with an assistant that does as told."""

    def __init__(self, folder):
        self.folder = folder
        self.session = FakeDaw(folder)
        self.bass = self.session.user_track("Bass")
        self.keys = self.session.user_track("Keys", "midi")
        self.open()

    def open(self):
        self.assistant = Assistant(
            registry=Registry(models={"fake": FakeModel()}),
            library=Library(self.folder / "Tonmeister"),
            planner=ScriptedPlanner(),
            session=self.session,
        )

    def __call__(self, text, *steps):
        planned = [Step(task, args) for task, args in steps]
        return self.assistant.ask(text, steps=planned, approve=lambda plan: True)

    def undo(self, **args):
        return self("undo", ("undo", args))

    def redo(self, **args):
        return self("redo", ("redo", args))

    def track(self, track):
        return next(one for one in self.session.tracks if one.id == track)

    def by_hand(self, change):
        self.session._do(change, {})


@pytest.fixture
def song(tmp_path):
    return Song(tmp_path)


def gain(track, db):
    return "mix", {"action": "gain", "track": track, "set_db": db}


def pan(track, value):
    return "mix", {"action": "pan", "track": track, "value": value}


def test_a_knob_that_the_user_has_turned_makes_that_change_refused_not_the_request(song):
    song("bass down and left", gain("Bass", -6), pan("Bass", -1))
    song.by_hand(daw.SetGain(song.bass, -2.0))
    turn = song.undo()
    assert turn.state == "partly" and "has changed since: the fader of 'Bass'." in turn.answer
    assert (song.track(song.bass).gain_db, song.track(song.bass).pan) == (-2.0, 0.0)
    again = song.undo(target="#1")
    assert again.state == "failed" and "fader" in again.answer and "panner" not in again.answer


def test_single_steps_are_known_after_a_redo(song):
    """What was made again had lost its step: "#1.2" was nothing, and a track frozen again was not frozen."""
    song("bass down and left", gain("Bass", -6), pan("Bass", -1))
    song.undo()
    song.redo()
    assert song.undo(target="#1.2").state == "done"
    assert (song.track(song.bass).gain_db, song.track(song.bass).pan) == (-6.0, 0.0)


def test_single_steps_of_requests_are_taken_back_by_their_numbers(song):
    song("bass down and left", gain("Bass", -6), pan("Bass", -1))
    song("keys down", gain("Keys", -9))
    assert song.undo(target="#1.2").state == "done"
    assert (song.track(song.bass).gain_db, song.track(song.bass).pan) == (-6.0, 0.0)
    assert "left to undo" in song.undo(target="#1.3").answer
    assert song.undo(target="#2, #1.1").state == "done"
    assert (song.track(song.bass).gain_db, song.track(song.keys).gain_db) == (0.0, 0.0)


def test_a_refused_request_does_not_block_the_ones_before_it(song):
    song("keys down", gain("Keys", -9))
    song("bass down", gain("Bass", -6))
    song.by_hand(daw.SetGain(song.bass, -2.0))
    assert song.undo().state == "failed"
    assert song.undo().state == "done"
    assert song.track(song.keys).gain_db == 0.0 and song.track(song.bass).gain_db == -2.0
    assert "but what you have changed yourself" in song.undo().answer


def test_undo_everything_takes_back_all_it_can_and_names_the_rest(song):
    song("keys down", gain("Keys", -9))
    song("bass down", gain("Bass", -6))
    song("bass left", pan("Bass", -1))
    song.by_hand(daw.SetGain(song.bass, -2.0))
    turn = song.undo(target="everything")
    assert turn.state == "partly" and turn.answer.count("has changed since") == 1
    assert song.track(song.keys).gain_db == 0.0 and song.track(song.bass).pan == 0.0


def test_what_is_gone_already_counts_as_taken_back(song):
    song("a beat", ("generate_audio", {"prompt": "beat"}))
    song.by_hand(daw.RemoveTrack(song.session.tracks[-1].id))
    turn = song.undo()
    assert turn.state == "done" and "Gone already" in turn.answer
    assert song.assistant.library.turn(1).undone
    assert "nothing to redo" in song.redo().answer


def test_everything_since_a_request_is_taken_back_and_that_one_stays(song):
    song("the beat", ("generate_audio", {"prompt": "beat"}))
    song("bass down", gain("Bass", -6))
    song("bass left", pan("Bass", -1))
    assert song.undo(target="everything since the beat").undoes == (3, 2)
    assert [track.name for track in song.session.tracks] == ["Bass", "Keys", "Beat"]
    assert song.redo().redoes == (2, 3)
    assert song.undo(target="back to before the beat").undoes == (3, 2, 1)
    assert len(song.session.tracks) == 2


def test_the_last_two(song):
    for db in (-1, -2, -3):
        song(f"to {db}", gain("Bass", db))
    assert song.undo(target="the last two").undoes == (3, 2)
    assert song.track(song.bass).gain_db == -1.0


def test_one_of_several_things_by_name(song):
    song("both", gain("Bass", -6), gain("Keys", -9))
    turn = song.undo(target="the fader of the bass")
    assert (song.track(song.bass).gain_db, song.track(song.keys).gain_db) == (0.0, -9.0), turn.answer
    assert song.undo().state == "done" and song.track(song.keys).gain_db == 0.0


def test_an_earlier_request_under_a_later_one_is_taken_back_with_it(song):
    song("first", gain("Bass", -3))
    song("second", gain("Bass", -6))
    turn = song.undo(target="first")
    assert turn.state == "done" and "“second” came after it" in turn.answer
    assert song.track(song.bass).gain_db == -6.0
    song.undo()
    assert song.track(song.bass).gain_db == 0.0


def test_redo_of_what_lay_under_a_later_request_changes_nothing_that_is_heard(song):
    song("first", gain("Bass", -3))
    song("second", gain("Bass", -6))
    song.undo(target="first")
    assert song.redo().state == "done" and song.track(song.bass).gain_db == -6.0
    song.undo(target="second")
    assert song.track(song.bass).gain_db == -3.0


def test_our_plugin_stays_when_the_user_has_turned_its_knobs(song):
    song("reverb", ("apply_effect", {"track": "Bass", "effect": "reverb", "size": 0.4}))
    (plugin,) = song.track(song.bass).plugins
    assert plugin.parameters
    name = plugin.parameters[0][0]
    song.by_hand(daw.SetPlugin(song.bass, plugin.id, ((name, 0.9),)))
    turn = song.undo()
    assert turn.state == "failed" and "has changed since: the reverb on 'Bass'" in turn.answer
    assert song.track(song.bass).plugins


def test_a_plugin_that_the_user_removed_is_gone_already(song):
    song("reverb", ("apply_effect", {"track": "Bass", "effect": "reverb"}))
    song.by_hand(daw.RemovePlugin(song.bass, song.track(song.bass).plugins[0].id))
    assert "Gone already" in song.undo().answer


def test_a_track_that_holds_the_work_of_a_later_request_stays_until_that_is_undone(song):
    song("a beat", ("generate_audio", {"prompt": "beat"}))
    beat = song.session.tracks[-1]
    song("more", ("generate_audio", {"prompt": "more", "track": beat.name}))
    assert song.undo(target="a beat").state == "done"
    assert [region.name for region in song.session.regions] == ["More"]
    song.undo()
    assert [track.name for track in song.session.tracks] == ["Bass", "Keys"]


def test_undo_works_after_a_restart_and_removal_is_restored_whole(song):
    song.session._set_track(song.bass, color="#d02020", pan=0.5)
    song("delete the bass", ("arrange", {"action": "delete", "track": "Bass"}))
    song.assistant.library.close()
    song.open()
    assert song.undo().state == "done"
    back = next(track for track in song.session.tracks if track.name == "Bass")
    assert (back.color, back.pan) == ("#d02020", 0.5)


def test_a_name_that_no_session_can_hold_is_cleaned_and_told(song):
    turn = song("new track", ("arrange", {"action": "new_track", "name": "Drums\x07"}))
    assert song.session.tracks[-1].name == "Drums" and "no session can hold" in turn.answer


def test_the_reason_a_session_gives_is_the_refusal(song):
    song.session.capabilities = frozenset({"set_pan"})
    assert "cannot do that" in song("down", gain("Bass", -3)).answer


def test_a_value_that_is_taken_back_twice_is_told_as_it_stands(song):
    song("down", gain("Bass", -3.0))
    song("further down", gain("Bass", -3.0))
    turn = song.undo(target="everything")
    assert turn.answer.count("fader of 'Bass'") == 1 and "0.0 dB" in turn.answer


def test_a_reservation_is_said_once(song):
    turn = song("a new track", ("arrange", {"action": "new_track", "name": "Le\x07ad"}))
    assert turn.answer.count("without characters that no session can hold") == 1


def test_a_request_that_took_one_back_and_did_more_is_taken_back_with_that(song):
    song("both down", gain("Bass", -6), gain("Keys", -6))
    song("not the keys", ("undo", {}), gain("Bass", -6))
    assert (song.track(song.bass).gain_db, song.track(song.keys).gain_db) == (-6.0, 0.0)
    assert song.undo().state == "done"
    assert (song.track(song.bass).gain_db, song.track(song.keys).gain_db) == (-6.0, -6.0)
    assert song.undo().state == "done"
    assert (song.track(song.bass).gain_db, song.track(song.keys).gain_db) == (0.0, 0.0)


def test_what_was_done_beside_an_undo_is_made_again(song):
    song("bass down", gain("Bass", -6))
    song("undo that and pan the keys", ("undo", {}), pan("Keys", -1))
    song.undo()
    assert (song.track(song.bass).gain_db, song.track(song.keys).pan) == (-6.0, 0.0)
    song.redo()
    assert (song.track(song.bass).gain_db, song.track(song.keys).pan) == (0.0, -1.0)
    song.undo()
    assert (song.track(song.bass).gain_db, song.track(song.keys).pan) == (-6.0, 0.0)
