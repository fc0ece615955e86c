"""ExternalModel: a recipe as a model like any other."""

from __future__ import annotations

import re
import shutil
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from engine.catalog.environments.command import run_command
from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.make import consent, make_environment
from engine.catalog.environments.message import GET
from engine.catalog.environments.program import Patience, Program
from engine.catalog.environments.run_command import Tell, plain_reason
from engine.catalog.model import Brief, Licence, Report, Result
from engine.catalog.outside_model import OutsideModel
from engine.errors import ModelError, UserError
from engine.media.clip import Clip
from engine.tasks.task import find_task
from models.external.filling import arguments, commands, unheard
from models.external.given import check_given, given
from models.external.recipe import ExternalRecipe, ModelCall
from models.external.taken import Taking, found_files

_SET_ASIDE_BYTES = 2 << 30
"""Memory for a model whose need is not known; the workers learn what it really takes."""

Inputs = Mapping[str, Clip | Sequence[Clip]]


class ExternalModel(OutsideModel):
    """Made by `external_model`, which gives it its recipe and a class with the recipe's facts."""

    def __init__(self) -> None:
        self._folder = EnvironmentFolder(self.recipe.id)
        self._program: Program | None = None

    @property
    @abstractmethod
    def recipe(self) -> ExternalRecipe:
        """What it is."""

    @property
    @abstractmethod
    def home(self) -> Path:
        """The folder in which its program lies."""

    def ready(self) -> str:
        """Looks at a few files only."""
        how = f"run `tonmeister models get {self.id}`."
        if self._lacks_card:
            return "it needs a graphics card from NVIDIA."
        if not self._folder.mark() and self._folder.lacks_only_weights(self.recipe.contents()):
            return f"its weights are not on this computer; {how}"
        if not self._folder.mark():
            return f"it is gated: {self.recipe.gate}, then {how}" if self.recipe.gate else f"it is not installed; {how}"
        return "" if self._folder.holds(self.recipe.contents()) else f"its recipe has changed since then; {how}"

    def consent(self) -> tuple[str, ...]:
        """See OutsideModel."""
        recipe, licence = self.recipe, self.licence
        sold = "results may be sold" if licence.commercial else "whether results may be sold has to be read there"
        lines = [*consent(recipe.contents())]
        if recipe.gets_weights or recipe.downloads_when_run:
            when = "Then its weights are downloaded" if recipe.gets_weights else "It downloads its weights at first use"
            lines.append(f"{when}; their size is not known before.")
        lines.append(f"Licence of the code: {licence.code}; of the weights: {licence.weights}; {sold}.")
        lines += [f"Its weights are gated: {recipe.gate}."] if recipe.gate else []
        lines.append("All of this runs with your rights, weights too: take it only from whom you trust.")
        return (*lines, f"Described at {', '.join(recipe.read_at)}.")

    def get(self, tell: Tell) -> None:
        """See OutsideModel."""
        if self._lacks_card:
            raise UserError(f"{self.name} needs a graphics card from NVIDIA, and there is none; nothing was installed.")
        self.unload()
        make_environment(self.recipe.contents(), tell, self._get_weights if self.recipe.gets_weights else None)

    def remove(self) -> bool:
        """See OutsideModel."""
        self.unload()
        with self._folder.locked():
            return self._folder.remove()

    def unload(self) -> None:
        """End the program."""
        if self._program is not None:
            self._program.end()
            self._program = None

    def edition(self) -> str:
        """Its version, with the commit of its source."""
        source = self.recipe.source
        return f"{self.version} {source.commit[:12]}" if source else self.version

    def memory_need_bytes(self) -> int:
        """As the recipe says, else a guess."""
        return int(self.recipe.memory_gb * (1 << 30)) if self.recipe.memory_gb else _SET_ASIDE_BYTES

    def check(self, args: Mapping[str, Any], inputs: Inputs, brief: Brief) -> None:
        """UserError for clips that cannot be read, ModelError for what it cannot do."""
        arguments(self.recipe.tasks[brief.task], args, self.name)
        kinds = {arg.name: arg.type for arg in find_task(brief.task).args}
        for name, value in inputs.items():
            for clip in _listed(value):
                check_given(clip, kinds[name])

    def run(self, args: Mapping[str, Any], inputs: Inputs, brief: Brief, report: Report) -> dict[str, Result]:
        """Hand it copies of the clips, and take what it leaves."""
        self.check(args, inputs, brief)
        if reason := self.ready():
            raise ModelError(f"{self.name} is not ready: {reason}")
        call = self.recipe.tasks[brief.task]
        for name in unheard(call, args):
            report.warn(f"{self.name} takes no {name.removesuffix('_s').replace('_', ' ')}, so that was left out.")
        out = brief.folder / "out"
        out.mkdir(parents=True, exist_ok=True)
        paths = _paths(inputs, call, brief.folder / "in", report)
        work = self._run_commands if call.commands else self._run_program
        made = work(call, arguments(call, args, self.name), paths, brief, report)
        source = next((clip for value in inputs.values() for clip in _listed(value)), None)
        taking = Taking(self.name, out, brief.task, source, brief.sample_rate_hz)
        kind_of = _kinds(brief.task)
        return {output: taking.take(output, kind_of[output], made[output]) for output in call.outputs}

    def _run_program(
        self, call: ModelCall, args: Mapping[str, Any], paths: Mapping[str, Any], brief: Brief, report: Report
    ) -> dict[str, Any]:
        if self._program is None:
            self._program = self._new_program(may_download=self.recipe.downloads_when_run)
        told = {**args, "seed": brief.seed, "sample_rate_hz": brief.sample_rate_hz}
        said = self._program.run(brief.task, told, paths, brief.folder / "out", report, report.warn)
        if absent := [name for name in call.outputs.values() if name not in said]:
            raise ModelError(f"{self.name} left no {absent[0]}.")
        return {output: said[name] for output, name in call.outputs.items()}

    def _run_commands(
        self, call: ModelCall, args: Mapping[str, Any], paths: Mapping[str, Any], brief: Brief, report: Report
    ) -> dict[str, Any]:
        folder, out = self._folder, brief.folder / "out"
        places = {"python": folder.python, "source": folder.source, "weights": folder.weights, "out": out}
        if any(isinstance(value, list) and len(value) > 1 for value in paths.values()):
            raise ModelError(f"{self.name} takes one clip at a time.")
        single = {name: value[0] if isinstance(value, list) else value for name, value in paths.items()}
        values = {**args, **single, **places, "seed": brief.seed, "rate": brief.sample_rate_hz}
        for command in commands(call, values, self.name):
            run_command(
                command,
                folder,
                name=self.name,
                place=folder.source if self.recipe.source else out,
                progress=re.compile(call.progress) if call.progress else None,
                patience=self._patience,
                may_download=self.recipe.downloads_when_run,
                tell=report,
            )
        return found_files(out, call.outputs, _kinds(brief.task).__getitem__, self.name)

    def _get_weights(self, tell: Tell) -> None:
        program = self._new_program(may_download=True)
        try:
            program.run(GET, {}, {}, self._folder.weights, tell, lambda sentence: None)
        except ModelError as error:
            reason = plain_reason(str(error))
            raise UserError(f"The weights of {self.name} could not be fetched: {reason or error}.") from error
        finally:
            program.end()

    def _new_program(self, *, may_download: bool) -> Program:
        return Program(
            self.home / self.recipe.program,
            self._folder,
            name=self.name,
            patience=self._patience,
            may_download=may_download,
        )

    @property
    def _lacks_card(self) -> bool:
        return self.recipe.gpu == "needed" and shutil.which("nvidia-smi") is None

    @property
    def _patience(self) -> Patience:
        return Patience(self.recipe.start_s, self.recipe.silence_s)


def external_model(recipe: ExternalRecipe, home: Path) -> ExternalModel:
    """The model of a recipe; what a model's class says of itself is what the recipe says."""
    facts: dict[str, Any] = {
        "recipe": recipe,
        "home": home,
        "id": recipe.id,
        "name": recipe.name,
        "tasks": tuple(recipe.tasks),
        "licence": Licence(recipe.licence.code, recipe.licence.weights, recipe.licence.commercial),
        "version": recipe.version,
        "languages": recipe.languages,
        "limits": recipe.limits,
        "wants_gpu": recipe.gpu != "no",
        "quality": recipe.quality,
        "speed": recipe.speed,
    }
    return cast(type[ExternalModel], type(f"External {recipe.name}", (ExternalModel,), facts))()


def _paths(inputs: Inputs, call: ModelCall, folder: Path, report: Report) -> dict[str, Any]:
    seconds = max((clip.seconds for value in inputs.values() for clip in _listed(value)), default=1.0)
    paths: dict[str, Any] = {}
    for name, value in inputs.items():
        files = [str(given(clip, call, folder, seconds, report)) for clip in _listed(value)]
        paths[name] = files[0] if isinstance(value, Clip) else files
    return paths


def _kinds(task: str) -> dict[str, str]:
    return {output.name: output.kind for output in find_task(task).outputs}


def _listed(value: Clip | Sequence[Clip]) -> Sequence[Clip]:
    return [value] if isinstance(value, Clip) else value
