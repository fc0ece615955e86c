"""Who: "she", "the singer", "the vocal" by the name of the one track that can be meant: the lead, not the backing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.voices import sung_and_spoken, words_of_tracks
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BESIDE = frozenset(
    "backing back background bv bvs bgv bgvs harmony harmonies double doubles dbl choir chorus ad adlib adlibs guide"
    " spoken speech".split()
)
_VOICES = ("sing", "speak", "harmonize", "style_transfer", "translate_speech")
_LEAD = frozenset("lead main".split())
_THE_VOCAL = regex(
    r"\b(?:the|my|our|that)\s+(?P<what>(?:(?:lead|main)\s+)?(?:vocal|vox|voice|singer|vocalist))"
    r"(?='s\b|\b(?!'|-| (?:double|takes?|tracks|bus|group|stem|chain|harmon\w+|over|notes?)\b))",
    re.IGNORECASE,
)
_PRONOUN = regex(r"\b(?P<she>she|her|hers)\b|\b(?P<he>he|him|his)\b", re.IGNORECASE)
_SPEAKS = regex(r"\b(?:talk\w*|speak\w*|spoken|say\w*|says|said|interview\w*|narrat\w*)\b", re.IGNORECASE)
_NOT_HERE = regex(
    r"\b(?:separat\w*|stems?|isolat\w*|extract\w*)\b|\b(?:tell|ask|call|phone|text|ring|email|message|remind|thank|pay"
    r"|invite|meet)\s+(?:her|him)\b",
    re.IGNORECASE,
)
""" "Tell him we start at nine": somebody who is no track."""
_SIDE = regex(r"\b(?:where(?:ver)?|when(?:ever)?|while|until|till|before|after|once|if|as)\s+$", re.IGNORECASE)
""" "Wherever she isn't singing, lift the guitar": nothing is done to her."""
_OBJECT = regex(
    r"\s*(?:$|[^\w\s]|\d|(?:in|on|at|to|from|an?|up|down|by|with|and|or|but|then|back|louder|quieter|softer|please|more"
    r"|less|so|too|now|out|off|over|under|for|until|till|as|like|where|when|while|again|lightly|slightly|gently|harder"
    r"|left|right|only|alone|the|through|into|behind|before|after|\w+ly)\b)",
    re.IGNORECASE,
)


def with_who(text: str, scene: DialogueState) -> str:
    """The request with the name of the track for the one who is meant; as it is where that is not clear."""
    if '"' in plain(text):
        return text
    gathered = {view.name for view in scene.context.track_views if view.kind in ("group", "bus", "master")}
    told = {track: words for track, words in words_of_tracks(scene).items() if track not in gathered}
    sung, spoken = sung_and_spoken(told)
    lead = _lead({track: told[track] for track in sung})
    speaker = spoken[0] if len(spoken) == 1 else ""
    if lead and len(sung) > 1:
        text = _THE_VOCAL.sub(lambda match: match[0] if _is_a_name(match["what"], scene) else lead, text)
    if not (lead or speaker) or {*_tracks(text, scene)} & {*sung, speaker}:
        return text
    focus = scene.track_of(scene.focus()) if scene.context.dialogue else None
    who = {"she": lead or speaker, "he": "" if lead and speaker else lead or speaker}
    if speaker and _SPEAKS.search(text):
        who = dict.fromkeys(who, speaker)
    is_other = any(one.tool in _VOICES for one in scene.done) or _NOT_HERE.search(text)
    if is_other or focus and (focus in sung or focus in (lead, speaker)):
        return text  # who was just spoken of, or made to sing, or is no track
    for name, _ in scene.context.markers:
        if _PRONOUN.search(name) and name.lower() in text.lower():
            return text
    return _PRONOUN.sub(lambda m: m[0] if _SIDE.search(text[: m.start()]) else _named(m, text, who), text)


def _named(match: re.Match[str], text: str, who: Mapping[str, str]) -> str:
    name, word = who[match.lastgroup or ""], match[0].lower()
    if not name:
        return match[0]
    is_owner = word in ("his", "hers") or word == "her" and not _OBJECT.match(text, match.end())
    return f"{name}'s" if is_owner else name


def _is_a_name(words: str, scene: DialogueState) -> bool:
    return any(name_words(track) == name_words(words) for track in scene.context.tracks)


def _lead(sung: Mapping[str, set[str]]) -> str:
    alone = [track for track, words in sung.items() if not words & _BESIDE]
    called = [track for track in alone if set(name_words(track)) & _LEAD]
    found = called if len(alone) > 1 else alone
    return found[0] if len(found) == 1 else ""


def _tracks(text: str, scene: DialogueState) -> list[str]:
    return [track for thing in things(text, scene) for track in thing.tracks]
