"""Several projects are open: the one used last is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.catalog.registry import Registry
from engine.daw.daw import Daw, DawSession, Project
from engine.errors import UserError
from engine.service.connect import find_project
from engine.service.last_used import remember


class Open(Daw):
    """A DAW with projects open."""

    def __init__(self, daw_id: str, *names: str) -> None:
        self.id, self.name = daw_id, daw_id.title()
        self._projects = [Project(f"{daw_id}-{name}", name, Path("/songs") / name) for name in names]

    def find(self) -> list[Project]:
        return self._projects

    def connect(self, project: Project) -> DawSession:
        raise AssertionError("not asked")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))


def registry(*daws: Daw) -> Registry:
    made = Registry()
    for daw in daws:
        made.daws[daw.id] = daw
    return made


def test_nobody_guesses_before_one_was_used() -> None:
    with pytest.raises(UserError, match=r"Several projects are open: a \(Reaper\), b \(Ardour\)"):
        find_project(registry(Open("reaper", "a"), Open("ardour", "b")))


def test_the_one_used_last_is_meant_and_a_named_one_before_it() -> None:
    reaper, ardour = Open("reaper", "a", "c"), Open("ardour", "b")
    both = registry(reaper, ardour)
    remember(ardour, ardour.find()[0])
    assert find_project(both) == (ardour, ardour.find()[0])
    remember(reaper, reaper.find()[1])
    assert find_project(both) == (reaper, reaper.find()[1])
    assert find_project(both, "ardour") == (ardour, ardour.find()[0])


def test_the_same_daw_with_another_project_is_still_meant() -> None:
    ardour = Open("ardour", "b")
    remember(ardour, Project("old", "old", Path("/songs/old")))
    assert find_project(registry(Open("reaper", "a"), ardour)) == (ardour, ardour.find()[0])
    with pytest.raises(UserError, match="Several"):
        find_project(registry(Open("reaper", "a"), Open("ardour", "b", "c")))


def test_a_damaged_memory_is_none(tmp_path: Path) -> None:
    (tmp_path / "last-project.json").write_text("[3")
    with pytest.raises(UserError, match="Several"):
        find_project(registry(Open("reaper", "a"), Open("ardour", "b")))
