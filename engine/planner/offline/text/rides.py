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


def as_held_ride(text: str) -> str:
    """ "The bed stays full up to bar 3, then ride it down to -15 by bar 4": one level that changes over bars."""
    match = None if '"' in plain(text) else _HOLDS.match(plain(text))
    if not match:
        return text
    last = f"{match['last'].strip()} dB".replace("dB dB", "dB")
    return f"automate the {match['what']} volume slowly to {last} from {match['begin']} until {match['end']}"
