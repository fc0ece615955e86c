"""Notes instead, or beside: "no, I meant the velocities" behind a fader, and "double the line an octave below"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import BESIDE, left_over, named_clips
from engine.planner.offline.sentence.notes.notes_in_hand import notes_in_hand
from engine.planner.offline.sentence.scope.over_bars import on, over
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOTES = r"(?:the |its |their |by |in )?(?:notes?|velocit(?:y|ies))(?: themselves)?"
_FADER = r"(?:the |its |with the )?(?:fader|volume|level|gain|track)s?"
_MEANT = regex(
    rf"(?:just |only )?{_NOTES}(?P<told>,? (?:and )?not {_FADER})?|not {_FADER},? (?:but )?{_NOTES}(?P<after>)", re.I
)
_HARDER_BY = 15.0
_DOUBLES = regex(r"\b(?:doubled?|thicken|reinforce)\b(?! (?:bass|time|track)\b)", re.IGNORECASE)
_WORDS = BESIDE | frozenset("whole entire same melody octave octaves itself here".split())
_WAY = regex(
    r"(?:(?:make it|an octave|the octave)\b\W*)*(?:(?P<up>above|up|higher|over)|below|down|lower|under(?:neath)?)"
    r"(?:\W+instead)*",
    re.IGNORECASE,
)


def not_the_fader(said: Said) -> list[Step] | None:
    """The notes of those tracks struck harder or softer in place of the fader."""
    match = _MEANT.fullmatch(said.text)
    if match is None or match["told"] is None and match["after"] is None and not said.corrects:
        return None
    steps = []
    for act in said.last():
        change = act.args.get("value_db")
        if (act.tool, act.kind) != ("mix", "gain") or not isinstance(change, int | float) or not change:
            return None
        tracks = {act.args.get("track"), *(act.args.get("tracks") or ())}
        clips = [one.id for one in said.scene.clips if one.track in tracks and one.kind == "midi"]
        if not clips:
            return None
        args = {"action": "velocity", **on(clips), "change": _HARDER_BY if change > 0 else -_HARDER_BY}
        steps.append(told_as(Step("edit_notes", args), "fix", act))
    return steps or None


_WAYS = r"(?:above|up|higher|over|below|down|lower|under(?:neath)?)"
_NOT_THAT_WAY = regex(
    rf"(?:(?:no|nope|wrong|sorry|make it|make that|do|rather|should be|that should be|i mean|i meant)\W+)*"
    rf"(?P<by>(?:an? |the )?[a-z]+ )?(?P<way>{_WAYS})(?:\W+(?:instead|please|not {_WAYS}|i mean(?:t)?|rather))*"
)
_UPWARDS = ("above", "up", "higher", "over")


def copy_otherwise(said: Said) -> list[Step] | None:
    """ "Below, not above", "make it a third below", behind a copy that was transposed: from where it was copied."""
    acts = said.last() if said.is_later else ()
    moved = [one for one in acts if one.tool == "change_tempo_key" and one.args.get("semitones")]
    is_copy = any((one.tool, one.kind) == ("arrange", "duplicate") for one in acts)
    match = _NOT_THAT_WAY.fullmatch(said.raw.lower().strip(" .!")) if is_copy and len(moved) == 1 else None
    if match is None:
        return None
    told = intervals_moved(f"{match['by']}{match['way']}") if match["by"] else ()
    if match["by"] and (len(told) != 1 or told[0].is_cents):
        return None
    size = abs(told[0].semitones) if told else abs(float(moved[0].args["semitones"]))
    by = number(size if match["way"] in _UPWARDS else -size)
    return [told_as(Step(moved[0].tool, {**moved[0].args, "semitones": by}), "fix", moved[0])]


def doubled_beside(said: Said) -> list[Step] | None:
    """Each note of one track's clip with another one so far away; "above, I mean" behind it."""
    if turned := copy_otherwise(said):
        return turned
    hand = notes_in_hand(said.scene) if said.is_later else None
    if hand and hand.action == "double" and (way := _WAY.fullmatch(said.text)):
        frames = [(one, abs(float(one.args.get("change") or 12))) for one in hand.frames]
        return [told_as(Step("edit_notes", {**one.args, "change": number(by if way["up"] else -by)}), "fix", one)
                for one, by in frames]  # fmt: skip
    doubles, moved = _DOUBLES.search(said.raw), intervals_moved(said.raw)
    if doubles is None or len(moved) != 1 or not moved[0].has_way or moved[0].is_cents:
        return None
    first, last = sorted(((doubles.start(), doubles.end()), (moved[0].start, moved[0].end)))
    rest = f"{said.raw[: first[0]]} {said.raw[first[1] : last[0]]} {said.raw[last[1] :]}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _WORDS) or len(apart.tracks) > 1:
        return None
    named = {clip for one in apart.things for clip in one.clips}
    if any(view.kind != "midi" for view in said.scene.clips if view.id in named):
        return None
    clips = named_clips(apart, said)
    args = {"action": "double", "change": number(moved[0].semitones)}
    return over("edit_notes", args, clips, apart) if clips else None
