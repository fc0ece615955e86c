"""Song order: "swap the two choruses", "the bridge before verse 2", "double the intro", "cut it, close the gap"."""

from __future__ import annotations

import re
from itertools import pairwise

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.cuts import out_of
from engine.planner.offline.sentence.scope.lying import with_bars
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.song.empty_bars import MOVES, moved_on
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.text.section_names import kinds_of_sections
from engine.planner.regex import regex
from engine.tasks.plan import MAX_STEPS, Step

_SWAP = r"(?:swap|switch|exchange|trade|flip)(?: round| around| over)?"
_ROUND = r"(?: round| around| over| places| with each other| the other way (?:round|around))*"
_SWAPS = (
    regex(rf"{_SWAP} (?P<a>[^,;]+?) (?:and|with|for|&) (?P<b>[^,;]+?){_ROUND}"),
    regex(
        r"(?:swap|trade|switch|change|exchange) (?:the )?places (?:between|of|for)"
        r" (?P<a>[^,;]+?) (?:and|&) (?P<b>[^,;]+)"
    ),
    regex(r"(?P<a>[^,;]+?) (?:and|&) (?P<b>[^,;]+?) (?:swap|switch|trade|change) places"),
)
_SWAP_KIND = regex(
    rf"{_SWAP} (?:the |both |those )*(?:two |2 )?(?P<kind>[a-z -]+?){_ROUND}"
    r"|(?:put |have |play )?(?:the |both )?(?:two |2 )(?P<kind2>[a-z -]+?) the other way (?:round|around)"
)
_SIDE = r"(?:right |just |directly |straight )?(?P<side>before|in front of|ahead of|after|behind)"
_MOVED = (
    regex(
        rf"(?:move|put|bring|shift|place|slide|play|pull|push|stick|have) (?P<a>[^,;]+?)"
        rf"(?: (?:up|forward|back|over|to))? {_SIDE} (?P<b>[^,;]+)"
    ),
    regex(
        rf"(?P<a>[^,;]+?) (?:(?:should|has to|must|needs to|ought to|can|could|shall) )?(?:comes?|goes|go|be"
        rf"|plays?|sits?"
        rf"|belongs?) {_SIDE} (?P<b>[^,;]+)"
    ),
    regex(rf"(?P<a>[^,;]+?) {_SIDE} (?P<b>[^,;]+)"),
)
_DELETES = (
    r"(?:delete|remove|cut(?: out)?|take out|take|lose|get rid of|drop|bin|ditch|kill|scrap|throw (?:out|away)"
    r"|skip|chuck|chop|trim|lop)"
)
_CLOSES = (
    r"(?:(?:close|fill)(?: up)? (?:the )?(?:gap|hole|space)(?: up| again| behind it)*|close (?:it|that) up"
    r"|(?:so )?(?:that )?(?:everything|the rest|all|all the rest|what(?:'s| is| comes| follows)?|it all)(?: else)?"
    r"(?: (?:that (?:comes|follows|is)|behind|after|later|from there|there)(?: (?:it|that|them|there|on|after))?)*"
    r" (?:moves?|shifts?|slides?|comes|goes|closes|is pulled|pulled|gets pulled)(?: (?:along|up|forward|forwards"
    r"|earlier"
    r"|back|left|in|to the left|accordingly|over|together))+"
    r"|(?:move|shift|slide|pull|bring) (?:everything|the rest|all|it all|what(?:'s| is| comes| follows)?)(?: else)?"
    r"(?: (?:that (?:comes|follows|is)|behind|after|later)(?: (?:it|that|them))?)*(?: (?:up|forward|forwards"
    r"|earlier|back"
    r"|left|in|to the left|together))+)"
)
_GONE = regex(
    rf"{_DELETES} (?P<a>[^,;]+?)(?: (?:out|away|completely|altogether|entirely|off))*(?:[,;]| and| then)+ {_CLOSES}"
)
_ALL_OF_IT = (
    r"(?:[\s,]+(?:out|away|completely|altogether|entirely|off|please|too|as well|all of it|(?:and )?everything"
    r"|the whole (?:thing|lot)|(?:on|from|in) (?:every|all(?: the)?|each) tracks?|for everyone))*"
)
_PART_GONE = (
    regex(
        r"(?:delete|remove|cut(?: out)?|chop|lop|lose|get rid of|bin|ditch|scrap|throw (?:out|away)|chuck(?: out)?|drop"
        rf"|take(?= [^,;]*\bbars? [^,;]*\bout\b)(?: out)?) (?P<a>[^,;]+?){_ALL_OF_IT}"
    ),
    regex(
        r"(?P<a>[^,;]+?) (?:(?:can|could|should|must|has to|have to|needs? to|gotta|got to) )?"
        rf"(?:go(?:es)?|be (?:gone|cut|dropped)|is (?:gone|cut|out)|gets? (?:cut|dropped|binned)){_ALL_OF_IT}"
    ),
)
""" "Bin the intro", "the stopdown can go": a part of the song that is named goes with its bars."""
_BEFORE_A_PART = regex(
    r"(?:the )?(?:last |final )?(?P<n>\d+|one|two|three|four|six|eight)? ?bars?"
    r" (?:right |just |directly )?(?:before|ahead of|leading (?:in)?to) (?P<part>[^,;]+)"
)
_IS_BAD = regex(
    r"(?P<a>[^,;]+?) (?:is|are|feels?|sounds?|drags?|doesn't|isn't|does|has) [^,;]*[,;.] (?:so )?"
    rf"{_DELETES} (?:it|them|that)(?: out| away)*(?:[,;]| and| then)+ {_CLOSES}"
)
""" "Verse 2 is dead weight, ditch it and close the gap"."""
_NO_NEED = regex(
    rf"(?:(?:we|i) )?(?:don't|dont|do not) (?:need|want|like) (?P<a>[^,;]+?)(?: any ?more)?[,;.] ?(?:so )?"
    rf"(?:{_DELETES} (?:it|them|that|those)(?: out| away)*(?:[,;]| and| then)+ )?{_CLOSES}"
)
_AGAIN = (
    r"(?: (?P<times>twice|two times|once(?: more)?|once again|one more time|again|a second time|three times|\d times))"
)
_TWICE = (
    regex(rf"double (?!time)(?P<a>[^,;]+?)(?: up| in length)?(?:[,;]? {MOVES})*"),
    regex(
        rf"(?:repeat|duplicate|double up) (?P<a>[^,;]+?){_AGAIN}?"
        r"(?P<behind>(?: right| straight| directly| immediately)? (?:after(?:wards?)?|behind)"
        r"(?: (?:it(?:self)?|that))?)?"
        rf"(?:[,;]? {MOVES})*"
    ),
    regex(rf"(?:play|do|have|make|run)(?: us)? (?P<a>[^,;]+?){_AGAIN}(?:[,;]? {MOVES})*"),
    regex(rf"(?P<a>[^,;]+?) (?P<times>twice|two times|three times)(?:[,;]? {MOVES})*"),
    regex(
        rf"(?P<a>[^,;]+?) (?:should|must|has to|can|could) (?:come|play|be played|go|run|happen){_AGAIN}(?:[,;]?"
        rf" {MOVES})*"
    ),
)
_ORDINAL = regex(r"(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)")
_WORD_COUNTS = {"twice": 1, "two times": 1, "three times": 2}


_OFF = regex(
    r"^(?:chop|cut|take|trim|lop|knock|shave|lose|bin|drop) (?P<edge>(?:the )?(?:first|last|opening|final) (?:half"
    r"|[\w ]{0,12}?bars?))"
    r" off(?: of)? (?P<part>[^,;]+?)(?=$|[,;]| and )"
)
""" "Chop the last 2 bars off the intro"."""
_EDGE_OF_PART = regex(
    r"(?:the )?(?:first|second|last|opening|final|back|front) (?:half|(?:[\w]+ )?bars?) of (?P<part>[^,;]+)"
)
_HALVES = regex(r"\b(?:back|front) half\b")
_SHORTER = (
    regex(
        r"(?:cut|shorten|trim|bring|get|take|crop|reduce) (?P<a>[^,;]+?)(?: (?:back|down))? to(?: only| just)?"
        r" (?P<n>\d+|one|two|three|four"
        r"|six|eight) bars?(?: long| only)?"
    ),
    regex(
        r"(?:make|have) (?P<a>[^,;]+?)(?: only| just)? (?P<n>\d+|one|two|three|four|six|eight) bars?(?: long)?"
        r"(?: instead(?: of \w+)?| only)?"
    ),
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}


def _shortened(text: str, said: Said) -> list[Step] | None:
    """ "Cut the bridge down to 2 bars": its first ones stay, and what is behind moves up."""
    for form in _SHORTER:
        match = form.fullmatch(text)
        if match is None or not _names_a_part(match["a"], said):
            continue
        bars = _whole_bars(stretch(match["a"], said), said)
        size = _NUMBERS.get(match["n"]) or int(match["n"])
        if bars and 0 < size < bars[1] - bars[0]:
            return closed_up((bars[0] + size, bars[1]), said)
    return None


def song_order(said: Said) -> list[Step] | None:
    """The steps; None where no part of the song is put elsewhere, or not all of it is known."""
    text = _OFF.sub(r"cut \g<edge> of \g<part>", said.text.strip())
    steps = _shortened(text, said) or _swapped(text, said) or _moved(text, said)
    return steps or _gone(text, said) or _twice(text, said)


def stretch(words: str, said: Said) -> Bars | None:
    """A stretch of the song told by its name or its bars alone; None for one of several, and for a clip or a track."""
    words = re.sub(r"^(?:(?:only|just|all of) )+", "", words.strip())
    words = re.sub(
        r"^(?:the |our |my )?(?:(?:whole|entire|all|length) of (?:the )?|whole |entire |complete |full )", "", words
    )
    words = re.sub(r"^(?:the |that )?(?:bit|part|section|stretch|passage|piece|everything) (?:from|in|between|of)"
        r" ", "", words)
    words = re.sub(
        r" (?:of|from|on|in) (?:(?:the |my |our )?(?:whole |entire )?(?:session|song|project|arrangement)|all"
        r" (?:the )?tracks"
        r"|everything)$", "", words
    )
    words = re.sub(r"^(\d+) ?(?:to|-|till|until|and) ?(\d+)$", r"bars \1 to \2", words)
    names = {one.lower() for one in said.scene.context.tracks} | {one.name.lower() for one in said.scene.clips}
    bare = re.sub(r"^(?:the|our|my) ", "", words)
    if bare in names and bare not in sections(said.scene):
        return None
    found = Places(words, said.scene).bare(())
    if len(found) != 1 or found[0].is_open or len(found[0].spans) != 1:
        return None
    one = found[0]
    if re.sub(r"^(?:the|our|my)\s+", "", words[: one.start]).strip() or words[one.end :].strip():
        return None
    return one.spans[0]


def _whole_bars(bars: Bars | None, said: Said) -> Bars | None:
    if bars is None or bars[0] != int(bars[0]) or bars[1] != int(bars[1]):
        return None
    return bars if bars[0] < bars[1] <= song_end(said) else None


def _two(text_a: str, text_b: str, said: Said) -> tuple[Bars, Bars] | None:
    if _ORDINAL.fullmatch(text_a.strip()):
        text_a = f"{text_a} {text_b.split()[-1]}"  # "the 1st and the 3rd refrain"
    a, b = _whole_bars(stretch(text_a, said), said), _whole_bars(stretch(text_b, said), said)
    return (a, b) if a and b and (a[1] <= b[0] or b[1] <= a[0]) else None


def _swapped(text: str, said: Said) -> list[Step] | None:
    for form in _SWAPS:
        if (match := form.fullmatch(text)) and (both := _two(match["a"], match["b"], said)):
            return _exchanged(both, said)
    if match := _SWAP_KIND.fullmatch(text):
        kind = re.sub(r"e?s$", "", (match["kind"] or match["kind2"]).strip())
        kinds = kinds_of_sections(said.scene.context.markers)
        names = next((names for one, names in kinds.items() if re.sub(r"e?s$", "", one) == kind), [])
        reaches = [sections(said.scene)[name.lower()] for name in names if name.lower() in sections(said.scene)]
        if len(reaches) == 2 and len(names) == 2:
            return _exchanged((reaches[0], reaches[1]), said)
    return None


def _exchanged(both: tuple[Bars, Bars], said: Said) -> list[Step] | None:
    """Two parts, and what lies between them in its place; of two choruses the first is still called so."""
    first, second = min(both), max(both)
    parts = sections(said.scene)
    kinds = [names for names in kinds_of_sections(said.scene.context.markers).values() if len(names) > 1]
    called = [name for name, reach in parts.items() if reach in both]
    are_alike = any({*called} <= {name.lower() for name in names} for names in kinds) and len(called) == 2
    are_alike &= first[1] - first[0] == second[1] - second[0]
    return _in_order([second, (first[1], second[0]), first], said, keeps_markers=are_alike)


def _moved(text: str, said: Said) -> list[Step] | None:
    for form in _MOVED:
        match = form.fullmatch(text)
        both = _two(match["a"], match["b"], said) if match else None
        if match and form is _MOVED[-1] and not (_names_a_part(match["a"], said) and _names_a_part(match["b"], said)):
            continue
        if match is None or both is None:
            continue
        (start, end), goal = both
        to = goal[0] if match["side"] in ("before", "in front of", "ahead of") else goal[1]
        if to in (start, end):
            return None
        if to < start:
            return _in_order([(start, end), (to, start)], said)
        return _in_order([(end, to), (start, end)], said)
    return None


def _in_order(parts: list[Bars], said: Said, *, keeps_markers: bool = False) -> list[Step] | None:
    """Neighbouring stretches put in another order; each lies behind the song until its place is free."""
    parts = [one for one in parts if one[1] > one[0]]
    first, away = min(start for start, _ in parts), song_end(said)
    steps: list[Step] = []
    where: dict[Bars, float] = {}
    at = first
    for start, end in parts:
        where[start, end] = at
        at += end - start
    moved = [one for one in sorted(parts) if where[one] != one[0]]
    sounding = [one for one in moved if _lies(one, said)]
    for start, end in sounding:
        steps.append(_move((start, end), away + start - first))
    for start, end in sounding:
        aside = away + start - first
        steps.append(_move((aside, aside + end - start), where[start, end]))
    told = [] if keeps_markers else [one for one in said.scene.context.markers if first <= one[1] < at]
    goals = [(name, bar, where[one] + bar - one[0]) for name, bar in told for one in moved if one[0] <= bar < one[1]]
    if len({name.lower() for name, _ in said.scene.context.markers}) < len(said.scene.context.markers):
        return None
    steps += [
        Step("marker", {"action": "move", "name": name, "bar": number(to)}) for name, bar, to in goals if to != bar
    ]
    return steps if sounding and len(steps) <= MAX_STEPS else None


def _lies(bars: Bars, said: Said) -> bool:
    lying = [reach for one in said.scene.clips if one.track and (reach := with_bars(one, said).bars)]
    return any(start < bars[1] - 1e-3 and end > bars[0] + 1e-3 for start, end in lying)


def _move(bars: Bars, to: float) -> Step:
    span = {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
    return Step("arrange", {"action": "move", **span, "bar": number(to)})


def _of_several(words: str, said: Said) -> Bars | None:
    """ "Verse and pre", which lie side by side."""
    parts = re.split(r"\s*(?:,|&|\+|\band\b|\bplus\b)\s*", words.strip())
    if len(parts) < 2 or not all(_names_a_part(one, said) for one in parts):
        return None
    reaches = sorted(found for one in parts if (found := stretch(one, said)))
    is_one = len(reaches) == len(parts) and all(a[1] == b[0] for a, b in pairwise(reaches))
    return (reaches[0][0], reaches[-1][1]) if is_one else None


def _gone(text: str, said: Said) -> list[Step] | None:
    text = _HALVES.sub(lambda found: "second half" if found[0].startswith("back") else "first half", text)
    match = _GONE.fullmatch(text) or _NO_NEED.fullmatch(text) or _IS_BAD.fullmatch(text)
    bars = _whole_bars(stretch(match["a"], said) or _of_several(match["a"], said), said) if match else None
    for form in _PART_GONE if bars is None else ():
        if (part := form.fullmatch(text)) and (bars := _part_told(part["a"].strip(), said)):
            break
    return closed_up(bars, said) if bars else None


def _part_told(words: str, said: Said) -> Bars | None:
    """A part of the song by its name, several side by side, one of its ends, or the bars before it."""
    if (before := _BEFORE_A_PART.fullmatch(words)) and _names_a_part(before["part"], said):
        part = _whole_bars(stretch(before["part"], said), said)
        size = _NUMBERS.get(before["n"] or "one") or int(before["n"])
        return (part[0] - size, part[0]) if part and part[0] - size >= 1 else None
    edge = _EDGE_OF_PART.fullmatch(words)
    if _names_a_part(words, said) or edge and _names_a_part(edge["part"], said):
        return _whole_bars(stretch(words, said), said)
    return _whole_bars(_of_several(words, said), said)


def _names_a_part(words: str, said: Said) -> bool:
    """Is it a part of the song by its name, and no bars?"""
    bare = re.sub(r"^(?:(?:the|our|my|that|whole|entire|all|of) )+", "", words.strip())
    kinds = kinds_of_sections(said.scene.context.markers)
    return re.search(r"\b(?:bars?|beats?|half|marker)\b", bare) is None and any(
        bare == name.lower() or re.fullmatch(rf"(?:\w+ )?{re.escape(kind)}(?: \w+)?", bare)
        for kind, names in kinds.items()
        for name in (*names, kind)
        if kind
    )


def closed_up(bars: Bars, said: Said) -> list[Step] | None:
    """What lies in these bars goes, and all that is behind them moves up."""
    start, end = bars
    steps = [step for clip in said.scene.clips if clip.track for step in out_of(clip, [bars], said)]
    behind = (end, song_end(said))
    if behind[1] > end and _lies(behind, said):
        steps.append(_move(behind, start))
    markers = list(said.scene.context.markers)
    if len({name.lower() for name, _ in markers}) < len(markers):
        return None
    moved = [(name, bar - (end - start)) for name, bar in markers if bar >= end]
    landed = {bar for _, bar in moved}
    landed |= {start} if end >= song_end(said) else set()
    steps += [Step("marker", {"action": "delete", "name": name}) for name, bar in markers if start <= bar < end
              and (bar > start or start in landed)]  # fmt: skip
    steps += [Step("marker", {"action": "move", "name": name, "bar": number(bar)}) for name, bar in moved]
    return steps if len(steps) <= MAX_STEPS else None


def _twice(text: str, said: Said) -> list[Step] | None:
    for form in _TWICE:
        match = form.fullmatch(text)
        bars = _whole_bars(stretch(match["a"], said), said) if match else None
        if match is None or bars is None or not _lies(bars, said):
            continue
        if form is _TWICE[1] and not match["times"] and not match["behind"]:
            return None  # "repeat the chorus" may be how it is played
        times = _times(match.groupdict().get("times") or "once", form is _TWICE[1])
        if not 0 < times <= 8:
            return None
        start, end = bars
        length = (end - start) * times
        room = moved_on(end, length, said) if end < song_end(said) else []
        if room is None:
            return None
        span = {"start_bar": number(start), "end_bar": number(end), "bar": number(end)}
        count = {"count": times} if times > 1 else {}
        return [*room, Step("arrange", {"action": "duplicate", **span, **count})]
    return None


def _times(words: str, is_more: bool) -> int:
    """How many copies: "twice" is one more, "repeat it three times" three."""
    if match := re.match(r"(\d) times", words):
        return int(match[1]) - (not is_more)
    return _WORD_COUNTS.get(words, 1)
