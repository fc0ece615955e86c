"""Tracks and clips that a clause names, anywhere and in any number: "drums blue, vox yellow", "kick and both gtrs"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.said_otherwise import Session, rivals, said_otherwise, session_of
from engine.planner.offline.slots.sections import of_section
from engine.planner.offline.text.names import (
    SLIP,
    content_words,
    is_backing,
    is_family,
    likeness,
    name_words,
    other_instruments,
)
from engine.planner.offline.text.usual_names import ADDED
from engine.planner.offline.text.words import COMMANDS, Token, plain, tokens
from engine.planner.regex import regex

_ALL = regex(
    r"\b(?:(?:all|every|each)(?: of)?(?: the| my| our)?(?: other)?(?: \w+)? ?(?:tracks?|lanes?|channels?)"
    r"|everything|everybody|everyone"
    r"|all of (?:it|them)|the (?:whole )?(?:lot|session)|the (?:whole|entire) (?:thing|song|mix|tune|arrangement))\b",
    re.IGNORECASE,
)
_BUT = regex(
    r"\b(?:everything|everyone|everybody|all(?: of)?(?: the| my)?(?: other)?(?: tracks?)?|every (?:other"
    r" )?track|each track)(?!\s+(?!tracks)[a-z]+s\s+(?:except|but|apart|other than|besides|save)\b)"
    r"(?:\s+(?:except|but|apart from|other than|besides|save"
    r"|(?:that|which|who)(?:'s| is| are)?(?:n'?t| not)(?: an?)?)|(?:\s+[\w.+-]+){1,6}?\s+(?:except|but not|apart from"
    r"|other than))(?:\s+for)?\s+(?P<kept>.+?)"
    r"(?=\s+(?:by|down|up|to|in|at|from|as|a (?:bit|little|touch)|please|now|muted?|soloed|off|out"
    r"|quiet(?:er)?|louder|softer"
    r"|\d)\b|[.!?;]|$)",
    re.IGNORECASE,
)
_COUNT = regex(r"\b(?:both|two|three|four|five|all)(?: of)?(?: the| my)?\s*$", re.IGNORECASE)
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SO_MANY = regex(rf"\b({'|'.join(_NUMBERS)})(?: of)?(?: the| my| our)?\s+$", re.IGNORECASE)
_NO_NAMES = COMMANDS | frozenset(
    "back key bar bars beat beats marker mark track tracks take takes group bus send note notes at to from over into"
    " with the and"
    " up down left right low high volume level pan db red blue green in on off of for by it this that last"
    " called named group folder track together"
    " first grid time grow grows swell swells sings sung singing plays playing enters entering comes coming"
    " again more less lower higher".split()
)
"""Words that name something only where a name is exactly that word."""
_CALLS = regex(r"(?:^|[,;.&]|\b(?:and|pan|mute|unmute|solo|turn|put|track|number|no\.?))\s*$", re.IGNORECASE)
_COUNTS_THEM = regex(
    r"\s*(?:%|db\b|bars?\b|beats?\b|semi|times\b|more\b|less\b|seconds?\b|bpm\b|notes?\b|tracks?\b"
    r"|(?:lower|higher|louder|quieter|softer|hotter|later|earlier)\b|(?:up|down)\b(?!\s*(?:by\s*)?[-\d]))",
    re.IGNORECASE,
)
_LIST = regex(r"\s*(?:,|&|\+|\band\b|\bor\b|\bplus\b)\s*", re.IGNORECASE)
_ARTICLE = regex(r"^(?:the|my|our|an?)\s+", re.IGNORECASE)
_LONGEST = 5
"""Words of a name."""
_COLLECTIVE = frozenset(
    "drums guitars vocals voices strings horns keys synths brass singers choir rhythms percussion hands gtrs"
    " bvs".split()
)
_THE_BEAT = regex(
    r"(?<!\bon )(?<!\bto )(?<!\boff )(?<!\bonto )(?<!\bbefore )(?<!\bbehind )(?<!\bafter )(?<!\bof )"
    r"\b(?:the|my|our) beat$",
    re.IGNORECASE,
)
""" "Colour the beat red" names what plays it, "on the beat" a time."""
_BACKING = regex(r"back(?:ing|ground|up) (?:vocals|voices|vox|singers)\b", re.IGNORECASE)
_PART_OF_IT = regex(r"\b(?:low|high|upper|lower|first|second|solo)\s+$", re.IGNORECASE)
""" "The low strings" are not all of them."""
_MEANT_TOO = {"vocals": ("bvs",), "voices": ("bvs",), "singers": ("bvs",), "vox": ()}
"""Plurals that mean another kind as well: the vocals are the lead and the backing."""


@dataclass(frozen=True)
class Thing:
    """Characters start…end of a clause and the tracks and clips they name."""

    start: int
    end: int
    tracks: tuple[str, ...]
    clips: tuple[str, ...]
    is_kit: bool = False
    """The drums, or the strings, each on a track of its own."""
    is_sure: bool = False
    """Are all the words of the name, in whatever form?"""
    is_otherwise: bool = False
    """Is it told only by a form that is not its own?"""
    others: tuple[str, ...] = ()
    """Tracks that the words fit as well."""


def things(text: str, scene: DialogueState, hidden: Sequence[tuple[int, int]] = ()) -> list[Thing]:
    """What is named, in the order of the words; nothing inside `hidden` places or quotation marks.

    "In the break" names no drums where a marker is called so, and no track is.
    """
    parts = _parts_said(text, tuple(name for name, _ in scene.context.markers))
    places = [span for name, spans in parts if not is_a_name(name, scene) for span in spans]
    named = _named(text, (*hidden, *places), tuple(scene.context.tracks), scene.clips, session_of(scene.context))
    return _with_clips_of_tracks(list(named), text, scene)


_CLIP_FIRST = regex(r"\s+")
_TRACK_FIRST = regex(r"['’]?s?\s+")


def _with_clips_of_tracks(found: list[Thing], text: str, scene: DialogueState) -> list[Thing]:
    """The things, with one clip where it is told with its track: "the chorus vox", "the rhodes chords B"."""
    made: list[Thing] = []
    for thing in found:
        before = made[-1] if made else None
        between = text[before.end : thing.start] if before else ""
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
    for name in dict.fromkeys((*markers, *kinds)):
        pattern = rf"{_AT_A_PART}(?P<name>{re.escape(name)})(?!\w| \d)"
        spans = tuple(match.span("name") for match in re.finditer(pattern, plain(text), re.IGNORECASE)) if name else ()
        if spans:
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
        if thing:
            found = [*found[:-1], whole] if (whole := _its_own(thing, found, text, scene)) else [*found, thing]
        at += used or 1
    return tuple(found)


def _its_own(thing: Thing, before: Sequence[Thing], text: str, scene: DialogueState) -> Thing | None:
    """ "The trombone riff": a word behind a track is of the clip there that is called so, and names no other one."""
    if not before or len(before[-1].tracks) != 1 or {*before[-1].tracks} < {*thing.tracks}:
        return None
    track, said = before[-1], name_words(text[thing.start : thing.end])
    lying = [clip for clip in scene.clips if clip.track == track.tracks[0]]
    own = [clip.id for clip in lying if said and set(said) <= set(name_words(clip.name))]
    is_next = re.fullmatch(r"(?:'s)?\s+", text[track.end : thing.start]) is not None
    return Thing(track.start, thing.end, track.tracks, tuple(own)) if own and is_next else None


def _at(words: list[Token], text: str, scene: DialogueState, session: Session) -> tuple[Thing | None, int]:
    """The longest name that begins with the first of these words, and how many words it has."""
    if not words[0].text[0].isalnum():
        return None, 1
    exact, length = _exact(words, text, scene)
    is_none = words[0].low in _WAYS or _NAMES_IT.search(text[: words[0].start])
    other = None if is_none else said_otherwise(words, text, session)
    other = None if other and other.length == 1 and _is_quality(words[0], text) else other
    if exact and (other is None or other.length <= length):
        return exact, length
    found, length = _by_words(words, text, scene)
    is_added = words[0].low in ADDED and _may_be_name(words[0].low, text, words[0].start)  # "the double"
    if other is None or other.length == 1 and words[0].low in _NO_NAMES and not is_added:
        fitting = rivals(text[found.start : found.end], session) if found and len(found.tracks) == 1 else []
        if found and fitting and found.tracks[0] in fitting:
            found = replace(found, others=tuple(track for track in fitting if track != found.tracks[0]))
        return found, length
    is_otherwise = found is None or length < other.length or {*found.tracks} != {*other.tracks}
    return Thing(
        words[0].start, words[other.length - 1].end, other.tracks, other.clips, False, True, is_otherwise
    ), other.length


_WAYS = frozenset("out in up down off on back".split())
""" "Fade out drums" means no clip that is called Drums Outro."""
_NAMES_IT = regex(
    r"\b(?:re)?(?:name|call|label|title)[ds]?\b(?!\W+(?:(?:the|my|our|both|all|of|track|clip|and)\W+)*$)", re.IGNORECASE
)
""" "Call the cello Celli": the name that it gets."""


def _by_words(words: list[Token], text: str, scene: DialogueState) -> tuple[Thing | None, int]:
    if pair := _by_both(words[:2], text, scene):
        return pair, 2
    found = _by_kind(words[0], text, scene)
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
            length > 1 or _may_be_name(phrase[0].low, text, phrase[0].start) or named or said not in _NO_NAMES
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
    return word not in _NO_NAMES or re.search(r"\b(?:the|my|our)\s+$", text[:start], re.IGNORECASE) is not None


def _by_both(words: Sequence[Token], text: str, scene: DialogueState) -> Thing | None:
    """ "The lead vocal" is Lead Vox beside Lead Guitar: two words of which only one track's name has both."""
    said = [name_words(re.sub(r"['’]s?$", "", word.low)) for word in words]
    if len(words) < 2 or any(len(one) != 1 or not content_words(one[0]) for one in said):
        return None
    if any(word.low in _NO_NAMES for word in words) or text[words[0].end : words[1].start].strip():
        return None
    fits = [
        track
        for track in scene.context.tracks
        if len(own := name_words(track)) == 2
        and any(
            all(_like(one[0], (part,), 1.0) for one, part in zip(said, order, strict=True))
            for order in (own, own[::-1])
        )  # "the left guitar" is Gtr Left
    ]
    if len(fits) != 1:
        return None
    clips = [clip.id for clip in scene.clips if clip.track == fits[0]]
    return Thing(words[0].start, words[1].end, (fits[0],), tuple(clips))


def _by_kind(word: Token, text: str, scene: DialogueState) -> Thing | None:
    """One word that is part of a name, a tag, or of the same kind of sound."""
    low = name_words(re.sub(r"'s?$", "", word.low))
    if len(low) != 1 or not content_words(word.low) or _is_quality(word, text):
        return None
    if word.low in _NO_NAMES and not (word.low == "beat" and _THE_BEAT.search(text[: word.end])):
        return None
    said = low[0]
    if said.isdigit() and not (_CALLS.search(text[: word.start]) and not _COUNTS_THEM.match(text[word.end :])):
        return None  # "up 2 in the chorus": no "BV 2"
    best: list[str] = []
    height = 0.0
    on: dict[str | None, list[ClipInfo]] = defaultdict(list)
    for clip in scene.clips:
        on[clip.track].append(clip)
    for track in scene.context.tracks:
        lying = on[track]
        score = max(
            [_like(said, name_words(track), 1.0)]
            + [_like(said, name_words(clip.name), 0.9) for clip in lying]
            + [_like(said, [part for tag in clip.tags for part in name_words(tag)], 0.85) for clip in lying]
        )
        if score > height + 0.01:
            best, height = [track], score
        elif score and abs(score - height) <= 0.01:
            best.append(track)
    free = [clip.id for clip in on[None] if _like(said, name_words(clip.name), 0.9) >= max(height, 0.6)]
    if not best and not free:
        return _section(word, text, said, (), scene)
    if section := _section(word, text, said, best, scene):
        counted = _SO_MANY.search(text[: word.start])
        return section if not counted or _NUMBERS[counted[1].lower()] == len(section.tracks) else None
    many = said in _COLLECTIVE or said.endswith("s") or _COUNT.search(text[: word.start])
    many = many or _BACKING.match(text, word.start)
    meant = (said, *_MEANT_TOO.get(word.low, ()))
    more = [track for track in scene.context.tracks if any(_like(one, name_words(track), 1.0) for one in meant[1:])]
    tracks = [track for track in scene.context.tracks if track in (*best, *more)] if many else best[:1]
    said_many = _SO_MANY.search(text[: word.start])
    clips = [clip.id for clip in scene.clips if clip.track in tracks]
    if said_many and _NUMBERS[said_many[1].lower()] not in (len(tracks), len(clips)):
        return None  # "the four voices", where one track is a voice: another four are meant
    fitting = [
        one
        for one in clips
        if (view := scene.clip(one)) and any(_like(each, name_words(view.name), 1.0) >= 0.6 for each in meant)
    ]
    return Thing(word.start, word.end, tuple(tracks), tuple(fitting or clips or free))


_QUALITIES = frozenset(
    "long short big small dark bright warm wide tight wet dry slow fast clean dirty hard soft fat thick deep heavy"
    " light close far loud quiet".split()
)
_MEANT_BY_IT = regex(r"\b(?:the|my|our|that|this|those|these|both)\s+$", re.IGNORECASE)
_OF_AN_EFFECT = regex(
    r"(?:\s+and\s+\w+)?\s+(?:re)?(?:verbs?|halls?|plates?|rooms?|springs?|delays?|echo(?:es)?|slap\w*|tails?|decays?"
    r"|fades?|attacks?|releases?|chorus|comp\w*|cuts?|boost|pass)\b",
    re.IGNORECASE,
)


def _is_quality(word: Token, text: str) -> bool:
    """Is it how something is ("a long reverb"), and no part of a name ("the long strings" is Str Long)?"""
    if word.low not in _QUALITIES:
        return False
    return not _MEANT_BY_IT.search(text[: word.start]) or _OF_AN_EFFECT.match(text, word.end) is not None


def _section(word: Token, text: str, said: str, named: Sequence[str], scene: DialogueState) -> Thing | None:
    """The drums, or the strings, where each of them has a track of its own: kick, snare, hats."""
    found = [] if _PART_OF_IT.search(text[: word.start]) else of_section(said, scene.context.tracks)
    is_called = any(likeness(said, part) >= 0.9 for track in named for part in name_words(track))
    if is_called or len({*named, *found}) <= len(named):
        return None
    tracks = [track for track in scene.context.tracks if track in (*named, *found)]
    clips = [clip.id for clip in scene.clips if clip.track in tracks]
    return Thing(word.start, word.end, tuple(tracks), tuple(clips), True)


def _like(said: str, names: Iterable[str], weight: float) -> float:
    score = 0.0
    for name in names:
        near = likeness(said, name)
        begins = 0.7 if len(name) >= 3 and said.startswith(name) and len(said) > len(name) + 1 else 0.0
        begins = 0.0 if other_instruments(said, name) else begins
        score = max(
            score,
            near if near > SLIP or (near == SLIP and len(said) > 4) else begins,
            0.7 if is_family(said, name) else 0.0,
        )
    return score * weight if score >= 0.7 else 0.0


def all_of_kind(text: str, scene: DialogueState, one: str) -> Thing | None:
    """The one plural of a text ("the guitars") that means several tracks, when this track or clip is among them."""
    plural = [thing for thing in things(text, scene) if len(thing.tracks) > 1]
    return plural[0] if len(plural) == 1 and one in (*plural[0].tracks, *plural[0].clips) else None


def all_but(text: str, scene: DialogueState) -> list[str] | None:
    """The tracks of "everything but A and B", None where it is not said."""
    match = _BUT.search(plain(text))
    if not match:
        return None
    kept = {track for thing in things(match["kept"], scene) for track in thing.tracks}
    views = scene.context.track_views
    kept |= {view.name for view in views if view.group in kept}  # what lies in a folder that is kept
    kept |= {view.group for view in views if view.name in kept and view.group}
    return [track for track in scene.context.tracks if track not in kept] if kept else None


def kept_but_not_here(text: str, scene: DialogueState) -> str:
    """What "everything but the tuba" spares though nothing is called so; "" when all of it is here."""
    match = _BUT.search(plain(text))
    for part in _LIST.split(match["kept"]) if match else ():
        if content_words(part) and not things(part, scene):
            return _ARTICLE.sub("", part.strip())
    return ""


def tracks_said(clause: Clause, hidden: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Every track that the clause names, in its order; where it names none, those that are meant."""
    scene = clause.scene
    rest = all_but(clause.text, scene)
    if rest is not None:
        return rest
    named = [track for thing in things(clause.text, scene, hidden) for track in thing.tracks]
    if named:
        return list(dict.fromkeys(named))
    if _ALL.search(clause.low):
        return list(scene.context.tracks)
    return tracks_meant(clause)


def tracks_meant(clause: Clause) -> list[str]:
    """The tracks that are meant without a name: the step before, what is selected, what was worked on."""
    scene = clause.scene
    for _, args in reversed(scene.steps):
        for name in ("tracks", "track"):
            if args.get(name):
                return list(args[name]) if isinstance(args[name], list) else [str(args[name])]
        if track := scene.track_of(args.get("clip")):
            return [track]
    if scene.context.selected_tracks:
        return list(scene.context.selected_tracks)
    chosen = [scene.track_of(clip) for clip in scene.context.selected_clips]
    if any(chosen):
        return list(dict.fromkeys(track for track in chosen if track))
    if not re.search(r"\b(?:it|its|that|this|them|these|those|here|me|my)\b", clause.low) and not scene.done:
        return list(scene.context.tracks) if len(scene.context.tracks) == 1 else []
    if scene.context.spoken_track:
        return [scene.context.spoken_track]
    for one in reversed(scene.done):
        if one.tool == "arrange" and one.args.get("action") == "new_track" and one.args.get("name"):
            return [track for track in scene.context.tracks if track == one.args["name"]]
        if one.args.get("track"):
            return [str(one.args["track"])]
        if one.args.get("tracks"):
            return [str(track) for track in one.args["tracks"]]
        if track := next(filter(None, (scene.track_of(clip) for clip in [*one.out, one.args.get("clip")])), None):
            return [track]
    track = scene.track_of(scene.focus())
    return [track] if track else []


def clips_said(clause: Clause, kinds: Sequence[str] = (), hidden: Sequence[tuple[int, int]] = ()) -> list[str]:
    """Every clip that the clause names, in its order; where it names none, those that are meant."""
    scene = clause.scene

    def fits(clip_id: str) -> bool:
        view = scene.clip(clip_id)
        return view is not None and (not kinds or view.kind in kinds)

    found: list[str] = []
    if (rest := all_but(clause.text, scene)) is not None:
        return [clip.id for clip in scene.clips if clip.track in rest and fits(clip.id)]
    named = things(clause.text, scene, hidden)
    for thing in named:
        fitting = [clip for clip in thing.clips if fits(clip)]
        found += fitting if len(thing.tracks) > 1 else fitting[:1]
    if found or any(thing.clips for thing in named) or empty_tracks(clause):
        return list(dict.fromkeys(found))  # what was named is never changed for something that fits
    if _ALL.search(clause.low) and kinds:
        return [clip.id for clip in scene.clips if fits(clip.id)]
    for number in range(len(scene.steps), 0, -1):
        task, args = scene.steps[number - 1]
        if task in _MAKES:
            return [f"${number}"]
        if isinstance(args.get("clip"), str):
            return [str(args["clip"])]
    chosen = [clip for clip in scene.context.selected_clips if fits(clip)]
    chosen = chosen or [
        clip.id for clip in scene.clips if clip.track in scene.context.selected_tracks and fits(clip.id)
    ]
    if chosen:
        return chosen
    alone = [clip.id for clip in scene.clips if fits(clip.id)]
    if len(alone) == 1:
        return alone
    meant = (
        scene.focus(kinds)
        if scene.done or re.search(r"\b(?:it|its|that|this|them|these|those)\b", clause.low)
        else None
    )
    return [meant] if meant else []


def empty_tracks(clause: Clause) -> list[str]:
    """The tracks for clips that a clause names, and nothing else, when nothing lies on them."""
    kinds = {view.name: view.kind for view in clause.scene.context.track_views}
    named = things(clause.text, clause.scene)
    if any(thing.clips for thing in named) or re.search(r"\b(?:it|its|that|this|them|these|those)\b", clause.low):
        return []
    return [track for thing in named for track in thing.tracks if kinds.get(track) in ("audio", "midi")]


_MAKES = frozenset(
    "generate_midi generate_audio audio_to_midi sing speak harmonize render_midi master denoise style_transfer"
    " extract_sound"
    " translate_speech image_to_audio".split()
)
