"""The old one: "old one can go then", behind something that was made anew beside it: "make me a proper shaker"."""

from __future__ import annotations

import re

from engine.planner.offline.making.last import made_before, made_last
from engine.planner.offline.making.nouns import noun_in
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OLD = r"(?:the )?(?:old|original|previous|former) (?:one|(?P<{}>[a-z]+))s?(?: (?:in|from) there)?"
_GONE = regex(
    r"(?:(?:i |we )?(?:don'?t|do not) (?:need|want)|delete|remove|lose|drop|bin|kill|scrap|ditch|get rid of|chuck) "
    rf"{_OLD.format('noun')}(?: any ?more| then| now)*"
    rf"|{_OLD.format('noun2')} (?:can|may|should|has to|must) (?:go|be deleted|be removed|disappear)(?: then| now)*"
)
_ANEW = regex(r"\b(?:proper|new|better|real|decent|different|replace|instead)\b", re.IGNORECASE)
""" "That shaker is hiss, make me a proper one"."""
WHICH_OLD = "Which one should go: {}?"


def old_one_gone(said: Said) -> list[Step] | None:
    """The clips of it where the new one plays; a question where it is not clear which; None for anything else."""
    match = _GONE.fullmatch(said.text) if said.is_later else None
    frame = made_last(said.state) or made_before(said.state) if match else None
    if match is None or frame is None or not frame.out:
        return None
    new = said.scene.clip(frame.out[0])
    told = match["noun"] or match["noun2"] or _noun_of(str(frame.args.get("prompt") or frame.args.get("kind") or ""))
    if new is None or new.bars is None or not told:
        return None
    called = told.rstrip("s")
    alike = [
        one
        for one in said.scene.clips
        if one.track != new.track
        and one.bars
        and min(one.bars[1], new.bars[1]) - max(one.bars[0], new.bars[0]) > 1e-3
        and called in {word.rstrip("s") for word in (*name_words(str(one.track)), *name_words(one.name))}
    ]
    if not alike:
        return None
    is_named = bool(match["noun"] or match["noun2"])
    is_in_its_place = called in frame.said.lower() and _ANEW.search(frame.said) is not None
    if len({one.track for one in alike}) > 1 or not (is_named or is_in_its_place):
        return [Step("ask", {"text": WHICH_OLD.format(", ".join(dict.fromkeys(str(one.track) for one in alike)))})]
    return [Step("arrange", {"action": "delete", "clip": one.id}) for one in alike]


def _noun_of(words: str) -> str:
    found = noun_in(words.lower().split(",")[0])
    return words.lower()[found[1] : found[2]].split()[0] if found else ""
