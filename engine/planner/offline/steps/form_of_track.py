"""A form of a request, filled with one track by its name, its places told in bars: "no kick before bar 9"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_ARTICLE = regex(r"^(?:the|my|our|that|this|let|have)\s+", re.IGNORECASE)


def form_of_track(
    text: str, forms: Iterable[re.Pattern[str]], scene: DialogueState
) -> tuple[re.Match[str], Thing] | None:
    """The first form that fits and what stands for its `what`; None where that is not wholly the name of one track."""
    if '"' in plain(text) or "?" in text:
        return None
    said = in_bars(plain(text).strip(), DialogueState.of(scene.context))
    match = next((hit for form in forms if (hit := form.match(said))), None)
    if match is None:
        return None
    found = things(match["what"], scene)
    if len(found) != 1 or len(found[0].tracks) != 1:
        return None
    is_whole = found[0].end - found[0].start >= len(_ARTICLE.sub("", match["what"].strip()))
    return (match, found[0]) if is_whole else None
