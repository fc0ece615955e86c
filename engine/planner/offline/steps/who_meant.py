"""Who is meant: tracks that are told by what they do or are, by where they stand or how they are set, by their names.

    "turn whoever talks down"            → "turn Host down"
    "a reverb on the horn section"       → "a reverb on Trumpet and Trombone"
    "mute the track below the bass"      → "mute Rhodes"
    "unsolo everything that's soloed"    → "unsolo Kick and Pad"

Every act knows tracks by their names; each would have to learn these words for itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.steps.forms_of_who import FORMS
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_CALLED = regex(r"\b(?:called|named|titled|labell?ed)\s+(?:the\s+)?$", re.IGNORECASE)
_WHEN = regex(
    r"\b(?:when(?:ever)?|while|where(?:ver)?|every time|once|if|until|till|because|since)\s+$", re.IGNORECASE
)
_SPARED = regex(
    r"\s*,?\s*(?:\(\s*)?(?:but not|and not|not|except(?: for)?|apart from|other than|but|minus|without)"
    r"\s+(?:the |my |our )?",
    re.IGNORECASE,
)
_FROM = regex(r"\b(?:of|from|in|off)\s+(?:(?:the|my|our|this|that)\s+)?$", re.IGNORECASE)
_IN_IT = regex(r"\s+(?:in|out of|from|of|off|inside)\s+(?:(?:the|my|our|this|that)\s+)?", re.IGNORECASE)
_MIXED = frozenset("mix song demo bounce master mixdown premaster".split())


def with_who_meant(text: str, scene: DialogueState) -> str:
    """The same request with the names of the tracks it means; the text as it is where it means none, or all by name."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text) or len(scene.context.tracks) < 2:
        return text
    if any(_is_a_mix(one, scene) and _FROM.search(simple[: one.start]) for one in things(simple, scene)):
        return text  # "the rhythm section of the sunday mix" is taken out of it
    for form in FORMS:
        for match in reversed(list(form.words.finditer(simple))):
            if _is_taken(match, simple, scene) or _is_inside_another(match, simple, scene):
                continue
            tracks = _known(form.tracks(match, scene), scene)
            end = match.end()
            tracks, end = _without_spared(tracks, simple, end, scene)
            if not tracks or len(tracks) == len(scene.context.tracks):
                continue
            beside = match.groupdict()
            told = f"{beside.get('lead') or ''}{_listed(tracks)}{beside.get('own') or ''}"
            simple = text = f"{text[: match.start()]}{told}{text[end:]}"
            break
    return text


def _is_taken(match: re.Match[str], text: str, scene: DialogueState) -> bool:
    """Is it a name, or about something that is not there yet?"""
    before = text[: match.start()]
    said = re.sub(r"^(?:the|my|our|all|those|these|both) ", "", match[0], flags=re.IGNORECASE)
    if is_a_name(match[0], scene) or is_a_name(said, scene) or _CALLED.search(before):
        return True
    if _WHEN.search(before) and not match.groupdict().get("lead"):
        return True
    spans = [(one.start, one.end) for one in things(text, scene) if _is_exact(text[one.start : one.end], scene)]
    return any(a <= match.start() and match.end() <= b for a, b in spans)


def _is_inside_another(match: re.Match[str], text: str, scene: DialogueState) -> bool:
    """ "The speech in the day recording" is looked for in that."""
    inside = _IN_IT.match(text, match.end())
    return inside is not None and any(one.start == inside.end() for one in things(text, scene))


def _is_exact(words: str, scene: DialogueState) -> bool:
    return len(words.split()) > 1 and is_a_name(words, scene)


def _is_a_mix(one: Thing, scene: DialogueState) -> bool:
    clips = [clip for clip in scene.clips if clip.id in one.clips]
    return any({*clip.tags, *name_words(clip.name)} & _MIXED for clip in clips)


def _known(tracks: Collection[str], scene: DialogueState) -> list[str]:
    return [track for track in scene.context.tracks if track in set(tracks)]


def _without_spared(tracks: list[str], text: str, end: int, scene: DialogueState) -> tuple[list[str], int]:
    """ "The horns but not the trombone": those that are left, and where the words end."""
    spared = _SPARED.match(text, end)
    if not spared or not tracks:
        return tracks, end
    named = next((one for one in things(text, scene) if one.start == spared.end()), None)
    if named is None or not {*named.tracks} < {*tracks}:
        return tracks, end
    close = re.compile(r"\s*\)").match(text, named.end)
    return [one for one in tracks if one not in named.tracks], close.end() if close else named.end


def _listed(tracks: Sequence[str]) -> str:
    return tracks[0] if len(tracks) == 1 else f"{', '.join(tracks[:-1])} and {tracks[-1]}"
