"""history: what was done, answered from the turns in a few lines and in the words that were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import track_named
from engine.daw.daw import Region
from engine.library.turn import UNREADABLE, Turn

SHOWN = 8
_TOLD = 160
"""Characters of an answer that one line shows."""
_ASKED_ONLY = frozenset(("history", "session_info", "undo", "redo", "chat", "ask", "refuse"))

_SMALL = frozenset(
    "the a an of to on in my me what which did you do done have has was were we it that with for".split()
)


def act(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Tell the turns that concern a clip, a track or some words; the last ones when nothing is named.

    What cannot be read any more may have concerned anything, so beside it "nothing" is never said.
    """
    damaged = [told(turn) for turn in access.library.turns() if turn.answer == UNREADABLE][-SHOWN:]
    done, nothing = _done(args, access)
    return "\n".join([*done, *damaged]) or nothing


def _done(args: Mapping[str, Any], access: SessionAccess) -> tuple[list[str], str]:
    """The lines about what was done, and what is said where there are none."""
    turns = [
        turn
        for turn in access.library.turns()
        if turn.plan.steps and not turn.plan.is_reply and turn.state not in ("queued", "running") and _acts(turn)
    ]
    what = "in this project"
    if "clip" in args:
        clip = access.clip(args["clip"])
        family = _family(clip.id, access)
        region = access.region(args["clip"])
        places = _places(region, access) if region else set()
        turns = [turn for turn in turns if family & _clip_ids(turn) or places & _touched(turn, access)]
        what = f"to '{clip.name}'"
    elif "track" in args:
        track = track_named(access, args["track"])
        ids = {track.id, *(region.id for region in access.snapshot.regions_on(track.id))}
        turns = [turn for turn in turns if ids & _touched(turn, access)]
        what = f"to '{track.name}'"
    if "query" in args:
        found = [turn for turn in turns if _is_about(turn, str(args["query"]))]
        if not found and turns:
            return [], f"Nothing about “{args['query']}” was done {what}."
        turns = found
    if not turns:
        return [], f"Nothing has been done {what} yet."
    name = what.removeprefix("to ").strip("'") if what.startswith("to ") else ""
    lines = [told(turn, name) for turn in turns[-SHOWN:]]
    earlier = f" (the last {SHOWN} of {len(turns)})" if len(turns) > SHOWN else ""
    return [f"Done {what}{earlier}:", *lines], ""


def _places(region: Region, access: SessionAccess) -> set[str]:
    """The region, and its track where nothing else lies on it: its fader is what was done to the clip as well."""
    is_alone = len(access.snapshot.regions_on(region.track)) == 1
    return {region.id, region.track} if is_alone else {region.id}


def told(turn: Turn, name: str = "") -> str:
    """A turn in one line: what was asked, and what came of it, as it was told then; of what has a name, if anything."""
    lines = [line.strip() for line in turn.answer.split("\n") if line.strip()]
    first = next((line for line in lines if name and name in line), lines[0] if lines else "")
    answer = first if len(first) <= _TOLD else f"{first[:_TOLD].rsplit(' ', 1)[0]} …"
    models = ", ".join(dict.fromkeys(record.model for record in turn.steps if record.model))
    state = {"done": "", "partly": " [partly]"}.get(turn.state, f" [{turn.state}]")
    made = f"{f' → {answer}' if answer else ''}{f' (with {models})' if models else ''}"
    return f"{turn.number}. “{turn.text}”{made}{state}{' [taken back]' if turn.undone else ''}"


def _acts(turn: Turn) -> bool:
    return any(step.task not in _ASKED_ONLY for step in turn.plan.steps)


def _is_about(turn: Turn, query: str) -> bool:
    """True when a turn has every word of the question that carries a meaning."""
    words = [word.rstrip("s") for word in re.findall(r"\w+", query.casefold()) if word not in _SMALL]
    done = " ".join(f"{step.task} {' '.join(map(str, step.args.values()))}" for step in turn.plan.steps)
    return bool(words) and all(word in f"{turn.text} {turn.answer} {done}".casefold() for word in words)


def _clip_ids(turn: Turn) -> set[str]:
    return set(turn.clip_ids) | {text for step in turn.plan.steps for _, text in step.references()}


def _family(clip_id: str, access: SessionAccess) -> set[str]:
    """The clip and everything it was made from."""
    family, waiting = set(), [clip_id]
    while waiting:
        one = waiting.pop()
        if one not in family:
            family.add(one)
            clip = access.library.record(one)
            waiting += clip.recipe.parents if clip and clip.recipe else ()
    return family


def _touched(turn: Turn, access: SessionAccess) -> set[str]:
    found = set()
    for applied in turn.applied:
        found |= {value for name in ("track", "region") if (value := getattr(applied.change, name, None))}
        found |= {made for _, made in applied.outcome.made}
    return {access.library.current(one) for one in found}
