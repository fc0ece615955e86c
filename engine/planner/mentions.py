"""Mentions: hides the clips, tracks and pictures that a clause names, so that names do not sway the router."""

from __future__ import annotations

import re

from engine.planner.names import content_words, fit, is_family, likeness, name_words
from engine.planner.scene import Scene
from engine.planner.words import tokens

_ARTICLES = frozenset("the my our his her their that this of on from to in for".split())
_NEW_ONE = re.compile(r"\b(?:an?|some|another|new)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_TAKEN = frozenset("other second third first last selected selection rest".split())


def masked(text: str, scene: Scene) -> str:
    """The clause with "xclip" or "ximage" for what the context knows; unchanged when it names nothing."""
    sounds = [(clip.name, clip.tags, clip.track) for clip in scene.clips if clip.kind != "image"] + [
        (track, (), None) for track in scene.context.tracks
    ]
    pictures = [view.name for view in scene.context.files if view.kind == "image"] + [
        clip.name for clip in scene.clips if clip.kind == "image"
    ]
    whole = _whole_names(text, [name for name, _, _ in sounds], pictures)
    return whole if whole != text else _by_article(text, sounds, pictures)


def _whole_names(text: str, sounds: list[str], pictures: list[str]) -> str:
    for names, mask in ((pictures, "ximage"), (sounds, "xclip")):
        for name in sorted(set(names), key=len, reverse=True):
            bare = re.sub(r"\.\w{2,4}$", "", name).strip()
            if len(bare) > 2 and (len(name_words(bare)) > 1 or bare != bare.lower()):
                pattern = rf"(?<!\w)(?:(?:the|my|our)\s+)?{re.escape(bare)}(?:\.\w{{2,4}})?(?!\w)"
                text = _hidden(text, pattern, mask)
    return text


def _hidden(text: str, pattern: str, mask: str) -> str:
    """Every place of a name hidden, except after "a": a lo-fi beat is a new one."""
    made, at = "", 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if not _NEW_ONE.search(text[: match.start()]):
            made += text[at : match.start()] + mask
            at = match.end()
    return made + text[at:]


def _by_article(text: str, sounds: list[tuple[str, tuple[str, ...], str | None]], pictures: list[str]) -> str:
    found = tokens(text)
    low = [token.low for token in found]
    for i, word in enumerate(low):
        if word not in _ARTICLES or i + 1 >= len(low):
            continue
        for length in (3, 2, 1):
            phrase = low[i + 1 : i + 1 + length]
            if (
                len(phrase) < length
                or not content_words(" ".join(phrase))
                or any(one in _TAKEN for one in phrase)
                or not all(one[0].isalnum() for one in phrase)
            ):
                continue
            if not _known(phrase[-1], sounds, pictures) or (
                length > 1 and not all(_known(one, sounds, pictures) for one in phrase)
            ):
                continue
            said = " ".join(phrase)
            start, end = (
                found[i + (0 if word in ("the", "my", "our", "that", "this") else 1)].start,
                found[i + length].end,
            )
            if any(fit(said, name) >= 0.9 for name in pictures):
                return text[:start] + "ximage" + text[end:]
            if any(fit(said, name, tags, track) >= 0.75 for name, tags, track in sounds):
                return text[:start] + "xclip" + text[end:]
    return text


def _known(word: str, sounds: list[tuple[str, tuple[str, ...], str | None]], pictures: list[str]) -> bool:
    names = [part for name, tags, track in sounds for one in (name, *tags, track or "") for part in name_words(one)] + [
        part for name in pictures for part in name_words(name)
    ]
    names += ["clip", "track", "recording", "file", "take", "picture", "photo", "loop"]
    return any(likeness(word, name) >= 0.75 or is_family(word, name) for name in names)
