"""Less of it: "less reverb on the vocal" where nobody put any there must not put some there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOUNS = {
    "reverb": r"re-?verb\w*|verb|hall|room|plate|ambience",
    "delay": r"delay\w*|echo\w*|slapback",
    "chorus": r"chorus\w*",
    "phaser": r"phas\w*",
    "flanger": r"flang\w*",
    "tremolo": r"tremolo|wobbl\w*",
    "distortion": r"distort\w*|(?:over)?drive|saturation|grit|crunch|fuzz|dirt",
    "bitcrush": r"(?:bit)?crush\w*|lo-?fi",
    "compressor": r"compress\w*|squash\w*|pumping|squeez\w*",
    "limiter": r"limit\w*",
    "gate": r"gat(?:e|ing)",
    "autotune": r"auto-?tun\w*|tuning|pitch correction",
    "widen": r"width|widen\w*|wideness",
    "sidechain": r"side-?chain\w*|ducking|pumping",
    "deesser": r"de-?ess\w*",
}
_LESS = (
    r"(?:less(?: of)?|fewer|too much|too many|not (?:so|as|that|quite so) much|reduc\w+|decreas\w+|lessen\w*|ease off"
    r"|back off|pull back|dial back|tone down|cut down on|turn down|bring down|take down|lower|scale back|no more)"
)
_BETWEEN = r"(?: (?:the|that|of|on|this|its|his|her|all|such|amount))*"
_DRIER = regex(r"\b(?:dri?er|dryer|less wet|(?<!not )too wet)\b")


def less_of_nothing(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question to ask where less of an effect is wanted that was never put on; "" where it was not, or was."""
    low = plain(text).lower()
    for step in steps:
        effect = str(step.args.get("effect") or "")
        if step.task != "apply_effect" or step.op != "fresh" or effect not in _NOUNS:
            continue
        noun = rf"(?:{_NOUNS[effect]})"
        is_less = re.search(rf"\b{_LESS}{_BETWEEN} {noun}\b|\b{noun} (?:down|back|lower)\b", low) is not None
        is_less = is_less or re.search(rf"(?<!, )\b(?:no|without(?: any)?|zero) {noun}\b", low) is not None
        is_less = is_less or (effect in ("reverb", "delay") and _DRIER.search(low) is not None)
        if is_less and not _was_put(effect, step.args.get("clip"), scene):
            clip = scene.clip(step.args.get("clip"))
            name = clip.name if clip else str(step.args.get("track") or "")
            return (
                f"I put no {effect} on “{name}”, so I cannot make it less."
                " Is it an effect of the track, or of another clip?"
            )
    return ""


def _was_put(effect: str, clip: object, scene: DialogueState) -> bool:
    tracks = {scene.track_of(clip)} if isinstance(clip, str) else set()
    done = [one for one in scene.done if one.ok and one.tool == "apply_effect" and one.args.get("effect") == effect]
    return any(
        clip in (one.args.get("clip"), *one.out) or scene.track_of(one.args.get("clip")) in tracks for one in done
    )
