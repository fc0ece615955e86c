"""What is said in a working session: tempo and places of the song, ends and entrances, folders, ways back."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

TRACKS = ("Horns", "Organ", "Tom L", "Tom R", "Singer", "Choir")
SONG = Context(
    tempo=120,
    clips=(
        ClipInfo("c1", "horns", "Horns", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c2", "organ", "Organ", "audio", 16, 16, bars=(9.0, 17.0)),
        ClipInfo("c3", "tom l", "Tom L", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c4", "tom r", "Tom R", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c5", "verse notes", "Singer", "midi", 0, 16, bars=(1.0, 9.0)),
        ClipInfo("c6", "choir", "Choir", "midi", 0, 32, bars=(1.0, 17.0)),
    ),
    tracks=TRACKS,
    track_views=tuple(TrackInfo(name) for name in TRACKS),
    markers=(("Lift", 5.0), ("Break", 9.0)),
)
SUNG = after(
    SONG, ('sing the verse notes "over the hill"', [("sing", {"midi": "c5", "lyrics": "over the hill"}, ("v1",))])
)


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        ("from the Break marker on the song should go at 134", "transport", {"bpm": 134, "bar": 9}),
        ("everything a touch faster, 126", "transport", {"action": "set_tempo", "bpm": 126}),
        ("at bar 7 it changes to 5/8", "transport", {"action": "set_meter", "meter": "5/8", "bar": 7}),
        ("what meter are we in", "session_info", {"aspect": "tempo"}),
        ("where does the Break begin?", "session_info", {"aspect": "places", "start_bar": 9}),
        ("put a marker called Key where the organ starts", "marker", {"action": "add", "name": "Key", "bar": 9}),
        ("stretch the horns to three times their length", "change_tempo_key", {"clip": "c1", "ratio": 0.3333}),
        ("chop the horns after bar 6", "edit_clip", {"clip": "c1", "action": "trim", "start_bar": 1, "end_bar": 6}),
        ("the horns should only come in at bar 5", "edit_clip", {"clip": "c1", "action": "trim", "start_bar": 5}),
        ("the organ must not come in until bar 11", "edit_clip", {"clip": "c2", "action": "trim", "start_bar": 11}),
        ("kill the organ for bars 11 and 12", "automate", {"track": "Organ", "start_bar": 11, "end_bar": 13}),
        ("the choir sings fortissimo from bar 3", "edit_notes", {"clip": "c6", "action": "velocity", "value": 112}),
        ("the horns sound a bit harsh", "apply_effect", {"clip": "c1", "effect": "eq"}),
        ("what have we got on the organ?", "session_info", {"aspect": "plugins", "track": "Organ"}),
        ("gimme the flac", "export", {"what": "mix", "format": "flac"}),
        ("How do I get this onto my phone? Make me an mp3.", "export", {"format": "mp3"}),
        ("delte the organ", "arrange", {"action": "delete", "clip": "c2"}),
    ],
)
def test_it_is_done_where_it_was_said(said: str, tool: str, args: dict[str, object]) -> None:
    (call,) = calls(said, SONG)
    assert call["tool"] == tool
    assert args.items() <= call["args"].items()


def test_sides_of_one_thing_are_meant_together() -> None:
    assert [(one["args"]["track"], one["args"]["value"]) for one in calls("toms 45 left and right", SONG)] == [
        ("Tom L", -0.45),
        ("Tom R", 0.45),
    ]
    assert calls("toms 2 db down", SONG)[0]["args"]["tracks"] == ["Tom L", "Tom R"]


def test_a_folder_is_what_it_is_called() -> None:
    made = calls("group the organ and the horns into a folder called Wind Bus and colour it blue", SONG)
    assert [one["tool"] for one in made] == ["route", "set_track"]
    assert (made[0]["args"]["action"], made[0]["args"]["to"]) == ("group", "Wind Bus")
    assert made[1]["args"] == {"track": "Wind Bus", "color": "blue"}


def test_two_questions_are_two_answers() -> None:
    assert [one["tool"] for one in calls("how fast is the song and at which bar is the lift?", SONG)] == [
        "transport",
        "marker",
    ]


def test_what_is_cut_with_a_fade_ends_there() -> None:
    made = calls("cut the horns at the Break marker, with a little fade", SONG)
    assert [one["args"]["action"] for one in made] == ["trim", "fade_out"]
    assert made[0]["args"]["end_bar"] == 8


def test_a_second_voice_of_notes_is_a_transposed_copy() -> None:
    made = calls("add a second choir, a fifth below it", SONG)
    assert [one["tool"] for one in made] == ["arrange", "change_tempo_key"]
    assert made[1]["args"] == {"clip": "$1", "semitones": -7}


def test_what_corrects_itself_corrects_nothing_else() -> None:
    muted = after(SONG, ("fade the horns out", [("edit_clip", {"clip": "c1", "action": "fade_out"}, ("c1",))]))
    (call,) = calls("reverse the horns, ah no, the organ I mean", muted)
    assert call["args"] == {"clip": "c2", "action": "reverse"}


def test_what_was_deleted_comes_back_by_its_name() -> None:
    left = Context(
        **{**SONG.__dict__, "clips": tuple(clip for clip in SONG.clips if clip.id not in ("c2", "c6"))},
    )
    gone = after(
        left,
        (
            "delete the organ and the choir",
            [
                ("arrange", {"action": "delete", "clip": "c2"}, ()),
                ("arrange", {"action": "delete", "clip": "c6"}, ()),
            ],
        ),
    )
    assert calls("hm, I still need the organ", gone) == [{"tool": "undo", "args": {"target": "organ"}}]


def test_a_way_back_to_before_something() -> None:
    turned = after(SONG, ("reverse the horns", [("edit_clip", {"clip": "c1", "action": "reverse"}, ("c1",))]))
    (call,) = calls("take everything back to before I asked for the reverse", turned)
    assert call == {"tool": "undo", "args": {"target": "before the reverse"}}
    assert calls("go to the Break", turned)[0]["tool"] == "transport"


def test_one_of_several_versions_is_heard() -> None:
    both = after(SUNG, ("add another version", [("sing", {"midi": "c5", "lyrics": "over the hill"}, ("v2",))]))
    assert calls("only the second one now", both) == [{"tool": "mix", "args": {"clip": "n7", "action": "mute"}}]


def test_the_line_an_octave_lower_is_the_voice_transposed() -> None:
    assert calls("sing that line an octave lower", SUNG) == [
        {"tool": "change_tempo_key", "args": {"clip": "n7", "semitones": -12}}
    ]


@pytest.mark.parametrize("said", ["delete everything nobody needs", "the chorus should be bigger"])
def test_what_cannot_be_known_is_asked(said: str) -> None:
    assert [one["tool"] for one in calls(said, SONG)] == ["ask"]
