"""How long models work for each second of sound: their processor time against the longest clip they take or make."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from engine.catalog.model import Model
from engine.media.clip import Clip

Work = dict[tuple[str, str], list[float]]
"""By task and model: seconds worked, seconds of sound."""


@contextmanager
def watched() -> Iterator[Work]:
    """While inside, every run of every model that is imported by then is counted."""
    work: Work = {}
    plain = {kind: kind.__dict__["run"] for kind in _kinds(Model) if "run" in kind.__dict__}
    for kind, run in plain.items():
        kind.run = _counted(run, work)
    try:
        yield work
    finally:
        for kind, run in plain.items():
            kind.run = run


def ratio(work: Work, task: str, model: str) -> float | None:
    """Seconds of work for each second of sound; None when it did not run or made nothing that lasts."""
    spent_s, sound_s = work.get((task, model), (0.0, 0.0))
    return spent_s / sound_s if sound_s > 0 else None


def _counted(run: Any, work: Work) -> Any:
    @functools.wraps(run)
    def counted(self: Model, args: Any, inputs: Any, brief: Any, report: Any) -> Any:
        began = time.process_time()
        made = run(self, args, inputs, brief, report)
        total = work.setdefault((brief.task, self.id), [0.0, 0.0])
        total[0] += time.process_time() - began
        total[1] += max(_seconds(inputs), _seconds(made))
        return made

    return counted


def _seconds(clips: Mapping[str, Any]) -> float:
    return max((clip.seconds or 0.0 for clip in clips.values() if isinstance(clip, Clip)), default=0.0)


def _kinds(kind: type[Model]) -> set[type[Model]]:
    return {below for part in kind.__subclasses__() for below in {part} | _kinds(part)}
