"""Sends behind a send: "flute less, more like -18", "3 db less", "gulls as well", "take the vox out of the hall"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import SAME, Named, Said
from engine.planner.offline.sentence.routing.sends_told import SendSet, send_over, sends_of, silent_but_there
from engine.planner.offline.sentence.scope.where import bars_told
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_UP = frozenset("more hotter louder up higher wetter raise".split())
_DOWN = frozenset("less lower quieter down softer drier reduce drop".split())
_OF_FADERS = frozenset("louder quieter softer up down higher lower raise drop".split())
"""Of a track that is named these move its fader."""
_SMALL = frozenset("bit touch little tad hair".split())
_OUT = frozenset("out no none off remove without stop end take pull drop lose anymore longer kill sending".split())
_BESIDE = frozenset(
    "make go goes to be at about around like rather only enough more less that it do set by db something roughly bit"
    " little touch tad hair send sends level in into of there can has have of from through too much again much way"
    " still on with any than but".split()
)
_THERE = frozenset(("there", "into"))
_TO_BUS = frozenset("to into in through send it that rather instead put go goes there".split())
WITH_ITS_GROUP = "'{0}' goes to '{1}' with its group, by no send of its own; take the group's send away, or ungroup it."
_ONLY_BESIDE = frozenset(
    "only just in there it that do send sends should but during want wanted need like have hear i on".split()
)
WHICH_SEND = "Nothing was sent anywhere so far; to which bus should it go, and at which level?"
_SAME_SEND = regex(r"^(?:and )?(?:the )?same sends?\b")
_STEP_DB = 3.0
_END_DB = -120.0


_HALF = regex(r"\b(?:half|halve)\b")
_HALF_DB = 6.0
_HALF_BESIDE = frozenset("half halve as of verb reverb delay echo amount".split())


def _halved(said: Said) -> list[Step] | None:
    """ "Adlibs are drowning in the verb, half as much of it": what they send there, 6 dB less."""
    if _HALF.search(said.text) is None or said.places or any(one.unit for one in said.amounts):
        return None
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    who = [track for one in said.things for track in one.tracks if kinds.get(track) != "bus"]
    goals = {track for one in said.things for track in one.tracks if kinds.get(track) == "bus"}
    is_of_room = bool(goals or said.bag & _HALF_BESIDE - {"half", "halve"})
    if said.bag - _BESIDE - _HALF_BESIDE or len(set(who)) != 1 or not is_of_room:
        return None
    there = [one for one in sends_of(who[0], said.scene) if not goals or one.to in goals]
    return [_step(who[0], there[0].to, there[0].level_db - _HALF_DB)] if len(there) == 1 else None


def send_again(said: Said) -> list[Step] | None:
    """The sends otherwise; None where nothing was sent before, or not all of the words are known."""
    if halved := _halved(said):
        return halved
    if only := _only_in_a_part(said):
        return only
    if _SAME_SEND.search(said.text) and not any(one.is_live and one.kind == "send" for one in said.state.frames):
        return [Step("ask", {"text": WHICH_SEND})]
    if said.places and not said.bag & _OUT or len(said.amounts) > 1:
        return None
    last = [one for one in said.last() if one.tool == "route" and one.kind == "send"]
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    goals = [one for one in said.things if len(one.tracks) == 1 and kinds.get(one.tracks[0]) == "bus"]
    who = list(
        dict.fromkeys(track for one in said.things if one not in goals for track in one.tracks if _is_named(one))
    )
    if who and "dry" in said.bag:
        said = replace(said, words=["out", *(one for one in said.words if one != "dry")])
    if like := _so_far_from(said, last):
        return like
    if len({one.tracks[0] for one in goals}) > 1 or not last and not goals:
        return None
    to = goals[0].tracks[0] if goals else _bus(last, kinds)
    if not to:
        return None
    if not goals and not said.is_later:
        return None
    is_told_again = len(last) == len(said.last()) > 0
    if {"not", "at", "all"} <= said.bag:
        said = replace(said, words=["out", *(one for one in said.words if one not in ("not", "at", "all"))])
    is_out = said.bag & _OUT and (said.bag & _OUT != {"longer"} or "no" in said.text.split())
    if is_out and not said.bag - _OUT - _BESIDE and not said.amounts and (is_told_again or goals):
        return _ended(who, to, said, last)
    if said.places or not is_told_again or goals and goals[0].is_pointed and not who:
        return None
    if goals and not who and to != _bus(last, kinds) and not said.bag - SAME - _TO_BUS:
        return _to_another(to, said, last)
    if goals and not who and not goals[0].is_pointed and said.amounts and said.bag & _OF_FADERS:
        return None  # "hall down 2" is the fader of the bus
    if who and said.bag & (SAME | _THERE) and not said.bag - SAME - _BESIDE - _UP - _DOWN - _TO_BUS - {"db"}:
        new = [one for one in who if not _is_sent(one, to, said)]
        return _same(new, to, said, last) if len(new) == len(who) and (said.amounts or said.bag & SAME) else None
    if said.bag - _BESIDE - _UP - _DOWN or not (said.amounts or said.bag & (_UP | _DOWN)):
        return None
    if who and not goals and said.bag & _OF_FADERS:
        return None
    tracks = who or [str(one.args.get("track")) for one in last]
    return _turned(tracks, to, said)


def _only_in_a_part(said: Said) -> list[Step] | None:
    """ "The sends only in the outro": silent everywhere else."""
    last = said.last()
    if not last or any((one.tool, one.kind) != ("route", "send") for one in last) or not said.places or said.amounts:
        return None
    if any(not one.is_pointed for one in said.things) or not re.search(r"\b(?:only|just|sends?)\b", said.typed):
        return None
    if said.bag - _ONLY_BESIDE:
        return None
    sent = [(track, str(act.args.get("to"))) for act in last for track in tracks_of(act)]
    spans = bars_told(said, [track for track, _ in sent])
    return (
        [step for track, to in sent for step in silent_but_there(track, to, sorted(spans), said.scene)]
        if spans
        else None
    )


def _is_named(one: Named) -> bool:
    """Is it told by its name, or as one of several?"""
    return not one.is_pointed or len(one.tracks) > 1


def _to_another(to: str, said: Said, last: list[Frame]) -> list[Step] | None:
    """ "To the slap as well", "no, the slap"."""
    op = "again" if said.bag & SAME or said.adds else "fix" if said.corrects or "instead" in said.bag else ""
    if said.amounts or not op:
        return None
    return [told_as(Step("route", {**one.args, "to": to}), op, one) for one in last]


def _bus(last: list[Frame], kinds: dict[str, str]) -> str:
    """The bus of the last sends, as the session calls it."""
    told = {str(one.args.get("to")) for one in last}
    if len(told) != 1:
        return ""
    (name,) = told
    return next((one for one, kind in kinds.items() if kind == "bus" and one.lower() == name.lower()), "")


def _ended(who: list[str], to: str, said: Said, last: list[Frame]) -> list[Step] | None:
    tracks = who or [str(one.args.get("track")) for one in last]
    if len(tracks) == 1 and _is_in_what_is_sent(tracks[0], to, said) and not _is_sent(tracks[0], to, said):
        return [Step("refuse", {"text": WITH_ITS_GROUP.format(tracks[0], to)})]
    if not tracks or any(not _is_sent(track, to, said) for track in tracks):
        return None
    if not said.places:
        return [_step(track, to, _END_DB) for track in tracks]
    if (only := re.search(r"\b(?:just|only)\b", said.text)) and said.text.count(only[0]) == 1:
        heard = [one for one in said.places if one.start >= only.start()]
        spans = bars_told(replace(said, places=heard), tracks) if heard else None
        outside = [span for one in said.places if one not in heard for span in one.spans]
        if not spans or any(a < d and c < b for a, b in spans for c, d in outside):
            return None
        return [step for one in tracks for step in silent_but_there(one, to, sorted(spans), said.scene)] or None
    if re.search(r"\bbut\b", said.text):
        return None
    spans = bars_told(said, tracks)
    return [send_over(track, to, _END_DB, bars) for track in tracks for bars in spans or []] or None


def _so_far_from(said: Said, last: list[Frame]) -> list[Step] | None:
    """ "BVs in there too but 3 dB more than the lead": so far from what another sends to the same bus."""
    if not last or len(said.things) < 2 or len(said.amounts) != 1 or "than" not in said.bag or said.amounts[0].signed:
        return None
    way = bool(said.bag & _UP) - bool(said.bag & _DOWN)
    named = [one for one in said.things if not one.is_pronoun]
    if len(named) < 2:
        return None
    *who, like = named
    to = str(last[-1].args.get("to"))
    if not way or said.bag - SAME - _BESIDE - _UP - _DOWN or len(like.tracks) != 1 or not who:
        return None
    there = next((one for one in sends_of(like.tracks[0], said.scene) if one.to == to), None)
    if there is None or said.amounts[0].unit not in ("", "dB"):
        return None
    level = there.level_db + way * abs(said.amounts[0].value)
    return [told_as(_step(one, to, level), "again", last[-1]) for named in who for one in named.tracks]


def _is_sent(track: str, to: str, said: Said) -> bool:
    return to in [one.to for one in sends_of(track, said.scene)]


def _same(who: list[str], to: str, said: Said, last: list[Frame]) -> list[Step] | None:
    level = _figure(said)
    way = bool(said.bag & _UP) - bool(said.bag & _DOWN)
    if said.amounts and level is None and (not way or said.amounts[0].unit not in ("", "dB")):
        return None
    before = last[-1].args.get("value_db")
    if level is None and isinstance(before, int | float):
        size = abs(said.amounts[0].value) if said.amounts else _STEP_DB * (0.5 if "touch" in said.bag else 1.0)
        level = float(before) + way * size
    if any(to in [one.to for one in sends_of(track, said.scene)] for track in who):
        return None
    values = {} if level is None else {"value_db": number(float(level))}
    return [
        told_as(Step("route", {"action": "send", "track": one, "to": to, **values}), "again", last[-1]) for one in who
    ]


def _figure(said: Said) -> float | None:
    one = said.amounts[0] if said.amounts else None
    return one.value if one and one.unit in ("", "dB") and (one.signed or one.value == 0) else None


def _turned(tracks: list[str], to: str, said: Said) -> list[Step] | None:
    way = bool(said.bag & _UP - ({"more"} if "like" in said.bag else set())) - bool(said.bag & _DOWN)
    made: list[Step] = []
    for track in tracks:
        there = next((one for one in sends_of(track, said.scene) if one.to == to), None)
        level = _figure(said)
        if there is None and level is not None and _is_in_what_is_sent(track, to, said):
            made.append(_step(track, to, level))
            continue
        if there is None:
            return None
        if level is None:
            level = _moved(there, way, said)
        if level is None:
            return None
        step = _step(track, to, level)
        made.append(told_as(step, "fix", there.call) if there.call and there.call.request else step)
    return made


def _is_in_what_is_sent(track: str, to: str, said: Said) -> bool:
    """ "The soprano more, -11" behind the choir to the hall."""
    group = next((view.group for view in said.scene.context.track_views if view.name == track), "")
    return bool(group) and to in [one.to for one in sends_of(group, said.scene)]


def _moved(there: SendSet, way: int, said: Said) -> float | None:
    if not way or said.amounts and said.amounts[0].unit not in ("dB", ""):
        return None
    size = abs(said.amounts[0].value) if said.amounts else _STEP_DB * (0.5 if said.bag & _SMALL else 1.0)
    return there.level_db + way * size


def _step(track: str, to: str, level_db: float) -> Step:
    return Step("route", {"action": "send", "track": track, "to": to, "value_db": number(round(level_db, 2))})
