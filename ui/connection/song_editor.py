"""Song editor: the notes that are given words; asks the engine what would be sung, and has it sung."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from engine.wire.wire import ClipView, SelectionView, SessionView, SongView, SpeechView, TurnView, from_json
from ui.connection.project_access import ProjectAccess
from ui.conversation.sing_state import (
    NOT_POSSIBLE,
    SingState,
    known_now,
    melody_lines,
    sung_phrases,
    voice_lines,
)

if TYPE_CHECKING:
    from ui.connection.link_request import Trouble

PAUSE_MS = 250
"""So long after the last key the engine is asked."""


class SongEditor(QObject):
    """At most one melody; it stays until it is put away, also while the engine is away."""

    changed = pyqtSignal()
    sampled = pyqtSignal(str)
    """A sound file in which a voice is to be heard."""

    def __init__(self, access: ProjectAccess, send: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(access)
        self._access, self._send = access, send
        self.state: SingState | None = None
        self._asked = 0
        """How often the engine was asked; an older answer than the last one means nothing."""
        self._revision = ""
        self._opened: tuple[str, SelectionView | None] = ("", None)
        """What the card was opened for."""
        self._written: dict[str, SingState] = {}
        """What was written last for each melody, by its id and what is selected of it."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._ask)

    def open(self, midi: str = "selection") -> None:
        """Give words to selected notes, or to those of a region or clip; what was written for them is there again."""
        selection = self._access.session.selection if self._access.session is not None else None
        is_same = self.state is not None and (midi, selection) == self._opened
        if is_same and self.state is not None and self.state.song is not None:
            self._ask()
            return
        self._keep()
        self._opened = (midi, selection)
        voices = self.state.voices if self.state else ()
        self._show(SingState(midi, voices=voices, is_asking=True))
        self._ask()
        if not voices:
            self._access.ask("GET", "/voices", self._voices_are)

    def choose_melody(self, midi: str) -> None:
        """These notes, where none were selected; what was written for none goes with them."""
        text = self.state.text if self.state is not None and self.state.song is None else ""
        self.open(midi)
        if text and self.state is not None:
            self._show(replace(self.state, text=text))
            self._ask()

    def open_for(self, clip: ClipView) -> None:
        """The notes that a vocal was sung from."""
        midi = str(clip.args.get("midi") or "")
        self.open(clip.source if midi in ("", "selection") or midi.startswith("$") else midi)

    def close(self) -> None:
        """Put it away."""
        self._soon.stop()
        self._asked += 1
        self._keep()
        if self.state is not None:
            self.state = None
            self.changed.emit()

    def forget(self) -> None:
        """Another project: other notes."""
        self.close()
        self._written.clear()

    def write(self, text: str) -> None:
        """The words as they stand in the field."""
        self._edit(lambda state: replace(state, text=text))

    def move(self, what: str, place: int, to: int) -> None:
        """Hold, split, join or move what stands on a note."""
        if self.state is None or self.state.song is None:
            return
        line = self.state.line
        edits: dict[str, Callable[[], Any]] = {
            "hold": lambda: line.release(place) if line.is_held(place) else line.hold(place),
            "split": lambda: line.split(place), "join": lambda: line.join(place),
            "move": lambda: line.move(place, to),
        }  # fmt: skip
        edited = edits[what]()
        if edited == line:
            self._show(replace(self.state, refused=NOT_POSSIBLE[what]))
            return
        self.write(edited.text())
        self._soon.stop()
        self._ask()

    def choose_voice(self, voice: str) -> None:
        """Another voice, by its id; "" = whichever fits."""
        self._edit(lambda state: replace(state, voice=voice))

    def choose_style(self, style: str) -> None:
        """Another style, in words; "" = plain."""
        self._edit(lambda state: replace(state, style=style))

    def show_playing(self, phrase: int) -> None:
        """A phrase plays, counted from 0; −1 = none."""
        if self.state is not None and self.state.playing != phrase:
            self._show(replace(self.state, playing=phrase))

    def sing(self, *, anew: bool = False) -> None:
        """Have it sung."""
        if self.state is not None and self.state.can_sing and not self._access.conversation.is_singing:
            self._show(replace(self.state, refused=""))
            self._send(self.state.request(anew=anew))

    def sample(self) -> None:
        """Two seconds of the voice in the song's key."""
        link, state = self._access.link, self.state
        if link is None or state is None:
            return
        song = state.song
        voice = state.voice if state.voice is not None else (song.voice or song.sings) if song else ""
        style = state.style if state.style is not None else song.style if song else ""
        link.ask("POST", link.in_project("voice"), {"voice": voice, "style": style}, then=self._sample_is,
                 otherwise=self._access.tell_trouble)

    def engine_is_back(self) -> None:
        """What was written while it was away is asked now."""
        if self.state is not None:
            self._soon.start()

    def session_changed(self, session: SessionView | None) -> None:
        """The notes may be others now."""
        revision = session.revision if session else ""
        if self.state is not None and revision != self._revision:
            self._soon.start()
        self._revision = revision

    def turn_ended(self, turn: TurnView) -> None:
        """What was sung is known now."""
        state = self.state
        if state is None or state.song is None or not any(step.task == "sing" for step in turn.steps):
            return
        mine = [step for step in turn.steps if step.args.get("midi") == state.song.midi]
        if mine and turn.state == "done":
            is_same = _words(mine[-1].args.get("lyrics")) == _words(state.text or state.song.lyrics)
            song = known_now(state.song) if is_same else state.song
            state = replace(state, song=song, sung=sung_phrases(turn, song))
        self._show(state)
        self._soon.start()

    def _edit(self, how: Callable[[SingState], SingState]) -> None:
        if self.state is not None and (edited := how(self.state)) != self.state:
            self._show(replace(edited, is_asking=True, refused=""))
            self._soon.start()

    def _show(self, state: SingState) -> None:
        self.state = state
        self.changed.emit()

    def _keep(self) -> None:
        """Words that were not sung are not lost when the card goes."""
        if self.state is not None and self.state.song is not None and self.state.text.strip():
            self._written[_melody(self.state.song)] = self.state

    def _ask(self) -> None:
        link, state = self._access.link, self.state
        if link is None or state is None:
            return
        self._asked += 1
        number = self._asked
        link.ask("POST", link.in_project("song"), state.asked(), then=lambda values: self._is(number, values),
                 otherwise=lambda trouble: self._is_not(number, trouble))

    def _is(self, number: int, values: Any) -> None:
        state = self.state
        if number != self._asked or state is None:
            return
        try:
            song = from_json(SongView, values)
        except ValueError:
            return
        is_first = state.song is None
        kept = self._written.pop(_melody(song), None) if is_first and not state.text else None
        if kept is not None and (kept.text, kept.voice, kept.style) != (song.lyrics, None, None):
            self._show(replace(kept, song=song, voices=state.voices or kept.voices, is_asking=True, why_not="",
                               selection=dict(song.selection), playing=-1))
            self._ask()
            return
        is_written = not is_first or bool(state.text) or song.words_from == "nothing"
        text = state.text if is_written else song.lyrics
        self._show(replace(state, song=song, text=text, is_asking=self._soon.isActive(), why_not="", midi=song.midi,
                           selection=dict(song.selection), melodies=()))

    def _is_not(self, number: int, trouble: Trouble) -> None:
        if number == self._asked and self.state is not None:
            self._show(replace(self.state, why_not=trouble.text, is_asking=False))
            if self.state.song is None:
                self._access.ask("GET", "melodies", self._melodies_are)

    def _voices_are(self, values: Any) -> None:
        rows = values.get("voices", []) if isinstance(values, dict) else []
        if self.state is not None:
            self._show(replace(self.state, voices=voice_lines([row for row in rows if isinstance(row, dict)])))

    def _melodies_are(self, values: Any) -> None:
        rows = values.get("melodies", []) if isinstance(values, dict) else []
        if self.state is not None and self.state.song is None:
            self._show(replace(self.state, melodies=melody_lines([row for row in rows if isinstance(row, dict)])))

    def _sample_is(self, values: Any) -> None:
        try:
            sample = from_json(SpeechView, values)
        except ValueError:
            return
        self.sampled.emit(sample.path)


def _words(lyrics: object) -> list[str]:
    return str(lyrics or "").split()


def _melody(song: SongView) -> str:
    """What tells a melody from others: its notes' region or clip, and what is selected of it."""
    return f"{song.midi} {sorted(song.selection.items())}"
