"""The tracks of a file: "without the kick and the bells", "only the drums", "an instrumental", "everything but her"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.voices import sung_and_spoken, words_of_tracks
from engine.planner.offline.text.names import INSTRUMENTS
from engine.planner.regex import regex

_BEFORE = r"(?:(?:the|my|our|his|her|their|any|all|both|of|that|those|two|three)\s+)*"
_OUT = regex(
    r"\b(?:without|w/o|minus|excluding|except(?: for)?|leaving out|leave out|but not|skip|no|not|less|besides)\s+"
    rf"{_BEFORE}$"
)
_OUT_BEHIND = regex(r"\s*(?:(?:taken|left|turned|switched) )?(?:out|off|muted|removed)\b")
_IN = regex(rf"\b(?P<how>only|just|with|of|solely)(?: (?P<only>just|only))?\s+{_BEFORE}$")
_ONLY_BEHIND = regex(
    r"\s*(?:only|alone|(?:on|by) (?:their|its|his|her) (?:own|self)|by (?:themselves|itself)|solo|and nothing else)\b"
)
_STAYS = regex(r"\s*(?:(?:can|may|should|must|may) )?(?:stays?|be kept)(?: in)?\b")
_LEFT_IN = regex(r"\s*(?:(?:still|left|kept|put|back|staying|remaining|but)\s+)+(?:on|in)\b")
""" "One with just the backings left in", behind an instrumental: these beside what is in it."""
_JOINED = regex(rf"\s*(?:,|&|\+|/|,?\s*\b(?:and|or|nor|plus|n)\b)?\s*{_BEFORE}")
_VOICE = regex(r"\b(?:vocals?|voices?|vox|singing|singers?|vocalists?|a ?cap+ell?as?)\b(?!\s*(?:take\s*)?\d)")
_NO_VOICE = regex(
    r"\b(?:instrumental|karaoke|sing-?along|minus-?one|(?:backing|playback)[ -]?(?:track|version|mix))\b"
)
_ALL_VOICE = regex(r"\ba ?cap+ell?as?\b")
_MISSING = regex(
    r"\b(?:without|w/o|minus|no|excluding|(?:with |of )?(?:only|just|solely|nothing but)|of)\s+"
    rf"{_BEFORE}(?P<name>[a-z-]+)"
)
_SINGER = regex(r"(?:alto|tenor|soprano|mezzo|baritone|backing|harmony|harmonie|double)s?")
_WORDS = frozenset("without w o minus excluding except leave leaving out but not skip no besides solo".split())


@dataclass(frozen=True)
class FileTracks:
    """Which tracks sound in a file, and the words that are left."""

    tracks: tuple[str, ...]
    clips: tuple[str, ...]
    how: str
    """only, without, with, or "" where they are merely named."""
    bag: frozenset[str]
    words: tuple[str, ...]
    missing: str = ""
    """An instrument that is to be left out and is not here."""
    is_clip: bool = False
    is_kind: bool = False
    """Is it told by its kind: an instrumental?"""
    pointed: bool = False
    """Is "it" said?"""
    is_left_in: bool = False
    """Do they stay in it, or come back?"""
    is_unclear: bool = False


def tracks_chosen(said: Said) -> FileTracks:
    """What is named in a request for a file."""
    text = said.text
    named = [one for one in said.things if not one.is_pointed and one.how != "all"]
    named = [*named, *_numbered(said)]
    sung = _voices(said)
    at = [match for match in _VOICE.finditer(text) if sung]
    at = [
        one
        for one in at
        if not any(a.start <= one.start() and a.end > one.end() or a.start < one.start() < a.end for a in named)
    ]
    named = [one for one in named if not any(v.start() <= one.start < v.end() for v in at)]
    if not named and at and all(_ALL_VOICE.fullmatch(one[0]) for one in at):
        at = []
    named = sorted([*named, *(Named(*one.span(), tuple(sung)) for one in at)], key=lambda one: one.start)
    is_unclear = any(not any(v.start() <= start < v.end() for v in at) for start, _, _ in said.unclear)
    kept: list[Named] = []
    out: list[Named] = []
    how, before = "", None
    for one in named:
        joined = before is not None and _JOINED.fullmatch(text[before.end : one.start]) is not None
        if not joined:
            how = _how(one, text)
        if not how and one.start and re.fullmatch(r"\s*(?:out|off|muted)\W*", text[named[-1].end :]):
            how = "without"  # "… slap and fingers out"
        if not how and any(_ONLY_BEHIND.match(text, last.end) for last in named if last.start >= one.start):
            how = "only"
        (out if how == "without" else kept).append(one)
        before = one
    spared = [one for one in kept if one.how == "all but"]
    staying = [one for one in kept if _STAYS.match(text, one.end)]
    kept = [one for one in kept if one not in staying]
    text = _STAYS.sub(lambda match: " " * len(match[0]), text) if staying else text
    words = tuple(re.findall(r"[a-z]+\d*|\d+", " ".join(_left(text, [*named, *said.places, *_kinds(text)]))))
    bag = frozenset(one for one in words if not one.isdigit()) - _FILL
    pointed = any(one.is_pointed or one.how == "all" for one in said.things) or bool(bag & {"it", "this", "that"})
    chosen = FileTracks((), (), "", bag - _WORDS, words, pointed=pointed, is_unclear=is_unclear)
    if not named and sung and (match := _NO_VOICE.search(text) or _ALL_VOICE.search(text)):
        tracks = other_tracks(sung, said.scene) if _NO_VOICE.match(match[0]) else tuple(sung)
        return _with(chosen, tracks, how="only", is_kind=True)
    if out:
        stay = {track for one in staying for track in one.tracks}
        gone = [track for one in out for track in one.tracks if track not in stay]
        return _with(chosen, other_tracks(gone, said.scene), how="without")
    if spared:
        return _with(chosen, other_tracks(spared[0].clips, said.scene), how="without")
    if kept:
        tracks = tuple(dict.fromkeys(track for one in kept for track in one.tracks))
        clips = tuple(dict.fromkeys(clip for one in kept for clip in one.clips))
        is_left_in = any(_LEFT_IN.match(text, one.end) for one in kept)
        is_clip = all(one.is_clip for one in kept)
        return _with(chosen, tracks, clips=clips, how=how, is_clip=is_clip, is_left_in=is_left_in)
    its = [clip for one in said.things if one.is_pointed for clip in one.clips]
    missing = _missing(text)
    return _with(chosen, (), clips=tuple(its), missing=missing)


_FILL = frozenset(
    "the a an my our your please pls can could would you i we like need to just ok okay so and then now is are be one"
    " for me us some here also really quickly mate thanks tho though have should i'd ll s d t n".split()
) - {"to", "just", "one", "now", "then", "me", "us", "need", "have", "also"}


def _with(chosen: FileTracks, tracks: tuple[str, ...], **more: Any) -> FileTracks:
    return replace(chosen, tracks=tracks, **more)


def _numbered(said: Said) -> list[Named]:
    """Tracks that are called by a figure: "without the 808"."""
    names = [one for one in said.scene.context.tracks if one.isdigit()]
    told = [*((one.start, one.end) for one in said.places), *((one.start, one.end) for one in said.things)]
    spans = [(one, match.span()) for one in names for match in re.finditer(rf"(?<![\w.]){one}(?![\w.])", said.text)]
    return [
        Named(*span, (name,), tuple(one.id for one in said.scene.clips if one.track == name))
        for name, span in spans
        if not any(start <= span[0] < end for start, end in told)
    ]


def _voices(said: Said) -> list[str]:
    sung, spoken = sung_and_spoken(words_of_tracks(said.scene))
    return sung or spoken


def _how(one: Named, text: str) -> str:
    if _OUT.search(text[: one.start]):
        return "without"
    if _OUT_BEHIND.match(text, one.end) and re.search(r"\b(?:leave|keep|take|with|have|leaving|keeping)\b", text):
        return "without"
    if one.start and re.fullmatch(r"\s*out\W*", text[one.end :]):
        return "without"  # "a mix of the lot, dialogue out"
    match = _IN.search(text[: one.start])
    if match:
        return (
            "only"
            if match["how"] in ("only", "just", "solely") or match["only"]
            else "with"
            if match["how"] == "with"
            else ""
        )
    return ""


def _kinds(text: str) -> list[Named]:
    found = [*_NO_VOICE.finditer(text), *_ALL_VOICE.finditer(text)]
    return [Named(*one.span(), ()) for one in found]


def _left(text: str, told: Sequence[Named | Place]) -> list[str]:
    spans = sorted({(one.start, one.end) for one in told})
    made, at = [], 0
    for start, end in spans:
        made.append(text[at:start] if start >= at else "")
        at = max(at, end)
    return [*made, text[at:]]


def _missing(text: str) -> str:
    """An instrument or a singer that is nothing here; "" for any other word."""
    names = [match["name"] for match in _MISSING.finditer(text)]
    forms = (_VOICE, _SINGER)
    return next(
        (
            name
            for name in names
            if {name, name.removesuffix("s")} & INSTRUMENTS or any(form.fullmatch(name) for form in forms)
        ),
        "",
    )
