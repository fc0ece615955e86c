"""Variety: a request with other names, sloppier, politer, joined with others, so that only its sense counts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.planner.examples import Example, Segment
from bench.planner.rows import Mark

LINKS = (
    *(", ", ", ", ", ", ", then ", " then ", " and then ", " and ", " and ", ", and ", ". ", "; ", ". then "),
    *(
        ", after that ",
        " plus ",
        ", also ",
        " - ",
        " > ",
        ", next ",
        " & ",
        ", finally ",
        ". now ",
        ", once that's done ",
    ),
)
FIRST = (", but first ", ", but before that ", ", first though ", ". but first, ")
OPENINGS = ("please ", "hey ", "ok ", "can you ", "could you ", "now ", "so ", "right, ", "i'd like you to ", "quick: ")
ENDINGS = (" please", " thanks", " pls", ", thank you", " if you can", " for me", " now")
ITS = ("it", "that", "it", "the result", "this", "them")
_STEMS = (
    *("vox", "gtr", "Lead", "mix", "drums", "loop", "take", "Kit", "bass", "interview", "memo", "keys", "pad", "choir"),
    *("demo", "bounce", "FX", "synth", "rec", "strings", "tape", "amb", "scene", "beat", "hook", "verse", "song"),
)
_TAILS = (
    *("_main", "_v2", "_take3", " 04", "_final", "_L", "_raw", "-dry", "_B", " comp", ".wav", ".mid", "_01.wav"),
    *(" idea", ""),
)
REPLIES = ("chat", "ask", "refuse")


def made_name(rng: random.Random) -> str:
    """A file name such as people give."""
    return rng.choice(_STEMS) + rng.choice(("", "", "_" + rng.choice(_STEMS).lower())) + rng.choice(_TAILS)


def renamed(one: Example, name_of: Callable[[Mark, str], str]) -> Example:
    """The request with other words for its marks."""
    text, marks, at, moved = "", [], 0, []
    for mark in sorted(one.marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < at:
            return one
        text += one.text[at : mark.start]
        surface = name_of(mark, one.text[mark.start : mark.end])
        marks.append(replace(mark, start=len(text), end=len(text) + len(surface)))
        moved.append((mark.end, len(text) + len(surface)))
        text, at = text + surface, mark.end

    def place(old: int) -> int:
        before = [(a, b) for a, b in moved if a <= old]
        return old + (before[-1][1] - before[-1][0] if before else 0)

    segments = tuple(replace(s, start=place(s.start), end=place(s.end)) for s in one.segments)
    if not one.cuts_known:
        ends = dict(moved)
        starts = {
            mark.start: new.start
            for mark, new in zip(sorted(one.marks, key=lambda mark: (mark.start, mark.end)), marks, strict=True)
        }
        segments = tuple(replace(s, start=starts[s.start], end=ends[s.end]) for s in one.segments)
    return replace(one, text=text + one.text[at:], marks=tuple(marks), segments=segments)


def name_pool(examples: Sequence[Example]) -> dict[str, list[str]]:
    """Names of clips, tracks and pictures that the writers made up."""
    pool: dict[str, list[str]] = {}
    for one in examples:
        for mark in one.marks:
            if mark.value == "ref" and mark.end > mark.start and mark.name in ("clip", "midi", "track", "image"):
                pool.setdefault(mark.name, []).append(one.text[mark.start : mark.end])
    return pool


def other_names(one: Example, pool: dict[str, list[str]], rng: random.Random) -> Example:
    """Other names and other figures."""

    def said(mark: Mark, words: str) -> str:
        if mark.value == "ref" and mark.name in pool and words:
            return made_name(rng) if mark.name != "image" and rng.random() < 0.2 else rng.choice(pool[mark.name])
        if re.search(r"\d", words) and mark.name not in ("clip", "text", "lyrics", "chords", "key", "target", "prompt"):
            return re.sub(r"\d", lambda digit: rng.choice("123456789") if digit[0] != "0" else "0", words)
        return words

    return renamed(one, said)


def sloppy(one: Example, rng: random.Random) -> Example:
    """As if dictated or typed in haste: small letters, no signs; every character keeps its place."""
    text = one.text
    if rng.random() < 0.6:
        text = text.lower() if len(text.lower()) == len(text) else text
    if rng.random() < 0.5 and '"' not in text:
        text = re.sub(r"(?<=\w)[,.!?;:](?=\s|$)", " ", text)
    if rng.random() < 0.3 and len(text) > 8:
        i = rng.randrange(1, len(text) - 2)
        if text[i].isalpha() and text[i + 1].isalpha():
            text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return replace(one, text=text)


def shifted(one: Example, by: int, step: int = 0) -> tuple[tuple[Mark, ...], tuple[Segment, ...]]:
    """Marks and segments further right; marks of a later step."""
    marks = tuple(replace(m, start=m.start + by, end=m.end + by, step=m.step + step) for m in one.marks)
    return marks, tuple(replace(s, start=s.start + by, end=s.end + by) for s in one.segments)


def polite(one: Example, rng: random.Random) -> Example:
    """With words around it that change nothing."""
    opening = rng.choice(OPENINGS) if rng.random() < 0.6 else ""
    ending = rng.choice(ENDINGS) if rng.random() < 0.5 and one.text[-1:] not in '.?!"' else ""
    marks, segments = shifted(one, len(opening))
    if segments and one.cuts_known:
        segments = (replace(segments[0], start=0), *segments[1:])
        segments = (*segments[:-1], replace(segments[-1], end=len(opening) + len(one.text) + len(ending)))
    return replace(one, text=opening + one.text + ending, marks=marks, segments=segments)


TERSE_LINKS = (
    *(", ", ", ", ", ", ", ", "; ", " - ", " > ", " → ", " / ", ". "),
    *(", then ", " and ", ", and ", " then ", " + "),
)
HEADINGS = (": ", ": ", " - ", ", ", " — ", "; ")


def joined(single: Sequence[Example], rng: random.Random) -> Example:
    """A chain of two to four requests of several writers, the later ones often about "it"."""
    parts = [rng.choice(single) for _ in range(rng.choice((2, 2, 2, 3, 3, 4)))]
    return _linked([parts[0], *(_about_it(part, rng) for part in parts[1:])], LINKS, rng)


def terse(single: Sequence[Example], steps: Sequence[Example], named: Sequence[str], rng: random.Random) -> Example:
    """A chain of short steps: after a whole request, or after a clip's name ("vox A: hum off, thirds above")."""
    parts = [rng.choice(steps) for _ in range(rng.choice((1, 2, 2, 3, 3, 4)))]
    if rng.random() < 0.55:
        return _linked([rng.choice(single), *parts], TERSE_LINKS, rng)
    first, rest = rng.choice(steps), parts
    if not rng.random() < 0.3 and not any(mark.name in ("clip", "midi", "track", "image") for mark in first.marks):
        name = rng.choice(named)
        heading = name + (rng.choice(HEADINGS) if rng.random() < 0.75 else " ")
        marks, segments = shifted(first, len(heading))
        subject = Mark(1, "track" if first.segments[0].label.startswith("mix") else "clip", "ref", 0, len(name))
        first = replace(
            first,
            text=heading + first.text,
            marks=(subject, *marks),
            segments=(replace(segments[0], start=0),),
        )
    return _linked([first, *rest], TERSE_LINKS, rng)


def _linked(parts: Sequence[Example], links: Sequence[str], rng: random.Random) -> Example:
    text = ""
    marks: tuple[Mark, ...] = ()
    segments: tuple[Segment, ...] = ()
    link_of_all = rng.choice(links) if rng.random() < 0.3 else ""
    for number, part in enumerate(parts):
        turns_back = number == 1 and rng.random() < 0.06
        link = "" if not number else rng.choice(FIRST) if turns_back else link_of_all or rng.choice(links)
        body = part.text.rstrip(".!? ") if number < len(parts) - 1 else part.text
        cut = len(text)
        text += link
        more, _ = shifted(replace(part, text=body), len(text), number)
        label = part.segments[0].label
        marks += tuple(replace(m, end=min(m.end, len(text) + len(body))) for m in more)
        text += body
        segments += (Segment(cut, len(text), label, turns_back),)
    return Example(text, marks, segments, True, "", "joined")


def _about_it(part: Example, rng: random.Random) -> Example:
    def said(mark: Mark, words: str) -> str:
        if mark.value == "ref" and mark.name in ("clip", "midi") and words and rng.random() < 0.6:
            return rng.choice(ITS)
        return words

    made = renamed(part, said)
    marks = tuple(
        replace(m, value="last") if m.value == "ref" and made.text[m.start : m.end] in ITS else m for m in made.marks
    )
    return replace(made, marks=marks)


def joinable(examples: Sequence[Example]) -> list[Example]:
    """Requests of one step that can stand in a chain."""
    return [
        one
        for one in examples
        if len(one.segments) == 1
        and one.cuts_known
        and not one.context
        and one.segments[0].label not in REPLIES
        and 8 < len(one.text) < 80
    ]


def varied(one: Example, pool: dict[str, list[str]], rng: random.Random) -> Example:
    """One showing of an example."""
    if rng.random() < 0.55:
        one = other_names(one, pool, rng)
    if rng.random() < 0.12:
        one = polite(one, rng)
    if rng.random() < 0.2:
        one = sloppy(one, rng)
    return one
