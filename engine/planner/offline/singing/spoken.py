"""Asked to speak: "a voice on the cues track at bar 5 going “stay tuned”", "need a guide vo, woman, warm: we open at
nine. at the break": the words, who says them and how, on which track and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.places import Place
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.singing.speaking import speaking_in
from engine.planner.offline.singing.voices import voice_and_rest
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAYS = (
    r"(?:to |that |who |which |and |just )?(?:says?|saying|speaks?|speaking|announc(?:es?|ing)|reads?(?: out)?"
    r"|reading(?: out)?|go(?:es)?|going|calls? out|calling(?: out)?|shouts?|shouting|whispers?|whispering)"
)
_NOUN = (
    r"(?:voice(?:[- ]?over)?s?|v\.?o\.?|speaker|narrator|narration|announcer|announcement|presenter|spoken (?:line|bit"
    r"|tag|word|voice)|speech|shout[- ]?out|ident|liner|(?:spoken )?tag ?line|radio (?:guy|man|voice|dj))"
)
_NOUNS = regex(rf"\b{_NOUN}\b")
_QUOTED = (regex(r"\"(?P<words>[^\"]+)\""), regex(r"(?<![\w])'(?P<words>[^\"]*[^\"\s])'(?![\w])"))
_COLON = regex(rf"^(?P<head>[^:\"]*?\b(?:{_NOUN}|{_SAYS}|words|text|line)\b[^:\"]*?):\s*(?P<words>[^\"]+)$", re.DOTALL)
_SUNG = regex(r"\b(?:sing|sings|singing|sung|rap|raps|notes|melody|tune|lyrics|choir|hums?|oohs?|aahs?)\b")
_LATER = regex(
    r"\b(?:instead|rather|again|it|that|them|this|him|her|not|don't|change|rename|called?|named?|marker|label|mute|solo"
    r"|delete|remove|what|when|where|if)\b"
)
_PUT = r"(?:,?\s*\b(?:and )?(?:(?:put|lay|have|place|drop) (?:it|that|him|her) )?)"
_NEW_TRACK = regex(
    rf"{_PUT}(?:on|onto) (?:an?|its) (?:(?:new|own|separate|extra|fresh) )+(?:audio )?(?:track|lane)(?: of its own)?"
    r"(?:,? (?:called|named) (?P<name>[\w' -]+?)(?=\s*$|\s*[,.;]))?"
)
_ON_TRACK = regex(rf"{_PUT}(?:on|onto) (?:the |my |our )?(?P<name>[\w() '-]+?) (?:track|lane|channel)\b")
_THE_END = regex(
    r"\b(?:very )?end of (?:the |my |our )?(?:song|track|piece|tune|whole thing)\b|^(?:at|in) (?:the )?(?:very )?end$"
)
_ON = regex(rf"{_PUT}(?:on|onto) (?:the |my |our )?$")
_AT_S = regex(r",?\s*\bat (?P<at>(?:\d+:)?\d+(?:\.\d+)?)(?P<unit> ?(?:s|secs?|seconds?)\b)?(?=\s|$|[,.;])")
_PIECES = regex(r"\s*[,.;:]+(?:\s+(?:and|but)\b)?\s*|\s+(?:and|with|in|by|as|like|from)\s+(?=an?\s|the\s|two\b)")
_PLAIN = frozenset(
    "i we you need want would like add make give me us get record generate create do put have let let's can could"
    " please pls now then just so ok okay hey and also but some an a the someone somebody anybody with in by of"
    " as for to line bit guide scratch quick short little new one words text saying says say out there right"
    " spoken it's it be read reads reading going goes go that who which speaks speak speaking announce announces"
    " announcing style kind type sort calls calling called nice good proper real big vo voice voiceover"
    " voice-over over speaker narrator narration announcement speech tagline tag ident liner shoutout shout-out"
    " word shouts shouting shout whispers whispering whisper time thanks cheers will".split()
)
_AN_ORDER = regex(
    r"^\W*(?:(?:please|can you|could you|now|and|then|ok|let's)\W+)*(?:say|speak|announce|read out|read)\b"
)
_WHO = regex(
    r"\b(?:(?:old|older|young|younger|deep|low|little) )*(?:man|woman|guy|bloke|girl|boy|lady|kid|child|robot|male"
    r"|female|dude|fella|chap|lad|gentleman|grandma|grandpa|announcer|narrator)(?:'s)?\b"
)
_BY_NOBODY = regex(r"\b(?:whispered|spoken|shouted)\s+,")
""" "A whispered “come closer”"."""
_BARE = regex(
    r"^(?P<head>\W*(?:(?:please|now|and|then|can you)\W+)*say)\s+"
    r"(?!(?:what|how|if|when|where|why|who|which|that|it|this|something|me|your|goodbye to|yes|no)\b)"
    r"(?P<words>(?:[\w']+ ){0,7}?[\w']+)\s+(?P<tail>(?:at|in) bar \d+|at the (?:very )?(?:start|beginning|end))\W*$",
    re.IGNORECASE,
)
""" "Say hello at bar 5"."""
_TRAILING = regex(r"^(?P<words>.+?)(?P<mark>[.;,]+)\s+(?P<tail>[^.;,]+?)[.\s]*$", re.DOTALL)
_LONGEST = 60


@dataclass
class _Line:
    """What is to be said."""

    words: str
    voice: str = ""
    style: list[str] = field(default_factory=list)
    track: str = ""
    is_at_end: bool = False
    """Its last bar is meant, not what comes after it."""
    places: list[Place] = field(default_factory=list)
    at_s: float | None = None


def asked_to_speak(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps that say it and put it where it goes; None where anything else is asked for, or not all is known."""
    typed = plain(text).strip()
    if len(typed.split()) > _LONGEST or typed.endswith("?") and not re.match(r"(?:can|could|would)\b", typed, re.I):
        return None
    found = _words(typed.rstrip("? "), scene)
    if found is None:
        return None
    line, around = found
    low = around.lower()
    is_speech = _NOUNS.search(low) or re.search(rf"\b(?:{_SAYS}|whispered|spoken|shouted)\b", low)
    if not is_speech or _SUNG.search(low) or not _is_told(low) or not _around(around, line, scene):
        return None
    return _steps(line, scene)


def _is_told(low: str) -> bool:
    """Is a voice asked for, or an order given, and nothing said of what is there?"""
    plainer = re.sub(rf"{_PUT}(?=on(?:to)?\b)", " ", low)
    plainer = re.sub(
        r"\b(?:who|that|which) (?=says?\b|goes\b|reads?\b)|\b(?:if|what) you (?:like|want)\b", " ", plainer
    )
    if _LATER.search(plainer):
        return False
    return bool(_NOUNS.search(low) or _AN_ORDER.match(low) or _WHO.search(low) or _BY_NOBODY.search(low))


def _words(typed: str, scene: DialogueState) -> tuple[_Line, str] | None:
    """The words that are said, and what stands around them."""
    for pattern in _QUOTED:
        quoted = list(pattern.finditer(typed))
        if len(quoted) == 1:
            one = quoted[0]
            words = one["words"].strip().rstrip(",")
            return (_Line(words), f"{typed[: one.start()]} , {typed[one.end() :]}") if words else None
        if quoted:
            return None
    if bare := _BARE.match(typed):
        return _Line(bare["words"].strip()), f"{bare['head']} , {bare['tail']}"
    match = _COLON.match(typed)
    if match is None:
        return None
    words, behind = match["words"].strip(), ""
    while (tail := _TRAILING.match(words)) and _is_around(tail["tail"], scene):
        words, behind = tail["words"].strip(), f"{behind} , {tail['tail']}"
    return _Line(words.strip(" .,;")), f"{match['head']} {behind}"


def _is_around(tail: str, scene: DialogueState) -> bool:
    """Does the last piece behind a colon say where, who or how, and belong to no words?"""
    line = _Line("")
    return _around(tail, line, scene) and bool(line.voice or line.style or line.places or line.track)


def _around(around: str, line: _Line, scene: DialogueState) -> bool:
    """Keep what is said around the words; False where a word is left that is not known."""
    text = around
    if new := _NEW_TRACK.search(text.lower()):
        line.track = (text[slice(*new.span("name"))] if new["name"] else "").strip() or "Voice"
        text = f"{text[: new.start()]} , {text[new.end() :]}"
    elif (on := _ON_TRACK.search(text.lower())) and (track := _track(on["name"], scene)):
        line.track, text = track, f"{text[: on.start()]} , {text[on.end() :]}"
    said = taken_apart(text, scene)
    if said.is_unclear or said.is_open:
        return False
    left = list(said.text)
    for place in said.places:
        left[place.start : place.end] = " " * (place.end - place.start)
    for thing in said.things:
        if any(one.start < thing.end and thing.start < one.end for one in said.places):
            continue
        lead = _ON.search(said.text[: thing.start])
        if lead and len(thing.tracks) == 1 and not line.track and not thing.is_pointed:
            line.track = thing.tracks[0]
            left[lead.start() : thing.end] = " " * (thing.end - lead.start())
    rest = "".join(left)
    if (at := _AT_S.search(rest)) and (at["unit"] or ":" in at["at"]):
        minutes, _, seconds = at["at"].rpartition(":")
        line.at_s = 60 * float(minutes or 0) + float(seconds)
        rest = f"{rest[: at.start()]} {rest[at.end() :]}"
    line.places = list(said.places)
    line.is_at_end = any(_THE_END.search(said.text[one.start : one.end]) for one in said.places)
    how = next((word for word in ("shout", "whisper") if re.search(rf"\b{word}(?:s|ing)?\b", rest)), "")
    line.style += [{"shout": "shouting", "whisper": "whisper"}[how]] if how else []
    return all(_piece(one, line) for one in _PIECES.split(rest))


def _track(name: str, scene: DialogueState) -> str:
    """The track of that name; "" where none is called so, or several may be."""
    own = scene.context.tracks
    same = [one for one in own if one.lower() == name.strip().lower()]
    named = same or list(taken_apart(name, scene).tracks)
    return named[0] if len(named) == 1 else ""


def _piece(piece: str, line: _Line) -> bool:
    """Keep who speaks, and how, of one piece."""
    words = piece.strip().lower()
    if not words or all(one in _PLAIN for one in re.findall(r"[\w'-]+", words)):
        return True
    who = re.sub(rf"\b(?:{_SAYS})\b", " ", words)
    kept = re.findall(r"[\w'-]+", who)
    while kept and kept[0] in _PLAIN:
        kept.pop(0)
    while kept and kept[-1] in _PLAIN - {"voice"}:
        kept.pop()
    phrase = " ".join(kept)
    if not phrase:
        return True
    if not line.voice and (voice := voice_and_rest(phrase)):
        told = [speaking_in(one) for one in voice[1] if one not in _PLAIN]
        line.voice = voice[0]
    else:
        such = re.sub(r" (?:voice|tone|delivery|sounding|style)$", "", phrase)
        told = [speaking_in(one) for one in re.split(r"\s+and\s+|\s*&\s*|\s+", such) if one not in _PLAIN]
    line.style += [one for one in told if one]
    return all(told)


def _steps(line: _Line, scene: DialogueState) -> list[Step] | None:
    args: dict[str, Any] = {"text": line.words}
    args |= {"voice": line.voice} if line.voice else {}
    args |= {"style": ", ".join(dict.fromkeys(line.style))} if line.style else {}
    put: dict[str, Any] = {}
    if len(line.places) > 1 or line.places and line.at_s is not None:
        return None
    for place in line.places:
        bar = _bar(place)
        if bar is None:
            return None
        put["bar"] = number(max(1.0, bar - 1) if line.is_at_end else bar)
    put |= {"at": number(line.at_s)} if line.at_s is not None else {}
    put |= {"track": line.track} if line.track else {}
    first = Step("speak", args)
    return [first, Step("arrange", {"action": "place", "clip": "$1", **put})] if put else [first]


def _bar(place: Place) -> float | None:
    """Where it begins: what is said before a place lies in the bar before it."""
    if place.how in ("before", "to"):
        return place.point - 1 if place.point > 1 else None
    if place.how in ("in", "at", "from", "bare") and len(place.spans) == 1:
        return place.spans[0][0]
    return None
