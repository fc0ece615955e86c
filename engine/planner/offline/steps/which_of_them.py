"""Which of them: a word that fits several tracks alike is asked about, and each of them is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import likeness, name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ASKED = regex(r"^Which (?:one|clip|track) do you mean: (?P<names>“.+”)\?$")
_NAME = regex(r"“([^”]+)”")
_APART = regex(r"l|r|left|right|[a-d]|\d+")
"""What the names of twins differ by: "Guitar L" and "Guitar R"."""
_SIDES = {"l": "left", "r": "right", "left": "l", "right": "r"}
_TASKS = ("mix", "set_track")
_WORD = regex(r"[^\W\d_]+")
_THE_OTHER = regex(r"\bother (?:ones?|track|clip)\b|\bother\b", re.IGNORECASE)
_MOST = 6
_POINTS = regex(r"\b(?:it|its|that|this|one|again|both|all|every|each|two|three)\b", re.IGNORECASE)
QUESTION = "Which one do you mean: {}?"
Read = Callable[[str, DialogueState], list[Step]]


def which_of_them(
    text: str, steps: list[Step], scene: DialogueState, read: Read
) -> tuple[list[Step], tuple[tuple[Step, ...], ...]]:
    """The steps, or a question which of several is meant, and what would be done to each of those."""
    if len(steps) == 1 and steps[0].task == "ask":
        return steps, _offered(text, str(steps[0].args.get("text") or ""), scene, read)
    track = _only_track(steps)
    twins = (_twins(track, text, steps, scene) or _alike(track, text, scene)) if track else []
    if len(twins) < 2:
        return steps, ()
    names = [f"“{name}”" for name in twins]
    asked = QUESTION.format(f"{', '.join(names[:-1])} or {names[-1]}")
    return [Step("ask", {"text": asked})], tuple(
        tuple(replace(step, args=_of(step.args, track, name)) for step in steps) for name in twins
    )


def _offered(text: str, question: str, scene: DialogueState, read: Read) -> tuple[tuple[Step, ...], ...]:
    """The steps of a request for each name that its question offers; () where one of them cannot be read."""
    match = _ASKED.match(question)
    names = [_shown(name, scene) for name in _NAME.findall(match["names"])] if match else []
    if not 1 < len(names) <= _MOST:
        return ()
    shared = set.intersection(*(set(name_words(name)) for name in names))
    said = next((one for one in _WORD.finditer(plain(text)) if any(_is(one[0], word) for word in shared)), None)
    said = said or _THE_OTHER.search(plain(text))
    start, end = said.span() if said else _all_of(names, text, scene)
    found = []
    for name in names if end else ():
        made = read(f"{text[:start]}{name}{text[end:]}", DialogueState.of(scene.context))
        if any(step.task in REPLIES for step in made) or tuple(made) in found:
            return ()
        found.append(tuple(made))
    return tuple(found)


def _all_of(names: Sequence[str], text: str, scene: DialogueState) -> tuple[int, int]:
    """Where the text first says the track whose clips these are; (0, 0) where it says none."""
    clips = {clip.id for clip in scene.clips if clip.name in names}
    found = [one for one in things(plain(text), scene) if len(one.clips) > 1 and {*one.clips} <= clips]
    return (found[0].start, found[0].end) if found else (0, 0)


def _shown(name: str, scene: DialogueState) -> str:
    """The track of a clip that is offered, where it has one for itself: that is what people call it."""
    clips = [clip for clip in scene.clips if clip.name == name]
    alone = [clip for clip in scene.clips if clips and clip.track == clips[0].track]
    return str(clips[0].track) if len(clips) == 1 and clips[0].track and len(alone) == 1 else name


def _is(said: str, word: str) -> bool:
    return likeness(said.lower(), word) >= 0.8


def _only_track(steps: Sequence[Step]) -> str:
    if not steps or any(step.task not in _TASKS or step.op != "fresh" or "track" not in step.args for step in steps):
        return ""
    tracks = {str(step.args["track"]) for step in steps}
    return tracks.pop() if len(tracks) == 1 else ""


def _twins(track: str, text: str, steps: Sequence[Step], scene: DialogueState) -> list[str]:
    """The tracks that differ from this one in a side, a letter or a number, where the words tell none of these."""
    base, own = _parted(track)
    context = scene.context
    found = [name for name in context.tracks if base and _parted(name)[0] == base and _parted(name)[1]]
    if not own or len(found) < 2 or track in context.selected_tracks or context.spoken_track == track:
        return []
    low = plain(text).lower()
    words = set(name_words(re.sub(r"'s\b", "", low)))
    is_panned = any(step.args.get("action") == "pan" for step in steps)
    apart = {part for name in found for part in (_parted(name)[1], _SIDES.get(_parted(name)[1], ""))}
    if words & (apart - {"left", "right"} if is_panned else apart) or _POINTS.search(low):
        return []
    if not any(_is(word, base[-1]) or keys_of(word) == keys_of(base[-1]) for word in words):
        return []
    return [] if _touched(track, scene) else found


def _alike(track: str, text: str, scene: DialogueState) -> list[str]:
    """The tracks that the word for this one fits as well: "the lead", where a guitar and a voice are called so."""
    context = scene.context
    if track in context.selected_tracks or context.spoken_track == track or _touched(track, scene):
        return []
    said = next((one for one in things(plain(text), scene) if one.tracks == (track,)), None)
    own = {track, *said.others} if said else set()
    return [name for name in context.tracks if name in own] if len(own) in range(2, _MOST) else []


def _touched(track: str, scene: DialogueState) -> bool:
    return any(track in (one.args.get("track"), *(one.args.get("tracks") or ())) for one in scene.last_turn())


def _parted(name: str) -> tuple[tuple[str, ...], str]:
    words = name_words(name)
    is_parted = len(words) > 1 and _APART.fullmatch(words[-1]) is not None
    return (words[:-1], words[-1]) if is_parted else (words, "")


def _of(args: Any, track: str, name: str) -> dict[str, Any]:
    return {key: name if value == track else value for key, value in args.items()}
