"""Arguments of sounds placed in space."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import span_text
from engine.planner.offline.text.quantity import Quantity


def binauralize(clause: Clause) -> Args:
    """clip, azimuth_deg, elevation_deg, distance_m, motion."""
    args = fill_clip(clause)
    motion = span_text(clause, "motion")
    if not motion:
        found = re.search(
            r"\b(circl\w+ (?:around )?(?:my |the |your )?\w+|(?:from )?(?:the )?left to (?:the )?right"
            r"|(?:from )?(?:the )?right to (?:the )?left|front to back|back to front|orbit\w*(?: \w+ \w+)?"
            r"|rotat\w+(?: around \w+ \w+)?|spin\w*(?: around \w+)?|"
            r"(?:fly|float|move|walk|drift|swirl|pass|wander)\w*(?: \w+){1,5})",
            clause.low,
        )
        motion = found[1] if found else ""
    if motion:
        args["motion"] = motion
    for one in clause.of("m"):
        args["distance_m"] = number(one.value)
    angle = _elevation(clause)
    if angle is not None:
        args["elevation_deg"] = number(angle)
    side = _azimuth(clause)
    if side is not None and not (motion and not clause.said("azimuth_deg") and not clause.of("deg")):
        args["azimuth_deg"] = number(side)
    return args


_HEIGHT = (
    r"\b(?:up|above|over(?:head)?|high\w*|top|ceiling|roof|sky|tree\w*|elevat\w+|raised|below|under(?:neath)?"
    r"|down|beneath"
    r"|floor|feet|ground|low\w*|tall|cima|oben|unten|arriba|haut|dessus|overhead)\b"
)
"""Words without which an angle is no height."""
_ABOVE_US = r"\b(?:above|over) (?:me|you|u|us|them|(?:my|your|our|the listener'?s?) heads?)\b"
_HIGH_UP = r"\b(?:high|way) (?:up|above|over)\b"


def _angles(clause: Clause, name: str) -> list[Quantity]:
    other = "elevation_deg" if name == "azimuth_deg" else "azimuth_deg"
    return [
        one
        for one in clause.tagged(name) + clause.of("deg", "")
        if (one not in clause.tagged(other) or other == "elevation_deg" and not clause.has(_HEIGHT))
        and one not in clause.tagged("distance_m", "motion")
        and one.unit in ("deg", "", "%")
    ]


def _elevation(clause: Clause) -> float | None:
    span = clause.said("elevation_deg") if clause.has(_HEIGHT) else None
    text = span.text.lower() if span else clause.low
    up = re.search(r"\b(?:up|above|over(?:head)?|high|top|ceiling|elevat\w+|raised)\b", text)
    down = re.search(r"\b(?:below|under(?:neath)?|down|beneath|floor|feet|low)\b", text)
    amounts = (
        _angles(clause, "elevation_deg")
        if span
        else [
            one
            for one in _angles(clause, "elevation_deg")
            if re.match(r"\s*(?:degrees?)?\s*(?:up|above|below|down|under|high|elevat)", clause.after(one))
            or re.search(r"elevation\s*$", clause.before(one))
        ]
    )
    if amounts and (span or up or down):
        return -abs(amounts[0].value) if down or amounts[0].value < 0 else amounts[0].value
    if span or re.search(rf"\boverhead\b|{_ABOVE_US}|\b(?:directly|right|straight) (?:above|over)\b", clause.low):
        return (
            -45.0
            if down and not up
            else 80.0
            if re.search(r"almost|nearly", text)
            else 90.0
            if re.search(rf"overhead|directly|straight|right|{_ABOVE_US}", clause.low) and not re.search(_HIGH_UP, text)
            else 30.0
            if re.search(r"\bbit\b|slightly|little", text)
            else 45.0
        )
    return None


def _azimuth(clause: Clause) -> float | None:
    span = clause.said("azimuth_deg")
    text = span.text.lower() if span else clause.low
    clock = re.search(
        r"\b(\d{1,2}|twelve|one|two|three|four|five|six|seven|eight|nine|ten|eleven)\s?o'?\s?clock\b", clause.low
    )
    if clock:
        hours = dict(
            zip("twelve one two three four five six seven eight nine ten eleven".split(), range(12), strict=True)
        )
        hour = hours.get(clock[1], 0) if not clock[1].isdigit() else int(clock[1]) % 12
        return float(hour * 30 if hour <= 6 else hour * 30 - 360)
    left, right = (
        re.search(r"\bleft\b|\blinks\b", clause.low if not span else text) or re.search(r"\bleft\b", text),
        re.search(r"\bright\b(?!\s+(?:behind|in front|above|over|at|next|here|now|there|up|on))", text),
    )
    behind, front = (
        re.search(r"\bover (?:\w+ )?(?:left |right )?shoulder\b", clause.low)
        or re.search(r"\bbehind\b|\bat (?:my|your|the) back\b|\brear\b|\bback (?:left|right)\b", text),
        re.search(r"\bfront\b|\bahead\b|\bcent(?:er|re)\b|\bforward\b", text),
    )
    amounts = [
        one
        for one in _angles(clause, "azimuth_deg")
        if span and one in clause.tagged("azimuth_deg") or one.unit == "deg"
    ]
    after = clause.low[amounts[0].end : amounts[0].end + 30] if amounts else ""
    if amounts:
        near_left = re.search(r"\bleft\b", after) or (
            not re.search(r"\bright\b", after) and (left or re.search(r"\bleft\b", clause.low))
        )
        value = amounts[0].value
        return -abs(value) if near_left and value > 0 else value
    if behind:
        almost = re.search(r"\bslightly|\balmost|\bjust\b|\bnearly", text)
        base = 150.0 if almost else 135.0
        return -base if left else base if right else 180.0
    if left or right:
        size = (
            45.0
            if front
            else 20.0
            if re.search(r"\bslightly|\ba (?:bit|touch|little|hair)", text)
            else 80.0
            if re.search(r"\bfar\b", text)
            else 45.0
            if re.search(r"\bhalf\b", text)
            else 90.0
        )
        return -size if left else size
    return 0.0 if front and (span or re.search(r"\bin front\b|\bahead\b|\bdead cent", text)) else None
