"""Chords of what is written: "pad intro, last chord make it Gsus4", "the second chord should be E minor"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import BESIDE, edges_apart, left_over, named_clips
from engine.planner.offline.sentence.notes.which_notes import NUMBERS, WHICH
from engine.planner.offline.sentence.scope.over_bars import over
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.reason import without_reason
from engine.planner.regex import regex
from engine.tasks.plan import Step

_QUALITY = (
    r"(?:maj(?:or)?[ -]?(?:7|9|seventh)?|min(?:or)?[ -]?(?:6|7|9|seventh)?|m(?:aj)?(?:6|7|9|11)?(?:b5)?"
    r"|dim(?:inished)?7?|aug(?:mented)?|7?sus[24]?|7sus4|add9|6|7|9|11|13|5)"
)
_CHORD = (
    rf"(?P<root>[a-g](?:#|♯|♭|b|[ -]sharp|[ -]flat)?)(?P<quality>[ -]?{_QUALITY})?(?P<bass>/[a-g][#b]?)?"
    r"(?![\w#'’])"
)
_LINK = (
    r"(?:(?:make (?:it|that|this)|(?:should|must|could|has to|needs to|wants to|ought to) (?:be|become|go to)|becomes?"
    r"|is|be|to|into|as|an?|the|turn (?:it|that) into|change (?:it|that) to|sounds like)\s+)+"
)
_COUNTED = regex(
    rf"\b(?:the |its |their )?(?P<which>{WHICH}) chord\b(?P<mid>(?:(?!\bchord\b(?! track)"
    rf"|\bnote)[^.;])*?)[\s,:]+{_LINK}{_CHORD}"
    rf"|^(?:make|turn) (?:the |its |their )?(?P<which2>{WHICH}) chord(?P<mid2> (?:of|in|on) [\w' ]+?)?"
    rf" (?:in)?(?:to |an? )?"
    rf"{_CHORD.replace('P<root>', 'P<root2>').replace('P<quality>', 'P<quality2>').replace('P<bass>', 'P<bass2>')}"
    r"(?=\W*$)"
)
_THERE = regex(rf"\b(?:the )?chord\b(?P<mid>(?:(?!\bchord\b|\bnote)[^.;])*?)[\s,:]+{_LINK}{_CHORD}")
_ENDS = regex(
    rf"\b(?:(?:let|make|have) (?:it|them|that) )?(?:finish|end|close|resolve)"
    rf"(?P<mid>(?: (?!on\b|with\b)[\w']+){{0,4}}) (?:on|with|in|to) "
    rf"(?:the |an? )?{_CHORD}"
)
_PLAYED = regex(
    rf"\b(?:(?:should|must|has to|needs to|to|let|have|can|i want|i need|we need|i'd like|use|put|get)\s+)+"
    rf"(?:(?:play|be|have|sound)\s+)?(?:an? |the )?{_CHORD} chord\b"
)
""" "The pad should play an F chord in bar 3"."""
_NOT_THE_OLD = regex(
    r",? (?:(?:and|but) )?(?:not|instead of|rather than|in place of|where it is) (?:an? |the )?"
    rf"{_CHORD.replace('(?P<root>', '(?:').replace('(?P<quality>', '(?:').replace('(?P<bass>', '(?:')}(?: chord)?",
    re.IGNORECASE,
)
_SO_THAT = regex(r"[,;]\s*(?:i|we|it|that|so|cos|cause|because|for|more|feels?|sounds?)\b[^;]*$")
_BESIDE = BESIDE | frozenset("chord chords last finish instead of the hm though with for song finally".split())
_NAMES = {"major": "", "maj": "", "minor": "m", "min": "m", "diminished": "dim", "augmented": "aug", "sus": "sus4"}


def chord_edit(said: Said) -> list[Step] | None:
    """The chord in its place; None where no chord is told that one is to become, or not all of it is known."""
    text = without_reason(edges_apart(said))
    low = text.lower()
    if _PLAYED.search(low):
        text = _NOT_THE_OLD.sub("", text)
        low = text.lower()
    match = _PLAYED.search(low) or _COUNTED.search(low) or _THERE.search(low) or _ENDS.search(low)
    if match is None or len(low) != len(text):
        return None
    told = {name.removesuffix("2"): word for name, word in match.groupdict().items() if word}
    is_end = match.re == _ENDS
    if is_end and not (told.get("quality") or told.get("bass")):
        return None  # "finish on D" may be a note
    behind = _SO_THAT.sub("", text[match.end() :])
    middle = told.get("mid", "")
    rest = f"{text[: match.start()]} {middle} {behind}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _BESIDE):
        return None
    place = -1 if is_end else NUMBERS[told["which"]] if match.re == _COUNTED else None
    if place is None and not apart.spans:
        return None
    clips = _clips(apart, said, place)
    args = {"action": "chord", "to": chord_named(told["root"], told.get("quality", ""), told.get("bass", ""))}
    return over("edit_notes", {**args, **({"note": place} if place else {})}, clips, apart) if clips else None


def chord_named(root: str, quality: str, bass: str = "") -> str:
    """ "Ebm7" of "e flat", "minor 7"."""
    sign = {"sharp": "#", "♯": "#", "#": "#", "flat": "b", "♭": "b", "b": "b"}
    letter, rest = root[0].upper(), root[1:].strip(" -")
    words = quality.strip(" -").replace("seventh", "7")
    for word, short in _NAMES.items():
        if words == word or words.startswith(word) and word != "sus" and words[len(word) :].strip(" -").isdigit():
            figure = words[len(word) :].strip(" -")
            words = f"{'maj' if short == '' and figure else short}{figure}"
            break
    return f"{letter}{sign.get(rest, '')}{words}{bass[:2].upper()}{bass[2:]}"


def _with_chords(said: Said) -> list[ClipInfo]:
    """What is called chords, on one track."""
    midi = [one for one in said.scene.clips if one.kind == "midi" and one.track]
    called = [one for one in midi if {"chord", "chords"} & {*name_words(one.name), *name_words(str(one.track))}]
    return called if len({one.track for one in called}) == 1 else []


def _clips(apart: Said, said: Said, place: int | None) -> list[ClipInfo]:
    """The clip that is meant; of several on one track that in which the chord is counted."""
    found = named_clips(apart, said)
    if not apart.things and not apart.spans and (chords := _with_chords(said)) and not {*chords} & {*found}:
        found = chords  # not of the drums that were worked on last
    if len(found) > 1 and place and len({one.track for one in found}) == 1:
        return found[-1:] if place < 0 else found[:1]
    return found
