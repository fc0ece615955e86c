"""What is done to notes, by the words for it: "should be a G", "a beat longer", "down an octave", "velocity 80"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.notes.note_lengths import Act, length_told, share_of_length
from engine.planner.offline.sentence.notes.which_notes import cut
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.text.dynamics import velocity_of
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.number_words import SPOKEN, spoken_number
from engine.planner.offline.text.pitch_said import PITCH, pitch_said
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.regex import regex


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_NOT = _pattern(
    r"[\s,;]*\b(?:and |but )?(?:not(?: is)?|no|instead of|rather than|isn't|is not)\s+(?:an?\s+|the\s+)?"
    rf"(?P<old>{PITCH})"
)
_FROM = _pattern(rf"\bfrom\s+(?:an?\s+)?(?P<old>{PITCH})")
_NO_ARTICLE = (
    r"(?!(?<=\sa)\s+(?!(?:instead|there|here|not|in|on|at|of|please|sharp|flat|natural|for|now|then|too|also|again"
    r"|and|but|or|like"
    r"|from|rather|throughout|everywhere|major|minor|as|though|actually|with|over|to)\b)[a-z]{2,})"
)
""" "Be a proper forte" tells no A."""
_TO = _pattern(
    rf"\b(?:to|into|an?|on|as|be|is|becomes?|=)\s+(?:an?\s+)?(?:(?:low|high)\s+)?"
    rf"(?P<to>[a-g][ -](?:sharp|flat)(?=s\b)|{PITCH})s?(?!\w){_NO_ARTICLE}"
)
_BARE = regex(r"(?<![\w'’])[A-G](?:#|b|♯|♭)?\d?(?![\w#'’])(?!\s+(?:major|minor)\b)")
_SIGN = _pattern(r"\b(?:be|is|becomes?|make (?:it|that|them)|made)\s+(?P<sign>natural|sharp|flat)\b")
_DELETES = _pattern(
    r"\b(?:delete|remove|erase|drop|cut|take(?=\b.*\bout\b)|kill|lose|get rid of)\b(?: out\b)?(?P<rest>.*?\bout\b)?"
)
_GONE = _pattern(r"\b(?:gone|away|out)\b|\boff(?= *(?:$|[.!,;]))")
_N = r"(?P<n>\d{1,3})(?!\d|\.\d|\s*(?:db|beats?|bars?|semitones?|st|nd|rd|th|hz|ms)\b)(?:\s*(?:%|percent|per cent))?"
_ABOUT = r"(?:like |say |about |around |maybe |only |just )?"
_UP, _DOWN = "louder|harder|stronger|higher|more|up", "softer|quieter|gentler|lower|less|down|weaker"
_VELOCITY = _pattern(
    r"\b(?:(?:down |up )?to )?(?:velocit(?:y|ies)|velo|vel)\b(?:\s+(?:is|be|are|all|flat))*"
    r"\s*(?P<way>up |down )?(?P<by>by )?"
    rf"(?:to|at|of|=|:)?\s*{_ABOUT}{_N}(?P<less> (?:{_UP}|{_DOWN}))?"
)
_TO_SO_MUCH = _pattern(r"\b(?:to|at)\s+(?:\w+ )?\d+$")
""" "Velocities down to 50" is no 50 less."""
_AT_VELOCITY = _pattern(rf"\b(?:at |to |with )?{_N}\s+velocit(?:y|ies)\b")
_SO_MUCH_VELOCITY = _pattern(rf"\b(?P<way>{_UP}|{_DOWN})\s+(?:by )?{_N}\s+(?:of )?(?:in )?velocit(?:y|ies)\b")
""" "Down 20 velocity"."""
_VELOCITY_MORE = _pattern(rf"\b(?:by )?{_N}\s+(?:(?:in|of) )?velocit(?:y|ies)\s+(?P<way>{_UP}|{_DOWN})\b")
""" "10 velocity down"."""
_HARDER_BY = _pattern(
    rf"\b(?P<way>louder|harder|stronger|softer|quieter|gentler)\b[\s,]+(?:by )?{_ABOUT}{_N}\s+(?:more|less|or so"
    rf"|points?)\b"
)
""" "Harder, about 20 more"."""
_BY_VELOCITY = _pattern(rf"\bby {_N}\s+velocit(?:y|ies)\b")
_BY_SO_MUCH = (
    _pattern(rf"\b(?:by )?{_N}\s+(?:(?P<up>{_UP})|{_DOWN})\b"),
    _pattern(
        r"\b(?:(?P<up>up|raise|louder|harder|higher|increase)|down|lower|drop|softer|quieter|reduce)\b"
        rf"(?: (?:it|that|them|those|these))?\s+(?:by )?{_N}"
    ),
)
_MORE = _pattern(r"\b(?:(?P<up>(?:turn )?up|raise|increase|boost|lift)|(?:turn )?down|lower|reduce|decrease|drop)\b")
_IN_WORDS = _pattern(rf"\b(?P<lead>by|to|at|up|down|add) (?P<n>{SPOKEN})\b(?! (?:beats?|bars?|semitones?|octaves?)\b)")
""" "Raise the velocity by ten"."""
_SIGNED = _pattern(
    r"(?<![\w.])(?:by )?(?P<n>[+-] ?\d{1,3})(?!\d|\.\d|\s*(?:%|d ?b|semi|st\b|cents?|octaves?|beats?|bars?))"
)
""" "Accents on the offbeats, +20"."""
_BY_N = _pattern(rf"\bby {_N}")
_PERCENT = r"(?P<n>\d{1,3})\s*(?:%|percent|per cent)"
_BY_SHARE = (
    _pattern(rf"\b(?:by )?{_PERCENT} (?:(?P<up>{_UP})|{_DOWN})\b"),
    _pattern(
        r"\b(?:(?P<up>up|raise|louder|harder|higher|increase|boost|lift|bump)|down|lower|drop|softer|quieter|reduce"
        r"|decrease)\b"
        rf"(?P<what>[^\d,;]*?)\b(?:by )?{_PERCENT}"
    ),
)
_BY_PART = _pattern(rf"\bby (?:about |around |roughly )?{PART}(?<![%t])")
_HALVES, _BY_HALF = _pattern(r"\bhalve(?=\b.*\bvelocit)"), "down 50%"
_OF_ITS_STRENGTH = _pattern(
    rf"\b(?:to |at )?{_PERCENT} of (?:the|its|their)(?: (?:old|current|original))? (?:velocit(?:y|ies)|strength)\b"
)
_TAKEN_OFF = _pattern(rf"\b(?:take|knock|shave)(?: there)? {_N} (?:off|away)(?: of| from)? ?(?=.*\bvelocit)")
_PUT_ON = _pattern(rf"\b(?:add|put) {_N} (?:on |on ?to |to )(?=.*\bvelocit)")
_THE_VELOCITIES = _pattern(r"\b(?:all )?(?:the |their |its )?velocit(?:y|ies)\b")
_STRUCK = _pattern(rf"\b(?:louder|harder|stronger|softer|quieter|gentler)\b(?:\s+too)?[\s,]+(?:to |at )?{_ABOUT}{_N}")
_BARE_FIGURE = _pattern(rf"(?:^|[\s,:=])(?:(?:be|to|at|are|is)\s+)?{_ABOUT}{_N}(?=[\s,.!]|$)")
_LOUD = _pattern(r"\b(?P<louder>louder|harder|stronger)\b|\b(?:softer|quieter|gentler)\b")
_STRIKES = _pattern(
    r"\b(?:hit|play|strike|touch|turn|bring|velocit(?:y|ies)|(?:flatten|iron|squash|equali[sz]e|level|even)(?: out)?)\b"
)
_THAN_THAT = _pattern(r"\b(harder|softer|louder|quieter|stronger) than (?:that|this|it)\b,?")
_SINGS = _pattern(r"\b(?:sings?|plays?|enters?|comes? in)\b")
_ACCENT = _pattern(r"\b(?:an? |some |the )?accents?(?:ed)?\b")
_EVEN = _pattern(
    r"\b(?:even|smooth|level|iron)(?: out)?\b(?=.*\bdynamics\b)|"
    r"\beven (?:(?:them|it|those|the (?:velocit(?:y|ies)|notes|hits)) )?out(?: the (?:hits|notes))?\b|\b(?:make|set"
    r"|put) (?:them|those|the velocit(?:y|ies))"
    r"(?: all)? (?:even|equal|the same)\b"
)
LOUDER_BY = 15.0
_WAY = _pattern(r"\b(?:(?P<up>raise|sharpen|lift)|lower|flatten|drop)\b")
SIGNS = ("natural", "sharp", "flat")


def note_act(rest: str, bar_beats: float, *, of: str = "") -> Act | None:
    """What is done; None where no word says so. `of`: the action that a figure without a word is of, "velocity"."""
    if re.search(r"\bveloc", rest, re.IGNORECASE):
        rest = _IN_WORDS.sub(lambda one: f"{one['lead']} {spoken_number(one['n'])}", rest)
    if lasts := share_of_length(rest):
        return lasts
    return _pitch(rest) or _struck(rest, of) or _moved(rest) or length_told(rest, bar_beats) or _by_a_word(rest)


def _pitch(rest: str) -> Act | None:
    only: Args = {}
    for pattern in (_NOT, _FROM):
        if old := pattern.search(rest):
            only, rest = {"only": pitch_said(old["old"])}, cut(rest, old)
    if to := list(_TO.finditer(rest)):
        rest = cut(rest, to[-1])
        for one in reversed(intervals_moved(rest)):  # "up a third, to D" tells it twice
            rest = f"{rest[: one.start]} {rest[one.end :]}"
        return {"action": "pitch", "to": pitch_said(to[-1]["to"]), **only}, rest
    if sign := _SIGN.search(rest):
        return {"action": "pitch", "to": sign["sign"].lower(), **only}, cut(rest, sign)
    if len(bare := list(_BARE.finditer(rest))) == 1:
        return {"action": "pitch", "to": pitch_said(bare[0][0]), **only}, cut(rest, bare[0])
    by = _moved(rest) if only else None
    return ({**by[0], **only}, by[1]) if by else None


def _struck(rest: str, of: str) -> Act | None:
    """Another velocity, by a figure or a mark of the score."""
    rest = _THAN_THAT.sub(r"\1, ", rest)
    accent = _ACCENT.search(rest)
    mark = velocity_of(rest)
    figure = _VELOCITY.search(rest) if mark else None
    if mark and figure and not (figure["way"] or figure["less"] or figure["by"]):
        return _value(figure, rest[: mark[1].start()] + " " * len(mark[1][0]) + rest[mark[1].end() :])
    if mark:
        return {"action": "velocity", "value": mark[0]}, _SINGS.sub(" ", cut(rest, mark[1]))
    if share := _by_a_share(rest):
        return share
    if match := _HARDER_BY.search(rest):
        change = float(match["n"]) * (-1 if re.fullmatch(_DOWN, match["way"].lower()) else 1)
        return {"action": "velocity", "change": change}, _cleared(cut(rest, match))
    if match := _VELOCITY.search(rest):
        way = (match["way"] or match["less"] or "").strip().lower()
        verb = _MORE.search(rest, 0, match.start()) if match["by"] and not way else None
        if verb:  # "lower the cello velocities by 8"
            change = float(match["n"]) * (1 if verb["up"] else -1)
            return {"action": "velocity", "change": change}, _cleared(_MORE.sub(" ", cut(rest, match), count=1))
        if (way or match["by"]) and not (match["way"] and _TO_SO_MUCH.search(match[0])):
            change = float(match["n"]) * (-1 if re.fullmatch(_DOWN, way) else 1)
            return {"action": "velocity", "change": change}, _LOUD.sub(" ", cut(rest, match))
        return _value(match, rest)
    off = _TAKEN_OFF.search(rest)
    if match := off or _PUT_ON.search(rest):
        change = float(match["n"]) * (-1 if off else 1)
        return {"action": "velocity", "change": change}, _THE_VELOCITIES.sub(" ", cut(rest, match))
    if match := _SO_MUCH_VELOCITY.search(rest) or _VELOCITY_MORE.search(rest):
        change = float(match["n"]) * (1 if re.fullmatch(_UP, match["way"].lower()) else -1)
        return {"action": "velocity", "change": change}, _LOUD.sub(" ", cut(rest, match))
    by = _BY_VELOCITY.search(rest)
    if by is None and (match := _AT_VELOCITY.search(rest) or _STRUCK.search(rest)):
        return _value(match, rest)
    is_of_it = of == "velocity" or accent is not None
    speaks = re.search(r"\b(?:velocit|dynamics\b)", rest, re.IGNORECASE) is not None
    if (match := _EVEN.search(rest)) and (of == "velocity" or speaks) and not _BARE_FIGURE.search(rest):
        return {"action": "velocity", "amount": 1.0}, _DYNAMICS.sub(" ", cut(rest, match))
    rest = _BY_VELOCITY.sub(lambda match: f"by {match['n']}", rest)
    for pattern in _BY_SO_MUCH if is_of_it or speaks or _LOUD.search(rest) else ():
        if match := pattern.search(rest):
            way = 1 if match["up"] else -1
            return {"action": "velocity", "change": way * float(match["n"])}, _cleared(cut(rest, match))
    if is_of_it and (match := _SIGNED.search(rest)):
        return {"action": "velocity", "change": float(match["n"].replace(" ", ""))}, _cleared(cut(rest, match))
    verb = _MORE.search(rest) if speaks else None
    if verb and (match := _BY_N.search(rest)):
        change = float(match["n"]) * (1 if verb["up"] else -1)
        return {"action": "velocity", "change": change}, _cleared(_MORE.sub(" ", cut(rest, match)))
    if (is_of_it or speaks) and (match := _BARE_FIGURE.search(rest)):
        return _value(match, rest)
    return ({"action": "velocity", "change": LOUDER_BY}, _cleared(rest)) if accent else None


def _by_a_share(rest: str) -> Act | None:
    """ "Raise the velocities 10%", "20 percent softer"."""
    if match := _OF_ITS_STRENGTH.search(rest):
        return {"action": "velocity", "times": number(int(match["n"]) / 100)}, _cleared(cut(rest, match))
    if re.search(r"\bvelocit", rest, re.IGNORECASE) is None:
        return None
    rest = _BY_PART.sub(lambda one: f"by {round(share_of(one['part'].lower()) * 100)}%", _HALVES.sub(_BY_HALF, rest))
    for form in _BY_SHARE:
        if match := form.search(rest):
            times = 1 + int(match["n"]) / 100 * (1 if match["up"] else -1)
            left = f"{rest[: match.start()]} {match.groupdict().get('what') or ''} {rest[match.end() :]}"
            left = _cleared(_THE_VELOCITIES.sub(" ", left))
            return ({"action": "velocity", "times": number(round(times, 3))}, left) if times > 0 else None
    return None


def _value(match: re.Match[str], rest: str) -> Act | None:
    value = int(match["n"])
    left = _DYNAMICS.sub(" ", _EVEN.sub(" ", _cleared(cut(rest, match))))
    return ({"action": "velocity", "value": value}, left) if 1 <= value <= 127 else None


def _cleared(rest: str) -> str:
    return _STRIKES.sub(" ", _LOUD.sub(" ", _ACCENT.sub(" ", rest)))


_DYNAMICS = _pattern(r"\bdynamics\b")


def _moved(rest: str) -> Act | None:
    """By an interval, with its way beside it or in the verb: "lower … by a semitone"."""
    moved, verb = intervals_moved(rest), _WAY.search(rest)
    if len(moved) != 1 or moved[0].is_cents or not (moved[0].has_way or verb):
        return None
    left = f"{rest[: moved[0].start]} {rest[moved[0].end :]}"
    size = moved[0].semitones if moved[0].has_way or verb is None or verb["up"] else -moved[0].semitones
    return {"action": "pitch", "change": number(size)}, left if moved[0].has_way else _WAY.sub(" ", left)


def _by_a_word(rest: str) -> Act | None:
    if match := _LOUD.search(rest):
        change = LOUDER_BY if match["louder"] else -LOUDER_BY
        return {"action": "velocity", "change": change}, _STRIKES.sub(" ", cut(rest, match))
    if (match := _GONE.search(rest)) and not _DELETES.search(rest):
        return {"action": "delete"}, cut(rest, match)
    if match := _DELETES.search(rest):
        return {"action": "delete"}, re.sub(
            r"\bout\b", " ", f"{rest[: match.start()]} {match['rest'] or ''} {rest[match.end() :]}"
        )
    return None
