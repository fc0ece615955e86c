"""An engine killed in the middle of a turn, again and again, and two clients at once: nothing finished is lost."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from bench.attacks.attack import Attack, Lost
from bench.attacks.served import Served
from engine.errors import TonmeisterError
from engine.wire.client import Client
from tests.engine.service.conftest import make

LOCALES = ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.SJIS", "xx_YY.nonsense", "")
ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "nonsense", "")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    served = Served(folder, ends)
    kept = [served.made.number]
    for number in range(8):
        yield Attack(f"killed after {number * 40} ms", _killed(served, kept, number * 0.04), limit_s=20.0)
    for count in (2, 5, 12):
        yield Attack(
            f"{count} clients at once", lambda count=count: _many(served, count), limit_s=30.0, then=served.plain
        )
    yield Attack("a second engine", lambda: _second(served), limit_s=20.0, then=served.plain)
    for name in LOCALES:
        yield Attack(f"locale {name!r}", _elsewhere(served, {"LC_ALL": name, "LANG": name}), limit_s=20.0)
    for zone in ZONES:
        yield Attack(f"time zone {zone!r}", _elsewhere(served, {"TZ": zone}), limit_s=20.0)


def _restart(served: Served) -> None:
    served.client = served.engine.start()
    served.port, served.token = served.client.address.port, served.client.address.token
    served.project = served.client.open_project("folder", served.song).project


def _killed(served: Served, kept: list[int], after_s: float) -> Callable[[], None]:
    def act() -> None:
        done = served.client.follow(served.project, **make(f"finished {after_s:g}"))
        assert done.state == "done", done.answer
        kept.append(done.number)
        running = served.client.send(served.project, **make(f"work 0.3 {os.urandom(2).hex()}"))
        time.sleep(after_s)
        served.engine.kill()
        _restart(served)
        for number in kept:
            turn = served.client.turn(served.project, number)
            if turn.state != "done" or not turn.clips or not Path(turn.clips[0].path).is_file():
                raise Lost(f"request {number} is {turn.state} after the kill")
        late = served.client.turn(served.project, running.number)
        assert late.state in ("done", "interrupted"), late.state
        served.plain()

    return act


def _many(served: Served, count: int) -> None:
    ended: list[str] = []

    def one(number: int) -> None:
        client = Client(served.client.address)
        with suppress(TonmeisterError):
            ended.append(client.follow(served.project, **make(f"of client {number}")).state)
        client.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ended == ["done"] * count, ended


def _second(served: Served) -> None:
    second = served.engine.run()
    assert second.wait(15) != 0, "two engines run"
    assert served.client.get("/status")["pid"] == served.client.address.pid
    told = served.engine.output()
    assert "Traceback" not in told, told[-500:]


def _elsewhere(served: Served, variables: dict[str, str]) -> Callable[[], None]:
    def act() -> None:
        before = dict(served.engine.environment)
        served.engine.environment |= variables
        try:
            served.engine.end()
            _restart(served)
            turn = served.client.follow(served.project, **make("größer 音楽 ½"))
            assert turn.state == "done" and Path(turn.clips[0].path).is_file(), turn.answer
            served.plain()
        finally:
            served.engine.environment = before

    return act
