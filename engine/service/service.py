"""The service: everything the engine process holds, and what its clients may ask of it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine import __version__
from engine.assistant.assistant import Assistant
from engine.assistant.job import sweep_scratch
from engine.assistant.melodies import melodies
from engine.assistant.song_key import song_key
from engine.assistant.song_sheet import SingingWish, drafted, scratch, song_sheet
from engine.assistant.voice_io import heard, spoken
from engine.assistant.voice_sample import voice_sample
from engine.catalog.registry import Registry
from engine.config import Settings
from engine.errors import TonmeisterError, UserError
from engine.library.library import Library
from engine.planner.context import Planner
from engine.service.connect import find_project, project_key
from engine.service.events import Events
from engine.service.last_used import remember
from engine.service.models_service import ModelsService
from engine.service.outside_clock import OutsideClock
from engine.service.project_worker import ProjectWorker
from engine.service.settings_service import SettingsService
from engine.service.voices_service import VoicesService
from engine.tasks.plan import Step
from engine.tasks.step_title import step_title
from engine.tasks.task import all_tasks
from engine.wire import wire
from engine.workers.worker import Worker

log = logging.getLogger(__name__)


class NotOpen(UserError):
    """A project that is not open here, or is not where it was."""


class Service:
    """Open projects, models, planner and listeners. Every method may be called from any thread."""

    def __init__(
        self,
        *,
        registry: Registry,
        worker: Worker,
        make_planner: Callable[[], Planner],
        settings: Settings,
        reads_ahead: bool = True,
    ) -> None:
        """`make_planner` is called for each project: a cancel in one stops no plan of another.

        With `reads_ahead` the first to open a project has the planner read what its first plan would wait for.
        """
        self.events = Events()
        self._outside_clock = OutsideClock(settings)
        self.settings = SettingsService(settings, registry, self._outside_clock)
        self._registry, self._worker, self._settings = registry, worker, settings
        self._make_planner, self._planner = make_planner, make_planner()
        self._projects: dict[str, ProjectWorker] = {}
        self.models, self.voices = ModelsService(registry, self._tell_download), VoicesService(registry)
        self._opening = threading.Lock()
        self._is_warm = not reads_ahead
        self._used_at = time.monotonic()

    def start(self) -> None:
        """Warm up what the first request would wait for, and clear away what a killed engine left; returns at once."""
        threading.Thread(target=sweep_scratch, daemon=True).start()
        self._worker.start()
        self._outside_clock.start()

    # --- projects ---

    def open(self, daw_id: str = "", folder: Path | None = None) -> ProjectWorker:
        """The project that is meant, opened when it is not. UserError when it cannot be reached, or is ambiguous."""
        self.touch()
        self._warm_up_planner()
        with self._opening:  # two clients that ask at once get the same one
            found = find_project(self._registry, daw_id or self._settings.daw, folder)
            kind, project = found or (None, None)
            key = project_key(kind, project, folder)
            self._drop_when_gone(key)
            if key not in self._projects:
                opened = ProjectWorker(
                    key,
                    kind=kind,
                    project=project,
                    folder=folder,
                    make_assistant=self._assistant,
                    publish=lambda about, event, view: self._publish(key, about, event, view),
                    is_listened=lambda: self.events.count(key) > 0,
                    outside_clock=self._outside_clock,
                )
                opened.open()
                self._projects[key] = opened
            if kind and project:
                remember(kind, project)
            return self._projects[key]

    def _warm_up_planner(self) -> None:
        """Read what planning needs when somebody comes who will ask; an engine that nobody needs stays small."""
        if not self._is_warm:
            self._is_warm = True
            threading.Thread(target=self._planner.warm_up, daemon=True).start()

    def project(self, key: str) -> ProjectWorker:
        """An open project. UserError when none has this name."""
        self.touch()
        project = self._projects.get(key)
        if project is None:
            raise NotOpen(f"No project '{key[:60]}' is open here; open it first.")
        if project.is_gone:
            with self._opening:
                self._drop_when_gone(key)
            raise NotOpen(f"The folder of '{project.state().name}' was moved or deleted; open the project again.")
        return project

    def _drop_when_gone(self, key: str) -> None:
        """Close a project whose folder was deleted or moved, so that it is opened anew."""
        project = self._projects.get(key)
        if project and project.is_gone:
            del self._projects[key]
            project.close()

    def projects(self) -> dict[str, Any]:
        """What is open here, and what could be opened."""
        found = []
        for daw in self._registry.daws.values():
            try:
                found += [
                    {"daw": daw.id, "daw_name": daw.name, "name": project.name, "folder": str(project.folder or "")}
                    for project in daw.find()
                ]
            except (TonmeisterError, OSError) as error:
                log.warning("%s: %s", daw.id, error)
        return {"open": [project.state() for project in self._projects.values()], "found": found}

    def daws(self) -> list[dict[str, Any]]:
        """The DAWs that are known here, with what is open in each; see SettingsService."""
        opened: dict[str, list[str]] = {}
        for project in list(self._projects.values()):
            state = project.state()
            if state.daw and state.is_connected:
                opened.setdefault(state.daw, []).append(state.name)
        return self.settings.daws(opened)

    # --- facts ---

    def status(self) -> dict[str, Any]:
        """How the engine is."""
        return {
            "version": __version__,
            "wire": wire.VERSION,
            "pid": os.getpid(),
            "planner": self._planner.name,
            "projects": list(self._projects),
            "clients": self.events.count(),
            "workers": self._worker.status(),
            "memory_bytes": _memory_bytes(),
        }

    def tasks(self) -> list[dict[str, Any]]:
        """The task table."""
        return [
            {
                "id": task.id,
                "kind": task.kind,
                "title": step_title(Step(task.id, {})),
                "summary": task.summary,
                "examples": list(task.examples),
                "arguments": [asdict(arg) for arg in task.args],
                "outputs": [asdict(output) for output in task.outputs],
                "why_not": self._registry.why_not(task.id) if task.kind == "model" else "",
            }
            for task in all_tasks().values()
        ]

    # --- the voice ---

    def heard(self, path: Path, language: str = "") -> wire.HeardView:
        """A spoken request as words. UserError when nothing in the recording could be understood."""
        self.touch()
        return heard(path, language, self._registry, self._worker, self._settings.prefer)

    def spoken(self, key: str, number: int, voice: str = "") -> wire.SpeechView:
        """The answer of a turn as sound. UserError when it has none yet, or nothing here can speak."""
        turn = self.project(key).reader.turn(number)
        if not turn.answer:
            raise UserError(f"Request {number} has no answer yet.")
        return spoken(turn.answer, voice, self._registry, self._worker, self._settings.prefer)

    # --- singing ---

    def song(self, key: str, wish: SingingWish) -> wire.SongView:
        """What would be sung on the notes that are meant; nothing is sung. UserError where there are none."""
        reader = self.project(key).reader
        with scratch() as folder:
            place = Path(folder)
            draft = reader.read(lambda library, snapshot: drafted(wish, library, snapshot, self._settings, place))
            return song_sheet(draft, self._registry, self._worker, self._settings.prefer)

    def melodies(self, key: str) -> list[wire.MelodyView]:
        """The clips of notes that could be sung."""
        return self.project(key).reader.read(melodies)

    def voice_sample(self, key: str, voice: str, style: str) -> wire.SpeechView:
        """Two seconds of a voice in the song's key. UserError when nobody sings here."""
        song = self.project(key).reader.read(song_key)
        return voice_sample(voice, style, song, self._registry, self._worker, self._settings.prefer)

    def _tell_download(self, view: wire.DownloadView) -> None:
        message = wire.dumps({"event": "download", "project": "", "data": view})
        self.events.publish("", ("download", view.model), message)

    # --- life ---

    def touch(self) -> None:
        """Somebody needs the engine now."""
        self._used_at = time.monotonic()

    def idle_s(self) -> float:
        """For how long nobody has needed the engine."""
        is_busy = self.models.downloads.is_busy or any(project.is_busy for project in self._projects.values())
        if is_busy or self.events.count():
            self.touch()
        return time.monotonic() - self._used_at

    def close(self) -> None:
        """Cancel what runs, keep what is finished, end the workers."""
        self.models.downloads.close()
        closing = [threading.Thread(target=project.close) for project in self._projects.values()]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join()
        self._worker.close()
        self._outside_clock.close()

    def _assistant(self, library: Library) -> Assistant:
        return Assistant(
            registry=self._registry,
            library=library,
            planner=self._make_planner(),
            settings=self._settings,
            worker=self._worker,
        )

    def _publish(self, key: str, about: object, event: str, view: Any) -> None:
        if self.events.count(key):
            message = wire.dumps({"event": event, "project": key, "data": view})
            self.events.publish(key, (event, about), message)


def _memory_bytes() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
