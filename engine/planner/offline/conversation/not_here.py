"""Not here: a turn that goes on with something which is not in the session asks what is meant, and does nothing."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.bare_words import is_bare
from engine.planner.offline.conversation.state import State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.previous_call import TARGETS
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_GOES_ON = regex(
    r"^\W*(?:(?:and|now|then|ok|okay|also|so|please|no|do)\W+)*(?:(?:the|my|our) )?"
    r"(?P<what>[a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?) "
    r"(?:up|down|louder|quieter|softer|too|as well|also|likewise|ditto|the same|same|left|right|"
    r"(?:a )?(?:bit|little|touch|tad))\b"
)
_ON_THINGS = ("mix", "apply_effect", "edit_clip", "edit_notes", "change_tempo_key", "set_track", "route")
_NO_NAMES = frozenset(
    "everything everyone others other rest both all them those these they this that its it's each one ones half"
    " thing things track tracks clip clips sound sounds take takes part parts bar bars make makes something".split()
)


def not_here(text: str, steps: Sequence[Step], state: State) -> str:
    """The name that is not there; "" where there is none, or where the steps are about something that is named."""
    things = Things(text, state)
    match = _GOES_ON.match(things.low)
    if match is None or len(steps) != 1 or not any(name in steps[0].args for name in TARGETS):
        return ""
    if steps[0].task not in _ON_THINGS:
        return ""
    done = {word for one in state.frames for word in treatments(one.tool, one.args)}
    words = match["what"].split()
    if things.mentions or any(_is_known(word, done) for word in words):
        return ""
    return match["what"]


def _is_known(word: str, done: set[str]) -> bool:
    return word in _NO_NAMES or word in COMMANDS or word in SESSION_COMMANDS or word in done or is_bare(word)
