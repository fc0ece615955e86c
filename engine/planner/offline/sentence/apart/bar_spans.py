"""Stretches of bars, told without a preposition: "the last two bars of the chorus", "verse 2", "bars 5 to 8"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.sentence.apart.bar_numbers import BAR_NUMBER, BARS, NUMBER, compiled, pair_of
from engine.planner.offline.sentence.apart.part_patterns import part_patterns
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.silences import HOLE, silent_last
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex

_EDGE = regex(
    rf"(?:the |its |their )?(?:very )?(?P<which>first|last|final|second|opening|closing)\s+(?:(?P<half>half)\b"
    rf"|(?:(?P<count>{COUNT})\s+)?(?P<unit>bars?|beats?)\b"
    rf"|(?P<bare>{COUNT})(?= of (?:it|that|this|that one|this one|the repeat)\b))"
)
_OF_THAT = regex(r"\s*(?:of|in) (?:it|(?:that|this)(?: one)?|them|there|the repeat)\b")
_BEFORE_IT = regex(r"\s*(?:right |just )?(?:before|(?:leading|going|heading) (?:up )?(?:in)?to|into) (?:the )?")
_BARS_BESIDE = regex(
    rf"(?:the )?(?:(?P<count>{COUNT}) )?(?P<unit>bars?|beats?) (?:right |just |directly )?"
    r"(?P<way>before|leading (?:up )?(?:in)?to|after|following|behind) "
)
_A_HALF = regex(r"\b(?P<which>first|opening|second|last|final) half\b")
_BEFORE_NUMBER = ("from", "at", "to", "until", "till", "til", "by")


_EDGES = regex(
    r"(?:the )?(?:very )?(?P<edge>start|beginning|top|end|ending)(?: of)?(?: the)? ?(?P<of>song|tune|track"
    r"|piece|show|episode|cue)?\b"
)


_OF_A_THING = regex(r"\bof(?: the)? ?$")
_GOES = regex(r"\b(?:at|to|from|until|till|til|by|after|before|onto|on)(?: the)? $")
_MADE = regex(r"^(?:(?:and|now|then|please|can you) )*(?:add|make|create|generate|say|insert|record|drop|set|put)\b")
_POINTS = regex(r"\b(?:it|that|this|them|those|these|copy|copies|marker)\b")


def told_within(place: Place, text: str, scene: DialogueState) -> Place:
    """ "Add a delay *to bar 12*", "take the bass *from the intro*": that stretch, and not up to or on from there."""
    lead = _GOAL_OR_SOURCE.match(text, place.start, place.end) if place.how in ("to", "from") else None
    there = BarSpans(text, scene).span(lead.end()) if lead else None
    if there is None or there.is_open or there.end != place.end:
        return place
    return replace(there, start=place.start, how="in")


def taken_from(place: Place, text: str, scene: DialogueState) -> Place:
    """ "Remove the bass from the intro" takes it out of there; "from bar 9" is all behind it."""
    return place if BARS.search(text, place.start, place.end) else told_within(place, text, scene)


_GOAL_OR_SOURCE = regex(r"(?:to|from) ")


class BarSpans:
    """Reads the bars that stand in a text, told without "in", "at", "from"."""

    def __init__(self, text: str, scene: DialogueState, last: Sequence[Bars] = ()) -> None:
        """`last` are the bars of what was done before: "its first half"."""
        self.text = text
        self.last = tuple(last)
        end = ("song end", id(scene.context))
        self.song_end = once(end, lambda: float(last_bar(Clause("", "", "", scene))), of=scene.context)
        self._scene = scene
        self._parts = part_patterns(tuple(scene.context.markers), tuple(sections(scene).items()))
        self._spans: dict[int, Place | None] = {}
        """Those that were looked for, by where they begin: each way of telling a place looks for one there."""

    def point(self, at: int, *, is_number: bool = False) -> tuple[float, int] | None:
        """The bar where something begins."""
        if match := compiled(
            rf"(?:the )?(?:start of |beginning of |top of )?(?:bar|measure)\s*(?P<bar>{NUMBER})(?:,? ?(?:beat"
            rf" )(?P<beat>\d))?(?![\w.])"
        ).match(self.text, at):
            beats = float(self._scene.context.time_signature.split("/")[0])
            return float(match["bar"]) + ((float(match["beat"]) - 1) / beats if match["beat"] else 0.0), match.end()
        is_number = is_number or self.text[max(0, at - 5) : at].strip() in _BEFORE_NUMBER
        if is_number and (match := BAR_NUMBER.match(self.text, at)):
            bar = float(match["bar"])
            return (bar, match.end()) if 1 <= bar <= self.song_end + 16 else None
        if match := _EDGES.match(self.text, at):
            if part := self.span(compiled(r"\s*").match(self.text, match.end()).end()):  # type: ignore[union-attr]
                return (part.spans[-1][1] if match["edge"].startswith("end") else part.spans[0][0]), part.end
            if edge := self._edge_of_thing(match):
                return edge
            if match["edge"].startswith("end"):
                return self.song_end, match.end()
            return 1.0, match.end()
        part = self.span(at)
        return (part.spans[0][0], part.end) if part and not part.is_open else None

    def _edge_of_thing(self, match: re.Match[str]) -> tuple[float, int] | None:
        """ "The end of the guest", "the start of the second clip": where something else goes that is told before."""
        named = things(self.text[match.end() :], self._scene) if _OF_A_THING.search(match[0]) else []
        if not named or named[0].start or not _GOES.search(self.text[: match.start()]):
            return None
        before = self.text[: match.start()]
        if not _MADE.search(before) and not _POINTS.search(before) and not things(before, self._scene):
            return None
        lying = [one.bars for one in self._scene.clips if one.id in named[0].clips and one.bars]
        if not lying:
            return None
        is_end = match["edge"].startswith("end")
        return max(one[1] for one in lying) if is_end else min(one[0] for one in lying), match.end() + named[0].end

    def span(self, at: int) -> Place | None:
        """A stretch of bars, told without a preposition."""
        if at not in self._spans:
            self._spans[at] = self._span(at)
        return self._spans[at]

    def _span(self, at: int) -> Place | None:
        if match := compiled(r"(?:the |all |our |my )?(?:(?:whole|entire|full|rest)(?: of (?:the )?)? ?)?").match(
            self.text, at
        ):
            at = match.end() if "rest" not in match[0] else at
        if match := _EDGE.match(self.text, at):
            return self._edge(match)
        if (hole := HOLE.match(self.text, at if self.text.startswith(("the", "that", "this"), at) else at - 4)) and (
            silent := silent_last(self._scene)
        ):
            return Place(at, hole.end(), silent[:1]) if len(silent) == 1 else None
        if match := _BARS_BESIDE.match(self.text, at):
            return self._bars_beside(match)
        if match := BARS.match(self.text, at):
            if match["to"] in ("and", "&") and abs(float(match["b"]) - float(match["a"])) != 1:
                a, b = float(match["a"]), float(match["b"])
                return Place(at, match.end(), ((a, a + 1), (b, b + 1)))
            reach = pair_of(match, is_bars=match["bars"].endswith("s"))
            return Place(at, match.end(), (reach,)) if reach[1] > reach[0] else None
        best: tuple[int, tuple[Bars, ...], tuple[str, ...]] | None = None
        for pattern, spans, names in self._parts:
            match = pattern.match(self.text, at)
            if match and (best is None or match.end() > best[0]):
                best = match.end(), spans, names
        return Place(at, best[0], best[1], names=best[2]) if best else None

    def _edge(self, match: re.Match[str]) -> Place | None:
        """ "The last two bars of the chorus", "the first half", "its first bar": of what is said, else of before."""
        end = match.end()
        whole: Bars | None = None
        if of := compiled(r"\s*of (?:the )?(?:song|track|tune|piece|whole thing|show|cue|episode|lot)\b").match(
            self.text, end
        ):
            whole, end = (1.0, self.song_end), of.end()
        elif of := _OF_THAT.match(self.text, end):
            whole, end = (self.last[0] if self.last else None), of.end()
        elif of := compiled(r"\s*(?:of|in|from) ").match(self.text, end):
            part = self.span(of.end())
            if part is None or part.is_open:
                return None  # "the first two bars of the bass": of a thing, which the readers know
            whole, end = part.spans[0], part.end
        elif before := _BEFORE_IT.match(self.text, end):
            part = self.span(before.end())
            if part is None or part.is_open or match["half"] or match["which"] not in ("last", "final"):
                return None
            whole, end = (1.0, part.spans[0][0]), part.end
        elif match["half"] and (told := self._part_before(match.start())):
            whole = told
        else:
            whole = self._whole_before(bool(match["half"])) if self.last else (1.0, self.song_end)
        if whole is None:
            return None
        start, stop = whole
        if match["half"]:
            middle = (start + stop) / 2
            reach = (start, middle) if match["which"] in ("first", "opening") else (middle, stop)
            return Place(match.start(), end, (reach,))
        size = self.size(match["count"] or match["bare"] or "one", match["unit"] or "bars")
        if end == match.end() and size >= stop - start - 1e-6:
            start, stop = 1.0, self.song_end  # the last bar of one bar is that of the song
        if match["which"] == "second":
            return Place(match.start(), end, ((start + size, start + 2 * size),)) if not match["count"] else None
        reach = (start, start + size) if match["which"] in ("first", "opening") else (stop - size, stop)
        return Place(match.start(), end, (reach,)) if size <= stop - start + 1e-6 else None

    def _part_before(self, at: int) -> Bars | None:
        """ "Strip verse 2 back, no drums first half": of the one part that the sentence told before."""
        told = {spans for pattern, spans, _ in self._parts for _ in pattern.finditer(self.text, 0, at)}
        longest = [one[0] for one in told if len(one) == 1]
        return longest[0] if len(longest) == len(told) == 1 else None

    def _bars_beside(self, match: re.Match[str]) -> Place | None:
        """ "The 2 bars before the chorus", "the four bars after the intro"."""
        beside = self.span(match.end())
        point = self.point(match.end()) if beside is None else None
        if beside is not None and not beside.is_open:
            (start, stop), end = beside.spans[0], beside.end
        elif point is not None:
            (start, end), stop = point, point[0] + 1
        else:
            return None
        size = self.size(match["count"] or "one", match["unit"])
        reach = (start - size, start) if match["way"] not in ("after", "following", "behind") else (stop, stop + size)
        return Place(match.start(), end, (reach,)) if reach[0] >= 1 and size else None

    def size(self, count: str, unit: str) -> float:
        """So many bars or beats, in bars."""
        size = float(counted(count))
        if unit.startswith("beat"):
            top, low = (int(one) for one in self._scene.context.time_signature.split("/"))
            size /= top * 4 / low
        return size

    def _whole_before(self, is_half: bool) -> Bars:
        """The bars of before; behind a half of something all of that: "no, the second half"."""
        start, stop = self.last[0]
        turns = self._scene.context.dialogue
        half = _A_HALF.search(turns[-1].user.lower()) if is_half and turns else None
        if half is None:
            return start, stop
        size = stop - start
        return (start, stop + size) if half["which"] in ("first", "opening") else (start - size, stop)
