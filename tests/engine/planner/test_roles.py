"""Who does it, to what, from where to where: the roles in a request are not exchanged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo
from tests.engine.planner.session import BAND, CHORUS_TURN, after, calls, tools

SONG = replace(
    BAND,
    clips=(*BAND.clips, ClipInfo("c9", "Flute", "Flute", "midi", 40, 5)),
    tracks=(*BAND.tracks, "Flute"),
    markers=(("Door opens", 3.0), ("She leaves", 7.0), ("Coda", 20.0)),
    selected_clips=(),
)


def done(text: str, context: Any = SONG) -> dict[str, Any]:
    """The arguments of a plan of one call."""
    (call,) = calls(text, context)
    return dict(call["args"])


@pytest.mark.parametrize(
    "text",
    ["the flute should double the bass line", "have the flute play the same notes as the bass line",
     "let the flute play along with the bass line"],
)  # fmt: skip
def test_who_doubles_gets_the_notes(text: str) -> None:
    assert done(text) == {"action": "duplicate", "clip": "c3", "track": "Flute"}


@pytest.mark.parametrize(
    "text", ["the melody should double the bass line", "let the flute double the pad", "the tuba must double the flute"]
)
def test_a_doubling_that_cannot_be_is_asked(text: str) -> None:
    assert tools(text, SONG) == ["ask"]


@pytest.mark.parametrize("text", ["let the melody vocal duck the pad", "duck the pad under the melody vocal"])
def test_who_ducks_makes_room_for_whom(text: str) -> None:
    assert done(text) == {"action": "sidechain", "track": "Pad", "to": "Melody vocal"}


@pytest.mark.parametrize(
    "text",
    [
        'tempo from 96 at "Door opens" down to 72 at "She leaves"',
        "from 96 bpm at Door opens the tempo falls to 72 at She leaves",
        "slow down from 96 at bar 3 to 72 at bar 7",
        "let the tempo sink from 96 to 72 from bar 3 to bar 7",
        "baja el tempo de 96 a 72 del compás 3 al compás 7",
    ],
)
@pytest.mark.parametrize("is_in_talk", [False, True])
def test_a_tempo_and_its_bar_belong_together(text: str, is_in_talk: bool) -> None:
    context = replace(CHORUS_TURN, markers=SONG.markers) if is_in_talk else SONG
    assert done(text, context) == {"action": "set_tempo", "bpm": 96, "to_bpm": 72, "start_bar": 3, "end_bar": 7}


def test_where_it_lies_now_is_not_where_it_goes() -> None:
    assert done("move the lo-fi beat from bar 1 to bar 5") == {"action": "move", "clip": "c2", "bar": 5}
    assert tools("move the lo-fi beat from bar 3 to bar 5", SONG) == ["ask"]


def test_a_part_twice_covers_nothing() -> None:
    song = replace(SONG, clips=tuple(one for one in SONG.clips if one.start + one.length <= 20))
    song = replace(song, markers=(("Intro", 1.0), ("Verse", 3.0), ("Coda", 5.0)))
    assert [call["args"]["action"] for call in calls("double the verse", song)] == ["move", "move", "duplicate"]
    made = done("play the coda twice", song)
    assert (made["action"], made["start_bar"], made["bar"]) == ("duplicate", 5, made["end_bar"])


@pytest.mark.parametrize("text", ["move the marker Finale to bar 9", "rename the marker Finale to End"])
def test_a_marker_that_is_not_there_is_asked_about(text: str) -> None:
    assert tools(text, SONG) == ["ask"]


@pytest.mark.parametrize(
    "text", ["get the bass ready to record", "make Bass ready for recording", "arma Bass para grabar"]
)
def test_ready_to_record_is_armed(text: str) -> None:
    assert done(text) == {"track": "Bass", "arm": True}


def test_an_interval_moves_or_is_added() -> None:
    assert done("set the melody vocal an octave lower") == {"clip": "c4", "semitones": -12}
    assert tools("add an octave lower to the melody vocal") == ["harmonize"]


MADE = after(SONG, ("make a shaker", [("generate_audio", {"prompt": "shaker"}, ("shaker",))]))


def test_it_is_what_was_made_also_beside_a_name() -> None:
    made = MADE.clips[-1].id
    assert done("export it as a wav", MADE)["clip"] == made
    assert tools("let me hear it alone", MADE) == ["ask"]
    louder = after(SONG, ("the bass 1 dB up", [("mix", {"track": "Bass", "action": "gain", "value_db": 1.0}, ())]))
    assert done("put it and the pad in a group", louder)["tracks"] == ["Bass", "Pad"]
    assert done("set it to -6 dB", louder) == {"track": "Bass", "action": "gain", "set_db": -6}
    assert done("which takes does it have", louder).get("clip") == "c3"


def test_this_track_is_what_is_selected_and_none_of_several() -> None:
    stems = after(SONG, ("split the pad", [("separate_stems", {"clip": "c5"}, ("vocals", "drums"))]))
    assert tools("this track shall be named Fog", stems) == ["ask"]
    chosen = replace(stems, selected_tracks=("Bass",))
    assert done("this track shall be named Fog", chosen) == {"action": "rename", "name": "Fog", "track": "Bass"}


def test_a_canon_is_a_copy_that_comes_in_later() -> None:
    late = {"action": "duplicate", "clip": "c9", "offset_beats": 8}
    assert done("make a canon of the flute, two bars later", SONG) == late
    assert done("flute again two bars later on another track", SONG) == {**late, "track": "Flute 2"}
    assert tools("canon with the flute", SONG) == ["ask"]


def test_another_instrument_is_no_second_voice() -> None:
    assert "harmonize" not in tools("i need an 808 under the melody vocal", SONG)
    assert tools("add a harmony voice to the melody vocal", SONG) == ["harmonize"]


def test_who_speaks_has_to_be_known() -> None:
    two = replace(SONG, clips=(*SONG.clips, ClipInfo("c10", "guest", "Guest", "audio", 0, 10, ("speech",))))
    two = replace(two, tracks=(*two.tracks, "Guest"))
    assert tools("duck the pad while those two are speaking", two) == ["ask"]
    assert done("duck the pad while the guest is speaking", two)["to"] == "Guest"


@pytest.mark.parametrize("text", ["run the pad into a reverb return", "send the pad to a plate at -10"])
def test_what_is_sent_gets_no_effect(text: str) -> None:
    assert (calls(text)[0]["tool"], done(text, BAND)["action"]) == ("route", "send")


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("lass Flute dieselben Noten spielen wie Bass", {"action": "duplicate", "clip": "c3", "track": "Flute"}),
        ("kehr Pad um", {"clip": "c5", "action": "reverse"}),
        ("in bars 3 to 5 mute the pad", {"track": "Pad", "parameter": "mute", "start_bar": 3}),
        ("diminui o andamento de 96 para 72 do compasso 3 ao compasso 7", {"to_bpm": 72, "start_bar": 3, "end_bar": 7}),
        ("augmente la vélocité de Melody de 10", {"action": "velocity", "change": 10}),
    ],
)
def test_roles_in_other_words(text: str, args: dict[str, Any]) -> None:
    assert args.items() <= done(text).items()


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("stell das auf -6 dB", {"track": "Bass", "set_db": -6}),
        ("duck das unter Pad", {"track": "Bass", "to": "Pad"}),
        ("把这个循环4次", {"clip": "c3", "action": "loop", "count": 4}),
    ],
)
def test_it_in_other_languages(text: str, args: dict[str, Any]) -> None:
    louder = after(SONG, ("the bass 1 dB up", [("mix", {"track": "Bass", "action": "gain", "value_db": 1.0}, ())]))
    assert args.items() <= done(text, louder).items()


def test_both_are_what_each_alone_would_be() -> None:
    for text in ("setz Pad und Melody vocal eine Oktave tiefer", "put the pad and the melody vocal an octave lower"):
        made = calls(text)
        assert {call["args"]["semitones"] for call in made} == {-12}
        assert sorted(one for call in made for one in call["args"].get("clips", [call["args"].get("clip")])) == [
            "c4",
            "c5",
        ]
