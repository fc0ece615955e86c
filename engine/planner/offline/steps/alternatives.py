"""Alternatives: of several versions of one thing the one that is to be heard: "only the second one now"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MAKERS = ("sing", "speak", "harmonize", "generate_audio", "generate_midi", "render_midi", "style_transfer", "arrange")
_WHICH = r"(?:very )?(?P<which>first|second|third|fourth|last|newest|new|latest|old|older|original|other)"
_NOUN = r"(?: (?:one|version|take|vocal|voice|try|recording|attempt|pass))"
_CHOOSES = regex(
    rf"\b(?:only|just)\s+(?:(?:use|keep|play|leave|hear|with|want)\s+)?the {_WHICH}{_NOUN}?(?=\W*(?:$|[,.;!?]|now\b"
    rf"|please\b|again\b|on\b))"
    rf"|\b(?:use|play|keep|take|go (?:back )?(?:to|with)|back to|switch (?:back )?to|put (?:on )?)\s+(?:only |just"
    rf" )?the "
    rf"{_WHICH.replace('which', 'too')}{_NOUN}(?=\W*(?:$|[,.;!?]|now\b|please\b|again\b|instead\b|back\b|on\b))",
    re.IGNORECASE,
)
_PLACE = {"first": 0, "original": 0, "old": 0, "older": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_NEWEST = ("newest", "new", "latest")
LONGEST = 14
"""Words; a longer turn says more than which one."""


def chosen_alternative(text: str, scene: DialogueState) -> list[Step] | None:
    """Mutes the others; a take is put back where all of them lie in one place. None when nothing is chosen."""
    match = _CHOOSES.search(plain(text))
    if not match or len(text.split()) > LONGEST or not scene.done:
        return None
    which = str(match["which"] or match["too"]).lower()
    state = State.of(scene)
    places = _places(state)
    if len(places) > 1:
        number = len(places) - 1 if which in _NEWEST else _PLACE.get(which, -1)
        if which == "other":
            number = 0 if places[-1] in _muted(state) else len(places) - 1
        if not -len(places) <= number < len(places):
            return None
        kept = places[number]
        muted = _muted(state)
        quiet = [Step("mix", {"clip": one, "action": "mute"}) for one in places if one != kept and one not in muted]
        return [*quiet, *([Step("mix", {"clip": kept, "action": "unmute"})] if kept in muted else [])] or None
    if len(places) == 1 and _takes_of(state, places[0]) > 1 and which != "other":
        number_said = "last" if which in (*_NEWEST, "last") else str(_PLACE[which] + 1)
        return [Step("take", {"action": "use", "clip": places[0], "number": number_said})]
    return None


def _places(state: State) -> list[str]:
    """Where the versions of what was made last lie, the first made first."""
    made = [one for one in state.frames if one.tool in _MAKERS and one.out and one.state in ("done", "replaced")]
    if not made:
        return []
    last, found = made[-1], list[str]()
    for one in made:
        if one is last or _is_version(one, last, state):
            found += [out for out in one.out[:1] if out not in found and out in state.cards]
    return found


def _is_version(one: Frame, last: Frame, state: State) -> bool:
    """Was it made of the same, or is the last one made of it?"""
    if one.tool == last.tool and one.tool != "arrange":
        names = ("midi", "clip", "text", "prompt", "kind")
        return all(one.args.get(name) == last.args.get(name) for name in names[:2]) and (
            bool(one.clips()) or any(one.args.get(name) == last.args.get(name) is not None for name in names[2:])
        )
    return bool(set(one.out) & set(last.clips()))


def _muted(state: State) -> set[str]:
    muted: set[str] = set()
    for one in state.frames:
        if one.tool == "mix" and one.is_live:
            things = set(one.clips())
            muted = muted | things if one.args.get("action") == "mute" else muted - things
    return muted


def _takes_of(state: State, place: str) -> int:
    return sum(place in one.out for one in state.frames if one.state in ("done", "replaced", "undone"))
