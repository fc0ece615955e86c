"""Effects switched: "bypass it a sec", "put it back on", "take the compressor off the bass", "lose that chorus"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.effects.effect_words import effects_said
from engine.planner.offline.sentence.effects.effects_there import (
    WHOLE_CLIPS,
    as_of_effects,
    effects_there,
    is_effect,
    is_on,
    just_put,
    lying_there,
    meant_effects,
    track_of,
    without_those_bars,
)
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BYPASSES = frozenset("bypass bypassed bypassing disable deactivate".split())
_ENABLES = frozenset("enable reenable re-enable unbypass un-bypass activate reactivate engage".split())
_REMOVES = frozenset("remove lose ditch kill drop delete bin scrap strip rid".split())
_TURNS = frozenset("turn switch put flip bring have".split())
_TAKES = frozenset("take pull".split())
_BESIDE = frozenset(
    "it that this them both all one on off of from again back the effect effects plugin plug-in plugins insert for sec"
    " second seconds moment minute bit while now get gets more no please away there in out too as well only just"
    " altogether completely go can go s".split()
)
_PLUGIN = frozenset("effect effects plugin plug-in plugins insert off from".split())
_TURNED_ON = regex(r"(?:turn|switch)\b.*\bon(?: again)?\W*$")
_ONLY = frozenset("only just on for in it that the clip clips one part there put want leave".split())
_EVERYWHERE = frozenset("everywhere all anywhere every".split())
_NONE_OF_IT = regex(r"(?:no|without)\b(?! more\b)")
_WHY = regex(r"[\s,]*\b(?:so|while|whilst|until|till|to (?:compare|check|hear|listen)|because|cause|cos)\b.*$")


def only_these(said: Said) -> list[Step] | None:
    """ "Only on the drop clip", behind an effect on several: off the others."""
    is_only = re.match(r"(?:only|just)\b|.*\b(?:only|just)$", said.text) is not None
    if not is_only or said.bag - _ONLY or said.amounts or not said.is_later:
        return None
    acts = just_put(said)
    named = [one for one in said.things if not one.is_pointed]
    if len(acts) < 2 or bool(named) == bool(said.places) or not all(one.request for one in acts):
        return None
    if named:
        kept = [one for one in acts if any(is_on(one, thing, said) for thing in named)]
    else:
        kept = lying_there(acts, said) or []
    gone = [one for one in acts if one not in kept]
    if not kept or not gone:
        return None
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    chain = {each.name for one in gone for each in with_corrections(one, live)}
    return taken_back([one for one in live if one.name in chain], live)


_PUTS = frozenset("put add move give".split())
_THAT_AND = regex(
    r"\b(?:take|put|bring|undo|scrap|revert|cancel) (?:back )?(?:that|it|this)(?: back)?,? and (?:the|also)\b"
)


def switched_effect(said: Said) -> list[Step] | None:
    """The steps; None where no effect of the conversation goes off or on, or not all is known."""
    if said.bag & _PUTS and "off" in said.bag and len({one.tracks for one in said.things}) > 1:
        return None  # "take it off the snare, put it on the kick"
    if _THAT_AND.search(said.text):
        return None  # "take that back, and the delay too": both
    if redone := _redone(said):
        return redone
    said = _effect_not_bus(as_of_effects(said))
    if said.amounts or any(one.how == "all but" for one in said.things):
        return None
    if said.places and any(one.is_open or one.how not in ("in", "bare") for one in said.places):
        return None
    cut = _WHY.search(said.text)
    text = said.text[: cut.start()] if cut and cut.start() else said.text
    hidden = [(one.start, one.end) for one in said.things]
    called = effects_said(text, hidden)
    kinds = {one.kind for one in called}
    left = _left(said, text, [*hidden, *((one.start, one.end) for one in called)])
    way = _way(left, text)
    unknown = left - _BYPASSES - _ENABLES - _REMOVES - _TURNS - _TAKES - _BESIDE - _EVERYWHERE
    is_a_thing = any(not one.is_pronoun for one in said.things)
    if way == "remove" and not kinds and not left & _PLUGIN and is_a_thing:
        return None  # "delete the copy", "delete the bass in bars 5 to 8"
    if not way or unknown and (way != "remove" or not kinds or said.things):
        return None
    is_all = bool(left & _EVERYWHERE) or any(one.how for one in said.things)
    if is_all and not kinds:
        return None
    acts = [one for one in effects_there(said) if one.kind in kinds] if is_all else _meant(said, kinds)
    if unknown:  # "no reverb on the fill": a word of a clip's name
        acts = [one for one in acts if unknown <= _clip_words(one, said)]
    if not acts and not unknown and way in ("remove", "bypass") and not said.places:
        return _nowhere(said, kinds, way, is_all=is_all)
    if not acts or not all(one.request for one in acts):
        return None
    if said.places:
        if way != "remove" or (found := lying_there(acts, said)) is None:
            return None
        if not found:
            return without_those_bars(acts, said) or [Step("refuse", {"text": WHOLE_CLIPS})]
        acts = found
    off = [one for one in acts if _is_off(one, said)]
    if way == "on":
        if not off and kinds and _TURNED_ON.match(text):
            return _plugin("enable", acts, said)  # it is on, and the track says so
        return _plugin("enable", off, said) if off and len(off) == len(acts) else None
    if way == "bypass":
        return _plugin("bypass", acts, said) if not off else None
    if any(_was_switched(one, said) or not one.turn for one in acts):
        return _plugin("remove", acts, said)
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    chain = {each.name for one in acts for each in with_corrections(one, live)}
    return taken_back([one for one in live if one.name in chain], live)


def _effect_not_bus(said: Said) -> Said:
    """ "The reverb off the guitar": what is on the guitar, where a bus is called Reverb as well."""
    like = [one for one in said.things if is_effect(said.text[one.start : one.end])]
    rest = [one for one in said.things if one not in like and not one.is_pointed]
    return regrouped(said, rest, said.places, said.amounts) if like and rest else said


def _redone(said: Said) -> list[Step] | None:
    """ "Redo, and bypass it so I can hear": what was taken back last, there again and off."""
    undone = [one for one in said.state.frames if one.state == "undone" and one.tool not in ONLY_TELLS]
    last = [one for one in undone if one.turn == undone[-1].turn] if undone else []
    text = _WHY.sub("", said.text)
    left = set(re.findall(r"[a-z]+(?:-[a-z]+)*", text)) - {"and", "then", "but"}
    if "redo" not in left or not left & _BYPASSES or left - _BYPASSES - _BESIDE - {"redo"}:
        return None
    off = _plugin("bypass", last, said) if last and all(one.tool == "apply_effect" for one in last) else None
    return [Step("redo", {}), *off] if off else None


def _clip_words(act: Frame, said: Said) -> set[str]:
    card = said.scene.clip(str(act.args.get("clip") or ""))
    return set(name_words(card.name)) if card else set()


def _nowhere(said: Said, kinds: set[str], way: str, *, is_all: bool) -> list[Step] | None:
    """ "Reverb off the choir", which the conversation has not put there: the track is looked at, and says what is."""
    tracks = [track for one in said.things if not one.is_pointed for track in one.tracks]
    views = {view.name: view for view in said.scene.context.track_views}
    if len(kinds) != 1 or is_all == bool(tracks) and not any(one.how for one in said.things) or len(tracks) > _MOST:
        return None
    asked = list(views) if is_all else tracks
    if is_all and any(view.sends or view.plugins for one in asked if (view := views.get(one))):
        return None
    if any(view.sends for one in tracks if (view := views.get(one))):
        return None  # what it is sent to may sound so
    (kind,) = kinds
    if is_all:
        return [Step("session_info", {"aspect": "plugins", "knob": kind})]
    is_known = all(one in views and (views[one].plugins or _is_printed(kind, one, said)) for one in tracks)
    if way == "remove" and not is_known and all(one in views and not views[one].plugins for one in tracks):
        return [Step("session_info", {"aspect": "plugins", "track": one, "knob": kind}) for one in tracks]
    return [Step("plugin", {"action": way, "track": one, "plugin": kind}) for one in tracks]


def _is_printed(kind: str, track: str, said: Said) -> bool:
    """Was it put into a clip of the track before the turns that are shown?"""
    calls = [one for one in said.scene.context.history if one.stands and one.tool in ("apply_effect", "plugin")]
    own = [one for one in calls if track in (one.args.get("track"), said.scene.track_of(one.args.get("clip")))]
    alike = [one for one in own if kind in (one.args.get("effect"), one.args.get("plugin"))]
    return bool(alike) and alike[-1].args.get("action") != "remove"


_MOST = 4


def _left(said: Said, text: str, spans: Sequence[tuple[int, int]]) -> set[str]:
    free = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(text))
    words = re.findall(r"[a-z]+(?:['-][a-z]+)*", free)
    return {one for one in words if one in said.bag or "-" in one}


def _way(left: set[str], text: str) -> str:
    """bypass, on, remove or ""."""
    is_back = bool(left & {"back", "again"}) and ("on" in left or "back" in left and "in" in left)
    is_off = "off" in left
    if left & _REMOVES or left & _TAKES and left & {"off", "out"} or "get" in text.split() and is_off:
        return "" if left & (_BYPASSES | _ENABLES) else "remove"
    if _NONE_OF_IT.match(text):
        return "" if left & (_BYPASSES | _ENABLES) else "remove"
    if left & _BYPASSES:
        return "" if left & _ENABLES else "bypass"
    if left & _ENABLES or is_back and not is_off or left & _TURNS and "on" in left and not is_off:
        return "on"
    if left & _TURNS and is_off:
        return "bypass"
    if (is_off or "away" in left) and ("again" in left or len(text.split()) > 1):
        return "remove"
    if text == "off":
        return "bypass"
    return "remove" if {"no", "more"} <= left or re.match(r"no more\b", text) else ""


def _meant(said: Said, kinds: set[str]) -> list[Frame]:
    if kinds:
        return meant_effects(said, kinds)
    named = [one for one in said.things if not one.is_pointed]
    acts = just_put(said)
    if named:
        there = acts or effects_there(said)
        there = [one for one in there if any(is_on(one, thing, said) for thing in named)]
        if not there and acts:
            there = [one for one in effects_there(said) if any(is_on(one, thing, said) for thing in named)]
        alike = {one.kind for one in there}
        return there if len(alike) == 1 else []
    if "both" in said.text.split() and len({track_of(one, said) for one in acts}) == 1:
        kind = {one.kind for one in acts}
        both = [one for one in effects_there(said) if one.kind in kind]
        return both if len({track_of(one, said) for one in both}) == 2 else []
    return acts or _left_of_it(said)


def _left_of_it(said: Said) -> list[Frame]:
    """What still stands of an effect of which a part was taken back just now: "only in the hook", "take it off"."""
    calls = said.scene.context.dialogue[-1].calls if said.scene.context.dialogue else ()
    there = effects_there(said)
    if not calls or any(one["tool"] != "undo" for one in calls) or not there:
        return []
    targets = {part.strip(" #").split(".")[0] for one in calls for part in str(one["args"].get("target")).split(",")}
    newest = max(one.turn for one in there)
    return [one for one in there if one.turn == newest and str(one.turn) in targets]


def _switches(act: Frame, said: Said) -> list[Frame]:
    """What switched an effect off or on since it was put."""
    track = track_of(act, said)
    return [
        one
        for one in said.state.frames
        if one.tool == "plugin"
        and one.state == "done"
        and one.turn >= act.turn
        and one.kind in ("bypass", "enable")
        and str(one.args.get("plugin") or act.kind) == act.kind
        and track in (one.args.get("track"), *(one.args.get("tracks") or ()))
    ]


def _is_off(act: Frame, said: Said) -> bool:
    switches = _switches(act, said)
    return bool(switches) and switches[-1].kind == "bypass"


def _was_switched(act: Frame, said: Said) -> bool:
    return bool(_switches(act, said))


def _plugin(action: str, acts: Sequence[Frame], said: Said) -> list[Step] | None:
    """Each effect of each track once; of several in one chain the last goes off first, and on again last."""
    keys = list(dict.fromkeys((track_of(one, said), one.kind) for one in acts))
    if any(not track for track, _ in keys):
        return None
    keys = keys if action == "enable" else keys[::-1]
    return [Step("plugin", {"action": action, "track": track, "plugin": kind}) for track, kind in keys]
