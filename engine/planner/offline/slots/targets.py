"""Which clip, picture or track a clause is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.reader import ArgumentSpan
from engine.planner.offline.slots.all_but import all_but
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.meant import all_of_kind
from engine.planner.offline.slots.order import by_place
from engine.planner.offline.slots.reference import SELECTED, it, reference, selection
from engine.planner.offline.slots.references_back import as_changed, same_source
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import content_words, is_another, stem
from engine.planner.regex import regex
from engine.tasks.task import find_task

_COUNTED = regex(
    r"\b(?:both|all of (?:them|those|these)|all (?:two|three|four|five)"
    r"|the (?:first|second|third|fourth|fifth|last) one|the (?:others?|rest)(?: one)?)\b(?! (?:track|lane|channel))"
)
"""Clips that are counted in words that the reader did not take for a clip."""
_ALL_CLIPS_OF = regex(
    r"\b(?:all|every|each)(?: of)?(?: the| my| our)? ((?:[\w'-]+ ){1,3}?)(?:clips?|regions?|pieces|bits)\b",
    re.IGNORECASE,
)
_LINK = regex(r"\s*(?:,|&|\+|\band\b|\bplus\b)\s*", re.IGNORECASE)
_MORE = regex(r"\s*(?:(?:,|&|\+|\band\b|\bplus\b)\s*)+(the |my |our )([\w'-]+(?: [\w'-]+)?)", re.IGNORECASE)
"""One more of a list: ", the snare", "and the bass line"."""
_OVER = regex(r".*?\b(?:above|below|over|under|beneath|underneath)\b")
_AND = regex(r"\s*(?:(?:,|&|\+|and|plus|also)\s*)+", re.IGNORECASE)


def fill_clip(clause: Clause, name: str = "clip", *, needed: bool = True, kinds: Sequence[str] = ()) -> Args:
    """The main clip of a task as {"clip": id} or {"clips": ids}; notes what is missing."""
    row = find_task(clause.task)
    names = {arg.name for arg in row.args}
    span = clause.said(*((name, "clips", "track") if clause.task == "apply_effect" else (name, "clips")))
    found: str | list[str] | None = None
    if name == "clip" and (rest := all_but(clause.text, clause.scene)) is not None:
        left = [clip.id for clip in clause.scene.clips if clip.track in rest and (not kinds or clip.kind in kinds)]
        return {"clips": left} if "clips" in names else {name: left}
    if clause.carries and span is not None and not content_words(span.text):
        named = ("clip", "clips", "track") if clause.task == "apply_effect" else (span.name,)
        span = next((one for one in clause.spans if one.name in named and content_words(one.text)), span)
    if span is not None and not content_words(span.text) and (of_them := _all_clips_of(clause, kinds)):
        return {"clips": of_them} if "clips" in names else {name: of_them}
    if span is not None:
        in_full = _in_full(clause, kinds) if content_words(span.text) else None
        found = _listed(clause, name, kinds) or in_full or reference(clause, span.text, kinds)
    if found is None and (counted := _COUNTED.search(clause.low)) and not (span and content_words(span.text)):
        found = by_place(clause, counted[0], kinds)
    if found is None:
        found = literal(clause, kinds)
    if found is None and clause.carries and len(clause.text.split()) <= 5:
        found = clause.scene.find(_without_amounts(clause), kinds)
    if found is None and not clause.first and not clause.carries and (span is None or not content_words(span.text)):
        found = (None if span else same_source(clause)) or it(clause, kinds)
    if (
        found is None
        and not clause.carries
        and clause.has(r"\b(?:it|its|that|them|those|their)\b")
        and not (span is not None and content_words(span.text))
    ):
        found = it(clause, kinds)
    if found is None and not clause.first and not clause.carries:
        found = same_source(clause) or it(clause, kinds)
    if found is None and needed and not clause.carries and (likely := clause.needed(name)):
        found = clause.scene.find(likely, kinds)
    if found is None and needed and not clause.carries:
        found = _only_one(clause, kinds, content_words(span.text) if span else [])
        if found is None:
            clause.need(_which(clause, kinds))
    if name == "clip" and isinstance(found, str) and (plural := all_of_kind(clause.text, clause.scene, found)):
        fitting = [
            one for one in plural.clips if (clip := clause.scene.clip(one)) and (not kinds or clip.kind in kinds)
        ]
        found = fitting if len(fitting) > 1 else found
    if isinstance(found, str):
        found = as_changed(clause, found, span.text.lower() if span else "")
    if isinstance(found, list):
        return {"clips": found} if "clips" in names else {name: found}
    return {name: found} if found else {}


def _all_clips_of(clause: Clause, kinds: Sequence[str]) -> list[str]:
    """ "All lead vox clips 10 ms earlier": those of what stands between, not of the session."""
    said = _ALL_CLIPS_OF.search(clause.text)
    named = things(said[1], clause.scene) if said else []
    clips = {one for thing in named for one in thing.clips}
    return [clip.id for clip in clause.scene.clips if clip.id in clips and (not kinds or clip.kind in kinds)]


def _without_amounts(clause: Clause) -> str:
    """The words beside the figures: "2 to 1 rather" names no take 2."""
    inside = [(one.start, one.end) for one in clause.amounts]
    return "".join(" " if any(a <= i < b for a, b in inside) else char for i, char in enumerate(clause.text))


def named_together(clause: Clause, *names: str) -> str:
    """The first phrase with one of these names, with what is listed after it: "the drums and the bass"."""
    first = clause.said(*names)
    if first is None:
        return ""
    end = first.end
    for span in clause.spans:
        between = f" {clause.text[first.start : end].rpartition(' ')[2]} {clause.text[end : span.start]}"
        joins = _AND.fullmatch(clause.text[end : span.start]) or re.search(r"\b(?:and|&|plus)\s*$", between)
        if span.start >= end and span.name in (*names, "clips") and joins:
            end = span.end
    while more := _MORE.match(clause.text, end):
        items = [more[2], more[2].split()[0]]
        known = next((one for one in items if clause.scene.find(one) or clause.scene.track(one)), "")
        if not known:
            break
        end = more.start(2) + len(known)
    return clause.text[first.start : end]


def _in_full(clause: Clause, kinds: Sequence[str]) -> str | None:
    """The one clip whose whole name of several words the clause says."""
    other = clause.said("reference")
    text = clause.text[: other.start] + " " + clause.text[other.end :] if other else clause.text
    said = f" {stem(text)} "
    names = [(stem(clip.name), clip.id) for clip in clause.scene.clips if not kinds or clip.kind in kinds]
    found = [clip_id for name, clip_id in names if " " in name and f" {name} " in said]
    return found[0] if len(found) == 1 else None


def _listed(clause: Clause, name: str, kinds: Sequence[str]) -> list[str] | None:
    """Several clips named one after the other."""
    phrase = named_together(clause, name, "clips") if name == "clip" else ""
    parts = [part for part in _LINK.split(phrase) if content_words(part)]
    if len(parts) < 2 or _is_one_name(clause, phrase):
        return None
    found = [reference(clause, part, kinds) for part in parts]
    single = [one for one in found if isinstance(one, str)]
    return single if len(single) == len(parts) and len(set(single)) == len(parts) else None


def _is_one_name(clause: Clause, phrase: str) -> bool:
    """A clip that is itself called "Kick and Snare"."""
    best = clause.scene.matches(phrase)[:1]
    clip = clause.scene.clip(best[0][1]) if best and best[0][0] >= 4 else None
    return clip is not None and _LINK.search(clip.name) is not None


def literal(clause: Clause, kinds: Sequence[str] = ()) -> str | list[str] | None:
    """A clip that the clause names although the tagger did not see it."""
    hidden = [
        span
        for span in clause.spans
        if span.name
        in (
            "prompt",
            "text",
            "lyrics",
            "style",
            "voice",
            "target",
            "name",
            "query",
            "interval",
            "reference",
            "effect",
            "stems",
            "aspect",
        )
    ]
    hidden = [span for span in hidden if span.name != "text" or not clause.scene.find(span.text)]
    closed = [(span.start, _end_of_words(span)) for span in hidden] + [(one.start, one.end) for one in clause.amounts]
    text = "".join(" " if any(a <= i < b for a, b in closed) else char for i, char in enumerate(clause.text))
    if SELECTED.search(text.lower()):
        chosen = selection(clause.scene, kinds)
        if chosen:
            return chosen
    handle = re.search(r"@(\w+)", text)
    if handle and clause.scene.clip(handle[1]):
        return handle[1]
    best: tuple[float, str] | None = None
    for score, clip_id in clause.scene.matches(text, kinds)[:1]:
        best = (score, clip_id)
    words = max(1, len(content_words(text)))
    if best and best[0] + 0.45 * max(0, words - 1) >= 1.4:
        return best[1]
    return None


def _end_of_words(span: ArgumentSpan) -> int:
    """Where an argument ends; an interval ends before the voice that it is measured from ("a third above Ines")."""
    over = _OVER.match(span.text.lower()) if span.name == "interval" else None
    return span.start + over.end() if over else span.end


def _only_one(clause: Clause, kinds: Sequence[str], named: Sequence[str]) -> str | list[str] | None:
    """What is meant where nothing here has the name: the selection, what was spoken of last, the only clip there is.

    What is `named` may be the only clip, as long as that is called nothing else: a door is no beat.
    """
    scene = clause.scene
    chosen = scene.focus(kinds) if scene.pointed and not named else selection(scene, kinds)
    if chosen and not named:
        return chosen
    fitting = [clip for clip in scene.clips if clip.kind in (kinds or ("audio", "midi"))]
    only = fitting[0] if len(fitting) == 1 else None
    if named:
        return only.id if only and not is_another(named, only.name, only.tags, only.track) else None
    if (scene.done or scene.pointed) and (focus := scene.focus(kinds)):
        return focus
    return only.id if only else None


def _at(clip: ClipInfo) -> str:
    """Where it begins, as DAWs write it in every language: " 5|1" is the first beat of bar 5."""
    bar, part = divmod(clip.bars[0], 1) if clip.bars else (0, 0)
    return "" if not clip.bars else f" {bar:g}|1" if not part else f" {clip.bars[0]:g}"


def _which(clause: Clause, kinds: Sequence[str]) -> str:
    offered = [clip for clip in clause.scene.clips if not kinds or clip.kind in kinds][:4]
    names = [clip.name for clip in offered]
    listed = ", ".join(f"“{clip.name[:40]}”{_at(clip) if names.count(clip.name) > 1 else ''}" for clip in offered)
    return (
        f"Which clip do you mean: {listed}?"
        if names
        else "Which clip? There is none of that kind here yet; attach a file or select one in the DAW."
    )
