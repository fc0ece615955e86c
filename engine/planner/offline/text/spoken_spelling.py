"""Spoken spelling: words as they are said or thumbed ("tae", "likkle", "n"), and as dictation hears them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_SPELT: dict[str, str] = {
    **dict.fromkeys(("di", "da", "teh", "th"), "the"),
    **{"dis": "this", "dat": "that", "dem": "them", "em": "them", "'em": "them", "wid": "with", "dere": "there"},
    **{"mek": "make", "tek": "take", "likkle": "little", "lickle": "little", "lil": "little", "ting": "thing"},
    **{"tae": "to", "doon": "down", "doun": "down", "oot": "out", "aff": "off", "noo": "now", "gie": "give"},
    **{"wi": "with", "frae": "from", "cannae": "can't", "dinnae": "don't", "isnae": "isn't", "didnae": "didn't"},
    **{"nowt": "nothing", "owt": "anything", "summat": "something", "gonnae": "going to", "wisnae": "wasn't"},
    **{"n": "and", "nd": "and", "u": "you", "r": "are", "ur": "your", "thru": "through"},
    **{"w/": "with", "w/o": "without", "abit": "a bit", "bck": "back", "hav": "have", "wanna": "want to"},
    **dict.fromkeys(("actualy", "acutally", "actully", "acually"), "actually"),
    **{"dup": "duplicate", "dupe": "duplicate"},
    **dict.fromkeys(("shud", "shld", "shoud"), "should"),
    **dict.fromkeys(("cud", "cld", "coud"), "could"),
    **dict.fromkeys(("wud", "wld", "woud"), "would"),
    **{"wats": "what's", "wat": "what", "wot": "what", "wots": "what's", "wen": "when", "wich": "which"},
    **{"gimme": "give me", "lemme": "let me", "outta": "out of", "inta": "into", "bak": "back", "agen": "again"},
    **{"aswell": "as well", "alot": "a lot", "whereabouts": "where", "rn": "right now"},
}
"""Spellings of English that is spoken: of the Caribbean, of Scotland and the North of England, of thumbs."""
_PHRASES = (
    (regex(r"\b(?:an|and) (?:aw|a'|aa)(?!\w)", re.IGNORECASE), "as well"),
    (regex(r"(?<=\s)@ ?(?=\d+\b(?!:))"), "at bar "),
    (
        regex(r"\b(play|sing|sound|clip|stick|com|go|mak|tak|do|say|hear|work|us|try|gett)in['’]?(?!\w)", re.I),
        r"\1ing",
    ),
    (regex(r"\bvol(?:ume)? auto\b", re.IGNORECASE), "volume automation"),
    (regex(r"\b(?:goes|jumps|wanders|is all) up (?:and|n|&) down\b", re.IGNORECASE), "wobbles"),
    (
        regex(r"(?P<lead>^\W*|[,.;]\s+|\band )bus (?P<who>them|'?em|those|these|it)\b(?: together|"
            r" up)?", re.IGNORECASE),
        r"\g<lead>put \g<who> on a bus",
    ),
    (
        regex(
            r"(?P<lead>^\W*|[,;.] |\b(?:and|but|so|ok|no|nah|mute|solo|reverse|move|fade|delete|make|put|turn|pan"
            r"|bring) )"
            r"(?P<one>(?:first|second|third|fourth|last) one)(?=(?:'s)? [a-z\d])",
            re.IGNORECASE,
        ),
        r"\g<lead>the \g<one>",
    ),
)
_AT = regex(r"(?<=\s)@ ?(?=\d)")
_OF_SOUND = regex(
    r"\b(?:hpf|lpf|hp|lp|eq|(?:high|hi|low|lo)[ -]?(?:pass|cut)|filter|notch|bell|shelf|boost|dip|thresh\w*|ratio"
    r"|attack|release|fader|level|\d+ ?d ?b|k?hz)\b",
    re.IGNORECASE,
)
""" "Hpf @ 100" is no bar."""
_ANY = "|".join(sorted(map(re.escape, _SPELT), key=len, reverse=True))
_WORD = regex(rf"(?<![\w'’/])(?:{_ANY})(?![\w'’/])", re.IGNORECASE)
_A_CHORD = regex(r"[\s,/|-]+(?:[A-G](?:[#b]|m|maj|min|sus|dim|aug|\d)*|chord)(?![\w'])")
""" "Em C G D" begins with a chord."""
_A_SIDE = regex(
    r"(?:\d ?%?|percent|hard|full|half|way) \|(?!\w)|\b(?-i:L) (?:to|and|&|/) \||\|\W*(?:(?:and|please|pls|now"
    r"|then)\b.*)?$", re.IGNORECASE
)
""" "Shaker 50 r", "gtr 1 l, gtr 2 r"."""
_LETTERED = regex(r"(?<=[a-z] )(?P<side>[LR])(?P<n>\d{2,3})\b")
_SIDES = {"L": "left", "R": "right"}
""" "Tele L40" is panned so."""
_UNIT = r"(?:d\s?bs?|decibels?|semitones?|bars?|beats?|octaves?|percent|seconds?|hertz|lufs)"
_FIGURE = r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|a (?:half|quarter))"
_HEARD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(words, re.IGNORECASE), meant)
    for words, meant in (
        (r"^(\W*)know(?=,? (?:not|too|that|it|wait|the other|just|only|sorry)\b)", r"\1no"),
        (rf"\btoo(?= {_UNIT}\b)|(?<=\bby )to(?= {_UNIT}\b)", "two"),
        (rf"\b(?:ate)(?= {_UNIT}\b)", "eight"),
        (rf"(?<=\bup )for(?= {_UNIT}\b)|(?<=\bdown )for(?= {_UNIT}\b)|(?<=\bby )for(?= {_UNIT}\b)", "four"),
        (rf"\bbuy(?= {_FIGURE}\b)", "by"),
        (r"\bwon(?= (?:group|folder|bus|track|bar|beat|octave|semitone|more|take)\b)", "one"),
        (r"(?<=\bnew )won\b|(?<=\bthat )won\b", "one"),
        (r"(?<=\bslightly )write\b|(?<=\bhard )write\b|(?<=\bthe )write(?=\W|$)|(?<=\bpanned )write\b", "right"),
        (r"(?<=\bbit )write\b|(?<=\blittle )write\b|(?<=\btouch )write\b|(?<=\bway )write\b", "right"),
        (r"(?<=\d )write\b(?= |\W*$)(?! (?:a|an|the|some|me|it|down|out)\b)", "right"),
        (r"(?<=\bit )blew\b|(?<=\bthem )blew\b|(?<=\btrack )blew\b|(?<=\bcolour )blew\b|(?<=\bcolor )blew\b", "blue"),
        (r"(?<=\bcolor it )read(?=\W*$)|(?<=\bcolour it )read(?=\W*$)", "red"),
        (r"(?<=\S)\s+(?:comma)\b(?! (?:clip|track|marker))", ","),
        (r"(?<=\S)\s+(?:full stop|period)(?=\W*$| (?:then|and|now|please)\b)", "."),
        (r"\btoo the(?= )", "to the"),
        (r"\bthyme(?= signature)", "time"),
        (r"\bbase(?= ?(?:drum|line))", "bass"),
    )
)  # fmt: skip
"""What dictation writes for a word that sounds like it, where only that word makes sense."""


def as_spelt(text: str, names: Iterable[str]) -> str:
    """The request in the usual spelling; nothing in quotation marks, in names or where a name is so spelt."""
    if '"' in plain(text):
        return text
    kept = {word for name in names for word in re.findall(r"[^\W_]+", name.lower())}
    text = _AT.sub("at ", text) if _OF_SOUND.search(text) else text
    for pattern, meant in (*_PHRASES, *_HEARD):
        text = pattern.sub(meant, text)
    text = _LETTERED.sub(lambda one: one[0] if one[0].lower() in kept else f"{one['n']} {_SIDES[one['side']]}", text)

    def meant_by(match: re.Match[str]) -> str:
        is_chord = match[0] == "Em" and (match.start() > 0 or _A_CHORD.match(text, match.end()) is not None)
        is_side = match[0].lower() == "r" and _A_SIDE.search(f"{text[: match.start()]}|{text[match.end() :]}")
        return match[0] if is_chord or is_side or match[0].lower() in kept else _SPELT[match[0].lower()]

    text = _DRAWN.sub(lambda one: one[0] if one[0].lower() in kept else _at_its_length(one), text)
    return _WORD.sub(meant_by, text)


_DRAWN = regex(r"(?<![^\W_])(?P<head>[a-z]*?)(?P<drawn>[a-z])(?P=drawn){2,}(?P<tail>[a-z]*)(?![^\W_])", re.IGNORECASE)
_DOUBLED = frozenset(
    "too good cool loop boom boomy room soon need keep sweep all full still well kill roll off less see feel free"
    " yeah look book took noon deep sleep green three been wood food mood smooth hall ball small tall call fall pull"
    " bell".split()
)


def _at_its_length(match: re.Match[str]) -> str:
    """ "Sooo", "waaay" and "toooo" as they are written; "ssss" is a sound."""
    if not match["head"] and not match["tail"]:
        return match[0]
    twice = f"{match['head']}{match['drawn'] * 2}{match['tail']}"
    return twice if twice.lower() in _DOUBLED else f"{match['head']}{match['drawn']}{match['tail']}"
