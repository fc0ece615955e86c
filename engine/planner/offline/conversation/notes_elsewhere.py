"""Notes elsewhere: where an edit of notes should have been: "only in hook 1", "except the end", "just in the verse".

Of several clips those stay as they were that do not lie there; of one clip the bars are left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.named_undo import taken_back
from engine.planner.offline.conversation.same_on_clip import is_of_notes
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.again_there import again_there
from engine.planner.offline.sentence.remarks import without_remarks
from engine.planner.offline.sentence.said import taken_apart
from engine.planner.offline.slots.bars_said import Bars, bars_called
from engine.planner.offline.slots.part_said import PART, numbered
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.bars_meant import with_bars_told
from engine.planner.offline.text.reason import wish_alone
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:and|but|no|nah|ok(?:ay)?|hm+|well|then|sorry|actually|wait|oh)\b[\s,]*)*"
_TAIL = r"(?:[\s,]+(?:please|though|then|thanks|only))*\W*$"
_AS_IT_WAS = (
    r"(?:alone|out|untouched|(?:back )?(?:as|like|how|where|the way) (?:it|they) (?:was|were|is|are)(?: before)?)"
)
_ONLY = re.compile(rf"{_LEAD}(?:only|just) (?:in |on |for |over |during )?(?P<what>.+?){_TAIL}", re.IGNORECASE)
_EXCEPT = (
    re.compile(
        rf"{_LEAD}(?:not|except(?: for)?|apart from|all but|without|everything but|but not)"
        rf" (?:in |on |for |over |during )?(?P<what>.+?){_TAIL}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LEAD}(?:leave|keep|put) (?P<what>.+?) {_AS_IT_WAS}{_TAIL}", re.IGNORECASE),
)
_LITTLE = frozenset("the a my our one clip clips bit part in on and its version".split())
_HALF = re.compile(r"\bhalf of\b", re.IGNORECASE)
_BY_LENGTH = re.compile(r"(?:the )?(?P<which>short|long|first|last|second)(?:er|est)? (?:one|clip)", re.IGNORECASE)


def notes_elsewhere(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn behind an edit of notes; None for any other."""
    frames = done_last(State.of(scene)) if scene.context.dialogue and scene.done else []
    if not frames or not all(is_of_notes(one, scene) for one in frames):
        return None
    said = plain(wish_alone(plain(text))).strip()
    return _of_several(said, frames, scene) or _there(said, scene)


def _there(said: str, scene: DialogueState) -> list[Step] | None:
    wordings = (said, *(words for words, _ in without_remarks(said)))
    return next((steps for one in wordings if (steps := again_there(taken_apart(one, scene)))), None)


def _of_several(said: str, frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    done = {clip for one in frames for clip in one.clips()}
    lying = sorted((one for one in scene.clips if one.id in done), key=lambda one: one.start)
    if len(lying) < 2:
        return None
    spared = next((match for form in _EXCEPT if (match := form.match(said))), None)
    match = spared or _ONLY.match(said)
    named = _named(match["what"], lying, scene) if match else set()
    if not named or named == done:
        return None
    kept = done - named if spared else named
    live = [one for one in State.of(scene).frames if one.is_live and one.request]
    gone = [one for one in frames if not set(one.clips()) <= kept]
    again = []
    for frame in gone:
        rest = {name: value for name, value in frame.args.items() if name not in ("clip", "clips")}
        left = [one for one in frame.clips() if one in kept]
        if left:
            again.append(Step(frame.tool, {**rest, "clip": left[0]} if len(left) == 1 else {**rest, "clips": left}))
    return [*taken_back(gone, live), *again] if gone else None


def _named(what: str, lying: Sequence[ClipInfo], scene: DialogueState) -> set[str]:
    """Those of the clips that the words name; none where a clip is only partly there."""
    told = PART.search(with_bars_told(f"in {what}", scene)) if _HALF.search(what) else None
    if bars := numbered(told) if told and told["a"] else bars_called(what, scene):
        return _inside(bars, lying)
    if counted := _BY_LENGTH.fullmatch(what.strip()):
        which = counted["which"].lower()
        by_size = sorted(lying, key=lambda one: one.length)
        place = {"short": by_size[0], "long": by_size[-1], "first": lying[0], "last": lying[-1], "second": lying[1]}
        return {place[which].id}
    found = things(what, scene)
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(what))
    if any(one.low not in _LITTLE for one in tokens(left) if one.text[0].isalnum()):
        return set()
    clips = {clip for one in found for clip in one.clips}
    return {one.id for one in lying if one.id in clips}


def _inside(bars: Bars, lying: Sequence[ClipInfo]) -> set[str]:
    found = set()
    for one in lying:
        if one.bars is None or one.bars[0] < bars[1] - 1e-3 and one.bars[1] > bars[0] + 1e-3:
            if one.bars is None or one.bars[0] < bars[0] - 1e-3 or one.bars[1] > bars[1] + 1e-3:
                return set()
            found.add(one.id)
    return found
