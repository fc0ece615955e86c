"""Quieter, not silent: "half volume rather than mute", "not muted, just 4 dB down" behind a mute."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_MUTED = frozenset("mute muted muting silent silence off gone".split())
_NOT = frozenset("not rather instead don't".split())
_DOWN = frozenset("down quieter softer lower turn bring take pull half volume level loudness".split())
_BESIDE = frozenset("than of only at its it him her that them by fully completely quite all but make do dont".split())
_USUAL_DB = 6.0


def quieter_not_silent(said: Said) -> list[Step] | None:
    """The level instead of the mute; None where nothing was muted just before, or not all of it is known."""
    last = said.last()
    if not last or said.places or any(not one.is_pronoun for one in said.things) or len(said.amounts) > 1:
        return None
    bag = said.bag
    if bag - _MUTED - _NOT - _DOWN - _BESIDE or not bag & _MUTED or not bag & _NOT:
        return None
    is_half = "half" in said.text
    if not bag & _DOWN and not is_half or any(one.unit not in ("", "dB") for one in said.amounts):
        return None
    level = number(-_USUAL_DB if is_half or not said.amounts else -abs(said.amounts[0].value))
    if all(one.tool == "automate" and one.args.get("parameter") == "mute" for one in last):
        values = {"parameter": "volume", "from": level, "to": level}
        return [told_as(Step("automate", {**one.args, **values}), "fix", one) for one in last]
    if any((one.tool, one.kind) != ("mix", "mute") for one in last):
        return None
    back = taken_back(list(last), [one for one in said.state.frames if one.is_live])
    return [*back, *(mix([track], "gain", value_db=level) for one in last for track in tracks_of(one))]
