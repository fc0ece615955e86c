"""One part gets another's notes: who, whose, how far, in which bars, on a track of its own."""

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import calls

BAR_S = 240 / 100


def notes(name: str, track: str, first: int, behind: int, kind: str = "midi") -> ClipInfo:
    """A clip in bars first…behind at 100 bpm."""
    return ClipInfo(name, name, track, kind, (first - 1) * BAR_S, (behind - first) * BAR_S)


QUINTET = Context(
    tempo=100,
    clips=(
        notes("air", "Oboe", 1, 9),
        notes("ground", "Bassoon", 1, 9),
        notes("call", "Horn", 5, 9),
        notes("rain", "Rain", 1, 9, "audio"),
    ),
    tracks=("Oboe", "Bassoon", "Horn", "Clarinet", "Rain"),
    markers=(("Theme", 1.0), ("Trio", 5.0)),
)


def copied(clip: str, track: str, *, by: float | None = None, bars: tuple[int, int] | None = None) -> list[dict]:
    part = {"start_bar": bars[0], "end_bar": bars[1]} if bars else {}
    made = [{"tool": "arrange", "args": {"action": "duplicate", "clip": clip, "track": track, **part}}]
    if by:
        made.append({"tool": "change_tempo_key", "args": {"clip": "$1", "semitones": by}})
    return made


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("let the clarinet double the oboe", copied("air", "Clarinet")),
        ("have the clarinet double the bassoon two octaves up", copied("ground", "Clarinet", by=24)),
        (
            "the clarinet should double the oboe an octave below in the trio",
            copied("air", "Clarinet", by=-12, bars=(5, 9)),
        ),
        ("copy the oboe line to the clarinet, an octave lower", copied("air", "Clarinet", by=-12)),
        (
            "Let the horn double the oboe in the theme, a fifth down, bars 1 to 4.",
            copied("air", "Horn", by=-7, bars=(1, 5)),
        ),
        ("give the clarinet the bassoon part", copied("ground", "Clarinet")),
        ("let the clarinet play what the horn plays, an octave above", copied("call", "Clarinet", by=12)),
        ("reinforce the oboe with the clarinet an octave down", copied("air", "Clarinet", by=-12)),
        ("can the clarinet play the oboe melody too?", copied("air", "Clarinet")),
        ("double the oboe an octave up on its own track", copied("air", "Oboe octave up", by=12)),
        ('duplicate the horn down a fourth on a new track "Low Horn"', copied("call", "Low Horn", by=-5)),
        (
            "copy bars 3 and 4 of the bassoon onto the clarinet, an octave up",
            copied("ground", "Clarinet", by=12, bars=(3, 5)),
        ),
        ("copy the trio of the bassoon to a new track called Trio Bass", None),
        ("have a piccolo double the oboe an octave higher", copied("air", "Piccolo", by=12)),
        ("layer the horn with itself an octave lower", copied("call", "Horn octave lower", by=-12)),
    ],
)
def test_who_doubles_whom(text, wanted):
    made = calls(text, QUINTET)
    assert made == wanted if wanted else made[0]["tool"] == "arrange"


@pytest.mark.parametrize(
    "text",
    ["double the tempo", "double the oboe's volume", "take the oboe up an octave", "transpose the horn down a fifth"],
)
def test_what_is_no_doubling(text):
    assert not any(call["args"].get("action") == "duplicate" for call in calls(text, QUINTET))


def test_it_doubles_what_was_done_last():
    said = replace(QUINTET, last="call")
    assert calls("double it an octave down on its own track", said) == copied("call", "Horn octave down", by=-12)


def test_what_cannot_be_doubled_is_asked():
    assert calls("let the clarinet double the rain", QUINTET)[0]["tool"] == "ask"
    assert calls("let the horn double the bassoon", QUINTET)[0]["tool"] == "ask"  # it plays there already
