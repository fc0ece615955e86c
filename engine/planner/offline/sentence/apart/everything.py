"""All tracks, all but some, and the others: "everything but the bass", "the other voices"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_ALL = regex(
    r"\b(?:(?P<but>(?:every(?:thing|one|body)|every(?:thing)? (?:track|else)|all(?: (?:of )?the)? ?(?:other"
    r" )?(?:tracks?|others?)?|the (?:whole )?(?:mix|lot|rest|band|song)) ?,? ?(?:else )?"
    r"(?:except(?: for)?|but(?: not)?|apart from|other than|besides|bar|without|minus|save for) )"
    r"|(?P<all>everything|everyone|everybody|(?:every|each) track|(?:all )?(?:of )?(?:the )?(?:whole|entire) (?:mix"
    r"|thing|lot|song|band|session)|all (?:of )?(?:the |my )?tracks|the lot|all of it))\b"
    r"(?! (?:off |out |else |from )?(?:above|below|under|over|beneath|beyond|north of|south of)"
    r" (?:(?:about|around|roughly|approximately|approx|say) )?(?:\d|[a-g](?:#|b)?\d?\b)) ?"
)
_EVERY_CLIP = regex(
    r"\b(?:(?:every|each)(?: single)? (?:clip|region)|all (?:of )?(?:the |my |our )?(?:clips|regions))\b"
    r"(?: (?:that (?:is|are|lies?) )?(?P<inside>on|of|in|from) (?:the |my |our )?)?"
)
_ALL_OF_SO_MANY = regex(
    r"\b(?:(?P<both>both)|all (?:of )?(?:the |my |our )?(?P<count>two|three|four|five|six|seven|eight"
    r"|\d))(?: of (?:the|my|our))? "
    r"(?:(?:sung|played|written|melodic|string|wind|brass|vocal) )?(?:parts|voices|players|instruments|lines"
    r"|(?<!both )tracks)\b"
)
_INSIDE = regex(r"(?:that(?:'s| is) )?(?:in|inside|of|on) (?:the |my |our )?")
_GAP = regex(r"\s*(?:,|and|&|plus|\+|n)?\s*(?:the |my |our |both |also |for |on |with |of )*$")
_OTHERS = regex(r"\b(?:the |all |all the |my )?(?:other|rest of the|remaining) $")


def with_others(
    named: list[Named], text: str, scene: DialogueState, before: Sequence[Named], last: Sequence[str] = ()
) -> list[Named]:
    """ "Alto up 4, the other voices down 8": those of them that were not told before; a group is its members.

    Behind what was done to the tracks of `last`, "the other pad" is the one that is called so as well.
    """
    named = [_other_so_called(one, text, scene, last) if not before else one for one in named]
    made: list[Named] = []
    for one in named:
        match = _OTHERS.search(text[: one.start])
        told = [track for other in (*before, *made) for track in other.tracks]
        if match and told and len(one.tracks) > 0:
            views = {view.name: view for view in scene.context.track_views}
            groups = {track for track in one.tracks if track in views and views[track].kind == "group"}
            inside = {name for name, view in views.items() if view.group in groups}
            left = [
                track
                for track in scene.context.tracks
                if track in {*one.tracks, *inside} - groups and track not in told
            ]
            one = replace(one, start=match.start(), tracks=tuple(left), clips=(), is_clip=False) if left else one
        made.append(one)
    return _with_siblings(_with_members_left(made, text, scene, before), text, scene, before)


_MEMBERS = regex(
    r"\b(?:all )?the (?:other|remaining)(?: (?P<count>two|three|four|five|\d))?"
    r" (?:voices|parts|players|singers|sections|members|instruments|tracks)\b"
)


def _with_members_left(named: list[Named], text: str, scene: DialogueState, before: Sequence[Named]) -> list[Named]:
    """ "The soprano louder, the other three voices quieter": those of its group that were not told."""
    match = _MEMBERS.search(text)
    told = [*before, *(one for one in named if match and one.end <= match.start())]
    views = {view.name: view for view in scene.context.track_views}
    tracks = [track for one in told for track in one.tracks]
    groups = {views[track].group if track in views else "" for track in tracks}
    if match is None or len(groups) != 1 or "" in groups or any(not one.tracks or one.how for one in told):
        return named
    if any(one.start < match.end() and match.start() < one.end for one in named):
        return named
    left = [name for name, view in views.items() if view.group in groups and name not in tracks]
    count = _COUNTS.get(match["count"] or "") or int(match["count"] or len(left))
    return [*named, Named(*match.span(), tuple(left))] if left and count == len(left) else named


def _other_so_called(one: Named, text: str, scene: DialogueState, last: Sequence[str]) -> Named:
    match = _OTHERS.search(text[: one.start])
    views = scene.context.track_views
    groups = {view.name for view in views if view.kind == "group" and view.name in one.tracks}
    own = [track for track in one.tracks if track not in groups]
    own += [view.name for view in views if view.group in groups]
    if match is None or one.is_pointed or not last or not set(own) & set(last):
        return one
    word = name_words(text[one.start : one.end])
    called = [track for track in scene.context.tracks if word and set(word) <= set(name_words(track))]
    left = [track for track in dict.fromkeys((*own, *called)) if track not in groups and track not in last]
    return replace(one, start=match.start(), tracks=(left[0],), clips=(), is_clip=False) if len(left) == 1 else one


_OTHER_ONES = regex(
    r"\bthe (?:other (?P<count>two|three|four|five|\d|ones?)|(?P<side>left|right)(?: hand)? one)\b"
    r"(?! (?:bars?|beats?|takes|tracks|clips))"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_INDEX = regex(r"[\s_-]*\(?(?:\d+|left|right|[a-z])\)?$")


def _with_siblings(named: list[Named], text: str, scene: DialogueState, before: Sequence[Named]) -> list[Named]:
    """ "I like take 2 best, shut the other two off": called like the one that was told, but for its number or side."""
    match = _OTHER_ONES.search(text)
    told = [one for one in (*before, *(one for one in named if match and one.end <= match.start())) if one.tracks]
    if match is None or len({one.tracks for one in told}) != 1 or len(told[0].tracks) != 1:
        return named
    if any(one.start < match.end() and match.start() < one.end for one in named):
        return named
    (own,) = told[0].tracks
    stem = _INDEX.sub("", own.lower())
    others = [one for one in scene.context.tracks if one != own and _INDEX.sub("", one.lower()) == stem]
    if match["side"]:
        others = [one for one in others if one.lower().removeprefix(stem).strip(" _-()")[:1] == match["side"][0]]
    wanted = match["count"] or "one"
    count = _COUNTS.get(wanted) or (int(wanted) if wanted.isdigit() else 1 if wanted == "one" else len(others))
    is_so = stem != own.lower() and bool(others) and len(others) == count
    return [*named, Named(*match.span(), tuple(others))] if is_so else named


def with_all(
    text: str, named: list[Named], scene: DialogueState, unclear: Sequence[tuple[int, int, tuple[str, ...]]] = ()
) -> list[Named]:
    """ "Everything", "everything but the bass": every track that plays, without those that are spared."""
    if every := _EVERY_CLIP.search(text):
        return _every_clip(every, named, scene)
    if counted := _ALL_OF_SO_MANY.search(text):
        return _so_many(counted, named, scene)
    match = _ALL.search(text)
    masters = {view.name for view in scene.context.track_views if view.kind == "master"}
    if match and match["all"] and match["all"].endswith("song"):  # all that plays, and not the fader of the mix
        named = [
            one for one in named if not (masters.issuperset(one.tracks) and match.start() <= one.start < match.end())
        ]
    if match is None or any(one.start < match.end() - 1 and match.start() < one.end for one in named):
        return named
    if match["all"] and (inside := _INSIDE.match(text, match.end())):
        whose = next((one for one in named if one.start == inside.end() and not one.is_pointed), None)
        if whose is not None:  # "everything in the drums group" is the group
            return [replace(one, start=match.start()) if one is whose else one for one in named]
    others = {view.name for view in scene.context.track_views if view.kind in ("group", "bus")}
    playing = [track for track in scene.context.tracks if track not in others]
    if match["all"] in ("the lot", "the whole lot", "whole lot", "all of it") and (group := _group_of_before(scene)):
        return [*named, Named(match.start(), match.start() + len(match[0].rstrip()), (group,), how="group")]
    if match["all"]:
        return [*named, Named(match.start(), match.start() + len(match[0].rstrip()), tuple(playing), how="all")]
    spared: list[Named] = []
    end = match.end()
    for one in named:
        between = text[end : one.start]
        if one.start >= end and _GAP.fullmatch(between):
            spared, end = [*spared, one], one.end
    if not spared:
        return named
    kept = {track for one in spared for track in with_members(one.tracks, scene)}
    kept |= {track for start, _, names in unclear for track in names if any(one.start == start for one in spared)}
    rest = [one for one in named if one not in spared]
    left = tuple(track for track in playing if track not in kept)
    return [*rest, Named(match.start(), end, left, tuple(kept), how="all but")]


def _every_clip(match: re.Match[str], named: list[Named], scene: DialogueState) -> list[Named]:
    """ "All clips", "every clip on the guest": each clip there is, or each of a track."""
    whose = next((one for one in named if match["inside"] and one.start == match.end() and not one.is_pointed), None)
    end = whose.end if whose else match.start("inside") - 1 if match["inside"] else match.end()
    lying = [one for one in scene.clips if one.track and one.length and (not whose or one.track in whose.tracks)]
    rest = [one for one in named if one.end <= match.start() or one.start >= end]
    tracks = tuple(dict.fromkeys(str(one.track) for one in lying))
    every = Named(match.start(), end, tracks, tuple(one.id for one in lying), is_clip=True)
    return [*rest, every] if lying else named


def _so_many(match: re.Match[str], named: list[Named], scene: DialogueState) -> list[Named]:
    """ "All three parts": the tracks that play, or those of them that are written in notes, where they are so many."""
    over = [one for one in named if one.start < match.end() and match.start() < one.end]
    if any(not one.is_pronoun for one in over):
        return named
    said = match["count"] or "two"
    count = int(said) if said.isdigit() else _NUMBERS.index(said) + 2
    lying = tuple(track for track in scene.context.tracks if any(one.track == track for one in scene.clips))
    notes = tuple(track for track in lying if any(one.track == track and one.kind == "midi" for one in scene.clips))
    found = next((one for one in (lying, notes) if len(one) == count), None)
    clips = tuple(one.id for one in scene.clips if found and one.track in found)
    return [*(one for one in named if one not in over), Named(*match.span(), found, clips)] if found else named


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")


def _group_of_before(scene: DialogueState) -> str:
    """ "And the lot down 1.5" behind what was done to a group; "" behind anything else."""
    last = done_last(State.of(scene)) if scene.context.dialogue else []
    tracks = {track for act in last for track in ([str(act.args.get("to"))] if act.tool == "route" else tracks_of(act))}
    groups = {view.name for view in scene.context.track_views if view.kind == "group"}
    return tracks.pop() if len(tracks) == 1 and tracks <= groups else ""


def with_members(tracks: Iterable[str], scene: DialogueState) -> list[str]:
    """Tracks, and for each group what lies in it."""
    made: list[str] = []
    for track in tracks:
        inside = [view.name for view in scene.context.track_views if view.group == track]
        made += [track, *with_members(inside, scene)]
    return list(dict.fromkeys(made))
