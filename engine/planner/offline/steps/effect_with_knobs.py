"""Effect with knobs: "compressor on the bass, ratio 3", "a 3 second reverb with 20 ms predelay on the BVs".

What the effect is put on is read as it is without its settings, and each setting as it is behind the effect
(`knob_turned`). Every word has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.knob_turned import on_plugin, settings_of, without
from engine.planner.offline.text.knob_words import EFFECT_WORDS, KNOBS, kind_said
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_PUTS = re.compile(
    r"^\W*(?:(?:and|then|now|also|ok(?:ay)?|please|can you|could you|let'?s|i want|i'd like|i need|just"
    r"|maybe)\b[\s,]*)*"
    r"(?:(?:put|add|stick|slap|insert|use|throw|drop|give (?:me|us)|set up|place)\s+)?(?:(?P<one>an?|some"
    r"|another)\s+)?",
    re.IGNORECASE,
)
_ONTO = re.compile(r"\b(?:on|onto|to|for|in|over)\s+(?:the |my |our )?$", re.IGNORECASE)


def effect_with_knobs(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The steps; None where no effect with settings of its own is put on anything."""
    said = plain(text).strip(" .!")
    if '"' in said or "?" in said or len(said) > 120:
        return None
    puts = _PUTS.match(said)
    named = [one for one in things(said, scene) if one.tracks]
    kind = kind_said(without(said, [(one.start, one.end) for one in named]))
    if puts is None or len(named) != 1 or kind not in KNOBS:
        return None
    (thing,) = named
    onto = _ONTO.search(said[: thing.start])
    is_new = bool(puts[0].strip()) or not _is_there(kind, thing.tracks, scene)
    if onto is None or not is_new:
        return None
    settings = without(said, [(0, puts.end()), (onto.start(), thing.end)])
    found = settings_of(settings, kind, scene)
    if not found:
        return None
    word = re.search(rf"(?<!\w)(?:{EFFECT_WORDS[kind]})(?!\w)", settings.lower())
    bare = f"put a {word[0] if word else kind} on {said[onto.end() : thing.end]}"
    base = understand(bare, DialogueState.of(replace(scene.context, dialogue=(), history=())))
    if not all(step.task == "apply_effect" and step.args.get("effect") == kind for step in base):
        return None
    return [replace(step, args={**step.args, **found}) for step in base]


def _is_there(kind: str, tracks: tuple[str, ...], scene: DialogueState) -> bool:
    """Does a track have such an effect already, so that "compressor on the bass, ratio 3" turns that one?"""
    put = any(one.is_live and (one.tool, one.kind) == ("apply_effect", kind) for one in State.of(scene).frames)
    return put or on_plugin(kind, tracks, scene) is not None
