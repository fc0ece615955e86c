"""Row maker: the widget of an item, connected to what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QWidget

from engine.wire.wire import ClipView, Remedy, from_json
from ui.cards.answer_card import AnswerCard
from ui.cards.error_card import ErrorCard
from ui.cards.job_row import JobRow
from ui.cards.note_reader import Notes, read_notes
from ui.cards.plan_card import PlanCard
from ui.cards.undo_row import UndoRow
from ui.cards.words_card import WordsCard
from ui.connection import request_bodies
from ui.conversation.chapter import Chapter
from ui.conversation.clip_state import clip_card, provenance, spans_alike
from ui.conversation.item import ClipItem, Item
from ui.conversation.takes_state import of_same_place, rival_of
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.cards.clip_card import ClipCard
    from ui.connection.controller import Controller
    from ui.playback.playback import Playback
    from ui.talk.read_aloud import ReadAloud


class RowMaker:
    """Makes rows; `playback` is what clips are heard with and where files are shown."""

    def __init__(self, controller: Controller, playback: Playback) -> None:
        self._controller = controller
        self._playback = playback
        self.takes: dict[str, str] = {}
        """Take that a clip's row shows, by the row's key."""
        self.open_rows: set[str] = set()
        """Keys of rows that show how they were made."""
        self.vary: Callable[[str], None] = lambda text: None
        """Who takes the beginning of a message."""
        self.mention: Callable[[str], None] = lambda text: None
        self.go_to: Callable[[str], None] = lambda place: None
        """Who leads to a page, to the projects or to a folder."""
        self.keys_free: Callable[[], None] = lambda: None
        """Who takes the keyboard from a card that needs it no more."""
        self.read_aloud: ReadAloud | None = None
        self.take_chosen: Callable[[str], None] = lambda key: None

    def make(self, item: Item) -> QWidget:
        """The row of an item."""
        makers: dict[str, Callable[[Item], QWidget]] = {
            "day": self._day, "words": self._words, "answer": self._answer, "plan": self._plan,
            "job": self._job, "clip": self._clip, "error": self._error, "undo": self._undo, "sing": self._sing,
        }  # fmt: skip
        return makers[item.kind](item)

    def _day(self, item: Item) -> QWidget:
        label = Label(str(item.data), "meta")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _words(self, item: Item) -> QWidget:
        card = WordsCard(item.data)
        if item.key.startswith("request:"):
            request = int(item.key.partition(":")[2])
            card.retry.connect(lambda: self._controller.request_sender.retry(request))
            card.discard.connect(lambda: self._controller.request_sender.discard(request))
        return card

    def _answer(self, item: Item) -> QWidget:
        aloud = self.read_aloud
        card = AnswerCard(item.data, is_read=aloud is not None and aloud.number == item.turn)
        if aloud is not None:
            card.read_pressed.connect(lambda: aloud.toggle(item.turn))
        card.remedied.connect(lambda at: self._remedy(card, item.data.remedies[at]))
        card.place_pressed.connect(lambda place: self.go_to(place))
        card.chapter_pressed.connect(lambda at: self._hear_chapter(item.data.chapters[at]))
        return card

    def _remedy(self, card: QWidget, remedy: Remedy) -> None:
        """Ask for it."""
        self._answered(card, lambda: self._controller.send(request_bodies.remedy(remedy)))

    def _answered(self, card: QWidget, answer: Callable[[], None]) -> None:
        """Answer; who did so by keyboard goes on where the next words are written, as the card goes up or away."""
        focus = QApplication.focusWidget()
        is_here = focus is not None and (focus is card or card.isAncestorOf(focus))
        answer()
        if is_here:
            self.keys_free()

    def _hear_chapter(self, chapter: Chapter) -> None:
        """From where it was found to its end; a clip that is not known yet is asked for, and heard when it is."""
        controller, playback = self._controller, self._playback

        def hear(clip: ClipView) -> None:
            playback.audition(clip.path, start_s=chapter.start_s, end_s=max(chapter.end_s, chapter.start_s + 0.5))

        known = controller.clip_cache.clip(chapter.clip)
        if known is not None:
            hear(known)
        else:
            controller.ask("GET", f"clips/{chapter.clip}", lambda values: hear(from_json(ClipView, values)))

    def _error(self, item: Item) -> QWidget:
        card = ErrorCard(item.data)
        card.place_pressed.connect(lambda place: self.go_to(place))
        card.remedied.connect(lambda at: self._remedy(card, item.data.remedies[at]))
        return card

    def _plan(self, item: Item) -> QWidget:
        names = {clip.id: clip.name for clip in self._controller.conversation.clips.values()}
        card = PlanCard(item.data, tasks=self._controller.tasks, names=names)
        card.run.connect(lambda steps: self._answered(card, lambda: self._controller.approve(item.turn, steps)))
        card.cancelled.connect(lambda: self._answered(card, lambda: self._controller.cancel(item.turn)))
        return card

    def _job(self, item: Item) -> QWidget:
        row = JobRow(item.data)
        row.cancelled.connect(lambda: self._controller.cancel(item.turn))
        return row

    def _undo(self, item: Item) -> QWidget:
        row = UndoRow(item.data)
        row.pressed.connect(lambda redo: self._undo_pressed(item.turn, redo=redo))
        return row

    def _sing(self, item: Item) -> QWidget:
        from ui.cards.sing_card import SingCard

        card, songs = SingCard(item.data), self._controller.song_editor
        card.written.connect(songs.write)
        card.edited.connect(songs.move)
        card.voice_chosen.connect(songs.choose_voice)
        card.style_chosen.connect(songs.choose_style)
        card.sample_pressed.connect(songs.sample)
        card.sung.connect(lambda anew: songs.sing(anew=anew))
        card.phrase_played.connect(self._hear_phrase)
        card.harmony_pressed.connect(self._ask_for_harmony)
        card.closed.connect(songs.close)
        card.melody_chosen.connect(songs.choose_melody)
        return card

    def _ask_for_harmony(self) -> None:
        """The beginning of a message about what was sung last, to be finished by the user."""
        songs = self._controller.song_editor
        clip = self._controller.clip_cache.clip(songs.state.sung[0].clip) if songs.state and songs.state.sung else None
        if clip is not None:
            self.vary(request_bodies.harmony(clip))

    def _hear_phrase(self, at: int) -> None:
        songs = self._controller.song_editor
        if songs.state is None or not at < len(songs.state.sung):
            return
        if songs.state.playing == at:
            self._playback.stop()
            return
        phrase = songs.state.sung[at]
        self._playback.audition(phrase.path, start_s=phrase.start_s, end_s=phrase.end_s,
                              told=lambda plays: songs.show_playing(at if plays else -1), in_time=True)

    def _undo_pressed(self, number: int, *, redo: bool) -> None:
        self._controller.undo(self._controller.conversation.turns[number], redo=redo)

    def _clip(self, item: Item) -> QWidget:
        from ui.cards.clip_card import ClipCard  # brings the waveform, and numpy with it

        controller = self._controller
        shown = controller.clip_cache.clip(self.takes.get(item.key, "")) or item.data.clip
        data = replace(item.data, clip=self._looked_at(of_same_place(shown, item.data.clip)))
        clip: ClipView = data.clip
        source = controller.clip_cache.clip(clip.source) if clip.source else None
        rival = controller.clip_cache.clip(rival_of(clip)) if rival_of(clip) else None
        session = controller.session
        tracks = [track.name for track in session.tracks] if session else []
        target = clip.name if clip.name in tracks else ""
        card = ClipCard(data, clip_card(data, session, rival, target=target), made=provenance(data, source),
                        tracks=tracks, target=target, is_open=item.key in self.open_rows,
                        has_daw=bool(session and session.daw), notes=_notes_of(clip),
                        chapters=controller.conversation.chapters.get(clip.id, ()))
        peaks = controller.clip_cache.peaks_of(clip)
        ghost = controller.clip_cache.peaks_of(rival) if rival and spans_alike(clip, rival) else None
        if peaks:
            card.show_peaks(peaks, ghost)
        self._connect(card, item, clip)
        self._playback.adopt(card)
        return card

    def _looked_at(self, clip: ClipView) -> ClipView:
        gone = bool(clip.path) and not clip.is_missing and not self._controller.file_is_there(clip.path)
        return replace(clip, is_missing=True) if gone else clip

    def _connect(self, card: ClipCard, item: Item, clip: ClipView) -> None:
        controller, playback = self._controller, self._playback
        turn = controller.conversation.turns.get(item.turn)
        card.play_pressed.connect(lambda: playback.toggle(card))
        card.sought.connect(lambda share: playback.seek(card, share))
        card.heard.connect(lambda side: playback.hear(card, side))
        card.take_chosen.connect(lambda take: self._show_take(item.key, clip.id, take))
        card.use_pressed.connect(lambda number: self._use(item.key, clip, number))
        card.place_pressed.connect(lambda track: controller.send(request_bodies.place(clip, track)))
        card.vary_pressed.connect(lambda: self.vary(request_bodies.vary(clip)))
        card.menu_chosen.connect(lambda entry: self._menu(card, item, entry))
        card.how_toggled.connect(lambda is_open: (self.open_rows.add if is_open else self.open_rows.discard)(item.key))
        if turn is not None:
            card.again_pressed.connect(
                lambda: controller.send(request_bodies.again(controller.conversation.turns[item.turn]))
            )

    def _use(self, key: str, clip: ClipView, number: int) -> None:
        self.takes[key] = clip.id
        self._controller.send(request_bodies.use(clip, number))

    def _show_take(self, key: str, shown: str, clip_id: str) -> None:
        if self._playback.clip_id == shown != clip_id:
            self._playback.go_on_with(clip_id)
        self.takes[key] = clip_id
        self.take_chosen(key)

    def clip_menu(self, clip: ClipView, entry: str) -> None:
        """An entry of the ⋯ menu of a clip that is shown elsewhere."""
        if entry == "copy_file":
            self._playback.copy_file(clip.path)
            self._controller.handed_out(clip.id)
        elif entry == "copy_recipe":
            made = provenance(ClipItem(clip), None)
            self._playback.copy_text("\n".join(f"{name}: {value}" for name, value in made))
        else:
            self._about(clip, entry)

    def _menu(self, card: ClipCard, item: Item, entry: str) -> None:
        if entry == "copy_recipe":
            self._playback.copy_text("\n".join(f"{name}: {value}" for name, value in card.made))
        elif entry == "copy_file" and card.grip is not None:
            card.grip.copy()
        else:
            self._about(card.clip, entry)

    def _about(self, clip: ClipView, entry: str) -> None:
        if entry == "mention":
            self.mention(clip.name)
        elif entry == "harmony":
            self.vary(request_bodies.harmony(clip))
        elif entry == "sound":
            self._controller.send(request_bodies.sound_of(clip))
        elif entry == "words":
            self._controller.song_editor.open_for(clip)
        elif entry == "open_file":
            self._playback.open_file(clip.path)
        elif entry == "show_file":
            self._playback.show_file(clip.path)
        if entry in ("open_file", "show_file", "dragged"):
            self._controller.handed_out(clip.id)


def _notes_of(clip: ClipView) -> Notes | None:
    """What a clip of notes is drawn from."""
    return read_notes(clip.path) if clip.kind == "midi" and clip.path and not clip.is_missing else None
