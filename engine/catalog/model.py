"""Model: something that carries out tasks. One file in models/ holds one; this is its base.

A model sees arguments, clips and a brief, and returns clips, text, spans, facts or changes. It
never sees the DAW, the library or the chat.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from engine.catalog.hub.checkpoint import Checkpoint
from engine.daw.selection import Selection
from engine.errors import one_line
from engine.media.clip import Clip
from engine.media.note import TempoMap

if TYPE_CHECKING:
    from engine.daw.daw import Change
    from engine.media.audio import Audio


_WORD = r"[^\W_]+"


@dataclass(frozen=True)
class Licence:
    """What a model's code and weights allow."""

    code: str
    weights: str = "none"
    commercial: bool = True
    """True when results may be sold."""
    is_told: bool = True
    """False for weights that are not here yet: the hub tells their licence before anything is fetched."""


@dataclass(frozen=True)
class Voice:
    """One of the voices a model sings or speaks with."""

    id: str
    """Short; what the argument `voice` takes."""
    name: str
    kind: str = ""
    """female, male or child; "" = not known."""
    languages: tuple[str, ...] = ()
    """Lower-case English names; empty = not known."""
    low: int | None = None
    """Lowest comfortable MIDI pitch, where known."""
    high: int | None = None
    """Highest comfortable MIDI pitch, where known."""
    licence: str = ""
    """What binds results made with it, in a few words."""
    commercial: bool | None = True
    """Whether results may be sold; None = not known."""
    description: str = ""

    def is_named_in(self, words: str) -> bool:
        """True when a text asks for this voice by its id or name."""
        said = f" {' '.join(re.findall(_WORD, words.lower()))} "
        names = (" ".join(re.findall(_WORD, name.lower())) for name in (self.id, self.name))
        return any(name and f" {name} " in said for name in names)


@dataclass(frozen=True)
class Text:
    """Words as a result."""

    text: str
    words: tuple[Span, ...] = ()
    """Each word with its time, where known."""


@dataclass(frozen=True)
class Span:
    """A labelled stretch of time in a clip."""

    start_s: float
    end_s: float
    label: str
    confidence: float = 1.0
    """0–1."""


@dataclass(frozen=True)
class Spans:
    """Labelled stretches of time as a result."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Facts:
    """Measured values as a result, ready for JSON; `summary` says them in one sentence."""

    values: Mapping[str, Any]
    summary: str = ""


@dataclass(frozen=True)
class Changes:
    """Proposed changes to the session as a result (a vague mixing wish made definite)."""

    changes: tuple[Change, ...]


Result = Clip | Text | Spans | Facts | Changes


@dataclass(frozen=True)
class Brief:
    """What a model is told about the session it works for."""

    task: str
    """Which of its tasks it carries out now."""
    folder: Path
    """An empty folder for the files it makes; what it returns is moved into the library."""
    tempo_map: TempoMap = field(default_factory=TempoMap)
    key: str | None = None
    """Key of the session, e.g. "G minor"; None = not known."""
    sample_rate_hz: int = 48000
    selection: Selection = field(default_factory=Selection)
    seed: int = 0
    licence_policy: str = "any"
    """any, or commercial-safe."""
    start_beats: float = 0.0
    """Where the result will be placed, as far as known."""


class Report:
    """How a model tells its progress and its reservations, and learns of a cancel."""

    def __init__(
        self,
        on_progress: Callable[[float, float, str], None] | None = None,
        on_warning: Callable[[str], None] | None = None,
    ) -> None:
        self._on_progress = on_progress
        self._on_warning = on_warning

    def __call__(self, done: float, of: float, what: str) -> None:
        """Say how far the work is; raises Cancelled when the user has cancelled. Call it often."""
        if self._on_progress:
            self._on_progress(done, of, what)

    def part(self, begin: float, end: float) -> Report:
        """For a piece of the work that takes the share from `begin` to `end` (0–1) of it; warnings go through."""
        return Report(lambda done, of, what: self(begin + (end - begin) * done / max(of, 1e-9), 1, what), self.warn)

    def warn(self, sentence: str) -> None:
        """Say something the user should know about the result, in one plain sentence."""
        if self._on_warning:
            self._on_warning(one_line(sentence))


class Model(ABC):
    """Carries out one or more tasks. Import heavy packages inside `load` or `run`, never above."""

    id: ClassVar[str]
    """Short and lower-case; what `--model` takes."""
    name: ClassVar[str]
    """As people call it."""
    tasks: ClassVar[tuple[str, ...]]
    """Ids of the tasks it can carry out."""
    version: ClassVar[str] = "1"
    licence: ClassVar[Licence]
    languages: ClassVar[tuple[str, ...]] = ()
    """Lower-case English names; empty = language does not matter."""
    limits: ClassVar[str] = ""
    """What it cannot do, in one sentence a musician understands."""
    checkpoints: ClassVar[tuple[Checkpoint, ...]] = ()
    """The weights it loads from a model hub; empty for what comes with its package."""
    packages: ClassVar[tuple[str, ...]] = ()
    """What has to be importable besides what every installation has."""
    extra: ClassVar[str] = "models"
    """The extra of setup.cfg that brings these packages."""
    memory_bytes: ClassVar[int] = 200 << 20
    wants_gpu: ClassVar[bool] = False
    quality: ClassVar[int] = 1
    """1 rough, 2 good, 3 the best known here."""
    speed: ClassVar[int] = 3
    """1 slow, 2 around real time, 3 much faster than real time (without a GPU)."""
    is_default: ClassVar[bool] = True
    """True for the embedded default that needs no download."""
    keeps_loaded: ClassVar[bool] = False
    """True when it holds something between orders that is no checkpoint: it gets a worker process of its own."""
    only_music: ClassVar[bool] = False
    """True for a maker of sound that makes music of any words, and no other sound."""
    others: Callable[[str], Sequence[Model]] = staticmethod(lambda task_id: ())
    """The models that carry out another task, ready or not, best first; set by the registry it is in."""
    keeps_recordings: ClassVar[bool] = False
    """True when it makes voices of recordings: it has the three methods below that speak of them."""

    def ready(self) -> str:
        """Empty when it can run now, else one sentence that says why not and what to do."""
        return ""

    def terms(self) -> Licence:
        """What binds its results, as far as known now."""
        return self.licence

    def edition(self) -> str:
        """Its version, with the revision of its weights where it has some; part of each recipe."""
        return self.version

    def memory_need_bytes(self) -> int:
        """What it holds once loaded, as far as known now."""
        return self.memory_bytes

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for input it cannot work on; called before anything is loaded."""
        return None

    def voices(self) -> tuple[Voice, ...]:
        """The voices that can be asked for now, the usual one first; empty when it has none to choose from."""
        return ()

    def recorded_voices(self) -> tuple[Voice, ...]:
        """Those of its voices that were made of recordings."""
        return ()

    def keep_recording(self, voice_id: str, recording: Audio, words: str, consent: str) -> Voice:
        """Make a voice of a recording of these words, with a note of who agreed; UserError when it cannot be one."""
        raise NotImplementedError(f"{self.id} does not sing with recordings.")

    def remove_recording(self, voice_id: str) -> bool:
        """Delete a recorded voice; False when there is none with this id."""
        return False

    @abstractmethod
    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Do the task named in the brief.

        `args` holds the checked arguments by their internal names (seconds end in `_s`);
        `inputs` the clips of the reference arguments, by argument name. Returns results by
        output name. Raises UserError for bad input, ModelError when it fails itself.
        """

    def leave_card(self) -> bool:
        """Run on the processor until `unload`, once a graphics card's memory ran out; False when it cannot."""
        return False

    def unload(self) -> None:
        """Give back the memory taken by `run`."""
        return None
