"""What is not in the session is asked about, also in the middle of a conversation; parts and places of what is."""

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from tests.engine.planner.session import after, calls, tools
from tests.engine.planner.test_level_over_bars import SONG

BUSY = after(SONG, ("bass down 2", [("mix", {"track": "Bass DI", "action": "gain", "value_db": -2.0}, ())]))


@pytest.mark.parametrize(
    "text",
    [
        "mute the tambourine",
        "pan the trumpet left",
        "turn the flute down 3 dB",
        "solo the cello",
        "the mandolin is too loud",
        "banjo down 2",
    ],
)
def test_an_instrument_that_is_not_here_is_asked_about(text):
    (call,) = calls(text, BUSY)
    assert call["tool"] == "ask" and "no clip or track called" in call["args"]["text"]


@pytest.mark.parametrize("context", [SONG, BUSY])
@pytest.mark.parametrize(
    "text",
    [
        "kill the rain",
        "bin the thunderstorm",
        "no more rain",
        "away with the storm",
        "Regen raus",
        "lose the trombones",
    ],
)
def test_what_is_not_here_cannot_go(text, context):
    """It deleted, muted or took back what had been worked on last."""
    assert tools(text, context) == ["ask"]


@pytest.mark.parametrize("text", ["lose the rain", "and lose the storm please", "the rain out"])
def test_nothing_of_the_session_goes_for_it(text):
    assert not {"arrange", "mix", "undo"} & {*tools(text, SONG), *tools(text, BUSY)}


def test_what_is_in_a_sound_that_was_made_goes_from_its_words():
    stormy = after(SONG, ("a storm with rain", [("generate_audio", {"prompt": "a storm with rain"}, ("Storm",))]))
    (call,) = calls("lose the rain", stormy)
    assert call["tool"] in ("generate_audio", "ask")


@pytest.mark.parametrize(("text", "track"), [("mute the kit", "Drums"), ("mute the vocal", "Vocal")])
def test_one_that_is_here_by_another_word_is_not(text, track):
    assert calls(text, BUSY)[0]["args"]["track"] == track


def test_another_so_many_goes_on():
    (call,) = calls("bass another 1 down", BUSY)
    assert (call["tool"], call["args"]["value_db"]) == ("mix", -1)


def test_the_bars_of_a_part_are_its_own():
    (call,) = calls("mute the bass in the last 2 bars of the verse", SONG)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (11, 13)
    (call,) = calls("make the bass grow from silence in the first 4 bars of the chorus", SONG)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (13, 17)


@pytest.mark.parametrize(
    ("text", "tool", "args"),
    [
        ("which markers I have, and in what bar are they?", "marker", {"action": "list"}),
        ("Remind me, at which bar does the chorus begin?", "session_info", {"aspect": "places", "start_bar": 13.0}),
    ],
)
def test_a_question_about_markers_is_answered_by_them(text, tool, args):
    assert calls(text, BUSY) == [{"tool": tool, "args": args}]


PARTS = ("Kick", "Snare", "Hi-Hat", "Bass", "Pad")
KIT = Context(clips=tuple(ClipInfo(f"k{n}", one.lower(), one) for n, one in enumerate(PARTS)), tracks=PARTS)


def test_the_drums_are_the_tracks_of_the_kit_where_none_is_called_so():
    (call,) = calls("mute everything but the drums and the bass", KIT)
    assert (call["tool"], call["args"].get("track") or call["args"]["tracks"]) == ("mix", "Pad")
    (call,) = calls("mute everything except the drums", SONG)
    assert set(call["args"]["tracks"]) == {"Bass DI", "Old Vox", "Vocal"}, "a track called so is meant first"


@pytest.mark.parametrize("text", ["mute everything but the tuba", "solo all tracks except the bass and the tuba"])
def test_what_is_spared_and_is_not_here_is_asked_about(text):
    (call,) = calls(text, KIT)
    assert call == {"tool": "ask", "args": {"text": NO_SUCH_THING.format("tuba")}}


EMPTY = Context(
    clips=(ClipInfo("r1", "808", "808", "midi"), ClipInfo("r2", "loop", "Loop")),
    tracks=("Keys", "808", "Loop"),
    track_views=(TrackInfo("Keys", "midi"), TrackInfo("808", "midi"), TrackInfo("Loop")),
)


@pytest.mark.parametrize("text", ["quantize the keys to sixteenths", "humanize the keys", "make the keys legato"])
def test_other_notes_are_not_changed_for_those_of_an_empty_track(text):
    (call,) = calls(text, EMPTY)
    assert (call["tool"], "Keys" in call["args"]["text"]) == ("ask", True)
    assert calls(text.replace("keys", "808"), EMPTY)[0]["args"]["clip"] == "r1"


def test_a_level_of_the_drums_is_that_of_the_whole_kit():
    for text, action in (("turn the drums down 3 dB", "gain"), ("solo the drums", "solo")):
        (call,) = calls(text, KIT)
        assert (call["args"]["action"], call["args"]["tracks"]) == (action, ["Kick", "Snare", "Hi-Hat"])


@pytest.mark.parametrize(
    "text",
    [
        "flip the beat",
        "fade in the beat over 2 bars",
        "transpose the beat up 3",
        "use take 2 of the cello",
        "go back to the first take of the trumpet",
    ],
)
def test_the_only_clip_is_not_taken_for_a_beat_or_for_the_take_of_an_instrument(text: str) -> None:
    alone = ClipInfo("c1", "bar 003 talk", "Audio 1", "audio", 8, 4)
    assert tools(text, Context(tempo=120, clips=(alone,), tracks=("Audio 1",))) == ["ask"]
    drums = Context(tempo=120, clips=(replace(alone, name="rec 7", tags=("drums",)),), tracks=("Audio 1",))
    assert ("ask" in tools(text, drums)) == ("take" in text)
