"""Another clip of the track that was worked on: "now the reel", "the second verse too", "same on the fill"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:ok(?:ay)?|so|yes|cool|nice|good|great|perfect|please|then)\b[\s,]*)*"
_IN = r"(?:(?:in|on|for|to|with) )?(?:the )?"
_WHAT = r"(?P<what>[a-z][\w']*(?: [\w']+){0,2}?)(?: (?:one|clip|part|bit))?"
_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_LEAD}(?:and |now |also )*(?:do )?(?:the )?same(?: thing)?(?: again)? {_IN}{_WHAT}(?: too| please)?\W*$",
        rf"{_LEAD}(?:and |now |also )*{_IN}{_WHAT},? (?:too|as well|also|the same)(?: please)?\W*$",
        rf"{_LEAD}(?:now|and now|next|and|plus) {_IN}{_WHAT}(?: please)?\W*$",
    )
)
_BARS = ("start", "end", "start_bar", "end_bar")
_WORK = ("edit_notes", "change_tempo_key", "apply_effect", "edit_clip")


def other_clip(said: Said) -> list[Step] | None:
    """The same for it; None where nothing was done to clips of one track, or none of its others is called so."""
    acts, scene = said.last(), said.scene
    match = next((found for form in _FORMS if acts and (found := form.match(said.typed))), None)
    if match is None or not acts or any(one.tool not in _WORK or len(one.clips()) != 1 for one in acts):
        return None
    worked = {clip for one in acts for clip in one.clips()}
    tracks = {card.track for one in worked if (card := scene.clip(one))}
    told = [_told(one) for one in acts]
    if len(tracks) != 1 or any(one != told[0] for one in told) or any(name in told[0] for name in _BARS):
        return None
    others = [one for one in scene.clips if one.track in tracks and one.id not in worked]
    meant = _called(match["what"].lower(), others, scene)
    return [told_as(Step(acts[-1].tool, {**told[0], "clip": one.id}), "again", acts[-1]) for one in meant] or None


def _told(act: Frame) -> Mapping[str, Any]:
    return {name: value for name, value in act.args.items() if name not in ("clip", "clips")}


def _called(what: str, others: list[ClipInfo], scene: DialogueState) -> list[ClipInfo]:
    """Those of which the words are a part of the name, else those that lie in a part of the song called so."""
    words = set(name_words(what))
    if words in (set(name_words(one)) for one in scene.context.tracks):
        return []
    if named := [one for one in others if words and words <= set(name_words(one.name))]:
        return named if len(named) == 1 else []
    said = taken_apart(f"in {what}", scene)
    if len(said.places) != 1 or said.words not in ([], ["in"]) or said.is_open or len(said.spans) != 1:
        return []
    (start, end), found = said.spans[0], []
    for one in others:
        if one.bars and one.bars[0] >= start - 1e-3 and one.bars[1] <= end + 1e-3:
            found.append(one)
    return found
