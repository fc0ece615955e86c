"""What a DAW answers to changes: late, lost, twice, half, lying, of the wrong kind. Never done what is not there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack, clear
from bench.attacks.hosts import Host
from bench.attacks.lying_line import Bend, LyingLine, lying_hosts
from bridge.protocol import Reply
from engine.daw import daw
from engine.errors import DawError, DawSilent


def _with(result: Any) -> Bend:
    return lambda really: replace(really(), result=result)


def _never(result: Any, ok: bool = True, error: str = "", state: Any = "not_done") -> Bend:
    return lambda really: Reply("x", ok, result, error, state)


def _silent(before: bool) -> Bend:
    def bend(really: Callable[[], Reply]) -> Reply:
        if not before:
            really()
        raise DawSilent("The answer was lost.")

    return bend


def _deaf(really: Callable[[], Reply]) -> Reply:
    raise DawError("The DAW did not pick up the request, and nothing was changed.")


def _late(really: Callable[[], Reply]) -> Reply:
    time.sleep(0.7)
    return really()


def _rows(change: Callable[[list[Any]], Any]) -> Bend:
    def bend(really: Callable[[], Reply]) -> Reply:
        reply = really()
        rows = list(reply.result.get("results", ())) if isinstance(reply.result, dict) else []
        return replace(reply, result={**(reply.result or {}), "results": change(rows)})

    return bend


OK = {"ok": True}
BENDS: dict[str, Bend] = {
    "no result": _with(None),
    "a list": _with([]),
    "a word": _with("ok"),
    "a number": _with(7),
    "no rows": _with({}),
    "rows of nothing": _with({"results": None}),
    "rows that are words": _with({"results": ["ok", "ok"]}),
    "an empty list of rows": _with({"results": []}),
    "one row too few": _rows(lambda rows: rows[:-1]),
    "three rows too many": _rows(lambda rows: [*rows, OK, OK, OK]),
    "the rows turned round": _rows(lambda rows: rows[::-1]),
    "all refused though done": _rows(lambda rows: [{"ok": False, "error": "No."} for _ in rows]),
    "ok without ids": _rows(lambda rows: [OK for _ in rows]),
    "ids that are not there": _rows(lambda rows: [{**OK, "made": "ghost"} for _ in rows]),
    "ids of the wrong kind": _rows(lambda rows: [{**OK, "made": {"a": 1}} for _ in rows]),
    "a thousand ids": _rows(lambda rows: [{**OK, "made": [str(n) for n in range(1000)]} for _ in rows]),
    "told of the wrong kind": _rows(lambda rows: [{**row, "told": 7} for row in rows]),
    "became nonsense": _rows(lambda rows: [{**row, "told": {"became": [1, 2, 3]}} for row in rows]),
    "ok that is a word": _rows(lambda rows: [{**row, "ok": "false"} for row in rows]),
    "errors that are lists": _rows(lambda rows: [{"ok": False, "error": ["a"]} for _ in rows]),
    "a lie: never done": _never({"results": [OK, OK, OK]}),
    "a lie with ids": _never({"results": [{**OK, "made": "t9"}, {**OK, "made": "r9"}, OK]}),
    "refused": _never(None, ok=False, error="It is busy."),
    "refused without a word": _never(None, ok=False),
    "refused, but unknown": _never(None, ok=False, error="Crashed.", state="unknown"),
    "refused in 90 000 letters": _never(None, ok=False, error="no " * 30_000),
    "refused with an escape": _never(None, ok=False, error="\x1b[31mno\x07."),
    "changed since": _never({"changed_since": True}),
    "lost before": _silent(True),
    "lost after": _silent(False),
    "deaf": _deaf,
    "late": _late,
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for host, line in lying_hosts(folder, ends):
        for number, (name, bend) in enumerate(BENDS.items()):
            plain = host.plain if number % 3 == 0 else None
            yield Attack(f"{host.name}: {name}", _changed(host, line, bend), limit_s=12.0, then=plain)


def _changed(host: Host, line: LyingLine, bend: Bend) -> Callable[[], None]:
    def act() -> None:
        before = {track.id for track in host.session.snapshot().tracks}
        drums, level = host.track("Drums"), -9.0
        line.lie("apply", bend)
        outcomes = host.session.apply(
            [
                daw.NewTrack("Lied", "audio", ref="t"),
                daw.PlaceAudio("t", host.sound, 8.0, "lied", ref="r"),
                daw.SetMute(drums, True),
            ],
            expected_revision=host.session.snapshot().revision,
            label=f"lie {level}",
        )
        line.times = 0
        assert line.was_met and len(outcomes) == 3
        now = host.session.snapshot()
        is_there = (
            any(track.name == "Lied" for track in now.tracks),
            any(region.name == "lied" for region in now.regions),
            next(track.mute for track in now.tracks if track.id == drums),
        )
        back = [daw.RemoveTrack(track.id) for track in now.tracks if track.name == "Lied" and track.id not in before]
        host.do(*back, daw.SetMute(drums, False))
        for outcome, there in zip(outcomes, is_there, strict=True):
            assert there or not outcome.is_done, f"told as done and not there: {outcomes}"
            assert not there or outcome.state != "not_done", f"told as not done and there: {outcomes}"
            if not outcome.is_done:
                clear(outcome.why)

    return act
