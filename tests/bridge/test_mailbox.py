"""The mailbox: every command has a definite end."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge.mailbox import Mailbox, MailboxLine, sweep
from engine.errors import DawError, DawSilent
from tests.patience import PATIENCE_S

KEY = "k1"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    made = Mailbox(tmp_path / "box é")
    made.prepare()
    return made


@pytest.fixture
def line(mailbox: Mailbox) -> Iterator[MailboxLine]:
    made = MailboxLine(mailbox, KEY, is_alive=lambda: True)
    yield made
    made.close()


class Script:
    """Stands in for a DAW's script: claims commands in a thread and does what it is told to."""

    def __init__(self, mailbox: Mailbox, act: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        self.box, self.act, self.seen = mailbox.folder, act, []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        while not self.stopping.wait(0.005):
            try:
                os.replace(self.box / f"cmd-{KEY}.json", self.box / f"claimed-{KEY}.json")
            except OSError:
                continue
            command = json.loads((self.box / f"claimed-{KEY}.json").read_text("utf-8"))
            self.seen.append(command)
            reply = self.act(command)
            if reply is not None:
                fresh = self.box / "reply.tmp"
                fresh.write_text(json.dumps({"id": command["id"], **reply}))
                os.replace(fresh, self.box / f"reply-{KEY}-{command['id']}.json")

    def stop(self) -> None:
        self.stopping.set()
        self.thread.join(5)


def test_the_token_is_for_this_user_alone(mailbox: Mailbox) -> None:
    token = mailbox.token()
    assert len(token) == 48
    if sys.platform != "win32":
        assert stat.S_IMODE((mailbox.folder / "token").stat().st_mode) == 0o600
    mailbox.prepare()
    assert mailbox.token() == token


def test_without_a_token_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(DawError, match=f"daw install {tmp_path.name}"):
        Mailbox(tmp_path).token()


def test_a_command_is_answered(mailbox: Mailbox, line: MailboxLine) -> None:
    script = Script(mailbox, lambda command: {"ok": True, "result": command["args"]})
    assert line.call("ping", {"x": "é 歌"}).result == {"x": "é 歌"}
    script.stop()
    assert not list(mailbox.folder.glob("reply-*"))


def test_what_nobody_takes_is_withdrawn(mailbox: Mailbox, line: MailboxLine) -> None:
    with pytest.raises(DawError, match="nothing was changed") as caught:
        line.call("apply", timeout_s=0.1)
    assert not isinstance(caught.value, DawSilent)
    assert not list(mailbox.folder.glob("cmd-*"))


def test_what_was_taken_and_never_answered_is_unknown(mailbox: Mailbox, line: MailboxLine) -> None:
    script = Script(mailbox, lambda command: None)
    with pytest.raises(DawSilent):
        line.call("apply", timeout_s=0.3)
    script.stop()


def test_a_daw_that_ends_is_noticed_before_the_deadline(mailbox: Mailbox) -> None:
    line = MailboxLine(mailbox, KEY, is_alive=lambda: False)
    script = Script(mailbox, lambda command: None)
    with pytest.raises(DawSilent):
        line.call("apply", timeout_s=500)
    script.stop()
    line.close()


def test_one_command_at_a_time(mailbox: Mailbox) -> None:
    running, most = [0], [0]

    def act(command: dict[str, Any]) -> dict[str, Any]:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.02)
        running[0] -= 1
        return {"ok": True, "result": command["args"]["n"]}

    script = Script(mailbox, act)
    lines = [MailboxLine(mailbox, KEY, is_alive=lambda: True) for _ in range(3)]
    results: list[int] = []
    threads = [
        threading.Thread(
            target=lambda one=one, n=n: results.append(one.call("ping", {"n": n}, timeout_s=PATIENCE_S).result)
        )
        for n, one in enumerate(lines * 4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    script.stop()
    for one in lines:
        one.close()
    assert sorted(results) == list(range(12)) and most == [1]


def test_a_busy_mailbox_is_said(mailbox: Mailbox, line: MailboxLine) -> None:
    release = threading.Event()
    script = Script(mailbox, lambda command: {"ok": release.wait(PATIENCE_S)})
    holder = MailboxLine(mailbox, KEY, is_alive=lambda: True)
    thread = threading.Thread(target=lambda: holder.call("ping", timeout_s=PATIENCE_S))
    thread.start()
    while not script.seen:
        time.sleep(0.01)
    with pytest.raises(DawError, match="busy"):
        line.call("ping", timeout_s=0.1)
    release.set()
    thread.join(PATIENCE_S)
    script.stop()
    holder.close()


def test_a_strangers_notices_are_nothing(mailbox: Mailbox, line: MailboxLine) -> None:
    for n in range(1000):
        line._on_notice([f"id{n}"])
    line._on_notice([])
    assert line._noticed == set()


def test_hellos_that_are_old_or_damaged_are_not_there(mailbox: Mailbox) -> None:
    hello = {
        "key": "a",
        "time": time.time(),
        "version": 1,
        "session": "s",
        "snapshot": "s",
        "path": "/p",
        "rate": 48000,
    }
    (mailbox.folder / "hello-a.json").write_text(json.dumps(hello))
    (mailbox.folder / "hello-b.json").write_text(json.dumps(hello | {"key": "b", "time": time.time() - 60}))
    (mailbox.folder / "hello-c.json").write_text("{torn")
    (mailbox.folder / "hello-d.json").write_text(json.dumps(hello))
    assert [found.key for found in mailbox.hellos()] == ["a"]


def test_sweeping_leaves_what_is_new(mailbox: Mailbox) -> None:
    old, new = mailbox.folder / "reply-k-old.json", mailbox.folder / "reply-k-new.json"
    for path in (old, new):
        path.write_text("{}")
    os.utime(old, (1, 1))
    sweep(mailbox.folder)
    assert new.exists() and not old.exists() and (mailbox.folder / "token").exists()


def announce(mailbox: Mailbox, pid: int) -> None:
    """An announcement as a script writes it."""
    hello = {"key": KEY, "time": time.time(), "version": 1, "session": "s", "snapshot": "s", "path": "/s"}
    (mailbox.folder / f"hello-{KEY}.json").write_text(json.dumps(hello | {"pid": pid, "rate": 48000}))


@pytest.mark.skipif(sys.platform == "win32", reason="processes are watched on POSIX")
def test_a_daw_that_died_is_known_at_once(mailbox: Mailbox) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    announce(mailbox, process.pid)
    assert mailbox.hello(KEY)
    line = MailboxLine(mailbox, KEY)
    threading.Timer(0.3, process.kill).start()
    began = time.monotonic()
    with pytest.raises(DawError, match="has ended, and nothing was changed"):
        line.call("ping", timeout_s=PATIENCE_S)
    assert time.monotonic() - began < PATIENCE_S / 2 and not list(mailbox.folder.glob("cmd-*"))
    process.wait(PATIENCE_S)
    assert mailbox.hellos() == []
    line.close()


@pytest.mark.skipif(sys.platform != "linux", reason="a process's work is counted on Linux")
def test_a_daw_that_hangs_is_known_after_two_seconds(mailbox: Mailbox) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        process.send_signal(signal.SIGSTOP)
        announce(mailbox, process.pid)
        line = MailboxLine(mailbox, KEY)
        began = time.monotonic()
        with pytest.raises(DawError, match="nothing was changed"):
            line.call("ping", timeout_s=PATIENCE_S)
        assert 1.5 < time.monotonic() - began < PATIENCE_S / 2
        line.close()
    finally:
        process.kill()
        process.wait(PATIENCE_S)


@pytest.mark.skipif(sys.platform != "linux", reason="a process's work is counted on Linux")
def test_a_daw_that_works_is_waited_for(mailbox: Mailbox) -> None:
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        announce(mailbox, process.pid)
        line = MailboxLine(mailbox, KEY)
        began = time.monotonic()
        with pytest.raises(DawError, match="nothing was changed"):
            line.call("ping", timeout_s=4)
        assert time.monotonic() - began >= 4
        line.close()
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def test_one_announcement_is_read_by_its_name_whatever_lies_in_the_folder(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(mailbox, os.getpid())
    read: list[Path] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "glob", lambda *_: pytest.fail("the folder is looked through"))
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or real(path))
    for n in range(30):
        (mailbox.folder / f"reply-{KEY}-{n}.json").write_text("{}")
    assert mailbox.hello(KEY) and read == [mailbox.folder / f"hello-{KEY}.json"]
    assert mailbox.hello("other") is None and mailbox.hello(f"../{mailbox.folder.name}/{KEY}") is None
