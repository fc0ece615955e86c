"""Said shortly: turns that put right what was just done in a few words, each with a form of its own.

after "delete the rain"                 "I only wanted the first 4 bars gone" → it is back, without these
after "stretch the talk to 6 bars"      "no, back to normal, then speed it up" → it is back, then that
                                        "he sounds drunk, 5"                  → "no, 5"
after "make the bass notes shorter"     "but leave them long in the solo"     → "not in the solo"
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, without_talk
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

Read = Callable[[str, DialogueState], list[Step]]
_LEAD = r"^\W*(?:(?:no|nah|nope|oh|oops|sorry|wait|actually|ok(?:ay)?|and|but|hm+|now|then|also|please|hang on)\b\W*)*"
_TAIL = r"(?:[\s,]+(?:please|too|as well|also|again|instead|though|then|only))*\W*$"
_NORMAL = (
    r"(?:(?:put|bring|take|get|go|change|make|set) (?:it |that |him |her |them )?)?(?:back )?(?:to )?(?:normal"
    r"|how (?:it|that|he|she) was(?: before| at first)?|(?:the |its )?(?:original|normal|old|first)"
    r" (?:length|speed|tempo|pitch|timing|level|one))"
)
_BACK_THEN = regex(
    rf"{_LEAD}(?:undo(?: that| it)?|{_NORMAL})(?:,? (?:and )?then|,? and|[,;.]) (?P<rest>.+)$", re.I
)
_BACK_ONLY = regex(
    rf"{_LEAD}(?:the |its )?(?:original|normal|old) (?P<what>length|speed|tempo|pitch|timing|level){_TAIL}", re.I
)
_COMPLAINS = regex(
    r"^\W*(?:(?:hm+|ok(?:ay)?|no|nah|ugh|well|now)\b\W*)*(?:it|that|he|she|they|this|the [\w ]+?)"
    r"(?:'s|'re| is| are| sounds?| looks?| feels?) [\w' ]{2,40}?, (?:(?:try|make it|maybe|like|rather) )?"
    r"(?P<figure>-?\d+(?:\.\d+)?(?: ?(?:%|[a-z]{1,9}))?)\W*$",
    re.IGNORECASE,
)
_LEAVES = regex(
    rf"{_LEAD}(?:(?:in|over|during|for) (?:the )?(?P<before>[\w ]+?),? )?(?:leave|keep) (?:it|them|the notes|those"
    rf"|that)"
    r"(?: (?:long|short|alone|be|normal|full|untouched|as (?:it|they) (?:is|are|was|were)|(?:like|how) (?:it"
    r"|they) (?:was|were)))*"
    rf"(?: (?:in|over|during|for) (?:the )?(?P<behind>[\w ]+?))?{_TAIL}",
    re.IGNORECASE,
)


def with_bars_left(text: str, scene: DialogueState) -> str:
    """ "But in the solo leave them long" is "not in the solo"; "he sounds drunk, 5" is "no, 5"; else the same."""
    said = plain(text)
    frames = done_last(State.of(scene))
    if not frames or '"' in said:
        return text
    if (complaint := _COMPLAINS.match(said)) and not re.search(r"\d", said[: complaint.start("figure")]):
        return f"no, {complaint['figure']}"
    leaves = _LEAVES.match(said)
    where = (leaves["before"] or leaves["behind"] or "").strip() if leaves else ""
    if where and not any("start_bar" in one.args for one in frames):
        found = sections_named(where, scene.context.markers, float(last_bar(Clause("", "", "", scene))))
        bars = re.fullmatch(r"bars? \d+(?: to \d+)?", where)
        if bars or len(found) == 1 and found[0][0] == (0, len(where)):
            return f"not in {'' if bars else 'the '}{where}"
    return text


def said_shortly(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    said, state = plain(text), State.of(scene)
    frames = done_last(state)
    if '"' in said or not frames:
        return None
    if _BACK_ONLY.match(said) and all(one.tool == "change_tempo_key" for one in frames):
        steps = read("back to how it was at the start", scene)
        return [Step("undo", {})] if any(step.task in REPLIES for step in steps) else steps
    if match := _BACK_THEN.match(said):
        return _back_and(match["rest"], frames, scene, read)
    return None


def _back_and(rest: str, frames: list[Frame], scene: DialogueState, read: Read) -> list[Step] | None:
    """What was done is taken back, and then what else is said is done to the same."""
    clips = {str(one.args["clip"]) for one in frames if "clip" in one.args}
    clip = scene.clip(clips.pop()) if len(clips) == 1 else None
    if clip is None:
        return None
    if re.match(r"(?:up|down|higher|lower|an?\b.*(?:up|down|higher|lower))\b", rest, re.IGNORECASE):
        rest = f"transpose it {rest}"
    words = re.sub(r"\b(?:it|that|him|her)\b", f"the {clip.name} clip", rest, count=1, flags=re.IGNORECASE)
    steps = read(words, DialogueState.of(without_talk(scene.context)))
    if any(step.task in (*REPLIES, "undo", "redo", "take") or step.depends_on() for step in steps):
        return None
    return [Step("undo", {}), *steps]
