"""Level words: "3 dB more bite" is no fader; a level is one where the words beside its figure are those of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.level import LEVEL_WORDS
from engine.planner.offline.sentence.taken_apart import taken_apart
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "it that this both em and then ok okay so but now please pls also as well too still maybe like about"
    " around another by of for from with can could would you u i we me my let's lets him her his them they"
    " these those everything everyone group bus tracks minus plus db same again here there in on"
    " throughout always".split()
)


def says_more_than_a_level(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is there a word beside the figure of a level that tells of something else?"""
    if not steps or any((step.task, step.args.get("action")) != ("mix", "gain") for step in steps):
        return False
    for clause in re.split(r"[,;:!?]|\.(?=\s)| - |\b(?:but|because|cause|so)\b", plain(text)):
        said = taken_apart(clause, scene)
        if any(one.unit in ("", "dB") for one in said.amounts) and said.bag - LEVEL_WORDS - _BESIDE:
            return True
    return False
