"""Which track a mixer move is about."""

from __future__ import annotations

import re

from engine.planner.names import content_words
from engine.planner.scene import Scene
from engine.planner.slots.clause import Args, Clause
from engine.planner.slots.reference import ALL, IT, OTHER, REST, previous_output, reference, selection
from engine.planner.slots.targets import literal


def fill_track(clause: Clause) -> Args:
    """The track of a mixer move: {"track"}, {"tracks"} or {"clip"}."""
    scene = clause.scene
    span = clause.said("track", "clip")
    phrase = span.text if span else ""
    said = phrase.strip().lower()
    if phrase and ALL.search(said) and not content_words(ALL.sub("", said)) and scene.context.tracks:
        return {"tracks": list(scene.context.tracks)}
    if phrase and REST.search(said) and not content_words(REST.sub("", said)):
        worked = [str(one.args.get("track") or scene.track_of(one.args.get("clip"))) for one in scene.done]
        worked += [str(args.get("track") or scene.track_of(args.get("clip"))) for _, args in scene.steps]
        rest = [name for name in scene.context.tracks if name not in worked]
        if rest:
            return {"tracks": rest} if len(rest) > 1 else {"track": rest[0]}
    several = [part for part in re.split(r"\s*(?:,|&|\band\b)\s*", phrase) if part.strip()]
    if len(several) > 1 and not scene.track(phrase):
        tracks = [scene.track(part) or scene.track_of(scene.find(part)) for part in several]
        if all(tracks) and len(set(tracks)) == len(tracks):
            return {"tracks": [str(track) for track in tracks]}
    exact = [name for name in scene.context.tracks if phrase and name.lower() == re.sub(r"^the ", "", said)]
    if exact:
        return {"track": exact[0]}
    if phrase and OTHER.search(said) and not content_words(OTHER.sub("", said)):
        last = next(
            (
                one.args.get("track") or scene.track_of(one.args.get("clip"))
                for one in reversed(scene.done)
                if one.args.get("track") or one.args.get("clip")
            ),
            None,
        )
        left = [name for name in scene.context.tracks if name != last]
        used = {clip.track for clip in scene.clips}
        left = [name for name in left if name in used] or left
        if left:
            return {"track": left[0]}
    found = reference(clause, phrase) if phrase else None
    by_track = scene.track(phrase) if phrase else None
    if isinstance(found, list):
        tracks_of = list(dict.fromkeys(filter(None, (scene.track_of(one) for one in found))))
        if tracks_of:
            return {"tracks": tracks_of} if len(tracks_of) > 1 else {"track": tracks_of[0]}
        found = found[0]
    if by_track and (found is None or not str(found).startswith("$")):
        best = scene.matches(phrase)
        own = scene.track_of(found)
        if own == by_track or not best or best[0][0] < 2.2 or not own:
            return {"track": by_track}
    if isinstance(found, str):
        return _clip_or_track(scene, found)
    if phrase and IT.match(said) or not phrase and not clause.first:
        inherited = _track_before(clause)
        if inherited:
            return inherited
    whole = _literal_track(clause)
    if whole:
        return whole
    if clause.carries:
        return {}
    chosen = selection(scene, ())
    if isinstance(chosen, str) and (not content_words(phrase)):
        return _clip_or_track(scene, chosen)
    if not phrase and scene.done and (last_track := _track_before(clause)):
        return last_track
    if phrase and content_words(phrase) and not scene.context.tracks:
        return {"track": re.sub(r"^(?:the|my)\s+", "", phrase)}
    names = ", ".join(scene.context.tracks[:6])
    clause.need(f"Which track do you mean: {names}?" if names else "Which track do you mean?")
    return {}


def _literal_track(clause: Clause) -> Args:
    hidden = [span for span in clause.spans if span.name in ("value", "value_db", "set_db")]
    text = "".join(
        " " if any(span.start <= i < span.end for span in hidden) else char for i, char in enumerate(clause.text)
    )
    for name in sorted(clause.scene.context.tracks, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text.lower()):
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
    for one in reversed(clause.scene.done):
        if one.args.get("track"):
            return {"track": one.args["track"]}
        if one.out:
            return _clip_or_track(clause.scene, one.out[-1])
        if isinstance(one.args.get("clip"), str):
            return _clip_or_track(clause.scene, str(one.args["clip"]))
    found = clause.scene.focus()
    return _clip_or_track(clause.scene, found) if found else {}


def _clip_or_track(scene: Scene, clip_id: str) -> Args:
    """A clip's track when the clip has it for itself, else the clip."""
    track = scene.track_of(clip_id)
    alone = sum(clip.track == track for clip in scene.clips) == 1
    made = {out for one in scene.done for out in one.out}
    if track and (alone or clip_id not in made):
        return {"track": track}
    return {"clip": clip_id}
