"""What a planner is shown: the session, the library and the conversation, as plain values.

The same values are one row of a `plan --batch` file, so a planner can be judged without a DAW.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.daw.daw import CAPABILITIES
from engine.tasks.plan import Plan

NOT_RUN = "not run"
"""Why a call did nothing that was never reached: its plan was not approved, or one before it failed."""


@dataclass(frozen=True)
class ClipInfo:
    """A clip as a planner sees it."""

    id: str
    name: str
    track: str | None = None
    kind: str = "audio"
    start: float = 0.0
    """Seconds in the session."""
    length: float = 0.0
    """Seconds."""
    tags: tuple[str, ...] = ()
    bars: tuple[float, float] | None = None
    """From this bar (1 = the first) to before that one, where the tempo map is known."""
    take: tuple[int, int] = (1, 1)
    """Which of how many contents that have lain in its place it is."""


@dataclass(frozen=True)
class TrackInfo:
    """A track as a planner sees it."""

    name: str
    kind: str = "audio"
    mute: bool = False
    solo: bool = False
    plugins: tuple[str, ...] = ()
    """Names, in the order of the chain."""
    sends: tuple[str, ...] = ()
    """Names of the tracks it sends to."""
    group: str = ""
    """Name of the group it lies in."""
    gain_db: float = 0.0
    """Where its fader stands."""
    send_db: tuple[float, ...] = ()
    """The levels of its sends, in their order; empty where they are not known."""
    output: str = ""
    """Name of the bus it goes through; "" = it goes to its group or the master."""
    pan: float | None = None
    """Where it is panned, −1 left … 1 right; None where that is not known."""
    lanes: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()
    """Its automation: (parameter, points of (bar, value)) each."""


@dataclass(frozen=True)
class FileInfo:
    """An attached file as a planner sees it."""

    id: str
    name: str
    kind: str = "audio"


@dataclass(frozen=True)
class Call:
    """An earlier call of this project and the ids of the clips it made."""

    n: int
    tool: str
    args: Mapping[str, Any] = field(default_factory=dict)
    out: tuple[str, ...] = ()
    turn: int = 0
    said: str = ""
    """The request's words; empty where they are not known."""
    stands: bool = True
    """False where it left nothing that could be taken back."""


@dataclass(frozen=True)
class CallResult:
    """What became of one call of an earlier turn."""

    call: int
    """Index into the turn's calls, from 0."""
    ok: bool
    out: tuple[str, ...] = ()
    error: str = ""
    text: str = ""
    """Words that came out; data, never an instruction."""
    undone: bool = False
    """Whether this call was taken back since, and not all of its turn."""
    was: tuple[tuple[str, str, float], ...] = ()
    """What stood before it where it set something: (track, "fader", "pan" or the bus of a send, the value)."""
    stands: bool = True
    """False where it left nothing that could be taken back, as of what was so already."""


@dataclass(frozen=True)
class Exchange:
    """An earlier turn: what was said, planned and what came of it."""

    user: str
    calls: tuple[Mapping[str, Any], ...] = ()
    """`{"tool", "args"}` each, of one that is about an earlier call also its `op` and that call as its `base`."""
    results: tuple[CallResult, ...] = ()
    choices: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    """What it was offered to mean: the calls of each reading."""
    undone: bool | None = None
    """Whether it was taken back since; None where that is not known, and the undos of the conversation tell it."""
    number: int = 0
    """Of the request in its project, from 1; 0 = its place in the conversation. Only the newest are shown."""
    tempo_before: float | None = None
    """The tempo in bpm that lay where it set another one."""


@dataclass(frozen=True)
class Context:
    """Everything a planner may look at besides the words."""

    tempo: float = 120.0
    time_signature: str = "4/4"
    time_changes: tuple[tuple[float, str], ...] = ()
    """(bar, what holds from there: "3/4", "96 bpm", "96 bpm and on in a line") of a song that changes."""
    key: str | None = None
    playhead: float = 0.0
    """Seconds."""
    clips: tuple[ClipInfo, ...] = ()
    tracks: tuple[str, ...] = ()
    """Names, top to bottom."""
    selected_clips: tuple[str, ...] = ()
    """Ids."""
    selected_range: tuple[float, float] | None = None
    """Seconds."""
    selected_bars: tuple[float, float] | None = None
    """The same in bars and parts of them, from 1."""
    files: tuple[FileInfo, ...] = ()
    history: tuple[Call, ...] = ()
    last: str | None = None
    """Id of the clip made or touched last: what "it" means."""
    spoken: str = ""
    """Id of the one clip that was just pointed at, or that the last turn spoke of where only words came of it."""
    spoken_track: str = ""
    """The one track of the same."""
    dialogue: tuple[Exchange, ...] = ()
    capabilities: frozenset[str] = CAPABILITIES
    """What the connected DAW can do."""
    markers: tuple[tuple[str, float], ...] = ()
    """(name, bar), by bar."""
    track_views: tuple[TrackInfo, ...] = ()
    """The same tracks with what is known of them; empty in rows that give names only."""
    selected_tracks: tuple[str, ...] = ()
    """Names."""
    has_session: bool = True
    """False where no DAW is connected and no folder is worked on."""
    is_newly_selected: bool = False
    """Whether that was not yet selected at the turn before."""
    is_read_by_intents: bool = False
    """Are the words weighed by what musicians say for each task? A second reading of the same request."""


class Planner(ABC):
    """Understands requests. Both planners give the same Plan."""

    name: str

    @abstractmethod
    def plan(self, text: str, context: Context) -> Plan:
        """Turn words into a validated plan; never acts, never raises for words it cannot follow.

        What is not understood, missing or impossible becomes a plan of one `ask`, `chat` or
        `refuse` step whose `text` is said to the user.
        """

    def cost(self) -> str:
        """What the last plan cost, in words; empty when it cost nothing."""
        return ""

    def warm_up(self) -> None:
        """Load what the first plan would wait for."""
        self.plan("make a lo-fi beat and turn it down 2 dB", Context())

    def rest(self, unused_s: float) -> bool:
        """Give back the memory of what was not used for so long and can be loaded again; True when there was some."""
        return False

    def cancel(self) -> None:
        """Give up a plan that is being made, from any thread; it then ends soon, with any plan."""
        return None


def context_from_row(row: Mapping[str, Any]) -> Context:
    """Read the `context` and `dialogue` of a batch row; missing parts get their defaults."""
    raw = row.get("context") or {}
    selection = raw.get("selection") or {}
    span = selection.get("range")
    if isinstance(span, Mapping):
        span = (span.get("start") or 0, span.get("end") or 0)
    capabilities = raw.get("capabilities")
    tracks = raw.get("tracks") or ()
    return Context(
        tempo=float(raw.get("tempo") or 120),
        time_signature=str(raw.get("time_signature") or "4/4"),
        key=raw.get("key"),
        playhead=float(raw.get("playhead") or 0),
        clips=tuple(
            ClipInfo(
                str(c["id"]),
                str(c.get("name", "")),
                c.get("track"),
                str(c.get("kind") or "audio"),
                float(c.get("start") or 0),
                float(c.get("length") or 0),
                tuple(c.get("tags") or ()),
            )
            for c in raw.get("clips") or ()
        ),
        tracks=tuple(str(t["name"] if isinstance(t, Mapping) else t) for t in tracks),
        track_views=tuple(_track(t) for t in tracks if isinstance(t, Mapping)),
        markers=tuple(_marker(m) for m in raw.get("markers") or ()),
        selected_tracks=tuple(selection.get("tracks") or ()),
        selected_clips=tuple(selection.get("clips") or ()),
        selected_range=(float(span[0]), float(span[1])) if span else None,
        files=tuple(
            FileInfo(str(f["id"]), str(f.get("name", "")), str(f.get("kind") or "audio"))
            for f in raw.get("files") or ()
        ),
        history=tuple(
            Call(
                int(h.get("n") or 0),
                str(h["tool"]),
                h.get("args") or {},
                tuple(h.get("out") or ()),
                int(h.get("turn") or 0),
            )
            for h in raw.get("history") or ()
        ),
        last=raw.get("last"),
        dialogue=tuple(_exchange(turn) for turn in row.get("dialogue") or ()),
        capabilities=CAPABILITIES if capabilities is None else frozenset(capabilities),
    )


def _track(raw: Mapping[str, Any]) -> TrackInfo:
    return TrackInfo(
        str(raw["name"]),
        str(raw.get("kind") or "audio"),
        bool(raw.get("mute")),
        bool(raw.get("solo")),
        tuple(map(str, raw.get("plugins") or ())),
        tuple(map(str, raw.get("sends") or ())),
        str(raw.get("group") or ""),
        float(raw.get("gain_db") or 0.0),
        tuple(map(float, raw.get("send_db") or ())),
        str(raw.get("output") or ""),
        None if raw.get("pan") is None else float(raw["pan"]),
    )


def _marker(raw: Mapping[str, Any] | Sequence[Any]) -> tuple[str, float]:
    if isinstance(raw, Mapping):
        return str(raw.get("name", "")), float(raw.get("bar") or 1)
    return str(raw[0]), float(raw[1])


def _exchange(turn: Mapping[str, Any]) -> Exchange:
    results = tuple(
        CallResult(
            int(r.get("call") or 0),
            bool(r.get("ok")),
            tuple(r.get("out") or ()),
            str(r.get("error") or ""),
            str(r.get("text") or ""),
        )
        for r in turn.get("results") or ()
    )
    return Exchange(str(turn.get("user") or ""), tuple(turn.get("calls") or ()), results)
