"""Returns: "make me a quarter note delay on a return", "i need a reverb bus"; one that is named is read elsewhere."""

from __future__ import annotations

from engine.planner.offline.sentence.effect_words import SIZES
from engine.planner.offline.sentence.effects import called_settings
from engine.planner.offline.sentence.said import Said
from engine.tasks.plan import Step

MAKES = frozenset("make create add set build want need give up".split())
RETURNS = frozenset("return aux bus".split())
BESIDE = frozenset("on as in with its own new fx effect effects track an a separate one it to".split())


def effect_return(said: Said) -> list[Step] | None:
    """A bus with an effect of which all is heard; None where none is made, or not all of the words are known."""
    if any(not one.is_pointed for one in said.things) or said.places or not said.bag & RETURNS:
        return None
    found = called_settings(said, known=MAKES | RETURNS | BESIDE | frozenset(SIZES))
    if found is None or found[0] not in ("reverb", "delay", "chorus", "phaser", "flanger"):
        return None
    kind, settings = found
    is_made = bool(said.bag & MAKES) or said.raw.lower().startswith(("i need", "i want", "we need", "give me"))
    taken = {view.name.lower() for view in said.scene.context.track_views}
    if not is_made or kind in taken:
        return None
    name = kind.capitalize()
    return [
        Step("arrange", {"action": "new_track", "name": name, "kind": "bus"}),
        Step("apply_effect", {"track": name, "effect": kind, "wet": 1.0, **settings}),
    ]
