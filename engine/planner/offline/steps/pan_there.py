"""Pan there: "pan the fiddle left in the verse" is held over those bars; only "from … to …" glides."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.form_of_track import form_of_track
from engine.planner.offline.text.polite import LEAD
from engine.tasks.plan import Step

_N = r"\d+(?:\.\d+)?"
_SIDE = (
    r"(?:(?:to the |on the )?(?P<far>(?:hard|far|fully|all the way) )?(?P<side>left|right)(?: by (?P<by>\d+) ?%)?"
    r"|(?P<share>\d+) ?(?:%|percent)?(?: to the)? (?P<side_2>left|right)"
    r"|(?:to |in )?the (?P<middle>cent(?:er|re)|middle))"
)
_RANGE = (
    rf"(?:in|during|for|over|from|between|across|through)(?: the)? (?:(?P<unit>bars?) )?(?P<a>{_N}) ?(?:to|-|and|until)"
    rf" (?:bar )?(?P<b>{_N})"
)
_AND_BACK = (
    r"(?:,? (?:and|then)(?: then)? back (?:to|in) the (?:cent(?:er|re)|middle)(?: after(?:wards| that)?| then)?)?"
)
_FORMS = (
    re.compile(
        rf"{LEAD}(?:(?:pan|put|set|place|have|keep) )?(?P<what>[^,.;:]+?) {_SIDE},? {_RANGE}{_AND_BACK}[\s.!]*$",
        re.IGNORECASE,
    ),
)


def pan_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other."""
    found = form_of_track(text, _FORMS, scene)
    if found is None:
        return None
    match, track = found[0], found[1].tracks[0]
    start, end = float(match["a"]), float(match["b"])
    if end <= start:
        return None
    if (match["unit"] or "").lower() == "bars" and (end - start) % 4:
        end += 1  # from one bar line to another is four bars or eight
    size = float(match["share"] or match["by"] or 100) / 100
    side = (match["side"] or match["side_2"] or "").lower()
    value = 0.0 if match["middle"] else -size if side == "left" else size
    args = {"track": track, "parameter": "pan", "from": value, "to": value}
    return [Step("automate", {**args, "start_bar": number(start), "end_bar": number(end)})]
