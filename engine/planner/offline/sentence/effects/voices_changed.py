"""Voices changed: "make the host sound like a robot", "turn the guest into a whisper"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, covers, in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_STYLE = r"(?:an? )?(?P<style>robot|whisper)(?:ic|ing|ed)?(?: voice)?"
_FORMS = (
    regex(rf"(?:make|let|have) (?P<who>.+?) sound like {_STYLE}(?P<where> .+)?"),
    regex(rf"turn (?P<who>.+?) into {_STYLE}(?P<where> .+)?"),
    regex(rf"give (?P<who>.+?) {_STYLE}(?P<where> .+)?"),
)
_STYLES = {"robot": "robot", "whisper": "whisper"}


def voice_changed(said: Said) -> list[Step] | None:
    """The same words in another voice, clip by clip; None for any other sound, or where not all is known."""
    match = next((found for form in _FORMS if (found := form.fullmatch(said.text.strip(" .!")))), None)
    if match is None:
        return None
    focus = said.focus if said.is_later else None
    who = taken_apart(f"{match['who']}{match['where'] or ''}", said.scene, focus=focus)
    if who.amounts or who.is_open or who.bag - NOUNS - {"track"} or any(one.how for one in who.things):
        return None
    named = [one for one in who.things if not one.is_pronoun]
    lying = [clip for one in named for track in one.tracks for clip in in_order(track, said)
             if not one.is_clip or clip.id in one.clips]  # fmt: skip
    clips = [one for one in lying if not who.places or any(covers(one, bars) for bars in who.spans)]
    if not clips or any(one.kind != "audio" for one in clips):
        return None
    return [Step("style_transfer", {"clip": one.id, "style": _STYLES[match["style"]]}) for one in clips]
