"""Made on: "new track called Nora, she sings the tune": what is made goes onto a new track of that name."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NAME = r"(?P<name>[\w'-]+(?: (?-i:[A-Z0-9])[\w'-]*)?)"
_TRACK = r"(?:(?:an?|the|another|one)\s+)?(?:new |own |separate |audio )*(?:track|lane)\s+(?:called|named)\s+"
_LEAD = (
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|(?:add|make|create|open|set up|give me|i (?:want|need))(?: me)?)[\s,]+)*"
)
_DOES = r"(?P<does>sings?|speaks?|says?|reads?)"
_SINGS = regex(
    rf"{_LEAD}{_TRACK}{_NAME}[\s,.;:]+(?:and |who |that )?"
    rf"(?:(?:she|he|it|they|there|on it)(?: should| can|'ll| will| is to)? )?{_DOES}\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ON = regex(rf"\s*,?\s+(?:on|onto|to|in|into)\s+{_TRACK}{_NAME}(?=\s*(?:$|[,.;:!?]|[\"“„«]))", re.IGNORECASE)
_NAMED_FIRST = regex(
    r"^\W*(?:(?:and|now|then|next|ok(?:ay)?|also)[\s,]+)*(?P<name>(?-i:[A-Z])[\w'-]+)\s*[:,]\s*"
    r"(?P<rest>.*\b(?:same (?:words|lyrics|tune|line|melody)|(?:third|fifth|octave|sixth|fourth)s?"
    r" (?:above|below|up|down|under|over)|harmony)\b.*)$",
    re.IGNORECASE,
)
_OWN = regex(
    r"\s*,?\s*(?:and )?(?:on|onto|to) (?:an?|her|his|its|their) (?:own|new|separate)(?: new)? (?:track|lane)\b",
    re.IGNORECASE,
)
_MAKES = (
    *("sing", "speak", "generate_midi", "generate_audio"),
    *("harmonize", "image_to_audio", "audio_to_midi", "render_midi"),
)
_MAKE = regex(r"^\W*(?:please |now |and )*(?:generate|compose|sing|speak|make|create)\b", re.IGNORECASE)
Read = Callable[[str, DialogueState], list[Step]]


def made_on(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps that make something and put it onto a new track of the name that is told; [] for any other request."""
    simple = plain(text)
    if match := _SINGS.match(simple):
        verb = match["does"].lower().removesuffix("s")
        body = f"{verb} {text[match.start('rest') :]}"
    elif match := _ON.search(simple):
        body = f"{text[: match.start()]}{text[match.end() :]}"
    elif match := _NAMED_FIRST.match(simple):
        rest = text[match.start("rest") :]
        body = _OWN.sub("", plain(rest))
    else:
        return []
    name = match["name"].strip()
    known = {track.lower() for track in scene.context.tracks} | {clip.name.lower() for clip in scene.clips}
    if name.lower() in known | COMMANDS:
        return []
    steps = read(body, DialogueState.of(scene.context))
    if len(steps) == 1 and steps[0].task in ("ask", "refuse") and _MAKE.match(body):
        return steps
    return _put_there(steps, name)


def _put_there(steps: list[Step], name: str) -> list[Step]:
    """The steps with what they make on that track; [] where they make nothing, or several things."""
    made = [number for number, step in enumerate(steps, 1) if step.task in _MAKES]
    if len(made) != 1 or any(step.task in REPLIES or step.op not in ("fresh", "again") for step in steps):
        return []
    places = ("place", "new_track")
    rest = [step for step in steps if not (step.task == "arrange" and step.args.get("action") in places)]
    if len(rest) != 1:
        return []
    told = [one.args for one in steps if one.task == "arrange" and one.args.get("action") == "place"]
    where = {key: value for key, value in (told[0] if told else {}).items() if key in ("bar", "at")}
    return [rest[0], Step("arrange", {"action": "place", "clip": "$1", **where, "track": name})]
