"""ask: chat with the assistant, through the engine."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli import FAILED, NEEDS_APPROVAL, STOPPED, WRONG_USE
from engine.errors import TonmeisterError, UserError

if TYPE_CHECKING:
    from engine.client import Client
    from engine.wire import ProgressView, StepView, TurnView


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
    from engine.client import Client, address, understood

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
    for path in options.attach:
        if not path.is_file():
            raise UserError(f"There is no file {path}.")
    client = Client(understood(address()))
    try:
        chat = Chat(client, client.open_project(options.daw, options.project).project, options)
        return chat.one(text) if text else chat.many()
    finally:
        client.close()


@dataclass
class Chat:
    """One or many requests in one project."""

    client: Client
    project: str
    options: argparse.Namespace
    _plan: tuple[StepView, ...] = ()
    _is_waiting: bool = False
    """True when the plan was not approved because nobody could be asked."""

    def many(self) -> int:
        """Requests from the terminal until an empty line."""
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
                code = self.one(text)
            except TonmeisterError as error:
                print(error)
                code = FAILED

    def one(self, text: str) -> int:
        """One request, to its end."""
        from engine import wire

        self._plan, self._is_waiting = (), False
        turn = self.client.follow(
            self.project,
            text,
            files=[str(path.resolve()) for path in self.options.attach],
            yes=self.options.yes,
            on_turn=self._show_turn,
            on_progress=self._show_progress,
        )
        if sys.stderr.isatty() and not self.options.json:
            print("\r\033[K", end="", file=sys.stderr)
        if self._is_waiting:
            print("This deletes something; nothing was changed. Say --yes to do it.", file=sys.stderr)
            return NEEDS_APPROVAL
        print(json.dumps(wire.to_json(turn), indent=2, ensure_ascii=False) if self.options.json else _told(turn))
        if turn.state == "cancelled":
            return STOPPED
        return 0 if turn.state in ("done", "answered") and not turn.is_question else FAILED

    def _show_turn(self, turn: TurnView) -> None:
        plan = tuple(turn.steps)
        if plan and not self._plan and (not self.options.json or turn.approval):
            self._plan = plan
            for number, step in enumerate(plan, 1):
                args = ", ".join(f"{name}={value}" for name, value in step.args.items())
                print(f"  {number}. {step.task}({args})", file=sys.stderr)
        if turn.approval:
            if _is_terminal() and _approved():
                self.client.approve(self.project, turn.number)
            else:
                self._is_waiting = not _is_terminal()
                self.client.cancel(self.project, turn.number)

    def _show_progress(self, progress: ProgressView) -> None:
        if sys.stderr.isatty() and not self.options.json:
            told = f"step {progress.step}/{progress.of_steps} {progress.done:4.0%} {progress.what}"
            print(f"\r\033[K  {told}", end="", file=sys.stderr)


def _told(turn: TurnView) -> str:
    return f"{turn.note}\n{turn.answer}".strip()


def _approved() -> bool:
    answer = input("This deletes something. Do it? [y/N] ").strip().lower()
    return answer in ("y", "yes", "j", "ja", "o", "oui", "s", "si")


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
