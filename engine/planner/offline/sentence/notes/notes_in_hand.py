"""Notes in hand: the notes that the last turn was about, so that "it" and "the others" can be said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Args
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

SELECTS = ("note", "only", "start_bar", "end_bar")
_TOLD = regex(
    r"The (?P<was>[A-G]#?-?\d+) in bar (?P<bar>\d+)(?: beat (?P<beat>[\d.]+))? of '.*?' (?:is (?P<now>[A-G]#?-?\d+) now"
    r"|is [\d.]+ beats? long now|has velocity \d+ now)"
)
_IN_COMMON = regex(
    r"beat |(?:first|last|\d+\.) of bar|offbeats|every |not |above |below |(?:high|low|loud|quiet|long|short)"
)
_BECAME = regex(r"\d+ notes of '.*?' are (?P<now>[A-G]#?-?\d+) now")


@dataclass(frozen=True)
class InHand:
    """The clips of the last edit of notes, and what tells its notes from the others now that it is done."""

    frames: tuple[Frame, ...]
    clips: tuple[str, ...]
    notes: Args
    """note, only, start_bar, end_bar; nothing for all notes."""

    @property
    def action(self) -> str:
        """What was done to them; "" where they were asked about."""
        if self.frames[-1].tool == "session_info":
            return ""
        return str(self.frames[-1].args.get("action") or "transpose")

    @property
    def is_some(self) -> bool:
        """Were they some of the notes, told by what they are?"""
        return bool({"note", "only"} & set(self.notes))


def notes_in_hand(scene: DialogueState) -> InHand | None:
    """None where the last thing that was done was something else."""
    if not scene.context.dialogue or not scene.done:
        return None
    state = State.of(scene)
    if asked := _asked_about(state, scene):
        return asked
    frames = done_last(state)
    if not frames or any(one.tool != "edit_notes" for one in frames):
        return None
    told = [_notes(one) for one in frames]
    if any(_anywhere(one) != _anywhere(told[0]) for one in told):
        return None
    told = [one for one in told if "start_bar" in one] or told  # of a clip that lies just there the bars are not told
    if any(one != told[0] for one in told):
        return None
    clips = tuple(dict.fromkeys(clip for one in frames for clip in one.clips()))
    known = {one.id for one in scene.clips}
    return InHand(tuple(frames), clips, told[0]) if clips and set(clips) <= known else None


def _anywhere(notes: Args) -> Args:
    return {name: value for name, value in notes.items() if name not in ("start_bar", "end_bar")}


_ASKED = regex(r"\b(?P<which>highest|lowest|longest|shortest|loudest|quietest|softest)\b", re.IGNORECASE)


def _asked_about(state: State, scene: DialogueState) -> InHand | None:
    """The notes that the last turn asked about: "what's the highest note in the lead?"."""
    frames = state.turn(len(scene.context.dialogue))
    if len(frames) != 1 or frames[0].tool != "session_info" or frames[0].args.get("aspect") != "notes":
        return None
    frame, which = frames[0], _ASKED.search(frames[0].said)
    track = frame.args.get("track")
    clips = frame.clips() or [one.id for one in scene.clips if one.kind == "midi" and track and one.track == track]
    named = {one for thing in things(frame.said, scene) for one in thing.clips}
    clips = [one for one in clips if one in named] or clips
    notes = {name: frame.args[name] for name in ("start_bar", "end_bar") if name in frame.args}
    if which:
        notes["only"] = {"softest": "quietest"}.get(which["which"].lower(), which["which"].lower())
    if re.fullmatch(r"-?\d+", str(frame.args.get("note", ""))) and not frame.args.get("when"):
        notes["note"] = int(frame.args["note"])
    if "start_bar" in notes:
        there = (float(notes["start_bar"]), float(notes.get("end_bar", 1e9)))
        clips = [one.id for one in scene.clips if one.id in clips and one.bars and one.bars[0] < there[1]
                 and one.bars[1] > there[0]]  # fmt: skip
    return InHand((frame,), tuple(clips), notes) if len(clips) == 1 else None


def _notes(frame: Frame) -> Args:
    """How the notes are told apart from the others after the edit: one by its place, several by what they became."""
    chosen = {name: value for name, value in frame.args.items() if name in SELECTS}
    if "note" in chosen and "only" not in chosen and frame.kind != "delete":
        return chosen
    if _IN_COMMON.match(str(chosen.get("only") or "")):
        return chosen
    if one := _TOLD.search(frame.text):
        only = f"{one['now'] or one['was']} on beat {float(one['beat'] or 1):g}"
        return {"only": only, "start_bar": int(one["bar"]), "end_bar": int(one["bar"]) + 1}
    if frame.kind == "pitch" and (became := _BECAME.search(frame.text)):
        return {**chosen, "only": became["now"]}
    if frame.kind == "pitch" and "to" in frame.args:
        return {**chosen, "only": frame.args["to"]}
    return chosen


def others(notes: Args) -> Args | None:
    """All notes but those; None where they are all, or where nobody can tell."""
    rest = {name: value for name, value in notes.items() if name in ("start_bar", "end_bar")}
    if "note" in notes and "only" not in notes:
        return {**rest, "only": f"not note {notes['note']}"}
    only = str(notes.get("only") or "")
    if not only or "note" in notes:
        return None
    if only.startswith("not "):
        said = only.removeprefix("not ")
        if said.startswith("note "):
            return {**rest, "note": int(said.removeprefix("note "))}
        return {**rest, "only": said}
    if " on beat " in only:
        return None
    return {**rest, "only": f"not {only}"}


def bars_of(clips: Sequence[str], scene: DialogueState) -> tuple[float, float] | None:
    """The bars from where the first of them begins to where the last one ends."""
    lying = [one.bars for one in scene.clips if one.id in clips and one.bars]
    return (min(a for a, _ in lying), max(b for _, b in lying)) if lying else None


def is_of_notes(frame: Frame, scene: DialogueState) -> bool:
    """Was it an edit of notes, or a transposition?"""
    is_moved = frame.tool == "change_tempo_key" and ("semitones" in frame.args or "cents" in frame.args)
    return (frame.tool == "edit_notes" or is_moved) and any(scene.clip(one) for one in frame.clips())
