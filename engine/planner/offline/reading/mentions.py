"""Mentions: which words of a request name clips, tracks and pictures of the session."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import content_words, fit, is_family, likeness, name_words
from engine.planner.offline.text.words import Token, compiled, plain, tokens
from engine.planner.regex import regex

_ARTICLES = frozenset("the my our his her their that this of on from to in for".split())
_NEW_ONE = regex(r"\b(?:an?|some|another|new)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_THINGS = frozenset("clip track recording file take picture photo loop".split())
_PARTS = regex(r"[^\W_]+|[^\w\s-]+")
"""Words and signs of a name: "Take 2_final" is also said "take 2 final"."""
_TAKEN = frozenset("other second third first last selected selection rest".split())


Sound = tuple[str, tuple[str, ...], str | None]
"""Name, tags and track of a clip; a track is only a name."""


def named_words(text: str, scene: DialogueState) -> tuple[int, ...]:
    """For each word 1 when it names a clip or track that the session has, 2 for a picture, else 0."""
    found = tokens(plain(text))
    sounds = [(clip.name, clip.tags, clip.track) for clip in scene.clips if clip.kind != "image"]
    sounds += [(track, (), None) for track in scene.context.tracks]
    pictures = [view.name for view in scene.context.files if view.kind == "image"]
    pictures += [clip.name for clip in scene.clips if clip.kind == "image"]
    marks = [0] * len(found)
    _mark_whole_names(found, text, {name for name, _, _ in sounds}, 1, marks)
    _mark_whole_names(found, text, set(pictures), 2, marks)
    _mark_by_article(found, sounds, pictures, marks)
    return tuple(marks)


def _mark_whole_names(found: list[Token], text: str, names: set[str], mark: int, marks: list[int]) -> None:
    """Every place of a whole name, as it is written or said, except after "a": a lo-fi beat is a new one."""
    for name in names:
        bare = re.sub(r"\.\w{2,4}$", "", name).strip()
        if len(bare) <= 2 or len(name_words(bare)) < 2 and bare == bare.lower():
            continue
        spoken = r"[\s_-]*".join(re.escape(part) for part in _PARTS.findall(bare)) or re.escape(bare)
        whole = compiled(rf"(?<!\w)(?:{re.escape(bare)}|{spoken})(?:\.\w{{2,4}})?(?!\w)", re.IGNORECASE)
        for match in whole.finditer(text):
            if not _NEW_ONE.search(text[: match.start()]):
                for i, token in enumerate(found):
                    if match.start() <= token.start < match.end() and token.low not in _ARTICLES:
                        marks[i] = mark


def _mark_by_article(found: list[Token], sounds: list[Sound], pictures: list[str], marks: list[int]) -> None:
    """One to three words after "the", "my" … that fit a name."""
    known = {
        1: {part for name, tags, track in sounds for one in (name, *tags, track or "") for part in name_words(one)},
        2: {part for name in pictures for part in name_words(name)},
    }
    low = [token.low for token in found]
    for i, word in enumerate(low):
        if word not in _ARTICLES:
            continue
        for length in (3, 2, 1):
            phrase = low[i + 1 : i + 1 + length]
            if len(phrase) < length or not all(one[0].isalnum() and one not in _TAKEN for one in phrase):
                continue
            said = " ".join(phrase)
            if not content_words(said) or not all(_known(one, known) for one in phrase):
                continue
            is_picture = all(_known(one, {2: known[2]}) for one in phrase)
            mark = (
                2
                if is_picture and any(fit(said, name) >= 0.9 for name in pictures)
                else int(any(fit(said, name, tags, track) >= 0.75 for name, tags, track in sounds))
            )
            if mark:
                marks[i + 1 : i + 1 + length] = [one or mark for one in marks[i + 1 : i + 1 + length]]
                break


def _known(word: str, known: dict[int, set[str]]) -> bool:
    return word in _THINGS or any(
        likeness(word, name) >= 0.75 or is_family(word, name) for names in known.values() for name in names
    )
