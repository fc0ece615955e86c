"""Velocities that grow or fall: "a crescendo for the horn over bars 5 to 8, velocity 55 up to 110", "end at 100"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import BESIDE, EVERYWHERE, hidden, left_over, named_clips, shown
from engine.planner.offline.sentence.scope.over_bars import on
from engine.planner.offline.slots.clause import Args, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SWELLS = regex(
    r"\b(?P<up>crescendo(?:s|ing)?|cresc\b\.?|grow(?:s|ing)?|swell(?:s|ing)?|ris(?:e|es|ing)|build(?:s|ing)?(?: up)?"
    r"|climb(?:s|ing)?)|\b(?P<down>diminuendo|decrescendo|decresc\b\.?|dim\b\.?|fall(?:s|ing)?|fad(?:e|es|ing)"
    r"|taper(?:s|ing)?(?: off)?|die(?:s)? (?:away|down))|\b(?:ramp(?:s|ed|ing)?|go(?:es)?|chang(?:e|es|ing)|mov(?:e"
    r"|ing))\b",
    re.IGNORECASE,
)
_NAMED = regex(r"\b(?:crescendo|cresc|diminuendo|decrescendo|decresc)\b", re.IGNORECASE)
_VELOCITY = regex(
    r"\b(?:by |in |of |with |the |its |their )*(?:velocit(?:y|ies)|velo?s?|note strengths?)\b", re.IGNORECASE
)
_N = r"(?<![\d.])(?P<{0}>[1-9]\d?|1[0-2]\d)(?![\d.]|\s*(?:%|d ?b|bars?\b|beats?\b|bpm|hz|semitones?))"
_AT_FIRST = (
    r"(?: (?:at|in|on) (?:the )?(?:very )?(?:(?:beginning|start|first (?:note|bar|beat)|downbeat)(?: of)? ?)?"
    r"(?P<where>bar [\ue000-\uf8ff]+)?)?"
)
_FROM_TO = regex(
    rf"\b(?:from |starting (?:at|on|from) |between )?(?:about |around )?{_N.format('a')}{_AT_FIRST}\W+"
    rf"(?:(?:and|then|rising|falling|going|climbing|growing|gradually|evenly|steadily|smoothly|slowly|bit by bit"
    rf"|bar by bar|little by little|all the way|right) )*(?:up |down )?(?:to|and|until|till|->|-) "
    rf"(?:about |around |velocity )?{_N.format('b')}",
    re.IGNORECASE,
)
_TO = regex(
    rf"\b(?:(?:up|down|all the way) )*(?:to|until|till|ending (?:at|on)) (?:about |around )?{_N.format('b')}", re.I
)
_PARTS = regex(
    r"\b(?:(?:at|by|in|on) (?:the )?(?:very )?(?:end|beginning|start|first note|last note)"
    r"(?: of(?: (?:it|that|the bar))?)?)\b",
    re.IGNORECASE,
)
_END_OF = regex(r"\b(?:at|by|until|till|to|towards?) (?:the )?(?:very )?end of (?=(?:bar|the)\b)", re.IGNORECASE)
""" "Up to 110 at the end of bar 8" goes as far."""
_BESIDE = BESIDE | frozenset(
    "crescendo diminuendo over across during through for of a an the start starts starting up down from give add do"
    " gradual gradually slowly smooth smoothly notes until till between louder softer quieter loud soft into end"
    " ends".split()
)
_LOWEST = 20
"""Of a figure that is a velocity without the word."""
_NO_NOTES = regex(
    r"\b(?:d ?b|decibels?|volume|fader|level|tempo|bpm|percent|hz|cutoff|filter|send|pan)\b|%", re.IGNORECASE
)
_THE_START_OF = regex(
    r"\bthe (?:very )?(?:downbeat|first beat|start|beginning|one|top) of (?=(?:the )?\w)", re.IGNORECASE
)
_USUAL = (50, 110)
"""How far a crescendo in velocities goes that has no figures."""


def note_swell(said: Said) -> list[Step] | None:
    """Velocities from one to another over the bars; None where neither velocities nor both figures are told."""
    if said.is_later and (otherwise := _otherwise(said)):
        return otherwise
    if (bare_bars := _THE_START_OF.sub("", said.raw)) != said.raw:
        said = taken_apart(bare_bars, said.scene, focus=said.focus, there=said.there, before=said.before)
    text = EVERYWHERE.sub(" ", _with_bars_hidden(said))
    swell, velocity = _SWELLS.search(text), _VELOCITY.search(text)
    bare = _VELOCITY.sub(" ", text)
    figures = _FROM_TO.search(bare)
    goal = _TO.search(bare) if figures is None and velocity and swell else None
    is_bare = swell is not None and (swell["up"] or swell["down"]) and figures and not _NO_NOTES.search(text)
    if swell is None and (figures is None or velocity is None) or not (velocity or is_bare):
        return None
    is_unnamed = is_bare and not velocity and not _NAMED.search(text)
    if figures and is_unnamed and min(int(figures["a"]), int(figures["b"])) < _LOWEST:
        return None
    found = figures or goal
    if found is None and not _NAMED.search(text):
        return None
    args = _figures(figures, goal, is_down=bool(swell and swell["down"]))
    rest = f"{bare[: found.start()]} {found.groupdict().get('where') or ''} {bare[found.end() :]}" if found else bare
    rest = _PARTS.sub(" ", _SWELLS.sub(" ", rest))
    apart = taken_apart(shown(rest), said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _BESIDE) or any(one.how in ("to", "before") for one in apart.places):
        return None
    clips = named_clips(apart, said)
    bars = _all_of(apart.spans)
    is_up_to = bool(figures and not figures["where"] and len(apart.spans) == 1 and _END_OF.search(text))
    steps = []
    for one in clips:
        start = one.bars[0] if is_up_to and one.bars else bars[0] if bars else 0.0
        reach = {"start_bar": number(start), "end_bar": number(bars[1])} if bars else {}
        steps.append(Step("edit_notes", {**on([one.id]), "action": "velocity", **args, **reach}))
    return steps or None


def _figures(figures: re.Match[str] | None, goal: re.Match[str] | None, *, is_down: bool) -> Args:
    if figures:
        return {"value": int(figures["a"]), "to_value": int(figures["b"])}
    if goal:
        return {"to_value": int(goal["b"])}
    start, end = reversed(_USUAL) if is_down else _USUAL
    return {"value": start, "to_value": end}


def _with_bars_hidden(said: Said) -> str:
    """The sentence with the figures of names and of bars out of sight."""
    text = hidden(said.raw, said)
    for one in said.places:
        text = _hidden_in(text, said.raw[one.start : one.end])
    return text


_FIGURE = regex(r"\d")


def _hidden_in(text: str, place: str) -> str:
    return text.replace(place, _FIGURE.sub(lambda match: chr(0xE000 + ord(match[0])), place))


def _all_of(spans: list[Bars]) -> Bars | None:
    """From the first of the bars that are told to the last one: "from bar 5 up to 110 in bar 8"."""
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


_START = regex(
    rf"(?:(?:start|begin|starting|beginning|from)(?: (?:it|that))?|at the (?:start|beginning))(?: at| on| from| with)? "
    rf"{_N.format('a')}(?: (?:instead|though|rather))*|{_N.format('a2')} at the (?:start|beginning)",
    re.IGNORECASE,
)
_END = regex(
    rf"(?:(?:end|ending|finish|stop|peak|up|down|only up|to|only to|not so (?:loud|much|far),? (?:only )?(?:up )?to)"
    rf"(?: (?:it|that))?|at the end)(?: at| on| to| with)? {_N.format('b')}(?: (?:instead|though|rather|is (?:enough"
    rf"|plenty)))*"
    rf"|{_N.format('b2')} (?:at the end|is enough|is plenty)",
    re.IGNORECASE,
)


def _otherwise(said: Said) -> list[Step] | None:
    """ "Start at 40", "only up to 100", behind such a crescendo."""
    last = said.last()
    if not last or any(one.tool != "edit_notes" or "to_value" not in one.args for one in last):
        return None
    text = said.raw.strip(" .!")
    for form, name in ((_START, "value"), (_END, "to_value")):
        if match := form.fullmatch(text):
            value = next(int(one) for one in match.groups() if one)
            return [told_as(Step("edit_notes", {**one.args, name: value}), "fix", one) for one in last]
    return None
