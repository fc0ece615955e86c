"""Attached: a sound that comes with "what key is this?" is what is asked about, not the session."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step, validated

_MEASURED = {"key": "key", "tempo": "tempo", "loudness": "loudness", "level": "loudness", "get_tempo": "tempo",
             "length": "duration"}
"""What is asked of a session, as it is measured of a sound."""
_OF_SESSION = regex(
    r"\b(?:songs?|session|project|set|arrangement|mix|master|here|tracks?|bars?|faders?|playhead|daw|projekt|lied|stück"
    r"|sitzung|spur|chanson|morceau|projet|piste|canción|proyecto|sesión|pista|música|canção|projeto|sessão|faixa)\b"
    r"|[歌曲工程轨]",
    re.IGNORECASE,
)

_LONG = regex(
    r"\b(?:how long|length|duration|wie lang|dauer|durée|combien de temps|cuánto dura|duración|quanto dura|duração)\b"
    r"|多长",
    re.IGNORECASE,
)


def of_attached(plan: Plan, text: str, context: Context) -> Plan:
    """The question put to the only sound that comes with it; as it was where its words mean the session."""
    sounds = [view.id for view in context.files if view.kind == "audio"]
    if len(plan.steps) != 1 or len(sounds) != 1 or len(context.files) != 1 or _OF_SESSION.search(text):
        return plan
    step = plan.steps[0]
    asked = step.args.get({"session_info": "aspect", "transport": "action"}.get(step.task, ""))
    if len(step.args) != 1 or asked not in (*_MEASURED, "overview"):
        return plan
    aspect = "duration" if _LONG.search(text) else _MEASURED.get(str(asked), "")
    measured = Step("describe_music", {"clip": sounds[0], "aspect": aspect})
    about = measured if aspect else Step("caption_audio", {"clip": sounds[0]})
    return validated([about], planner=plan.planner, note=plan.note)
