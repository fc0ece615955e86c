"""Tracks, clips and markers renamed to hostile names, in every DAW: done and so, or not done and said why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.hosts import Host, hosts
from bench.attacks.texts import HOSTILE
from engine.daw import daw
from engine.daw.daw import Change
from engine.daw.names import clean_name, written

NAMES = HOSTILE[::4]


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for host in hosts(folder, ends):
        can = host.session.snapshot().capabilities
        made = host.do(
            daw.NewTrack("Mine", "audio", ref="t"),
            daw.PlaceAudio("t", host.sound, 24.0, "mine", ref="r"),
            *([daw.AddMarker("here", 24.0, ref="m")] if "add_marker" in can else []),
        )
        ids = dict(pair for one in made for pair in one.made)
        for number, name in enumerate(NAMES):
            for what, kind, ref in (
                ("track", daw.RenameTrack, "t"),
                ("clip", daw.RenameRegion, "r"),
                ("marker", daw.RenameMarker, "m"),
            ):
                if kind.capability in can and ref in ids and (what != "marker" or number % 3 == 0):
                    change = kind(ids[ref], name)
                    yield Attack(f"{host.name}: {what} to {name[:40]!r}", _renamed(host, change, what, ids[ref]))
        yield Attack(f"{host.name}: a plain change", host.plain)


def _renamed(host: Host, change: Change, what: str, made: str) -> Callable[[], None]:
    def name() -> str:
        now = host.session.snapshot()
        named = {"track": now.tracks, "clip": now.regions, "marker": now.markers}[what]
        return next(one.name for one in named if one.id == made)

    def act() -> None:
        before, asked = name(), str(change.asked())
        (outcome,) = host.do(change)
        now = name()
        if outcome.is_done:
            # spaces of the writing systems are no difference that anybody sees
            assert written(now) == clean_name(asked) or (outcome.why and now != before), (
                f"{asked!r} told as done: {now!r}"
            )
        else:
            assert now == before, f"{asked!r} told as not done: {before!r} became {now!r}"

    return act
