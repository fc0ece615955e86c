"""Plan card: numbered steps, what will change, and Run, Edit, Cancel while it waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.cards.change_sketch import ChangeSketch
from ui.cards.plan_step import PlanStep
from ui.conversation.item import PlanItem as Plan
from ui.conversation.plan_changes import foreseen_said
from ui.conversation.plan_draft import Draft
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.keys import key_action
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row
from ui.wording import about, count, listed

_CHANGES = {
    "add": ("plus", "accent", "Added"), "edit": ("edit", "warn", "Changed"), "delete": ("close", "danger", "Deleted"),
    "keep": ("lock", "dim", "Kept"),
}  # fmt: skip
_STATES = {"partly": "partly done", "failed": "not done", "cancelled": "cancelled"}


class PlanCard(Card):
    """One plan."""

    run = pyqtSignal(object)
    """The steps as `[{"tool", "args"}]` when they were edited, else None."""
    cancelled = pyqtSignal()
    resized = pyqtSignal()

    def __init__(self, plan: Plan, *, tasks: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> None:
        """`tasks` are rows of `GET /tasks` by id; `names` say what clip ids are called."""
        super().__init__(name=_name(plan), focusable=True)
        self.setProperty("kind", "plan")
        self._plan, self._tasks = plan, tasks
        self._names = {**names, **{word: name for step in plan.steps for word, name in step.names.items()}}
        self.draft = Draft(plan.steps)
        self.steps: list[PlanStep] = []
        self._body: QVBoxLayout = column(margins=(12, 12, 12, 12))
        self.setLayout(self._body)
        self._inner: QWidget | None = None
        self._show(None)

    def edit(self, index: int = 0) -> None:
        """Open a step's fields; an open one is closed."""
        if self._plan.state == "preview" and self.draft.steps:
            self._show(index if index != self._open else None)

    def run_now(self) -> None:
        """Run it as it stands."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # a field that is being written is taken first
        if self._plan.state == "preview" and self.draft.steps:
            self.run.emit(self.draft.wire() if self.draft.is_edited else None)

    def remove_open(self) -> None:
        """Remove the step that is open for editing."""
        if self._open is not None:
            self._remove(self._open)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """E edits, Del removes the step that is open."""
        action = key_action("plan", event) if event is not None else ""
        if action == "edit":
            self.edit(0)
        elif action == "remove":
            self.remove_open()
        else:
            super().keyPressEvent(event)

    def _show(self, open_index: int | None) -> None:
        self._open = open_index
        old = self._inner
        self._inner = QWidget()
        self._inner.setLayout(self._contents())
        self._body.addWidget(self._inner)
        if old is not None:
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        if open_index is not None:
            self.steps[open_index].open_editor()
        self.resized.emit()

    def _contents(self) -> QVBoxLayout:
        plan, is_preview = self._plan, self._plan.state == "preview"
        edited = "edited" if self.draft.is_edited else _STATES.get(plan.state, "") or _in_all(plan.expected_s)
        head = FlowLayout(Label(f"Plan · {count(len(self.draft.steps), 'step')}", "title"), Label(edited, "meta"),
                          last_right=True)
        parts = column(head, gap=8)
        if plan.why and is_preview:
            line = row(Glyph("alert", "warn"), WrappedLabel(plan.why))
            line.setStretch(1, 1)
            parts.addLayout(line)
        self.steps = [self._step(index) for index in range(len(self.draft.steps))]
        for step in self.steps:
            parts.addWidget(step)
        if is_preview:
            if plan.changes and not self.draft.is_edited:
                parts.addWidget(Rule())
                parts.addWidget(Label("What will change", "meta"))
                drawn = {foreseen_said(one): one for one in plan.foreseen}
                for kind, sentence in plan.changes:
                    parts.addLayout(_change(kind, self._named(sentence)))
                    if sentence in drawn and (drawn[sentence].before_beats or drawn[sentence].after_beats):
                        parts.addWidget(ChangeSketch(drawn[sentence]))
            parts.addLayout(self._buttons())
        return parts

    def _named(self, sentence: str) -> str:
        """With the names of clips instead of their ids."""
        for clip_id, name in self._names.items():
            sentence = sentence.replace(f"“{clip_id}”", f"“{name}”")
        return sentence

    def _step(self, index: int) -> PlanStep:
        view = self.draft.steps[index]
        is_editable = self._plan.state == "preview"
        with_it = [str(at + 1) for at in self.draft.goes_with(index)[1:]]
        removes = f"Remove, and step {listed(with_it)} that needs it" if with_it else "Remove this step"
        step = PlanStep(index + 1, view, names=self._names, is_editable=is_editable, task=self._tasks.get(view.task),
                        removes=removes, takes=self._takes(index))
        step.opened.connect(lambda at=index: self.edit(at))
        step.removed.connect(lambda at=index: self._remove(at))
        step.edited.connect(lambda name, value, at=index: self._change_argument(at, name, value))
        return step

    def _takes(self, index: int) -> str:
        """How long a step may take, in words; what is edited may take longer."""
        expected = self._plan.expected_s
        seconds = expected[index] if index < len(expected) and not self.draft.is_edited else None
        return about(seconds) if seconds else ""

    def _remove(self, index: int) -> None:
        self.draft = self.draft.without(index)
        self._show(None)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.draft.steps:
            self.cancelled.emit()

    def _change_argument(self, index: int, name: str, value: Any) -> None:
        self.draft = self.draft.with_argument(index, name, value)
        self._show(index)

    def _buttons(self) -> FlowLayout:
        self.run_button = Button("Run", "primary", name="Run the plan", tip="Run (Ctrl+Enter)")
        self.edit_button = Button("Edit", name="Edit the plan", tip="Edit (E)")
        self.cancel_button = Button("Cancel", "quiet", name="Cancel the plan")
        self.run_button.clicked.connect(self.run_now)
        self.edit_button.clicked.connect(lambda: self.edit(0))
        self.cancel_button.clicked.connect(self.cancelled)
        return FlowLayout(self.run_button, self.edit_button, self.cancel_button, gap=8)


def _in_all(expected_s: Sequence[float | None]) -> str:
    """How long all steps may take, where that is known of each."""
    known = [one for one in expected_s if one is not None]
    return about(sum(known)) if sum(known) and len(known) == len(expected_s) else ""


def _change(kind: str, sentence: str) -> Any:
    icon, ink, said = _CHANGES[kind]
    words = WrappedLabel(sentence, name=f"{said}: {sentence}")
    line = row(Glyph(icon, ink), words)
    line.setStretch(1, 1)
    return line


def _name(plan: Plan) -> str:
    return f"Plan with {count(len(plan.steps), 'step')}" + (f", {_STATES[plan.state]}" if plan.state in _STATES else "")
