"""A sentence taken apart: its things, places and amounts, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.sentence.apart.around import around
from engine.planner.offline.sentence.apart.count_before import with_count
from engine.planner.offline.sentence.apart.counted import counted_of
from engine.planner.offline.sentence.apart.everything import with_all, with_others
from engine.planner.offline.sentence.apart.focus import Focus, tracks_of
from engine.planner.offline.sentence.apart.hedges import hedged
from engine.planner.offline.sentence.apart.named_one import with_named_one
from engine.planner.offline.sentence.apart.new_ones import new_one, of_those_taken_out
from engine.planner.offline.sentence.apart.ones import ones_said
from engine.planner.offline.sentence.apart.place import Bars, Place, is_inside, spans_of
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.pointed import of_before, of_the_sentence, one_of_last, pieces_said, pointed
from engine.planner.offline.sentence.apart.said import Named, Said, fill_words, own_copy
from engine.planner.offline.sentence.apart.things_named import are_unparted, as_named, things_named, unclear_words
from engine.planner.offline.sentence.apart.times_round import times_round
from engine.planner.offline.sentence.apart.told_by_bar import with_clips_by_bar
from engine.planner.offline.sentence.apart.voices_said import voices_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex, regex_of

_THE_ONE = regex(r"\b(?:the|those|these) (?:one|two|three|four)$")
_VERB = regex(
    r"(?:(?<=[,;.&+] )|(?:(?<=^)|(?<=\band )|(?<=\bthen )|(?<=\bbut )|(?<=\balso )|(?<=\bnow )|(?<=\bplus )))"
    r"(?:solo|drop) (?:(?:just|only|the|my|our|both) )*"
)
_IT = regex(r"(?:it|that|this|them|those|these|him|her|both)\b(?! (?:bars?|part|section)\b)")
_THAN_ANOTHER = regex(r" than the (?:first|second|third|last|others?|rest)(?: ones?)?(?= |$)")


def taken_apart(
    text: str,
    scene: DialogueState,
    *,
    focus: Focus | None = None,
    there: Sequence[Bars] = (),
    before: Sequence[Named] = (),
) -> Said:
    """The sentence with its things, places and amounts; `before` was named in the clause before.

    Within one request the same words are taken apart once: each reader is given a Said of its own.
    """
    typed = plain(text).strip()
    key = "taken apart", typed, scene.key, id(focus), tuple(there), tuple(before)
    made_of = scene, tuple(scene.done), focus
    said = once(key, lambda: _taken_apart(typed, scene, focus=focus, there=there, before=before), of=made_of)
    return own_copy(said)


def _is_of_others(body: str, own: Focus, scene: DialogueState) -> bool:
    """ "Drums out of the last two bars", behind a ride of the piano: where that lies says nothing of them."""
    if _AS_BEFORE.search(body):
        return False
    named = {track for one in things(body, scene) for track in one.tracks}
    return bool(named) and named.isdisjoint(own.it()[0])


_ITS_EDGE = regex(r"\b(?:its|their|his|her) (?:very )?(?:first|last|final|opening|closing)\b")


def _its_bars(body: str, scene: DialogueState) -> tuple[Bars, ...]:
    """ "The cantus rests in its first bar": the bars of the one clip that is named; none for anything else."""
    edge = _ITS_EDGE.search(body)
    named = [one for one in things(body, scene) if one.end <= edge.start()] if edge else []
    reach = {view.bars for one in named for clip in one.clips if (view := scene.clip(clip)) and view.bars}
    return tuple(reach) if len(named) == 1 == len(reach) else ()


_AS_BEFORE = regex(
    r"\b(?:there|it|its|that|those|these|this|them|their|same|too|also|as well|again|instead|not|only"
    r"|both)\b"
)


def _taken_apart(
    typed: str, scene: DialogueState, *, focus: Focus | None, there: Sequence[Bars], before: Sequence[Named]
) -> Said:
    low = typed.lower()
    typed = typed if len(low) == len(typed) else low
    said_around = around(typed, scene)
    body = said_around.text
    state = State.of(scene)
    own = focus or Focus.of(state)
    is_later = bool(scene.context.dialogue and scene.done) or focus is not None
    said = Said(
        body,
        typed[said_around.begins : said_around.begins + len(body)],
        typed,
        scene,
        state,
        own,
        corrects=said_around.corrects,
        adds=said_around.adds,
        is_later=is_later,
        before=tuple(before),
        there=tuple(there),
    )
    is_elsewhere = not there and own.bars and not said.adds and _is_of_others(body, own, scene)
    lately = () if is_elsewhere else there or own.bars
    places = Places(body, scene, lately if there else _its_bars(body, scene) or lately, is_told=bool(there))
    said.places = _beside_names(places.told(), body, scene)
    said.places = sorted([*said.places, *times_round(body, own, said.places)], key=lambda one: one.start)
    pieces = pieces_said(body, own)
    figures = quantities(_masked(body, [*pieces, *_numbered(body, scene)]))
    numbers = [hedged(one, body) for one in _short_of_places(figures, said.places)]
    told = things_named(body, scene, said.places, numbers)
    named = [as_named(one, body[one.start : one.end], scene) for one in told]
    said.is_unclear = are_unparted(named, body)
    said.unclear = unclear_words(told, body, scene)
    taken = spans_of(said.places) + spans_of(named)
    for verb in _VERB.finditer(body):  # "solo it", "drop the pluck 2", beside parts called Solo and Drop
        if _IT.match(body, verb.end()) or any(one.start == verb.end() for one in named):
            taken = [*taken, verb.span()]
    said.places = sorted([*said.places, *places.bare(taken)], key=lambda one: one.start)
    taken = spans_of(said.places) + spans_of(named)
    among = [Named(one.start, one.end, one.tracks) for one in ones_said(body, own)] + pieces
    among += voices_said(body, own, named)
    said.places = [one for one in said.places if not any(a.start < one.end and one.start < a.end for a in among)]
    named = [one for one in named if not any(a.start < one.end and one.start < a.end for a in among)] + among
    said.unclear = [one for one in said.unclear if not is_inside(one[0], among)]
    named = [_counted_clip(one, body, scene) for one in named]
    named, said.places = with_clips_by_bar(named, said.places, body, scene)
    named = [with_count(of_those_taken_out(new_one(one, body, own, scene), own), body) for one in named]
    named = sorted(with_named_one(named, body, scene), key=lambda one: one.start)
    taken = spans_of(said.places) + spans_of(named)
    shown = pointed(body, own, told) or of_before(body, before, told)
    shown = [one for one in shown if not any(a.start < one.start and one.end < a.end for a in numbers)]
    shown = [one for one in shown if said.raw[one.start : one.end] != "Em"]  # the chord
    named += [one for one in shown if not any(a < one.end and one.start < b for a, b in taken)]
    if not named and (last := one_of_last(body, own, scene)):
        named = [last]
    if any(one.is_clip for one in named):
        said.text = _THAN_ANOTHER.sub(lambda match: " " * len(match[0]), said.text)
    worked_on = [track for act in said.last() for track in tracks_of(act)]
    named = with_others(sorted(named, key=lambda one: one.start), body, scene, before, worked_on)
    named = of_the_sentence(sorted(named, key=lambda one: one.start), body)
    said.things = sorted(
        with_all(body, sorted(named, key=lambda one: one.start), scene, said.unclear), key=lambda one: one.start
    )
    numbers = [one for one in numbers if not _THE_ONE.search(body[: one.end])]
    rest = [one for one in said.things if one.how == "all but"]
    said.unclear = [one for one in said.unclear if not is_inside(one[0], rest)]  # all of them are spared
    said.amounts = [one for one in numbers if not is_inside(one.start, (*said.places, *said.things))]
    fill_words(said)
    return said


_A_UNIT = regex(
    r" ?(?:%|d ?b\b|decibels?|k?hz\b|ms\b|bars?\b|beats?\b|bpm\b|percent\b|semi|cents?\b|times\b|more\b|octaves?\b)"
)


def _numbered(body: str, scene: DialogueState) -> list[Named]:
    """ "Set audio 4 to -10 dB": names that end with a number, which is no end of a way."""
    names = {name.lower() for name in (*scene.context.tracks, *(one.name for one in scene.clips))}
    names = {name for name in names if name[-1:].isdigit() and " " in name and name in body}
    found = (match for name in names for match in regex_of(rf"(?<!\w){re.escape(name)}(?![\w.:])").finditer(body))
    return [Named(*match.span(), ()) for match in found if not _A_UNIT.match(body, match.end())]


def _masked(body: str, pieces: Sequence[Named]) -> str:
    """ "The second half a bar later": the half is none of the bar."""
    for one in pieces:
        body = body[: one.start] + " " * (one.end - one.start) + body[one.end :]
    return body


def _short_of_places(numbers: Sequence[Quantity], places: Sequence[Place]) -> list[Quantity]:
    """Figures outside of the places; of "-10 at bar 11" the bar is none of the figure."""
    made: list[Quantity] = []
    for one in numbers:
        is_beside = one.unit == "bar" and any(0 <= each.start - one.end <= 1 for each in places)
        made += [] if is_inside(one.start, places) else [replace(one, unit="") if is_beside else one]
    return made


def _beside_names(places: Sequence[Place], text: str, scene: DialogueState) -> list[Place]:
    """Without those that only begin a name: "on solo t1", where the song has a solo as well."""
    names = {
        name.lower() for name in (*scene.context.tracks, *(one.name for one in scene.clips)) if len(name.split()) > 1
    }
    forms = (regex_of(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name in text)
    spans = [match.span() for form in forms for match in form.finditer(text)]
    kept = [one for one in places if not any(one.start < b and a < one.end < b for a, b in spans)]
    return [one for one in kept if not _is_a_track(text[one.start : one.end], text, scene)]


_ON_IT = regex(r"(?:to|on|onto|of) (?:the |my |our )?(?P<name>.+)$")
_GOES = regex(r"\b(?:cop(?:y|ied|ies)|duplicate|move|shift|put it|bring|drag|slide|jump|go|loop|from|until|till|up)\b")


def _is_a_track(words: str, text: str, scene: DialogueState) -> bool:
    """ "A delay to the hook": the track Hook, where the parts are called Hook 1 and Hook 2."""
    match = None if _GOES.search(text) else _ON_IT.match(words)
    if match is None or any(match["name"] == name.lower() for name, _ in scene.context.markers):
        return False
    return any(match["name"] == track.lower() for track in scene.context.tracks)


def _counted_clip(one: Named, text: str, scene: DialogueState) -> Named:
    """The thing, or the one of its clips that is counted."""
    lying = [clip for clip in scene.clips if clip.track in one.tracks]
    found = counted_of(text, one.start, one.end, lying) if len(one.tracks) == 1 and not one.is_clip else None
    return replace(one, start=found.start, end=found.end, clips=(found.clip.id,), is_clip=True) if found else one
