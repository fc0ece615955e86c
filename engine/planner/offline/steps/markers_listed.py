"""Markers listed: "chapter marks: Intro at the top, Talk where Anna starts, End two bars after the Talk"."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import bar_of_playhead, last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.text import marker_list as told
from engine.planner.offline.text.clock import clock_s
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MOST = 64
TOO_MANY = "That would be {} markers; how many bars should lie between them?"
WHERE_FROM = "There is a marker at each of these bars already; which others should there be?"
WHERE_IS = "At which bar should the marker “{}” be?"
_PART = regex(
    r"(?:(?:the|an?)\s+)?(?:(?:cold|first|second|third|last|final|half|main|pre|post|guitar|sax|piano|big"
    r"|little)[ -]?)*"
    r"(?:intro(?:duction)?|verse|(?:pre-?|post-?)?chorus|bridge|drop|break(?:down)?|outro|solo|hook|coda"
    r"|build(?:[ -]?up)?"
    r"|refrain|interlude|middle (?:eight|8)|theme|ending|end|vamp|turnaround|head|exposition|development"
    r"|recapitulation|part|section|opening|credits|act|scene|tag|instrumental|groove|letter)(?:\s?(?:\d|[a-d]))?",
    re.IGNORECASE,
)
_NEXT_BARS = 0.05
_IT = regex(r"(?:s?he|they|it)$", re.IGNORECASE)


def markers_listed(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a list, one for each marker; None for any other request. Nothing of it is left over."""
    text = told.with_places(text)
    said = plain(text).strip()
    if len(said) != len(text.strip()):
        return None
    text = text.strip()
    if spaced := told.SPACED.match(said):
        return _spaced(spaced["count"], scene)
    tail = told.TAIL.search(said)
    head = told.HEAD.match(said) or told.MARK.match(said)
    start = head.end() if head else 0
    end = tail.start() if tail else len(told.PLEASE.sub("", said))
    items = told.items(said, start, end)
    if head and (apart := told.APART.fullmatch(said, start, end)) and (zipped := told.zipped(apart)):
        return _steps(zipped, scene, is_told=True)
    if head and (every := _each_time(text[start:end], scene)):
        return every
    is_one = len(items) == 1 and head is not None and _is_where(said[slice(*items[0])], scene)
    if len(items) < 2 and not is_one or head is None and tail is None and not _is_form(items, said, scene):
        return None
    found: list[tuple[str, str]] = []
    for a, b in items:
        pair = told.pair(said[a:b]) or (_by_its_thing(said[a:b], scene) if head else None)
        if pair is None:
            return None
        (name_a, name_b), place = pair
        name = text[a + name_a : a + name_b].strip(" \"'“”„«»‘’")
        found.append((name[:1].upper() + name[1:] if is_one else name, place))
    if len({name.lower() for name, _ in found}) < len(found):
        return None
    return _steps(found, scene, is_told=bool(head or tail))


def _spaced(count: str, scene: DialogueState) -> list[Step]:
    """ "A marker every 8 bars": called by their bars; none where one is already."""
    size = int(count) if count.isdigit() else 2 if count.lower() == "other" else int(spoken_number(count.lower()) or 1)
    taken = {round(bar, 3) for _, bar in scene.context.markers}
    bars = [bar for bar in range(1, math.ceil(last_bar(Clause("", "", "", scene))), max(1, size)) if bar not in taken]
    if not bars or len(bars) > _MOST:
        return [Step("ask", {"text": TOO_MANY.format(len(bars)) if bars else WHERE_FROM})]
    return [Step("marker", {"action": "add", "name": f"Bar {bar}", "bar": bar}) for bar in bars]


def _by_its_thing(item: str, scene: DialogueState) -> tuple[tuple[int, int], str] | None:
    """ "Where Anna starts", "Ben's entry": such a marker is called like what begins there."""
    for form in (told.VERB_LAST, told.VERB_FIRST, told.EDGE_OF, told.BARE_VERB):
        match = form.fullmatch(item.strip(" .!"))
        groups = match.groupdict() if match else {}
        group = next((one for one in ("what", "whose") if groups.get(one)), "")
        found = things(groups[group], scene) if group else []
        bare = re.sub(r"^(?:the|my|our|an?)\s+", "", groups[group], flags=re.IGNORECASE).strip() if group else ""
        if match and len(found) == 1 and found[0].end - found[0].start >= len(bare):
            at = match.start(group) + len(item) - len(item.lstrip(" .!"))
            place = match[0] if form is not told.BARE_VERB else f"where {match[0]}"
            return (at + found[0].start, at + found[0].end), place
    return None


def _is_where(item: str, scene: DialogueState) -> bool:
    """ "Where the horns come in", "Solo at the fiddle's entry": one marker where a thing begins or ends."""
    pair = told.pair(item)
    place = pair[1] if pair else ""
    is_place = any(form.fullmatch(place) for form in (told.VERB_LAST, told.VERB_FIRST, told.EDGE_OF))
    return is_place or _by_its_thing(item, scene) is not None


def _each_time(words: str, scene: DialogueState) -> list[Step] | None:
    """ "Every entry of the choir": a marker where each of its clips begins, with a number behind the name."""
    named = told.NAMED.search(words.strip(" .!"))
    match = told.EVERY.fullmatch(words.strip(" .!")[: named.start() if named else None])
    groups = match.groupdict() if match else {}
    what = next((groups[one] for one in ("what", "whose", "clip", "all") if groups.get(one)), "")
    found = things(what, scene)
    bare = re.sub(r"^(?:the|my|our|an?)\s+", "", what, flags=re.IGNORECASE).strip()
    if match is None or len(found) != 1 or found[0].end - found[0].start < len(bare):
        return None
    bar_s = Clause("", "", "", scene).bar_s
    lying = [clip for clip in scene.clips if clip.id in found[0].clips]
    spans = [clip.bars or (clip.start / bar_s + 1, (clip.start + clip.length) / bar_s + 1) for clip in lying]
    is_clip = bool(groups["edge"]) or "clip" in match[0].lower()
    starts = [a for a, _ in spans if is_clip or not any(abs(b - a) < _NEXT_BARS for _, b in spans)]
    bars = sorted(
        {round(one, 4) for one in ([b for _, b in spans] if (groups["edge"] or "").lower() == "end" else starts)}
    )
    name = (named["name"] if named else what[found[0].start : found[0].end]).strip(" \"'“”„«»‘’")
    name = name[:1].upper() + name[1:]
    names = [name] if len(bars) == 1 else [f"{name} {number}" for number in range(1, len(bars) + 1)]
    args = [{"action": "add", "name": one, "bar": number(bar)} for one, bar in zip(names, bars, strict=True)]
    return [Step("marker", one) for one in args] or None


def _is_form(items: Sequence[tuple[int, int]], said: str, scene: DialogueState) -> bool:
    """A list without the word: parts of a song with their places, none of them marked yet."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    if said.rstrip().endswith("?") or last and any(call.get("tool") == "ask" for call in last.calls):
        return False
    pairs = [(said[a:b], told.pair(said[a:b])) for a, b in items]
    names = [item[pair[0][0] : pair[0][1]].strip() for item, pair in pairs if pair]
    known = {name.lower() for name, _ in scene.context.markers}
    is_free = not known & {name.lower() for name in names} and not any(things(name, scene) for name in names)
    return len(names) == len(items) and is_free and all(_PART.fullmatch(name) for name in names)


def _steps(found: Sequence[tuple[str, str]], scene: DialogueState, *, is_told: bool) -> list[Step] | None:
    """A step for each; a question where a place is not known; None where the places are none at all."""
    bars: dict[str, float] = {}
    made: list[Step] = []
    wanting: list[str] = []
    open_ones = list(found)
    for _ in range(len(found)):  # a place told by another marker of the list waits for that one
        for name, place in list(open_ones):
            if (at := _at(name, place, scene, bars)) is not None:
                open_ones.remove((name, place))
                bars[name.lower()] = at.get("bar") or float(at["at"]) / Clause("", "", "", scene).bar_s + 1
                made.append(Step("marker", {"action": "add", "name": name, **at}))
    wanting = [name for name, _ in open_ones]
    if wanting:
        return [Step("ask", {"text": WHERE_IS.format(wanting[0])})] if is_told and made else None
    order = [name for name, _ in found]
    return sorted(made, key=lambda step: order.index(str(step.args["name"])))


def _at(name: str, words: str, scene: DialogueState, bars: Mapping[str, float]) -> dict[str, Any] | None:
    """The place as arguments."""
    clause = Clause("", "", "", scene)
    if told.START.fullmatch(words):
        return {"bar": 1}
    if told.END.fullmatch(words):
        return {"bar": last_bar(clause)}
    if told.HERE.fullmatch(words):
        return {"bar": bar_of_playhead(clause)}
    if (seconds := clock_s(words)) is not None:
        return {"at": number(seconds)}
    if away := told.AWAY.fullmatch(words):
        base = _bar_of(away["what"], name, scene, bars, is_end=away["way"].lower() in ("after", "behind", "past"))
        count = away["count"].lower()
        size = int(count) if count.isdigit() else 1 if count in ("a", "an") else int(spoken_number(count))
        size = -size if away["way"].lower().startswith(("before", "ahead", "in front", "earlier")) else size
        return {"bar": number(max(1.0, base + size))} if base is not None else None
    for form in (told.VERB_LAST, told.VERB_FIRST, told.EDGE_OF):
        if match := form.fullmatch(words):
            groups = match.groupdict()
            is_end = bool(groups.get("ends") or groups.get("ends_2"))
            bar = _bar_of(groups.get("what") or groups.get("whose") or "", name, scene, bars, is_end=is_end)
            if bar is not None:
                return {"bar": number(bar)}
    match = told.BAR.fullmatch(words)
    if match and match["bar"][0].isdigit():
        return {"bar": number(float(match["bar"]))} if float(match["bar"]) >= 1 else {"bar": 1}
    if match and (spoken := spoken_number(match["bar"].lower())):
        return {"bar": number(float(spoken))}
    bar = _bar_of(re.sub(r"^(?:at|on|in)\s+", "", words, flags=re.IGNORECASE), name, scene, bars, is_end=False)
    return {"bar": number(bar)} if bar is not None else None


def bar_told(words: str, scene: DialogueState) -> float | None:
    """The bar of a place in words: a marker, a bar, where something begins or ends; None where there is none."""
    told_at = _at("", words, scene, {})
    if told_at is None:
        return None
    return float(told_at["bar"]) if "bar" in told_at else float(told_at["at"]) / Clause("", "", "", scene).bar_s + 1


def _bar_of(words: str, own: str, scene: DialogueState, bars: Mapping[str, float], *, is_end: bool) -> float | None:
    """The bar of a marker, of the list or of the session, or where the clips of a thing begin or end."""
    said = " ".join(name_words(re.sub(r"^(?:the|my|our|a)\s+", "", words.strip(), flags=re.IGNORECASE)))
    known = {" ".join(name_words(name)): bar for name, bar in (*scene.context.markers, *bars.items())}
    if said in known:
        return known[said]
    found = things(own if _IT.match(words.strip()) else words, scene)
    lying = [clip for clip in scene.clips if found and clip.id in found[0].clips]
    if not lying:
        return None
    bar_s = Clause("", "", "", scene).bar_s
    bars_of = [clip.bars or (clip.start / bar_s + 1, (clip.start + clip.length) / bar_s + 1) for clip in lying]
    return round(max(b for _, b in bars_of) if is_end else min(a for a, _ in bars_of), 4)
