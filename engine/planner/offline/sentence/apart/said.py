"""What a sentence says, taken apart: things, places and amounts out; what is left are words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_FILLERS = frozenset(
    "the a an my our your please pls plz can could would will may might shall you i we want like need to just ok"
    " okay so and"
    " then now is"
    " are be it's lets let's gonna going maybe bit's do for me one us some of here sure yes yeah yep oh um uh"
    " hey also really"
    " quickly mate obvs obviously tbh btw af defo definitely"
    " exactly precisely"
    " thanks thx ta cheers actually tho though there's have should think i'd we'd i'll get ought".split()
)
"""Words that say nothing of what is to be done."""
SAME = frozenset("same too also as well aswell ditto likewise".split())
""" "The same for it", "it too"."""
PRONOUNS = frozenset("it that this them those these him her they both em".split())
_IN = regex(
    r"(?<!\bbring )(?<!\bfade )(?<!\bcome )(?<!\bcomes )"
    r"\b(?:in|during|over|throughout|through|until|till|before|after|for)\s+(?:the |my |our )?$"
)


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

    @property
    def groups_too(self) -> bool:
        """ "… and group the nylon and the steel" is an order of its own, and no list of more tracks."""
        return _GROUPS.search(self.text) is not None

    def last(self) -> list[Frame]:
        """What was done last."""
        return done_last(self.state) if self.is_later else []


_GROUPS = regex(r"(?:^|[,;.]|\band\b|\bthen\b) ?group (?:the|my|our|both|all)\b")


def lettered(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with letters for what stands at characters start … end: "pan T N left"."""
    for start, end, letter in sorted(spans, reverse=True):
        text = f"{text[:start]}{letter}{text[end:]}"
    return text


def is_bus(one: Named, said: Said) -> bool:
    """Is one bus named?"""
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    return len(one.tracks) == 1 and kinds.get(one.tracks[0]) == "bus"


def fill_words(said: Said) -> None:
    """Its words and its form anew, from what was taken out of it."""
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


def own_copy(said: Said) -> Said:
    """The same with lists of its own; `replace` takes five times as long."""
    made = copy(said)
    made.things, made.places, made.amounts = list(said.things), list(said.places), list(said.amounts)
    made.words, made.unclear = list(said.words), list(said.unclear)
    return made


def regrouped(said: Said, things: Sequence[Named], places: Sequence[Place], amounts: Sequence[Quantity]) -> Said:
    """The same with other things, places and amounts taken out of it."""
    made = copy(said)
    made.things, made.places, made.amounts = list(things), list(places), list(amounts)
    fill_words(made)
    return made


def without(said: Said, bag: Iterable[str]) -> Said:
    """The same without some words."""
    gone = set(bag)
    return replace(said, words=[one for one in said.words if one not in gone])
