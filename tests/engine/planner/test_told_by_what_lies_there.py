"""Which copy, which side, which notes and which question: what was told as done to something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.ending_on import with_its_end
from engine.planner.offline.text.me_singing import with_voice_named
from tests.engine.planner.sentence.quartet import SONG, after


def _calls(text: str, context: Context = SONG, *, asks_back: bool = False) -> list[dict[str, object]]:
    plan = OfflinePlanner(asks_back=asks_back).plan(text, context)
    return [{"tool": one["tool"], **one["args"]} for one in plan.calls()]


@pytest.mark.parametrize(
    "text", ["accordion again at bar 13", "repeat the accordion at bar 13", "run the accordion again bar 13"]
)
def test_again_is_what_ends_there(text: str) -> None:
    """Both of its clips were copied, each so many bars on."""
    told = _calls(text)
    assert [(one["clip"], one["bar"]) for one in told] == [("k25", 13)]


PANNED = replace(
    SONG,
    track_views=tuple(
        replace(view, pan=-0.5 if view.name.endswith(" L") else 0.4 if view.name.endswith(" R") else view.pan)
        for view in SONG.track_views
    ),
)


@pytest.mark.parametrize("text", ["swap left and right on the fiddles", "swap the fiddles left n right"])
def test_sides_are_swapped_one_by_one(text: str) -> None:
    """Their folder went hard left."""
    told = {one["track"]: one["value"] for one in _calls(text, PANNED)}
    assert told == {"Fiddle L": 0.5, "Fiddle R": -0.4}


BOUNCED = after("bounce the refrain as wav")


def test_no_voice_on_it_is_another_file() -> None:
    """The track was muted in the song."""
    (call,) = _calls("no accordion on it", BOUNCED)
    assert call["tool"] == "export" and "Accordion" not in call["tracks"] and call["start_bar"] == 13


def test_no_voice_in_a_part_is_silent_there() -> None:
    """The near twin."""
    assert _calls("no accordion in the refrain")[0]["parameter"] == "mute"


MARKED = after("put a marker called Turn at bar 15")


@pytest.mark.parametrize("text", ["mute the cajon there til the ending", "mute the cajon from there until the ending"])
def test_from_there_until(text: str) -> None:
    """It was muted from bar 1."""
    (call,) = _calls(text, MARKED)
    assert (call["parameter"], call["start_bar"], call["end_bar"]) == ("mute", 15, 29)


def test_until_alone_begins_at_the_front() -> None:
    """The near twin."""
    assert _calls("mute the cajon until the refrain", MARKED)[0]["start_bar"] != 15


FADED_IN = after("fade the cajon two in over 2 bars")


@pytest.mark.parametrize("text", ["and out, last 4", "and out over the last 4 bars"])
def test_and_out_is_a_fade_of_so_many_bars(text: str) -> None:
    (call,) = _calls(text, FADED_IN)
    assert (call["clip"], call["action"], call["duration"]) == ("k513", "fade_out", 8)


def test_longer_on_the_out_is_longer() -> None:
    """It became as long as any fade is."""
    (call,) = _calls("longer on the out", after("fade the cajon two out over 4 bars"))
    assert (call["action"], call["duration"]) == ("fade_out", 12)


def test_what_hits_harder_is_no_delay() -> None:
    assert [one["tool"] for one in _calls("cajon slap harder bro up 2")] == ["mix"]
    assert [one["effect"] for one in _calls("a slap delay on the cajon two")] == ["delay"]


@pytest.mark.parametrize("text", ["marimba needs hall, loads", "loads of hall on the marimba"])
def test_a_room_that_is_a_bus_is_sent_to(text: str) -> None:
    """A reverb was put on its clips."""
    (call,) = _calls(text)
    assert (call["tool"], call["to"], call["value_db"]) == ("route", "Hall", -4)


def test_a_second_half_of_nothing_is_asked() -> None:
    """What was worked on last went half a bar later."""
    assert [one["tool"] for one in _calls("2nd half a bar later", FADED_IN)] == ["ask"]


TWINS = Context(
    tempo=120,
    clips=(
        ClipInfo("a", "yeah", "Adlib", "audio", 0, 4, bars=(1, 3)),
        ClipInfo("b", "go", "Adlib", "audio", 8, 4, bars=(5, 7)),
    ),
    tracks=("Adlib", "Adlib"),
    track_views=(TrackInfo("Adlib", "audio", pan=-0.5), TrackInfo("Adlib", "audio", pan=0.5)),
)  # fmt: skip


def test_of_two_tracks_of_one_name_it_is_asked_which() -> None:
    plan = OfflinePlanner().plan("turn the adlib down 3", TWINS)
    assert [one.task for one in plan.steps] == ["ask"]
    assert [choice[0].args["clip"] for choice in plan.choices] == ["a", "b"]
    assert [one["clip"] for one in _calls("turn the adlibs down 3", TWINS)] == ["a", "b"]


def test_what_cannot_be_told_apart_is_not_half_done() -> None:
    assert [one["tool"] for one in _calls("colour the adlib red", TWINS)] == ["ask"]


OFFER = {"tool": "mix", "args": {"track": "Cajon", "action": "gain", "value_db": -1}}
ASKED = replace(
    SONG,
    dialogue=(
        Exchange(
            "make them equal take the cajon down",
            ({"tool": "ask", "args": {"text": "Did I get that right: Set the level: “Cajon”, −1 dB?"}},),
            (CallResult(0, True),),
            number=1,
            choices=((OFFER,),),
        ),
    ),
)


@pytest.mark.parametrize("text", ["now both up 4", "and 13"])
def test_what_is_new_is_no_yes(text: str) -> None:
    """The offer was carried out."""
    assert "mix" not in [one["tool"] for one in _calls(text, ASKED, asks_back=True) if one.get("value_db") == -1]


def test_yes_is() -> None:
    """The near twin."""
    assert _calls("yes", ASKED, asks_back=True) == [{"tool": "mix", **OFFER["args"]}]


SUNG = replace(
    SONG,
    clips=(*SONG.clips, ClipInfo("v", "Vocal", "Vocal", "audio", 8, 17, bars=(5, 13.4))),
    tracks=(*SONG.tracks, "Vocal"),
    track_views=(*SONG.track_views, TrackInfo("Vocal", "audio")),
    dialogue=(
        Exchange(
            "sing the marimba: come back to me, female",
            ({"tool": "sing", "args": {"lyrics": "come back to me", "midi": "k05", "voice": "female"}},),
            (CallResult(0, True, ("v",)),),
            number=1,
        ),
    ),
)


@pytest.mark.parametrize("text", ["the next line is: hold me closer", "next line: hold me closer"])
def test_the_next_line_goes_on_behind_it(text: str) -> None:
    """It was sung in another voice over the first line."""
    sing, put = _calls(text, SUNG)
    assert (sing["lyrics"], sing["voice"]) == ("hold me closer", "female")
    assert (put["track"], put["bar"]) == ("Vocal", 13)


@pytest.mark.parametrize("text", ["mute the midi", "midi off", "and mute the notes now"])
def test_the_notes_that_were_sung_are_muted(text: str) -> None:
    """All tracks with notes were."""
    assert _calls(text, SUNG) == [{"tool": "mix", "track": "Marimba", "action": "mute"}]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("everything out here except me singing", "everything out here except the vocal"),
     ("only me singing here", "mute all but the vocal here"),
     ("all out here but my voice", "everything out here but the vocal"),
     ("all but the bass", "all but the bass"), ("tell me about me", "tell me about me")],
)  # fmt: skip
def test_who_sings_is_the_vocal(said: str, meant: str) -> None:
    assert with_voice_named(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("need another one ending on the button", "copy it so that it ends on the button"),
     ("one more ending at 39", "copy it so that it ends on bar 39"),
     ("a copy of riser 1 ending at act 3", "copy riser 1 so that it ends on act 3"),
     ("another one at 39", "another one at 39")],
)  # fmt: skip
def test_where_a_copy_ends(said: str, meant: str) -> None:
    assert with_its_end(said) == meant


HITS = replace(SONG, selected_clips=("k513",), selected_tracks=("Cajon",), selected_bars=(13.0, 29.0),
               is_newly_selected=True)  # fmt: skip


def test_what_is_layered_is_copied_there() -> None:
    """A clip was taken apart into stems."""
    (call,) = _calls("layer a shaker with this one, use the first", HITS)
    assert (call["action"], call["clip"], call["bar"]) == ("duplicate", "k613", 13)
    assert [one["tool"] for one in _calls("layer a fiddle l with this", HITS)] == ["ask"]
