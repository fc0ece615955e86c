"""Looks otherwise: another name or shade than the one just given: "no, Wind", "darker", "the bass green instead"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.media.color_names import is_color_name
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NAME = regex(
    r"^(?:(?:no|nah|nope|or|rather|i meant?|better|sorry|wait|actually)\b[\s,.]*)+"
    r"(?P<name>[A-Z0-9][\w'&-]*(?: [A-Z0-9][\w'&-]*){0,2})$"
)
_SHADES = {"darker": "dark", "lighter": "light", "brighter": "light", "paler": "light"}
_INSTEAD = frozenset("is better rather instead no not in more like".split())
_MAKES = frozenset("turn paint colour color have go goes should but and only just".split())
_BESIDE = frozenset("a bit make it them that this rather slightly little".split())


def looks_otherwise(said: Said) -> list[Step] | None:
    """The name or the shade; None where neither was just given, or not all of it is known."""
    last = said.last()
    if of_one := _one_of_them(last, said):
        return of_one
    if len(last) != 1:
        return None
    act = last[0]
    name = _NAME.match(said.typed)
    if name and (act.tool, act.kind) == ("arrange", "rename") and name["name"] not in said.scene.context.tracks:
        return [told_as(Step(act.tool, {**act.args, "name": name["name"]}), "fix", act)]
    hues = [one for one in said.words if is_color_name(one)]
    if act.tool == "set_track" and act.args.get("color") and len(hues) == 1 and not said.places and not said.amounts:
        is_known = not said.bag - {*hues} - _BESIDE - _INSTEAD and all(one.is_pronoun for one in said.things)
        return [told_as(Step(act.tool, {**act.args, "color": hues[0]}), "fix", act)] if is_known else None
    shades = said.bag & set(_SHADES)
    if act.tool != "set_track" or len(shades) != 1 or said.bag - shades - _BESIDE or said.amounts or said.places:
        return None
    colour = str(act.args.get("color") or "")
    if not colour.isalpha() or any(not one.is_pronoun for one in said.things):
        return None
    return [told_as(Step(act.tool, {**act.args, "color": f"{_SHADES[next(iter(shades))]} {colour}"}), "fix", act)]


def _one_of_them(last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "The bass green instead", behind bass and keys in blue: the keys stay blue."""
    hues = [one for one in said.words if is_color_name(one)]
    named = [one for one in said.things if not one.is_pronoun]
    if not last or any(act.tool != "set_track" or not act.args.get("color") for act in last) or len(hues) != 1:
        return None
    coloured = {track for act in last for track in tracks_of(act)}
    tracks = {track for one in named for track in one.tracks}
    if not tracks or not tracks < coloured or any(one.is_clip or one.how for one in named):
        return None
    if said.places or said.amounts or said.bag - {*hues} - _BESIDE - _INSTEAD - _MAKES:
        return None
    return [Step("set_track", {"track": track, "color": hues[0]}) for track in said.tracks if track in tracks]
