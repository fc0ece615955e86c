"""What was done, with another figure or for others: "same for the flute", "2 will do", "arp half as much"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.act_meant import of_an_act
from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.amount_changed import amount_changed
from engine.planner.offline.conversation.become import done_to_others, is_shift, mirrored, replaced
from engine.planner.offline.conversation.dials import limited
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.sentence.apart.said import SAME, Named, Said
from engine.planner.offline.sentence.follow_ups.chosen import goes_both_ways, like_which, of_that_size
from engine.planner.offline.sentence.follow_ups.further import (
    as_before_but,
    further,
    other_way,
    part_way_back,
    times_as_much,
)
from engine.planner.offline.sentence.follow_ups.same_clips import (
    cut_alike,
    edited_alike,
    lying_there,
    normalized_alike,
    trimmed_alike,
    turned_alike,
)
from engine.planner.offline.sentence.follow_ups.taken_off import ids_of
from engine.planner.offline.sentence.mixer.level import level
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.sentence.undo.back_far import ALREADY_SO
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DOES = frozenset(
    "do does give gets apply thing things amount much half twice so that with for on to way treatment it again there"
    " make put move moves trick deal job bring turn by".split()
)
_NEXT = regex(r"\W*(?:ok(?:ay)?\W+)?(?:now|next|then)\W+(?:also )?(?:for |with )?(?:the |my )?\w")
_ALIKE = ("mix", "apply_effect", "route", "set_track", "automate", "edit_notes", "change_tempo_key")
"""What is done to another thing by its bare name; nothing is moved, made or deleted so."""
_OTHER_SIDE = frozenset("other opposite side left right mirrored way".split())
_A_FEW = 20.0
""" "6.5" of a filter is in kHz."""
_VERTICAL = frozenset(("up", "down"))
_TO = frozenset(
    "make go to be at about around like more rather only enough plenty fine do say try set by it that will"
    " should up down less deeper further higher lower"
    " louder quieter softer longer shorter wider narrower stronger slower faster db or something roughly bit"
    " little too much"
    " can may a but".split()
)
_WAYS = frozenset(
    "less down deeper further higher lower louder quieter softer longer shorter wider narrower stronger"
    " slower faster up".split()
)
_ABSOLUTE = regex(r"(?:^|, |like |to |at |about |around |more like |just |only )N$")
_IN_ALL = frozenset("total altogether".split())
""" "Bit more, 3 total"."""
_BY = frozenset("more another further again by extra".split())


def again(said: Said) -> list[Step] | None:
    """The steps; None where the sentence is about nothing that was done, or not all of it is known."""
    last = said.last()
    if not last or said.is_open or said.bag & {"undo", "undone", "revert"}:
        return None
    if said.amounts and any(one.how == "all" for one in said.things):
        return None  # "everything -1" is no act before
    if any(one.unit in ("semitones", "cents", "bars", "beats", "bar") for one in said.amounts):
        return None
    if len(said.amounts) == 1 and not said.places and (steps := further(said, last) or as_before_but(said, last)):
        return steps
    if not said.amounts and not said.places and not said.things and (steps := other_way(said, last)):
        return steps
    if not said.amounts and not said.places and (steps := part_way_back(said, last)):
        return steps
    if "as" in said.bag and not said.bag & {"well", "much"} or " as much as" in said.text:
        return None  # "the oboe the same as the tuba"
    named = [one for one in said.things if not one.is_pronoun]
    if named != said.things and (not named or said.bag & SAME):
        said = replace(said, things=named)
    if said.things and not said.amounts and not said.places:
        return _same(said, last)
    if said.things and len(said.amounts) == 1 and not said.places:
        return _figure_of(said)
    if len(said.amounts) == 1 and not said.things and not said.places:
        return _level_of_bus(said, last) or _figure(said, last)
    return None


# --- for others ---


def _same(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    bag = said.bag
    off = {"off"} if all((one.tool, one.kind) == ("edit_clip", "cut") for one in last) else set()
    way = bag & _VERTICAL if {_goes(one) for one in last} == {*(bag & _VERTICAL)} else frozenset()
    if said.adds and not bag and (turned := turned_alike(last, said.things, said)):
        return turned
    if (
        not bag
        and (said.adds or _NEXT.match(said.typed.lower()))
        and all(one.tool in _ALIKE or is_shift(one) or one.kind == "normalize" for one in last)
    ):
        bag = bag | {"same"}  # "and the oboe please", "now the oboe"
    is_opposite = bool(bag & {"other", "opposite"}) and all(one.kind == "pan" for one in last)
    if not (bag & SAME or is_opposite) or bag - SAME - _DOES - _OTHER_SIDE - off - way:
        return None
    is_same_side = "same side" in said.text
    if is_same_side and any(one.kind != "pan" for one in last):
        return None
    if any(one.tool == "route" and one.kind != "send" and one.kind != "sidechain" for one in last):
        return None
    if bag & _OTHER_SIDE - {"way"} and not is_same_side:
        side = next((one for one in ("left", "right") if one in bag), "")
        return mirrored(last, [ids_of(one) for one in said.things], side, said.state)
    if leveled := normalized_alike(last, said.things, said):
        return leveled
    named = lying_there(last, said)
    if named is None:
        return None
    if goes_both_ways(last):
        return [Step("ask", {"text": like_which(last)})]
    return (
        _levels_alike(last, said)
        or cut_alike(last, named, said)
        or trimmed_alike(last, named, said)
        or edited_alike(last, named, said)
        or turned_alike(last, named, said)
        or done_to_others(last, [ids_of(one) for one in named], said.state)
    )


def _goes(act: Frame) -> str:
    """ "up" or "down", for an act that moves something so."""
    by = act.args.get("semitones") if act.tool == "change_tempo_key" else None
    by = act.args.get("value_db") if (act.tool, act.kind) == ("mix", "gain") else by
    return ("up" if by > 0 else "down") if isinstance(by, int | float) else ""


def _levels_alike(last: Sequence[Frame], said: Said, new: Quantity | None = None) -> list[Step] | None:
    """A level over bars for other tracks: as far from their faders as it was from the first one's, or by a figure."""
    steps: list[Step] = []
    for act in last:
        level, end = act.args.get("from"), act.args.get("to")
        is_level = act.tool == "automate" and act.args.get("parameter") == "volume"
        if not is_level or level is None or end is None or new is None and level == end <= SILENT_DB:
            return None
        if level != end:
            if new is not None:
                return None
            steps += [told_as(Step(act.tool, _ramp_of(act, track, said)), "again", act) for track in said.tracks]
            continue
        if float(level) <= SILENT_DB:
            return None
        by = float(level) - fader_of(str(act.args.get("track")), said.scene)
        if new is not None:
            by = new.value if new.signed else abs(new.value) * (1 if by > 0 else -1)
        for track in said.tracks:
            to = number(round(fader_of(track, said.scene) + by, 4))
            steps.append(told_as(Step(act.tool, {**act.args, "track": track, "from": to, "to": to}), "again", act))
    return steps


def _ramp_of(act: Frame, track: str, said: Said) -> dict[str, object]:
    """A level that changes over bars, from the fader of this track or to it."""
    was, own = fader_of(str(act.args.get("track")), said.scene), fader_of(track, said.scene)
    ends = {name: float(act.args[name]) for name in ("from", "to")}
    moved = {name: number(one if one <= SILENT_DB else round(own + one - was, 4)) for name, one in ends.items()}
    return {**act.args, "track": track, **moved}


# --- with another figure ---


def _level_of_bus(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Down 2", behind a group that was made."""
    made = [str(one.args.get("to")) for one in last if one.tool == "route" and one.kind in ("group", "bus")]
    if len(made) != 1 or len(last) != 1 or made[0] not in [view.name for view in said.scene.context.track_views]:
        return None
    return level(replace(said, things=[Named(0, 0, (made[0],))]))


def _figure(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Make it 2", "go to 5", "half of that", "start it lower, -10"."""
    if _TOO_MUCH.search(said.text):
        return _less_by(said, last)
    if any(one.tool == "automate" and one.args.get("from") != one.args.get("to") for one in last):
        return with_new(last, said.amounts[0], said) if not said.bag - _TO and said.amounts[0].signed else None
    is_fader = all((one.tool, one.kind) == ("mix", "gain") for one in last)
    if is_fader and said.amounts[0].signed and re.search(r"\b(?:to|at)\s*$", said.text[: said.amounts[0].start]):
        return None  # "set it to -6 dB" is the fader's place, whatever was done to it
    if is_fader and said.corrects and (turned := _the_other_way(said, last)):
        return turned
    if said.corrects and not said.bag - _TO and _is_so(last, said.amounts[0], said):
        return [Step("chat", {"text": ALREADY_SO})]
    if said.bag & {"louder", "quieter", "softer"} and all(one.tool in ("apply_effect", "plugin") for one in last):
        return None  # "2 quieter" behind a reverb is a level
    new = said.amounts[0]
    if not new.unit and all(one.kind in ("fade_in", "fade_out") for one in last):
        units = {unit for one in last for unit in re.findall(r"\d(?:\.\d+)? ?(bar|beat)s?\b", one.said.lower())}
        bar_s = Clause("", "", "", said.scene).bar_s
        beats = float(said.scene.context.time_signature.partition("/")[0])
        long_s = {"bar": bar_s, "beat": bar_s / beats}[units.pop()] if len(units) == 1 else 0.0
        new = replace(new, value=new.value * long_s, unit="s") if long_s else new
    is_told = said.text[new.start : new.end][:1].isdigit()
    if is_told and not new.unit and 0 < new.value < _A_FEW and all(one.kind == "lowpass" for one in last):
        in_hertz = replace(new, value=new.value * 1000)
        return with_new(last, in_hertz, said) if not said.bag - _TO - _VERTICAL else None  # "lower, 6 and a half"
    raw = _ONLY.sub("", said.raw) if said.corrects else said.raw
    known = of_an_act(raw, said.state) or amount_changed(raw, said.state)
    if known:
        return None if known[0].task in REPLIES else known
    if said.text[new.start : new.end].startswith(("half", "a half", "twice", "double")):
        return None
    if said.bag & _IN_ALL and not said.bag - _TO - _IN_ALL - {"bit", "more"}:
        return with_new(last, new, said)
    if said.bag - _TO or said.bag & _BY and not said.bag & {"like"}:
        return None
    if said.bag & _WAYS and not _ABSOLUTE.search(said.form) and not _is_made_so(said, last):
        return None  # "5 slower"
    return with_new(last, new, said)


_ONLY = regex(r"^(?:only|just|merely) ", re.IGNORECASE)
""" "No, only two"."""
_TOO_MUCH = regex(r"\d ?(?:d ?b )?too (?:much|far)\b|\b(?:an?|one) (?:d ?b|decibel)(?: and a half)? too (?:much|far)\b")


def _less_by(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "A dB too much": so much less of what was done."""
    one = said.amounts[0]
    if one.signed or one.unit not in ("", "dB") or said.bag - {"too", "much", "far", "that", "it", "maybe", "perhaps"}:
        return None
    by = [act.args.get("value_db") if (act.tool, act.kind) == ("mix", "gain") else None for act in last]
    if any(not isinstance(each, int | float) or abs(each) < one.value for each in by):
        return None
    left = [float(each) - math.copysign(one.value, each) for each in by if isinstance(each, int | float)]
    return [
        told_as(Step(act.tool, {**act.args, "value_db": number(each)}), "fix", act)
        for act, each in zip(last, left, strict=True)
    ]


def _the_other_way(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No, down 2" behind what went up."""
    ways = {-1 if one in _DOWNWARDS else 1 for one in said.bag & (_DOWNWARDS | _UPWARDS)}
    one = said.amounts[0]
    if len(ways) != 1 or one.signed or one.unit not in ("", "dB") or said.bag - _TO - _DOWNWARDS - _UPWARDS:
        return None
    by = [float(act.args.get("value_db") or 0) for act in last]
    (way,) = ways
    if not all(each * way < 0 for each in by) or said.text[one.start : one.end].startswith(("half", "twice")):
        return None
    return [
        told_as(Step(act.tool, {**act.args, "value_db": number(way * abs(one.value))}), "fix", act) for act in last
    ]


_UPWARDS, _DOWNWARDS = frozenset("up louder higher".split()), frozenset("down quieter softer lower".split())


def _is_made_so(said: Said, last: Sequence[Frame]) -> bool:
    """ "Actually make it 6 down" behind what went down: 6 in all."""
    ways = {"down": -1, "quieter": -1, "lower": -1, "up": 1, "louder": 1, "higher": 1}
    told = {ways[one] for one in said.bag if one in ways}
    by = [float(one.args.get("value_db") or 0) for one in last if (one.tool, one.kind) == ("mix", "gain")]
    went = {1 if one > 0 else -1 for one in by if one}
    return (said.corrects or "make" in said.bag) and bool(told) and told == went


def _is_so(last: Sequence[Frame], new: Quantity, said: Said) -> bool:
    """ "No, 1 dB" behind 1 dB."""
    is_fader = all((one.tool, one.kind) == ("mix", "gain") for one in last)
    steps = with_new(last, new, said) if is_fader else None
    if not steps or len(steps) != len(last):
        return False
    return all(dict(one.args) == dict(act.args) for one, act in zip(steps, last, strict=True))


def with_new(acts: Sequence[Frame], new: Quantity, said: Said) -> list[Step] | None:
    """These acts with the figure; of different kinds the newest that has such a one."""
    alike = [one for one in acts if (one.tool, one.kind) == (acts[-1].tool, acts[-1].kind)]
    steps = [step for one in alike if (step := _one_with(one, new, said))]
    if len(steps) == len(alike) and steps:
        return steps
    return None


def _one_with(act: Frame, new: Quantity, said: Said) -> Step | None:
    if act.tool == "automate" and act.args.get("from") != act.args.get("to"):
        return _end_of_ride(act, new)
    if act.tool == "automate" and act.args.get("parameter") == "volume" and new.unit in ("", "dB"):
        level = act.args.get("from")
        if level is None or level != act.args.get("to") or float(level) <= -59:
            return None
        fader = fader_of(str(act.args.get("track")), said.scene)
        by = float(level) - fader
        value = new.value if new.signed and not by else fader + (abs(new.value) if by > 0 else -abs(new.value))
        return told_as(replace_level(act, round(value, 4)), "fix", act)
    if "to_bpm" in act.args or act.tool not in ("mix", "automate", "route", "apply_effect", "plugin", "edit_clip"):
        return None
    for name, value in replaced(act, new):
        return told_as(Step(act.tool, {**act.args, name: limited(act, name, value)}), "fix", act)
    return None


def _end_of_ride(act: Frame, new: Quantity) -> Step | None:
    """What goes from one level to another ends at this one."""
    is_level = act.args.get("parameter") == "volume" and float(act.args.get("to") or 0) > -59
    if not is_level or not new.signed or new.unit not in ("", "dB"):
        return None
    return told_as(Step(act.tool, {**act.args, "to": number(new.value)}), "fix", act)


def replace_level(act: Frame, value: float) -> Step:
    """A level over bars with another value."""
    return Step(act.tool, {**act.args, "from": number(value), "to": number(value)})


def _figure_of(said: Said) -> list[Step] | None:
    """ "BVs can have more, -9", "lead vox as well but -18": the newest act about them, or the last for them."""
    new, last = said.amounts[0], said.last()
    things = [ids_of(one) for one in said.things]
    bag = said.bag
    if said.text[new.start : new.end].startswith(("half", "twice", "double", "a half")):
        named = [ids_of(one) for one in said.things if not one.is_pronoun]
        return times_as_much(said, last, named) if named else None
    if bag & SAME and not bag - SAME - _DOES - _TO - {"off"} and (new.signed or not bag & {"less", "more"}):
        if len(last) > 1 and (those := of_that_size(last, new, bag)) is not None:
            return done_to_others(those, things, said.state) if those else None
        if new.unit in ("", "dB") and (levels := _levels_alike(last, said, new)):
            return levels
        return done_to_others(last, things, said.state, new)
    if bag - _TO - {"less", "more", "on", "for", "have", "needs", "wants", "with"} or bag & {"another", "further"}:
        return None
    if bag & _WAYS - {"less"}:
        return None  # "the strings down 2" behind their send is their fader
    if "less" in bag and not new.signed and any(_goes(one) == "up" for one in last):
        return None  # "piano 1 less" behind 3 up goes down
    is_new = not any(is_about(one, ids, said.state) for one in last for ids in things)
    is_move = len(last) == 1 and (last[0].tool, last[0].kind) == ("mix", "gain") and "value_db" in last[0].args
    if is_new and is_move and not bag - {"by"}:
        return done_to_others(last, things, said.state, new)
    are_sends = all(one.tool == "route" and one.kind == "send" for one in last) and not bag - {"at", "to"}
    if are_sends and (others := done_to_others(last, things, said.state, new)):
        return others
    steps: list[Step] = []
    for ids in things:
        about = [one for one in said.focus.acts if is_about(one, ids, said.state)]
        if not any(one.startswith("track:") for one in ids):
            about = [one for one in about if not one.clips() or ids & {*one.clips(), *one.out}]
        fits = [one for one in about if one.tool not in ("arrange",) and any(True for _ in replaced(one, new))]
        if not fits or fits[0] is not about[-1] and about and fits[0].turn != about[0].turn:
            return None
        if fits[0].args.get("tracks") or fits[0].args.get("clips"):
            return None
        if _SET_TO.search(said.text) and "value_db" in fits[0].args and not said.things[0].is_pronoun:
            return None  # "set the snare to -9 dB" behind "the snare up 1 dB": where its fader is to stand
        step = _one_with(fits[0], new, said)
        if step is None:
            return None
        steps.append(step)
    return steps or None


_SET_TO = regex(r"\bset\b.*\b(?:to|at)\b")
