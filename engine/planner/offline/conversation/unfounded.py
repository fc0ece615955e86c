"""Unfounded: a turn of bare words ("no, the bass", "half that", "wrong one") that became what it does not say.

Which way, how far and which thing are all that such a turn can say. A place, a number or a text that changed without
it, or work of another kind than what was done, was guessed: then there is a question instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.acts import TIMES, done_last
from engine.planner.offline.conversation.all_of_it import ALL
from engine.planner.offline.conversation.bare_words import BareWords, bare_words
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.making.last import MAKERS
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES, DialogueState
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS
from engine.planner.offline.slots.part_said import PART
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.turned import as_turned
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ABOUT_THE_TALK = (*REPLIES, *LOOKS_ONLY, "session_info", "undo", "redo", "history", "take", "undo_history")
_PLACES = {
    **dict.fromkeys(("bar", "at"), frozenset({"place"})),
    **dict.fromkeys(("start_bar", "end_bar", "start", "end"), frozenset({"place", "length"})),
    "offset": frozenset({"place", "amount", "any"}),
}
"""Arguments that are places, and along which axes words move them."""
_BARS = frozenset(("start_bar", "end_bar"))
""" "The first bar too", "all of it" say them without a figure."""
_NO_WORDS_OF_A_SOUND = frozenset(
    "more less later earlier other another higher lower up down left right further".split()
)
_SAYS_WHICH_WORK = frozenset("side level speed place share".split())
""" "And a bit left" is a pan, whatever was done before."""
_WORDS = ("prompt", "style", "text", "lyrics")
_COMMANDS = COMMANDS - frozenset("make put bring turn get set give let take go do have keep".split())
"""Words that say what to do, whatever was done before."""
_STILL = regex(r"\bstill\b")
_PUTS = regex(r"\b(?:put|bring|get|set)\b")
_BY_INTERVALS = ("change_tempo_key", "harmonize", "edit_notes")
_ONLY = regex(r"\bonly\b|\bjust the\b")
_OTHER = regex(r"\bother\b")
_LEAST_PAN = 0.05


def founded(steps: list[Step], text: str, scene: DialogueState) -> list[Step]:
    """The same steps; where such a turn does not say its one step: with the words that were lost, else a question."""
    if len(steps) != 1 or not scene.context.dialogue or steps[0].task in _ABOUT_THE_TALK:
        return steps
    if not (question := _unfounded(steps[0], text, scene)):
        return steps
    kept = _with_its_words(steps[0], scene)
    if kept is not None and not _unfounded(kept, text, scene):
        return [kept]
    return [Step("ask", {"text": question})]


_GOES = regex(r"\b(?:go|jump|skip) (?:(?:\w+ )?(?:to|into)|(?:back )?there)\b", re.IGNORECASE)


def _with_its_words(step: Step, scene: DialogueState) -> Step | None:
    """The step with the prompt, style or words that the call before it had."""
    base = _base(step, [one for one in State.of(scene).frames if one.is_live])
    texts = {name: value for name, value in base.args.items() if isinstance(value, str)} if base else {}
    lost = {name: value for name, value in texts.items() if name in _WORDS and step.args.get(name) != value}
    return replace(step, args={**step.args, **lost}) if lost else None


def _unfounded(step: Step, text: str, scene: DialogueState) -> str:
    if as_turned(text) or _COMMANDS & set(plain(text).lower().split()):
        return ""
    if step.task == "transport" and _GOES.search(text):
        return ""
    state = State.of(scene)
    if state.asked or not done_last(state):
        return ""
    things = Things(text, state)
    done = [one for one in state.frames if one.is_live]
    figures = [one for one in quantities(text) if one.unit or things.low[one.start : one.end] != "one"]
    said = bare_words(things, figures, {word for one in done for word in treatments(one.tool, one.args)})
    is_interval = step.task in _BY_INTERVALS and semitones_of(things.low)
    if said is None or said.treatment or is_interval or _ONLY.search(things.low):
        return ""
    base = _base(step, done)
    if base is None and _says_which_work(step, said, done[-1], things.low):
        return ""
    if base is None:
        return _what_with(things, said)
    if said.is_ordered and _OTHER.search(things.low) and _is_a_guess(step, base, state):
        return WHAT_DIFFERENT
    return WHAT_DIFFERENT if not _follows(step, base, said, state, things.low) else ""


def _is_a_guess(step: Step, base: Frame, state: State) -> bool:
    """ "The other one": is it one of several that nobody has spoken of?"""
    named = {str(step.args.get(name)) for name in ("clip", "track") if step.args.get(name)}
    known = _known(state)
    others = [one for one in state.context.tracks if one not in known]
    return not named & known and len(others) > 1 and step.args != base.args and not _are_alike(step, base, state)


def _known(state: State) -> set[str]:
    """Ids and names of what was spoken of or made, with the tracks of those clips."""
    known = {str(value) for one in state.frames for value in (*one.args.values(), *one.out)}
    return known | {str(card.view.track) for card in state.cards.values() if {card.view.id, card.view.track} & known}


def _are_alike(step: Step, base: Frame, state: State) -> bool:
    """Two takes, two vocals: what is like the one is the other."""
    words = []
    for args in (step.args, base.args):
        named = {args.get("clip"), args.get("track")} - {None}
        cards = [one.view for one in state.cards.values() if {one.view.id, one.view.track} & named]
        words.append({word for view in cards for word in (*name_words(view.name), *view.tags)})
    return bool(words[0] & words[1])


def _says_which_work(step: Step, said: BareWords, last: Frame, low: str) -> bool:
    """A unit names what is done, and so do some directions; a bar is where what was just made should lie."""
    if step.task in MAKERS:
        return False
    is_request = bool(said.meant) and not said.corrects
    if said.figure is not None and said.figure.unit:
        is_placed = step.task == "arrange" and (
            is_request or last.tool in (*MAKERS, "arrange") or _PUTS.search(low) is not None
        )
        return said.figure.unit not in ("bar", "x") or is_placed
    if is_request and (said.way or said.figure):
        return True
    return said.axis in _SAYS_WHICH_WORK and not said.corrects


def _base(step: Step, done: Sequence[Frame]) -> Frame | None:
    """The newest call of the same kind."""
    kind = str(step.args.get(KIND_OF.get(step.task, ""), "") or "")
    alike = [one for one in done if one.tool == step.task and (one.kind == kind or not kind)]
    named = [one for one in alike if one.name == step.base]
    return (named or alike)[-1] if alike else None


def _what_with(things: Things, said: BareWords) -> str:
    if len(said.meant) != 1 or said.is_about_size:
        return WHAT_DIFFERENT
    one = said.meant[0]
    name = things.text[things.words[one.first].start : things.words[one.last].end]
    return f"What should I do with the {name}?"


def _follows(step: Step, base: Frame, said: BareWords, state: State, low: str) -> bool:
    """Is all that differs from the call before something that was said?"""
    changed = {name for name in {*step.args, *base.args} if step.args.get(name) != base.args.get(name)}
    if not changed:
        return _STILL.search(low) is not None
    if step.task == "transport" and "clip" in changed:
        return False
    if changed <= _BARS and (PART.search(low) or ALL.search(low)):
        return True
    known = _known(state)
    if semitones_of(low) and said.share:
        return False  # "a third higher" is no third of it
    return all(_is_said(name, step, base, said, known) for name in changed)


def _is_said(name: str, step: Step, base: Frame, said: BareWords, known: set[str]) -> bool:
    if name in TARGETS:
        return bool(said.meant or said.not_meant or said.is_ordered) or str(step.args.get(name)) in known
    value, before = step.args.get(name), base.args.get(name)
    if isinstance(value, bool):
        return True
    if isinstance(value, str) and name not in _WORDS:
        return not said.share or bool(said.meant)
    if isinstance(value, str):
        old, new = (set(one.lower().split()) if isinstance(one, str) else set() for one in (before, value))
        return bool(old) and old <= new and not (new - old) & _NO_WORDS_OF_A_SOUND
    if name in TIMES and said.meant:
        return True  # the same bar of another clip
    if name in _PLACES:
        return said.figure is not None or bool(said.axis in _PLACES[name] and said.way and not said.is_opposite)
    if not said.is_about_size:
        return value is None
    return said.figure is None or _is_taken(name, step, said.figure.value)


def _is_taken(name: str, step: Step, figure: float) -> bool:
    """Did the task take the figure, and not the nearest that it can, or a hundredth of it for a side?"""
    value = step.args.get(name)
    row = row_of(step.task)
    arg = next((one for one in row.args if one.name == name), None) if row else None
    if not isinstance(value, int | float) or arg is None:
        return True
    if step.args.get("action") == "pan" and name == "value":
        return abs(value) >= _LEAST_PAN or figure == 0
    return value not in (arg.low, arg.high) or abs(figure) in (abs(value), abs(value) * 100)
