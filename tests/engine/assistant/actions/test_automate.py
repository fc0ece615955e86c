"""automate: what lies in the range changes, what is before and after it stays as it was."""

from dataclasses import replace

import numpy as np
import pytest

from engine.assistant.actions.automate import value_at
from engine.assistant.possible_here import why_not_here
from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.tasks.plan import Step


@pytest.fixture
def song(act):
    track = act.session.user_track("Pad", "midi")
    act.session.user_notes(track, [Note(60, 0, 32)], 0.0, "pad")
    act.session._set_track(
        track,
        gain_db=-6.0,
        plugins=(
            daw.Plugin("p1", "Low Pass", parameters=(("cutoff_hz", 8000.0),)),
            daw.Plugin("p2", "Big Reverb", parameters=(("Dry/Wet Mix", 0.3), ("size", 0.5))),
        ),
    )
    return act


def lane(song, parameter="volume"):
    return next(lane.points for lane in song.track("Pad").automation if lane.parameter == parameter)


def at(points, *bars):
    return [round(value_at(points, (bar - 1) * 4), 2) for bar in bars]


def test_a_ramp_from_the_value_of_now(song):
    song("automate", track="pad", parameter="level", to=0, start_bar=5, end_bar=9)
    assert at(lane(song), 1, 5, 7, 9, 20) == [-6, -6, -3, 0, 0]


def test_before_a_ramp_nothing_changes(song):
    song("automate", track="pad", from_=-40, to=0, start_bar=5, end_bar=9)
    assert at(lane(song), 1, 4.9, 5, 9) == [-6, -6, -40, 0]


def test_a_held_value_ends_with_its_bars(song):
    song("automate", track="pad", parameter="mute", from_=1, to=1, start_bar=3, end_bar=5)
    assert at(lane(song, "mute"), 1, 3, 4, 4.9, 5.1, 9) == [0, 1, 1, 1, 0, 0]


def test_what_ends_where_a_range_of_before_ended_leaves_what_is_behind_both(song):
    song("automate", track="pad", parameter="mute", from_=1, to=1, start_bar=3, end_bar=7)
    song("automate", track="pad", parameter="mute", from_=0, to=0, start_bar=5, end_bar=7)
    assert at(lane(song, "mute"), 1, 3, 4.9, 5, 6.9, 7.1, 12) == [0, 1, 1, 0, 0, 0, 0]
    song("automate", track="pad", parameter="volume", from_=-12, to=-12, start_bar=5, end_bar=9)
    song("automate", track="pad", parameter="volume", from_=-9, to=-9, start_bar=1, end_bar=5)
    assert at(lane(song), 1, 4.9, 5.1, 8.9, 9.1) == [-9, -9, -12, -12, -6]


def test_a_second_ramp_leaves_what_comes_later(song):
    song("automate", track="pad", from_=-20, to=0, start_bar=5, end_bar=9)
    song("automate", track="pad", from_=-30, to=-10, start_bar=1, end_bar=3)
    assert at(lane(song), 1, 3, 5, 9) == [-30, -10, -20, 0]


def test_a_plugins_parameter_by_what_people_call_it(song):
    song("automate", track="pad", parameter="filter cutoff", from_=8000, to=400, start_bar=3, end_bar=7)
    assert at(lane(song, "plugin p1 cutoff_hz"), 1, 3, 7) == [8000, 8000, 400]
    song("automate", track="pad", parameter="reverb mix", from_=0, to=1, start_bar=3, end_bar=7)
    assert at(lane(song, "plugin p2 Dry/Wet Mix"), 5) == [0.5]
    song("automate", track="pad", effect="reverb", parameter="size", to=1, start_bar=3, end_bar=7)
    assert at(lane(song, "plugin p2 size"), 3) == [0.5]
    with pytest.raises(UserError, match="no|has"):
        song("automate", track="pad", parameter="drive", to=1, start_bar=1, end_bar=3)


def test_clearing_and_nothing_to_clear(song):
    assert song("automate", track="pad", parameter="pan", action="clear") == (
        "'Pad' has no pan automation; nothing was changed."
    )
    song("automate", track="pad", from_=-20, to=0, start_bar=5, end_bar=9)
    song("automate", track="pad", action="clear")
    assert song.track("Pad").automation == ()


def test_what_is_too_much_is_clamped_and_told(song):
    assert "+6 dB" in song("automate", track="pad", to=20, start_bar=1, end_bar=3).replace("to 6", "to +6")
    assert max(value for _, value in lane(song)) == 6
    song("automate", track="pad", parameter="pan", from_=-100, to=100, start_bar=1, end_bar=3)
    assert np.ptp([value for _, value in lane(song, "pan")]) == 2


def test_bars_that_run_backwards_and_no_value_are_said(song):
    with pytest.raises(UserError, match="first bar first"):
        song("automate", track="pad", to=0, start_bar=9, end_bar=5)
    with pytest.raises(UserError, match="Say where volume should go"):
        song("automate", track="pad", start_bar=5, end_bar=9)


def test_a_daw_without_automation_says_why(song):
    song.session.capabilities -= {"automation"}
    snapshot = song.session.snapshot
    song.session.snapshot = lambda: replace(snapshot(), cannot={"automation": "This DAW hides its lanes from us."})
    with pytest.raises(UserError, match="hides its lanes"):
        song("automate", track="pad", to=0, start_bar=1, end_bar=3)


def without_automation(song):
    song.session.capabilities -= {"automation"}
    snapshot = song.session.snapshot
    song.session.snapshot = lambda: replace(snapshot(), cannot={"automation": "This DAW hides its lanes from us."})


def test_without_automation_a_line_of_the_volume_is_printed_into_sound(song, tmp_path):
    without_automation(song)
    wave = write_audio(tmp_path / "k.wav", Audio(np.full((1, 48000), 0.5, np.float32), 48000))
    song.session.user_sound(song.session.user_track("Keys"), wave, 0.0, "keys")
    told = song("automate", track="keys", from_=0, to=-120, start_bar=1, end_bar=1.5)
    assert "printed into its clips" in told and "'Keys'" in told
    region = song.session.snapshot().regions_on(song.track("Keys").id)[0]
    heard = np.abs(region_audio(region).samples[0])
    assert heard[100] > 0.45 and 0.0 < heard[4000] < 0.3 and heard[-100] < 0.001


def test_without_automation_notes_follow_by_velocity_and_a_held_one_does_not(song):
    without_automation(song)
    track = song.session.user_track("Arp", "midi")
    song.session.user_notes(track, [Note(60 + n, n / 2, 0.5, 100) for n in range(8)], 0.0, "arp")
    assert "by velocity" in song("automate", track="arp", from_=0, to=-24, start_bar=1, end_bar=2)
    notes = song.session.snapshot().regions_on(track)[0].notes
    assert notes[0].velocity == 100 and notes[-1].velocity < 40 and len(notes) == 8
    with pytest.raises(UserError, match="hides its lanes"):
        song("automate", track="pad", parameter="volume", from_=-6, to=-30, start_bar=1, end_bar=3)
    with pytest.raises(UserError, match="hides its lanes"):
        song("automate", track="arp", parameter="pan", to=1, start_bar=1, end_bar=2)


@pytest.mark.parametrize(
    ("args", "is_possible"),
    [({}, True), ({"parameter": "fader"}, True), ({"parameter": "pan"}, False), ({"action": "clear"}, False),
     ({"parameter": "mix", "effect": "reverb"}, False)],
)  # fmt: skip
def test_of_a_plan_without_automation_only_volumes_are_left(song, args, is_possible):
    without_automation(song)
    why = why_not_here(Step("automate", {"track": "pad", "to": 0, **args}), song.session.snapshot())
    assert (why == "") is is_possible
    song.session.capabilities -= {"replace_content"}
    assert why_not_here(Step("automate", {"track": "pad", "to": 0, **args}), song.session.snapshot())


def test_a_send_by_itself_or_by_its_bus(act):
    vox = act.session.user_track("Vox")
    hall, slap = act.session.user_track("Hall", "bus"), act.session.user_track("Slap delay", "bus")
    with pytest.raises(UserError, match="'Vox' is sent to no bus"):
        act("automate", track="Vox", parameter="send", from_=-20, to=-6, start_bar=1, end_bar=3)
    act.session._set_track(vox, sends=(daw.Send(hall, -12.0),))
    act("automate", track="Vox", parameter="send level", from_=-20, to=-6, start_bar=1, end_bar=3)
    (lane,) = act.track("Vox").automation
    assert (lane.parameter, lane.points) == (f"send {hall}", ((0.0, -20.0), (8.0, -6.0)))
    act.session._set_track(vox, sends=(daw.Send(hall, -12.0), daw.Send(slap, -9.0)))
    with pytest.raises(UserError, match="Which send of 'Vox' is meant: 'Hall', 'Slap delay'?"):
        act("automate", track="Vox", parameter="send", to=-6, start_bar=1, end_bar=3)
    told = act("automate", track="Vox", parameter="delay send", to=20, start_bar=1, end_bar=3)
    assert f"send {slap}" in {one.parameter for one in act.track("Vox").automation} and "Send goes up to 6 dB" in told
