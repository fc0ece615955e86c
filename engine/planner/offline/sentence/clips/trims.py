"""Trims: "trim it so it comes in at bar 9", "end where the outro starts", "only its first 4 bars", "stop it at 11"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.bar_numbers import BARS
from engine.planner.offline.sentence.apart.bar_spans import told_within
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.beside import with_clip_places
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    IT,
    NOUNS,
    Lying,
    bar_s,
    beats_of_bar,
    clips_meant,
    knows_bars,
    meant_last,
    seconds,
)
from engine.planner.offline.text.counts import counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TRIMS = frozenset("trim trimmed shorten shortened cut crop only short".split())
STARTS = r"(?:comes? in|starts?|begins?|enters?|come in|starting|kicks? in)"
ENDS = r"(?:ends?|stops?|finish(?:es)?|goes|go|runs?|lasts?|ending|plays?)"
_WHERE = r"(?:at|on|from|with|in|to|till|until|up to|where|when|before|as)"
_START = regex(
    rf"\b{STARTS}\b(?: (?:only|just|right|first))?(?: {_WHERE})? (?P<where>(?:the )?[\w .-]+?)(?: (?:starts"
    rf"|begins|comes in))?(?= and\b|,|$)"
)
_END = regex(
    rf"\b{ENDS}\b(?: (?:only|just|right|on|all the way))?(?: {_WHERE})? (?P<where>(?:the )?[\w .-]+?)(?:"
    rf" (?:starts|begins|comes"
    rf" in|is over))?(?= and\b|,|$)"
)
_BESIDE = frozenset(
    "it its so that to end ends start starts at let make have should must has come comes in only where begins begin and"
    " stop stops finish finishes too early late long run runs go goes till until up just than need back off down right"
    " plays play lasts last past beyond not never longer ring reach enters enter kicks on with from already"
    " soon s".split()
)
_FRONTS = frozenset("front start beginning head top".split())
_STOPS = frozenset("end ends stop stops finish finishes".split())
_BACKS = frozenset("end back tail".split())
_AT_END = regex(r"(?:at|from|on|of|to)?\s*(?:the |its )?(?:very )?(?:start|beginning|end|top)\s*")
_TAKES_OFF = frozenset("take cut lop knock shave chop trim lose shorten crop nick snip off less shorter".split())
_BY_BESIDE = frozenset(
    "make it that this them sooner earlier as well also could by at of from the on its has must be should bit"
    " only just again too in".split()
)
PAST = regex(
    r"\b(?:not|n't|never) (?:go|run|last|play|reach|ring|be) (?:on )?(?:past|beyond|over|longer than) (?:the )?"
)
_SHOULD_STOP = regex(r"\b(?:should|must|has to|needs to) (?:stop|end|finish)\b")
_KEEPS = frozenset("keep only trim shorten just want leave crop cut down to use".split())
_KEEP_BESIDE = frozenset("of it its that in from rest".split())


def trim(said: Said) -> list[Step] | None:
    """The trim; None where none is told, or not all of it is known."""
    return _trim(said) or _each_trimmed(said)


def _trim(said: Said) -> list[Step] | None:
    return _off_its_end(said) or _kept(said) or _to_stretch(said) or _to_length(said) or _by(said) or _to_ends(said)


def _each_trimmed(said: Said) -> list[Step] | None:
    """ "Trim the drums to bars 1 to 16": the one clip of each of those that are meant."""
    if len(said.things) != 1 or said.things[0].is_pronoun:
        return None
    whole = said.things[0]
    lying = clips_meant(said, [bars for one in said.places if one.how == "in" for bars in one.spans]) or []
    clips = [clip for one in lying for clip in one.clips]
    if len(clips) < 2 or len(clips) != len(lying):
        return None
    each = [
        _trim(replace(said, things=[replace(whole, tracks=(str(one.track),), clips=(one.id,), is_clip=True)]))
        for one in clips
    ]
    return [step for steps in each for step in steps or ()] if all(each) else None


def _to_stretch(said: Said) -> list[Step] | None:
    """ "Trim the bass to bars 5 to 12", "crop the choir to the bridge": these bars stay."""
    if not said.bag & {"trim", "crop"} or len(said.places) != 1 or said.amounts or not said.things:
        return None
    place = told_within(said.places[0], said.text, said.scene)
    one_bar = BARS.search(said.text, place.start, place.end)
    meant = _clip(said) if place.how == "in" and len(place.spans) == 1 and not (one_bar and not one_bar["b"]) else None
    if meant is None or meant[0].bars is None or said.bag - {"trim", "crop", "down"} - NOUNS - meant[1]:
        return None
    if not knows_bars(meant[0], said):
        return None
    start, end = max(place.spans[0][0], meant[0].bars[0]), min(place.spans[0][1], meant[0].bars[1])
    return trimmed(meant[0], (start, end), said) if start < end else None


def _clip(said: Said) -> tuple[ClipInfo, frozenset[str]] | None:
    if said.things:
        found = clips_meant(said, [bars for one in said.places if one.how == "in" for bars in one.spans])
        if not found or len(found) != 1 or len(found[0].clips) != 1:
            return None
        return found[0].clips[0], found[0].words
    last = [one for one in said.last() if (one.tool, one.kind) != ("arrange", "delete")]
    clips = meant_last(said)
    is_trim = bool(last) and all((one.tool, one.kind) == ("edit_clip", "trim") for one in last)
    return (clips[0], frozenset()) if len(clips) == 1 and (is_trim or said.bag & {"it", "that", "this"}) else None


def _kept(said: Said) -> list[Step] | None:
    """ "Keep only the first 4 bars of it", "just its first two bars"."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    if len(edges) != 1 or places or amounts or not bag & _KEEPS:
        return None
    meant = _clip(said)
    if meant is None or not said.things and not said.last():
        return None
    clip, words = meant
    is_kept = bag & {"keep", "only", "trim", "shorten", "just", "crop"} or _CUT_TO.search(said.text[: edges[0].start])
    if bag - _KEEPS - _KEEP_BESIDE - NOUNS - words - {"will", "do", "chop"} or not is_kept:
        return None
    bars = edges[0].of(clip)
    return trimmed(clip, bars, said) if bars else None


_CUT_TO = regex(r"\b(?:cut|chop)\b.*\bto (?:only |just )?$")
""" "Cut it to its first two bars"."""
_IT = frozenset("it that this its from of".split())
_OFF = frozenset("trim cut snip chop take lop shave knock nick crop off from".split())


def _off_its_end(said: Said) -> list[Step] | None:
    """ "Trim the first second off hello": the rest of it stays."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    if len(edges) != 1 or not edges[0].bars or places or amounts or "off" not in bag or len(said.things) != 1:
        return None
    if not bag & {"trim", "crop"} or "sec" not in said.text[edges[0].start : edges[0].end]:
        return None
    meant = _clip(said)
    gone = edges[0].of(meant[0]) if meant else None
    if meant is None or gone is None or meant[0].bars is None or bag - _OFF - _IT - NOUNS - meant[1]:
        return None
    start, end = meant[0].bars
    return trimmed(meant[0], (gone[1], end) if edges[0].is_front else (start, gone[0]), said)


_ENOUGH = regex(
    r"^(?P<who>[\w' ]+?) (?:runs?|is|goes on|plays?|lasts?)(?: (?:a bit|way|far|much))? too long[,;:.]+ "
    r"(?:just |only )?(?P<n>\d+|one|two|three|four|six|eight) bars?"
    r"(?: (?:is|are|will be|would be) (?:enough|plenty|fine)| will do)"
)


def _long_enough(said: Said) -> list[Step] | None:
    """ "The guitar at the start runs too long, four bars is enough"."""
    match = _ENOUGH.fullmatch(said.text.strip(" .!"))
    if match is None:
        return None
    focus = said.focus if said.is_later else None
    who = taken_apart(match["who"], said.scene, focus=focus)
    where = [one.spans[0] for one in who.places if len(one.spans) == 1]
    found = clips_meant(who, where)
    if who.bag - NOUNS or len(where) < len(who.places) or not found or len(found) != 1 or len(found[0].clips) != 1:
        return None
    clip = found[0].clips[0]
    size = counted(match["n"])
    if clip.bars is None or size >= clip.bars[1] - clip.bars[0]:
        return None
    return trimmed(clip, (clip.bars[0], clip.bars[0] + size), said)


def _to_length(said: Said) -> list[Step] | None:
    """ "Shorten the applause to two bars"."""
    if enough := _long_enough(said):
        return enough
    if not said.bag & {"shorten", "trim", "cut", "crop"} or len(said.amounts) != 1 or said.places:
        return None
    meant, one = _clip(said), said.amounts[0]
    if meant is None or one.unit not in ("bars", "beats", "s") or not re.search(r"\bto\s*$", said.text[: one.start]):
        return None
    clip, words = meant
    if said.bag - {"shorten", "trim", "cut", "crop", "down", "to", "it", "long"} - NOUNS - words or clip.bars is None:
        return None
    each = bar_s(clip, said)
    bars = one.value if one.unit == "bars" else one.value / each if one.unit == "s" else one.value / beats_of_bar(said)
    return trimmed(clip, (clip.bars[0], clip.bars[0] + bars), said) if bars < clip.bars[1] - clip.bars[0] else None


def _by(said: Said) -> list[Step] | None:
    """ "A bar shorter", "take half a bar off the front", "a beat less at the end"."""
    is_off = bool(said.bag & {"off", "less"}) and bool(said.bag & _TAKES_OFF)
    is_sooner = bool(said.bag & _STOPS) and bool(said.bag & {"sooner", "earlier"})
    if len(said.amounts) != 1 or not is_off and not is_sooner and not said.bag & {"shorter"}:
        return None
    amount = said.amounts[0]
    rest = [one for one in said.places if not _AT_END.fullmatch(said.text[one.start : one.end])]
    if amount.unit not in ("bars", "beats", "s", "ms") or any(one.how not in ("in", "bare") for one in rest):
        return None
    if said.text[amount.start : amount.end].startswith(("half as", "twice", "double")):
        return None
    ends = frozenset(re.findall(r"[a-z]+", said.text)) & (_FRONTS | _BACKS)
    if ends & _FRONTS and ends & _BACKS or is_off and not ends:
        return None
    found = _clips(said, [bars for one in rest for bars in one.spans])
    if found is None and is_sooner and not said.things:
        found = [Lying(IT, (one,)) for one in meant_last(said)]
    words = frozenset(word for one in found or () for word in one.words)
    if not found or said.bag - _TAKES_OFF - _FRONTS - _BACKS - _STOPS - _BY_BESIDE - NOUNS - words:
        return None
    if shorter := _trimmed_further(
        said, found, amount.value if amount.unit == "bars" else 0.0, is_front=bool(ends & _FRONTS)
    ):
        return shorter
    steps: list[Step] = []
    for clip in (clip for one in found for clip in one.clips):
        each = bar_s(clip, said)
        unit = {"bars": each, "beats": each / beats_of_bar(said), "s": 1.0, "ms": 0.001}[amount.unit]
        length, off = (clip.bars[1] - clip.bars[0]) * each if clip.bars else 0.0, amount.value * unit
        if not 0 < off < length:
            return None
        span = {"start": 0, "end": seconds(off)} if ends & _FRONTS else {"start": seconds(-off)}
        steps.append(Step("edit_clip", {"clip": clip.id, "action": "cut", **span}))
    return steps or None


def _trimmed_further(said: Said, found: Sequence[Lying], bars: float, *, is_front: bool) -> list[Step] | None:
    """The trim of before with one end nearer, by whole bars."""
    last = said.last()
    if len(last) != 1 or (last[0].tool, last[0].kind) != ("edit_clip", "trim") or bars != int(bars) or not bars:
        return None
    args = last[0].args
    if [clip.id for one in found for clip in one.clips] != [args.get("clip")]:
        return None
    start, end = args.get("start_bar"), args.get("end_bar")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    span = {"start_bar": start + int(bars)} if is_front else {"end_bar": end - int(bars)}
    step = Step("edit_clip", {**args, **span})
    return [told_as(step, "fix", last[0])] if step.args["start_bar"] <= step.args["end_bar"] else None


def _clips(said: Said, where: list[Bars]) -> list[Lying] | None:
    """Those that are named, else those of the last turn where "it" means them or they were cut."""
    if said.things:
        return clips_meant(said, where)
    last = said.last()
    are_cut = bool(last) and all(one.tool == "edit_clip" and one.kind in ("trim", "cut") for one in last)
    return [Lying(IT, (one,)) for one in meant_last(said)] if are_cut or said.bag & {"it", "that", "them"} else None


def _to_ends(said: Said) -> list[Step] | None:
    said = with_clip_places(said)
    last = [one for one in said.last() if (one.tool, one.kind) != ("arrange", "delete")]
    follows = bool(last) and all((one.tool, one.kind) == ("edit_clip", "trim") for one in last)
    is_told = bool(PAST.search(said.text)) or bool(said.bag & _TRIMS) or _SHOULD_STOP.search(said.text) is not None
    if not is_told and not follows or said.amounts:
        return None
    meant = _clip(said)
    if meant is None or meant[0].bars is None:
        return None
    clip, words = meant
    start, end = _told(_START, said), _told(_END, said) or _not_past(said) or _stops_at(said) or _ending(said)
    told = [one for one in (start, end) if one]
    if not told or len(told) == 2 and told[0] == told[1]:
        return None
    spans = [one[1] for one in told]
    bag = {word for word in said.bag if not any(re.search(rf"\b{re.escape(word)}\b", said.text[a:b]) for a, b in spans)}
    stray = [
        one
        for one in said.places
        if not any(a <= one.start and one.end <= b + 1 or one.start <= a < one.end for a, b in spans)
    ]
    if bag - _TRIMS - _BESIDE - NOUNS - words or stray:
        return None
    assert clip.bars
    bars = (start[0] if start else clip.bars[0], end[0] if end else clip.bars[1])
    if follows and all(one.is_pointed for one in said.things) and not (start and end):
        act = last[0]
        old = said.scene.clip(act.args.get("clip"))
        if len(last) == 1 and old and _reaches_further(clip, bars):
            args = {key: value for key, value in act.args.items() if key not in ("start", "end")}
            if "start_bar" not in args or bars[0] != int(bars[0]) or bars[1] != int(bars[1]):
                return None
            new = {"start_bar": int(bars[0])} if start else {"end_bar": int(bars[1]) - 1}
            return [told_as(Step("edit_clip", {**args, **new}), "fix", act)]
    if _reaches_further(clip, bars):
        return None
    return trimmed(clip, bars, said)


def _reaches_further(clip: ClipInfo, bars: Bars) -> bool:
    assert clip.bars
    return bars[0] < clip.bars[0] - 1e-3 or bars[1] > clip.bars[1] + 1e-3 or bars[1] <= bars[0]


def _told(form: re.Pattern[str], said: Said) -> tuple[float, tuple[int, int]] | None:
    """The bar that a form tells, with where its words stand."""
    for match in form.finditer(said.text):
        is_with = re.search(r"\bwith (?:the )?$", said.text[: match.start("where")]) is not None
        words = f"at {'the end of ' * is_with}{match['where'].strip()}"
        found = Places(words, said.scene, said.focus.bars).told()
        if found and found[0].start == 0 and found[0].end >= len(words) and not found[0].is_open:
            return found[0].point, match.span()
    return None


def _not_past(said: Said) -> tuple[float, tuple[int, int]] | None:
    """ "It must not go past bar 6": that bar is its last."""
    match = PAST.search(said.text)
    places = [one for one in said.places if match and match.start() <= one.start <= match.end()]
    if match is None or len(places) != 1 or len(places[0].spans) != 1:
        return None
    return places[0].spans[0][1], (match.start(), places[0].end)


def _ending(said: Said) -> tuple[float, tuple[int, int]] | None:
    """ "So that it ends where the guest starts"."""
    places = [one for one in said.places if one.how == "before" and said.text.startswith(("so ", "ending "), one.start)]
    return (places[0].point, (places[0].start, places[0].end)) if len(places) == len(said.places) == 1 else None


def _stops_at(said: Said) -> tuple[float, tuple[int, int]] | None:
    """ "It should stop before the roll comes in": a place told by a clip."""
    ends = re.search(rf"\b{ENDS}\b", said.text)
    places = [one for one in said.places if one.how in ("to", "before") or one.how == "at"]
    if ends is None or len(places) != 1 or places[0].start < ends.start() or len(said.places) != 1:
        return None
    return places[0].point, (ends.start(), places[0].end)


def trimmed(clip: ClipInfo, bars: Bars, said: Said) -> list[Step]:
    """The clip within these bars."""
    assert clip.bars
    if knows_bars(clip, said) and bars[0] == int(bars[0]) and bars[1] == int(bars[1]):
        span: dict[str, float] = {"start_bar": int(bars[0]), "end_bar": int(bars[1]) - 1}
    else:
        each = bar_s(clip, said)
        span = {"start": seconds((bars[0] - clip.bars[0]) * each), "end": seconds((bars[1] - clip.bars[0]) * each)}
    return [Step("edit_clip", {"clip": clip.id, "action": "trim", **span})]
