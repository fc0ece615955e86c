"""Arguments of mixer moves."""

from __future__ import annotations

import re

from engine.planner.slots.clause import Args, Clause, number
from engine.planner.slots.direction import is_down, signed
from engine.planner.slots.tracks import fill_track


def mix(clause: Clause) -> Args:
    """track, action and how much."""
    action = _mix_action(clause)
    if not action and not clause.carries:
        clause.need("What should I change on the mixer: level, pan, mute or solo?")
    args: Args = {"action": action} if action else {}
    target = fill_track(clause)
    if action == "unsolo" and not target and clause.missing:
        clause.missing.clear()
        target = {"tracks": list(clause.scene.context.tracks)}
    args = target | args
    if action == "gain":
        args |= _gain(clause)
    elif action == "pan":
        args |= _pan(clause)
    return args


def _mix_action(clause: Clause) -> str:
    plain_words = (
        ("unmute", r"\bun-?\s?mute\b|\bback (?:on|in)\b"),
        ("unsolo", r"\bun-?\s?solo\b|\bsolo off\b"),
        ("mute", r"\bmute\b"),
        ("solo", r"\bsolo\b(?! (?:take|clip|idea|from|in\b))"),
        ("pan", r"\bpan(?:ned|ning)?\b"),
    )
    named = next((action for action, pattern in plain_words if re.search(pattern, clause.low)), "")
    if named in ("mute", "solo", "unmute", "unsolo", "pan") and not (
        named == "unmute" and "mute" not in clause.low and clause.kind
    ):
        return named
    if clause.kind:
        return clause.kind
    return "gain" if clause.of("dB", "LUFS") else "pan" if clause.has(r"\bleft\b|\bright\b") and clause.amounts else ""


_ALL_THE_WAY = re.compile(r"\ball the way\b|\bhard\b|\bfully\b|\bcompletely\b")
DOUBLE_DB = 6
"""Twice the level."""
_UNHEARD = re.compile(
    r"\b(?:up|louder|more|raise|boost|push|forward|buried|bump|lift|crank|quiet|hotter|inaudible|disappear\w*|vanish\w*"
    r"|not exist|lost|swallowed|barely|faint|weak|can'?t hear|don'?t hear|goes under)\b"
)


def _without_amount(clause: Clause) -> Args:
    """Louder or quieter by as much as the words sound like."""
    down = is_down(clause.low)
    if not down and not _UNHEARD.search(clause.low):
        if not clause.carries:
            clause.need("Louder or quieter, and by how many dB?")
        return {}
    size = (
        1
        if clause.has(r"\b(?:hair|smidge|tiny|touch|tad|notch)\b")
        else 6
        if clause.has(r"\b(?:a lot|much|way|loads|far)\b")
        else 3
    )
    return {"value_db": -size if down else size}


def _gain(clause: Clause) -> Args:
    level = clause.of("LUFS")
    if level:
        return {"loudness_lufs": number(-abs(level[0].value))}
    if as_loud := re.search(r"\b(half|twice|double) (?:as loud|the (?:volume|level|loudness))\b", clause.low):
        return {"value_db": -DOUBLE_DB if as_loud[1] == "half" else DOUBLE_DB}
    amounts = clause.tagged("value_db", "set_db") + clause.of("dB") + [one for one in clause.of("") if not one.low]
    if not amounts:
        return _without_amount(clause)
    one = amounts[0]
    if clause.has(r"\bunity\b"):
        return {"set_db": 0}
    before = clause.before(one, 16)
    is_set = one in clause.tagged("set_db") and one not in clause.tagged("value_db")
    if is_set and one.signed and not clause.has(r"\b(?:by|up|down|louder|quieter|lower|higher|more|less|another)\b"):
        return {"set_db": number(one.value)}
    fixed = (
        re.search(r"\b(?:to|at|=)\s*(?:about |around |exactly )?$", before)
        and not re.search(r"\bby\s*$", before)
        and not re.match(
            r"\s*(?:d\s?bs?\s*)?(?:down|up|louder|quieter|lower|higher|more|less)\b", clause.low[one.end :]
        )
    )
    if (
        fixed
        and (one.signed or one in clause.tagged("set_db") or not re.search(r"\b(?:closer)\b", clause.low))
        or (one in clause.tagged("set_db") and clause.has(r"\bfader\b"))
    ):
        return {
            "set_db": number(
                -abs(one.value) if not one.signed and one.value > 6 and one in clause.tagged("set_db") else one.value
            )
        }
    return {"value_db": number(signed(clause, one))}


def _pan(clause: Clause) -> Args:
    text = clause.low
    span = clause.said("value")
    words = span.text.lower() if span else text
    left = re.search(
        r"\bleft\b|\bl\b|\blinks\b|\bl\d|\d+\s?%?\s?l\b|\besquerda\b|\bizquierda\b|\bgauche\b", words
    ) or re.search(r"\bleft\b|\d\s?l\b|\bl\d", text)
    right = re.search(
        r"\bright\b|\br\b|\brechts\b|\br\d|\d+\s?%?\s?r\b|\bdireita\b|\bderecha\b|\bdroite\b", words
    ) or re.search(r"\bright\b|\d\s?r\b|\br\d", text)
    sign = -1 if left else 1
    if re.search(r"\b(?:cent(?:er|re)d?|middle|recent(?:er|re)|mitte|mono)\b", text) and not (
        (clause.amounts or _ALL_THE_WAY.search(text)) and (left or right)
    ):
        return {"value": 0}
    if re.search(r"\bthree[\s-]quarters?\b", text):
        return {"value": 0.75 * sign}
    amounts = clause.tagged("value") + clause.of("%", "deg") + clause.of("")
    lettered = re.search(r"\b([lr])\s?(\d{1,3})\b|\b(\d{1,3})\s?([lr])\b", text)
    if lettered and not clause.tagged("value"):
        side, size = (lettered[1], lettered[2]) if lettered[1] else (lettered[4], lettered[3])
        return {"value": number((-1 if side == "l" else 1) * min(1.0, int(size) / 100))}
    if amounts:
        value = abs(amounts[0].value)
        value = value if value <= 1 and amounts[0].unit != "%" else value / 100
        return {"value": number((-1 if amounts[0].value < 0 else sign) * min(1.0, value))}
    if not (left or right):
        if not clause.carries:
            clause.need("How far to which side?")
        return {}
    if _ALL_THE_WAY.search(text):
        size = 1.0
    elif re.search(r"\bhalf\b", text):
        size = 0.5
    elif re.search(r"\ba? ?(?:bit|little|lil|touch|slightly|tad|hair|smidge|nudge|gently)\b|\bslight", text):
        size = 0.25
    elif re.search(r"\b(?:way|far|mostly)\b", text):
        size = 0.9
    else:
        size = 1.0
    return {"value": number(sign * size)}
