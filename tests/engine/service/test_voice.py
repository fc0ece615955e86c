"""Requests that are spoken and answers that are read aloud, through a real engine process."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserError
from engine.media.audio import Audio, probe_audio, write_audio
from engine.wire.client import Client
from tests.engine.service.conftest import ROOT, Engine, make, wait_for
from tests.models.speech.said import RATE, said
from tests.patience import PATIENCE_S


@pytest.fixture(scope="module")
def request_wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    samples = said("Set the tempo to ninety.")
    sound = np.concatenate([np.zeros(RATE // 2), samples, np.zeros(RATE // 2)]).astype(np.float32)
    return write_audio(tmp_path_factory.mktemp("said") / "request.wav", Audio(sound[None], RATE))


@pytest.fixture(scope="module")
def noise_wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hiss = 0.05 * np.random.default_rng(1).standard_normal((1, 2 * RATE))
    return write_audio(tmp_path_factory.mktemp("noise") / "noise.wav", Audio(hiss.astype(np.float32), RATE))


def ask(engine: Engine, *options: object, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """`tonmeister ask` in a process of its own, as a user calls it; `path` is where programs are found."""
    environment = engine.environment | ({"PATH": path} if path is not None else {})
    command = [sys.executable, "-P", str(ROOT / "tonmeister.py"), "ask", *map(str, options)]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_spoken_request_becomes_words(shared: Engine, request_wav: Path) -> None:
    heard = shared.clients[0].heard(request_wav)
    assert "tempo" in heard.text and heard.model == "PocketSphinx"
    assert shared.clients[0].heard(request_wav, "english").text == heard.text


def test_what_is_no_spoken_request_is_said_in_a_sentence(shared: Engine, noise_wav: Path, tmp_path: Path) -> None:
    client = shared.clients[0]
    endless = write_audio(tmp_path / "endless.wav", Audio(np.zeros((1, 130 * 8000), np.float32), 8000))
    (tmp_path / "words.txt").write_text("louder")
    for path, told in [
        (noise_wav, r"No words were understood in noise\.wav"),
        (endless, "130 s long"),
        (tmp_path / "gone.wav", "no file"),
        (tmp_path / "words.txt", "a sound file"),
    ]:
        with pytest.raises(UserError, match=told):
            client.heard(path)
    with pytest.raises(UserError, match="understands English only"):
        client.heard(noise_wav, "german")


def test_an_answer_is_spoken(shared: Engine, tmp_path: Path) -> None:
    client: Client = shared.clients[0]
    project = client.open_project("folder", tmp_path / "song").project
    done = client.follow(project, "set the tempo to 93 bpm")
    speech = client.speech(project, done.number, "deep male")
    assert speech.model and probe_audio(speech.path).seconds == pytest.approx(speech.seconds)
    assert Path(speech.path).parent == shared.home / "spoken" and speech.seconds > 1
    assert client.speech(project, done.number, "deep male").path == speech.path
    assert client.get(f"/projects/{project}/turns")["total"] == 1, "speaking is no request"
    working = client.send(project, **make("work 20"))
    wait_for(client, project, working.number, ("running",))
    with pytest.raises(UserError, match="no answer yet"):
        client.speech(project, working.number)
    client.cancel(project, working.number)
    with pytest.raises(UserError, match="no voice 'xylophone'"):
        client.speech(project, done.number, "xylophone")


def test_asked_aloud_and_answered_aloud(shared: Engine, request_wav: Path, tmp_path: Path) -> None:
    """Without a player the file is named."""
    done = ask(shared, "--project", tmp_path / "song", "--daw", "folder", "--voice", request_wav, "--speak", path="")
    assert "Heard: " in done.stderr and "tempo" in done.stderr
    named = done.stdout.strip().splitlines()[-1].removeprefix("Spoken answer: ")
    assert probe_audio(named).seconds > 0.5


def test_a_player_plays_it(shared: Engine, tmp_path: Path) -> None:
    if os.name != "posix":
        return
    player = tmp_path / "bin" / "afplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/played"\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    told = ask(
        shared,
        "--daw",
        "folder",
        "--project",
        tmp_path / "song",
        "--json",
        "--speak",
        "hello",
        path=f"{player.parent}:/bin",
    )
    assert told.returncode == 0 and json.loads(told.stdout)["text"] == "hello", "the option swallows no request"
    assert (tmp_path / "played").read_text().strip().endswith(".wav") and "Spoken answer" not in told.stderr


def test_silence_and_wrong_use(shared: Engine, noise_wav: Path, tmp_path: Path) -> None:
    silent = ask(shared, "--daw", "folder", "--project", tmp_path / "song", "--voice", noise_wav)
    assert silent.returncode == 1 and silent.stdout == ""
    assert silent.stderr.startswith("tonmeister: No words were understood") and silent.stderr.count("\n") == 1
    both = ask(shared, "louder", "--voice", noise_wav)
    assert both.returncode == 2 and "not both" in both.stderr
    gone = ask(shared, "--daw", "folder", "--project", tmp_path / "song", "--voice", tmp_path / "gone.wav")
    assert gone.returncode == 1 and "no file" in gone.stderr
