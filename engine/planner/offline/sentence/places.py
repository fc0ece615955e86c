"""Places that a sentence tells: "in verse 1", "from bar 29 on", "the first two bars of it", "over the last 4 bars"."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.section_names import kinds_of_sections
from engine.planner.regex import regex

Bars = tuple[float, float]
_N = r"\d+(?:\.\d+)?"
_WITHIN = r"in|during|over|for|through|throughout|across|within|inside|on|under|of|into"
_TO = r"to|till|til|until|through|thru|up to|up until|-|–"
_ONWARDS = (
    r"\s*(?:onwards?\b|(?:and )?on(?=\s*(?:$|[,.;)]|\b(?:and|but|then|please|only|it|at|by|down|up|though|tho)\b)))"
)
_UNTIL = (
    r"(?:(?:all the way|right|straight|on) )?(?:(?:up |out |through |thru )?to|(?:up )?(?:till|til|until))(?: and"
    r" including)?"
    r"|before|by|into"
)
_BESIDE = (
    r"(?:so (?:that )?(?:it|they) (?:ends?|stops?|finish(?:es)?) (?:right |just |exactly )?"
    r"(?:where|when|before|at|on|with)(?: bar(?= \d))?|(?:so (?:that )?it ends |ending )?(?:right|just|directly"
    r"|straight|immediately) (?:before|in front of|ahead of)"
    r"|(?:(?:just|right) )?(?:(?:going|heading|on the way|coming|running) into|leading (?:up )?(?:in)?to)"
    r"|in front of|ahead of)"
)
ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "last": -1, "final": -1}
_BARS = regex(
    rf"(?P<bars>bars?|measures?)\s*(?P<a>{_N})(?:\s*(?P<to>{_TO}|and|&)\s*(?:the end of"
    rf" )?(?:bar\s*)?(?P<b>{_N}))?(?![\w.]|\s*(?:db|%|bpm)\b)"
)
_PAIR = regex(
    rf"(?P<a>{_N})\s*(?:{_TO})\s*(?P<b>{_N})(?![\w.]|\s*(?:d ?b|%|bpm|k?hz|ms|semi|bars?\b|beats?\b|to 1))"
)
_AND_PAIR = regex(
    rf"(?P<a>{_N})\s*(?:and|&)\s*(?:bar )?(?P<b>{_N})(?![\w.]|\s*(?:d ?b|%|bpm|k?hz|ms|s\b|semi|beats?\b))"
)
_BAR_TOO = regex(r"\d+ (?:too|as well|also)")
_EDGE = regex(
    rf"(?:the |its |their )?(?:very )?(?P<which>first|last|final|second|opening|closing)\s+(?:(?P<half>half)\b"
    rf"|(?:(?P<count>{COUNT})\s+)?(?P<unit>bars?|beats?)\b"
    rf"|(?P<bare>{COUNT})(?= of (?:it|that|this|that one|this one|the repeat)\b))"
)
_OF_THAT = regex(r"\s*(?:of|in) (?:it|(?:that|this)(?: one)?|them|there|the repeat)\b")
_BEFORE_IT = regex(
    r"\s*(?:right |just )?(?:before|(?:leading|going|heading) (?:up )?(?:in)?to|into) (?:the )?"
)
_BARS_BESIDE = regex(
    rf"(?:the )?(?:(?P<count>{COUNT}) )?(?P<unit>bars?|beats?) (?:right |just |directly )?"
    r"(?P<way>before|leading (?:up )?(?:in)?to|after|following|behind) "
)
_FOR_BARS = regex(rf",?\s*for (?:the next )?(?P<count>{COUNT}) (?P<unit>bars?|beats?)\b")
_BARS_FROM = regex(
    rf"(?:for|over) (?P<count>{COUNT}) (?P<unit>bars?|beats?),? (?:(?:starting|beginning) )?(?:from|at|in|with|on) "
)
_BUT = regex(
    r"(?:(?:everywhere|all the time|throughout|always) )?(?:except(?: for)?|but(?: not)?|apart from|other than)"
    r" (?=(?:in|on|during|over|for|at) |the |bars? \d)(?:in|on|during|over|for|at)? ?|everywhere (?:but|except) "
)
_A_HALF = regex(r"\b(?P<which>first|opening|second|last|final) half\b")
_BEFORE_NUMBER = ("from", "at", "to", "until", "till", "til", "by")
_BAR_NUMBER = regex(
    r"(?P<bar>\d+(?:\.5)?)(?![\w.%:]|\s*(?:d ?bs?|%|bpm|k?hz|ms|s|st|semi\w*|bars?|beats?|percent|seconds?|sec|left"
    r"|right|cents?|octaves?|lufs|note|to 1)\b|/)"
)
_NOT_BARE = ("chorus", "solo", "break", "drop", "hook", "riff", "theme", "tag")
""" "In solo" is a state, "in chorus" an effect."""
_THERE = regex(
    r"(?:there|in there|(?:in |over |for |on )?(?:that|the same|this|those|these) (?:spot|part|place|bit|bars?"
    r"|section|stretch|passage))\b"
)
_PANS = regex(r"\bpan(?:s|ned|ning)?\b")
_SPOTS = frozenset("middle start beginning top end ending".split())
""" "The middle of the verse" is no part that is called so."""
_WHOLE = regex(r"(?:the )?(?:whole|entire) (?:song|thing|track|tune|piece|way|time)\b")
_EDGES = regex(
    r"(?:the )?(?:very )?(?P<edge>start|beginning|top|end|ending)(?: of)?(?: the)? ?(?P<of>song|tune|track"
    r"|piece|show|episode|cue)?\b"
)


@dataclass(frozen=True)
class Place:
    """A place at characters `start` … `end`: stretches of bars, each from its first to before its last."""

    start: int
    end: int
    spans: tuple[Bars, ...]
    how: str = "in"
    """in: over these bars. at: where they begin. from: from there on. to: up to there. before: what ends there.
    bare: told without "in"."""
    names: tuple[str, ...] = ()
    """The parts of the song it may be, where a kind is told of which there are several: one of the spans is meant."""

    @property
    def point(self) -> float:
        """The bar where it begins, or that it goes up to."""
        return self.spans[0][1] if self.how == "to" else self.spans[0][0]

    @property
    def is_open(self) -> bool:
        """Is it not known which of several parts is meant?"""
        return len(self.names) > 1


class Places:
    """Finds the places of a text."""

    def __init__(self, text: str, scene: DialogueState, last: Sequence[Bars] = ()) -> None:
        """`last` are the bars of what was done before: "there"."""
        self.text = text
        self._scene = scene
        self._last = tuple(last)
        self._parts = _parts(tuple(scene.context.markers), tuple(sections(scene).items()))
        self._song_end = float(last_bar(Clause("", "", "", scene)))

    def told(self) -> list[Place]:
        """Those told with "in", "at", "from" …, in their order; they overlap nothing of each other."""
        return self._found(self._told_at)

    def bare(self, hidden: Sequence[tuple[int, int]]) -> list[Place]:
        """Those told by their name alone, outside of what is hidden."""
        return self._found(self._bare_at, hidden)

    def _found(self, reader: Callable[[int], Place | None], hidden: Sequence[tuple[int, int]] = ()) -> list[Place]:
        found: list[Place] = []
        for word in re.finditer(r"(?<![\w'.])[\w–-]", self.text):
            at = word.start()
            if found and at < found[-1].end or any(a <= at < b for a, b in hidden):
                continue
            place = reader(at)
            if place and not any(a < place.end and place.start < b for a, b in hidden):
                found.append(place)
        return found

    def _told_at(self, at: int) -> Place | None:
        if match := _THERE.match(self.text, at):
            return Place(at, match.end(), self._last) if self._last else None
        if self.text.startswith("right ", at) and _PANS.search(self.text):
            return None  # the side
        if at == 0 and self._last and _BAR_TOO.fullmatch(self.text):
            return self._bar_of_before(at)
        for reader in (
            *(self._bars_from, self._from_to, self._before, self._until, self._within, self._at_point),
            self._but,
        ):
            if place := reader(at):
                return place
        return None

    def _bare_at(self, at: int) -> Place | None:
        span = self._span(at)
        if span is None:
            return None
        spans, end = list(span.spans), span.end
        listed = _compiled(r"\s*(?:,|and|&)\s*(?=\d+\s*[-–])")
        while (more := listed.match(self.text, end)) and (other := self._number_alone(more.end(), span)):
            spans, end = [*spans, *other.spans], other.end  # "bars 3-4 and 9-10"
        return replace(span, start=at, end=end, spans=tuple(_joined(spans)), how="bare")

    def _word(self, words: str, at: int) -> int:
        match = _compiled(rf"(?:{words})\b\s*").match(self.text, at)
        return match.end() if match else -1

    def _from_to(self, at: int) -> Place | None:
        behind = self._word(r"(?:starting |beginning )?from|between|starting(?: at| in| with)?|as of", at)
        if behind < 0:
            start = self._span(at)
            onwards = _compiled(_ONWARDS).match(self.text, start.end) if start else None
            return (
                Place(at, onwards.end(), ((start.spans[0][0], self._song_end),), "from") if start and onwards else None
            )
        pair = _PAIR.match(self.text, behind)
        if not pair and self.text.startswith("between", at):
            pair = _AND_PAIR.match(self.text, behind)
        if pair:
            reach = float(pair["a"]), float(pair["b"])
            return Place(at, pair.end(), (reach,)) if reach[0] < min(reach[1], self._song_end + 16) else None
        if (whole := _BARS.match(self.text, behind)) and whole["b"]:
            return Place(at, whole.end(), (_pair(whole, is_bars=whole["bars"].endswith("s")),))
        first = self._point(behind)
        if first is None:
            return None
        point, end = first
        to = self._word(rf"\s*,?\s*(?:{_TO}|and|up to)(?: bar)?", end)
        if to > 0 and (second := self._point(to, is_number=True)):
            stop = second[0]
            if (part := self._span(to)) and part.end == second[1]:
                stop = part.spans[-1][1] if not _BARS.match(self.text, to) else stop
            return Place(at, second[1], ((point, stop),)) if stop > point else None
        if long := _FOR_BARS.match(self.text, end):
            return Place(at, long.end(), ((point, point + self._size(long["count"], long["unit"])),))
        onwards = _compiled(_ONWARDS).match(self.text, end)
        return Place(at, onwards.end() if onwards else end, ((point, self._song_end),), "from")

    def _bars_from(self, at: int) -> Place | None:
        """ "For two bars at the outro"."""
        match = _BARS_FROM.match(self.text, at)
        point = self._point(match.end(), is_number=True) if match else None
        if match is None or point is None:
            return None
        return Place(at, point[1], ((point[0], point[0] + self._size(match["count"], match["unit"])),))

    def _but(self, at: int) -> Place | None:
        """ "Everywhere but the chorus", "except in the intro": all the rest of the song."""
        match = _BUT.match(self.text, at)
        if match and not self.text[:at].strip(" ,") and not match[0].startswith("everywhere"):
            return None  # it is about what was done
        spared = self._span(match.end()) if match else None
        if spared is None or spared.is_open:
            return None
        rest, edge = [], 1.0
        for start, stop in (*spared.spans, (self._song_end, self._song_end)):
            rest += [(edge, start)] if start > edge else []
            edge = max(edge, stop)
        return Place(at, spared.end, tuple(rest), "but")

    def _before(self, at: int) -> Place | None:
        """ "Right before the chorus": what is put there ends there."""
        behind = self._word(_BESIDE, at)
        if behind < 0:
            return None
        if part := self._span(behind):
            begins = _compiled(r"\s*(?:starts?|begins?|comes in|kicks in)\b").match(self.text, part.end)
            spans = ((part.spans[0][0], part.spans[0][0]),)
            return Place(at, begins.end() if begins else part.end, spans, "before", part.names)
        point = self._point(behind)
        return Place(at, point[1], ((point[0], point[0]),), "before") if point else None

    def _until(self, at: int) -> Place | None:
        behind = self._word(_UNTIL, at)
        if behind < 0:
            return None
        over = _compiled(r"(?:the )?(?:end of )(?:the )?").match(self.text, behind)
        if over and (part := self._span(over.end())):
            return Place(at, part.end, ((1.0, part.spans[-1][1]),), "to")
        if (part := self._span(behind)) and (
            over := _compiled(r"\s*(?:is |'s )?(?:over|ends?|done|finished|is over)\b").match(self.text, part.end)
        ):
            return Place(at, over.end(), ((1.0, part.spans[-1][1]),), "to")
        if (part := self._span(behind)) and (
            starts := _compiled(r"\s*(?:starts?|begins?|comes in|kicks in)\b").match(self.text, part.end)
        ):
            return Place(at, starts.end(), ((1.0, part.spans[0][0]),), "to", part.names)
        if part and part.is_open:
            return Place(at, part.end, tuple((1.0, start) for start, _ in part.spans), "to", part.names)
        point = self._point(behind)
        return Place(at, point[1], ((1.0, point[0]),), "to") if point else None

    def _within(self, at: int) -> Place | None:
        behind = self._word(rf"(?:only |just )?(?:{_WITHIN})", at)
        if behind < 0:
            return None
        if whole := _WHOLE.match(self.text, behind):
            return Place(at, whole.end(), ((1.0, self._song_end),))
        if match := _THERE.match(self.text, behind):
            return Place(at, match.end(), self._last) if self._last else None
        if pair := _PAIR.match(self.text, behind):
            return Place(at, pair.end(), (_pair(pair, is_bars=False),))
        span = self._span(behind)
        if span is None and self._last and self.text.startswith(("for", "in"), at):
            span = self._bar_of_before(behind)
        if span is None or self.text[behind : span.end] in _NOT_BARE:
            return None
        spans, end, names = list(span.spans), span.end, span.names
        while (more := _compiled(rf"\s*(?:,|and|&|\+)\s*(?:(?:{_WITHIN})\s+)?").match(self.text, end)) and not names:
            other = self._span(more.end()) or self._number_alone(more.end(), span)
            other = other or self._further_one(more.end(), self.text[behind : span.end])
            if other is None or other.names or _compiled(r"\s*(?:d ?b|%)").match(self.text, other.end):
                break
            spans, end = [*spans, *other.spans], other.end
        return Place(at, end, tuple(_joined(spans)), names=names)

    def _bar_of_before(self, at: int) -> Place | None:
        """ "And for 28 as well", where bars were spoken of."""
        match = _BAR_NUMBER.match(self.text, at)
        rest = self.text[match.end() :].strip(" ,.") if match else ""
        is_told = match is not None and re.fullmatch(r"(?:as well|too|also|instead|again|only|and.*)?", rest)
        if match is None or not is_told or not 1 < float(match["bar"]) < self._song_end:
            return None
        return Place(at, match.end(), ((float(match["bar"]), float(match["bar"]) + 1),))

    def _further_one(self, at: int, before: str) -> Place | None:
        """ "Chorus 1 and 2"."""
        number = _compiled(r"(?P<n>\d)(?![\w.]|\s*(?:d ?b|%|bars?|beats?))").match(self.text, at)
        kind = re.match(r"(?P<kind>[a-z -]+?)\s*\d$", before)
        if number is None or kind is None:
            return None
        found = Places(f"{kind['kind']} {number['n']}", self._scene).bare(())
        is_whole = len(found) == 1 and found[0].end == len(kind["kind"]) + 2
        return replace(found[0], start=at, end=number.end()) if is_whole else None

    def _number_alone(self, at: int, before: Place) -> Place | None:
        """ "Bars 5 and 9 to 12"."""
        if not _BARS.match(self.text, before.end - 1) and not re.search(
            r"bars?\s*[\d –-]+(?:to \d+)?$", self.text[: before.end]
        ):
            return None
        match = _compiled(rf"(?P<a>{_N})(?:\s*(?:{_TO})\s*(?P<b>{_N}))?(?![\w.]|\s*(?:db|%))").match(self.text, at)
        return Place(at, match.end(), (_pair(match, is_bars=True),)) if match else None

    def _at_point(self, at: int) -> Place | None:
        if (where := self._word(r"(?:right |just |exactly )?(?:where|when|once)", at)) > 0:
            part = self._span(where)
            begins = (
                _compiled(r"\s*(?:starts?|begins?|comes in|kicks in|enters)\b").match(self.text, part.end)
                if part
                else None
            )
            return Place(at, begins.end(), part.spans, "at", part.names) if part and begins else None
        behind = self._word(r"(?:right (?=after)|only |starting )?(?:at|on|after|behind)", at)
        if behind < 0:
            return self._counted_off(at)
        is_after = self.text.startswith(("after", "behind", "right after"), at)
        if is_after and (part := self._span(behind)):
            stop = part.spans[-1][1]
            return Place(at, part.end, ((stop, stop),), "at", part.names)
        point = self._point(behind, is_number=self.text.startswith("at", at))
        return Place(at, point[1], ((point[0], point[0] + 1),), "at") if point else None

    def _counted_off(self, at: int) -> Place | None:
        """ "4 bars into the market", "2 bars before the hook"."""
        match = _compiled(rf"(?P<n>{COUNT}|half a) (?P<unit>bars?|beats?) (?P<way>into|before|ahead of) ").match(
            self.text, at
        )
        part = self._span(match.end()) if match else None
        if match is None or part is None or part.is_open:
            return None
        size = self._size("1", match["unit"]) / 2 if match["n"] == "half a" else self._size(match["n"], match["unit"])
        point = part.spans[0][0] + (size if match["way"] == "into" else -size)
        return Place(at, part.end, ((point, point + 1),), "at") if point >= 1 else None

    # --- what a preposition may stand before ---

    def _point(self, at: int, *, is_number: bool = False) -> tuple[float, int] | None:
        """The bar where something begins."""
        if match := _compiled(
            rf"(?:the )?(?:start of |beginning of |top of )?(?:bar|measure)\s*(?P<bar>{_N})(?:,? ?(?:beat"
            rf" )(?P<beat>\d))?(?![\w.])"
        ).match(self.text, at):
            beats = float(self._scene.context.time_signature.split("/")[0])
            return float(match["bar"]) + ((float(match["beat"]) - 1) / beats if match["beat"] else 0.0), match.end()
        is_number = is_number or self.text[max(0, at - 5) : at].strip() in _BEFORE_NUMBER
        if is_number and (match := _BAR_NUMBER.match(self.text, at)):
            bar = float(match["bar"])
            return (bar, match.end()) if 1 <= bar <= self._song_end + 16 else None
        if match := _EDGES.match(self.text, at):
            if part := self._span(_compiled(r"\s*").match(self.text, match.end()).end()):  # type: ignore[union-attr]
                return (part.spans[-1][1] if match["edge"].startswith("end") else part.spans[0][0]), part.end
            if match["edge"].startswith("end"):
                return self._song_end, match.end()
            return 1.0, match.end()
        part = self._span(at)
        return (part.spans[0][0], part.end) if part and not part.is_open else None

    def _span(self, at: int) -> Place | None:
        """A stretch of bars, told without a preposition."""
        if match := _compiled(r"(?:the |all |our |my )?(?:(?:whole|entire|full|rest)(?: of (?:the )?)? ?)?").match(
            self.text, at
        ):
            at = match.end() if "rest" not in match[0] else at
        if match := _EDGE.match(self.text, at):
            return self._edge(match)
        if match := _BARS_BESIDE.match(self.text, at):
            return self._bars_beside(match)
        if match := _BARS.match(self.text, at):
            if match["to"] in ("and", "&") and abs(float(match["b"]) - float(match["a"])) != 1:
                a, b = float(match["a"]), float(match["b"])
                return Place(at, match.end(), ((a, a + 1), (b, b + 1)))
            reach = _pair(match, is_bars=match["bars"].endswith("s"))
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
        if of := _compiled(r"\s*of (?:the )?(?:song|track|tune|piece|whole thing|show|cue|episode|lot)\b").match(
            self.text, end
        ):
            whole, end = (1.0, self._song_end), of.end()
        elif of := _OF_THAT.match(self.text, end):
            whole, end = (self._last[0] if self._last else None), of.end()
        elif of := _compiled(r"\s*(?:of|in|from) ").match(self.text, end):
            part = self._span(of.end())
            if part is None or part.is_open:
                return None  # "the first two bars of the bass": of a thing, which the readers know
            whole, end = part.spans[0], part.end
        elif before := _BEFORE_IT.match(self.text, end):
            part = self._span(before.end())
            if part is None or part.is_open or match["half"] or match["which"] not in ("last", "final"):
                return None
            whole, end = (1.0, part.spans[0][0]), part.end
        else:
            whole = self._whole_before(bool(match["half"])) if self._last else (1.0, self._song_end)
        if whole is None:
            return None
        start, stop = whole
        if match["half"]:
            middle = (start + stop) / 2
            reach = (start, middle) if match["which"] in ("first", "opening") else (middle, stop)
            return Place(match.start(), end, (reach,))
        size = self._size(match["count"] or match["bare"] or "one", match["unit"] or "bars")
        if match["which"] == "second":
            return Place(match.start(), end, ((start + size, start + 2 * size),)) if not match["count"] else None
        reach = (start, start + size) if match["which"] in ("first", "opening") else (stop - size, stop)
        return Place(match.start(), end, (reach,)) if size <= stop - start + 1e-6 else None

    def _bars_beside(self, match: re.Match[str]) -> Place | None:
        """ "The 2 bars before the chorus", "the four bars after the intro"."""
        beside = self._span(match.end())
        point = self._point(match.end()) if beside is None else None
        if beside is not None and not beside.is_open:
            (start, stop), end = beside.spans[0], beside.end
        elif point is not None:
            (start, end), stop = point, point[0] + 1
        else:
            return None
        size = self._size(match["count"] or "one", match["unit"])
        reach = (start - size, start) if match["way"] not in ("after", "following", "behind") else (stop, stop + size)
        return Place(match.start(), end, (reach,)) if reach[0] >= 1 and size else None

    def _size(self, count: str, unit: str) -> float:
        """So many bars or beats, in bars."""
        size = float(counted(count))
        if unit.startswith("beat"):
            top, low = (int(one) for one in self._scene.context.time_signature.split("/"))
            size /= top * 4 / low
        return size

    def _whole_before(self, is_half: bool) -> Bars:
        """The bars of before; behind a half of something all of that: "no, the second half"."""
        start, stop = self._last[0]
        turns = self._scene.context.dialogue
        half = _A_HALF.search(turns[-1].user.lower()) if is_half and turns else None
        if half is None:
            return start, stop
        size = stop - start
        return (start, stop + size) if half["which"] in ("first", "opening") else (start - size, stop)


def _pair(match: re.Match[str], *, is_bars: bool) -> Bars:
    """ "Bars 5 to 8" and "17 to 24" are whole bars; "5 to 9" goes up to there."""
    a = float(match["a"])
    b = match["b"] if "b" in match.re.groupindex else None
    if not b:
        return a, a + 1
    far = float(b) - a
    if "till" in match[0] or "til " in match[0]:
        return a, float(b)  # until bar 8 is not in it
    is_through = "to" in match.re.groupindex and match["to"] in ("through", "thru")
    is_whole = far % 4 == 3 or is_bars and (far % 4 != 0 or is_through) or far == 0
    return a, float(b) + is_whole


def _joined(spans: Sequence[Bars]) -> list[Bars]:
    joined: list[Bars] = []
    for one in sorted(dict.fromkeys(spans)):
        if joined and math.isclose(joined[-1][1], one[0]):
            joined[-1] = joined[-1][0], one[1]
        else:
            joined.append(one)
    return joined


@functools.lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern)


@functools.lru_cache(maxsize=32)
def _parts(
    markers: tuple[tuple[str, float], ...], parts: tuple[tuple[str, Bars], ...]
) -> tuple[tuple[re.Pattern[str], tuple[Bars, ...], tuple[str, ...]], ...]:
    """Every way to tell a part of the song: (how, its bars, the names it may have where that is open)."""
    bars = dict(parts)
    found: list[tuple[str, tuple[Bars, ...], tuple[str, ...]]] = []
    end = r"(?: section| part| bit)?(?![\w'-])"
    for name, reach in parts:
        words = r"[\s_-]*".join(re.escape(word) for word in name.split())
        no_name = r"(?! of\b)" if name in _SPOTS else ""
        found.append((words + end + no_name, (reach,), ()))
    for kind, names in kinds_of_sections(markers).items():
        reaches = tuple(bars[name.lower()] for name in names if name.lower() in bars)
        if not kind or not reaches or len(reaches) < len(names):
            continue
        said = r"[\s_-]*".join(re.escape(word) for word in kind.split())
        plural = rf"{said}es" if kind.endswith("s") else rf"{said}(?:es|s)"
        for word, place in ORDINALS.items():
            if -len(reaches) <= place < len(reaches):
                found.append((rf"{word} {said}{end}", (reaches[place],), ()))
        for number, name in enumerate(names):
            digits = re.findall(r"\d+", name)
            told = digits[-1] if digits else str(number + 1)
            word = {"1": "one", "2": "two", "3": "three", "4": "four"}.get(told, told)
            found.append((rf"{said}[\s_-]*(?:{told}|{word}){end}", (reaches[number],), ()))
        if kind not in bars:
            named = tuple(names) if len(names) > 1 else ()
            found.append((said + end, reaches, named))
        if len(names) > 1:
            found.append(
                (
                    rf"(?:(?:both|all|every|each)(?: of)?(?: the)? (?:{plural}|{said})|{plural}){end}",
                    tuple(_joined(reaches)),
                    (),
                )
            )
    return tuple((_compiled(pattern), spans, names) for pattern, spans, names in found)
