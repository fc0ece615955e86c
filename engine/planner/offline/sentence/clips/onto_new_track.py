"""Onto a new track: "a copy of the pad on a new track called Air at bar 9", "move the fill to its own track"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.own_track import OWN_TRACK
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ON_NEW = (OWN_TRACK[0], OWN_TRACK[1], OWN_TRACK[4])
"""Those that say that it is a track."""
_PUTS = r"(?:put|place|stick|drop|lay|move|shift|drag|bring|take|pull|get)"
_COPIES = regex(
    rf"(?:(?:{_PUTS}|make|do|give|add) (?:N |another )?(?:copy|duplicate) |{_PUTS} same "
    r"|(?:copy|duplicate|clone|paste) (?:same )?)T"
)
_MOVES = regex(rf"{_PUTS} T")
_FADER = regex(
    r",?\s*(?:and |but )?(?:with (?:the|its) (?:fader|level|volume) (?:at|on)|(?:set )?(?:the|its) (?:fader|level"
    r"|volume)"
    r" (?:at|to)|(?:set )?(?:it )?at(?= *[^,]*\bdb\b))\s+(?P<db>(?:minus |plus |[-−+])?\d+(?:[.,]\d+)?)(?:\s*db)?$",
    re.IGNORECASE,
)
_SAME_SPOT = regex(r",?\s*(?:at |in |on )?(?:exactly )?(?:the )?same (?:spot|place|position|bars?"
    r"|time)\b", re.IGNORECASE)
_BEHIND = regex(r"(?P<noun> (?:clip|region|loop|part))?(?: ,)*(?: P)?(?: ,)*")


def onto_new_track(said: Said) -> list[Step] | None:
    """The clip on the new track, moved by the interval that is told; None where no single clip is meant."""
    text = said.raw.strip(" .!")
    fader = _FADER.search(text)
    text = _SAME_SPOT.sub("", text[: fader.start()] if fader else text)
    named = next((match for one in _ON_NEW if (match := one.search(text))), None)
    if named is None:
        return None
    text = f"{text[: named.start()]} {text[named.end() :]}"
    moved = intervals_moved(text)
    if len(moved) > 1 or moved and not moved[0].has_way:
        return None
    if moved:
        text = f"{text[: moved[0].start].rstrip(' ,')} {text[moved[0].end :]}"
    rest = taken_apart(text, said.scene, focus=said.focus)
    form = " ".join(rest.form.split())
    copies, moves = _COPIES.match(form), _MOVES.match(form)
    told = copies or moves
    behind = _BEHIND.fullmatch(form[told.end() :]) if told else None
    if behind is None or rest.is_open or rest.amounts or len(rest.things) != 1:
        return None
    one = rest.things[0]
    if len(one.clips) != 1 or len(one.tracks) != 1:
        return None
    is_clip = one.is_clip or behind["noun"] or rest.text[one.start : one.end] != one.tracks[0].lower()
    if not (is_clip or rest.places or moves):
        return None
    if any(place.how not in ("at", "to", "in", "bare") for place in rest.places):
        return None
    track = named["name"] or f"{one.tracks[0]} {'copy' if copies else 'alone'}"
    if track.lower() in {known.lower() for known in said.scene.context.tracks}:
        return None
    at = {"bar": number(rest.places[0].point)} if rest.places else {}
    action = "duplicate" if copies else "move"
    steps = [Step("arrange", {"action": action, "clip": one.clips[0], "track": track, **at})]
    if fader:
        level = float(re.sub(r"(?i)minus |−", "-", fader["db"]).replace("plus ", "").replace(",", "."))
        steps.append(Step("mix", {"track": track, "action": "gain", "set_db": number(level)}))
    if not moved:
        return steps
    far = moved[0].semitones
    size = {"cents": number(far * 100)} if moved[0].is_cents else {"semitones": number(far)}
    return [*steps, Step("change_tempo_key", {"clip": "$1", **size})]
