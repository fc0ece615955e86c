"""Places told by what happens there: "where the break comes in", "when the kick comes back", "until it stops"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_BACK = (
    r"(?:comes?|came|goes|kicks?|drops?|is|are) (?:right )?back(?: (?:in|on))?|returns?|re-?enters?|comes? in again"
    r"|starts? again"
)
_IN = r"(?:comes?|came|kicks?|sets?|drops?|joins?|jumps?) in|enters?|starts?|begins?|first (?:plays?|sounds?|comes?)"
_OUT = r"(?:drops?|goes|cuts?|comes?) out|stops?|ends?|finish(?:es)?|is over|is done"
_UP = r"(?:goes|is|gets|jumps|moves|shifts) (?:(?:an|one) octave )?(?:up|down|higher|lower)|changes"
_FORM = regex(
    r"(?P<lead>(?:up )?(?:un)?till?|til|up to|before|from)?\s*(?:the (?:bar|point|place|moment|spot|bit) )?"
    r"(?P<when>(?:right |just |exactly )?(?:where|when|once|as soon as) )?(?:the |my |our |that"
    r" )?(?P<what>[\w' &-]{2,30}?)"
    rf" (?:(?P<first>first|finally|actually) )?(?:(?P<back>{_BACK})|(?P<in>{_IN})|(?P<out>{_OUT})|(?P<up>{_UP}))(?:"
    rf" again| first)?(?![\w'])"
)
_DUCKS = regex(
    r"\b(?:duck\w*|dip|dips|pump\w*|sidechain\w*|room|out of the way|lower(?:ed)?|quieter|softer|sung|louder)\b"
)
""" "Duck the pads when she comes in": each time, no bar."""
_NEAR = 0.05


def entrance(text: str, at: int, scene: DialogueState, song_end: float) -> Place | None:
    """The place that is told so; None where nothing is, or it may be one of several."""
    match = _FORM.match(text, at)
    if match is None or not (match["when"] or match["lead"]) or match["lead"] == "from" and not match["when"]:
        return None
    if match["in"] and "when" in (match["when"] or "") and _DUCKS.search(text):
        return None
    found = things(match["what"], scene)
    is_one = len(found) == 1 and found[0].start == 0 and found[0].end >= len(match["what"].rstrip())
    tracks = {*found[0].tracks} if is_one else set()
    if not tracks or len(found[0].tracks) > 1:
        return None
    clips = [one for one in scene.clips if one.track in tracks and (one.id in found[0].clips or not found[0].clips)]
    bar = _bar(match, _reaches(clips, scene), tracks, scene)
    if bar is None:
        return None
    if match["lead"] and match["lead"] != "from":
        return Place(at, match.end(), ((1.0, bar),), "to")
    if match["lead"] or "where" not in (match["when"] or ""):
        return Place(at, match.end(), ((bar, song_end),), "from")
    return Place(at, match.end(), ((bar, bar + 1),), "at")


def _bar(match: re.Match[str], lying: list[Bars], tracks: set[str], scene: DialogueState) -> float | None:
    state = State.of(scene)
    acts = [one for one in reversed(state.frames) if one.state == "done" and one.tool not in ONLY_TELLS]
    silent = [bars for one in acts for bars in _silenced(one, tracks)]
    if match["back"]:
        if silent:
            return silent[0][1]
        gaps = [b for (_, a), (b, _) in pairwise(lying) if b > a + _NEAR]
        return gaps[0] if len(gaps) == 1 else None
    if match["out"]:
        if silent:
            return silent[0][0]
        return lying[0][1] if len(lying) == 1 else None
    if match["up"]:
        moved = [one for one in acts if one.tool == "change_tempo_key" and "semitones" in one.args]
        views = [(one, scene.clip(clip)) for one in moved for clip in (*one.out, *one.clips())]
        starts = [
            one.args.get("start_bar") or view.bars[0]
            for one, view in views
            if view and view.track in tracks and view.bars
        ]
        return float(starts[0]) if starts else None
    is_first = bool(match["first"]) or "where" in (match["when"] or "")
    return lying[0][0] if lying and (is_first or len(lying) == 1) else None


def _silenced(act: Frame, tracks: set[str]) -> Iterator[Bars]:
    """The bars in which it was made silent by this call."""
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    is_mute = act.tool == "automate" and act.args.get("parameter") == "mute" and act.args.get("from") == 1
    if is_mute and act.args.get("track") in tracks and isinstance(start, int | float) and isinstance(end, int | float):
        yield float(start), float(end)


def _reaches(clips: list[ClipInfo], scene: DialogueState) -> list[Bars]:
    """Where they lie; what lies end to end is one."""
    each = Clause("", "", "", scene).bar_s
    told = sorted(
        one.bars or (round(one.start / each + 1, 6), round((one.start + one.length) / each + 1, 6))
        for one in clips
        if one.length or one.bars
    )
    made: list[Bars] = []
    for start, end in told:
        if made and start <= made[-1][1] + _NEAR:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made
