"""Recipe: a model in an environment of its own, as data. See docs/external_models.md."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from engine.catalog.environments.manifest import PLACEHOLDER, GitSource, Manifest
from engine.tasks.task import Task, all_tasks

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
_Text = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]+$")]
_Sentence = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f]*$")]
_Url = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=300)]
_Requirement = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][^\x00-\x1f]*$", max_length=300)]


def _below(pattern: str) -> str:
    """A pattern of files that stays below its folder."""
    if pattern.startswith(("/", "\\")) or ".." in pattern or ":" in pattern:
        raise ValueError(f"'{pattern}' must lie below its folder")
    return pattern


_Inside = Annotated[_Text, AfterValidator(_below)]
_File = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]*\.py$")]
Part = _Text | tuple[_Text, ...]
"""One argument, or several that are left out together when one of their placeholders has no value."""

PLACES = ("python", "source", "weights", "out", "seed", "rate")
"""Placeholders that every command may use, beside the task's arguments."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelTerms(_Data):
    """What code and weights allow."""

    code: _Text
    weights: _Text
    commercial: bool = False
    """True only when results may certainly be sold."""


class Repository(_Data):
    """Source code at one commit."""

    url: _Url
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]


class SoundFormat(_Data):
    """How the model wants to hear a clip; what is left out stays as it is."""

    sample_rate_hz: int | None = Field(default=None, ge=4000, le=192_000)
    channels: int | None = Field(default=None, ge=1, le=2)
    format: Literal["FLOAT", "PCM_16", "PCM_24"] = "FLOAT"


class ModelCall(_Data):
    """How one task is carried out."""

    outputs: dict[str, _Inside] = Field(min_length=1)
    """By output of the task: the program's name for it, or a pattern of files below {out}."""
    commands: tuple[tuple[Part, ...], ...] = ()
    """One after the other; empty for a program."""
    progress: _Sentence = ""
    """A regular expression whose first group is a percentage, looked for in what a command prints."""
    takes: tuple[str, ...] = ()
    """Arguments that a program understands; what a command takes is seen in its placeholders."""
    values: dict[str, dict[str, str]] = {}
    """By argument: what a value is called here; a value that is not listed is refused."""
    defaults: dict[str, str | bool | float] = {}
    bounds: dict[str, tuple[float, float]] = {}
    """By argument: the least and the most it can do."""
    sound: SoundFormat = SoundFormat()
    pictures: Literal["picture", "still video"] = "picture"
    """How it wants a picture."""

    def placeholders(self) -> set[str]:
        """All names in braces."""
        parts = [part for command in self.commands for part in command]
        flat = [text for part in parts for text in ((part,) if isinstance(part, str) else part)]
        return {name for text in flat for name in PLACEHOLDER.findall(text)}

    def understood(self) -> set[str]:
        """Arguments, by their internal names, that do not go unheard."""
        return {*self.takes, *self.placeholders(), *self.values, *self.defaults, *self.bounds}

    def problem(self, task: Task) -> str:
        """What is wrong with it for this task; empty when nothing is."""
        known = {arg.internal_name for arg in task.args if arg.name != "model"}
        if unknown := sorted(set(self.outputs) - {output.name for output in task.outputs}):
            return f"{task.id} has no output '{unknown[0]}'"
        if unknown := sorted(self.understood() - known - set(PLACES)):
            return f"{task.id} has no argument '{unknown[0]}'"
        try:
            if self.progress and re.compile(self.progress).groups != 1:
                return "progress needs exactly one group, the percentage"
        except re.error as error:
            return f"progress is no regular expression: {error}"
        return ""


class ExternalRecipe(_Data):
    """Everything that is known of one external model; what is not known is left out and said so in words."""

    id: _Id
    name: _Text
    tasks: dict[str, ModelCall] = Field(min_length=1)
    licence: ModelTerms
    read_at: tuple[_Url, ...] = Field(min_length=1)
    """Where all of this was read."""
    requirements: tuple[_Requirement, ...] = ()
    requirements_file: _Inside | Literal[""] = ""
    python: Annotated[str, StringConstraints(pattern=r"^(3\.\d{1,2})?$")] = ""
    source: Repository | None = None
    steps: tuple[tuple[_Text, ...], ...] = ()
    needs: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")], ...] = ()
    """Programs of the system."""
    program: _File | Literal[""] = ""
    gets_weights: bool = False
    """True when its program has a function `get`."""
    downloads_when_run: bool = False
    """True when it fetches its weights by itself when it first works."""
    gpu: Literal["no", "helps", "needed"] = "no"
    gate: _Sentence = ""
    """What the user has to do before the weights may be fetched: "ask for access at … and set HF_TOKEN …"."""
    version: _Text = "1"
    languages: tuple[_Text, ...] = ()
    limits: _Sentence = ""
    memory_gb: float | None = Field(default=None, gt=0, le=1000)
    quality: int = Field(2, ge=1, le=3)
    speed: int = Field(1, ge=1, le=3)
    start_s: float = Field(120, gt=0, le=3600)
    silence_s: float = Field(600, gt=0, le=7200)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for task_id, call in self.tasks.items():
            task = all_tasks().get(task_id)
            if task is None or task.kind != "model":
                raise ValueError(f"no model carries out a task '{task_id}'")
            if problem := call.problem(task):
                raise ValueError(problem)
            if bool(call.commands) == bool(self.program):
                raise ValueError(f"{task_id} needs either a program or commands, not both and not neither")
        if self.gets_weights and not self.program:
            raise ValueError("only a program can get weights; commands that do are steps")
        if self.requirements_file and self.source is None:
            raise ValueError("requirements_file lies in a source, and there is none")
        return self

    def contents(self) -> Manifest:
        """What its environment is to hold."""
        source = GitSource(self.source.url, self.source.commit) if self.source else None
        return Manifest(
            self.id, self.name, self.requirements, self.python, source, self.requirements_file, self.steps, self.needs
        )


def first_problem(error: Any) -> str:
    """The first thing that pydantic found wrong, in one sentence's words."""
    found = error.errors()[0]
    place = " → ".join(str(part) for part in found["loc"])
    what = str(found["msg"]).removeprefix("Value error, ")
    return f"{place}: {what}" if place else what
