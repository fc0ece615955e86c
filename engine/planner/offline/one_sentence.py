"""Understands one sentence: alone, or with what the conversation says of it."""

from __future__ import annotations

import re

from engine.planner.offline.by_rules import by_rules, prepared
from engine.planner.offline.conversation.act_meant import of_an_act
from engine.planner.offline.conversation.act_wanted import is_about_no_act, wanted_of_acts
from engine.planner.offline.conversation.all_of_it import to_all_of_it
from engine.planner.offline.conversation.alone import is_about_nothing_here, leans, names_all, points_back, stands_alone
from engine.planner.offline.conversation.amendment import amended
from engine.planner.offline.conversation.by_its_name import is_done_to, unsaid, with_its_name
from engine.planner.offline.conversation.editor import edited, is_whole, put_right
from engine.planner.offline.conversation.edits import CORRECTS
from engine.planner.offline.conversation.level_of_it import level_of_it
from engine.planner.offline.conversation.not_here import not_here
from engine.planner.offline.conversation.other_figure import other_figure
from engine.planner.offline.conversation.renamed import renamed
from engine.planner.offline.conversation.restated import with_bars_of_before
from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.last import MAKERS
from engine.planner.offline.making.no_prompt import is_no_prompt
from engine.planner.offline.making.stems_too import stems_too
from engine.planner.offline.reading.dialogue_state import DialogueState, without_talk
from engine.planner.offline.reading.slip import mended_slips
from engine.planner.offline.steps.alternatives import chosen_alternative
from engine.planner.offline.steps.choices import chosen
from engine.planner.offline.steps.exchanged import asked_to_exchange
from engine.planner.offline.steps.grammars import told_whole
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.steps.only_asked import only_looks
from engine.planner.offline.steps.questions import asked
from engine.planner.offline.steps.reply import asks_for_help, help_text
from engine.planner.offline.steps.resung import resung
from engine.planner.offline.steps.routes import closed_route
from engine.planner.offline.steps.safety import confirmed, guarded
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.steps.second_thought import mended
from engine.planner.offline.steps.topic_first import named_inside
from engine.planner.offline.text.wording import without_another
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

SEVERAL = regex(r",|;|\b(?:and|then|plus)\b", re.IGNORECASE)


def of_one_sentence(text: str, scene: DialogueState) -> list[Step]:
    """The steps of one sentence of a request."""
    if told := told_whole(text, scene):
        return told
    if scene.context.dialogue and scene.done and (steps := of_an_act(text, State.of(scene))):
        return steps
    return _of_one_quality(text, scene)


def _of_one_quality(text: str, scene: DialogueState) -> list[Step]:
    steps = _understood(text, scene)
    return put_right(steps, text, State.of(scene)) if scene.done else steps


def _understood(text: str, scene: DialogueState) -> list[Step]:
    if asks_for_help(plain(text)):
        return [Step("chat", {"text": help_text()})]
    if scene.context.dialogue and (said_yes := chosen(text, scene) or confirmed(text, scene)):
        return said_yes
    text = named_inside(mended_slips(without_another(text), scene), scene)
    text = with_bars_of_before(text, scene)
    state = State.of(scene)
    for special in (chosen_alternative, resung) if scene.context.dialogue else (resung,):
        if steps := special(text, scene):
            return steps
    if scene.context.dialogue and (steps := stems_too(text, state)):
        return steps
    if steps := level_of_it(text, scene, state):
        return guarded(steps, text, scene)
    named, clip, track = with_its_name(text, scene)
    if refused := asked_to_exchange(named or text, scene):
        return [Step("refuse", {"text": refused})]
    by_name = _alone(named, unsaid(scene)) if named else []
    if is_done_to(by_name, clip, track):
        return guarded(by_name, text, scene)
    if scene.context.dialogue and scene.done:
        for told_otherwise in (to_all_of_it,):
            if steps := told_otherwise(text, scene):
                return guarded(steps, text, scene)
        for reading in (renamed, other_figure, amended):
            if steps := reading(text, state):
                return steps
    if scene.context.dialogue and (in_itself := _changed_in_itself(text, scene)):
        return in_itself
    wanted = wanted_of_acts(text, state) if scene.context.dialogue and scene.done else None
    if wanted and wanted.is_sure:
        return wanted.steps
    says_several = SEVERAL.search(text) is not None
    alone: list[Step] = []
    if scene.context.dialogue and (says_several or not leans(text)):
        apart = DialogueState.of(without_talk(scene.context))
        apart.places.ends |= scene.places.ends
        apart.whole = scene
        alone = by_rules(text, apart)
        closed = closed_route(plain(text), scene)
        if stands_alone(text, alone, scene, is_closed=closed is not None):
            return guarded(alone, text, scene)
        if wanted:
            return wanted.steps
        is_outside = closed is not None and closed.task == "refuse" and not leans(text)
        if [step.task for step in alone] == ["refuse"] and (is_outside or is_about_nothing_here(text, scene)):
            return alone
    if wanted:
        return wanted.steps
    rules = by_rules(text, scene)
    if not scene.context.dialogue or not scene.done:
        return rules
    if says_several and is_whole(alone) and len(alone) > len(rules) and not CORRECTS.search(text.lower()):
        rules = alone  # several things to do, each with what it needs, are no follow-up of one
    if (told := asked(plain(text))) and [step.task for step in rules] == [told.task] and only_looks(rules[0]):
        return guarded(rules, text, scene)
    steps = edited(text, scene, rules)
    is_about_earlier = any(step.op in ("fix", "again") for step in steps)
    if is_about_earlier and not points_back(text) and is_about_no_act(text, state):
        steps = rules
    if [step.task for step in by_name] == ["ask"] and steps[0].task in MAKERS:
        return by_name  # "chop it up" makes nothing anew
    if any(is_no_prompt(step, text, state) for step in steps):
        return [Step("ask", {"text": WHAT_DIFFERENT})]
    if name := not_here(text, steps, state):
        return [Step("ask", {"text": NO_SUCH_THING.format(name)})]
    return guarded(steps, text, scene)


def _alone(text: str, scene: DialogueState) -> list[Step]:
    """The steps of a request to which nothing was said before."""
    return told_whole(text, scene) or by_rules(text, scene)


def _changed_in_itself(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Reverse the strings, no, the voice": what corrects itself corrects nothing that was done before."""
    changed = mended(prepared(text, scene), DialogueState.of(scene.context), by_rules)
    if not changed or not names_all(text, changed[:1], scene, own=True):
        return None
    return guarded(changed, text, scene)
