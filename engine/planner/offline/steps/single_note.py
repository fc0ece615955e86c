"""Single notes changed: "the altos' last note should be a G, not an E", "delete the third note of the flute"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.part_said import PART, edge, numbered
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.notes_said import NotesSaid, chord_number, notes_said
from engine.planner.offline.text.pitch_said import PITCH, pitch_said
from engine.planner.offline.text.reason import without_reason
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_NUMBERS = {
    **{"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "last": -1},
    **{"final": -1, "closing": -1, "penultimate": -2, "last but one": -2, "second to last": -2},
}
_WHICH = re.compile(
    rf"\b(?<!every"
    rf" )(?P<which>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+(?:single\s+)?notes?\b(?!\s+values?\b)"
    rf"|\bnotes?\s+(?:number\s+)?(?P<number>\d+)\b"
    rf"|\b(?:every|each|all (?:of )?the|any)\s+(?:single\s+)?(?P<every>{PITCH})(?:'?s)?(?=\W|$)"
    r"|\b(?:all (?:of )?(?:the )?|the |every )(?P<plural>(?-i:[A-G])(?:#|b|♯|♭)?)(?-i:s)\b"
    r"|\bthe\s+(?P<one>(?-i:[A-G])(?:#|b|♯|♭|[ -](?:sharp|flat))?\d?)(?=\s+(?:in|of|on|at|should|must|is)\b)"
    r"|\bthe\s+(?P<all>(?-i:[A-G])(?:#|b|♯|♭)?)(?-i:'?s)(?=\s+(?:in|of|should|must|are)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    rf"[\s,;]*\b(?:and |but )?(?:not(?: is)?|no|instead of|rather than|isn't|is not)\s+(?:an?\s+|the\s+)?"
    rf"(?P<old>{PITCH})",
    re.IGNORECASE,
)
_TO = re.compile(rf"\b(?:to|into|an?|on|as|be|is|becomes?|=)\s+(?:an?\s+)?(?P<to>{PITCH})", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s+(?:an?\s+)?(?P<old>{PITCH})", re.IGNORECASE)
_TIMES = (
    (
        r"\b(?:only )?half (?:as|the|its|their|so|of the)?\s*(?:long|length|duration)\b|\bhalve(?: (?:the|its)"
        r" length)?\b", 0.5),
    (r"\b(?:twice|double) (?:as|the|its)?\s*(?:long|length|duration)\b|\bdouble (?:it )?in length\b", 2.0),
    (r"\bthree times as long\b", 3.0),
    (r"\btwo times (?:as|the) long\b|\bdouble (?:the|their|its) (?:length|duration)s?\b", 2.0),
    (r"\blonger\b|\blengthen\b|\bextend\b", 1.5),
    (r"\bshorter\b|\bshorten\b", 0.5),
)
_DELETES = re.compile(r"\b(?:delete|remove|erase|drop|cut|take (?=.*\bout\b)|kill|lose|get rid of)\b", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w'’])[A-G](?:#|b|♯|♭)?\d?(?![\w#'’])(?!\s+(?:major|minor)\b)")
_STRUCK = re.compile(r"\bvelocity\s*(?:to|at|of|=)?\s*(?P<value>\d{1,3})\b", re.IGNORECASE)
_CORRECTS = re.compile(r"^\W*(?:no|nope|sorry|oops|wait|actually|i (?:meant?|said)|make (?:it|that))\b", re.IGNORECASE)
_LOUD = re.compile(r"\b(?P<louder>louder|harder|stronger)\b|\b(?:softer|quieter|gentler)\b", re.IGNORECASE)
_BESIDE = frozenset(
    "shorter longer all every each the a an my our of in on at for to by from please now just only note notes"
    " should must has"
    " have needs be is make"
    " set change turn move put take out want i we it its that and but so as long length then thanks can could"
    " would you no nope sorry oops ought becomes become 's s one single bit little hold let transpose raise lower"
    " would like me".split()
)
_SPEAKS_OF_ONE = re.compile(
    rf"\b(?:{'|'.join(_NUMBERS)}|top|bottom|highest|lowest|middle|that|this|one|single|\d+(?:st|nd|rd"
    rf"|th))\s+(?:\w+\s+)?"
    rf"(?:notes?|chords?)\b(?!\s+values?)|\b(?:every|each|all the) {PITCH}s?(?=\W|$)",
    re.IGNORECASE,
)
_A_PITCH = re.compile(r"\b(?i:an?) [A-G](?:#|b)?(?![\w#'’-])(?!\s*(?i:major|minor|maj|min|flat|sharp|dorian|mode))")
""" "A G" is a note; a key is told without the article."""
_SPEAKS_OF_A_HIT = re.compile(
    rf"\b(?:{'|'.join(_NUMBERS)}|next|final)\s+(?:\w+\s+)?(?:hits?|stabs?|crash(?:es)?|words?|syllables?|phrases?)\b"
    r"(?!\s+(?:of|from|on)\s+(?:bar|beat)\b)",
    re.IGNORECASE,
)
WHERE_IS_IT = "Say where in the clip that is, in bars or seconds."
WHICH_NOTE = (
    "I did not understand which note should become what; say it like “the last note of the melody should be a G” or"
    " “delete the third note of the bass”."
)


def single_note(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other. The grammar is closed: no word is left over."""
    said = without_reason(plain(text).strip())
    if '"' in said or said.endswith("?") and not re.match(r"\W*(?:can|could|would|will)\b", said, re.IGNORECASE):
        return None
    which = _WHICH.search(said)
    some = None if which else notes_said(said)
    if some:
        chosen, rest = _some(some), some.rest
    else:
        chosen, rest = (_chosen(which), _cut(said, which)) if which else (_of_before(said, scene), said)
    if not chosen and some is None:
        return None
    found = _act(rest)
    if found is None or some and not some.only and found[0]["action"] == "pitch":
        return None
    act, rest = found
    if not which and not some and "to" in act and _CORRECTS.match(said) and not things(rest, scene):
        frame = done_last(State.of(scene))[0]
        return (
            [told_as(Step("edit_notes", {**frame.args, "to": act["to"]}), "fix", frame)] if "to" in frame.args else None
        )
    bars = PART.search(rest)
    rest = _cut(rest, bars) if bars else rest
    named = things(rest, scene)
    clips = [clip for one in named for clip in one.clips if (view := scene.clip(clip)) and view.kind == "midi"]
    clips = list(dict.fromkeys(clips)) or ([] if named else _meant(scene) if which or some else [str(chosen["clip"])])
    if _left_over(rest, named) or not clips:
        return None
    where = (numbered(bars) if bars["a"] else edge(bars, clips, scene)) if bars else None
    reach = {"start_bar": number(where[0]), "end_bar": number(where[1])} if where else {}
    args: Args = {**chosen, "clip": clips[0], **act, **reach}
    if len(clips) > 1:
        args = {"clips": clips, **{name: value for name, value in args.items() if name != "clip"}}
    return [Step("edit_notes", args)]


_PART_OF_SOUND = ("reverse", "gain", "delete", "duplicate", "move", "cut", "trim")
_REACH = frozenset(("start", "end", "start_bar", "end_bar", "lyrics", "text"))


def asked_which_note(steps: Sequence[Step], text: str) -> str:
    """The question that stands for an act on a whole clip where the words speak of one note; "" for any other."""
    simple = plain(text)
    is_key = any("key" in step.args for step in steps if step.task == "change_tempo_key")
    if is_key and _A_PITCH.search(simple) and not re.search(r"\b(?:key|scale)\b", simple, re.IGNORECASE):
        return WHICH_NOTE
    is_whole = any(_is_of_the_whole(step) for step in steps)
    if not is_whole or '"' in simple:
        return ""
    is_part = any(step.args.get("action") in _PART_OF_SOUND and not _REACH & set(step.args) for step in steps)
    is_of_a_hit = is_part and _SPEAKS_OF_A_HIT.search(simple)
    return WHICH_NOTE if _SPEAKS_OF_ONE.search(simple) else WHERE_IS_IT if is_of_a_hit else ""


def _is_of_the_whole(step: Step) -> bool:
    if step.task == "arrange":
        return step.args.get("action") in ("delete", "duplicate", "move", "place")
    if step.task == "edit_clip":
        return step.args.get("action") in ("cut", "trim", "reverse", "gain")
    return step.task == "change_tempo_key" or step.task == "edit_notes" and not {"note", "only"} & set(step.args)


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _chosen(which: re.Match[str]) -> Args:
    if name := which["every"] or which["all"] or which["plural"] or which["one"]:
        return {"only": pitch_said(name)}
    return {"note": _NUMBERS[which["which"].lower()] if which["which"] else int(which["number"])}


def _some(said: NotesSaid) -> Args:
    """ "The third of the last chord": the chord is counted, its note named."""
    place = chord_number(said.chord)
    return {**({"only": said.only} if said.only else {}), **({"note": place} if place else {})}


def _of_before(said: str, scene: DialogueState) -> Args:
    """ "And only half as long", after a note was changed, is about that note."""
    frames = done_last(State.of(scene)) if scene.context.dialogue and scene.done else []
    if len(frames) != 1 or frames[0].tool != "edit_notes" or "note" not in frames[0].args or things(said, scene):
        return {}
    kept = ("clip", "note", "start_bar", "end_bar")
    return {name: value for name, value in frames[0].args.items() if name in kept} if "clip" in frames[0].args else {}


def _act(rest: str) -> tuple[Args, str] | None:
    """What is done, and the words without it."""
    only: Args = {}
    for pattern in (_NOT, _FROM):
        if old := pattern.search(rest):
            only, rest = {"only": pitch_said(old["old"])}, _cut(rest, old)
    to = list(_TO.finditer(rest))
    if to:
        return {"action": "pitch", "to": pitch_said(to[-1]["to"]), **only}, _cut(rest, to[-1])
    if len(bare := list(_BARE.finditer(rest))) == 1:
        return {"action": "pitch", "to": pitch_said(bare[0][0]), **only}, _cut(rest, bare[0])
    if match := _STRUCK.search(rest):
        return {"action": "velocity", "value": int(match["value"])}, _cut(rest, match)
    moved = intervals_moved(rest)
    if len(moved) == 1 and moved[0].has_way and not moved[0].is_cents:
        return {
            "action": "pitch",
            "change": number(moved[0].semitones),
            **only,
        }, f"{rest[: moved[0].start]} {rest[moved[0].end :]}"
    if by := _by_an_interval(rest):
        return {"action": "pitch", "change": by[0], **only}, by[1]
    for words, times in _TIMES:
        if match := re.search(words, rest, re.IGNORECASE):
            return {"action": "length", "times": times}, _cut(rest, match)
    if match := _LOUD.search(rest):
        return {"action": "velocity", "change": 15 if match["louder"] else -15}, _cut(rest, match)
    if match := _DELETES.search(rest):
        return {"action": "delete"}, _cut(rest, match)
    return None


_BY = re.compile(
    r"\b(?:by )?(?P<count>an?|one|two|three|\d+) (?P<unit>semi-?tones?|half[ -]?(?:tones?|steps?)|(?:whole"
    r" )?(?:tones?|steps?)"
    r"|octaves?)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(?:(?P<up>raise|sharpen|lift)|lower|flatten|drop)\b", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def _by_an_interval(rest: str) -> tuple[float, str] | None:
    """ "Lower … by a semitone": semitones, and the words without both."""
    by, way = _BY.search(rest), _WAY.search(rest)
    if not by or not way:
        return None
    unit, said = by["unit"].lower(), by["count"].lower()
    size = 12 if unit.startswith("oct") else 1 if unit.startswith(("semi", "half")) else 2
    change = size * (_COUNTS.get(said) or int(said)) * (1 if way["up"] else -1)
    return change, _WAY.sub(" ", _cut(rest, by))


def _meant(scene: DialogueState) -> list[str]:
    """Without a name: the clip that is selected, or the only one with notes."""
    notes = [one.id for one in scene.clips if one.kind == "midi"]
    chosen = [clip for clip in scene.context.selected_clips if clip in notes]
    return chosen or (notes if len(notes) == 1 else [one for one in [scene.focus(("midi",))] if one and scene.done])


def _left_over(rest: str, found: Sequence[Thing]) -> bool:
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(rest))
    return any(
        word.low not in _BESIDE for word in tokens(left.replace("'s", " ").replace("s'", " ")) if word.text[0].isalnum()
    )
