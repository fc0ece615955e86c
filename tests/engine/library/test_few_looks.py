"""How often the library asks its database: not more often because there is more in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.planner_context import build_context
from engine.daw.daw import Project, Region, Snapshot, Track
from engine.library import library as library_file
from engine.library.library import Library
from engine.library.takes import Take, Takes
from engine.library.turn import StepRecord, Turn, turn_from_json, turn_to_json
from engine.media.audio import Audio
from engine.media.clip import Recipe, audio_clip
from engine.tasks.plan import Step, validated


@pytest.fixture
def library(tmp_path: Path):
    library = Library(tmp_path / "library")
    yield library
    library.close()


def asked(library: Library, do: Callable[[], object]) -> list[str]:
    """The statements that something takes; what triggers do is theirs."""
    told: list[str] = []
    library.database.conn.set_trace_callback(told.append)
    try:
        do()
    finally:
        library.database.conn.set_trace_callback(None)
    return [one for one in told if not one.startswith("--")]


def with_places(library: Library, folder: Path, count: int) -> Snapshot:
    """Some sounds on tracks, each with two takes."""
    silence = audio_clip(folder, "clip", Audio(np.zeros((1, 48), np.float32), 48000))
    regions = []
    for n in range(count):
        turn = library.begin_turn(f"make sound {n}")
        recipe = Recipe("generate_audio", "procedural", "1", 0, {"prompt": "x"})
        for name in (f"a{n}", f"b{n}"):
            library.adopt(replace(silence, id=name, name=f"Sound {n}", tags=(name,), recipe=recipe), turn=turn.number)
        place = Takes(library).open(f"a{n}", f"r{n}", Take(f"a{n}", turn.number, 1))
        Takes(library).add(place, Take(f"b{n}", turn.number, 1))
        regions.append(Region(f"r{n}", "t", f"Sound {n}", "audio", float(n), 1.0))
        plan = validated([Step("generate_audio", {"prompt": "x"})])
        library.save_turn(replace(turn, plan=plan, steps=(StepRecord("done", clips={"audio": f"a{n}"}),), state="done"))
    return Snapshot(Project("p", "Song", None), "1", tracks=(Track("t", "T", "audio"),), regions=tuple(regions))


def test_a_turn_is_stored_by_one_statement_in_its_transaction(library: Library) -> None:
    turn = library.begin_turn("make a beat")
    told = asked(library, lambda: library.save_turn(replace(turn, state="done")))
    own = dict.fromkeys(one.split(" (")[0].lower() for one in told if "_fts" not in one)  # told again a trigger each
    assert list(own) == ["begin immediate", "insert into turn", "commit"]
    assert library.turn(turn.number) == replace(turn, state="done")


def test_a_turn_that_was_read_is_not_read_out_of_its_text_again(library: Library, monkeypatch) -> None:
    read: list[object] = []
    real = library_file.turn_from_json
    monkeypatch.setattr(library_file, "turn_from_json", lambda told: read.append(told) or real(told))
    library_file._turn.cache_clear()
    for n in range(20):
        library.begin_turn(f"request {n}")
    assert [len(library.turns()) for _ in range(5)] == [20] * 5
    assert len(read) == 20


def test_what_a_turn_is_worth_is_found_once_and_stored_never() -> None:
    turn = Turn(1, "a beat", steps=(StepRecord("done", clips={"audio": "c1"}),))
    told = turn_to_json(turn)
    assert turn.can_be_undone and turn.steps[0].gave is turn.steps[0].gave
    assert "can_be_undone" in vars(turn) and turn_to_json(turn) == told and turn_from_json(told) == turn
    assert not replace(turn, undone=True).can_be_undone


def test_the_context_takes_as_many_looks_for_many_places_as_for_few(library: Library, tmp_path: Path) -> None:
    few, shown = with_places(library, tmp_path, 3), []
    told = asked(library, lambda: build_context(library, few, {}, "louder"))
    many = with_places(library, tmp_path, 30)
    again = asked(library, lambda: shown.append(build_context(library, many, {}, "louder")))
    assert [(clip.id, clip.tags[:1]) for clip in shown[0].clips] == [(f"a{n}", (f"a{n}",)) for n in range(30)]
    assert len(again) == len(told)


def test_places_of_many_clips_are_those_of_each(library: Library, tmp_path) -> None:
    with_places(library, tmp_path, 4)
    takes, clips = Takes(library), [f"{letter}{n}" for n in range(4) for letter in "ab"]
    library.replaced([("r2", "r9")])
    assert takes.of_clips([*clips, "none"]) == {one: takes.of_clip(one) for one in clips}
    assert takes.of_clips(["a2"])["a2"].region == "r9" and takes.of_clips([]) == {}
    assert [one.id for one in takes.all()] == ["a3", "a2", "a1", "a0"]
