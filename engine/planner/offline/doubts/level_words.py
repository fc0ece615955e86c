"""Level words: "3 dB more bite" is no fader; a level is one where the words beside its figure are those of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.mixer.level import LEVEL_WORDS
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "it that this both em and then ok okay so but now please pls also as well too still maybe like about"
    " around another by of for from with can could would you u i we me my let's lets him her his them they"
    " these those everything everyone group bus tracks minus plus db same again here there in on"
    " throughout always".split()
)


_SIDES = frozenset("left right hard centre center middle out pan panned each side".split())


_OTHERS_SAY = regex(
    r"\b(?:keeps?|kept) (?:saying|telling|moaning)\b|\b(?:he|she|they)(?:'?s|'?re| is| are) (?:\w+ )?wrong\b"
    r"|\bi (?:disagree|do(?:n'?t| not) (?:agree|think so))\b",
    re.IGNORECASE,
)
""" "Jonas keeps saying the bass is too loud, he's wrong" asks for nothing."""


def says_more_than_a_level(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is there a word beside the figure of a level that tells of something else?"""
    acts = {step.args.get("action") if step.task == "mix" else "" for step in steps}
    if "gain" not in acts or not acts <= {"gain", "pan"}:
        return False
    if _OTHERS_SAY.search(text) and not any(char.isdigit() for char in text):
        return True
    known = LEVEL_WORDS | _BESIDE | (_SIDES if "pan" in acts else frozenset())
    for clause in re.split(r"[,;:!?]|\.(?=\s)| - |\b(?:but|because|cause|so)\b", plain(text)):
        said = taken_apart(clause, scene)
        if any(one.unit in ("", "dB") for one in said.amounts) and said.bag - known:
            return True
    return False
