"""Taken off: a part of what was done goes again: "off with it on the pad", "not the second", "only the first two"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.become import left_only, put_back, taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OFF = frozenset("off with it that on from take of again no more remove there turn the".split())
_NOT = frozenset("not without except after all either too as well that it on".split())
_MUSIC = frozenset("music band instruments instrumentals backing".split())
""" "Not the voice, music only"."""
_LEAVE = frozenset("leave keep in there out of it as was alone that how".split())
_ONLY = frozenset("only just keep".split())
_IS_ON = ("sidechain", "send")
"""What a call of the routing task puts on a track."""


def taken_off(said: Said) -> list[Step] | None:
    """The undo; None where nothing of the last acts is taken back, or not all of it is known."""
    last = said.last()
    if not last or said.amounts or said.places or any(one.how for one in said.things):
        return None
    named = [one for one in said.things if not one.is_pronoun]
    if not named:
        return _all_off(said, last)
    if _BACK_ONLY.fullmatch(said.form) and len(named) > 1 and _ONLY_THEM.search(said.text):
        return _back_but_not(named[0], named[1:], last, said)
    bag, are_on = said.bag, all(_is_on(one) for one in last)
    known = _NOT | (_MUSIC | {"only", "just", "the"} if bag & _MUSIC else frozenset())
    says_not = bag & {"not", "without", "except"} and not bag - known
    says_off = bag & {"off"} and not bag - _OFF and are_on
    says_leave = "leave" in bag and not bag - _LEAVE and not {one.kind for one in last} & {"mute", "group", "bus"}
    if says_not or says_off or says_leave:
        return _without(named, last, said)
    if re.search(r"\b(?:only|just|keep)\b", said.text) and not bag - _ONLY:
        return _nothing_else(named, last, said)
    return None


_BACK_ONLY = regex(
    r"(?:put |take |bring )?T back(?: (?:up|down|as it was))?(?: [,.;])?(?: only| keep| leave)? T(?: T)*"
)
_ONLY_THEM = regex(r"\bback\b.*\b(?:only|just|keep|leave)\b")


def _back_but_not(gone: Named, stay: Sequence[Named], last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "Celli back, only the violins": of what was done to both, the one goes back."""
    done = {track for one in last for track in said.focus.tracks_about(one)}
    kept = {track for one in stay for track in one.tracks}
    if not {*gone.tracks} <= done or not kept & done or {*gone.tracks} & kept:
        return None
    return _without([gone], last, said)


def _is_on(act: Frame) -> bool:
    return act.tool in ("apply_effect", "plugin") or act.tool == "route" and act.kind in _IS_ON


def _all_off(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Ok off", behind a solo, an effect or a send."""
    if said.bag - _OFF or "off" not in said.bag:
        return None
    if all((one.tool, one.kind) == ("mix", "solo") for one in last):
        soloed = [view.name for view in said.scene.context.track_views if view.solo]
        tracks = [track for one in last for track in tracks_of(one) if track in soloed]
        return [mix(list(dict.fromkeys(tracks)), "unsolo")] if tracks else None
    if all(_is_on(one) and one.tool != "plugin" for one in last):
        return taken_back_acts(last, acts_of(said.state))
    return None


def _without(named: Sequence[Named], last: Sequence[Frame], said: Said) -> list[Step] | None:
    """What was done to these in the last turn, or the same kind of thing before it, taken back."""
    kinds = {(one.tool, one.kind) for one in last}
    acts = acts_of(said.state)
    ids = [ids_of(one) for one in named]
    for meant in ids:
        about = [one for one in acts if is_about(one, meant, said.state)]
        if not about or about[-1].turn != last[-1].turn and (about[-1].tool, about[-1].kind) not in kinds:
            return None
    return put_back(ids, acts, said.state)


def _nothing_else(named: Sequence[Named], last: Sequence[Frame], said: Said) -> list[Step] | None:
    """Of several things of the last turn only these."""
    if doubled := _only_this_double(named, last, said):
        return doubled
    ids = [ids_of(one) for one in named]
    done = [one for one in last if any(is_about(one, meant, said.state) for meant in ids)]
    clips = {clip for one in last for clip in one.clips()}
    if len(clips) > 1 and all(one.is_clip and clips & {*one.clips} for one in named):
        named = [replace(one, clips=tuple(clip for clip in one.clips if clip in clips)) for one in named]
        ids = [ids_of(one) for one in named]
        return left_only(ids, acts_of(said.state), said.state) if clips - set().union(*ids) else None
    several = {track for one in last for track in said.focus.tracks_about(one)}
    if len(several) < 2 or not done or any(several.isdisjoint(one.tracks) for one in named):
        return None
    if several <= {track for one in named for track in one.tracks}:
        return None
    return left_only(ids, acts_of(said.state), said.state)


def _only_this_double(named: Sequence[Named], last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "Only for scratch b", behind a double of a track: a double of that clip."""
    if len(last) != 1 or (last[0].tool, last[0].kind) != ("arrange", "duplicate") or last[0].clips():
        return None
    track, out = str(last[0].args.get("track")), last[0].out
    spoken = {said.text[one.start : one.end] for one in named}
    lying = [one for one in said.scene.clips if one.track == track]
    own = [one.id for one in lying if one.name.lower() in spoken]
    others = [one for one in said.scene.clips if one.track == track and one.id not in own]
    to = {said.scene.track_of(one) for one in out}
    if len(own) != len(named) or len(own) != 1 or not others or len(to) != 1:
        return None
    return [told_as(Step("arrange", {"action": "duplicate", "clip": own[0], "track": to.pop()}), "fix", last[0])]


def ids_of(named: Named) -> set[str]:
    """A thing as the conversation's acts know it."""
    return {*named.clips, *(() if named.is_clip else (f"track:{one}" for one in named.tracks))}
