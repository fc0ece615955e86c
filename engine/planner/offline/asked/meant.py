"""What a question means: the tracks, buses and clips that are named, or those that were just spoken of or worked on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.planner.context import Exchange
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, resolved_args
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

MOST = 6
_LOOKS_BACK = 6
_IT = regex(
    r"(?:it|its|that|this|they|them|those|these|there|(?:both of )?them|both|he|she"
    r"|(?:that|this|those|these|the) (?:one|ones|same|same one|two)"
    r"|(?:that|this) (?:track|channel|lane|bus|return|group|folder|clip|part|thing|sound)|the (?:track|channel|clip))",
    re.IGNORECASE,
)
_ROOM = regex(r"(?:that|this|the) (?:bus|return|group|folder|aux)", re.IGNORECASE)
_ROOMS = ("bus", "group")
_ARTICLE = regex(
    r"^(?:(?:of|all|both|just)\s+)*(?:(?:the|my|our|that|this|those|these|his|her)\s+)?", re.IGNORECASE
)
_NOUN = regex(
    r"(?:'s)?(?:\s+(?:tracks?|channels?|lanes?|bus|buss|return|group|folder|aux|send|faders?|itself|themselves))+$",
    re.IGNORECASE,
)
_CLIP = regex(r"\s+(?:clips?|regions?|takes?|recordings?|samples?)$", re.IGNORECASE)
_AND = regex(r"\s*(?:,|&|\+|\band\b|\bplus\b)\s*", re.IGNORECASE)
_SILENT_WORDS = frozenset("reverb verb bus return aux send fx group".split())


@dataclass(frozen=True)
class MeantThings:
    """Tracks by name and clips by id."""

    tracks: tuple[str, ...]
    clips: tuple[str, ...] = ()
    is_clip: bool = False
    """Is a clip named, and not its track?"""
    is_it: bool = False
    """Is it told by "it" or "that one"?"""


def meant(words: str | None, scene: DialogueState) -> MeantThings | None:
    """What words mean that name something and say nothing else; None where a word is left over."""
    said = (words or "").strip(" ,")
    if not said:
        return None
    if _ROOM.fullmatch(said) and (room := last_room(scene)):
        return MeantThings((room,), is_it=True)
    if _IT.fullmatch(said):
        return in_focus(scene)
    if found := _named(said, scene):
        return found
    parts = [_named(part, scene) for part in _AND.split(said)]
    if len(parts) > 1 and all(parts):
        tracks = tuple(dict.fromkeys(track for part in parts if part for track in part.tracks))
        return MeantThings(tracks, tuple(clip for part in parts if part for clip in part.clips))
    return None


def one_track(words: str | None, scene: DialogueState) -> str:
    """The one track that is meant; "" where it is none, or several."""
    found = meant(words, scene)
    return found.tracks[0] if found and len(found.tracks) == 1 else ""


def kind_of(track: str, scene: DialogueState) -> str:
    """audio, midi, bus, group …; "" where it is not known."""
    return next((view.kind for view in scene.context.track_views if view.name == track), "")


def last_room(scene: DialogueState) -> str:
    """The bus or group of the newest turn that was about one; ""."""
    for exchange in reversed(scene.context.dialogue[-_LOOKS_BACK:]):
        for call in reversed(exchange.calls):
            args = call.get("args") or {}
            for said in (args.get("to"), args.get("track"), args.get("name")):
                name = _exact(str(said or ""), scene)
                if name and kind_of(name, scene) in _ROOMS:
                    return name
    return ""


def _named(words: str, scene: DialogueState) -> MeantThings | None:
    bare = _ARTICLE.sub("", words.strip()).strip()
    bare = re.sub(r"'s?$", "", bare)
    for said in dict.fromkeys((bare, _NOUN.sub("", bare))):
        if track := _exact(said, scene):
            return MeantThings((track,), tuple(clip.id for clip in scene.clips if clip.track == track))
    said = _NOUN.sub("", bare)
    if there := _in_a_part(said, scene):
        return there
    if bus := _bus(said, scene):
        return MeantThings((bus,))
    is_clip = _CLIP.search(said) is not None
    said = _CLIP.sub("", said)
    own = [clip for clip in scene.clips if clip.track and set(name_words(clip.name)) == set(name_words(said))]
    if len(own) == 1:
        return MeantThings((str(own[0].track),), (own[0].id,), True)
    found = things(said, scene)
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(said.rstrip()) or not found[0].tracks:
        return None
    names = [name_words(clip.name) for clip in scene.clips if clip.id in found[0].clips]
    is_clip = is_clip or name_words(said) in names
    return MeantThings(found[0].tracks, found[0].clips, is_clip)


def _in_a_part(words: str, scene: DialogueState) -> MeantThings | None:
    """ "The lift rhodes": the clips of a track in a part of the song."""
    for name, (start, end) in sections(scene).items():
        if not words.lower().startswith(f"{name} ") or not (track := _exact(words[len(name) :].strip(), scene)):
            continue
        own = [clip for clip in scene.clips if clip.track == track and clip.bars is not None]
        there = tuple(one.id for one in own if one.bars and one.bars[0] < end and one.bars[1] > start)
        return MeantThings((track,), there, True) if there else None
    return None


def _exact(words: str, scene: DialogueState) -> str:
    said = name_words(words)
    names = [view.name for view in scene.context.track_views] or list(scene.context.tracks)
    return next((name for name in names if said and name_words(name) == said), "")


def _bus(words: str, scene: DialogueState) -> str:
    """ "The plate reverb" is the one bus that is called by a word of it."""
    said = set(name_words(words))
    own = said - _SILENT_WORDS or said  # "the verb" is the one bus that is called so
    buses = [view.name for view in scene.context.track_views if view.kind == "bus"]
    found = [name for name in buses if own and own <= set(name_words(name))]
    return found[0] if len(found) == 1 else ""


def in_focus(scene: DialogueState) -> MeantThings | None:
    """What was selected just now, else what the newest turn that spoke of anything was about."""
    context = scene.context
    if context.is_newly_selected and (context.selected_tracks or context.selected_clips):
        clips = [clip for clip in scene.clips if clip.id in context.selected_clips]
        tracks = {str(clip.track): None for clip in clips if clip.track} or dict.fromkeys(context.selected_tracks)
        return MeantThings(tuple(tracks), tuple(clip.id for clip in clips), bool(clips), True)
    for exchange in reversed(context.dialogue[-_LOOKS_BACK:]):
        about, of_it = _about(exchange, scene)
        if about:
            is_clip = bool(of_it) and not any(_track_args(call.get("args") or {}) for call in exchange.calls)
            return MeantThings(about, of_it, is_clip, True)
    return None


def _about(exchange: Exchange, scene: DialogueState) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tracks and clips that a turn was about."""
    results = {one.call: one for one in exchange.results}
    tracks: dict[str, None] = {}
    clips: dict[str, None] = {}
    for place, call in enumerate(exchange.calls):
        if call.get("tool") in REPLIES:
            continue
        args = resolved_args(call, results, exchange.calls)
        if call.get("tool") == "route" and args.get("action") in _ROOMS and args.get("to"):
            return (str(args["to"]),), ()
        tracks |= dict.fromkeys(_track_args(args))
        out = results[place].out if place in results else ()
        for clip_id in (*_clip_args(args), *out):
            clip = scene.clip(clip_id)
            if clip and clip.track:
                clips[clip.id] = None
                tracks[clip.track] = None
    if not tracks and not all(call.get("tool") in REPLIES for call in exchange.calls):
        named = things(exchange.user, scene)  # what was deleted lies on no track any more
        tracks |= dict.fromkeys(named[0].tracks if len(named) == 1 else ())
    known = {view.name for view in scene.context.track_views} | set(scene.context.tracks)
    return tuple(track for track in tracks if track in known), tuple(clips)


def _track_args(args: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in (args.get("track"), *(args.get("tracks") or ())) if one]


def _clip_args(args: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(args[name]) for name in ("clip", "midi") if isinstance(args.get(name), str))
    yield from (str(one) for one in args.get("clips") or () if isinstance(one, str))
