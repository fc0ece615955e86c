"""The wire: what the engine and its clients say to each other. Plain values, the standard library only.

HTTP carries requests and answers, one WebSocket the events; both are JSON. docs/wire.md shows all of it on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.strict_json import MAX_MESSAGE_BYTES as MAX_MESSAGE_BYTES
from engine.strict_json import MAX_NUMBER as MAX_NUMBER
from engine.strict_json import loads as loads
from engine.wire.wire_json import dumps as dumps
from engine.wire.wire_json import from_json as from_json
from engine.wire.wire_json import loads_trusted as loads_trusted
from engine.wire.wire_json import to_json as to_json

VERSION = 1
"""Clients of another version are told so."""
MAX_TEXT = 100_000
"""Characters of one request."""
MAX_FILES = 100
"""Files that go along with one request."""


@dataclass(frozen=True)
class ClipView:
    """A clip as a client shows it."""

    id: str
    name: str
    kind: str
    """audio, midi, image, video or text."""
    seconds: float = 0.0
    start_beats: float | None = None
    length_beats: float | None = None
    place: str = ""
    """Where it lies or would lie, as people say it: "bar 5", "bar 5 beat 3"."""
    track: str = ""
    """Name of the track that it lies on; empty = on none."""
    path: str = ""
    """The finished file with its human name, to play it or to drag it out; empty while there is none."""
    source: str = ""
    """Id of the clip it was made from, when there is one."""
    key: str = ""
    bpm: float | None = None
    loudness_lufs: float | None = None
    task: str = ""
    model: str = ""
    seed: int = 0
    args: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""
    """Of the weights that made it."""
    is_commercial: bool = True
    """False when the result may not be sold."""
    is_missing: bool = False
    """True when its file has gone."""
    takes: tuple[str, ...] = ()
    """Ids of all contents that have lain in its place, oldest first; empty when there is only this one."""
    take_number: int = 0
    """Which of them it is, from 1; 0 when it is the only one."""
    active_take: str = ""
    """Id of the one that is heard; empty when there is only one."""
    code_licence: str = ""
    """Of the program that made it; empty where nobody knows it any more."""


@dataclass(frozen=True)
class FoundView:
    """A clip that was found in the library."""

    clip: ClipView
    turn: int = 0
    """Number of the turn that made it; 0 = none."""
    request: str = ""
    """What was asked for then."""
    made_at: str = ""
    """ISO 8601, UTC."""
    used_for: tuple[str, ...] = ()
    """Names of clips that were made from it."""
    is_undone: bool = False


@dataclass(frozen=True)
class SpanView:
    """A stretch of a sound in which something was found: "dog", 2.0–3.1 s."""

    start_s: float
    end_s: float
    label: str
    clip: str = ""
    """Id of the clip that it is a part of."""


@dataclass(frozen=True)
class StepView:
    """One step of a plan and what became of it."""

    task: str
    title: str
    """In a few words, for people: "Separate drums"."""
    args: Mapping[str, Any] = field(default_factory=dict)
    state: str = "planned"
    """planned, running, done, failed, cancelled or not_run."""
    model: str = ""
    """Name of the model that will do or did it; empty for what the DAW does."""
    text: str = ""
    """Words that came out."""
    error: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    clips: Mapping[str, str] = field(default_factory=dict)
    """Ids of the clips it made, by output name."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """What people call the ids in `args`: a region by its name, track and bar, a file by its name."""
    on_session: str = ""
    """edits, adds, splits or measures: what a result does to what lies in the session; empty for the DAW's own."""
    spans: tuple[SpanView, ...] = ()
    """Where in a sound something was found."""

    @property
    def called(self) -> str:
        """The call as people read it, with clips and files by their names: "sing(lyrics=la, midi=Melody)"."""
        return f"{self.task}({', '.join(f'{name}={_named(value, self.names)}' for name, value in self.args.items())})"


@dataclass(frozen=True)
class ForeseenView:
    """What a plan that waits would change, before and after. Stretches are pairs of beats, one after the other."""

    step: int
    """Number of the step, from 1."""
    kind: str
    """add, edit or delete."""
    what: str
    """Name of the region or track, or "Tempo"."""
    track: str = ""
    before: str = ""
    """In words: "bars 5–8", "−3.0 dB"."""
    after: str = ""
    """In words: "bars 9–12", "deleted"."""
    before_beats: tuple[float, ...] = ()
    """Where it lies now."""
    after_beats: tuple[float, ...] = ()
    """Where it would lie."""
    beside_beats: tuple[float, ...] = ()
    """What else lies on its track."""


@dataclass(frozen=True)
class Remedy:
    """Something that may put a failure right, as a button."""

    label: str
    text: str
    """The request that is sent when it is pressed."""
    steps: tuple[Mapping[str, Any], ...] = ()
    """`{"tool", "args"}` each, when the request is not to be planned anew."""


@dataclass(frozen=True)
class TurnView:
    """One request and everything that came of it, as a client shows it."""

    number: int
    text: str
    state: str
    """queued, running, approval, done, partly, failed, answered, cancelled, refused or interrupted."""
    planner: str = ""
    """offline, llm or client."""
    note: str = ""
    """What the user should know about how the request was understood."""
    approval: str = ""
    """Why the plan waits to be approved; only in state `approval`."""
    attached: tuple[str, ...] = ()
    """What was attached or selected then, in words."""
    steps: tuple[StepView, ...] = ()
    clips: tuple[ClipView, ...] = ()
    """The clips to show, main results first."""
    answer: str = ""
    is_question: bool = False
    """True when the answer is a question that wants an answer."""
    changes: tuple[str, ...] = ()
    """One sentence for each change of the session."""
    read_back: Mapping[str, int] = field(default_factory=dict)
    """How many changes of the session were read back as done, not_done or unknown."""
    undo: str = ""
    """What an undo takes back: "2 tracks added, 1 muted"; empty when there is nothing to undo."""
    is_undone: bool = False
    remedies: tuple[Remedy, ...] = ()
    started_at: str = ""
    """ISO 8601, UTC."""
    seconds: float = 0.0
    cost: str = ""
    """What the language model cost, in words; empty when none was asked."""
    foreseen: tuple[ForeseenView, ...] = ()
    """What it would change, as far as that is known now; only in state `approval`."""

    @property
    def is_finished(self) -> bool:
        """True when nothing more comes of it."""
        return self.state not in ("queued", "running", "approval")


@dataclass(frozen=True)
class TrackView:
    """A track as a client shows it."""

    name: str
    kind: str = "audio"
    """audio, midi or bus."""


@dataclass(frozen=True)
class SelectionView:
    """What is selected in the DAW."""

    label: str = ""
    """In words: "Melody, bars 1–4, 8 notes"; empty when nothing is selected."""
    kind: str = ""
    """audio, midi, range or empty."""
    tracks: tuple[str, ...] = ()
    start_beats: float | None = None
    end_beats: float | None = None
    notes: int = 0


@dataclass(frozen=True)
class SessionView:
    """An open project as a client shows it."""

    project: str
    """What every request names it by."""
    name: str
    daw: str = ""
    """Name of the DAW; empty = none, clips stay in the library."""
    is_connected: bool = True
    why_not: str = ""
    """Why the DAW does not answer."""
    folder: str = ""
    bpm: float = 120.0
    meter: str = "4/4"
    key: str = ""
    place: str = ""
    """Where the playhead is: "bar 5"."""
    is_playing: bool = False
    tracks: tuple[TrackView, ...] = ()
    selection: SelectionView = field(default_factory=SelectionView)
    revision: str = ""
    planner: str = "offline"
    """Which planner a request would get now: offline, or the name of the language model."""


@dataclass(frozen=True)
class ProgressView:
    """How far a running request is."""

    turn: int
    step: int
    """From 1."""
    of_steps: int
    done: float
    """0–1 within the step."""
    what: str
    """What is being done, in a few words."""
    model: str = ""
    left_s: float | None = None
    """Seconds that are left, as far as known."""


@dataclass(frozen=True)
class DownloadView:
    """How far getting a model is."""

    model: str
    """Its id."""
    state: str = "running"
    """running, done, failed or cancelled."""
    done: float = 0.0
    """Bytes, or steps where `of` counts steps."""
    of: float = 0.0
    what: str = ""
    """What is being done, in a few words."""
    error: str = ""
    """Why it failed, in one sentence."""


@dataclass(frozen=True)
class ClockView:
    """When the DAW's next bar begins."""

    is_playing: bool = False
    """False where the DAW stands still, or does not tell: then there is nothing to wait for."""
    wait_s: float = 0.0
    """Seconds from when it was answered."""
    bar: int = 0
    """The number of that bar."""


@dataclass(frozen=True)
class NoticeView:
    """A line at the top of a conversation."""

    text: str
    kind: str = "info"
    """info, warn or error."""
    action: str = ""
    """Label of a button, when there is one."""
    request: str = ""
    """The request that the button sends."""


@dataclass(frozen=True)
class SongNoteView:
    """One note of a melody."""

    pitch: int
    """MIDI number."""
    start_beats: float
    """From the start of the melody."""
    length_beats: float
    lyric: str = ""
    """What the note itself carries."""


@dataclass(frozen=True)
class SyllableView:
    """What would be sung on a note."""

    note: int
    """Which note, from 1."""
    text: str
    """`shine`, `mor-` where the word goes on, `~` where it is held; `read[r eh d]` where its sounds were written."""
    bar: int = 0
    is_held: bool = False
    is_split: bool = False
    """True when it shares its note with another one."""


@dataclass(frozen=True)
class PhraseView:
    """What is sung in one breath."""

    first_note: int
    """From 1."""
    last_note: int
    text: str = ""
    is_sung: bool = False
    """True when it was sung exactly like this before: it is not sung again."""


@dataclass(frozen=True)
class BarView:
    """A bar line."""

    number: int
    at_beats: float
    """From the start of the melody."""


@dataclass(frozen=True)
class SongView:
    """Notes of the session with the words that would be sung on them."""

    midi: str
    """What the argument `midi` of `sing` takes."""
    name: str
    track: str = ""
    place: str = ""
    """In words: "bars 5–9"."""
    notes: tuple[SongNoteView, ...] = ()
    syllables: tuple[SyllableView, ...] = ()
    phrases: tuple[PhraseView, ...] = ()
    bars: tuple[BarView, ...] = ()
    length_beats: float = 0.0
    lyrics: str = ""
    """The words as they are written: `shine on till the mor-ning ~`."""
    words_from: str = ""
    """asked, before (as it was sung last), notes, or nothing: then it is sung on "la"."""
    voice: str = ""
    """As it was asked for; empty = whichever fits."""
    sings: str = ""
    """Id of the voice that would sing."""
    style: str = ""
    model: str = ""
    """Name of the singer."""
    hints: tuple[str, ...] = ()
    """What was decided about the notes and words, and what is hard to sing, one sentence each."""
    selection: Mapping[str, Any] = field(default_factory=dict)
    """What a request about these notes names as selected, where the DAW may select something else by then."""


@dataclass(frozen=True)
class MelodyView:
    """A clip of notes that could be sung."""

    midi: str
    """What the argument `midi` of `sing` takes."""
    name: str
    track: str = ""
    place: str = ""
    """In words: "bars 5–9"; empty when it lies on no track."""


@dataclass(frozen=True)
class HeardView:
    """A spoken request, written down."""

    text: str
    model: str = ""
    """Name of the model that understood it."""
    is_sure: bool = True
    """False when some words may be misheard: then it is shown before it is carried out."""


@dataclass(frozen=True)
class SpeechView:
    """An answer, spoken."""

    path: str
    """A sound file that can be played; it is kept for a while only."""
    seconds: float = 0.0
    model: str = ""
    """Name of the model that speaks."""


EVENTS = {
    "session": SessionView,
    "turn": TurnView,
    "progress": ProgressView,
    "download": DownloadView,
    "notice": NoticeView,
}
"""What the WebSocket says, by the `event` of the message; `data` holds the view, `project` the project, if any."""


def _named(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_named(one, names) for one in value)}]"
    return names.get(str(value), str(value))
