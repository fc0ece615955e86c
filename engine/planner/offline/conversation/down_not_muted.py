"""Down, not muted: "half volume rather than mute" turns down what was just muted, and lets it be heard."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.sentence.taken_back import taken_back
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEVEL = (
    r"(?:(?:just |only )?(?:at )?(?P<half>half) (?:the |its )?(?:volume|level|loudness)"
    r"|(?P<db>\d+(?:\.\d+)?) ?db (?:down|quieter|lower)"
    r"|(?:just |only )?(?:(?:turn|bring|take|pull) (?:it|him|her|that|them) )?(?:down|quieter|softer|lower)"
    r"(?: by)?(?: (?P<by>\d+(?:\.\d+)?) ?db)?)"
)
_MUTED = r"(?:an? )?(?:mut(?:e|ed|ing)|silent|silence|off|gone)"
_LEAD = r"^\W*(?:(?:no|nah|wait|hm+|actually|sorry|ok(?:ay)?|well|i meant|i want(?:ed)?(?: it)?|make (?:it|that))\W+)*"
_FORMS = (
    re.compile(
        rf"{_LEAD}{_LEVEL},? (?:rather than|instead of|and not|not) (?:fully |completely |all )?{_MUTED}\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD}(?:not|don't|do not) (?:fully |completely |quite )?{_MUTED}(?: it| that)?[,;.]? (?:but |just )*"
        rf"{_LEVEL}\W*$",
        re.IGNORECASE,
    ),
)
_USUAL_DB = 6.0


def down_not_muted(text: str, state: State) -> list[Step] | None:
    """The steps of such a turn; None for any other, and where nothing was muted just before."""
    said = plain(text).strip()
    match = next((found for form in _FORMS if (found := form.match(said))), None)
    frames = done_last(state) if match else []
    if match is None or not frames:
        return None
    level = -float(match["db"] or match["by"] or _USUAL_DB)
    if all(one.tool == "automate" and one.args.get("parameter") == "mute" for one in frames):
        values = {"parameter": "volume", "from": number(level), "to": number(level)}
        return [told_as(Step("automate", {**one.args, **values}), "fix", one) for one in frames]
    if all(one.tool == "mix" and one.kind == "mute" and one.args.get("track") for one in frames):
        back = taken_back(frames, [one for one in state.frames if one.is_live])
        downs = [{"track": one.args["track"], "action": "gain", "value_db": number(level)} for one in frames]
        return [*back, *(Step("mix", down) for down in downs)]
    return None
