"""The panel beside a real Ardour: what is asked in its window is heard in Ardour's session, and gone again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication

from bridge.ardour.ardour import default_mailbox
from bridge.hosts.ardour_rig import ArdourRig
from bridge.hosts.stage import must
from engine.daw.daw import NewTrack, PlaceMidi, Region
from engine.media.note import Note
from engine.wire.discovery import Address
from engine.wire.wire import TurnView
from tests.daw.conftest import tone
from tests.engine.service.conftest import INLINE, Engine, obedient_engine
from tests.ui.conftest import close_windows
from tests.ui.keyboard import Keyboard
from tests.ui.live import Live
from tests.ui.waiting import rest, until
from ui.cards.clip_card import ClipCard
from ui.theme.active_theme import look
from ui.theme.theme import DARK

MELODY = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((60, 62, 64, 65)))
TWO_PHRASES = (*MELODY, *(Note(note.pitch, note.start_beats + 8, 1.0) for note in MELODY))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with obedient_engine(tmp_path_factory.mktemp("engine")) as made:
        made.environment |= INLINE
        yield made


@pytest.fixture(scope="module")
def rig(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArdourRig]:
    with ArdourRig(tmp_path_factory.mktemp("song"), name="Song", bpm=96, mailbox=default_mailbox()) as started:
        yield started


class Process:
    """An engine that runs as a program of its own, as the panel meets it."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def start(self) -> Address:
        """It runs."""
        return self.address

    def stop(self) -> None:
        """Others may use it."""


class Desk(Live):
    """A musician with a keyboard, the panel and an Ardour in which the song is open."""

    def __init__(self, folder: Path, address: Address, rig: ArdourRig) -> None:
        self.rig, self.session = rig, rig.session()
        super().__init__(folder / "panel", Process(address))
        self.keys = Keyboard(self.panel)
        self.heard: list[str] = []
        """Files that were played, there being no loudspeaker."""
        playback = self.panel.listening()
        playback.audition = lambda path, **_: self.heard.append(path)
        playback._start = lambda clip, source: bool(self.heard.append(clip.path) or True)

    def regions(self, track: str) -> list[Region]:
        """What is heard of a track in Ardour, as Ardour tells it."""
        snapshot = self.session.snapshot()
        ids = {one.id for one in snapshot.tracks if one.name == track}
        return [region for region in snapshot.regions if region.track in ids and not region.mute]

    def tracks(self) -> list[str]:
        """Names of the tracks in Ardour."""
        return [track.name for track in self.session.snapshot().tracks if track.kind not in ("bus", "master")]

    def ended(self, number: int) -> TurnView:
        """The request of this number, when it is done."""
        turns = self.controller.conversation.turns
        until(lambda: number in turns and turns[number].is_finished)
        rest(10)
        assert turns[number].state == "done", turns[number]
        return turns[number]

    def drop(self, path: Path) -> None:
        """A file is dragged onto the panel and let go."""
        files, copy = QMimeData(), Qt.DropAction.CopyAction
        files.setUrls([QUrl.fromLocalFile(str(path))])
        how = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self.panel.dragEnterEvent(QDragEnterEvent(self.panel.rect().center(), copy, files, *how))
        self.panel.dropEvent(QDropEvent(QPointF(9, 9), copy, files, *how))
        rest()

    def at_card(self, start: str) -> None:
        """Alt+Up until the keyboard is at a card whose name begins so."""
        self.keys.press("Ctrl+L")
        seen = until_named(self.keys, start, lambda: self.keys.press("Alt+Up"))
        assert self.keys.name.startswith(start), seen

    def pictures(self, name: str) -> None:
        """Leave what can be seen beside the song: the panel, and Ardour's screen."""
        self.panel.grab().save(str(self.rig.folder / f"{name}_panel.png"))
        self.rig.screenshot(self.rig.folder / f"{name}_ardour.png")


def until_named(keys: Keyboard, start: str, press: Callable[[], None]) -> list[str]:
    """Press until what has the keyboard is called so, thirty times at most; what was passed."""
    passed: list[str] = []
    while not keys.name.startswith(start) and len(passed) < 30:
        passed.append(keys.name)
        press()
    return passed


_HELD: list[QApplication] = []
"""An application nobody holds goes, and takes with it what other tests of this process go on with."""


@pytest.fixture(scope="module")
def desk(engine: Engine, rig: ArdourRig, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = QApplication.instance() or QApplication(["tonmeister"])
    assert isinstance(app, QApplication)
    _HELD.append(app)
    look().apply(DARK)
    one = Desk(tmp_path_factory.mktemp("panel"), engine.start().address, rig)
    one.begin(daw="ardour")
    yield one
    one.keys.end()
    one.close()
    close_windows()


def test_a_file_is_dropped_and_comes_and_goes_in_ardour(desk: Desk, tmp_path: Path) -> None:
    must(desk.session, [NewTrack("Scratch", "audio", "t")])
    until(lambda: desk.controller.session is not None and desk.controller.session.name == "Song")
    until(lambda: "Scratch" in [track.name for track in desk.controller.session.tracks])
    desk.drop(tone(tmp_path / "Rain.wav"))
    assert list(desk.panel.state.files) == [str(tmp_path / "Rain.wav")]
    desk.keys.press("Ctrl+L")
    desk.keys.type("put this on a new track at bar 2 and delete the scratch track")
    desk.keys.press("Return")
    until(lambda: "1:plan" in desk.rows() and desk.controller.conversation.turns[1].state == "approval")
    rest(10)
    assert desk.tracks() == ["Scratch"], "it asks before it deletes"
    desk.keys.press("Ctrl+Return")
    desk.ended(1)
    assert desk.tracks() == ["Rain"]
    (region,) = desk.regions("Rain")
    assert (round(region.start_s, 4), round(region.length_s, 4)) == (2.5, 2.0), "bar 2 at 96 bpm, to the sample"
    until(lambda: "1:undo" in desk.rows())
    desk.pictures("dropped")
    desk.keys.press("Alt+Up")
    desk.keys.go("Undo")
    desk.ended(2)
    assert desk.tracks() == ["Scratch"] and not desk.regions("Rain")


def test_a_melody_is_sung_and_the_first_take_is_used_again(desk: Desk) -> None:
    made = must(desk.session, [NewTrack("Lead", "midi", "m"), PlaceMidi("m", TWO_PHRASES, 0.0, 12.0, "Lead", "notes")])
    desk.session.select(regions=[dict(pair for outcome in made for pair in outcome.made)["notes"]])
    until(lambda: desk.controller.session.selection.kind == "midi")
    rest()
    desk.keys.press("Ctrl+L", "Ctrl+G")
    song = desk.controller.song_editor
    until(lambda: song.state is not None and song.state.song is not None and not song.state.is_asking)
    rest()
    number = max(desk.controller.conversation.turns)
    desk.keys.type("walk on by night and we will stay")
    until(lambda: song.state.can_sing and not song.state.is_asking)
    rest()
    desk.keys.go("Sing")
    turn = desk.ended(number + 1)
    (name,) = {clip.track for clip in turn.clips if clip.track}
    (first,) = desk.regions(name)
    until(lambda: song.state.is_sung)
    rest()
    desk.keys.press("Ctrl+G", "End", *["Backspace"] * 4)
    desk.keys.type("sleep")
    until(lambda: song.state.changed == (1,))
    rest()
    desk.keys.go("Sing changed phrase")
    table = desk.ended(number + 2).steps[0].facts["table"]
    assert (table["phrases"], table["sung_again"]) == (2, 1)
    (second,) = desk.regions(name)
    assert second.sources != first.sources and second.start_s == pytest.approx(first.start_s, abs=1 / 48000)
    until(lambda: song.state.is_sung and not song.state.changed and not song.state.is_asking)
    rest(10)
    desk.pictures("sung")
    desk.at_card("Clip ")
    desk.keys.tab_to("Take 2")
    desk.keys.press("Left")
    until(lambda: _card(desk).clip.take_number == 1 and _card(desk).state.can_compare)
    rest(10)
    desk.keys.press("P", "A", "B")
    assert desk.heard
    desk.keys.press("P", "U")
    desk.ended(number + 3)
    (used,) = desk.regions(name)
    assert used.sources == first.sources and used.start_s == pytest.approx(first.start_s, abs=1 / 48000)
    until(lambda: _card(desk).use is None)
    desk.pictures("first_take")


def _card(desk: Desk) -> ClipCard:
    """The newest card with takes."""
    transcript = desk.panel.transcript
    cards = (transcript.content_of(transcript.index_of(key)) for key in reversed(desk.rows()) if ":clip:" in key)
    return next(card for card in cards if isinstance(card, ClipCard) and card.takes is not None)
