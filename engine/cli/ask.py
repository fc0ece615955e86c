"""ask: chat with the assistant, through the engine."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.cli import FAILED, NEEDS_APPROVAL, STOPPED
from engine.errors import TonmeisterError, UserError, WrongUse

if TYPE_CHECKING:
    from engine.wire.client import Client
    from engine.wire.wire import ProgressView, StepView, TurnView

_OLDER = "tonmeister: The engine that runs knows the code of before; end it with `tonmeister engine --stop`."
_PATIENCE_S = 300.0
"""How long the engine is waited for: a large model has to be loaded before it understands or speaks."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("text", nargs="*", help="the request, in plain words")
    parser.add_argument("--attach", nargs="+", type=Path, default=[], metavar="FILE", help="files the request is about")
    parser.add_argument("--daw", default="", help="which DAW, or none")
    parser.add_argument("--project", type=Path, help="folder of the project, or its file")
    parser.add_argument("--selection", metavar="JSON", help='what is selected: {"track": "Melody", "bars": [1, 5]}')
    parser.add_argument("--yes", action="store_true", help="approve plans that delete something")
    parser.add_argument("--json", action="store_true", help="print the turn as JSON")
    parser.add_argument("--voice", type=Path, metavar="FILE", help="a recording of the request, instead of its words")
    parser.add_argument(
        "--speak", nargs="?", const="", metavar="VOICE", help="read the answer aloud; after the request, as VOICE: deep"
    )


def run(options: argparse.Namespace) -> int:
    """Carry out one request, or chat."""
    from engine.wire.client import Client, address, understood
    from engine.wire.discovery import is_code_newer

    text = _typed(options)
    options.selection = selected(options.selection) if options.selection else None
    if options.voice and text:
        raise WrongUse("Give the request in words or as a recording, not both.")
    if not text and not options.voice and not _is_terminal():
        text = sys.stdin.read(100_000).strip() if sys.stdin else ""
        if not text:
            raise WrongUse('Say what should be done: tonmeister ask "a lo-fi loop in the song\'s key"')
    if options.attach:
        from engine.media.clip import must_be_a_file

        for path in options.attach:
            must_be_a_file(path)
    patience = {"timeout_s": _PATIENCE_S} if options.voice or options.speak is not None else {}
    client = Client(understood(address()), **patience)
    if is_code_newer():
        print(_OLDER, file=sys.stderr)
    try:
        text = text or _heard(client, options.voice, is_wanted=options.yes)
        chat = Chat(client, client.open_project(options.daw, options.project).project, options)
        return chat.one(text) if text else chat.many()
    finally:
        client.close()


def selected(text: str) -> dict[str, Any]:
    """What is selected, from JSON."""
    from engine.daw.pointing import EXAMPLES, checked
    from engine.wire.wire import loads

    try:
        return checked(loads(text))
    except ValueError as error:
        raise WrongUse(f"The selection is no JSON ({error}); it looks like {EXAMPLES}.") from error


def _typed(options: argparse.Namespace) -> str:
    """The request, also where an option that may stand alone has swallowed it."""
    text = " ".join(options.text).strip()
    if not text and options.attach and not options.attach[-1].exists():
        text = str(options.attach.pop())
    if not text and options.speak and not options.voice:
        text, options.speak = options.speak, ""
    return text


def _heard(client: Client, recording: Path | None, *, is_wanted: bool = False) -> str:
    """A spoken request in words, which are shown; what was not heard clearly is asked about."""
    if recording is None:
        return ""
    if not recording.is_file():
        raise UserError(f"There is no file {recording}.")
    heard = client.heard(recording)
    print(f"Heard: {heard.text}", file=sys.stderr)
    if heard.is_sure or is_wanted:
        return heard.text
    if not _is_terminal():
        raise WrongUse(
            f"Some words were not heard clearly, so nothing was done. Say it again, type it, or add --yes: {heard.text}"
        )
    print("Some words were not heard clearly. Enter: do this; or type it right; n: leave it.", file=sys.stderr)
    said = input("> ").strip()
    if said.lower() in ("n", "no"):
        raise WrongUse("Nothing was done.")
    return said if said.lower() not in ("", "y", "yes") else heard.text


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
        from engine.wire import wire

        self._plan, self._is_waiting = (), False
        turn = self.client.follow(
            self.project,
            text,
            files=[str(path.resolve()) for path in self.options.attach],
            yes=self.options.yes,
            **({"selection": self.options.selection} if self.options.selection else {}),
            on_turn=self._show_turn,
            on_progress=self._show_progress,
        )
        if sys.stderr.isatty() and not self.options.json:
            print("\r\033[K", end="", file=sys.stderr)
        if self._is_waiting:
            print("This deletes something; nothing was changed. Say --yes to do it.", file=sys.stderr)
            return NEEDS_APPROVAL
        print(json.dumps(wire.to_json(turn), indent=2, ensure_ascii=False) if self.options.json else _told(turn))
        if self.options.speak is not None and turn.answer:
            self._read_aloud(turn)
        if turn.state == "cancelled":
            return STOPPED
        return 0 if turn.state in ("done", "answered") and not turn.is_question else FAILED

    def _read_aloud(self, turn: TurnView) -> None:
        from engine.machine.player import play

        speech = self.client.speech(self.project, turn.number, self.options.speak)
        if not play(Path(speech.path)):
            print(f"Spoken answer: {speech.path}", file=sys.stderr if self.options.json else sys.stdout)

    def _show_turn(self, turn: TurnView) -> None:
        plan = tuple(turn.steps)
        if plan and not self._plan and (not self.options.json or turn.approval):
            self._plan = plan
            for number, step in enumerate(plan, 1):
                print(f"  {number}. {step.called}", file=sys.stderr)
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
    offered = [f"  {n}. {choice.label}" for n, choice in enumerate(turn.remedies, 1)] if turn.is_question else []
    return "\n".join([f"{turn.note}\n{turn.answer}".strip(), *offered])


def _approved() -> bool:
    answer = input("This deletes something. Do it? [y/N] ").strip().lower()
    return answer in ("y", "yes", "j", "ja", "o", "oui", "s", "si")


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
