"""Fades gone: "lose the fade in again", "the fade in kills the attack, remove that one", "ring on without the fade"."""

from __future__ import annotations

from engine.planner.context import Call
from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.fades.faded_otherwise import is_fade, last_fades
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant
from engine.planner.offline.sentence.undo.talk import talk_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

FADES = frozenset("fade fades faded fading fade-in fade-out fadeout fadein".split())
_GOES = frozenset("remove delete lose kill drop bin ditch no without rid take scrap undo cut".split())
_GOES_BESIDE = frozenset("in out off again that one the first last of on at start end that's it its both from".split())
_THE_FADE = regex(r"^(?:the |that )?fade[- ]?(?P<way>in|out) .*?[,;] (?:so )?(?P<rest>(?:please )?[\w' ]+?)$")


def fade_gone(said: Said) -> list[Step] | None:
    """ "Lose the fade in again", "the fade in kills the attack, remove that one"."""
    way, bag = "", said.bag
    if "undo" in bag and _was_faded(said):
        return None  # that is taken back
    if match := _THE_FADE.match(said.text):
        way, bag = match["way"], frozenset(match["rest"].split()) - {"that", "the", "please", "so"}
        if bag - _GOES - _GOES_BESIDE or not bag & _GOES:
            return None
    elif without := _without(said):
        return without
    elif not (bag & FADES and bag & _GOES) or said.amounts or said.places or bag - FADES - _GOES - _GOES_BESIDE - NOUNS:
        return None
    ways = {way} if way else {one for one in ("in", "out") if one in bag}
    ways |= {"in"} if bag & {"fade-in", "fadein"} else set()
    ways |= {"out"} if bag & {"fade-out", "fadeout"} else set()
    if match or not said.things:
        acts = [one for one in said.focus.acts if one.tool == "edit_clip" and is_fade(one)]
        acts = [one for one in acts if not ways or one.kind.removeprefix("fade_") in ways]
        if not acts or len(ways) != 1 and len({one.turn for one in acts}) > 1:
            return None
        if not match and len(acts) == 1:
            return None  # the act is taken back
        clips = [
            (view, one.kind)
            for one in acts
            if one.turn == acts[0].turn and (view := said.scene.clip(one.args.get("clip")))
        ]
    else:
        found = clips_meant(said)
        if not found or any(len(one.clips) != 1 for one in found):
            return None
        clips = [(one.clips[0], f"fade_{each}") for one in found for each in sorted(ways or {"in", "out"})]
    if not clips or any(view.kind != "audio" for view, _ in clips):
        return None
    return [Step("edit_clip", {"clip": view.id, "action": kind, "duration": 0}) for view, kind in clips]


_DROPPED = regex(
    r"(?:(?:no|nah|nope|ok|oh|actually|just|then|so)\b[\s,]*)*(?:kill|lose|bin|ditch|scrap|drop|axe|nix|forget)"
    r" (?:it|that|this)(?: (?:again|then|please|now|after all|actually))*"
)


def fade_dropped(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Kill it" and no more, behind a fade: the fade, and not the sound."""
    if not scene.done or not _DROPPED.fullmatch(text.lower().strip(" .!")) or scene.context.is_newly_selected:
        return None
    said = taken_apart(text, scene)
    last = last_fades(said)
    return taken_back_acts(last, acts_of(said.state)) if last else None


def _was_faded(said: Said) -> bool:
    """Is there a fade of ours?"""
    acts = talk_of(said.scene, said.state).live
    calls = [one for one in said.scene.context.history if one.stands and one.tool == "edit_clip"]
    return any(is_fade(one) for one in acts) or any(_is_a_fade(one) for one in calls)


def _is_a_fade(call: Call) -> bool:
    return str(call.args.get("action", "")).startswith("fade_") and bool(call.args.get("duration"))


_STAYS = frozenset(
    "ring rings stay stays play plays keep full level up volume at remain in its not fade no without only it".split()
)


def _without(said: Said) -> list[Step] | None:
    """ "The bass should ring till the end without the fade": of a fade of tracks this one goes."""
    last = last_fades(said)
    rides = {str(one.args.get("track")) for one in last if one.tool == "automate"}
    is_spared = said.bag & {"without", "not", "no"} and "fade" in said.bag
    if not is_spared or not said.things or said.amounts or said.bag - _STAYS or not set(said.tracks) <= rides:
        return None
    if any(one.how != "to" for one in said.places):
        return None
    clear = {"parameter": "volume", "action": "clear"}
    return [Step("automate", {"track": one, **clear}) for one in said.tracks]
