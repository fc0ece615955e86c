"""Files asked: "a VTT and the whole show as one wav" are two exports; what else a turn asks is read beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.export import NOT_THAT
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.compose import filled, spread, works
from engine.planner.offline.steps.mix_of_some import mix_of_some
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.tasks.plan import Step

_AUDIO = re.compile(r"\b(?:mp-?3|wav|wave|flac|m4a|aac)s?\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:vtt|srt|lrc|txt)s?\b|\b(?:subtitles|captions|dawproject|text file)\b|\bmidi? files?\b"
    r"|\bas (?:an? )?midi?\b",
    re.IGNORECASE,
)
_EXPORT = re.compile(
    r"\b(?:export|mix ?down)\b|\b(?:bounce|render|print) (?:(?:just|only) )*(?:the )?(?:from )?bars? \d"
    r"|\b(?:bounce|render|print|save)\b(?! (?:in place|it in place))[\w ']*?"
    r"\b(?:mix|song|whole thing|everything|all)\b",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"\b(?:place|put|drop|load|import|insert|add|use|attached|here'?s|convert|replace|transcribe|at bar|stems? of)\b",
    re.IGNORECASE,
)
""" "Put this wav on a new track": a file that comes."""
_JOINT = re.compile(
    r"\s*(?:[.;!?]+\s+|,?\s+(?:and|plus|then|afterwards|after that)\s+(?:(?:then|also|afterwards|please)\s+)*"
    r"|,\s*(?:(?:then|afterwards)\s+)?)",
    re.IGNORECASE,
)
_FORMAT_ALONE = re.compile(
    rf"\W*(?:(?:as|an?|also|one|the|in|to|please|now|then)\s+)*{_AUDIO.pattern}(?: please)?\W*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\bback\b|\b(?:undo|revert|restore)\b|\b(?:as|like|how|where) (?:it|they) (?:was|were)\b", re.IGNORECASE
)
_LEAVES = re.compile(r"\W*(?:leave|leaving|keep|keeping|with)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|this|that|these|those|them|selected|selection)\b", re.IGNORECASE)
""" "A VTT and the mix": of all that is there, not of what was worked on last."""
_LONGEST = 240
Read = Callable[[str, DialogueState], list[Step]]


_DONE = re.compile(
    r"\W*(?:(?:ok(?:ay)?|right|good|great|nice|perfect|cool|so|yes|yeah|and|well|alright|now)\W+)*"
    r"(?:that(?:'?s| is|s) (?:it|all|done|a wrap|a take|the \w+)"
    r"|(?:all |we'?re |i'?m )?(?:done|finished|good|ready|there|set)"
    r"|(?:the )?\w+(?:'s| is) (?:fine|done|ready|finished|good|approved)"
    r"|ok(?:ay)?|right|good|great|nice|perfect|cool|fertig)?\W*",
    re.IGNORECASE,
)
""" "Ok, that's the episode": nothing to do."""
_RATE = re.compile(
    r"[,]?\s*\b(?:(?:at|with|in) )?\d+(?:[.,]\d+)? ?-?(?:k(?:bps|bit|hz|b)?|bits?)\b|\b(?:128|192|256|320)\b",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    rf"\b(?:for|to) (?!(?:an? |one )?(?:mono |stereo )?{_AUDIO.pattern[2:]})(?:the |my |our |his "
    rf"|her )?[\w']+(?: [\w']+)?(?=\W*$|,|\.)",
    re.IGNORECASE,
)
_LOUDNESS = re.compile(r",?\s*(?:(?:at|with|to) )?(?:-?\d+(?:\.\d+)? ?lufs\b|-\d{2}\b(?! ?\w))", re.IGNORECASE)
_TERSE = frozenset(
    "a an the one please pls now then and of that this it as in to file mix whole song show episode piece thing track"
    " bounce export render give me us i want need we can you could have get mono stereo final master version just only"
    " thanks new make quick good".split()
)


@dataclass(frozen=True)
class _Piece:
    """A part of the request."""

    text: str
    is_file: bool


def files_asked(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps of a request for several files, for a mix of some tracks, or for a file and something back."""
    text = _with_bars(text, scene)
    simple = plain(text)
    if '"' in simple or len(simple) > _LONGEST or not _says_file(simple):
        return []
    pieces = _pieces(NOT_THAT.sub("", text))
    files = [piece for piece in pieces if piece.is_file]
    several = len(files) > 1 or any(len(_formats(one.text)) > 1 for one in files)
    is_some = any(mix_of_some(one.text, scene) for one in files)
    comes_back = any(not one.is_file and _BACK.search(one.text) for one in pieces)
    if terse := _terse(text):
        return _exports(terse, scene)
    if not files or not (several or is_some or comes_back):
        return []
    steps: list[Step] = []
    for piece in pieces:
        made = _exports(piece.text, scene) if piece.is_file else read(piece.text, DialogueState.of(scene.context))
        if piece.is_file and [one.task for one in made] == ["ask"]:
            return made
        if not made or any(one.task in REPLIES and one.task != "chat" or one.depends_on() for one in made):
            return []
        steps += [one for one in made if one.task != "chat"]
    return steps


_OF_A_PART = re.compile(r"^\W*(?:\w+\W+){0,3}?(?:export|bounce|render|print|save|mix ?down)\b", re.IGNORECASE)


def _with_bars(text: str, scene: DialogueState) -> str:
    """ "Bounce the outro, only the rain and the host": a part of the song by its bars."""
    return in_bars(text, DialogueState.of(scene.context)) if _OF_A_PART.match(plain(text)) else text


def _terse(text: str) -> str:
    """ "Ok that's the episode. mp3 at -16 LUFS": what is wanted is a file of it all, and no other word is left."""
    sentences = re.split(r"(?<=[.!;])\s+|,\s+(?=[^,]*$)", text)
    while len(sentences) > 1 and _DONE.fullmatch(plain(sentences[0])):
        sentences = sentences[1:]
    said = ", ".join(one.rstrip(" .!;") for one in sentences)
    if len(_formats(plain(said))) != 1 or not _AUDIO.search(plain(said)):
        return ""
    rest = _AUDIO.sub(" ", _FOR_WHOM.sub(" ", _RATE.sub(" ", _LOUDNESS.sub(" ", plain(said)))))
    is_all = {one.low for one in tokens(rest) if one.text[0].isalnum()} <= _TERSE
    return _RATE.sub(" ", _FOR_WHOM.sub(" ", said)).strip(" ,") if is_all else ""


def _says_file(text: str) -> bool:
    return bool(_AUDIO.search(text) or _WORDS.search(text) or _EXPORT.search(text))


def _is_file(text: str) -> bool:
    return _says_file(text) and not _BROUGHT.search(text)


def _pieces(text: str) -> list[_Piece]:
    """The request cut where another file, or something else to do, begins."""
    found: list[_Piece] = []
    lead, at = "", 0
    cuts = [(one.start(), one.end()) for one in _JOINT.finditer(plain(text))] + [(len(text), len(text))]
    joint = ""
    for start, end in cuts:
        part = text[at:start]
        has_file = _is_file(plain(part))
        words = tokens(part)
        does = bool(words) and (words[0].low in COMMANDS or _BACK.search(part)) and not _LEAVES.match(part)
        last = found[-1] if found else None
        goes_on = last is not None and last.is_file and (_FORMAT_ALONE.fullmatch(part) or not _formats(last.text))
        if has_file and not (goes_on and last):
            found.append(_Piece(f"{lead}{part}", True))
            lead = ""
        elif does and not has_file and (last is None or last.is_file):
            found.append(_Piece(f"{lead}{part}", False))
            lead = ""
        elif last is not None:
            found[-1] = replace(last, text=f"{last.text}{joint}{part}")
        else:
            lead = f"{lead}{part}{text[start:end]}"
        joint, at = text[start:end], end
    return found


def _formats(text: str) -> list[str]:
    said = [one[0].lower().rstrip("s") for one in (*_AUDIO.finditer(text), *_WORDS.finditer(text))]
    return list(dict.fromkeys(said))


def _exports(text: str, scene: DialogueState) -> list[Step]:
    """The export of one piece, in each of its formats; a question where it leaves out what is not here."""
    some = mix_of_some(text, scene)
    if some and some.missing:
        return [Step("ask", {"text": NO_SUCH_THING.format(some.missing)})]
    clause = Clause(some.words if some else text, "export", "", DialogueState.of(scene.context), first=True)
    args = filled(clause)
    if clause.task != "export" or not works(clause, args):
        return []
    if some:
        what = args["what"] if args.get("what") in ("stems", "tracks") and "track" not in args else "mix"
        args = {name: value for name, value in args.items() if name not in ("clip", "clips", "track", "tracks")}
        args |= {"what": what, "tracks": list(some.tracks)}
    elif not things(text, scene) and not _POINTS.search(plain(text)):
        args = {name: value for name, value in args.items() if name not in ("clip", "clips")}
    names = {"m4a": "aac", "wave": "wav", "mp-3": "mp3"}
    audio = [names.get(one, one) for one in _formats(text) if _AUDIO.fullmatch(one)]
    forms = audio if len(audio) > 1 else [args.get("format")]
    return [step for form in forms for step in spread("export", {**args, **({"format": form} if form else {})})]
