"""What a careful arranger's sentences showed: courtesy, sides, sends by more and less, rides otherwise, questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.courtesy import without_courtesy
from tests.engine.planner.session import after, calls

PANS = {"Drums": 0.0, "Gtr L": -0.6, "Gtr R": 0.6, "Trumpet": 0.0, "Voice": 0.0}


def _kind(name: str) -> str:
    return "midi" if name == "Trumpet" else "audio"


VIEWS = (
    *(TrackInfo(name, kind=_kind(name), gain_db=-6, pan=pan) for name, pan in PANS.items()),
    TrackInfo("Horns", kind="group", gain_db=0, pan=0.0),
    TrackInfo("Plate", kind="bus", gain_db=0, pan=0.0),
)
VIEWS = tuple(replace(one, sends=("Plate",), send_db=(-12.0,)) if one.name == "Voice" else one for one in VIEWS)
SONG = Context(
    tempo=84,
    clips=tuple(
        ClipInfo(
            f"c{n}", name.lower(), name, _kind(name), 0, 102.8, bars=(1.0, 37.0)
        )
        for n, name in enumerate(PANS, 1)
    ),
    tracks=(*PANS, "Horns", "Plate"),
    track_views=VIEWS,
    markers=(("Verse", 5), ("Chorus", 13), ("Bridge", 29), ("Outro", 33)),
)
RIDE = {"track": "Voice", "parameter": "volume", "from": -6, "to": -3, "start_bar": 29, "end_bar": 33}
RIDDEN = after(SONG, ("let the voice grow by 3 dB through the bridge", [("automate", RIDE, ())]))


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I wonder if the tenor could be darker, if you please.", "the tenor should be darker."),
        ("Would you slow the piece down to 80 beats per minute?", "slow the piece down to 80 bpm"),
        ("I am afraid that was too much", "that was too much"),
        ("Kindly mute it, and please send the bass there", "mute it, and send the bass there"),
        ("on second thoughts, no", "on second thoughts, no"),
        ('call it "Would you send"', 'call it "Would you send"'),
        ("would you say it is loud?", "would you say it is loud?"),
    ],
)
def test_courtesy_asks_for_nothing(said: str, plain: str) -> None:
    assert without_courtesy(said) == plain


@pytest.mark.parametrize(
    "said", ["mute the guitar on the right", "mute the right-hand guitar", "the guitar on the right out"]
)
def test_a_kind_on_a_side_is_the_track_of_that_side(said: str) -> None:
    assert args(said) == [{"track": "Gtr R", "action": "mute"}]


@pytest.mark.parametrize(
    "said", ["flip the guitars", "the guitars the other way round", "guitars are swapped, flip them"]
)
def test_a_pair_changes_sides_and_is_not_played_backwards(said: str) -> None:
    assert [(one["track"], one["value"]) for one in args(said)] == [("Gtr L", 0.6), ("Gtr R", -0.6)]


def test_one_clip_is_still_turned_round() -> None:
    assert [one["action"] for one in args("flip the drums around")] == ["reverse"]


@pytest.mark.parametrize(
    ("said", "track", "level_db"),
    [
        ("send more of the voice to the plate", "Voice", -9),
        ("a bit less of the voice into the plate", "Voice", -13.5),
        ("the trumpet into the plate too, less than the voice", "Trumpet", -15),
        ("give the trumpet some of the same plate, but less than the voice has", "Trumpet", -15),
    ],
)
def test_a_send_by_more_and_less(said: str, track: str, level_db: float) -> None:
    assert args(said) == [{"action": "send", "track": track, "to": "Plate", "value_db": level_db}]


@pytest.mark.parametrize(
    "said", ["gtr r to the level of the drums", "lift the right guitar to the level of the drums"]
)
def test_to_the_level_of_another(said: str) -> None:
    quiet = replace(SONG, track_views=tuple(replace(one, gain_db=-11) if one.name == "Gtr R" else one for one in VIEWS))
    assert args(said, quiet) == [{"track": "Gtr R", "action": "gain", "set_db": -6}]


def test_the_others_of_a_group_are_not_put_there_again() -> None:
    assert args("put the trumpet in the horns group with the others") == [
        {"action": "group", "track": "Trumpet", "to": "Horns"}
    ]


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("it should begin a bar earlier", {"start_bar": 28}),
        ("two is enough", {"to": -4}),
        ("make it 2 db", {"to": -4}),
        ("a bar later", {"start_bar": 30, "end_bar": 34}),
    ],
)
def test_a_ride_goes_otherwise(said: str, new: dict[str, Any]) -> None:
    assert args(said, RIDDEN) == [{**RIDE, **new}]


@pytest.mark.parametrize(
    "said", ["and afterwards it should return to its former level", "and back to where it was after that"]
)
def test_behind_a_ride_the_level_is_what_it_was(said: str) -> None:
    assert args(said, RIDDEN) == [{**RIDE, "to": -6, "start_bar": 33, "end_bar": 37}]


@pytest.mark.parametrize(
    "said", ["what does the trumpet play in bar 17", "Could you tell me what the trumpet plays in bar 17?"]
)
def test_what_somebody_plays_there_is_told(said: str) -> None:
    assert args(said) == [{"aspect": "notes", "clip": "c4", "start_bar": 17, "end_bar": 18}]


def test_and_another_in_the_same_bar_is_a_question_too() -> None:
    asked = after(SONG, ("what plays in bar 17?", [("session_info", {"aspect": "playing", "start_bar": 17}, ())]))
    assert {one["tool"] for one in calls("and the drums in the same bar?", asked)} <= {"session_info", "ask", "chat"}


@pytest.mark.parametrize("said", ["fade this out", "this passage should fade away", "let this part die away"])
def test_of_a_clip_only_the_selected_bars_fade(said: str) -> None:
    chosen = replace(
        SONG, selected_clips=("c2",), selected_tracks=("Gtr L",), selected_bars=(31.0, 35.0), is_newly_selected=True
    )
    (made,) = args(said, chosen)
    assert (made["track"], made["start_bar"], made["end_bar"]) == ("Gtr L", 31, 35)


@pytest.mark.parametrize(
    "said", ["let it run through the whole song", "keep it going till bar 37", "it should be there the whole time"]
)
def test_what_is_short_runs_through(said: str) -> None:
    made = ClipInfo("c9", "crackle", "Crackle", "audio", 0, 11.4286, bars=(1.0, 5.0))
    room = replace(SONG, clips=(*SONG.clips, made), tracks=(*SONG.tracks, "Crackle"), selected_clips=("c9",))
    (call,) = calls(said, replace(room, is_newly_selected=True, selected_tracks=("Crackle",)))
    assert (call["args"]["action"], call["args"]["clip"]) == ("loop", "c9")


@pytest.mark.parametrize(("said", "bpm"), [("we always drag this one.. 88 pls", 88), ("a bit fast, 80", 80)])
def test_a_figure_behind_a_remark_of_the_speed_is_the_tempo(said: str, bpm: float) -> None:
    assert args(said) == [{"action": "set_tempo", "bpm": bpm}]


@pytest.mark.parametrize("said", ["which of the guitars is louder, and by how much", "how far apart are the guitars"])
def test_two_are_compared(said: str) -> None:
    assert args(said) == [{"aspect": "level", "track": "Gtr L", "to": "Gtr R"}]


@pytest.mark.parametrize("said", ["what's on the left side now", "who's on the right", "what sits in the middle"])
def test_who_lies_on_a_side_is_told_by_the_pans(said: str) -> None:
    assert args(said) == [{"aspect": "pan"}]


@pytest.mark.parametrize(
    ("said", "pan"),
    [
        ("bring both guitars in to about half of what they are", 0.3),
        ("guitars half as wide", 0.3),
        ("the guitars are too wide, halve it", 0.3),
        ("make the guitars a bit narrower", 0.45),
        ("guitars less wide", 0.36),
    ],
)
def test_a_pair_is_narrower_by_its_pans(said: str, pan: float) -> None:
    assert [(one["track"], one["action"], one["value"]) for one in args(said)] == [
        ("Gtr L", "pan", -pan),
        ("Gtr R", "pan", pan),
    ]


def test_everything_as_before_takes_all_switches_back() -> None:
    heard = after(
        SONG,
        ("solo the horns", [("mix", {"track": "Horns", "action": "solo"}, ())]),
        ("and the drums", [("mix", {"track": "Drums", "action": "solo"}, ())]),
    )
    heard = replace(heard, dialogue=tuple(replace(one, number=n) for n, one in enumerate(heard.dialogue, 1)))
    assert args("thank you, everything as before", heard) == [{"target": "#2, #1"}]


@pytest.mark.parametrize("said", ["bit much, take one back off", "give one of the three back", "take one back"])
def test_some_of_a_fader_is_given_back(said: str) -> None:
    turned = after(SONG, ("drums up 3", [("mix", {"track": "Drums", "action": "gain", "value_db": 3}, ())]))
    assert args(said, turned) == [{"track": "Drums", "action": "gain", "value_db": 2}]


def test_a_pair_is_spread_to_the_sides_where_it_lies() -> None:
    turned = replace(SONG, track_views=tuple(replace(one, pan=-(one.pan or 0.0)) for one in VIEWS))
    assert [(one["track"], one["value"]) for one in args("spread the guitars all the way out", turned)] == [
        ("Gtr L", 1),
        ("Gtr R", -1),
    ]


def test_what_eats_another_is_turned_and_not_the_other() -> None:
    assert args("drums eating my voice, bring it down 4") == [{"track": "Drums", "action": "gain", "value_db": -4}]


VOICES = ((1, "verse", (5.0, 9.0)), (2, "chorus", (13.0, 17.0)))


def test_a_copy_on_a_new_track_is_what_that_means() -> None:
    two = [ClipInfo(f"v{n}", f"{one} voice", "Voice", "audio", 0, 9, bars=bars) for n, one, bars in VOICES]
    song = replace(SONG, clips=(*(one for one in SONG.clips if one.track != "Voice"), *two))
    copied, panned = args("copy the chorus voice to a new track so i have a double, and put that 40 left", song)
    assert copied["track"] == panned["track"] != "Voice"


def test_what_is_enough_is_not_deleted() -> None:
    asking = OfflinePlanner().plan("lose it altogether, the drums are enough", SONG).calls()
    assert not [one for one in asking if one["args"].get("action") == "delete"]
