"""A part moved by an interval: "the flute and the piano a whole tone lower, in bars 3 and 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.bars_said import Bars, sections_in
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.part_said import PART, N, edge, numbered
from engine.planner.offline.slots.things import Thing, is_a_name, things
from engine.planner.offline.text.interval_moved import Moved, intervals_moved
from engine.planner.offline.text.reason import is_complaint, pieces, without_reason
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_FROM = re.compile(
    rf"\b(?:from|starting (?:at|from|in)) (?:bar )?(?P<bar>{N})(?: on(?:wards?)?)?(?=\W|$)", re.IGNORECASE
)
_MOVES = (
    "move shift take put bring set make have get pitch transpose tune play sing raise lift lower drop change push pull "
    "let want need like should go goes be is"
).split()
_UP_VERB = re.compile(r"^\W*(?:\w+\W+){0,4}?(?P<verb>raise|lift|lower|drop)\b", re.IGNORECASE)
_WAY_OF_VERB = {"raise": 1, "lift": 1, "lower": -1, "drop": -1}
_BESIDE = frozenset(
    "the a an my our of in on at for with by please now all whole entire just exactly right only both tracks track part"
    " clip line notes then so thanks can could would will you i we to me us bit let's lets s that's about time ok okay"
    " well but".split()
)


def moved_by_interval(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other. The grammar is closed: no word is left over."""
    said = plain(text).strip()
    if '"' in said or not intervals_moved(said):
        return None
    asked = _asked(without_reason(_as_wish(said)), scene)
    found = intervals_moved(asked)
    has_reason = len(re.findall(r"\w+", asked)) < len(re.findall(r"\w+", said))
    if len(found) != 1 or (semitones := _signed(asked, found[0], is_moved=has_reason)) is None:
        return None
    rest = f"{asked[: found[0].start]} , {asked[found[0].end :]}"
    reach, rest = _bars(rest, scene)
    named = things(rest, scene)
    clips = _clips(named, reach, scene) if named else _worked_on(reach, scene)
    if not clips or _left_over(rest, named):
        return None
    where = _reach(reach, clips, scene)
    if where is None:
        return None
    args: Args = {"clip": clips[0]} if len(clips) == 1 else {"clips": clips}
    size = {"cents": number(semitones * 100)} if found[0].is_cents else {"semitones": number(semitones)}
    return [Step("change_tempo_key", {**args, **size, **where})]


_TOO_FAR = re.compile(r"\b(?:is|are|sounds?|sits?|lies?|was|were) (?P<by>[\w -]+?) too (?:(?P<low>low)|high)\b", re.I)
_SO_MEND = re.compile(
    r"[\s,;.]+(?:(?:so|please|can you|and) )*(?:move|fix|shift|bring|take|put|raise|lower|transpose|correct)"
    r" (?:it|that|them)(?: (?:up|down|right))?(?: please)?\W*$",
    re.IGNORECASE,
)
_SECOND_TIME = re.compile(r"\b(?:the )?(?P<which>first|second|last) time (?:round|around|through)\b", re.IGNORECASE)


def _as_wish(said: str) -> str:
    """ "The lead is half a step too low, move it up" → "the lead half a step up"."""
    far = _TOO_FAR.search(said)
    if far and intervals_moved(far["by"]):
        way = "up" if far["low"] else "down"
        said = f"{said[: far.start()]} {far['by']} {way} {_SO_MEND.sub('', said[far.end() :])}"
    return _SECOND_TIME.sub(lambda match: f"in the {match['which']} half,", said)


def _asked(text: str, scene: DialogueState) -> str:
    """Without the pieces that only complain and name nothing that is here."""
    parts = pieces(text)
    kept = [one for one in parts if intervals_moved(one) or not is_complaint(one) or things(one, scene)]
    return ", ".join(kept)


def _signed(text: str, moved: Moved, *, is_moved: bool) -> float | None:
    """How far, with its sign; None where the words tell two ways or none, or may mean a second voice."""
    verb = _UP_VERB.match(text)
    way = _WAY_OF_VERB[verb["verb"].lower()] if verb else 0
    may_be_voice = moved.way in ("above", "below") and 2 < abs(moved.semitones) < 12
    if may_be_voice and not is_moved and not re.search(rf"\b(?:{'|'.join(_MOVES)})\b", text, re.IGNORECASE):
        return None
    if moved.has_way:
        told = 1 if moved.semitones > 0 else -1
        return None if way and way != told and moved.way not in "+-" else moved.semitones
    return way * moved.semitones if way else None


Reach = re.Match[str] | Bars | None


def _bars(text: str, scene: DialogueState) -> tuple[Reach, str]:
    """What tells the bars, and the words without it."""
    if (match := PART.search(text)) and not (match["from"] and match["a"] and not match["b"]):
        return match, f"{text[: match.start()]} {text[match.end() :]}"
    if match := _FROM.search(text):
        end = float(last_bar(Clause(text, "", "", scene)))
        return (float(match["bar"]), end), f"{text[: match.start()]} {text[match.end() :]}"
    for (start, end), bars, name in sections_in(text, scene):
        if not is_a_name(name, scene):
            return bars, f"{text[:start]} {text[end:]}"
    return None, text


def _clips(named: Sequence[Thing], reach: Reach, scene: DialogueState) -> list[str]:
    found = list(dict.fromkeys(clip for one in named for clip in one.clips))
    chosen = [clip for clip in found if clip in scene.context.selected_clips]
    found = chosen or found
    if reach is None or len(found) < 2 or not isinstance(reach, tuple) and not reach["a"]:
        return found
    where = reach if isinstance(reach, tuple) else numbered(reach)
    if where is None:
        return found
    bar_s = Clause("", "", "", scene).bar_s
    a, b = ((bar - 1) * bar_s for bar in where)
    lying = [
        one.id for one in scene.clips if one.id in found and one.start < b - 0.01 and one.start + one.length > a + 0.01
    ]
    return lying or found


def _worked_on(reach: Reach, scene: DialogueState) -> list[str]:
    """ "The second half an octave lower": of the one clip of notes that was worked on last."""
    if reach is None or isinstance(reach, tuple) or reach["a"] or not scene.context.dialogue or not scene.done:
        return []
    clips = {clip for one in done_last(State.of(scene)) for clip in (*one.clips(), *one.out)}
    midi = [one.id for one in scene.clips if one.id in clips and one.kind == "midi"]
    return midi if len(midi) == 1 else []


def _reach(reach: Reach, clips: Sequence[str], scene: DialogueState) -> Args | None:
    """start_bar and end_bar; nothing for all of it, None where no such part can be."""
    if reach is None:
        return {}
    where = reach if isinstance(reach, tuple) else numbered(reach) if reach["a"] else edge(reach, clips, scene)
    return (
        None
        if where is None or not where[0] < where[1]
        else {"start_bar": number(where[0]), "end_bar": number(where[1])}
    )


def _left_over(rest: str, found: Sequence[Thing]) -> bool:
    """Is there a word besides what is named, verbs of moving and little words?"""
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(rest))
    words = [word.low for word in tokens(left.replace("'s", "").replace("'d", "")) if word.text[0].isalnum()]
    return any(word not in _BESIDE and word not in _MOVES and word != "and" for word in words) or words.count(
        "and"
    ) > len(found)
