"""Plan step: one numbered line of a plan; while it is edited its arguments are fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from engine.wire.wire import StepView
from ui.conversation.plan_draft import Field, fields_of, value_from
from ui.conversation.step_line import step_line
from ui.language.language import said as told
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row
from ui.wording import plain, sentence, shown

_MARKS = {
    "done": ("check", "accent"), "failed": ("alert", "danger"),
    "cancelled": ("close", "dim"), "not_run": ("empty", "dim"),
}  # fmt: skip
_SAID = {"done": "done", "failed": "failed", "cancelled": "cancelled", "not_run": "not run"}
_MARK_PX = 16


class PlanStep(QWidget):
    """A step; `edited` tells (argument, value), `removed` that it should go."""

    edited = pyqtSignal(str, object)
    removed = pyqtSignal()
    opened = pyqtSignal()

    def __init__(
        self, number: int, step: StepView, *, names: Mapping[str, str], is_editable: bool,
        task: Mapping[str, Any] | None, removes: str = "Remove this step",
        takes: str = "",
    ) -> None:
        """`takes` says how long it may take."""
        super().__init__()
        self._step, self._task, self._removes = step, task, removes
        said = f", {_SAID[step.state]}" if step.state in _SAID else ""
        self.setAccessibleName(f"Step {number}: {step.title}{said}")
        mark = _mark(number, step.state)
        self._words: QVBoxLayout = column(WrappedLabel(step.title), gap=0)
        if sub := " · ".join(filter(None, (step_line(step, names), told(takes)))):
            self._words.addWidget(WrappedLabel(sub, "meta", raw=True))
        if step.error:
            self._words.addWidget(WrappedLabel(step.error, "warn"))
        line = row(mark, self._words)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.pencil: IconButton | None = None
        if is_editable:
            self.pencil = IconButton("edit", f"Edit step {number}: {step.title}")
            self.pencil.clicked.connect(self.opened)
            if theme().scale >= LARGE:
                self._words.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignRight)
            else:
                line.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def open_editor(self) -> None:
        """Show the arguments as fields, and the way to remove the step."""
        editor = column(gap=4)
        editor.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        fields = fields_of(self._step, self._task)
        self.editors = [self._field(editor, field) for field in fields]
        self.problem = WrappedLabel("", "warn")
        self.problem.hide()
        editor.addWidget(self.problem)
        remove = Button(self._removes, "slim", icon="close", ink="danger")
        remove.clicked.connect(self.removed)
        editor.addLayout(FlowLayout(remove))
        self._words.addLayout(editor)
        first = self.editors[0] if self.editors else remove
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _field(self, editor: QVBoxLayout, field: Field) -> QWidget:
        unit = f", {field.unit}" if field.unit else ""
        label = Label(sentence(field.label) + unit, "meta")
        label.setToolTip(field.doc)
        widget = self._choice(field) if field.choices or field.type == "boolean" else self._line(field)
        label.setBuddy(widget)
        editor.addWidget(label)
        if isinstance(widget, Button):
            editor.addLayout(FlowLayout(widget))
        else:
            editor.addWidget(widget)
        return widget

    def _line(self, field: Field) -> QLineEdit:
        line = QLineEdit(field.text)
        line.setAccessibleName(field.label)
        line.setToolTip(field.doc)
        line.setMinimumWidth(1)
        line.editingFinished.connect(lambda: self._written(field, line))
        return line

    def _written(self, field: Field, line: QLineEdit) -> None:
        if line.text() == field.text:
            return
        try:
            value = value_from(field, line.text())
        except ValueError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.edited.emit(field.name, value)

    def _choice(self, field: Field) -> Button:
        said = plain(shown(field.value)) if field.value is not None else "as it fits"
        button = Button(said, icon="down", trailing_icon=True, name=f"{field.label}: {said}")
        menu = QMenu(button)
        menu.setAccessibleName(field.label)
        values: list[tuple[str, Any]] = [(plain(choice), choice) for choice in field.choices]
        if field.type == "boolean":
            values = [("yes", True), ("no", False)]
        for words, value in [("as it fits", None), *values]:
            action = menu.addAction(told(words))
            assert action is not None
            action.triggered.connect(lambda _=False, one=value: self._chosen(field, one))
        button.setMenu(menu)
        return button

    def _chosen(self, field: Field, value: Any) -> None:
        is_list = field.type == "choices" and value is not None
        self.edited.emit(field.name, [value] if is_list else value)


def _mark(number: int, state: str) -> QWidget:
    if state in _MARKS:
        return Glyph(*_MARKS[state])
    label = Label(str(number), "meta")
    label.setFixedWidth(theme().px(_MARK_PX))
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
