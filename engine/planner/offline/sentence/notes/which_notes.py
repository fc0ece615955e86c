"""Which notes a sentence names: "the last note", "every E", "the loud ones", "beat 1 of every bar", "all above C5"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from engine.planner.offline.slots.clause import Args
from engine.planner.offline.text.pitch_said import PITCH, pitch_said
from engine.planner.regex import regex

NUMBERS = {
    **{"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "very last": -1},
    **{"last": -1, "final": -1, "closing": -1, "penultimate": -2, "last but one": -2, "second to last": -2},
    **{"very first": 1, "next to last": -2, "one before last": -2, "one before the last": -2},
}
WHICH = "|".join(sorted(NUMBERS, key=len, reverse=True))
_SIGN = r"(?:#|b|♯|♭|[ -](?:sharp|flat|natural))?"
_ALL = r"(?:all (?:of )?(?:the )?|every |each |any |the )?"
_OF_ALL = r"(?:all (?:of )?(?:the )?|the |those |every )"
_NOTES = r"(?:single )?(?:notes?|ones|tones?|pitches|hits)"
_IN_BARS = r"(?: (?:of|in|on) (?:every|each|the|all) bars?)?"
_IS = (
    r"(?=\s+(?:in|of|on|at|should|must|is|are|to|up|down|into|need|needs|has to|half|twice|longer|shorter|a|an)\b"
    r"|\W*[,;]|\W*$)"
)
_BEATS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BEAT = rf"(?:[1-9]|{'|'.join(_BEATS)})"
_WAYS = {"from": "from", "up to": "up to"} | {
    **dict.fromkeys(("above", "over", "higher than"), "above"),
    **dict.fromkeys(("below", "under", "lower than", "beneath"), "below"),
}
_EACH = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "eighth": 8}
_WORDS = {
    **{"top": "top", "bottom": "bottom", "high": "high|higher|upper", "low": "low|lower|deep|deeper"},
    **{"loud": "loud|louder|hard|strong|accented", "quiet": "quiet|quieter|soft|softer|weak|ghost"},
    **{"long": "long|longer|held|sustained", "short": "short|shorter", "highest": "highest", "lowest": "lowest"},
    **{"loudest": "loudest", "quietest": "quietest|softest", "longest": "longest", "shortest": "shortest"},
}
_TONES = {"root": "roots?|root notes?|fundamentals?", "third": "thirds?", "fifth": "fifths?", "seventh": "sevenths?"}


@dataclass(frozen=True)
class NoteFilter:
    """The notes as `note` and `only` of an edit, nothing for all of them, and the words that do not tell them."""

    args: Args
    rest: str


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_COUNTED = _pattern(
    rf"\b(?<!every )(?:the )?(?P<which>{WHICH})\s+(?:single\s+)?(?:(?P<of>(?!of\b|two\b|three\b"
    rf"|half\b)[\w\ue000-\uf8ff'-]+)\s+)?"
    r"(?:notes?|chords?|hits?)\b(?!\s+values?\b)"
    r"|^(?!.*\b(?:every|each|all)\b).*?(?P<it>\bnote\s+(?:number\s+)?(?P<number>[1-9]|[1-3]\d)\b(?!\s*(?:%|percent)))"
)
_SEVERAL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "couple of": 2, "2": 2, "3": 3, "4": 4}
_SEVERAL |= {"5": 5, "6": 6, "8": 8}
_AT_AN_END = _pattern(
    rf"\b(?:the |its )?(?:very )?(?P<edge>first|last|final|opening) (?P<count>{'|'.join(_SEVERAL)}) "
    r"(?:(?P<of>(?!of)[a-z-]+) )?(?:notes|chords|hits)\b"
)
""" "The last two notes"."""
_NTH = _pattern(rf"\b(?:the )?(?P<which>first|second|third|fourth|last)\s+(?P<nth>[a-g]{_SIGN}\d?)(?![\w#'’-]){_IS}")
_HAS = _pattern(
    rf"\b(?:plays?|has|have|hits?|sings?|there(?:'s| is)|got|played|playing)\s+(?:an? )?(?P<one>{PITCH})"
    r"(?=\W*(?:,|;|\.|and|but|that|which|it|should)|\W*$)"
)
_NAMED = _pattern(
    rf"\b(?:every|each|all (?:of )?the|all|any)\s+(?:single\s+)?(?P<every>{PITCH})(?! (?:sharp|flat"
    rf"|natural))(?:'?s)?(?=\W|$)"
    rf"|\b{_OF_ALL}(?P<plural>(?-i:[A-G])(?:#|b|♯|♭)?)(?-i:s)\b"
    rf"|\b{_OF_ALL}(?P<many>[a-g]{_SIGN})'?s\b(?<!\bas)(?<!\bbs)"
    rf"|(?:\b(?:the|that|this|its)|(?<=\w)'s)\s+(?:(?:high|low|top|bottom|long|short|loud"
    rf"|wrong)\s+)?(?P<one>[a-g]{_SIGN}\d?)(?![\w#'’-]){_IS}"
)
_REACH = _pattern(
    rf"\b{_ALL}(?:(?:low|high|deep) )?(?:(?:notes?|tones?|everything|all|that is|what is|lies?)\s+)+(?:that (?:is|are"
    rf"|lies?) )?"
    rf"(?P<way>{'|'.join(sorted(_WAYS, key=len, reverse=True))})\s+(?:an? |the )?(?P<pitch>{PITCH})"
)
_OF = r"(?:(?P<of>(?!of\b|the\b|and\b)[\w\ue000-\uf8ff'-]+) )?"
_EACH_NTH = _pattern(
    rf"\b(?:every|each) (?P<count>{'|'.join(_EACH)}) "
    r"(?:(?P<of>hat|hi-?hat|snare|kick|clap|tom|shaker|rim|cowbell|ride|crash"
    r"|(?!of\b|the\b|and\b)[\w\ue000-\uf8ff'-]+(?= (?:note|hit)\b))"
    r"(?: (?:note|hit))?|note|hit)\b"
)
""" "Every other hat" is a note as "every second note" is."""
_ONES = _pattern(
    rf"\b{_ALL}(?:notes? )?(?:on |of )(?:the )?(?:first beat|beat one|beat 1|downbeats?|ones?)"
    r"(?: of (?:every|each) bar)?\b"
    r"|\bthe first beat of (?:every|each) bar\b|\b(?:all |the )?downbeats\b|\b(?:every|each) downbeat\b"
    r"|\b(?:the )?first beats? (?:of|in) (?:every|each|the|all) bars?\b"
    r"|\b(?:the )?(?:one|beat (?:one|1)) (?:of|in) (?:every|each) bar\b"
)
_OF_BAR = _pattern(
    rf"\b{_ALL}(?P<which>first|opening|second|third|fourth|last|final|closing|1st|2nd|3rd|4th)"
    r"(?: (?P<of>(?!of\b|beats?\b|half\b|bars?\b|quarter\b|notes?\b|ones?\b|hits?\b"
    r"|chords?\b)[\w\ue000-\uf8ff'-]+?))?(?: (?:notes?|ones?|hits?|chords?))?"
    r" (?:of|in|from) (?:every|each|all(?: the)?|(?:the|his|her|its|their)(?= bars\b)) (?:single )?bars?\b"
)
""" "The first note of every bar", wherever in the bar it is."""
_ON_BEATS = _pattern(
    rf"\b{_ALL}(?:notes? )?on (?:the )?beats? (?P<beats>{_BEAT}(?:(?:,| and|, and| &)\s*{_BEAT})*)\b{_IN_BARS}"
    rf"|(?<!\d )\b(?:the )?beats (?P<bare>{_BEAT}(?:(?:,| and|, and| &)\s*{_BEAT})+)\b{_IN_BARS}"
)
_BACKBEATS = _pattern(rf"\b{_ALL}(?:notes? )?(?:on )?(?:the )?back-?beats?\b(?: notes?| hits?)?")
_OFF = _pattern(rf"\b{_ALL}(?:notes? on (?:the )?)?off-?beats?\b(?: notes?)?")
_SPOKEN_OF = _pattern(rf"\b{_NOTES}\b")
_LIKE = {only: _pattern(rf"\b{_ALL}(?:{words}) {_OF}{_NOTES}\b") for only, words in _WORDS.items()}
_EACH_CHORD = r"(?: (?:of|in) (?:each|every|the|all(?: the)?) (?:\w+ )?chords?)?"
_VOICE = {
    only: _pattern(
        rf"\b(?:the |its |their )?(?:{words}) {_OF}(?:voices?|parts?|lines?)\b{_EACH_CHORD}"
        rf"|\b(?:the |its |their )?(?:{words})(?: notes?| ones?)? (?:of|in) (?:each|every|the|all(?: the)?)"
        r" (?:(?P<of_chord>(?!of\b|the\b|and\b)[\w\ue000-\uf8ff'-]+) )?chords?\b"
    )
    for only, words in (("top", "top|upper|highest|high"), ("bottom", "bottom|lower|lowest|low"))
}
""" "The lower voice", "the bottom note of each string chord"."""
_TONE = {
    only: _pattern(rf"\b(?:all (?:the )?|the |its |their )?(?:{words})\b(?! (?:chords?|notes?)\b)")
    for only, words in _TONES.items()
}
_EDGE = {
    "top": _pattern(r"\b(?:the |its |their )?(?:top|highest|upper) (?:notes?|voices?|tones?)\b"),
    "bottom": _pattern(r"\b(?:the |its |their )?(?:bottom|lowest|bass) (?:notes?|voices?|tones?)\b"),
}
_NTH_CHORD = _pattern(
    r"[\s,]*\b(?:in|of|from|on)\s+(?:the )?(?P<whose>[\w\ue000-\uf8ff]+(?:'s|'))?\s*"
    r"(?P<which>first|second|third|fourth|fifth|sixth|last|final) chord\b"
)
_IN_CHORD = _pattern(
    r"[\s,]*\b(?:in|of|from|on)\s+(?:the )?(?:(?P<which>first|second|third|fourth|fifth|last|final) chord"
    r"|chords|every chord|each chord|all chords)[\s,]*"
)
_EVERY_NOTE = _pattern(
    r"\b(?:all (?:of )?(?:the |its |their )?|every (?:single )?|each |the |its )?notes?\b(?! values?\b)"
)
_EVERY_HIT = _pattern(r"\b(?:all|every|each)\b(?=.*\b(?P<hits>hits?)\b)")
_IN_EVERY_BAR = _pattern(r"\b(?:every|each|all) bars?\b")
_OF_ALL_OF_THEM = (_pattern(r"\bvelocit(?:y|ies)\b|\bdynamics\b"), _pattern(
    r"\bchords\b(?=.*\b(?:long|longer|shorter|length|hold|held|shorten|lengthen|ring)\b)"
    r"|\b(?:longer|shorter|hold|shorten|lengthen)\b.*\bchords\b"
    r"|\b(?:shorten|lengthen|cut|chop|trim)\b.*\bto (?:an? |1/)(?:eighth|sixteenth|quaver|semiquaver|8"
    r"|16)(?:ths?)?\b"))  # fmt: skip
""" "The chords shorter" are all their notes; louder, they may be a track."""


def which_notes(text: str) -> NoteFilter | None:
    """The notes that are named; None where none are spoken of."""
    found = _which_notes(text)
    return found and replace(found, args=dict(found.args))


@functools.lru_cache(maxsize=256)
def _which_notes(text: str) -> NoteFilter | None:
    if _IN_EVERY_BAR.search(text) and (some := _some(text)):
        return some
    if ends := _AT_AN_END.search(text):
        edge = "last" if ends["edge"].lower() in ("last", "final") else "first"
        return _only(f"{edge} {_SEVERAL[ends['count'].lower()]}", ends, text)
    if tone := _of_chord(text):
        return tone
    if counted := _COUNTED.search(text):
        said = (counted["which"] or "").lower()
        place = NUMBERS[said] if said else int(counted["number"])
        start = counted.start("it") if counted["number"] else counted.start()
        return NoteFilter({"note": place}, f"{text[:start]} {counted['of'] or ''} {text[counted.end() :]}")
    if some := _some(text):
        return some
    if nth := _NTH.search(text):
        place = NUMBERS[nth["which"].lower()]
        return _only(f"{'last' if place < 0 else f'{place}.'} {pitch_said(nth['nth'])}", nth, text)
    if has := _HAS.search(text):
        return _only(f"the {pitch_said(has['one'])}", has, text)
    if named := _NAMED.search(text):
        many = next((named[name] for name in ("every", "plural", "many") if named[name]), "")
        return _only(pitch_said(many) if many else f"the {pitch_said(named['one'])}", named, text)
    if every := _EVERY_NOTE.search(text):
        return NoteFilter({}, cut(text, every))
    if hits := _EVERY_HIT.search(text):
        return NoteFilter({}, f"{text[: hits.start('hits')]} {text[hits.end('hits') :]}")
    return NoteFilter({}, text) if any(one.search(text) for one in _OF_ALL_OF_THEM) else None


def cut(text: str, match: re.Match[str]) -> str:
    """The text without what was found."""
    return f"{text[: match.start()]} {text[match.end() :]}"


def _only(only: str, match: re.Match[str], text: str) -> NoteFilter:
    kept = match.groupdict().get("of") or match.groupdict().get("of_chord") or ""
    return NoteFilter({"only": only}, f"{text[: match.start()]} {kept} {text[match.end() :]}")


def _of_chord(text: str) -> NoteFilter | None:
    """ "The third of the last chord", of every one where none is counted; "the top note of its second chord"."""
    if nth := _NTH_CHORD.search(text):
        left = f"{text[: nth.start()]} {nth['whose'] or ''} {text[nth.end() :]}"
        for only, form in _EDGE.items():
            if match := form.search(left):
                return NoteFilter({"only": only, "note": NUMBERS[nth["which"].lower()]}, cut(left, match))
    if (chord := _IN_CHORD.search(text)) is None:
        return None
    rest = cut(text, chord)
    place = NUMBERS.get((chord["which"] or "").lower(), 0)
    for only, form in _TONE.items():
        if match := form.search(rest):
            return NoteFilter({"only": only, **({"note": place} if place else {})}, cut(rest, match))
    return None


def _some(text: str) -> NoteFilter | None:
    """Several, by what they have in common."""
    if match := _REACH.search(text):
        return _only(f"{_WAYS[match['way'].lower()]} {pitch_said(match['pitch'])}", match, text)
    if match := _EACH_NTH.search(text):
        return _only(f"every {_EACH[match['count'].lower()]}", match, text)
    if match := _OF_BAR.search(text):
        place = NUMBERS[match["which"].lower()]
        return _only({1: "first", -1: "last"}.get(place, f"{place}.") + " of bar", match, text)
    if match := _ONES.search(text):
        return _only("beat 1", match, text)
    if match := _ON_BEATS.search(text):
        beats = re.findall(rf"{_BEAT}\b", (match["beats"] or match["bare"]).lower())
        return _only(f"beat {' and '.join(str(_BEATS.get(one) or one) for one in beats)}", match, text)
    if match := _BACKBEATS.search(text):
        return _only("beat 2 and 4", match, text)
    if match := _OFF.search(text):
        return _only("offbeats", match, text)
    if voice := next(((only, match) for only, form in _VOICE.items() if (match := form.search(text))), None):
        return _only(*voice, text)
    if not _SPOKEN_OF.search(text):
        return None
    return next((_only(only, match, text) for only, form in _LIKE.items() if (match := form.search(text))), None)
