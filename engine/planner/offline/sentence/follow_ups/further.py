"""Further: the act before for more, less, or others by its own figure: "another 2", "both 1 more", "a bit back up",
"arp half as much", "cowbell at 60"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from engine.planner.offline.conversation.become import done_to_others, scaled
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import fader_of, level_by
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_ANOTHER = frozenset("another further again more extra by on top of that it db both them all each".split())
_UP, _DOWN = frozenset("up louder higher".split()), frozenset("down quieter softer lower".split())
_BACK = frozenset("back up down a bit little tiny touch tad hair again some way come bring put it that".split())
_LITTLE = frozenset("tiny touch tad hair".split())
_AS_MUCH = frozenset(
    "half as much of that but only just do does gets get so with for on too same twice the amount well aswell also it"
    " give put goes go".split()
)
_OFF, _BIT = frozenset(("off",)), frozenset("bit little touch".split())
_OF_THAT = ("that", "of that", "of it", "the amount")
_AS_BEFORE = frozenset(
    "as was before but only just it how than like original originally less more up down louder quieter higher lower"
    " that db".split()
)


def further(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Another 2", "both 1 more": as much more, the way it went."""
    new = said.amounts[0]
    if new.unit not in ("", "dB") or new.signed:
        return None
    bag = said.bag | {*said.text[new.start : new.end].split()} & {"another", "further", "extra"}  # "another dB"
    ways = {1 if one in _UP else -1 for one in bag & (_UP | _DOWN)}
    bag -= _UP | _DOWN
    if "off" in bag:
        ways, bag = ways | {-1}, bag - _OFF
    if len(ways) > 1 or bag - _ANOTHER - _BIT or "more like" in said.text:
        return None
    if not bag & {"another", "further", "extra", "more"}:
        return None
    moves = [one for one in last if (one.tool, one.kind) == ("mix", "gain")]
    many = any(len(one.tracks) > 1 or not one.is_pronoun for one in said.things)
    is_more = "another" in bag or new.unit == "dB" and bag <= {"more", "db", "again", "further", "extra", "on", "top"}
    is_mixed = bool(moves) and {one.kind for one in last} == {"gain", "pan"} and bool(
        new.unit == "dB" or ways
    )
    if not many and not is_more or len(moves) < len(last) and not is_mixed:
        return None
    tracks = [track for one in said.things for track in one.tracks] if many else []
    last = moves if is_mixed else last
    made: list[Step] = []
    for track in dict.fromkeys(tracks or [one for act in last for one in tracks_of(act)]):
        act = next((one for one in said.focus.acts if _is_move(one, track)), None)
        if act is None:
            return None
        by = abs(new.value) * (1 if float(act.args["value_db"]) > 0 else -1)
        if ways and ways != {1 if by > 0 else -1}:
            return None
        args = {key: value for key, value in act.args.items() if key != "tracks"}
        made.append(told_as(Step("mix", {**args, "track": track, "value_db": number(by)}), "again", act))
    return made or None


def as_before_but(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "As it was but 1 dB less": so far from where it was."""
    new = said.amounts[0]
    if said.bag - _AS_BEFORE or not said.bag & {"was", "before", "original", "originally"} or new.signed:
        return None
    way = bool(said.bag & {"more", "up", "louder", "higher"}) - bool(said.bag & {"less", "down", "quieter", "lower"})
    if not way or new.unit not in ("", "dB") or any(level_by(one, said) is None for one in last):
        return None
    made: list[Step] = []
    for act in last:
        args = {"value_db": number(way * abs(new.value))}
        if act.tool == "automate":
            value = number(fader_of(str(act.args.get("track")), said.scene) + way * abs(new.value))
            args = {"from": value, "to": value}
        made.append(told_as(Step(act.tool, {**act.args, **args}), "fix", act))
    return made


def other_way(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Up, not down"."""
    if not re.fullmatch(r"(?:up|louder|higher) (?:, )?not (?:down|quieter|lower)|(?:down|quieter|lower) (?:, )?not"
                        r" (?:up|louder|higher)", said.form):  # fmt: skip
        return None
    made: list[Step] = []
    for act in last:
        by = level_by(act, said)
        if by is None or (by > 0) == said.form.startswith(("up", "louder", "higher")):
            return None
        args = {"value_db": number(-by)}
        if act.tool == "automate":
            value = number(round(fader_of(str(act.args.get("track")), said.scene) - by, 4))
            args = {"from": value, "to": value}
        made.append(told_as(Step(act.tool, {**act.args, **args}), "fix", act))
    return made


def _is_move(act: Frame, track: str) -> bool:
    by = act.args.get("value_db")
    return (act.tool, act.kind) == ("mix", "gain") and track in tracks_of(act) and isinstance(by, int | float)


def part_way_back(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "A bit back up": half the way to where it was, a tiny bit a quarter of it."""
    if any(not one.is_pronoun for one in said.things) or said.bag - _BACK or len(said.bag & {"up", "down"}) != 1:
        return None
    if "back" not in said.bag or not said.bag & {"bit", "little", "some", *_LITTLE}:
        return None
    way, share = (1 if "up" in said.bag else -1), 0.25 if said.bag & _LITTLE else 0.5
    made = [_between(one, way, share, said) for one in last]
    return [one for one in made if one] if None not in made and made else None


def _between(act: Frame, way: int, share: float, said: Said) -> Step | None:
    base = said.state.frame(act.corrects) if act.corrects else None
    for name, value in act.args.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        if (act.tool, act.kind) == ("mix", "gain") and name == "value_db":
            before = 0.0
        elif base is not None and isinstance(base.args.get(name), int | float) and base.args[name] != value:
            before = float(base.args[name])
        else:
            continue
        if (before > value) == (way > 0):
            new = number(round(value + share * (before - value), 4))
            return told_as(Step(act.tool, {**act.args, name: new}), "fix", act)
    return None


def times_as_much(said: Said, last: Sequence[Frame], things: Sequence[set[str]]) -> list[Step] | None:
    """ "Arp half as much", "the cues as well but half that", "half of that for the horn"."""
    words = said.text[said.amounts[0].start : said.amounts[0].end]
    behind = said.text[said.amounts[0].end :].strip()
    if said.bag - _AS_MUCH or not said.bag & {"much", "same"} and not behind.startswith(_OF_THAT):
        return None
    factor = 0.5 if "half" in words else 2.0
    if levels := _levels_times(said, last, factor):
        return levels
    sends = [one for one in last if (one.tool, one.kind) == ("route", "send")]
    turned = _sends_times(sends, factor) if len(sends) == len(last) else scaled(last, factor)
    others = done_to_others(last, things, said.state)
    if not turned or not others or len({str(one.args) for one in turned}) != 1 and len(last) > 1:
        return None
    name = next((key for key, value in turned[0].args.items() if last[0].args.get(key) != value), "")
    if not name:
        return None
    made = [told_as(Step(one.task, {**one.args, name: turned[0].args[name]}), "again", last[0]) for one in others]
    return [one for at, one in enumerate(made) if one.args not in [other.args for other in made[:at]]]


def _sends_times(acts: Sequence[Frame], factor: float) -> list[Step] | None:
    """Half of what is sent is 6 dB less."""
    levels = [one.args.get("value_db") for one in acts]
    return [
        Step(act.tool, {**act.args, "value_db": number(round(float(db) + 20 * math.log10(factor), 1))})
        for act, db in zip(acts, levels, strict=True)
        if isinstance(db, int | float)
    ] or None


def _levels_times(said: Said, last: Sequence[Frame], factor: float) -> list[Step] | None:
    """A level over bars, half as far from their own faders."""
    steps: list[Step] = []
    for act in last:
        by = level_by(act, said) if act.tool == "automate" else None
        if by is None:
            return None
        for track in said.tracks:
            to = number(round(fader_of(track, said.scene) + by * factor, 4))
            steps.append(told_as(Step(act.tool, {**act.args, "track": track, "from": to, "to": to}), "again", act))
    return steps
