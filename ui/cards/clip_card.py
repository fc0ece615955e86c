"""Clip card: drag it, see it, hear it, compare it, put it on a track, make it again."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from engine.wire.wire import ClipView
from ui.cards.bar_ruler import BarRuler, SecondsRuler
from ui.cards.chapter_row import ChapterRow
from ui.cards.clip_look import look_of
from ui.cards.clip_menu import clip_menu
from ui.cards.drag_out import Grip
from ui.cards.note_reader import Notes
from ui.cards.note_roll import NoteRoll
from ui.cards.provenance_card import ProvenanceCard
from ui.cards.take_strip import TakeStrip
from ui.cards.track_button import TrackButton
from ui.cards.video_view import VideoView
from ui.cards.waveform import Waveform
from ui.conversation.chapter import Chapter
from ui.conversation.clip_state import ClipState as State
from ui.conversation.item import ClipItem
from ui.conversation.takes_state import rival_of, sides_of, strip_of
from ui.language.language import said as told
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import Badge, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.keys import key_action
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, group, row
from ui.widgets.segmented import Segmented
from ui.wording import clock, count


class ClipCard(QWidget):
    """One clip, with how it was made under it when asked."""

    play_pressed = pyqtSignal()
    sought = pyqtSignal(float)
    """0–1 of the clip."""
    heard = pyqtSignal(str)
    """"a" the source, "b" the result."""
    take_chosen = pyqtSignal(str)
    """Id of a clip."""
    use_pressed = pyqtSignal(int)
    """Number of the take that is to be in use."""
    place_pressed = pyqtSignal(str)
    """The track; "" = a new one."""
    again_pressed = pyqtSignal()
    vary_pressed = pyqtSignal()
    menu_chosen = pyqtSignal(str)
    """A name of the ⋯ menu."""
    how_toggled = pyqtSignal(bool)

    def __init__(
        self, item: ClipItem, state: State, *, made: Sequence[tuple[str, str]] = (), tracks: Sequence[str] = (),
        target: str = "", is_open: bool = False, has_daw: bool = True, notes: Notes | None = None,
        chapters: Sequence[Chapter] = (),
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clip")
        self.clip: ClipView = item.clip
        self.state = state
        self.made, self._target, self._tracks, self._has_daw = made, target, tracks, has_daw
        self.is_playing = False
        bars = f", {count(state.bars, 'bar')}" if state.bars else ""
        parts: list[QWidget | QHBoxLayout | QVBoxLayout | FlowLayout] = [self._head()]
        self.waveform: Waveform | None = None
        if state.is_wave:
            self.waveform = Waveform(f"Waveform of {state.title}", self._ruler())
            self.waveform.sought.connect(self.sought)
            parts.append(self.waveform)
        if notes is not None:
            parts.append(NoteRoll(state.title, notes, self._ruler()))
        if (shown := look_of(self.clip)) is not None:
            parts.append(shown)
        self.video: VideoView | None = None
        if self.clip.kind == "video" and self.clip.path and not self.clip.is_missing:
            self.video = VideoView(state.title, self.clip.path)
            self.video.playing_changed.connect(self._show_watching)
            self.video.failed.connect(self._watch_elsewhere)
            parts.append(self.video)
        parts.append(self._transport())
        if chapters and state.can_play:
            self.chapters = ChapterRow(chapters)
            self.chapters.pressed.connect(lambda at: self._go_to(chapters[at]))
            parts.append(self.chapters)
        self.strip = strip_of(self.clip)
        self.takes: TakeStrip | None = None
        if self.strip is not None:
            self.takes = TakeStrip(self.strip)
            self.takes.chosen.connect(self.take_chosen)
            parts.append(self.takes)
        self.compare: Segmented | None = None
        if rival_of(self.clip) and state.is_wave:
            parts.append(self._comparison())
        if state.why_silent:
            line = row(Glyph("alert", "warn"), WrappedLabel(state.why_silent, "warn"))
            line.setStretch(1, 1)
            parts.append(line)
        chips = [Chip(chip) for chip in state.chips]
        if not state.is_commercial:
            chips.insert(0, Badge(state.badge, name=f"Licence {state.badge}"))
        elif state.badge and theme().scale >= LARGE:
            chips.insert(0, Chip(state.badge, name=f"Licence {state.badge}"))
        if chips:
            parts.append(FlowLayout(*chips))
        parts.append(self._actions())
        self.card = Card(name=f"Clip {state.title}{bars}", focusable=True,
                         layout=column(*parts, gap=8, margins=(12, 8, 12, 12)))
        self._column = column(self.card, gap=8)
        self.setLayout(self._column)
        self.provenance: ProvenanceCard | None = None
        if is_open:
            self.toggle_how()

    def toggle_how(self) -> None:
        """Open or close how it was made, under the card; a keyboard that is here goes there, and comes back."""
        focus = QApplication.focusWidget()
        has_keyboard = focus is not None and self.isAncestorOf(focus)
        if self.provenance is None:
            self.provenance = ProvenanceCard(self.made)
            self.provenance.copied.connect(lambda: self.menu_chosen.emit("copy_recipe"))
            self.provenance.again.connect(self.again_pressed)
            self._column.addWidget(self.provenance)
            if has_keyboard:
                self.provenance.show()
                self.provenance.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            if has_keyboard:
                self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._column.removeWidget(self.provenance)
            self.provenance.hide()
            self.provenance.deleteLater()
            self.provenance = None
        self.info.setChecked(self.provenance is not None)
        self.how_toggled.emit(self.provenance is not None)

    def _show_watching(self, plays: bool) -> None:
        self.watch.set_icon("pause" if plays else "play")
        self.watch.set_words("Pause" if plays else "Play", name=f"{'Pause' if plays else 'Play'} {self.state.title}")

    def _watch_elsewhere(self, why: str) -> None:
        """The system's player opens what cannot be played here, and the card says why."""
        if self.video is not None:
            self.video.hide()
            self._column.addWidget(WrappedLabel(f"{why} Your video player opens it.", "meta"))
            self.menu_chosen.emit("open_file")

    def _go_to(self, chapter: Chapter) -> None:
        """Hear it from where something was found."""
        self.sought.emit(min(1.0, chapter.start_s / max(self.clip.seconds, 1e-9)))
        if not self.is_playing:
            self.play_pressed.emit()

    def show_playing(self, is_playing: bool) -> None:
        """The play button as stop, or back."""
        self.is_playing = is_playing
        self.play.setChecked(is_playing)
        self.play.set_icon("stop" if is_playing else "play", "accent" if is_playing else "text")
        self.play.setAccessibleName(told(f"{'Stop' if is_playing else 'Play'} {self.state.title}"))

    def show_position(self, seconds: float) -> None:
        """Where it plays."""
        self.time.setText(clock(seconds))
        if self.waveform is not None and self.clip.seconds > 0:
            self.waveform.set_position(min(1.0, seconds / self.clip.seconds))

    def show_waiting(self, words: str) -> None:
        """The bar that it begins with, beside the button that calls it off; "" = it does not wait."""
        self.time.setText(words or clock(0))

    def show_peaks(self, peaks: bytes, source: bytes | None) -> None:
        """Draw it: a signed minimum and maximum for each bin."""
        if self.waveform is not None:
            self.waveform.set_peaks(peaks, source)

    def hear(self, side: str) -> None:
        """Hear the source ("a") or the result ("b")."""
        if self.compare is not None and self.state.can_compare:
            self.compare.set_index(0 if side == "a" else 1)
            self.heard.emit(side)

    def choose_take(self, number: int) -> None:
        """Take 1, 2, 3 …"""
        if 1 <= number <= len(self.clip.takes):
            self.take_chosen.emit(self.clip.takes[number - 1])

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Single keys mean this card while it has the keyboard."""
        action = key_action("clip", event) if event is not None else ""
        if event is None or not action or not self.act(action):
            super().keyPressEvent(event)

    def act(self, action: str) -> bool:
        """Do what a key of the table says; False when the card cannot."""
        if action.startswith("take "):
            self.choose_take(int(action.removeprefix("take ")))
            return True
        buttons = {"play": self.play, "again": self.again, "vary": self.vary, "how": self.info, "place": self.place}
        if self.use is not None:
            buttons["use"] = self.use
        if action in buttons:
            if buttons[action].isEnabled():
                buttons[action].click()
        elif action in ("hear a", "hear b"):
            self.hear(action[-1])
        elif action == "copy" and self.grip is not None:
            self.grip.copy()
        elif action == "choose track":
            self.place.choose()
        else:
            return False
        return True

    def _head(self) -> QHBoxLayout | QVBoxLayout:
        state = self.state
        title = WrappedLabel(state.title, "title", raw=True)
        head = row(gap=4)
        if self.clip.path and not self.clip.is_missing:
            self.grip: Grip | None = Grip([self.clip.path], state.title)
            self.grip.copied_out.connect(lambda: self.menu_chosen.emit("dragged"))
            head.addWidget(self.grip)
        else:
            self.grip = None
        is_large = theme().scale >= LARGE
        if is_large:
            head.addStretch(1)
        else:
            head.addWidget(title, 1)
        if state.badge and state.is_commercial and not is_large:
            head.addWidget(Chip(state.badge, name=f"Licence {state.badge}"))
        self.info = IconButton("info", f"How {state.title} was made", tip="How it was made (I)", checkable=True)
        self.info.clicked.connect(self.toggle_how)
        more = IconButton("more", f"More for {state.title}")
        more.setMenu(clip_menu(self.clip, more, self.menu_chosen.emit))
        head.addWidget(self.info)
        head.addWidget(more)
        return column(head, title, gap=4) if is_large else head

    def _use(self) -> None:
        if self.strip is not None:
            self.use_pressed.emit(self.strip.number)

    def _ruler(self) -> BarRuler | SecondsRuler:
        beats = self.clip.length_beats
        if not self.state.bars or not beats:
            return SecondsRuler(max(0.1, self.clip.seconds))
        start, beat = self.clip.start_beats or 0.0, self.state.beat
        return BarRuler(beats / beat, self.state.beats_per_bar, start / beat)

    def _transport(self) -> FlowLayout:
        self.play = IconButton("play", f"Play {self.state.title}", "play", tip="Play, stop (P)", checkable=True)
        self.play.clicked.connect(self.play_pressed)
        self.play.setEnabled(self.state.can_play)
        self.time = Label(clock(0), "meta", name="Position")
        total = Label(f"/ {clock(self.clip.seconds)}", "meta")
        if self.clip.kind == "audio":
            parts: list[QWidget] = [self.play, group(self.time, total, gap=4)]
        else:  # notes, a picture or a video: the DAW or another program shows it
            self.play.hide()
            kind = {"midi": "notes", "image": "picture"}.get(self.clip.kind, "file")
            parts = [group(Glyph(kind, "dim"), Label(self.state.length, "meta"), gap=8)]
        if self.clip.kind == "image" and not self.clip.is_missing:
            sound = Button("Make the sound of this picture", "primary", icon="sound",
                           name=f"Make the sound of {self.state.title}")
            sound.clicked.connect(lambda: self.menu_chosen.emit("sound"))
            parts.append(sound)
        if self.video is not None:
            self.watch = Button("Play", name=f"Play {self.state.title}", icon="play")
            self.watch.clicked.connect(self.video.toggle)
            parts.append(self.watch)
        return FlowLayout(*parts, gap=4)

    def _comparison(self) -> FlowLayout:
        other, this = sides_of(self.clip)
        names = [f"Hear the {side[0].lower()}{side[1:]}" if side in ("Source", "Result", "Original") else f"Hear {side}"
                 for side in (other, this)]
        self.compare = Segmented([f"A  {other}", f"B  {this}"], names=names, name="Compare", index=1)
        self.compare.chosen.connect(lambda at: self.heard.emit("ab"[at]))
        for button in self.compare.buttons:
            button.setEnabled(self.state.can_compare)
            button.setToolTip(told(self.state.why_not_compare) or button.toolTip())
        missing = "no source" if other == "Source" else "not here yet"
        said = "level-matched" if self.state.can_compare else missing
        note = Label(said, "meta")
        note.setToolTip(told(self.state.why_not_compare or "The louder one is turned down to the level of the other."))
        return FlowLayout(self.compare, note, gap=8)

    def _actions(self) -> FlowLayout:
        state = self.state
        if self._has_daw and self.clip.kind in ("audio", "midi"):
            self.place = TrackButton(state.main, tracks=self._tracks, target=self._target, is_placed=state.is_placed,
                                     name=f"{state.main}: {state.title}")
            self.place.placed.connect(self.place_pressed)
        else:
            self.place = TrackButton(state.main, tracks=(), target="", is_placed=False,
                                     is_first=self.clip.kind != "image", name=f"{state.main}: {state.title}",
                                     tip="Show the file in its folder")
            self.place.placed.connect(lambda _: self.menu_chosen.emit("show_file"))
        self.place.setEnabled(state.can_place)
        again = "primary" if self.clip.is_missing else "control"  # then nothing else can help here
        self.again = Button("Again", again, name=f"{state.title}: make again", tip="Again, another take (R)")
        self.again.clicked.connect(self.again_pressed)
        self.vary = Button("Vary", name=f"{state.title}: vary", tip="Vary: say what should change (V)")
        self.vary.clicked.connect(self.vary_pressed)
        if self.clip.kind == "image":  # it was brought along, not made: there is no other take of it
            for button in (self.again, self.vary):
                button.setEnabled(False)
                button.hide()
        self.use: Button | None = None
        if self.strip is None or not self.strip.can_use:
            return FlowLayout(self.place, self.again, self.vary, gap=8, together=2)
        self.use = Button("Use this one", "primary", name=f"Use take {self.strip.number} of {state.title}",
                          tip="It takes the place of the one in use; undo brings that back (U)")
        self.use.clicked.connect(self._use)
        self.place.hide()  # its place has a content already: this take goes there, or nowhere
        return FlowLayout(self.use, self.again, self.vary, gap=8, together=2)
