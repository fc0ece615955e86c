"""The rows: deeds, and what is said about them, put together from talks.txt; what must stand in the end is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.planner_talks.song import AUDIO, NOTES

_TOLD = Path(__file__).with_name("talks.txt")
LANGUAGES = ("en", "de", "fr", "es", "pt", "zh")
IT = {"en": "it", "de": "das", "fr": "ça", "es": "eso", "pt": "isso", "zh": "它"}
_THINGS = {"any": ("Guitar", "Rhodes", "Vocal"), "audio": AUDIO, "notes": NOTES}
_BESIDE = ("mute", "colour", "louder", "reverse", "move")
"""Deeds that come after another one."""
_BY_AMOUNT = ("quieter", "louder", "left", "higher")
UNDO = {"en": "undo", "de": "rückgängig", "fr": "annule", "es": "deshaz", "pt": "desfaz", "zh": "撤销"}
PRAISE = {"en": "nice", "de": "schön", "fr": "super", "es": "genial", "pt": "legal", "zh": "不错"}


@dataclass
class Deed:
    """Something done to a thing, with a figure or without."""

    name: str
    kind: str
    figure: float | None
    other_figure: float | None
    call: str = ""
    units: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def words(self, language: str, thing: str, figure: float | None = None) -> str:
        """How it is asked for."""
        value = self.figure if figure is None else figure
        told = {"{x}": thing} | ({} if value is None else {"{n}": _number(value, self), "{v}": f"{value:g}"})
        return _filled(self.said[language], told)

    def amount(self, language: str, figure: float) -> str:
        """A figure as it is said, with its unit."""
        told = self.units.get(language, self.units.get("*", "{n}"))
        plural = re.sub(r"\((\w+)\)", lambda end: "" if abs(figure) == 1 else end[1], told)
        return _filled(plural, {"{n}": _number(figure, self), "{v}": f"{figure:g}"})


@dataclass
class Kind:
    """A kind of turn: after which deeds it comes, how it is said and what stands in the end."""

    name: str
    deeds: tuple[str, ...]
    before: str = "a x"
    after: str = ""
    then: str = ""
    said: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """A call that stands: of what deed, for which thing, with what figure and in which bars."""

    call: str
    thing: str
    figure: float | None
    bars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A little conversation, and what stands in the end."""

    kind: str
    deed: str
    language: str
    turns: tuple[str, ...]
    before: tuple[Act, ...]
    """What stands before the last turn."""
    wanted: tuple[Act, ...]


def rows() -> Iterator[Row]:
    """All of them."""
    deeds, kinds = read_talks()
    for kind in kinds:
        for first in deeds.values():
            if kind.deeds == ("*",) or first.name in kind.deeds:
                yield from _of(kind, first, deeds)


def read_talks() -> tuple[dict[str, Deed], list[Kind]]:
    deeds: dict[str, Deed] = {}
    kinds: list[Kind] = []
    for line in _TOLD.read_text("utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if not line or head == "#":
            continue
        if head == "deed":
            name, kind, figure, other = rest.split()
            deeds[name] = deed = Deed(name, kind, _figure(figure), _figure(other))
        elif head == "turn":
            name, _, names = rest.partition(": ")
            kinds.append(Kind(name, tuple(names.split())))
        elif head == "=":
            deed.call = rest
        elif head == "unit":
            language, _, unit = rest.partition(" ")
            deed.units[language] = unit
        elif head in ("before", "after", "then"):
            setattr(kinds[-1], head, rest)
        elif kinds:
            kinds[-1].said[head] = rest.split(" / ")
        else:
            deed.said[head] = rest
    return deeds, kinds


def _figure(word: str) -> float | None:
    return None if word == "*" else float(word)


def _of(kind: Kind, first: Deed, deeds: dict[str, Deed]) -> Iterator[Row]:
    x, y, z = _THINGS[first.kind]
    for second in _seconds(kind, first, deeds):
        for language in LANGUAGES:
            for number, form in enumerate(kind.said.get(language, ())):
                if _is_odd(form, first):
                    continue
                named = {"{x}": _name(x, language), "{y}": _name(y, language), "{z}": _name(z, language)}
                told = {**named, **_figures(first, language)}
                if second:
                    told["{B:it}"] = second.words(language, IT[language])
                last = _filled(form, told)
                names = {"x": x, "y": y, "z": z}
                before = _acts(kind.after or kind.before, first, second, names)
                wanted = _acts(kind.then, first, second, names)
                turns = _turns_before(kind, first, second, named, language)
                yield Row(kind.name, first.name, language, (*turns, last), before, wanted)
                if not number and "undo" not in kind.after:
                    yield Row(kind.name, first.name, language, (*turns, PRAISE[language], last), before, wanted)


def _seconds(kind: Kind, first: Deed, deeds: dict[str, Deed]) -> list[Deed | None]:
    if not re.search(r"\bb\b|B:", " ".join((kind.after, kind.then, *kind.said["en"]))):
        return [None]
    second = "y" if re.search(r"\bb y\b", kind.after) else "x"
    thing = _THINGS[first.kind]["xyz".index(second)]
    kinds = {"any", "audio" if thing in AUDIO else "notes"}
    fitting = [deeds[name] for name in _BESIDE if name != first.name and deeds[name].kind in kinds]
    at = sum(map(ord, first.name)) % len(fitting)
    return [fitting[at], fitting[(at + 1) % len(fitting)]]


def _is_odd(form: str, deed: Deed) -> bool:
    """Nobody says it like that of this deed."""
    is_by = " by {m}" in form or "each" in form
    return is_by and deed.name not in _BY_AMOUNT or "{n}" in form and deed.figure is None


def _turns_before(kind: Kind, first: Deed, second: Deed | None, named: dict[str, str], language: str) -> list[str]:
    if not kind.after:
        things = [named[f"{{{part.split()[1]}}}"] for part in kind.before.split("; ")]
        both = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "pt": " e ", "zh": "和"}[language]
        return [first.words(language, both.join(things))]
    turns = []
    for part in kind.after.split("; "):
        if part == "undo":
            turns.append(UNDO[language])
            continue
        letter, thing = part.split()
        deed = first if letter == "a" else second
        assert deed
        turns.append(deed.words(language, named[f"{{{thing}}}"]))
    return turns


def _acts(told: str, first: Deed, second: Deed | None, names: dict[str, str]) -> tuple[Act, ...]:
    acts: list[Act] = []
    for part in told.split("; ") if told else ():
        if part == "undo":
            acts.pop()
            continue
        letter, thing, *more = part.split()
        deed = first if letter == "a" else second
        assert deed
        figures = {"w": deed.other_figure}
        if deed.figure is not None:
            figures |= {"v/2": deed.figure / 2, "v*2": deed.figure * 2, "-v": -deed.figure}
        figure = figures.get(more[0], deed.figure) if more else deed.figure
        bars = tuple(more) if more and more[0].isdigit() else ()
        acts.append(Act(deed.call, names[thing], figure, bars))
    return tuple(acts)


def _figures(deed: Deed, language: str) -> dict[str, str]:
    told = {}
    for name, figure in (("{n}", deed.figure), ("{m}", deed.other_figure)):
        if figure is not None:
            told[name] = deed.amount(language, figure)
    return told


def _number(figure: float, deed: Deed) -> str:
    return f"{abs(figure) * (100 if deed.name == 'left' else 1):g}"


def _name(thing: str, language: str) -> str:
    return f"the {thing.lower()}" if language == "en" else thing


def _filled(words: str, told: dict[str, str]) -> str:
    for name, value in told.items():
        words = words.replace(name, value)
    return words
