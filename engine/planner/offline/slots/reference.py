"""What a phrase means: a clip by name, by order, by selection, or what a step before made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, side_by_side
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.order import by_place
from engine.planner.offline.slots.references_back import as_changed, half_of_split, made_in_plan, previous_output
from engine.planner.offline.text.names import name_words, stem
from engine.planner.regex import regex

SELECTED = regex(r"\b(?:select(?:ed|ion)|highlight(?:ed)?|marked)\b|\bwhat(?:'s| i(?:'ve)?) (?:got )?selected\b")


_THESE = regex(
    r"^(?:this|these|here|this one|these ones|this (?:clip|part|bit|section|take|track|lane|line|passage|region|loop"
    r"|song|recording|file|phrase|melody|tune|notes?)|"
    r"these (?:clips|notes|takes|files|bars)|the (?:current|active) (?:clip|one))$"
)


_THIS = regex(r"^(?:this|these)\s+\w")
""" "This talking part": what is selected, when no name fits."""


IT = regex(
    r"^(?:it|its|it's|that|that one|that thing|that (?:clip|take|file|version|part|bit|recording|sound|loop|track"
    r"|melody|stem|line|tune|song|result)|them|those|the (?:result|output|lot|whole thing|thing|outcome|new one"
    r"|newest|"
    r"last one|latest|last (?:result|clip|one)|whole lot|new (?:clip|version|take)|copy|duplicate)|these|this|him"
    r"|her|he|she|they|both|all of it|em|'em|the same|there|what you (?:just )?made|what(?:'s| is) left"
    r"|the same (?:one|clip|file))$"
)


_COUNTED = ("both", "those", "them", "the last one", "last one")
"""Words that count the outputs when there are several."""


def reference(clause: Clause, phrase: str, kinds: Sequence[str] = ()) -> str | list[str] | None:
    """The clip (or clips, or `$n.part`) that a phrase means, or None."""
    said = re.sub(r"[.,;:!?]+$", "", phrase.strip().lower())
    said = re.sub(r"^(?:and|then|just|only|to|on|of|from|for|with|in|over|the clip|please)\s+", "", said)
    scene = clause.scene
    made = made_in_plan(clause, said, kinds)
    if made:
        return made
    if half := half_of_split(said, scene):
        return half
    if SELECTED.search(said) or _THESE.match(said):
        chosen = selection(scene, kinds)
        if chosen:
            return chosen
        if SELECTED.search(said):
            return None
    if _THIS.match(said) and (chosen := selection(scene, kinds)) and not _is_exact(scene, said, kinds):
        return chosen
    if IT.match(said) and not (said in _COUNTED and len(scene.outputs()) > 1 and not scene.steps):
        return it(clause, kinds)
    exact = scene.matches(said, kinds)
    if exact and exact[0][0] >= 4:
        return as_changed(clause, exact[0][1])
    special = _numbered(scene, said, kinds) or by_place(clause, said, kinds)
    if special:
        return special
    found = scene.find(phrase, kinds)
    rivals = scene.rivals(phrase, kinds) if found else []
    if len(rivals) > 1 and _are_meant_together(clause, said, rivals):
        return [as_changed(clause, one) for one in rivals]
    if found and len(rivals) > 1:
        return by_place(clause, said, kinds, loose=True) or as_changed(clause, _one_of(clause, rivals))
    named = as_changed(clause, found, said) if found else by_place(clause, said, kinds, loose=True)
    return named or (selection(scene, kinds) or it(clause, kinds) if _THIS.match(said) else None)


_SIDE = regex(r"[\s_-]*(?:\b(?:l|r|left|right|up|down|high|low|upper|lower|top|bottom|a|b|dbl|double)|\d+)$")


def _are_meant_together(clause: Clause, said: str, rivals: Sequence[str]) -> bool:
    """ "The bvs", where there are BV L and BV R: sides or numbers of one thing, spoken of as several."""
    words = name_words(said)
    if not words or not words[-1].endswith("s") or words[-1].endswith("ss"):
        return False
    names = [clip.name.lower() for one in rivals if (clip := clause.scene.clip(one))]
    bare = {_SIDE.sub("", name) for name in names}
    return len(set(names)) == len(rivals) and len(bare) == 1 and names[0] != next(iter(bare))


def _one_of(clause: Clause, rivals: Sequence[str]) -> str:
    """Of clips that the words fit equally well the one named in full, selected, or worked on last; else a question."""
    scene = clause.scene
    worked = [clip_id for one in reversed(scene.done) for clip_id in (*reversed(one.out), one.args.get("clip"))]
    said = f" {stem(clause.text)} "
    in_full = [one for one in rivals if (clip := scene.clip(one)) and f" {stem(clip.name)} " in said]
    in_full = in_full or _on_its_track(scene, rivals, said) or _most_said(scene, rivals, said)
    known = next((one for one in [*in_full, *scene.context.selected_clips, *worked] if one in rivals), None)
    if known is None and not clause.carries and not _is_one_track(rivals, scene):
        clips = [clip for clip in map(scene.clip, rivals[:4]) if clip]
        clause.need(f"Which one do you mean: {' or '.join(f'“{name}”' for name in _told_apart(clips))}?")
    return known or rivals[0]


def _is_one_track(rivals: Sequence[str], scene: DialogueState) -> bool:
    """Do they lie side by side on one track, so that its name means all of them?"""
    clips = [clip for clip in map(scene.clip, rivals) if clip]
    return len({clip.track for clip in clips}) == 1 and bool(clips[0].track and side_by_side(clips))


def _told_apart(clips: Sequence[ClipInfo]) -> list[str]:
    """Their names, with the bar where several are called the same."""
    names = [clip.name[:40] for clip in clips]
    return [
        f"{name} at bar {clip.bars[0]:g}" if clip.bars and names.count(name) > 1 else name
        for name, clip in zip(names, clips, strict=True)
    ]


def _on_its_track(scene: DialogueState, rivals: Sequence[str], said: str) -> list[str]:
    """ "The vox": of "vox 1" and "vox dbl" the one that lies on the track Vox."""
    lying = [clip.id for one in rivals if (clip := scene.clip(one)) and clip.track and f" {stem(clip.track)} " in said]
    return lying if len(lying) == 1 else []


def _most_said(scene: DialogueState, rivals: Sequence[str], said: str) -> list[str]:
    """The one clip of which more words are said, wherever they stand ("the left banjo": banjo_left)."""
    counts = {
        one: sum(f" {word} " in said for word in name_words(clip.name))
        for one in rivals
        if (clip := scene.clip(one)) is not None
    }
    most = [one for one in counts if counts[one] == max(counts.values())]
    return most if len(most) == 1 else []


_NUMBERED = regex(r"\b(take|part|version|mix|verse|chorus|line|layer|loop|reel|side|episode)\s*#?([\w]+)\b")


def _numbered(scene: DialogueState, said: str, kinds: Sequence[str]) -> str | None:
    """ "Take two" is the clip with "take 2" in its name, where there is one such clip."""
    match = _NUMBERED.search(said)
    wanted = name_words(match[0]) if match else ()
    if len(wanted) != 2 or not wanted[1].isdigit():
        return None
    named = [(clip.id, name_words(clip.name)) for clip in scene.clips if not kinds or clip.kind in kinds]
    found = [clip_id for clip_id, words in named if wanted in zip(words, words[1:], strict=False)]
    return found[0] if len(found) == 1 else None


def _is_exact(scene: DialogueState, said: str, kinds: Sequence[str]) -> bool:
    """Do the words say the whole name of a clip?"""
    best = scene.matches(said, kinds)
    return bool(best) and best[0][0] >= 4


def selection(scene: DialogueState, kinds: Sequence[str]) -> str | list[str] | None:
    """The selected clip or clips; for notes the first MIDI clip among them."""
    chosen = list(scene.context.selected_clips)
    fitting = [
        clip_id for clip_id in chosen if not kinds or (found := scene.clip(clip_id)) is None or found.kind in kinds
    ]
    if not fitting:
        return None
    return fitting[0] if len(fitting) == 1 or kinds == ("midi",) else fitting


def it(clause: Clause, kinds: Sequence[str] = ()) -> str | None:
    """What "it" means here: the step before, else the conversation's newest clip."""
    earlier = previous_output(clause)
    if earlier:
        return earlier
    if not clause.scene.done and not clause.scene.steps:
        chosen = selection(clause.scene, kinds)
        if isinstance(chosen, str):
            return chosen
    return clause.scene.focus(kinds) or clause.scene.focus()
