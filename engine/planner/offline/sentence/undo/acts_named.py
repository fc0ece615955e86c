"""Acts named: which earlier calls words mean: "the reverb on the sax", "the snare thing", "my shaker", "the break"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.acts import is_about, things_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.acts_told import (
    ACT,
    SMALL,
    by_its_figure,
    called_since,
    left_of,
    several_deeds,
    untreated,
    without_new,
)
from engine.planner.offline.sentence.undo.deeds import EFFECTS, deed_spans, is_called, is_only_deed, takes_several
from engine.planner.offline.sentence.undo.taken_back import is_making, with_corrections
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.regex import regex

_SEVERAL = regex(
    r"\b(?:both|all|those|them|changes|moves|settings|tweaks|things|two|three|levels|velocities|edits|mutes|pans)\b"
)
_LOST = (
    (r"gaps?|rests?|silences?|pauses?|breaths?|holes?|staccato|spaces?", "edit_notes", ("legato",)),
    (r"gaps?|rests?|silences?|pauses?|breaths?|holes?", "edit_clip", ("cut", "trim")),
    (r"long notes?|lengths?|sustain|legato", "edit_notes", ("staccato", "length")),
    (r"looseness|human feel|feel|groove|timing|swing|slop", "edit_notes", ("quantize",)),
    (r"straightness|straight feel|tightness", "edit_notes", ("swing", "humanize")),
    (r"dynamics|accents|louds? and softs?|punch", "edit_notes", ("velocity",)),
    (r"dynamics|transients|punch|peaks", "apply_effect", ("compressor", "limiter")),
    (r"highs?|top(?: end)?|treble|air|sparkle|brightness|sheen", "apply_effect", ("lowpass", "eq", "deesser")),
    (r"lows?|low end|bottom(?: end)?|bass|weight|body|warmth", "apply_effect", ("highpass", "eq")),
    (r"hiss|noise|hum|air|room|ambience|atmosphere", "denoise", ("",)),
    (r"vibrato|slides|scoops|natural pitch", "apply_effect", ("autotune",)),
    (r"tails?|endings?|last notes?|fade", "edit_clip", ("fade_out", "trim", "cut")),
    (r"starts?|beginnings?|first notes?|intro", "edit_clip", ("fade_in", "trim", "cut")),
)
""" "I want the highs back": what took them away."""
_OF_KIND = {"sing": "vocal voice singing singer", "harmonize": "harmony double", "speak": "speech voice voiceover"}


@dataclass(frozen=True)
class NamedActs:
    """Calls that are named."""

    acts: tuple[Frame, ...]
    how: str
    """deed, thing, made, gone (what was deleted), lost, words (those of its request), raw (all that was done to its
    sound) or became (what it is called since)."""
    ids: frozenset[str] = frozenset()
    """The tracks and clips that are named."""


def acts_named(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> NamedActs | None:
    """The newest calls that the words mean; None where any word is about none of them."""
    what = without_new(what.lower().strip(" .,!?"))
    if several := several_deeds(what, scene):
        return _all_of_them(several, live, state, scene)
    live = [one for one in live if not _is_another_number(one, what)]
    said = [one for one in things(what, scene) if not _is_effect(what[one.start : one.end], scene)]
    ids = [{*one.clips, *(f"track:{track}" for track in one.tracks)} for one in said]
    all_ids = frozenset(one for each in ids for one in each)
    is_name = is_a_name(re.sub(r"^(?:the|my|that) ", "", what), scene)
    is_made_track = re.search(r" (?:bus|aux|return)$", what) and _made(what, live, state, scene)
    deeds = [] if is_name or is_made_track else _deed(what, said, ids, live, state, scene)
    if deeds:
        return NamedActs(tuple(deeds), "deed", all_ids)
    if made := _made(what, live, state, scene):
        return NamedActs(tuple(made), "made", all_ids)
    if treated := untreated(what, said, ids, live, state):
        return NamedActs(tuple(treated), "raw", all_ids)
    if figures := by_its_figure(what, said, ids, live, state):
        return NamedActs(tuple(figures), "deed", all_ids)
    if became := called_since(what, said, ids, live, state):
        return NamedActs((became,), "became", all_ids)
    left = left_of(what, said)
    if said and not left - ACT and (is_name or not is_only_deed(re.sub(r"^(?:the|my|that) ", "", what))):
        about = [one for one in live if is_about(one, set(all_ids), state) or _goes_to(one, all_ids)]
        if about:
            return NamedActs(tuple(about), "thing", all_ids)
    if other := _by_name(what, live, state):
        return other
    if lost := _lost(what, ids, left, live, state):
        return NamedActs((lost,), "lost", all_ids)
    return None if is_name else _by_its_words(left | _words_of(said, what), live)


def _goes_to(act: Frame, ids: frozenset[str]) -> bool:
    """ "Forget the hall" behind what was sent to it."""
    return act.tool == "route" and f"track:{act.args.get('to')}" in ids


def _all_of_them(
    deeds: Sequence[str], live: Sequence[Frame], state: State, scene: DialogueState
) -> NamedActs | None:
    found = [acts_named(one, live, state, scene) for one in deeds]
    told = [one for one in found if one and one.how in ("deed", "made", "became")]
    if len(told) < len(deeds):
        return None
    acts = {id(act) for one in told for act in one.acts}
    ids = frozenset(each for one in told for each in one.ids)
    return NamedActs(tuple(one for one in live if id(one) in acts), "deed", ids)


def _is_effect(word: str, scene: DialogueState) -> bool:
    """ "The reverb on the harmony": no clip that has one, where none is called so."""
    return EFFECTS.fullmatch(word) is not None and not is_a_name(word, scene)


def _words_of(said: Sequence[Thing], what: str) -> set[str]:
    return {word for one in said for word in name_words(what[one.start : one.end])}


def _without(what: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        what = what[:start] + " " * (end - start) + what[end:]
    return what


def _deed(
    what: str,
    said: Sequence[Thing],
    ids: Sequence[set[str]],
    live: Sequence[Frame],
    state: State,
    scene: DialogueState,
) -> list[Frame]:
    """What is called so, on the things and at the place that are named, with what it corrected."""
    low = f"the {what}"
    spans = [(max(0, a - 4), b - 4) for a, b in deed_spans(low) if b > 4]
    places = {word for name, _ in scene.context.markers for word in name_words(name)}
    asked = {word for one in live for word in name_words(one.said.lower())}
    called = _without(low, [(one.start + 4, one.end + 4) for one in said])  # the harmony is a track, and no deed
    found = [one for one in live if is_called(one, called)] or [one for one in live if is_called(one, low)]
    found = [one for one in found if not is_of_another_marker(one, low, state)]
    named = [low[a + 4 : b + 4] for a, b in spans if not any(one.start <= a < one.end for one in said)]
    if any(not any(is_called(one, f"the {word}") for one in live) for word in named):
        return []  # "fade the copy", which is no copy that was faded
    figures = {f"{value:g}" for one in found for value in one.args.values() if isinstance(value, int | float)}
    if not found or left_of(what, said, spans) - ACT - places - asked - figures:
        return []
    on_them = [one for one in found if any(each & things_of(one, state) for each in ids) or _was_called(one, what)]
    if ids and not on_them and not all(any(each & {*one.out} for one in found) for each in ids):
        return []
    found = _at_its_place(on_them or found, what, scene)
    if not _SEVERAL.search(what) and len(on_them and ids) < 2:
        last = found[-1]
        found = [one for one in found if one.request == last.request]
        if not takes_several(called):
            found = [one for one in found if (one.tool, one.kind) == (last.tool, last.kind)]
    return [each for one in found for each in with_corrections(one, live)]


def _was_called(frame: Frame, what: str) -> bool:
    """ "The name of bed 1", which is called otherwise since."""
    old = str(frame.args.get("track") or frame.args.get("name") or "").lower()
    return frame.kind == "rename" and bool(old) and re.search(rf"\b{re.escape(old)}\b", what) is not None


def is_of_another_marker(frame: Frame, said: str, state: State) -> bool:
    """ "Delete the marker Outro" takes back nothing that was done to another one."""
    own = {str(frame.args.get(name) or "").lower() for name in ("name", "new_name")}
    others = [name.lower() for name, _ in state.context.markers if name.lower() not in own]
    if frame.tool != "marker" or any(name and re.search(rf"\b{re.escape(name)}\b", said) for name in own):
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in others)


def _is_another_number(frame: Frame, what: str) -> bool:
    """ "The marker Part 5" is not Part 2; "the marker at 5" is the one at that bar."""
    if frame.tool != "marker":
        return False
    own = {word for name in ("name", "new_name") for word in name_words(str(frame.args.get(name) or "").lower())}
    figures = set(re.findall(r"\b\d+\b", what)) - own
    if own & set(name_words(what)):
        return bool(figures)
    bars = {f"{frame.args[name]:g}" for name in ("bar", "to_bar") if isinstance(frame.args.get(name), int | float)}
    return bool(figures - bars)


def _at_its_place(found: list[Frame], what: str, scene: DialogueState) -> list[Frame]:
    """ "The fade in the chorus", "the copy at 9": those that begin there, if any."""
    bars = {float(one) for one in re.findall(r"\b\d+\b", what)}
    bars |= {bar for name, bar in scene.context.markers if re.search(rf"\b{re.escape(name.lower())}\b", what)}
    return [one for one in found if bars & {one.args.get("bar"), one.args.get("start_bar")}] or found


def _made(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Frame]:
    """The newest act that made what is named; [] where something of that name was there before."""
    words = [re.sub(r"(?:'s|s')$", "", word) for word in content_words(what) if word not in ACT | SMALL]
    made = {out for one in live for out in one.out if is_making(one)}
    before = [one for one in scene.clips if one.id not in made]
    if not words or any(name_words(what) in (name_words(one.name), name_words(one.track or "")) for one in before):
        return []
    found = [one for one in live if is_making(one) and one.out and _fits(words, _names_of(one, state))]
    if not found:
        tracks = [one for one in live if one.kind == "new_track" and _fits(words, _words_of_track(one))]
        return _with_its_own(tracks[-1], live) if tracks else []
    return with_corrections(found[-1], live)


def _words_of_track(frame: Frame) -> set[str]:
    is_bus = frame.args.get("kind") == "bus"
    sort = ("bus", "aux", "return") if is_bus else ("track",)
    return {*name_words(str(frame.args.get("name") or "").lower()), *sort}


def _with_its_own(frame: Frame, live: Sequence[Frame]) -> list[Frame]:
    """A track that was made, with what the same request put on it and sent to it."""
    name = frame.args.get("name")
    own = [one for one in live if one.request == frame.request and name in (one.args.get("track"), one.args.get("to"))]
    return [frame, *(one for one in own if one is not frame)]


def _names_of(frame: Frame, state: State) -> set[str]:
    cards = [state.cards[out].view for out in frame.out if out in state.cards]
    names = [name for card in cards for name in (card.name, card.track or "")]
    told = [
        str(frame.args[name]) for name in ("prompt", "kind", "instrument", "interval", "name") if name in frame.args
    ]
    return {word for name in (*names, *told, _OF_KIND.get(frame.tool, "")) for word in name_words(name.lower())}


def _by_name(what: str, live: Sequence[Frame], state: State) -> NamedActs | None:
    """What no track or clip is called now: a marker, what has another name, the song's tempo, what was deleted."""
    words = [word for word in content_words(what) if word not in ACT | SMALL]
    if not words:
        return None
    if words in (["tempo"], ["bpm"], ["speed"]):
        found = [one for one in live if one.tool == "transport" and one.kind == "set_tempo"]
        return NamedActs(tuple(found), "thing") if found else None
    named = [
        one
        for one in live
        if (one.tool == "marker" or one.kind == "rename")
        and any(_fits(words, set(name_words(str(one.args.get(name) or "").lower()))) for name in ("name", "new_name"))
    ]
    if named:
        return NamedActs(tuple(named), "thing")
    gone = [one for one in live if one.kind == "delete" and _fits(words, _asked_words(one))]
    told = [one for one in gone if _fits(words, {*name_words(str(one.args.get("track") or "").lower())})]
    told = told or [one for one in gone if _fits(words, {*name_words(one.text.lower())})] or _called(words, gone)
    return NamedActs(tuple(told or gone), "gone") if gone else None


def _called(words: Sequence[str], gone: Sequence[Frame]) -> list[Frame]:
    """ "The room tone" is the clip "room": those of which some of the words are the name, and no others."""
    return [one for one in gone if any(_fits([word], {*name_words(one.text.lower())}) for word in words)]


def _asked_words(frame: Frame) -> set[str]:
    """The words of the request, and of the track that was deleted."""
    return {*name_words(frame.said.lower()), *name_words(str(frame.args.get("track") or "").lower())}


def _lost(what: str, ids: Sequence[set[str]], left: set[str], live: Sequence[Frame], state: State) -> Frame | None:
    """The newest act that took away what is named."""
    for frame in reversed(live):
        kind = str(frame.args.get("effect") or "") if frame.tool == "apply_effect" else frame.kind
        for words, tool, kinds in _LOST:
            match = re.search(rf"\b(?:{words})\b", what)
            is_it = match and frame.tool == tool and kind in kinds
            if match and is_it and not left - {*name_words(match[0]), "own", "old"} - SMALL:
                about = [each for each in ids if each & things_of(frame, state)]
                if about or not ids:
                    return frame
    return None


def _by_its_words(words: set[str], live: Sequence[Frame]) -> NamedActs | None:
    """The newest request that has all of the words."""
    told = [word for word in words if word not in ACT]
    is_more = any(not word.isdigit() for word in told)
    found = [one for one in live if is_more and _fits(told, set(name_words(one.said.lower())))]
    last = [one for one in found if one.turn == found[-1].turn]
    return NamedActs(tuple(last), "words") if last else None


def _fits(words: Sequence[str], names: set[str]) -> bool:
    return all(any(_alike(word, name) for name in names) for word in words)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a.removesuffix("s"), b.removesuffix("s")), key=len)
    return short == long or len(short) >= 4 and long.startswith(short)
