"""Lines: "make the host sound like he's on the phone" is a high pass and a low pass, as narrow as such a line is."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.effect_steps import just_worked_on, steps_for, targets_of, words_left
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PHONE = r"(?:tele)?phone(?: (?:call|line|speaker|box|booth|kiosk|receiver))?|landline|answering machine|voicemail"
_RADIO = r"(?:(?:old|small|cheap|am|transistor|vintage) )*radio|walkie-?\s?talkie|megaphone|intercom|tannoy|gramophone"
_DEVICE = regex(rf"(?<!\w)(?:(?P<phone>{_PHONE})|(?P<radio>{_RADIO}))(?!\w)")
_BANDS_HZ = {"phone": (300.0, 3400.0), "radio": (400.0, 5000.0)}
_SOUNDS = frozenset("sound sounds sounding come comes seem seems effect eq filter vibe voice through like".split())
"""One of these is said, for a phone may be called as well."""
_BESIDE = frozenset(
    "make have get let turn put add use send run give like as if though he she it they we that this her him them he's"
    " she's it's they're calling coming talking speaking singing played playing on over through from in out of via into"
    " down by to too some across with though were was is be ringing rings ring phoning phones calls rang being heard"
    " sitting standing stood talked spoke somebody someone an the old other end at should could must".split()
)


def phone(said: Said) -> list[Step] | None:
    """The two filters; None where nothing is to sound so."""
    device = _DEVICE.search(said.text)
    if device is None or said.amounts or not said.bag & _SOUNDS:
        return None
    hidden = device.span()
    said = replace(said, things=[one for one in said.things if not hidden[0] <= one.start < hidden[1]])
    named = [one for one in said.things if not one.is_pronoun]
    targets = targets_of(replace(said, things=named or said.things)) or just_worked_on(said, set())
    if not targets or set(words_left(said, [hidden])) - _BESIDE - _SOUNDS:
        return None
    low_hz, high_hz = _BANDS_HZ["phone" if device["phone"] else "radio"]
    high = steps_for(said, "highpass", {"cutoff_hz": low_hz}, targets) or []
    low = steps_for(said, "lowpass", {"cutoff_hz": high_hz}, targets) or []
    made = zip(range(1, len(low) + 1), low, strict=True)
    return [*high, *(replace(one, args=_chained(one, at)) for at, one in made)] or None


def _chained(step: Step, at: int) -> dict[str, object]:
    """On what came of the first filter."""
    return {**step.args, "clip": f"${at}"} if "clip" in step.args else dict(step.args)
