"""A new track and its colour in one request: "create a track called Choir, paint it green"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_ITS = re.compile(
    rf"[,;.]?\s*\b(?:and |then )*(?:paint|colou?r|make|tint|turn)(?:ed)?(?: it| that| them)?(?: of| in| to)?"
    rf" (?P<it>{COLOR.pattern})"
    rf"|\b(?:add|create|make|new|generate|an?) (?P<before>{COLOR.pattern}) (?:audio |midi )?track\b"
    rf"|\btrack\b[^.;]*?\bin (?P<behind>{COLOR.pattern})(?=\W*$)",
    re.IGNORECASE,
)


def with_its_colour(steps: Sequence[Step], text: str) -> list[Step]:
    """The steps with the colour on the track that they make."""
    made = [one for one in steps if one.task == "arrange" and one.args.get("action") == "new_track"]
    match = _ITS.search(plain(text)) if len(made) == 1 and made[0].args.get("name") else None
    if match is None:
        return list(steps)
    color = (match["it"] or match["before"] or match["behind"]).lower()
    new = Step("arrange", {name: value for name, value in made[0].args.items() if name in ("action", "name")})
    steps = [new if one is made[0] else one for one in steps]
    rest = [one for one in steps if not (one.task == "set_track" and "color" in one.args)]
    at = rest.index(new) + 1
    return [*rest[:at], Step("set_track", {"track": str(new.args["name"]), "color": color}), *rest[at:]]
