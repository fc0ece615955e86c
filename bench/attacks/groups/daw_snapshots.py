"""What a DAW tells of its session: missing parts, wrong kinds, no numbers, endless lists."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack
from bench.attacks.hosts import Host
from bench.attacks.lying_line import LyingLine, lying_hosts
from bridge.protocol import Reply
from engine.daw.daw import Snapshot

WRONG: dict[str, Any] = {
    "nothing": None,
    "a word": "x",
    "a list": [],
    "a number": -7,
    "NaN": math.nan,
    "deep": [[[[[]]]]],
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for host, line in lying_hosts(folder, ends):
        for name, whole in (*WRONG.items(), ("an empty object", {})):
            yield Attack(f"{host.name}: {name} for all", _told(host, line, lambda raw, whole=whole: whole))
        raw = _raw(host, line)
        for path in _paths(raw):
            for name in ("nothing", "a word", "NaN") if len(path) > 1 else ("nothing", "a list"):
                bend = _bent(path, WRONG[name])
                yield Attack(f"{host.name}: {name} for {'.'.join(map(str, path))}", _told(host, line, bend))
            yield Attack(f"{host.name}: no {'.'.join(map(str, path))}", _told(host, line, _bent(path, _GONE)))
        yield Attack(f"{host.name}: a plain change", host.plain, limit_s=15.0)


_GONE = object()


def _raw(host: Host, line: LyingLine) -> Any:
    kept: list[Any] = []

    def keep(really: Callable[[], Reply]) -> Reply:
        reply = really()
        kept.append(copy.deepcopy(reply.result))
        return reply

    line.lie("snapshot", keep, 9)
    host.session.snapshot()
    line.times = 0
    return kept[0]


def _paths(raw: Any) -> list[tuple[Any, ...]]:
    """Some of the places in it: all at the top, those of the state, and of the first track and region."""
    found: list[tuple[Any, ...]] = [(name,) for name in raw]
    state = raw.get("state") if isinstance(raw.get("state"), dict) else raw
    start: tuple[Any, ...] = ("state",) if state is not raw else ()
    for name, rows in state.items() if isinstance(state, dict) else ():
        if start:
            found.append((*start, name))
        if isinstance(rows, list) and rows and name in ("tracks", "regions", "clips"):
            keys = range(len(rows[0])) if isinstance(rows[0], list) else rows[0]
            found += [(*start, name, 0, key) for key in list(keys)[::4]]
    return found


def _bent(path: tuple[Any, ...], value: Any) -> Callable[[Any], Any]:
    def bend(raw: Any) -> Any:
        bent = copy.deepcopy(raw)
        at = bent
        for step in path[:-1]:
            at = at[step]
        if value is _GONE:
            del at[path[-1]]
        else:
            at[path[-1]] = value
        return bent

    return bend


def _told(host: Host, line: LyingLine, bend: Callable[[Any], Any]) -> Callable[[], None]:
    def bent(really: Callable[[], Reply]) -> Reply:
        reply = really()
        try:
            return replace(reply, result=bend(reply.result))
        except (KeyError, IndexError, TypeError):
            return reply

    def act() -> None:
        line.lie("snapshot", bent, 1)
        try:
            seen: Snapshot = host.session.snapshot()
        finally:
            line.times = 0
        for region in seen.regions:
            assert math.isfinite(region.start_beats) and math.isfinite(region.end_beats), region

    return act
