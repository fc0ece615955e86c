"""Settings as clients read and change them, and what can be tried before a request depends on it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.catalog.registry import Registry
from engine.config import Settings, changed_settings, data_folder, is_offline, save_settings
from engine.daw.daw import Daw
from engine.errors import TonmeisterError, WrongUse
from engine.planner.llm.probe import probe, told_of

log = logging.getLogger(__name__)


class SettingsService:
    """The settings of this user. Every method may be called from any thread."""

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self._in_use = self._saved = settings
        self._registry = registry
        self._lock = threading.Lock()

    def told(self) -> dict[str, Any]:
        """`values`, those that differ from what the engine runs with (`waiting`), and where requests go (`llm`)."""
        saved, in_use = asdict(self._saved), asdict(self._in_use)
        return {
            "values": saved,
            "waiting": [name for name, value in saved.items() if value != in_use[name]],
            "llm": told_of(self._saved),
            "is_offline": is_offline(),
            "folder": str(data_folder()),
        }

    def change(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Save some settings; they count from the next start of the engine. UserError for what they cannot be."""
        with self._lock:
            self._saved = changed_settings(self._saved, values)
            save_settings(self._saved)
        return self.told()

    def probe(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the language model of the settings, with some of them changed for this once, one word."""
        return asdict(probe(changed_settings(self._saved, values)))

    def daws(self) -> list[dict[str, Any]]:
        """The DAWs that are known here: `id, name, why_not, has_script, projects`."""
        return [self._told_of(daw) for daw in self._registry.daws.values()]

    def install(self, daw_id: str) -> list[str]:
        """Copy a DAW's script to where it looks; what was done, one sentence each."""
        return self._daw(daw_id).install()

    def test(self, daw_id: str) -> dict[str, Any]:
        """A round trip with a DAW: `works`, and the `checks` (`what, ok, detail`)."""
        checks = self._daw(daw_id).test()
        works = bool(checks) and all(check.ok for check in checks)
        return {"works": works, "checks": [{"what": c.what, "ok": c.ok, "detail": c.detail} for c in checks]}

    def _told_of(self, daw: Daw) -> dict[str, Any]:
        try:
            projects, why_not = [project.name for project in daw.find()], daw.why_not()
        except (TonmeisterError, OSError) as error:
            log.warning("%s: %s", daw.id, error)
            projects, why_not = [], str(error)
        return {"id": daw.id, "name": daw.name, "why_not": why_not, "has_script": daw.has_script,
                "projects": projects}

    def _daw(self, daw_id: str) -> Daw:
        if daw_id not in self._registry.daws:
            raise WrongUse(f"There is no DAW '{daw_id[:60]}' here.")
        return self._registry.daws[daw_id]
