"""Rides: a level that starts somewhere and goes somewhere else, told in two clauses, as one request for automation."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain

_LEVEL = r"(?:[-−–+]|minus |plus )?\d+(?:\.\d+)?(?:\s*d\s?b)?"
_STARTS_AT = re.compile(
    rf"^(?P<lead>.*?)\bstart(?:s|ing)?\s+(?P<what>(?:the|my|our)\s+[\w' -]+?\s+)?(?:off\s+|out\s+)?(?:at|from)\s+"
    rf"(?P<first>{_LEVEL})(?:\s+(?:at|in|on|from)\s+(?P<begin>.+?))?[\s,]+(?:and|then)\s+(?P<how>(?:\w+\s+){{0,5}}?)"
    rf"(?:up\s+|down\s+)?to\s+(?P<last>{_LEVEL})(?:\s+(?:by|until|till|at|in)\s+(?P<end>.+?))?(?P<rest>\W*)$",
    re.IGNORECASE,
)


def as_ride(text: str) -> str:
    """ "Start the bass at -12 in bar 1 and let it climb to 0 by bar 9": one level that changes over bars."""
    match = _STARTS_AT.match(plain(text))
    if not match or '"' in plain(text) or not (match["what"] or match["lead"].strip()):
        return text
    lead = match["lead"].strip(" ,;:.") or "automate"
    lead = lead if re.search(r"\bautomat", lead, re.IGNORECASE) else f"{lead} automate"
    levels = f"from {match['first'].strip()} dB to {match['last'].strip()} dB".replace("dB dB", "dB")
    volume = f" {match['what'].strip()} volume" if match["what"] else ""
    begin = f" from {match['begin']}" if match["begin"] else ""
    return f"{lead}{volume} {levels}{begin}{' until ' + match['end'] if match['end'] else ''}"


_HOLDS = re.compile(
    r"^(?P<lead>\W*(?:(?:the|my|our)\s+)?)(?P<what>[\w' -]{2,30}?)\s+(?:should\s+|must\s+|can\s+)?"
    r"(?:stays?|keeps?|holds?|remains?|sits?)\s+(?:full|up|put|flat|steady|the same|as (?:it )?is|where it is)\s+"
    r"(?:up to|until|till|to)\s+(?P<begin>.+?)[\s,]+(?:and\s+)?then\s+"
    rf"(?:\w+\s+){{1,5}}?to\s+(?P<last>{_LEVEL})\s+(?:by|at|until|till)\s+(?P<end>.+?)"
    r"(?:[\s,]+and\s+(?:leave|keep|hold|let)\s+(?:it|that)(?:\s+(?:stay|there|at that|like that))*)?\W*$",
    re.IGNORECASE,
)


_TWO_POINTS = re.compile(
    r"^(?P<what>.+?)(?:'s)? (?:volume )?automation,?:? (?:from )?(?P<a>[-\u2212+]?\d+(?:\.\d+)?)(?: ?db)? at bar"
    r" (?P<first>\d+),? (?:and )?(?:up |down )?to (?P<b>[-\u2212+]?\d+(?:\.\d+)?)(?: ?db)? (?:at|by) bar (?P<last>\d+)",
    re.IGNORECASE,
)


def as_two_points(text: str) -> str:
    """ "Pad volume automation -18 at bar 1 up to -6 at bar 9" as a ramp from bar to bar."""
    match = _TWO_POINTS.match(plain(text))
    if not match:
        return text
    bars = f"from bar {match['first']} to bar {match['last']}"
    levels = f"from {match['a']} dB to {match['b']} dB"
    return f"automate the volume of the {match['what']} {levels} {bars}{text[match.end() :]}"


_POINT_TO_POINT = re.compile(
    r"^(?P<lead>.*?)\s*\bfrom (?P<a>[-−]?\d+(?:\.\d+)?)(?: ?db)? (?:at|in|on) (?P<first>bar \d+)\s*,?\s*"
    r"(?:and )?(?:up |down )?to (?P<b>[-−]?\d+(?:\.\d+)?)(?: ?db)? (?:at|by|in|on) (?P<last>bar \d+)(?P<rest>\W*)$",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:please|ride|bring|take|push|pull|move|fade|automate|let|have|swell|raise|lower|slide|draw|it|up|down|goes|go|comes"
    r"|come|the (?:volume|level|fader) of|(?:volume|level|fader)|slowly|gradually|gently)\b|[,:;]",
    re.IGNORECASE,
)


_OTHERS = re.compile(
    r"\b(?:pan|tempo|bpm|send|cutoff|wet|slow\w*|speed\w*|fast\w*|accel\w*|rit\w*)\b", re.IGNORECASE
)
"""What else may go from one figure to another."""


def as_point_to_point(text: str) -> str:
    """ "Crowd: ride it up from -30 at bar 9 to -10 at bar 11": levels in dB from bar to bar."""
    match = None if '"' in plain(text) else _POINT_TO_POINT.match(plain(text))
    if not match or _OTHERS.search(match["lead"]):
        return text
    what = " ".join(_MOVES.sub(" ", match["lead"]).split()) or "it"
    levels = f"from {match['a']} dB to {match['b']} dB from {match['first']} to {match['last']}"
    return f"automate the volume of {what} {levels}"


def as_held_ride(text: str) -> str:
    """ "The bed stays full up to bar 3, then ride it down to -15 by bar 4": one level that changes over bars."""
    match = None if '"' in plain(text) else _HOLDS.match(plain(text))
    if not match:
        return text
    last = f"{match['last'].strip()} dB".replace("dB dB", "dB")
    return f"automate the {match['what']} volume slowly to {last} from {match['begin']} until {match['end']}"
