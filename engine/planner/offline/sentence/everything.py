"""All tracks, all but some, and the others: "everything but the bass", "the other voices"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.focus import tracks_of
from engine.planner.offline.sentence.said import Named
from engine.planner.regex import regex

_ALL = regex(
    r"\b(?:(?P<but>(?:every(?:thing|one|body)|every(?:thing)? (?:track|else)|all(?: (?:of )?the)? ?(?:other"
    r" )?(?:tracks?|others?)?|the (?:whole )?(?:mix|lot|rest|band|song)) ?,? ?(?:else )?"
    r"(?:except(?: for)?|but(?: not)?|apart from|other than|besides|bar|without|minus|save for) )"
    r"|(?P<all>everything|everyone|everybody|every track|(?:all )?(?:of )?(?:the )?(?:whole|entire) (?:mix"
    r"|thing|lot|song|band|session)|all (?:of )?(?:the |my )?tracks|the lot|all of it))\b"
    r"(?! (?:off |out |else |from )?(?:above|below|under|over|beneath|beyond|north of|south of) \d) ?"
)
_GAP = regex(r"\s*(?:,|and|&|plus|\+|n)?\s*(?:the |my |our |both |also |for |on |with |of )*$")
_OTHERS = regex(r"\b(?:the |all |all the |my )?(?:other|rest of the|remaining) $")


def with_others(named: list[Named], text: str, scene: DialogueState, before: Sequence[Named]) -> list[Named]:
    """ "Alto up 4, the other voices down 8": those of them that were not told before; a group is its members."""
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
    return made


def with_all(
    text: str, named: list[Named], scene: DialogueState, unclear: Sequence[tuple[int, int, tuple[str, ...]]] = ()
) -> list[Named]:
    """ "Everything", "everything but the bass": every track that plays, without those that are spared."""
    match = _ALL.search(text)
    masters = {view.name for view in scene.context.track_views if view.kind == "master"}
    if match and match["all"] and match["all"].endswith("song"):  # all that plays, and not the fader of the mix
        named = [
            one for one in named if not (masters.issuperset(one.tracks) and match.start() <= one.start < match.end())
        ]
    if match is None or any(one.start < match.end() - 1 and match.start() < one.end for one in named):
        return named
    others = {view.name for view in scene.context.track_views if view.kind in ("group", "bus")}
    playing = [track for track in scene.context.tracks if track not in others]
    if match["all"] in ("the lot", "all of it") and (group := _group_of_before(scene)):
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
