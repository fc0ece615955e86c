"""Doubled: "let the flute double the violin" gives the flute the violin's notes; who plays and what differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_said import DURING, Bars, sections_in
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.part_said import PART, edge, numbered
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.doubling import Doubling, doubling
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

NO_NOTES = "“{}” has no notes to copy; turn it into notes first?"
PLAYS_ALREADY = "“{}” plays there already; should a copy of “{}” take its place, or lie on a track of its own?"
WHO_DOUBLES = "Which track should double which?"
_POINTS = re.compile(r"(?i)(?:it|that|this|them)(?: (?:one|track|clip|part))?$")


def doubled(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    simple = plain(text).strip()
    rest, bars = _without_bars(simple, scene)
    asked = doubling(rest, is_part=bars is not None)
    if asked is None:
        return None
    if asked.both:
        pair = things(asked.both, scene)
        return _written(pair[0], pair[1], asked, None, scene) if len(pair) == 2 else None
    what = _meant(asked.what, scene)
    if asked.own is not None:
        return _on_its_own(what, asked, bars, scene) if what else None
    who = _meant(asked.who, scene)
    if who is None and asked.semitones and things(asked.who, scene) == []:
        return None  # no track is named: it goes to a place, or to something new
    return _written(who, what, asked, bars, scene)


def _written(
    who: Thing | None, what: Thing | None, asked: Doubling, bars: Bars | None, scene: DialogueState
) -> list[Step]:
    """One track gets what another plays."""
    if who is None or what is None or len(who.tracks) != 1 or not what.clips:
        return [Step("ask", {"text": WHO_DOUBLES})]
    track, sources = who.tracks[0], _playing(what, bars, scene)
    if not sources or (bars is None and len(sources) != 1):
        return [Step("ask", {"text": WHO_DOUBLES})]
    silent = next((one for one in sources if one.kind != "midi"), None)
    if silent is not None:
        return [Step("ask", {"text": NO_NOTES.format(silent.name)})]
    for source in sources:
        start, end = _reach(source, bars, scene)
        lying = [one for one in scene.clips if one.track == track]
        if any(one.start < end - 0.01 and start < one.start + one.length - 0.01 for one in lying):
            return [Step("ask", {"text": PLAYS_ALREADY.format(track, source.name)})]
    return _copies(sources, track, asked, bars, scene)


def _on_its_own(what: Thing, asked: Doubling, bars: Bars | None, scene: DialogueState) -> list[Step] | None:
    """A copy on a new track, named after the first one where it is given no name."""
    sources = _playing(what, bars, scene)
    if not sources or len({one.track for one in sources}) != 1:
        return None
    name = asked.own or f"{sources[0].track or sources[0].name} {asked.said or 'double'}"
    return _copies(sources, name, asked, bars, scene)


def _copies(
    sources: Sequence[ClipInfo], track: str, asked: Doubling, bars: Bars | None, scene: DialogueState
) -> list[Step]:
    steps: list[Step] = []
    for source in sources:
        inside = _inside(source, bars, scene)
        part = {"start_bar": number(inside[0]), "end_bar": number(inside[1])} if inside else {}
        steps.append(Step("arrange", {"action": "duplicate", "clip": source.id, "track": track, **part}))
        if asked.semitones:
            steps.append(Step("change_tempo_key", {"clip": f"${len(steps)}", "semitones": number(asked.semitones)}))
    return steps


def _playing(what: Thing, bars: Bars | None, scene: DialogueState) -> list[ClipInfo]:
    """The clips that are meant, of those the ones that play in the bars."""
    clips = [one for one in scene.clips if one.id in what.clips]
    if bars is None:
        return clips
    bar_s = Clause("", "", "", scene).bar_s
    a, b = ((bar - 1) * bar_s for bar in bars)
    return [one for one in clips if one.start < b - 0.01 and one.start + one.length > a + 0.01]


def _reach(source: ClipInfo, bars: Bars | None, scene: DialogueState) -> tuple[float, float]:
    """Where a copy will lie, in seconds."""
    inside, bar_s = _inside(source, bars, scene), Clause("", "", "", scene).bar_s
    if inside is None:
        return source.start, source.start + source.length
    return (inside[0] - 1) * bar_s, (inside[1] - 1) * bar_s


def _inside(source: ClipInfo, bars: Bars | None, scene: DialogueState) -> Bars | None:
    """The bars of a clip that are meant; None for all of it."""
    if bars is None:
        return None
    bar_s = Clause("", "", "", scene).bar_s
    first, behind = source.start / bar_s + 1, (source.start + source.length) / bar_s + 1
    inside = max(bars[0], first), min(bars[1], behind)
    return None if inside[0] - first < 0.01 and behind - inside[1] < 0.01 else inside


def _without_bars(text: str, scene: DialogueState) -> tuple[str, Bars | None]:
    """The text without its bars and the part of the song that it names, and those bars."""
    found = sections_in(text, scene, before=rf"(?:at|{DURING})")
    reach = None
    if found:
        (start, end), reach, _ = found[0]
        text = f"{text[:start]} {text[end:]}"
    bars = PART.search(text)
    if bars is None:
        return text, reach
    told = numbered(bars) if bars["a"] else edge(bars, [], scene)
    if told is None:
        return text, reach
    head = re.sub(r"[\s,]*\b(?:in|at|during|over|for|from)\s*$", "", text[: bars.start()], flags=re.IGNORECASE)
    tail = re.sub(r"^\s+of\b", "", text[bars.end() :], flags=re.IGNORECASE)
    return f"{head} {tail}", told


def _meant(words: str, scene: DialogueState) -> Thing | None:
    """The one thing that the words name, or point to."""
    if _POINTS.match(words.strip()):
        clip = scene.clip(scene.focus(("audio", "midi")))
        return Thing(0, 0, (clip.track,) if clip.track else (), (clip.id,)) if clip else None
    found = things(words, scene)
    return found[0] if len(found) == 1 else None
