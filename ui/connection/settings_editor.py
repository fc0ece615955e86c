"""Settings editor: reads and saves the engine's settings, and tries what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from ui.connection.project_access import ProjectAccess
from ui.conversation.settings_state import ModelServer, SettingsState, Tried, daw_lines, servers_from, tried_from

if TYPE_CHECKING:
    from ui.connection.link_request import Trouble

TRY_S = 120.0
"""How long a try may take: a DAW's round trip is some seconds."""


class SettingsEditor(QObject):
    """One page."""

    changed = pyqtSignal()

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self.state = SettingsState()

    def open(self) -> None:
        """The page is shown: what is on it may be old."""
        self._access.ask("GET", "/settings", self._told)
        self.look_for_daws()
        self.look_for_servers()

    def look_for_servers(self) -> None:
        """See which language models answer on this computer."""
        self._access.ask("GET", "/settings/local", self._servers_are)

    def look_for_model(self) -> None:
        """The same, where a language model would plan and none is set up."""

        def told(values: Any) -> None:
            self._told(values)
            if self.state.lacks_model:
                self.look_for_servers()

        self._access.ask("GET", "/settings", told)

    def engine_is_back(self) -> None:
        """What waited for its start counts now."""
        if self.state.waiting:
            self._access.ask("GET", "/settings", self._told)

    def use(self, server: ModelServer, model: str) -> None:
        """Let this model plan, from the next start of the engine; saved at once. A key that is written goes nowhere."""
        self.edit("llm_base_url", server.base_url)
        self.edit("llm_model", model)
        if self.state.value("planner") in ("offline", "hosted"):
            self.edit("planner", "auto")
        self._post("/settings", {"values": dict(self.state.edited)}, self._saved)

    def look_for_daws(self) -> None:
        """See which DAWs are there by now."""
        self._access.ask("GET", "/daws", self._daws_are)

    def edit(self, name: str, value: Any) -> None:
        """Another value, not saved yet."""
        edited = {**self.state.edited, name: value}
        kept = {key: one for key, one in edited.items() if one != self.state.values.get(key, "")}
        self._show(replace(self.state, edited=kept))

    def edit_key(self, key: str | None) -> None:
        """Another key, not saved yet; None = leave it as it is, "" = forget it."""
        self._show(replace(self.state, key=key))

    def save(self, **values: Any) -> None:
        """Save what was changed on the page, and these."""
        self._post("/settings", self._body(**values), self._saved)

    def probe(self) -> None:
        """Ask the language model one word, as it stands on the page."""
        self._try("llm", "/settings/probe", self._body())

    def _body(self, **values: Any) -> dict[str, Any]:
        key = {} if self.state.key is None else {"key": self.state.key}
        return {"values": {**self.state.edited, **values}, **key}

    def install(self, daw: str) -> None:
        """Copy a DAW's script to where it looks."""
        self._try(f"daw {daw}", f"/daws/{daw}/install", {})

    def choose_folder(self, daw: str, folder: str) -> None:
        """Tell where a DAW has its own folder, and install its script there; "" = forget it."""
        self._try(f"daw {daw}", f"/daws/{daw}/folder", {"folder": folder})

    def test(self, daw: str) -> None:
        """A round trip with a DAW."""
        self._try(f"daw {daw}", f"/daws/{daw}/test", {})

    def _try(self, what: str, path: str, body: dict[str, Any]) -> None:
        link = self._access.link
        if link is None or self.state.trying:
            return
        self._show(replace(self.state, trying=what, tried=None))

        def done(tried: Tried) -> None:
            self._show(replace(self.state, trying="", tried=tried))
            if what != "llm":
                self.look_for_daws()

        link.ask("POST", path, body, then=lambda values: done(tried_from(what, values)),
                 otherwise=lambda trouble: done(Tried(what, False, (trouble.text,))), answer_s=TRY_S)

    def _post(self, path: str, body: dict[str, Any], then: Any) -> None:
        link = self._access.link
        if link is not None:
            link.ask("POST", path, body, then=then, otherwise=self._refused)

    def _saved(self, values: Any) -> None:
        self._show(replace(self.state, edited={}, key=None))
        self._told(values)

    def _told(self, values: Any) -> None:
        if isinstance(values, dict) and isinstance(values.get("values"), dict):
            self._show(replace(self.state, values=values["values"], waiting=tuple(values.get("waiting", ())),
                               llm=values.get("llm") or {}, clock=values.get("clock") or {},
                               folder=str(values.get("folder", "")),
                               is_offline=bool(values.get("is_offline")), why_not=""))

    def _daws_are(self, values: Any) -> None:
        rows = values.get("daws", []) if isinstance(values, dict) else []
        self._show(replace(self.state, daws=daw_lines([row for row in rows if isinstance(row, dict)])))

    def _servers_are(self, values: Any) -> None:
        self._show(replace(self.state, servers=servers_from(values)))

    def _refused(self, trouble: Trouble) -> None:
        self._show(replace(self.state, why_not=trouble.text))

    def _show(self, state: SettingsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
