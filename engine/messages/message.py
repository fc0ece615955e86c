"""Message: what the assistant says in the user's language, by a catalogue a language; English is the source.

A sentence that no catalogue holds is said in English. The catalogues are messages/<language>/<subject>.txt.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from engine.messages.catalogue import PART, PLACE, Pattern, candidates, catalogue, keys_of_english
from engine.messages.key_name import key_in
from engine.messages.things import CROSSES, PLAIN, apart, is_name, joint, plain

_MAY_END = (".", "…", "{WHAT}", "{WHY}", "{HINT}", "{answer}", "{ANSWERED}", "{words}")
_SENTENCES = ("WHAT", "WHY")
"""Placeholders that whole sentences may stand for."""
_BETWEEN = re.compile(r"(?<=[.?!…])\s+")
_NAMES = ("PLUGIN", "PLUGINS", "EFFECT", "PARAMETER")
"""Placeholders of words that a catalogue may hold, and that are a plugin's own otherwise."""
_COUNTS = ("TRACKS", "CLIPS", "BARS", "FILES", "COUNT")
"""Placeholders of "3 tracks": neither a name nor a bare number."""
_ANSWERED = "ANSWERED"
"""Placeholder of an answer of long ago, which may have been in another language already."""
_CALLED = ("LANGUAGE", "LANGUAGES", "HEARD", "ABOUT", "LICENCE")
"""Placeholders of what the user may call by a word that no catalogue holds: it stays as it is."""


class Translation(NamedTuple):
    """A text in another language, and what of it had to stay English."""

    text: str
    missed: tuple[str, ...] = ()


def said_in(language: str, text: str) -> str:
    """An English answer in another language, line by line; what is not known stays as it is."""
    if not catalogue(language) or language == "en":
        return text
    return "\n".join(_line(line, language).text for line in text.split("\n"))


def left_in_english(language: str, text: str) -> list[str]:
    """What of an English answer would stay English in another language."""
    return [left for line in text.split("\n") if line.strip() for left in _line(line, language).missed]


def _line(line: str, language: str) -> Translation:
    """A line of one or more sentences."""
    one = _sentence(line, language)
    if one and not one.missed:
        return one
    ends = [match.start() for match in _BETWEEN.finditer(line)]
    if ends:
        several = _sentences(line, [*ends, len(line)], language)
        if one is None or len("".join(several.missed)) <= len("".join(one.missed)):
            return several
    return one or Translation(line, (line,) if line.strip() else ())


def _sentences(line: str, ends: list[int], language: str) -> Translation:
    """A line cut where sentences end; the longest stretch that is known comes first."""
    said: list[str] = []
    missed: list[str] = []
    start = at = 0
    while at < len(ends):
        for last in range(len(ends) - 1, at - 1, -1):
            piece = line[start : ends[last]].strip()
            found = _sentence(piece, language)
            if found and (not found.missed or last == at):
                break
        else:
            last, piece = at, line[start : ends[at]].strip()
            found = Translation(piece, (piece,) if piece else ())
        said.append(found.text)
        missed += found.missed
        start, at = ends[last], last + 1
    return Translation(("" if language == "zh" else " ").join(said), tuple(missed))


def _sentence(words: str, language: str) -> Translation | None:
    """A whole sentence, or part of one that was made a sentence by a capital and a full stop."""
    whole = _said(words, language, is_part=False)
    if whole and not whole.missed:
        return whole
    bare = words.removesuffix(".")
    for start in (bare[:1].lower(), bare[:1]) if bare != words else (bare[:1].lower(),):
        part = _said(start + bare[1:], language, is_part=False) if bare else None
        if part and not part.missed:
            end = "。" if language == "zh" else "."
            return Translation(f"{part.text[:1].upper()}{part.text[1:]}{end if bare != words else ''}")
    return whole


@functools.lru_cache(maxsize=2048)
def _said(words: str, language: str, is_part: bool = True) -> Translation | None:
    """The translation of a whole sentence or part of one, the best there is; None when no pattern fits."""
    best: Translation | None = None
    is_closed = words.endswith(".")
    for pattern in candidates(words):
        if not is_part and pattern.key.startswith(PART):
            continue
        if is_closed and not pattern.sentence.endswith(_MAY_END):
            continue
        for found in _readings(pattern, words):
            if any(CROSSES.search(found[name]) for name in pattern.quoted):
                continue
            said = _filled(pattern.key, found, language)
            if said and not said.missed:
                return said
            best = best or said
    return best


def _readings(pattern: Pattern, words: str) -> list[dict[str, str]]:
    short = pattern.short.fullmatch(words)
    if short is None:
        return []
    long = pattern.long.fullmatch(words)
    readings = [one.groupdict() for one in (short, long) if one]
    return readings if readings[0] != readings[-1] else readings[:1]


def _filled(key: str, values: dict[str, str], language: str) -> Translation | None:
    sentence = catalogue(language).get(key)
    if sentence is None:
        return None
    said = {name: _value(name, value, language) for name, value in values.items()}
    missed = tuple(left for one in said.values() for left in one.missed)
    parts = [left for name, one in said.items() if name not in _SENTENCES for left in one.missed]
    if len("".join(parts)) > len(PLACE.sub("", catalogue("en")[key])):
        return None  # more would stay English than is known: it is another sentence, or better left whole
    return Translation(sentence.format(**{name: one.text for name, one in said.items()}), missed)


def _value(name: str, value: str, language: str) -> Translation:
    """What stands for a placeholder, in the user's language when its name is in capitals."""
    if not name.isupper():
        return Translation(value)
    if name == "OFFERS":
        return _offers(value, language)
    if name == "STEP":
        step = _said(value[:1].lower() + value[1:], language)
        return (
            Translation(f"{step.text[:1].upper()}{step.text[1:]}", step.missed)
            if step
            else Translation(value, (value,))
        )
    if name == "STEPS":
        return _steps(value, language)
    if name == _ANSWERED:
        return Translation(_line(value, language).text)
    if name in _SENTENCES and not PLAIN.fullmatch(value.removesuffix(".")):
        return _reasons(value, language)
    same = key_in(language, value) or (plain(value, language) if name not in (*_NAMES, *_COUNTS) else "")
    if same:
        return Translation(same)
    if literal := _literal(value, language):
        return Translation(literal)
    if listed := _list(value, language, name):
        return listed
    said = _said(value, language)
    if said and not said.missed:
        return said
    if value[:1].isupper() and (small := _said(value[:1].lower() + value[1:], language)) and not small.missed:
        return Translation(small.text[:1].upper() + small.text[1:])
    if name in _NAMES and (own := _name(value, language)):
        return own
    if name in _CALLED:
        return _said(value.title(), language) or Translation(value)
    return said or Translation(value, (value,))


def _steps(value: str, language: str) -> Translation:
    """ "Set the level: “Voc” at bar 21, value -3 dB; Mute: “Bass”": each by its title and what it is done to."""
    told: list[str] = []
    missed: list[str] = []
    for one in value.split("; "):
        title, colon, rest = one.partition(": ")
        step = _value("STEP", title, language)
        missed += step.missed
        details = ", ".join(_detail(part, language) for part in rest.split(", ")) if colon else ""
        told.append(f"{step.text}: {details}" if details else step.text)
    return Translation("; ".join(told), tuple(missed))


def _detail(words: str, language: str) -> str:
    """ "“Voc” at bar 21", "bars 21 to 28", "value -3 dB": an argument's name says little, and is left away."""
    if match := re.fullmatch(r"(?:(?P<name>“[^”]*”) at |from )?bar (?P<bar>[\d.]+)", words):
        bar = catalogue(language)["at_bar"].format(bar=match["bar"])
        return f"{plain(match['name'], language)} ({bar})" if match["name"] else bar
    if match := re.fullmatch(r"(?!bars )[a-z]+ ([+−-]?[\d.]+.*)", words):
        return match[1]
    said = _said(words, language)
    return plain(words, language) or (said.text if said and not said.missed else words)


def _literal(value: str, language: str) -> str:
    """What a catalogue holds word by word; empty when it does not."""
    key = keys_of_english().get(value)
    return catalogue(language).get(key, "") if key else ""


def _reasons(value: str, language: str) -> Translation:
    """ "Bark failed (it has no voice); Flite cannot read this script": one or more sentences without their full stops.

    The longest stretch that is known comes first, as a sentence may have semicolons of its own.
    """
    whole = _line(value, language)
    parts = value.split("; ")
    if not whole.missed or value.endswith(("?", "…")):
        return whole
    said: list[str] = []
    missed: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            piece = "; ".join(parts[at:end])
            one = _open(piece, language)
            if not one.missed:
                break
        said.append(one.text)
        missed += one.missed
        at = end
    if "; ".join(missed) == value or len("".join(missed)) >= len("".join(whole.missed)):
        return whole
    return Translation(catalogue(language)["list_semicolon"].replace("_", " ").join(said), tuple(missed))


def _open(piece: str, language: str) -> Translation:
    """A sentence whose full stop was taken off, or one that has it."""
    one = _line(piece, language)
    if one.missed and not piece.endswith("."):
        closed = _line(f"{piece}.", language)
        if len("".join(closed.missed)) < len("".join(one.missed)) and closed.text[-1:] in (".", "。"):
            return Translation(closed.text[:-1], tuple(left.removesuffix(".") for left in closed.missed))
    return one


def _name(value: str, language: str) -> Translation | None:
    """ "ratio of compressor", "Calf Reverb": names of plugins and of what can be set on them."""
    value = value.removeprefix("the ")
    parameter, of, plugin = value.partition(" of ")
    if of and is_name(parameter) and is_name(plugin):
        said = {"PARAMETER": parameter, "PLUGIN": _value("PLUGIN", plugin, language).text}
        return Translation(catalogue(language)["parameter_of_plugin"].format(**said))
    name, bracket, values = value.partition(" (")
    known = _said(name, language) if bracket else None
    if known and not known.missed:
        return Translation(f"{known.text} ({values}")
    return Translation(value) if is_name(value) else None


def _list(value: str, language: str, name: str) -> Translation | None:
    """ "'Bass', 'Drums' and 3 more": each of several things."""
    parts = apart(value)
    if len(parts) < 2:
        return None
    said, at = "", 0
    while at < len(parts):
        for end in range(at + 1, min(at + 6, len(parts)) + 1, 2):  # a name may have a comma in it
            one = _one("".join(parts[at:end]), language, name)
            if one:
                break
        else:
            return None
        said += one + (joint(parts[end], language) if end < len(parts) else "")
        at = end + 1
    return Translation(said)


def _one(part: str, language: str, name: str) -> str:
    """One of several things; empty when it is not known."""
    if name in _NAMES and (own := _name(part, language)):
        known = _said(part, language)
        return known.text if known and not known.missed else own.text
    same = key_in(language, part) or (plain(part, language) if name not in _COUNTS or part[:1] == "'" else "")
    known = None if same else _said(part, language)
    return same or (known.text if known and not known.missed else "")


def _offers(value: str, language: str) -> Translation:
    """ "cut or fade it, sing it or undo": up to three offers."""
    known = {said: key for key, said in catalogue("en").items() if key.startswith("offer_")}
    found = re.findall("|".join(map(re.escape, sorted(known, key=len, reverse=True))), value)
    if not found or len("".join(found)) < len(value) - 4 * len(found):
        return Translation(value, (value,))
    said = [catalogue(language)[known[one]] for one in found]
    if len(said) == 1:
        return Translation(said[0])
    names = dict(zip(("OFFER", "MORE"), said, strict=False), LAST=said[-1])
    return Translation(catalogue(language)["or_two" if len(said) == 2 else "or_three"].format(**names))
