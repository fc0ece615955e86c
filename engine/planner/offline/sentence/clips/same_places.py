"""Same places: "put it in the same two places", behind copies of something else: where these lie."""

from __future__ import annotations

from engine.planner.offline.conversation.state import State
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FORM = regex(
    r"(?:(?:and|then|also|now) )*(?:put|copy|place|have|lay|drop|stick|double|add) (?:the |my |our |this |that )?T"
    r"(?: (?:also|too|as well))* (?:in|at|to|on|into|onto) (?:the |those |these )?(?:very )?same"
    r"(?: (?P<count>two|three|four|2|3|4))? (?:places?|spots?|bars|points?|positions?)(?: (?:too|as well|also))*"
)
WHICH_PLACES = "Nothing was copied before; at which bars should it lie?"
_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_BESIDE = ("mix", "automate", "set_track", "edit_clip", "apply_effect")
"""What may have been done to the copies since."""


def same_places(said: Said, state: State | None = None) -> list[Step] | None:
    """The copies; None where nothing was copied, or not all is known. `state` knows what was, where `said` does not."""
    if len(said.things) != 1 or len(said.things[0].tracks) != 1:
        return None
    one = said.things[0]
    match = _FORM.fullmatch(f"{said.text[: one.start]}T{said.text[one.end :]}".strip(" .!"))
    if match is None:
        return None
    bars = _copied_to(state or said.state)
    if not bars:
        return [Step("ask", {"text": WHICH_PLACES})]
    lying = [clip for clip in in_order(one.tracks[0], said) if not one.is_clip or clip.id in one.clips]
    if len(lying) != 1:
        return None
    if match["count"]:
        bars = bars[-_COUNTS[match["count"]] :]
        if len(bars) != _COUNTS[match["count"]]:
            return None
    there = {round(clip.bars[0], 2) for clip in lying if clip.bars}
    return [
        Step("arrange", {"action": "duplicate", "clip": lying[0].id, "bar": number(bar)})
        for bar in bars
        if round(bar, 2) not in there
    ] or None


def _copied_to(state: State) -> list[float]:
    """The bars that the latest copies were put at, the oldest first."""
    found: list[float] = []
    for act in reversed([one for one in state.frames if one.is_live]):
        bar = act.args.get("bar")
        if (act.tool, act.kind) == ("arrange", "duplicate") and isinstance(bar, int | float):
            found.insert(0, float(bar))
        elif act.tool not in _BESIDE:
            break
    return list(dict.fromkeys(found))
