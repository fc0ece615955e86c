"""A sentence taken apart: things, places and amounts out; what is left are words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.counted import counted_of, counted_one
from engine.planner.offline.sentence.focus import Focus
from engine.planner.offline.sentence.ones import ones_said
from engine.planner.offline.sentence.places import Bars, Place, Places
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_words

_FILLERS = frozenset(
    "the a an my our your please pls plz can could would will you i we want like need to just ok okay so and"
    " then now is"
    " are be it's lets let's gonna going maybe bit's do for me one us some of here sure yes yeah yep oh um uh"
    " hey also really"
    " quickly mate obvs obviously tbh btw af defo definitely"
    " thanks thx ta cheers actually tho though there's have should think i'd we'd i'll get ought".split()
)
"""Words that say nothing of what is to be done."""
_LEAD = regex(
    r"^(?:(?![-+]\d)\W)*(?P<told>(?:(?:(?:nope|nah|sorry|oops|wait|hang on|hold on|ok(?:ay)?|and|n|but|now|then|so"
    r"|well|h+m+|m+m+|ew+|yuk|yuck|crap|damn|shit|sick|obvs|obviously|btw|fyi"
    r"|actually|(?:fine|right|good|very well) then"
    r"|please|pls|cool|perfect|lovely|yes|yeah|yep|yup|oh|ah|argh|ugh|um|uh|er|alright|thanks|thx|cheers|also|maybe|or"
    r"|my bad|i meant?|i mean|i said|what i meant(?: was)?|that'?s better|much better|not bad|good one|hey|mate"
    r"|one more thing|while you(?:'re| are) (?:at it|there)|let'?s see)\b(?!'s)(?:[\s,.!;:]|-(?!\d))*"
    r"|(?:good|great|nice|right|rather|fine|next|better|first|finally|again|no)\b\s*(?:[,.!;:]|-(?!\d))+\s*"
    r"|no (?=(?:make|the|that|it|not|only|just|wait|sorry|put|leave|bring|take|turn|set|do|i|let|more(?= like)|less"
    r"|keep|another|back|undo|mute|solo|\d|[-+]))))*)"
)
_CORRECTS = regex(r"\b(?:no|nope|nah|sorry|oops|wait|i meant?|i mean|i said|rather|my bad|hang on)\b")
_ADDS = regex(r"\b(?:and|n|also)\b")
_TRAIL = regex(
    r"(?P<told>(?:[\s,.!;:-]*\b(?:please|pls|plz|actually|though|tho|then|rather|after all|now|ok(?:ay)?|thanks|thx|ta"
    r"|will you|would you|if you can|if possible|if (?:that'?s|it'?s) (?:ok|okay|alright|possible|fine)|sorry"
    r"|mate|cheers|i think|i guess|i meant?|for now|for me"
    r"|while you'?re at it|at least|again please|on second thoughts?|yeah))*)[\s.!,;:]*$"
)
_PLAYERS = frozenset(
    "vocals vocal voice voices singing speech drums drum beat percussion bass guitar guitars keys piano organ strings"
    " synth pad lead brass horns choir melody chords rain wind crowd applause".split()
)
_PRONOUN = regex(
    r"\b(?P<ref>(?:both|all|each) of (?:them|those|these)|them both|(?:those|these|the) (?:two|three|both)(?:"
    r" of (?:them|those))?|it|that one|this one|that|this|them|those|these|him|her|they|both|em)\b"
    r"(?!'s\b)"
)
SAME = frozenset("same too also as well aswell ditto likewise".split())
""" "The same for it", "it too"."""
PRONOUNS = frozenset("it that this them those these him her they both em".split())
_POINTED = regex(
    r"\b(?:(?:that|this|the|those|these|its) (?:(?:whole|entire|new|same|first|second|middle|last|other|copied)"
    r" )*(?P<noun>tracks?|clips?|regions?"
    r"|groups?|bus(?:es)?|folder|returns?|aux|cop(?:y|ies)|duplicates?|dupes?|double|bounce|freeze|part|one|ones)|the"
    r" (?:copy|duplicate|new one))\b(?! (?:bars?|beats?|called|named))"
)
_BARE = regex(
    r"^(?P<noun>group|folder|bus|return|aux)"
    r"(?= (?:fader |level )?(?:up|down|to|at|louder|quieter|a|is|in|back|[-+]?\d)\b)"
)
""" "Return down 6"."""
_ALL = regex(
    r"\b(?:(?P<but>(?:every(?:thing|one|body)|every(?:thing)? (?:track|else)|all(?: (?:of )?the)? ?(?:other"
    r" )?(?:tracks?|others?)?|the (?:whole )?(?:mix|lot|rest|band|song)) ?,? ?(?:else )?"
    r"(?:except(?: for)?|but(?: not)?|apart from|other than|besides|bar|without|minus|save for) )"
    r"|(?P<all>everything|everyone|everybody|every track|(?:all )?(?:of )?(?:the )?(?:whole|entire) (?:mix"
    r"|thing|lot|song|band|session)|all (?:of )?(?:the |my )?tracks|the lot|all of it))\b ?"
)
_THE_ONE = regex(r"\bthe one$")
_GAP = regex(r"\s*(?:,|and|&|plus|\+|n)?\s*(?:the |my |our |both |also |for |on |with |of )*$")


_BUT_ONLY = regex(r"\bbut (?=(?:only|just)\b)")
_NO_NAME = regex(
    r"there(?:'?s)?|their|these|then|longer|shorter|later|earlier|tempo"
    r"|(?:dirt|room|punch|snapp|air|boom|gritt|crunch|fuzz|brass|string|breath)ier"
)
""" "There's" sounds like a theme, "longer" like a long note, "dirtier" like the dirty guitar, and none names one."""
_SOLO = regex(r"solo (?:(?:just|only|the|my|our|both) )*")
_MICS = regex(r"(?<=\w) (?:mics?|microphones?)\b")
""" "All drum mics"."""
_DELAY = regex(r"[\s-]*delay\b")
""" "Pre delay" is a knob."""
_VOICE = frozenset("vocal vox voice singer".split())
""" "The vocal" beside backing vocals is the lead."""
_IN = regex(r"\b(?:in|during|over|throughout|through|until|till|before|after|for)\s+(?:the |my |our )?$")


@dataclass(frozen=True)
class Named:
    """Something that is meant, told at characters `start` … `end`."""

    start: int
    end: int
    tracks: tuple[str, ...]
    clips: tuple[str, ...] = ()
    """Its clips; of a clip that is named only that one."""
    is_clip: bool = False
    """Is a clip meant and not its track?"""
    is_pointed: bool = False
    """Told by "it", "that group"."""
    is_pronoun: bool = False
    how: str = ""
    """"all", "all but", else ""."""


@dataclass
class Said:
    """A sentence with what it names."""

    text: str
    """In lower case, without what begins and ends it and says nothing."""
    raw: str
    """The same as it was typed."""
    typed: str
    """All of it as it was typed."""
    scene: DialogueState
    state: State
    focus: Focus
    things: list[Named] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    amounts: list[Quantity] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """What is left, in order, without words that say nothing."""
    form: str = ""
    """All of it in order: T for a thing, P a place, N an amount, and the words."""
    corrects: bool = False
    """Does it begin like a correction?"""
    adds: bool = False
    """Does it begin like something more: "and", "also"?"""
    is_later: bool = False
    """Was something done before?"""
    is_unclear: bool = False
    """Do names stand side by side of which one may be none?"""
    before: tuple[Named, ...] = ()
    """What was named in the clause before."""
    there: tuple[Bars, ...] = ()
    """The bars that were told in it."""
    unclear: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    """Where a word stands that may mean several tracks, and which."""

    @property
    def bag(self) -> frozenset[str]:
        """The words that are left."""
        return frozenset(self.words)

    @property
    def tracks(self) -> list[str]:
        """Tracks of all things, each once."""
        return list(dict.fromkeys(track for one in self.things for track in one.tracks))

    @property
    def spans(self) -> list[Bars]:
        """All bars that are told."""
        return [span for one in self.places for span in one.spans]

    @property
    def is_open(self) -> bool:
        """Is a part of the song told that may be one of several?"""
        return any(one.is_open for one in self.places)

    @property
    def is_in_a_thing(self) -> bool:
        """ "In the break", where no part of the song is called so: a thing told as a place."""
        groups = {view.name for view in self.scene.context.track_views if view.kind in ("group", "bus")}
        return any(
            _IN.search(self.text[: one.start]) and not groups.issuperset(one.tracks)
            for one in self.things
            if not one.is_pointed
        )

    def last(self) -> list[Frame]:
        """What was done last."""
        return done_last(self.state) if self.is_later else []


def taken_apart(
    text: str,
    scene: DialogueState,
    *,
    focus: Focus | None = None,
    there: Sequence[Bars] = (),
    before: Sequence[Named] = (),
) -> Said:
    """The sentence with its things, places and amounts; `before` was named in the clause before."""
    typed = plain(text).strip()
    low = typed.lower()
    typed = typed if len(low) == len(typed) else low
    lead = _LEAD.match(low)
    around = lead["told"] if lead else ""
    begins = _before_a_name(lead.end() if lead else 0, typed, scene)
    body = low[begins:]
    trail = _TRAIL.search(body)
    if trail:
        around, body = f"{around} {trail['told']}", body[: trail.start()]
    body = _BUT_ONLY.sub("    ", body)
    state = State.of(scene)
    own = focus or Focus.of(state)
    is_later = bool(scene.context.dialogue and scene.done) or focus is not None
    said = Said(
        body,
        typed[begins : begins + len(body)],
        typed,
        scene,
        state,
        own,
        corrects=bool(_CORRECTS.search(around)),
        adds=bool(_ADDS.search(around)),
        is_later=is_later,
        before=tuple(before),
        there=tuple(there),
    )
    places = Places(body, scene, there or own.bars)
    said.places = _beside_names(places.told(), body, scene)
    numbers = _short_of_places(quantities(body), said.places)
    hidden = _spans(said.places) + [(one.start, one.end) for one in numbers if one.unit or one.signed]
    found = things(body, _with_buses(scene), hidden)
    if ways := [way for one in found if (way := _way_behind(one, body, scene))]:
        found = things(body, _with_buses(scene), [*hidden, *ways])
    told = [one for one in found if not _inside(one.start, said.places)]
    told = [one for one in told if not _is_figure(one, body) and body[one.start : one.end] != "one"]
    told = [replace(one, end=one.end + len(match[0])) if (match := _MICS.match(body, one.end)) else one for one in told]
    told = [one for one in told if not _is_no_name(body[one.start : one.end])]
    told = [one for one in told if not (body[one.start : one.end] == "pre" and _DELAY.match(body, one.end))]
    told = [_heard(one, body, scene) for one in told]
    told = _beside_parts(told, body, scene)
    named = [_named(one, body[one.start : one.end], scene) for one in told]
    said.is_unclear = _are_unparted(named, body)
    said.unclear = [one for one in _unclear(told, body, scene) if len(one[2]) > 1]
    taken = _spans(said.places) + _spans(named)
    verb = _SOLO.match(body)
    if verb and any(one.start == verb.end() for one in named):  # "solo kick and snare", beside a part called Solo
        taken = [*taken, verb.span()]
    said.places = sorted([*said.places, *places.bare(taken)], key=lambda one: one.start)
    taken = _spans(said.places) + _spans(named)
    among = [Named(one.start, one.end, one.tracks) for one in ones_said(body, own)]
    said.places = [one for one in said.places if not any(a.start < one.end and one.start < a.end for a in among)]
    named = [one for one in named if not any(a.start < one.end and one.start < a.end for a in among)] + among
    said.unclear = [one for one in said.unclear if not _inside(one[0], among)]
    named = [_counted(one, body, scene) for one in named]
    taken = _spans(said.places) + _spans(named)
    pointed = _pointed(body, own, told) or _of_before(body, before)
    named += [one for one in pointed if not any(a < one.end and one.start < b for a, b in taken)]
    if not named and (last := _one_of_last(body, own, scene)):
        named = [last]
    if any(one.is_clip for one in named):
        said.text = _THAN_ANOTHER.sub(lambda match: " " * len(match[0]), said.text)
    named = _with_others(sorted(named, key=lambda one: one.start), body, scene, before)
    named = _of_the_sentence(sorted(named, key=lambda one: one.start), body)
    said.things = sorted(
        _with_all(body, sorted(named, key=lambda one: one.start), scene, said.unclear), key=lambda one: one.start
    )
    numbers = [one for one in numbers if not _THE_ONE.search(body[: one.end])]
    rest = [one for one in said.things if one.how == "all but"]
    said.unclear = [one for one in said.unclear if not _inside(one[0], rest)]  # all of them are spared
    said.amounts = [one for one in numbers if not _inside(one.start, (*said.places, *said.things))]
    _fill_words(said)
    return said


_A_MACHINE = regex(r"(?:^|[,;.:] ?|\b(?:the|my|our|all|both|on|in|mute|unmute|solo|turn|and) )$")
_OF_A_UNIT = regex(r" ?(?:%|d ?b\b|hz\b|ms\b|bars?\b|beats?\b|bpm\b|percent\b|semi|cents?\b)|\W*$")


def _is_figure(one: Thing, text: str) -> bool:
    """ "808" is one, where nothing beside it says that a machine is called so."""
    words = text[one.start : one.end]
    is_called = _A_MACHINE.search(text[: one.start]) and (one.start or not _OF_A_UNIT.match(text[one.end :]))
    return words.isdigit() and not (len(words) > 2 and is_called)


def _short_of_places(numbers: Sequence[Quantity], places: Sequence[Place]) -> list[Quantity]:
    """Figures outside of the places; of "-10 at bar 11" the bar is none of the figure."""
    made: list[Quantity] = []
    for one in numbers:
        is_beside = one.unit == "bar" and any(0 <= each.start - one.end <= 1 for each in places)
        made += [] if _inside(one.start, places) else [replace(one, unit="") if is_beside else one]
    return made


def _is_no_name(words: str) -> bool:
    return bool(_NO_NAME.fullmatch(words)) or words.endswith("er") and tone_words(words) == [(0, len(words))]


_WAY_BEHIND = regex(r"\s(?P<way>out|in|up|down|off|on)$")


def _way_behind(thing: Thing, text: str, scene: DialogueState) -> tuple[int, int] | None:
    """ "Take the kick out" does not mean the clip Kick Outro."""
    match = _WAY_BEHIND.search(text[thing.start : thing.end])
    names = [*thing.tracks, *(view.name for one in thing.clips if (view := scene.clip(one)))]
    if match is None or any(match["way"] in name_words(name) for name in names):
        return None
    return thing.start + match.start("way"), thing.end


def _before_a_name(begins: int, typed: str, scene: DialogueState) -> int:
    """Where a sentence begins whose first word belongs to a name: "OH L down 2" is no "oh"."""
    for name in scene.context.tracks:
        at = typed.lower().find(name.lower())
        is_whole = " " in name or name.isupper() and typed.startswith(name, at)
        if 0 <= at < begins < at + len(name) + 1 and is_whole and (not at or not typed[at - 1].isalnum()):
            return at
    return begins


def _beside_names(places: Sequence[Place], text: str, scene: DialogueState) -> list[Place]:
    """Without those that only begin a name: "on solo t1", where the song has a solo as well."""
    names = {
        name.lower() for name in (*scene.context.tracks, *(one.name for one in scene.clips)) if len(name.split()) > 1
    }
    spans = [match.span() for name in names for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return [one for one in places if not any(one.start < b and a < one.end < b for a, b in spans)]


def _beside_parts(told: Sequence[Thing], text: str, scene: DialogueState) -> list[Thing]:
    """Without what only sounds like a name inside that of a part of the song: "refrain 1" beside a clip acc r1."""
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


def _spans(found: Iterable[Any]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


def _with_buses(scene: DialogueState) -> DialogueState:
    """The session with its buses among its tracks, its clips by their names and what plays, not by how it sounds."""
    own = scene.context.tracks
    more = tuple(view.name for view in scene.context.track_views if view.name not in own)
    clips = tuple(
        replace(one, tags=tuple(tag for tag in one.tags if tag.lower() in _PLAYERS)) if one.tags else one
        for one in scene.clips
    )
    if not more and clips == scene.clips:
        return scene
    return DialogueState(replace(scene.context, tracks=(*own, *more), clips=clips))


def _inside(at: int, spans: Iterable[Any]) -> bool:
    return any(one.start <= at < one.end for one in spans)


def _named(thing: Thing, words: str, scene: DialogueState) -> Named:
    """A thing as what is meant: the track, or one clip of it that is not called like the track."""
    lying = [one.id for one in scene.clips if one.track in thing.tracks]
    is_clip = bool(thing.clips) and set(thing.clips) < set(lying) and len(thing.tracks) == 1
    is_clip = is_clip and name_words(re.sub(r"'s?$", "", words)) != name_words(thing.tracks[0])
    return Named(thing.start, thing.end, tuple(dict.fromkeys(thing.tracks)), thing.clips, is_clip)


def _counted(one: Named, text: str, scene: DialogueState) -> Named:
    """The thing, or the one of its clips that is counted."""
    lying = [clip for clip in scene.clips if clip.track in one.tracks]
    found = counted_of(text, one.start, one.end, lying) if len(one.tracks) == 1 and not one.is_clip else None
    return replace(one, start=found.start, clips=(found.clip.id,), is_clip=True) if found else one


_SPARED = regex(r"\b(?:not|without|except|off|but)\b")
_THAN_ANOTHER = regex(r" than the (?:first|second|third|last|others?|rest)(?: ones?)?(?= |$)")


def _one_of_last(text: str, focus: Focus, scene: DialogueState) -> Named | None:
    """ "The last one" of several clips of one track that were worked on last."""
    worked = [clip for act in focus.last() for one in act.clips() if (clip := scene.clip(one))]
    is_one_track = len({one.track for one in worked}) == 1 and not _SPARED.search(text)
    found = counted_one(text, worked) if is_one_track else None
    if found is None:
        return None
    return Named(found.start, found.end, (str(found.clip.track),), (found.clip.id,), is_clip=True)


def _are_unparted(named: Sequence[Named], text: str) -> bool:
    """ "Stomp break": two names with nothing between, of which one may be no name at all."""
    return any(text[one.end : other.start].strip() == "" and one.end < other.start for one, other in pairwise(named))


def _calls(words: str, track: str) -> bool:
    """Do all words that are said belong to the name?"""
    own = keys_of(re.sub(r"'s?$", "", words))
    return any(said <= name for said in own for name in keys_of(track))


def _unclear(told: Sequence[Thing], text: str, scene: DialogueState) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(one.start, one.end, _may_be(text[one.start : one.end], one, scene)) for one in told]


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
    return tuple(one for one in alike if one not in muted) or tuple(alike)


def _pointed(text: str, focus: Focus, named: Iterable[Any]) -> list[Named]:
    """ "It", "those two", "that group", "the copy"."""
    found: list[Named] = []
    for match in (*_BARE.finditer(text), *_POINTED.finditer(text)):
        words = match[0] if match.re == _POINTED else f"the {match[0]}"
        meant = focus.of_noun(match["noun"] or "copy", words)
        if meant:
            found.append(Named(match.start(), match.end(), *meant, is_pointed=True))
    for match in _PRONOUN.finditer(text):
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        points = match["ref"] in ("both", "that", "this", "those", "these")
        if points and any(one.start > match.start() and not text[match.end() : one.start].strip() for one in named):
            continue  # "both guitars"
        tracks, clips, is_clip = focus.it(
            is_many=match["ref"] not in ("it", "that", "this", "him", "her", "that one", "this one"),
            count=2 if re.search(r"\b(?:two|both)\b", match["ref"]) else 3 if "three" in match["ref"] else 0,
        )
        is_someone = match["ref"] in ("him", "her") and any(one.end <= match.start() for one in named)
        if tracks or clips or is_someone:
            found.append(Named(*match.span(), tracks, clips, is_clip, is_pointed=True, is_pronoun=True))
    return found


def _of_before(text: str, before: Sequence[Named]) -> list[Named]:
    """ "Take it off and send it to the hall": what the clause before was about."""
    match = _PRONOUN.search(text)
    if match is None or not before:
        return []
    about = before[-1:] if match["ref"] in ("it", "that", "this", "him", "her") else before
    tracks = tuple(dict.fromkeys(track for one in about for track in one.tracks))
    clips = tuple(clip for one in about for clip in one.clips)
    is_clip = all(one.is_clip for one in about)
    return [Named(*match.span(), tracks, clips, is_clip, is_pointed=True, is_pronoun=True)]


_OTHERS = regex(r"\b(?:the |all |all the |my )?(?:other|rest of the|remaining) $")


def _with_others(named: list[Named], text: str, scene: DialogueState, before: Sequence[Named]) -> list[Named]:
    """ "Alto up 4, the other voices down 8": those of them that were not told before; a group is its members."""
    made: list[Named] = []
    for one in named:
        match = _OTHERS.search(text[: one.start])
        told = [track for other in (*before, *made) for track in other.tracks]
        if match and told and len(one.tracks) > 0:
            views = {view.name: view for view in scene.context.track_views}
            groups = {track for track in one.tracks if track in views and views[track].kind == "group"}
            inside = {name for name, view in views.items() if view.group in groups}
            left = [
                track
                for track in scene.context.tracks
                if track in {*one.tracks, *inside} - groups and track not in told
            ]
            one = replace(one, start=match.start(), tracks=tuple(left), clips=(), is_clip=False) if left else one
        made.append(one)
    return made


def _of_the_sentence(named: list[Named], text: str) -> list[Named]:
    """ "The pad is too loud, turn it down": the pronoun is what was named just before."""
    made: list[Named] = []
    for one in named:
        before = [other for other in made if not other.is_pointed]
        is_goal = re.search(
            r"\b(?:in|into|onto|to|through|with|under|on|off|out of|from|like|than|above|below|over|beneath)\s+$",
            text[: one.start],
        )
        if one.is_pointed and one.is_pronoun and before and not is_goal:
            one = replace(before[-1], start=one.start, end=one.end, is_pointed=False)
        made.append(one)
    return made


def _with_all(
    text: str, named: list[Named], scene: DialogueState, unclear: Sequence[tuple[int, int, tuple[str, ...]]] = ()
) -> list[Named]:
    """ "Everything", "everything but the bass": every track that plays, without those that are spared."""
    match = _ALL.search(text)
    if match is None or any(one.start < match.end() - 1 and match.start() < one.end for one in named):
        return named
    others = {view.name for view in scene.context.track_views if view.kind in ("group", "bus")}
    playing = [track for track in scene.context.tracks if track not in others]
    if match["all"]:
        return [*named, Named(match.start(), match.start() + len(match[0].rstrip()), tuple(playing), how="all")]
    spared: list[Named] = []
    end = match.end()
    for one in named:
        between = text[end : one.start]
        if one.start >= end and _GAP.fullmatch(between):
            spared, end = [*spared, one], one.end
    if not spared:
        return named
    kept = {track for one in spared for track in with_members(one.tracks, scene)}
    kept |= {track for start, _, names in unclear for track in names if any(one.start == start for one in spared)}
    rest = [one for one in named if one not in spared]
    left = tuple(track for track in playing if track not in kept)
    return [*rest, Named(match.start(), end, left, tuple(kept), how="all but")]


def with_members(tracks: Iterable[str], scene: DialogueState) -> list[str]:
    """Tracks, and for each group what lies in it."""
    made: list[str] = []
    for track in tracks:
        inside = [view.name for view in scene.context.track_views if view.group == track]
        made += [track, *with_members(inside, scene)]
    return list(dict.fromkeys(made))


def _fill_words(said: Said) -> None:
    spans = sorted(
        [(one.start, one.end, "T") for one in said.things]
        + [(one.start, one.end, "P") for one in said.places]
        + [(one.start, one.end, "N") for one in said.amounts]
    )
    made: list[str] = []
    at = 0
    for start, end, letter in [*spans, (len(said.text), len(said.text), "")]:
        made += re.findall(r"[a-z]+(?:'[a-z]+)?|\d+(?:/\d+)?|[,;.?!#%+:-]", said.text[at:start]) if start >= at else []
        made += [letter] if letter and start >= at else []
        at = max(at, end)
    said.words = [one for one in made if one not in _FILLERS and one not in "TPN" and one[0].isalnum()]
    said.form = " ".join(one for one in made if one not in _FILLERS)


def regrouped(said: Said, things: Sequence[Named], places: Sequence[Place], amounts: Sequence[Quantity]) -> Said:
    """The same with other things, places and amounts taken out of it."""
    made = replace(said, things=list(things), places=list(places), amounts=list(amounts))
    _fill_words(made)
    return made


def without(said: Said, bag: Iterable[str]) -> Said:
    """The same without some words."""
    gone = set(bag)
    return replace(said, words=[one for one in said.words if one not in gone])
