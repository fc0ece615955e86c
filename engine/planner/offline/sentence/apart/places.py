"""Places that a sentence tells: "in verse 1", "from bar 29 on", "the first two bars of it", "over the last 4 bars"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.bar_numbers import BAR_NUMBER, BARS, NUMBER, TO, compiled, pair_of
from engine.planner.offline.sentence.apart.bar_spans import BarSpans
from engine.planner.offline.sentence.apart.ending_there import ENDS_THERE
from engine.planner.offline.sentence.apart.entrances import entrance
from engine.planner.offline.sentence.apart.place import Bars, Place, joined
from engine.planner.offline.sentence.apart.while_playing import while_playing
from engine.planner.offline.text.counts import COUNT
from engine.planner.regex import regex

_WITHIN = r"in|while|during|over|for|through|throughout|across|within|inside|on|under|of|into"
_ONWARDS = (
    r"\s*(?:onwards?\b|(?:and )?on(?=\s*(?:$|[,.;)]|\b(?:and|but|then|please|only|it|at|by|down|up|though|tho|let|have"
    r"|make|we|put|bring|take|play)\b)))"
)
_UNTIL = (
    r"(?:(?:all the way|right|straight|on) )?(?:(?:up |out |through |thru )?to|(?:up )?(?:till|til|until))(?: and"
    r" including)?"
    r"|before|by|into"
)
_BESIDE = (
    rf"(?:{ENDS_THERE}(?:where|when|before|at|on|with)(?: bar(?= \d))?"
    rf"|(?:{ENDS_THERE})?(?:right|just|directly|straight|immediately) (?:before|in front of|ahead of)"
    r"|(?:(?:just|right) )?(?:(?:going|heading|on the way|coming|running) into|leading (?:up )?(?:in)?to)"
    r"|in front of|ahead of)"
)
_PAIR = regex(
    rf"(?P<a>{NUMBER})\s*(?:{TO})\s*(?P<b>{NUMBER})(?![\w.]|\s*(?:d ?b|%|bpm|k?hz|ms|semi|bars?\b|beats?\b|to 1))"
)
_AND_PAIR = regex(
    rf"(?P<a>{NUMBER})\s*(?:and|&)\s*(?:bar )?(?P<b>{NUMBER})(?![\w.]|\s*(?:d ?b|%|bpm|k?hz|ms|s\b|semi|beats?\b))"
)
_BAR_TOO = regex(r"\d+ (?:too|as well|also)")
_FOR_BARS = regex(rf",?\s*for (?:the next )?(?P<count>{COUNT}) (?P<unit>bars?|beats?)\b")
_BARS_FROM = regex(
    rf"(?:for|over) (?P<count>{COUNT}) (?P<unit>bars?|beats?),? (?:(?:starting|beginning) )?(?:from|at|in|with|on) "
)
_BUT = regex(
    r"(?:(?:everywhere|all the time|throughout|always) )?(?:except(?: for)?|but(?: not)?|apart from|other than)"
    r" (?=(?:in|on|during|over|for|at) |the |bars? \d)(?:in|on|during|over|for|at)? ?|everywhere (?:but|except) "
)
_NOT_BARE = ("chorus", "solo", "break", "drop", "hook", "riff", "theme", "tag")
""" "In solo" is a state, "in chorus" an effect."""
_THERE = regex(
    r"(?:there(?!'s\b| (?:is|are|was|were)\b)|in there|(?:in |over |for |on )?(?:that|the same|this|those"
    r"|these) (?:(?:two|three|four|\d)"
    r" )?(?:spot|part|place|bit|bars?|section|stretch|passage|range)|same (?:bars|range|stretch|place)|(?:in"
    r"|during) (?:that|this|the new) one(?= only\b|$))\b"
)
_MIDDLE_OF = regex(r"(?:the )?(?:(?:very )?middle|half ?way(?: point)?|half) of (?:the )?")
_THERE_TILL = regex(rf"(?:there|that (?:bar|point|marker|spot|place)|the marker)(?= (?:on )?(?:{TO})\b)")
_FROM_THERE = regex(
    r"from (?:there|then|that (?:point|bar|spot|moment))\b"
    r"(?:,? (?:on(?:wards?)?|(?:right |all the way )?(?:to|till?|until) (?:the|its) (?:very )?end)\b)?"
)
_SO_MANY = regex(rf"(?:the |its |their |his |her )?(?:very )?(?:last|final|first) {COUNT}(?=\s*(?:$|[,.;!]))")
_ACROSS_IT = regex(r"(?:across|throughout|all through|during|over the whole of|for the length of) it(?=\s*(?:$"
    r"|[,.;!]))")
_MARKER = regex(r"(?<=[a-z]) (?:marker|mark)\b(?! (?:called|named|to|at)\b)")
""" "At the chorus marker"."""
_OF_BARS = regex(r"(?:the )?(?:bars?|beats?|measures?)\b|\d")
_OF_BARS_OF = regex(r"\b(?:bars?|measures?|beats?)(?: \d+(?:\s*(?:to|and|through|-|–)\s*\d+)?)? $")
_BAR_BEFORE = regex(r"the (?:last |very last )?bars? (?:right |just |directly )?(?:before|leading (?:in)?to) ")
""" "Drop out the bar before chorus 1"."""
_ITS_EDGE = regex(
    rf"(?:the |its )?(?:first|last|final|opening|closing) (?:{COUNT} )?(?:bars?|beats?|half)\b(?! (?:of|in|before)\b)"
)
_PANS = regex(r"\bpan(?:s|ned|ning)?\b")
_WHOLE = regex(r"(?:the )?(?:whole|entire) (?:song|thing|track|tune|piece|way|time)\b")


_THAT_IS = regex(r"[\s,(;]*(?:(?:so|that is|that's|i\.?e\.?|meaning|which is|i mean|please)[\s,]*)*")

_STARTS = regex(r"\b(?:(?:starts?|begins?|enters?|(?:comes?|sets?|kicks?) in|be in)(?: only| again)?)\s*$")
""" "Start with the verse"."""

class Places:
    """Finds the places of a text."""

    def __init__(
        self, text: str, scene: DialogueState, last: Sequence[Bars] = (), *, is_told: bool = False
    ) -> None:
        """`last` are the bars of what was done before: "there"; `is_told` where the same message told them."""
        self._is_told = is_told
        self.text = text
        self._scene = scene
        self._last = tuple(last)
        self._bars = BarSpans(text, scene, last)

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
            if place and reader == self._told_at and (noun := _MARKER.match(self.text, place.end)):
                place = replace(place, end=noun.end())
            if place and not any(a < place.end and place.start < b for a, b in hidden):
                if found and self._tells_it_again(found[-1], place):
                    found[-1] = replace(found[-1], end=place.end)
                    continue
                found.append(place)
        return found

    def _tells_it_again(self, before: Place, place: Place) -> bool:
        """ "In the middle of chorus 1, at 17"."""
        is_point = before.how == place.how in ("at", "to", "from") and abs(before.point - place.point) < 1e-6
        return is_point and _THAT_IS.fullmatch(self.text[before.end : place.start]) is not None

    def _told_at(self, at: int) -> Place | None:
        if match := _THERE.match(self.text, at):
            return Place(at, match.end(), self._last) if self._last else None
        if self._is_told and self._last and (onwards := _FROM_THERE.match(self.text, at)):
            return Place(at, onwards.end(), ((self._last[0][0], self._bars.song_end),), "from")
        if self.text.startswith("right ", at) and _PANS.search(self.text):
            return None  # the side
        if at == 0 and self._last and _BAR_TOO.fullmatch(self.text):
            return self._bar_of_before(at)
        if _BAR_BEFORE.match(self.text, at) and (span := self._bars.span(at)):
            return replace(span, start=at, how="bare")
        for reader in (
            *(self._bars_from, self._from_to, self._before, self._until, self._within, self._at_point),
            *(self._but, self._entrance, self._middle),
        ):
            if place := reader(at):
                return place
        return None

    def _bare_at(self, at: int) -> Place | None:
        span = self._bars.span(at)
        if span is None:
            return None
        spans, end = list(span.spans), span.end
        listed = compiled(r"\s*(?:,|and|&)\s*(?=\d+\s*[-–])")
        while (more := listed.match(self.text, end)) and (other := self._number_alone(more.end(), span)):
            spans, end = [*spans, *other.spans], other.end  # "bars 3-4 and 9-10"
        return replace(span, start=at, end=end, spans=tuple(joined(spans)), how="bare")

    def _word(self, words: str, at: int) -> int:
        match = compiled(rf"(?:{words})\b\s*").match(self.text, at)
        return match.end() if match else -1

    def _from_to(self, at: int) -> Place | None:
        behind = self._word(r"(?:starting |beginning )?from|between|starting(?: at| in| with)?|as of", at)
        if behind < 0:
            start = self._bars.span(at)
            onwards = compiled(_ONWARDS).match(self.text, start.end) if start else None
            return (
                Place(at, onwards.end(), ((start.spans[0][0], self._bars.song_end),), "from")
                if start and onwards
                else None
            )
        pair = _PAIR.match(self.text, behind)
        if not pair and self.text.startswith("between", at):
            pair = _AND_PAIR.match(self.text, behind)
        if pair:
            reach = float(pair["a"]), float(pair["b"])
            return Place(at, pair.end(), (reach,)) if reach[0] < min(reach[1], self._bars.song_end + 16) else None
        if (whole := BARS.match(self.text, behind)) and whole["b"]:
            return Place(at, whole.end(), (pair_of(whole, is_bars=whole["bars"].endswith("s")),))
        if self.text.startswith("between ", at) and (join := self._between(at, behind)):
            return join
        first = self._bars.point(behind) or self._point_before(behind)
        if first is None:
            return None
        point, end = first
        end = noun.end() if (noun := _MARKER.match(self.text, end)) else end
        to = self._word(rf"\s*,?\s*(?:{TO}|and|up to)(?= bar \S+ beat)", end)  # "… to bar 19 beat 2"
        to = to if to > 0 else self._word(rf"\s*,?\s*(?:{TO}|and|up to)(?: bar)?", end)
        if to > 0 and (second := self._bars.point(to, is_number=True)):
            stop = second[0]
            is_between = self.text.startswith("between ", at)
            part = None if is_between or _MARKER.match(self.text, second[1]) else self._bars.span(to)
            if part and part.end == second[1]:
                stop = part.spans[-1][1] if not BARS.match(self.text, to) else stop
            return Place(at, second[1], ((point, stop),)) if stop > point else None
        if long := _FOR_BARS.match(self.text, end):
            return Place(at, long.end(), ((point, point + self._bars.size(long["count"], long["unit"])),))
        onwards = compiled(_ONWARDS).match(self.text, end)
        return Place(at, onwards.end() if onwards else end, ((point, self._bars.song_end),), "from")

    def _point_before(self, at: int) -> tuple[float, int] | None:
        """ "From there till the end": where that begins which was told before."""
        match = _THERE_TILL.match(self.text, at) if len(self._last) == 1 else None
        return (self._last[0][0], match.end()) if match else None

    def _between(self, at: int, behind: int) -> Place | None:
        """ "Between the verse and the chorus": where they meet, or what lies between them."""
        one = self._bars.span(behind)
        link = compiled(r"\s*(?:and|&)\s*").match(self.text, one.end) if one else None
        other = self._bars.span(link.end()) if link else None
        if one is None or other is None or one.is_open or other.is_open or _OF_BARS.match(self.text, behind):
            return None
        start, stop = one.spans[-1][1], other.spans[0][0]
        if start > stop:
            return None
        return Place(at, other.end, ((start, stop),), "at" if start == stop else "in")

    def _bars_from(self, at: int) -> Place | None:
        """ "For two bars at the outro"."""
        match = _BARS_FROM.match(self.text, at)
        point = self._bars.point(match.end(), is_number=True) if match else None
        if match is None or point is None:
            return None
        return Place(at, point[1], ((point[0], point[0] + self._bars.size(match["count"], match["unit"])),))

    def _but(self, at: int) -> Place | None:
        """ "Everywhere but the chorus", "except in the intro": all the rest of the song."""
        match = _BUT.match(self.text, at)
        if match and not self.text[:at].strip(" ,") and not match[0].startswith("everywhere"):
            return None  # it is about what was done
        spared = self._bars.span(match.end()) if match else None
        if spared is None or spared.is_open:
            return None
        rest, edge = [], 1.0
        for start, stop in (*spared.spans, (self._bars.song_end, self._bars.song_end)):
            rest += [(edge, start)] if start > edge else []
            edge = max(edge, stop)
        return Place(at, spared.end, tuple(rest), "but")

    def _before(self, at: int) -> Place | None:
        """ "Right before the chorus": what is put there ends there."""
        behind = self._word(_BESIDE, at)
        if behind < 0:
            return None
        if (there := compiled(ENDS_THERE).match(self.text, at)) and (
            edge := entrance(self.text, there.end(), self._scene, self._bars.song_end)
        ):
            return Place(at, edge.end, ((edge.spans[0][0], edge.spans[0][0]),), "before")
        if part := self._bars.span(behind):
            begins = compiled(r"\s*(?:starts?|begins?|comes in|kicks in)\b").match(self.text, part.end)
            spans = ((part.spans[0][0], part.spans[0][0]),)
            return Place(at, begins.end() if begins else part.end, spans, "before", part.names)
        if point := self._bars.point(behind):
            return Place(at, point[1], ((point[0], point[0]),), "before")
        bare = compiled(r"\s*(?:bar )?(?P<bar>\d{1,3})(?![\w.])").match(self.text, behind)
        if bare is None or not self.text.startswith(("so ", "ending "), at):
            return None
        return Place(at, bare.end(), ((float(bare["bar"]), float(bare["bar"])),), "before")  # "… it ends at 39"

    def _until(self, at: int) -> Place | None:
        behind = self._word(_UNTIL, at)
        if behind < 0:
            return None
        half = _MIDDLE_OF.match(self.text, behind)
        if half and (part := self._bars.span(half.end())) and not part.is_open:
            return Place(at, part.end, ((1.0, sum(part.spans[0]) / 2),), "to")
        over = compiled(r"(?:the )?(?:end of )(?:the )?").match(self.text, behind)
        if over and (part := self._bars.span(over.end())):
            return Place(at, part.end, ((1.0, part.spans[-1][1]),), "to")
        if (part := self._bars.span(behind)) and (
            over := compiled(r"\s*(?:is |'s )?(?:over|ends?|done|finished|is over)\b").match(self.text, part.end)
        ):
            return Place(at, over.end(), ((1.0, part.spans[-1][1]),), "to")
        if (part := self._bars.span(behind)) and (
            starts := compiled(r"\s*(?:starts?|begins?|comes in|kicks in)\b").match(self.text, part.end)
        ):
            return Place(at, starts.end(), ((1.0, part.spans[0][0]),), "to", part.names)
        if part and part.is_open:
            return Place(at, part.end, tuple((1.0, start) for start, _ in part.spans), "to", part.names)
        point = self._bars.point(behind)
        more = 1.0 if point and "including" in self.text[at:behind] else 0.0
        return Place(at, point[1], ((1.0, point[0] + more),), "to") if point else None

    def _within(self, at: int) -> Place | None:
        behind = self._word(rf"(?:only |just )?(?:{_WITHIN})", at)
        if behind < 0:
            return None
        if whole := _WHOLE.match(self.text, behind):
            return Place(at, whole.end(), ((1.0, self._bars.song_end),))
        if match := _THERE.match(self.text, behind):
            return Place(at, match.end(), self._last) if self._last else None
        if pair := _PAIR.match(self.text, behind):
            return Place(at, pair.end(), (pair_of(pair, is_bars=False),))
        if over := self._over_so_many(at, behind):
            return over
        span = self._bars.span(behind)
        if span is None and self._last and self.text.startswith(("for", "in"), at):
            span = self._bar_of_before(behind)
        if span is None or self.text[behind : span.end] in _NOT_BARE:
            return None
        if self.text.startswith("of", at) and self._is_of_a_track(at, behind, span):
            return None
        spans, end, names = list(span.spans), span.end, span.names
        while (more := compiled(rf"\s*(?:,|and|&|\+)\s*(?:(?:{_WITHIN})\s+)?").match(self.text, end)) and not names:
            if _ITS_EDGE.match(self.text, more.end()):
                break  # "in the outro, the first four bars"
            other = self._bars.span(more.end()) or self._number_alone(more.end(), span)
            other = other or self._further_one(more.end(), self.text[behind : span.end])
            if other is None or other.names or compiled(r"\s*(?:d ?b|%)").match(self.text, other.end):
                break
            spans, end = [*spans, *other.spans], other.end
        return Place(at, end, tuple(joined(spans)), names=names)

    def _is_of_a_track(self, at: int, behind: int, span: Place) -> bool:
        """ "Bars 3 to 6 of the bass", where a part of the song is called so as well."""
        words = self.text[behind : span.end].removeprefix("the ")
        names = {one.lower() for one in self._scene.context.tracks}
        return words in names and _OF_BARS_OF.search(self.text[:at]) is not None

    def _over_so_many(self, at: int, behind: int) -> Place | None:
        """ "Over the last 4" are bars; "across it" is where it was spoken of."""
        if len(self._last) == 1 and (it := _ACROSS_IT.match(self.text, at)):
            return Place(at, it.end(), self._last)
        match = _SO_MANY.match(self.text, behind) if self.text.startswith(("over", "across"), at) else None
        if match is None:
            return None
        found = Places(f"{self.text[at : match.end()]} bars", self._scene, self._last).told()
        return replace(found[0], start=at, end=match.end()) if len(found) == 1 else None

    def _bar_of_before(self, at: int) -> Place | None:
        """ "And for 28 as well", where bars were spoken of."""
        match = BAR_NUMBER.match(self.text, at)
        rest = self.text[match.end() :].strip(" ,.") if match else ""
        is_told = match is not None and re.fullmatch(r"(?:as well|too|also|instead|again|only|and.*)?", rest)
        if match is None or not is_told or not 1 < float(match["bar"]) < self._bars.song_end:
            return None
        return Place(at, match.end(), ((float(match["bar"]), float(match["bar"]) + 1),))

    def _further_one(self, at: int, before: str) -> Place | None:
        """ "Chorus 1 and 2"."""
        number = compiled(r"(?P<n>\d)(?![\w.]|\s*(?:d ?b|%|bars?|beats?))").match(self.text, at)
        kind = re.match(r"(?P<kind>[a-z -]+?)\s*\d$", before)
        if number is None or kind is None:
            return None
        found = Places(f"{kind['kind']} {number['n']}", self._scene).bare(())
        is_whole = len(found) == 1 and found[0].end == len(kind["kind"]) + 2
        return replace(found[0], start=at, end=number.end()) if is_whole else None

    def _number_alone(self, at: int, before: Place) -> Place | None:
        """ "Bars 5 and 9 to 12"."""
        if not BARS.match(self.text, before.end - 1) and not re.search(
            r"bars?\s*[\d –-]+(?:to \d+)?$", self.text[: before.end]
        ):
            return None
        match = compiled(rf"(?P<a>{NUMBER})(?:\s*(?:{TO})\s*(?P<b>{NUMBER}))?(?![\w.]|\s*(?:db|%))").match(
            self.text, at
        )
        return Place(at, match.end(), (pair_of(match, is_bars=True),)) if match else None

    def _at_point(self, at: int) -> Place | None:
        if (where := self._word(r"(?:right |just |exactly )?(?:where|when|once)", at)) > 0:
            part = self._bars.span(where)
            begins = (
                compiled(r"\s*(?:starts?|begins?|comes in|kicks in|enters)\b").match(self.text, part.end)
                if part
                else None
            )
            return Place(at, begins.end(), part.spans, "at", part.names) if part and begins else None
        if along := self._along_with(at):
            return along
        behind = self._word(r"(?:right (?=after)|only |starting )?(?:at|on|after|behind)", at)
        if behind < 0:
            return self._counted_off(at)
        is_after = self.text.startswith(("after", "behind", "right after"), at)
        if is_after and (part := self._bars.span(behind)):
            stop = part.spans[-1][1]
            return Place(at, part.end, ((stop, stop),), "at", part.names)
        point = self._bars.point(behind, is_number=self.text.startswith("at", at))
        return Place(at, point[1], ((point[0], point[0] + 1),), "at") if point else None

    def _along_with(self, at: int) -> Place | None:
        """ "The harp should start (together) with the verse": where that begins."""
        behind = self._word(r"(?:(?:together|along|right|exactly|just|at the same time) )*(?:with|as)", at)
        is_told = not self.text.startswith(("with", "as"), at) or _STARTS.search(self.text[:at])
        part = self._bars.span(behind) if behind > 0 and is_told else None
        return Place(at, part.end, part.spans, "at", part.names) if part else None

    def _middle(self, at: int) -> Place | None:
        """ "In the middle of chorus 1"."""
        behind = self._word(
            r"(?:right |exactly )?(?:(?:in|at|on) the (?:middle|centre|center|halfway (?:point|mark)) of"
            r"|(?:at )?half ?way (?:through|into|in))(?: the)?", at)
        part = self._bars.span(behind) if behind > 0 else None
        if part is None or part.is_open or len(part.spans) != 1:
            return None
        point = sum(part.spans[0]) / 2
        return Place(at, part.end, ((point, point + 1),), "at")

    def _entrance(self, at: int) -> Place | None:
        """ "When the kick comes back", "while the narrator speaks"."""
        told = entrance(self.text, at, self._scene, self._bars.song_end)
        return told or while_playing(self.text, at, self._scene)

    def _counted_off(self, at: int) -> Place | None:
        """ "4 bars into the market", "2 bars before the hook"."""
        match = compiled(rf"(?P<n>{COUNT}|half a) (?P<unit>bars?|beats?) (?P<way>into|before|ahead of) ").match(
            self.text, at
        )
        part = self._bars.span(match.end()) if match else None
        if match is None or part is None or part.is_open:
            return None
        size = (
            self._bars.size("1", match["unit"]) / 2
            if match["n"] == "half a"
            else self._bars.size(match["n"], match["unit"])
        )
        point = part.spans[0][0] + (size if match["way"] == "into" else -size)
        return Place(at, part.end, ((point, point + 1),), "at") if point >= 1 else None
