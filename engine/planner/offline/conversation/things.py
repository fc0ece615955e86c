"""Things: which clips and tracks a turn may mean: by name, by treatment, by order, by what is left, by comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.planner.offline.conversation.state import ClipPast, Frame, State, clips_in
from engine.planner.offline.text.names import is_family, likeness, name_words
from engine.planner.offline.text.words import Token, plain, tokens
from engine.planner.regex import regex

MOST_CARDS = 160
"""So many clips are looked at, the newest first."""
MOST_OPTIONS = 14
_SMALL = frozenset(
    "a an the my our your his her its their it she he him they them this that these those of on in off at to for from"
    " with by and or s please all me us is be are as up pls plz you d i m re ll ve so then now just only"
    " both every each"
    " what which too also again same more less not no ok okay but can could do does did have has had make made put give"
    " get go let like want need ones one thing things clip clips track tracks file part bit take out back"
    " into over under"
    " who whole how new old there here was were been will would should down bar bars db hz percent semitones second"
    " seconds first last third next other others rest half twice take takes notes right left instead as well".split()
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "opener": 1,
    "former": 1,
    "second": 2,
    "2nd": 2,
    "latter": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "6th": 6,
    "seventh": 7,
    "eighth": 8,
    "last": -1,
    "final": -1,
    "middle": 0,
    "mid": 0,
}
_IN_TIME = frozenset("bar bars beat beats measure measures note notes second seconds verse chorus hook half".split())
""" "The last two bars" count no clips."""
_OTHER = regex(r"\b(?:other|others|rest|remaining|missing|else)\b")
_ALL = regex(r"\b(?:both|all|every\w*|each|the lot|them|em|those|these|pair|trio)\b")
_OUTER = regex(r"\b(?:outer|outside|either side)\b")
_UNTOUCHED = regex(
    r"\b(?:untouched|untreated|unprocessed|dry one|left alone|left over|"
    r"(?:have ?n[o']?t|has ?n[o']?t|never|not|nobody(?: has|'s)?|no one(?: has)?|didn'?t|ain'?t) (?:\w+ ){0,2}"
    r"(?:touched|touch|done|worked|processed|treated|moved|changed|used|had))\b"
)
_THAN = (
    ("loudest|hottest", "louder|hotter", "loudness", 1),
    ("quietest|softest", "quieter|softer", "loudness", -1),
    ("longest", "longer", "duration", 1),
    ("shortest", "shorter", "duration", -1),
    ("fastest", "faster", "tempo", 1),
    ("slowest", "slower", "tempo", -1),
)
_MOST = tuple(
    (regex(rf"\b(?:{most}|the (?:{more})|(?:{more}) (?:one|clip|track|take|part)s?)\b"), what, way)
    for most, more, what, way in _THAN
)
""" "The longer one": "longer, please" is what is to be done."""
_NOT_MEANT = regex(r"\b(?:not|than|like|except|but not|without|unlike|from|of)\s+(?:the |my |his |her |on )?$")
_BREAK = frozenset(", ; : . ! ? and & on to with of for from n plus onto into then at in by".split())


@dataclass(frozen=True)
class Target:
    """Clips (ids) or tracks (`track:NAME`) that a turn may be about."""

    ids: tuple[str, ...]
    why: str
    """kept, named, treated, out, other, rest, all, nth, untouched, most, selected, last, reader."""
    used: frozenset[int] = frozenset()
    """Places of the words that say so."""
    score: float = 0.0
    """How well the words fit."""


@dataclass(frozen=True)
class Mention:
    """Words first…last (places) that name things."""

    first: int
    last: int
    ids: tuple[str, ...]
    """Those that fit best."""
    score: float
    treated: bool
    is_other: bool
    """Named as what is not meant, or as where something comes from."""


@dataclass
class Things:
    """What the words of one turn may mean in a state."""

    text: str
    state: State

    @cached_property
    def words(self) -> list[Token]:
        """The words of the turn outside quotes."""
        simple = plain(self.text)
        quoted = [match.span() for match in re.finditer(r'"[^"]*"', simple)]
        return [one for one in tokens(simple) if not any(a <= one.start < b for a, b in quoted)]

    @cached_property
    def low(self) -> str:
        """The turn in lower case."""
        return plain(self.text).lower()

    @cached_property
    def cards(self) -> list[ClipPast]:
        """The clips that are looked at."""
        return list(self.state.cards.values())[-MOST_CARDS:]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the clips that are looked at, and of all tracks."""
        return (*(card.view.name for card in self.cards), *self.state.context.tracks)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Clips and tracks by name, track and tags."""
        return tuple(self._mentions(treated=False))

    @cached_property
    def treated(self) -> tuple[Mention, ...]:
        """The same with words for what was done to them."""
        return tuple(self._mentions(treated=True))

    @cached_property
    def named_places(self) -> frozenset[int]:
        """Places of words that name something."""
        return frozenset(
            place for one in self.mentions for place in range(one.first, one.last + 1) if place in self._by_place
        )

    @cached_property
    def _by_place(self) -> dict[int, dict[str, float]]:
        return {i: found for i, token in enumerate(self.words) if (found := self._fits(token.low, treated=False))}

    @cached_property
    def _by_place_treated(self) -> dict[int, dict[str, float]]:
        return {i: found for i, token in enumerate(self.words) if (found := self._fits(token.low, treated=True))}

    def _fits(self, word: str, *, treated: bool) -> dict[str, float]:
        """Things that one word fits, and how well."""
        named = (part for part in name_words(word) if part not in _SMALL)
        parts = [part for part in named if len(part) > 1 or part.isdigit() or part in "lr"]  # "Gtr L"
        if not parts or word in _SMALL:
            return {}
        found: dict[str, float] = {}
        for card in self.cards:
            best = sum(self._fit(part, card, treated) for part in parts)
            if best > 0:
                found[card.view.id] = best
        for track in self.state.context.tracks[:MOST_CARDS]:
            best = max((likeness(part, other) for part in parts for other in name_words(track)), default=0.0)
            if best >= 0.7:
                found[f"track:{track}"] = 1.8 * best
            elif any(is_family(part, other) for part in parts for other in name_words(track)):
                found[f"track:{track}"] = 0.9
        if not found or word.isdigit() and len(found) > 3:
            return {}
        return found

    @staticmethod
    def _fit(word: str, card: ClipPast, treated: bool) -> float:
        view = card.view
        named = name_words(view.name)
        best = 2.0 * max((like for other in named if (like := likeness(word, other)) >= 0.7), default=0.0)
        if word.isdigit():
            return best
        around = [part for one in (*view.tags, view.track or "") for part in name_words(one)]
        best = max(best, 1.6 * max((like for other in around if (like := likeness(word, other)) >= 0.7), default=0.0))
        if best < 1.2 and (any(is_family(word, other) for other in (*named, *around))):
            best = 1.2
        if treated and best < 1.5 and word in card.words:
            best = 1.5
        return best

    def _mentions(self, *, treated: bool) -> Iterator[Mention]:
        fits = self._by_place if not treated else self._by_place_treated
        runs: list[list[int]] = []
        for i in sorted(fits):
            between = [self.words[k].low for k in range(runs[-1][-1] + 1, i)] if runs else []
            if (
                runs
                and not any(word in _BREAK for word in between)
                and len(between) <= 2
                and self._together(runs[-1], i, fits)
            ):
                runs[-1].append(i)
            else:
                runs.append([i])
        for run in runs:
            total: dict[str, float] = {}
            for i in run:
                for thing, score in fits[i].items():
                    total[thing] = total.get(thing, 0.0) + score
            best = max(total.values())
            ids = tuple(thing for thing, score in total.items() if score > best - 0.25)
            clips = tuple(one for one in ids if not one.startswith("track:"))
            before = self.low[: self.words[run[0]].start]
            yield Mention(run[0], run[-1], clips or ids, best, treated, bool(_NOT_MEANT.search(before)))

    @staticmethod
    def _together(run: Sequence[int], place: int, fits: dict[int, dict[str, float]]) -> bool:
        """Do two words fit one and the same thing?"""
        common = set(fits[place])
        for i in run:
            common &= set(fits[i])
        return bool(common)

    def places(self, pattern: re.Pattern[str]) -> frozenset[int]:
        """Places of the words that a pattern finds."""
        match = pattern.search(self.low)
        if not match:
            return frozenset()
        return frozenset(i for i, one in enumerate(self.words) if match.start() <= one.start < match.end())

    def targets(self, base: Frame | None) -> list[Target]:
        """What the turn may be about, for a change of `base` or for a request of its own."""
        made: list[Target] = []
        for mentions, why in ((self.mentions, "named"), (self.treated, "treated")):
            made += self._named(mentions, why)
        made += [*self._by_order(base), *self._left(base), *self._untouched(), *self._most(base)]
        unique: dict[tuple[str, ...], Target] = {}
        for one in made:
            known = unique.get(one.ids)
            if one.ids and (known is None or len(one.used) > len(known.used)):
                unique[one.ids] = one
        return list(unique.values())[:MOST_OPTIONS]

    def _named(self, mentions: Sequence[Mention], why: str) -> Iterator[Target]:
        meant = [one for one in mentions if not one.is_other] or list(mentions)
        for one in meant:
            used = frozenset(range(one.first, one.last + 1))
            if len(one.ids) > 1:
                yield Target(one.ids, why, used, one.score)
            for thing in one.ids[:4]:
                yield Target((thing,), why, used, one.score - 0.3 * (len(one.ids) > 1))
        if len(meant) > 1:
            ids = tuple(dict.fromkeys(thing for one in meant for thing in one.ids))
            used = frozenset(place for one in meant for place in range(one.first, one.last + 1))
            yield Target(ids, why, used, min(one.score for one in meant))

    def pools(self, base: Frame | None) -> list[tuple[str, ...]]:
        """What an order counts: named of one kind, made together, worked on together, all of a kind, all."""
        found: list[tuple[str, ...]] = [one.ids for one in self.mentions if len(one.ids) > 1]
        frames = self.state.frames
        for frame in ([base] if base else []) + frames[::-1][:4]:
            together = tuple(self.state.turn_clips(frame.turn))
            found += [frame.out, tuple(frame.clips()), together]
            if clips := frame.clips():
                card = self.state.cards.get(clips[0])
                found += [self.kin(card)] if card else []
        found += [self._all_cards(made=False), self._all_cards()]
        return list(dict.fromkeys(one for one in found if len(one) > 1))[:8]

    def _all_cards(self, *, made: bool = True) -> tuple[str, ...]:
        """All clips, or those that were there from the start."""
        return tuple(card.view.id for card in self.cards if made or card.made_by is None)

    def kin(self, card: ClipPast) -> tuple[str, ...]:
        """The clips of the same track, else of the same tags."""
        same = tuple(one.view.id for one in self.cards if one.view.track and one.view.track == card.view.track)
        if len(same) > 1:
            return same
        return tuple(one.view.id for one in self.cards if card.view.tags and one.view.tags == card.view.tags)

    def _by_order(self, base: Frame | None) -> Iterator[Target]:
        low = [one.low for one in self.words]
        asked = [
            (i, _ORDINALS[word])
            for i, word in enumerate(low)
            if word in _ORDINALS and not _IN_TIME & {*low[i + 1 : i + 3]}
        ]
        for i, one in enumerate(self.words[:-1]):
            if one.low in ("number", "no", "#", "take", "speaker", "part") and self.words[i + 1].low in (
                *_NUMBERS,
                *"12345678",
            ):
                said = self.words[i + 1].low
                asked.append((i + 1, int(said) if said.isdigit() else _NUMBERS[said]))
        everything = [self._all_cards(), self._all_cards(made=False)] if base and "clip" not in low else []
        for pool in self.pools(base) if asked else ():
            if pool in everything:
                continue  # "only the last": not the last of the session
            for place, number in asked:
                index = len(pool) // 2 if number == 0 else number - 1 if number > 0 else len(pool) - 1
                if 0 <= index < len(pool):
                    yield Target((pool[index],), "nth", frozenset({place}), 1.0)
            if len(asked) > 1:
                places = [number - 1 if number > 0 else len(pool) - 1 for _, number in asked]
                if all(0 <= place < len(pool) for place in places):
                    yield Target(tuple(pool[place] for place in places), "nth", frozenset(i for i, _ in asked), 1.0)

    def _left(self, base: Frame | None) -> Iterator[Target]:
        is_other, is_all, outer = _OTHER.search(self.low), _ALL.search(self.low), _OUTER.search(self.low)
        if not (is_other or is_all or outer):
            return
        had = set(self._had(base))
        for pool in self.pools(base):
            left = tuple(one for one in pool if one not in had)
            if is_other and left and len(left) <= 8:
                yield Target(left, "other" if len(left) == 1 else "rest", self.places(_OTHER), 1.0)
                if len(left) > 1:
                    yield Target((left[0],), "other", self.places(_OTHER), 0.5)
            if is_all and len(pool) <= 10:
                yield Target(pool, "all", self.places(_ALL), 1.0)
            if outer and len(pool) > 2:
                yield Target((pool[0], pool[-1]), "outer", self.places(_OUTER), 1.0)

    def _had(self, base: Frame | None) -> Iterable[str]:
        """Clips that got a call of the kind of the base already."""
        if base is None:
            frames = self.state.turn(self.state.last_turn)
        else:
            frames = [
                one
                for one in self.state.frames
                if (one.tool, one.kind) == (base.tool, base.kind) and one.state != "undone"
            ]
        for one in frames:
            yield from (*clips_in(one.args), *one.out)
            track = one.args.get("track")
            yield from (card.view.id for card in self.cards if track and card.view.track == track)

    def _untouched(self) -> Iterator[Target]:
        match = _UNTOUCHED.search(self.low)
        if not match:
            return
        used = frozenset(i for i, one in enumerate(self.words) if match.start() <= one.start < match.end() + 12)
        fresh = [card for card in self.cards if not card.touched_by and card.made_by is None]
        never = [card for card in self.cards if not card.touched_by]
        for pool in (fresh, never):
            ids = tuple(card.view.id for card in pool)
            yield Target(ids, "untouched", used, 1.0)
            for mention in self.mentions:
                yield Target(tuple(one for one in ids if one in mention.ids), "untouched", used, 1.5)

    def _most(self, base: Frame | None) -> Iterator[Target]:
        for pattern, what, way in _MOST:
            if not pattern.search(self.low):
                continue
            by_name = {card.view.name.lower(): card.view.id for card in self.cards}
            for frame in self.state.frames[::-1]:
                values = [
                    (value, by_name[name.lower()]) for name, value, _ in frame.facts.named if name.lower() in by_name
                ]
                if len(values) > 1:
                    yield Target((max(values, key=lambda pair: way * pair[0])[1],), "most", self.places(pattern), 2.0)
                    break
            if what == "duration":
                for pool in self.pools(base)[:3]:
                    cards = [self.state.cards[one] for one in pool if one in self.state.cards]
                    lengths = {card.view.length for card in cards}
                    if len(lengths) > 1:
                        best = max(cards, key=lambda card: way * card.view.length)
                        yield Target((best.view.id,), "most", self.places(pattern), 1.5)
