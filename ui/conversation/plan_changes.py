"""Plan changes: what a plan will change in the session, in sentences, before it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.wire.wire import ForeseenView, StepView, TurnView

KEPT = ("keep", "Your recordings stay as they are")
_DELETING = ("delete", "remove", "removed", "deleted")
_ARROW = "\N{RIGHTWARDS ARROW}"
_NEW = ("new", "add", "place", "placed", "added", "made")


def expected_changes(turn: TurnView) -> tuple[tuple[str, str], ...]:
    """(add, edit, delete or keep; sentence) of a plan that waits; the engine's own sentences when it gives any."""
    if turn.changes:
        found = [(_sort(sentence), sentence.rstrip(".")) for sentence in turn.changes]
    else:
        found = [change for step in turn.steps for change in _of_step(step, turn)]
    return (*dict.fromkeys(found),) if any(kind == "delete" for kind, _ in found) else (*dict.fromkeys(found), KEPT)


def _sort(sentence: str) -> str:
    words = sentence.casefold().replace(",", " ").split()
    if any(word in _DELETING for word in words):
        return "delete"
    return "add" if any(word in _NEW for word in words) else "edit"


def foreseen_said(one: ForeseenView) -> str:
    """`“Bass take 2” on Bass: bars 5–8 → bars 9–12`."""
    where = f" on {one.track}" if one.track and one.track != one.what else ""
    change = f"{one.before} {_ARROW} {one.after}" if one.before else f"{_ARROW} {one.after}"
    what = one.what if one.what == "Tempo" else f"“{one.what}”"
    undo = "; undo brings it back" if one.kind == "delete" else ""
    colon = ": " if one.before else " "
    return f"{what}{where}{colon}{change}{undo}"


def _of_step(step: StepView, turn: TurnView) -> list[tuple[str, str]]:
    number = turn.steps.index(step) + 1
    if known := [one for one in turn.foreseen if one.step == number]:
        return [(one.kind, foreseen_said(one)) for one in known]
    action = str(step.args.get("action", ""))
    maker = _ACTIONS.get((step.task, action)) or _ACTIONS.get((step.task, ""))
    if maker:
        return [maker(_named(step))]
    if step.task in _ANSWERS:
        return []
    if step.on_session == "edits":
        done = step.title[:1].lower() + step.title[1:]
        return [("edit", f"{_what(_named(step))} {_ARROW} {done}; the content before stays as a take")]
    return [("add", f"{step.title} makes a new clip")] if not _is_consumed(step, turn) else []


def _named(step: StepView) -> dict[str, Any]:
    """The arguments with names instead of ids."""
    names = step.names
    return {name: names.get(one, one) if isinstance(one, str) else one for name, one in step.args.items()}


def _is_consumed(step: StepView, turn: TurnView) -> bool:
    number = turn.steps.index(step) + 1
    return any(str(value).split(".")[0] == f"${number}" for later in turn.steps for value in later.args.values())


def _what(args: Mapping[str, Any]) -> str:
    for name in ("clip", "track", "name"):
        if args.get(name) and not str(args[name]).startswith("$"):
            return f"“{args[name]}”"
    return "the clip"


def _line(kind: str, words: str) -> Callable[[Mapping[str, Any]], tuple[str, str]]:
    return lambda args: (kind, words.format(what=_what(args), track=args.get("track", "a new track"), **_numbers(args)))


def _numbers(args: Mapping[str, Any]) -> dict[str, Any]:
    tempo = f"{args['bpm']:g}" if isinstance(args.get("bpm"), int | float) else "a new one"
    return {"bpm": tempo, "name": args.get("name", "")}


_ANSWERS = frozenset(
    "describe_music transcribe caption_audio detect_sounds detect_target_sound history".split()
    + "chat ask refuse undo redo".split()
)
_ACTIONS: Mapping[tuple[str, str], Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    ("arrange", "place"): _line("add", "A clip is placed on “{track}”"),
    ("arrange", "new_track"): _line("add", "New track {what}"),
    ("arrange", "move"): _line("edit", "{what} is moved"),
    ("arrange", "duplicate"): _line("add", "{what} is copied"),
    ("arrange", "delete"): _line("delete", "{what} " + _ARROW + " deleted; undo brings it back"),
    ("take", "delete"): lambda args: ("delete", f"Take {args.get('number', '')} of {_what(args)} {_ARROW} deleted"),
    ("take", "use"): lambda args: ("edit", f"{_what(args)} {_ARROW} take {args.get('number', 'before')}"),
    ("plugin", "remove"): _line("delete", "A plugin of {what} " + _ARROW + " taken off"),
    ("marker", "delete"): _line("delete", "Marker {what} " + _ARROW + " deleted"),
    ("arrange", "rename"): _line("edit", "{what} is renamed to “{name}”"),
    ("mix", "gain"): _line("edit", "The level of {what} changes"),
    ("mix", "pan"): _line("edit", "The pan of {what} changes"),
    ("mix", "mute"): _line("edit", "{what} is muted"),
    ("mix", "unmute"): _line("edit", "{what} is heard again"),
    ("mix", "solo"): _line("edit", "{what} plays solo"),
    ("mix", "unsolo"): _line("edit", "{what} no longer plays solo"),
    ("transport", "set_tempo"): _line("edit", "The tempo becomes {bpm} bpm"),
    ("transport", ""): _line("edit", "The transport moves"),
}
