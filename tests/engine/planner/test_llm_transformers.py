"""From words to a plan through a real `transformers serve`, streamed, with a tiny model trained here."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.planner.llm import LlmPlanner
from engine.planner.llm_endpoint import Endpoint
from tests.engine.planner.llm_tiny_model import call, make_model
from tests.engine.planner.session import BAND, PLANNER

pytestmark = pytest.mark.model

STEMS = {"clip": "c7", "stems": ["bass"]}
DELAY = {"clip": "$1.bass", "effect": "delay"}
REVERSE = {"clip": "c4", "action": "reverse"}
_TOLD = "planned as step {}; go on with what is left, or stop"
TALKS: list[list[tuple[str, str]]] = [
    [("user", "mute the beat"), ("assistant", call("mix", track="t2", action="mute"))],
    [
        ("user", "take the bass out of the sunday mix, then put a delay on it"),
        ("assistant", call("separate_stems", **STEMS)),
        ("tool", _TOLD.format(1)),
        ("assistant", call("apply_effect", **DELAY)),
        ("tool", _TOLD.format(2)),
        ("assistant", "That is all."),
    ],
    [
        ("user", "reverse the vocal and mute the beat"),
        ("assistant", call("edit_clip", **REVERSE) + "\n" + call("mix", track="t2", action="mute")),
    ],
    [("user", "put a reverb on the pad"), ("assistant", call("arrange", action="delete", clip="c4"))],
]
MUTE: dict[str, Any] = {"tool": "mix", "args": {"track": "lo-fi beat", "action": "mute"}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A server with a model that knows TALKS by heart."""
    folder = tmp_path_factory.mktemp("tiny")
    assert make_model(folder, TALKS) < 0.1, "the tiny model did not learn its lines"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--device", "cpu", "--dtype", "float32"]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/health", server, folder / "log")
        yield Endpoint(f"http://127.0.0.1:{port}/v1", str(folder))
    finally:
        server.kill()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


@pytest.fixture
def planner(served: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmPlanner]:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)
    made = LlmPlanner(endpoint=served, fallback=PLANNER)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mute the beat", [MUTE]),
        (
            "take the bass out of the sunday mix, then put a delay on it",
            [{"tool": "separate_stems", "args": STEMS}, {"tool": "apply_effect", "args": DELAY}],
        ),
        ("reverse the vocal and mute the beat", [{"tool": "edit_clip", "args": REVERSE}, MUTE]),
    ],
    ids=["one call", "a call a reply", "two calls in a reply"],
)
def test_words_become_a_plan(planner: LlmPlanner, text: str, wanted: list[dict[str, Any]]) -> None:
    plan = planner.plan(text, BAND)
    assert (plan.calls(), plan.planner, plan.note) == (wanted, "llm", "")
    usage = planner.usage
    assert usage and usage.tokens_in and usage.tokens_out and usage.repairs == 0


def test_a_model_that_deletes_unasked_is_left_aside(planner: LlmPlanner) -> None:
    plan = planner.plan("put a reverb on the pad", BAND)
    assert plan.planner == "offline" and "wanted to delete “Melody vocal”" in plan.note
    assert plan.calls() == [{"tool": "apply_effect", "args": {"clip": "c5", "effect": "reverb"}}]


def test_what_the_model_babbles_is_no_plan(planner: LlmPlanner) -> None:
    """It never learned this; half-known words come out, and the server's own report of them is no JSON."""
    plan = planner.plan("please bounce the bass line with an upright piano, my dear friend", BAND)
    assert plan.steps and (plan.planner == "llm" or plan.note.endswith("I planned this myself."))
