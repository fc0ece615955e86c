"""Carry: what a turn takes over from the call before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState, DoneCall

TARGETS = ("clip", "clips", "track", "tracks", "midi")
KIND_OF = {
    "apply_effect": "effect",
    "edit_clip": "action",
    "mix": "action",
    "arrange": "action",
    "transport": "action",
    "generate_midi": "kind",
    "describe_music": "aspect",
    "edit_notes": "action",
    "marker": "action",
    "take": "action",
    "route": "action",
    "plugin": "action",
    "freeze": "action",
    "session_info": "aspect",
}
"""The argument that tells what kind of work a task does."""
_EXCLUSIVE = (
    {"value_db", "set_db", "loudness_lufs"},
    {"bar", "at", "offset", "offset_beats"},
    {"bpm", "ratio"},
    {"semitones", "cents", "key"},
    {"duration", "bars"},
    {"style", "reference"},
    {"color", "arm", "monitor", "position"},
)


def pending(scene: DialogueState) -> str:
    """The request that the last turn asked back about, or ""."""
    dialogue = scene.context.dialogue
    if dialogue and dialogue[-1].calls and dialogue[-1].calls[0].get("tool") == "ask":
        return dialogue[-1].user
    return ""


def targets_of(last: DoneCall) -> dict[str, Any]:
    """What a call worked on."""
    return {name: last.args[name] for name in TARGETS if name in last.args}


def kind_of(one: DoneCall) -> str:
    """reverb, gain, … or ""."""
    return str(one.args.get(KIND_OF.get(one.tool, ""), ""))


def numbers_of(args: Mapping[str, Any]) -> dict[str, float]:
    """The arguments that are numbers."""
    return {
        name: value for name, value in args.items() if isinstance(value, int | float) and not isinstance(value, bool)
    }


def merged(old: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The old arguments with the new ones in their place; what excludes an old one removes it."""
    kept = dict(old)
    if any(name in new for name in TARGETS):
        kept = {name: value for name, value in kept.items() if name not in TARGETS}
    for group in _EXCLUSIVE:
        if group & set(new):
            kept = {name: value for name, value in kept.items() if name not in group}
    if {"start", "start_bar"} & set(new) and {"end", "end_bar"} & set(new):
        kept = {name: value for name, value in kept.items() if name not in ("start", "end", "start_bar", "end_bar")}
    return kept | dict(new)
