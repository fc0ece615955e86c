"""Asides: what is said beside a request and asks for nothing, told by a table of learned from such messages.

    "the feels empty, bring the strings up 2 dB, my mum says she can't hear them"  → "bring the strings up 2 dB"

Nothing is left out that may ask for something or limit it: what stays has to be a sentence of which every is
known, so that a wrong guess leaves the request unread. Made by bench/planner/train_remarks.py.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.planner.offline.reading.word_table import WordTable, read_word_table
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

PATH = Path(__file__).parents[3] / "data" / "remarks.npz"
BUCKETS = 1 << 14
LABELS = ("asks", "remark")
BEFORE, BEHIND = "before", "behind"
"""Added to the words: where the stands."""
SURE = 0.5
"""From this chance on a part without any word of an act asks for nothing (measured on writers that were left out)."""
SURER = 0.8
"""The same for what has such words, or names something."""
SUREST = 0.9
"""The same for what has figures."""
_ACTS = frozenset(
    (
        "above add after again against all also automate back backwards bar bars beat beats before begin begins"
        " behind below between bin bit boost both bounce bpm bright brighter bring build bus called"
        " can center centre chorus color colour compress compression compressor copies copy could crop cut"
        " dark darker db delay delete distortion double down drop dry duck duplicate during each earlier echo end"
        " ends eq every everything everywhere except export fade fader fades fast faster filter flac"
        " folder freeze from gate gentle gently give gives gone gradually half hard harmonies harmony here hey"
        " higher hz if in instead keep key kill label later leave left less let level limiter line"
        " little long longer loop lose loud louder loudness lower lufs make makes marker markers master middle"
        " mono more move mp3 must mute muted narrow narrower need needs no not nudge"
        " octave octaves off on once one ones only other others out over pan panned part percent place"
        " play pull pump push put quantise quantize quiet quieter raise rather record redo reduce remove"
        " rename repeat reverb reverse reversed ride right route same saturation say says scrap section"
        " semitone semitones send set shift short shorten shorter should sidechain silence silent sing sings slide"
        " slightly slow slower slowly soft softer solo soloed sooner speed split spread start starts stay stays stems"
        " stereo stop swell swing tad take takes tempo there through till tone too touch transpose"
        " trim turn twice under undo unless unmute unsolo until up velocity verb want wanted wants"
        " warm warmer wav wet when whenever whole wide widen wider without word words would"
    ).split()
)
"""Words that requests are made of: what has none of them, and names nothing, asks for nothing."""
_SAYS_WHOM = frozenset("it that this them those these him her".split())
_EDGE = regex(
    r"(?P<sign>\s*(?:[,;!?]+|\.+(?=\s|$)|:(?=\s)|\s[-–—]+(?=\s))\s*(?:(?:so|but|and|then|ok|because|since)\s+)*)"
    r"|\s+(?P<word>so|but|and|because|cause|cos|coz|since|to(?! (?:bar )?\d)|for(?! (?:bars? )?\d)|like|as|though|tho"
    r"|just|at least|otherwise|if|the way"
    r"|it's|its|that's|thats|i|we|he|she|they|my|haha|lol|cheers|thanks|ta|mate|while|before|now that|until)\b(?=\s|$)"
)
_MOST = 6
"""Candidates that are looked at."""
_SHORTEST = 2
"""Words of what stays."""


@functools.lru_cache(maxsize=2)
def remarks(path: Path = PATH) -> WordTable:
    """Load the table; it holds numbers and plain texts only."""
    return read_word_table(path)


def marked(part: str, where: str) -> str:
    """The words of a part as the table counts them."""
    return f"{where} {' '.join(part.lower().split())}"


@functools.lru_cache(maxsize=1024)
def chance(part: str, where: str) -> float:
    """How likely a part of a message asks for nothing, 0–1."""
    scores = remarks().scores(marked(part, where), np.zeros(1, np.float32))
    return 1 / (1 + math.exp(float(scores[0] - scores[1])))


def without_asides(text: str, names: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The request without what seems to be said beside it, and that; what loses least first.

    `names` tells whether a part names something of the session.
    """
    low = text.lower()
    is_free = _NAMES.search(low) is not None  # a new name may go on
    edges = [
        (one.start(), one.end() if one["sign"] else one.start("word"), one)
        for one in _EDGE.finditer(low)
        if one["sign"] or not is_free or one["word"] in _WHY
    ]
    heads = [(0, "")] + [
        (b if one["sign"] else one.end(), text[:a])
        for a, b, one in edges
        if (one["sign"] or one["word"] in ("so", "but", "and")) and is_aside(low[:a], BEFORE, names)
    ]
    tails = [(len(text), "")] + [(a, text[b:]) for a, b, _ in edges if a and is_aside(low[b:], BEHIND, names)]
    found = [
        (text[start:stop].strip(), f"{head} {tail}".strip())
        for start, head in heads
        for stop, tail in tails
        if (head or tail)
        and start < stop
        and len(text[start:stop].split()) >= _SHORTEST
        and not _LEAVES_OUT.match(low[start:stop])
        and not (tail and _UNFINISHED.search(low[start:stop]))
        and not text[stop:].lstrip(" .!").startswith("?")
    ]
    yield from sorted(dict.fromkeys(found), key=lambda one: len(one[1]))[:_MOST]


_WORDS = regex(r"[a-z']+")
_SUBJECTS = frozenset("i we he she they it its it's that's thats this i'm i've i'll we're they're my our".split())
_CONDITION = regex(
    r"^(?:(?:and|but|so|or|only|just) )*(?:if|unless|whenever|when|while|as long as|where|whatever|wherever|except)\b"
    r"(?! (?:(?:you|u) (?:like|want|can|could|don'?t mind|please|have|get|know|ask|would|must)|we|i|i'm|that|thats"
    r"|that's|i remember|i'm|im|it'?s (?:ok|okay|alright|possible|not too much)"
    r"|possible"
    r"|it (?:works|helps|makes)|works|needed|necessary)\b)"
)
""" "If it clips" limits what is asked; "if you like" does not."""
_CORRECTS = regex(
    r".*\b(?:my mistake|my bad|my fault|oops|wrong (?:one|track|clip|way|part))\b|"
    r"(?:(?:and|but|oh|ah|hm+|so) )*(?:(?:no|nope|nah|wait|not)\b(?! (?:sure|bad|quite|happy|great|loving|there yet"
    r"|rush"
    r"|worries|stress|idea|way|big|a fan|my|good|perfect))|i (?:mean|meant|said)\b(?! it$)|(?:is|are|does|do|did"
    r"|which|what"
    r"|what's|whats|how|where|who|can|could|would) (?!do you think|about that|a \w+$))"
)
""" "I meant the hook", "which is the loudest": no aside, whatever its words are like."""
_WHY = ("because", "cause", "cos", "coz", "since")
_SINCE_WHEN = regex(
    r"(?:everything |all |what )?(?:since|before|after|until|till|prior to) (?:the|my|our|that|this|then|bar|\d)\b"
    r"(?!.*(?:\b(?:is|was|are|were|has|had|came|went|got|sounds?|feels?|does|did|keeps?)\b|'s\b))"
)
""" "Undo everything since the bass" tells when; "since the bass is late" why."""
_NO_ORDERS = frozenset("let's tell have sing go find say work see".split())
_BEGINS = regex(
    r"(?:(?:and|then|also|but|so|now|really|just) )*(?:i|we)(?:'d|'ll)? (?:(?:really|just|still|also|do|would"
    r"|don'?t) )*"
    r"(?:want|need|(?<='d )like|(?<=would )like|wanna|prefer|rather have|could use|could do with)\b(?! (?:to"
    r" (?!hear (?:only|just|the|my"
    r"|it)\b)|people"
    r"|you|that sound|this|the idea|how)\b)|"
    rf"(?:(?:and|then|also|please|just|so) )*(?:{'|'.join(sorted(COMMANDS - _NO_ORDERS))})\b"
    r"|(?:before|after|until|once|as soon as) .*\b(?:play|mute|move|fade|cut|copy|export|start|stop|record|loop)\b"
)
""" "Pan whoever speaks" begins like a request."""
_JOINS = regex(
    r"(?:and|or|plus|but) (?!(?:then|i|i'm|i'll|we|we're|it|it's|its|that's|thats|they|he|she|what|who|tell|see|hope"
    r"|thanks?|sorry|let's)\b)"
    r"|(?:to|from|in|on|at|with|without|until|over|during|by|of|for) (?:the|my|our|a|an|all|both|bars?|it|them|that"
    r"|this"
    r"|those|these|\d)\b"
)
""" "But the tuba", "to the storm" may belong to what is asked."""
_NAMES = regex(r"\b(?:call|called|name|named|rename|label|title)\b")
_LEAVES_OUT = regex(r"(?:not|except|but|unless|without|instead|or)\b")
_UNFINISHED = regex(
    r"\b(?:while|whilst|so|because|since|and|but|to|for|like|as|if|when|whenever|the|an?|of|in|on|with|that|than|until"
    r"|before|after|or|from|at|my|our|where)$"
    r"|\b(?:so|because|since|that) (?:it|they|we|i|you|he|she|the|my)\b[^,;.]*$"
)
_SET_PHRASE = regex(
    r"(?:it |he |she |that )?(?:needs?|wants?|could (?:use|do with)) (?:some |a bit of |a little |a |more )*(?:air"
    r"|space|breath"
    r"|breathing (?:room|space)|room to breathe)(?: (?:after|before|behind|around|there|here)(?: (?:the |my"
    r" )?[\w']+)?)?|"
    r"(?:(?:and|ok|so|now|well|right|oh),? )*(?:(?:step|number|part|point|thing) (?:one|two|three|\d)"
    r"|first(?:ly)?(?: of all"
    r"| off| up| thing)?|second(?:ly)?|third(?:ly)?|last(?:ly)?(?: thing)?|finally|next(?: up| thing)?|to (?:start"
    r"|begin|kick"
    r" off) with|for starters|(?:one|just one|a|another) (?:more |last |quick |small |tiny |little )?thing|(?:a"
    r" )?(?:quick"
    r"|small|tiny) (?:one|thing)|real (?:quick|fast)|almost(?: there)?|nearly(?: there)?|not quite(?: there)?"
    r"|(?:getting |much |a bit )?(?:closer|warmer|better)|my ears|back to work|(?:i'?m |i am )?not"
    r" (?:so |too"
    r" |quite )?sure(?: about (?:this|that|it))?(?: (?:yet|either|though|tho))?(?:,? but)?|not bad(?: at all)?|sorry to"
    r" (?:be a pain|bother you|nag)(?:,? but)?|last one|that'?s (?:all|it)|for the (?:demo|record|radio|video|label"
    r"|band|client|gig|others|people)|as for (?:the )?(?:mix|rest|song|sound))"
)
""" "Step one", "first of all", "not sure about this yet, but"."""
_PURPOSE = regex(
    r"(?:just )?(?:to|so we can|so i can) (?:give|make|get|keep|let|see|hear|check|help|lift|save|avoid|stop|glue"
    r"|add|leave"
    r"|calm|cover|hide|fix|test|compare|free|clear|open|feel|try|hold|tie|bring)\b"
)
""" "To give it some space"."""
_COMPARES = regex(
    r"(?:(?:a )?(?:bit|tad|touch|little|much|way|even|still|no|not|the|and|but) )*[a-z]+er|as well|too|also"
)
_PIECES = regex(r"[,;!?]+|\.+(?=\s|$)")


def is_aside(part: str, where: str, names: Callable[[str], bool]) -> bool:
    """Does none of its pieces ask for anything?"""
    pieces = [one.strip() for one in _PIECES.split(part) if one.strip()]
    if any(form.match(one) for one in pieces for form in (_CONDITION, _CORRECTS, _COMPARES, _BEGINS, _SINCE_WHEN)):
        return False
    return bool(pieces) and all(
        chance(one, where) >= _least(one, names) or _asks_nothing(one) and not names(one) for one in pieces
    )


def _asks_nothing(part: str) -> bool:
    """ "I had a coffee", "trust me"."""
    words = _WORDS.findall(part)
    if quantities(part) or _JOINS.match(part) or set(words) & _ACTS or not words:
        return False
    return not set(words) & _SAYS_WHOM or words[0] in _SUBJECTS


def _least(part: str, names: Callable[[str], bool]) -> float:
    if _SET_PHRASE.fullmatch(part):
        return 0.0
    if quantities(part):
        return SUREST
    if _PURPOSE.match(part):
        return SURE
    if _JOINS.match(part):
        return SURER
    return SURER if set(_WORDS.findall(part)) & _ACTS or names(part) else SURE
