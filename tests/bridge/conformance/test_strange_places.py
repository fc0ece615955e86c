"""What is wrong around a DAW: a script of another version, two scripts, a strange port, an old token, too much."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge.bitwig.bitwig import Bitwig
from bridge.bitwig.install import port_of, write_port
from bridge.folder.folder import Folder
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.fake_reaper.things import ReaperTrack
from bridge.live.live import Live
from bridge.mailbox import Mailbox
from bridge.reaper.reaper import Reaper
from engine.daw.daw import Daw, NewTrack, SetGain
from engine.errors import DawError, TonmeisterError
from tests.bridge.conformance.test_changes import tone

Host = FakeReaper | FakeLive | FakeBitwig
KINDS: dict[str, tuple[Callable[[Path], Any], Callable[[Mailbox], Daw]]] = {
    "reaper": (FakeReaper, Reaper),
    "live": (FakeLive, Live),
    "bitwig": (FakeBitwig, Bitwig),
}
TRACKS, STRAYS = 3000, 2000


@pytest.fixture(params=sorted(KINDS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextlib.contextmanager
def running(name: str, folder: Path) -> Iterator[tuple[Host, Daw]]:
    start, kind = KINDS[name]
    with start(folder) as host:
        yield host, kind(host.mailbox)


def is_a_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and "Error" not in text and "Traceback" not in text


def test_a_script_of_another_version_is_named_with_the_remedy(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(name, tmp_path / "Song") as (host, kind):
        (project,) = kind.find()
        with contextlib.closing(kind.connect(project)) as session:
            seen = session.snapshot()
            monkeypatch.setattr(f"bridge.{name}.{name}.VERSION", 3)
            monkeypatch.setattr("bridge.protocol.VERSION", 3)
            (outcome,) = session.apply([SetGain("x", 0.0)], expected_revision=seen.revision, label="")
            assert outcome.state == "not_done" and is_a_sentence(outcome.why)
        said = kind.why_not()
        assert f"daw install {name}" in said and "another version" in said and is_a_sentence(said)
        with pytest.raises(DawError) as found:
            kind.connect(project)
        assert is_a_sentence(str(found.value))


def test_a_token_of_yesterday_changes_nothing(name: str, tmp_path: Path) -> None:
    with running(name, tmp_path / "Song") as (host, kind), contextlib.closing(host.session()) as session:
        seen = session.snapshot()
        old = host.mailbox.token()
        host.mailbox.token = lambda: "a word of yesterday"
        session._line._token = host.mailbox.token
        (outcome,) = session.apply([SetGain("x", 0.0)], expected_revision=seen.revision, label="")
        assert outcome.state == "not_done" and "token" in outcome.why and f"daw install {name}" in outcome.why
        assert is_a_sentence(outcome.why) and old not in outcome.why


def test_live_with_the_script_chosen_twice(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "mailbox", "live")
    with FakeLive(tmp_path / "Set", mailbox=mailbox), FakeLive(tmp_path / "Set", mailbox=mailbox):
        kind = Live(mailbox)
        (project,) = kind.find()
        assert "chosen twice" in kind.why_not() and is_a_sentence(kind.why_not())
        with pytest.raises(DawError, match="chosen twice"):
            kind.connect(project)


def test_reaper_with_the_script_started_twice_answers_once(tmp_path: Path) -> None:
    with FakeReaper(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        host.edit(lambda _: host._load())
        time.sleep(0.1)
        seen = session.snapshot()
        (outcome,) = session.apply([SetGain("master", -3.0)], expected_revision=seen.revision, label="")
        assert outcome.is_done and len(host.mailbox.hellos()) == 1 and host.violations == []


@contextlib.contextmanager
def stranger(answer: bytes) -> Iterator[int]:
    """Another program on a port: it takes every connection, says this to whatever comes, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = server.accept()
                    with line:
                        line.settimeout(0.2)
                        with contextlib.suppress(OSError):
                            line.recv(4096)
                            line.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield int(server.getsockname()[1])


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x00\x00\x00\x02{}", b"\xff" * 64])
def test_another_program_has_bitwigs_port(tmp_path: Path, answer: bytes) -> None:
    mailbox = Mailbox(tmp_path / "mailbox", "bitwig")
    mailbox.prepare()
    with stranger(answer) as port:
        write_port(mailbox, port)
        kind = Bitwig(mailbox)
        assert kind.find() == []
        said = kind.why_not()
        assert f"port {port}" in said and "another program" in said and is_a_sentence(said)
        assert [one.detail for one in kind.test()] == [said]


def test_another_port_is_taken_where_another_program_has_it(tmp_path: Path) -> None:
    mailbox, folder = Mailbox(tmp_path / "mailbox", "bitwig"), tmp_path / "Bitwig Studio"
    folder.mkdir()
    with stranger(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        mailbox.prepare()
        write_port(mailbox, port)
        kind = Bitwig(mailbox)
        said = kind.install(folder=folder)
        other = port_of(mailbox)
        assert other != port and f"port {port}" in " ".join(said) and str(other) in " ".join(said)
        assert f'"port": {other}' in (folder / "Controller Scripts" / "Tonmeister" / "settings.js").read_text("utf-8")
        assert "not running" in kind.why_not() or "not installed" in kind.why_not() or "No folder" in kind.why_not()
        assert "installed already" in kind.install(folder=folder)[0] and port_of(mailbox) == other


def test_bitwig_with_the_controller_added_twice_answers_once(tmp_path: Path) -> None:
    """The second finds the port taken; what is asked for is done once, by the first."""
    mailbox = Mailbox(tmp_path / "mailbox", "bitwig")
    with FakeBitwig(tmp_path / "Song", mailbox=mailbox) as host:
        port = port_of(mailbox)
        script = host.folder / "Controller Scripts" / "Tonmeister"
        with FakeBitwig(tmp_path / "Song again", mailbox=mailbox, script=script) as second:
            write_port(mailbox, port)
            assert any("taken by another program" in line for line in second.log)
            with contextlib.closing(host.session()) as session:
                seen = session.snapshot()
                (outcome,) = session.apply([NewTrack("Once")], expected_revision=seen.revision, label="")
                names = [one.name for one in session.snapshot().tracks]
            assert outcome.is_done and names.count("Once") == 1
            assert all(one.name != "Once" for one in second.world.project.tracks)


def test_the_bitwig_of_another_user(tmp_path: Path) -> None:
    with FakeBitwig(tmp_path / "theirs") as host:
        mine = Mailbox(tmp_path / "mine", "bitwig")
        mine.prepare()
        write_port(mine, int((host.mailbox.folder / "port").read_text("ascii")))
        kind = Bitwig(mine)
        assert kind.find() == [] and "another user" in kind.why_not() and is_a_sentence(kind.why_not())
        assert [one.ok for one in kind.test()] == [False]


@pytest.mark.parametrize("which", ["reaper", "live"])
def test_the_daw_of_another_user_is_not_mine(tmp_path: Path, which: str) -> None:
    """Its script announces itself in that user's own folder."""
    with running(which, tmp_path / "theirs"):
        kind = KINDS[which][1](Mailbox(tmp_path / "mine", which))
        assert kind.find() == [] and [one.ok for one in kind.test()] == [False]


@pytest.mark.parametrize("which", ["reaper", "live"])
def test_2000_stray_files_in_the_shared_folder(tmp_path: Path, which: str) -> None:
    with running(which, tmp_path / "Song") as (host, kind):
        for number in range(STRAYS):
            stray = ("hello-%d.json", "cmd-%d.json", "reply-%d-x.json", "notes %d.txt")[number % 4] % number
            (host.mailbox.folder / stray).write_bytes(b"{" * (number % 50))
        began = time.monotonic()
        (project,) = kind.find()
        with contextlib.closing(kind.connect(project)) as session:
            seen = session.snapshot()
            track = seen.tracks[-1].id
            (outcome,) = session.apply([SetGain(track, -3.0)], expected_revision=seen.revision, label="")
        assert outcome.is_done and time.monotonic() - began < 10.0


def test_2000_stray_files_in_a_watched_folder(tmp_path: Path) -> None:
    for number in range(STRAYS):
        (tmp_path / f"stray {number}{('.txt', '.wav', '.mid', '')[number % 4]}").write_bytes(b"no sound")
    tone(tmp_path / "bar 001 beat 120bpm.wav")
    kind = Folder()
    with contextlib.closing(kind.connect(kind.project_at(tmp_path))) as session:
        assert [one.name for one in session.snapshot().regions] == ["bar 001 beat 120bpm"]
        began = time.monotonic()
        session.snapshot()
        assert time.monotonic() - began < 2.0


def test_3000_tracks(name: str, tmp_path: Path) -> None:
    with running(name, tmp_path / "Song") as (host, _):
        if isinstance(host, FakeReaper):
            host.edit(lambda one: one.now.tracks.extend(ReaperTrack(texts={"P_NAME": str(n)}) for n in range(TRACKS)))
        elif isinstance(host, FakeLive):
            host.by_user(lambda one: [one.new_track("midi", str(n), -1) for n in range(TRACKS)])
        else:
            host.by_user(lambda one: [one.project.new_track("Instrument", str(n)) for n in range(TRACKS)])
        with contextlib.closing(host.session()) as session:
            try:
                seen = session.snapshot()
            except TonmeisterError as error:  # so many that it takes too long is told, and is no fault
                pytest.fail(str(error))
            assert len(seen.tracks) >= (64 if isinstance(host, FakeBitwig) else TRACKS)
            if isinstance(host, FakeBitwig):
                assert any("64" in one for one in seen.limits.values())
            (outcome,) = session.apply([SetGain(seen.tracks[5].id, -3.0)], expected_revision=seen.revision, label="")
            assert outcome.is_done, outcome.why
