"""Tracks and clips that a clause names, anywhere and in any number: "drums blue, vox yellow", "kick and both gtrs"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.slots.coded_names import by_code
from engine.planner.offline.slots.said_otherwise import Session, rivals, said_otherwise, session_of
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.thing_by_kind import NO_NAMES, alike, by_kind, is_quality
from engine.planner.offline.text.markers import NO_ARTICLE
from engine.planner.offline.text.names import INSTRUMENTS, content_words, is_backing, name_words
from engine.planner.offline.text.usual_names import ADDED
from engine.planner.offline.text.words import Token, plain, tokens
from engine.planner.regex import regex, regex_of

_LONGEST = 5
"""Words of a name."""


def things(text: str, scene: DialogueState, hidden: Sequence[tuple[int, int]] = ()) -> list[Thing]:
    """What is named, in the order of the words; nothing inside `hidden` places or quotation marks.

    "In the break" names no drums where a marker is called so, and no track is. Within a request it is looked for once.
    """
    spans = tuple(hidden)
    key = "things", text, id(scene.context), spans
    return list(once(key, lambda: _things(text, scene, spans), of=scene.context))


def _things(text: str, scene: DialogueState, hidden: tuple[tuple[int, int], ...]) -> list[Thing]:
    parts = _parts_said(text, tuple(name for name, _ in scene.context.markers))
    places = [span for name, spans in parts if not is_a_name(name, scene) for span in spans]
    places = [span for span in places if not _begins_a_name(span, text, scene)]
    named = _named(text, (*hidden, *places), tuple(scene.context.tracks), scene.clips, session_of(scene.context))
    found = [_counted_clip(one, text, scene) for one in _with_clips_of_tracks(list(named), text, scene)]
    return [one for one in found if not any(a.start <= one.start and one.end <= a.end and a is not one for a in found)]


_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_ORDINALS |= {"last": -1, "final": -1}
_WHICH = rf"(?P<which>{'|'.join(_ORDINALS)})"
_ITS_CLIP = regex(rf"(?:['’]s?)? {_WHICH} (?P<noun>[a-z]+)\b", re.IGNORECASE)
_CLIP_OF = regex(rf"\b{_WHICH} (?P<noun>[a-z]+) (?:of|on|from) (?:the |my |our )?$", re.IGNORECASE)
_A_CLIP = frozenset(("clip", "region", "recording"))
_SAID = frozenset(("word", "words", "note", "sentence", "line", "syllable", "hit"))
_AT_IT = regex(r"\b(?:after|behind|following|before|until|till|up to)\s+(?:the |my |our )?$", re.IGNORECASE)
""" "Right after the guest's last word" is where its last clip ends; no clip goes by its last word."""


def _counted_clip(thing: Thing, text: str, scene: DialogueState) -> Thing:
    """The thing, or the one clip: "the guest's second clip", "the last answer of the guest", where clips are called so.

    A place in the song, a take and a note are none.
    """
    match = _ITS_CLIP.match(text, thing.end) or _CLIP_OF.search(text[: thing.start])
    if match is None or len(thing.tracks) != 1:
        return thing
    lying = sorted((one for one in scene.clips if one.track == thing.tracks[0]), key=lambda one: one.start)
    noun = match["noun"].lower()
    is_its_edge = noun in _SAID and match["which"].lower() in ("first", "last", "final")
    is_its_edge = is_its_edge and _AT_IT.search(text[: min(thing.start, match.start())]) is not None
    lying = lying if noun in _A_CLIP or is_its_edge else [one for one in lying if noun in name_words(one.name)]
    place = _ORDINALS[match["which"].lower()]
    if len(lying) < 2 or len(thing.clips) == 1 or not -len(lying) <= place < len(lying):
        return thing
    start, end = min(thing.start, match.start()), max(thing.end, match.end())
    return replace(thing, start=start, end=end, clips=(lying[place].id,))


def _begins_a_name(span: tuple[int, int], text: str, scene: DialogueState) -> bool:
    """ "In the solo alt", where a track is called so."""
    names = (*scene.context.tracks, *(one.name for one in scene.clips))
    longer = (name for name in names if len(name) > span[1] - span[0] and len(name.split()) > 1)
    return any(re.match(rf"{re.escape(name)}(?!\w)", text[span[0] :], re.IGNORECASE) for name in longer)


_OF_A_TRACK = regex(r"\s+of\s+(?:the\s+|my\s+|our\s+)?", re.IGNORECASE)
_PLAYED = regex(r"melod(?:y|ies)|line|part|tune|chords|notes")
_CLIP_FIRST = regex(r"\s+")
_TRACK_FIRST = regex(r"['’]?s?\s+")


def _with_clips_of_tracks(found: list[Thing], text: str, scene: DialogueState) -> list[Thing]:
    """The things, with one clip where it is told with its track: "the chorus vox", "the rhodes chords B"."""
    made: list[Thing] = []
    for thing in found:
        before = made[-1] if made else None
        between = text[before.end : thing.start] if before else ""
        if before and _OF_A_TRACK.fullmatch(between) and _PLAYED.fullmatch(text[before.start : before.end].lower()):
            made.pop()  # "the melody of the violin", where another clip is called Melody
            before = None
        one = _clip_of(before, thing, scene) if before and _CLIP_FIRST.fullmatch(between) else None
        one = one or (_clip_of(thing, before, scene) if before and _TRACK_FIRST.fullmatch(between) else None)
        if before and one:
            made[-1] = Thing(before.start, thing.end, one.tracks, one.clips)
        else:
            made.append(thing)
    return made


def _clip_of(clip: Thing, track: Thing, scene: DialogueState) -> Thing | None:
    """The one as clips of the track of the other, where it names fewer than all of them."""
    own = tuple(one for one in clip.clips if scene.track_of(one) in track.tracks)
    if not own or set(own) >= {one for one in track.clips if scene.track_of(one) in track.tracks}:
        return None
    tracks = tuple(dict.fromkeys(str(scene.track_of(one)) for one in own))
    beside = [one for one in scene.clips if one.track in tracks]
    return Thing(clip.start, clip.end, tracks, own) if len(own) < len(beside) and len(tracks) == 1 else None


def is_a_name(words: str, scene: DialogueState) -> bool:
    """Is a track or a clip called exactly so?"""
    said = name_words(words)
    names = (*scene.context.tracks, *(one.name for one in scene.clips))
    return any(said == name_words(name) for name in names)


_NUMBER = regex(r"[\s_-]*\d+$")
_AT_A_PART = (
    r"\b(?:in|during|over|throughout|through|from|until|till|into|before|after|at|for|to|by)\s+(?:the\s+|our\s+|my\s+)?"
)


@functools.lru_cache(maxsize=64)
def _parts_said(text: str, markers: tuple[str, ...]) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """The markers that a text gives as places, each with where its name stands."""
    found = []
    kinds = (_NUMBER.sub("", name) for name in markers)
    said = plain(text)
    low = said.lower()
    for name in dict.fromkeys((*markers, *kinds)):
        if not name or name.lower() not in low:
            continue
        behind = NO_ARTICLE if name.lower() == "a" else ""
        form = regex_of(rf"{_AT_A_PART}(?P<name>{re.escape(name)})(?!\w| \d){behind}", re.IGNORECASE)
        if spans := tuple(match.span("name") for match in form.finditer(said)):
            found.append((name, spans))
    return tuple(found)


@functools.lru_cache(maxsize=64)
def _named(
    text: str,
    hidden: tuple[tuple[int, int], ...],
    tracks: tuple[str, ...],
    clips: tuple[ClipInfo, ...],
    session: Session,
) -> tuple[Thing, ...]:
    """The same, remembered: a request is looked at some twenty times."""
    scene = DialogueState(Context(clips=clips, tracks=tracks))
    words = [word for word in tokens(plain(text)) if not any(a <= word.start < b for a, b in hidden)]
    found: list[Thing] = []
    at = 0
    while at < len(words):
        thing, used = _at(words[at : at + _LONGEST], text, scene, session)
        if thing and used == 1 and _AS_SOUND.match(words[at].low) and _INTO.search(text[: words[at].start]):
            thing = None  # "bounce the bass to audio"
        if thing:
            whole = _its_own(thing, found, text, scene) or _its_voice(thing, found, text)
            found = [*found[:-1], whole] if whole else [*found, thing]
        at += used or 1
    return tuple(found)


_AS_SOUND = regex(r"(?:audio|midi|sound|notes?)$")
_INTO = regex(r"\b(?:to|into|as|in) $", re.IGNORECASE)


def _its_own(thing: Thing, before: Sequence[Thing], text: str, scene: DialogueState) -> Thing | None:
    """ "The trombone riff": a word behind a track is of the clip there that is called so, and names no other one."""
    if before and _GIVES_NAME.search(text[: before[-1].start]):
        return None  # "call bed 1 Chat Bed"
    if not before or len(before[-1].tracks) != 1 or {*before[-1].tracks} < {*thing.tracks}:
        return None
    track, said = before[-1], name_words(text[thing.start : thing.end])
    lying = [clip for clip in scene.clips if clip.track == track.tracks[0]]
    own = [clip.id for clip in lying if said and set(said) <= set(name_words(clip.name))]
    is_next = re.fullmatch(r"(?:'s)?\s+", text[track.end : thing.start]) is not None
    return Thing(track.start, thing.end, track.tracks, tuple(own)) if own and is_next else None


_VOICES = frozenset("vocals vocal vox voice voices vocs singer singers".split())


def _its_voice(thing: Thing, before: Sequence[Thing], text: str) -> Thing | None:
    """ "The hook vocals", where a track is called Hook: its voices, and not those of another."""
    if not before or text[thing.start : thing.end].lower() not in _VOICES or len(before[-1].tracks) != 1:
        return None
    track = before[-1]
    own = name_words(text[track.start : track.end])
    is_called = own == name_words(track.tracks[0]) and not {*own} & INSTRUMENTS
    is_next = re.fullmatch(r"(?:'s)?\s+", text[track.end : thing.start]) is not None
    return replace(track, end=thing.end) if is_called and is_next and not {*track.tracks} & {*thing.tracks} else None


_GIVES_NAME = regex(r"\b(?:re)?(?:name|call|label|title)[ds]?\s+(?:the\s+|my\s+|our\s+)?$", re.IGNORECASE)


def _at(words: list[Token], text: str, scene: DialogueState, session: Session) -> tuple[Thing | None, int]:
    """The longest name that begins with the first of these words, and how many words it has."""
    if not words[0].text[0].isalnum():
        return None, 1
    exact, length = _exact(words, text, scene)
    is_none = words[0].low in _WAYS or _NAMES_IT.search(text[: words[0].start])
    is_none = is_none or _COUNTS_CLIPS.match(text, words[0].start)
    other = None if is_none else said_otherwise(words, text, session)
    other = None if other and _goes_on(words, other.length, text, scene) else other
    other = None if other and other.length == 1 and is_quality(words[0], text) else other
    if other and other.length == 1 and len(words) > 1 and is_backing(text[words[0].start : words[1].end]):
        other = replace(other, length=2)
    if exact and (other is None or other.length <= length):
        return exact, length
    found, length = _by_words(words, text, scene)
    is_added = words[0].low in ADDED and _may_be_name(words[0].low, text, words[0].start)  # "the double"
    if other is None or other.length == 1 and words[0].low in NO_NAMES and not is_added:
        fitting = rivals(text[found.start : found.end], session) if found and len(found.tracks) == 1 else []
        if found and fitting and found.tracks[0] in fitting:
            found = replace(found, others=tuple(track for track in fitting if track != found.tracks[0]))
        return found, length
    is_otherwise = found is None or length < other.length or {*found.tracks} != {*other.tracks}
    return Thing(
        words[0].start, words[other.length - 1].end, other.tracks, other.clips, False, True, is_otherwise
    ), other.length


def _goes_on(words: list[Token], length: int, text: str, scene: DialogueState) -> bool:
    """ "The second Violin 1 clip" is one of the clips of Violin 1, and no second violin."""
    exact, more = _exact(words[1:], text, scene) if length > 1 else (None, 0)
    return exact is not None and 1 + more > length and _A_CLIP_BEHIND.match(text, exact.end) is not None


_A_CLIP_BEHIND = regex(r"(?:['’]s?)? (?:clips?|regions?|takes?|recordings?|notes?)\b", re.IGNORECASE)
_WAYS = frozenset("out in up down off on back".split())
""" "Fade out drums" means no clip that is called Drums Outro."""
_NAMES_IT = regex(
    r"\b(?:re)?(?:name|call|label|title)[ds]?\b(?!\W+(?:(?:the|my|our|both|all|of|track|clip|and)\W+)*$)", re.IGNORECASE
)
""" "Call the cello Celli": the name that it gets."""


_COUNTS_CLIPS = regex(
    r"(?:first|second|third|fourth|fifth|sixth|last|1st|2nd|3rd|4th) (?:[\w-]+ ){1,3}(?:clip|region"
    r"|item)\b", re.IGNORECASE
)
""" "The second horns clip" is no clip of Horns 2."""


def _by_words(words: list[Token], text: str, scene: DialogueState) -> tuple[Thing | None, int]:
    if pair := _by_both(words[:2], text, scene) or by_code(words[:2], scene):
        return pair, 2
    found = by_kind(words[0], text, scene)
    if len(words) > 1 and is_backing(text[words[0].start : words[1].end]):
        return found and replace(found, end=words[1].end), 2
    return found, 1


def _exact(words: list[Token], text: str, scene: DialogueState) -> tuple[Thing | None, int]:
    """The longest name, as it is written, that begins with the first of these words, and its words."""
    for length in range(len(words), 0, -1):
        phrase = words[:length]
        if not phrase[-1].text[0].isalnum():
            continue
        parts = name_words(re.sub(r"['’]s?$", "", text[phrase[0].start : phrase[-1].end]))
        said = " ".join(parts)
        if said in ("db", "oh") and _FIGURE.search(text[: phrase[0].start]):
            continue  # "3 dB", "oh, and the bass"
        if said in ("beat", "beats", "bar", "bars") and _COUNTED.search(text[: phrase[0].start]):
            continue  # "one more beat"
        if said == "bar" and re.match(r"\s*\d", text[phrase[-1].end :]):
            continue
        named = [track for track in scene.context.tracks if parts and parts == name_words(track)]
        clips = [clip for clip in scene.clips if parts and parts == name_words(clip.name)]
        exact = named or clips
        if exact and (
            length > 1 or _may_be_name(phrase[0].low, text, phrase[0].start) or named or said not in NO_NAMES
        ):
            tracks = named or [clip.track for clip in clips if clip.track]
            own = clips or [clip for clip in scene.clips if clip.track in named]
            return Thing(
                phrase[0].start, phrase[-1].end, tuple(map(str, tracks)), tuple(clip.id for clip in own)
            ), length
    return None, 0


_COUNTED = regex(
    r"(?:\b(?:an?|one|two|three|four|six|eight|half|more|another|extra|few|couple|each|every|per)|\d)(?: of an?)?\s+$",
    re.IGNORECASE,
)
_FIGURE = regex(r"(?:^\W*|\d\s*)$")


def _may_be_name(word: str, text: str, start: int) -> bool:
    return word not in NO_NAMES or re.search(r"\b(?:the|my|our)\s+$", text[:start], re.IGNORECASE) is not None


def _by_both(words: Sequence[Token], text: str, scene: DialogueState) -> Thing | None:
    """ "The lead vocal" is Lead Vox beside Lead Guitar: two words of which only one track's name has both."""
    said = [name_words(re.sub(r"['’]s?$", "", word.low)) for word in words]
    if len(words) < 2 or any(len(one) != 1 or not content_words(one[0]) for one in said):
        return None
    if any(word.low in NO_NAMES for word in words) or text[words[0].end : words[1].start].strip():
        return None
    fits = [
        track
        for track in scene.context.tracks
        if len(own := name_words(track)) == 2
        and any(
            all(alike(one[0], (part,), 1.0) for one, part in zip(said, order, strict=True))
            for order in ((own,) if any(one.isdigit() for one in own) else (own, own[::-1]))
        )  # "the left guitar" is Gtr Left; "two backing …" is no Backing 2
    ]
    if len(fits) != 1:
        return None
    clips = [clip.id for clip in scene.clips if clip.track == fits[0]]
    return Thing(words[0].start, words[1].end, (fits[0],), tuple(clips))
