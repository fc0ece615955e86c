"""Bars meant: the place of what holds over bars, however it is told, as "in bars 17 to 24".

    "pan the guitar left until the chorus"               → "pan the guitar left in bars 1 to 16"
    "mute it in the second half of the verse"            → "mute it in bars 11 to 16"
    "a reverb on the vox everywhere but in the chorus"   → "… in bars 1 to 16 and 25 to 32"

What is told by one of its ends, or by parts of a part, would be taken for a place to put something, or for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex

Span = tuple[float, float]
"""From which bar to before which."""
_HOLDS = regex(
    r"\b(?:un)?(?:mute[sd]?|silence[sd]?|pan(?:ned|s)?|swap|switch|transpose[sd]?|pitch|quanti[sz]e[sd]?|duck"
    r"|humani[sz]e[sd]?|swing|staccato|legato|reverse[sd]?|lower|raise|boost)\b"
    r"|\b(?:louder|quieter|softer|harder|brighter|darker|warmer|wider|wetter|drier)\b"
    r"|\b(?:turn|bring|take|push|pull|drop|put|get|make|let|have|want|play|sit)\b.*"
    r"\b(?:up|down|out|off|louder|quieter|octaves?|left|right|lower|higher)\b"
    r"|\bd ?b\b|\b(?:octaves?|semitones?|half ?steps?|whole ?tones?)\b"
    r"|\b(?:reverb|delay|echo|phaser|flanger|tremolo|distort\w*|crush\w*|compress\w*|eq|low[- ]?pass|high[- ]?pass"
    r"|filter\w*|saturat\w*)\b"
    r"|\b(?:cut|lose|kill|delete|remove|erase) (?:the|my|our|his|her)\b|^\W*no (?!more\b)(?:the )?[\w ]+$",
    re.IGNORECASE,
)
"""What holds over bars."""
_ELSE = regex(
    r"\b(?:mov(?:e|ed|es|ing)|plac\w+|cop(?:y|ied|ies)|duplicat\w+|repeat\w*|loop\w*|go(?! (?:up|down)\b)|jump|locate"
    r"|record\w*|markers?"
    r"|mark|insert\w*|fad\w+|swell\w*|cresc\w+|decresc\w+|dimin\w+|ramp\w*|ris(?:e|ing|er)|sweep\w*|slow\w*|tempo|bpm"
    r"|met(?:er|re)|time|export\w*|bounce\w*|sing|sung|writ\w+|generat\w+|creat\w+|split\w*|trim\w*|crop\w*|keep|kept"
    r"|enter\w*|comes?(?! (?:up|down)\b)|bring (?:\w+ ){0,3}in|back|stop\w*|render\w*|transcrib\w+|describ\w+|clip"
    r"|region|stretch|section|part|silent|send|open\w*|clos\w+|gradual\w*|slowly|bit by bit|over the course|double"
    r"|everything|getting|grow\w*|build\w*|of silence|of nothing|of rest|over (?:it|them|that|those)|automat\w+"
    r"|by bar)\b|\b(?:cut|chop|slice) .*\bat (?:bars? )?\d|\d/\d|[?\"]",
    re.IGNORECASE,
)
"""What begins, ends or lies somewhere, and what changes on the way."""
_N = rf"(?P<n>\d+|an?|both|{NUMBER_WORDS})"
_SONG = r"(?:song|track|piece|tune|session|thing)"
_P = r"(?:(?:the )?(?:whole |entire )?§\d+§|(?:the )?(?:start of |beginning of )?bar \d+(?![\d.]))"
_LIST = rf"{_P}(?:(?:,? and(?: also)?|,| &| plus) (?:in |for |on |during )?(?:{_P}|\d+(?![\d.]*\s*(?:d ?b|%|hz))))*"
_OF = rf"(?: (?:of|in) (?P<of>{_P}|(?:the |this )?(?:whole )?{_SONG}))?"
_END = rf"(?:to|till|until) (?:the )?(?:very )?end(?: of (?:the {_SONG}|it))?"
_IN = r"(?:(?:in|during|over|for|on|at|throughout|through|across|out of)\s+)?"
_COUNTED = r"(?!\s*(?:d ?b|%|k?hz|m?s\b|st\b|bpm|bars|beats|semi|cent|[./\d]))"
_SINCE = r"from|starting(?: at| from| in| with)?|beginning(?: at| from| in| with)?|as of"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, regex(rf"(?<![\w§])(?:only |just )?{pattern}", re.IGNORECASE))
    for name, pattern in (
        (
            "but",
            rf"(?:(?:everywhere|in every bar|all over|the whole time|the whole {_SONG})(?: else)? )?"
            r"(?:(?<=everywhere )but|(?<=else )but|except(?: for)?|apart from|other than|outside(?: of)?)"
            rf" (?:in |during |for |on )?(?P<list>{_LIST})",
        ),
        (
            "half",
            rf"{_IN}the (?P<which>first|second|last|final|1st|2nd|other) half{_OF}"
            r"(?! of (?:it|that|this|them|those)\b)",
        ),
        (
            "edge",
            rf"(?:(?:in|during|over|for|on|at) )?(?:the )?(?:very )?(?P<which>first|last|opening|final|closing)"
            rf"(?: {_N})? bars?\b{_OF}(?! (?:before|after|of|off|out)\b)",
        ),
        (
            "beside",
            rf"{_IN}(?:the )?(?:{_N} )?(?:of the )?bars? (?:right |just |immediately |straight )?"
            rf"(?P<way>before|after|following|into|leading (?:up |in)?to) (?P<at>{_P})",
        ),
        ("for", rf"from (?P<at>{_P}) (?:on )?for {_N} bars?"),
        ("for", rf"for {_N} bars? (?:(?:from|starting(?: at| from| in)?|at|in|into) )(?P<at>{_P})(?: on)?"),
        (
            "through",
            rf"(?:all the way )?(?:from |between )?(?P<a>{_P})(?: all the way)? (?:through(?: to)?|thru)"
            rf" (?P<b>{_P}|\d+)",
        ),
        ("between", rf"(?:in )?between (?P<a>{_P}) and (?P<b>{_P})"),
        ("figures", r"(?:(?:in|for|over|during|from) )?bars (?P<a>\d+) (?:through|thru) (?:bar )?(?P<b>\d+)"),
        (
            "since",
            rf"(?:all the way )?(?:{_SINCE}) (?P<at>{_P})"
            rf"(?: (?:on(?:wards?)?|forwards?|and (?:on|onwards))\b)?(?:,? {_END})?"
            r"(?!\s*(?:[-–]|to(?! the (?:left|right))|until|till|through|up to)\s*\S)(?!\s*and (?:§|bar|the §|\d))",
        ),
        ("since", r"(?P<at>bar \d+) (?:onwards?|and (?:on|onwards|after))\b"),
        ("until", rf"(?:all the way )?(?:up until|up to|until|till|before) (?P<at>{_P})"),
        ("after", rf"after (?P<at>{_P})"),
        ("list", rf"(?:in|during|over|for|on|throughout|all (?:the way )?through|through|across|at) (?P<list>{_LIST})"),
        (
            "list",
            r"(?:(?:in|for|during|over|on) )?(?:the )?(?<!between )"
            rf"(?P<list>bars? \d+(?:(?:,| and| &|, and) (?:bar )?\d+)+){_COUNTED}(?!\s*(?:to\b|-))",
        ),
        ("figures", rf"(?:in|for|over|during) (?P<a>\d+)\s?(?:to|-|–)\s?(?P<b>\d+){_COUNTED}"),
    )
)
_NOTES = regex(r"\b(?:quanti[sz]e|humani[sz]e|swing|staccato|legato|velocit\w+)", re.IGNORECASE)
""" "Notes in bars 9 to 11" may be told for two bars."""
_PLAIN = regex(r"(?:only |just )?(?:in|for|during|over|at|on) ", re.IGNORECASE)
_CLOSED = ("but", "half", "beside", "for", "through")
"""These have both ends, whatever is done there."""
_POINTS_AT = regex(
    r"\b(?:mov(?:e|ed|es|ing)|plac\w+|cop(?:y|ied|ies)|duplicat\w+|repeat\w*|insert\w*|put|go|jump|locate|play|record\w*"
    r"|markers?|mark|start\w*|begin\w*|enter\w*|comes?|bring|add|make|made|write|generate|create|sing|loop\w*|split|slice"
    r"|stop\w*|silence|riser?|drop|hit|crash|fill|sweep|which|what|where|who|when|how|double|keep|trim|crop|sound|let)\b",
    re.IGNORECASE,
)
"""What is put at a place, or made for one."""
_OF_THE_CLOCK = regex(r"\b(?:tempo|bpm|met(?:er|re)|time signature)\b|\b\d{1,2}/\d{1,2}\b", re.IGNORECASE)
_WORD = regex(r"[a-z]", re.IGNORECASE)
_NO_ACT = regex(
    r"\b(?:in|bars?|to|and|only|just|no|not|but|please|make|do|it|that|though|tho|i|meant?|sorry|actually|rather|instead"
    r"|the|rest|should|be|then|so|ok|okay|hm+)\b",
    re.IGNORECASE,
)
""" "Except in the outro" alone is about what was done."""
_RIDES = regex(r"\b(?:slow\w*|speed\w*|accel\w*|rit\w*|rall\w*|tempo|bpm)\b", re.IGNORECASE)
_UNTIL = regex(r"\b(?:until|till|before|up to)\b", re.IGNORECASE)
_ABSENT = regex(r"^\W*no (?!more\b)(?:the )?(?P<what>\w[\w ]*)", re.IGNORECASE)
_SAYS_OTHERWISE = COMMANDS | {*"leave make send route group i it that not wait on in for from".split()}
""" "No leave the strings out of it" corrects what was done, "no reverb on the vox" is about the reverb."""
_GONE = regex(
    r"\b(?:no|without|mute|drop|kick|cut|take|lose|kill|silence|leave out|out|off|gone|stop)\b", re.IGNORECASE
)
_BACK = regex(
    r"(?:\s*[,;.]| and| but| then)+ (?:(?:it|they|he|she)(?:'s| is|'re| are)? |comes? |(?:bring|get|have) "
    r"(?:it|them|him|her) |(?:it|they|he|she) comes? )?(?:back(?: in| on)?|(?:in |on )again)(?: again)? (?:on|at|in|for"
    r"|with|from) (?:the )?(?P<at>[\w ]+?)\W*$",
    re.IGNORECASE,
)
_AT_IT = regex(r"(?:\s*(?:in|on|for|during|over|at))?(?:\s+the)?\s*$", re.IGNORECASE)
_BAR_WORD = regex(rf"\b(?P<unit>measures?|bars?)(?= (?:\d|(?:{NUMBER_WORDS})\b))", re.IGNORECASE)
_BAR_NUMBER = regex(rf"\bbars? (?P<n>{NUMBER_WORDS})\b", re.IGNORECASE)
_PART_OF_A_BAR = regex(r"\b(?:half|third|quarter|beats?|of)\s*$", re.IGNORECASE)
_LEFT = regex(r"§|\bbars? \d", re.IGNORECASE)


@dataclass(frozen=True)
class _Song:
    sections: tuple[Span, ...]
    first: float
    """Where what is named begins."""
    end: float


def with_bars_meant(text: str, scene: DialogueState) -> str:
    """The same request with its bars; the text as it is where it holds over none, or where they are told plainly."""
    simple = plain(text)
    if '"' in simple or "?" in simple:
        return text
    if head := _until_it_is_back(simple, scene):
        text = simple = head
    if _HOLDS.search(simple) and not _ELSE.search(simple):
        absent = _ABSENT.match(simple)
        if absent and _UNTIL.search(simple):
            return text  # "no congas until verse 2": they begin there
        named = things(absent["what"], scene) if absent else []
        if absent and named and not _SAYS_OTHERWISE & {*absent["what"][: named[0].start].lower().split()}:
            text = f"mute the {simple[absent.start('what') :]}"
        return with_bars_told(text, scene)
    if _OF_THE_CLOCK.search(simple) and _UNTIL.search(simple):
        return with_bars_told(text, scene, ("until",))
    forms = ("half", "through") if _RIDES.search(simple) else _CLOSED
    told = text if _POINTS_AT.search(simple) else with_bars_told(text, scene, forms)
    return told if _WORD.search(_NO_ACT.sub(" ", told)) else text


def _until_it_is_back(simple: str, scene: DialogueState) -> str:
    """ "No drums in the break, back on the drop": the request without its end, over the bars until then."""
    match = _BACK.search(simple)
    if match is None or not _GONE.search(simple[: match.start()]):
        return ""
    head, end = simple[: match.start()], float(last_bar(Clause("", "", "", scene)))
    away = sections_named(head, scene.context.markers, end)
    there = sections_named(match["at"], scene.context.markers, end)
    bar = re.fullmatch(r"(?:bar )?(\d+)", match["at"])
    if len(away) != 1 or len(there) != 1 and not bar:
        return ""
    ((a, b), (start, stop)), back = away[0], float(bar[1]) if bar else there[0][1][0]
    if back <= start:
        return ""
    if back == stop:
        return head
    before = _AT_IT.sub("", head[:a])
    return f"{before} in bars {start:g} to {back - 1:g}{head[b:]}"


def with_bars_told(text: str, scene: DialogueState, forms: Collection[str] = ()) -> str:
    """The same for words that are known to hold over bars; only by these forms where some are given."""
    simple = plain(text)
    end = float(last_bar(Clause("", "", "", scene)))
    figures = _in_figures(simple)
    told, sections = _with_sections_counted(figures, scene, end)
    song = _Song(sections, _first_bar(simple, scene), end)
    for name, pattern in _FORMS:
        match = None if forms and name not in forms else pattern.search(told)
        if match is None:
            continue
        spans = _merged(_spans(name, match, song))
        rest = f"{told[: match.start()]} {told[match.end() :]}"
        if _PART_OF_A_BAR.search(told[: match.start()]):
            return text
        if not spans or _LEFT.search(rest) or any(a % 1 or b % 1 for a, b in spans):
            return text if figures == simple else figures
        said = _said(spans, is_by_notes=bool(_NOTES.search(rest)))
        return re.sub(r"\s+", " ", f"{told[: match.start()]} {said}{told[match.end() :]}").strip()
    return text


def _in_figures(text: str) -> str:
    text = _BAR_NUMBER.sub(lambda match: f"bar {spoken_number(match['n'])}", text)
    return _BAR_WORD.sub(lambda match: "bars" if match["unit"].lower().endswith("s") else "bar", text)


def _with_sections_counted(text: str, scene: DialogueState, end: float) -> tuple[str, tuple[Span, ...]]:
    """The text with §0§ for the first section that it names, and where each of them is."""
    named = sections_named(text, scene.context.markers, end)
    found = [one for one in named if not _is_a_thing(text, *one, scene)]
    if not any(one for one in things(text, scene) if not any(a <= one.start and one.end <= b for (a, b), _ in found)):
        found = [one for one in found if not is_a_name(text[slice(*one[0])], scene)]  # "reverse the end of the solo"
    spots = sorted({one[0] for one in found})
    if len(spots) != len(found):
        return text, ()  # "the hooks" are several
    places = dict(found)
    for number, (a, b) in reversed(list(enumerate(spots))):
        text = f"{text[:a]}§{number}§{text[b:]}"
    return re.sub(r"(§\d+§)(?: section| part| bit)\b", r"\1", text), tuple(places[spot] for spot in spots)


def _is_a_thing(text: str, spot: tuple[int, int], bars: Span, scene: DialogueState) -> bool:
    """Is a track or a clip called so that lies elsewhere, or that the words do not give as a place?"""
    said = text[spot[0] : spot[1]]
    if not is_a_name(said, scene):
        return False
    own = [clip.bars for clip in scene.clips if name_words(clip.name) == name_words(said)]
    return own != [bars] or not _AS_A_PLACE.search(text[: spot[0]])


_AS_A_PLACE = regex(
    r"\b(?:in|during|over|throughout|through|until|till|before|after|into|(?:half|bars?|end|start|beginning) of)\s+"
    r"(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)


def _spans(name: str, match: re.Match[str], song: _Song) -> list[Span]:
    said = match.groupdict()
    if name in ("but", "list"):
        listed = list(_listed(match["list"], song))
        if name == "but":
            return _without(listed, song)
        return [] if len(listed) == 1 and _PLAIN.match(match[0]) else listed
    if name == "figures":
        return [(float(match["a"]), float(match["b"]) + 1)] if int(match["a"]) < int(match["b"]) else []
    if name in ("through", "between"):
        one, other = _span(match["a"], song), _span(match["b"], song)
        if name == "through":
            return [(one[0], other[1])]
        return [(one[0], other[0])] if "§" in match["a"] and "§" in match["b"] else []
    count = _count(said.get("n"))
    if name in ("edge", "half"):
        if not said.get("of") and not _PLAIN.match(match[0]):
            return []  # "lose the last bar": of the clip that is named
        first, end = _span(said["of"], song) if said.get("of") else (1.0, song.end)
        size = (end - first) / 2 if name == "half" else count
        is_first = match["which"].lower() in ("first", "1st", "opening")
        return [(first, first + size) if is_first else (end - size, end)] if 0 < size <= end - first else []
    start, behind = _span(match["at"], song)
    if name == "beside":
        is_before = match["way"].lower() not in ("after", "following")
        return [(start - count, start) if is_before else (behind, behind + count)]
    if name == "for":
        return [(start, start + count)]
    if name == "until":
        return [(song.first, start)]
    return [(start if name == "since" else behind, song.end)]


def _count(said: str | None) -> float:
    if not said or said.lower() in ("a", "an"):
        return 1.0
    if said.lower() == "both":
        return 2.0
    return float(said) if said.isdigit() else float(spoken_number(said))


def _span(said: str, song: _Song) -> Span:
    if section := re.search(r"§(\d+)§", said):
        return song.sections[int(section[1])]
    if bar := re.search(r"\d+", said):
        return float(bar[0]), float(bar[0]) + 1
    return 1.0, song.end


def _listed(said: str, song: _Song) -> Iterator[Span]:
    for one in re.finditer(r"§\d+§|\d+", said):
        yield _span(one[0], song)


def _without(spared: list[Span], song: _Song) -> list[Span]:
    left, at = [], song.first
    for a, b in sorted(spared):
        if a > at:
            left.append((at, a))
        at = max(at, b)
    return [*left, (at, song.end)] if at < song.end else left


def _merged(spans: list[Span]) -> list[Span]:
    made: list[Span] = []
    for a, b in sorted(spans):
        if not 1 <= a < b:
            return []
        if made and a <= made[-1][1]:
            made[-1] = (made[-1][0], max(b, made[-1][1]))
        else:
            made.append((a, b))
    return made


def _said(spans: list[Span], *, is_by_notes: bool) -> str:
    if is_by_notes and len(spans) == 1 and (spans[0][1] - spans[0][0]) % 4 and spans[0][1] - spans[0][0] > 1:
        return f"from bar {spans[0][0]:g} to the end of bar {spans[0][1] - 1:g}"
    told = [f"{a:g} to {b - 1:g}" if b - a > 1 else f"{a:g}" for a, b in spans]
    if len(spans) == 1 and spans[0][1] - spans[0][0] == 1:
        return f"in bar {told[0]}"
    return f"in bars {' and '.join(told)}"


def _first_bar(text: str, scene: DialogueState) -> float:
    """Where the first clip begins of what is named; 1 where nothing is."""
    named = {one for thing in things(text, scene) for one in thing.clips}
    tracks = {one for thing in things(text, scene) for one in thing.tracks}
    starts = [clip.bars[0] for clip in scene.clips if clip.bars and (clip.id in named or clip.track in tracks)]
    return max(1.0, float(int(min(starts)))) if starts else 1.0
