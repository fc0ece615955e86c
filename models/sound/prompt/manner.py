"""Reading the `style` of generate_midi: a style, a mood, a way of playing, or several of them at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.errors import UserError
from models.sound.music.style import Style
from models.sound.music.style_table import STYLES
from models.sound.music.ways import WAYS, Way, played_so
from models.sound.prompt.feel import cut_feel
from models.sound.prompt.kit_words import cut_kit
from models.sound.prompt.loudness import asked_level_db, is_loudness
from models.sound.prompt.mood_words import with_plain_moods
from models.sound.prompt.phrases import find_phrases, vocabulary
from models.sound.prompt.players import INSTRUMENTS, PART_WORDS, WHOLE_WORDS
from models.sound.prompt.words import FILLERS, MODIFIERS, MOODS, STYLE_OF_MOOD

_HELD = ("8---------------", "8-------7-------", "8-----6-7-------")
_NEAR = 0.7
_WITH_OWN_STYLE = ("dusty", "sleazy", "triumphant", "heroic")
"""Moods that name a style even for one part; the others leave it plain."""


@dataclass(frozen=True)
class Manner:
    """How a part is to be written."""

    style: Style
    busy: float = 0.5
    """0 sparse … 1 busy."""
    darkness: float = 0.0
    """0 … 0.5."""
    hold: float = 0.0
    """See `held_so`."""
    level_db: float = 0.0
    """How much louder or quieter than usual it is to be played."""
    is_named: bool = True
    """False when no style was named and a neutral one was taken."""
    unused: tuple[str, ...] = ()
    """Words that mean nothing here."""


def read_manner(text: str) -> Manner:
    """Understand a style; UserError for a word that is none but looks like one, with the one it looks like."""
    words, swing = cut_feel(with_plain_moods(" " + re.sub(r"[^a-z0-9&' -]", " ", text.lower()) + " "))
    words, kit = cut_kit(words)
    told, words = _ways(words, [phrase for phrase in WAYS if " " in phrase])
    found = find_phrases(words, ("style",))
    rest = words
    for match in found:
        rest = rest[: match.start] + " " * (match.end - match.start) + rest[match.end :]
    more, rest = _ways(rest, WAYS)
    ways = [*told, *more]
    moods = [MOODS[word] for word in rest.split() if word in MOODS]
    unused = _unknown(rest)
    named = found[0].names[0] if found else _implied(rest, ways)
    if unused and not found:
        _offer_nearest(text, unused)
    style = STYLES[named] if named else replace(STYLES["pop"], chords=_HELD)
    busy = 0.5 + sum(mood[1] for mood in moods) + sum(way.busy for way in ways)
    if swing is not None:
        style = replace(style, swing=swing)
    return Manner(
        kit.played(played_so(style, ways)),
        min(1.0, max(0.0, busy)),
        min(0.5, max(0.0, -sum(mood[0] for mood in moods))),
        next((way.hold for way in ways if way.hold), 0.0),
        asked_level_db(text),
        bool(named),
        unused,
    )


def _ways(text: str, phrases: Iterable[str]) -> tuple[list[Way], str]:
    """The ways of playing that are named, longest phrase first, and the text without them."""
    found = []
    for phrase in sorted(phrases, key=len, reverse=True):
        if re.search(rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])", text):
            text = re.sub(rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])", " ", text)
            found.append(WAYS[phrase])
    return found, text


def _implied(text: str, ways: list[Way]) -> str:
    """The style that a way of playing belongs to, else that of a mood with one of its own."""
    own = next((way.style for way in ways if way.style), "")
    return own or next((STYLE_OF_MOOD[word] for word in text.split() if word in _WITH_OWN_STYLE), "")


def _unknown(text: str) -> tuple[str, ...]:
    known = FILLERS | MOODS.keys() | MODIFIERS.keys() | WHOLE_WORDS | INSTRUMENTS.keys() | PART_WORDS.keys()
    words = [word.strip("'-&") for word in text.split() if not is_loudness(word)]
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and word not in known and not word.isdigit()))


def _offer_nearest(text: str, unused: tuple[str, ...]) -> None:
    """UserError when a word is all but the name of a style."""
    for word in unused:
        near = difflib.get_close_matches(word, vocabulary("style"), 3, _NEAR)
        if near:
            raise UserError(f"There is no style '{text[:40]}'; did you mean {', '.join(near)}? It can be left out.")
