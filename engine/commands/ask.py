"""ask: chat with the assistant."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli import FAILED, NEEDS_APPROVAL, STOPPED, WRONG_USE
from engine.errors import TonmeisterError

if TYPE_CHECKING:
    from engine.assistant import Assistant
    from engine.daw import DawSession
    from engine.job import Progress
    from engine.plan import Plan


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("text", nargs="*", help="the request, in plain words")
    parser.add_argument("--attach", nargs="+", type=Path, default=[], metavar="FILE", help="files the request is about")
    parser.add_argument("--daw", default="", help="which DAW, or none")
    parser.add_argument("--project", type=Path, help="folder of the project")
    parser.add_argument("--yes", action="store_true", help="approve plans that delete something")
    parser.add_argument("--json", action="store_true", help="print the turn as JSON")


def run(options: argparse.Namespace) -> int:
    """Carry out one request, or chat."""
    text = " ".join(options.text).strip()
    if not text and options.attach and not options.attach[-1].exists():
        text = str(options.attach.pop())  # `--attach FILE "the request"`: the words follow the files
    if not text and not _is_terminal():
        text = sys.stdin.read(100_000).strip() if sys.stdin else ""
        if not text:
            print(
                'tonmeister: Say what should be done: tonmeister ask "a lo-fi loop in the song\'s key"', file=sys.stderr
            )
            return WRONG_USE
    assistant, session = _assistant(options)
    try:
        return _one(assistant, text, options) if text else _chat(assistant, options)
    finally:
        assistant.library.close()
        if session:
            session.close()


def _assistant(options: argparse.Namespace) -> tuple[Assistant, DawSession | None]:
    from engine.assistant import Assistant
    from engine.config import load_settings
    from engine.connect import open_library, open_session
    from engine.planner.offline import OfflinePlanner
    from engine.registry import discover

    settings, registry = load_settings(), discover()
    session = open_session(registry, options.daw or settings.daw, options.project)
    project = session.snapshot().project if session else None
    library = open_library(project, options.project)
    return Assistant(
        registry=registry, library=library, planner=OfflinePlanner(), session=session, settings=settings
    ), session


def _one(assistant: Assistant, text: str, options: argparse.Namespace) -> int:

    from engine.assistant import needs_approval
    from engine.turn import turn_to_json

    plan = assistant.plan(text, options.attach)
    if needs_approval(plan) and not options.yes and not _is_terminal():
        _show_plan(plan)
        print("This deletes something; nothing was changed. Say --yes to do it.", file=sys.stderr)
        return NEEDS_APPROVAL
    quiet = options.json
    turn = assistant.ask(
        text,
        options.attach,
        approve=lambda _: options.yes or _approved(),
        on_plan=None if quiet else _show_plan,
        on_progress=None if quiet else _show_progress,
    )
    if sys.stderr.isatty() and not quiet:
        print("\r\033[K", end="", file=sys.stderr)
    print(json.dumps(turn_to_json(turn), indent=2, default=str) if quiet else turn.answer)
    if turn.state == "cancelled":
        return STOPPED
    is_question = turn.plan.is_reply and turn.plan.steps[0].task == "ask"
    return 0 if turn.state in ("done", "answered") and not is_question else FAILED


def _chat(assistant: Assistant, options: argparse.Namespace) -> int:
    print("Tonmeister. Say what you want; an empty line ends the chat.")
    code = 0
    while True:
        try:
            text = input("> ").strip()
        except EOFError:
            return code
        if not text:
            return code
        try:
            code = _one(assistant, text, options)
        except TonmeisterError as error:
            print(error)
            code = FAILED


def _show_plan(plan: Plan) -> None:
    if plan.is_reply:
        return
    for number, step in enumerate(plan.steps, 1):
        args = ", ".join(f"{name}={value}" for name, value in step.args.items())
        print(f"  {number}. {step.task}({args})", file=sys.stderr)


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        print(
            f"\r\033[K  step {progress.step}/{progress.of_steps} {progress.done:4.0%} {progress.what}",
            end="",
            file=sys.stderr,
        )


def _approved() -> bool:
    if not _is_terminal():
        return False
    return input("This deletes something. Do it? [y/N] ").strip().lower() in (
        "y",
        "yes",
        "j",
        "ja",
        "o",
        "oui",
        "s",
        "si",
    )


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
