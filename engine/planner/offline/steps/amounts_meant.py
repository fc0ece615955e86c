"""Amounts meant: how much is to change, told as a share of what is, as the plain figure that all acts know.

    "turn the bass down by a third"        → "bring the bass down 3.5 dB"
    "half the tempo from bar 9"            → "tempo to 48 bpm from bar 9"
    "slow the vox down by a quarter"       → "the vox at 75 percent speed"
    "all rhodes hits at 120"               → "the rhodes velocities at 120"

A share is taken for an interval, a place or a tempo by whoever reads only its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.amount_form import (
    DOWN,
    ITS_LEVEL,
    LOWER,
    MOVE,
    RAISE,
    WAY,
    X,
    decibels,
    form_of,
    forms,
    is_named,
    sign_of,
)
from engine.planner.offline.steps.bands_meant import band_meant, hertz_meant
from engine.planner.offline.text.amount_words import number_of, with_amount_words
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.offline.text.words import plain

_FIRST = re.compile(
    r"^\W*(?P<where>(?:from|in|at|during|over) (?:the )?bars? \d+(?:(?: to | and |-)(?:bar )?\d+)*"
    r"(?: on(?:wards?)?)?),? "
    r"(?P<rest>\D.*)$",
    re.IGNORECASE,
)
_INTERVAL = re.compile(r"\b(?:third|fourth|fifth|sixth)s?\b")
_FOR_SURE = re.compile(
    r"\b(?:turn|crank|dial|reduce|attenuate|quieten|level|volume|loudness|fader|louder|quieter|softer|loud)\b"
)
"""With one of these "a third" is no interval."""
_LEVELS = forms(
    rf"{MOVE} {X}{ITS_LEVEL}? {WAY}(?: by| of| a)? {PART}",
    rf"{MOVE} {WAY} {X}{ITS_LEVEL}? (?:by|of|a) {PART}",
    rf"(?P<verb>{LOWER}|{RAISE}) {X}{ITS_LEVEL}? (?:by|of|a) {PART}",
    rf"(?:make |have |get |i want )?{X}{ITS_LEVEL}? (?:by )?{PART} {WAY}",
    rf"{X}{ITS_LEVEL}? {WAY}(?: by| of| a)? {PART}",
    rf"(?:make |have |get |play )?{X} (?P<to>)(?:at )?{PART} (?:as loud"
    r"|(?:the |its |of its )?(?:volume|level|loudness))",
    rf"(?:{MOVE} |set |put |have )?{X}{ITS_LEVEL} (?:down )?(?P<set>(?:to |at )?){PART}",
    rf"(?:{MOVE} |set |put |have )?{X} (?:down |back )?(?P<set>to) {PART}(?: of (?:its|the) (?:volume|level))?",
)
_SONG = (
    r"(?:(?:the )?(?:tempo|bpm|(?:whole |entire )?(?:song|tune|piece|session|project)|whole thing)|everything"
    r"|the (?:whole |entire )?(?:thing|track))"
)
_TIMES = rf"(?P<times>twice|double|{NUMBER_WORDS}|\d+(?:\.\d+)?)(?P<half> and a half)?(?: times)?"
_SPEEDS = r"slower|faster|quicker"
_TEMPI = forms(
    rf"(?:make |take |bring |play |set |have |put )?{_SONG} (?:by )?{PART} (?P<way>{_SPEEDS}|higher|lower)",
    rf"(?P<way>slow|speed) (?:{_SONG} )?(?:down |up )?(?:{_SONG} )?by {PART}",
    rf"(?P<way>slow|speed) {_SONG} (?:down|up) {PART}",
    rf"(?:take|bring|push|pull|get|nudge) {_SONG} (?P<way>up|down)(?: by)? {PART}",
    rf"{_SONG} (?P<way>up|down)(?: by)? {PART}",
    rf"{_SONG} (?:by )?{PART} (?P<way>up|down)",
    rf"(?:make |take )?{_SONG} {PART} (?P<way>{_SPEEDS})",
    rf"(?P<way>{LOWER}|{RAISE}) (?:the )?(?:tempo|bpm)(?: by)? {PART}",
    rf"(?:take|play|set|put|make|go to|go at|at|use)? ?(?P<to>){PART} (?:of )?(?:the |its |this )?(?:tempo|speed|bpm)",
    rf"(?:set |put |play |take )?{_SONG} (?P<to>)(?:at|to) {PART} (?:of (?:its|the) |the )?(?:tempo|speed|bpm)",
    rf"(?:take |go )?(?:at )?{_TIMES} the (?:tempo|speed|bpm)",
)
_SPEED_ALONE = forms(
    rf"(?:make it |a |go )?{PART} (?P<way>{_SPEEDS})", rf"(?P<way>slow|speed) it (?:down |up )?(?:by )?{PART}"
)
"""Where nothing was done and nothing is named, they are of the song."""
_BPM_MOVED = forms(
    r"(?:(?:go|make it|take it) )?(?:by )?(?P<n>\d+(?:\.\d+)?) ?bpm (?P<way>faster|quicker|slower|up|down)",
    r"(?P<way>knock|take|shave|drop|add) (?P<n>\d+(?:\.\d+)?) ?bpm(?: off(?: the tempo)?| to the tempo)?",
)
_DEGREE = (
    r"(?P<degree>an? (?:(?:tiny|little|wee) )?(?:hair|touch|tad|bit|notch|smidge|little|whisker)|slightly|way|much"
    r"|a lot|a good bit|loads|somewhat)"
)
_TEMPO_TURNED = forms(
    rf"(?:(?:take|bring|push|pull|get|nudge|make|have) )?(?:the )?(?:tempo|bpm) (?:{_DEGREE} )?"
    rf"(?P<way>up|down|{_SPEEDS}|higher|lower)(?: {_DEGREE.replace('degree', 'degree2')})?",
    rf"(?P<way>{LOWER}|{RAISE}) the (?:tempo|bpm)(?: {_DEGREE})?",
)
_ALONE_TURNED = forms(rf"(?:make it |play it |go |take it )?(?:{_DEGREE} )?(?P<way>{_SPEEDS})")
_TEMPO_STEP = 0.04
_CLIP_SPEEDS = forms(
    rf"(?P<way>slow|speed) {X} (?:down|up)(?: by)? {PART}",
    rf"(?:make |play |have )?{X} (?:by )?{PART} (?P<way>{_SPEEDS})",
)
_HITS = r"(?:hits?|notes?|velocit(?:y|ies))"
_LATE_BY = forms(rf"{X} (?:is )?(?P<way>late|later|early|earlier|behind|ahead) by (?P<n>\d{{2,4}})")
_MOVED_BY = forms(
    rf"(?:move|shift|nudge|push|pull|slide) {X} (?:forwards?|back(?:wards?)?|later|earlier|on)"
    rf" by (?:\d+|{NUMBER_WORDS})"
)
""" "Forward by three" of what? No level, and no bar 3."""
_SENT = forms(rf"send {PART} (?:of )?{X} (?:in)?to (?P<to>[a-z][\w' -]*?)")
_VELOCITIES = forms(
    rf"(?:set |make |put |have |play |bring )?(?:all |every |each |all of )(?:the |my )?(?:{X} )?{_HITS}"
    r"(?: of (?:the )?(?P<of>[\w ]+?))?(?: velocit(?:y|ies))? ?(?:at|to|=|be|) ?(?P<n>\d{1,3})"
    r"(?: on (?:the )?(?P<on>[\w ]+?))?",
)
_HARDNESS = forms(
    rf"(?:make |have |set |bring |turn )?{X}(?:'s)? {_HITS}(?: by)? {PART}"
    r" (?P<way>harder|softer|louder|quieter|lower|higher)",
    rf"(?:make |have |set |bring |turn )?{X}(?:'s)? velocit(?:y|ies) (?P<way>up|down)(?: by)? {PART}",
    rf"(?:make |have )?{X} plays? {PART} (?P<way>harder|softer)",
    rf"(?:play|hit) {X} {PART} (?P<way>harder|softer)",
)


def with_amounts_meant(text: str, scene: DialogueState) -> str:
    """The same request with the figure that its amount is; the text as it is where it is one already."""
    simple = plain(text)
    if '"' in simple or "?" in simple or _TEXT.search(simple):
        return text
    simple = with_amount_words(simple)
    first = _FIRST.match(simple)
    last = f"{first['rest'].rstrip(' .!')} {first['where']}" if first else simple
    for needs, reading in _READINGS:
        if needs.search(last) and (told := reading(last, scene)):
            return told
    return simple if simple != plain(text) else text


_TEXT = re.compile(r"\b(?:called|named?|rename|says?|saying|sing|lyrics|speak|words?)\b", re.IGNORECASE)


def _level(text: str, scene: DialogueState) -> str:
    match = form_of(_LEVELS, text, scene)
    if match is None:
        return ""
    said = match.groupdict()
    part, what = said["part"].lower(), said["what"]
    if _INTERVAL.search(part) and not _FOR_SURE.search(text.lower()):
        return ""
    share = share_of(part)
    if said.get("set") is not None and re.search(r"%|cent|pct", part):
        return f"{what} at {decibels(share):.1f} dB{said['where']}" if 0 < share < 1 else ""
    if said.get("to") is not None or said.get("set") is not None:
        factor = share
    else:
        is_down = re.fullmatch(rf"{DOWN}|{LOWER}", (said.get("way") or said.get("verb") or "").lower())
        factor = 1 - share if is_down else 1 + share
    return _by_db(what, factor, said["where"])


def _by_db(what: str, factor: float, where: str) -> str:
    if not 0.05 <= factor <= 4 or factor == 1:
        return ""
    return f"bring {what} {'down' if factor < 1 else 'up'} {abs(decibels(factor)):.1f} dB{where}".replace(
        ".0 dB", " dB"
    )


def _tempo(text: str, scene: DialogueState) -> str:
    is_first = not (scene.context.dialogue and scene.done)
    match = next((one for form in _TEMPI if (one := form.match(text))), None)
    if match is None and is_first and not scene.context.selected_clips:
        match = next((one for form in _SPEED_ALONE if (one := form.match(text))), None)
    if match is None:
        return ""
    said = match.groupdict()
    if said.get("times"):
        word = said["times"].lower()
        factor = 2.0 if word in ("twice", "double") else number_of(word)
        factor += 0.5 if said.get("half") else 0.0
    elif said.get("to") is not None:
        factor = share_of(said["part"].lower())
    else:
        factor = 1 + sign_of(said["way"]) * share_of(said["part"].lower())
    bpm = round(scene.context.tempo * factor, 1)
    return f"tempo to {bpm:g} bpm{said['where']}" if 20 <= bpm <= 400 else ""


def _tempo_turned(text: str, scene: DialogueState) -> str:
    if match := next((one for form in _BPM_MOVED if (one := form.match(text))), None):
        return f"tempo {'down' if sign_of(match['way']) < 0 else 'up'} {match['n']} bpm{match['where']}"
    is_first = not (scene.context.dialogue and scene.done) and not scene.context.selected_clips
    forms = (*_TEMPO_TURNED, *_ALONE_TURNED) if is_first else _TEMPO_TURNED
    match = next((one for form in forms if (one := form.match(text))), None)
    if match is None:
        return ""
    said = match.groupdict()
    degree = (said.get("degree") or said.get("degree2") or "").lower()
    far = 2.0 if degree in ("way", "much", "a lot", "loads") else 0.5 if degree else 1.0
    step = max(1, round(scene.context.tempo * _TEMPO_STEP * far))
    return f"tempo {'down' if sign_of(said['way']) < 0 else 'up'} {step} bpm{said['where']}"


def _clip_speed(text: str, scene: DialogueState) -> str:
    match = form_of(_CLIP_SPEEDS, text, scene)
    if match is None or match["where"]:
        return ""
    factor = 1 + sign_of(match["way"]) * share_of(match["part"].lower())
    return f"{match['what']} at {factor * 100:.4g} percent speed" if 0.1 <= factor <= 4 else ""


def _sent(text: str, scene: DialogueState) -> str:
    match = form_of(_SENT, text, scene)
    if match is None or not 0 < (share := share_of(match["part"].lower())) < 1:
        return ""
    return f"send {match['what']} to {match['to']} at {decibels(share):.1f} dB"


def _moved(text: str, scene: DialogueState) -> str:
    if match := form_of(_LATE_BY, text, scene):
        way = "later" if re.match("late|behind", match["way"], re.IGNORECASE) else "earlier"
        return f"{match['what']} {match['n']} ms {way}"
    match = form_of(_MOVED_BY, text, scene)
    return f"move {match['what']}" if match else ""


def _velocity(text: str, scene: DialogueState) -> str:
    if match := next((one for form in _VELOCITIES if (one := form.match(text))), None):
        said = match.groupdict()
        what = said.get("what") or said.get("of") or said.get("on") or ""
        if (not what or is_named(what, scene)) and 1 <= int(said["n"]) <= 127:
            return f"{what} velocities at {said['n']}{said['where']}".strip()
    match = form_of(_HARDNESS, text, scene)
    if match is None:
        return ""
    change = round(100 * share_of(match["part"].lower()))
    return f"{match['what']} velocities {'down' if sign_of(match['way']) < 0 else 'up'} by {change}{match['where']}"


_SHARE_SAID = r"%|\bper ?cent\b|\bpct\b|\b(?:half|halve|third|quarter|fifth|sixth|tenth)s?\b"
_READINGS: tuple[tuple[re.Pattern[str], Callable[[str, DialogueState], str]], ...] = tuple(
    (re.compile(needs, re.IGNORECASE), reading)
    for needs, reading in (
        (rf"{_SHARE_SAID}|\b(?:tempo|speed|bpm)\b", _tempo),
        (r"\b(?:tempo|bpm|slower|faster|quicker)\b", _tempo_turned),
        (rf"\b(?:{WAY}|{LOWER}|{RAISE}|dip|lift)\b.*(?:\d|{_SHARE_SAID})", band_meant),
        (r"\b(?:at|around|near|about|between|notch)\b.*\d|\bnotch\b", hertz_meant),
        (r"\b(?:hits?|notes?|velocit\w+|plays?)\b|\b(?:harder|softer)\b", _velocity),
        (r"\bby\b", _moved),
        (rf"\bsend\b.*(?:{_SHARE_SAID})", _sent),
        (_SHARE_SAID, _clip_speed),
        (_SHARE_SAID, _level),
    )
)
"""What each of them cannot be without."""
