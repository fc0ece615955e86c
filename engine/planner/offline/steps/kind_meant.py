"""Kind meant: "my own voice", "the guitar", "the nylon guitar": the vocal, the tracks called Acoustic and Nylon."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import FAMILY, INSTRUMENTS, name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_VOICE = regex(
    r"(?<!\bin )(?<!\bwith )(?<!\blike )(?<!\busing )(?<!\bby )(?<!\bof )"
    r"\b(?P<whose>(?:my|her|his)(?: own)?|the) (?P<what>voice|singing)\b"
    r"(?!(?:'s)? (?:model|name|type|over|of|in|on|from)\b)",
    re.IGNORECASE,
)
_PERSONS = frozenset(
    "woman man boy girl lady guy child kid mother father mum dad grandma grandpa king queen witch captain inspector"
    " widow host guest caller reporter speaker actor actress priest doctor nurse teacher student singer choir announcer"
    " presenter interviewer interviewee".split()
)
""" "The voice", where a narrator and an old woman speak, is not clear."""
_SINGS = regex(
    r"\b(?:sings?|sung|sang|speaks?|spoken|says?|narrat\w*|harmon\w*|whisper\w*|clone\w*|lyrics?|words)\b",
    re.IGNORECASE,
)
""" "In a softer voice, sing …": of how something is sung."""
_GUITAR = regex(r"\b(?P<whose>(?:my|his|her|our)(?: own)?|the) guitar\b(?! (?:pedal|amp|solo|string)\b)", re.IGNORECASE)
_GUITARS = frozenset("acoustic nylon classical spanish steel electric lespaul".split())
""" "Acoustic" is a word of others too; alone on a track it is a guitar."""


def with_kind_meant(text: str, scene: DialogueState) -> str:
    """The text with the track named; as it is where one is called so, or more than one could be meant."""
    simple = plain(text)
    if len(simple) != len(text):
        return text
    names = [set(name_words(name)) for name in (*scene.context.tracks, *(clip.name for clip in scene.clips))]
    is_own = any({"voice", "voices", "singing"} & one for one in names)
    if _VOICE.search(simple) and not _SINGS.search(simple) and not is_own:
        vocal = [track for thing in things("the vocal", scene) for track in thing.tracks]
        vocal += [one for one in scene.context.tracks if _PERSONS & set(name_words(one)) and one not in vocal]
        text = _VOICE.sub(lambda match: f"{match['whose'].split()[0]} vocal", text) if len(vocal) == 1 else text
    if _GUITAR.search(simple) and not things("the guitar", scene):
        alone = [track for track in scene.context.tracks if len(own := name_words(track)) == 1 and own[0] in _GUITARS]
        text = _GUITAR.sub(rf"\g<whose> {alone[0]}", text) if len(alone) == 1 else text
    text = _CALLED.sub(lambda match: _by_name(match, scene), text)
    return text if _NAMES.search(simple) else _ITS_KIND.sub(lambda match: _without_its_kind(match, scene), text)


_CALLED = regex(
    r"\bthe (?P<noun>clip|region|track|part) (?:called|named) (?P<q>[\"“']?)(?P<name>[\w' -]{2,30}?)(?P=q)"
    r"(?=\s+(?:to|by|at|in|on|from|over|for|up|down|and|with|into|left|right|is|one|two|three|\d)\b|\s*(?:$|[,.;!?]))",
    re.IGNORECASE,
)


def _by_name(match: re.Match[str], scene: DialogueState) -> str:
    """ "The clip called piano solo", where one is called so."""
    said = match["name"].strip().lower()
    tracks = {one.lower() for one in scene.context.tracks}
    if match["noun"].lower() == "track":
        return f"the {match['name']} track" if said in tracks else match[0]
    is_known = said in {clip.name.lower() for clip in scene.clips} and said not in tracks
    return f"the clip {match['name']}" if is_known else match[0]


_NAMES = regex(r"\b(?:re)?(?:name|call|label|title)[sd]?\b", re.IGNORECASE)
""" "Call the keys Rhodes": what it is to be called."""
_KINDS = "|".join(sorted(INSTRUMENTS, key=len, reverse=True))
_ITS_KIND = regex(rf"\b(?P<lead>(?:the|my|our|his|her|their) (?P<which>[\w'-]+))"
    rf" (?P<kind>(?:{_KINDS})s?)\b", re.IGNORECASE)


def _without_its_kind(match: re.Match[str], scene: DialogueState) -> str:
    """ "The nylon guitar" is the track called Nylon; "the piano bass" is no piano."""
    which, kind = match["which"].lower(), match["kind"].lower().removesuffix("s")
    if which in INSTRUMENTS and FAMILY.get(which) != FAMILY.get(kind) or things(f"the {kind}", scene):
        return match[0]
    called = [track for track in scene.context.tracks if which in name_words(track)]
    return match["lead"] if len(called) == 1 and not which.isdigit() else match[0]
