"""What a waiting plan would change is told before it runs, and nothing is done to find out."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.assistant.foresight import foreseen
from engine.library.library import Library
from engine.tasks.plan import Step
from tests.fakes import FakeDaw


@pytest.fixture
def song(tmp_path: Path) -> tuple[FakeDaw, Library]:
    from engine.daw import daw

    session = FakeDaw(tmp_path / "song")
    notes = ()
    session.apply([daw.NewTrack("Bass", "midi", "b"), daw.PlaceMidi("b", notes, 16.0, 16.0, "Bass take 2", "one"),
                   daw.PlaceMidi("b", notes, 0.0, 8.0, "Bass take 1", "two"), daw.SetGain("b", -3.0)],
                  expected_revision=session.snapshot().revision, label="a song")
    return session, Library(tmp_path / "library")


def rows(song: tuple[FakeDaw, Library], *steps: Step) -> list[tuple[str, str, str, str, str]]:
    session, library = song
    before = session.snapshot()
    told = foreseen(steps, before, library)
    assert session.snapshot() == before
    return [(one.kind, one.what, one.track, one.before, one.after) for one in told]


def region(song: tuple[FakeDaw, Library], name: str) -> str:
    return "region:" + next(one.id for one in song[0].snapshot().regions if one.name == name)


def test_deleting_moving_and_copying_are_foreseen(song: tuple[FakeDaw, Library]) -> None:
    second = region(song, "Bass take 2")
    assert rows(song, Step("arrange", {"action": "delete", "clip": second}),
                Step("arrange", {"action": "move", "clip": second, "bar": 13}),
                Step("arrange", {"action": "duplicate", "clip": second, "count": 2})) == [
        ("delete", "Bass take 2", "Bass", "bars 5–8", "deleted"),
        ("edit", "Bass take 2", "Bass", "bars 5–8", "bars 13–16"),
        ("add", "Bass take 2", "Bass", "bars 5–8", "bars 9–12"),
        ("add", "Bass take 2", "Bass", "bars 5–8", "bars 13–16"),
    ]  # fmt: skip
    told = foreseen([Step("arrange", {"action": "delete", "clip": second})], song[0].snapshot(), song[1])[0]
    assert (told.before_beats, told.after_beats, told.beside_beats) == ((16.0, 32.0), (), (0.0, 8.0))


def test_values_are_told_before_and_after(song: tuple[FakeDaw, Library]) -> None:
    found = rows(song, Step("mix", {"action": "gain", "track": "Bass", "value_db": -3.0}),
                 Step("mix", {"action": "mute", "track": "Bass"}),
                 Step("mix", {"action": "pan", "track": "Bass", "value": -0.3}),
                 Step("transport", {"action": "set_tempo", "bpm": 97.5}))
    assert [(before, after) for *_, before, after in found] == [
        ("−3.0 dB", "−6.0 dB"), ("heard", "muted"), ("in the middle", "30 % left"), ("96 bpm", "97.5 bpm")]


def test_a_track_that_goes_takes_its_regions(song: tuple[FakeDaw, Library]) -> None:
    told = foreseen([Step("arrange", {"action": "delete", "track": "Bass"})], song[0].snapshot(), song[1])[0]
    assert told.kind == "delete" and sorted(told.before_beats) == [0.0, 8.0, 16.0, 32.0]


def test_what_cannot_be_known_yet_is_left_out(song: tuple[FakeDaw, Library]) -> None:
    steps = (Step("generate_audio", {"prompt": "rain"}), Step("arrange", {"action": "place", "clip": "$1"}),
             Step("arrange", {"action": "move", "clip": "$1", "bar": 3}),
             Step("arrange", {"action": "delete", "clip": "region:nowhere"}),
             Step("mix", {"action": "mute", "track": "Nonesuch"}))
    assert rows(song, *steps) == [] and foreseen(steps, None, song[1]) == ()
