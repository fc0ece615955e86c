"""The tracks and clips that a clause is about: those it names, else those that are meant without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.all_but import all_but
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_ALL = regex(
    r"\b(?:(?:all|every|each)(?: of)?(?: the| my| our)?(?: other)?(?: \w+)? ?(?:tracks?|lanes?|channels?)"
    r"|everything|everybody|everyone"
    r"|all of (?:it|them)|the (?:whole )?(?:lot|session)|the (?:whole|entire) (?:thing|song|mix|tune|arrangement))\b",
    re.IGNORECASE,
)


def all_of_kind(text: str, scene: DialogueState, one: str) -> Thing | None:
    """The one plural of a text ("the guitars") that means several tracks, when this track or clip is among them."""
    plural = [thing for thing in things(text, scene) if len(thing.tracks) > 1]
    return plural[0] if len(plural) == 1 and one in (*plural[0].tracks, *plural[0].clips) else None


def tracks_said(clause: Clause, hidden: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Every track that the clause names, in its order; where it names none, those that are meant."""
    scene = clause.scene
    rest = all_but(clause.text, scene)
    if rest is not None:
        return rest
    named = [track for thing in things(clause.text, scene, hidden) for track in thing.tracks]
    if named:
        return list(dict.fromkeys(named))
    if _ALL.search(clause.low):
        return list(scene.context.tracks)
    return tracks_meant(clause)


def tracks_meant(clause: Clause) -> list[str]:
    """The tracks that are meant without a name: the step before, what is selected, what was worked on."""
    scene = clause.scene
    for _, args in reversed(scene.steps):
        for name in ("tracks", "track"):
            if args.get(name):
                return list(args[name]) if isinstance(args[name], list) else [str(args[name])]
        if track := scene.track_of(args.get("clip")):
            return [track]
    if scene.context.selected_tracks:
        return list(scene.context.selected_tracks)
    chosen = [scene.track_of(clip) for clip in scene.context.selected_clips]
    if any(chosen):
        return list(dict.fromkeys(track for track in chosen if track))
    if not re.search(r"\b(?:it|its|that|this|them|these|those|here|me|my)\b", clause.low) and not scene.done:
        return list(scene.context.tracks) if len(scene.context.tracks) == 1 else []
    if scene.context.spoken_track:
        return [scene.context.spoken_track]
    for one in reversed(scene.done):
        if one.tool == "arrange" and one.args.get("action") == "new_track" and one.args.get("name"):
            return [track for track in scene.context.tracks if track == one.args["name"]]
        if one.args.get("track"):
            return [str(one.args["track"])]
        if one.args.get("tracks"):
            return [str(track) for track in one.args["tracks"]]
        if track := next(filter(None, (scene.track_of(clip) for clip in [*one.out, one.args.get("clip")])), None):
            return [track]
    track = scene.track_of(scene.focus())
    return [track] if track else []


def clips_said(clause: Clause, kinds: Sequence[str] = (), hidden: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Every clip that the clause names, in its order; where it names none, those that are meant."""
    scene = clause.scene

    def fits(clip_id: str) -> bool:
        view = scene.clip(clip_id)
        return view is not None and (not kinds or view.kind in kinds)

    found: list[str] = []
    if (rest := all_but(clause.text, scene)) is not None:
        return [clip.id for clip in scene.clips if clip.track in rest and fits(clip.id)]
    named = things(clause.text, scene, hidden)
    for thing in named:
        fitting = [clip for clip in thing.clips if fits(clip)]
        found += fitting if len(thing.tracks) > 1 else fitting[:1]
    if found or any(thing.clips for thing in named) or empty_tracks(clause):
        return list(dict.fromkeys(found))  # what was named is never changed for something that fits
    if _ALL.search(clause.low) and kinds:
        return [clip.id for clip in scene.clips if fits(clip.id)]
    for number in range(len(scene.steps), 0, -1):
        task, args = scene.steps[number - 1]
        if task in _MAKES:
            return [f"${number}"]
        if isinstance(args.get("clip"), str):
            return [str(args["clip"])]
    chosen = [clip for clip in scene.context.selected_clips if fits(clip)]
    chosen = chosen or [
        clip.id for clip in scene.clips if clip.track in scene.context.selected_tracks and fits(clip.id)
    ]
    if chosen:
        return chosen
    alone = [clip.id for clip in scene.clips if fits(clip.id)]
    if len(alone) == 1:
        return alone
    meant = (
        scene.focus(kinds)
        if scene.done or re.search(r"\b(?:it|its|that|this|them|these|those)\b", clause.low)
        else None
    )
    return [meant] if meant else []


def empty_tracks(clause: Clause) -> list[str]:
    """The tracks for clips that a clause names, and nothing else, when nothing lies on them."""
    kinds = {view.name: view.kind for view in clause.scene.context.track_views}
    named = things(clause.text, clause.scene)
    if any(thing.clips for thing in named) or re.search(r"\b(?:it|its|that|this|them|these|those)\b", clause.low):
        return []
    return [track for thing in named for track in thing.tracks if kinds.get(track) in ("audio", "midi")]


_MAKES = frozenset(
    "generate_midi generate_audio audio_to_midi sing speak harmonize render_midi master denoise style_transfer"
    " extract_sound"
    " translate_speech image_to_audio".split()
)
