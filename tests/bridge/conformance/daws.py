"""The DAWs that take part: one row each. A new DAW joins by a row that opens a session with the same few things.

What every opened session holds: tracks 'Drums' (sound) and 'Keys' (notes), a region 'beat' of one second at beat 0 on
Drums and 'chords' at beat 4 with two notes on Keys, and, where the DAW has them, a bus 'Hall', a group 'Band' and a
marker 'Verse' at beat 8.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from bridge.folder.folder import Folder
from bridge.hosts.fake_ardour import FakeArdour
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.listing import VERSIONS
from bridge.hosts.fake_reaper.host import FakeReaper
from engine.daw import daw
from engine.daw.daw import Change, DawSession
from engine.media.note import Note
from tests.fakes import FakeDaw

CHORDS = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 1.0, 90))


@dataclass(frozen=True)
class Row:
    """One DAW."""

    name: str
    open: Callable[[Path], DawSession]
    says_names: bool = True
    """It shows the names it was given, as far as a file or a DAW can hold them."""


def furnished(session: DawSession, sound: Path) -> DawSession:
    """The few things, made by Changes."""
    can = session.snapshot().capabilities
    changes: list[Change] = [
        daw.NewTrack("Drums", "audio", ref="drums"),
        daw.NewTrack("Keys", "midi", ref="keys"),
        daw.PlaceAudio("drums", sound, 0.0, "beat", ref="beat"),
        daw.PlaceMidi("keys", CHORDS, 4.0, 4.0, "chords", ref="chords"),
    ]
    if "send" in can:
        changes.append(daw.NewTrack("Hall", "bus", ref="hall"))
    if "set_group" in can:
        changes.append(daw.NewTrack("Band", "group", ref="band"))
    if "add_marker" in can:
        changes.append(daw.AddMarker("Verse", 8.0, ref="verse"))
    outcomes = session.apply(changes, expected_revision=session.snapshot().revision, label="furnish")
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    return session


def _dawproject(folder: Path) -> DawSession:
    kind = Dawproject()
    project = kind.project_at(write_empty(folder / "Song.dawproject"))
    assert project is not None
    return kind.connect(project)


def _folder(folder: Path) -> DawSession:
    (folder / "Watched").mkdir()
    kind = Folder()
    return kind.connect(kind.project_at(folder / "Watched"))


def _ardour(folder: Path) -> DawSession:
    """The real script in the stand-in for Ardour 7.3."""
    host = FakeArdour(folder / "Song").start()
    session = host.session()
    close = session.close

    def close_both() -> None:
        close()
        host.stop()

    session.close = close_both  # type: ignore[method-assign]
    return session


def _live(version: str) -> Callable[[Path], DawSession]:
    """The real script in the stand-in for one version of Live, which must not find it against its rules."""

    def opened(folder: Path) -> DawSession:
        host = FakeLive(folder / "Set", version=version).start()
        session = host.session()
        close = session.close

        def close_both() -> None:
            close()
            host.stop()
            assert host.offences == []

        session.close = close_both  # type: ignore[method-assign]
        return session

    return opened


def _reaper(folder: Path) -> DawSession:
    """The real script in the stand-in for REAPER 7; what REAPER would not have done is a failure."""
    host = FakeReaper(folder / "Song", bpm=96.0).start()
    session = host.session()
    close = session.close

    def close_both() -> None:
        close()
        host.stop()
        assert host.violations == []

    session.close = close_both  # type: ignore[method-assign]
    return session


def _bitwig(api: int) -> Callable[[Path], DawSession]:
    """The real script in the stand-in for Bitwig, which must find nothing against its rules."""

    def opened(folder: Path) -> DawSession:
        host = FakeBitwig(folder / "Song", api=api).start()
        session = host.session()
        close = session.close

        def close_both() -> None:
            close()
            host.stop()
            assert host.offences == []

        session.close = close_both  # type: ignore[method-assign]
        return session

    return opened


DAWS = (
    Row("dawproject", _dawproject),
    Row("folder", _folder),
    Row("ardour", _ardour),
    *(Row(f"live-{version}", _live(version)) for version in VERSIONS),
    Row("reaper", _reaper),
    *(Row(f"bitwig-{api}", _bitwig(api)) for api in (17, 25)),
    Row("fake", FakeDaw),
)
