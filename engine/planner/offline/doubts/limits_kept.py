"""Limits kept: what is to stay is not taken back or changed: "take back the 3 dB, but keep the reverb and the bus"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.planner.context import Context
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.doubts.looked_at import done_to, is_new
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.deeds import deed_spans, is_called
from engine.planner.offline.sentence.undo.talk import last_of
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHAT_BACK = "What should be taken back, then? You want some of it kept."
LEFT_ALONE = "Something there is to be left as it is; say what should be done to what, please."
_KEEPS = regex(r"^(?:(?:just|but|only|please|do|and|so) )*(?:leave|keep)\b|\b(?:stays?|remains?)\b")
_ABSOLUTE = regex(
    r"^(?:(?:just|but|only|please|do|and|so) )*(?:don'?t|do not|never) (?:touch|change|alter)\b"
    r"|\b(?:leave|keep)\b.* (?:alone|untouched|(?:exactly )?as (?:it|they|he|she) (?:is|are))$"
    r"|\b(?:stays?|remains?) (?:(?:exactly )?as (?:it|they) (?:is|are)|untouched|alone)$"
)
_IN_PART = regex(
    r"\b(?:bars?|beats?|in|on|at|of|from|until|verse|chorus|bridge|intro|outro|level|fader|pan|effects?|timing|notes?"
    r"|octave|pitch|rest|others?|else|everything)\b"
)
""" "Leave the bass in the verse as it is" leaves it only there."""
_QUOTED = regex(r"\"[^\"]*\"")
""" "Sing "don't touch my heart"" rules out nothing."""
_LOOKS = ("export", "session_info", "history")


def breaks_limit(text: str, steps: Sequence[Step], context: Context) -> str:
    """What to ask where the steps do to something what its own clause rules out; "" where they do not."""
    said = _QUOTED.sub(" ", plain(text)).strip().lower()
    limits = [one.text for one in clauses(said) if one.kind is Kind.LIMITS]
    if not limits:
        return ""
    scene = DialogueState.of(context)
    kept = [one for one in limits if _KEEPS.search(one)]
    gone = list(_taken_back(steps, State.of(scene))) if kept else []
    if any(deed_spans(one) and is_called(frame, one) or _made_it(frame, one) for frame in gone for one in kept):
        return WHAT_BACK
    changing = [one for one in steps if one.task not in _LOOKS and not is_new(one)]  # "but add a second alto below it"
    left = {
        track
        for one in limits
        if _ABSOLUTE.search(one) and not _IN_PART.search(one)
        for thing in things(one, scene)
        for track in thing.tracks
    }
    return LEFT_ALONE if done_to(changing, scene) & left else ""


def _made_it(frame: Frame, kept: str) -> bool:
    """ "The lamp line stays": was the line made of words with a lamp in them?"""
    row = row_of(frame.tool)
    if not row or row.on_session != "adds":
        return False
    told = " ".join(str(frame.args.get(name) or "") for name in ("text", "lyrics", "prompt", "name"))
    return not (set(content_words(kept)) - _KEPT_WORDS).isdisjoint(content_words(told))


_KEPT_WORDS = frozenset("stay stays keep leave remain remains line one part voice track alone there rest".split())


def _taken_back(steps: Sequence[Step], state: State) -> Iterator[Frame]:
    """The calls that the steps take back by their numbers."""
    for step in steps:
        if step.task == "undo" and not step.args:
            yield from last_of([one for one in state.frames if one.is_live])
        named = str(step.args.get("target", "")) if step.task == "undo" else ""
        wanted = {one.strip().removeprefix("#") for one in named.split(",") if one.strip().startswith("#")}
        yield from (one for one in state.frames if one.name in wanted or one.name.partition(".")[0] in wanted)
