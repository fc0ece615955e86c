"""Models browser: which models there are, what getting one would bring, and how far each download is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import DownloadView, from_json
from ui.connection.project_access import ProjectAccess
from ui.conversation.download_pace import DownloadPace
from ui.conversation.models_state import ModelsState, counts_bytes, model_lines

_LOOK_S = 60.0
"""How long asking the hub may take."""


class ModelsBrowser(QObject):
    """One page. Nothing is fetched or deleted before its size was shown."""

    changed = pyqtSignal()
    progressed = pyqtSignal(DownloadView)
    """A download that was shown before is further."""

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self.state = ModelsState()
        self._paces: dict[str, DownloadPace] = {}
        access.downloaded.connect(self._downloaded)

    def open(self) -> None:
        """The page is shown: what is on it may be old."""
        self._access.ask("GET", "/models", self._are)

    def search(self, text: str) -> None:
        """Show those only that have these words."""
        self._show(replace(self.state, search=text))

    def look(self, model: str) -> None:
        """Ask what getting it would bring."""
        self._show(replace(self.state, looking=model))
        self._request("GET", f"/models/{model}/offer", model, lambda offer: self._show(
            replace(self.state, offers={**self.state.offers, model: offer})))

    def get(self, model: str) -> None:
        """Begin, or go on."""
        self._post(model, "get", lambda _: None)

    def pause(self, model: str) -> None:
        """Stop; what is here stays."""
        self._post(model, "cancel", lambda _: None)

    def ask_to_remove(self, model: str) -> None:
        """Ask whether to delete it; "" leaves it."""
        self._show(replace(self.state, removing=model))

    def remove(self, model: str) -> None:
        """Delete what is here of it."""
        self._show(replace(self.state, removing=""))
        self._post(model, "remove", lambda _: self._removed(model))

    def _removed(self, model: str) -> None:
        without = {name: view for name, view in self.state.downloads.items() if name != model}
        offers = {name: offer for name, offer in self.state.offers.items() if name != model}
        self._show(replace(self.state, downloads=without, offers=offers))
        self.open()

    def _post(self, model: str, what: str, then: Callable[[Any], None]) -> None:
        self._request("POST", f"/models/{model}/{what}", model, then)

    def _request(self, method: str, path: str, model: str, then: Callable[[Any], None]) -> None:
        link = self._access.link
        if link is None or not link.is_open:
            return
        self._show(replace(self.state, troubles={n: why for n, why in self.state.troubles.items() if n != model}))

        def answered(values: Any) -> None:
            self._show(replace(self.state, looking="" if self.state.looking == model else self.state.looking))
            then(values)

        def failed(trouble: Any) -> None:
            self._show(replace(self.state, troubles={**self.state.troubles, model: trouble.text},
                               looking="" if self.state.looking == model else self.state.looking))

        link.ask(method, path, {} if method == "POST" else None, then=answered, otherwise=failed, answer_s=_LOOK_S)

    def _are(self, values: Any) -> None:
        if not isinstance(values, dict):
            return
        rows = [one for one in values.get("models", ()) if isinstance(one, dict)]
        memory, free = values.get("memory_bytes") or 0, values.get("free_bytes") or 0
        known = dict(self.state.downloads)
        for one in values.get("downloads") or ():
            view = from_json(DownloadView, one)
            known.setdefault(view.model, view)
        self._show(replace(self.state, lines=tuple(model_lines(rows, memory, self._titles())), downloads=known,
                           memory_bytes=float(memory), free_bytes=float(free)))

    def _downloaded(self, view: DownloadView) -> None:
        before = self.state.downloads.get(view.model)
        downloads = {**self.state.downloads, view.model: view}
        troubles = {**self.state.troubles, **({view.model: view.error} if view.error else {})}
        state = replace(self.state, downloads=downloads, troubles=troubles, left_s=self._left_s(view))
        if before is not None and before.state == view.state == "running":
            self.state = state  # only its bar moves: no card is made anew 5 times a second
            self.progressed.emit(view)
            return
        self._show(state)
        if view.state != "running":
            self.open()

    def _left_s(self, view: DownloadView) -> Mapping[str, float]:
        """How long each download takes on, after this news of one of them."""
        others = {model: left_s for model, left_s in self.state.left_s.items() if model != view.model}
        if view.state != "running":
            self._paces.pop(view.model, None)
            return others
        if not counts_bytes(view):
            return others
        pace = self._paces.setdefault(view.model, DownloadPace())
        pace.hear(view.done, time.monotonic())
        left_s = pace.left_s(view.of - view.done)
        return others if left_s is None else {**others, view.model: left_s}

    def _titles(self) -> dict[str, str]:
        """What tasks are called."""
        return {task: str(row["title"]) for task, row in self._access.tasks.items() if row.get("title")}

    def _show(self, state: ModelsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
