"""The attacks run, and one that does not hold is counted as what it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.attacks import attack, attacks
from bench.attacks.attack import Attack, Lost, clear, judged, refused
from engine.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


def _raise(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda: None, "held"),
        (lambda: _raise(UserError("There is no such file; name another.")), "held"),
        (lambda: _raise(UserError("nope")), "failed"),
        (lambda: _raise(UserError("That is a bug (KeyError: 'x').")), "failed"),
        (lambda: _raise(KeyError("results")), "failed"),
        (lambda: _raise(AssertionError("it was told as done")), "failed"),
        (lambda: _raise(Lost("the clip has gone")), "lost"),
        (lambda: time.sleep(0.1), "slow"),
        (refused(lambda: "taken"), "failed"),
        (refused(lambda: _raise(UserError("This is cut off; export it again."))), "held"),
    ],
)
def test_an_attack_is_judged(act, kind) -> None:
    assert judged(Attack("one", act, limit_s=0.05 if kind == "slow" else 5.0)).kind == kind


def test_the_next_plain_request_must_work() -> None:
    verdict = judged(Attack("one", lambda: None, then=lambda: _raise(KeyError("gone"))))
    assert verdict.kind == "failed" and "Afterwards" in verdict.why


def test_what_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attack, "HANG_S", 0.2)

    def hang() -> None:
        while True:
            time.sleep(0.01)

    assert judged(Attack("one", hang)).kind == "failed"


@pytest.mark.parametrize("said", ["", "no sentence", "It broke: Traceback.", "It is \x1b[31mred."])
def test_an_unclear_sentence_is_none(said: str) -> None:
    with pytest.raises(AssertionError):
        clear(said)


def test_a_process_that_dies_is_a_failed_attack_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [attack.Verdict("a", "held", "", 0.0)]
    came = [(held, "b"), (held, "")]
    monkeypatch.setattr(attacks, "_from_process", lambda group, skip: came.pop(0))
    assert [one.kind for one in attacks.verdicts_of("any")] == ["held", "failed", "held"]


def test_one_group_runs_and_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.json"
    command = [sys.executable, "-m", "bench", "attacks", "--group", "osc_garbage", "--json", str(file)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ})
    verdicts = json.loads(file.read_text())["osc_garbage"]
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 of 1 groups held" in ran.stdout and len(verdicts) >= 20 and {v["kind"] for v in verdicts} == {"held"}


def test_each_group_has_a_sentence_and_attacks() -> None:
    for name in attacks.group_names():
        group = __import__(f"bench.attacks.groups.{name}", fromlist=["attacks"])
        assert group.__doc__ and callable(group.attacks), name
