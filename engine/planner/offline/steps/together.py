"""Together: what each request of a message is planned as, as one plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.offline.doubts.asked_back import question_whether
from engine.planner.offline.doubts.looked_at import done_to, is_new, targets_of
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.clauses.asking import Asked
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.each_by_itself import NEEDS_NO_THING, in_a_row
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Plan, Step, validated

_LOOKS = ("session_info", "history", "describe_music", "undo")
LEFT_OUT = "Not done: “{}”; say that by itself, please."
_OF_ALL = ("unsolo", "unmute")
""" "Solos off" names none."""


def together(plans: Sequence[Plan], asked: Asked, scene: DialogueState) -> Plan | None:
    """All of them in a row; one question where one of them is only offered; None where one is not understood."""
    words = asked.parts if len(plans) == len(asked.parts) else asked.requests
    if len(plans) > 1 and not _stand_alone([plan.steps for plan in plans], words, scene):
        return None
    each: list[Sequence[Step]] = []
    is_offered = False
    for plan in plans:
        if not plan.is_reply:
            each.append(plan.steps)
        elif len(plan.choices) == 1 or len(plans) == 1 and plan.choices:
            each.append(plan.choices[0])
            is_offered = True
        else:
            return None
    row = list(each[0]) if len(each) == 1 else in_a_row(each)
    if row is None or _is_limited(row, asked, scene):
        return None
    left = LEFT_OUT.format("”, “".join(asked.unread)) if asked.unread else ""
    if len(plans) == 1:
        return replace(plans[0], note=" ".join(filter(None, (plans[0].note, left)))) if left else plans[0]
    if is_offered:
        question = Step("ask", {"text": question_whether(row, scene)})
        return Plan(validated([question]).steps, choices=(tuple(row),))
    return validated(row, note=" ".join(filter(None, (*(plan.note for plan in plans), left))))


def sure_of_them(plans: Sequence[Plan], asked: Asked, scene: DialogueState) -> Plan | None:
    """What is understood of several orders that stand alone, with a line that says which were not; those that are
    understood with a doubt are its choice. None where nothing is sure, or one may lean on another.
    """
    if len(plans) < 2 or len(plans) != len(asked.parts) or asked.unread:
        return None
    done = [at for at, plan in enumerate(plans) if not plan.is_reply]
    if not done or len(done) == len(plans) or any(_is_answer(plan) for plan in plans):
        return None
    steps = [plan.steps if at in done else _offered(plan) for at, plan in enumerate(plans)]
    if not all(steps[at] or things(plain(asked.parts[at]), scene) for at in range(len(plans))):
        return None  # "… and then the other thing"
    known = [at for at, one in enumerate(steps) if one]
    if not _stand_alone([steps[at] for at in known], [asked.parts[at] for at in known], scene):
        return None
    row = in_a_row([plans[at].steps for at in done])
    if row is None or _is_limited(row, asked, scene):
        return None
    open_ones = [at for at in known if at not in done]
    left = [asked.parts[at] for at in range(len(plans)) if at not in known]
    offer = in_a_row([steps[at] for at in open_ones]) if open_ones else None
    notes = [plans[at].note for at in done]
    if left or open_ones and offer is None:
        unread = left if offer else [asked.parts[at] for at in range(len(plans)) if at not in done]
        notes.append(LEFT_OUT.format("”, “".join(unread)))
    if offer:
        notes.append(f"{NOT_YET} {question_whether(offer, scene)}")
    made = validated(row, note=" ".join(filter(None, notes)))
    return replace(made, choices=(tuple(offer),)) if offer else made


NOT_YET = "One thing is not done yet."
""" … where a question follows."""


def _is_answer(plan: Plan) -> bool:
    return plan.is_reply and any(one.task == "chat" for one in plan.steps)


def _offered(plan: Plan) -> Sequence[Step]:
    return plan.choices[0] if len(plan.choices) == 1 else ()


def _is_limited(steps: Sequence[Step], asked: Asked, scene: DialogueState) -> bool:
    """Would something be done to what is to be left alone?"""
    reached = done_to([one for one in steps if not is_new(one)], scene)
    kept = {track for words in asked.limits for thing in things(plain(words), scene) for track in thing.tracks}
    return bool(reached & kept)


def with_all_asked(
    whole: list[Step], asked: Asked, scene: DialogueState, read: Callable[[str, DialogueState], list[Step] | None]
) -> list[Step]:
    """The steps; where an order of the message that is clear by itself is in none of them, those of each order."""
    each = [read(one, scene) or [] for one in asked.parts]
    if len(each) < 2 or any(not steps or not _is_done_alone(steps) for steps in each):
        return whole
    if not _stand_alone(each, asked.parts, scene):
        return whole
    done = {deed(one) for one in whole}
    if all(done & {deed(one) for one in steps} for steps in each):
        return whole
    row = in_a_row(each)
    return whole if row is None or _is_limited(row, asked, scene) else row


def _stand_alone(each: Sequence[Sequence[Step]], parts: Sequence[str], scene: DialogueState) -> bool:
    """Does each tell what it is done to? "Transcribe and get the tempo of the mix" says it once for both."""
    if any(one.task == "undo" and not one.args.get("target") for steps in each[1:] for one in steps):
        return False  # it would take back what is only being done
    if any(one.row.on_session in ("adds", "splits") for steps in each[:-1] for one in steps):
        return False  # what is said behind it may be of what is made
    return all(
        steps and (steps[0].task in (*NEEDS_NO_THING, *_LOOKS) or not _has_target(steps) or things(plain(part), scene))
        for steps, part in zip(each, parts, strict=True)
    )


def _has_target(steps: Sequence[Step]) -> bool:
    return any(True for _ in targets_of(steps)) and not any(one.args.get("action") in _OF_ALL for one in steps)


def _is_done_alone(steps: Sequence[Step]) -> bool:
    return all(one.op == "fresh" and one.row.kind != "reply" for one in steps)


def deed(step: Step) -> tuple[str, object]:
    """What a step does, and not to what."""
    return step.task, step.args.get("action") or step.args.get("effect")
