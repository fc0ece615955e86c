"""The same chords: "keys in the intro, same chords as the verse", "let the harp play the verse chords in the outro":
what a track plays in one part of the song is copied into another."""

from __future__ import annotations

from engine.planner.offline.making.reworded import reworded
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WHAT = r"(?:chords|part|notes|riff|line|melody|tune|progression|thing|stuff|bit)"
_LIKE = regex(
    rf"(?:,\s*)?(?:(?:with|playing|and) )?(?:the )?same (?:{_WHAT} )?(?:as|like) (?:in |on |at )?(?P<part>[^,;]+)$"
)
_PLAYS = regex(
    rf"^(?:(?:let|have|get|make|can|could) )?(?P<who>[^,;]+?) (?:to )?(?:play|plays|do|take|double)"
    rf" (?:the |its |their )?(?P<part>[\w' ]+?) {_WHAT} (?P<goal>(?:again )?(?:in|for|at|during|over|under) [^,;]+)$"
)
_KNOWN = frozenset("in play plays put have use want add for let get same again too also with some".split())


def same_chords(said: Said) -> list[Step] | None:
    """The copies; None for anything else, or where something lies there already."""
    said = reworded(said)
    if match := _LIKE.search(said.text):
        source, head = match["part"], said.text[: match.start()]
    elif match := _PLAYS.match(said.text):
        source, head = match["part"], f"{match['who']} {match['goal']}"
    else:
        return None
    where = taken_apart(f"in {source}", said.scene, focus=said.focus)
    goal = taken_apart(head, said.scene, focus=said.focus)
    if len(where.places) != 1 or len(goal.places) != 1 or where.is_open or goal.is_open:
        return None
    if where.bag - {"in"} or goal.bag - _KNOWN or goal.amounts or len(goal.tracks) != 1:
        return None
    return _copied(goal.tracks[0], where.places[0], goal.places[0], said)


def _copied(track: str, source: Place, goal: Place, said: Said) -> list[Step] | None:
    if len(goal.spans) != 1 or goal.how not in ("in", "bare", "at"):
        return None
    start, end = goal.spans[0]
    lying = sorted((one for one in said.scene.clips if one.track == track and one.bars), key=lambda one: one.start)
    if any(_overlap(one.bars, (start, end)) for one in lying if one.bars):
        return None
    begins = source.spans[0][0]
    steps: list[Step] = []
    for one in lying:
        assert one.bars
        first, last = max(one.bars[0], begins), min(one.bars[1], source.spans[0][1], begins + end - start)
        if last - first < 1e-3:
            continue
        is_whole = (first, last) == one.bars
        part = {} if is_whole else {"start_bar": number(first), "end_bar": number(last)}
        bar = number(start + first - begins)
        steps.append(Step("arrange", {"action": "duplicate", "clip": one.id, **part, "bar": bar}))
    return steps or None


def _overlap(one: Bars, other: Bars) -> bool:
    return one[0] < other[1] - 1e-3 and other[0] < one[1] - 1e-3
