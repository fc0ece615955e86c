"""What a plan is to a row of the grid: right, asked, refused, or a wrong act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.planner_grid.cells import Row
from bench.planner_grid.deeds import Wanted, fits

VERDICTS = ("right", "asked", "refused", "wrong")
_TARGETS = ("clip", "clips", "track", "tracks", "to")
_LOOKS = ("session_info", "describe_music", "history", "take")


def verdict(row: Row, calls: Sequence[Mapping[str, Any]]) -> str:
    """One of VERDICTS; an answer to another question is wrong, too."""
    tasks = {call["tool"] for call in calls}
    if tasks <= {"ask", "refuse", "chat"}:
        return "asked" if "ask" in tasks else "refused"
    acts = [call for call in calls if call["tool"] != "undo"] if row.way == "no, the other" else list(calls)
    right = bool(acts) and all(_is_wanted(row, call["tool"], call["args"]) for call in acts)
    of_song = [one for one in row.wanted if one.args.get("of") in _of_the_song(row)]
    if right and all(any(_fits(one, call["tool"], call["args"]) for one in of_song) for call in acts):
        return "right"
    told = set().union(*(_things(row, call["args"]) for call in acts)) if acts else set()
    return "right" if right and told == row.about and len(acts) <= max(row.calls, 1) else "wrong"


def _of_the_song(row: Row) -> tuple[str, ...]:
    """Is a call about the song right as well, where "it" may be the song?"""
    is_pointed = row.way in ("it, made", "it, selected")
    is_named = not row.way.startswith("it")
    return ("song",) if is_pointed or is_named else ("song", "perhaps")


def changes(calls: Sequence[Mapping[str, Any]]) -> bool:
    """Does a plan change the session?"""
    return any(call["tool"] not in _LOOKS and call["args"].get("action") not in ("get_tempo", "list") for call in calls)


def _is_wanted(row: Row, task: str, args: Mapping[str, Any]) -> bool:
    if row.change:
        name, before, way = row.change
        value = args.get(name)
        more = isinstance(value, int | float) and (value * before > 0 if way > 0 else abs(value) < abs(before))
        return more and any(_fits(one, task, args) for one in row.wanted)
    return any(_fits(one, task, args) for one in row.wanted)


def _fits(wanted: Wanted, task: str, args: Mapping[str, Any]) -> bool:
    return task == wanted.task and all(
        fits(args.get(name), value) for name, value in wanted.args.items() if name != "of"
    )


def _things(row: Row, args: Mapping[str, Any]) -> set[str]:
    """The ids of the clips whose things a call names; the new ones of a song have no id."""
    said = [one for name in _TARGETS for one in _listed(args.get(name))]
    by_name = {clip.track: clip.id for clip in row.context.clips}
    ids = {clip.id for clip in row.context.clips}
    return {one if one in ids else by_name[one] for one in said if one in ids or one in by_name}


def _listed(value: Any) -> list[str]:
    return [] if value is None else [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
