"""Places asked about: "how many seconds is it to the bridge?", "in which bar is 0:21?", "where is the playhead?"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.is_question import is_question
from engine.planner.offline.steps.markers_listed import bar_told
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|so|ok(?:ay)?|hey|hm+|but|now|please|quick question|(?:can|could) you tell me|tell me|do you know"
    r"|i need to know|i'd like to know|remind me)\b\W*)*"
)
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|bars?|measures?|beats?|time|tempo)"
_HOW_LONG = rf"(?:how (?:long|far)|how (?:many|much) {_UNIT}|what(?:'s| is) the (?:time|distance|length|duration))"
_IS = r"(?:\s+(?:is|are|does|do)\b)?(?:\s+(?:it|there|that|we|i))?(?:\s+(?:is|are|have|take|takes|last|lasts|got|get))?"
_NOW = r"(?:[\s,]+(?:now|exactly|long|in (?:all|total|seconds|minutes|bars|beats)|from here))*\s*\?*\W*$"
_FROM_TO = (
    regex(
        rf"{_LEAD}{_HOW_LONG}{_IS}\s+(?:from|between|of)\s+(?P<a>.+?)\s+(?:to|till?|until|and|up to|through to)"
        rf"\s+(?P<b>.+?){_NOW}",
        re.IGNORECASE,
    ),
    regex(rf"{_LEAD}how far apart are\s+(?P<a>.+?)\s+and\s+(?P<b>.+?){_NOW}", re.IGNORECASE),
    regex(
        rf"{_LEAD}{_HOW_LONG}{_IS}\s+(?:to|till?|until|up to|before)(?:\s+to)?\s+(?P<b>.+?){_NOW}", re.IGNORECASE
    ),
)
_TIME = (
    r"(?:(?P<minutes>\d+):(?P<rest>\d{1,2}(?:\.\d+)?)|(?P<seconds>\d+(?:\.\d+)?) ?(?:seconds?|secs?|s)\b"
    r"|second (?P<number>\d+))"
)
_WHICH_BAR = (
    regex(
        rf"{_LEAD}(?:(?:in |on |at )?(?:which|what) (?:bar|measure)|where)(?:'s| is| are we| do we (?:be|land)|"
        rf" comes| falls| lies| do i land)?"
        rf"(?: (?:it|that|we|the song))?(?: (?:in|at|after|on|by)){{0,2}} (?:the )?{_TIME}(?: mark| in)?{_NOW}",
        re.IGNORECASE,
    ),
    regex(
        rf"{_LEAD}(?:the )?{_TIME}(?: mark)?(?:,)? (?:is|is in|falls in|that's|which is)? ?(?:in )?(?:which"
        rf"|what) (?:bar|measure){_NOW}",
        re.IGNORECASE,
    ),
)
_OF_THAT = regex(
    r"^[^?]*?[.;,!]\s+(?:and |so )?(?:(?:in |on |at )?(?:which|what) (?:bar|measure) (?:is|would be|does)|where"
    r" is) (?:that|it|this)"
    r"(?: (?:in|fall|now|then|land))*\s*\?*\W*$",
    re.IGNORECASE,
)
_PLAYHEAD = regex(
    rf"{_LEAD}(?:where(?:'s| is| are) (?:the )?(?:playhead|cursor|play head|we)|(?:which|what) bar are we (?:at|in|on)"
    rf"|where am i){_NOW}",
    re.IGNORECASE,
)
_AND_WHICH = regex(
    r"(?<=\w),?\s+and\s+(?:(?:which|what) (?:one|note|bar|pitch)|what|where|who)\s+(?:is|was|are)\s+"
    r"(?:it|that|they)\W*$",
    re.IGNORECASE,
)
""" "Who has the highest note, and which one is it?": the answer tells both."""


def without_which(text: str) -> str:
    """A question without its second half, which the same answer tells."""
    match = _AND_WHICH.search(text)
    return f"{text[: match.start()]}?" if match and is_question(f"{text[: match.start()]}?") else text


def places_asked(text: str, scene: DialogueState) -> list[Step] | None:
    """The question as a step; None where it is none, or where a place in it is not known."""
    said = plain(text).strip()
    for form in _FROM_TO:
        if match := form.match(said):
            start = _bar(match["a"], scene) if "a" in match.groupdict() else 1.0
            end = _bar(match["b"], scene)
            return _told(start, end) if start is not None and end is not None and start != end else None
    return _clock_asked(said)


def _clock_asked(said: str) -> list[Step] | None:
    """ "In which bar is 0:21?", "There is a cut at 21 seconds. In which bar is that?", "where is the playhead?" """
    if _PLAYHEAD.match(said):
        return [Step("session_info", {"aspect": "places"})]
    match = next((hit for form in _WHICH_BAR if (hit := form.match(said))), None)
    if match is None and _OF_THAT.match(said):
        times = list(compiled(_TIME, re.IGNORECASE).finditer(said))
        match = times[0] if len(times) == 1 else None
    if match is None:
        return None
    minutes, rest = match["minutes"], match["rest"]
    seconds = 60 * int(minutes) + float(rest) if minutes else float(match["seconds"] or match["number"])
    return [Step("session_info", {"aspect": "places", "at": number(seconds)})]


def _told(start: float, end: float) -> list[Step]:
    return [Step("session_info", {"aspect": "length", "start_bar": number(start), "end_bar": number(end)})]


def _bar(words: str, scene: DialogueState) -> float | None:
    words = words.strip(" ,?.!")
    if re.fullmatch(r"(?:the )?(?:very )?end(?: of (?:it|the (?:song|piece|track)))?", words, re.IGNORECASE):
        return float(last_bar(Clause("", "", "", scene)))
    return bar_told(words, scene)
