"""Words written down: "transcribe the host", "… to midi", "write down what the guest says in the intro"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant, covers, in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ORDER = regex(
    r"(?:transcribe|write (?:down|out) (?:the words of|what(?:'s| is| was)? (?:said|sung) (?:in|on|by)|what)"
    r"|(?:make|get|give me|i need|i want) a transcript of)\b"
)
_TIMED = frozenset("srt vtt lrc subtitles captions timestamps times".split())
_NOTES = frozenset("midi notes score".split())
_KNOWN = _TIMED | _NOTES | frozenset(
    "transcribe transcript write down out words of what said sung in on by make get give need want says say sings sing"
    " track audio all everything as with to into".split()
)


def words_written(said: Said) -> list[Step] | None:
    """The transcripts, one of each clip; None where nothing is to be written down, or not all of it is known."""
    if not _ORDER.match(said.text) or said.amounts or said.is_open or said.bag - _KNOWN - NOUNS:
        return None
    if not said.things or any(one.how or one.is_pronoun for one in said.things):
        return None
    if any(one.how not in ("in", "bare") for one in said.places):
        return None
    where = [bars for one in said.places for bars in one.spans]
    told = {one.named.start: one.clips for one in clips_meant(said, where) or () if one.named.is_clip or one.words}
    clips = [
        clip
        for one in said.things
        for clip in told.get(one.start) or [each for track in one.tracks for each in in_order(track, said)]
        if clip.kind == "audio" and (not where or any(covers(clip, bars) for bars in where))
    ]
    if said.bag & _NOTES:
        return [Step("audio_to_midi", {"clip": one.id}) for one in clips] or None
    timed = {"timestamps": True} if said.bag & _TIMED else {}
    return [Step("transcribe", {"clip": one.id, **timed}) for one in clips] or None
