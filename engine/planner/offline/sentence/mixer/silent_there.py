"""Silent there: "the rhodes shouldn't play in the verse", "two bars of rest at 9"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.bar_spans import taken_from
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers, in_groups, in_order, meant_last
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.scope.where import bars_told, fader_of, is_silent, over
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

SILENT_DB = -120
"""Of a clip, by its own gain."""
_NOT = frozenset("not don't dont shouldn't shouldnt mustn't can't never no doesn't".split())
_SOUNDS = frozenset("play plays sound sounds heard want need there let must sing sings playing be come comes".split())
_RESTS = frozenset("rest rests tacet stay stays silent quiet".split())
_MUTES = frozenset("mute muted silence silenced kill".split())
_DELETES = frozenset("delete remove erase".split())
_TAKES = frozenset("take leave keep pull drop out".split())
_CUTS = frozenset("cut drop kill lose".split())
""" "For the last bar": what comes back behind it is silent there."""
_BESIDE = frozenset(
    "should has have to let at all during by it there track only in up altogether completely entirely totally".split()
)
_NOTHING = frozenset("silence nothing rest quiet nothingness hole gap silent dead".split())
_STOPS = frozenset(
    "leave put insert give stop stops everyone everybody complete completely total full have a of before right add"
    " with make in that cut cuts out drop drops goes go moves plays sounds mute absolute absolutely across".split()
)


_GIVEN_REST = regex(
    r"(?:give (?P<who>.+?) (?:a|some|one) (?:bar'?s? )?(?:break|rest|breather|breath|pause)"
    r"|(?:leave|make|put|punch|cut) (?:a|one) (?:bar'?s? )?(?:hole|gap|rest|pause|breath) (?:in|into) (?P<whose>.+?))"
    r" (?P<where>(?:in|at|for|during|over|before|on) .+)"
)
""" "Give the drums a break in bar 16"."""


def silent_there(said: Said) -> list[Step] | None:
    """Silence over bars; None where none is told, or not all of it is known."""
    if match := _GIVEN_REST.fullmatch(said.text.strip(" .!")):
        told = f"{match['who'] or match['whose']} rest {match['where']}"
        return silent_there(taken_apart(told, said.scene, focus=said.focus if said.is_later else None))
    if said.bag & {"add", "insert"} and "silence" in said.bag:
        return None  # "add four bars of silence before verse 2" makes room
    if said.is_open or not said.places:
        return _over_seconds(said) if not said.places else None
    if _THERE_UNTIL.search(said.text):
        return _there_until(said)
    return _gap(said) or _all_silent(said) or _so_long(said) or _very_quiet(said) or _tracks(said)


_THERE_UNTIL = regex(r"\b(?:from )?there (?:on )?(?:until|till|til|to|up to|through to) ")


_NONE = frozenset("no without not".split())


def _there_until(said: Said) -> list[Step] | None:
    """ "Mute the drums there til the hook": from the marker that was set, or what was worked on, to the next hook."""
    last = said.last()
    marked = [one.args.get("bar") for one in said.focus.acts[:2] if one.tool == "marker"]
    if last and last[0].tool == "marker" and isinstance(last[0].args.get("new_name"), str):
        marked += [bar for name, bar in said.scene.context.markers if name == last[0].args["new_name"]]
    known = [float(one) for one in marked if isinstance(one, int | float)]
    start = known[0] if known else said.focus.bars[0][0] if said.focus.bars else None
    goal = said.places[0]
    words = said.text[goal.start : goal.end].split(" ", 1)[-1].removeprefix("the ")
    later = [bar for name, bar in said.scene.context.markers if start and bar > start and _is_called(name, words)]
    end = goal.point if start and goal.point > start else min(later, default=0.0)
    if start is None or len(said.places) != 1 or goal.how != "to" or end <= start:
        return None
    gone = _MUTES | _TAKES | _NONE
    if not said.bag & gone or said.bag - gone - _BESIDE - {"from", "there", "on", "cut"} or not said.tracks:
        return None
    return [over(track, "mute", 1, (start, end)) for track in said.tracks]


def _is_called(name: str, words: str) -> bool:
    """ "The hook" is the next of "Hook", "Hook 2"."""
    return name.lower().rstrip(" 0123456789") == words.strip()


_VERY_QUIET = regex(
    r"\b(?:really|very|super|so|proper|extra|nice and|pretty|quite|rather) (?:quiet|soft|low|faint|down)\b"
)
_IS_QUIET = frozenset(
    "quiet soft low faint down very super proper extra nice pretty quite rather make keep have".split()
)
QUIET_DB = 12.0
"""So much lower is what is to be really quiet."""


def _very_quiet(said: Said) -> list[Step] | None:
    """ "The vox really quiet in bar 28": low, and not silent."""
    match = _VERY_QUIET.search(said.text)
    if match is None or said.amounts or said.bag - _IS_QUIET or not said.things or not _is_within(said):
        return None
    if any(one.is_clip or one.how for one in said.things):
        return None
    spans = bars_told(said, said.tracks)
    levels = {track: fader_of(track, said.scene) - QUIET_DB for track in said.tracks}
    return [over(track, "volume", number(one), bars) for track, one in levels.items() for bars in spans or ()] or None


_STOPS_DEAD = frozenset(
    "cut cuts dead stop stops drop drops out go goes silent dies die gone completely all right off together".split()
)


def _all_silent(said: Said) -> list[Step] | None:
    """ "Everything cuts dead in bar 9, one bar"."""
    if len(said.things) != 1 or said.things[0].how != "all" or said.bag - _STOPS_DEAD or not said.bag & _STOPS_DEAD:
        return None
    if said.bag <= {"go", "goes", "all", "right", "off", "drop", "drops", "cut"}:
        return None  # "cut everything in bar 9" may be the bars themselves
    if any(one.how not in ("in", "bare") for one in said.places):
        return None
    sizes = {round(end - start, 3) for start, end in said.spans}
    if any(one.unit not in ("bars", "bar", "") or {round(one.value, 3)} != sizes for one in said.amounts):
        return None
    return [over(track, "mute", 1, bars) for bars in said.spans for track in _playing(said)] or None


_GONE = frozenset("gone out silent muted mute off no away".split())
_LABELS = frozenset("breakdown break drop breather gap section bit comes starts goes is".split())


def _so_long(said: Said) -> list[Step] | None:
    """ "Breakdown at 9, kick gone for 4 bars": silent from there for so long."""
    if len(said.amounts) != 1 or len(said.places) != 1 or not said.things or said.places[0].how not in ("at", "from"):
        return None
    one, place = said.amounts[0], said.places[0]
    known = _GONE | _LABELS | {"drop", "for"}
    if one.unit not in ("bars", "beats") or not said.bag & (_GONE - {"off"}) or said.bag - known:
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    if any(thing.is_clip or thing.how for thing in said.things) or any(
        track in views and views[track].kind == "bus" for track in said.tracks
    ):
        return None
    top, low = (int(part) for part in said.scene.context.time_signature.split("/"))
    size = one.value / (top * 4 / low if one.unit == "beats" else 1.0)
    start = place.spans[0][0]
    return [over(track, "mute", 1, (start, start + size)) for track in said.tracks]


_STILL_HEARD = regex(r"(?:^|[,;.]\s*(?:and |so |then )?|\b(?:is|are|goes|be) )(?:just|only)\b")


_LEFT_ALONE = regex(
    r"[,;.:]\s*(?:and |so |then )*(?P<who>[^,;.:]+?) (?:only|alone|by (?:itself|themselves|himself|herself))$"
)


def without_heard(said: Said) -> Said:
    """ "Drums out of verse 1, just me and the guitars", "… guitars only": who is left to play is not silent."""
    text = said.text.rstrip(" .!")
    if (alone := _LEFT_ALONE.search(text)) and len(said.things) > 1:
        silent = [one for one in said.things if one.start < alone.start()]
        if silent and len(silent) < len(said.things) and not any(one.start >= alone.start() for one in said.places):
            return regrouped(replace(said, text=text[: alone.start()]), silent, said.places, said.amounts)
    places = {one.end for one in said.places}
    told = (one for one in re.finditer(r" ?\b(?:just|only)\b", said.text) if one.start() in places)
    only = _STILL_HEARD.search(said.text) or next(told, None)
    if len(said.things) < 2 or only is None:
        return said
    stop = re.search(r"[,;.]", said.text[only.end() :])
    end = only.end() + stop.start() if stop else len(said.text)
    if any(only.start() <= one.start < end for one in said.places):
        return said
    silent = [one for one in said.things if not only.start() <= one.start < end]
    if not silent or len(silent) == len(said.things):
        return said
    return regrouped(replace(said, text=f"{said.text[: only.start()]}{' ' * (end - only.start())}{said.text[end:]}"),
                     silent, said.places, said.amounts)


def _tracks(said: Said) -> list[Step] | None:
    said = _taken_from(without_heard(said))
    if said.amounts or not said.things or any(one.is_clip or one.how for one in said.things):
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    if not said.bag & _DELETES and any(track in views and views[track].kind == "bus" for track in said.tracks):
        return None  # "out of the verb" is a send
    bag, words = said.bag, set(said.text.split())
    forms = (
        (_NOT, _NOT | _SOUNDS | _BESIDE, bool(words & _SOUNDS)),
        (_RESTS - {"stay", "stays"}, _RESTS | _BESIDE, True),
        (_MUTES, _MUTES | _BESIDE, said.places[0].how in ("to", "at", "but")),
        (_CUTS, _CUTS | {"out", "all"}, all(said.text.startswith("for ", one.start) for one in said.places)),
        ({"take", "leave", "keep", "pull", "drop"}, _TAKES | _BESIDE, "out" in bag),
        ({"out"}, {"out", "all", "track", "drops", "goes", "falls"}, _is_within(said)),
        (_DELETES, _DELETES | {"all"}, _is_within(said) and _goes_on_beside(said)),
        ({"no"}, {"no", "at", "all", "there", "either"}, said.text.startswith("no ") and _is_within(said)),
    )
    if not any(bag & needs and not bag - known and is_told for needs, known, is_told in forms):
        return None
    if bag & _NOT and any(one.how == "to" for one in said.places):
        return None  # where it comes in
    spans = bars_told(said, said.tracks)
    if spans and all(is_silent(track, bars, said) for track in said.tracks for bars in spans):
        return None  # "take the hole out of the ukulele"
    return [over(track, "mute", 1, bars) for track in said.tracks for bars in spans] if spans else None


def _taken_from(said: Said) -> Said:
    """ "Remove the bass from the intro" is in the intro."""
    if not said.bag & _DELETES:
        return said
    return regrouped(said, said.things, [taken_from(one, said.text, said.scene) for one in said.places], said.amounts)


def _goes_on_beside(said: Said) -> bool:
    """Is it a part of what sounds there that goes, told of the track: "delete the drums in the chorus"?"""
    if any(one.how == "bare" for one in said.places):
        return False  # "delete bars 5 to 8 of the bass"
    there = [one for track in said.tracks for one in _lying(track, said) if one.bars]
    there = [one for one in there if any(covers(one, bars) for bars in said.spans)]
    inside = [one for one in there if one.bars and any(a <= one.bars[0] and one.bars[1] <= b for a, b in said.spans)]
    return len(inside) < len(there)


def _lying(track: str, said: Said) -> list[ClipInfo]:
    return in_order(track, said) or in_groups([track], said)


def _is_within(said: Said) -> bool:
    """ "Drums out for the bar before the hook", "no drums in the bridge": a stretch, and not where something ends."""
    return all(one.how in ("in", "bare") for one in said.places)


def _gap(said: Said) -> list[Step] | None:
    """ "Two bars of silence right before the break", "total silence in bar 9": nothing plays in them."""
    if len(said.amounts) > 1 or any(one.how != "all" for one in said.things):
        return None
    if not said.bag & _NOTHING or said.bag - _NOTHING - _STOPS or {one.how for one in said.places} & {"but"}:
        return None
    if said.text.startswith("between", said.places[0].start):
        return None  # "between the verse and the chorus" room is made
    bars = _so_many(said) if said.amounts else _whole_bars(said)
    if bars is None or bars[0] < 1 or bars[1] > song_end(said) + 1e-3:
        return None
    return [over(track, "mute", 1, bars) for track in _playing(said)] or None


def _so_many(said: Said) -> Bars | None:
    """As many bars as are told, from the place or before it."""
    one, place = said.amounts[0], said.places[0]
    if one.unit not in ("bars", "beats") or len(said.places) != 1:
        return None
    top, low = (int(part) for part in said.scene.context.time_signature.split("/"))
    size = one.value / (top * 4 / low if one.unit == "beats" else 1.0)
    if place.how == "in" and len(place.spans) == 1 and abs(place.spans[0][1] - place.spans[0][0] - size) < 1e-3:
        return place.spans[0]
    is_before = place.how == "before" or place.how == "to" and said.text.startswith("before", place.start)
    if not is_before and place.how not in ("at", "from"):
        return None
    return (place.point - size, place.point) if is_before else (place.point, place.point + size)


def _whole_bars(said: Said) -> Bars | None:
    """The one stretch that is told."""
    is_told = said.things or said.bag & {"total", "complete", "full", "absolute", "everyone", "everybody"}
    spans = set(said.spans) if all(one.how in ("in", "bare") for one in said.places) and is_told else set()
    return next(iter(spans)) if len(spans) == 1 else None


def _playing(said: Said) -> list[str]:
    views = {view.name: view for view in said.scene.context.track_views}
    return [one for one in said.scene.context.tracks if one not in views or views[one].kind not in ("group", "bus")]


_CLOCK = regex(
    r"(?:(?:he|she|it|they|someone|T) [\w' ]+ (?:from|at|between) N N , )?(?:silence|mute|bleep|blank)"
    r"(?: out)?(?: T| it| that| there)?(?: bit)?(?: (?:from|between|at) N N)?(?: , nothing else .*)?"
)


def _over_seconds(said: Said) -> list[Step] | None:
    """ "He coughs from 0:22 to 0:23, silence that bit": of the clip that sounds then."""
    if len(said.amounts) != 2 or any(one.unit != "s" for one in said.amounts) or not _CLOCK.fullmatch(said.form):
        return None
    a, b = (one.value for one in said.amounts)
    lying = [one for one in said.scene.clips if one.track and one.start < b and one.start + one.length > a]
    named = [one for one in lying if one.track in said.tracks] if said.things else meant_last(said)
    clips = [one for one in named or lying if one in lying and one.kind != "midi"]
    if len(clips) != 1 or b <= a:
        return None
    start, end = max(0.0, a - clips[0].start), min(clips[0].length, b - clips[0].start)
    args = {"action": "gain", "value_db": SILENT_DB, "start": number(start), "end": number(end)}
    return [Step("edit_clip", {"clip": clips[0].id, **args})]
