"""Which track a mixer move is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.all_but import all_but
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.meant import all_of_kind
from engine.planner.offline.slots.order import ALL, OTHER, REST
from engine.planner.offline.slots.reference import IT, reference, selection
from engine.planner.offline.slots.references_back import made_in_plan, previous_output
from engine.planner.offline.slots.targets import literal, named_together
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_COUNTED = regex(
    r"\bthe (?:other|first|second|third|fourth|fifth|last)(?: one)?\b(?! (?:track|\d+ ?s|bar|chorus|verse))"
)


_ITS_TRACK = regex(r"\b(?:its|their|the) (?:track|lane|channel)\b(?! \w+ (?:called|named))")
_A_TRACK = regex(r"\b(?:track|lane|channel|bus)$")
_MASKS = regex(
    r"\b(?:the|my|our|his|her|their)\s+([\w' -]{2,30}?)(?:'s|\s+(?:is|are|keeps?|was))\s+(?:just |always |really )?"
    r"(?:drown|mask|bury|cover|swallow|crowd|smother|overpower|eat|fight)\w*\s+(?:up |out |over )?"
    r"(?:the|my|our|his|her)\b",
    re.IGNORECASE,
)
""" "The bass is drowning the pad": the bass is what is too loud."""


def fill_track(clause: Clause) -> Args:
    """The track of a mixer move: {"track"} (a list: a move for each), {"tracks"} or {"clip"}."""
    found = _found(clause)
    one = found.get("track")
    plural = all_of_kind(clause.text, clause.scene, one) if isinstance(one, str) else None
    return {"tracks": list(plural.tracks)} if plural else found


def _found(clause: Clause) -> Args:
    scene = clause.scene
    if (rest := all_but(clause.text, scene)) is not None:
        return _one_or_more(rest)
    phrase = named_together(clause, "track", "clip")
    if (masks := _MASKS.search(clause.text)) and (loud := _named(clause, masks[1])):
        return loud
    if not content_words(phrase) and (counted := _COUNTED.search(clause.low)):
        phrase = counted[0]
    if _A_TRACK.search(phrase.lower()) and (track := scene.track(phrase)):
        return {"track": track}
    if _ITS_TRACK.search(clause.low) and (track := _track_of_source(scene)):
        return {"track": track}
    placed = _placed_before(clause, phrase) or _made_before(clause, phrase)
    if placed:
        return placed
    pronoun = clause.has(r"\b(?:it|that|them|those)\b")
    found = (_several(scene, phrase) or _named(clause, phrase)) if phrase else _by_exact_name(clause)
    if not found and (kit := next((one for one in things(clause.text, scene) if one.is_kit), None)):
        return _one_or_more(list(kit.tracks))
    if not found and not phrase and not pronoun:
        found = _by_article(clause)
    if not found and (IT.match(phrase.strip().lower()) or not phrase and (not clause.first or pronoun)):
        found = _track_before(clause)
    found = found or _literal_track(clause)
    if found or clause.carries:
        return found
    if clause.scene.steps and (before := _track_before(clause)):
        return before
    chosen = selection(scene, ())
    if isinstance(chosen, str) and not content_words(phrase):
        return _clip_or_track(scene, chosen)
    if not phrase and scene.done and (before := _track_before(clause)):
        return before
    if content_words(phrase) and not scene.context.tracks:
        return {"track": re.sub(r"^(?:the|my)\s+", "", phrase)}
    names = ", ".join(scene.context.tracks[:6])
    clause.need(f"Which track do you mean: {names}?" if names else "Which track do you mean?")
    return {}


def _track_of_source(scene: DialogueState) -> str | None:
    """The track of the clip that the steps of this plan began with."""
    for _, args in reversed(scene.steps):
        clip = args.get("clip")
        while isinstance(clip, str) and clip.startswith("$"):
            clip = scene.steps[int(clip[1:].partition(".")[0]) - 1][1].get("clip")
        if isinstance(clip, str):
            return scene.track_of(clip)
    return None


def _placed_before(clause: Clause, phrase: str) -> Args:
    """ "it" after a clip was put on a track is that track."""
    if not clause.scene.steps or not IT.match(phrase.strip().lower()):
        return {}
    task, args = clause.scene.steps[-1]
    if task == "mix" and args.get("track"):
        return {"track": args["track"]}
    moved = task == "arrange" and args.get("action") in ("place", "move") and args.get("track")
    return {"track": args["track"]} if moved and not str(args.get("clip", "")).startswith("$") else {}


def _made_before(clause: Clause, phrase: str) -> Args:
    """What a step of this plan made and the words name: "the other" of four stems, "the copy"."""
    made = made_in_plan(clause, phrase.strip().lower(), ()) if phrase and clause.scene.steps else None
    return {"clip": made} if isinstance(made, str) and made.startswith("$") else {}


def _several(scene: DialogueState, phrase: str) -> Args:
    """Tracks that are meant together or by what is left: "all", "the rest", "the other one", "bass and keys"."""
    said, names = phrase.strip().lower(), list(scene.context.tracks)
    if re.search(r"\bboth\b", said) and len(names) > 2 and len(recent := tracks_worked_on(scene)) > 1:
        return {"tracks": recent[:2][::-1]}
    if re.search(r"\bboth\b", said) and len(names) > 2 and not content_words(ALL.sub("", said)):
        return {}  # of so many it is not said which
    if ALL.search(said) and not content_words(ALL.sub("", said)) and names:
        return {"tracks": names}
    if REST.search(said) and not content_words(REST.sub("", said)):
        calls = [*(one.args for one in scene.done), *(args for _, args in scene.steps)]
        worked = [_track_in(scene, args) for args in calls]
        return _one_or_more([name for name in names if name not in worked])
    exact = [name for name in names if name.lower() == re.sub(r"^the ", "", said)]
    if exact:
        return {"track": exact[0]}
    parts = [part for part in re.split(r"\s*(?:,|&|\band\b)\s*", phrase) if part.strip()]
    if len(parts) > 1:
        tracks = [scene.track(part) or scene.track_of(scene.find(part)) for part in parts]
        if all(tracks) and len(set(tracks)) == len(tracks):
            return {"track": [str(track) for track in tracks]}
    if OTHER.search(said) and not content_words(OTHER.sub("", said)):
        other = other_track(scene)
        return {"track": other} if other else {}
    return {}


_TWO_TURNS = 2
""" "Mute the cello. Solo the horn. No, the other one": of those that were spoken of."""


def other_track(scene: DialogueState) -> str:
    """The other one: of two, or the one that is like the last; "" where it may be any."""
    last = next(filter(None, (_track_in(scene, one.args) for one in reversed(scene.done))), None)
    used = {clip.track for clip in scene.clips}
    left = [name for name in scene.context.tracks if name != last]
    with_clips = [name for name in left if name in used]
    for few in (left, with_clips, [name for name in left if last and _are_alike(name, last, scene)]):
        if len(few) == 1:
            return few[0]
    before = [name for name in tracks_worked_on(scene) if name != last]
    return before[0] if len(before) == 1 and len(scene.context.dialogue) == _TWO_TURNS else ""


def _are_alike(one: str, other: str, scene: DialogueState) -> bool:
    """Two guitars, two horns: do their names or what lies on them say the same?"""
    said = [
        {*name_words(name), *(tag for clip in scene.clips if clip.track == name for tag in clip.tags)}
        for name in (one, other)
    ]
    return bool(said[0] & said[1])


def tracks_worked_on(scene: DialogueState) -> list[str]:
    """The tracks of the conversation's calls, the latest first."""
    tracks = [_track_in(scene, one.args) for one in reversed(scene.done)]
    return list(dict.fromkeys(track for track in tracks if track))


def _track_in(scene: DialogueState, args: Mapping[str, Any]) -> str | None:
    return args.get("track") or scene.track_of(args.get("clip"))


def _one_or_more(tracks: list[str]) -> Args:
    return {} if not tracks else {"tracks": tracks} if len(tracks) > 1 else {"track": tracks[0]}


def _named(clause: Clause, phrase: str) -> Args:
    """The track that a phrase names, or the track of the clip that it names."""
    scene = clause.scene
    found = reference(clause, phrase)
    if isinstance(found, list):
        tracks = list(dict.fromkeys(filter(None, (scene.track_of(one) for one in found))))
        if tracks:
            return _one_or_more(tracks)
        found = found[0]
    by_track = scene.track(phrase)
    if by_track and not str(found).startswith("$"):
        best, own = scene.matches(phrase), scene.track_of(found)
        if own == by_track or not best or best[0][0] < 2.2 or not own:
            return {"track": by_track}
    return _clip_or_track(scene, found) if found else {}


def _by_exact_name(clause: Clause) -> Args:
    """A track whose name begins the clause as it is written: "Squeeze muted"."""
    said = re.sub(r"^\W*(?:and |then )*(?:the )?", "", clause.text)
    names = [name for name in clause.scene.context.tracks if compiled(rf"{re.escape(name)}(?!\w)").match(said)]
    return {"track": max(names, key=len)} if names else {}


def _by_article(clause: Clause) -> Args:
    """A track whose whole name stands behind an article: "and turn down the music"."""
    named = (rf"\b(?:the|my|our) {re.escape(name)}(?!\w)" for name in clause.scene.context.tracks)
    patterns = zip(clause.scene.context.tracks, named, strict=True)
    names = [name for name, pattern in patterns if compiled(pattern, re.IGNORECASE).search(clause.text)]
    return {"track": max(names, key=len)} if names else {}


def _literal_track(clause: Clause) -> Args:
    hidden = [span for span in clause.spans if span.name in ("value", "value_db", "set_db")]
    text = "".join(
        " " if any(span.start <= i < span.end for span in hidden) else char for i, char in enumerate(clause.text)
    )
    for name in sorted(clause.scene.context.tracks, key=len, reverse=True):
        if compiled(rf"(?<!\w){re.escape(name.lower())}(?!\w)").search(text.lower()):
            return {"track": name}
    found = literal(clause)
    return _clip_or_track(clause.scene, found) if isinstance(found, str) else {}


def _track_before(clause: Clause) -> Args:
    for number in range(len(clause.scene.steps), 0, -1):
        task, args = clause.scene.steps[number - 1]
        if args.get("track") and task in ("mix", "arrange") and not str(args.get("clip", "")).startswith("$"):
            return {"track": args["track"]}
        earlier = previous_output(clause)
        if earlier:
            return _clip_or_track(clause.scene, earlier)
    if clause.scene.context.spoken_track:
        return {"track": clause.scene.context.spoken_track}
    known = {*clause.scene.context.tracks, *(view.name for view in clause.scene.context.track_views)}
    for one in reversed(clause.scene.done):
        if one.tool == "route" and one.args.get("action") in ("group", "bus") and one.args.get("to") in known:
            return {"track": one.args["to"]}  # what was put together is one from then on
        if one.args.get("track"):
            return {"track": one.args["track"]}
        if one.args.get("tracks"):
            return _one_or_more([track for track in one.args["tracks"] if track in known])
        if one.out:
            return _clip_or_track(clause.scene, one.out[-1])
        if isinstance(one.args.get("clip"), str):
            return _clip_or_track(clause.scene, str(one.args["clip"]))
    found = clause.scene.focus()
    return _clip_or_track(clause.scene, found) if found else {}


def _clip_or_track(scene: DialogueState, clip_id: str) -> Args:
    """A clip's track when the clip has it for itself, else the clip."""
    track = scene.track_of(clip_id)
    alone = sum(clip.track == track for clip in scene.clips) == 1
    made = {out for one in scene.done for out in one.out}
    if track and (alone or clip_id not in made):
        return {"track": track}
    return {"clip": clip_id}
