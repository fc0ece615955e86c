"""history: what was done, answered from the recipes and turns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.desk import Desk
from engine.library.turn import Turn

SHOWN = 30


def act(args: Mapping[str, Any], desk: Desk) -> str:
    """Tell the turns that concern a clip, a track or some words; all of them when nothing is named."""
    turns = [
        turn
        for turn in desk.library.turns()
        if turn.plan.steps and not turn.plan.is_reply and turn.state not in ("queued", "running") and _acts(turn)
    ]
    what = "in this project"
    if "clip" in args:
        clip = desk.clip(args["clip"])
        family = _family(clip.id, desk)
        region = desk.region(args["clip"])
        turns = [turn for turn in turns if family & _clip_ids(turn) or (region and region.id in _touched(turn, desk))]
        what = f"to '{clip.name}'"
    elif "track" in args:
        track = desk.track(args["track"])
        ids = {track.id, *(region.id for region in desk.snapshot.regions_on(track.id))}
        turns = [turn for turn in turns if ids & _touched(turn, desk)]
        what = f"to '{track.name}'"
    if "query" in args:
        words = re.findall(r"\w+", args["query"].casefold())
        turns = [turn for turn in turns if all(word in told(turn).casefold() for word in words)] or turns
    if not turns:
        return f"Nothing has been done {what} yet."
    lines = [told(turn) for turn in turns[-SHOWN:]]
    earlier = [f"… and {len(turns) - SHOWN} earlier."] if len(turns) > SHOWN else []
    return "\n".join([f"Done {what}:", *earlier, *lines])


def told(turn: Turn) -> str:
    """A turn in one line."""
    how = "; ".join(
        f"{step.task}{_settings(step.args)}{f' with {record.model}' if record.model else ''}"
        for step, record in zip(turn.plan.steps, turn.steps, strict=False)
    )
    state = "" if turn.state == "done" else f" [{turn.state}]"
    return f"{turn.number}. “{turn.text}” → {how}{state}{' [taken back]' if turn.undone else ''}"


def _acts(turn: Turn) -> bool:
    return any(step.task != "history" for step in turn.plan.steps)


def _settings(args: Mapping[str, Any]) -> str:
    shown = [f"{name} {value}" for name, value in args.items() if name not in ("clip", "midi", "clips", "model")]
    return f" ({', '.join(shown)})" if shown else ""


def _clip_ids(turn: Turn) -> set[str]:
    return set(turn.clip_ids) | {text for step in turn.plan.steps for _, text in step.references()}


def _family(clip_id: str, desk: Desk) -> set[str]:
    """The clip and everything it was made from."""
    family, waiting = set(), [clip_id]
    while waiting:
        one = waiting.pop()
        if one not in family:
            family.add(one)
            clip = desk.library.clip(one)
            waiting += clip.recipe.parents if clip and clip.recipe else ()
    return family


def _touched(turn: Turn, desk: Desk) -> set[str]:
    found = set()
    for applied in turn.applied:
        found |= {value for name in ("track", "region") if (value := getattr(applied.change, name, None))}
        found |= {made for _, made in applied.outcome.made}
    return {desk.library.current(one) for one in found}
