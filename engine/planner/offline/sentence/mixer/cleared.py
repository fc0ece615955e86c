"""Cleared: "clear all the solos", "no more mutes", "take every solo off": of all tracks that have one."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FORM = regex(
    r"^(?:(?:clear|reset|release|cancel|kill|remove|lose|drop|ditch|delete|disable|undo|get rid of|take|turn|switch) )"
    r"(?:off |out )?(?:(?:all|both|two|three|of|the|every|any|those|these|our|my) )*"
    r"(?P<one>solo(?:ed|ing)?s?|mutes?)(?: buttons?)?"
    r"(?: (?:off|out|away|again|everywhere|now))*$"
    r"|^(?P<bare>un-?solo)(?: (?:all|everything|it all|them all|all of them))?$"
    r"|^(?:no more|no|without(?: any| the)?) (?P<other>solos|mutes)(?: (?:any ?more|now|anywhere))*$"
)


def cleared(said: Said) -> list[Step] | None:
    """The steps; words alone where no track is soloed or muted; None where it is not told."""
    match = _FORM.match(said.text)
    if match is None or said.is_later and said.text in ("undo the mute", "undo mute", "undo the solo", "undo solo"):
        return None  # the one that was asked for
    is_solo = bool(match["bare"]) or (match["one"] or match["other"]).startswith("solo")
    views = said.scene.context.track_views
    tracks = [view.name for view in views if (view.solo if is_solo else view.mute)]
    if not tracks:
        return [Step("chat", {"text": f"No track is {'soloed' if is_solo else 'muted'}."})]
    return [Step("mix", {**listed(tracks), "action": "unsolo" if is_solo else "unmute"})]
