"""Side named: "R too", "left needs it too", "the one on the left": one of two that are called so, and no panning."""

from __future__ import annotations

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.mixer.pairs import stem_of
from engine.planner.regex import regex

_SIDE = r"(?P<side>left|right|l|r)"
_LEAD = r"^(?P<lead>\W*(?:(?:and|ok(?:ay)?|now|then|also|yes|yeah|so|but|no|oh)\b[\s,]*)*)"
_FORMS = (
    regex(
        rf"{_LEAD}(?:the )?{_SIDE}(?: (?:side|one))?(?: (?:needs?|wants?|gets?|should (?:get|have)|could use)"
        r"(?: (?:it|that|the same|some))?)? (?P<too>too|as well|also|aswell)\b(?P<rest>.*)$"
    ),
    regex(rf"{_LEAD}(?:do )?(?:the )?same (?:for|on|to|with) (?:the )?{_SIDE}(?: (?:side|one))?\b(?P<rest>.*)$"),
)
_ON_THAT_SIDE = regex(r"\bthe (?:one|guy|fella|track) (?:on|to) the (?P<side>left|right)\b")
_WORDS = {"l": "left", "r": "right"}


def with_side_named(text: str, scene: DialogueState) -> str:
    """The request with "the left one" for what is told by its side; as it is where nothing of a pair was worked on."""
    last = done_last(State.of(scene)) if scene.done and scene.context.dialogue else []
    touched = [track for act in last for track in tracks_of(act)]
    stems = {stem_of(one) for one in touched} - {""}
    if not stems or any(act.kind == "pan" or act.args.get("parameter") == "pan" for act in last):
        return text
    sided = [one for one in scene.context.tracks if stem_of(one) in stems]
    low = text.lower()
    if (found := _ON_THAT_SIDE.search(low)) and len(sided) > 1:
        return f"{text[: found.start()]}the {found['side']} one{text[found.end() :]}"
    match = next((one for form in _FORMS if (one := form.match(low))), None)
    if match is None or len(sided) < 2:
        return text
    groups = match.groupdict()
    side = _WORDS.get(match["side"], match["side"])
    return f"{groups['lead']}the {side} one too{text[match.start('rest') :]}"
