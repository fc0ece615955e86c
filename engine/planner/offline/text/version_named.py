"""A version by what it is: "the old recording of my voice", where a track is called "My voice old"."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_VERSION = regex(
    r"\b(?:the|that|my|our) (?P<which>[a-z]+) (?:recording|version|take|part|track|one|line|copy) of"
    r" (?:the |my |our |his |her )?(?P<who>\w[\w']*(?: [\w']+)?)",
    re.IGNORECASE,
)


def with_version_named(text: str, context: Context) -> str:
    """The text with the name of the track that has all of these words in its name, and no other."""
    match = _VERSION.search(text)
    if match is None or '"' in text:
        return text
    words = match["who"].split()
    for who in (words, words[:1]):
        wanted = {match["which"].lower(), *name_words(" ".join(who))}
        tracks = [track for track in context.tracks if {*name_words(track)} - {"my", "our", "the"} == wanted]
        if len(tracks) == 1:
            end = match.start("who") + len(" ".join(who))
            return f"{text[: match.start()]}{tracks[0]}{text[end:]}"
    return text
