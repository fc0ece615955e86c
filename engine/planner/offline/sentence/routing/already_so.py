"""What was done to a thing already: "send the vocals to the hall", then "the bvs too", which are among them."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import SAME, Said
from engine.tasks.plan import Step

_BESIDE = frozenset("do on for to with it that same".split())
DONE_TO_IT = "That was done to “{}” already; nothing is changed."


def already_so(said: Said) -> list[Step] | None:
    """A word that it is so; None where something named is new, or more is said."""
    last, named = said.last(), [one for one in said.things if not one.is_pronoun]
    if not last or not named or said.amounts or said.places or said.corrects or any(one.how for one in named):
        return None
    if said.bag - SAME - _BESIDE or not (said.bag & SAME or said.adds):
        return None
    if any(one.is_clip for one in named):
        return None
    about = [set(said.focus.tracks_about(one)) for one in last]
    if any(not set(one.tracks) <= set().union(*about) for one in named):
        return None
    return [Step("chat", {"text": DONE_TO_IT.format("”, “".join(dict.fromkeys(said.tracks)))})]
