"""Acts: what earlier calls were about, and the same call for another thing."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.state import ClipPast, Frame, State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES
from engine.planner.offline.reading.remembered import once
from engine.planner.regex import regex

ONLY_TELLS = (*LOOKS_ONLY, *REPLIES, "session_info")
_OF_ANY_KIND = ("arrange", "mix", "set_track", "route", "freeze", "edit_clip", "automate", "take", "export")
"""What is done to notes as to sounds."""
TIMES = ("at", "start", "end")
"""Seconds from the start of a clip."""
_MOST_WORDS = 5
"""So many turns of mere words, questions and what was not agreed to lie between an act and what is said of it."""
_BAR = regex(r"\b(?:bars?|measures?|beats?)\b", re.IGNORECASE)


def done_last(state: State) -> list[Frame]:
    """The calls of the last turn that did something, when nothing but words came after it."""
    return list(once(("done last", id(state)), lambda: _done_last(state), of=state))


def _done_last(state: State) -> list[Frame]:
    dialogue = state.context.dialogue
    for turn in range(len(dialogue), max(0, len(dialogue) - _MOST_WORDS), -1):
        tools = [str(call.get("tool", "")) for call in dialogue[turn - 1].calls]
        if turn == len(dialogue) and tools[:1] == ["ask"]:
            return []
        if all(tool in ONLY_TELLS for tool in tools):
            continue
        frames = [one for one in state.frames if one.turn == turn and one.tool not in ONLY_TELLS]
        if frames and all(one.state == "waiting" for one in frames):
            continue  # it was not agreed to
        made = {out for one in frames if one.kind != "place" for out in one.out}
        frames = [one for one in frames if one.kind != "place" or one.args.get("clip") not in made]
        is_whole = all(one.state == "done" for one in frames) and len(frames) >= len(tools) - 1
        return frames if is_whole and _are_spoken_of(frames, state) else []
    return []


def _are_spoken_of(frames: list[Frame], state: State) -> bool:
    """Was nothing else spoken of since?"""
    spoken = {state.context.spoken, f"track:{state.context.spoken_track}"} - {"", "track:"}
    return not spoken or any(is_about(one, spoken, state) for one in frames)


def things_of(frame: Frame, state: State) -> set[str]:
    """Clips and tracks that a call was about, and those that are one with them."""
    tracks = {str(one) for one in (frame.args.get("track"), *(frame.args.get("tracks") or ())) if one}
    clips = {*frame.clips(), *frame.out}
    tracks |= {str(card.view.track) for one in clips if (card := state.cards.get(one)) and card.view.track}
    clips |= {card.view.id for card in state.cards.values() if card.view.track in tracks}
    return clips | {f"track:{one}" for one in tracks}


def is_about(frame: Frame, ids: set[str], state: State) -> bool:
    """Was a call about any of these?"""
    return bool(ids & things_of(frame, state))


def named_in(things: Things, mention: Mention) -> tuple[int, int]:
    """From where to where the words of a turn name something."""
    return things.words[mention.first].start, things.words[mention.last].end


def aimed(frame: Frame, meant: set[str], state: State) -> dict[str, Any] | None:
    """A call's arguments for another thing, told the way it was; None where it is not clear which."""
    names = [name for name in ("track", "clip", "midi") if isinstance(frame.args.get(name), str)]
    rest = {name: value for name, value in frame.args.items() if name != "tracks"}
    if not names and len(rest) < len(frame.args):
        names = ["track"]
    if len(names) != 1 or len(rest) < len(frame.args) and names != ["track"] or frame.args.get("clips"):
        return None
    cards = [state.cards[one] for one in meant if one in state.cards]
    tracks = {one[6:] for one in meant if one.startswith("track:")} | {str(card.view.track) for card in cards}
    if len(tracks) != 1:
        return None
    (track,) = tracks
    if names == ["track"]:
        return {**rest, "track": track}
    old = state.cards.get(str(frame.args[names[0]]))
    inside = cards or [card for card in state.cards.values() if card.view.track == track]
    alike = [card for card in inside if old is None or card.view.kind == old.view.kind]
    if not alike and frame.tool in _OF_ANY_KIND:
        alike = inside
    return _at_the_same_time(frame, alike[0], old, state, names[0]) if len(alike) == 1 else None


def _at_the_same_time(frame: Frame, new: ClipPast, old: ClipPast | None, state: State, name: str) -> dict[str, Any]:
    """The call for another clip; a bar that was told as seconds from the start of the one is so from the other's."""
    args, dialogue = {**frame.args, name: new.view.id}, state.context.dialogue
    later_s = old.view.start - new.view.start if old else 0.0
    request = dialogue[frame.turn - 1].user.lower() if 0 < frame.turn <= len(dialogue) else ""
    is_in_the_song = _BAR.search(request) or any(marker.lower() in request for marker, _ in state.context.markers)
    if not later_s or not is_in_the_song:
        return args
    times = {one: args[one] for one in TIMES if isinstance(args.get(one), int | float)}
    return args | {one: round(max(0.0, value + later_s), 4) for one, value in times.items()}


def part_of(frame: Frame, ids: set[str], state: State, *, but: bool = False) -> dict[str, Any]:
    """Those of a call's tracks or clips that are these (or all but these), as its argument; {} for none or all."""
    for name in ("tracks", "clips"):
        listed = [str(one) for one in frame.args.get(name) or ()]
        part = [one for one in listed if bool(ids & _one_with(one, state)) != but]
        if 0 < len(part) < len(listed):
            return {name: part}
    return {}


def _one_with(one: str, state: State) -> set[str]:
    """A track, by its name, or a clip, by its id, with what is one with it."""
    card = state.cards.get(one)
    track = str(card.view.track) if card else one
    return {one, f"track:{track}", *(other.view.id for other in state.cards.values() if other.view.track == track)}
