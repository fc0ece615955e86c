"""A level, a mute or a side for some bars, in whatever order it is said."""

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

BAR_S = 240 / 90


def clip(name: str, track: str, first: int, behind: int, kind: str = "audio") -> ClipInfo:
    return ClipInfo(name, name, track, kind, (first - 1) * BAR_S, (behind - first) * BAR_S, bars=(first, behind))


JAZZ = Context(
    tempo=90,
    clips=(clip("horn", "Trumpet", 1, 33), clip("comping", "Rhodes", 1, 33, "midi"), clip("walk", "Upright", 1, 33)),
    tracks=("Trumpet", "Rhodes", "Upright"),
    track_views=(TrackInfo("Trumpet"), TrackInfo("Rhodes"), TrackInfo("Upright", gain_db=-4.0)),
    markers=(("Head", 1.0), ("Solo Section", 9.0), ("Shout", 25.0)),
)
PLACES = {"bars 9 to 12": (9, 13), "the shout": (25, 33), "bar 16": (16, 17)}


def there(track: str, parameter: str, value: float, place: str) -> list[dict]:
    start, end = PLACES[place]
    args = {"parameter": parameter, "from": value, "to": value, "start_bar": start, "end_bar": end}
    return [{"tool": "automate", "args": {"track": track, **args}}]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "turn the {} down 2 dB in {}",
        "in {1} the {0} 2 dB quieter",
        "the {} should be 2 dB lower in {}",
        "{1}: {0} -2 dB",
        "the {} is too loud in {}, 2 dB down please",
        "can you take 2 dB off the {} in {}?",
        "2 dB less {} in {}",
        "over {1} the {0} goes down 2 dB",
    ],
)
def test_a_level(text, place):
    assert calls(text.format("trumpet", place), JAZZ) == there("Trumpet", "volume", -2, place)
    assert calls(text.format("upright", place), JAZZ) == there("Upright", "volume", -6, place)  # from where it stands


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "no {} in {}",
        "{1} without the {0}",
        "I don't want the {} in {}",
        "the {} shouldn't play in {}",
        "leave the {} out in {}",
        "let the {} rest during {}",
        "in {1} mute the {0}",
        "for {1} take the {0} out",
    ],
)
def test_a_mute(text, place):
    assert calls(text.format("rhodes", place), JAZZ) == there("Rhodes", "mute", 1, place)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pan the {} left in {}", -1),
        ("in {1} the {0} slightly right", 0.25),
        ("the {} 30% left in {}", -0.3),
        ("put the {} in the middle in {}", 0),
    ],
)
def test_a_side(text, value):
    assert calls(text.format("trumpet", "bars 9 to 12"), JAZZ) == there("Trumpet", "pan", value, "bars 9 to 12")


@pytest.mark.parametrize(
    "text",
    [
        "cut bars 9 to 12 out of the trumpet",
        "in the shout double the trumpet",
        "the trumpet an octave down in the shout",
        "fade the trumpet out in the shout",
        "from bar 9 the trumpet 2 dB down",
        "no reverb on the trumpet in the shout",
        "copy bars 9 to 12 of the upright to bar 33",
    ],
)
def test_other_acts_are_left_alone(text):
    first = calls(text, JAZZ)[0]
    assert first["args"].get("parameter") not in ("mute", "pan")
    assert (
        first["args"].get("from") != first["args"].get("to")
        or first["args"].get("end_bar") == 33
        or "from" not in first["args"]
    )


def test_everything_behind_a_topic_is_all_of_that():
    said = "The Rhodes lies too low: everything up a whole tone"
    assert {call["args"].get("clip") for call in calls(said, JAZZ)} <= {"comping", None}
