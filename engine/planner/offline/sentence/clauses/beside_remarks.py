"""Read a request beside its remarks: the whole of it first, or the part that is no remark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.again import made_again
from engine.planner.offline.making.which_one import one_of_those_made
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.place import ORDINALS
from engine.planner.offline.sentence.apart.remarks import without_remarks
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.asides import without_asides
from engine.planner.offline.sentence.clauses.clauses import read_clauses
from engine.planner.offline.sentence.clauses.fronted import fronted
from engine.planner.offline.sentence.clauses.joints import are_two
from engine.planner.offline.sentence.clauses.topic import (
    THERE,
    Topic,
    names_a_thing,
    names_a_track,
    says_whose,
    topic_of,
    worked_on,
)
from engine.planner.offline.sentence.clauses.whole import read_whole
from engine.planner.offline.sentence.clips.written_down import is_of_notes
from engine.planner.offline.sentence.effects.hiss import is_of_its_tone
from engine.planner.offline.sentence.follow_ups.some_of_it import some_of_it
from engine.planner.offline.sentence.routing.rooms import room_made
from engine.planner.offline.sentence.undo.back import back
from engine.planner.offline.sentence.undo.back_changed import back_changed
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.sentence.undo.not_done import not_done
from engine.planner.offline.sentence.undo.of_remark import of_remark
from engine.planner.offline.sentence.undo.taken_back import is_making
from engine.planner.offline.singing.harmonies import harmony, harmony_instead, harmony_level, harmony_part
from engine.planner.offline.singing.last import voiced_below
from engine.planner.offline.singing.stems import stems_asked
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FIGURE = regex(r"\d")
_BINDS = regex(r"\b(?:same amount|as (?:much|far|loud) as|half (?:of|as)|twice as)\b")
_ONE_OF_THEM = regex(r"\b(?:just|only)\b.*\b(?:first|second|third|last|other) one\b", re.IGNORECASE)
_KEPT_ONE = regex(rf"\bthe (?P<which>{'|'.join(ORDINALS)}) one\b", re.IGNORECASE)
_KEPT = regex(
    r"^(?:the )?(?P<what>[\w']+(?: [\w']+)?) (?:stays?|remains?|can stay) (?:\w+ ?){1,3}, ?(?:but |only )?"
    rf"(?P<rest>.*\bthe (?:{'|'.join(ORDINALS)}) one\b.*)$",
    re.IGNORECASE,
)
_KEEPS_THE_REST = regex(
    r"(?<=\w)(?:[,.;]+\s*|\s+)(?:(?:and|but)\s+)?(?:keep|leave|(?:don'?t|do not) touch)"
    r" (?:the rest|everything else|all else|the others?|(?:all )?(?:the|my|our) other (?:stuff|things?|bits?"
    r"|changes|edits"
    r"|parts?|tracks?))"
    r"(?: (?:as (?:it |they )?(?:is|are|was|were)|alone|in|untouched|like (?:it|that) (?:is|was)))?[\s.!]*$",
    re.IGNORECASE,
)
_TAKES_BACK = regex(r"\b(?:un-?do|undone|revert|redo|back|restore|mute all|solo)\b", re.IGNORECASE)
_ONE_MORE_VOICE = regex(r"(?:(?:and|now|plus|then|also|add)\W+)*(?:one|another|one more|a second)\b", re.IGNORECASE)
_WAS_BETTER = regex(r"\b(?:before|better|earlier|worse|back)\b")
""" "The tuba was better before" asks for something."""


_FIRST_IT = regex(r"\b(?:it|him|her)\b(?!')", re.IGNORECASE)


def _with_who(words: str, topic: Topic, scene: DialogueState) -> str:
    """ "The choir comes in like a truck. Fade it in …, and 2 dB off the whole track": the choir."""
    match = _FIRST_IT.search(words)
    tracks = {one.tracks for one in topic.things}
    if match is None or len(tracks) != 1 or any(one.is_clip for one in topic.things):
        return words
    named = [one for one in taken_apart(words, scene).things if not one.is_pointed]
    (who,) = tracks
    return words if named or len(who) != 1 else f"{words[: match.start()]}{who[0]}{words[match.end() :]}"


def read_beside_remarks(simple: str, scene: DialogueState) -> list[Step] | None:
    """The sentence, or what of it is no remark."""
    simple = _renamed_by_remark(simple, scene)
    if stems := stems_asked(simple, scene):
        return stems
    if scene.done and voiced_below(State.of(scene)):
        line = taken_apart(simple, scene)
        one_more = harmony(line) if _ONE_MORE_VOICE.match(simple) else None
        if sung := one_more or made_again(line) or harmony(line):
            return sung
    if scene.done and (beside := _of_voices_beside(taken_apart(simple, scene))):
        return beside  # "the main one" may sound like a name
    if kept := _KEPT.match(simple):  # "bells stay dry, but a delay on the last one"
        simple = _KEPT_ONE.sub(rf"the \g<which> {kept['what'].rstrip('s')}", kept["rest"])
    if scene.done and _ONE_OF_THEM.search(simple):
        said = taken_apart(simple, scene)
        return some_of_it(said) or one_of_those_made(said) or made_again(said)
    if room := room_made(simple, scene, read_beside_remarks):
        return room
    alone = "" if _TAKES_BACK.search(simple) else _KEEPS_THE_REST.sub("", simple)
    if (
        alone
        and alone != simple
        and (steps := read_beside_remarks(alone, scene))
        and steps[0].task not in ("undo", *REPLIES)
    ):
        return steps  # "kill it, keep the rest"
    asked: list[Step] | None = None
    for words, remark in in_order(simple, scene):
        if remark and words not in simple and names_a_track(remark, scene):
            continue  # "drums down 2, the keys are too quiet, up 2": what is in the middle says what goes up
        topic = topic_of(remark, words, scene) if remark else Topic()
        if topic is None or remark and not topic.bars and not scene.done and THERE.search(words):
            continue  # "there" is in what is not known
        if topic.things and says_whose(words, scene):
            topic = Topic(bars=topic.bars)
        elif topic.things and scene.done and simple.startswith(words):
            topic = Topic(worked_on(words, scene) or topic.things, topic.bars)
        if are_two(words, scene) and (steps := read_clauses(words, scene, there=topic.bars)):
            return steps
        steps = read_whole(words, scene, topic)
        if steps and not is_of_its_tone(remark, steps) and not is_of_notes(remark, steps):
            return steps
        gone = back(taken_apart(words, scene))
        if gone and gone[0].task not in REPLIES:
            return of_remark(gone, remark, scene) if remark else _of_what_it_speaks(simple, scene) or gone
        told = _with_who(words, topic, scene)
        if steps := back_changed(words, scene, read_beside_remarks) or read_clauses(told, scene, there=topic.bars):
            return steps
        asked = asked or gone
    spoken = _of_what_it_speaks(simple, scene) if scene.done else None
    front = None if spoken else fronted(simple, scene, read_whole)
    if front and is_of_its_tone(simple, front):
        front = None
    return spoken or front or asked or not_done(simple, scene, read_beside_remarks)


def _of_voices_beside(said: Said) -> list[Step] | None:
    return harmony_instead(said) or harmony_part(said) or harmony_level(said)


def in_order(simple: str, scene: DialogueState) -> Iterator[tuple[str, str]]:
    """The sentence and what is left of it without remarks; where each names things of its own, the request goes first:
    "guitars are eating everything, pull both rhythms 2 dB" is done to the rhythms alone."""
    numbered = {one for one in (*scene.context.tracks, *(clip.name for clip in scene.clips)) if _FIGURE.search(one)}
    shorter = list(without_remarks(simple, sorted(numbered, key=len, reverse=True)))
    own = [one for one in shorter if all(names_a_thing(part, scene) for part in one) and not _WAS_BETTER.search(one[1])]
    known = [*own, (simple, ""), *(one for one in shorter if one not in own)]
    yield from known
    for words, aside in without_asides(simple, partial(names_a_track, scene=scene)):
        if _BINDS.search(aside):
            continue  # "same amount as they are now" says how far
        if (words, aside) not in known and not (_FIGURE.search(aside) and names_a_track(aside, scene)):
            yield words, aside  # "bass at -8, rhodes at -10": a track with a figure is none


_CALLED_BEHIND = regex(
    r"^(?P<remark>[^,;.\"]+)[,;.]+ *(?:(?:so|please|just|better|can you|and)\W+)*(?P<verb>call|name|rename)"
    r" (?:it|that|him|her|this)(?: to| as)? (?P<name>[\w'&-]+(?: [\w'&-]+){0,3})[.!]*$",
    re.IGNORECASE,
)


def _renamed_by_remark(simple: str, scene: DialogueState) -> str:
    """ "I won't remember Keys 2, call it Soft Organ": what was spoken of, and not what was worked on last."""
    match = _CALLED_BEHIND.match(simple)
    if match is None or deed_spans(match["remark"].lower()) or match["remark"].split()[0].lower() in COMMANDS:
        return simple
    told = [one for one in taken_apart(match["remark"], scene).things if not one.is_pointed]
    if len(told) != 1 or len(told[0].tracks) != 1 or told[0].is_clip or read_whole(match["remark"], scene):
        return simple  # "bass down 3, and call it Low" asks for both
    return f"rename {told[0].tracks[0]} to {match['name']}"


_GONE = regex(
    r"^(?:(?:so|just|please|then)\W+)*(?:kill|lose|mute|delete|remove|bin|ditch|drop|cut|get rid of)"
    r" (?:it|that|them)\W*$",
    re.IGNORECASE,
)
_TWO_PARTS = regex(r"(?P<remark>[^,;.]+)[,;.]+\s*(?P<words>[^,;.]+)[\s.!]*")


def _of_what_it_speaks(simple: str, scene: DialogueState) -> list[Step] | None:
    """ "Not sure about the riser. Kill it", behind a fade of it: the riser, and not the fade."""
    if any(is_making(one) or one.kind == "duplicate" for one in taken_apart(simple, scene).last()):
        return None
    match = _TWO_PARTS.fullmatch(simple)
    if match is None or not _GONE.match(match["words"]) or read_whole(match["remark"], scene):
        return None
    told = [one for one in taken_apart(match["remark"], scene).things if not one.is_pointed]
    if len(told) != 1 or deed_spans(match["remark"].lower()):
        return None
    return read_whole(match["words"], scene, Topic((replace(told[0], start=0, end=0),)))
