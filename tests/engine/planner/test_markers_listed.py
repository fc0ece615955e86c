"""Several markers told in one sentence, and lists that are no wish for markers."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import calls

SHOW = Context(
    tempo=120,
    clips=(
        ClipInfo("c1", "jingle", "Jingle", "audio", 0, 8, ("music",), (1, 5)),
        ClipInfo("c2", "host", "Host", "audio", 8, 12, ("speech",), (5, 11)),
        ClipInfo("c3", "guest", "Guest", "audio", 20, 10, ("speech",), (11, 16)),
    ),
    tracks=("Jingle", "Host", "Guest"),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("three flags: Open at the top, Talk where the host starts, Visit where the guest comes in",
         [("Open", 1), ("Talk", 5), ("Visit", 11)]),
        ("could you put markers: Drop at 9, Break two bars after the Drop, Outro at the end",
         [("Drop", 9), ("Break", 11), ("Outro", 16)]),
        ("Verse at bar 5, Chorus at bar 9", [("Verse", 5), ("Chorus", 9)]),
        ("intro 1, verse 5, chorus 13 as locators please", [("intro", 1), ("verse", 5), ("chorus", 13)]),
        ("flags at 3 and 7 called Left and Right", [("Left", 3), ("Right", 7)]),
        ("cue points where the host starts and where the guest ends", [("host", 5), ("guest", 16)]),
        ("setz zwei Marker: Anfang bei Takt 1, Gast da, wo Guest einsetzt", [("Anfang", 1), ("Gast", 11)]),
        ("des marqueurs : Ouverture au début, Invité là où Guest commence", [("Ouverture", 1), ("Invité", 11)]),
        ("marcadores: Charla donde empieza Host, Final en el 13", [("Charla", 5), ("Final", 13)]),
        ("marcadores: Abertura no início, Conversa onde o Host começa", [("Abertura", 1), ("Conversa", 5)]),
        ("标记：开场在第1小节，采访在Host开始的地方", [("开场", 1), ("采访", 5)]),
    ],
)  # fmt: skip
def test_each_marker_of_a_list_is_set(said: str, expected: list[tuple[str, float]]) -> None:
    assert [(call["tool"], call["args"].get("action")) for call in calls(said, SHOW)] == [("marker", "add")] * len(
        expected
    )
    assert [(call["args"]["name"], call["args"]["bar"]) for call in calls(said, SHOW)] == expected


def test_clock_times_are_times_of_the_session() -> None:
    made = calls('markers: "Host" at 0:08, Guest at a minute twelve', SHOW)
    assert [(call["args"]["name"], call["args"]["at"]) for call in made] == [("Host", 8), ("Guest", 72)]


def test_a_place_that_is_not_known_is_asked_for() -> None:
    assert calls("markers: Open at the top, Ads where the sponsor starts", SHOW)[0]["tool"] == "ask"


@pytest.mark.parametrize(
    "said",
    [
        "the song has an intro, a verse and a chorus",
        "verse at 5 and chorus at 9, right?",
        "labels on the tracks: Host red, Guest blue",
        "a gunshot at bar 5, a scream at bar 9",
        "Host at bar 6, Guest at bar 9",
        "cut the host from bar 6 to the end and fade the guest out",
    ],
)
def test_other_lists_set_no_markers(said: str) -> None:
    assert "marker" not in [call["tool"] for call in calls(said, SHOW)]


def test_a_marker_and_an_edit_are_no_list_of_markers() -> None:
    made = calls("put a marker called Out at bar 9 and mute the host", SHOW)
    assert [call["tool"] for call in made].count("marker") == 1
    assert len(made) == 2
