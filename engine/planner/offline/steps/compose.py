"""Compose: the steps of a request that needs no earlier turn to be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from engine.errors import UserError
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.reading.reading_cache import pieces
from engine.planner.offline.reading.router import Route
from engine.planner.offline.sentence.clauses.whole import of_notes
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.effects import one_each
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.slots.part_said import PART, numbered
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.steps.as_meant import as_meant
from engine.planner.offline.steps.as_stems import SPEECH_OUT
from engine.planner.offline.steps.cataphora import lacks_a_clip, point_to_what_follows
from engine.planner.offline.steps.clauses import parts_of, with_place
from engine.planner.offline.steps.merge import is_said_already, names_the_track, said_once
from engine.planner.offline.steps.new_group import made_group, of_the_group, with_its_name
from engine.planner.offline.steps.new_thing import PLAIN_NEW
from engine.planner.offline.steps.one_more import one_more
from engine.planner.offline.steps.reply import question_of, unsure_text
from engine.planner.offline.steps.replying import reply_step
from engine.planner.offline.steps.routes import MAKERS, ranked
from engine.planner.offline.steps.safety import SURE, delete_question, is_deletion
from engine.planner.offline.steps.sequence import ordered
from engine.planner.offline.steps.several_of import one_each_of
from engine.planner.offline.steps.shared import completed, same_way, settings_for_all
from engine.planner.offline.steps.spots import as_counted
from engine.planner.offline.steps.unused import leaves_an_amount
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import COMMANDS, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

GUESS = 0.15
"""Below this chance three guesses in four are wrong (measured on held-out requests): ask instead …"""
GUESS_ALONE = 0.24
"""… and below this one where no conversation tells more: more of them are beside the task table than on it."""
SECOND = 0.06
"""A reading that is at least this likely is taken when the likelier one cannot be carried out."""


SHARE_OF_FIRST = 0.3
"""… and at least this share as likely as that one: else what it lacks is asked for."""
CLOSED = 0.97
"""From here on the form says which task it is: what it lacks is asked for."""
UNSURE_OF_TASK = 0.5
"""Below this chance a reading that leaves a figure out gives way to one that uses all of them."""
SECOND_ON_NOTES = 0.03
"""The same where the likelier reading needs a recording and the clip holds notes."""
RECORDED = ("denoise", "enhance_speech", "separate_speakers", "harmonize")
"""Work on recordings only, never on notes."""


_DOUBLED = regex(r"\bdouble\b.*\b(?:octave|third|fourth|fifth|sixth)\b", re.IGNORECASE)
""" "Double it an octave down": a second voice, or notes an octave lower; no copy on the timeline."""
_SOME_OF = regex(
    r"\b(?:an?|some) (?:\w+ )?(?:chunk|bit|part|piece|section|slice)s? (?:of|from|out of)\b", re.IGNORECASE
)
""" "Lose a chunk of the drums": not the clip."""
_BEAT = regex(r"\bbeat\b", re.IGNORECASE)
_AS_NOTES = regex(r"\b(?:midi|notes?|patterns?|program\w*|drums?|write|compose)\b", re.IGNORECASE)
""" "A house beat" is one to be heard, unless it is spoken of as notes."""
_TO_A_FILE = regex(
    r"\b(?:export|save|bounce|files?|mp3|wavs?|flac|give|need|print|write|render|out)\b", re.IGNORECASE
)
""" "Write a bass line, as MIDI": how it is made, no file."""
_SWITCHED_ON = regex(
    r"^\W*(?:(?:and|then)\W+)*(?:switch|turn|put|set) (?:it|that|looping|the (?:loop|cycle|click)) (?:back )?on\W*$",
    re.IGNORECASE,
)
""" "Set the loop from 9 to 17 and switch it on"."""
_NOTHING = regex(
    r"^\s*(?:and\s+|but\s+)?(?:(?:render|do|make|change|touch|add) nothing else|nothing else|nothing more|no more"
    r"|that'?s (?:it|all)|leave (?:the rest|everything else|all else)\b.*|keep everything else\b.*|"
    r"(?:don'?t|do not) (?:touch|change|render|do|play) (?:anything|the rest|it)\b.*|only that|just that"
    r"|the rest can stay\b.*|thanks?|thank you|please|(?:job )?done|sorted|finished"
    r"|for (?:me|us|him|her|them|my \w+|the \w+) to (?:sing|play|practi[sc]e|jam|solo|rap)"
    r" (?:over|along|to|on)\b.*)[\s.!]*$",
    re.IGNORECASE,
)


def in_words_of_its_own(text: str, scene: DialogueState, before: Sequence[Step] = ()) -> list[Step]:
    """Plan a request that needs no earlier turn to be understood; `before` are the steps in front of it."""
    steps = list(before)
    whole = with_place(text, scene) if len(pieces(text, scene)) <= 3 else [text]
    told = parts_of(whole[0], scene)
    in_order = ordered(told, scene)
    in_order = [one for part in in_order for one in _effects(part, scene)]
    if in_order != told or lacks_a_clip(in_order[0], scene):
        point_to_what_follows(in_order, scene)
    parts = [piece for part in in_order for piece in with_place(part, scene)] + whole[1:]
    group = ""
    for place, part in enumerate(parts):
        group = made_group(steps) or group
        part = of_the_group(part, group, scene)
        if steps and steps[-1].task == "transport" and _SWITCHED_ON.match(part):
            continue
        if steps and (_NOTHING.match(part) or names_the_track(part, steps)):
            continue
        if again := one_more(part, steps, scene) or (of_notes(part, scene) if len(parts) > 1 else None):
            steps += again
            scene.steps += [(one.task, dict(one.args)) for one in again]
            continue
        clause, args = _read(part, scene, is_first=not steps, is_only=len(parts) == 1)
        if clause.task in REPLIES and _is_one_more_sound(part, parts, scene):
            clause = Clause(part, "generate_audio", "", scene, first=not steps)
            args = filled(clause)
        if clause.task == "export" and steps and steps[-1].task in MAKERS and not _TO_A_FILE.search(part):
            continue
        if clause.task in REPLIES:
            if len(parts) == 1:
                return [reply_step(clause.task, text, scene)]
            continue
        if clause.missing:
            args = completed(clause, args, _beside(clause, parts[place + 1 :]), _problem)
            if not args:
                return [Step("ask", {"text": clause.missing[0]})]
        args = same_way(clause, args)
        if steps and is_said_already(clause.task, args, part, steps):
            continue
        settings_for_all(clause, args, steps, scene)
        for one in _in_full(clause, spread(clause.task, args), len(steps)):
            if steps and (ended := _ended_there(steps[-1], one, len(steps))):
                steps[-1], scene.steps[-1] = ended, (ended.task, dict(ended.args))
            if steps and one == steps[-1] and one.task in ("transport", "set_track"):
                continue
            if steps and (both := said_once(steps[-1], one, len(steps))):
                steps[-1], scene.steps[-1] = both, (both.task, dict(both.args))
                continue
            steps.append(one)
            scene.steps.append((one.task, dict(one.args)))
    steps = with_its_name(steps, group)
    best = ranked(text, scene)[0].task
    return steps or [reply_step(best if best in REPLIES else "ask", text, scene)]


def _is_one_more_sound(part: str, parts: Sequence[str], scene: DialogueState) -> bool:
    """ "Two gunshots" — "and a scream": new things beside a sound that is made are sounds, too."""
    others = [other for other in parts if other is not part]
    return PLAIN_NEW.match(part) is not None and any(ranked(one, scene)[0].task == "generate_audio" for one in others)


def _ended_there(before: Step, step: Step, number: int) -> Step | None:
    """ "Cut it at bar 5, with a short fade": what is faded out at a cut ends there."""
    faded = step.args.get("clip") if step.args.get("action") == "fade_out" else None
    is_faded = faded is not None and faded in (f"${number}", before.args.get("clip"))
    if before.args.get("action") != "split" or "at" not in before.args or not is_faded:
        return None
    return Step("edit_clip", {"clip": before.args["clip"], "action": "trim", "start": 0, "end": before.args["at"]})


_FADED = regex(r"\bwith an? (?:\w+ ){0,2}?fade(?: ?-?out)?\b")


def _in_full(clause: Clause, steps: list[Step], before: int) -> list[Step]:
    """An end with a fade is two edits; a second voice of notes is a copy on a track of its own, transposed."""
    ended = steps[0] if len(steps) == 1 and clause.task == "edit_clip" else None
    if ended and ended.args.get("action") == "trim" and _FADED.search(clause.low):
        return [ended, Step("edit_clip", {"clip": f"${before + 1}", "action": "fade_out"})]
    if clause.task == "harmonize" and len(steps) == 1 and (moved := _moved(clause, steps[0])):
        return [moved]
    if clause.task != "harmonize" or len(steps) != 1 or not _is_notes(clause, steps[0].args.get("clip")):
        return steps
    view = clause.scene.clip(steps[0].args["clip"])
    size = semitones_of(str(steps[0].args.get("interval") or ""))
    if size > 0 and {one.semitones < 0 for one in intervals_moved(clause.low) if one.has_way} == {True}:
        size = -size
    if view is None or not size:
        return steps
    copy = Step("arrange", {"action": "duplicate", "clip": view.id, "track": f"{view.track or view.name} 2"})
    return [copy, Step("change_tempo_key", {"clip": f"${before + 1}", "semitones": size})]


_ADDS = regex(
    r"\b(?:add\w*|duplicat\w*|clon\w*|new|own|track|plus|with"
    r"|harmon\w*|second|third|another|doubl\w+|cop(?:y|ied)|layer\w*|voices?|also|too|as well"
    r"|one|part|give|put|write|make|need|want|have|sing\w*|line|below|above|under\w*|beneath)\b",
    re.IGNORECASE,
)


def _moved(clause: Clause, step: Step) -> Step | None:
    """ "Stab an octave lower in bar 25" moves what is there; nothing is added to it."""
    found = [one for one in intervals_moved(clause.text) if one.has_way]
    clip = step.args.get("clip")
    if len(found) != 1 or found[0].is_cents or not clip or _ADDS.search(clause.text):
        return None
    bars = PART.search(clause.text)
    told = numbered(bars) if bars and bars["a"] else None
    where = {"start_bar": number(told[0]), "end_bar": number(told[1])} if told else {}
    return Step("change_tempo_key", {"clip": clip, "semitones": number(found[0].semitones), **where})


def _effects(part: str, scene: DialogueState) -> list[str]:
    """A clause that names several effects as one for each."""
    found = one_each(part)
    return found if len(found) > 1 and ranked(part, scene)[0].task == "apply_effect" else [part]


def _beside(clause: Clause, later: list[str]) -> Iterator[Args]:
    """What the same task is given beside a clause that lacks something: in the step before, in the clauses after."""
    if clause.scene.steps and clause.scene.steps[-1][0] == clause.task:
        yield clause.scene.steps[-1][1]
    for part in later:
        other, args = _read(part, clause.scene, is_first=clause.first, is_only=False)
        if (other.task, other.kind) != (clause.task, clause.kind):
            return
        yield args




def spread(task: str, args: Args) -> list[Step]:
    """One call per clip or track where a task takes one and several were named."""
    own = one_each_of(task, args)
    if own is not None:
        return own
    clips, row = args.get("clip"), find_task(task)
    if isinstance(args.get("bar"), list):
        return [step for bar in args["bar"] for step in spread(task, {**args, "bar": bar})]
    if isinstance(args.get("aspect"), list):
        return [step for aspect in args["aspect"] for step in spread(task, {**args, "aspect": aspect})]
    if task == "mix" and isinstance(args.get("track"), list):
        sides = args["value"] if isinstance(args.get("value"), list) else None
        moves = [args if sides is None else {**args, "value": side} for side in sides or args["track"]]
        return [Step(task, {**move, "track": track}) for move, track in zip(moves, args["track"], strict=True)]
    if not isinstance(clips, list):
        return [Step(task, args)]
    if any(arg.name == "clips" for arg in row.args):
        return [Step(task, {**{name: value for name, value in args.items() if name != "clip"}, "clips": clips})]
    return [Step(task, {**args, "clip": clip}) for clip in clips]


def _read(part: str, scene: DialogueState, *, is_first: bool, is_only: bool) -> tuple[Clause, Args]:
    """The likeliest reading of a clause that can be carried out, with its arguments."""
    first = _clause(part, scene, is_first=is_first, is_only=is_only)
    args = filled(first)
    is_whole = first.task in REPLIES or works(first, args)
    is_sure = first.task in REPLIES or ranked(part, scene)[0].sure >= UNSURE_OF_TASK
    if is_whole and (is_sure or not leaves_an_amount(part, spread(first.task, args), scene)):
        return first, args
    on_notes = first.task in RECORDED and _is_notes(first, args.get("clip"))
    least = SECOND_ON_NOTES if on_notes else max(SECOND, SHARE_OF_FIRST * ranked(part, scene)[0].sure)
    options = [one for one in ranked(part, scene) if one.task not in (*REPLIES, first.task) and one.sure >= least]
    is_closed = ranked(part, scene)[0].sure >= CLOSED and first.task == ranked(part, scene)[0].task
    if is_closed or first.is_settled or find_task(first.task).said:  # what is said in a task's own form is nothing else
        options = []
    for option in options:
        clause = Clause(part, option.task, option.kind, scene, first=is_first)
        other = filled(clause)
        if not works(clause, other) or is_deletion(clause.task, other):
            continue
        if not is_whole or not leaves_an_amount(part, spread(clause.task, other), scene):
            return clause, other
    if is_whole:
        return first, args
    if not first.missing and (problem := _problem(first, args)):
        options = ranked(part, scene)
        is_firm = options[0].task == first.task and options[0].sure > 0.6
        first.need(question_of(problem) if is_firm else unsure_text(part, options))
    return first, args


def filled(clause: Clause) -> Args:
    """The arguments of a clause; its task becomes the one that they call for."""
    args = fill(clause)
    clause.task, args = as_meant(clause, args)
    if clause.task == "separate_stems" and (speech := SPEECH_OUT.search(clause.low)) and "clip" in args:
        clause.task, args = "extract_sound", {"clip": args["clip"], "target": speech[1]}
    args = as_counted(clause.task, args, clause.scene)
    return _as_place(clause, args) if clause.task == "arrange" else args


def works(clause: Clause, args: Args) -> bool:
    """True when nothing is missing and the task table takes the arguments."""
    return not clause.missing and not _problem(clause, args)


def _problem(clause: Clause, args: Args) -> str:
    """What is wrong with the arguments, or ""."""
    as_notes = clause.task == "harmonize" and semitones_of(str(args.get("interval") or ""))
    if clause.task in RECORDED and not as_notes and _is_notes(clause, args.get("clip")):
        return f"{clause.task} needs clip (a recording)"
    try:
        for step in spread(clause.task, args):
            find_task(step.task).check(step.args)
    except UserError as error:
        return str(error)
    return ""


def _is_notes(clause: Clause, clip_id: object) -> bool:
    clip = clause.scene.clip(clip_id)
    return clip is not None and clip.kind == "midi"


def _clause(part: str, scene: DialogueState, *, is_first: bool, is_only: bool) -> Clause:
    options = ranked(part, scene)
    best = options[0]
    if best.task in REPLIES and not is_only:
        best = next((one for one in options if one.task not in REPLIES and one.sure > 0.12), best)
    elif best.task == "ask" and best.sure < 0.85:
        second = next((one for one in options[1:] if one.task not in REPLIES and one.sure > 0.15), None)
        if second and _says_it_all(Clause(part, second.task, second.kind, scene, first=is_first)):
            best = second
    elif best.task == "ask" and any(named_words(part, scene)):
        second = next((one for one in options[1:] if one.task not in REPLIES), best)
        if second.task == "sing" and second.sure > (1 - best.sure) / 2 and _is_asked_to_sing(part, scene):
            best = second
    elif is_only and best.sure < (GUESS if scene.context.dialogue else GUESS_ALONE):
        best = Route("chat" if _is_remark(part, scene) else "ask", "", best.sure)
    if (best.task, best.kind) == ("arrange", "duplicate") and _DOUBLED.search(part):
        best = Route("harmonize", "", best.sure)
    if (best.task, best.kind) == ("arrange", "delete") and _SOME_OF.search(part):
        best = Route("edit_clip", "cut", best.sure)
    if (best.task, best.kind) == ("generate_midi", "drums") and _BEAT.search(part) and not _AS_NOTES.search(part):
        best = next((one for one in options if one.task == "generate_audio" and one.sure > SECOND), best)
    clause = Clause(part, best.task, best.kind, scene, first=is_first)
    if best.task == "harmonize" and _DOUBLED.search(part) and _is_notes(clause, filled(clause).get("clip")):
        clause = Clause(part, "change_tempo_key", "", scene, first=is_first)
    if best.task == "arrange" and best.kind == "delete" and best.sure < SURE:
        clause.need(delete_question(fill(clause), scene))
    return clause


def _is_asked_to_sing(part: str, scene: DialogueState) -> bool:
    """ "Sing the capstan tune": the notes are named, and words are not needed."""
    clause = Clause(part, "sing", "", scene)
    return bool(re.match(r"\W*(?:please )?sing\b", part, re.IGNORECASE)) and "midi" in fill(clause)


def _is_remark(text: str, scene: DialogueState) -> bool:
    """In a conversation: words that name nothing here, count nothing and ask for nothing."""
    if not scene.context.dialogue or pending(scene) or quantities(text) or any(named_words(text, scene)):
        return False
    words = [token.low for token in tokens(text)]
    return not COMMANDS.intersection(words) and not re.search(r"\b(?:it|that|them|this|need|want|too)\b", text.lower())


def _says_it_all(clause: Clause) -> bool:
    """Does a clause that sounds vague give its task everything, and name what it is about?"""
    args = fill(clause)
    named = any(name in args for name in ("clip", "clips", "track", "midi", "image", "prompt", "text"))
    return not clause.missing and named and len(args) >= 2


def _as_place(clause: Clause, args: dict[str, Any]) -> dict[str, Any]:
    """What was only just made is placed, not moved; a clip "on a track named X" is placed there."""
    if args.get("action") == "move" and str(args.get("clip", "")).startswith("$"):
        maker = clause.scene.steps[int(re.findall(r"\d+", str(args["clip"]))[0]) - 1][0]
        return {**args, "action": "place"} if maker in MAKERS else args
    if args.get("action") == "new_track" and (phrase := clause.said("clip")) is not None:
        found = reference(clause, phrase.text)
        if isinstance(found, str) and "name" in args:
            return {"action": "place", "clip": found, "track": args["name"]}
    return args
