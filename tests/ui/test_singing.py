"""Selected notes are given words, sung, and sung again where they changed: by keyboard, with the engine itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QApplication

from engine.daw.selection import Selection
from engine.media.note import Note
from engine.wire.wire import PhraseView, SongNoteView, SongView, SyllableView
from models.singing.world_singer import WorldSinger
from tests.real_engine import RealEngine
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.cards.clip_card import ClipCard
from ui.cards.sing_card import SingCard
from ui.conversation.sing_state import SingState
from ui.theme.active_theme import look
from ui.theme.theme import DARK

MELODY = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((60, 62, 64, 65)))
TWO_PHRASES = (*MELODY, *(replace(note, start_beats=note.start_beats + 8) for note in MELODY))
WORDS = "shine on till noon and I will stay"
CTRL = Qt.KeyboardModifier.ControlModifier


class Song(Live):
    """A panel beside a song with a selected melody on bars 3 to 5."""

    def __init__(self, folder: Path) -> None:
        engine = RealEngine(folder / "song", {"world-singer": WorldSinger()})
        self.daw = engine.daw
        track = self.daw.user_track("Lead", "midi")
        self.region = self.daw.user_notes(track, TWO_PHRASES, 8.0)
        self.daw.select(self.region)
        super().__init__(folder / "panel", engine)

    @property
    def song(self) -> SingState:
        state = self.controller.song_editor.state
        assert state is not None
        return state

    def sing_card(self) -> SingCard:
        transcript = self.panel.transcript
        assert transcript is not None
        card = transcript.content_of(transcript.index_of("sing"))
        assert isinstance(card, SingCard)
        return card

    def settled(self) -> None:
        """The engine has answered what was written last."""
        until(lambda: self.song.song is not None and not self.song.is_asking and not self.song.why_not)
        rest()

    def sung(self, number: int) -> None:
        until(lambda: number in self.controller.conversation.turns
              and self.controller.conversation.turns[number].is_finished)
        assert self.controller.conversation.turns[number].state == "done"

    def vocals(self) -> list[object]:
        return [region for region in self.daw.regions if region.kind == "audio" and not region.mute]


@pytest.fixture
def song(app: QApplication, tmp_path: Path) -> Iterator[Song]:
    one = Song(tmp_path)
    one.begin()
    until(lambda: one.controller.session is not None and one.controller.session.selection.kind == "midi")
    rest()
    yield one
    one.close()


def written(song: Song, words: str) -> None:
    song.press(Qt.Key.Key_G, CTRL)
    song.settled()
    assert QApplication.focusWidget() is song.sing_card().field
    song.type(words)
    song.settled()


def test_from_the_selection_to_a_vocal_and_again_only_what_changed(song: Song) -> None:
    written(song, WORDS)
    card = song.sing_card()
    assert card.fit.text() == "8 syllables on 8 notes" and card.main.words() == "Sing"
    assert card.roll.accessibleName() == "Piano roll, 8 notes, bars 3–5"
    card.main.click()
    song.sung(1)
    (vocal,) = song.vocals()
    assert vocal.start_beats == pytest.approx(8.0, abs=0.5)
    until(lambda: song.song.is_sung)
    rest()
    assert song.sing_card().said.text() == "Sung. Change a word, and only its phrase is sung again."
    assert len(song.song.sung) == 2, "each phrase can be heard alone"
    field = song.sing_card().field
    field.setFocus()
    for _ in range(4):
        song.press(Qt.Key.Key_Backspace)
    song.type("go")
    until(lambda: song.song.changed == (1,))
    rest()
    assert song.sing_card().main.words() == "Sing changed phrase"
    assert song.sing_card().said.text() == "1 of 2 phrases changed: only that is sung again"
    song.sing_card().main.click()
    song.sung(2)
    assert len(song.vocals()) == 1, "the new take lies where the old one lay"
    table = song.controller.conversation.turns[2].steps[0].facts["table"]
    assert (table["phrases"], table["sung_again"]) == (2, 1)


def test_without_words_that_is_said_once(song: Song) -> None:
    written(song, "")
    card = song.sing_card()
    assert card.fit.text() == "No words yet: 8 notes on “la”"
    assert not [hint for hint in song.song.hints if "lyrics" in hint] and song.song.song.hints


def test_pressed_twice_it_is_sung_once(song: Song) -> None:
    written(song, WORDS)
    song.sing_card().main.click()
    song.sing_card().main.click()
    until(lambda: song.controller.conversation.is_singing or 1 in song.controller.conversation.turns)
    song.sing_card().main.click()
    song.sung(1)
    assert song.song.is_sung, "who presses Sing once more at its end asks for another take, and sees that"
    rest(20)
    assert len(song.vocals()) == 1 and list(song.controller.conversation.turns) == [1]
    assert song.sing_card().main.isEnabled(), "another take may be asked for now"


def test_what_would_go_into_the_message_goes_into_the_words(song: Song) -> None:
    song.panel.composer.message.setFocus()
    sing = next(one for one in song.panel.findChildren(QAbstractButton) if one.accessibleName() == "Sing these notes")
    QTest.mouseClick(sing, Qt.MouseButton.LeftButton)
    song.settled()
    assert QApplication.focusWidget() is song.sing_card().field
    song.panel.composer.message.clearFocus()
    song.sing_card().field.clearFocus()
    song.controller.song_editor.close()
    rest()
    QTest.mouseClick(sing, Qt.MouseButton.LeftButton)
    song.settled()
    assert QApplication.focusWidget() is not song.sing_card().field, "the DAW had the keyboard, and keeps it"


def test_a_syllable_is_held_split_and_moved_on_the_roll(song: Song) -> None:
    written(song, "shine on till noon and stay ~ ~")
    roll = song.sing_card().roll
    assert [one.text for one in song.song.song.syllables][-3:] == ["stay", "~", "~"]
    roll.setFocus(Qt.FocusReason.TabFocusReason)
    roll.setValue(1)
    assert roll.accessibleDescription() == "note 2 of 8, D4: on, bar 3"
    song.press(Qt.Key.Key_H)
    song.settled()
    assert [one.text for one in song.song.song.syllables] == ["shine", "~", "on", "till", "noon", "and", "stay", "~"]
    assert roll.accessibleDescription() == "note 2 of 8, D4: held, bar 3"
    song.press(Qt.Key.Key_H)
    song.settled()
    assert song.song.text == "shine on till noon and stay ~ ~"
    boxes = [box.center() for box in roll.boxes()]
    QTest.mousePress(roll, Qt.MouseButton.LeftButton, pos=boxes[1].toPoint())
    for step in range(1, 5):
        at = boxes[1] + (boxes[2] - boxes[1]) * step / 4
        QTest.mouseMove(roll, QPoint(round(at.x()), round(at.y())))
    QTest.mouseRelease(roll, Qt.MouseButton.LeftButton, pos=boxes[2].toPoint())
    song.settled()
    assert song.song.text == "shine ~ on till noon and stay ~"
    roll.setValue(0)
    song.press(Qt.Key.Key_S)
    song.settled()
    assert [one.text for one in song.song.song.syllables][:2] == ["shi-", "ne"]


def test_where_there_is_no_room_that_is_said_and_nothing_changes(song: Song) -> None:
    written(song, WORDS)
    song.sing_card().roll.setFocus(Qt.FocusReason.TabFocusReason)
    song.sing_card().roll.setValue(1)
    song.press(Qt.Key.Key_H)
    assert song.song.text == WORDS and song.song.hints[0].startswith("Every later note has a syllable of its own")


def test_a_note_that_is_moved_in_the_daw_changes_its_phrase(song: Song) -> None:
    written(song, WORDS)
    song.sing_card().main.click()
    song.sung(1)
    until(lambda: song.song.is_sung)
    notes = (*TWO_PHRASES[:-1], replace(TWO_PHRASES[-1], pitch=67))
    at = next(n for n, region in enumerate(song.daw.regions) if region.id == song.region)
    song.daw.regions[at] = replace(song.daw.regions[at], notes=notes)
    song.daw._edits += 1
    until(lambda: song.song.changed == (1,))


def test_a_sung_clip_leads_back_to_its_words(song: Song) -> None:
    written(song, WORDS)
    song.sing_card().main.click()
    song.sung(1)
    song.controller.song_editor.close()
    rest()
    assert "sing" not in song.rows()
    key = next(key for key in song.rows() if ":clip:" in key)
    card = song.card(key)
    assert isinstance(card, ClipCard)
    card.menu_chosen.emit("words")
    song.settled()
    assert song.song.text == WORDS and song.song.song.words_from == "before" and song.song.is_sung


def test_without_notes_the_card_says_what_to_do(song: Song) -> None:
    song.daw.selection = type(song.daw.selection)()
    song.daw._edits += 1
    until(lambda: song.controller.session.selection.kind == "")
    song.press(Qt.Key.Key_G, CTRL)
    until(lambda: song.song.why_not)
    rest()
    card = song.sing_card()
    assert card.fit.text() == "No notes are selected; select a MIDI region or notes in the DAW."
    assert not card.main.isEnabled()


def test_voice_and_style_are_chosen_and_heard(song: Song, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    written(song, WORDS)
    until(lambda: song.song.voices)
    monkeypatch.setattr(type(song.panel.listening()), "audition", lambda self, path, **how: heard.append(path))
    song.controller.song_editor.choose_voice("max")
    song.controller.song_editor.choose_style("soft")
    song.settled()
    assert song.song.voice_said == "Max" and song.song.style_said == "Soft" and song.song.song.sings == "max"
    song.sing_card().sample.click()
    until(lambda: heard)
    assert Path(heard[0]).is_file()


def test_no_word_is_lost_when_the_engine_ends_in_the_middle_of_one(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.song = SongView("region:1", "Lead", lyrics="shine", words_from="asked", notes=(SongNoteView(60, 0.0, 1.0),),
                           syllables=(SyllableView(1, "shine"),), phrases=(PhraseView(1, 1),), length_beats=1.0)
    with live(tmp_path, engine) as panel:
        editor = panel.controller.song_editor
        panel.press(Qt.Key.Key_G, CTRL)
        until(lambda: editor.state is not None and editor.state.song is not None)
        port = engine.address.port
        engine.kill()
        until(lambda: panel.controller.engine == "lost")
        panel.type(" on")
        until(lambda: editor.state is not None and bool(editor.state.why_not))
        assert editor.state is not None and editor.state.text == "shine on" and not editor.state.can_sing
        before = len(engine.sent("/song"))
        engine.start(port)
        until(lambda: len(engine.sent("/song")) > before and editor.state is not None and editor.state.can_sing)
        assert engine.sent("/song")[-1]["lyrics"] == "shine on" and editor.state.text == "shine on"


def test_where_nothing_is_selected_each_clip_of_notes_is_a_button_and_what_was_written_stays(song: Song) -> None:
    track = song.daw.user_track("Counter", "midi")
    song.daw.user_notes(track, MELODY, 32.0)
    song.daw.selection = Selection()
    until(lambda: song.controller.session is not None and not song.controller.session.selection.kind)
    song.press(Qt.Key.Key_G, CTRL)
    until(lambda: len(song.song.melodies) == 2)
    rest()
    card = song.sing_card()
    assert card.fit.text() == "Which notes should be sung?" and not card.main.isEnabled()
    assert [button.words() for button in card.melodies.buttons] == [line.words for line in song.song.melodies]
    assert [line.words.split(" · ")[-2:] for line in song.song.melodies] == [["Lead", "bars 3–5"], ["Counter", "bar 9"]]
    song.type("oh my dear")
    card.melodies.buttons[1].click()
    song.settled()
    assert (song.song.title, song.song.text) == ("Vocal for “Counter”", "oh my dear")
    assert not card.melodies.isVisible() and card.main.isEnabled()
    card.main.click()
    song.sung(1)


def test_in_a_low_view_the_card_is_read_from_its_beginning(app: QApplication, song: Song) -> None:
    look().apply(DARK.scaled(2.0))
    song.panel.resize(320, 900)
    rest()
    song.panel.composer.message.clearFocus()  # the DAW has the keyboard
    sing = next(one for one in song.panel.findChildren(QAbstractButton) if one.accessibleName() == "Sing these notes")
    QTest.mouseClick(sing, Qt.MouseButton.LeftButton)
    song.settled()
    until(lambda: song.sing_card().roll.isVisible())
    rest()
    transcript = song.panel.transcript
    assert transcript is not None
    top = song.sing_card().mapTo(transcript.viewport(), QPoint(0, 0)).y()
    assert song.sing_card().height() > transcript.viewport().height() and abs(top) < 40, "not its last button"
