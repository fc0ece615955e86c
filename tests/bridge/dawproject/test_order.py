"""Tracks that leave a place and come back, in any order: each lies where it lay."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from engine.daw import daw
from engine.daw.changes.change import RESTORED
from engine.daw.daw import Change, DawSession

NAMES = ("A", "B", "C")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DawSession:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    kind = Dawproject()
    project = kind.project_at(write_empty(tmp_path / "Song.dawproject"))
    assert project
    made = kind.connect(project)
    do(made, *(daw.NewTrack(name, "audio", name) for name in NAMES), daw.NewTrack("Group", "group", "Group"))
    return made


def do(session: DawSession, *changes: Change) -> None:
    outcomes = session.apply(changes, expected_revision=session.snapshot().revision, label="test")
    assert all(one.is_done for one in outcomes), outcomes


def order(session: DawSession) -> list[str]:
    return [one.name for one in session.snapshot().tracks if one.name in NAMES]


def ids(session: DawSession) -> dict[str, str]:
    return {one.name: one.id for one in session.snapshot().tracks}


@pytest.mark.parametrize("back", [*itertools.permutations(NAMES)], ids="".join)
@pytest.mark.parametrize("away", [("A", "B"), ("C", "B", "A")], ids="".join)
def test_out_of_a_group_in_any_order(session: DawSession, away: Sequence[str], back: Sequence[str]) -> None:
    own = ids(session)
    do(session, *(daw.SetGroup(own[name], own["Group"]) for name in away))
    do(session, *(daw.SetGroup(own[name], "") for name in back))
    assert order(session) == list(NAMES)


@pytest.mark.parametrize("back", [*itertools.permutations(NAMES)], ids="".join)
def test_removed_and_restored_in_any_order(session: DawSession, back: Sequence[str]) -> None:
    own = ids(session)
    do(session, *(daw.RemoveTrack(own[name]) for name in NAMES))
    for name in back:
        ref = RESTORED + own[name]
        do(session, daw.NewTrack(name, "audio", ref), daw.SetPosition(ref, 0, is_about=True))
    assert order(session) == list(NAMES)


def test_a_track_that_is_in_no_group_stays_where_it_was_put(session: DawSession) -> None:
    own = ids(session)
    do(session, daw.SetGroup(own["A"], own["Group"]), daw.SetGroup(own["A"], ""))
    do(session, daw.SetPosition(own["A"], 2), daw.SetGroup(own["A"], ""))
    assert order(session) == ["B", "C", "A"]
    do(session, daw.SetGroup(own["B"], own["Group"]), daw.SetGroup(own["B"], ""))
    assert order(session) == ["B", "C", "A"], "where the user put others counts"
