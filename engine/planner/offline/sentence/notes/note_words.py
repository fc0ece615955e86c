"""Words for notes as musicians say them, put into those that the readers of notes know: inversions, wrong notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.regex import regex


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_PITCH = r"[a-g](?:#|b|♯|♭|[ -](?:sharp|flat))?\d?(?![\w#'’])"
_WHICH = r"(?:very )?(?:first|second|third|fourth|fifth|last|final|opening|next to last)"
_IS_TO_BE = (
    r"(?:(?:it|that|this|which)(?:'s|s| is| was)? |(?:is|was) )?"
    r"(?:should(?:'ve| have)? (?:be|been)|(?:supposed|meant) to(?: have)? (?:be|been)"
    r"|(?:ought|has|needs|wants) to be|must be)"
)
_INVERTED = _pattern(
    r"\b(?:(?:up|down) )?(?:an|one|the first|a|another) inversion(?: (?P<way>up|down|higher|lower))?\b"
    r"|\b(?:in(?:to)?|as) (?:the )?first inversion\b"
    r"|\binvert (?P<what>.*?chords?)(?: once)?(?: (?P<way2>up|down))?(?=$|,| in\b)",
)
_SPARED = _pattern(
    rf"[\s,;]*\b(?:but|only|just|and)?\s*(?:not|except(?: for)?|apart from|(?:but )?(?:leave|keep)(?: out)?|without)"
    rf" (?:the |its )?(?P<which>{_WHICH})(?: (?:note|one|chord|hit))?"
    r"(?: (?:as (?:it is|is|it was)|alone|there|where it is|be|out|untouched|in place|the same))*\W*$",
)
_ALL_BUT = _pattern(
    rf"\b(?:all|every)\b(?: of)?(?: the)?(?P<what>(?: [\w'-]+){{0,3}}?) (?P<noun>notes?|chords?|hits?|ones)"
    rf"(?P<who>(?: (?:of|in|on) (?:the )?[\w'-]+)?),? (?:but|except(?: for)?|apart from|besides|without) (?:the |its )?"
    rf"(?P<which>{_WHICH})(?: (?:note|one|chord|hit))?(?P<behind>\b.*)$",
)
""" "Shift all chords but the first up an octave"."""
_HELD_LONG = _pattern(
    rf"[\s,;.]+(?:(?:but|and|only)\s+)*(?:the |its )?(?P<which>{_WHICH}) (?:note|chord|one|hit)"
    r"(?:(?: (?:in|of) (?:the )?(?:bar (?P<bar>\d+)|last bar|final bar|it))| there)?"
    r" (?:(?:must|should|shall|has to|can|may|is to|ought to|needs to) )?"
    r"(?:(?:be|is) (?:held|long|kept(?: long)?|sustained|left(?: alone)?)|stays?|remains?|rings?(?: out)?|lasts?)"
    r"(?: (?:long|out|as (?:it is|it was|written|played|is)|held|put|alone|untouched|the same))*\W*$",
)
""" "Staccato, but the final note must be held"."""
_NUMBERS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}
_NUMBERS |= {"next to last": -2}
_WRONG_THERE = _pattern(
    rf"^(?P<who>[\w' ]+?) (?:plays?|hits?|goes for|sings?|has|had|played|went for) (?:an? |the )?(?P<was>{_PITCH})"
    rf" (?P<where>(?:in|at|on) [\w ]+?)[,;.]* (?:but |and |when |which )?{_IS_TO_BE}(?: an?)? (?P<to>{_PITCH})$",
)
_WRONG_ONE = _pattern(
    rf"^(?P<who>[\w' ]+?) (?:plays?|hits?|has|had|played) (?:an? |the )?(?:wrong|bum|bad|off|false) note"
    rf" (?P<where>(?:in|at|on) [\w ]+?)[,;.]* (?:but |and )?{_IS_TO_BE}(?: an?)? (?P<to>{_PITCH})$",
)
_COUNTED_WRONG = _pattern(
    rf"^(?P<which>(?:the )?[\w' ]*?\bnotes?\b[\w' ]*?) (?:is|sounds|was) (?:a bit |just )?(?:wrong|off|bum|bad)[,;.]*"
    rf" (?:but |and )?{_IS_TO_BE}(?: an?)? (?P<to>{_PITCH})$",
)
_CUT_SHORT = _pattern(r"^(?:cut|chop|clip|keep|make) (?P<what>.*?\bnotes?\b.*?) short(?: and crisp)?$")
_WRONG_IN_CHORD = _pattern(
    rf"^(?:(?:the|my|in|on|of) )*(?:(?P<who>[\w ]+?)'s?|) ?(?P<nth>first|second|third|fourth|fifth|sixth|last"
    rf"|final) chord(?: of (?:the )?"
    rf"(?P<who2>[\w ]+?))? (?:has|got|had) an? (?:wrong|bad|sour|false|odd|off|weird|bum) (?P<edge>top|bottom"
    rf"|highest|lowest) note,?"
    rf"[.;]? (?:and )?{_IS_TO_BE} (?:an? )?(?P<to>{_PITCH})$"
)
""" "The strings' second chord has a sour top note, it should be a G"."""
_HELD = _pattern(
    r"^(?:hold|sustain|let) (?!.*\bnotes?\b)(?!.*\b(?:last|first|second|third|final) )"
    r"(?P<who>(?:the |my )?[\w' ]+?)(?: (?:ring|sound|last))?"
    r" (?P<how>twice as long|half as long|three times as long|longer|shorter)$"
)
""" "Hold the stabs twice as long" is of their notes."""
_EQUALLY = _pattern(
    r"\b(?:all )?(?:(?:at |with )?the same (?:velocity|loudness|strength)"
    r"|equally (?:loud|hard|strong)|(?:at )?one velocity)\b"
    r"(?!\s*[,:]?\s*\d)",
)


def spared_note(text: str) -> tuple[str, int] | None:
    """ "Up an octave but keep the last note": the words without it, and which note stays as it is."""
    if among := _ALL_BUT.search(text):
        words = f"{text[: among.start()]} {among['what']} {among['who']} notes {among['behind']}"
        return words, _NUMBERS[among["which"].lower().removeprefix("very ")]
    match = _SPARED.search(text)
    if match is None or not text[: match.start()].strip():
        return None
    return text[: match.start()], _NUMBERS[match["which"].lower().removeprefix("very ")]


_FIRST_STAY = _pattern(
    r"[\s,;.]+(?:(?:but|and|only)\s+)*(?:the |its |their )?(?P<edge>first|last) (?P<count>\d|two|three|four|six|eight)"
    r"(?: (?:bars?|of (?:them|em|'em|it|those)|ones))? (?:(?:must|should|shall|can|may|have to|to) )?"
    r"(?:stay|remain|keep|are|be)(?: (?:long|short|held|as they (?:are|were)|the same|put|alone|untouched|as is))*\W*$"
)


def first_stay(text: str) -> tuple[str, str, str] | None:
    """ "…, the first 4 stay long": the words without it, the edge and the count."""
    match = _FIRST_STAY.search(text)
    return (text[: match.start()], match["edge"].lower(), match["count"].lower()) if match else None


def held_note(text: str) -> tuple[str, int, int | None] | None:
    """ "…; the final note in bar 8 must be held": the words without it, which note stays, and the bar it is told in."""
    match = _HELD_LONG.search(text)
    if match is None or not text[: match.start()].strip():
        return None
    place = _NUMBERS[match["which"].lower().removeprefix("very ")]
    return text[: match.start()], place, int(match["bar"]) if match["bar"] else None


def _of_its_chord(match: re.Match[str]) -> str:
    who = match["who"] or match["who2"]
    return f"the {match['edge']} note of {who}'s {match['nth']} chord should be {match['to'].upper()}"


def said_plainly(text: str) -> str:
    """The words with those that the readers of notes know."""
    rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_WRONG_THERE, lambda m: f"in {m['who']} the {m['was']} {m['where']} should be {m['to'].upper()}"),
        (_WRONG_ONE, lambda m: f"the note of {m['who']} {m['where']} should be {m['to'].upper()}"),
        (_WRONG_IN_CHORD, _of_its_chord),
        (_HELD, lambda m: f"{m['who']} notes {m['how']}"),
        (_CUT_SHORT, lambda m: f"{m['what']} shorter"),
        (_COUNTED_WRONG, lambda m: f"{m['which']} should be {m['to'].upper()}"),
    )
    for form, told in rules:
        if match := form.match(text):
            return told(match)
    if match := _INVERTED.search(text):
        way = (match["way"] or match["way2"] or "up").lower()
        is_down = way in ("down", "lower") or "down" in match[0].lower().split()
        rest = f"{text[: match.start()]}{match['what'] or ''}{text[match.end() :]}"
        edge, to = ("top", "down") if is_down else ("bottom", "up")
        return f"the {edge} note of each chord, {rest.strip()}, {to} an octave"
    return text


def all_alike(text: str) -> str | None:
    """ "All equally loud", "at one velocity": the words without it; None where that is not said."""
    return _EQUALLY.sub(" ", text) if _EQUALLY.search(text) else None
