"""Tracks and clips made with hostile names, in every DAW: what is written can be saved, read back and opened again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.hosts import Host, hosts
from bench.attacks.texts import HOSTILE
from engine.daw import daw
from engine.daw.names import written


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    outside = set(folder.parent.iterdir())
    for host in hosts(folder, ends):
        for number, name in enumerate(HOSTILE[len(host.name) % 2 :: 2]):
            plain = host.plain if number % 20 == 19 else None
            yield Attack(f"{host.name}: {name[:40]!r}", _made(host, name), then=plain)
    yield Attack("nothing lies outside", lambda: _only(folder, outside))


def _made(host: Host, name: str) -> Callable[[], None]:
    def act() -> None:
        outcomes = host.do(daw.NewTrack(name, "audio", ref="t"), daw.PlaceAudio("t", host.sound, 16.0, name, ref="r"))
        try:
            now = host.session.snapshot()
            track, region = (dict(one.made).get(ref, "") for one, ref in zip(outcomes, "tr", strict=True))
            made = [one for one in (now.track(track), next((r for r in now.regions if r.id == region), None)) if one]
            assert len(made) == sum(one.is_done for one in outcomes), [one.why for one in outcomes]
            for one in made:
                assert not _controls(one.name), repr(one.name)
                assert one.name.strip() and len(one.name) <= 220, repr(one.name)
                is_same = written(one.name) == written(name)
                assert is_same or any(outcome.why for outcome in outcomes), f"{one.name!r}, and nothing was said"
        finally:
            host.clear_away(outcomes)

    return act


def _controls(name: str) -> set[str]:
    return {sign for sign in name if unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE}


def _only(folder: Path, outside: set[Path]) -> None:
    strangers = set(folder.parent.iterdir()) - outside
    assert not strangers, strangers
    assert not (folder / "up").exists() and not Path("/up").exists()
