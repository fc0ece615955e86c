"""Arguments of singing, harmonies and rendered notes."""

from __future__ import annotations

import re

from engine.planner.slots.clause import Args, Clause
from engine.planner.slots.music import without
from engine.planner.slots.reference import SELECTED, it, reference, selection
from engine.planner.slots.targets import fill_clip, literal
from engine.planner.slots.texts import keys, manner, no_article, quoted_or, span_text

_VOICE = re.compile(
    r"\b((?:(?:soft|deep|low|high|warm|breathy|old|young|gentle|raspy)\s+)*(?:female|male|woman|man|girl|boy"
    r"|child|tenor|soprano|alto|baritone|choir|bass singer)"
    r"|(?:lower|higher|deeper|softer|older|younger|darker|brighter|another|different) voice)\b"
)


def sing(clause: Clause) -> Args:
    """midi, lyrics, voice, style."""
    lyrics = quoted_or(clause, "lyrics") or _plain_lyrics(clause)
    args: Args = {"lyrics": lyrics} if lyrics else {}
    notes = _notes(clause, bool(lyrics))
    if notes:
        args["midi"] = notes
    elif not clause.carries:
        clause.need("Which notes should be sung? Select them in the DAW or name the MIDI clip.")
    match = _VOICE.search(re.sub(r'"[^"]*"', " ", clause.low))
    voice = span_text(clause, "voice") or (match[1] if match else "")
    if voice:
        args["voice"] = no_article(voice)
    style = span_text(clause, "style") or manner(re.sub(r'"[^"]*"', " ", without(clause, "lyrics", "midi", "voice")))
    if style and style.lower() not in lyrics.lower():
        args["style"] = no_article(style)
    return args


def _notes(clause: Clause, has_lyrics: bool) -> str | None:
    """The notes to sing: named, made a step before, selected, or the only ones there are."""
    if SELECTED.search(re.sub(r'"[^"]*"', " ", clause.low)) and not clause.carries:
        chosen = selection(clause.scene, ("midi",)) or _only_midi(clause)
        return chosen[0] if isinstance(chosen, list) else chosen
    span = clause.said("midi", "clip")
    found = reference(clause, span.text, ("midi",)) if span else None
    if not _are_notes(clause, found):
        found = literal(clause, ("midi",))
    if found is None and not clause.first:
        earlier = it(clause, ("midi",))
        found = earlier if _are_notes(clause, earlier) else None
    if found is None and not clause.carries:
        found = selection(clause.scene, ("midi",)) or _only_notes(clause, has_lyrics)
    return found[0] if isinstance(found, list) else found


def _only_midi(clause: Clause) -> str | None:
    """The one MIDI clip of a session; with several, only the player knows which was meant."""
    notes = [clip.id for clip in clause.scene.clips if clip.kind == "midi"]
    return notes[0] if len(notes) == 1 else None


def _are_notes(clause: Clause, found: str | list[str] | None) -> bool:
    """A step's output or a list is taken as said; a clip must hold notes."""
    if not isinstance(found, str) or found.startswith("$"):
        return found is not None
    clip = clause.scene.clip(found)
    return clip is None or clip.kind == "midi"


_WORDS = re.compile(
    r"\b(?:words?|lyrics?|text)\s*(?:are|is|go(?:es)?|:|,)?\s+(.+)$|^(?:.*?,\s*)?(.+?)\s+(?:are|is) the (?:words?"
    r"|lyrics?)\b",
    re.IGNORECASE,
)


_SUNG = re.compile(
    r"\bsing(?:ing|s)?\s+(?!(?:it|that|this|the|these|those|my|them|over|on|along|with|to|in|for|like|a|an|clip"
    r"|track)\b)(.+?)(?=\s+(?:on|over|to|with|using|in|following|as|like)\s+(?:the|my|that|this|it|clip|track|an?)\b"
    r"|,|$)",
    re.IGNORECASE,
)


def _plain_lyrics(clause: Clause) -> str:
    """Lyrics without quotes: "words: …", "sing … on the melody"."""
    match = _WORDS.search(clause.text) or _SUNG.search(clause.text)
    found = next((group for group in match.groups() if group), "") if match else ""
    midi = clause.said("midi")
    if midi and found.strip(" .").lower() == midi.text.strip().lower():
        return ""
    return found.strip(" .\"'")


def _only_notes(clause: Clause, has_lyrics: bool) -> str | None:
    notes = [clip.id for clip in clause.scene.clips if clip.kind == "midi"]
    made = [out for one in clause.scene.done for out in one.out if out in notes]
    if made:
        return made[-1]
    named = clause.has(r"\b(?:melody|notes?|midi|tune|line)\b")
    return notes[0] if len(notes) == 1 and (has_lyrics or named) else None


def render_midi(clause: Clause) -> Args:
    """midi, instrument."""
    found = fill_clip(clause, "midi", kinds=("midi",))
    match = re.search(r"\b(?:with|through|on|using|as)\s+(?:an?|the|some)?\s*([\w\s-]{3,30})$", clause.low)
    return found | ({"instrument": match[1].strip()} if match else {})


def harmonize(clause: Clause) -> Args:
    """clip, interval, voices, key."""
    args = fill_clip(clause)
    interval = span_text(clause, "interval")
    if not interval:
        match = re.search(
            r"\b((?:an?\s+)?(?:low|high)?\s*(?:minor |major )?(?:thirds?|fourths?|fifths?|sixths?|octaves?|tenths?"
            r"|sevenths?)(?:\s+(?:above|below|up|down|higher|lower|under(?:neath)?|over|on top))?)\b",
            clause.low,
        )
        interval = match[1] if match else ""
    if interval:
        args["interval"] = no_article(interval.strip())
    counts = clause.tagged("voices") or [
        one
        for one in clause.amounts
        if re.match(r"[\s-]*(?:\w+\s)?(?:voices?|parts?|part|singers?|layers?|way)\b", clause.after(one))
    ]
    if counts and 1 <= counts[0].value <= 8:
        args["voices"] = int(counts[0].value)
    found = keys(clause.text, loose=bool(clause.said("key")))
    return args | ({"key": found[0]} if found else {})
