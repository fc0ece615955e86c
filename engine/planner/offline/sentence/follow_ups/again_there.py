"""Again there: what was done over bars, in others: "only in verse 1", "and the outro", "not the last bar of it",
"the sax likewise in the chorus", "3 in the break", "everywhere"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import SAME, Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.follow_ups.acts_over import acted_over, held_by, never_over_bars
from engine.planner.offline.sentence.follow_ups.at_an_end import at_an_end
from engine.planner.offline.sentence.follow_ups.clips_there import not_on_clips_there, on_clip_there
from engine.planner.offline.sentence.follow_ups.clock_there import clock_there
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.lying import covers, in_order, with_bars
from engine.planner.offline.sentence.scope.over_bars import bars_left
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.scope.where import SILENT_DB, bars_told, fader_of, level_by, level_there, mix, over
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.only_those import ONLY_THERE
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DOES = frozenset("do does give gets apply thing that so with for on to it again there make put in like but".split())
_ONLY = frozenset("only just in there do make it that put instead".split())
_MEANT = frozenset("should be for on meant to too much that's it's stays stay".split())
_NOT = frozenset("not skip but except without in for there it that only just".split())
_EVERYWHERE = regex(r"(?:in |over |for |make it |do it )*(?:everywhere|throughout|all the way through|overall)")
_ONLY_PART = regex(r"(?:only|just) the (?P<part>[a-z0-9' -]+)$")
_WHOLE = regex(r"\b(?:whole|entire)\b")
WHERE = "Where should it go?"
_ON_CLIPS = ("edit_notes", "change_tempo_key")
_ONLY_ONE = frozenset("one ones clip clips".split())


_COMES_IN = regex(r"(?:back |comes? |comes? back )?in (?:again )?(?:from|at|with)\b")
""" "In from the hook", behind a silence, is no other silence."""


def _silences(act: Frame) -> bool:
    return act.tool == "automate" and act.args.get("parameter") == "mute" and act.args.get("to") == 1


def again_there(said: Said) -> list[Step] | None:
    """The steps; None where no other bars are told for the last act, or not all of it is known."""
    last = said.last()
    if not last or len(said.amounts) > 1 or _COMES_IN.match(said.text) and any(_silences(one) for one in last):
        return None
    said = _left_in(_but_the_other(_as_part(said)), last)
    if told := at_an_end(said, last) or clock_there(said, last) or _edge_of_its_clip(said, last):
        return told
    named = [one for one in said.things if not one.is_pronoun or len(one.tracks) > 1 and bool(said.bag & SAME)]
    if not named and not said.amounts and (steps := _everywhere(said, last)):
        return steps
    if not said.places or any(one.how for one in named):
        return None
    if named:
        return _of_others(said, last)
    if said.amounts:
        return _figure_there(said, last)
    if "off" in said.bag and not said.bag - _NOT - {"off", "take"}:
        return not_on_clips_there(last, said.spans, said)
    if said.bag & {"not", "except", "without", "skip"} or _LEFT.search(said.text):
        return _but_there(said, last)
    return _in_others(said, last)


_LEFT_IN = regex(
    r"(?:(?:but|ok|no|just|please|and)\W+)*(?:(?:leave|keep|have|let|i want|want|need|i need) )?"
    r"(?:it|that|him|her|them|this|T)?(?: (?:should|can|may|must))?"
    r"(?: ?(?:in|on|there|heard|unmuted|playing|play|plays|stay|stays|sing|sings|sound))*"
    r" ?P(?: (?:though|tho|please|still|only))*\W*"
)


def _left_in(said: Said, last: Sequence[Frame]) -> Said:
    """ "But leave it in for verse 2", behind a mute: it holds over the rest."""
    if any((one.tool, one.kind) != ("mix", "mute") for one in last) or len(said.places) != 1 or said.amounts:
        return said
    place = said.places[0]
    is_told = re.search(r"\b(?:leave|keep|have|let|want|need|stays?|play|plays)\b", said.text) is not None
    pieces = [(place.start, place.end, "P"), *((one.start, one.end, "T") for one in said.things)]
    if any(not one.is_pronoun for one in said.things) or not is_told or place.how not in ("in", "bare"):
        return said
    if not _LEFT_IN.fullmatch(lettered(said.text, pieces)):
        return said
    bare = re.sub(r"^(?:in|for|during|over|on|through) ", "", said.text[place.start : place.end])
    return taken_apart(f"except in {bare}", said.scene, focus=said.focus)


def _as_part(said: Said) -> Said:
    """ "Only the chorus" is that part of the song, though clips have the word in their names."""
    match = _ONLY_PART.match(said.text)
    if match is None or said.places or match["part"] in {one.lower() for one in said.scene.context.tracks}:
        return said
    part = taken_apart(f"only in the {match['part']}", said.scene, focus=said.focus)
    return part if part.form == "P" and len(part.places) == 1 else said


# --- the same things ---


def _in_others(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Only in verse 1", "just the first two bars of it", "and the outro"."""
    is_only = re.search(r"\b(?:only|just)\b", said.text) is not None
    adds = (said.adds or bool(said.bag & SAME)) and not said.corrects and not is_only and "instead" not in said.bag
    if said.bag - _ONLY - _ONLY_ONE - _MEANT - (SAME | {"thing", "again"} if adds else frozenset()):
        return None
    if one := _the_one_at(said, last):
        return one
    if not adds and (no := never_over_bars(last)):
        return no
    if not is_only and any(_is_top(one, said) for one in said.places):
        return None
    if (before := _before_there(said, last)) and not is_only:
        return before
    spans = bars_told(said, [track for act in last for track in said.focus.tracks_about(act)])
    are_on_clips = all(act.tool in _ON_CLIPS and act.clips() for act in last)
    if spans and is_only and are_on_clips and (steps := _clips_there(said, last, spans)):
        return steps
    if not spans or adds and any(act.tool != "automate" and not _moves_clip(act, spans, said) for act in last):
        return None
    steps = []
    for act in last:
        there = _there(act, spans, said)
        if not there:
            return None
        steps += [told_as(one, "again" if adds or place else "fix", act) for place, one in enumerate(there)]
    return _each_once(steps)


def _moves_clip(act: Frame, spans: Sequence[Bars], said: Said) -> bool:
    """Does another clip of the track lie there?"""
    has_bars = "start_bar" in act.args and act.tool in (*_ON_CLIPS, "apply_effect")
    return has_bars or all(on_clip_there(act, bars, said) is not None for bars in spans)


def _before_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Same thing going into the first chorus": what held before one edge holds as long before another."""
    place = said.places[0]
    is_before = place.how == "before" or place.how == "to" and said.text.startswith("before", place.start)
    if len(said.places) != 1 or not is_before or place.is_open or not all(_is_held(act) for act in last):
        return None
    if not said.bag & (SAME | {"do", "thing", "again"}):
        return None
    steps = []
    for act in last:
        start = place.point - (float(act.args["end_bar"]) - float(act.args["start_bar"]))
        if start < 1 or place.point == float(act.args["end_bar"]):
            return None
        span = {"start_bar": number(start), "end_bar": number(place.point)}
        steps.append(told_as(Step(act.tool, {**act.args, **span}), "again", act))
    return steps


_ONE_AT = regex(r"\b(?:one|clip|bit|part) (?:at|from|on) ")


def _the_one_at(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Nah, the one at 13": that clip of the track instead."""
    if len(said.places) != 1 or said.places[0].how != "at" or not _ONE_AT.search(said.text) or len(last) != 1:
        return None
    view = said.scene.clip(last[0].args.get("clip"))
    lying = in_order(str(view.track), said) if view else []
    there = [one for one in lying if covers(one, said.places[0].spans[0])]
    step = on_clip_there(last[0], there[0].bars, said) if len(there) == 1 and there[0].bars else None
    return [told_as(step, "fix", last[0])] if step else None


def _clips_there(said: Said, last: Sequence[Frame], spans: Sequence[Bars]) -> list[Step] | None:
    """Of what was done to several clips only that to those which lie there."""
    views = [view for act in last for one in act.clips() if (view := said.scene.clip(one))]
    kept = [one.id for one in views if one.bars and any(a - 0.05 <= one.bars[0] < b for a, b in spans)]
    if not kept or len(kept) == len(views) or len(last) > 1 and any(len(act.clips()) > 1 for act in last):
        return None
    if len(last) == 1:
        args = {name: value for name, value in last[0].args.items() if name != "clips"}
        undone = [Step("undo", {"target": f"#{last[0].request}"})] if last[0].request else []
        return [*undone, *(Step(last[0].tool, {**args, "clip": one}) for one in kept)] if undone else None
    return taken_back_acts([act for act in last if act.clips()[0] not in kept], acts_of(said.state))


def _each_once(steps: Sequence[Step]) -> list[Step]:
    made: list[Step] = []
    for one in steps:
        if not any(one.op == "again" and (one.task, one.args) == (other.task, other.args) for other in made):
            made.append(one)
    return made


def _there(act: Frame, spans: Sequence[Bars], said: Said) -> list[Step] | None:
    """One act over these bars instead."""
    if act.tool == "automate":
        spans = _within_its_own(act, spans, said)
        return [Step(act.tool, {**act.args, "start_bar": number(a), "end_bar": number(b)}) for a, b in spans]
    made = [_mixed_there(act, track, bars, said) for track in tracks_of(act) for bars in spans]
    if act.tool == "mix":
        return [one for one in made if one] if made and None not in made else None
    there = [
        on_clip_there(act, bars, said) or acted_over(act, bars, said) for bars in _within_its_own(act, spans, said)
    ]
    return [one for one in there if one] if there and None not in there else None


def _is_top(place: Place, said: Said) -> bool:
    """ "From the top" is where it is played from."""
    return bool(re.match(r"from the (?:top|start|beginning)\b", said.text[place.start : place.end]))


def _within_its_own(act: Frame, spans: Sequence[Bars], said: Said) -> Sequence[Bars]:
    """ "Only from bar 9", "until bar 11": the other end stays."""
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    how = said.places[0].how if len(said.places) == 1 else ""
    if how == "from" and isinstance(end, int | float) and end > spans[0][0]:
        return [(spans[0][0], float(end))]
    if how == "to" and isinstance(start, int | float) and start < spans[0][1]:
        return [(float(start), spans[0][1])]
    return spans


def _mixed_there(act: Frame, track: str, bars: Bars, said: Said) -> Step | None:
    by, to = act.args.get("value_db"), act.args.get("set_db")
    if act.kind == "gain" and isinstance(by, int | float):
        return level_there(track, fader_of(track, said.scene), bars)
    if act.kind == "gain" and isinstance(to, int | float):
        return level_there(track, float(to), bars)
    if act.kind == "mute":
        return over(track, "mute", 1, bars)
    if act.kind == "pan" and isinstance(act.args.get("value"), int | float):
        return over(track, "pan", float(act.args["value"]), bars)
    return None


_LEFT = regex(
    r"\b(?:leave|keep) (?:it|them|that|those|the notes)\b.*\b(?:as|like|how) (?:it|they) (?:was|were|is|are)\b"
    r"|\b(?:leave|keep) (?:it|them|that|those|the notes) (?:long|short|alone|be|normal|full|untouched)\b"
)
_NOT_BUT = regex(r"not [^,.;]+[,.;] ?(?:but |rather )?")
_AS_IT_WAS = frozenset(
    "leave keep it them that those notes as like how they was were long short alone normal full".split()
)


def _but_the_other(said: Said) -> Said:
    """ "Not there, in the chorus"; "not the verse. chorus": only what is told last."""
    match = _NOT_BUT.match(said.text)
    if match is None or not said.places or said.places[-1].start < match.end() - 1:
        return said
    return taken_apart(said.text[match.end() :], said.scene, focus=said.focus)


def _edge_of_its_clip(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "The first two bars as well", "no, the last two": of the clip that was worked on."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    adds = bool(said.bag & SAME) or said.adds
    if len(edges) != 1 or places or amounts or not (adds or said.corrects) or bag - _ONLY - SAME - _MEANT:
        return None
    steps: list[Step] = []
    for act in last:
        view = said.scene.clip(act.args.get("clip")) if act.tool in _ON_CLIPS else None
        bars = edges[0].of(with_bars(view, said)) if view else None
        step = acted_over(act, bars, said) if bars else None
        if step is None:
            return None
        steps.append(told_as(step, "again" if adds and not said.corrects else "fix", act))
    return steps


def _but_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Not the last bar of it", "everywhere but the chorus": it holds over the rest."""
    if said.bag - _NOT - (_AS_IT_WAS if _LEFT.search(said.text) else frozenset()):
        return None
    if no := never_over_bars(last):
        return no
    if any(one.kind in ("move", "place") for one in last):
        return [Step("ask", {"text": WHERE})]
    if (
        len(said.places) == 1
        and said.places[0].how == "to"
        and said.text.startswith(("before", "until"), said.places[0].start)
    ):
        point, end = said.places[0].point, song_end(said)
        spared: list[Bars] = [(1.0, point)] if point < end else []
    else:
        spared = bars_told(said, [one for act in last for one in tracks_of(act)]) or []
    if taken := not_on_clips_there(last, spared, said):
        return taken
    steps: list[Step] = []
    for act in last:
        own = held_by(act, said)
        rest = bars_left(own, spared) if own else []
        if own is None or not spared:
            return None
        if rest == [own]:
            return [Step("chat", {"text": ONLY_THERE})]
        if not rest:
            return [Step("undo", {})] if len(last) == 1 else None
        made = [acted_over(act, bars, said) for bars in rest]
        if None in made:
            return None
        steps += [told_as(one, "again" if place else "fix", act) for place, one in enumerate(made) if one]
    return steps


def _is_held(act: Frame) -> bool:
    ends = [act.args.get(one) for one in ("start_bar", "end_bar")]
    return act.tool == "automate" and all(isinstance(one, int | float) for one in ends)


def _everywhere(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """What held over bars holds for all of the song."""
    is_whole = len(said.places) == 1 and _WHOLE.search(said.text, said.places[0].start, said.places[0].end)
    words = {"everywhere", "throughout", "overall", "all", "way", "through"} if not said.places else set()
    if not (is_whole or _EVERYWHERE.fullmatch(said.text)) or said.bag - _ONLY - words:
        return None
    steps: list[Step] = []
    for act in last:
        tracks, value = tracks_of(act), act.args.get("from")
        if not _is_held(act) or value is None or value != act.args.get("to") or len(tracks) != 1:
            return None
        known = {"volume": ("gain", {}), "mute": ("mute", {}), "pan": ("pan", {"value": value})}
        action, values = known.get(str(act.args.get("parameter")), ("", {}))
        if action == "gain" and float(value) > SILENT_DB:
            values = {"value_db": number(round(float(value) - fader_of(tracks[0], said.scene), 4))}
        if not action or action == "gain" and not values or any(one.args.get("track") == tracks[0] for one in steps):
            return None
        steps.append(told_as(mix(tracks, action, **values), "fix", act))
    return steps


# --- others, other figures ---


def _of_others(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "The sax likewise in the chorus", "do that to the piano in that verse as well"."""
    named = [one for one in said.things if not one.is_pronoun or len(one.tracks) > 1 and bool(said.bag & SAME)]
    if not (said.bag & SAME or said.amounts or said.adds) or said.bag - SAME - _DOES:
        return None
    tracks = list(dict.fromkeys(track for one in named for track in one.tracks))
    spans = bars_told(said, tracks)
    if not spans or len({(one.tool, one.kind, one.args.get("parameter")) for one in last}) != 1:
        return None
    act = last[-1]
    steps = [_deed(act, track, bars, said) for track in tracks for bars in spans]
    return [told_as(one, "again", act) for one in steps if one] if None not in steps else None


def _figure_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "3 in the break"."""
    if said.bag - _ONLY - {"but", "like", "about"}:
        return None
    spans = bars_told(said, [one for act in last for one in tracks_of(act)])
    if not spans:
        return None
    steps: list[Step] = []
    tracks: list[str] = []
    for act in last:
        for track in tracks_of(act):
            if track in tracks:
                continue
            tracks.append(track)
            for bars in spans:
                if (step := _deed(act, track, bars, said)) is None:
                    return None
                is_its_own = len(last) == 1 and (act.args.get("start_bar"), act.args.get("end_bar")) == bars
                steps.append(told_as(step, "fix" if is_its_own else "again", act))
    return steps or None


def _deed(act: Frame, track: str, bars: Bars, said: Said) -> Step | None:
    """What was done, for a track over bars; by another figure where one is told."""
    new = said.amounts[0] if said.amounts else None
    if (by := level_by(act, said)) is not None:
        told = by if new is None else _level_told(new, by)
        was = fader_of(track, said.scene) - (by if act.tool == "mix" and track in tracks_of(act) else 0.0)
        return None if told is None else level_there(track, was + told, bars)
    is_mute = (act.tool, act.kind) == ("mix", "mute") or act.args.get("parameter") == "mute"
    if is_mute and new is None:
        return over(track, "mute", 1, bars) if act.args.get("from", 1) == 1 else None
    return None


def _level_told(new: Quantity, by: float) -> float | None:
    if new.unit not in ("", "dB") or abs(new.value) > 30:
        return None
    return new.value if new.signed or not by else abs(new.value) * (1 if by > 0 else -1)
