"""Effects there: those that the conversation put on, as they are set now, and which of them a sentence means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.bar_spans import told_within
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped
from engine.planner.offline.sentence.effects.bands import bands_said
from engine.planner.offline.sentence.effects.effect_words import EffectSaid, effects_said
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_RECENT = 5
"""So many turns back a knob of its own may speak of an effect that is not named; further, where it is the only one."""


_FIGURE = regex(r"(?:right |only )?(?:at|to|by|from|for) (?P<n>\d+(?:\.\d+)?)$")
_KNOB_NAME = regex(r"\bpre-? ?delay\b")
_OF_AN_EFFECT = regex(
    r"\b(?:big|small|larg|tight|long|short|huge|tiny)\w* (?:room|hall|plate|chamber|space|tail|cathedral)\b"
    r"|\broom size\b"
    r"|\bdirti?er\b"
)
"""Names that a knob goes before where an effect was just put on."""
_A_SECOND = regex(r"(?:a|one|half a) (?:sec|second|minute|min)s?$")


def as_of_effects(said: Said) -> Said:
    """The sentence as it is where effects are spoken of: "at 90" is no bar, "the compressor" no clip of that name,
    "for a second" no length."""
    own = {view.name.lower() for view in said.scene.context.track_views}
    said = _with_track_of_place(said)
    taken = [(one.start, one.end) for one in bands_said(said.text, said.amounts)]
    taken += [match.span() for match in _KNOB_NAME.finditer(said.text)]
    if just_put(said):
        taken += [match.span() for match in _OF_AN_EFFECT.finditer(said.text)]
    things = [
        one for one in said.things
        if not any(a < one.end and one.start < b for a, b in taken) and (
            one.is_pointed or said.text[one.start : one.end] in own or not is_effect(said.text[one.start : one.end])
        )
    ]  # fmt: skip
    figures = [(one, match) for one in said.places if (match := _FIGURE.match(said.text[one.start : one.end]))]
    told = [
        Quantity(float(match["n"]), "", one.start + match.start("n"), one.end)
        for one, match in figures
    ]  # fmt: skip
    amounts = [one for one in said.amounts if not _A_SECOND.match(said.text[one.start : one.end])]
    places = [_put_there(one, said) for one in said.places if one not in [each for each, _ in figures]]
    return regrouped(said, things, places, sorted([*amounts, *told], key=lambda one: one.start))


_WHERE = regex(r"(?:from|on|off|to|in) (?:the |my |our )?(?P<name>.+)")


def _with_track_of_place(said: Said) -> Said:
    """ "Take the delay from the bass", where a part of the song is called so as well: off the track."""
    tracks = {one.lower(): one for one in said.scene.context.tracks}
    if said.things or len(said.places) != 1:
        return said
    place = said.places[0]
    match = _WHERE.fullmatch(said.text, place.start, place.end)
    track = tracks.get(match["name"]) if match else None
    if match is None or track is None:
        return said
    lying = tuple(one.id for one in said.scene.clips if one.track == track)
    return regrouped(said, [Named(match.start("name"), place.end, (track,), lying)], [], said.amounts)


_PUT_TO = regex(r"\b(?:add|apply|put|stick|slap|throw)\b.* $")


def _put_there(place: Place, said: Said) -> Place:
    """ "Add a delay to bar 12": there, and not up to there."""
    is_goal = place.how == "to" and _PUT_TO.search(said.text[: place.start]) is not None
    return told_within(place, said.text, said.scene) if is_goal else place


def effects_told(said: Said) -> list[EffectSaid]:
    """The effects that a sentence names, by what they are called or by the band that they take away."""
    bands = bands_said(said.text, said.amounts)
    hidden = [*((one.start, one.end) for one in said.things), *((one.start, one.end) for one in said.places)]
    hidden += [(one.start, one.end) for one in bands]
    return sorted([*effects_said(said.text, hidden), *bands], key=lambda one: one.start)


def is_effect(words: str) -> bool:
    """Is an effect called so, and nothing else said?"""
    called = effects_said(words, [])
    return len(called) == 1 and (called[0].start, called[0].end) == (0, len(words))


def effects_there(said: Said) -> list[Frame]:
    """The newest call for each effect of each clip or track, oldest first."""
    found: dict[tuple[str, str, str], Frame] = {}
    for one in (_on_its_clip(each, said) for each in (*older_effects(said), *said.state.frames)):
        if one.tool == "apply_effect" and one.is_live:
            on = str(one.args.get("clip") or f"track:{one.args.get('track')}")
            bars = f"{one.args.get('start_bar', '')}-{one.args.get('end_bar', '')}"
            found = {key: act for key, act in found.items() if act.name != one.corrects}
            found.pop((one.kind, on, bars), None)
            found[(one.kind, on, bars)] = one
        elif one.tool == "plugin" and one.kind == "remove" and one.state == "done":
            gone = [key for key, act in found.items() if _is_of(one, act, key[0], said)]
            for key in gone:
                del found[key]
    return list(found.values())


def older_effects(said: Said) -> list[Frame]:
    """The calls for effects before the turns that are shown, known by the history alone."""
    shown = [one.number for one in said.scene.context.dialogue if one.number]
    found: list[Frame] = []
    counted: dict[int, int] = {}
    for call in said.scene.context.history if shown else ():
        counted[call.turn] = number = counted.get(call.turn, 0) + 1
        if 0 < call.turn < min(shown) and call.stands and call.tool in ("apply_effect", "plugin"):
            args = dict(call.args)
            found.append(Frame(0, number, call.tool, args, call.out, "done", "", "", call.said, request=call.turn))
    return found


def _on_its_clip(act: Frame, said: Said) -> Frame:
    """A call on the result of another of its turn, as one on the clip that this one worked on."""
    clip = str(act.args.get("clip") or "")
    for _ in range(8):
        number = re.fullmatch(r"\$(\d+)(?:\.\w+)?", clip)
        before = said.state.frame(f"{act.request or act.turn}.{number[1]}") if number else None
        if before is None:
            break
        clip = str(before.args.get("clip") or "")
    return replace(act, args={**act.args, "clip": clip}) if clip and clip != act.args.get("clip") else act


def _is_of(plugin: Frame, act: Frame, kind: str, said: Said) -> bool:
    return track_of(act, said) in tracks_of(plugin) and str(plugin.args.get("plugin") or kind) == kind


def track_of(act: Frame, said: Said) -> str:
    """The track that an effect lies on, or in the clips of."""
    return str(act.args.get("track") or said.scene.track_of(act.args.get("clip")) or "")


def just_put(said: Said, kind: str = "") -> list[Frame]:
    """The effects of the last turn, whether they were put on, turned, switched off or on in it; [] behind others."""
    there = effects_there(said)
    last = said.last()
    if not last or any(one.tool not in ("apply_effect", "plugin") for one in last):
        return []
    names = {one.name for one in last}
    meant = [one for one in there if one.name in names]
    for act in last:
        if act.tool == "plugin":
            name = str(act.args.get("plugin") or "")
            meant += [
                one for one in there
                if one not in meant and one.kind == (name or one.kind) and track_of(one, said) in tracks_of(act)
            ]  # fmt: skip
    return [one for one in meant if not kind or one.kind == kind]


def meant_effects(said: Said, kinds: Iterable[str] = ()) -> list[Frame]:
    """The effects of these kinds that are meant: on the things that are named, else those of the last turn."""
    there = effects_there(said)
    wanted = set(kinds)
    if wanted:
        there = [one for one in there if one.kind in wanted]
    named = [one for one in said.things if not one.is_pointed]
    if named:
        there = [one for one in there if any(is_on(one, thing, said) for thing in named)]
        newest = max((one.turn for one in there), default=0)
        return there if wanted else [one for one in there if one.turn == newest]
    several = [one for one in said.things if one.is_pointed and len(one.tracks) > 1]
    if several and not wanted:
        just = just_put(said)
        alike = [
            one for one in there if just and one.kind == just[-1].kind and track_of(one, said) in several[0].tracks
        ]
        return alike if {track_of(one, said) for one in alike} == {*several[0].tracks} else []
    if just := just_put(said):
        return [one for one in just if one in there]
    if not wanted or not there:
        return []
    newest = max(one.turn for one in there)
    is_known = len(there) == 1 or said.state.last_turn - newest <= _RECENT
    return [one for one in there if one.turn == newest] if is_known else []


def is_on(act: Frame, thing: Named, said: Said) -> bool:
    """Does an effect lie on this?"""
    if thing.is_clip:
        return act.args.get("clip") in thing.clips
    return track_of(act, said) in thing.tracks


def last_knobs(act: Frame, said: Said) -> list[str]:
    """The numbers that the newest call for an effect has changed."""
    base = said.state.frame(act.corrects) if act.corrects else None
    if base is None:
        return []
    return [name for name, value in act.args.items() if base.args.get(name) != value and isinstance(value, int | float)]


def one_kind(acts: Sequence[Frame]) -> str:
    """The kind of these effects; "" where they are of several."""
    kinds = {one.kind for one in acts}
    return kinds.pop() if len(kinds) == 1 else ""


WHOLE_CLIPS = (
    "That is in the whole of a clip, or on all of a track; split the clip there, and its part can be otherwise."
)


_TAIL_BARS = 1.5
"""A clip may ring so far into the next part, with the effect that was put on it."""


def lying_there(acts: Sequence[Frame], said: Said) -> list[Frame] | None:
    """ "No reverb in the bridge": those of which the clip lies there as a whole; [] where one goes on elsewhere."""
    found = []
    for act in acts:
        card = said.scene.clip(str(act.args.get("clip") or ""))
        if card is None or card.bars is None:
            return []
        (start, end), inside = card.bars, False
        for first, last in said.spans:
            tails = start < first - 1e-3 and first < end <= first + _TAIL_BARS and end < last
            if start < last - 1e-3 and end > first + 1e-3 and not tails:
                if start < first - 1e-3 or end > last + _TAIL_BARS:
                    return []
                inside = True
        found += [act] if inside else []
    return found or None


def without_those_bars(acts: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "No reverb in the bridge" of a clip that goes on: the same in its other bars; None for what lies otherwise."""
    steps: list[Step] = []
    for act in acts:
        card = said.scene.clip(str(act.args.get("clip") or ""))
        if card is None or card.bars is None or {"start_bar", "end_bar", "start", "end"} & set(act.args):
            return None
        at, left = card.bars[0], []
        for first, last in sorted(said.spans):
            if last <= card.bars[0] or first >= card.bars[1]:
                continue
            left += [(at, first)] if first > at else []
            at = max(at, last)
        if at == card.bars[0] or any(bar % 1 for span in (*left, (at, card.bars[1])) for bar in span):
            return None
        left += [(at, card.bars[1])] if at < card.bars[1] else []
        made = [Step(act.tool, {**act.args, "start_bar": int(a), "end_bar": int(b) - 1}) for a, b in left]
        if not made:
            return None
        steps += [told_as(made[0], "fix", act), *made[1:]]
    return steps
