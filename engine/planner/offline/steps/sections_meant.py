"""The section that is meant: of several verses the one where what is named plays, else it is asked which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.languages.request import in_english
from engine.planner.offline.conversation.acts import done_last, things_of
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.section_names import kinds_of_sections, several_meant, with_section_names
from engine.planner.regex import regex
from engine.tasks.plan import Step

QUESTION = "Which {} do you mean: {}?"
_ASKED = regex(r"^Which (?P<kind>[\w' -]+) do you mean: (?P<names>“.+”)\?$")
_EACH = regex(
    r"^\W*(?:in |at )?(?:both|all|each|every one)(?: of (?:them|those))?(?:,? please)?\W*$", re.IGNORECASE
)
_ONE = regex(
    r"^\W*(?:(?:in|at|from|to|i mean(?:t)?|only|just|no,?)\s+)*(?:the\s+)?(?P<one>[\w' -]+?)(?:\s+one)?"
    r"(?:,? please)?\W*$",
    re.IGNORECASE,
)
_COUNTED = ("first", "second", "third", "fourth", "fifth", "sixth")


def with_sections_meant(text: str, scene: DialogueState) -> str:
    """The same request with the sections that it tells by their kind by their markers' names."""
    found = several_meant(text, scene.context.markers)
    meant = _meant(text, *found, scene) if found else ""
    named = with_section_names(text, scene.context.markers, meant={found[0]: meant} if found and meant else None)
    return _with_there_told(named, scene)


_THERE = regex(
    r"(?<!\bfrom )(?<!\bat )(?<!\bin )(?<!\bover )(?<!\buntil )(?<!\btill )(?<!\bout )(?<!\bgo )\bthere"
    r"(?=(?: too| also| as well| again| please)?\W*$|,| and\b)",
    re.IGNORECASE,
)


def _with_there_told(text: str, scene: DialogueState) -> str:
    """ "Guitar up 3 in the solo, and the drums down 1 there": the one section that was named before."""
    there = _THERE.search(text)
    if there is None:
        return text
    names = "|".join(re.escape(name) for name, _ in scene.context.markers) or r"(?!)"
    before = list(re.finditer(rf"\b(?:in|during|over|for) (?:the )?(?P<name>{names})\b", text[: there.start()], re.I))
    told = {one["name"].lower() for one in before}
    between = text[before[-1].end() : there.start()] if len(told) == 1 else ""
    is_of_it = re.search(r"\b(?:it|them|him|her|that|this|those)\b", between, re.IGNORECASE)
    if not re.search(r",|\band\b", between) or is_of_it or not things(between, scene):
        return text
    rest = re.sub(r"^ (?:too|also|as well|again)\b", "", text[there.end() :], flags=re.IGNORECASE)
    return f"{text[: there.start()]}in {before[-1]['name']}{rest}"


def which_section(
    text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]
) -> tuple[list[Step], tuple[tuple[Step, ...], ...]] | None:
    """The question which of several sections of a kind is meant, and what would be done in each of them."""
    found = several_meant(text, scene.context.markers)
    if found is None or "?" in text:
        return None
    kind, names = found
    choices = []
    for name in names:
        request = with_section_names(text, scene.context.markers, meant={kind: name})
        made = read(request, DialogueState.of(scene.context))
        if any(step.task in REPLIES for step in made):
            return None
        choices.append(tuple(made))
    if len(set(map(str, choices))) == 1:
        return None
    told = [f"“{name}”" for name in names]
    return [Step("ask", {"text": QUESTION.format(kind, f"{', '.join(told[:-1])} or {told[-1]}")})], tuple(choices)


def section_chosen(text: str, scene: DialogueState) -> tuple[str, DialogueState] | None:
    """The request of before with the section that these words choose, where it was asked which; and its context."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    asked = str((last.calls[0].get("args") or {}).get("text") or "") if last and len(last.calls) == 1 else ""
    question, kinds = _ASKED.match(asked), kinds_of_sections(scene.context.markers)
    if last is None or question is None or question["kind"] not in kinds:
        return None
    before = DialogueState.of(replace(scene.context, dialogue=scene.context.dialogue[:-1]))
    names, kind = kinds[question["kind"]], question["kind"]
    request = in_english(last.user, before.context).text
    if _EACH.match(text):
        return re.sub(rf"\bthe {re.escape(kind)}\b", f"the {kind}s", request, flags=re.IGNORECASE), before
    one = _ONE.match(text)
    said = name_words(one["one"]) if one else ()
    chosen = next((name for at, name in enumerate(names) if said and said in _ways(at, name, kind, len(names))), "")
    return (with_section_names(request, scene.context.markers, meant={kind: chosen}), before) if chosen else None


def _ways(at: int, name: str, kind: str, count: int) -> list[tuple[str, ...]]:
    words = name_words(name)
    ways = [words, words[-1:], (_COUNTED[min(at, 5)],), (_COUNTED[min(at, 5)], kind)]
    return [*ways, ("last",), ("last", kind)] if at == count - 1 else ways


def _meant(text: str, kind: str, names: list[str], scene: DialogueState) -> str:
    """The one where alone plays what is named, or where the one clip of that name lies; "" where none is sure."""
    bars = dict(scene.context.markers)
    starts = sorted(bar for _, bar in scene.context.markers)
    end = float(last_bar(Clause("", "", "", scene)))
    spans = {name: (bars[name], next((bar for bar in starts if bar > bars[name]), end)) for name in names}
    named = [thing for thing in things(text, scene) if name_words(text[thing.start : thing.end]) != (kind,)]
    clips = {clip for thing in named for clip in thing.clips}
    if not named and scene.context.dialogue and scene.done:
        state = State.of(scene)
        clips = {one for frame in done_last(state) for one in things_of(frame, state)}
    own = [clip.id for clip in scene.clips if name_words(clip.name) == (kind,)]
    for lying in (clips, own if len(own) == 1 else ()):
        here = [
            name
            for name, (start, behind) in spans.items()
            if any(
                clip.bars and clip.bars[0] < behind and start < clip.bars[1] for clip in scene.clips if clip.id in lying
            )
        ]
        if len(here) == 1:
            return here[0]
    return ""
