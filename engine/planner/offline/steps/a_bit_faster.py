"""A bit faster: "speed the talk up a touch", "make the solo slightly slower" stretch what is named by so little."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.stretch import LITTLE
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.amount_form import X, forms, is_named
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_BIT = (
    r"(?:(?:just |only )?(?:an? (?:(?:tiny|little|wee|small) )?(?:bit|touch|tad|hair|little|notch|smidge|nudge|shade)"
    r"(?: bit)?|slightly|a little bit))"
)
_FORMS = forms(
    rf"(?P<up>speed|hurry)(?: up)? {X}(?: up)?,? {_BIT}",
    rf"slow(?: down)? {X}(?: down)?,? {_BIT}",
    rf"(?:make|play|get|have|let) {X} (?:go |run |play )?{_BIT} (?:(?P<up>faster|quicker)|slower)",
    rf"{X} {_BIT} (?:(?P<up>faster|quicker)|slower)",
)


def a_bit_faster(text: str, scene: DialogueState) -> list[Step] | None:
    """The step; None for other words, and for what is no clip."""
    said = plain(text)
    match: re.Match[str] | None = next((found for form in _FORMS if (found := form.match(said))), None)
    if match is None or '"' in said or match["where"]:
        return None
    what = re.sub(r"\s+clip$", "", match["what"], flags=re.IGNORECASE)
    if not is_named(what, scene):
        return None
    named = things(what if what.lower().startswith("the ") else f"the {what}", scene)
    clips = [clip for one in named for clip in one.clips]
    if not 0 < len(clips) <= 4:
        return None
    ratio = 1 + LITTLE if match.groupdict().get("up") else 1 - LITTLE
    which = {"clips": clips} if len(clips) > 1 else {"clip": clips[0]}
    return [Step("change_tempo_key", {**which, "ratio": ratio})]
