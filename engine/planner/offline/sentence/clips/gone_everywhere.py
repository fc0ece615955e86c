"""Gone everywhere: "cut bar 8 away on every track", "everything stops dead after bar 7": these bars of all clips."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.cuts import out_of
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_EVERY = (
    r"(?:(?:on|from|in|across|off|of|for) (?:(?:every|each)(?: single| one of the)?|all(?: of)?(?: the| my| our)?)"
    r" tracks?"
    r"|everywhere|(?:on|for|from) everything|throughout the session)"
)
_BARS = (
    r"(?:bars? (?P<first>\d+)(?: ?(?:-|–|to|through|till|until|and|&) ?(?:bar )?(?P<last>\d+))?"
    rf"|the (?:very )?last (?:(?P<count>{COUNT}) )?bars?)"
)
_VERB = r"(?:cut|delete|remove|clear|erase|chop|lop|take|wipe|lose|drop|get rid of)"
_CUT = (
    rf"(?:(?:please|so|just|then|and|now|can you|could you)[, ]+)*{_VERB} {_BARS}(?: (?:away|out|off|completely"
    rf"|entirely))*"
    rf",? {_EVERY}(?: (?:away|out|off))?|{_EVERY},? {_VERB} {_BARS.replace('<', '<e')}(?: (?:away|out|off))*"
)
_ALL = (
    r"(?:everything|everyone|all(?: of it| the tracks| tracks)?|the (?:whole )?(?:song|band|thing|tune|piece)|it all)"
)
_SO = r"(?:(?:should|must|has to|have to|to|can|please|just|all)\s)*"
_HARD = r"(?: (?:dead|short|hard|abruptly|cold|right there))"
_STOP = (
    rf"(?:(?:let|have|make|and|so|now|then)\s)*(?:{_ALL} {_SO}(?:stops?|ends?|cuts?(?: out| off)?){_HARD}?"
    rf"|(?:stop|end|cut) {_ALL}{_HARD}?|(?:stop|end|cut){_HARD}) "
    r"(?:right |straight |just )?(?:after|behind|at the end of|with the end of) bar (?P<till>\d+)"
)
_FORMS = tuple(
    regex(rf"(?:{one})(?: please| pls| then)?")
    for one in (rf"{_STOP}(?:\s*[:,;.–-]+\s*(?:so |that is |i mean )?(?:{_CUT}))?", _CUT)
)
_MOST = 40
_NEAR = 1e-3


def gone_everywhere(said: Said) -> list[Step] | None:
    """What takes these bars out of each clip that sounds there; None for anything else."""
    text = said.text.strip(" .!")
    match = next((found for one in _FORMS if (found := one.fullmatch(text))), None)
    if match is None:
        bars = _of_everything(said)
        return _out_of_all(bars, said) if bars else None
    told = {name: value for name, value in match.groupdict().items() if value}
    bars = _bars(told, said)
    if bars is None:
        return None
    return _out_of_all(bars, said, is_stop="till" in told)


_DELETES = frozenset("delete remove clear erase wipe cut".split())
_BESIDE = frozenset("out away off that is lies there all bars".split())


def _of_everything(said: Said) -> Bars | None:
    """ "Delete everything after bar 20", "clear everything before the verse"."""
    are_all = len(said.things) == 1 and said.things[0].how == "all"
    if not are_all or len(said.places) != 1 or said.amounts or said.is_open or not said.bag & _DELETES:
        return None
    if said.bag - _DELETES - _BESIDE or len(said.bag & _DELETES) != 1:
        return None
    place = said.places[0]
    if place.how == "at" and said.text.startswith(("after ", "behind "), place.start):
        return place.point, song_end(said)
    if len(place.spans) != 1 or place.how not in ("in", "from", "to") or place.how == "in" and "cut" in said.bag:
        return None
    return place.spans[0]


def _out_of_all(bars: Bars, said: Said, *, is_stop: bool = False) -> list[Step] | None:
    clips = [clip for track in said.scene.context.tracks for clip in in_order(track, said) if clip.bars]
    there = [clip for clip in clips if clip.bars and clip.bars[0] < bars[1] - _NEAR and clip.bars[1] > bars[0] + _NEAR]
    if not 0 < len(there) <= _MOST:
        return None
    if is_stop and any(clip.bars and clip.bars[0] >= bars[0] - _NEAR for clip in there):
        return None  # whole clips lie behind it
    return [step for clip in there for step in _without(clip, bars, said)]


def _bars(told: dict[str, str], said: Said) -> Bars | None:
    end = song_end(said)
    first, last = (told.get(one) or told.get(f"e{one}") for one in ("first", "last"))
    bars = (float(first), float(last or first) + 1) if first else None
    if "till" in told:
        behind = float(told["till"]) + 1, end
        is_told_twice = bars is None or bars[0] == behind[0] and bars[1] >= end - _NEAR
        return behind if is_told_twice and behind[1] > behind[0] else None
    count = told.get("count") or told.get("ecount")
    bars = bars or (end - (counted(count) if count else 1), end)
    return bars if 1 <= bars[0] < bars[1] else None


def _without(clip: ClipInfo, bars: Bars, said: Said) -> list[Step]:
    """One that only reaches into them ends or begins beside them."""
    assert clip.bars
    start, end = clip.bars
    if start < bars[0] - _NEAR and end <= bars[1] + _NEAR:
        return trimmed(clip, (start, bars[0]), said)
    if start >= bars[0] - _NEAR and end > bars[1] + _NEAR:
        return trimmed(clip, (bars[1], end), said)
    return out_of(clip, [bars], said)
