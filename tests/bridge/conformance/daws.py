"""The DAWs that take part: one row each. A new DAW joins by a row that opens a session with the same few things.

What every opened session holds: tracks 'Drums' (sound) and 'Keys' (notes, or sound where a DAW takes none), a region
'beat' of one second at beat 0 on Drums and 'chords' at beat 4 with two notes on Keys, and, where the DAW has them, a
bus 'Hall', a group 'Band' and a marker 'Verse' at beat 8.
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
from bridge.hosts.fake_protools.engine import FakeProTools
from bridge.hosts.fake_reaper.host import FakeReaper
from engine.daw import daw
from engine.daw.daw import Change, DawSession
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from tests.bridge.tape_deck.deck import DeckSession
from tests.bridge.tape_deck.script import DeckScript
from tests.fakes import FakeDaw

CHORDS = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 1.0, 90))


Trouble = Callable[[str], str]
Host = FakeArdour | FakeReaper | FakeLive | FakeBitwig
Start = Callable[[Path, Trouble | None], Host]


REAL = {"audacity": "tests/daw/test_audacity.py"}
"""Those of which no stand-in is here: the same cases, on the real one, lie there."""


@dataclass(frozen=True)
class Row:
    """One DAW."""

    name: str
    open: Callable[[Path], DawSession]
    start: Start | None = None
    """The stand-in itself, where a script of ours runs in one; its second argument is trouble in it."""
    is_newest: bool = True
    """Whether no row of the same DAW has a newer version."""


def furnished(session: DawSession, sound: Path) -> DawSession:
    """The few things, made by Changes."""
    can = session.snapshot().capabilities
    plays_notes = "place_midi" in can
    changes: list[Change] = [
        daw.NewTrack("Drums", "audio", ref="drums"),
        daw.NewTrack("Keys", "midi" if plays_notes else "audio", ref="keys"),
        daw.PlaceAudio("drums", sound, 0.0, "beat", ref="beat"),
        daw.PlaceMidi("keys", CHORDS, 4.0, 4.0, "chords", ref="chords")
        if plays_notes
        else daw.PlaceAudio("keys", sound, 4.0, "chords", ref="chords"),
    ]
    if "send" in can:
        changes.append(daw.NewTrack("Hall", "bus", ref="hall"))
    if "set_group" in can:
        changes.append(daw.NewTrack("Band", "group", ref="band"))
    if "add_marker" in can:
        changes.append(daw.AddMarker("Verse", 8.0, ref="verse"))
    if session.snapshot().daw == "Live":  # whose launcher is beside its arrangement
        changes.append(daw.PlaceInSlot("keys", "loop", 0, None, CHORDS, 4.0, "loop"))
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


def _ardour(folder: Path, trouble: Trouble | None = None) -> Host:
    """The real script in the stand-in for Ardour 7.3."""
    return FakeArdour(folder / "Song", trouble=trouble)


def _reaper(folder: Path, trouble: Trouble | None = None) -> Host:
    """The real script in the stand-in for REAPER 7."""
    return FakeReaper(folder / "Song", bpm=96.0, trouble=trouble)


def _live(version: str) -> Start:
    """The real script in the stand-in for one version of Live."""

    def start(folder: Path, trouble: Trouble | None = None) -> Host:
        return FakeLive(folder / "Set", version=version, trouble=trouble)

    return start


def _bitwig(api: int) -> Start:
    """The real script in the stand-in for Bitwig."""

    def start(folder: Path, trouble: Trouble | None = None) -> Host:
        return FakeBitwig(folder / "Song", api=api, trouble=trouble)

    return start


def offences(host: Host) -> list[str]:
    """What the script did that the DAW would not have done, as far as its stand-in can tell."""
    if isinstance(host, FakeArdour):
        return []
    return host.violations if isinstance(host, FakeReaper) else host.offences


def _opened(start: Start) -> Callable[[Path], DawSession]:
    """A session in a stand-in, which must find nothing against its rules."""

    def opened(folder: Path) -> DawSession:
        host = start(folder, None).start()
        session = host.session()
        close = session.close

        def close_both() -> None:
            close()
            host.stop()
            assert offences(host) == []

        session.close = close_both
        return session

    return opened


def _protools(folder: Path) -> DawSession:
    """The stand-in for Pro Tools, in a tempo that changes, with a song that begins behind the session's start."""
    tempo_map = TempoMap(
        (TempoChange(0.0, 120.0), TempoChange(16.0, 97.0)), (MeterChange(0.0, 4, 4), MeterChange(16.0, 6, 8))
    )
    host = FakeProTools(folder / "Song", tempo_map=tempo_map, origin=24000)
    session = host.near_session()
    close = session.close

    def close_both() -> None:
        close()
        assert host.offences == []

    session.close = close_both
    return session


def _tape_deck(folder: Path) -> DawSession:
    """The DAW that is written as an example of a new one."""
    return DeckSession(DeckScript(folder / "Tape"))


def _scripted(name: str, start: Start, *, is_newest: bool = True) -> Row:
    return Row(name, _opened(start), start, is_newest)


DAWS = (
    Row("dawproject", _dawproject),
    Row("folder", _folder),
    _scripted("ardour", _ardour),
    *(_scripted(f"live-{one}", _live(one), is_newest=one == VERSIONS[-1]) for one in VERSIONS),
    _scripted("reaper", _reaper),
    *(_scripted(f"bitwig-{api}", _bitwig(api), is_newest=api == 25) for api in (17, 25)),
    Row("protools", _protools),
    Row("tape deck", _tape_deck),
    Row("fake", FakeDaw),
)
