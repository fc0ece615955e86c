"""Models page: what is ready, why others are not, their licences, and getting one with progress and cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PyQt6.QtWidgets import QWidget

from engine.wire.wire import DownloadView
from ui.connection.controller import Controller
from ui.conversation.models_state import ModelLine, model_lines, offer_told
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Badge, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.progress import ProgressRow
from ui.window.page import Page


class ModelsPage(Page):
    """All models; nothing is fetched before its size was shown and agreed to."""

    def __init__(self, panel: QWidget, controller: Controller) -> None:
        super().__init__(panel, "Models")
        self._controller = controller
        self._models: list[Mapping[str, Any]] = []
        self._offers: dict[str, Mapping[str, Any]] = {}
        self._troubles: dict[str, str] = {}
        self._downloads: dict[str, DownloadView] = {}
        self._bars: dict[str, ProgressRow] = {}
        controller.downloaded.connect(self._told)

    def toggle(self) -> None:
        """Open it with what is ready by now."""
        super().toggle()
        if not self.isHidden():
            self._ask()

    def show_models(
        self, models: Sequence[Mapping[str, Any]], offers: Mapping[str, Mapping[str, Any]],
        downloads: Sequence[DownloadView],
    ) -> None:
        """Open it with what is known already."""
        self._models, self._offers = list(models), dict(offers)
        self._downloads = {one.model: one for one in downloads}
        self.toggle()

    def contents(self) -> QWidget:
        """A card for each model, the ready ones first."""
        page = QWidget()
        page.setObjectName("rows")
        self._bars = {}
        lines = model_lines(self._models)
        ready = sum(line.is_ready for line in lines)
        said = f"{ready} of {len(lines)} are ready." if lines else "The engine is asked what it has."
        cards = [self._card(line) for line in lines]
        parts = column(WrappedLabel(said, "dim"), *cards, gap=8, margins=(12, 0, 12, 12))
        parts.addStretch(1)
        page.setLayout(parts)
        return page

    def _card(self, line: ModelLine) -> Card:
        state = "ready" if line.is_ready else "not ready"
        title = row(Glyph("check" if line.is_ready else "empty", "accent" if line.is_ready else "dim"),
                    WrappedLabel(line.name, "title"))
        title.setStretch(1, 1)
        parts = column(title, WrappedLabel(line.purpose, "meta"), gap=4, margins=(12, 8, 12, 12))
        is_large = theme().scale >= LARGE  # a chip cannot wrap
        free, name = line.is_commercial, f"Licence {line.licence}"
        warned = WrappedLabel("non-commercial", "warn", name=name) if is_large else Badge("non-commercial", name=name)
        badge = [] if free else [warned]
        facts = [line.licence, *line.facts] if line.is_commercial else list(line.facts)
        if is_large:
            parts.addLayout(column(WrappedLabel(" · ".join(facts), "meta"), *badge, gap=0))
        else:
            parts.addLayout(FlowLayout(*badge, *map(Chip, facts)))
        why = self._troubles.get(line.id) or line.why_not
        if why:
            parts.addWidget(WrappedLabel(why, "warn"))
        download = self._downloads.get(line.id)
        if download is not None and download.state == "running":
            bar = self._bars[line.id] = ProgressRow(f"Getting {line.name}")
            bar.cancelled.connect(lambda: self._post(line.id, "cancel"))
            _show(bar, download)
            parts.addWidget(bar)
        elif line.can_get:
            parts.addLayout(self._getting(line, parts))
        return Card(name=f"Model {line.name}, {state}", layout=parts)

    def _getting(self, line: ModelLine, parts: Any) -> FlowLayout:
        offer = self._offers.get(line.id)
        if offer is None:
            look = Button("What would it bring?", name=f"{line.name}: what would it bring?")
            look.clicked.connect(lambda: self._look(line.id))
            return FlowLayout(look)
        parts.addWidget(WrappedLabel(offer_told(offer)))
        get = Button("Get it", "primary", name=f"Get {line.name}")
        get.clicked.connect(lambda: self._post(line.id, "get"))
        get.setEnabled(not offer.get("packages"))
        return FlowLayout(get)

    def _ask(self) -> None:
        self._controller.ask("GET", "/models", self._are)

    def _are(self, answer: Any) -> None:
        rows = answer.get("models", []) if isinstance(answer, dict) else []
        self._models = [one for one in rows if isinstance(one, dict)]
        self.renew()

    def _look(self, model: str) -> None:
        self._request("GET", f"/models/{model}/offer", model, lambda offer: self._offers.update({model: offer}))

    def _post(self, model: str, what: str) -> None:
        self._request("POST", f"/models/{model}/{what}", model, lambda _: None)

    def _request(self, method: str, path: str, model: str, then: Any) -> None:
        link = self._controller.link
        if link is None or not link.is_open:
            return
        self._troubles.pop(model, None)
        body: dict[str, Any] | None = {} if method == "POST" else None

        def failed(trouble: Any) -> None:
            self._troubles[model] = trouble.text
            self.renew()

        def answered(answer: Any) -> None:
            then(answer)
            self.renew()

        link.ask(method, path, body, then=answered, otherwise=failed)

    def _told(self, view: DownloadView) -> None:
        before = self._downloads.get(view.model)
        self._downloads[view.model] = view
        if view.error:
            self._troubles[view.model] = view.error
        if self.isHidden():
            return
        if before is not None and before.state == view.state == "running" and view.model in self._bars:
            _show(self._bars[view.model], view)
            return
        self.renew()
        if view.state != "running":
            self._ask()


def _show(bar: ProgressRow, view: DownloadView) -> None:
    bar.show_progress(view.done / view.of if view.of > 0 else None, doing=view.what)
