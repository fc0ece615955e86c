"""Full disks, folders that go away, plans that come to nothing, requests that are cancelled before they begin."""

from __future__ import annotations

import resource
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw.daw import Project
from engine.errors import UserError, WrongUse
from engine.library.library import Library
from engine.library.take import steps_of_take
from engine.library.turn import StepRecord, Turn
from engine.planner.context import Context
from engine.service.daw_link import DawLink
from engine.service.project_worker import ProjectWorker
from engine.tasks.plan import Plan, Step
from engine.wire import discovery
from tests.engine.service.conftest import Engine, make, wait_for
from tests.fakes import ScriptedPlanner
from tests.patience import PATIENCE_S


def test_a_full_disk_ends_the_request_in_a_sentence_and_is_forgotten_when_there_is_room(engine: Engine) -> None:
    client = engine.start()
    project = client.open_project("folder", engine.home / "song").project
    client.follow(project, **make("before"))
    sent = client.send(project, **make("work 1"))
    wait_for(client, project, sent.number, ("running",))
    assert engine.process
    before = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    ended = wait_for(client, project, sent.number, ("interrupted", "failed"))
    assert "cannot be stored" in ended.answer, ended.answer
    with pytest.raises(UserError, match="library cannot be used"):
        client.send(project, **make("full"))
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, before)
    assert client.follow(project, **make("after")).state == "done"
    stored = Library(engine.home / "song" / "Tonmeister")
    assert [turn.state for turn in stored.turns()] == ["done", ended.state, "done"]
    stored.close()


def _take_away(folder: Path) -> None:
    """Delete a folder into which the engine may just be tidying something."""
    until = time.monotonic() + PATIENCE_S
    while folder.exists():
        assert time.monotonic() < until
        shutil.rmtree(folder, ignore_errors=True)


def test_a_project_whose_folder_has_gone_takes_no_more_requests_until_it_is_opened_anew(
    one_process: Engine,
) -> None:
    engine, client = one_process, one_process.start()
    folder = engine.home / "song"
    project = client.open_project("folder", folder).project
    client.follow(project, **make("lost"))
    _take_away(folder)
    with pytest.raises(UserError, match="moved or deleted; open the project again"):
        client.send(project, **make("x"))
    assert client.open_project("folder", folder).project == project
    client.follow(project, **make("kept"))
    stored = Library(folder / "Tonmeister")
    assert [turn.text for turn in stored.turns()] == ["kept"]
    stored.close()


def test_a_damaged_file_does_not_hide_the_history(shared: Engine, tmp_path: Path) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", tmp_path / "song").project
    done = client.follow(project, **make("damaged"))
    client.follow(project, **make("whole"))
    for blob in (tmp_path / "song" / "Tonmeister" / "blobs").rglob("*.wav"):
        blob.chmod(0o644)
        blob.write_bytes(b"")
    assert client.get(f"/projects/{project}/turns")["total"] == 2
    assert client.turn(project, done.number).clips[0].name == "damaged"


@pytest.mark.parametrize("name", ["\U0001f4a5" * 200, "\u202eback to front", "a/../b"])
def test_names_that_no_disk_takes_are_made_such(shared: Engine, tmp_path: Path, name: str) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", tmp_path / "song").project
    done = client.follow(project, **make(name))
    assert done.state == "done", done.answer
    assert Path(done.clips[0].path).is_file() and "\u202e" not in Path(done.clips[0].path).name


def test_an_edited_plan_without_steps_is_not_the_plan_as_it_was(shared: Engine, tmp_path: Path) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", tmp_path / "song").project
    waiting = client.send(project, **make("work 0", preview=True))
    wait_for(client, project, waiting.number, ("approval",))
    with pytest.raises(WrongUse, match="no steps"):
        client.post(f"/projects/{project}/turns/{waiting.number}/approve", {"steps": []})
    assert client.turn(project, waiting.number).state == "approval"
    client.cancel(project, waiting.number)


def test_an_engine_whose_file_was_tidied_away_is_found_again(one_process: Engine) -> None:
    engine, address = one_process, one_process.start().address
    discovery.discovery_file().unlink()
    until = time.monotonic() + PATIENCE_S
    while discovery.announced() != address and time.monotonic() < until:
        time.sleep(0.02)
    assert discovery.announced() == address
    assert engine.end() == 0 and discovery.announced() is None


def test_a_request_that_was_cancelled_before_it_began_does_nothing(tmp_path: Path) -> None:
    library, cancelled = Library(tmp_path), threading.Event()
    assistant = Assistant(registry=Registry({}, {}), library=library, planner=ScriptedPlanner({}))
    cancelled.set()
    done = assistant.ask("x", steps=[Step("history", {})], cancelled=cancelled)
    library.close()
    assert (done.state, done.steps) == ("cancelled", ())


class _SlowLink(DawLink):
    """Connecting takes until somebody says so; what it reads is a bug when that was asked for."""

    go_on, has_begun = threading.Event(), threading.Event()
    is_broken = False

    def connected(self) -> None:
        self.has_begun.set()
        assert self.go_on.wait(PATIENCE_S)

    def snapshot(self) -> None:
        if self.is_broken:
            raise ValueError("a DAW said something odd")


@pytest.fixture()
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProjectWorker]:
    """A project of this process, with a slow DAW and a planner that answers."""
    monkeypatch.setattr("engine.service.project_worker.DawLink", _SlowLink)
    monkeypatch.setattr(_SlowLink, "go_on", threading.Event())
    monkeypatch.setattr(_SlowLink, "has_begun", threading.Event())
    registry = Registry({}, {})
    project = ProjectWorker(
        "one",
        kind=None,
        project=Project("p", "song", tmp_path),
        folder=None,
        make_assistant=lambda library: Assistant(registry=registry, library=library, planner=_Hello({})),
        publish=lambda *_: None,
        is_listened=lambda: True,
    )
    project.open()
    yield project
    _SlowLink.go_on.set()
    project.close()


class _Hello(ScriptedPlanner):
    def plan(self, text: str, context: Context) -> Plan:
        return Plan((Step("chat", {"text": "Hello."}),))


def _until(project: ProjectWorker, number: int) -> Turn:
    until = time.monotonic() + PATIENCE_S
    while project.reader.turn(number).state in ("queued", "running") and time.monotonic() < until:
        time.sleep(0.01)
    return project.reader.turn(number)


def test_a_cancel_while_the_daw_is_still_being_connected_counts_for_this_request_alone(opened: ProjectWorker) -> None:
    first, second = opened.ask("one"), opened.ask("two")
    assert _SlowLink.has_begun.wait(PATIENCE_S)
    opened.cancel(first.number)
    _SlowLink.go_on.set()
    assert _until(opened, first.number).state == "cancelled"
    assert _until(opened, second.number).state == "answered"


def test_a_daw_that_says_something_odd_does_not_end_its_project(
    opened: ProjectWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_SlowLink, "is_broken", True)
    _SlowLink.go_on.set()
    until = time.monotonic() + PATIENCE_S
    while opened.state().is_connected and time.monotonic() < until:
        time.sleep(0.01)
    assert "something odd" in opened.state().why_not
    assert _until(opened, opened.ask("still here").number).state == "answered"


def test_another_take_of_a_plan_with_other_steps_between() -> None:
    steps = (
        Step("mix", {"track": "Vocal", "action": "mute"}),
        Step("generate_audio", {"prompt": "x"}),
        Step("arrange", {"action": "place", "clip": "$2", "bar": 1}),
        Step("separate_stems", {"clip": "$2.audio"}),
    )
    records = tuple(StepRecord("done", clips={"audio": "c"}) for _ in steps)
    taken = steps_of_take(Turn(1, "x", plan=Plan(steps), steps=records, state="done", started_at=""))
    assert [(step.task, step.args.get("clip")) for step in taken] == [
        ("generate_audio", None),
        ("separate_stems", "$1.audio"),
    ]
