"""Which stems of a song are wanted: those that are named, or what is left without those that are taken away."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

ORDER = ("vocals", "drums", "bass", "other", "instrumental")
_INSTRUMENTAL = regex(
    r"\binstrumentals?\b|\bkaraoke\b|\bbacking(?: track)?\b(?! (?:vo|sing))|\bminus[\s-]one\b(?! tracks)"
    r"|\bsing-?along\b|\bband only\b|\btv (?:mix|track)\b|\bmusic[\s-]minus\b|\bvocals? out of the way"
    r"|\bno[\s-](?:lead |main )?(?:vocals?|voice|singing|singer)\b"
    r"|\btake (?:the |her |his )?(?:singer|voice|vocals?) (?:off|away)\W*(?:$|please|then|and)"
    r"|\bwithout (?!(?:\w+ )?(?:drum|beat|bass|guitar|key|piano|synth|string|music|perc|kick|snare|hat))[\w' -]+? "
    r"(?:on|over) (?:it|top|that)\b"
    r"|\b(?:vocals?|voice|sing(?:er|ing)|words) (?:has|have|must|needs?|should)?\s*(?:got )?(?:to )?(?:go|gone|off)"
    r"\W*(?:$|please|then|and)"
)
_STEMS = (
    (
        "vocals",
        r"\bvocals?\b|\bvox\b|\brapper\b|\ba ?cc?app?ell?as?\b|\bpellas?\b|\b(?:sing|sung)(?:er|ing)?s?\b|\bvoices?\b"
        r"|\bvocalist|\bpresenter\b|\bcaller\b|\bspoken\b|\btopline\b",
    ),
    (
        "drums",
        r"\bdrum(?:s|z|ming)?\b|\bbeats?\b|\bkit\b|\bbreak\b(?! (?:it|this|that|them|up|down|apart|into|the|my)\b)"
        r"|\bpercussion\b|\bdrummer\b|\bbreakbeat\b|\brhythm section\b"
        r"|\bsnare\b|\bkick\b",
    ),
    (
        "bass",
        r"\bbass(?:line| part| guitar)?\b|\bsub\b|\blow end\b|\bbassist\b|\bbaseline\b|\bbase\b|\brhythm section\b"
        r"|\bcontrabass\b|\bbottom\b",
    ),
    (
        "other",
        r"\bwhatever(?:'s| is)? (?:left|else)\b|(?<=and )\brest\b|(?<=bass )\brest\b|(?<=vocal )\brest\b"
        r"|\bother(?:s| bits| stuff)?\b|\beverything else\b|\bthe rest\b|(?<!bass )\bguitars?\b|\bkeys\b|\bpiano\b"
        r"|\bstrings\b|\bsynths?\b|\bmusic\b|\bmelod(?:y|ic)\b",
    ),
)
_HER = regex(r"\b(?:her|him|she|he|lady|words|lyrics|rapping|rap|singing)\b")
"""Who is taken off a song is the singer."""
_ONLY_HER = regex(r"\s*(?:only |just )?(?:her|him)\b")
"""Who alone is kept is the singer, too."""
_TAKEN = regex(
    r"\b(?:is ?n[o']?t|are ?n[o']?t|isnt|arent|minus|without|no|not|lose|losing|remove|removed|kill|delete|get rid of"
    r"|strip everything|erase|mute|take away)\b"
)
_BAND = regex(
    r"\b(?:minus|without|no|lose|kill|remove|drop|mute|take away|strip away) (?:(?:the|my|his|her|all|rest of) )*"
    r"(?:band|music|instruments|accompaniment|backing|orchestra)\b"
)
"""Without the band it is the singer."""
_KEPT = regex(r"\b(?:keep|keeping|leave|leaving|only|just|give me|i want|nothing but)\b")
_TURNS = regex(
    r"\b(?:except(?: for)?|but not|everything but|all but|apart from|besides|other than|bar(?= the| my))\b"
)
_BOTH = regex(
    r"\b(?:and|plus|both)\b.*\b(?:vocals?|vox|voice|sing(?:er|ing)|a ?cappella|acapp?ella)\b"
    r"|\b(?:vocals?|vox|voice|sing(?:er|ing)|acap\w+)\b.*(?:\band\b|\bplus\b|&|\bn\b|\binstrumental\b)"
)
"""The singer beside the band."""
_ALL = regex(r"\b(?:everything|all|whatever)\b")
_WHOLE = regex(r"\b(?:stems|parts|apart|everything|all (?:four|of))\b")


def separate_stems(clause: Clause) -> Args:
    """clip, stems."""
    args = fill_clip(clause)
    marked = " ".join(span.text for span in clause.spans if span.name == "stems").lower()
    clip = clause.said("clip")
    outside = clause.low if clip is None else f"{clause.low[: clip.start]} it {clause.low[clip.end :]}"
    stems = _wanted(outside)
    if marked and not _changes(outside):
        stems = named_stems(marked) or stems
    if (
        not marked
        and not _changes(outside)
        and len(stems) <= 1
        and _WHOLE.search(outside)
        and not re.search(r"\b(?:only|just|drums|vocals?|bass|a ?cappella|acapella|instrumental)\b", outside)
    ):
        stems = []
    return args | ({"stems": stems} if stems and len(stems) < 4 else {})


def _changes(text: str) -> bool:
    """Is something taken away, so that the words around the named stems count?"""
    return any(pattern.search(text) for pattern in (_INSTRUMENTAL, _TAKEN, _TURNS))


def _wanted(text: str) -> list[str]:
    """The stems that a request wants, from words that keep and words that take away."""
    if _BAND.search(text) and not _BOTH.search(text):
        return ["vocals"]
    if _INSTRUMENTAL.search(text):
        return ["vocals", "instrumental"] if _BOTH.search(text) else ["instrumental"]
    kept, taken = _kept_and_taken(text)
    left = [name for name in kept if name not in taken]
    if taken == ["vocals"] and set(left) <= {"drums", "other"}:
        return ["instrumental"]
    if left:
        return left
    return [name for name in ORDER[:4] if name not in taken] if taken else kept


def _kept_and_taken(text: str) -> tuple[list[str], list[str]]:
    """Read along: "lose the music and leave me the voice" keeps the voice and takes the music away."""
    marks = sorted(
        [(match.start(), match.end(), "taken") for match in _TAKEN.finditer(text)]
        + [(match.start(), match.end(), "kept") for match in _KEPT.finditer(text)]
        + [(match.start(), match.end(), "turn") for match in _TURNS.finditer(text)]
    )
    found: dict[str, list[str]] = {"kept": [], "taken": []}
    state, at = "kept", 0
    for start, end, change in [*marks, (len(text), len(text), "kept")]:
        part = text[at:start]
        found[state] += [name for name in named_stems(part) if name not in found[state]]
        singer = _HER.search(part) if state == "taken" else at and _ONLY_HER.match(part)
        if singer and not found[state]:
            found[state].append("vocals")
        taken_whole = state == "taken" and _ALL.search(part)
        state = ("kept" if taken_whole else "taken") if change == "turn" else change
        at = end
    if found["taken"] and re.search(r"\b(?:rest|everything else|whatever's left|instruments)\b", text):
        found["kept"] = [name for name in found["kept"] if name not in ("other", *found["taken"])]
    return found["kept"], found["taken"]


def named_stems(text: str) -> list[str]:
    """The stems that words name, in the order of the table."""
    if _INSTRUMENTAL.search(text):
        return ["instrumental"]
    return [name for name, pattern in _STEMS if compiled(pattern).search(text)]
