"""Row maker: the widget of an item, connected to what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from engine.wire.wire import ClipView
from ui.cards.answer_card import AnswerCard
from ui.cards.error_card import ErrorCard
from ui.cards.job_row import JobRow
from ui.cards.note_reader import Notes, read_notes
from ui.cards.plan_card import PlanCard
from ui.cards.undo_row import UndoRow
from ui.cards.words_card import WordsCard
from ui.connection import asks
from ui.conversation.clip_state import clip_card, provenance, spans_alike
from ui.conversation.item import Item
from ui.conversation.takes_state import of_same_place, rival_of
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.cards.clip_card import ClipCard
    from ui.connection.conductor import Conductor
    from ui.playback.studio import Studio


class RowMaker:
    """Makes rows; `studio` is what clips are heard with and where files are shown."""

    def __init__(self, conductor: Conductor, studio: Studio) -> None:
        self._conductor = conductor
        self._studio = studio
        self.takes: dict[str, str] = {}
        """Take that a clip's row shows, by the row's key."""
        self.open_rows: set[str] = set()
        """Keys of rows that show how they were made."""
        self.vary: Callable[[str], None] = lambda text: None
        """Who takes the beginning of a message."""
        self.mention: Callable[[str], None] = lambda text: None
        self.take_chosen: Callable[[str], None] = lambda key: None

    def make(self, item: Item) -> QWidget:
        """The row of an item."""
        makers: dict[str, Callable[[Item], QWidget]] = {
            "day": self._day, "words": self._words, "answer": self._answer, "plan": self._plan,
            "job": self._job, "clip": self._clip, "error": self._error, "undo": self._undo,
        }  # fmt: skip
        return makers[item.kind](item)

    def _day(self, item: Item) -> QWidget:
        label = Label(str(item.data), "meta")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _words(self, item: Item) -> QWidget:
        card = WordsCard(item.data)
        if item.key.startswith("letter:"):
            letter = int(item.key.partition(":")[2])
            card.retry.connect(lambda: self._conductor.post.retry(letter))
            card.discard.connect(lambda: self._conductor.post.discard(letter))
        return card

    def _answer(self, item: Item) -> QWidget:
        card = AnswerCard(item.data)
        card.remedied.connect(lambda at: self._conductor.send(asks.remedy(item.data.remedies[at])))
        return card

    def _error(self, item: Item) -> QWidget:
        card = ErrorCard(item.data)
        card.remedied.connect(lambda at: self._conductor.send(asks.remedy(item.data.remedies[at])))
        return card

    def _plan(self, item: Item) -> QWidget:
        names = {clip.id: clip.name for clip in self._conductor.conversation.clips.values()}
        card = PlanCard(item.data, tasks=self._conductor.tasks, names=names)
        card.run.connect(lambda steps: self._conductor.approve(item.turn, steps))
        card.cancelled.connect(lambda: self._conductor.cancel(item.turn))
        return card

    def _job(self, item: Item) -> QWidget:
        row = JobRow(item.data)
        row.cancelled.connect(lambda: self._conductor.cancel(item.turn))
        return row

    def _undo(self, item: Item) -> QWidget:
        row = UndoRow(item.data)
        row.pressed.connect(lambda redo: self._undo_pressed(item.turn, redo=redo))
        return row

    def _undo_pressed(self, number: int, *, redo: bool) -> None:
        self._conductor.undo(self._conductor.conversation.turns[number], redo=redo)

    def _clip(self, item: Item) -> QWidget:
        from ui.cards.clip_card import ClipCard  # brings the waveform, and numpy with it

        conductor = self._conductor
        shown = conductor.shelf.clip(self.takes.get(item.key, "")) or item.data.clip
        data = replace(item.data, clip=self._looked_at(of_same_place(shown, item.data.clip)))
        clip: ClipView = data.clip
        source = conductor.shelf.clip(clip.source) if clip.source else None
        rival = conductor.shelf.clip(rival_of(clip)) if rival_of(clip) else None
        session = conductor.session
        tracks = [track.name for track in session.tracks] if session else []
        target = clip.name if clip.name in tracks else ""
        card = ClipCard(data, clip_card(data, session, rival, target=target), made=provenance(data, source),
                        tracks=tracks, target=target, is_open=item.key in self.open_rows,
                        has_daw=bool(session and session.daw), notes=_notes_of(clip))
        peaks = conductor.shelf.peaks_of(clip)
        ghost = conductor.shelf.peaks_of(rival) if rival and spans_alike(clip, rival) else None
        if peaks:
            card.show_peaks(peaks, ghost)
        self._connect(card, item, clip)
        self._studio.adopt(card)
        return card

    def _looked_at(self, clip: ClipView) -> ClipView:
        gone = bool(clip.path) and not clip.is_missing and not self._conductor.file_is_there(clip.path)
        return replace(clip, is_missing=True) if gone else clip

    def _connect(self, card: ClipCard, item: Item, clip: ClipView) -> None:
        conductor, studio = self._conductor, self._studio
        turn = conductor.conversation.turns.get(item.turn)
        card.play_pressed.connect(lambda: studio.toggle(card))
        card.sought.connect(lambda share: studio.seek(card, share))
        card.heard.connect(lambda side: studio.hear(card, side))
        card.take_chosen.connect(lambda take: self._show_take(item.key, clip.id, take))
        card.use_pressed.connect(lambda number: self._use(item.key, clip, number))
        card.place_pressed.connect(lambda track: conductor.send(asks.place(clip, track)))
        card.vary_pressed.connect(lambda: self.vary(asks.vary(clip)))
        card.menu_chosen.connect(lambda entry: self._menu(card, item, entry))
        card.how_toggled.connect(lambda is_open: (self.open_rows.add if is_open else self.open_rows.discard)(item.key))
        if turn is not None:
            card.again_pressed.connect(lambda: conductor.send(asks.again(conductor.conversation.turns[item.turn])))

    def _use(self, key: str, clip: ClipView, number: int) -> None:
        self.takes[key] = clip.id
        self._conductor.send(asks.use(clip, number))

    def _show_take(self, key: str, shown: str, clip_id: str) -> None:
        if self._studio.clip_id == shown != clip_id:
            self._studio.go_on_with(clip_id)
        self.takes[key] = clip_id
        self.take_chosen(key)

    def _menu(self, card: ClipCard, item: Item, entry: str) -> None:
        if entry == "mention":
            self.mention(card.clip.name)
        elif entry == "copy_recipe":
            self._studio.copy_text("\n".join(f"{name}: {value}" for name, value in card.made))
        elif entry == "copy_file" and card.grip is not None:
            card.grip.copy()
        elif entry == "open_file":
            self._studio.open_file(card.clip.path)
        elif entry == "show_file":
            self._studio.show_file(card.clip.path)


def _notes_of(clip: ClipView) -> Notes | None:
    """What a clip of notes is drawn from."""
    return read_notes(clip.path) if clip.kind == "midi" and clip.path and not clip.is_missing else None
