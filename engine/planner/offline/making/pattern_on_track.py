"""A pattern on a track that is there: "now the blast: kick on every 16th, bars 5 to 8, same note same velocity"."""

from __future__ import annotations

import re

from engine.planner.offline.making.kit import every_told, piece_in
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAME = regex(r",?\s*(?:(?:and|with|at) )*(?:the )?same (?P<what>notes?|pitch|velocit(?:y|ies)|strength|level)\b")
_AT = regex(r",?\s*\b(?:(?:at|all at|with) )?(?:velocit(?:y|ies) (?P<n>\d{1,3})|(?P<m>\d{1,3}) velocit(?:y|ies))\b")
_BESIDE = frozenset(
    "blast blasts pattern beat groove fill put have make add do let play plays playing hit hits write draw program"
    " on in over for part track all through straight".split()
)
_GRIDS = {"16th": "1/16", "8th": "1/8", "quarter": "1/4", "offbeat": "1/8"}
_USUAL = 100


def pattern_on_track(said: Said) -> list[Step] | None:
    """The pattern made and laid there; None where none is told, or something plays there already."""
    every, text = every_told(said.text)
    if not every:
        return None
    velocity = _AT.search(text)
    same = {match["what"] for match in _SAME.finditer(text)}
    rest = taken_apart(_SAME.sub(" ", _AT.sub(" ", text)), said.scene, focus=said.focus)
    if len(rest.things) != 1 or len(rest.tracks) != 1 or len(rest.places) != 1 or len(rest.spans) != 1:
        return None
    if (
        rest.amounts
        or rest.is_open
        or rest.is_unclear
        or rest.bag - _BESIDE
        or rest.places[0].how not in ("in", "bare")
    ):
        return None
    (track,), (start, end) = rest.tracks, rest.spans[0]
    piece = piece_in(re.sub(r"[^a-z -]", " ", track.lower()).strip())
    views = [view.kind for view in said.scene.context.track_views if view.name == track]
    if not piece or views != ["midi"] or start != int(start) or end != int(end):
        return None
    if any(covers(one, (start, end)) for one in in_order(track, said)):
        return None
    style = f"only {piece} every {every}"
    steps = [
        Step("generate_midi", {"kind": "drums", "bars": int(end - start), "style": style}),
        Step("arrange", {"action": "place", "clip": "$1", "bar": number(start), "track": track}),
        Step("edit_notes", {"clip": "$1", "action": "quantize", "grid": _GRIDS[every]}),
    ]
    is_even = velocity is not None or any(one.startswith(("velocit", "strength", "level")) for one in same)
    if is_even:
        value = int(velocity["n"] or velocity["m"]) if velocity else _set_before(track, said)
        steps.append(Step("edit_notes", {"clip": "$1", "action": "velocity", "value": number(float(value))}))
    return steps


def _set_before(track: str, said: Said) -> int:
    """The velocity that the notes of the track were set to last."""
    for act in said.focus.acts:
        on = {str(view.track) for clip in act.clips() if (view := said.scene.clip(clip))}
        if (act.tool, act.kind) == ("edit_notes", "velocity") and track in on and "value" in act.args:
            return int(float(str(act.args["value"])))
    return _USUAL
