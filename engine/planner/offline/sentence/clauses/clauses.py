"""Read clause by clause, each knowing what the one before did."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise

from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.on_its_track import new_track
from engine.planner.offline.reading.dialogue_state import DialogueState, without_talk
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.sentence.apart.own_track import own_track
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.remarks import behind_remarks
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.as_before_then import is_as_before_then
from engine.planner.offline.sentence.clauses.fronted_too import fronted_too
from engine.planner.offline.sentence.clauses.its_end import with_its_end
from engine.planner.offline.sentence.clauses.joints import joints
from engine.planner.offline.sentence.clauses.same_verb import same_verb
from engine.planner.offline.sentence.clauses.topic import Topic, topic_of
from engine.planner.offline.sentence.clauses.whole import GIVES_A_NAME, read_whole
from engine.planner.offline.sentence.clips.copied_further import another_behind, ends_of
from engine.planner.offline.sentence.clips.pieces import piece_edited, piece_kept
from engine.planner.offline.sentence.clips.same_places import WHICH_PLACES, same_places
from engine.planner.offline.sentence.undo.back import back
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TURNS = regex(
    r"^(?:and |then |but )*(?:no|nope|wait|sorry|rather|actually|i mean|not|back|or"
    r"|(?:it|they|he|she) comes? back)\b",
    re.IGNORECASE,
)
_NO_THING = regex(r"(?:and |but |also )*no (?=.*\b(?:there|either|in|during|on|for|until|before)\b)")
_PIECE = regex(r"\b(?:half|halves|pieces?|bits?|parts?|rest|second|first)\b", re.IGNORECASE)
_STATES = regex(r"\b(?:is|are|was|were|sounds?|feels?|seems?|too)\b|'s\b", re.IGNORECASE)
_INSTEAD = regex(r"^\s*instead\b[\s,]*|[\s,]*\binstead\W*$", re.IGNORECASE)
_LETTER = regex(r"[a-z]", re.IGNORECASE)
_MOST_CLAUSES = 5
_THE_COPY = regex(r"\bthe (?:copy|duplicate|clone|new (?:one|track))\b", re.IGNORECASE)
_THE_ORIGINAL = regex(r"\bthe original(?: (?:one|part|track|line))?(?:'s)?(?=\W|$)", re.IGNORECASE)
_IT = regex(r"\b(?:it|that|them)\b", re.IGNORECASE)


_BOTH = regex(r"\b(?:both|(?:the|those|these) two|all (?:three|of them)|all|them both)\b", re.IGNORECASE)


def read_clauses(
    text: str,
    scene: DialogueState,
    depth: int = 0,
    *,
    there: tuple[Bars, ...] = (),
    earlier: tuple[Named, ...] = (),
) -> list[Step] | None:
    """ "Kick down 1 and snare up 2": each clause is read by itself; `earlier` clauses were about these."""
    if depth >= _MOST_CLAUSES:
        return None
    key = "clauses", text, scene.key, depth, there, earlier
    steps = once(key, lambda: _read_clauses(text, scene, depth, there, earlier), of=(scene, tuple(scene.done)))
    return steps and list(steps)


def _read_clauses(
    text: str, scene: DialogueState, depth: int, there: tuple[Bars, ...], earlier: tuple[Named, ...]
) -> list[Step] | None:
    for start, end in joints(text, scene):
        left, right = text[:start], text[end:]
        if _TURNS.match(right) and not _leaves_out(right, scene) and not back(taken_apart(right, scene)):
            return None  # "left, no, right" and "mute it in the break, back in the outro"
        if not left.strip() or not _LETTER.search(right):
            continue  # "master it, -14" turns no fader
        if steps := _of_the_new_track(left, right, scene):
            return steps
        if GIVES_A_NAME.search(left) and not _goes_on(right):
            continue
        first = read_whole(left, scene, Topic(bars=there)) or back(taken_apart(left, scene))
        if first and GIVES_A_NAME.search(left) and first[-1].task != "marker":
            continue  # what has a new name is not called so yet
        if first and is_as_before_then(first, right, scene):
            return first
        if first and (kept := piece_kept(first, right, scene)):
            return kept
        if first and (edited := piece_edited(first, right, partial(_read_of, _clip_of(first, scene), scene))):
            return edited
        if first and first[-1].args.get("action") == "split" and _PIECE.search(right):
            return None  # a piece of what is not split yet
        if not first or first[0].task in ("ask", "chat"):
            continue
        is_why = first[0].args.get("effect") == "eq" and not taken_apart(left, scene).amounts
        if is_why and _STATES.search(left) and not _STATES.search(right):
            continue  # "the cajon sounds harsh, mute it" says why
        if _makes_a_track(first, scene) and not [one for one in taken_apart(right, scene).things if not one.is_pointed]:
            return None  # "a copy of the bass, muted": what is new has no name yet
        alone = DialogueState.of(without_talk(scene.context))
        if any(one.base for one in first) and all(one.is_pointed for one in taken_apart(right, scene).things):
            continue  # "the horn as well, three less"
        before = taken_apart(left, scene, there=there)
        right = with_its_end(first, _as_marker(first, right), scene)
        spoken = tuple(replace(one, start=0, end=0) for one in _sent(first, before.things or _done_to(first)))
        spoken = _copied(first, scene) or spoken
        told = _INSTEAD.sub("", right) if all(one.task == "undo" for one in first) else right
        right = behind_remarks(told)
        subject = topic_of(told[: len(told) - len(right)], right, scene) if right != told else None
        spoken = subject.things if subject and subject.things else spoken  # "…, the keys are too quiet, up two"
        told_so_far = (*earlier, *(one for one in spoken if one not in earlier))
        spoken = told_so_far if _BOTH.search(right) else spoken  # "the one left, the other right, both down 6"
        if more := another_behind(taken_apart(right, alone, before=spoken), ends_of(first, before)):
            return [*first, *more] if all(one.task == "arrange" for one in first) else in_a_row([first, more])
        second = (
            same_verb(first, taken_apart(right, alone, before=spoken))
            or read_whole(right, alone, Topic(spoken, tuple(before.spans)))
            or read_clauses(right, alone, depth + 1, earlier=told_so_far)
            or back(taken_apart(right, scene))
            or same_places(taken_apart(right, alone, before=spoken), State.of(scene))
        )
        if second and first[0].task == "undo" and second[0].task == "transport" and _IT.search(right):
            continue  # "back to normal, then speed it up": the clip, not the song
        if second and second[0].args.get("text") == WHICH_PLACES:
            return second  # nothing is half done
        if second and _loses_its_bar(first, second):
            return None  # "from bar 9 in 6/8 and at 110"
        if second and _turns_twice(first, second):
            continue  # "spread the two a bit, L left, R right" is told once
        second = fronted_too(first, second, before, right) if second else second
        if second and (of_copy := _done_to_copy(first, second, right)):
            return of_copy
        if second and not any(one.base or one.task in ("ask", "chat") for one in second):
            return first if second == first else in_a_row([first, second])
    return None


def _clip_of(first: list[Step], scene: DialogueState) -> Named | None:
    """The one clip that the clause before was done to."""
    view = scene.clip(first[0].args.get("clip"))
    return Named(0, 0, (view.track,), (view.id,), True) if view and view.track else None


def _read_of(one: Named | None, scene: DialogueState, words: str) -> list[Step] | None:
    alone = DialogueState.of(without_talk(scene.context))
    return read_whole(words, alone, Topic((one,))) if one else None


def _copied(first: list[Step], scene: DialogueState) -> tuple[Named, ...]:
    """ "A copy of the riff, and drop it an octave": it is a clip, and not all of its track."""
    args = first[0].args
    view = scene.clip(args.get("clip")) if len(first) == 1 and args.get("action") == "duplicate" else None
    return (Named(0, 0, (view.track,), (view.id,), True),) if view and view.track else ()


def _done_to_copy(first: list[Step], second: list[Step], right: str) -> list[Step] | None:
    """What is done to "it" behind a copy is done to the copy."""
    args = first[0].args
    is_copy = len(first) == 1 and args.get("action") == "duplicate" and "clip" in args and not args.get("count")
    if not is_copy or not _OF_COPY.search(right) or any(one.args.get("clip") != args["clip"] for one in second):
        return None
    if any(one.base or one.task not in _EDITS for one in second):
        return None
    return [*first, *(replace(one, args={**one.args, "clip": "$1"}) for one in second)]


_OF_COPY = regex(
    r"\b(?:it|that|this|(?:the|that) (?:copy|duplicate|new one))\b"
    r"|\b(?:octave|semitones?|tone|fifth|fourth|third)\b"
)
_EDITS = ("edit_clip", "edit_notes", "change_tempo_key", "apply_effect")


def _leaves_out(right: str, scene: DialogueState) -> bool:
    """ "No drums first half and no bass there either" corrects nothing."""
    match = _NO_THING.match(right.lower())
    said = taken_apart(right[match.end() :], scene) if match else None
    return said is not None and bool(said.things) and not said.things[0].is_pointed and said.things[0].start == 0


def _goes_on(right: str) -> bool:
    """ "… Hook and mute the cajon" is no part of the name, as "Rock and Roll" is."""
    words = right.lower().split()
    return len(words) > 1 and words[0] in COMMANDS


_ONE_MORE_LIKE_IT = regex(
    r"(?P<verb>(?:put|add|drop|set|place|make|stick|pop)(?: in)? )(?:an?|another|the) (?P<name>(?P<kind>[\w' ]+?) ?\d+)"
    r"(?= (?:where|when|at|on|in)\b)",
    re.IGNORECASE,
)


def _as_marker(first: list[Step], right: str) -> str:
    """ "… Drop 1 and put a Drop 2 where the lead goes up": what is called alike is a marker, too."""
    named = str(first[-1].args.get("new_name") or "") if first and first[-1].task == "marker" else ""
    match = _ONE_MORE_LIKE_IT.match(right)
    if not match or not re.fullmatch(rf"{re.escape(match['kind'].strip())} ?\d+", named, re.IGNORECASE):
        return right
    return f"{match['verb']}a marker {match['name']}{right[match.end() :]}"


def _of_the_new_track(left: str, right: str, scene: DialogueState) -> list[Step] | None:
    """What is said behind a comma of what is made before it."""
    if own_track(right)[1] is not None:
        return None  # where it goes, and no solo
    first = read_whole(left, scene)
    made = new_track(first, scene) if first else None
    if made is None:
        return None
    inner = [(0, 0), *joints(right, made.scene), (len(right), len(right))]
    clauses = [right[a[1] : b[0]].strip() for a, b in pairwise(inner)]
    ways = [[right]] if len(clauses) < 2 else [[right], clauses]

    source = scene.clip(first[0].args.get("clip")) if first else None

    def read_it(clause: str, later: DialogueState, named: Named) -> list[Step] | None:
        clause = _THE_COPY.sub("it", clause)
        clause = _THE_ORIGINAL.sub(f"the {source.track}", clause) if source and source.track else clause
        said = taken_apart(clause, later)
        pointed = all(one.is_pointed or one.tracks == named.tracks for one in said.things)
        return (
            read_whole(clause, later, Topic((named,))) if pointed else read_whole(f"{named.tracks[0]} {clause}", later)
        )

    return next((steps for way in ways if (steps := made.spoken_of(way, read_it))), None)


def _makes_a_track(steps: list[Step], scene: DialogueState) -> bool:
    args = steps[-1].args
    if args.get("action") == "duplicate" and args.get("track") and args["track"] not in scene.context.tracks:
        return "clip" in args  # the copy of a clip goes to a track that is not there yet
    return args.get("action") in ("duplicate", "new_track") and "clip" not in args


def _done_to(first: list[Step]) -> list[Named]:
    """ "Down at -8 and off to the right": what the clause before was done to without naming it."""
    tracks = {str(track) for one in first for track in one.args.get("tracks") or [one.args.get("track")] if track}
    return [Named(0, 0, tuple(tracks))] if len(tracks) == 1 and all(one.task == "mix" for one in first) else []


def _sent(first: list[Step], things: list[Named]) -> list[Named]:
    """ "Pluck into the delay, and pan it left": of a send it is what is sent that is spoken of."""
    if any(one.task != "route" or one.args.get("action") != "send" for one in first):
        return things
    tracks = {one.args.get("track") for one in first}
    return [one for one in things if tracks.issuperset(one.tracks)] or things


def _turns_twice(first: list[Step], second: list[Step]) -> bool:
    """Do both clauses set a side or a fader of the same track, and to other values?"""

    def told(steps: list[Step]) -> dict[tuple[str, str], object]:
        return {
            (str(track), name): one.args[name]
            for one in steps
            if one.task == "mix"
            for name in ("value", "set_db")
            if name in one.args
            for track in one.args.get("tracks") or [one.args.get("track")]
        }

    one, other = told(first), told(second)
    return any(key in other and other[key] != value for key, value in one.items())


def _loses_its_bar(first: list[Step], second: list[Step]) -> bool:
    """Does the clock change somewhere by the one clause, and everywhere by the other?"""
    clocks = [one for one in (*first, *second) if one.task == "transport"]
    return len(clocks) == len(first) + len(second) and len({"bar" in one.args for one in clocks}) > 1
