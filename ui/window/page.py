"""Page: covers the panel with something to read or set; Esc or its button puts it away."""

from __future__ import annotations

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget

from ui.language.language import said
from ui.rows.virtual_list import VirtualList
from ui.theme.active_theme import theme
from ui.widgets.button import IconButton
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.scrolled import keep_in_sight

_TAB = Qt.FocusPolicy.TabFocus.value
_HEAD_MARGINS = (12, 8, 8, 8)


class Page(QFrame):
    """Covers the panel while it is open; a kind of page says what is on it."""

    def __init__(self, panel: QWidget, title: str, body: QAbstractScrollArea | None = None) -> None:
        """`body` scrolls by itself and says what is on the page; without one `contents` does."""
        super().__init__(panel)
        self.setObjectName("panel")
        self.setAccessibleName(said(title))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.close_button = IconButton("close", f"Put the {title.lower()} away")
        self.close_button.clicked.connect(self.put_away)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(said(f"All {title.lower()}"))
        keep_in_sight(self._scroll)
        self._has_body = body is not None
        self._title, self._body = WrappedLabel(title, "head"), body
        self._words = (title, f"All {title.lower()}", f"Put the {title.lower()} away")
        self._head_row = row(self._title, self.close_button)
        self.fit()
        self.setLayout(column(self._head_row, body or self._scroll, gap=0))
        self._back: QWidget | None = None
        panel.installEventFilter(self)
        self.hide()

    def contents(self) -> QWidget:
        """What is on it now."""
        raise NotImplementedError

    def fit(self) -> None:
        """Distances of the letters' size, which may be another one now: what is on it was made for the one before."""
        px = theme().px
        self._head_row.setContentsMargins(*map(px, _HEAD_MARGINS))
        self._head_row.setSpacing(px(8))
        if isinstance(self._body, VirtualList):
            with self._body.together():
                for at in self._body.alive():
                    self._body.changed(at)
        elif not self.isHidden():
            self.renew()

    def speak_anew(self) -> None:
        """The language is another one."""
        title, whole, away = self._words
        self.setAccessibleName(said(title))
        self._title.setText(title)
        self._scroll.setAccessibleName(said(whole))
        self.close_button.set_tip(away)
        self.close_button.set_words("", name=away)
        if isinstance(self._body, VirtualList):
            self._body.reset(self._body.count())

    def renew(self) -> None:
        """Show what is on it anew, at the same height, with the keyboard where it was."""
        if self._has_body:
            return
        bar = self._scroll.verticalScrollBar()
        height = bar.value() if bar is not None else 0
        focus = self.focusWidget()
        name = focus.accessibleName() if focus is not None and self._scroll.isAncestorOf(focus) else ""
        self._scroll.setWidget(self.contents())
        if name and not self.isHidden():
            again = (one for one in self._scroll.findChildren(QWidget) if one.accessibleName() == name)
            next(again, self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
        if bar is not None:
            bar.setValue(height)

    def toggle(self) -> None:
        """Open it, or put it away."""
        if not self.isHidden():
            self.put_away()
            return
        panel = self.parentWidget()
        assert panel is not None
        self.renew()
        self._back = panel.focusWidget()
        self.setGeometry(panel.rect())
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """The keyboard goes back to where it was."""
        self.hide()
        old = self._scroll.takeWidget()  # it is made anew when it is opened; until then nobody has to dress it
        if old is not None:
            old.hide()
            old.deleteLater()
        if self._back is not None and not sip.isdeleted(self._back):
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round on the page: what it covers cannot be seen."""
        at = start = QApplication.focusWidget() or self
        while (at := (at.nextInFocusChain() if next else at.previousInFocusChain()) or start) is not start:
            if self.isAncestorOf(at) and at.focusPolicy().value & _TAB and at.isEnabled() and at.isVisibleTo(self):
                at.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
                break
        return True

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """As large as the panel."""
        if event is not None and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(watched.rect())  # type: ignore[union-attr]
        return False
