"""More and less of something: of a band, of an instrument, of an effect that is there or not."""

import pytest

from engine.planner.offline.planner import OfflinePlanner
from engine.planner.tone_wish import with_tone
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG, held


@pytest.mark.parametrize(
    ("text", "clip", "gain_db"),
    [
        ("less treble on the vocal", "r4", -3),
        ("take some highs off the vocal", "r4", -3),
        ("more top end on the vocal", "r4", 3),
        ("not enough top end on the drums", "r1", 3),
        ("a bit less mids on the vocal", "r4", -2.1),
        ("less bass in the vocal", "r4", -3),
        ("more lows in the drums", "r1", 3),
        ("3 dB less highs on the vocal", "r4", -3),
        ("bring the low mids of the bass down", "r2", -3),
    ],
)
def test_a_band_goes_up_or_down(text, clip, gain_db):
    (step,) = with_tone(OfflinePlanner(asks_back=False).plan(text, SONG), text).steps
    assert (step.task, step.args["effect"], step.args["clip"]) == ("apply_effect", "eq", clip)
    assert step.args["gain_db"] == gain_db and {"freq_hz", "cutoff_hz"} & set(step.args)


@pytest.mark.parametrize(("text", "track", "way"), [("more drums", "Drums", 1), ("less bass", "Bass DI", -1)])
def test_of_an_instrument_is_its_level(text, track, way):
    (call,) = calls(text, SONG)
    assert (call["tool"], call["args"]["track"]) == ("mix", track) and call["args"]["value_db"] * way > 0


@pytest.mark.parametrize(
    ("text", "level_db"),
    [("less bass in the chorus", -3), ("more bass in the chorus", 3), ("bass louder in the chorus", 3)],
)
def test_for_some_bars_it_is_held_there(text, level_db):
    assert calls(text, SONG) == held("Bass DI", level_db, 13, 21)


@pytest.mark.parametrize(
    "text",
    [
        "vocal: less reverb",
        "too much delay on the vocal",
        "reduce the compression on the bass",
        "drier vocals please",
        "not so much echo on the vocal",
    ],
)
def test_less_of_an_effect_that_nobody_put_on_asks(text):
    (call,) = calls(text, SONG)
    assert call["tool"] == "ask" and "cannot make it less" in call["args"]["text"]


def test_less_of_one_that_is_there_lessens_it():
    wet = after(SONG, ("reverb on the vocal", [("apply_effect", {"clip": "r4", "effect": "reverb"}, ())]))
    (call,) = calls("less reverb on the vocal", wet)
    assert call["tool"] == "apply_effect" and call["args"]["wet"] < 0.25


@pytest.mark.parametrize("text", ["drums: mute them in bars 3 and 4", "the drums, mute them in bars 3 and 4"])
def test_what_is_named_first_is_meant(text):
    busy = after(SONG, ("bass down 3 in the verse", [("automate", held("Bass DI", -3.0, 5.0, 13.0)[0]["args"], ())]))
    (call,) = calls(text, busy)
    assert (call["tool"], call["args"]["track"], call["args"]["parameter"]) == ("automate", "Drums", "mute")
