"""Voices browser: which voices there are; hearing one, adding one after its terms were read, removing one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import SpeechView, from_json
from ui.connection.project_access import ProjectAccess
from ui.conversation.voices_state import Addition, VoicesState, entries_from

if TYPE_CHECKING:
    from ui.connection.link_request import Trouble

PATIENCE_S = 120.0
"""How long singing two seconds, or unpacking a bank of some gigabytes, may take."""
_THERE = "is installed already"


class VoicesBrowser(QObject):
    """One page. Nothing is installed before what it says of itself was shown and accepted."""

    changed = pyqtSignal()
    sampled = pyqtSignal(str, str)
    """A voice's id, and a sound file in which it is heard."""
    silenced = pyqtSignal()

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self.state = VoicesState()

    def open(self) -> None:
        """The page is shown: what is on it may be old."""
        self._access.ask("GET", "/voices", self._are)

    def hear(self, voice: str) -> None:
        """Two seconds of it in the song's key; while it is heard: silence."""
        link = self._access.link
        if self.state.playing == voice:
            self.silenced.emit()
            return
        if link is None or self.state.sampling:
            return
        self._show(replace(self.state, sampling=voice, troubles={}))

        def made(values: Any) -> None:
            self._show(replace(self.state, sampling=""))
            self.sampled.emit(voice, from_json(SpeechView, values).path)

        def failed(trouble: Trouble) -> None:
            self._show(replace(self.state, sampling="", troubles={voice: trouble.text}))

        link.ask("POST", link.in_project("voice"), {"voice": voice, "style": ""}, then=made, otherwise=failed,
                 answer_s=PATIENCE_S)

    def show_playing(self, voice: str) -> None:
        """This one is heard; "" = none."""
        self._show(replace(self.state, playing=voice))

    def look(self, path: str) -> None:
        """See what a file or folder would bring."""
        self._show(replace(self.state, addition=Addition(path), told=""))

        def told(offer: Any) -> None:
            there = {one.id for one in self.state.entries}
            self._added(path, offer=offer, is_there_already=offer.get("id") in there)

        self._post("/voices/look", {"path": path}, told, lambda trouble: self._added(path, trouble=trouble.text))

    def add(self, *, consent: str, words: str) -> None:
        """Its terms are accepted: install it."""
        addition = self.state.addition
        if addition is None or addition.is_adding:
            return
        path = addition.path
        self._added(path, is_adding=True, trouble="")
        body = {"path": path, "consent": consent, "words": words, "replace": addition.is_there_already}

        def done(values: Any) -> None:
            needs = str(values.get("needs_vocoder") or "")
            more = f" It needs the vocoder “{needs}” as well." if needs else ""
            self._show(replace(self.state, addition=None, told=f"“{values.get('id')}” is here.{more}"))
            self.open()

        def failed(trouble: Trouble) -> None:
            self._added(path, is_adding=False, trouble=trouble.text,
                        is_there_already=addition.is_there_already or _THERE in trouble.text)

        self._post("/voices/add", body, done, failed)

    def leave(self) -> None:
        """It is not wanted."""
        self._show(replace(self.state, addition=None))

    def ask_to_remove(self, voice: str) -> None:
        """Ask whether to delete it; "" leaves it."""
        self._show(replace(self.state, removing=voice))

    def remove(self, voice: str) -> None:
        """Delete it; what was sung with it stays."""
        self._show(replace(self.state, removing=""))

        def done(_: Any) -> None:
            self._show(replace(self.state, told=f"“{voice}” is deleted; what you sang with it stays."))
            self.open()

        self._post(f"/voices/{voice}/remove", {}, done,
                   lambda trouble: self._show(replace(self.state, troubles={voice: trouble.text})))

    def _added(self, path: str, **values: Any) -> None:
        """More is known about what is being added, unless it is another one by now."""
        if self.state.addition is not None and self.state.addition.path == path:
            self._show(replace(self.state, addition=replace(self.state.addition, **values)))

    def _post(self, path: str, body: dict[str, Any], then: Callable[[Any], None], otherwise: Any) -> None:
        link = self._access.link
        if link is not None:
            link.ask("POST", path, body, then=then, otherwise=otherwise, answer_s=PATIENCE_S)

    def _are(self, values: Any) -> None:
        if isinstance(values, dict):
            self._show(replace(self.state, entries=entries_from(values), is_known=True))

    def _show(self, state: VoicesState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
