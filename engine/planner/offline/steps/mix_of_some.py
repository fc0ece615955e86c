"""Mix of some: "an mp3 without the voice" and "a wav of just the drums and bass" are mixes of some tracks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.voices import sung_and_spoken, words_of_tracks
from engine.planner.offline.text.names import INSTRUMENTS
from engine.planner.offline.text.words import plain

_VOICE = re.compile(
    r"(?:vocals?|voices?|vox|singing|singers?|vocalists?|sung part)\b(?!\s*(?:take\s*)?\d)", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"(?:the|my|our|his|her|their|any|all|both|either|of|that|those|two|three|four)\s+", re.IGNORECASE
)
_WITHOUT = re.compile(
    r"[,;]?\s*(?:\bbut\s+)?\b(?:without|w/o|minus(?:\s+one)?|excluding|except(?:ing)?(?: for)?|besides|other than"
    r"|apart from|leaving out|leave out|omit(?:ting)?|(?:but|with) no|no|less(?= the\b)"
    r"|(?:(?<=everything )|(?<=all )|(?<=everyone ))but)\s+",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"[,;]?\s*(?:\bbut\s+)?\b(?:leav(?:e|ing)|keep(?:ing)?|tak(?:e|ing)|with|have|having)\s+(?P<what>[^,.;]+?)\s+"
    r"(?:(?:taken|left|turned|switched) )?(?:out|off|away|muted|removed)\b(?: of (?:it|that|there))?",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:just|only|solely|nothing but|(?:of|with) (?:just|only))\s+", re.IGNORECASE)
_ONLY_BEHIND = re.compile(r"\s+(?:only|alone|on their own|by themselves|and nothing else)\b", re.IGNORECASE)
_NO_VOICE = re.compile(
    r"\b(?:instrumental|karaoke|sing-?along|minus-?one|(?:backing|playback)[ -]?(?:track|version|mix)s?)\b",
    re.IGNORECASE,
)
_ALL_VOICE = re.compile(r"\ba ?cap+ella(?: version| mix| track)?\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,|&|\+|/|,?\s*\b(?:and|or|nor|plus|no|without)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Some:
    """Which tracks sound in a mix."""

    tracks: tuple[str, ...]
    words: str
    """The request without the words that chose them."""
    missing: str = ""
    """A name that is nothing here."""


def mix_of_some(text: str, scene: DialogueState) -> Some | None:
    """The tracks of a mix that leaves some out, or is of some only; None for one of all that there is."""
    simple = plain(text)
    for pattern in (_WITHOUT, _OUT):
        for match in pattern.finditer(simple):
            at = match.start("what") if pattern is _OUT else match.end()
            tracks, end = _listed(simple, at, scene)
            if tracks:
                end = max(end, match.end())
                return Some(other_tracks(tracks, scene), f"{text[: match.start()]} {text[end:]}".strip())
            if pattern is _WITHOUT and (name := _missing(simple[at:])):
                return Some((), text, name)
    for match in _ONLY.finditer(simple):
        tracks, end = _listed(simple, match.end(), scene)
        if tracks and len(tracks) > 1:
            return Some(tuple(tracks), f"{text[: match.start()]}{text[end:]}")
    for match in _ONLY_BEHIND.finditer(simple):
        for named in things(simple, scene):
            tracks, end = _listed(simple, named.start, scene)
            if len(tracks) > 1 and end == match.start():
                return Some(tuple(tracks), f"{text[: named.start]} {text[match.end() :]}".strip())
    sung = voices(scene)
    if sung and (alone := _ALL_VOICE.search(simple)):
        return Some(tuple(sung), f"{text[: alone.start()]}mix{text[alone.end() :]}")
    band = _NO_VOICE.search(simple)
    if sung and band and not things(band[0], scene):
        return Some(other_tracks(sung, scene), f"{text[: band.start()]}mix{text[band.end() :]}")
    return None


def one_alone(text: str, scene: DialogueState) -> Some | None:
    """ "Only the bass": the one track that is to be heard alone."""
    simple = plain(text)
    for match in _ONLY.finditer(simple):
        tracks, end = _listed(simple, match.end(), scene)
        if tracks:
            return Some(tuple(tracks), f"{text[: match.start()]}{text[end:]}")
    return None


def voices(scene: DialogueState) -> list[str]:
    """The tracks that are sung on; where nobody sings, those with speech."""
    sung, spoken = sung_and_spoken(words_of_tracks(scene))
    return sung or spoken


def _listed(text: str, at: int, scene: DialogueState) -> tuple[list[str], int]:
    """The tracks that are named from there on, with nothing but joints between them, and where their names end."""
    found: list[str] = []
    end = at
    while True:
        named = _named(text, at, scene)
        if named is None:
            return found, end
        found += [track for track in named[0] if track not in found]
        end = named[1]
        joint = _JOINT.match(text, end)
        if joint is None:
            return found, end
        at = joint.end()


def _named(text: str, at: int, scene: DialogueState) -> tuple[list[str], int] | None:
    named = things(text, scene)
    for start in (at, *(match.end() for match in _words_before(text, at))):
        near = [one for one in named if one.start == start]
        voice = _VOICE.match(text, start)
        if voice and not (near and near[0].end > voice.end()):
            sung = voices(scene)
            return (sung, voice.end()) if sung else None
        if near and near[0].tracks:
            return list(near[0].tracks), near[0].end
    return None


def _words_before(text: str, at: int) -> list[re.Match[str]]:
    """The articles and the like from there on, one after the other."""
    found: list[re.Match[str]] = []
    while match := _DETERMINER.match(text, at):
        found.append(match)
        at = match.end()
    return found


def _missing(tail: str) -> str:
    """An instrument that is nothing here, with which the words go on; "" for any other word."""
    match = re.match(rf"(?:{_DETERMINER.pattern})*(?P<name>[\w-]+)", tail, re.IGNORECASE)
    name = match["name"].lower() if match else ""
    return name if {name, name.removesuffix("s")} & INSTRUMENTS or _VOICE.fullmatch(name) else ""
