"""Exports of some tracks, several files in one turn, and what is to be done with a file elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import PLANNER, after, calls

SONG = Context(
    clips=(
        ClipInfo("c1", "kit", "Drums", "audio", 0, 20),
        ClipInfo("c2", "sub", "Bass", "audio", 0, 20),
        ClipInfo("c3", "lead", "Lead Vox", "audio", 0, 20, ("vocal", "sung")),
        ClipInfo("c4", "oohs", "Backing Vox", "audio", 0, 20, ("vocal", "sung")),
        ClipInfo("c5", "organ", "Organ", "midi", 0, 20),
    ),
    tracks=("Drums", "Bass", "Lead Vox", "Backing Vox", "Organ"),
)
MOVED = after(SONG, ("drums up 3", [("mix", {"track": "Drums", "action": "gain", "value_db": 3.0}, ())]))
MOVED = replace(MOVED, dialogue=tuple(replace(turn, number=1) for turn in MOVED.dialogue))


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("a wav of the song with no bass", ["Drums", "Lead Vox", "Backing Vox", "Organ"]),
        ("export the mix as flac, but leave the organ out", ["Drums", "Bass", "Lead Vox", "Backing Vox"]),
        ("mix it down without the lead vox as mp3", ["Drums", "Bass", "Backing Vox", "Organ"]),
        ("an instrumental as wav please", ["Drums", "Bass", "Organ"]),
        ("a wav with only the drums and the organ", ["Drums", "Organ"]),
        ("eine wav ohne Gesang", ["Drums", "Bass", "Organ"]),
        ("exporte un wav sans la basse", ["Drums", "Lead Vox", "Backing Vox", "Organ"]),
        ("exporta un mp3 sin la batería", ["Bass", "Lead Vox", "Backing Vox", "Organ"]),
        ("exporta um wav sem o baixo", ["Drums", "Lead Vox", "Backing Vox", "Organ"]),
        ("导出没有鼓的wav", ["Bass", "Lead Vox", "Backing Vox", "Organ"]),
    ],
)
def test_a_mix_of_some(text: str, tracks: list[str]) -> None:
    """The mix has those tracks and no others."""
    (call,) = calls(text, SONG)
    assert call["tool"] == "export"
    assert (call["args"]["what"], call["args"]["tracks"]) == ("mix", tracks)


@pytest.mark.parametrize("text", ["export the mix without the reverb as wav", "export the song as wav, no mp3"])
def test_what_leaves_out_no_track(text: str) -> None:
    """What is no track leaves the whole mix."""
    assert calls(text, SONG) == [{"tool": "export", "args": {"what": "mix", "format": "wav"}}]


def test_an_instrument_that_is_not_here() -> None:
    """Nothing is exported in its place."""
    assert [call["tool"] for call in calls("an mp3 without the tuba", SONG)] == ["ask"]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("an srt for the video and the mix as flac", [("transcript", "srt"), ("mix", "flac")]),
        ("the song as wav and mp3", [("mix", "wav"), ("mix", "mp3")]),
        ("the stems as flac, and an mp3 of the whole thing", [("stems", "flac"), ("mix", "mp3")]),
        ("give me the organ's midi", [("notes", "mid")]),
        ("dame el midi del órgano", [("notes", "mid")]),
        ("gib mir das Midi der Orgel", [("notes", "mid")]),
    ],
)
def test_several_files(text: str, files: list[tuple[str, str]]) -> None:
    """Each file is an export of its own."""
    assert [(call["args"]["what"], call["args"]["format"]) for call in calls(text, SONG)] == files


def test_a_file_of_no_clip_is_of_all() -> None:
    """What was worked on last is not meant by it."""
    first, _ = calls("a VTT for the page and the mix as flac", replace(SONG, last="c1", dialogue=MOVED.dialogue))
    assert first["args"] == {"what": "transcript", "format": "vtt"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("export a wav and upload it to bandcamp", "publish"),
        ("mp3 of the mix, then e-mail it to the band", "send"),
        ("export the mix as wav and burn it on a CD", "burn"),
        ("exportiere den Mix als mp3 und schick ihn per Mail an Ida", "send"),
        ("exporta la mezcla en wav y súbela a YouTube", "publish"),
    ],
)
def test_what_is_for_a_person_to_do(text: str, told: str) -> None:
    """The file is written, and the answer says what is not done."""
    plan = PLANNER.plan(text, SONG)
    assert [step.task for step in plan.steps] == ["export"]
    assert told in plan.note


@pytest.mark.parametrize(
    "text",
    [
        "mp3 of that, and then put the faders back where they were",
        "export it as wav and afterwards set the levels back",
        "exporte ça en wav puis remets les faders comme avant",
        "exporta isso em mp3 e depois volta os faders como estavam",
        "exportier das als wav und stell dann die Fader wieder zurück",
    ],
)
def test_a_file_and_the_faders_back(text: str) -> None:
    """The file first, then the request that moved them goes."""
    assert [(call["tool"], call["args"].get("target")) for call in calls(text, MOVED)] == [
        ("export", None),
        ("undo", "#1"),
    ]
