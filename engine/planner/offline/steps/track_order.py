"""Track order: "put the bass below the drums", "move the rhodes track above the trumpet": no level, no clip."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.amount_form import LEAD, REST, is_named
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_TRACK = r"(?P<{}> (?:track|channel|lane))?"
_FORM = re.compile(
    rf"{LEAD}(?P<verb>(?:move|put|drag|place|set|reorder) )?"
    rf"(?P<what>(?:[\w'&-]+ ){{0,4}}?[\w'&-]+?){_TRACK.format('one')}"
    r" (?P<close>directly |right |just |straight )?(?P<way>below|above|under(?:neath)?|beneath|over) "
    rf"(?P<by>(?:[\w'&-]+ ){{0,4}}?[\w'&-]+?){_TRACK.format('other')}"
    rf"(?P<list> in the (?:(?:track ?)?list|order|arrangement))?{REST}",
    re.IGNORECASE,
)


def track_order(text: str, scene: DialogueState) -> list[Step] | None:
    """The track at its new place from the top; None for any other request."""
    match = _FORM.match(plain(text))
    if match is None:
        return None
    is_order = match["one"] or match["other"] or match["list"]
    is_order = is_order or match["verb"] and (match["close"] or match["way"].lower() in ("below", "above"))
    is_moved = (match["verb"] or "").strip().lower() in ("move", "drag", "reorder")
    if not is_order and not is_moved or not is_named(match["what"], scene) or not is_named(match["by"], scene):
        return None
    one, by = track_named(match["what"], scene), track_named(match["by"], scene)
    tracks = list(scene.context.tracks)
    if not one or not by or one == by or one not in tracks or by not in tracks:
        return None
    tracks.remove(one)
    position = tracks.index(by) + (1 if match["way"].lower() in ("above", "over") else 2)
    return [Step("set_track", {"track": one, "position": position})]


def track_named(words: str, scene: DialogueState) -> str:
    """The one track that the words name; "" where they name none, or several."""
    named = words if words.lower().startswith("the ") else f"the {words}"
    found = {track for one in things(named, scene) for track in one.tracks}
    return found.pop() if len(found) == 1 else ""
