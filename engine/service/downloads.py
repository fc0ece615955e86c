"""Downloads: the models that the engine brings here now, each in a thread of its own, told to whoever listens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from engine.catalog import packages
from engine.catalog.model import Model
from engine.catalog.model_get import ModelOffer, get, offer_for
from engine.errors import Cancelled, TonmeisterError, UserError, WrongUse
from engine.wire.wire import DownloadView

log = logging.getLogger(__name__)

_END_S = 10.0
"""How long a download may take to end."""


class Downloads:
    """What is being fetched, and how the last of each model ended. Every method may be called from any thread."""

    def __init__(self, publish: Callable[[DownloadView], None]) -> None:
        self._publish = publish
        self._views: dict[str, DownloadView] = {}
        self._cancels: dict[str, threading.Event] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """True while something is being fetched."""
        return any(view.state == "running" for view in list(self._views.values()))

    def start(self, model: Model) -> DownloadView:
        """Begin to get a model, unless it is being got already. UserError when it cannot be had."""
        with self._lock:
            if (running := self._views.get(model.id)) and running.state == "running":
                return running
        offer = offer_for(model)
        if offer.packages and not _brings(offer):
            raise UserError(
                f"{model.name} needs Python packages that are missing ({', '.join(offer.packages)}); "
                f"run `tonmeister models get {model.id}` in a terminal."
            )
        with self._lock:
            if (running := self._views.get(model.id)) and running.state == "running":
                return running
            self._cancels[model.id] = threading.Event()
            thread = threading.Thread(target=self._bring, args=(offer,), name=f"get {model.id}", daemon=True)
            self._threads[model.id] = thread
            view = self._views[model.id] = DownloadView(model.id, of=offer.to_fetch_bytes)
        thread.start()
        return view

    def cancel(self, model_id: str) -> DownloadView:
        """Stop a download; what is here stays for the next time. WrongUse when nothing was asked for."""
        if model_id not in self._views:
            raise WrongUse(f"'{model_id[:60]}' is not being fetched.")
        self._cancels[model_id].set()
        self._threads[model_id].join(1.0)
        return self._views[model_id]

    def views(self) -> list[DownloadView]:
        """What is being fetched, and what was stopped on the way."""
        return [view for view in list(self._views.values()) if view.state in ("running", "cancelled")]

    def forget(self, model_id: str) -> None:
        """Stop a download whose beginning is to be deleted; it is waited for, so that it writes nothing more."""
        if model_id in self._views:
            self._cancels[model_id].set()
            self._threads[model_id].join(_END_S)
            del self._views[model_id]

    def close(self) -> None:
        """Stop all downloads."""
        for model_id in list(self._views):
            self.cancel(model_id)

    def _bring(self, offer: ModelOffer) -> None:
        model = offer.model
        cancelled = self._cancels[model.id]

        def hear(done: float, of: float, what: str) -> None:
            if cancelled.is_set():
                raise Cancelled
            self._tell(DownloadView(model.id, "running", done, of, what))

        try:
            if offer.packages:
                hear(0, 1, f"Installing {', '.join(offer.packages)}")
                packages.install(model.extra)
            get(offer, hear)
            why_not = model.ready()
            self._tell(DownloadView(model.id, "failed" if why_not else "done", 1, 1, error=why_not))
        except Cancelled:
            self._tell(replace(self._views[model.id], state="cancelled", what=""))
        except TonmeisterError as error:
            self._tell(DownloadView(model.id, "failed", error=str(error)))
        except Exception as error:  # a bug: whoever waits is told, and the engine goes on
            log.exception("getting %s", model.id)
            self._tell(DownloadView(model.id, "failed", error=f"That is a bug ({type(error).__name__}: {error})."))

    def _tell(self, view: DownloadView) -> None:
        self._views[view.model] = view
        self._publish(view)


def _brings(offer: ModelOffer) -> bool:
    """True where the packages come here, too: those of foundation models are too large to come unseen."""
    return offer.model.extra != "models" and packages.can_install()
