"""Slip: mends deciding words of a request, and tells words that nobody knows, with the session's names left alone."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.names_spoken import as_written
from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.text.slips import is_unknown, without_slips
from engine.planner.offline.text.words import plain, tokens


def mended_slips(text: str, scene: DialogueState) -> str:
    """The request with slips of the fingers mended in the words that decide what happens, and names as written."""
    return once(("mended", text, id(scene.context)), lambda: _mended(text, _names(scene)), of=scene.context)


def _mended(text: str, names: list[str]) -> str:
    return without_slips(as_written(text, names), names, _is_word)


def unknown_words(text: str, scene: DialogueState) -> list[str]:
    """Words that are no name, no command and in no dictionary."""
    names = " ".join(_names(scene)).lower()
    found = [token.low for token in tokens(plain(text)) if is_unknown(token.low, _is_word)]
    return [word for word in found if word not in names and word.rstrip("s") not in names]


def _names(scene: DialogueState) -> list[str]:
    context = scene.context
    clips = [part for clip in context.clips for part in (clip.name, *clip.tags)]
    return [*clips, *context.tracks, *(view.name for view in context.files), *(name for name, _ in context.markers)]


def _is_word(word: str) -> bool:
    return len(network().pieces.of(word)) == 1
