"""Arguments of the music tasks."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.places import is_place
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import chord_list, degrees, genre, keys, no_article, span_text
from engine.planner.offline.text.each_chord import size_of_each
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_KINDS = (
    ("arpeggio", r"arp(?:eggio)?s?(?:eggiated)?\b|arpegg\w*|broken chords|plucks? running"),
    ("bass", r"bass\s?-?lines?\b|\bbass\b|sub\s?-?line|low end|808 (?:line|notes)|walking line"),
    ("drums", r"\bdrums?\b|\bbeats?\b|\bgroove\b|\brhythm\b|hi-?hats?|kick|percussion|\bbreakbeat\b|two step"),
    ("pad", r"\bpads?\b|\b(?:held|sustained) (?:notes|chords)\b|\bsoft bed\b"),
    ("melody", r"\bmelod\w+|\btop\s?-?line|\bhook\b|\blead\b|\btune\b|\briff\b|\bsolo\b|\bcounter"),
    ("chords", r"\bchords?\b|\bharmon\w+|\bprogression\b|\bstabs\b|\bchanges\b|\bcomp(?:ing)?\b"),
)


def without(clause: Clause, *names: str) -> str:
    """The clause with these spans blanked."""
    hidden = [span for span in clause.spans if span.name in names]
    return "".join(
        " " if any(span.start <= i < span.end for span in hidden) else char for i, char in enumerate(clause.text)
    )


_SESSION_KEY = regex(
    r"\b(?:song|session|project|track|tune)'?s?'? key\b|\bin (?:our|the same|the right|the) key\b|\bin key\b"
    r"|\bkey of the (?:song|session|project|track)\b"
)
_IN_STYLE = regex(r"\bin (?:an? |the )?([\w-]+(?: [\w-]+)?) (?:style|vibe|feel)\b|\b([\w-]+)[\s-]style\b")

_LOUDNESS = regex(
    r"\b(?:(?:very|really|extremely|quite|rather|slightly) )?(?:quiet|quietly|loud|loudly|faint|hushed|subdued)\b",
    re.IGNORECASE,
)


def generate_midi(clause: Clause) -> Args:
    """kind, key, bars, chords, style, bpm, clip."""
    args: Args = {}
    chords = clause.said("chords")
    listed = chord_list(chords.text if chords else clause.text)
    found = keys(_without_chords(clause, listed) if listed else clause.text, loose=bool(clause.said("key")))
    listed = listed or degrees(chords.text if chords else clause.low, is_minor=bool(found) and "minor" in found[0])
    kind = _kind(clause, has_chords=bool(listed))
    if kind:
        args["kind"] = kind
    elif not clause.carries:
        clause.need("What should I write: chords, a bass line, drums, a melody or an arpeggio?")
    if listed:
        args["chords"] = listed
    if found:
        args["key"] = found[0]
    elif _SESSION_KEY.search(clause.low) and clause.scene.context.key:
        args["key"] = clause.scene.context.key
    args |= _bars_and_tempo(clause)
    if (each := size_of_each(clause.low)) and listed and each[1] == "bars":
        args["bars"] = each[0] * len(listed)
    style = span_text(clause, "style")
    if not style:
        match = _IN_STYLE.search(clause.low)
        style = (match[1] or match[2]) if match else genre(without(clause, "clip", "track"))
    loudness = _LOUDNESS.search(without(clause, "clip", "track"))
    if loudness and loudness[0].lower() not in style.lower():
        style = f"{loudness[0].lower()} {no_article(style)}".strip()
    if style:
        args["style"] = no_article(style)
    for track in clause.scene.context.tracks:
        if re.search(rf"\bon (?:the )?{re.escape(track)}(?: track)?(?=[\s,.!]*$|\s+(?:at|in|for|from)\b)", clause.text):
            return args | {"track": track}
    source = _follows(clause)
    return args | ({"clip": source} if source else {})


def _bars_and_tempo(clause: Clause) -> Args:
    """bars and bpm, with a unit, as tagged, or after "at"."""
    found: Args = {}
    for one in clause.amounts:
        bare = one.unit == ""
        spoken_tempo = bare and 55 <= one.value <= 220 and re.search(r"\bat\s*$", clause.before(one))
        if (one.unit == "bars" or one.unit == "bar" and not is_place(clause, one)) and one.value >= 1:
            found.setdefault("bars", int(one.value))
        elif one.unit == "bpm" or bare and one in clause.tagged("bpm") or spoken_tempo or _is_pace(one):
            found.setdefault("bpm", number(one.value))
        elif bare and one in clause.tagged("bars") and one.value >= 1 and not is_place(clause, one):
            found.setdefault("bars", int(one.value))
    return found


def _is_pace(one: Quantity) -> bool:
    """ "124 beats" is a tempo: no part is that long."""
    return one.unit == "beats" and 55 <= one.value <= 220


def _kind(clause: Clause, *, has_chords: bool) -> str:
    """The part that is named, else the likeliest; chords where they are listed and nothing is named."""
    span = clause.said("kind")
    for kind, pattern in _KINDS if span else ():
        if span and compiled(pattern).search(span.text.lower()):
            return "chords" if kind == "pad" and re.search(r"\bpads\b", span.text.lower()) else kind
    clip = clause.said("clip")
    outside = clause.low if clip is None else clause.low[: clip.start] + clause.low[clip.end :]
    named = next((kind for kind, pattern in _KINDS if compiled(pattern).search(outside)), "")
    return "chords" if has_chords and not named else clause.kind or named


def _without_chords(clause: Clause, chords: list[str]) -> str:
    span = clause.said("chords")
    if span:
        return clause.text[: span.start] + " " + clause.text[span.end :]
    text, colon = clause.text, clause.text.rfind(":")
    if colon > 0 and chord_list(text[colon:]) == chords:
        return text[:colon]
    first = re.search(rf"\b{re.escape(chords[0])}\b", text, re.IGNORECASE)
    last = list(re.finditer(rf"\b{re.escape(chords[-1])}\b", text, re.IGNORECASE))
    return text[: first.start()] + " " + text[last[-1].end() :] if first and last else text


def _follows(clause: Clause) -> str | None:
    """The clip whose chords the new notes follow: "under it", "to go with the rhodes"."""
    match = re.search(
        r"\b(?:under(?:neath)?|over|beneath|below|behind|to go with|that goes with|to fit(?: with)?|that (?:follows?"
        r"|fits?|matches|answers)|follow(?:ing)?|with|for|to|on top of|matching|around|against)\s+"
        r"((?:it|that|this|them|those|these)\b|(?:the|my|those|these|that|this)\s+[\w\s'-]+?)(?=\s+(?:in|at|on|with"
        r"|for)\b|[,.;]|$)",
        clause.low,
    )
    span = clause.said("clip")
    phrase = clause.text[match.start(1) : match.end(1)] if match else span.text if span else ""
    if not phrase:
        return None
    if (
        not span
        and match
        and not re.fullmatch(r"it|that|this|them|those|these", match[1])
        and match[0].split()[0] in ("for", "with", "to", "on", "around")
    ):
        named = clause.scene.matches(phrase)
        if not named or named[0][0] < 1.5:
            return None
    found = reference(clause, phrase)
    return found if isinstance(found, str) else None


_ASPECTS = (
    (
        "tempo",
        r"\btempo\b|\bb\s?p\s?m'?s?\b|how fast|\bspeed\b|beats (?:per|a|in (?:a|the|one)) minute"
        r"|times (?:a|per) minute|\bpulse\b",
    ),
    ("chords", r"\bchords?\b|\bprogression\b|\bchanges\b|\bharmony\b"),
    ("key", r"\bkey\b|\bscale\b|\bmajor or minor\b|\bminor or major\b|\btonal\w*|\broot\b"),
    ("loudness", r"\blufs\b|\bloud\w*|\brms\b|\bpeak|\blevel\b|\bluffs\b"),
    (
        "structure",
        r"\bstructure\b|\bform\b|\bsections?\b|\blayout\b|\bverses?\b|\bchorus(?:es)?\b|\bparts\b|\bbridge\b",
    ),
    ("duration", r"how long|\bduration\b|\blength\b|\bminutes?\b|\bmins\b|\bseconds\b"),
)


_AND_ITS = regex(r"\s*(?:,|\band\b|&|\bplus\b)+\s*(?:and\s+)?(?:the|its|their)?\s*")


def _listed_aspects(text: str) -> list[str]:
    """ "tempo and key", "the key, the tempo and the length": what is asked for one after the other."""
    found = sorted(
        (match.start(), match.end(), aspect)
        for aspect, pattern in _ASPECTS
        for match in [compiled(pattern).search(text)]
        if match
    )
    pairs = zip(found, found[1:], strict=False)
    joined = all(_AND_ITS.fullmatch(text, before[1], after[0]) for before, after in pairs)
    return [aspect for _, _, aspect in found] if joined else []


def describe_music(clause: Clause) -> Args:
    """clip, aspect (a list where several are asked for, one step each)."""
    args = fill_clip(clause)
    if args.get("clips"):
        args = {"clip": args["clips"][0]}
    span = clause.said("aspect")
    clip = clause.said("clip")
    outside = clause.low if clip is None else clause.low[: clip.start] + " " + clause.low[clip.end :]
    if not clause.carries and len(listed := _listed_aspects(outside)) > 1:
        return args | {"aspect": listed}
    for text in ([span.text.lower()] if span else []) + [outside]:
        named = next((aspect for aspect, pattern in _ASPECTS if compiled(pattern).search(text)), "")
        if named:
            return args | {"aspect": named}
    return args | ({"aspect": clause.kind} if clause.kind else {})
