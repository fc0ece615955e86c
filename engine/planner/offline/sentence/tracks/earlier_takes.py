"""Earlier takes: "restore the old recording", "go back to the first singer", "the first one was nicer"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import plain_value
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.undo.taken_back import with_corrections
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FIRST = frozenset("old original first".split())
_AGES = _FIRST | frozenset("earlier previous former".split())
_TAKES = frozenset("recording take version performance sound".split())
_SUNG = frozenset("singing singer vocalist voice".split())
_ANY = frozenset("one try".split())
_JUDGED = frozenset("was is sounded had been better nicer cooler best good beautiful fine great fitting".split())
_PREFERS = frozenset("prefer preferred like liked love loved want take".split())
_BESIDE = frozenset(
    "restore bring get put give me us go switch return revert to use play back again instead of it the my that her his"
    " from before need very now please i i'd can you could no ok okay hm actually and then much way more a lot far"
    " clearly still than this though that".split()
)
_OF_A_VOICE = ("sing", "speak", "harmonize")
_ONE_BEFORE = regex(r"\bthe (?:one|take|version) before\b(?! (?:the|my|bar|that (?:bar|part))\b)")
_DELETING = ("delete", "remove")


def earlier_take(said: Said) -> list[Step] | None:
    """The take that is played again; None where nothing got another content, or not all of it is known."""
    words = set(re.findall(r"[a-z']+", said.text))
    if _ONE_BEFORE.search(said.text):
        words |= {"previous"}
    ages, nouns = words & _AGES, words & (_TAKES | _SUNG | _ANY)
    if not said.is_later or not ages or not nouns:
        return None
    if words - _AGES - _TAKES - _SUNG - _ANY - _JUDGED - _PREFERS - _BESIDE:
        return None
    is_first = bool(ages & _FIRST)
    if words & _JUDGED & {"was", "is", "sounded"} or words & (_PREFERS - {"want", "take"}) and words & _ANY:
        return _before_it_was_put_right(said, is_first=is_first)
    if not nouns - _ANY:
        return None
    last = said.scene.context.dialogue[-1]
    if any(str(plain_value((call.get("args") or {}).get("action"))) in _DELETING for call in last.calls):
        return [Step("undo", {})]
    return _played(said.state.frames, is_first=is_first, is_sung=bool(words & _SUNG))


def _played(frames: list[Frame], *, is_first: bool, is_sung: bool) -> list[Step] | None:
    """The take before, of what got another content last."""
    for one in reversed(frames):
        row = row_of(one.tool)
        alike = {other.out for other in frames if other.is_live and other.tool == one.tool and other.out}
        if row and row.on_session == "adds" and len(alike) > 1:
            return None  # two that lie beside each other are no takes of one
        made = [*one.out, *one.clips()]
        if is_sung and one.tool not in _OF_A_VOICE:
            continue
        if one.is_live and row and row.on_session in ("edits", "adds") and made:
            return [Step("take", {"action": "use", "clip": made[0], "number": "1" if is_first else "-1"})]
    return None


def _before_it_was_put_right(said: Said, *, is_first: bool) -> list[Step] | None:
    """The content or setting that the last call took the place of; None where it took the place of none."""
    frames = [one for one in said.state.frames if one.is_live]
    row = row_of(frames[-1].tool) if frames and frames[-1].corrects else None
    if row is None:
        return None
    if row.on_session in ("adds", "edits"):
        return _played(said.state.frames, is_first=is_first, is_sung=False)
    chain = with_corrections(frames[-1], frames)
    return [Step("undo", {})] if len({one.turn for one in chain}) == 2 else None
