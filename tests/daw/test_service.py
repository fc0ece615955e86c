"""The engine process beside a real Ardour: workers and the engine are killed in the middle, the session stays right."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from bridge.ardour.ardour import default_mailbox
from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from bridge.hosts.stage import must
from engine.daw.daw import NewTrack, PlaceMidi
from engine.media.note import Note
from engine.wire.client import Client
from tests.engine.service.conftest import WARM, Engine, make, obedient_engine, wait_for
from tests.patience import PATIENCE_S

MELODY = tuple(Note(60 + n, n, 1) for n in range(8))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with obedient_engine(tmp_path_factory.mktemp("engine")) as made:
        made.environment |= WARM
        yield made


@pytest.fixture(scope="module")
def rig(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArdourRig]:
    with ArdourRig(tmp_path_factory.mktemp("song"), name="Song", bpm=96, mailbox=default_mailbox()) as started:
        yield started


def test_one_session_outlives_its_workers_and_its_engine(engine: Engine, rig: ArdourRig) -> None:
    client = engine.start()
    session = rig.session()
    made = must(session, [NewTrack("Melody", "midi", "m"), PlaceMidi("m", MELODY, 0.0, 8.0, "Melody", "notes")])
    session.select(regions=[dict(pair for outcome in made for pair in outcome.made)["notes"]])

    state = client.open_project()
    assert (state.name, state.daw, state.bpm) == ("Song", "Ardour", 96), "the project that is open is found"
    assert state.selection.label == "Melody, bars 1–2, 8 notes" and state.selection.kind == "midi"
    project = state.project

    sung = client.follow(project, 'sing the selected notes: "when the night is falling on the town"')
    assert sung.state == "done" and sung.read_back == {"done": 2}, sung.answer
    assert sung.clips[0].track in tracks(session) and sung.clips[0].start_beats == 0.0

    _a_killed_worker_fails_its_step_only(client, project)
    bass = client.follow(project, "put a bass line in the song's key under it")
    assert bass.state == "done", (bass.steps, bass.answer)

    before = tracks(session)
    running = client.send(project, **make("work 60"))
    wait_for(client, project, running.number, ("running",))
    engine.kill()
    client = engine.start()
    assert client.open_project("ardour", rig.session_folder).project == project
    assert client.turn(project, running.number).state == "interrupted"
    assert tracks(session) == before
    undone = client.follow(project, "Undo", steps=[{"tool": "undo", "args": {"target": f"#{sung.number}"}}])
    assert undone.state == "done" and sung.clips[0].track not in tracks(session), undone.answer
    assert client.follow(project, "redo it").state == "done" and sung.clips[0].track in tracks(session)
    session.close()


def test_what_the_user_does_in_ardour_is_told(engine: Engine, rig: ArdourRig) -> None:
    client = engine.clients[-1]
    project = client.open_project("ardour", rig.session_folder).project
    session = rig.session()
    with client.events(project) as events:
        threading.Timer(0.5, lambda: must(session, [NewTrack("Guitar", "audio", "g")])).start()
        until = time.monotonic() + PATIENCE_S
        for name, data in events:
            assert time.monotonic() < until
            if name == "session" and "Guitar" in [track["name"] for track in data["tracks"]]:
                break
    session.close()


def _a_killed_worker_fails_its_step_only(client: Client, project: str) -> None:
    turn = client.send(project, **make("work 60"))
    wait_for(client, project, turn.number, ("running",))
    until = time.monotonic() + PATIENCE_S
    while not (busy := [one for one in client.get("/status")["workers"] if one["state"] == "busy"]):
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(busy[0]["pid"], signal.SIGKILL)
    ended = wait_for(client, project, turn.number, ("failed",))
    assert "ended unexpectedly" in ended.answer, ended.answer
    assert client.follow(project, **make("after")).state == "done"


def tracks(session: ArdourSession) -> list[str]:
    return [track.name for track in session.snapshot().tracks if track.kind not in ("bus", "master")]
