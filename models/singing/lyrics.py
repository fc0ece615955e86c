"""Lyrics as people write them → words and syllables.

Understood: `twin-kle`, `Twin- kle`, `+` and `_` and `~` as holds, `la__`, `(br)` as a breath,
`word[ph ph]` as a pronunciation, line breaks and ` / ` as phrase marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.singing.syllables import divide_spelling, is_word

HOLDS = ("+", "_", "~", "-", "+~", "+*", "ー")
BREATH = re.compile(r"\((br|breath)\)|<br>|^ap$", re.IGNORECASE)
_HINT = re.compile(r"^(?P<word>[^\[\]]*)\[(?P<hint>[^\[\]]*)\](?P<rest>.*)$")
_PART = (r"(?:(?:pre|post)[- ]?)?(?:intro|verse|chorus|bridge|outro|hook|refrain|interlude|solo|strophe|coda|tag)"
         r"(?:\s*\d+)?")
_HEADING = re.compile(rf"^\s*(?:[\[(*#]+\s*{_PART}\s*:?\s*[\])*]*|{_PART}\s*:|(?:verse|chorus)\s*\d+)\s*$",
                      re.IGNORECASE)
_NOT_SUNG = re.compile(r"\[\d+:\d+(?:[.:]\d+)?\]|<\d+:\d+(?:[.:]\d+)?>")
"""The times of lyric files (LRC)."""
_LINE_MARK = re.compile(r"\s[/\\|]{1,2}\s|^[/\\]+", re.MULTILINE)
_LETTERS_THAT_STAND_ALONE = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯]")
_SMALL_KANA = "ゃゅょぁぃぅぇぉャュョァィゥェォーんンっッ"

_AS_SPOKEN = {"hmm": "hum", "hm": "hum", "mm": "um", "shh": "shush", "ahh": "ah", "aah": "ah", "ohh": "oh", "ooh": "oo",
              "oohh": "oo", "uhh": "uh", "yeahh": "yeah", "heyy": "hey", "whoah": "whoa", "woah": "whoa",
              "brr": "burr", "grr": "gur", "zz": "zuz", "pff": "puff", "pfft": "puft", "psst": "pist", "tsk": "tisk"}
"""Sounds that no dictionary has, as words that sound like them."""

SyllableRange = Callable[[str], tuple[int, int]]


@dataclass(frozen=True)
class Word:
    """A word as it is spoken."""

    spoken: str
    """What the speech engine is given: plain letters, or phones in brackets."""
    parts: tuple[str, ...]
    """Its syllables as the user sees them."""
    is_divided: bool = False
    """True when the user wrote the hyphens."""


@dataclass(frozen=True)
class Syllable:
    """What one or more notes carry."""

    word: int
    """Index into the words."""
    part: int
    """Which syllable of that word, from 0."""
    text: str
    """As written; a hyphen at the end when the word goes on."""
    holds: int = 0
    """How many more notes the user asked it to be held over."""
    ends_line: bool = False
    can_drop: bool = False
    """True when the word is often sung without it: ev(e)ry."""
    breath_before: bool = False


@dataclass(frozen=True)
class Lyrics:
    """Words to sing, in order."""

    words: tuple[Word, ...]
    syllables: tuple[Syllable, ...]


def parse_lyrics(text: str, syllable_range: SyllableRange) -> Lyrics:
    """Read a text; punctuation, emoji and other signs that nobody sings are dropped. Never fails."""
    words: list[Word] = []
    syllables: list[Syllable] = []
    breath = False
    for line in sung_lines(text):
        line_began = len(syllables)
        for token in _joined_hyphens(_tokens(line)):
            if BREATH.search(token):
                breath = True
            elif token in HOLDS:
                _hold(syllables)
            elif fresh := _syllables_of(token, len(words), words, syllable_range):
                fresh[0] = replace(fresh[0], breath_before=breath)
                syllables += fresh
                breath = False
        if len(syllables) > line_began:
            syllables[-1] = replace(syllables[-1], ends_line=True)
    return Lyrics(tuple(words), tuple(_settled_pluses(syllables, words)))


def sung_lines(text: str) -> list[str]:
    """The lines that are sung: ` / ` divides lines, headings such as "[Verse 2]" and times are left out."""
    lines = _LINE_MARK.sub("\n", _NOT_SUNG.sub(" ", text)).splitlines()
    return [line for line in lines if not _HEADING.match(line)]


def clean_word(token: str) -> str:
    """Letters, digits and inner apostrophes of a token, lower-case; "" when nothing can be sung."""
    text = unicodedata.normalize("NFC", token).replace("’", "'").replace("`", "'")
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN" or sign == "'")
    text = re.sub(r"(.)\1{2,}", r"\1\1", text.strip("'") if not text.lower().startswith("'t") else text)
    text = _AS_SPOKEN.get(text.lower(), text)
    return text.lower() if any(unicodedata.category(sign)[0] in "LN" for sign in text) else ""


def _tokens(line: str) -> list[str]:
    line = re.sub(r"\[([^\[\]]*)\]", lambda match: "[" + "\0".join(match[1].split()) + "]", line)
    tokens: list[str] = []
    for token in re.sub(r"[/\\|—–]", " ", line.replace("&", " and ")).split():
        token = token.replace("\0", " ")
        if _LETTERS_THAT_STAND_ALONE.search(token):
            tokens += _characters(token)
        else:
            tokens.append(token)
    return tokens


def _characters(token: str) -> list[str]:
    """さくらー → さ く ら ー: scripts without spaces are sung a character a note."""
    pieces: list[str] = []
    for sign in token:
        if pieces and sign in _SMALL_KANA and sign != "ー" and _LETTERS_THAT_STAND_ALONE.match(pieces[-1]):
            pieces[-1] += sign
        elif _LETTERS_THAT_STAND_ALONE.match(sign) or not pieces or _LETTERS_THAT_STAND_ALONE.match(pieces[-1][-1]):
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces


def _joined_hyphens(tokens: Sequence[str]) -> list[str]:
    """`Twin- kle`, `Twin - kle`, `Twin -- kle` → `Twin-kle`; `Glo + + ry` → `Glo++-ry`."""
    joined: list[str] = []
    for token in tokens:
        last = joined[-1] if joined else ""
        if token == "--":
            joined[-1:] = [last + "-"] if last else []
        elif token in HOLDS:
            joined.append(token)
        elif len(last) > 1 and last.endswith("-"):
            joined[-1] += token
        elif start := _divided_word(joined):
            joined[start - 1:] = [f"{joined[start - 1].rstrip('-')}{'+' * (len(joined) - start)}-{token}"]
        elif start := _broken_word(joined, token):
            pluses = "+" * (0 if joined[start:] == ["-"] else len(joined) - start)
            joined[start - 1:] = [f"{joined[start - 1]}{pluses}-{token}"]
        else:
            joined.append(token)
    return joined


def _divided_word(tokens: Sequence[str]) -> int:
    """Where the holds begin that follow a syllable with a hyphen (`Glo-`, `+`, then `ry`); 0 when none do."""
    start = len(tokens)
    while start and tokens[start - 1] in HOLDS:
        start -= 1
    return start if 0 < start < len(tokens) and len(tokens[start - 1]) > 1 and tokens[start - 1].endswith("-") else 0


def _broken_word(tokens: Sequence[str], token: str) -> int:
    """Where the holds begin that stand inside a word (`lit`, `-`, then `tle`); 0 when they do not."""
    start = len(tokens)
    while start and tokens[start - 1] in HOLDS:
        start -= 1
    if not 0 < start < len(tokens):
        return 0
    left, right = clean_word(tokens[start - 1]), clean_word(token)
    return start if right and is_word(left + right) and not (is_word(left) and is_word(right)) else 0


def _hold(syllables: list[Syllable]) -> None:
    if syllables:
        syllables[-1] = replace(syllables[-1], holds=syllables[-1].holds + 1)


def _syllables_of(token: str, index: int, words: list[Word], syllable_range: SyllableRange) -> list[Syllable]:
    hint = ""
    if match := _HINT.match(token):
        token, hint = match["word"] + match["rest"], match["hint"].strip()
    pieces = [part for piece in re.split(r"[-‐‑­·]+", token) if clean_word(piece)
              for part in _whole_words_divided(piece, token, syllable_range)]
    spoken = joined_spelling([clean_word(piece) for piece, _ in pieces])
    if not spoken and not hint:
        return []
    said = f"[{hint}]" if hint else spoken
    usual, fewest = syllable_range(said) if len(pieces) < 2 else (len(pieces), len(pieces))
    if len(pieces) > 1:
        parts = tuple(shown(piece) for piece, _ in pieces)
        holds = [count for _, count in pieces]
    else:
        parts = divide_spelling(shown(pieces[0][0]) if pieces else hint, usual)
        holds = [0] * (usual - 1) + [pieces[0][1] if pieces else 0]
    words.append(Word(said, parts, len(pieces) > 1))
    return [Syllable(index, part, syllable_text(parts, part), held, can_drop=0 < part <= usual - fewest)
            for part, held in enumerate(holds)]


def _whole_words_divided(piece: str, token: str, syllable_range: SyllableRange) -> list[tuple[str, int]]:
    """(spelling, holds) of a piece between hyphens: one syllable, or those of a whole word: `merry-go-round`."""
    plain = piece.rstrip("_~+")
    holds = len(piece) - len(plain)
    said = clean_word(plain)
    if said == clean_word(token) or len(said) < 4 or not is_word(said):
        return [(plain, holds)]
    parts = divide_spelling(plain, syllable_range(said)[1])
    return [(part, 0) for part in parts[:-1]] + [(parts[-1], holds)] if all(parts) else [(plain, holds)]


def syllable_text(parts: Sequence[str], part: int) -> str:
    """How a syllable is shown: `twin-`, `kle`; `+` for one that has no letters of its own."""
    return (parts[part] + ("-" if part < len(parts) - 1 else "")) if parts[part] else "+"


def shown(text: str) -> str:
    """A word as written, without the punctuation around it."""
    return text.strip("\"“”„()[]{}.,;:!?…¿¡*«»")


def joined_spelling(pieces: Sequence[str]) -> str:
    """lo-o-ove → love: a piece that repeats the last vowel only holds it."""
    joined = ""
    for piece in pieces:
        repeats = bool(joined) and joined[-1] == piece[0] and piece[0] in "aeiouäöüáéíóú"
        joined += piece[1:] if repeats else piece
    return joined


def _settled_pluses(syllables: Sequence[Syllable], words: Sequence[Word]) -> list[Syllable]:
    """`twinkle +`: the plus is the second note of the word, not a third one, as in OpenUtau."""
    settled = []
    for syllable in syllables:
        parts = len(words[syllable.word].parts)
        if not words[syllable.word].is_divided and syllable.part == parts - 1:
            syllable = replace(syllable, holds=max(0, syllable.holds - (parts - 1)))
        settled.append(syllable)
    return settled
