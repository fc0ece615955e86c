"""Heard only in a part, buses named in passing, limits that change nothing, and one more of a level beside a side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after
from tests.engine.planner.sentence.test_halfway import PANNED

PLANNER = OfflinePlanner(asks_back=False)
_ROUTED = after("marimba and cajon through a bus called DRUMS")
BUSED = replace(_ROUTED, track_views=(*_ROUTED.track_views, TrackInfo("DRUMS", "bus")), tracks=(*SONG.tracks, "DRUMS"))
BOTH = after("accordion down 3 and 20 left")
TURNED = after("fiddle l 40 left and fiddle r 40 right")


def plan(text: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a request."""
    return [(one["tool"], one["args"]) for one in PLANNER.plan(text, context).calls()]


def muted(text: str) -> list[tuple[str, float, float]]:
    """(track, from bar, to bar) of each silence."""
    made = plan(text)
    assert all((tool, args["parameter"], args["to"]) == ("automate", "mute", 1) for tool, args in made), made
    return [(args["track"], args["start_bar"], args["end_bar"]) for _, args in made]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cajon only in the refrain", [("Cajon", 5, 13), ("Cajon", 21, 29)]),
        ("cajon only in the refrain pls, nothing on stanza 1 or stanza 2", [("Cajon", 5, 13), ("Cajon", 21, 29)]),
        ("the cajon should only play in the refrain", [("Cajon", 5, 13), ("Cajon", 21, 29)]),
        ("cajon out altogether for stanza 1, in from the refrain", [("Cajon", 5, 13)]),
        ("cajon out completely in the refrain", [("Cajon", 13, 21)]),
    ],
)
def test_heard_only_there(text: str, wanted: list[tuple[str, float, float]]) -> None:
    assert muted(text) == wanted


def test_a_move_only_there_is_no_silence() -> None:
    assert all(args.get("parameter") != "mute" for _, args in plan("only in the refrain", BOTH))


@pytest.mark.parametrize(
    ("text", "tracks", "name", "db"),
    [
        (
            "marimba accordion n cajon on one bus, call it DRUMS, n pull that whole bus down 2. im clipping my"
            " ears off",
            ["Marimba", "Accordion", "Cajon"],
            "DRUMS",
            -2,
        ),
        (
            "put the marimba and the cajon together on a bus, call it BEAT, and pull the whole lot down 3 dB",
            ["Marimba", "Cajon"],
            "BEAT",
            -3,
        ),
    ],
)
def test_a_bus_is_named_in_passing(text: str, tracks: list[str], name: str, db: float) -> None:
    (route, made), (mix, level) = plan(text)
    assert (route, made["tracks"], made["to"]) == ("route", tracks, name)
    assert (mix, level) == ("mix", {"track": name, "action": "gain", "value_db": db})


def test_names_in_a_row_are_a_list() -> None:
    made = plan("marimba accordion and cajon down 2")
    assert [args["track"] for _, args in made] == ["Marimba", "Accordion", "Cajon"]


@pytest.mark.parametrize(
    ("text", "context", "wanted"),
    [
        (
            "and that bus 1.5 dB down, don't touch the 2 faders inside",
            BUSED,
            [("mix", {"track": "DRUMS", "action": "gain", "value_db": -1.5})],
        ),
        (
            "bit more, another 1.5 off. the 20 left is good, leave it",
            BOTH,
            [("mix", {"track": "Accordion", "action": "gain", "value_db": -1.5})],
        ),
        ("the other way round", BOTH, [("mix", {"track": "Accordion", "action": "pan", "value": 0.2})]),
        (
            "other way about sorry, thats how we look from the stage",
            TURNED,
            [
                ("mix", {"track": "Fiddle L", "action": "pan", "value": 0.4}),
                ("mix", {"track": "Fiddle R", "action": "pan", "value": -0.4}),
            ],
        ),
    ],
)
def test_what_only_limits_changes_nothing(
    text: str, context: Context, wanted: list[tuple[str, dict[str, Any]]]
) -> None:
    assert plan(text, context) == wanted


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("print the mix to one wav, on -9 LUFS, true peak not over -1 dB", -9),
        ("wav of the mix at -14 LUFS, true peak max -1", -14),
    ],
)
def test_loudness_and_peak_of_a_file(text: str, lufs: float) -> None:
    ((tool, args),) = plan(text)
    assert (tool, args["loudness_lufs"]) == ("export", lufs)


def test_everything_below_a_figure_is_no_track() -> None:
    made = plan("roll the bottom off the accordion, everything below ninety or thereabouts")
    assert {(args["effect"], args["cutoff_hz"]) for _, args in made} == {("highpass", 90)}
    assert {args.get("clip") for _, args in made} <= {"k25", "k213"}


def test_one_band_where_one_is_told() -> None:
    made = plan("the accordion is a little nasal, could you take the edge off round about 1k?")
    assert {args["freq_hz"] for _, args in made} == {1000}
    assert len(made) == 2


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("put the cajon 3 dB further back", {"track": "Cajon", "value_db": -3}),
        ("the cajon is too in front, can you put him 3 dB more back?", {"track": "Cajon", "value_db": -3}),
        ("the cajon 4 dB more loud", {"track": "Cajon", "value_db": 4}),
        ("cajon 2 dB more quiet", {"track": "Cajon", "value_db": -2}),
        ("fiddle r a little less right than now", {"track": "Fiddle R", "value": 0.4}),
        ("fiddle l less left", {"track": "Fiddle L", "value": -0.3}),
        ("fiddle l not so far left", {"track": "Fiddle L", "value": -0.3}),
        ("accordion mid", {"track": "Accordion", "value": 0}),
    ],
)
def test_said_by_those_who_learnt_it_late(text: str, args: dict[str, Any]) -> None:
    ((_, made),) = plan(text, PANNED)
    assert {name: made.get(name) for name in args} == args


def test_less_of_a_side_where_it_does_not_stand_is_asked() -> None:
    assert [tool for tool, _ in plan("fiddle l less right", PANNED)] == ["ask"]


def test_everything_is_no_act_before() -> None:
    ((_, args),) = plan("everything -1 so i got headroom", after("cajon down 1, shaker up 1"))
    assert len(args["tracks"]) > 5 and args["value_db"] == -1


def test_how_far_it_was_turned_is_told() -> None:
    made = plan("how many dB have we taken from the accordion in total?", BOTH)
    assert [args["aspect"] for _, args in made] == ["before", "level"]
