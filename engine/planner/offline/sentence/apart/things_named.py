"""The things that a sentence names, without what only sounds like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.place import Place, is_inside, spans_of
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.usual_names import ADDED, TAKES
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_words

_PLAYERS = frozenset(
    "vocals vocal voice voices singing speech drums drum beat percussion bass guitar guitars keys piano organ strings"
    " synth pad lead brass horns choir melody chords rain wind crowd applause".split()
)
_NO_NAME = regex(
    r"(?:do|does|is|are|was|wo|ca|should|must)n'?t|use|not|there(?:'?s)?|their|these|then|longer|shorter|later"
    r"|earlier|tempo"
    r"|(?:dirt|room|punch|snapp|air|boom|gritt|crunch|fuzz|brass|string|breath)ier"
)
""" "There's" sounds like a theme, "longer" like a long note, "dirtier" like the dirty guitar, and none names one."""
_MICS = regex(r"(?<=\w) (?:mics?|microphones?)\b")
""" "All drum mics"."""
_DELAY = regex(r"[\s-]*delay\b")
""" "Pre delay" is a knob."""
_VOICE = frozenset("vocal vox voice singer".split())
""" "The vocal" beside backing vocals is the lead."""
_A_MACHINE = regex(r"(?:^|^ ?[a-z-]{3,} |[,;.:] ?|\b(?:the|my|our|all|both|on|in|mute|unmute|solo|turn|and) )$")
_OF_A_UNIT = regex(r" ?(?:%|d ?b\b|hz\b|ms\b|bars?\b|beats?\b|bpm\b|percent\b|semi|cents?\b)|\W*$")
_STEPS = regex(r"(?:^|\w )(?:up|down|louder|quieter|softer|hotter|lower|by) $")
_LARGEST_STEP = 24
_WAY_BEHIND = regex(r"\s(?P<way>out|in|up|down|off|on)$")


def things_named(text: str, scene: DialogueState, places: Sequence[Place], numbers: Sequence[Quantity]) -> list[Thing]:
    """The tracks and clips that are named outside of the places and figures, in their order."""
    figures = [one for one in numbers if one.unit or one.signed or _is_step(one, text)]
    hidden = spans_of(places) + [(one.start, one.end) for one in figures]
    found = things(text, _with_buses(scene), hidden)
    if ways := [way for one in found if (way := _way_behind(one, text, scene))]:
        found = things(text, _with_buses(scene), [*hidden, *ways])
    told = [one for one in found if not is_inside(one.start, places)]
    told = [one for one in told if not _is_figure(one, text) and text[one.start : one.end] != "one"]
    told = [replace(one, end=one.end + len(match[0])) if (match := _MICS.match(text, one.end)) else one for one in told]
    told = [one for one in told if not _is_no_name(text[one.start : one.end])]
    told = [one for one in told if not _is_verb(one, text, scene)]
    told = [one for one in told if not (text[one.start : one.end] == "pre" and _DELAY.match(text, one.end))]
    told = [_with_its_kind(one, text, scene) for one in told]
    told = [one for one in told if not _is_noise(one, told, text)]
    told = [one for at, one in enumerate(told) if not _only_counts(one, told[at + 1 : at + 2], text)]
    told = [_at_an_end(_heard(one, text, scene), text, scene) for one in told]
    return _beside_parts(told, text, scene)


_KIND = regex(r" (?:bus|aux|return)\b(?!.*\bthere\b)")
_GROUP = regex(
    r" (?:group|folder)\b(?=.*(?:\b(?:up|down|louder|quieter|softer|left|right)\b|\d ?d ?b\b))(?!.*\bthere\b)"
)
_GOES_THERE = regex(
    r"\b(?:to|into|onto|through|via|in|inside|on|off|from|of|called|named|as|create|make|add|new) (?:the |an? )?$"
)


def _with_its_kind(one: Thing, text: str, scene: DialogueState) -> Thing:
    """ "Lower the Strings bus": the word for what it is belongs to its name."""
    kinds = {view.kind for view in scene.context.track_views if view.name in one.tracks}
    nouns = _KIND if kinds == {"bus"} else _GROUP if kinds == {"group"} else None
    match = nouns.match(text, one.end) if nouns else None
    if match is None or len(one.tracks) != 1 or _GOES_THERE.search(text[: one.start]):
        return one
    return replace(one, end=match.end())


_VERBS = frozenset("rise rises rising subtle subtler pumpy pump pumps swell swells swelling".split())
_ARTICLE = regex(r"\b(?:the|my|our|that|this|a|an) $")


def _is_verb(one: Thing, text: str, scene: DialogueState) -> bool:
    """ "Let the pad rise" means no riser, "subtler" no sub."""
    word = text[one.start : one.end]
    if word not in _VERBS or _ARTICLE.search(text[: one.start]):
        return False
    names = (*scene.context.tracks, *(clip.name for clip in scene.clips))
    if all(word not in name_words(name) for name in names):
        return True
    return bool(_SUBJECT.search(text[: one.start]) and _WAY_ON.match(text[one.end :]))


_SUBJECT = regex(r"\w (?:(?:slowly|gently|gradually|should|must|can|to) )*$")
_WAY_ON = regex(r" (?:slowly |gently |gradually |up |down )*(?:from|to|into|over|through|in|until|towards?) ")


def _is_step(number: Quantity, text: str) -> bool:
    """ "Lead up 2 dbl down 3": how far something goes, and no part of the clip Dbl 2."""
    return abs(number.value) <= _LARGEST_STEP and _STEPS.search(text[: number.start]) is not None


_A_NOISE = regex(r" (?:noises?|hiss|hum|rumble|buzz|hissing|humming|tone)\b")
_ON_IT = regex(r"\b(?:from|off|out of|of|on|in) (?:the |my |our |this |that )?$")


def _is_noise(one: Thing, told: Sequence[Thing], text: str) -> bool:
    """ "Remove the background noise from the lead vox" names no backing vox, and "the room noise on it" no room."""
    if not _A_NOISE.match(text, one.end) or len(one.tracks) != 1:
        return False
    behind = _A_NOISE.sub("", text[one.end :], count=1)
    is_on_another = any(other.start > one.end and _ON_IT.search(text[: other.start]) for other in told)
    return is_on_another or text[one.start : one.end] == "background" or _ON_THAT.match(behind) is not None


_ON_THAT = regex(r" (?:from|off|out of|of|on|in) (?:it|that|this|them|those|these|him|her)\b")


def _only_counts(one: Thing, behind: Sequence[Thing], text: str) -> bool:
    """ "The opening piano" is the first of the piano's clips, and no other clip that has the word in its name."""
    is_before = bool(behind) and text[one.end : behind[0].start] == " "
    return is_before and text[one.start : one.end] in ("opening", "closing") and len(behind[0].clips) > 1


_ENDS = {
    "opening": (0, {"open", "opening", "opener", "intro", "in", "start"}),
    "closing": (-1, {"close", "closing", "closer", "outro", "out", "end", "ending"}),
}


def _at_an_end(one: Thing, text: str, scene: DialogueState) -> Thing:
    """ "The opening jingle" is the clip Jingle Open, else the first of that track."""
    first = text[one.start : one.end].partition(" ")[0]
    lying = sorted((clip for clip in scene.clips if clip.track in one.tracks), key=lambda clip: clip.start)
    if first not in _ENDS or len(one.tracks) != 1 or len(lying) < 2 or first in name_words(one.tracks[0]):
        return one
    place, words = _ENDS[first]
    called = [clip for clip in lying if words & {*name_words(clip.name)}]
    meant = called[0] if len(called) == 1 else lying[place]
    return replace(one, clips=(meant.id,))


_PLAYED = regex(r"\s+(?:notes?|hits?|chords?|line|pattern)\b")
""" "The last 808 note"."""


def _is_figure(one: Thing, text: str) -> bool:
    """ "808" is one, where nothing beside it says that a machine is called so."""
    words = text[one.start : one.end]
    if len(words) > 2 and _PLAYED.match(text, one.end):
        return False
    is_called = _A_MACHINE.search(text[: one.start]) and (one.start or not _OF_A_UNIT.match(text[one.end :]))
    return words.isdigit() and not (len(words) > 2 and is_called)


def _is_no_name(words: str) -> bool:
    return bool(_NO_NAME.fullmatch(words)) or words.endswith("er") and tone_words(words) == [(0, len(words))]


def _way_behind(thing: Thing, text: str, scene: DialogueState) -> tuple[int, int] | None:
    """ "Take the kick out" does not mean the clip Kick Outro."""
    match = _WAY_BEHIND.search(text[thing.start : thing.end])
    names = [*thing.tracks, *(view.name for one in thing.clips if (view := scene.clip(one)))]
    if match is None or any(match["way"] in name_words(name) for name in names):
        return None
    return thing.start + match.start("way"), thing.end


def _beside_parts(told: Sequence[Thing], text: str, scene: DialogueState) -> list[Thing]:
    """Without what only sounds like a name inside that of a part of the song: "refrain 1" beside a clip acc r1."""
    if not told:
        return []
    names = {name.lower() for name in (*scene.context.tracks, *(one.name for one in scene.clips))}
    parts = [part for part in sections(scene) if len(re.findall(r"[a-z]+|\d+", part)) > 1 and part not in names]
    spellings = [r"[\s_-]*".join(map(re.escape, part.split())) for part in parts]
    spans = [match.span() for one in spellings for match in re.finditer(rf"(?<!\w){one}(?!\w)", text)]
    marked = {name.lower() for name, _ in scene.context.markers} - names
    told = [one for one in told if text[one.start : one.end] not in marked]  # "the hook" beside a clip vox hook
    return [
        one
        for one in told
        if text[one.start : one.end] in names or not any(a < one.end and one.start < b for a, b in spans)
    ]


def _with_buses(scene: DialogueState) -> DialogueState:
    """The session with its buses among its tracks, its clips by their names and what plays, not by how it sounds.

    Within a request the same one, so that what is named is remembered.
    """
    return once(("with buses", id(scene.context)), lambda: _with_its_buses(scene), of=scene.context)


def _with_its_buses(scene: DialogueState) -> DialogueState:
    own = scene.context.tracks
    more = tuple(view.name for view in scene.context.track_views if view.name not in own)
    clips = tuple(
        replace(one, tags=tuple(tag for tag in one.tags if tag.lower() in _PLAYERS)) if one.tags else one
        for one in scene.clips
    )
    if not more and clips == scene.clips:
        return scene
    return DialogueState(replace(scene.context, tracks=(*own, *more), clips=clips))


def as_named(thing: Thing, words: str, scene: DialogueState) -> Named:
    """A thing as what is meant: the track, or one clip of it that is not called like the track."""
    lying = [one.id for one in scene.clips if one.track in thing.tracks]
    is_clip = bool(thing.clips) and set(thing.clips) < set(lying) and len(thing.tracks) == 1
    is_clip = is_clip and name_words(re.sub(r"'s?$", "", words)) != name_words(thing.tracks[0])
    return Named(thing.start, thing.end, tuple(dict.fromkeys(thing.tracks)), thing.clips, is_clip)


def are_unparted(named: Sequence[Named], text: str) -> bool:
    """ "Stomp break": two names with nothing between, of which one may be no name at all."""
    beside = [
        at
        for at, (one, other) in enumerate(pairwise(named), 1)
        if text[one.end : other.start].strip() == "" and one.end < other.start
    ]
    return any(not _goes_on_listing(named, at, text) for at in beside)


def _goes_on_listing(named: Sequence[Named], at: int, text: str) -> bool:
    """ "Kick snare and hats": is the second of two by its whole name, and one more behind an "and"?"""
    run = [*named[at - 1 : at + 2]]
    if len(run) < 3 or any(len(one.tracks) != 1 or one.is_clip for one in run):
        return False
    if any(text[one.start : one.end] != one.tracks[0].lower() for one in run):
        return False
    between = text[run[1].end : run[2].start].strip()
    return between in ("and", "&") or between == "" and _goes_on_listing(named, at + 1, text)


def unclear_words(told: Sequence[Thing], text: str, scene: DialogueState) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where words stand that may mean several tracks, and which."""
    found = [(one.start, one.end, _may_be(text[one.start : one.end], one, scene)) for one in told]
    return [one for one in found if len(one[2]) > 1]


def _calls(words: str, track: str) -> bool:
    """Do all words that are said belong to the name?"""
    own = keys_of(re.sub(r"'s?$", "", words))
    return any(said <= name for said in own for name in keys_of(track))


def _heard(thing: Thing, text: str, scene: DialogueState) -> Thing:
    """The thing, or the one track of that word that is not muted."""
    meant = _may_be(text[thing.start : thing.end], thing, scene)
    if len(meant) != 1 or meant == thing.tracks:
        return thing
    clips = tuple(one.id for one in scene.clips if one.track == meant[0])
    return replace(thing, tracks=meant, clips=clips)


def _may_be(words: str, thing: Thing, scene: DialogueState) -> tuple[str, ...]:
    """The tracks that a word may mean: "the viola" beside Viola L and Viola R; those that sound before muted ones."""
    muted = {view.name for view in scene.context.track_views if view.mute}
    if thing.others:
        alike = list(dict.fromkeys((*thing.tracks, *thing.others)))
        return tuple(one for one in alike if one not in muted) or tuple(alike)
    said = set(name_words(re.sub(r"'s?$", "", words)))
    if (
        len(thing.tracks) != 1
        or said == set(name_words(thing.tracks[0]))
        or any(said == set(name_words(view.name)) for one in thing.clips if (view := scene.clip(one)))
        or not _calls(words, thing.tracks[0])
    ):
        return ()
    alike = [one for one in scene.context.tracks if _calls(words, one)]
    leads = [one for one in alike if any({"lead", "main"} & keys for keys in keys_of(one)) and one not in muted]
    if said & _VOICE and len(leads) == 1:
        return tuple(leads)
    if not said & (ADDED | TAKES):
        alike = [one for one in alike if not any((ADDED | TAKES) & keys for keys in keys_of(one))] or alike
    if gathers := [one for one in alike if {*alike} - {one} <= {*with_members([one], scene)}]:
        return (gathers[0],)  # "the guitars" are the group, where nothing else is called so
    return tuple(one for one in alike if one not in muted) or tuple(alike)
