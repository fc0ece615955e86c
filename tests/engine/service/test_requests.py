"""What clients ask of a real engine process, over real sockets."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from engine.catalog.registry import discover
from engine.errors import UserError, WrongUse
from engine.library.library import Library
from engine.media.note import Note
from engine.service.clip_view import ClipViewer
from engine.wire.client import Client
from engine.wire.wire import SessionView, TurnView
from tests.engine.service.conftest import Engine, make, wait_for
from tests.fakes import FakeDaw
from tests.huge_sound import huge_sound
from tests.patience import PATIENCE_S


@pytest.fixture()
def client(shared: Engine) -> Client:
    return shared.clients[0]


@pytest.fixture()
def song(client: Client, tmp_path: Path) -> SessionView:
    return client.open_project("folder", tmp_path / "song")


@pytest.fixture()
def project(song: SessionView) -> str:
    return song.project


def test_a_request_is_planned_done_placed_and_taken_back(client: Client, song: SessionView) -> None:
    state = song
    assert (state.daw, state.name, state.is_connected) == ("Watched folder", "song", True)
    turns: list[TurnView] = []
    done = client.follow(state.project, 'say "good morning" in a deep voice', on_turn=turns.append)
    assert done.state == "done" and done.read_back == {"done": 2} and done.undo == "1 track added, 1 clip placed"
    assert "running" in [turn.state for turn in turns] and turns[-1] == done
    (clip,) = done.clips
    assert clip.track and Path(clip.path).is_file() and clip.place == "bar 1" and clip.task == "speak"
    assert Path(clip.path).stem == clip.name, "the file name is what a DAW calls the track"
    peaks = client.address and _bytes(client, f"/projects/{state.project}/clips/{clip.id}/peaks?bins=100")
    assert len(peaks) == 200 and max(peaks) > 10
    undone = client.follow(state.project, "Undo", steps=[{"tool": "undo", "args": {"target": f"#{done.number}"}}])
    assert undone.state == "done" and client.turn(state.project, done.number).is_undone
    again = client.follow(state.project, "Redo", steps=[{"tool": "redo", "args": {"target": f"#{done.number}"}}])
    assert again.state == "done" and not client.turn(state.project, done.number).is_undone


def test_the_session_is_shown_as_it_is_once_a_request_has_ended(client: Client, project: str) -> None:
    client.follow(project, **make("work 0"))
    shown = client.get(f"/projects/{project}")["tracks"]
    assert len(shown) == 1
    client.follow(project, "undo that")
    assert client.get(f"/projects/{project}")["tracks"] == []


def test_another_take_lies_in_the_place_of_the_first(client: Client, project: str) -> None:
    first = client.follow(project, **make("work 0"))
    take = client.follow(project, "", again=first.number)
    assert take.state == "done" and "take 2 of 2" in take.answer
    assert take.clips[0].track == first.clips[0].track
    assert take.clips[0].takes == (first.clips[0].id, take.clips[0].id)
    assert client.turn(project, first.number).clips[0].takes == take.clips[0].takes
    use = {"action": "use", "clip": first.clips[0].id, "number": "1"}
    used = client.follow(project, "Use take 1", steps=[{"tool": "take", "args": use}])
    assert used.state == "done" and client.turn(project, take.number).clips[0].active_take == first.clips[0].id
    with pytest.raises(UserError, match="made no clip"):
        client.send(project, "", again=client.follow(project, "hello").number)


def test_a_preview_waits_and_runs_as_edited(client: Client, project: str) -> None:
    waiting = client.send(project, **make("work 0", preview=True))
    turn = wait_for(client, project, waiting.number, ("approval",))
    assert turn.approval and [step.state for step in turn.steps] == ["planned"]
    client.approve(
        project, waiting.number, [{"tool": "generate_audio", "args": {"prompt": "edited", "model": "obedient"}}]
    )
    done = wait_for(client, project, waiting.number, ("done",))
    assert done.clips[0].name == "edited"
    with pytest.raises(UserError, match="does not wait"):
        client.approve(project, waiting.number)


def test_who_asks_for_something_else_does_not_want_the_plan_that_waits(client: Client, project: str) -> None:
    waiting = client.send(project, **make("work 0", preview=True))
    wait_for(client, project, waiting.number, ("approval",))
    assert client.follow(project, "hello").state == "answered"
    assert client.turn(project, waiting.number).state == "refused"


def test_what_runs_and_what_waits_can_be_cancelled(client: Client, project: str) -> None:
    running, queued = client.send(project, **make("work 30")), client.send(project, **make("work 30"))
    wait_for(client, project, running.number, ("running",))
    client.cancel(project, queued.number)
    started = time.monotonic()
    client.cancel(project, running.number)
    assert wait_for(client, project, running.number, ("cancelled",)).steps[0].state == "cancelled"
    assert time.monotonic() - started < 25  # of its 30 s
    assert client.turn(project, queued.number).state == "cancelled"
    assert client.follow(project, **make("work 0")).state == "done"


@pytest.mark.parametrize("text", ["how loud is this?", "put this on a new track called Huge"])
def test_a_cancel_does_not_wait_until_a_huge_file_is_read(
    client: Client, project: str, tmp_path: Path, text: str
) -> None:
    take = huge_sound(tmp_path / "huge take.wav")
    sent = client.send(project, text, files=[str(take)])
    wait_for(client, project, sent.number, ("running",))
    time.sleep(0.5)
    started = time.monotonic()
    client.cancel(project, sent.number)
    turn = wait_for(client, project, sent.number, ("cancelled",))
    assert time.monotonic() - started < 2
    assert [step.state for step in turn.steps][:1] == ["cancelled"] and not turn.clips
    assert client.follow(project, **make("work 0")).state == "done"


def test_projects_work_side_by_side(client: Client, tmp_path: Path) -> None:
    one, two, same = (client.open_project("folder", tmp_path / name).project for name in ("one", "two", "one"))
    assert one != two and one == same
    slow = client.send(one, **make("work 20"))
    assert client.follow(two, **make("work 0")).state == "done"
    assert client.turn(one, slow.number).state in ("queued", "running")
    assert client.get(f"/projects/{two}/turns")["total"] == 1
    client.cancel(one, slow.number)


def test_pages_of_turns(client: Client, project: str) -> None:
    for _ in range(5):
        client.follow(project, "hello")
    newest = client.get(f"/projects/{project}/turns", limit=2)
    assert [turn["number"] for turn in newest["turns"]] == [4, 5] and newest["total"] == 5
    assert [t["number"] for t in client.get(f"/projects/{project}/turns", limit=2, before=4)["turns"]] == [2, 3]


def test_a_session_event_comes_first_and_whenever_the_session_changes(client: Client, project: str) -> None:
    with client.events(project) as events:
        name, data = next(events)
        assert name == "session" and data["bpm"] == 120
        client.send(project, "set the tempo to 93 bpm")
        for name, data in events:
            if name == "session" and data["bpm"] == 93:
                break
        else:
            raise AssertionError("no event told of the new tempo")


@pytest.mark.parametrize(
    ("text", "steps", "told"),
    [
        ("x", [{"tool": "teleport", "args": {}}], "no task 'teleport'"),
        ("x", [{"tool": "mix", "args": {"acton": "mute"}}], "did you mean 'action'"),
        ("x", [{"tool": "undo", "args": {"target": "#77"}}], ""),
        ("  ", None, "empty"),
    ],
)
def test_wrong_requests_are_refused_in_a_sentence(
    client: Client, project: str, text: str, steps: list[dict[str, object]] | None, told: str
) -> None:
    if told:
        with pytest.raises(WrongUse, match=told):
            client.send(project, text, steps=steps)
    else:
        assert client.follow(project, text, steps=steps).state == "failed"


def test_what_is_not_there_is_said(client: Client, project: str, tmp_path: Path) -> None:
    for path, told in [
        ("/projects/nowhere", "No project 'nowhere'"),
        (f"/projects/{project}/turns/9", "no request 9"),
        (f"/projects/{project}/clips/zz", "no clip 'zz'"),
        (f"/projects/{project}/clips/zz/peaks", "no sound 'zz'"),
        ("/nothing", "nothing at this address"),
    ]:
        with pytest.raises(UserError, match=told):
            client.get(path)
    with pytest.raises(UserError, match="no DAW 'reaper9'"):
        client.open_project("reaper9")
    with pytest.raises(UserError, match="no file or folder"):
        client.open_project("", tmp_path / "not there")
    missing = client.follow(project, "louder", files=[str(tmp_path / "gone.wav")])
    assert missing.state == "failed" and "gone.wav" in missing.answer


def test_a_file_that_cannot_be_read_is_not_offered_to_be_tried_again(
    client: Client, project: str, tmp_path: Path
) -> None:
    (tmp_path / "words.wav").write_text("no sound at all")
    failed = client.follow(project, "put this on a new track", files=[str(tmp_path / "words.wav")])
    assert failed.state == "failed" and failed.answer.endswith("export it as WAV or FLAC.")
    assert failed.remedies == ()


def test_status_tasks_and_models(client: Client, shared: Engine) -> None:
    status = client.get("/status")
    assert status["pid"] == shared.process.pid and status["memory_bytes"] > 1e7
    tasks = {task["id"]: task for task in client.get("/tasks")["tasks"]}
    assert tasks["sing"]["title"] == "Sing" and not tasks["sing"]["why_not"]
    assert all(task["title"] for task in tasks.values())
    assert "obedient" in {model["id"] for model in client.get("/models")["models"]}


def test_an_engine_that_nobody_needs_ends(one_process: Engine) -> None:
    engine = one_process
    client = engine.start("--idle-exit", "2.5")
    done = client.follow(client.open_project("folder", engine.home / "song").project, **make("work 3.5"))
    assert done.state == "done", "work is need"
    assert engine.process and engine.process.wait(PATIENCE_S) == 0
    assert not (engine.home / "engine.json").exists()


def _bytes(client: Client, path: str) -> bytes:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", client.address.port, timeout=PATIENCE_S)
    connection.request("GET", path, headers={"Authorization": f"Bearer {client.address.token}"})
    content = connection.getresponse().read()
    connection.close()
    return content


def test_the_discovery_file_is_for_its_user_alone(shared: Engine) -> None:
    if os.name == "posix":
        assert (shared.home / "engine.json").stat().st_mode & 0o777 == 0o600


def test_what_waits_names_things_as_people_do(client: Client, project: str, tmp_path: Path) -> None:
    made = client.follow(project, **make("work 0"))
    calls = [{"tool": "arrange", "args": {"action": "delete", "clip": made.clips[0].id}}]
    waiting = client.send(project, "delete it", steps=calls)
    turn = wait_for(client, project, waiting.number, ("approval",))
    name = turn.steps[0].names[made.clips[0].id]
    assert name.startswith(made.clips[0].name) and made.clips[0].id not in name
    client.cancel(project, waiting.number)


def test_a_region_of_the_user_is_told_by_its_name(tmp_path: Path) -> None:
    session = FakeDaw(tmp_path)
    region = session.user_notes(session.user_track("Keys", "midi"), (Note(60, 0, 1),), name="chords")
    with closing(Library(tmp_path)) as library:
        names = ClipViewer(library, discover(), session.snapshot()).names_in({"clip": f"region:{region}"}, ())
    assert names[f"region:{region}"].startswith("chords on Keys")
