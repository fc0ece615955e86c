"""Which parts, instruments and style a prompt wants of a piece of music."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.sound.mix import MixTone
from models.sound.music.band import PARTS
from models.sound.prompt.phrases import PhraseMatch
from models.sound.prompt.players import INSTRUMENTS, PART_WORDS, WHOLE_WORDS
from models.sound.prompt.words import STYLE_OF_MOOD

_STYLE_OF_VOICE = {
    "strings": "cinematic",
    "choir": "cinematic",
    "horn": "cinematic",
    "low_strings": "cinematic",
    "sax": "jazz",
    "trumpet": "jazz",
    "upright_bass": "jazz",
    "vibes": "jazz",
    "steel_guitar": "folk",
    "nylon_guitar": "bossa nova",
    "flute": "folk",
    "rhodes": "r&b",
    "organ": "reggae",
    "power_guitar": "rock",
    "lead_guitar": "rock",
    "muted_guitar": "funk",
    "slap_bass": "funk",
    "brass": "funk",
    "bass_808": "trap",
    "bell": "ambient",
    "pad": "ambient",
    "lead": "synthwave",
    "saw_bass": "synthwave",
    "stab": "house",
    "pluck": "house",
    "acid_bass": "techno",
    "reese": "drum & bass",
    "sub_bass": "r&b",
}
_STYLE_OF_PLAYER = dict.fromkeys(("fiddle", "tin whistle", "penny whistle", "concertina", "bagpipe"), "folk")
_WITH_DRUMS = frozenset("beat beats drums groove".split())
_UNDER = re.compile(r"\b(over|on|in|to)\b")
_JOINS = re.compile(r"\b(with|featuring|feat|plus|over|including|and)\b")


def parts_of(text: str, matches: Sequence[PhraseMatch]) -> tuple[str, ...]:
    """The parts to play: all four, or those that the prompt asks for alone ("a bass line", "drums only")."""
    named = [match for match in matches if match.kind == "part" or _is_part_by_name(match)]
    instruments = [match for match in matches if match.kind == "instrument"]
    styles = [match for match in matches if match.kind == "style"]
    alone = [match for match in (*named, *instruments) if _is_alone(text, match)]
    if alone:
        parts = _parts(alone)
        plays_all = parts == {"chords"} and all(match.kind == "instrument" for match in alone)
        return _ordered(parts | {"melody"} if plays_all else parts)
    if named and not _asks_for_whole(text, named, styles, matches):
        return _ordered(
            _parts(named) | {INSTRUMENTS[match.phrase][0] for match in instruments if _touches(match, named)}
        )
    if instruments and not styles and not named:
        parts = {INSTRUMENTS[match.phrase][0] for match in instruments}
        return _ordered(parts | ({"melody"} if parts == {"chords"} else set()))
    extra = {"pad": "chords", "arpeggio": "melody"}
    wanted = [next((match.names[0] for match in named if extra.get(match.names[0]) == part), part) for part in PARTS]
    return tuple(wanted)


def voices_of(matches: Sequence[PhraseMatch]) -> dict[str, str]:
    """Part → voice for every instrument named; a lone keyboard or guitar also takes the melody."""
    voices: dict[str, str] = {}
    for match in matches:
        if match.kind == "instrument":
            part, voice = INSTRUMENTS[match.phrase]
            voices.setdefault("chords" if part == "pad" else part, voice)
    has_style = any(match.kind == "style" for match in matches)
    if "chords" in voices and "melody" not in voices and not has_style:
        voices["melody"] = voices["chords"]
    return voices


def default_style(text: str, matches: Sequence[PhraseMatch], tone: MixTone, mode: str | None) -> str:
    """The style when none is named: that of the instrument, else of the mood, else lo-fi."""
    for match in matches:
        if match.kind == "instrument" and match.phrase in _STYLE_OF_PLAYER:
            return _STYLE_OF_PLAYER[match.phrase]
        if match.kind == "instrument" and INSTRUMENTS[match.phrase][1] in _STYLE_OF_VOICE:
            return _STYLE_OF_VOICE[INSTRUMENTS[match.phrase][1]]
    words = text.split()
    mood = next((STYLE_OF_MOOD[word] for word in words if word in STYLE_OF_MOOD), None)
    if mood:
        return "lo-fi" if mood == "ambient" and _WITH_DRUMS & set(words) else mood
    if tone.busy < 0.3 and tone.space > 0.55 or any(match.names == ("pad",) for match in matches):
        return "ambient"
    if mode == "major" or tone.busy > 0.65 or any(match.kind in ("part", "instrument") for match in matches):
        return "pop"
    return "lo-fi"


def _is_alone(text: str, match: PhraseMatch) -> bool:
    before, after = text[: match.start].split()[-2:], text[match.end :].split()[:1]
    return bool({"only", "just", "solo"} & set(before)) or after in (["only"], ["alone"], ["solo"])


def _asks_for_whole(
    text: str, named: Sequence[PhraseMatch], styles: Sequence[PhraseMatch], matches: Sequence[PhraseMatch]
) -> bool:
    """True for "beat with bass", False for "drum loop" and "bass line"."""
    first = named[0]
    ahead = min((style.end for style in styles if style.end <= first.start), default=0)
    if _JOINS.search(text[ahead : first.start]) and ahead:
        return True
    behind = max((style.start for style in styles if style.start >= first.end), default=0)
    if behind and _UNDER.search(text[first.end : behind]):
        return True
    for hit in re.finditer(r"[a-z]+", text):
        if hit[0] in WHOLE_WORDS and not any(match.start <= hit.start() < match.end for match in matches):
            follows_part = any(
                match.end <= hit.start() and not text[match.end : hit.start()].strip() for match in named
            )
            if not follows_part and hit.start() < first.start:
                return True
            if not follows_part and not any(match.end <= hit.start() for match in named):
                return True
    return False


def _is_part_by_name(match: PhraseMatch) -> bool:
    """True for instruments that say their part: "synth lead", "acid bass"."""
    return match.kind == "instrument" and match.phrase.split()[-1] in PART_WORDS


def _parts(matches: Sequence[PhraseMatch]) -> set[str]:
    return {INSTRUMENTS[match.phrase][0] if match.kind == "instrument" else match.names[0] for match in matches}


def _touches(match: PhraseMatch, named: Sequence[PhraseMatch]) -> bool:
    """True when an instrument is not merely the adjective of a part ("piano chords")."""
    return not any(0 <= part.start - match.end <= 1 for part in named)


def _ordered(parts: set[str]) -> tuple[str, ...]:
    return tuple(part for part in (*PARTS, "pad", "arpeggio") if part in parts)
