"""Arguments of singing, harmonies and rendered notes."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.music import without
from engine.planner.offline.slots.reference import SELECTED, it, reference, selection
from engine.planner.offline.slots.references_back import words_given
from engine.planner.offline.slots.targets import fill_clip, literal
from engine.planner.offline.slots.texts import keys, manner, no_article, quoted_or, span_text
from engine.planner.regex import regex

_VOICE = regex(
    r"\b((?:(?:soft|deep|low|high|warm|breathy|old|young|gentle|raspy)\s+)*(?:female|male|woman|man|girl|boy"
    r"|child|tenor|soprano|alto|baritone|choir|bass singer)"
    r"|(?:lower|higher|deeper|softer|older|younger|darker|brighter|another|different) voice)\b"
)

_FOUR = regex(r"\b(?:a )?(?:four|4)[- ](?:part|voice)s?\b(?: choir\b)?|^choir$", re.IGNORECASE)

_THOSE = regex(
    r"^[^\"]*\b(?:(?:it|that|them|those|these)(?: (?:sung|be sung|over|on|to))|sing (?:it|that|them|those|these)"
    r"|(?:the|those|these|that|its|his|her)(?: (?:same|very))? (?:words?|lyrics?|text|translation|lines?)"
    r"(?!\s*(?::|are|is|go)))\b[^\"]*$"
)
"""Words that were given before: "sing those words", "have it sung"."""


_KEY = regex(r"(?:the key of )?(?:[a-g](?:[#b♯♭]| sharp| flat)? ?)?(?:minor|major)", re.IGNORECASE)


def sing(clause: Clause) -> Args:
    """midi, lyrics, voice, style."""
    earlier = words_given(clause, span_text(clause, "lyrics")) if _THOSE.search(clause.low) else None
    lyrics = earlier or quoted_or(clause, "lyrics") or _plain_lyrics(clause)
    args: Args = {"lyrics": lyrics} if lyrics else {}
    notes = _notes(clause, bool(lyrics))
    if notes:
        args["midi"] = notes
    elif not clause.carries:
        clause.need("Which notes should be sung? Select them in the DAW or name the MIDI clip.")
    match = _VOICE.search(re.sub(r'"[^"]*"', " ", clause.low))
    voice = span_text(clause, "voice") or (match[1] if match else "")
    voice = "" if _KEY.fullmatch(voice) else voice  # "on a melody in A minor" names nobody who sings
    if voice:
        args["voice"] = no_article(voice)
    style = span_text(clause, "style") or manner(re.sub(r'"[^"]*"', " ", without(clause, "lyrics", "midi", "voice")))
    if "choir" in voice.lower():
        style = _FOUR.sub(" ", style).strip(" ,")  # which a choir has
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


_WORDS = regex(
    r"\b(?:words?|lyrics?|text)\s*(?:are|is|go(?:es)?|:|,)?\s+(.+)$|^(?:.*?,\s*)?(.+?)\s+(?:are|is) the (?:words?"
    r"|lyrics?)\b",
    re.IGNORECASE,
)


_SUNG = regex(
    r"\bsing(?:ing|s)?\s+(?!(?:it|that|this|the|these|those|my|them|over|on|along|with|to|in|for|like|a|an|clip"
    r"|track)\b)(.+?)(?=\s+(?:on|over|to|with|using|in|following|as|like)\s+(?:the|my|that|this|it|clip|track|an?)\b"
    r"|,|$)",
    re.IGNORECASE,
)


_ON_THE_NOTES = regex(
    r"\b(?:words?|lyrics?|text)\b[^,.;]*\b(?:on|in|with) (?:the|its|those|these) notes\b", re.IGNORECASE
)
""" "The words are on the notes already"."""
_SYLLABLES = regex(r"\b(?:(?:oo+h|aa*h|la|na|doo|dum|mm+)s?(?:\s*(?:,|-|\band\b)?\s*|\b))+", re.IGNORECASE)
""" "Ooh and aah": words that are only sounds."""
_HUMMED = regex(r"\bhum(?:med|ming|s)?\b")


def _plain_lyrics(clause: Clause) -> str:
    """Lyrics without quotes: "words: …", "sing … on the melody", "ooh and aah"."""
    if _ON_THE_NOTES.search(clause.text):
        return ""
    match = _WORDS.search(clause.text) or _SUNG.search(clause.text)
    found = next((group for group in match.groups() if group), "") if match else ""
    if not found and (sounds := _SYLLABLES.search(clause.text)):
        return " ".join(word for word in re.findall(r"\w+", sounds[0]) if word.lower() != "and")
    if not found and _HUMMED.search(without(clause, "midi")):
        return "mm"
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


_PLAYED = regex(
    r"\b(?:with|w|through|thru|on|using|as|into|via|by|out of|like)\s+(?!(?:it|that|this|them|those|me|the grid)\b)"
    r"((?:[\w'-]+\s*){1,4})(?=[,.;:!?]|$)"
    r"|\b(?:let|have|get)\s+((?:an?|the|some)\s+(?:[\w'-]+\s+){1,2}?)(?=(?:play|perform|do|have|read|sound)\b)"
    r"|[,;]\s*((?:[\w-]+\s+){1,2})(?=(?:maybe|play(?:s|ing)?)\b)"
    r"|\b(?:instrument|sound|patch)\b[^,.;]*? to ((?:an?|the) (?:[\w'-]+\s*){1,3})(?=[,.;:!?]|$)"
    r"|^\W*(?:please |now )*(?:use|try|take) ((?:an?|the) (?:[\w'-]+ ){1,3}?)(?=(?:for|on|to play)\b)",
    re.IGNORECASE,
)
"""Who plays the notes: "through an oboe", "let a flute have it", "use an organ for it"."""
_BEFORE_PLAYER = regex(
    r"^→?\s*(?:(?:on|as|through|thru|with|w|using|via|by|into|like|have|let|an?|the|some|real|actual|proper|nice)\s+)+",
    re.IGNORECASE,
)
_AFTER_PLAYER = regex(
    r"(?:[\s,]+(?:please|pls|plz|thanks|now|instead|maybe|perhaps|if (?:you|there).*|(?:in)?to (?:an? )?(?:file|wav\w*"
    r"|audio|disk)|(?:as|in) (?:an? )?(?:wav\w*|audio|sound|file|recording)|audio|recording|sounds?|patch"
    r"|in it|would (?:do|play)|plays?|playing))+$",
    re.IGNORECASE,
)
_NO_PLAYER = regex(
    r"(?:(?:an?|the|my|new)\s+)*(?:audio|sound|wav\w*|mp3|file|recording|midi|notes?|something|it|tracks?|lanes?"
    r"|.* (?:track|lane|channel|file|recording))?",
    re.IGNORECASE,
)
_IN_FULL = {"vibes": "vibraphone", "fretless": "fretless bass"}
_UPRIGHT = regex(r"(?:big |old |pub )?upright", re.IGNORECASE)


def render_midi(clause: Clause) -> Args:
    """midi, instrument."""
    found = fill_clip(clause, "midi", kinds=("midi",))
    instrument = _player(clause)
    return found | ({"instrument": instrument} if instrument else {})


def _player(clause: Clause) -> str:
    """The instrument that is to play; "upright" alone is the bass or the piano, as the notes are."""
    said = [span_text(clause, "instrument")]
    said += [next(filter(None, match.groups())) for match in _PLAYED.finditer(without(clause, "midi"))]
    for words in said:
        name = _AFTER_PLAYER.sub("", _BEFORE_PLAYER.sub("", words.strip())).strip()
        if _UPRIGHT.fullmatch(name):
            return "upright bass" if clause.has(r"\bbass") else "upright piano"
        if not _NO_PLAYER.fullmatch(name):
            return _IN_FULL.get(name.lower(), name)
    return ""


_VOICES = regex(r"[\s-]*(?:\w+\s)?(?:voices?|parts?|singers?|layers?|way|of (?:me|us|them|her|him))\b")
_BANDS = ("duet", "trio", "quartet", "quintet", "sextet")
_BAND = regex(rf"\b(?:as|like) (?:an? )?(?:\w+ )?({'|'.join(_BANDS)})\b")
"""A number of voices in one word."""


_OVER_WHOM = regex(r"(.*?\b(?:above|below|over|under|beneath))\s+(.+)", re.IGNORECASE)
""" "A third above Ines": above whom is no part of the interval."""


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
    over = _OVER_WHOM.match(interval)
    if over and clause.scene.find(over[2]):
        interval = over[1]
    if interval:
        args["interval"] = no_article(interval.strip())
    counts = clause.tagged("voices") or [one for one in clause.amounts if _VOICES.match(clause.after(one))]
    band = _BAND.search(clause.low)
    if counts and 1 <= counts[0].value <= 8 and not re.search(r"\bonly\s+$", clause.before(counts[0])):
        args["voices"] = int(counts[0].value)
    elif band:
        args["voices"] = _BANDS.index(band[1]) + 2
    found = keys(clause.text, loose=bool(clause.said("key")))
    return args | ({"key": found[0]} if found else {})
