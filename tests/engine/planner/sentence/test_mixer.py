"""The mixer: figures of their own, sides, what is heard, rooms, takes on tracks, tracks made and put away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after, steps

_PANS = {"Marimba": 0.4, "Double Bass": 0.0, "Accordion": -0.6, "Fiddle L": -0.5, "Fiddle R": 0.5}
PANNED = replace(SONG, track_views=tuple(replace(view, pan=_PANS.get(view.name, 0.0)) for view in SONG.track_views))


def args(text: str, context: Context = PANNED) -> list[dict[str, Any]]:
    """What is read of a sentence, the arguments alone."""
    return [one["args"] for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("marimba -2 cajon -1.5", {"Marimba": -2.0, "Cajon": -1.5}),
        ("turn the shaker down 2 the accordion up 1", {"Shaker": -2.0, "Accordion": 1.0}),
        ("marimba by 2 and cajon by 3 louder", {"Marimba": 2.0, "Cajon": 3.0}),
        ("cajon -3, accordion +1", {"Cajon": -3.0, "Accordion": 1.0}),
    ],
)
def test_each_by_its_own_figure(text: str, levels: dict[str, float]) -> None:
    assert {one["track"]: one["value_db"] for one in args(text)} == levels


def test_the_others_of_a_group_are_those_that_were_not_told() -> None:
    one, other = args("fiddle L up 2, the other fiddles down 1")
    assert (one["track"], one["value_db"]) == ("Fiddle L", 2)
    assert (other["track"], other["value_db"]) == ("Fiddle R", -1)


def test_a_take_that_is_added_is_no_figure() -> None:
    assert not any("value_db" in one for one in args("add take 2 to it", after("marimba up 1", PANNED)))


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("marimba hard right, cajon 30 left", {"Marimba": 1, "Cajon": -0.3}),
        ("cajon slightly left and shaker full right", {"Cajon": -0.25, "Shaker": 1}),
        ("pan cajon and shaker left and right 40", {"Cajon": -0.4, "Shaker": 0.4}),
        ("pan the cajon halfway between the marimba and the centre", {"Cajon": 0.2}),
        ("shaker panned where the accordion is", {"Shaker": -0.6}),
        ("marimba and accordion swap sides", {"Marimba": -0.6, "Accordion": 0.4}),
        ("flip the accordion to the right side", {"Accordion": 0.6}),
    ],
)
def test_each_on_its_own_side(text: str, sides: dict[str, float]) -> None:
    assert {one["track"]: one["value"] for one in args(text)} == sides


def test_all_pans_go_to_the_middle() -> None:
    (told,) = args("reset all the pans")
    assert {*told["tracks"]} == {name for name, pan in _PANS.items() if pan} and told["value"] == 0


def test_a_side_by_another_is_not_guessed_where_none_is_known() -> None:
    assert not args("pan the cajon where the accordion is", SONG)


@pytest.mark.parametrize(
    ("text", "track", "level"),
    [
        ("the cajon should sit 3 below the marimba", "Cajon", -5),
        ("bring the shaker down to match the accordion", "Shaker", -6),
        ("cajon as loud as the bass", "Cajon", -4),
    ],
)
def test_a_level_by_that_of_another(text: str, track: str, level: float) -> None:
    assert args(text) == [{"track": track, "action": "gain", "set_db": level}]


def test_what_went_down_gets_some_of_it_back() -> None:
    told = args("the shaker can have 1 back", after("everything down 3", PANNED))
    assert told == [{"track": "Shaker", "action": "gain", "value_db": 1}]


def test_what_is_heard_alone_and_all_of_it_again() -> None:
    assert [one["track"] for one in args("let me hear just the marimba and the cajon")] == ["Marimba", "Cajon"]
    alone = after("i only want to hear the cajon", PANNED, Cajon={"solo": True})
    assert args("everything again", alone) == [{"track": "Cajon", "action": "unsolo"}]
    assert [(one["track"], one["action"]) for one in args("now everything but the cajon", alone)] == [
        ("Cajon", "unsolo"),
        ("Cajon", "mute"),
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("make me a bus with a delay on it, call it Throw, and send the cajon there at -14",
         [{"action": "new_track", "name": "Throw", "kind": "bus"}, {"track": "Throw", "effect": "delay", "wet": 1.0},
          {"action": "send", "track": "Cajon", "to": "Throw", "value_db": -14}]),
        ("a second reverb, a shorter one, just for the fiddles",
         [{"action": "new_track", "name": "Reverb", "kind": "bus"},
          {"track": "Reverb", "effect": "reverb", "wet": 1.0, "size": 0.25},
          {"action": "send", "track": "Fiddles", "to": "Reverb"}]),
        ("an aux called Far please", [{"action": "new_track", "name": "Far", "kind": "bus"}]),
        ("put the cajon and the shaker in a bus called RHYTHM",
         [{"action": "bus", "tracks": ["Cajon", "Shaker"], "to": "RHYTHM"}]),
    ],
)  # fmt: skip
def test_rooms_are_made_with_what_is_said_behind_them(text: str, made: list[dict[str, Any]]) -> None:
    assert args(text) == made


def test_a_bus_is_that_group_and_is_left_again() -> None:
    made = after(
        "put the cajon and the shaker in a bus called RHYTHM", PANNED,
        Cajon={"output": "RHYTHM"}, Shaker={"output": "RHYTHM"},
    )  # fmt: skip
    made = replace(made, track_views=(*made.track_views, TrackInfo("RHYTHM", "bus")))
    assert args("that whole group 2 db down", made) == [{"track": "RHYTHM", "action": "gain", "value_db": -2}]
    assert args("shaker out of it again", made) == [{"action": "bus", "track": "Shaker", "to": "Master"}]
    assert args("back in with the fiddles", made) == []


def test_the_lot_is_the_group_that_was_just_spoken_of() -> None:
    made = after("get fiddle L out of the fiddles", PANNED, Fiddle_L={"group": ""})
    down = after("fiddles down 1", made)
    assert args("the lot up 2", down) == [{"track": "Fiddles", "action": "gain", "value_db": 2}]
    assert "tracks" in args("the lot up 2", PANNED)[0]


def test_everything_above_a_frequency_is_not_every_track() -> None:
    plan = OfflinePlanner().plan("the shaker is drilling into my ear, take everything off above 8k", PANNED)
    assert [(one.args["effect"], one.args["cutoff_hz"]) for one in plan.steps] == [("lowpass", 8000)]


def test_a_bare_figure_turns_no_fader() -> None:
    assert not any("value_db" in one for one in args("mute the marimba, -14"))


def test_a_group_is_meant_by_a_word_for_it_and_its_members() -> None:
    inside = (TrackInfo("Ac Gtr L", "audio", group="GTRS"), TrackInfo("Ac Gtr R", "audio", group="GTRS"))
    views = (*PANNED.track_views, TrackInfo("GTRS", "group"), *inside)
    gathered = replace(PANNED, tracks=(*PANNED.tracks, "GTRS", "Ac Gtr L", "Ac Gtr R"), track_views=views)
    assert args("guitars down 2", gathered) == [{"track": "GTRS", "action": "gain", "value_db": -2}]


def test_the_lead_is_not_its_double() -> None:
    views = (*PANNED.track_views, TrackInfo("Lead Vox", "audio"), TrackInfo("Lead Vox dbl", "audio"))
    both = replace(PANNED, tracks=(*PANNED.tracks, "Lead Vox", "Lead Vox dbl"), track_views=views)
    assert [one["track"] for one in args("lead up 2", both)] == ["Lead Vox"]
    assert [one["track"] for one in args("lead vox dbl up 2", both)] == ["Lead Vox dbl"]


@pytest.mark.parametrize(
    ("text", "value_db"),
    [("the marimba needs 2 dB", 2), ("give the marimba 2 dB", 2), ("the marimba needs 2 dB less", -2)],
)
def test_what_a_track_needs_is_more_of_it(text: str, value_db: float) -> None:
    assert args(text) == [{"track": "Marimba", "action": "gain", "value_db": value_db}]


def test_a_bus_by_the_abbreviation_of_its_effect() -> None:
    with_delay = replace(PANNED, track_views=(*PANNED.track_views, TrackInfo("dly", "bus")))
    assert args("cajon into the delay at -10", with_delay) == [
        {"action": "send", "track": "Cajon", "to": "dly", "value_db": -10}
    ]


def test_the_last_bar_of_one_bar_is_that_of_the_song() -> None:
    out = after("take the cajon out in bar 20", PANNED)
    assert [(one["start_bar"], one["end_bar"]) for one in args("same thing on the last bar", out)] == [(28, 29)]
    longer = after("take the cajon out in bars 13 to 20", PANNED)
    assert [(one["start_bar"], one["end_bar"]) for one in args("only the last bar", longer)] == [(20, 21)]


def test_what_leaves_a_group_comes_back_into_it() -> None:
    assert args("get fiddle L out of the fiddles") == [{"action": "ungroup", "track": "Fiddle L"}]
    left = after("get fiddle L out of the fiddles", PANNED, Fiddle_L={"group": ""})
    (told,) = steps("put it back in", left)
    assert told["tool"] == "undo"


def test_sends_with_a_comma_and_none_at_all() -> None:
    assert args("cajon to the hall, -18") == [{"action": "send", "track": "Cajon", "to": "Hall", "value_db": -18}]
    sent = after("cajon and shaker to the hall, -18", PANNED, **{
        name: {"sends": ("Hall",), "send_db": (-18.0,)} for name in ("Cajon", "Shaker")
    })  # fmt: skip
    assert args("shaker not at all", sent)[0]["value_db"] == -120
    assert {one["parameter"] for one in args("the sends only in the refrain", sent)} == {"send to Hall"}


def test_a_send_is_never_two_faders() -> None:
    assert not any(one.get("action") == "gain" for one in args("put the marimba in the hall loudly at -9"))


TAKES = replace(
    PANNED,
    tracks=(*PANNED.tracks, "Accordion tk2"),
    clips=(*PANNED.clips, ClipInfo("t2", "acc t2", "Accordion tk2", "audio", 24.0, 32.0, bars=(13.0, 29.0))),
    track_views=(*PANNED.track_views, TrackInfo("Accordion tk2", mute=True, pan=0.0)),
)


def test_a_take_on_a_track_of_its_own_is_used() -> None:
    unmute, silent = args("use take 2 for the accordion", TAKES)
    assert unmute == {"track": "Accordion tk2", "action": "unmute"}
    assert (silent["track"], silent["parameter"], silent["start_bar"], silent["end_bar"]) == (
        "Accordion",
        "mute",
        13,
        29,
    )
    (told,) = steps("no, back to the first one", after("use take 2 for the accordion", TAKES))
    assert told["tool"] == "undo"


def test_a_take_that_sounds_elsewhere_as_well_is_left_to_others() -> None:
    assert not args("use take 2 for the accordion in bars 13 to 20", TAKES)


def test_tracks_made_and_put_away() -> None:
    assert args("add an audio track for claps under the shaker") == [
        {"action": "new_track", "name": "Claps"},
        {"track": "Claps", "position": 8},
    ]
    assert args("put the cajon between the marimba and the bass") == [{"track": "Cajon", "position": 2}]
    assert args("delete accordion tk2", TAKES) == [{"action": "delete", "track": "Accordion tk2"}]
    (told,) = steps("delete that again", after("an aux called Far", PANNED))
    assert told["tool"] == "undo"


def test_each_is_armed_as_it_is_said() -> None:
    armed = after("arm the cajon", PANNED)
    assert args("the shaker too, disarm the cajon", armed) == [
        {"arm": True, "track": "Shaker"},
        {"track": "Cajon", "arm": False},
    ]


def test_polarity_is_nothing_for_a_phaser() -> None:
    (told,) = steps("flip the phase of the cajon")
    assert told["tool"] == "refuse"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how loud is the marimba against the cajon", [{"aspect": "level", "track": "Marimba", "to": "Cajon"}]),
        ("which takes of the accordion are there", [{"aspect": "takes", "track": "Accordion"},
                                                    {"aspect": "clips", "track": "Accordion tk2"}]),
        ("which tracks aren't in a group", [{"aspect": "inside"}]),
    ],
)  # fmt: skip
def test_questions_of_the_mixer(text: str, told: list[dict[str, Any]]) -> None:
    assert [dict(one.args) for one in OfflinePlanner().plan(text, TAKES).steps] == told


def test_what_stays_may_be_told_of_a_group() -> None:
    steps_ = OfflinePlanner().plan("fiddle L down 2, everything else in the fiddles stays", PANNED).steps
    assert [dict(one.args) for one in steps_] == [{"track": "Fiddle L", "action": "gain", "value_db": -2.0}]


def test_a_second_send_of_the_same_is_no_fader() -> None:
    two = replace(PANNED, track_views=(*PANNED.track_views, TrackInfo("Slap", "bus")))
    assert args("cajon to the hall -20 and to the slap -24", two) == [
        {"action": "send", "track": "Cajon", "to": "Hall", "value_db": -20},
        {"action": "send", "track": "Cajon", "to": "Slap", "value_db": -24},
    ]


def test_a_second_track_and_level_is_sent_too() -> None:
    assert args("cajon into the hall at -20, marimba -16", PANNED) == [
        {"action": "send", "track": "Cajon", "to": "Hall", "value_db": -20},
        {"action": "send", "track": "Marimba", "to": "Hall", "value_db": -16},
    ]


def test_what_is_fed_goes_to_what_was_just_made() -> None:
    made = args("create an fx return named Wash with a big reverb, feed the marimba at -16 and the cajon at -20")
    assert [(one["track"], one["value_db"]) for one in made[2:]] == [("Marimba", -16), ("Cajon", -20)]
    assert args("put cajon and shaker in a group called PERC and pull it down 2")[1] == {
        "track": "PERC", "action": "gain", "value_db": -2,
    }  # fmt: skip


def test_what_is_muted_already_is_not_muted_with_the_rest() -> None:
    (told,) = args("mute everything but the cajon", TAKES)
    assert "Accordion tk2" not in told["tracks"]


@pytest.mark.parametrize("text", ["clear all the solos", "no more solos", "take every solo off"])
def test_all_solos_are_cleared(text: str) -> None:
    views = tuple(replace(one, solo=one.name in ("Cajon", "Marimba")) for one in SONG.track_views)
    (one,) = args(text, replace(SONG, track_views=views))
    assert one["action"] == "unsolo" and set(one["tracks"]) == {"Cajon", "Marimba"}
    assert [step["tool"] for step in steps(text)] == ["chat"]
