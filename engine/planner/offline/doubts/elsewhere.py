"""Elsewhere: a plan that reaches farther than its words: other parts of the song, more than both, a tempo unheard of.

Each was told as done on conversations of strangers; it is asked now.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_IN_PLACE = (
    *("apply_effect", "edit_clip", "edit_notes", "change_tempo_key", "harmonize", "denoise", "enhance_speech"),
    *("style_transfer", "master", "generate_midi"),
)
"""Tasks that work on a clip where it lies."""
_SAYS_WHERE = ("start_bar", "end_bar", "bar", "at", "start", "end")
_BOTH = regex(r"\bboth\b")
_SAYS_TEMPO = regex(r"\b(?:bpm|tempo|speed|faster|slower|slow|fast|beats per minute|click|metronome|clock)\b")
_LEAST_TEMPO, _MOST_TEMPO = 0.6, 1.7
"""Times the tempo that the song has; what is farther off needs a word that says it is one."""


def reaches_elsewhere(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would something be done where, to whom or at a speed that the words do not speak of?"""
    return (
        _is_in_other_parts(text, steps, scene)
        or _is_more_than_both(text, steps, scene)
        or any(_is_odd_tempo(text, step, scene) for step in steps)
        or _is_of_the_whole_song(text, steps, scene)
        or _is_the_song_for_one(text, steps, scene)
        or _is_of_another_track(text, steps, scene)
    )


def kept_to_parts(text: str, steps: list[Step], scene: DialogueState) -> list[Step]:
    """ "A low harmony in chorus 1": of the same done to each clip of a track, what lies in the part that is named."""
    acts = [{name: value for name, value in one.args.items() if name != "clip"} for one in steps]
    is_one_act = len({one.task for one in steps}) == 1 and all(one == acts[0] for one in acts)
    inside = [one for one in steps if not _is_in_other_parts(text, [one], scene)]
    return inside if is_one_act and inside and all("clip" in one.args for one in steps) else steps


def _is_in_other_parts(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "A low harmony in chorus 1", made of each clip of the track."""
    named = sections_named(plain(text), scene.context.markers, 0.0)
    words = {plain(text)[start:end].lower() for (start, end), _ in named}
    spans = [bars for _, bars in named]
    for step in steps:
        view = scene.clip(step.args.get("clip")) if step.task in _IN_PLACE else None
        if not spans or view is None or view.bars is None or set(_SAYS_WHERE) & set(step.args):
            continue
        first, end = view.bars
        lies_there = any(first < after and start < end for start, after in spans)
        if not lies_there and not any(word in view.name.lower() for word in words):
            return True
    return False


_POINTS = regex(
    r"\b(?:it|its|that|this|them|those|these|they|he|she|him|her|his|same|too|also|both|rest|others?|all|every\w*|each|whole"
    r"|mix|band|song|group|bus|folder|back|undo|again|instead|everybody|lot|stems?|only|just|alone|except|but|solo|tracks?)\b"
)
""" "It" may be somebody who is not named; who is spared or heard alone is done to the others."""


def _is_of_another_track(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Perc out there", done to the lead: a track that no word names, where another is named."""
    low = plain(text).lower()
    named = {track for thing in things(low, scene) for track in (*thing.tracks, *thing.others)}
    if not named or _POINTS.search(low):
        return False
    known = done_to(steps, scene) & set(scene.context.tracks)
    return bool(known - named)


def _is_more_than_both(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Half that on both", done to nine tracks."""
    if not _BOTH.search(plain(text).lower()):
        return False
    named = {track for thing in things(plain(text), scene) for track in thing.tracks}
    tracks = done_to(steps, scene) - named
    return len(tracks) > 2


def _is_odd_tempo(text: str, step: Step, scene: DialogueState) -> bool:
    """ "Make it 20" behind 15 milliseconds."""
    bpm = step.args.get("bpm")
    if step.task != "transport" or not isinstance(bpm, int | float) or _SAYS_TEMPO.search(plain(text).lower()):
        return False
    return not _LEAST_TEMPO <= bpm / max(scene.context.tempo, 1.0) <= _MOST_TEMPO


def _is_the_song_for_one(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Loop the first two bars of the stab", done to what is played back."""
    loops = any((one.task, one.args.get("action")) == ("transport", "loop") for one in steps)
    return loops and any(thing.tracks for thing in things(plain(text), scene))


_LAST_BARS = regex(r"\b(?:first|last|final) (?:\w+ )?bars?\b|\bbars? \d|\b(?:ending|outro|intro)\b")


def _is_of_the_whole_song(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Do the last four bars slower, like 96", set for all of the song."""
    clocks = [one for one in steps if (one.task, one.args.get("action")) == ("transport", "set_tempo")]
    if not clocks or any(name in one.args for one in clocks for name in _SAYS_WHERE):
        return False
    said = plain(text)
    return bool(sections_named(said, scene.context.markers, 0.0)) or _LAST_BARS.search(said.lower()) is not None
