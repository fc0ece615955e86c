"""Ten journeys with a keyboard and nothing else, each with the engine itself, its planner and its models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QFileDialog

from engine.catalog.hub.record import installed
from engine.catalog.model import Model
from engine.media.note import Note
from engine.wire.wire import TurnView
from models.analysis.masks import MaskSeparator
from models.edit.effects import Effects
from models.singing.world_singer import WorldSinger
from models.sound.sketch import Sketch
from models.speech.transcriber import PocketTranscriber
from tests.engine.catalog.hub.hub_server import Fault, Hub
from tests.fakes import FakeModel
from tests.models.speech.said import RATE, said
from tests.real_engine import RealEngine
from tests.ui.keyboard import Keyboard
from tests.ui.live import Live
from tests.ui.small_hub import WEIGHTS, Loading, small_hub, words
from tests.ui.talk.fake_microphone import FakeMicrophone
from tests.ui.talk.test_talking import ear
from tests.ui.waiting import rest, until
from ui.theme.active_theme import look
from ui.theme.theme import DARK
from ui.window.window_state import load_window_state

MELODY = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((60, 62, 64, 65)))
TWO_PHRASES = (*MELODY, *(replace(note, start_beats=note.start_beats + 8) for note in MELODY))


class Desk(Live):
    """A musician who sits at a panel and has lost the mouse."""

    def __init__(self, folder: Path, *models: Model, has_begun: bool = True) -> None:
        engine = RealEngine(folder / "song", {model.id: model for model in models})
        self.daw, self.folder = engine.daw, folder
        super().__init__(folder / "panel", engine)
        self.window.memory.has_begun = has_begun
        self.keys = Keyboard(self.panel)
        self.heard: list[str] = []
        """Files that were played, there being no loudspeaker."""
        playback = self.panel.listening()
        playback.audition = lambda path, **_: self.heard.append(path)
        playback._start = lambda clip, source: bool(self.heard.append(clip.path) or True)
        self.begin()

    def ask(self, text: str) -> TurnView:
        """Write a request, send it, and wait for its end."""
        self.keys.press("Ctrl+L")
        assert self.keys.name == "Message"
        number = max(self.controller.conversation.turns, default=0) + 1
        self.keys.type(text)
        self.keys.press("Return")
        return self.ended(number)

    def ended(self, number: int) -> TurnView:
        """The request of this number, when it is done."""
        turns = self.controller.conversation.turns
        until(lambda: number in turns and turns[number].is_finished, 60)
        rest(10)
        assert turns[number].state in ("done", "answered"), turns[number]
        return turns[number]

    def sounds(self) -> list[str]:
        """Names of the tracks of which something is heard, one for each region."""
        names = {track.id: track.name for track in self.daw.tracks}
        return [names[region.track] for region in self.daw.regions if not region.mute]

    def selected_notes(self) -> None:
        """Two phrases of four notes are selected in the DAW."""
        self.daw.select(self.daw.user_notes(self.daw.user_track("Lead", "midi"), TWO_PHRASES, 8.0))
        until(lambda: self.controller.session is not None and self.controller.session.selection.kind == "midi")
        rest()

    def done(self) -> None:
        """By keyboard alone."""
        self.keys.end()
        self.close()


@pytest.fixture
def desks(app: QApplication, tmp_path: Path) -> Iterator[type[Desk]]:
    """Makes desks, and puts them away."""
    made: list[Desk] = []

    class Made(Desk):
        def __init__(self, *models: Model, **how: bool) -> None:
            super().__init__(tmp_path, *models, **how)
            made.append(self)

    yield Made
    for one in made:
        one.done()


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """Where models are got from."""
    with small_hub(tmp_path, monkeypatch) as made:
        yield made


def test_the_first_run(desks, tmp_path: Path) -> None:
    one = desks(Sketch(), has_begun=False)
    until(lambda: one.panel.first_run is not None and one.panel.first_run.isVisible())
    rest()
    one.keys.press("F6", "F6")
    assert one.panel.first_run.isAncestorOf(one.keys.at), one.keys.name
    one.keys.go("Make it and play it") if one.keys.name != "Make it and play it" else one.keys.press("Return")
    one.ended(1)
    until(lambda: one.heard)
    assert len(one.sounds()) == 1 and load_window_state(tmp_path / "panel" / "panel.json").has_begun
    assert one.keys.name == "Message", "what to ask for next is written there"
    one.keys.press("Shift+F6", "Alt+Up")
    assert one.keys.name.startswith("Clip "), one.keys.name


def test_chat(desks) -> None:
    one = desks(Sketch())
    turn = one.ask("make a 1-bar lo-fi beat on a new track at bar 3")
    (name,) = one.sounds()
    assert one.daw.regions[0].start_beats == 8.0
    one.keys.press("Alt+Up", "Alt+Up")
    assert one.keys.name.startswith("Clip "), one.keys.name
    one.keys.press("P")
    assert one.heard == [turn.clips[0].path]
    one.keys.press("P", "I")
    one.keys.tab_to("Copy")
    one.keys.press("Ctrl+L")
    assert one.keys.name == "Message"
    one.ask(f"turn the {name} down 3 dB")
    assert [track.gain_db for track in one.daw.tracks] == [-3.0]


def test_sing_and_sing_one_word_again(desks) -> None:
    one = desks(WorldSinger())
    one.selected_notes()
    one.keys.press("Ctrl+G")
    song = one.controller.song_editor
    until(lambda: song.state is not None and song.state.song is not None and not song.state.is_asking)
    rest()
    assert one.keys.name == "Lyrics"
    # other words than elsewhere: what was sung anywhere in this process is known
    one.keys.type("run on till dawn and we will stay")
    until(lambda: song.state.can_sing and not song.state.is_asking)
    rest()
    one.keys.go("Sing")
    assert one.keys.name in (song.state.title, "Sing"), "the next Enter must not do what comes next"
    one.ended(1)
    until(lambda: song.state.is_sung)
    rest()
    assert one.keys.name == "Another take"
    one.keys.press("Ctrl+G")
    assert one.keys.name == "Lyrics", "back to the words, which are still there"
    one.keys.press("Ctrl+L", "Ctrl+G")
    assert song.state.text == "run on till dawn and we will stay"
    one.keys.press("End", "Backspace", "Backspace", "Backspace", "Backspace")
    one.keys.type("sleep")
    until(lambda: song.state.changed == (1,))
    rest()
    one.keys.go("Sing changed phrase")
    turn = one.ended(2)
    table = turn.steps[0].facts["table"]
    assert (table["phrases"], table["sung_again"]) == (2, 1)
    assert len([region for region in one.daw.regions if region.kind == "audio" and not region.mute]) == 1
    until(lambda: len(song.state.sung) == 2)
    rest(10)
    before = len(one.heard)
    one.keys.press("Ctrl+G")
    one.keys.go("Hear phrase 2")
    assert len(one.heard) == before + 1, "each phrase is heard alone"
    one.keys.go("Sing a harmony to it")
    assert one.keys.name == "Message" and one.panel.composer.message.toPlainText() == "Add a third above Vocal"
    one.keys.press("Ctrl+A", "Backspace")
    one.ask("mute the lead")
    assert one.rows().index("3:words") > one.rows().index("sing"), "what was asked for since stands below the words"


def test_at_twice_the_size_the_words_that_are_written_are_in_sight(desks) -> None:
    look().apply(DARK.scaled(2.0))
    one = desks(WorldSinger())
    one.panel.resize(400, 900)
    one.selected_notes()
    one.keys.press("Ctrl+G")
    song = one.controller.song_editor
    until(lambda: song.state is not None and song.state.song is not None and not song.state.is_asking)
    rest(10)
    one.keys.type("shine on till noon and I will stay")
    until(lambda: song.state.can_sing and not song.state.is_asking)
    rest(10)
    assert one.keys.name == "Lyrics" and song.state.text.endswith("stay")


def test_stems(desks, tmp_path: Path) -> None:
    one = desks(MaskSeparator())
    t = np.arange(RATE * 2) / RATE
    soundfile.write(tmp_path / "Demo.wav", 0.2 * np.sin(2 * np.pi * 220 * t), RATE)
    one.daw.select(one.daw.user_sound(one.daw.user_track("Demo"), tmp_path / "Demo.wav", 4.0))
    until(lambda: one.controller.session.selection.kind == "audio")
    rest()
    turn = one.ask("separate this into vocals and drums")
    assert {"Demo vocals", "Demo drums"} <= set(one.sounds()) and "Demo" not in one.sounds()
    one.keys.press("Alt+Up")
    while not one.keys.name.startswith("Clip Demo vocals"):
        one.keys.press("Alt+Up")
    one.keys.press("P")
    assert one.heard == [next(clip.path for clip in turn.clips if clip.name == "Demo vocals")]
    one.keys.press("P", "Ctrl+C")
    assert [url.toLocalFile() for url in QApplication.clipboard().mimeData().urls()] == one.heard
    one.keys.tab_to("More for Demo vocals")
    one.keys.press("Return")
    one.keys.choose("Write its name into the message")
    one.keys.press("Ctrl+L")
    assert "Demo vocals" in one.panel.composer.message.toPlainText()


def test_a_correction(desks) -> None:
    one = desks(Sketch())
    for name in ("Melody", "Choir"):
        one.daw.user_track(name)
    one.ask("turn the melody down by 3 dB")
    one.ask("no, the choir")
    assert {track.name: track.gain_db for track in one.daw.tracks} == {"Melody": 0.0, "Choir": -3.0}
    one.keys.press("Ctrl+L")
    one.keys.type("delete the choir track")
    one.keys.press("Return")
    until(lambda: "3:plan" in one.rows())
    rest()
    assert [track.name for track in one.daw.tracks] == ["Melody", "Choir"], "it asks before it deletes"
    one.keys.press("Alt+Up")
    while not one.keys.name.startswith("Plan"):
        one.keys.press("Alt+Up")
    one.keys.press("E")
    field = one.keys.tab_to("track")
    assert field is one.keys.at
    one.keys.press("Ctrl+A")
    one.keys.type("Melody")
    one.keys.press("Ctrl+Return")
    one.ended(3)
    assert [track.name for track in one.daw.tracks] == ["Choir"], "what was written into the plan was done"
    assert one.keys.name == "Message", "its card has gone: what to ask for next is written there"


def test_while_a_plan_waits_what_is_selected_is_seen(desks) -> None:
    one = desks(Sketch())
    one.daw.user_track("Melody")
    lead = one.daw.user_notes(one.daw.user_track("Lead", "midi"), TWO_PHRASES, 8.0)
    one.keys.press("Ctrl+L")
    one.keys.type("delete the melody track")
    one.keys.press("Return")
    until(lambda: "1:plan" in one.rows())
    one.daw.select(lead)
    until(lambda: one.controller.session.selection.kind == "midi")
    assert [track.name for track in one.daw.tracks] == ["Melody", "Lead"], "nothing is done meanwhile"
    one.keys.press("Ctrl+L", "Ctrl+Return")
    one.ended(1)
    assert [track.name for track in one.daw.tracks] == ["Lead"]


def test_takes_are_compared(desks) -> None:
    one = desks(Sketch(), Effects())
    one.ask("make a 1-bar lo-fi beat on a new track at bar 1")
    first = one.daw.regions[0].sources
    one.ask("put a lot of reverb on it")
    assert one.daw.regions[0].sources != first
    one.keys.press("Alt+Up")
    while not one.keys.name.startswith("Clip "):
        one.keys.press("Alt+Up")
    one.keys.tab_to("Take 2")
    one.keys.press("Left")
    until(lambda: one.keys.name.startswith(("Original", "Take 1")))
    until(lambda: _clip_card(one).clip.take_number == 1)
    until(lambda: _clip_card(one).state.can_compare)
    rest(10)
    one.keys.press("P", "A", "B")
    assert one.heard
    one.keys.press("P", "U")
    one.ended(3)
    assert len(one.daw.regions) == 1
    until(lambda: _clip_card(one).use is None)


def _clip_card(one: Desk):
    transcript = one.panel.transcript
    rows = [key for key in one.rows() if ":clip:" in key]
    for key in reversed(rows):
        card = transcript.content_of(transcript.index_of(key))
        if card is not None and card.takes is not None:
            return card
    raise AssertionError(rows)


def test_undo_by_name(desks) -> None:
    one = desks(Sketch())
    for name in ("Melody", "Choir"):
        one.daw.user_track(name)
    one.ask("mute the melody")
    one.ask("turn the choir down by 6 dB")
    one.keys.press("Ctrl+2")
    assert one.keys.name == "Search the library"
    one.keys.tab_to("Show clips")
    one.keys.press("Right")
    until(lambda: len(one.controller.library.state.turns) == 2)
    rest(10)
    one.keys.go("Undo: mute the melody")
    one.ended(3)
    assert [(track.mute, track.gain_db) for track in one.daw.tracks] == [(False, 0.0), (False, -6.0)]
    one.keys.press("Esc")
    one.ask("undo the choir")
    assert [(track.mute, track.gain_db) for track in one.daw.tracks] == [(False, 0.0), (False, 0.0)]


def test_a_file_is_attached(desks, tmp_path: Path) -> None:
    one = desks(Effects())
    soundfile.write(tmp_path / "Rain.wav", np.zeros(RATE), RATE)
    one.keys.press("Ctrl+L")
    one.keys.go("Attach", back=True)
    until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    rest()
    one.keys.type(str(tmp_path / "Rain.wav"))
    one.keys.press("Return")
    until(lambda: QApplication.activeModalWidget() is None)
    rest()
    assert list(one.panel.state.files) == [str(tmp_path / "Rain.wav")]
    assert one.keys.name == "Message", "what to do with it is written next"
    one.keys.type("put this on a new track at bar 2")
    one.keys.press("Return")
    one.ended(1)
    assert [region.start_beats for region in one.daw.regions] == [4.0]


def test_a_model_is_got(desks, hub: Hub) -> None:
    one = desks(FakeModel(), Loading())
    one.keys.press("F6")
    one.keys.go("Menu")
    one.keys.choose("Models")
    until(lambda: "1 of 2 are ready." in words(one))
    rest()
    one.keys.go("Get Loading…")
    until(lambda: "It brings 400 kB" in words(one))
    hub.faults[WEIGHTS] = [Fault(stall_after=200_000)]
    one.keys.go("Get Loading") if one.keys.name != "Get Loading" else one.keys.press("Return")
    until(lambda: "200 kB of 400 kB" in words(one))
    one.keys.go("Pause: Loading") if one.keys.name != "Pause: Loading" else one.keys.press("Return")
    until(lambda: "Paused. 200 kB of 400 kB are here." in words(one))
    one.keys.go("Resume: Loading") if one.keys.name != "Resume: Loading" else one.keys.press("Return")
    until(lambda: "2 of 2 are ready." in words(one))
    assert installed(Loading.checkpoints[0])
    one.keys.press("Esc")
    assert one.window.models.isHidden() and one.keys.at.window() is one.panel


def test_talk(desks) -> None:
    one = desks(PocketTranscriber())
    pause = np.zeros(RATE // 2)
    voice = FakeMicrophone(np.concatenate([pause, said("Set the tempo to ninety."), pause]), speed=4)
    talker = ear(one, voice)
    one.keys.press("Ctrl+L")
    _f4(one, QEvent.Type.KeyPress)
    until(voice.is_told, 30)
    talker._pressed_at -= 1.0
    _f4(one, QEvent.Type.KeyRelease)
    until(lambda: talker.state.phase in ("heard", "trouble"), 60)
    assert one.keys.name == "Message" and "tempo" in one.panel.state.text
    assert one.controller.conversation.total == 0, "nothing that was heard is sent by itself"
    one.keys.press("Ctrl+A")
    one.keys.type("set the tempo to 90")
    one.keys.press("Return")
    one.ended(1)
    assert one.daw.tempo_map.bpm_at(0.0) == 90.0


def _f4(one: Desk, kind: QEvent.Type) -> None:
    QApplication.sendEvent(one.keys.at, QKeyEvent(kind, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("where", ["Ctrl+/", "Models", "Voices", "Ctrl+1", "Ctrl+2", "Ctrl+3"])
def test_tab_goes_round_in_what_is_seen(desks, where: str) -> None:
    one = desks(Sketch())
    one.daw.user_track("Melody")
    one.ask("mute the melody")
    if where.startswith("Ctrl"):
        one.keys.press(where)
    else:
        one.keys.press("Shift+F6", "F6", "F6")
        one.keys.go("Menu")
        one.keys.choose(where)
    rest(10)
    for key in ("Tab", "Shift+Tab"):
        passed = []
        for _ in range(60):
            one.keys.press(key)
            passed.append(one.keys.name)
        assert len(set(passed)) > 1 and all(passed), passed
    one.keys.press("Ctrl+2")
    assert one.keys.name == "Search the library", "a chord leads out of every page"
    one.keys.press("Esc")
    assert one.keys.name == "Message"
