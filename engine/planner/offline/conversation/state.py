"""State: every earlier call with what came of it, and every clip with where it comes from, in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.conversation.facts import CallFacts, facts_of
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES, DialogueState, plain_value, resolved_args
from engine.planner.offline.reading.previous_call import KIND_OF
from engine.planner.offline.text.names import content_words

EDITS = (
    "apply_effect",
    "edit_clip",
    "change_tempo_key",
    "denoise",
    "enhance_speech",
    "master",
    "inpaint",
    "style_transfer",
    "edit_notes",
)
MOST_TURNS = 60
"""So many turns back a turn can speak of."""


@dataclass
class Frame:
    """One earlier call."""

    turn: int
    """Its place among the turns that are shown, from 1."""
    number: int
    """Within the turn, from 1."""
    tool: str
    args: Mapping[str, Any]
    """References are ids."""
    out: tuple[str, ...]
    state: str
    """done, failed, waiting (never reached), undone or replaced."""
    error: str
    text: str
    said: str
    """The request's words."""
    before: str = ""
    """Its state before an undo took it back."""
    request: int = 0
    """The number of its turn in the project, of which only the newest turns are shown."""
    corrects: str = ""
    """The name of the call that it put right, or ""."""
    was: tuple[tuple[str, str, float], ...] = ()
    """Where it found the faders, panners and sends that it set."""
    stands: bool = True
    """False where it left nothing that could be taken back, as of what was so already."""

    @property
    def name(self) -> str:
        """request.call"""
        return f"{self.request or self.turn}.{self.number}"

    @property
    def kind(self) -> str:
        """reverb, gain, key … or ""."""
        return str(self.args.get(KIND_OF.get(self.tool, ""), "") or "")

    @property
    def is_live(self) -> bool:
        """Does its result still stand?"""
        return self.state in ("done", "replaced")

    @cached_property
    def facts(self) -> CallFacts:
        """What it told, typed."""
        return facts_of(self.tool, self.text)

    def clips(self) -> list[str]:
        """The clips it worked on."""
        return clips_in(self.args)


@dataclass
class ClipPast:
    """A clip with its past."""

    view: ClipInfo
    made_by: Frame | None = None
    made_from: tuple[str, ...] = ()
    touched_by: list[Frame] = field(default_factory=list)
    """Calls that changed it and still stand."""
    siblings: tuple[str, ...] = ()
    """What was made together with it, in order, itself included."""

    @cached_property
    def words(self) -> frozenset[str]:
        """How it can be called besides its name: by what was done to it, and by what it was made from."""
        frames = [*self.touched_by, *([self.made_by] if self.made_by else [])]
        return frozenset(word for frame in frames for word in treatments(frame.tool, frame.args))


@dataclass
class State:
    """The conversation as a table."""

    context: Context
    frames: list[Frame]
    """Oldest first; replies left out."""
    cards: dict[str, ClipPast]
    asked: tuple[int, str, str] | None = None
    """(turn, request, question) of the question that the last turn asked."""

    @classmethod
    def of(cls, scene: DialogueState) -> State:
        """Read the table off a context; a request asks for the same one some twenty times."""
        known = next((table for table in _READ[:] if table.context is scene.context), None)
        if known is None:
            known = cls._read(scene.context)
            _READ[:] = [*_READ[1 - _MOST_READ :], known]
        return known

    @classmethod
    def _read(cls, context: Context) -> State:
        frames: list[Frame] = []
        first = max(0, len(context.dialogue) - MOST_TURNS)
        for turn, exchange in enumerate(context.dialogue[first:], first + 1):
            results = {one.call: one for one in exchange.results}
            for place, call in enumerate(exchange.calls):
                tool = str(call.get("tool", ""))
                result = results.get(place)
                if tool in REPLIES or not tool:
                    continue
                if tool in ("undo", "redo") and exchange.undone is not None:
                    continue
                if tool in ("undo", "redo"):
                    _take_back(tool, call.get("args") or {}, result.out if result else (), frames)
                    continue
                ok = result is None or result.ok
                error = result.error if result else ""
                state = "done" if ok else "failed" if not _is_waiting(error, frames, turn) else "waiting"
                is_back = exchange.undone or (result is not None and result.undone)
                state = "undone" if ok and is_back else state
                args = resolved_args(call, results, exchange.calls)
                made = Frame(
                    turn,
                    place + 1,
                    tool,
                    args,
                    tuple(result.out) if result else (),
                    state,
                    error,
                    result.text if result else "",
                    exchange.user,
                    request=exchange.number,
                    corrects=str(call.get("base") or "") if call.get("op") == "fix" else "",
                    was=result.was if result else (),
                    stands=result is None or result.stands,
                )
                if made.state == "done":
                    _replace_by(made, frames)
                frames.append(made)
        table = cls(context, frames, {}, _question(context))
        table.cards = _cards(context, frames)
        return table

    def frame(self, name: str) -> Frame | None:
        """A call by its name."""
        return next((one for one in self.frames if one.name == name), None)

    def turn(self, number: int) -> list[Frame]:
        """The calls of one turn."""
        return [one for one in self.frames if one.turn == number]

    def turn_clips(self, number: int) -> list[str]:
        """The clips that the calls of a turn worked on, in order."""
        return list(dict.fromkeys(clip for one in self.turn(number) for clip in clips_in(one.args)))

    @cached_property
    def in_place(self) -> int:
        """1 when edits keep the ids of what they change, −1 when they make new clips, 0 not known yet."""
        edits = [one for one in self.frames if one.out and one.tool in EDITS and one.clips()]
        return 0 if not edits else 1 if set(edits[-1].out) & set(edits[-1].clips()) else -1

    @cached_property
    def last_turn(self) -> int:
        """The last turn that did something."""
        return self.frames[-1].turn if self.frames else 0


def _is_waiting(error: str, frames: Sequence[Frame], turn: int) -> bool:
    """Was a call never reached, because one before it in its turn failed?"""
    if "not run" in error or "not reached" in error:
        return True
    return not error and any(one.turn == turn and one.state == "failed" for one in frames)


def clips_in(args: Mapping[str, Any]) -> list[str]:
    """The clips that arguments name, in order."""
    found = [str(args[name]) for name in ("clip", "midi", "image") if isinstance(args.get(name), str)]
    return found + [str(one) for one in args.get("clips") or () if isinstance(args.get("clips"), list | tuple)]


def _question(context: Context) -> tuple[int, str, str] | None:
    last = context.dialogue[-1] if context.dialogue else None
    if not last or not last.calls or last.calls[0].get("tool") != "ask":
        return None
    return len(context.dialogue), last.user, str(plain_value((last.calls[0].get("args") or {}).get("text")) or "")


def _take_back(tool: str, args: Mapping[str, Any], outs: tuple[str, ...], frames: list[Frame]) -> None:
    """Mark what an undo took back, or a redo brought again: what it names, what its outputs came of, else the last."""
    wanted = (
        [one for one in frames if one.state == "undone"] if tool == "redo" else [one for one in frames if one.is_live]
    )
    wanted = [one for one in wanted if one.tool not in LOOKS_ONLY and one.tool != "session_info"]
    if not wanted:
        return
    about = set(content_words(str(plain_value(args.get("target")) or "")))

    def rank(one: Frame) -> tuple[int, int, int]:
        called = {*treatments(one.tool, one.args), one.tool, *one.tool.split("_"), one.kind}
        return len(about & called), len(set(outs) & {*one.out, *one.clips()}), frames.index(one)

    best = max(wanted, key=rank)
    steps = args.get("steps")
    count = int(steps) if isinstance(steps, int | float) and 1 <= steps <= len(wanted) else 1
    turns = {best.turn} if not about else set()
    if count > 1:
        turns = set(sorted({one.turn for one in wanted})[-count:])
    for one in wanted:
        same = one.turn in turns and (not outs or set(outs) & {*one.out, *one.clips()} or one.turn != best.turn)
        if one is best or same:
            one.state, one.before = (one.before or "done", "") if tool == "redo" else ("undone", one.state)
            if tool == "undo":
                before = [other for other in frames if other.state == "replaced" and other.out and other.out == one.out]
                if before:
                    before[-1].state = "done"


_IN_PLACE = ("sing", "speak", "generate_audio", "generate_midi", "harmonize", "render_midi", "image_to_audio")


def _replace_by(made: Frame, frames: list[Frame]) -> None:
    """A call of the same kind with the same outputs took the place of the one before."""
    if (
        not made.out
        or made.tool not in _IN_PLACE
        and made.tool not in ("apply_effect", "change_tempo_key", "edit_clip")
    ):
        return
    for one in reversed(frames):
        if one.out == made.out and one.state == "done":
            if one.tool == made.tool and one.kind == made.kind:
                one.state = "replaced"
            return


_MOST_READ = 8
_READ: list[State] = []
"""The tables of the latest contexts; nothing changes a table once it is read."""


def _cards(context: Context, frames: list[Frame]) -> dict[str, ClipPast]:
    cards = {view.id: ClipPast(view) for view in context.clips}
    names = {view.id: view.name for view in context.clips}
    for frame in frames:
        if frame.state in ("failed", "waiting", "undone"):
            continue
        taken = frame.clips()
        for out in frame.out:
            card = cards.get(out)
            if card and out not in taken and card.made_by is None:
                card.made_by, card.made_from, card.siblings = frame, tuple(taken), frame.out
        if frame.tool in LOOKS_ONLY or frame.tool in ("session_info", "export"):
            continue
        tracks = [frame.args.get("track"), *(frame.args.get("tracks") or ())]
        for clip_id in {*taken, *(out for out in frame.out if out in names)}:
            card = cards.get(clip_id)
            if (
                card
                and card.made_by is not frame
                and (frame.out == () or clip_id in frame.out or frame.tool in ("mix", "arrange"))
            ):
                card.touched_by.append(frame)
        for card in cards.values() if any(tracks) and not taken else ():
            if card.view.track in tracks:
                card.touched_by.append(frame)
    return cards
