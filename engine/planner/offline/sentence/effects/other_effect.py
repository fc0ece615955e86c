"""Another effect in the place of the one just put on: "a delay instead", "no, high-pass"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import PRONOUNS, Said
from engine.planner.offline.sentence.effects.effect_words import ROOMS, effects_said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE = frozenset("try use put make rather not instead of on with better".split())
_PLACE = ("clip", "clips", "track", "tracks", "start_bar", "end_bar")


def other_effect(said: Said) -> list[Step] | None:
    """The steps; None where the last request put no effect on, or more is said than which other one."""
    last = said.last()
    if not last or any(one.tool != "apply_effect" for one in last) or said.places or said.amounts:
        return None
    if room := _other_room(said):
        return room
    if not (said.corrects or "instead" in said.bag or "rather" in said.typed.lower()):
        return None
    told = effects_said(said.text, [(one.start, one.end) for one in said.things if one.is_pronoun])
    told = [one for one in told if not said.text[: one.start].endswith("the ")]  # a part of the song, or a clip
    named = [one for one in said.things if not one.is_pronoun]
    if any(not any(a.start <= one.start and one.end <= a.end for a in told) for one in named):
        return None
    was = {str(one.args.get("effect")) for one in last}
    fresh = [one for one in told if one.kind not in was]
    words = {word for one in told for word in said.text[one.start : one.end].replace("-", " ").split()}
    words |= {said.text[one.start : one.end] for one in told}
    if len(fresh) != 1 or len(told) > 2 or said.bag - words - _BESIDE - PRONOUNS:
        return None
    kept = ({name: one.args[name] for name in _PLACE if name in one.args} for one in last)
    steps = [Step("apply_effect", {**place, "effect": fresh[0].kind}) for place in kept]
    return [told_as(step, "fix", act) for step, act in zip(steps, last, strict=True)]


_ROOM = regex(
    rf"(?:(?:no|not|rather|maybe|sorry|actually|make it|use|try|put|can it be|could it be|have|want|do|but|and|it|as)\b"
    rf"[\s,]*)*(?:(?:not (?:an? )?(?:[a-z]+)(?: one)?[\s,]+(?:but )?))?(?P<article>an? |some |more of an? )?"
    rf"(?P<room>{'|'.join(ROOMS)})(?: (?:re)?verb| one)?(?P<tail>(?: (?:instead(?: of (?:it|that))?|rather"
    r"(?: than (?:it|that))?|would be (?:nicer|better)|might be (?:nicer|better)|please|then))*)"
)


def _other_room(said: Said) -> list[Step] | None:
    """ "Plate instead", of a reverb: that one, of such a size, though a bus is called Plate."""
    last = said.last()
    match = _ROOM.fullmatch(said.text.strip(" .!"))
    if match is None or any(one.kind != "reverb" for one in last):
        return None
    makes = re.search(r"\b(?:make it|can it be|could it be)\b", said.text)
    if not (said.corrects or makes or match["tail"].strip() or said.text.startswith(("no ", "not ", "rather "))):
        return None
    steps = [Step(one.tool, {**one.args, "size": ROOMS[match["room"]]}) for one in last]
    return [told_as(step, "fix", act) for step, act in zip(steps, last, strict=True)]
