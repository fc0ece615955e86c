"""Clips counted: "reverse the second clap", "same for the last one" name one clip of a track, a word of its own for it.

What is counted are the clips of the track that is named, else of the track that the last turn was about, else of the
selection; never those of the whole session.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, DoneCall, side_by_side
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4}
_NTH = {**_PLACES, "5th": 4, "last": -1, "final": -1, "middle": 9}
_ROMAN = ("i", "ii", "iii", "iv", "v")
_FEW = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_WORD = rf"(?:{'|'.join(_NTH)})"
_HEAD = regex(
    rf"\b(?:(?P<the>the|its|his|her|their|my|our|that|this|only|just|and|also|of) )?"
    rf"(?:(?P<nth>{_WORD})(?:(?:,| and| n| &|, and)(?: the)? (?P<more>{_WORD}))?|(?P<other>other))"
    rf"(?: (?P<few>{'|'.join(_FEW)}))?(?![\w'-])",
    re.IGNORECASE,
)
_NOUN = regex(
    r" (?:(?:little|small|short|long|loud|whole) )?"
    r"(?:ones?|clips?|regions?|bits?|pieces?|parts?|phrases?|lines?|entr(?:y|ies)|chunks?|hits?"
    r"|time(?: a?round)?)\b"
    r"(?! (?:above|below|up|down|higher|lower)\b)",
    re.IGNORECASE,
)
_OF = regex(r" (?:of|in|on|from) (?:(?:the|my|our|his|her|its) )?", re.IGNORECASE)
_ALONE = regex(
    r"(?= (?:too|also|as well|again|only|could|should|can|is|was|has|needs|must|goes|sounds|comes|starts|ends"
    r"|of (?:th)?em|a (?:bit|little|touch|hair)|even|more|less|up|down|left|right|back|to|at|by|instead|there|now"
    r"|please|\w+er|[+-]?\d)\b|\W*$|\s*[,.;!?])",
    re.IGNORECASE,
)
_NO_CLIPS = regex(
    r"\b(?:split\w*|chop(?:ped)?|slice\w*|divide\w*|separate\w*|halve\w*|takes (?:\d|one|two)|takes?(?= [a-z\d]+$)"
    r"|(?:first|second|third|last|other|old|new|best|\d|which|another) takes?|versions?|better|prefer|undo|undone|redo"
    r"|markers?|tracks?|lanes?|channels?|step|changes?)\b",
    re.IGNORECASE,
)
"""Among such words the first and the second are halves, takes, acts or tracks."""
_COMPARED = regex(r"\b(?:than|like|unlike|as|match(?:es|ing)?) (?:the |its |his |her )?$", re.IGNORECASE)
""" "Louder than the first": nothing is done to that."""
_KILLED = regex(
    r"\b(?:kill|bin|ditch|scrap|chuck|lose)(?: out)? (?=(?:the )?clip(?:alpha|beta|gamma|delta)\b)", re.IGNORECASE
)
""" "Kill the first one" is no mute, which is of a whole track."""
_NO_ACTS = ("undo", "redo", "history", "session_info", "transport")
_ON_TRACKS = ("mix", "set_track", "route", "plugin", "automate", "freeze")
_WORDS = tuple(f"clip{letter}" for letter in ("alpha", "beta", "gamma", "delta"))


_HIDDEN = "…"


@dataclass(frozen=True)
class ClipCounts:
    """What a request counts."""

    clips: Mapping[str, tuple[str, ...]]
    """The clips of each place, by the word that stands for it where it has no name."""
    said: Mapping[str, str]
    """What was said for such a word."""


@dataclass(frozen=True)
class _Place:
    """Characters start…end of a request count these clips."""

    start: int
    end: int
    clips: Sequence[ClipInfo]
    name: str = ""
    """What they are called there."""


def with_counted(text: str, scene: DialogueState) -> tuple[str, DialogueState, ClipCounts]:
    """The request with what it counts called by its own name, for the others are hidden, or by a word for it."""
    simple = plain(text)
    none = ClipCounts({}, {})
    if '"' in simple or len(simple) != len(text) or _NO_CLIPS.search(simple):
        return text, scene, none
    named = things(simple, scene)
    parts = [name.lower() for name, _ in scene.context.markers]
    heads = [one for one in _HEAD.finditer(simple) if not any(_is_part(one, simple.lower(), part) for part in parts)]
    made = [found for match in heads if (found := _meant(match, simple, named, scene))]
    tracks = [one.clips[0].track for one in made]
    clips: dict[str, tuple[str, ...]] = {}
    said: dict[str, str] = {}
    seen = {one.id: one for one in scene.clips}
    for word, one in zip(_WORDS, reversed(made), strict=False):
        ids = tuple(clip.id for clip in one.clips)
        is_named = one.name and tracks.count(one.clips[0].track) == 1
        if any(set(ids) & set(known) for known in clips.values()):
            return text, scene, none
        clips[word] = ids
        if not is_named:
            said[word] = text[one.start : one.end]
            seen |= {clip: replace(seen[clip], name=word) for clip in ids}
        else:
            hidden = [clip for clip in scene.clips if clip.track == one.clips[0].track and clip.id not in ids]
            seen |= {clip.id: replace(clip, name=_HIDDEN, track=None, tags=()) for clip in hidden}
        text = text[: one.start] + (one.name if is_named else word) + text[one.end :]
    if not clips:
        return text, scene, none
    text = _KILLED.sub("delete ", text)
    return text, DialogueState.of(replace(scene.context, clips=tuple(seen.values()))), ClipCounts(clips, said)






def _is_part(match: re.Match[str], text: str, part: str) -> bool:
    """ "Last hook", where a part of the song is called so."""
    at = text.find(part)
    return at >= 0 and at <= match.start() < at + len(part) and " " in part


def in_their_words(step: Step, counted: ClipCounts) -> Step:
    """The step with what was said for the words that stood for it."""

    def told(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for word, said in counted.said.items():
            value = value.replace(word, said)
        return value

    return replace(step, args={name: told(value) for name, value in step.args.items()})


def _meant(
    match: re.Match[str], text: str, named: Sequence[Thing], scene: DialogueState
) -> _Place | None:
    """Where the words count, and what; None where they count no clips of one track."""
    start, end = match.start("other" if match["other"] else "nth"), match.end()
    owner = (match["the"] or "").lower()
    if owner in ("its", "his", "her", "their", "my", "our"):
        start = match.start()
    if any(one.start <= start and end <= one.end and one.end - one.start > end - start for one in named):
        return None  # "Second Verse": a name
    if _COMPARED.search(text[: match.start("nth") if match["nth"] else start]):
        return None
    of = _OF.match(text, end)
    behind = next((one for one in named if one.start == (of.end() if of and one.start > end + 1 else end + 1)), None)
    if behind is not None:
        noun = None if text.startswith(" one", behind.end) else _NOUN.match(text, behind.end)
        return _found(match, start, noun.end() if noun else behind.end, scene, behind)
    if noun := _NOUN.match(text, end):
        of = _OF.match(text, noun.end())
        behind = next((one for one in named if of and one.start in (of.end(), noun.end() + 1)), None)
        if behind is not None:
            return _found(match, start, behind.end, scene, behind)
        before = next((one for one in named if re.fullmatch(r"(?:'s?)? ", text[one.end : start])), None)
        if before is not None:
            return _found(match, before.start, noun.end(), scene, before)
        return _found(match, start, noun.end(), scene, pool=_before(start, named, scene))
    if (match["the"] or match["more"]) and (alone := _ALONE.match(text, end)):
        tail = re.match(r" of (?:th)?em\b", text[end:], re.IGNORECASE)
        return _found(match, start, end + tail.end() if tail else alone.end(), scene, pool=_before(start, named, scene))
    return None


def _before(start: int, named: Sequence[Thing], scene: DialogueState) -> list[ClipInfo]:
    """ "Adlibs stay dry, but a delay on the last one": what the request named before."""
    found = [one for one in named if one.end < start]
    return _of(found[-1], scene) if found else []


def _found(
    match: re.Match[str],
    start: int,
    end: int,
    scene: DialogueState,
    thing: Thing | None = None,
    pool: Sequence[ClipInfo] = (),
) -> _Place | None:
    meant = _picked(match, _of(thing, scene) if thing else pool or _topic(scene), scene)
    return _Place(start, end, meant, match.string[thing.start : thing.end] if thing else "") if meant else None


def _picked(match: re.Match[str], pool: Sequence[ClipInfo], scene: DialogueState) -> list[ClipInfo]:
    """Those of the clips that are counted; none where the words count further than they go."""
    if len(pool) < 2:
        return []
    few = _FEW.get((match["few"] or "").lower(), 0)
    if match["other"]:
        touched = _touched(scene)
        left = [one for one in pool if one.id not in touched]
        return left if len(left) == (few or 1) < len(pool) else []
    nth = _NTH[match["nth"].lower()]
    if match["nth"].lower() == "middle":
        return [pool[len(pool) // 2]] if len(pool) % 2 and not few and not match["more"] else []
    if few:
        return list(pool[:few] if nth == 0 else pool[-few:] if nth == -1 else ()) if few < len(pool) else []
    places = [nth, _NTH[match["more"].lower()]] if match["more"] else [nth]
    return [pool[place] for place in places] if max(places) < len(pool) and len(set(places)) == len(places) else []


def _of(thing: Thing, scene: DialogueState) -> list[ClipInfo]:
    return _of_track(thing.tracks[0], scene, thing.clips) if len(thing.tracks) == 1 else []


def _of_track(track: str, scene: DialogueState, named: Sequence[str] = ()) -> list[ClipInfo]:
    lying = [one for one in scene.clips if one.track == track]
    meant = [one for one in lying if one.id in named]
    return side_by_side(meant if len(meant) > 1 else lying)


def _touched(scene: DialogueState) -> set[str]:
    """The clips that the last turn worked on."""
    found: set[str] = set()
    for one in _last_acts(scene):
        if one.tool not in _ON_TRACKS:
            found |= {*one.out, *(str(one.args.get(name)) for name in ("clip", "midi")), *one.args.get("clips", ())}
    return found


def _last_acts(scene: DialogueState) -> list[DoneCall]:
    """The calls of the last turn that did something new."""
    acted = [one for one in scene.done if one.tool not in _NO_ACTS]
    return [] if not acted else [one for one in acted if one.turn == acted[-1].turn]


def _topic(scene: DialogueState) -> list[ClipInfo]:
    """What is counted where nothing is named: what the last turn made, the clips of its track or of the selection."""
    if track := scene.context.spoken_track:
        return _of_track(track, scene)
    last = _last_acts(scene)
    taken = {str(one.args.get(name)) for one in last for name in ("clip", "midi")}
    new = {out for one in last for out in one.out} - taken
    if any(one.args.get("action") == "split" for one in last):
        new = _pieces(scene)
    made = [one for one in scene.clips if one.id in new]
    if len(made) > 1 and len({one.track for one in made}) == 1:
        return side_by_side(made)
    if last:
        tracks = {str(one.args["track"]) for one in last if one.args.get("track")}
        tracks |= {str(one) for call in last for one in call.args.get("tracks") or ()}
        tracks |= {str(one.track) for one in scene.clips if one.id in _touched(scene) and one.track}
        return _of_track(tracks.pop(), scene) if len(tracks) == 1 else []
    chosen = {str(one.track) for one in scene.clips if one.id in scene.context.selected_clips and one.track}
    chosen = chosen or set(scene.context.selected_tracks)
    return _of_track(chosen.pop(), scene) if len(chosen) == 1 else []


def _pieces(scene: DialogueState) -> set[str]:
    """What the splits made that were the last acts, turn after turn."""
    found: set[str] = set()
    for one in reversed([one for one in scene.done if one.tool not in _NO_ACTS]):
        if one.args.get("action") != "split":
            break
        found |= {*one.out}
    return found


def numbered(text: str, scene: DialogueState) -> str:
    """ "The second kick" is the track "Kick 2", "the second violin" the "Violin II", where there is one called so."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    tracks = {tuple(name_words(one)): one for one in scene.context.tracks}
    together = _together(scene)
    for match in reversed(list(_HEAD.finditer(simple))):
        if not match["nth"] or match["more"] or match["few"] or match["nth"].lower() == "middle":
            continue
        place = _NTH[match["nth"].lower()]
        one = re.match(r" one\b", simple[match.end() :], re.IGNORECASE)
        if one and match["the"] and together and place < len(together):
            text = text[: match.start("nth")] + together[place] + text[match.end() + one.end() :]
            continue
        said = re.match(r" ([a-z]+)", simple[match.end() :], re.IGNORECASE)
        if not said or place < 1:
            continue
        base = name_words(re.sub(r"s$", "", said[1])) or ()
        for number in (str(place + 1), _ROMAN[place]):
            if track := tracks.get((*base, number)):
                text = text[: match.start("nth")] + track + text[match.end() + said.end() :]
                break
    return text


def _together(scene: DialogueState) -> list[str]:
    """The tracks that the last turn did one thing to, in its order."""
    last = scene.last_turn() if scene.context.dialogue else []
    if not last or any(one.tool not in _ON_TRACKS for one in last):
        return []
    told = [one.args.get("tracks") or [one.args.get("track")] for one in last]
    found = list(dict.fromkeys(str(track) for tracks in told for track in tracks if track))
    return found if len(found) > 1 else []
