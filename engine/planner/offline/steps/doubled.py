"""Doubled: "let the flute double the violin" gives the flute the violin's notes; who plays and what differ."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

NO_NOTES = "“{}” has no notes to copy; turn it into notes first?"
PLAYS_ALREADY = "“{}” plays there already; should a copy of “{}” take its place, or lie on a track of its own?"
WHO_DOUBLES = "Which track should double which?"
_PLAYS = (
    r"(?:doubles?(?! bass\b)|duplicates?|plays? (?:along|in unison) with"
    r"|plays? (?:exactly )?the same (?:notes|line|thing|tune|part|melody) (?:as|like)"
    r"|(?:the )?same (?:notes|line|melody) plays? (?:as|like)|follows? (?:exactly )?the (?:notes|line|tune|melody) of)"
)
_HAVE = r"(?:let|have|make|get|i want|i'd like|want)"
_FORMS = (
    re.compile(
        rf"{LEAD}(?:{_HAVE}|that)\s+(?P<who>[^,.;:]+?)\s+(?:to\s+|should\s+)?{_PLAYS}\s+(?P<what>[^,.;:]+?)[\s.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{LEAD}(?P<who>(?!(?:can|could|would|will) you\b)[^,.;:]+?)\s+(?:should|must|could|can|shall|has to|needs to"
        rf"|is to|ought to)\s+(?:just |also )?{_PLAYS}\s+(?P<what>[^,.;:]+?)[\s.!]*$",
        re.IGNORECASE,
    ),
    re.compile(rf"{LEAD}{_HAVE}\s+(?P<both>[^,.;:]+?)\s+(?:doubles?|duplicates?)[\s.!]*$", re.IGNORECASE),
)
_POINTS = re.compile(r"(?i)(?:it|that|this|them)(?: (?:one|track|clip|part))?$")
_NO_NOTES_OF_IT = re.compile(
    r"\b(?:tempo|speed|time|length|volume|level|bpm|amount|size|track|itself|up)\b", re.IGNORECASE
)


def doubled(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    simple = plain(text).strip()
    match = next((found for form in _FORMS if (found := form.match(simple))), None)
    if match is None or '"' in simple or _NO_NOTES_OF_IT.search(simple):
        return None
    if "both" in match.groupdict():
        pair = things(match["both"], scene)
        who, what = (pair[0], pair[1]) if len(pair) == 2 else (None, None)
        if who is None:
            return None
    else:
        who, what = _meant(match["who"], scene), _meant(match["what"], scene)
    if who is None or what is None or len(who.tracks) != 1 or len(what.clips) != 1:
        return [Step("ask", {"text": WHO_DOUBLES})]
    track, source = who.tracks[0], scene.clip(what.clips[0])
    if source is None or source.kind != "midi":
        return [Step("ask", {"text": NO_NOTES.format(source.name if source else track)})]
    end = source.start + source.length
    lying = [one for one in scene.clips if one.track == track]
    if any(one.start < end - 0.01 and source.start < one.start + one.length - 0.01 for one in lying):
        return [Step("ask", {"text": PLAYS_ALREADY.format(track, source.name)})]
    return [Step("arrange", {"action": "duplicate", "clip": source.id, "track": track})]


def _meant(words: str, scene: DialogueState) -> Thing | None:
    """The one thing that the words name, or point to."""
    if _POINTS.match(words.strip()):
        clip = scene.clip(scene.focus(("audio", "midi")))
        return Thing(0, 0, (clip.track,) if clip.track else (), (clip.id,)) if clip else None
    found = things(words, scene)
    return found[0] if len(found) == 1 else None
