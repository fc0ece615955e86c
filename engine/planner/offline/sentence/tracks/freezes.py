"""Freezing: "freeze the pad and the keys", "bounce the strings to audio", "need to fix a note in it, unfreeze"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import SAME, Said, without
from engine.planner.offline.steps.instrument_not_here import instrument_not_here
from engine.planner.offline.steps.no_such_thing import no_such_thing
from engine.tasks.plan import Step

TOGETHER = "I bounce each track to one of its own, or a whole group to one. Group them first, or shall I write a file?"
_VERBS = {"freeze": "freeze", "freez": "freeze", "unfreeze": "unfreeze", "thaw": "unfreeze", "defrost": "unfreeze"}
_VERBS |= dict.fromkeys(("bounce", "print", "render", "commit", "flatten"), "bounce")
_WORDS = frozenset(
    "track tracks to an its it them in place as audio down one new with effects fx plugins too up".split()
)


_INTO_AUDIO = frozenset("convert turn change make into".split())
""" "Convert the bass to audio", where it is written in notes."""


def _are_notes(said: Said) -> bool:
    lying = [one for one in said.scene.clips if one.track in said.tracks]
    return bool(lying) and all(one.kind == "midi" for one in lying)


def freeze(said: Said) -> list[Step] | None:
    """The steps; None where nothing is frozen or printed, or not all of it is known."""
    verbs = {_VERBS[one] for one in said.words if one in _VERBS}
    if not verbs and said.bag & _INTO_AUDIO and "audio" in said.bag and _are_notes(said):
        verbs, said = {"bounce"}, without(said, _INTO_AUDIO)
    if len(verbs) != 1 or said.bag - _WORDS - SAME - set(_VERBS) or said.places:
        return None
    action = verbs.pop()
    if any(one.unit or one.value != 1 for one in said.amounts) or said.is_unclear or said.unclear:
        return None
    tracks = said.tracks
    if all(one.is_pronoun for one in said.things) and action == "unfreeze":
        last = [one for one in said.focus.acts if one.tool == "freeze" and one.kind in ("freeze", "bounce")]
        last = [one for one in last if said.things and one.turn == last[0].turn] or last[:1]
        tracks = [str(one.args["track"]) for one in last if one.args.get("track")] or tracks
    if not tracks or any(one.how == "all but" for one in said.things):
        return None
    if action == "bounce" and not said.bag & {"audio", "place", "track", "in"}:
        return None  # it may be a file
    is_one = "one" in said.bag or any(one.value == 1 for one in said.amounts) or "one" in said.text.split()
    if action == "bounce" and is_one and len(tracks) > 1:
        return [Step("ask", {"text": TOGETHER})]
    steps = [Step("freeze", {"track": one, "action": action}) for one in tracks]
    is_other = no_such_thing(steps, said.text, said.scene) or instrument_not_here(steps, said.text, said.scene)
    return None if is_other else steps
