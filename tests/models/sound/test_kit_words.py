"""What is said of the drums of a beat is what is played, and no more of it is left over as words."""

from __future__ import annotations

import pytest

from models.sound.prompt.kit_words import cut_kit
from models.sound.prompt.manner import read_manner


@pytest.mark.parametrize(
    ("said", "lanes"),
    [
        ("only hats and a soft kick", {"hat", "kick"}),
        ("kick and rim only", {"kick", "rim"}),
        ("just snaps", {"snap"}),
        ("only claps on 2 and 4", {"clap"}),
        ("toms and shaker alone", {"low_tom", "mid_tom", "high_tom", "shaker"}),
    ],
)
def test_only_these_are_played(said: str, lanes: set[str]) -> None:
    manner = read_manner(said)
    assert set(manner.style.drums) == lanes and not manner.style.fill and not manner.unused


@pytest.mark.parametrize(
    ("said", "lane", "pattern"),
    [
        ("only claps on 2 and 4", "clap", "....9.......9..."),
        ("claps only on the 4", "clap", "............9..."),
        ("kick on 1 and 3", "kick", "9.......9......."),
        ("half time", "snare", "........9......."),
        ("half time feel, rim and kick only", "rim", "........9......."),
        ("four on the floor", "kick", "9...9...9...9..."),
        ("only kick every 16th", "kick", "9999999999999999"),
        ("only tambourine every 8th, accents on 2 and 4", "tambourine", "6.6.9.6.6.6.9.6."),
    ],
)
def test_they_fall_where_it_is_said(said: str, lane: str, pattern: str) -> None:
    assert read_manner(said).style.drums[lane] == (pattern,)


def test_what_is_left_out_is_silent_and_a_soft_one_softer() -> None:
    drums = read_manner("house, without hats").style.drums
    assert not {"hat"} & set(drums) and "kick" in drums
    soft, plain = (read_manner(said).style.drums["kick"][0] for said in ("only a soft kick", "only kick"))
    assert max(soft) < max(plain)


@pytest.mark.parametrize("said", ["busy", "punchy house", "dark and slow", "only on the bridge", "reggae roots"])
def test_other_words_say_nothing_of_the_drums(said: str) -> None:
    rest, kit = cut_kit(f" {said} ")
    assert rest == f" {said} " and kit == type(kit)()


def test_long_roots_are_one_held_note_a_bar() -> None:
    style = read_manner("sparser, long roots").style
    assert style.name == "pop" and style.bass == ("R---------------",)
