"""What a job needs when it works on files alone, without a session or a library."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.assistant.job import Inputs, JobContext, flat
from engine.assistant.step_output import StepResult
from engine.catalog.model import Brief
from engine.errors import UserError
from engine.media.clip import Clip, Recipe, clip_from_file
from engine.media.key import parse_key
from engine.media.note import TempoMap
from engine.tasks.plan import Step
from engine.tasks.task import find_task


class FileContext(JobContext):
    """References are paths; results are kept in a temporary folder until `close`."""

    def __init__(
        self, *, seed: int = 0, bpm: float = 120.0, key: str | None = None, sample_rate_hz: int | None = None
    ) -> None:
        if sample_rate_hz is not None and not 4000 <= sample_rate_hz <= 384_000:
            raise UserError("The sample rate must lie between 4000 and 384000 Hz.")
        self._seed = seed
        self._tempo_map = TempoMap.constant(bpm)
        self._key = str(parse_key(key)) if key else None
        self._sample_rate_hz = sample_rate_hz
        self._kept = tempfile.TemporaryDirectory(prefix="tonmeister-")

    def close(self) -> None:
        """Delete what was kept."""
        self._kept.cleanup()

    def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
        """See JobContext."""
        found: dict[str, Clip | list[Clip]] = {}
        for arg in step.row.args:
            value = step.args.get(arg.name)
            if arg.is_reference and value is not None:
                clips = [clip_from_file(one) for one in (value if isinstance(value, list) else [value])]
                found[arg.name] = clips if arg.type == "clips" else clips[0]
        return found

    def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
        """See JobContext; the rate is that of the first sound when none was asked for."""
        from engine.media.audio import probe_audio

        sounds = [clip for clip in flat(inputs) if clip.kind == "audio"]
        rate = self._sample_rate_hz or (probe_audio(sounds[0].path).sample_rate_hz if sounds else 48000)
        return Brief(step.task, folder, self._tempo_map, self._key, rate, seed=self._seed)

    def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
        """See JobContext; the recipe goes with the file, so it says what its inputs are called, not where they lie."""
        path = Path(self._kept.name) / clip.path.name
        shutil.copyfile(clip.path, path)
        return replace(clip, path=path, recipe=replace(recipe, args=_without_folders(recipe)))

    def act(self, step: Step, results: Sequence[StepResult]) -> str:
        """See JobContext."""
        raise UserError(f"{step.task} works on a DAW session; connect a DAW first.")


def _without_folders(recipe: Recipe) -> dict[str, Any]:
    references = {arg.name for arg in find_task(recipe.task).args if arg.is_reference}
    return {name: _called(value) if name in references else value for name, value in recipe.args.items()}


def _called(value: object) -> object:
    return [_called(one) for one in value] if isinstance(value, list) else Path(str(value)).name
