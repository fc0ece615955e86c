"""Sides: "pan the guitars hard left and right", "violas 40 % to the left", "tamb a bit right in the chorus"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, takewhile

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped, without
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.mixer.pairs import are_pair
from engine.planner.offline.sentence.scope.where import bars_told, mix, over
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIDES = {"left": -1.0, "right": 1.0, "l": -1.0, "r": 1.0}
_MIDDLE = frozenset("center centre centred centered middle".split())
_BESIDE = frozenset(
    "track tracks pan panned panning to by at over put move place set go goes bring take out hard fully full"
    " all way side sits it on keep again"
    " spread percent dead in wide turn only just back from make comes come off far sit sitting play plays apart"
    " slide scoot slip nudge throw stick sit let both pair two sides".split()
)
_RELATIVE = frozenset("less wider narrower closer tighter further more".split())
"""With a figure these only say which way it is from where things stand."""
_EACH_OF_THEM = frozenset("each side".split())
_SPREADS = frozenset("spread wide apart pan panned".split())
_HARD = frozenset("hard full fully all way".split())
_OFF_TO = regex(r"\b(?:off|out) (?:to|on) (?:the |its |one )?(?:left|right|l|r)\b|\boff (?:left|right)\b")
""" "Off to the right a bit" takes nothing off."""
_AND_BACK = regex(
    r",? (?:(?:and|then) )+back (?:to|in) (?:the )?(?:cent(?:er|re)|middle)(?: after(?:wards| that)?| then)?$"
)
""" "Left in the verse, then back to the middle": a side that is held over bars goes back behind them anyway."""
_EACH_SIDE = regex(
    r"\b(?:(?:on |to )?opposite sides|(?:opposite|across from|facing) (?:each other|one another)"
    r"|one (?:on |to )?(?:each|either) side|to either side"
    r"|one (?:hard )?left,? (?:and )?(?:the other|one) (?:hard )?right)\b"
)
_LETTER = regex(r"\b(?:T|left|right|l|r|cent(?:er|re)|middle)\b")
_SHARES = {"slightly": 0.25, "bit": 0.25, "little": 0.25, "touch": 0.25, "tad": 0.25, "half": 0.5, "halfway": 0.5}


def _of_pieces(said: Said) -> list[Bars]:
    """ "The second one left", behind a cut: the bars of that piece, and not the whole of its track."""
    if any(not one.is_clip or one.is_pronoun or not one.is_pointed for one in said.things) or said.places:
        return []
    views = [said.scene.clip(clip) for one in said.things for clip in one.clips]
    lying = [one for one in said.scene.clips if one.track in said.tracks]
    return [one.bars for one in views if one and one.bars] if len(lying) > len(views) else []


_MIDDLE_THERE = r"(?:the )?(?:middle|cent(?:re|er))\b"
_NEARER = regex(
    r"\b(?:(?P<bit>a (?:bit|little|touch|tad)|slightly) )?(?:(?:more|closer|nearer|further|farther) (?:in )?"
    rf"(?:to(?:wards?)?|in towards?|into)|towards?|in towards?) {_MIDDLE_THERE}"
    rf"|\b(?P<bit2>a (?:bit|little|touch|tad)) (?:in )?to {_MIDDLE_THERE}"
)
_NEARER_WORDS = frozenset(
    "pan move bring put pull push take make set more closer nearer further farther to toward towards into in middle"
    " center centre bit little touch tad slightly it that them both come".split()
)
_NEARER_BY, _A_BIT_NEARER = 0.5, 0.3


def _nearer_the_middle(said: Said) -> list[Step] | None:
    """ "More to the middle": half of the way, and not all of it."""
    match = _NEARER.search(said.text)
    if match is None or said.amounts or said.places or not said.things or said.bag - _NEARER_WORDS:
        return None
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    share = 1 - (_A_BIT_NEARER if match["bit"] or match["bit2"] else _NEARER_BY)
    if any(one.how or not all(pans.get(track) for track in one.tracks) for one in said.things):
        return None
    return [mix([one], "pan", value=number(round((pans[one] or 0.0) * share, 3))) for one in said.tracks]


def side(said: Said) -> list[Step] | None:
    """The steps; None where it is no side, or not all of it is known."""
    if said.is_in_a_thing:
        return None
    if nearer := _nearer_the_middle(said):
        return nearer
    if said.places and (back := _AND_BACK.search(said.text.rstrip(" .!"))):
        said = taken_apart(said.raw[: back.start()], said.scene, focus=said.focus)
    if apart := _EACH_SIDE.search(said.text):
        said = taken_apart(f"spread {said.raw[: apart.start()]}".rstrip(" ,"), said.scene, focus=said.focus)
    if paired := _paired(said):
        return paired
    said = _told_once(_by_members(_in_the_group(said)))
    is_same = "same" in said.bag and sum(one in _SIDES for one in said.words) == 2
    is_same = is_same and (len(said.amounts) == 1 or not said.amounts and bool(said.bag & set(_SHARES)))
    said = without(said, {"same", "and"}) if is_same else said
    if not said.things or said.bag - set(_SIDES) - _MIDDLE - _BESIDE - _RELATIVE - set(_SHARES) - _EACH_OF_THEM:
        return None
    sides = [_SIDES[one] for one in said.words if one in _SIDES]
    if said.bag & _EACH_OF_THEM and not {"each", "side"} <= said.bag:
        return None
    if sides and said.bag & _MIDDLE and len(said.words) > 2:
        sides = [_SIDES.get(one, 0.0) for one in said.words if one in _SIDES or one in _MIDDLE]
    is_out = bool(said.bag & {"spread", "wide", "apart"}) or {"all", "way", "out"} <= said.bag
    is_out = is_out or "sides" in said.bag and bool(said.bag & {"out", "hard", "far", "both"})
    if not sides and is_out and not said.bag & {"up", "middle"}:
        sides = _as_they_lie(said) or _apart(said.tracks)
    is_middle = bool(said.bag & _MIDDLE) and len(sides) < len(said.tracks)
    shares = [_share(one.value, one.unit) for one in said.amounts]
    if None in shares or len(set(shares)) > max(1, len(sides)) or is_middle == bool(sides):
        return None
    if said.bag & {"back", "off", "from"} and not is_middle and not _OFF_TO.search(said.text):
        return None
    if is_middle and said.bag & {"out", "off"}:
        return None  # "keys to the middle and the vox out"
    vague = min((_SHARES[one] for one in said.bag & set(_SHARES)), default=1.0)
    values = [0.0] if is_middle else sides
    if is_middle and shares:
        return None
    if len(said.places) > 1 and len(sides) > 1:
        return None
    tracks = [one.tracks for one in said.things if one.tracks]
    flat = list(dict.fromkeys(track for one in tracks for track in one))
    if len(values) > 1 and (in_order := _behind_their_things(said, tracks)):
        each = in_order
    elif len(values) > 1:
        each = tracks if len(tracks) == len(values) else [(one,) for one in flat]
        if len(each) != len(values) or not _is_in_order(said, len(tracks)):
            return None
    else:
        each = [tuple(flat)]
    amounts = [one if one is not None else 1.0 for one in shares] or [vague]
    is_alike = is_same or bool(said.bag & _EACH_OF_THEM) and len(amounts) == 1
    if len(values) > 1 and not is_alike and (of_each := _amount_of_each(said, len(values))):
        amounts = of_each
    if len(amounts) not in (1, len(values)) or said.bag & _RELATIVE and not shares:
        return None
    spans = bars_told(said, flat)
    if spans is None:
        return None
    spans = spans or _of_pieces(said)
    made: list[Step] = []
    if len({one for those in each for one in {*those}}) < sum(len({*those}) for those in each):
        return None  # one thing on two sides
    for place, (those, way) in enumerate(zip(each, values, strict=True)):
        value = number(round(way * amounts[place if len(amounts) > 1 else 0], 4))
        made += (
            [over(one, "pan", value, bars) for bars in spans for one in those]
            if spans
            else [mix(one, "pan", value=value) for one in _told_apart(those, tracks)]
        )
    return made


_PAIRED = frozenset(
    "pull bring set put pan panned make in out wide width closer narrower wider tighter spread bit too go narrow widen"
    " open space move tight".split()
)
_EACH = frozenset("each both either side sides same width on to at way about around".split())


def _paired(said: Said) -> list[Step] | None:
    """ "The guitars in a bit, 50 each side", "make it 80", "the bvs same width": a pair, each on its side."""
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    last = [act for act in said.last() if (act.tool, act.kind) == ("mix", "pan")]
    before = {track: float(act.args["value"]) for act in last for track in tracks_of(act)}
    is_signed = any(one.signed for one in said.amounts)
    beside = {"it", "that", "them", "too", "also", "only", "but"}
    if len(said.amounts) > 1 or is_signed or said.bag - _PAIRED - _EACH - beside:
        return None
    is_each = bool(said.bag & {"each", "both", "either"} and said.bag & {"side", "sides", "way"})
    is_same = {"same", "width"} <= said.bag and len({abs(one) for one in before.values()}) == 1
    told = [track for one in said.things if not one.is_pronoun for track in one.tracks]
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    named = [one for one in with_members(told, said.scene) if one not in groups]
    is_pair = len(last) == len(said.last()) and len(before) == 2 and len({abs(one) for one in before.values()}) == 1
    if said.amounts and not named and is_pair and min(before.values()) < 0:
        tracks, share = [*before], _share(said.amounts[0].value, said.amounts[0].unit)
    elif said.amounts and is_each:
        pair = said.focus.it(count=2)[0] if said.is_later else ()
        tracks, share = named or [*before] or [*pair], _share(said.amounts[0].value, said.amounts[0].unit)
    elif said.amounts and len(named) == 2 and not said.bag - _OUT_TO and not said.places and _are_apart(named, pans):
        tracks, share = named, _share(said.amounts[0].value, said.amounts[0].unit)
    elif is_same and not said.amounts and not said.places:
        tracks, share = named, abs(next(iter(before.values())))
    else:
        return None
    ways = _apart(tracks) if all(not pans.get(one) for one in tracks) else [pans.get(one) or 0.0 for one in tracks]
    if share is None or len(tracks) != 2 or len(ways) != 2 or ways[0] * ways[1] >= 0:
        return None
    values = {one: number(share if way > 0 else -share) for one, way in zip(tracks, ways, strict=True)}
    if said.places:
        spans = bars_told(said, tracks)
        return [over(one, "pan", value, bars) for bars in spans for one, value in values.items()] if spans else None
    steps = [mix([one], "pan", value=value) for one, value in values.items()]
    acts = {track: act for act in last for track in tracks_of(act)}
    are_theirs = not named and len(acts) == len(last) and set(tracks) <= set(acts)
    return [told_as(one, "fix", acts[one.args["track"]]) for one in steps] if are_theirs else steps


_OUT_TO = frozenset("pan panned pull bring set put in out to at wide about".split())
""" "The doubles in to 60"."""


def _are_apart(two: list[str], pans: Mapping[str, float | None]) -> bool:
    """Do two lie on two sides, or are they called so?"""
    one, other = (pans.get(track) or 0.0 for track in two)
    return one * other < 0 or not one and not other and are_pair(*two)


def _amount_of_each(said: Said, count: int) -> list[float] | None:
    """ "Celesta hard right, harp 30 left": the figure of each side; None where they are not told one by one."""
    told: list[list[str]] = [[]]
    for token in said.form.split():
        is_next = token == "T" and any(one in _SIDES for one in told[-1])
        told = [*told, [token]] if is_next else [*told[:-1], [*told[-1], token]]
    if len(told) != count or any(sum(one in _SIDES for one in part) != 1 for part in told):
        return None
    left = iter(said.amounts)
    shares: list[float | None] = []
    for part in told:
        figures = [_share(one.value, one.unit) for one in islice(left, part.count("N"))]
        small = [_SHARES[one] for one in part if one in _SHARES]
        if len(figures) > 1 or None in figures:
            return None
        shares.append(figures[0] if figures else 1.0 if _HARD & {*part} else min(small) if small else None)
    first = list(takewhile(lambda one: one != "T", told[0]))
    if _SPREADS & {*first} and (small := [_SHARES[one] for one in first if one in _SHARES]):
        rest = [
            share
            for share, part in zip(shares, told, strict=True)
            if {*part[len(first) if part is told[0] else 0 :]} & {*_SHARES}
        ]
        return [min(small)] * count if not rest and not said.amounts else None
    if shares[:-1] == [None] * (count - 1) and told[-1][-1] in ("N", *_SHARES):
        return [shares[-1] or 1.0] * count  # "L left and R right, 40"
    return [1.0 if one is None else one for one in shares]


def _in_the_group(said: Said) -> Said:
    """ "The fiddles hard left and right": a folder has one side, the two that lie in it have two."""
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    is_two = any(both <= said.bag for both in ({"left", "right"}, {"l", "r"}, {"all", "way", "out"}))
    is_two = is_two or bool(said.bag & {"spread", "wide", "apart"})
    if not is_two or len(said.things) != 1 or not groups.issuperset(said.things[0].tracks):
        return said
    inside = tuple(one for one in with_members(said.things[0].tracks, said.scene) if one not in groups)
    return replace(said, things=[replace(said.things[0], tracks=inside)]) if len(inside) == 2 else said


def _by_members(said: Said) -> Said:
    """ "The violins apart, 1 left 2 right", "one left, one right": what is counted are those that are meant."""
    sides = r"(?:left|right|l|r)"
    if not re.search(rf"\bN (?:hard |all way )?{sides}(?: ,)? N (?:hard |all way )?{sides}$", said.form):
        return said
    many = said.things or _those_before(said)
    tracks = list(dict.fromkeys(track for one in many for track in one.tracks))
    figures = [said.text[one.start : one.end] for one in said.amounts]
    if any(one.signed or one.unit for one in said.amounts) or len(tracks) != 2 or len(figures) != 2:
        return said
    if figures != ["one", "one"]:
        tracks = [track for one in figures for track in tracks if re.search(rf"\b{re.escape(one)}$", track)]
    if len(tracks) != 2:
        return said
    things = [
        replace(many[0], tracks=(track,), start=one.start, end=one.end)
        for track, one in zip(tracks, said.amounts, strict=True)
    ]
    names = [word for one in many for word in re.findall(r"[a-z']+", said.text[one.start : one.end])]
    return without(regrouped(said, things, said.places, []), names)


def _told_once(said: Said) -> Said:
    """ "Lead and double 50 50, lead left, double right": each where its side is told."""
    kept = [
        one
        for place, one in enumerate(said.things)
        if not {*one.tracks} <= {track for other in said.things[place + 1 :] for track in other.tracks}
    ]
    sides = [one for one in said.words if one in _SIDES]
    is_whole = {track for one in kept for track in one.tracks} == {*said.tracks}
    if len(kept) == len(said.things) or not is_whole or len(sides) != len(kept):
        return said
    text = said.text
    for one in said.things:
        text = text if one in kept else text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return regrouped(replace(said, text=text), kept, said.places, said.amounts)


def _those_before(said: Said) -> list[Named]:
    tracks, clips, _ = said.focus.it(is_many=True) if said.is_later else ((), (), False)
    return [Named(0, 0, tracks, clips, is_pointed=True)] if tracks else []


def _told_apart(those: tuple[str, ...], tracks: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Tracks as they are told: what one word means together, what two words mean each by itself."""
    told = [one for one in tracks if set(one) <= set(those)]
    return list(dict.fromkeys(told)) if {track for one in told for track in one} == set(those) else [those]


def _as_they_lie(said: Said) -> list[float]:
    """The sides of two that lie on both sides already."""
    pans = {view.name: view.pan or 0.0 for view in said.scene.context.track_views}
    own = [pans.get(one, 0.0) for one in said.tracks]
    return [1.0 if one > 0 else -1.0 for one in own] if len(own) == 2 and own[0] * own[1] < 0 else []


def _apart(tracks: list[str]) -> list[float]:
    """The sides of two that are spread: by their names, else the first one left."""
    if len(tracks) != 2:
        return []
    names = [set(re.findall(r"[a-z]+", one.lower())) for one in tracks]
    is_turned = bool(names[0] & {"r", "right"}) or bool(names[1] & {"l", "left"})
    return [1.0, -1.0] if is_turned else [-1.0, 1.0]


def _share(value: float, unit: str) -> float | None:
    if unit in ("", "%") and 0 <= value <= 100:
        return value / 100 if value > 1 or unit == "%" else value
    return None


def _behind_their_things(said: Said, tracks: list[tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    """ "The cello and guitar left and the keys right": each side with what stands before it."""
    letters = ["T" if one == "T" else "s" for one in re.findall(r"\b(?:T|left|right|l|r)\b", said.form)]
    if not re.fullmatch(r"(?:T+s){2,}", "".join(letters)) or letters.count("T") != len(tracks):
        return None
    each: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    left = iter(tracks)
    for one in letters:
        waiting, each = (waiting + next(left), each) if one == "T" else ((), [*each, waiting])
    return each


def _is_in_order(said: Said, count: int) -> bool:
    """ "X left and Y right", "X and Y hard left and right": the sides stand behind their things."""
    order = _LETTER.findall(said.form)
    letters = "".join("T" if one == "T" else "s" for one in order)
    if "s" not in letters:
        return True  # they are spread
    return letters in ("Ts" * count, "T" * count + "s" * count, "Tss", "T" * count + "ss", "ssT", "ss" + "T" * count)
