"""Free texts inside a clause: words to say or sing, styles, voices, keys, chords."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Clause, tidy
from engine.planner.regex import regex

_KEY = regex(
    r"(?<![\w'#])([a-g])(?:\s?(#|♯|♭|b(?![a-z])|\s?-?sharp|\s?-?flat|s(?=\s+(?:min|maj))))?[\s-]?(minor|major|min"
    r"|maj|moll|dur|m|dorian|phrygian|lydian|mixolydian|locrian|mino?ro?|menor|mayor|maior)?(?![\w#'♭♯])",
    re.IGNORECASE,
)
_CHORD = regex(
    r"^[A-G](?:#|b|♯|♭)?(?:maj|min|m|M|dim|aug|sus|add|ø|°|\+)?(?:\d{1,2})?(?:maj|sus|add|b|#|\d)*(?:/[A-G](?:#|b)?)?$"
)
_NUMERAL = regex(r"^(?:b|#|♭)?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?:°|dim|\+|maj7|7|6|9|sus\d)?$")
_SMALL_CHORD = regex(r"^[a-g](?:#|b|♭|♯)?(?:maj|min|m|dim|aug|sus|add)?\d{0,2}$")


GENRES = regex(
    r"\b((?:(?:dark|deep|sad|happy|slow|fast|sparse|dreamy|moody|melancholic|funky|jazzy|bluesy|epic|cinematic|chill"
    r"|mellow|upbeat|warm|minimal|gloomy|hopeful|simple|busy|swung|straight|acid|uk|old school|boom)[\s-]+)*"
    r"(?:lo-?\s?fi|house|techno|trap|drill|hip[\s-]?hop|boom[\s-]?bap|jazz|jazzy|blues|bluesy|funk|funky|reggae"
    r"|reggaeton|dub|dubstep|dnb|drum and bass|jungle|garage|two[\s-]step|ambient|synthwave|bossa(?: nova)?|samba"
    r"|salsa|latin|disco|"
    r"gospel|soul|r&b|rnb|rock|punk|metal|country|folk|bluegrass|swing|swung|waltz|march|motown|afrobeat|amapiano"
    r"|baile funk|trance|edm|electro|breakbeat|grime|phonk|hyperpop|classical|baroque|cinematic|celtic|flamenco"
    r"|bhangra|"
    r"ska|shuffle|ballad|walking|sad|happy|dark|dreamy|moody|melancholic|epic|chill|mellow|gloomy|spooky|medieval"
    r"|chiptune|8-bit))\b",
    re.IGNORECASE,
)
_MANNER = regex(
    r"\b((?:very |really |a bit |quite )?(?:slowly|softly|quietly|loudly|angrily|sadly|happily|calmly|excitedly"
    r"|cheerfully|gently|sleepily|nervously|powerfully|proudly|dramatically|seriously|breathily|warmly|menacingly"
    r"|fast|slow|quickly|"
    r"friendly|whispering|whispered|shouting)|(?:like|as) an? [\w' -]{3,40}|in an? [\w-]+ (?:way|manner|style|tone)"
    r"|with (?:a lot of |lots of |some |no |more |less )?(?:vibrato|energy|feeling|emotion|passion|enthusiasm))\b",
    re.IGNORECASE,
)


def genre(text: str) -> str:
    """A genre or mood that is named, or ""."""
    match = GENRES.search(text)
    return match[1].lower() if match else ""


def manner(text: str) -> str:
    """A way to speak or sing that is named, or ""."""
    match = _MANNER.search(text)
    return re.sub(r"^(?:in an? |like |as )", "", match[1]) if match else ""


def keys(text: str, *, loose: bool = False) -> list[str]:
    """Keys that are named ("F# minor", "b flat", "gm"); `loose` accepts a bare capital letter."""
    found = []
    for match in _KEY.finditer(text):
        letter, accidental, mode = match.groups()
        before = text[max(0, match.start() - 14) : match.start()].lower()
        strong = (
            bool(mode and mode.lower() != "m")
            or bool(accidental and letter)
            or bool(mode == "m" and (letter.isupper() or re.search(r"\b(?:in|to|key|into)\s+(?:of\s+)?$", before)))
        )
        hinted = bool(re.search(r"(?:\bin|\bto|\bkey(?:\s+of)?|\binto|\bkey is|\bof)\s+$", before)) and not re.match(
            r"a\s+\w", text[match.start() :], re.IGNORECASE
        )
        if strong and letter.lower() == "a" and not mode and not accidental:
            strong = False
        if not (strong or (loose and (hinted or letter.isupper() and letter != "A"))):
            continue
        sign = (accidental or "").strip().lower().replace("-", "").replace(" ", "")
        sign = {"sharp": "#", "♯": "#", "s": "#", "flat": "b", "♭": "b"}.get(sign, sign)
        modes = {
            "m": "minor",
            "min": "minor",
            "moll": "minor",
            "menor": "minor",
            "minro": "minor",
            "mino": "minor",
            "maj": "major",
            "dur": "major",
            "mayor": "major",
            "maior": "major",
        }
        name = (mode or "major").lower()
        found.append(f"{letter.upper()}{sign} {modes.get(name, name)}")
    return found


_PITCH_NAME = re.compile(r"[A-G][#b]?[0-9]")


def pitch_list(text: str) -> list[str]:
    """Three or more notes with their octaves in a row: "E5 G5 A5 E6"; "E5 G5 A5" may be chords without a third."""
    found = [one for one in re.split(r"[\s,|-]+", text) if _PITCH_NAME.fullmatch(one)]
    octaves = {one[-1] for one in found}
    is_told = len(found) > 2 and (len(octaves) > 1 or bool(octaves & set("12348"))) and not octaves & set("79")
    return found if is_told else []


def chord_list(text: str) -> list[str]:
    """Three or more chord names or numerals in a row."""
    if pitch_list(text):
        return []
    best: list[str] = []
    run: list[str] = []
    words = re.split(r"[\s,|]+|(?<!\w)-(?!\w)|(?<=[A-Ga-g0-9mMIiVv])\s?[-–→>]+\s?(?=[A-GIiVv])", text)
    i = 0
    while i < len(words):
        word = words[i].strip("().:;!?\"'")
        following = words[i + 1].lower() if i + 1 < len(words) else ""
        if (
            re.fullmatch(r"[A-Ga-g](?:#|b)?", word)
            and following in ("minor", "major", "min", "maj", "flat", "sharp")
            and (word != "a" or following in ("minor", "major", "flat"))
        ):
            run.append(
                word.upper()[0] + word[1:] + {"minor": "m", "min": "m", "flat": "b", "sharp": "#"}.get(following, "")
            )
            i += 2
            continue
        if word and (_CHORD.match(word) or _NUMERAL.match(word) or (_SMALL_CHORD.match(word) and (run or word != "a"))):
            run.append(word[0].upper() + word[1:] if _SMALL_CHORD.match(word) and not _NUMERAL.match(word) else word)
        elif word.lower() in ("and", "then", "") and run:
            pass
        else:
            best, run = max(best, run, key=len), []
        i += 1
    best = max(best, run, key=len)
    return best if len(best) >= 2 and (len(best) >= 3 or any(len(one) > 1 for one in best)) else []


_DEGREE_WORDS = ("one", "two", "three", "four", "five", "six", "seven")
_DEGREE = rf"(?:[1-7]|{'|'.join(_DEGREE_WORDS)})"
_DEGREES = regex(
    rf"(?<![\d.:])\b{_DEGREE}(?:(?:\s*[,/–>-]\s*|\s+){_DEGREE})"
    r"{2,}\b(?![.:]?\d| (?:bars?|beats?|seconds?|secs?|times)\b)",
    re.IGNORECASE,
)
_NUMERALS = {False: ("I", "ii", "iii", "IV", "V", "vi", "vii°"), True: ("i", "ii°", "III", "iv", "v", "VI", "VII")}


def degrees(text: str, *, is_minor: bool) -> list[str]:
    """Chords by their degrees in a major or a minor key: "2 5 1", "six four one five"."""
    match = _DEGREES.search(text)
    said = re.findall(_DEGREE, match[0], re.IGNORECASE) if match else []
    places = [int(one) - 1 if one.isdigit() else _DEGREE_WORDS.index(one.lower()) for one in said]
    return [_NUMERALS[is_minor][place] for place in places]


_UNFINISHED = regex(
    r"[\s,]*(?:(?<=[.!?])\s+(?:any|some|an?|use|make it|have|let)|\b(?:in|with|by|as|on|like|for|to)\b[\s,]*"
    r"(?:an?\s*|the\s*)?)?\s*$",
    re.IGNORECASE,
)
"""What leads from the words to say to the voice that says them."""


def quoted_or(clause: Clause, *names: str) -> str:
    """The words in quotes, else what the tagger read as one of these, else what follows a colon."""
    quotes = clause.quotes()
    if quotes:
        return tidy(max(quotes, key=len)) if len(quotes) > 1 else tidy(quotes[0])
    spans = [span for span in clause.spans if span.name in names]
    colon = re.search(r"(?<!\d):\s+(.+)$", clause.text, re.DOTALL)
    if colon and (not spans or spans[0].start >= colon.start()):
        others = [
            span.start
            for span in clause.spans
            if span.name not in names
            and span.start > colon.start(1) + 3
            and span.name in ("voice", "style", "language", "midi", "track")
        ]
        return tidy(_UNFINISHED.sub("", clause.text[colon.start(1) : min(others)]) if others else colon[1])
    if spans:
        first, last = spans[0], spans[0]
        for span in spans[1:]:
            if len(re.findall(r"\w+", clause.text[last.end : span.start])) <= 2:
                last = span
        return tidy(clause.text[first.start : last.end])
    return ""


def span_text(clause: Clause, *names: str) -> str:
    """What the tagger read as one of these arguments, joined where it was read in pieces."""
    spans = [span for span in clause.spans if span.name in names]
    return tidy(" ".join(tidy(span.text) for span in spans)) if spans else ""


def no_article(text: str) -> str:
    """Without a, an, the, some, me in front."""
    return re.sub(r"^(?:(?:a|an|the|some|me|us|just|like|of|for|with)\s+)+", "", text, flags=re.IGNORECASE) or text
