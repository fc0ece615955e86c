"""Settings as clients read and change them, and what can be tried before a request depends on it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from engine.catalog.registry import Registry
from engine.config import Settings, changed_settings, data_folder, is_offline, load_settings, save_settings
from engine.daw.daw import Daw
from engine.errors import TonmeisterError, WrongUse
from engine.planner.llm.key import keep_key
from engine.planner.llm.local import local_servers
from engine.planner.llm.probe import key_place, probe, told_of
from engine.service.connect import NAMED
from engine.service.outside_clock import OutsideClock

AT_ONCE = ("folder_daw", "live_library", "bitwig_folder", "reaper_folder")
"""Settings that are read each time they are needed."""
log = logging.getLogger(__name__)


class SettingsService:
    """The settings of this user. Every method may be called from any thread."""

    def __init__(self, settings: Settings, registry: Registry, clock: OutsideClock) -> None:
        self._in_use = self._saved = settings
        self._registry, self._clock = registry, clock
        self._lock = threading.Lock()
        self._key_waits: list[str] = []

    def told(self) -> dict[str, Any]:
        """`values`, those that wait for the next start (`waiting`), where requests go (`llm`), and the `clock`."""
        saved, in_use = asdict(self._saved), asdict(self._in_use)
        return {
            "values": saved,
            "waiting": [name for name, value in saved.items() if value != in_use[name] and name not in AT_ONCE]
            + self._key_waits,
            "llm": told_of(self._saved),
            "clock": {"kind": self._clock.kind, "why_not": self._clock.why_not},
            "is_offline": is_offline(),
            "folder": str(data_folder()),
        }

    def change(self, values: Mapping[str, Any], key: str | None = None) -> dict[str, Any]:
        """Save some settings, and the key of the language model's server ("" = forget it; None = as it is).

        They count from the next start of the engine. UserError for what they cannot be.
        """
        with self._lock:
            settings = changed_settings(self._now(), values)
            if key is not None:
                keep_key(key_place(settings), key)
                self._key_waits = ["llm_key"]
            save_settings(settings)
            self._saved = settings
        return self.told()

    def _now(self) -> Settings:
        """What was saved here, with the folders that `daw install --folder` has written down since."""
        written = load_settings()
        return replace(self._saved, **{name: getattr(written, name) for name in AT_ONCE})

    def probe(self, values: Mapping[str, Any], key: str = "") -> dict[str, Any]:
        """Ask the language model of the settings one word, with some of them, or the key, changed for this once."""
        return asdict(probe(changed_settings(self._saved, values), key))

    def local(self) -> dict[str, Any]:
        """The language model `servers` (`name, base_url, models`) that answer on this computer; offline none is asked.

        Never raises; takes a second at most.
        """
        return {"servers": [] if is_offline() else [asdict(one) for one in local_servers()]}

    def daws(self, opened: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
        """The DAWs that are known here: `id, name, why_not, has_script, projects, asks_folder, folder`.

        `asks_folder`: its own folder is not found, or was chosen; `folder` is the one that was chosen.
        `opened` are projects that are worked on, by their DAW's name: a file or a folder that was named is not found.
        """
        return [self._told_of(daw, opened.get(daw.name, ())) for daw in self._registry.daws.values()]

    def install(self, daw_id: str) -> list[str]:
        """Copy a DAW's script to where it looks; what was done, one sentence each."""
        return self._daw(daw_id).install()

    def choose_folder(self, daw_id: str, folder: str) -> list[str]:
        """Remember where a DAW has its own folder ("" = forget it), and copy its script there; what was done."""
        daw = self._daw(daw_id)
        if not daw.folder_setting:
            raise WrongUse(f"{daw.name} has no folder that could be chosen.")
        own = str(daw.own_folder(Path(folder).expanduser())) if folder else ""
        self.change({daw.folder_setting: own})
        return daw.install() if own else [f"{daw.name} is looked for in its usual place again."]

    def test(self, daw_id: str) -> dict[str, Any]:
        """A round trip with a DAW: `works`, and the `checks` (`what, ok, detail`)."""
        checks = self._daw(daw_id).test()
        works = bool(checks) and all(check.ok for check in checks)
        return {"works": works, "checks": [{"what": c.what, "ok": c.ok, "detail": c.detail} for c in checks]}

    def _told_of(self, daw: Daw, opened: Sequence[str]) -> dict[str, Any]:
        folder = ""
        try:
            folder = str(getattr(self._now(), daw.folder_setting)) if daw.folder_setting else ""
            found = [project.name for project in daw.find()] if daw.id not in NAMED else []
            projects, why_not = found, daw.why_not()
            asks_folder = bool(daw.folder_setting) and (bool(folder) or not daw.own_folders())
        except (TonmeisterError, OSError) as error:
            log.warning("%s: %s", daw.id, error)
            projects, why_not, asks_folder = [], str(error), False
        return {"id": daw.id, "name": daw.name, "why_not": why_not, "has_script": daw.has_script,
                "projects": list(dict.fromkeys((*opened, *projects))), "asks_folder": asks_folder, "folder": folder}

    def _daw(self, daw_id: str) -> Daw:
        if daw_id not in self._registry.daws:
            raise WrongUse(f"There is no DAW '{daw_id[:60]}' here.")
        return self._registry.daws[daw_id]
