"""Bus members: who goes to a bus, through it or into a group, and who no longer does.

    "take the Rhodes off the Verb"       its send ends
    "no reverb on the lead vox"          the send to the reverb there is ends, where no reverb is on it
    "leave the strings out of the Brass" they go to the master again
    "add the host to the Voices group"   it lies there, too

Every word has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.back_changed import ENDS_DB
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:no|nah|nope|sorry|actually|ok(?:ay)?|and|then|now|also|but|oh|hm+|wait|please|just|so"
    r"|on second thoughts?"
    r"|can you|could you|would you|let'?s|lets|i want to|i'd like to|i meant?|maybe)\b[\s,.]*)*"
)
_END = (
    r"(?:[\s,]+(?:please|pls|again|now|then|after all|though|actually|instead|for now|too|as well|also|anymore"
    r"|any more|entirely|completely|altogether|thanks))*\W*$"
)
_WHO = r"(?P<who>[\w'&,. /-]+?)"
_BUS = r"(?:(?:the|that|my|our) )?(?P<bus>[\w'. /-]+?)"
_WORD = r"(?:bus|buss|aux|return|group|folder|send|track|channel)"
_SENT = r"(?:sends?|send levels?)"
_LEAVES = tuple(
    regex(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"(?:take|pull|leave|get|keep|drop|remove|lose|have|move|cut|disconnect|unroute|detach|exclude) {_WHO}"
        rf"(?: (?:back|right))? (?:out of|off of|off|out from|from|away from) {_BUS}",
        rf"(?:stop|quit|no longer|don'?t|do not) (?:sending|send|routing|route|feeding|feed|running|run) {_WHO} "
        rf"(?:in)?to {_BUS}",
        rf"(?:no|no more|without(?: the)?|without any) (?P<bus>[\w' -]+?)(?: sends?)? (?:on|for|from) {_WHO}",
        rf"(?:take|pull|get|remove|strip|lose|drop|kill|delete) {_BUS} (?:off|off of|from|out of) {_WHO}",
        rf"(?:take|turn|switch|remove|lose|drop|kill|delete|cut|mute|get rid of|end) {_WHO} {_SENT} (?:(?:in)?to"
        rf"|for) {_BUS}"
        r"(?: (?:off|out|away))?",
        rf"(?:take|turn|switch|remove|lose|drop|kill|delete|cut|get rid of|end) {_BUS} {_SENT} (?:on|of|from|for"
        rf"|off) {_WHO}",
        rf"{_WHO} (?:should(?: not|n'?t)|must(?: not|n'?t)|does(?: not|n'?t) need to|do(?: not|n'?t) need to) (?:go"
        rf"|be sent"
        rf"|be routed|run) (?:(?:in)?to|through) {_BUS}",
        rf"{_WHO} (?:off|out of) {_BUS}",
    )
)
_JOINS = tuple(
    regex(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"(?P<verb>put|add|run|route|throw|stick|bring|include|move|drop|place|get|feed|pipe|patch) {_WHO} (?:in"
        rf"|into|to|inside"
        rf"|through|thru|onto) {_BUS}",
        rf"{_WHO} (?P<verb>goes|go|should go|belongs?|in|into|through|thru) (?:in |into |to |through |thru )?{_BUS}",
    )
)
_KINDS = tuple(
    regex(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "reverbs?|verb|hall|plate|room|chamber|spring|space|ambience",
        "delays?|echo(?:es)?|slap(?:back)?",
        "chorus",
    )
)
MASTER = "Master"


def bus_members(text: str, scene: DialogueState) -> list[Step] | None:
    """Who leaves or joins a bus or a group; None where something else is said."""
    said = plain(text)
    if '"' in said or len(said) > 140 or "?" in said or quantities(said):
        return None
    buses = [view for view in scene.context.track_views if view.kind in ("bus", "group")]
    if not buses:
        return None
    for forms, reading in ((_LEAVES, _left), (_JOINS, _joined)):
        for match in filter(None, (form.match(said) for form in forms)):
            who = _tracks(match["who"], scene)
            steps = reading(who, match["bus"], buses, scene) if who else []
            if steps:
                return steps
    return None


def _tracks(words: str, scene: DialogueState) -> list[str]:
    """The tracks that the words name and nothing else."""
    named = [one for one in things(words, scene) if one.tracks]
    left = words
    for one in reversed(named):
        left = f"{left[: one.start]} {left[one.end :]}"
    rest = re.findall(r"[a-z]+", re.sub(r"\b(?:the|my|our|and|both|all of|that)\b|'s?\b", " ", left.lower()))
    return [] if rest else list(dict.fromkeys(track for one in named for track in one.tracks))


def _left(who: Sequence[str], said: str, buses: Sequence[TrackInfo], scene: DialogueState) -> list[Step]:
    views = {view.name: view for view in scene.context.track_views}
    found = [_out_of(views[track], said, buses, scene) for track in who if track in views]
    return [step for step in found if step] if all(found) and len(found) == len(who) else []


def _out_of(view: TrackInfo, said: str, buses: Sequence[TrackInfo], scene: DialogueState) -> Step | None:
    """The end of the send, of the way through the bus, or of lying in the group that is told."""
    groups = [one for one in buses if one.kind == "group" and one.name == view.group and _is_named(said, one)]
    sent = [one for one in buses if one.name in view.sends and _is_it(said, one, view, scene)]
    through = [one for one in buses if one.name == view.output and _is_named(said, one)]
    if groups:
        return Step("route", {"action": "ungroup", "track": view.name})
    if len(sent) == 1:
        return Step("route", {"action": "send", "track": view.name, "to": sent[0].name, "value_db": ENDS_DB})
    if through and not sent:
        return Step("route", {"action": "bus", "track": view.name, "to": MASTER})
    return None


def _joined(who: Sequence[str], said: str, buses: Sequence[TrackInfo], scene: DialogueState) -> list[Step]:
    named = [one for one in buses if _is_named(said, one)]
    if len(named) != 1 or named[0].name in who:
        return []
    (bus,) = named
    inside = {"tracks": list(who)} if len(who) > 1 else {"track": who[0]}
    if bus.kind == "group":
        return [Step("route", {"action": "group", **inside, "to": bus.name})]
    is_of_an_effect = any(kind.search(name) for kind in _KINDS for name in (bus.name, *bus.plugins))
    is_sent_to = any(bus.name in view.sends for view in scene.context.track_views)
    is_run_through = any(bus.name == view.output for view in scene.context.track_views)
    if is_run_through or not (is_sent_to or is_of_an_effect):
        return [Step("route", {"action": "bus", **inside, "to": bus.name})]
    return []


def _is_named(said: str, bus: TrackInfo) -> bool:
    words = [word for word in name_words(said) if not re.fullmatch(_WORD, word)]
    own = [word for word in name_words(bus.name) if not re.fullmatch(_WORD, word)]
    return words == own and bool(own) or name_words(said) == name_words(bus.name)


def _is_it(said: str, bus: TrackInfo, source: TrackInfo, scene: DialogueState) -> bool:
    """Is the bus named, or told by what it does ("the reverb", where no reverb is on the track itself)?"""
    if _is_named(said, bus):
        return True
    bare = re.sub(rf"\s*\b{_WORD}s?\b", "", said.strip())
    kinds = [kind for kind in _KINDS if kind.fullmatch(bare)]
    is_of_kind = any(kind.search(name) for kind in kinds for name in (bus.name, *bus.plugins))
    is_on_it = any(kind.search(name) for kind in kinds for name in source.plugins)
    clips = {clip.id for clip in scene.context.clips if clip.track == source.name}
    printed = [
        one
        for one in State.of(scene).frames
        if one.is_live and one.tool == "apply_effect"
        if clips & {*one.clips()} or one.args.get("track") == source.name
    ]
    is_printed = any(kind.search(one.kind) for kind in kinds for one in printed)
    return is_of_kind and not is_on_it and not is_printed
