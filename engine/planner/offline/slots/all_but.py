""" "Everything but A and B": all tracks but those that are named."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BUT = regex(
    r"\b(?:everything|everyone|everybody|all(?: of)?(?: the| my)?(?: other)?(?: tracks?)?|every (?:other"
    r" )?track|each track)(?!\s+(?!tracks)[a-z]+s\s+(?:except|but|apart|other than|besides|save)\b)"
    r"(?:\s+(?:except|but|apart from|other than|besides|save"
    r"|(?:that|which|who)(?:'s| is| are)?(?:n'?t| not)(?: an?)?)|(?:\s+[\w.+-]+){1,6}?\s+(?:except|but not|apart from"
    r"|other than))(?:\s+for)?\s+(?P<kept>.+?)"
    r"(?=\s+(?:by|down|up|to|in|at|from|as|a (?:bit|little|touch)|please|now|muted?|soloed|off|out"
    r"|quiet(?:er)?|louder|softer"
    r"|\d)\b|[.!?;]|$)",
    re.IGNORECASE,
)
_LIST = regex(r"\s*(?:,|&|\+|\band\b|\bor\b|\bplus\b)\s*", re.IGNORECASE)
_ARTICLE = regex(r"^(?:the|my|our|an?)\s+", re.IGNORECASE)


def all_but(text: str, scene: DialogueState) -> list[str] | None:
    """The tracks of "everything but A and B", None where it is not said."""
    match = _BUT.search(plain(text))
    if not match:
        return None
    kept = {track for thing in things(match["kept"], scene) for track in thing.tracks}
    views = scene.context.track_views
    kept |= {view.name for view in views if view.group in kept}  # what lies in a folder that is kept
    kept |= {view.group for view in views if view.name in kept and view.group}
    return [track for track in scene.context.tracks if track not in kept] if kept else None


def kept_but_not_here(text: str, scene: DialogueState) -> str:
    """What "everything but the tuba" spares though nothing is called so; "" when all of it is here."""
    match = _BUT.search(plain(text))
    for part in _LIST.split(match["kept"]) if match else ():
        if content_words(part) and not things(part, scene):
            return _ARTICLE.sub("", part.strip())
    return ""
