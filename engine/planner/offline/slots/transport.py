"""Arguments of the transport."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.last_place import last_place
from engine.planner.offline.slots.meter import meter_said
from engine.planner.offline.slots.places import bar_or_time, seconds
from engine.planner.offline.slots.ramp import tempo_ramp
from engine.planner.offline.slots.spot import count_in, punched, spot
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_ASKS_TEMPO = regex(
    r"\b(?:what|which|how (?:many|fast)|tell me|show me|check)\b.*\b(?:tempo|bpm|b p m|beats (?:a|per) minute"
    r"|speed)\b"
)


SLOWEST = 20
"""Beats a minute: what is less is no tempo."""


def transport(clause: Clause) -> Args:
    """action, bar/at, bpm, range, on."""
    action = clause.kind
    if not action and _ASKS_TEMPO.search(clause.low):
        return {"action": "get_tempo"}
    if not action:
        action = "set_tempo" if clause.of("bpm") else "locate" if clause.of("bar") else ""
    if clause.has(r"\bmetronome\b|\bclick\b"):
        action = "set_tempo" if [one for one in clause.of("bpm", "") if one.value >= 30] else "metronome"
    if not action:
        clause.need("Play, stop, record, or go where?")
        return {}
    if meter := meter_said(clause):
        return meter
    if action in ("set_tempo", "ramp") and (ramp := tempo_ramp(clause, wanted=action == "ramp")):
        return ramp
    if action in ("set_tempo", "ramp"):
        return _tempo(clause)
    args: Args = {"action": action}
    if action == "metronome":
        off = clause.has(
            r"\bno (?:\w+ )?(?:click|metronome|tick\w*)\b"
            r"|\b(?:off|stop|kill|without|disable|out|mute|lose|enough|silence|don'?t (?:want|need|use|play)|aus"
            r"|away|shut|hush|shush|gone|quiet|rid|spare|ditch|drop|remov\w*|delet\w*|deactivat\w*|cancel\w*)\b"
        )
        return args | {"on": not off}
    if action == "loop":
        return args | _loop(clause)
    if action in ("play", "record", "locate"):
        counted = count_in(clause) if action == "record" else {}
        args |= counted | (punched(clause) if action == "record" else {})
        known = {} if counted or "start_bar" in args else last_place(clause)
        where = known or spot(clause) or ({} if counted or "start_bar" in args else _place(clause))
        args |= where
        if action == "locate" and not where and not clause.carries:
            clause.need("To which bar or time?")
    return args


_GOES_ON = regex(r"\b(?:go|jump|skip|back) (?:back )?to (?:the )?(?:top|start|beginning)\b")


def _place(clause: Clause) -> Args:
    return bar_or_time(clause) or _bare_bar(clause)


def _bare_bar(clause: Clause) -> Args:
    numbers = [one for one in clause.of("") if one.value >= 1]
    if clause.has(r"\bzero\b"):
        return {"at": 0}
    return {"bar": number(numbers[0].value)} if numbers else {}


_SLOWER = r"\b(?:down|slow(?:er|ed)?|minus|less|drop\w*|lower\w*|reduc\w*|decreas\w*)\b"


def _tempo(clause: Clause) -> Args:
    tagged = [one for one in clause.tagged("bpm") if one.value >= SLOWEST or one.unit == "bpm"]
    amounts = clause.of("bpm") + tagged + [one for one in clause.of("") if one.value >= SLOWEST]
    shift = re.search(r"\b(?:by|up|down|faster|quicker|slower|plus|minus|more|less)\b|(?<!\w)[+−-]\d", clause.low)
    amounts = amounts or (clause.tagged("bpm") or clause.of("") if shift else [])
    amounts = [
        one
        for one in amounts
        if not re.search(r"\b(?:from|was|session was|it's|is)\s*$", clause.before(one)) or len(amounts) == 1
    ] or amounts
    tempo = clause.scene.context.tempo
    if amounts and shift and (size := abs(amounts[0].value)) <= 30:
        return {
            "action": "set_tempo",
            "bpm": number(tempo - size if amounts[0].value < 0 or clause.has(_SLOWER) else tempo + size),
        } | _from_bar(clause)
    if amounts:
        bpm = number(amounts[-1].value if amounts[-1] in clause.tagged("bpm") else amounts[0].value)
        return {"action": "set_tempo", "bpm": bpm} | _from_bar(clause)
    if clause.has(r"\bhalf|\bhalve"):
        return {"action": "set_tempo", "bpm": number(tempo / 2)}
    if clause.has(r"\bdouble|\btwice"):
        return {"action": "set_tempo", "bpm": number(tempo * 2)}
    if clause.has(r"\b(?:what|which|how fast|tell me)\b"):
        return {"action": "get_tempo"}
    if not clause.carries:
        clause.need("To how many bpm?")
    return {"action": "set_tempo"}


def _from_bar(clause: Clause) -> Args:
    """ "From bar 9 on", "at bar 9": where the new tempo begins."""
    bars = clause.of("bar")
    return {"bar": number(bars[0].value)} if len(bars) == 1 and bars[0].value > 1 else {}


_UNTIL = regex(r"\b(?:until|till|til)\s+(?:bar\s+)?$")
""" "Loop from bar 9 to bar 17" are eight bars."""


def _loop(clause: Clause) -> Args:
    args: Args = {}
    numbers: list[Quantity] = [one for one in clause.amounts if one.unit in ("bar", "bars", "")]
    first = re.search(r"\bfirst\s+$", clause.low[: numbers[0].start]) if numbers else None
    if len(numbers) >= 2:
        start, end = int(numbers[0].value), int(numbers[1].value)
        is_to_there = _UNTIL.search(clause.low[: numbers[1].start]) and (end - start) % 4 == 0
        args = {"start_bar": start, "end_bar": end - 1 if is_to_there and end > start else end}
    elif numbers and first:
        args = {"start_bar": 1, "end_bar": int(numbers[0].value)}
    elif numbers and numbers[0].unit == "bar":
        args = {"start_bar": int(numbers[0].value), "end_bar": int(numbers[0].value)}
    if clause.has(r"\b(?:off|stop loop\w*|no more loop|disable|end the loop|unloop|stop cycl\w+|stop repeating)\b"):
        args["on"] = False
        args |= {"bar": 1} if _GOES_ON.search(clause.low) else {}
    elif not args:
        timed = clause.of("s")
        if len(timed) >= 2:
            args = {
                "start_bar": int(seconds(clause, timed[0]) / clause.bar_s) + 1,
                "end_bar": max(1, round(seconds(clause, timed[1]) / clause.bar_s)),
            }
        elif clause.has(r"\bselect|\bthis\b|\bon\b"):
            args["on"] = True
    return args
