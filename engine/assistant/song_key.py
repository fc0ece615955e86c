"""The key of the song: as it was said, else as the session's notes tell, else as music was made last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.assistant.step_output import StepResult
from engine.catalog.model import Facts
from engine.daw.daw import Snapshot
from engine.daw.session_key import session_key
from engine.errors import UserError
from engine.library.library import Library
from engine.media.key import parse_key
from engine.planner.languages.detect import language_of
from engine.planner.languages.request import MAX_CHARACTERS, in_words

_SAID, _MADE = "key said", "key made"
_MAKES_MUSIC = ("generate_midi", "generate_audio")
_NAME = (
    r"(?P<key>[A-Ga-g]\s?-?(?:#|♯|♭|b(?![a-z])|sharp|flat)?\s?-?"
    r"(?:minor|major|min|maj|m(?=\s*(?:$|[.,;!]|now\b|and\b))|dorian|phrygian|lydian|mixolydian|locrian))"
)
_WE = r"(?:we|us|I 们)(?:'re| are| is| stay| will be| sommes| at)?|estamos|ficamos"
_SONG = r"(?:the |this |our |my )?(?:song|tune|piece|music|session|project|whole thing|key)(?:'s| is| stays)"
_IT = r"(?:it|this|that|everything)(?:'s| is| stays)"
_IN = r"(?:all\s+|now\s+|still\s+)*(?:(?:in|en|em)\s+)?(?:the\s+)?(?:key\s+of\s+)?"
_LABEL = r"\b(?:song|session|project) key:?\s*(?:is\s+)?|^\s*key:?\s+(?:of\s+)?"
_STATEMENT = re.compile(rf"(?i)(?:\b(?:{_WE}|{_SONG}|{_IT})\s+{_IN}|{_LABEL}){_NAME}(?![\w#])")
_ASKED = re.compile(r"(?i)^\s*(?:what|which|is|are|in which|do|does|welche|quelle|qué|que|qual)\b|\?\s*$|？\s*$")


def song_key(library: Library, snapshot: Snapshot | None) -> str | None:
    """The key that later music should be in; None when nothing tells."""
    return library.setting(_SAID) or session_key(snapshot) or library.setting(_MADE) or None


def key_said(text: str) -> str | None:
    """The key that a sentence says the song is in ("we're in F minor", "das Lied ist in f-Moll"), if it says one."""
    text = text[:MAX_CHARACTERS]
    if _ASKED.search(text):
        return None
    tongues = dict.fromkeys((language_of(text), "pt", "es"))  # a short Romance sentence passes for English
    found = next(filter(None, (_STATEMENT.search(in_words(text, one, [])) for one in tongues)), None)
    try:
        return str(parse_key(re.sub(r"\s+", " ", found["key"].replace("-", " ")))) if found else None
    except UserError:
        return None


def remember_said(library: Library, text: str) -> None:
    """Keep the key that a request says the song is in."""
    if key := key_said(text):
        library.set_setting(_SAID, key)


def remember_made(library: Library, results: Sequence[StepResult]) -> None:
    """Keep the key of music that was made, for what is made after it."""
    for result in results:
        if result.step.task not in _MAKES_MUSIC or result.record.state != "done":
            continue
        facts = [out.values.get("key") for out in result.outputs.values() if isinstance(out, Facts)]
        key = result.step.args.get("key") or next(filter(None, facts), None)
        if key:
            library.set_setting(_MADE, str(parse_key(str(key))))
