"""Buses and groups: what "it" is behind one that was made, who goes there, and who leaves it again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

KINDS = {"Drums": "audio", "Rhodes": "midi", "Lead Guitar": "audio", "Lead Vox": "audio", "Trumpet": "midi",
         "Trombone": "midi", "Strings": "midi", "Host": "audio"}  # fmt: skip
SENT = ("Rhodes", "Lead Vox")
SONG = Context(
    tempo=96,
    clips=tuple(ClipInfo(f"c{n}", f"take {name}", name, kind, 0, 40) for n, (name, kind) in enumerate(KINDS.items())),
    tracks=tuple(KINDS),
    track_views=(
        *(
            TrackInfo(name, kind, sends=("Verb",) if name in SENT else (), send_db=(-9.0,) if name in SENT else ())
            for name, kind in KINDS.items()
        ),
        TrackInfo("Verb", "bus", plugins=("Reverb",)),
    ),
)
HORNS = ("Trumpet", "Trombone")


def said(context: Context, text: str, *done: tuple[str, dict[str, Any]]) -> Context:
    """The context behind one more turn, numbered as requests of a project are."""
    results = tuple(CallResult(place, True) for place, _ in enumerate(done))
    made = tuple({"tool": tool, "args": args} for tool, args in done)
    number = len(context.dialogue) + 1
    return replace(context, dialogue=(*context.dialogue, Exchange(text, made, results, number=number)))


def with_views(kind: str, name: str) -> tuple[TrackInfo, ...]:
    """The tracks, the horns in a group or through a bus."""
    place = "group" if kind == "group" else "output"
    inside = (replace(view, **{place: name}) if view.name in HORNS else view for view in SONG.track_views)
    return (*inside, TrackInfo(name, kind))


def routed(kind: str, name: str) -> Context:
    """Behind "run the horns through a bus", or into a group."""
    there = replace(SONG, track_views=with_views(kind, name))
    there = replace(there, tracks=(*SONG.tracks, name)) if kind == "group" else there
    return said(there, f"the horns to a {kind} {name}", ("route", {"action": kind, "tracks": list(HORNS), "to": name}))


BUS, GROUP = routed("bus", "Brass"), routed("group", "Section")


@pytest.mark.parametrize(("context", "name"), [(BUS, "Brass"), (GROUP, "Section")])
@pytest.mark.parametrize(
    ("text", "tool", "args"),
    [
        ("turn it down 2", "mix", {"action": "gain", "value_db": -2.0}),
        ("bring it up 1.5 dB", "mix", {"action": "gain", "value_db": 1.5}),
        ("it's too loud", "mix", {"action": "gain", "value_db": -3.0}),
        ("mute it", "mix", {"action": "mute"}),
        ("and colour it red", "set_track", {"color": "red"}),
        ("call it Voices", "arrange", {"action": "rename", "name": "Voices"}),
        ("rename it to Wind", "arrange", {"action": "rename", "name": "Wind"}),
        ("put a compressor on it", "apply_effect", {"effect": "compressor"}),
        ("what is on it?", "session_info", {"aspect": "plugins"}),
    ],
)
def test_it_is_the_bus_or_group_that_was_made(context: Context, name: str, text: str, tool: str, args: Any) -> None:
    assert calls(text, context) == [{"tool": tool, "args": {**args, "track": name}}]


@pytest.mark.parametrize(("context", "name"), [(BUS, "Brass"), (GROUP, "Section")])
@pytest.mark.parametrize("text", ["add the host", "add the host to it", "put the host in it too"])
def test_who_is_added_goes_there(context: Context, name: str, text: str) -> None:
    kind = "group" if context is GROUP else "bus"
    assert calls(text, context) == [{"tool": "route", "args": {"action": kind, "track": "Host", "to": name}}]


@pytest.mark.parametrize(
    "text", ["no leave the trumpet out of it", "take the trumpet out of it", "the trumpet shouldn't go to it"]
)
def test_who_is_left_out_leaves_it_and_is_heard(text: str) -> None:
    assert calls(text, BUS) == [{"tool": "route", "args": {"action": "bus", "track": "Trumpet", "to": "Master"}}]
    assert calls(text, GROUP) == [{"tool": "route", "args": {"action": "ungroup", "track": "Trumpet"}}]


def test_the_whole_group_is_the_group() -> None:
    assert calls("whole group down 1 dB", GROUP)[0]["args"] == {
        "action": "gain",
        "value_db": -1.0,
        "track": "Section",
    }


def test_a_send_to_it_goes_to_the_bus() -> None:
    (call,) = calls("send the guitar to it at -10", BUS)
    assert call["args"] == {"action": "send", "track": "Lead Guitar", "to": "Brass", "value_db": -10.0}
    assert calls("send the guitar to it at -10", SONG)[0]["tool"] == "ask"  # no bus is called "it"


@pytest.mark.parametrize("text", ["undo it", "take it back", "put it back"])
def test_what_goes_back_is_the_act(text: str) -> None:
    assert [call["tool"] for call in calls(text, BUS)] == ["undo"]


def test_it_is_what_the_same_sentence_names() -> None:
    first, second = calls("turn the guitar down and put a delay on it", BUS)
    assert first["args"]["track"] == "Lead Guitar"
    assert second["args"]["clip"] == "c2"


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("take the Rhodes off the Verb", ["Rhodes"]),
        ("take the reverb off the rhodes", ["Rhodes"]),
        ("no reverb on the lead vox please", ["Lead Vox"]),
        ("stop sending the rhodes to the verb", ["Rhodes"]),
        ("remove the lead vox send to Verb", ["Lead Vox"]),
        ("kill the reverb send on the lead vox", ["Lead Vox"]),
        ("take the lead vox and the rhodes off the verb", ["Lead Vox", "Rhodes"]),
    ],
)
def test_a_send_ends(text: str, tracks: list[str]) -> None:
    ended = [{"action": "send", "track": track, "to": "Verb", "value_db": -120} for track in tracks]
    assert [call["args"] for call in calls(text, SONG)] == ended


def test_a_reverb_on_the_track_itself_is_the_one_that_goes() -> None:
    views = tuple(replace(one, plugins=("Reverb",)) if one.name == "Rhodes" else one for one in SONG.track_views)
    (call,) = calls("take the reverb off the rhodes", replace(SONG, track_views=views))
    assert (call["tool"], call["args"]["track"]) == ("plugin", "Rhodes")
    printed = said(SONG, "reverb on the rhodes", ("apply_effect", {"clip": "c1", "effect": "reverb"}))
    assert [call["tool"] for call in calls("take the reverb off the rhodes", printed)] == ["undo"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("hm no, put it back, just 6 dB lower than it was", {"change_db": -6.0}),
        ("sorry, put it back and turn it down 4 db", {"change_db": -4.0}),
        ("bring it back at -18", {"value_db": -18.0}),
    ],
)
def test_a_send_comes_back_with_another_level(text: str, level: dict[str, float]) -> None:
    ended = {"action": "send", "track": "Rhodes", "to": "Verb", "value_db": -120}
    back, sent = calls(text, said(SONG, "rhodes off the verb", ("route", ended)))
    assert back == {"tool": "undo", "args": {"target": "#1"}}
    assert sent["args"] == {"action": "send", "track": "Rhodes", "to": "Verb", **level}


def test_a_send_takes_the_place_of_the_effect() -> None:
    wet = said(SONG, "reverb on the guitar", ("apply_effect", {"clip": "c2", "effect": "reverb"}))
    for text in ("no, send it to the verb instead", "no i meant a send to the verb bus"):
        back, sent = calls(text, wet)
        assert back["tool"] == "undo"
        assert sent["args"] == {"action": "send", "track": "Lead Guitar", "to": "Verb"}
    assert [call["tool"] for call in calls("and send it to the verb too", wet)] == ["route"]
