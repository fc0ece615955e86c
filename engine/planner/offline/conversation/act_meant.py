"""Act meant: a short turn about one of the acts before it, told by the thing it was done to, its figure or its place.

"The bass only 2", "80 instead of 100 for the rhodes", "the organ like the bass", "undo the first one": all of such a
turn is things, figures and the words of a few forms, so which act is meant and what becomes of it is not weighed.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation import act_forms
from engine.planner.offline.conversation.act_forms import PLACES, TurnForm, form_of, in_form
from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.acts import done_last, is_about, part_of
from engine.planner.offline.conversation.become import (
    by_place,
    done_to_others,
    left_only,
    mirrored,
    put_back,
    taken_back_acts,
    with_figure,
)
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.replying import reply_step
from engine.tasks.plan import Step

LONGEST = 22
"""Words; who says more says it with other words."""


def of_an_act(text: str, state: State) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    if len(text.split()) > LONGEST or '"' in text or "?" in text.rstrip("? "):
        return None
    acts = acts_of(state)
    form = form_of(text, state) if acts else None
    if form is None:
        return None
    if act_forms.KEEP.fullmatch(form.words):
        return [reply_step("chat", text, DialogueState.of(state.context))]
    last = done_last(state)
    if told := in_form(act_forms.ONLY, form):
        return _only(form.ids(told["what"]), last, state)
    if told := in_form(act_forms.MIRROR, form):
        return mirrored(last, form.ids(told["to"]), told.groupdict().get("side") or "", state)
    if last and (told := in_form(act_forms.ALSO_BUT, form)):
        return done_to_others(last, form.ids(told["to"]), state, form.figure(told["new"]))
    return (
        _undone(text, form, acts, state) or _like_another(form, acts, state) or _with_another_figure(form, acts, state)
    )


def _only(things: list[set[str]], last: Sequence[Frame], state: State) -> list[Step] | None:
    """ "Only the celesta" after several."""
    is_about_them = any(is_about(one, ids, state) for one in last for ids in things)
    return left_only(things, last, state) if is_about_them else None


def _undone(text: str, form: TurnForm, acts: Sequence[Frame], state: State) -> list[Step] | None:
    told = in_form(act_forms.UNDO, form)
    if told is None:
        return None
    what, said = told["what"], told.groupdict()
    if what in PLACES:
        return taken_back_acts(by_place(what, acts), acts)
    things = form.ids(what)
    is_soft = said.get("soft") and not (said.get("stays") or said.get("stays2") or form.is_second_thought)
    last = [one for one in acts if one.turn == acts[-1].turn]
    if is_soft and not all(any(is_about(one, ids, state) for one in last) for ids in things):
        return None
    made = [one for one in acts if said.get("made") and _adds(one) and any(ids & {*one.out} for ids in things)]
    if made:
        return taken_back_acts(made, acts)  # "undo the drum loop": not what was done to it since
    return put_back(things, acts, state)


def _adds(act: Frame) -> bool:
    row = row_of(act.tool)
    return row is not None and row.on_session == "adds"


def _like_another(form: TurnForm, acts: Sequence[Frame], state: State) -> list[Step] | None:
    told = in_form(act_forms.LIKE, form)
    if told is None:
        return None
    (model,) = form.ids(told["as"])
    about = [one for one in acts if is_about(one, model, state)]
    return done_to_others([one for one in about if one.turn == about[-1].turn], form.ids(told["to"]), state)


def _with_another_figure(form: TurnForm, acts: Sequence[Frame], state: State) -> list[Step] | None:
    told = in_form(act_forms.FIGURES, form)
    if told is None:
        return None
    said = told.groupdict()
    what, old = said.get("what"), form.figure(said["old"]) if said.get("old") else None
    is_said = form.corrects or old or said.get("firm") or said.get("only") or what in PLACES
    if not is_said and not (what and "+" not in what and _is_one_of_several(form.ids(what)[0], state)):
        return None
    new, is_level = form.figure(told["new"]), bool(said.get("at"))
    if what in PLACES:
        changed = [with_figure([one], new, set(), state, old=old, is_level=is_level) for one in by_place(what, acts)]
        return [step for steps in changed if steps for step in steps] if changed and all(changed) else None
    if what and "+" in what:
        return None
    ids = form.ids(what)[0] if what else set()
    meant = [one for one in acts if is_about(one, ids, state)] if what else acts
    return with_figure(meant, new, ids, state, old=old, is_level=is_level)


def _is_one_of_several(ids: set[str], state: State) -> bool:
    """Did the last request do something to this among others?"""
    last = done_last(state)
    about = [one for one in last if is_about(one, ids, state)]
    return len(about) == 1 and (len(last) > 1 or bool(part_of(about[0], ids, state)))
