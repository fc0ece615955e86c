"""Made with: "the vox into a folder called Vocals, make it green" makes a folder and gives it its colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MADE = regex(
    r"\b(?:folder|group|bus|submix|track|lane|channel|pasta|carpeta|dossier)\b|^\W*(?:group|bundle)\b", re.IGNORECASE
)
_ITS = regex(
    rf"(?:\s*[,;.]\s*(?:(?:and|then|also|please)\s+)*|\s+(?:and|then)\s+(?:(?:then|also)\s+)*)(?:"
    rf"(?:(?:make|paint|colou?r|turn|tint|let|do|put|set)\s+)?(?:(?:it|that|them|the (?:folder|group|bus|track))\s+)?"
    rf"(?:(?:in|to|colou?r|colou?red)\s+)?(?P<color>{COLOR.pattern})"
    r"|(?:(?:set|put|turn|bring|pull) )?(?:(?:it|that|the (?:folder|group|bus|track)) )?(?:(?:at|to|down to|up to) )?"
    r"(?P<level>[-+]\s?\d+(?:\.\d+)?(?:\s?db)?|\d+(?:\.\d+)?\s?db)"
    r"|(?:(?:make|pan|put) )?(?:it )?(?:panned )?(?:hard |all the way |to the )*(?P<side>left|right)"
    r"|(?:(?:make|turn) )?(?:it )?(?P<mute>muted)|mute it(?P<muted>)"
    r"|(?:(?:make|put) )?(?:it )?(?:on |in )?(?P<solo>solo(?:ed)?)|solo it(?P<soloed>))"
    r"(?:,? please)?\W*$",
    re.IGNORECASE,
)
Read = Callable[[str, DialogueState], list[Step]]
_MOST = 4


def made_with(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps that make a track, bus or folder, and what the same words give it; [] for any other request."""
    simple = plain(text)
    if '"' in simple or not _MADE.search(simple):
        return []
    head = text
    said: list[re.Match[str]] = []
    while len(said) < _MOST and (match := _ITS.search(plain(head))):
        said.append(match)
        head = head[: match.start()]
    if not said or not _MADE.search(plain(head)):
        return []
    steps = read(head, DialogueState.of(scene.context))
    name = _name(steps, scene)
    if not name or any(step.task in REPLIES for step in steps):
        return []
    return [*steps, *(step for match in reversed(said) for step in _given(name, match))]


def _name(steps: Sequence[Step], scene: DialogueState) -> str:
    """What the one new thing of these steps is called."""
    known = {*scene.context.tracks, *(view.name for view in scene.context.track_views)}
    named = {str(step.args["to"]) for step in steps if step.task == "route" and step.args.get("to")}
    named |= {
        str(step.args["name"])
        for step in steps
        if step.task == "arrange" and step.args.get("action") == "new_track" and step.args.get("name")
    }
    return next(iter(named)) if len(named) == 1 and not named & known else ""


def _given(name: str, match: re.Match[str]) -> list[Step]:
    if match["color"]:
        return [Step("set_track", {"track": name, "color": match["color"].lower()})]
    if match["level"]:
        value = float(re.sub(r"[^\d.+-]", "", match["level"]))
        return [Step("mix", {"track": name, "action": "gain", "set_db": value})]
    if match["side"]:
        side = -1.0 if match["side"].lower() == "left" else 1.0
        return [Step("mix", {"track": name, "action": "pan", "value": side})]
    if match["mute"] or match["muted"] is not None:
        return [Step("mix", {"track": name, "action": "mute"})]
    return [Step("mix", {"track": name, "action": "solo"})]
