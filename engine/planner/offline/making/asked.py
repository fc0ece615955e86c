"""Made: "a tambourine loop for the choruses", "bass fill in bar 12", "chords Am F C G at bar 5": made and put there."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from engine.planner.offline.making.notes_by_name import NOTES_BY_NAME
from engine.planner.offline.making.reworded import reworded
from engine.planner.offline.making.wish import Wish, wish
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import pitch_list
from engine.planner.offline.text.in_tempo import without_tempo
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_OF_KIND = regex(
    r"\b(?:walking (?=bass)|bass ?-?lines?|bass|drum (?:patterns?|parts?|beats?|grooves?|tracks?)|drums"
    r"|(?:counter[ -]?)?melod(?:y|ies)|top ?-?lines?|counter ?lines?|(?:chord )?(?:loops?|patterns?)"
    r"|chords?|progressions?|arpeggios?|arps?|part)\b"
)

_SO_MANY_NOTES = regex(
    r"(?:(?:make|write|give|need|want|add|compose|create|i|me|us|an?|some|can|you|we)\s+)*"
    r"(?:\d+|two|three|four|five|six|seven|eight)[- ]notes? (?:[a-z]+ )?"
    r"(?:logo|motif|motive|riff|mnemonic|sting|jingle|ident|melody|hook|tune|figure|phrase|line)\b"
)
SO_MANY_NOTES = "I write a melody by its length, not by a number of notes; how many bars should it be?"


_WRITES = regex(r"\b(?:make|write|play|it|notes?|melody|tune|logo|motif|riff|line)\b")


def made(said: Said) -> list[Step] | None:
    """What makes it, and where it goes; None for anything else."""
    if said.scene.context.files:
        return None
    if _SO_MANY_NOTES.match(said.text):
        return [Step("ask", {"text": SO_MANY_NOTES})]
    if pitch_list(said.raw) and _WRITES.search(said.text):
        return [Step("ask", {"text": NOTES_BY_NAME})]
    if _is_mixing(said) or said.form in ("loop P", "cycle P", "loop T P", "repeat T P"):
        return None
    said = reworded(said)
    wanted = None if said.is_unclear else wish(said)
    if wanted is None:
        return None
    spans = _spans(wanted, said)
    if spans is None:
        return None
    spans = list({one[0]: one for one in reversed(spans)}.values())[::-1]  # each place once
    args = dict(wanted.args)
    if spans and "bars" not in args and "duration" not in args and (bars := _length(wanted, spans[0], said)):
        args["bars"] = bars
    args = _to_the_end(args, wanted, spans, said)
    args = _notes(wanted, args) if wanted.noun.task == "generate_midi" else {"prompt": _prompt(wanted), **args}
    first = Step(wanted.noun.task, args)
    put: dict[str, Any] = {"bar": number(_start(wanted, spans[0], args))} if spans else {}
    if wanted.at_s is not None:
        put = {"at": wanted.at_s}
    if put.get("bar", 1) < 1:
        return None
    if wanted.count > 1:
        return _to_choose_from(wanted, first, put, said) if len(spans) == 1 and not wanted.octaves else None
    if wanted.track and (put or wanted.noun.task != "generate_midi"):
        put["track"] = wanted.track
    elif wanted.track:
        first = Step(wanted.noun.task, {**args, "track": wanted.track})
    steps, clip = [first], "$1"
    if wanted.octaves:
        steps.append(Step("change_tempo_key", {"clip": clip, "semitones": float(12 * wanted.octaves)}))
        clip = "$2"
    steps += [Step("arrange", {"action": "place", "clip": clip, **put})] if put else []
    steps += [Step("arrange", {"action": "duplicate", "clip": clip, "bar": number(one[0])}) for one in spans[1:]]
    return steps


_WAYS = frozenset(
    "left right l r centre center middle half halfway hard out up down off louder quieter softer lower".split()
)
_MIXES = _WAYS | frozenset(
    "i want need like have get drop take put make it go to the way all over bit a little on in stick throw slide"
    " pan move place sit let".split()
)


def _is_mixing(said: Said) -> bool:
    """ "I want drums halfway right", "drop the drone out": of tracks that are there."""
    tracks = {one.lower() for one in said.scene.context.tracks}
    names = [said.text[one.start : one.end] for one in said.things]
    return bool(names) and bool(said.bag & _WAYS) and not said.bag - _MIXES and all(one in tracks for one in names)


def _to_choose_from(wanted: Wish, first: Step, put: dict[str, Any], said: Said) -> list[Step]:
    """Several of them, each on a track of its own, of which the first is heard."""
    taken = {view.name.lower() for view in said.scene.context.track_views}
    called = re.sub(r"s$", "", re.sub(r"ies$", "y", wanted.words.split(",")[0])).capitalize()
    names: list[str] = []
    for n in range(1, 20):
        name = f"{called} {n}"
        if name.lower() not in taken and len(names) < wanted.count:
            names.append(name)
    steps: list[Step] = []
    for name in names:
        steps += [first, Step("arrange", {"action": "place", "clip": f"${len(steps) + 1}", "track": name, **put})]
    return [*steps, *(Step("mix", {"track": name, "action": "mute"}) for name in names[1:])]


def _spans(wanted: Wish, said: Said) -> list[Bars] | None:
    """Where it goes: each stretch; None where that is not clear."""
    if not wanted.places and wanted.goes_with and (wanted.noun.task != "generate_midi" or wanted.noun.kind == "drums"):
        view = said.scene.clip(wanted.goes_with)
        return [view.bars] if view and view.bars else []
    found: list[Bars] = []
    for place in wanted.places:
        if place.is_open or place.how == "before" or len(wanted.places) > 1 and place.how == "to":
            return None
        found += place.spans
    return found


def _length(wanted: Wish, span: Bars, said: Said) -> int:
    """As long as the stretch; what happens once as long as such things are."""
    if wanted.noun.is_event and wanted.places and said.text.startswith("on ", wanted.places[0].start):
        return 0 if wanted.noun.bars < 2 else wanted.noun.bars
    how = wanted.places[0].how if wanted.places else "in"
    size = span[1] - span[0]
    if how == "to" or wanted.noun.is_filling and size <= 1:
        return wanted.noun.bars or 1
    if how == "in" and not (wanted.noun.is_event and size <= 1) or how == "bare":
        is_rising = wanted.noun.is_event and wanted.noun.bars > 1
        return 0 if is_rising and size > 8 else max(1, math.floor(size + 1e-6))
    return 0


_FROM_TO = regex(r"\bbars? \d+ ?(?:to|through|thru|until|till|-|–) ?(?:bar )?\d+")


def _to_the_end(args: dict[str, Any], wanted: Wish, spans: Sequence[Bars], said: Said) -> dict[str, Any]:
    """ "Am, F, C and G in bars 17 to 24, one chord per bar": twice, where the bars are twice as many."""
    chords, bars = args.get("chords"), args.get("bars")
    place = wanted.places[0] if len(wanted.places) == 1 else None
    if not chords or not bars or place is None or not _FROM_TO.search(said.text, place.start, place.end):
        return args  # "for the bridge" they are as long as they are told
    times = (spans[0][1] - spans[0][0]) / bars
    if times < 2 or times != int(times):
        return args
    return {**args, "chords": chords * int(times), "bars": bars * int(times)}


def _start(wanted: Wish, span: Bars, args: dict[str, Any]) -> float:
    if wanted.places and wanted.places[0].how == "to":
        return span[1] - float(args.get("bars") or 1)
    return span[0]


def _prompt(wanted: Wish) -> str:
    words = re.sub(r"(?:[\s,]+(?:with|of|in|for|at|and|on|to|the|an?))+$", "", without_tempo(wanted.words))
    return re.sub(r"^reverse\b", "reversed", words)


def _notes(wanted: Wish, args: dict[str, Any]) -> dict[str, Any]:
    """The arguments of notes: what is not the kind is how they are played."""
    known = {arg.name for arg in find_task("generate_midi").args}
    style = _OF_KIND.sub(" ", without_tempo(wanted.words))
    style = re.sub(r"\bpads?\b", " ", style) if wanted.noun.kind == "pad" else style
    style = re.sub(r"\b(?:with|in|like|of|an?|the|some|style|vibe|feel)\b", " ", style)
    style = re.sub(r"(?:[\s,]*\b(?:and|over|on|under)\b)+(?=[\s,]*$)", " ", style)
    style = re.sub(r"\s+", " ", re.sub(r"\s*,(?:\s*,)+", ",", style)).strip(" ,-")
    style = f"walking {style}".strip() if "walking" in wanted.words and "walking" not in style else style
    style = ", ".join(filter(None, (style, wanted.kit.style)))
    follows = {"clip": wanted.goes_with} if wanted.goes_with and wanted.noun.kind != "drums" else {}
    made = {"kind": wanted.noun.kind, **args, **follows, **({"style": style} if style else {})}
    return {name: value for name, value in made.items() if name in known}
