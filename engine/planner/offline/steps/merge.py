"""Merge: two stretches of a request that say one step twice, or half of it each."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.regex import regex
from engine.tasks.plan import Step, step_reference

_ONCE = (
    *("extract_sound", "describe_music", "audio_to_midi", "binauralize", "separate_stems", "separate_speakers"),
    *("enhance_speech", "denoise", "transcribe", "caption_audio", "detect_sounds", "detect_target_sound", "harmonize"),
    *("transport", "mix", "undo", "redo", "arrange", "master"),
)
"""Tasks that nobody asks for twice in a row on the same clip with nothing changed."""
_MADE = ("generate_audio", "generate_midi")
""" "A synth lead, in F minor, 110 bpm": made so, not changed afterwards."""
_SWITCHES = ("mute", "solo", "unmute", "unsolo")
_TARGETS = ("clip", "track", "tracks")
_AFTER = regex(
    r"^\W*(?:and\W+)?(?:(?:once|after|when|as soon as)\s+(?:it|that|this|they|he|she)\b(?:'s|\s+(?:is|has|have|are))"
    r"|(?:it|that|this|they)(?:'s| is| has| have) been\b|(?:with )?(?:that|this|it)(?:'s| is)? (?:all )?done\W*$)",
    re.IGNORECASE,
)
_THE_SAME = regex(r"^\W*(?:and |with |in |at )*(?:the )?same\b", re.IGNORECASE)
_CALLED = regex(
    r"^\s*(?:and\s+)?(?:call|name|label|title)\s+(?:the|that|this|its)\s+(?:new\s+)?(?:track|lane|channel)\s+(.+)$",
    re.IGNORECASE,
)


def said_once(before: Step, step: Step, number: int) -> Step | None:
    """The one step that two in a row mean, when the second (`$number` is the first) only repeats it or adds to it."""
    if before.task in _MADE and step.task == "change_tempo_key" and step.args.get("clip") == f"${number}":
        told = {name: value for name, value in step.args.items() if name != "clip"}
        is_new = bool(told) and set(told) <= {"bpm", "key"} and not set(told) & set(before.args)
        return Step(before.task, {**before.args, **told}) if is_new else None
    if before.task != step.task:
        return None
    if (
        step.task == "route"
        and step.args.get("action") == "group"
        and {**before.args, "to": step.args.get("to")} == step.args
    ):
        return step  # "group the toms, call the group Toms"
    if step.task not in _ONCE:
        return None
    if step.task == "mix" and before.args.get("action") not in _SWITCHES:
        return None
    if step.task == "arrange" and before.args.get("action") != "place":
        return None
    if step.task in ("undo", "redo") and (step.args or not before.args):
        return None
    kept = ("clip",) if step.task == "arrange" else _TARGETS
    rest: dict[str, Any] = {name: value for name, value in step.args.items() if name not in kept}
    targets = [name for name in kept if name in step.args]
    same_target = all(step.args[name] in (f"${number}", before.args.get(name)) for name in targets)
    agrees = all(before.args.get(name, value) == value for name, value in rest.items())
    if not same_target or not agrees:
        return None
    if step.task == "transport" and step.args == before.args:
        return None
    return Step(step.task, {**before.args, **rest})


def is_said_already(task: str, args: dict[str, Any], part: str, steps: list[Step]) -> bool:
    """ "Once it's turned round", "that done": a step told again; notes are notes already, "same key" asks nothing."""
    if task == "describe_music" and _THE_SAME.match(part):
        return True
    if task == "audio_to_midi" and (source := step_reference(str(args.get("clip", "")))):
        return steps[source[0] - 1].task in ("generate_midi", "audio_to_midi")
    kinds = [(step.task, step.args.get("effect") or step.args.get("action")) for step in steps]
    return bool(_AFTER.match(part)) and (task, args.get("effect") or args.get("action")) in kinds




def names_the_track(part: str, steps: list[Step]) -> bool:
    """ "call the track Upright" after a clip was placed names the track it is placed on."""
    match = _CALLED.match(part)
    last = steps[-1]
    if not match or last.task != "arrange" or last.args.get("action") not in ("place", "move", "new_track"):
        return False
    name = "name" if last.args["action"] == "new_track" else "track"
    steps[-1] = Step("arrange", {**last.args, name: match[1].strip(" \"'.")})
    return True
