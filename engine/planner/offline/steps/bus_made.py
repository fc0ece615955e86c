"""Bus made: "a new bus called Echo with a quarter note delay", "a bus Keys, and route the rhodes and strings there".

What it is to have on it and who goes there is read as it is behind a bus that is there already. What `new_bus` makes
of the commonest wording, a send to a bus that it names, is left to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.context import TrackInfo
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.effects import called_settings
from engine.planner.offline.sentence.said import taken_apart
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.knob_words import EFFECT_WORDS, KNOBS, kind_said
from engine.planner.offline.text.new_bus import as_sent
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_BUS = r"(?:bus|buss|aux|return|fx (?:track|channel|bus)|return track|submix)"
_MAKES = re.compile(
    r"^\W*(?:(?:and|then|now|also|ok(?:ay)?|please|can you|could you|let'?s|just|i want|i need|i'd like"
    r"|we need)\b[\s,]*)*"
    r"(?:(?:make|create|add|set up|set (?:me|us) up|build|open|give (?:me|us)|start)\s+(?:me\s+|us\s+)?)?"
    rf"(?:(?:an?|another|one)\s+)?(?P<new>new\s+)?(?P<what>(?:[\w/-]+\s+){{0,4}}?)(?P<bus>{_BUS})\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\b(?:make|create|add|set up|build|open|give|start|new|want|need|like|another|an?)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"^\s*,?\s*(?:(?:called|named|call it|name it|and call it"
    r"|for)\s+(?:the\s+)?)?[\"']?(?P<name>[A-Z][\w-]*(?: [A-Z\d][\w-]*)*)[\"']?"
    r"|^\s*,?\s*(?:called|named|call it|and call it|name it)\s+(?:the\s+)?[\"']?"
    r"(?P<said>[\w-]+(?: (?!with|and|then|for|at|on|send|route|that|which)[\w-]+)?)[\"']?",
)
_SENDS = re.compile(
    r"^(?:and |then |, )*(?:(?P<verb>send|route|run|put|feed|move|bring|add)\s+)?(?P<who>.+)$", re.IGNORECASE
)
_THERE = re.compile(
    r"\s+(?:(?:go(?:es|ing)?|sent|routed)\s+)?(?P<way>(?:to|into|through|thru|in)\s+(?:it|that(?: bus)?|this)|there"
    r"|in there"
    r"|through there|thru there)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"^\s*(?:,|with|and|that has|which has|for)?\s*(?:with\s+)?(?:an?\s+|some\s+)?", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;.]\s*(?:and|then)?|\band\b(?: then)?|\bthen\b)\s*(?=\S)", re.IGNORECASE)
_NO_NAME = frozenset("track called named group folder marker clip to on into of the".split())
_FULLY_WET = ("reverb", "delay", "chorus", "phaser", "flanger")


def bus_made(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The new bus, the effect on it, and who goes there; None where no bus is made, or a word is not understood."""
    said = plain(text).strip(" .!")
    made = _MAKES.match(said)
    if '"' in said or "?" in said or made is None or not _MADE_UP.search(made[0]):
        return None
    if _NO_NAME & {*made["what"].lower().split()}:
        return None  # "a track called Bus" is a track
    rest = said[made.end() :]
    through = [track for one in things(made["what"], scene) for track in one.tracks]
    if through and not kind_said(made["what"]):
        what = made["what"].strip()
        is_all = not rest.strip() and len(things(what, scene)) == 1 and len(what.split()) == 1
        tracks = {"track": through[0]} if len(through) == 1 else {"tracks": through}
        return [Step("route", {"action": "bus", **tracks, "to": f"{what.capitalize()} Bus"})] if is_all else None
    named = _NAME.match(rest)
    name = (named["name"] or named["said"]).strip() if named else ""
    rest = rest[named.end() :] if named else rest
    effect = kind_said(made["what"])
    words = [word for word in made["what"].split() if word.lower() not in ("new", "own", "separate")]
    name = name or " ".join(words).capitalize() or kind_said(rest).capitalize()
    if not name or any(view.name.lower() == name.lower() for view in scene.context.track_views):
        return None
    settings, ways = [made["what"]] if effect else [], []
    for part in _parts(rest):
        if there := _THERE.search(part):
            ways.append((part[: there.start()], part[there.end() :]))
        else:
            settings.append(part)
            effect = effect or kind_said(part)
    found = _settings(settings, effect, scene)
    if found is None or (as_sent(text) != text or ways and effect) and set(found) <= {"wet"}:
        return None
    steps = [Step("arrange", {"action": "new_track", "name": name, "kind": "bus"})]
    if effect:
        steps.append(Step("apply_effect", {"track": name, "effect": effect, **found}))
    for who, behind in ways:
        goes = _goes(who, behind, name, _with_bus(name, scene), understand)
        if not goes:
            return None
        steps += goes
    return steps


def _parts(rest: str) -> list[str]:
    """What is said of the bus, part by part; what is listed stays together with where it goes."""
    parts: list[str] = []
    for part in _SPLIT.split(rest):
        if parts and not _THERE.search(parts[-1]) and (_SENDS_FIRST.match(parts[-1]) or _is_listed(parts[-1], rest)):
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return [part for part in parts if part.strip()]


_SENDS_FIRST = re.compile(r"^(?:and |then )*(?:send|route|run|put|feed|move|bring|add)\b", re.IGNORECASE)


def _is_listed(part: str, rest: str) -> bool:
    """ "Strings and bvs to it": the strings are no setting."""
    return kind_said(part) == "" and not re.search(r"\d|\bwith\b|\bnote\b|dotted|eighth|quarter", part)


def _settings(parts: list[str], effect: str, scene: DialogueState) -> dict[str, float] | None:
    """What the effect is set to; None where a word is not understood."""
    if not effect:
        return {} if not any(part.strip() for part in parts) else None
    found: dict[str, float] = {"wet": 1.0} if effect in _FULLY_WET else {}
    for part in parts:
        bare = re.sub(r"\b(?:on it|on there)\b", " ", _WITH.sub("", part))
        left = re.sub(rf"(?<!\w)(?:{EFFECT_WORDS.get(effect, effect)}|{effect})(?!\w)", " ", bare.lower())
        if not re.sub(r"\b(?:an?|some|the|new|fx|effect)\b|\W", "", left):
            continue
        told = called_settings(taken_apart(f"{effect} {bare}", scene), frozenset()) if effect in KNOBS else None
        if not told or not told[1]:
            return None
        found |= told[1]
    return found


def _with_bus(name: str, scene: DialogueState) -> DialogueState:
    views = (*scene.context.track_views, TrackInfo(name, "bus"))
    return DialogueState.of(replace(scene.context, track_views=views, dialogue=(), history=()))


def _goes(
    who: str, behind: str, name: str, there: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step]:
    told = _SENDS.match(who.strip())
    if told is None or not things(told["who"], there):
        return []
    verb = (told["verb"] or "send").lower()
    is_send = verb in ("send", "feed") or bool(re.search(r"\d", behind))
    word = f"send {told['who']} to" if is_send else f"route {told['who']} through"
    steps = understand(f"{word} the {name} bus{behind}", there)
    return steps if all(step.task == "route" for step in steps) and steps[0].task not in REPLIES else []
