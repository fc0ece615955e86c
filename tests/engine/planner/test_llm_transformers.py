"""From words to a plan through a real `transformers serve`, streamed, with a tiny model trained here."""

import json
import os
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from engine.cli.cli import main
from engine.config import Settings, data_folder
from engine.planner.choose import planner_for
from engine.planner.context import Planner
from engine.planner.llm.host import LlmHost
from engine.planner.llm.hosted import HostedPlanner
from tests.engine.planner.llm_tiny_model import call, make_model
from tests.engine.planner.session import BAND
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.model

STEMS = {"clip": "c7", "stems": ["bass"]}
DELAY = {"clip": "$1.bass", "effect": "delay"}
REVERSE = {"clip": "c4", "action": "reverse"}
_TOLD = "planned as step {}; go on with what is left, or answer with the one word: done"
HELLO = "So far so good. "
"""Of one plain order the offline planner is sure, and nobody is asked."""
TALKS: list[list[tuple[str, str]]] = [
    [("user", f"{HELLO}mute the beat"), ("assistant", call("mix", track="t2", action="mute"))],
    [
        ("user", f"{HELLO}take the bass out of the sunday mix, then put a delay on it"),
        ("assistant", call("separate_stems", **STEMS)),
        ("tool", _TOLD.format(1)),
        ("assistant", call("apply_effect", **DELAY)),
        ("tool", _TOLD.format(2)),
        ("assistant", "That is all."),
    ],
    [
        ("user", f"{HELLO}reverse the vocal and mute the beat"),
        ("assistant", call("edit_clip", **REVERSE) + "\n" + call("mix", track="t2", action="mute")),
    ],
    [("user", f"{HELLO}put a reverb on the pad"), ("assistant", call("arrange", action="delete", clip="c4"))],
]
MUTE: dict[str, Any] = {"tool": "mix", "args": {"track": "lo-fi beat", "action": "mute"}}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlmHost]:
    """Serves a model that knows TALKS by heart, put where a downloaded one lies."""
    folder = tmp_path_factory.mktemp("tiny")
    assert make_model(folder, TALKS) < 0.1, "the tiny model did not learn its lines"
    settings = data_folder() / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"llm_host": "tests/knows-a-few-lines"}))
    assert main(["models", "get", "planner", "--from", str(folder), "--yes"]) == 0
    settings.unlink()
    kept = {name: os.environ.get(name) for name in ("TONMEISTER_DEVICE", "OMP_NUM_THREADS")}
    os.environ.update({"TONMEISTER_DEVICE": "cpu", "OMP_NUM_THREADS": "1"})
    host = LlmHost(Settings(planner="hosted", llm_host="tests/knows-a-few-lines"), idle_s=60)
    yield host
    host.close()
    for name, value in kept.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(scope="module")
def planner(host: LlmHost) -> Iterator[Planner]:
    """Asked once before the model is there, then when it is."""
    made = planner_for(Settings(planner="hosted", llm_short_list="yes"), host=host)
    assert isinstance(made, HostedPlanner)
    plan = made.plan("mute the beat", BAND)
    assert plan.planner == "offline" and plan.calls() == [MUTE]
    assert plan.note == "The hosted language model is still being loaded. I planned this myself."
    until = time.monotonic() + PATIENCE_S
    while not host.endpoint():
        assert "still" in host.why_not() and time.monotonic() < until, host.why_not()
        time.sleep(0.1)
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
def test_words_become_a_plan(planner: Planner, text: str, wanted: list[dict[str, Any]]) -> None:
    plan = planner.plan(HELLO + text, BAND)
    assert (plan.calls(), plan.planner, plan.note) == (wanted, "llm", "")
    assert re.search(r"\d+ tokens in and \d+ tokens out", planner.cost())


def test_a_model_that_deletes_unasked_is_asked_about_first(planner: Planner) -> None:
    plan = planner.plan(f"{HELLO}put a reverb on the pad", BAND)
    assert [step.task for step in plan.steps] == ["ask"] and "Delete: “Melody vocal”?" in str(plan.steps[0].args)


def test_what_the_model_babbles_is_no_plan(planner: Planner) -> None:
    """It never learned this; half-known words come out, and the server's own report of them is no JSON."""
    plan = planner.plan(f"{HELLO}please bounce the bass line with an upright piano, my dear friend", BAND)
    assert plan.steps and (plan.planner == "llm" or plan.note.endswith("I planned this myself."))


def test_it_ends_with_its_host_and_is_started_again_when_it_has_gone(host: LlmHost, planner: Planner) -> None:
    process = host._process
    assert process and process.stdin
    process.stdin.close()  # as when the engine is killed
    assert process.wait(PATIENCE_S) == 0
    until = time.monotonic() + PATIENCE_S
    while "has ended" not in host.why_not() and time.monotonic() < until:
        time.sleep(0.1)
    plan = planner.plan("mute the beat", BAND)
    assert plan.planner == "offline" and "has ended" in plan.note


def test_without_weights_or_a_card_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    host = LlmHost(Settings(llm_host="nobody/nothing"))
    assert host.endpoint() is None and "tonmeister models get planner" in host.why_not()
