"""Other bars: a turn that only says where the call before it should have been: "only in the chorus", "until bar 11"."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.amendment import last_done
from engine.planner.offline.conversation.level_over_bars import held
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.spots import as_counted, in_bars
from engine.planner.offline.text.words import compiled, plain, tokens
from engine.tasks.plan import Step

_BARS = re.compile(
    r"(?:\b(?P<lead>from|between|starting(?: at| from)?|until|till|to|up to|in|at|on|for|during|over|through|across)"
    r"\s+)?"
    r"(?:the\s+)?(?:start of\s+)?\bbars?\s+(?P<first>\d+(?:\.\d+)?)"
    r"(?:\s*(?:to|-|–|and|until|till|through)\s*(?:bars?\s+)?(?P<last>\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "no nope nah wrong sorry oops wait i i'd meant mean actually rather argh ugh ok okay hm hmm well so then now please"
    " pls just only instead there do that this it it's make it'll should would be but and not all whole song the a use"
    " put have has want wanted like thanks ah oh um uh".split()
)
_ADDS = re.compile(r"\b(?:too|also|as well|again|same)\b", re.IGNORECASE)
_TO_END = ("until", "till", "to", "up to")
_WHOLE_BARS = re.compile(r"\bbars\s+\d+\s+and\s+\d+", re.IGNORECASE)


def in_other_bars(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    placed = DialogueState.of(scene.context)
    told = plain(in_bars(_in_parts(text, scene), placed))
    matches = list(_BARS.finditer(told))
    rest = _ADDS.sub(" ", _BARS.sub(" ", told)).lower()
    if len(matches) != 1 or any(token.low not in _BESIDE for token in tokens(rest) if token.text[0].isalnum()):
        return None
    state = State.of(scene)
    frames = last_done(state)
    steps = [_there(one, matches[0], told, state, placed) for one in frames]
    found = [step for step in steps if step]
    return found if found and len(found) == len(steps) else None


def _in_parts(text: str, scene: DialogueState) -> str:
    """ "For the chorus", "the chorus": in it, where the song has such a part."""
    for name, _ in scene.context.markers:
        words = rf"(?:\b(?:for|on|at|over|during|in)\s+)?\bthe\s+{re.escape(name)}\b(?:\s+(?:part|bit|section)\b)?"
        text = compiled(words, re.IGNORECASE).sub(f"in the {name}", text)
    return text


def _there(frame: Frame, match: re.Match[str], told: str, state: State, scene: DialogueState) -> Step | None:
    row = row_of(frame.tool)
    tool, args = frame.tool, dict(frame.args)
    if (level_db := held(frame, state)) is not None:
        tool, args = "automate", {"track": args["track"], "parameter": "volume", "from": level_db, "to": level_db}
    elif row is None or not {"start_bar", "end_bar"} <= {arg.name for arg in row.args}:
        return None
    where = _range(match, told, args, last_bar(Clause(told, tool, "", scene)))
    if where is None:
        return None
    args = {name: value for name, value in args.items() if name not in ("start", "end", "start_bar", "end_bar")}
    op = "again" if _ADDS.search(told) and tool == frame.tool else "fix"
    return told_as(Step(tool, as_counted(tool, {**args, **where}, scene)), op, frame)


def _range(match: re.Match[str], told: str, args: dict[str, Any], end_of_song: float) -> dict[str, Any] | None:
    """Both ends; the one that is not said is as before, or that of the song."""
    first = float(match["first"])
    last = float(match["last"]) if match["last"] else None
    lead = (match["lead"] or "").lower()
    if last is not None:
        start, end = first, last + (1 if _WHOLE_BARS.search(told) else 0)
    elif lead in _TO_END:
        start, end = args.get("start_bar", 1), first
    elif lead.startswith(("from", "starting")):
        end = args.get("end_bar", end_of_song)
        start, end = first, end if float(end) > first else end_of_song
    else:
        start, end = first, first + 1
    if not float(start) < float(end):
        return None
    return {"start_bar": number(float(start)), "end_bar": number(float(end))}
