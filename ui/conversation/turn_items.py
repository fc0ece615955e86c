"""Turn items: the rows that one turn shows, by its state."""

from __future__ import annotations

from collections.abc import Sequence

from engine.wire.wire import ProgressView, StepView, TurnView
from ui.conversation.answer_lines import answer_lines
from ui.conversation.chapter import chapters_of
from ui.conversation.composer_state import icon_of
from ui.conversation.failure_details import failure_details, without_internals
from ui.conversation.item import AnswerItem, ClipItem, FailureItem, Item, JobItem, PlanItem, UndoItem, WordsItem
from ui.conversation.plan_changes import expected_changes
from ui.language.language import filled
from ui.language.language import said as in_own_words
from ui.language.own_way import own_way, place_of
from ui.widgets.facts import UNKNOWN, facts_of
from ui.wording import clock, count, ordinal, sentence

ENDED = ("done", "partly", "failed", "answered", "cancelled", "refused", "interrupted")
PLAN_STATES = {
    "approval": "preview", "partly": "partly", "failed": "failed", "cancelled": "cancelled",
    "interrupted": "partly",
}
"""How its plan is shown; while it runs the row of its job says what is done now and what comes after."""
_SHOWN_FACTS, _SHOWN_NEXT = 12, 2
_MADE = "what was made"
"""What the engine calls what only lies in the library."""
_UNCHANGED = "Nothing in your session was changed."


def turn_items(
    turn: TurnView, *, progress: ProgressView | None = None, place_in_queue: int = 1, is_cancelling: bool = False,
    refused: str = "", before: Sequence[str] = (), expected_s: tuple[float | None, ...] = (),
) -> list[Item]:
    """All rows of a turn, in reading order; `before` is what went with the turn before it."""
    words = WordsItem(turn.text, _new_chips(turn.attached, before))
    rows: list[tuple[str, str, object, int]] = [("words", "words", words, 16)]
    if answer := _answer(turn):
        rows.append(("answer", "answer", answer, 8))
    if plan := _plan(turn, expected_s):
        rows.append(("plan", "plan", plan, 8))
    for clip in turn.clips:
        item = ClipItem(clip, turn.is_undone, turn.started_at, turn.seconds, turn.state == "running")
        rows.append(("clip", f"clip:{clip.id}", item, 8))
    if turn.state in ("queued", "running"):  # below what is finished already
        rows.append(("job", "job", job_of(turn, progress, place_in_queue, is_cancelling), 8))
    if failure := _failure(turn):
        rows.append(("error", "error", failure, 8))
    if (turn.undo or turn.is_undone) and turn.state not in ("queued", "running"):
        rows.append(("undo", "undo", UndoItem(_undone_with_it(turn), turn.is_undone, refused), 4))
    return [Item(f"{turn.number}:{key}", kind, turn.number, data, gap) for kind, key, data, gap in rows]


def job_of(
    turn: TurnView, progress: ProgressView | None, place_in_queue: int = 1, is_cancelling: bool = False
) -> JobItem:
    """The job row of a queued or running turn."""
    if is_cancelling:
        return JobItem("Stopping", None, "what is finished stays", state="cancelling")
    if turn.state == "queued":
        return JobItem(f"Waiting: {turn.text}", 0.0, f"{ordinal(place_in_queue)} in the queue", state="waiting")
    title, at = _running(turn)
    then = _then(turn.steps, at)
    if progress is None:
        return JobItem(sentence(title), None, _of_steps(at, len(turn.steps), _model(turn, at)), then=then)
    left = f"{clock(progress.left_s, tenths=False)} left" if progress.left_s is not None else ""
    share = min(1.0, max(0.0, progress.done)) if progress.done > 0 else None
    where = _of_steps(progress.step, progress.of_steps or len(turn.steps), progress.model)
    return JobItem(sentence(progress.what or title), share, where, left, then=then)


def _new_chips(attached: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Files, and the selection where it is another one than a request earlier."""
    return tuple(one for one in attached if one not in before or icon_of(one))


def _running(turn: TurnView) -> tuple[str, int]:
    """The title of the step that runs, and its number; 0 where none does yet: large files are read for minutes."""
    files = [one for one in turn.attached if icon_of(one)]
    reading = f"Reading {files[0]}" if len(files) == 1 else f"Reading {count(len(files), 'file')}"
    before = reading if files else "Reading the request"
    return next(((step.title, n) for n, step in enumerate(turn.steps, 1) if step.state == "running"), (before, 0))


def _of_steps(at: int, of: int, model: str) -> str:
    """What stands below the name of the work: which step it is, and who does it."""
    return " · ".join(part for part in (f"step {at} of {of}" if at and of > 1 else "", model) if part)


def _model(turn: TurnView, at: int) -> str:
    return turn.steps[at - 1].model if 0 < at <= len(turn.steps) else ""


def _then(steps: Sequence[StepView], at: int) -> str:
    """What comes after the step that runs, in the panel's language; "" where nothing does."""
    titles = [in_own_words(step.title) for step in steps[at:] if step.state in ("planned", "not_run")]
    if not titles:
        return ""
    more = [filled("and {n} more", n=str(len(titles) - _SHOWN_NEXT))] if len(titles) > _SHOWN_NEXT else []
    return filled("Then: {x}", x=" ".join([", ".join(titles[:_SHOWN_NEXT]), *more]))


def _answer(turn: TurnView) -> AnswerItem | None:
    if turn.state in ("failed", "interrupted"):
        return None
    text, noted = answer_lines(turn)
    found = [fact for step in turn.steps for fact in facts_of(step.facts)]
    facts = tuple(one for one in found if not (one[1].startswith(UNKNOWN) and one[1].removeprefix(UNKNOWN) in text))
    remedies = turn.remedies if turn.state in ("refused", "answered", "done") or turn.is_question else ()
    notes = (turn.note, *noted, turn.cost)
    note = "\n".join(dict.fromkeys(one for one in notes if one and one not in text))
    are_elsewhere = bool(turn.clips) or turn.is_undone  # the card of the clip has them, also when that was taken back
    said = AnswerItem(own_way(text, in_own_words), () if are_elsewhere else facts[:_SHOWN_FACTS], note, remedies,
                      chapters_of(turn), place_of(f"{text} {note}"))
    return said if said != AnswerItem() else None


def _plan(turn: TurnView, expected_s: tuple[float | None, ...]) -> PlanItem | None:
    state = PLAN_STATES.get(turn.state)
    if state is None or not turn.steps or (state != "preview" and len(turn.steps) < 2):
        return None
    changes = expected_changes(turn) if state == "preview" else ()
    foreseen = turn.foreseen if state == "preview" else ()
    return PlanItem(turn.steps, state, turn.approval, changes, foreseen, expected_s)


def _failure(turn: TurnView) -> FailureItem | None:
    if turn.state not in ("failed", "partly", "interrupted"):
        return None
    errors = [without_internals(step.error)[0] for step in turn.steps if step.error]
    details = failure_details(turn)
    if turn.state == "interrupted":
        what, why = "The engine ended while this was being done.", "What was finished is kept. " + _effect(turn)
        return FailureItem(what, " ".join([*errors, why.strip()]), turn.remedies, details, place_of(" ".join(errors)))
    told = errors[0] if errors else without_internals(turn.answer)[0]
    what, _, rest = (told or "It was not done.").partition(". ")
    what = what if what.endswith((".", "!", "?")) else what + "."
    is_known = "not know" not in f"{what} {rest}".casefold()
    why = " ".join(part for part in (rest, _effect(turn) if is_known or turn.changes else "") if part)
    return FailureItem(what, why, turn.remedies, details, place_of(f"{what} {why}"), is_known)


def _undone_with_it(turn: TurnView) -> str:
    """What an undo takes back; the clip by its name where nothing of the session changed with it."""
    is_one_clip = turn.undo == _MADE and len(turn.clips) == 1
    return f"“{turn.clips[0].name}”" if is_one_clip else turn.undo


def _effect(turn: TurnView) -> str:
    if not turn.changes:
        return "" if turn.clips else _UNCHANGED
    return f"Done before that: {' '.join(turn.changes)}"
