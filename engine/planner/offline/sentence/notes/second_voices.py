"""Second voices of what is written: "a second voice to it, in thirds below, staying in F major, on a new track"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.own_track import own_track
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import left_over, named_clips
from engine.planner.offline.sentence.notes.pitches import pitch
from engine.planner.offline.sentence.scope.over_bars import stretches
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.interval_moved import Moved, intervals_moved
from engine.planner.offline.text.scale_steps import in_scale, steps_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_VOICE = regex(
    r"\b(?:an?|another|the|one more|some) (?:(?:new|simple|low|lower|high|higher|upper|written|parallel|diatonic) )*"
    r"(?:(?:second|third|2nd|3rd|harmony|parallel|harmonic) )+(?:voices?|parts?|lines?|melod(?:y|ies)|harmon(?:y"
    r"|ies))\b"
    r"|\b(?:an?|some|another) (?:(?:new|simple|low|lower|high|higher|upper|parallel|diatonic) )*harmon(?:y|ies)\b"
    r"|\b(?:second|2nd|harmony) (?:voice|part|line)\b(?! (?:track )?(?:should|must|is|up|down|louder|quieter))"
    r"|\bharmoni[sz]e\b|\bdouble\b(?=[^,;.]*\bin (?:parallel )?(?:thirds|sixths|fourths|fifths)\b)"
    r"|\bparallel (?=(?:thirds|sixths|fourths|fifths)\b)"
    r"|\b(?:an?|another) (?:new )?(?P<twin>twin)(?:ned)?(?: (?:guitar|harmony|lead|solo|synth|lines?|parts?"
    r"|voices?))*\b"
    r"|\b(?:an?|another) (?:new )?(?:counter ?)?(?:lines?|parts?|voices?|melod(?:y|ies)|leads?)\b(?=[^.;]*"
    r"\b(?:thirds?|fourths?|fifths?|sixths?|octaves?) (?:above|below|over|under(?:neath)?|beneath|higher|lower)\b)"
    r"|\ban? (?P<who>(?!copy|send|bus|track|voice)[a-z][a-z -]{2,24}?)(?: (?:line|part|track))? (?:that|which|to)"
    r" (?:just )?(?:doubles?|follows?|shadows?|mirrors?|plays? along with)\b",
    re.IGNORECASE,
)
_WAY = regex(
    r"\b(?:running |going |moving |that (?:runs|goes|moves) )?(?P<way>above|below|under(?:neath)?|beneath|over"
    r"|on top of)\b(?: (?=the |my |our |it\b|that\b|this\b|him\b|her\b))?",
    re.IGNORECASE,
)
_SIZE = regex(
    r"\b(?:(?:in|by|at|an?|of|with) )*(?:parallel )?(?P<size>(?:(?:minor|major|perfect) )?(?:thirds?|fourths?|fifths?"
    r"|sixths?|octaves?"
    r"|seconds?|sevenths?|tenths?|3rds?|4ths?|5ths?|6ths?))\b(?: (?P<way>lower|deeper|higher|down|up|below|above"
    r"|under(?:neath)?|beneath|over)\b)?",
    re.IGNORECASE,
)
_KEY_TOLD = regex(
    r"[\s,;.!?]+(?:(?:and|as|because|cos|since) )?(?:we'?re|we are|it'?s|it is|(?:the|this) (?:\w+ )?(?:song|tune"
    r"|piece) is|that's)"
    r" (?:all )?(?=in [a-g](?:[ -]?(?:sharp|flat)|#|b)? ?(?:major|minor)\b)",
    re.IGNORECASE,
)
""" "We're in C major" is the scale to keep to."""
_STAYS = regex(
    r"[,;.]?\s*(?:(?:so (?:that )?|and |but ))?(?:the |my )?[\w' ]{2,25} (?:itself )?(?:stays?|remains?)"
    r" (?:as (?:it|they) (?:is|are)|untouched|put|the same)$",
    re.IGNORECASE,
)
""" "So the piano stays as it is", as a copy leaves it."""
_DOWN = ("lower", "deeper", "down", "below", "under", "underneath", "beneath")
_BESIDE = frozenset(
    "write add give make put create compose need want have do play copy second voice line to for of with under over"
    " below above it on in at from by that this same rhythm runs running along moves moving follows following parallel"
    " new own track sing get let notes note there as well too simple all through midi melody only just".split()
)


_OF_A_VOICE = regex(r"\b(?:the|my|our) (?:lead |main )?(?:voice|vocals?|vox|singer|singing)\b", re.IGNORECASE)


def second_voice(said: Said) -> list[Step] | None:
    """A copy beside each clip that is named, so many steps of the scale away; None where not all of it is known."""
    whole = _STAYS.sub("", _KEY_TOLD.sub(", ", said.raw.strip(" .!?")))
    if not _VOICE.search(whole):
        return None
    text, name = own_track(whole)
    kept = in_scale(text)
    text = kept.rest if kept else text
    voice = _VOICE.search(text)
    if voice is None:
        return None
    who = voice["who"] or ""
    if who and (who in {one.lower() for one in said.scene.context.tracks} or not _SIZE.search(text[voice.end() :])):
        return None
    name = name or who.title() if name is not None or who else name
    text = f"{text[: voice.start()]} {text[voice.end() :]}"
    size = _SIZE.search(text)
    text = f"{text[: size.start()]} {text[size.end() :]}" if size else text
    way = _WAY.search(text) if not (size and size["way"]) else None
    text = f"{text[: way.start()]} {text[way.end() :]}" if way else text
    word = ((size and size["way"]) or (way and way["way"]) or ("above" if voice["twin"] else "below")).lower()
    apart = taken_apart(text, said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _BESIDE) or len(set(apart.tracks)) > 1 or apart.is_open or apart.unclear or apart.is_unclear:
        return None
    if not apart.tracks and _OF_A_VOICE.search(text):
        return None  # "a third below the voice", which is sung
    clips = named_clips(apart, said)
    meant = {clip for one in apart.things for clip in one.clips}
    if not clips or any(view.kind != "midi" for view in said.scene.clips if view.id in meant):
        return None
    moved = _moved(size["size"] if size else "third", -1 if word in _DOWN else 1, kept.key if kept else "")
    return _beside(clips, moved, name, apart)


def _moved(size: str, way: int, key: str) -> Args:
    """By steps of the scale; by semitones what is told exactly, as a minor third is, and octaves."""
    steps = steps_of(size)
    if steps is not None and steps % 7:
        return {"action": "pitch", "steps": way * steps, **_key(key)}
    semitones = abs(intervals_moved(f"a {size.rstrip('s')} up")[0].semitones)
    return {"action": "pitch", "change": number(way * semitones)}


def _key(said: str) -> Args:
    return {"key": found[0]} if said and (found := keys(said, loose=True)) else {}


def _beside(clips: list[ClipInfo], moved: Args, name: str | None, apart: Said) -> list[Step] | None:
    selected = apart.scene.context.selected_bars if apart.scene.context.is_newly_selected else None
    copies: list[Step] = []
    for clip in clips:
        spans = stretches(apart, clip) if apart.places else [selected] if selected else [clip.bars]
        if not spans or len(spans) != 1:
            return None
        bars = spans[0]
        is_whole = bars is None or bars == clip.bars
        part = {} if bars is None or is_whole else {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
        track = name or f"{clip.track} 2"
        copies.append(Step("arrange", {"action": "duplicate", "clip": clip.id, "track": track, **part}))
    return [*copies, *(Step("edit_notes", {"clip": f"${at}", **moved}) for at in range(1, len(copies) + 1))]


# --- the line itself ---


def in_its_scale(said: Said) -> list[Step] | None:
    """ "The flute a third higher, staying in G major": by steps of the scale; None where no scale is to be kept."""
    kept = in_scale(said.raw)
    moved = intervals_moved(kept.rest) if kept else []
    if kept is None or len(moved) != 1:
        return None
    steps = kept.steps or steps_of(kept.rest[moved[0].start : moved[0].end])
    rest = taken_apart(kept.rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    made = pitch(rest) if steps is not None else None
    if not made or any(one.task != "change_tempo_key" or "semitones" not in one.args for one in made):
        return None
    if steps is None or steps % 7 == 0:
        return made  # an octave is in every scale
    return [_by_steps(one, steps, kept.key, moved[0]) for one in made] if _are_notes(made, said) else None


def _by_steps(step: Step, steps: int, key: str, moved: Moved) -> Step:
    way = 1 if float(step.args["semitones"]) > 0 else -1
    where = {name: value for name, value in step.args.items() if name != "semitones"}
    count = max(1, round(abs(float(step.args["semitones"]) / moved.semitones)))
    return Step("edit_notes", {**where, "action": "pitch", "steps": way * steps * count, **_key(key)})


def _are_notes(steps: list[Step], said: Said) -> bool:
    ids = [str(clip) for one in steps for clip in one.args.get("clips") or [one.args.get("clip")]]
    return all((view := said.scene.clip(one)) is not None and view.kind == "midi" for one in ids)
