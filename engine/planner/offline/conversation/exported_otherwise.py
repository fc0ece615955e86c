"""Exported otherwise: after a file was written, "one without the guitar", "only the bass", "louder, -11"."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.mix_of_some import mix_of_some, one_alone
from engine.planner.offline.text.platform import PLATFORM, platform_lufs
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:no|oh|oops|wait|sorry|actually|but|and|hm+|ok|please|then|crap)\W+)*"
_LESS = re.compile(
    rf"{_LEAD}(?:without|minus|leave out|skip|drop|except|but not|not) (?:the |my )?(?P<what>[^,.;!?]+)", re.IGNORECASE
)
_MORE = re.compile(
    rf"{_LEAD}(?:you |i |we )?(?:forgot|missed|add|plus|include) (?:the |my )?(?P<what>[^,.;!?]+)"
    r"(?:\W+(?:add|include) (?:that|it|them)(?: too| as well)?)?\W*$",
    re.IGNORECASE,
)
_FORMAT = re.compile(r"\b(?P<form>mp-?3|wav|flac|aac|m4a)s?\b", re.IGNORECASE)
_ONE_MORE = frozenset(
    "now and another one again also then too as well same the a an"
    " but this time do make export bounce render give me us"
    " version mix file of it that please pls"
    " can you i need want ok okay with just only for in no wait sorry actually once"
    " more in instead thing thanks have song whole full print let get next time".split()
)
_LOUDNESS = re.compile(
    rf"{_LEAD}(?:(?:a (?:bit|little|touch) )?(?:louder|hotter|quieter|softer|lower|up"
    rf"|down)\b[,\s]*)?(?:(?:make (?:it|that)"
    r"|try|go|aim|rather|better|more like|maybe|at|to|for|around|about|like)\s+)*(?P<lufs>[-−]\s?\d+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?(?= ?lufs))(?: ?(?:lufs|db))?(?: (?:instead|then|please|now))*\W*$",
    re.IGNORECASE,
)
_STEP = re.compile(
    rf"{_LEAD}(?:(?:make|do|can you make) (?:it|that) |one )?(?:(?P<little>an? (?:bit|little|touch|tad)|slightly)"
    rf"|(?P<much>much"
    r"|a lot|way))? ?(?:(?P<up>louder|hotter)|quieter|softer)(?: again)?(?:[\s,]+(?:please|now|then|still))*\W*$",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"{_LEAD}(?:(?:make (?:it|that|one)|do (?:it|one)|rather|better|master (?:it|that)|another(?: one)?|one|now"
    rf"|it'?s|also)\s+)*"
    rf"(?:for |to )?(?:{PLATFORM})(?: (?:instead|rather|then|please|now|level|loudness|too|as well))*\W*$",
    re.IGNORECASE,
)


def exported_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """The export of the last turn of other tracks, or as loud as is said; None for any other turn."""
    frames = done_last(State.of(scene))
    if len({one.tool for one in frames}) != 1 or frames[0].tool != "export":
        return None
    last = frames[-1]
    return _of_those(text, last, scene) or _of_others(text, last, scene) or _as_loud(text, last)


def _of_those(text: str, last: Frame, scene: DialogueState) -> list[Step] | None:
    """Files of tracks, with some less or more."""
    less, more = _LESS.match(plain(text)), _MORE.match(plain(text))
    match = less or more
    if match is None or last.args.get("what") != "tracks":
        return None
    args = last.args
    had = [str(one) for one in (args.get("track"), *(args.get("tracks") or ())) if one]
    had = had or [one for one in scene.context.tracks if any(clip.track == one for clip in scene.clips)]
    named = [track for thing in things(match["what"], scene) for track in thing.tracks]
    kept = [one for one in had if one not in named] if less else [*had, *(one for one in named if one not in had)]
    if not named or not kept or len(kept) == len(had):
        return None
    return [_with(last, {"tracks": kept}, "fix")]


def _of_others(text: str, last: Frame, scene: DialogueState) -> list[Step] | None:
    """A mix of some tracks, or of the others, as a file of its own; no word is left over."""
    if last.args.get("what") not in (None, "mix"):
        return None
    some = mix_of_some(text, scene) or one_alone(text, scene)
    if some is None or some.missing or not some.tracks:
        return None
    form = _FORMAT.search(some.words)
    rest = tokens(_FORMAT.sub(" ", some.words))
    if any(one.low not in _ONE_MORE for one in rest if one.text[0].isalnum()):
        return None
    name = form["form"].lower().replace("-", "") if form else ""
    more: dict[str, Any] = {"format": "aac" if name == "m4a" else name} if name else {}
    return [_with(last, {"what": "mix", "tracks": list(some.tracks), **more}, "again")]


def _as_loud(text: str, last: Frame) -> list[Step] | None:
    """ "Louder, -11", "for Spotify then", behind a file of such a loudness."""
    simple = plain(text)
    if "loudness_lufs" not in last.args:
        return None
    if match := _LOUDNESS.match(simple):
        lufs = -abs(float(match["lufs"].replace("−", "-").replace(" ", "")))
    elif match := _STEP.match(simple):
        step = 1.0 if match["little"] else 4.0 if match["much"] else 2.0
        lufs = float(last.args["loudness_lufs"]) + (step if match["up"] else -step)
    elif match := _FOR.match(simple):
        lufs = float(platform_lufs(match))
    else:
        return None
    return [told_as(Step("export", {**last.args, "loudness_lufs": number(lufs)}), "fix", last)]


def _with(last: Frame, more: dict[str, Any], op: str) -> Step:
    rest = {name: value for name, value in last.args.items() if name not in ("track", "tracks")}
    return told_as(Step("export", {**rest, **more}), op, last)
