"""What is made lies where the words say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.test_whole_track import SONG

MARKED = replace(SONG, markers=(("Verse", 5.0), ("Drop", 13.0), ("Corridor", 17.0), ("Fight", 25.0), ("Storm", 29.0)))
PLANNER = OfflinePlanner(asks_back=False)


def made(said: str) -> tuple[str, list[object], object]:
    """What makes it, where it goes, and how many bars it has."""
    first, *rest = PLANNER.plan(said, MARKED).steps
    return first.task, [step.args.get("bar") for step in rest], first.args.get("bars")


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("add a big boom where the fight starts", [25]),
        ("I need a short gust for when we go to the corridor, two seconds maybe", [17]),
        ("a thunder crack on the first beat of Storm", [29]),
        ("I need a wolf howling far away at bar 17 and again at 21", [17, 21]),
        ("a 4 bar riser into the drop", [9]),
        ("a two bar snare roll before the drop", [11]),
        ("a bell for bar 13, 2 seconds", [13]),
        ("give me a bassline for the fight", [25]),
    ],
)
def test_it_lies_there(said: str, places: list[float]) -> None:
    task, found, _ = made(said)
    assert task in ("generate_audio", "generate_midi")
    assert found == places


@pytest.mark.parametrize(
    ("said", "bars"),
    [("rain under the whole corridor", 8), ("a simple drum beat with brushes from the corridor to the storm", 12)],
)
def test_it_lasts_as_long(said: str, bars: int) -> None:
    assert made(said)[1:] == ([17], bars)


@pytest.mark.parametrize(
    "said", ["put some vinyl crackle under the whole song", "a soft wind noise throughout the entire track"]
)
def test_what_lies_under_the_whole_song_lasts_as_long(said: str) -> None:
    assert made(said) == ("generate_audio", [1], 32)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ('generate a voice saying "this is the storm" at 29', [29]),
        ('a spoken "here we go" at 25, please', [25]),
        ('say "good night" at the end of the song, male voice', [32]),
        ('say "run now" before the drop', [12]),
        ('say "come in at 9 sharp"', []),
    ],
)
def test_words_are_spoken_there(said: str, places: list[float]) -> None:
    task, found, _ = made(said)
    assert (task, found) == ("speak", places)


@pytest.mark.parametrize("said", ["a dark corridor drone", "a lofi beat", "a sound like a storm"])
def test_a_word_of_what_is_made_is_no_place(said: str) -> None:
    assert made(said)[1] == []
