"""Same for: "same for the bass" where no bass is, or after what is done to no track, asks what is meant."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.no_such_thing import COMMON, NO_SUCH_THING
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:and|now|then|ok|okay|also|please|so|do|but|yes|no|great|good|nice|cool|perfect|can you)\W+)*"
_TAIL = r"(?:\W+(?:please|too|as well|also|then|now|thanks|thank you|though))*\W*$"
_WHAT = r"(?P<what>[a-z][a-z'-]+(?: (?!too\b|as\b|also\b|please\b|then\b|now\b|though\b)[a-z][a-z'-]+)?)"
_SAME = regex(
    rf"{_LEAD}(?:the )?(?:very )?same (?:thing )?(?:again )?(?:for|on|to|with|goes for) (?:the |my |our |his |her )?"
    rf"{_WHAT}{_TAIL}",
    re.IGNORECASE,
)
_TOO = regex(
    rf"{_LEAD}(?:on |for |to |with )?(?:the|my|our) {_WHAT}\W+(?:too|as well|also|likewise){_TAIL}", re.IGNORECASE
)
_MAKES_SUCH = ("separate_stems", "extract_sound", "generate_midi", "generate_audio", "sing", "harmonize", "export")
_OF_THE_SONG = ("transport", "marker")
_MANY = frozenset(
    "everything everyone everybody others other rest both all each any them those these they this that it its half"
    " ones me you us him her him's he she anything something nothing every tracks clips sounds voices singers players"
    " song mix session whole entire verses choruses breakdown buildup build prechorus interlude tag coda section"
    " sections".split()
)


def same_for(text: str, scene: DialogueState) -> list[Step] | None:
    """The question about such a thing; None where it is here, or where the words name none."""
    simple = plain(text)
    match = _SAME.match(simple) or _TOO.match(simple)
    if match is None:
        return None
    words = match["what"].lower().split()
    is_here, frames = bool(things(match["what"], scene)), done_last(State.of(scene))
    if any(one.tool in _MAKES_SUCH for one in frames):
        return None  # "and the bass too" is another part to take out, or to write
    if is_here and frames and all(one.tool in _OF_THE_SONG for one in frames):
        return [Step("ask", {"text": f"What should I do with the {match['what']}?"})]
    is_known = any(word in COMMON or word in _MANY for word in words)
    markers = {part for name, _ in scene.context.markers for part in name.lower().split()}
    if is_known or markers.intersection(words) or is_here:
        return None
    return [Step("ask", {"text": NO_SUCH_THING.format(match["what"])})]
