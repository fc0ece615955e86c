"""Garbage in the folder that a DAW's script and Tonmeister share: announcements, replies, locks, tokens, floods."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack, refused
from bridge.mailbox import Mailbox, MailboxLine

KEY = "k9"
HELLO = {"key": KEY, "time": 0.0, "version": 2, "session": "Song", "snapshot": "Song", "path": "/x", "rate": 48000}
HELLOS: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "null": b"null",
    "bytes": bytes(range(256)),
    "UTF-16": json.dumps(HELLO).encode("utf-16"),
    "deep": b"[" * 90_000,
    "NaN": b'{"key": "k9", "time": NaN, "version": 2, "session": "", "snapshot": "", "path": "", "rate": 1}',
    "an endless rate": b'{"key": "k9", "time": 1, "version": 2, "session": "", "snapshot": "", "path": "", '
    b'"rate": 1e999}',
    "4 000 digits": b'{"key": "k9", "time": 1, "rate": ' + b"9" * 4400 + b"}",
    "no key": json.dumps({name: value for name, value in HELLO.items() if name != "key"}).encode(),
    "another key": json.dumps({**HELLO, "key": "../../x"}).encode(),
    "changes that are a number": json.dumps({**HELLO, "changes": 7}).encode(),
    "lacks that is a list": json.dumps({**HELLO, "lacks": [1]}).encode(),
    "a pid of words": json.dumps({**HELLO, "pid": "init"}).encode(),
    "a pid of 2^80": json.dumps({**HELLO, "pid": 1 << 80}).encode(),
    "a negative pid": json.dumps({**HELLO, "pid": -1}).encode(),
    "a port of 2^40": json.dumps({**HELLO, "port": 1 << 40}).encode(),
    "the year 9999": json.dumps({**HELLO, "time": 253_370_764_800}).encode(),
    "12 MB": b'{"key": "' + b"k" * (12 << 20) + b'"}',
}
REPLIES: dict[str, Callable[[str], bytes]] = {
    "no JSON": lambda _: b"{",
    "a list": lambda _: b"[]",
    "null": lambda _: b"null",
    "another id": lambda _: b'{"id": "x", "ok": true}',
    "no ok": lambda own: json.dumps({"id": own}).encode(),
    "ok that is a word": lambda own: json.dumps({"id": own, "ok": "yes"}).encode(),
    "deep": lambda _: b"[" * 90_000,
    "bytes": lambda _: bytes(range(1, 256)),
    "half": lambda own: json.dumps({"id": own, "ok": True, "result": "abc"}).encode()[:-6],
    "an error that is a list": lambda own: json.dumps({"id": own, "ok": False, "error": ["no"]}).encode(),
    "an error of escapes": lambda own: json.dumps({"id": own, "ok": False, "error": "\x1b[2J\x07"}).encode(),
    "ms that is a word": lambda own: json.dumps({"id": own, "ok": True, "ms": "fast"}).encode(),
    "ms without end": lambda own: f'{{"id": "{own}", "ok": true, "ms": 1e999}}'.encode(),
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    box = Mailbox(folder / "box")
    box.prepare()
    line = MailboxLine(box, KEY, is_alive=lambda: True)
    ends.callback(line.close)
    plain = _plain(box, line)
    for name, data in HELLOS.items():
        yield Attack(f"announced: {name}", _announced(box, data), then=plain)
    yield Attack("announced by a folder", lambda: _folder_hello(box))
    yield Attack("announced by a link to itself", lambda: _link_hello(box))
    yield Attack("4 000 announcements", lambda: _many_hellos(box), then=plain)
    for name, make in REPLIES.items():
        yield Attack(f"answered: {name}", _answered(box, line, make), then=plain)
    yield Attack("never picked up", refused(lambda: line.call("snapshot", timeout_s=0.4)), then=plain)
    yield Attack("picked up, never answered", _claimed(box, line), then=plain)
    for name, spoil in _spoilt(box).items():
        yield Attack(name, _while(box, line, spoil), limit_s=12.0, then=plain)


def _script(box: Mailbox, make: Callable[[str], bytes]) -> threading.Thread:
    """Takes one command and answers it."""

    def run() -> None:
        until = time.monotonic() + 3
        while time.monotonic() < until:
            with suppress(OSError, ValueError):
                os.replace(box.folder / f"cmd-{KEY}.json", box.folder / f"claimed-{KEY}.json")
                asked = json.loads((box.folder / f"claimed-{KEY}.json").read_text("utf-8"))
                fresh = box.folder / "reply.tmp"
                fresh.write_bytes(make(asked["id"]))
                os.replace(fresh, box.folder / f"reply-{KEY}-{asked['id']}.json")
                return
            time.sleep(0.003)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def _plain(box: Mailbox, line: MailboxLine) -> Callable[[], None]:
    def plain() -> None:
        for path in box.folder.glob("hello-*"):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        script = _script(box, lambda own: json.dumps({"id": own, "ok": True, "result": {"n": 1}}).encode())
        reply = line.call("snapshot", timeout_s=4.0)
        script.join(5)
        assert reply.ok and reply.result == {"n": 1}, reply

    return plain


def _announced(box: Mailbox, data: bytes) -> Callable[[], None]:
    def act() -> None:
        (box.folder / f"hello-{KEY}.json").write_bytes(data)
        assert not box.hellos(), "it was taken for a session"
        assert box.hello(KEY) is None

    return act


def _folder_hello(box: Mailbox) -> None:
    (box.folder / "hello-folder.json").mkdir()
    assert not box.hellos()


def _link_hello(box: Mailbox) -> None:
    (box.folder / "hello-round.json").symlink_to(box.folder / "hello-round.json")
    assert not box.hellos()


def _many_hellos(box: Mailbox) -> None:
    for number in range(4000):
        (box.folder / f"hello-m{number}.json").write_bytes(json.dumps({**HELLO, "key": f"m{number}"}).encode())
    assert not box.hellos()


def _answered(box: Mailbox, line: MailboxLine, make: Callable[[str], bytes]) -> Callable[[], object]:
    def act() -> object:
        script = _script(box, make)
        try:
            return line.call("snapshot", timeout_s=1.0)
        finally:
            script.join(5)

    return act


def _claimed(box: Mailbox, line: MailboxLine) -> Callable[[], None]:
    def act() -> None:
        def claim() -> None:
            for _ in range(300):
                with suppress(OSError):
                    os.replace(box.folder / f"cmd-{KEY}.json", box.folder / "claimed-x.json")
                    return
                time.sleep(0.003)

        threading.Thread(target=claim, daemon=True).start()
        refused(lambda: line.call("apply", {"changes": []}, timeout_s=0.8))()

    return act


def _spoilt(box: Mailbox) -> dict[str, Callable[[], Any]]:
    token = box.folder / "token"
    return {
        "a command left by the dead": lambda: (box.folder / f"cmd-{KEY}.json").write_bytes(b"old"),
        "a claim left by the dead": lambda: (box.folder / f"claimed-{KEY}.json").write_bytes(b"old"),
        "9 000 old replies": lambda: [(box.folder / f"reply-{KEY}-{n}.json").write_bytes(b"{}") for n in range(9000)],
        "a withdrawn one": lambda: (box.folder / f"cmd-{KEY}.json.withdrawn").write_bytes(b"x"),
        "another token": lambda: token.write_text("f" * 48),
        "a token with lines": lambda: token.write_text("f" * 48 + "\n\n"),
    }


def _while(box: Mailbox, line: MailboxLine, spoil: Callable[[], Any]) -> Callable[[], None]:
    def act() -> None:
        spoil()
        _plain(box, line)()

    return act
