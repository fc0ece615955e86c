"""Wanted there: "the strings should play in chorus 2 too", "hats in the bridge too": copied, where it has nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.text.section_names import kinds_of_sections
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PLAYS = frozenset(
    "sneak sneaks creep creeps slip slips hit hits going go goes double doubles up chime chimes "
    "play plays come comes in be sound sounds enter enters appear appears join joins return returns sing sings answer"
    " answers on there".split()
)
_WISHES = frozenset("needs needed love like wish hear wants missing lacks misses reuse use using used reusing".split())
_AGAIN = frozenset("again same too also well back once more another copy copied likewise".split())
_NOUNS = frozenset(
    "pattern part parts line notes thing chords groove riff phrase bit version one ones clip s as".split()
)
_BESIDE = frozenset(
    "let make bring take it them that over from with have at just only off out by way of what instead for bars time"
    " follow follows mirror mirrors match matches".split()
)
_IS_WISH = regex(
    r"\b(?:should|could|can|want|need|needs|would like|'d (?:like|love)|i(?:'d)? love|let|have|make|bring|missing|lacks"
    r"|misses|reuse|use|must|has to|ought|wants)\b"
)
_IS_AGAIN = regex(
    r"\b(?:again|too|also|as well|same|back|once more|another|likewise|copy|one more time|another time)\b"
)
_ENTERS = frozenset("come comes enter enters appear appears join joins".split())
_LIKE = regex(
    r"\b(?:as|like|from|than|follows?|mirrors?|match(?:es)?)(?: it (?:is|does|plays))?"
    r"(?: what (?:it|he|she) (?:plays|does))? ?$"
)
_FOR = regex(r"\bfor (?:just |only )?$")
_MOST = 6


def wanted_there(said: Said) -> list[Step] | None:
    """The copies; None where it plays there already, none is wished for, or not all of it is known."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    things = [one for one in said.things if not one.is_pointed]
    amounts = [one for one in amounts if not said.text.startswith("one more time", one.start)]
    for_bars = [one for one in amounts if one.unit == "bars" and _FOR.search(said.text[: one.start])]
    if not things or any(one.how for one in things) or len(amounts) > len(for_bars) or said.is_unclear or said.unclear:
        return None
    if len(edges) + len(for_bars) > 1:
        return None
    tracks = list(dict.fromkeys(track for one in things for track in one.tracks))
    if not 0 < len(tracks) <= _MOST or not _is_wished(said):
        return None
    if bag - _PLAYS - _WISHES - _AGAIN - _NOUNS - _BESIDE or bag & {"only", "just"}:
        return None
    if "more" in bag and not re.search(r"\b(?:once more|one more time)\b", said.text):
        return None  # "more strings in chorus 2" is a level
    if (bag & _ENTERS or {"bring", "in"} <= bag) and not _IS_AGAIN.search(said.text):
        return None  # "they should come in in chorus 2": not before
    if not places and len(edges) == 1 and not for_bars and _IS_AGAIN.search(said.text):
        places, edges = _at_an_end_of_the_song(edges[0], said), []
    sources = [one for one in places if _is_source(one, said)]
    goals = [one for one in places if one not in sources]
    if len(goals) != 1 or len(sources) > 1 or goals[0].how not in ("in", "bare", "at") or goals[0].is_open:
        return None
    if len(goals[0].spans) != 1 or sources and (sources[0].is_open or sources[0].how not in ("in", "bare", "from")):
        return None
    goal = goals[0].spans[0]
    steps: list[Step] = []
    for one in things:
        for track in one.tracks:
            is_over = any(covers(clip, goal) for clip in in_order(track, said))
            if is_over and not ("instead" in bag and one.is_clip):
                return _plays_there(track, goal, bag, said) if goals[0].how != "at" else None
            made = copies_for(one, track, goal, said, sources[0] if sources else None)
            made = [_over(step, said) for step in made or ()] if is_over else made
            if not made:
                return None
            steps += made
    size = edges[0].bars if edges else for_bars[0].value if for_bars else 0.0
    if edges and (not edges[0].is_front or not size):
        return None
    return _first_bars(steps, goal[0], size, said) if size else steps


def _at_an_end_of_the_song(edge: Edge, said: Said) -> list[Place]:
    """ "Again for the last two bars", of what has nothing there."""
    if not edge.bars or not re.match(r"(?:in|for|over|during|on) ", said.text[edge.start : edge.end]):
        return []
    end = song_end(said)
    bars = (1.0, 1.0 + edge.bars) if edge.is_front else (end - edge.bars, end)
    return [Place(edge.start, edge.end, (bars,))]


_OTHERWISE = frozenset("back copy another make double".split())
PLAYS_THERE = "“{}” plays there already; nothing is changed."


def _plays_there(track: str, goal: Bars, bag: frozenset[str], said: Said) -> list[Step] | None:
    """A word that it does, where nothing was done that may have silenced it; else it is not known what is wished."""
    views = [view for view in said.scene.context.track_views if view.name == track]
    is_all = any(one.bars and one.bars[0] <= goal[0] and one.bars[1] >= goal[1] for one in in_order(track, said))
    is_sure = bool(views) and not views[0].mute and not said.is_later and _IS_AGAIN.search(said.text) is not None
    return [Step("chat", {"text": PLAYS_THERE.format(track)})] if is_all and is_sure and not bag & _OTHERWISE else None


def _over(step: Step, said: Said) -> Step:
    """ "Use the verse piano in the bridge instead": it takes the place of what lies there."""
    clip = said.scene.clip(step.args.get("clip"))
    bars = clip.bars if clip and clip.bars else (1.0, 1.0)
    return Step(step.task, {"start_bar": number(bars[0]), "end_bar": number(bars[1]), **step.args})


def _is_wished(said: Said) -> bool:
    """Is it a wish, and no word of what is so?"""
    if said.is_later and not _IS_WISH.search(said.text) and not (said.last() and _was_copied(said)):
        return False  # "the strings too in chorus 2", behind something else that was done
    return bool(_IS_AGAIN.search(said.text) or _IS_WISH.search(said.text))


def _was_copied(said: Said) -> bool:
    return all((one.tool, one.kind) == ("arrange", "duplicate") for one in said.last())


def _is_source(place: Place, said: Said) -> bool:
    """ "Verse 1's chords", "the verse 1 drums", "as in verse 1", "from verse 1": where it is taken from."""
    before, behind = said.text[: place.start], said.text[place.end :]
    is_whose = (
        behind.startswith("'s")
        or place.how == "bare"
        and any(one.start - place.end in (0, 1) and not one.is_pointed for one in said.things)
    )
    is_like = _LIKE.search(before)
    return place.how == "from" or is_whose or is_like is not None


def copies_for(named: Named, track: str, goal: Bars, said: Said, source: Place | None = None) -> list[Step] | None:
    """Copies of what lies in the source, as far from its beginning; else of what it plays in another part of that kind.

    None where it has several clips, and it is not told which.
    """
    lying = [one for one in in_order(track, said) if one.bars and (not named.is_clip or one.id in named.clips)]
    if source is not None:
        start = source.spans[0][0]
        end = _end_of_part(start, said) if source.how == "from" else source.spans[0][1]
        return placed([one for one in lying if covers(one, (start, end))], (start, end), goal)
    if len(lying) == 1:
        start = lying[0].bars[0]  # type: ignore[index]
        alike = next((one for one in _alike(goal, said) if covers(lying[0], one)), None)
        return placed(lying, alike or (start, start + goal[1] - goal[0]), goal)
    alike_ones = [part for part in _alike(goal, said) if any(covers(one, part) for one in lying)]
    if not alike_ones:
        return None
    before = [part for part in alike_ones if part[0] < goal[0]]
    part = before[-1] if before else alike_ones[0]
    return placed([one for one in lying if covers(one, part)], part, goal)


def _end_of_part(start: float, said: Said) -> float:
    return next((end for first, end in sections(said.scene).values() if first == start), start + 1)


def _alike(goal: Bars, said: Said) -> list[Bars]:
    """The other parts of the song of the kind of this one, in their order."""
    parts = sections(said.scene)
    own = next((name for name, bars in parts.items() if bars == goal), None)
    for names in kinds_of_sections(said.scene.context.markers).values():
        low = [name.lower() for name in names]
        if own in low and len(low) > 1:
            return sorted(parts[name] for name in low if name != own and name in parts)
    return []


def placed(clips: Sequence[ClipInfo], source: Bars, goal: Bars) -> list[Step] | None:
    """Copies of what of the clips lies in the source, as far into the goal, and no further than it reaches."""
    steps: list[Step] = []
    for clip in clips:
        assert clip.bars
        start, end = max(clip.bars[0], source[0]), min(clip.bars[1], source[1])
        to = goal[0] + start - source[0]
        end = min(end, start + goal[1] - to)
        if end - start < 1e-3:
            continue
        is_part = start > clip.bars[0] + 1e-3 or end < clip.bars[1] - 1e-3
        bars = {"start_bar": number(start), "end_bar": number(end)} if is_part else {}
        steps.append(Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(to), **bars}))
    return steps or None


def _first_bars(steps: Sequence[Step], start: float, size: float, said: Said) -> list[Step] | None:
    """ "Just the first four bars"."""
    made: list[Step] = []
    for step in steps:
        clip = said.scene.clip(step.args.get("clip"))
        if step.task != "arrange" or clip is None or clip.bars is None:
            return None
        first = float(step.args.get("start_bar", clip.bars[0]))
        last = float(step.args.get("end_bar", clip.bars[1]))
        room = start + size - float(step.args["bar"])
        if room <= 1e-3:
            continue
        args = {**step.args, "start_bar": number(first), "end_bar": number(min(last, first + room))}
        made.append(Step("arrange", args if room < last - first - 1e-3 else step.args))
    return made or None
