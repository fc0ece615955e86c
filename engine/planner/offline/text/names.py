"""Names: how well words of a request fit the name, the tags and the track of a clip, file or track."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from engine.planner.languages.lexicon import meanings
from engine.planner.offline.text.told_verbs import PLAIN, TOLD
from engine.planner.offline.text.usual_names import forms
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS, compiled
from engine.planner.regex import regex

_FAMILIES = (
    "vocal vocals vox voice voices singer singers singing sung acapella acappella "
    "acapellas vx lv voc vocs vocalist topline lead_vocal",
    "drums drum kit beat beats break breakbeat groove percussion perc drumloop drumkit loop drummer breaks amen bodhran"
    " djembe cajon",
    "bass sub 808 bassline bassist lowend upright contrabass",
    "guitar guitars gtr gtrs git gits axe strat tele guitarist stratocaster telecaster gretsch dobro"
    " rickenbacker resonator jazzmaster",
    "keys key piano pno rhodes organ wurli wurlitzer clav clavinet keyboard keyboards klavier pianist",
    "synth synths synthesizer synthesiser lead moog juno prophet jupiter minimoog serum korg",
    "accordion accordions squeezebox concertina melodeon bandoneon",
    "pad pads",
    "mix song demo bounce master mixdown track stereo rough premaster full",
    "speech lecture lecturer interview podcast host narrator narration narr "
    "memo voicememo voiceover vo dialogue speaker talk recording spoken reading speaker "
    "conversation announcement sermon voice",
    "ambience ambient amb atmos atmosphere field",
    "strings string violin viola cello",
    "fx effect effects sfx",
    "melody topline tune mel notes lead",
    "chords chord harmony",
    "photo picture pic image img painting portrait postcard drawing",
    "horns horn brass trumpet trombone sax",
    "choir chorus_choir chorale bvs bv bgv bgvs backing backings background backgrounds backup",
    "noise hiss",
    "rain storm thunderstorm",
    "hosts presenters",
    "clap claps",
    "hat hats hihat hihats",
    "drop",
    "memo note voicenote",
)
_OF_ANY = {n for n, words in enumerate(_FAMILIES) if words.split()[0] in ("mix", "melody", "chords", "noise", "drop")}
_SYNTHS = next(words.split() for words in _FAMILIES if words.startswith("synth "))
FAMILY: dict[str, set[int]] = {}
for _number, _words in enumerate(_FAMILIES):
    for _word in _words.split():
        FAMILY.setdefault(_word, set()).add(_number)
WEATHER = FAMILY["rain"]
"""No instrument, and rarely in a session: only what is there is meant by it."""
_EMPTY = frozenset(
    "a an the my our your his her their its it she he him they this that these those of on "
    "in out off at to for from with by and or s please all me us is be are as up "
    "pls plz you d i m re ll ve so then now just only both every each what which".split()
)
GENERIC = frozenset(
    "clip clips file files track tracks channel lane recording audio wav "
    "mp3 midi mid sound thing one ones part bit stuff whole entire full new "
    "old some take version them stem stems bounce section region picture photo image notes "
    "voice selected bus".split()
)
_WEAK = _EMPTY | GENERIC
_NO_NAMES = frozenset(
    "should would could shall might there their these those where while which again after before under never about"
    " every maybe still through throughout until during because please".split()
)
""" "It should run on" names no "stall shout"."""
_COMPARED = frozenset(
    "faster slower louder softer harder lighter longer shorter later earlier lower higher wider".split()
)
"""No slips of the fingers: "faster release" names no Master."""
_OTHER_WORDS = frozenset(
    "middle riddle centre center light night right might sight tight fight share shared spare scare stare stars state"
    " stage crown brown grown frown hello yellow mellow fellow spring springs sting crisp horse house mouse chair chain"
    " sweet steep brash flash slash snack snake rises raise raised local focal drama grass glass class month tender"
    " shout short shoot shirt about shops crops drove alone purse pause worse place plate plane plant blast space spice"
    " these those their there where which while white whole width chord chords bland blend brand round sound sounds"
    " story storm stone stones tones zones bones balls calls falls walls halls tells sells wells picks ticks"
    " tries trust truck tracks tried crack loops looks least leads heads reads beads boards cards parts party ports"
    " sorts shots shoes shows slows flows glows grows".split()
)
""" "In the middle" is no slip for the Fiddle."""
_NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "oh": "0",
}
INSTRUMENTS = frozenset(
    (
        "accordion bagpipe bandoneon banjo bass bassoon bongo bouzouki cajon cello celesta choir clap clarinet"
        " clavinet conga"
        " cor cornet cowbell crash cymbal darbuka didgeridoo drum dulcimer erhu euphonium fiddle flugelhorn flute"
        " gamelan"
        " glockenspiel gong guitar harmonica harmonium harp harpsichord hihat hi-hat horn kalimba kick koto lute"
        " mandolin"
        " maraca marimba melodica mellotron oboe ocarina organ oud piano piccolo rhodes ride saxophone sax shaker"
        " shamisen"
        " sitar snare strings synth tabla tambourine theremin timpani tom triangle trombone trumpet tuba ukulele uke"
        " vibraphone viola violin vocal voice woodblock wurlitzer xylophone zither brass woodwind hat rimshot bell"
    ).split()
)
""" "Bassoon" is no longer form of "bass", "clarinet" no slip for "clavinet"."""
PART_OF_PHRASE = 1.0
"""What a name counts that stands whole among words that it has not."""
SLIP = 0.75
"""Likeness of words that differ by one slip of the fingers."""
_SPLIT = regex(r"[A-Z]{2,}s(?![a-z])|[A-Z]?[a-zà-öø-ÿ]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")
_VOWELS = regex(r"[aeiouyäöü]")
""" "Dbl" is the double, "kck" the kick."""
_EXTENSION = regex(r"\.(?:wav|mp3|flac|ogg|aiff?|mid|midi|m4a|jpe?g|png|gif|webp|mp4|mov)$", re.IGNORECASE)


_BACKING = regex(r"\b(back(?:ing|ground|up)) (?:vocals?|vox|voices?|singers?)\b", re.IGNORECASE)
""" "The backing vocals" are no vocals like the lead."""
_ONE = regex(
    r"\b(\w{2,}(?:ed|er|est)|new|old|last|first|second|third|that|this|long|short|loud|quiet|clean|dry|wet|same"
    r"|original) ones?\b",
    re.I,
)
""" "The old one": no number."""


@functools.lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name: "Vox_main2.wav" → vox, main, 2."""
    words = [word.lower().lstrip("0") or "0" for word in _SPLIT.findall(_EXTENSION.sub("", name))]
    is_figure = any(word.isdigit() or word in _NUMBERS and word != "oh" for word in words)
    return tuple(word if word == "oh" and not is_figure else _NUMBERS.get(word, word) for word in words)


def is_backing(words: str) -> bool:
    """ "Backing vocals": two words for one kind of voice."""
    return _BACKING.fullmatch(words) is not None


def stem(name: str) -> str:
    """A name without its extension, in lower case, words joined by blanks."""
    return " ".join(name_words(name))


def other_instruments(said: str, name: str) -> bool:
    """Are both words instruments, and not the same?"""
    one, other = said.rstrip("s"), name.rstrip("s")
    return one != other and bool({said, one} & INSTRUMENTS) and bool({name, other} & INSTRUMENTS)


_WORDS = (_COMPARED | _OTHER_WORDS | COMMANDS | SESSION_COMMANDS | TOLD | PLAIN) - INSTRUMENTS


@functools.lru_cache(maxsize=16384)
def likeness(said: str, name: str) -> float:
    """How well one said word fits one word of a name, 0–1."""
    if said == name:
        return 1.0
    if said.isdigit() or name.isdigit() or said in _NO_NAMES:
        return 0.0
    if said.rstrip("s") == name.rstrip("s") and len(said) > 2:
        return 0.95
    if other_instruments(said, name) or said.startswith("chord") != name.startswith("chord"):
        return 0.0  # chords are no chorus
    if 2 < len(name) < len(said) and name == said[0] + _VOWELS.sub("", said[1:]):
        return 0.8
    common = 0
    for a, b in zip(said, name, strict=False):
        if a != b:
            break
        common += 1
    if common >= 4 and common >= 0.6 * min(len(said), len(name)):
        return 0.8
    if common >= 3 and min(len(said), len(name)) == common:
        return 0.7
    if min(len(said), len(name)) >= 5 and said not in _WORDS and one_slip(said, name):
        return SLIP
    return 0.0


def one_slip(a: str, b: str) -> bool:
    """Are they the same but for one letter more, less or another, or two that changed their places?"""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        return len(differ) <= 1 or (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and a[differ[0]] == b[differ[1]]
            and a[differ[1]] == b[differ[0]]
        )
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@functools.lru_cache(maxsize=16384)
def is_family(said: str, name: str) -> bool:
    """Two words for the same kind of sound (vox, singer; a name may be in another language)."""
    return bool(FAMILY.get(said, set()) & _families(name))


def is_another(said: Sequence[str], name: str, tags: Sequence[str], track: str | None) -> bool:
    """True when words name one kind of sound, and a clip is told to be another: "the beat" is no "Door" of the effects.

    Any clip may be the song, and have a melody or chords.
    """
    wanted = {number for word in said for number in FAMILY.get(word, ())}
    if not wanted or wanted & _OF_ANY:
        return False
    told = {number for one in (name, *tags, track or "") for word in name_words(one) for number in _families(word)}
    return bool(told) and not told & (wanted | _OF_ANY)


def _is_a_role(said: str, name: str, named: tuple[str, ...]) -> bool:
    """ "Lead Vox" is no synth, though a track "Lead" may be one."""
    return name == "lead" and said in _SYNTHS and any(_families(other) for other in named if other != name)


def _families(name: str) -> set[int]:
    if name in FAMILY or (name,) in forms():
        return FAMILY.get(name, set())  # the alto of a choir is no French viola
    return {number for meant in meanings(name) for number in FAMILY.get(meant, ())}


def content_words(phrase: str) -> list[str]:
    """The words of a phrase that can tell clips apart."""
    return list(_content_words(phrase))


@functools.lru_cache(maxsize=4096)
def _content_words(phrase: str) -> tuple[str, ...]:
    words = name_words(_ONE.sub(r"\1", phrase))
    return tuple(word for word in words if word not in _WEAK and len(word) > 1 or word.isdigit())


WHOLE_TRACK = 3.0
"""What it counts that a phrase is the whole name of the track where a clip lies."""


@functools.lru_cache(maxsize=8192)
def fit(phrase: str, name: str, tags: tuple[str, ...] = (), track: str | None = None) -> float:
    """How well a phrase fits a thing called `name`; about 1 and more means it does."""
    words = list(name_words(_ONE.sub(r"\1", phrase)))
    named = name_words(name)
    if not named or not words:
        return 0.0
    whole, said_whole = " ".join(named), " ".join(words)
    if said_whole == whole:
        return 10.0
    phrase = _BACKING.sub(r"\1", phrase)
    words = list(name_words(_ONE.sub(r"\1", phrase)))
    strong = content_words(phrase)
    score = 0.0
    tagged = [word for tag in tags for word in name_words(tag)]
    on_track = name_words(track) if track else ()
    missed = 0
    for word in strong or [word for word in words if word not in _EMPTY]:
        by_name = max((likeness(word, other) for other in named), default=0)
        by_tag = max((likeness(word, other) for other in (*tagged, *on_track)), default=0)
        related = (
            any(is_family(word, other) for other in named if not _is_a_role(word, other, named)) * 1.25
            or any(is_family(word, other) for other in tagged) * 1.15
            or any(is_family(word, other) for other in on_track if not _is_a_role(word, other, on_track)) * 1.15
        )
        best = max(2.0 * by_name if by_name >= 0.7 else 0, 1.5 * by_tag if by_tag >= 0.7 else 0, related)
        if not strong:
            best *= 0.7
        score += best
        missed += best == 0
    if score <= 0:
        return 0.0
    is_whole = compiled(rf"(?<!\w){re.escape(whole)}(?!\w)").search(said_whole)
    if is_whole and (len(named) > 1 or whole not in _WEAK):
        # "the scratch vocal" is rather "vox scratch" than "Vocal"
        score += PART_OF_PHRASE if missed else 2.5 + 0.2 * len(named)
    if len(on_track) > 1 and on_track == tuple(words):
        return score + WHOLE_TRACK  # "audio 1" is no clip of another track that has the number
    unsaid = sum(not any(likeness(word, other) >= 0.7 for word in words) for other in named)
    return max(0.0, score - 0.45 * missed - 0.12 * unsaid)
