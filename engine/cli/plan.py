"""plan: what a request would do."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import WrongUse

if TYPE_CHECKING:
    from engine.planner.context import Planner


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("text", nargs="*", help="the request, in plain words")
    parser.add_argument("--batch", type=Path, metavar="ROWS.jsonl", help="plan every row of a file")
    parser.add_argument("--out", type=Path, metavar="PREDICTIONS.jsonl", help="where the plans of --batch go")
    parser.add_argument("--attach", nargs="+", type=Path, default=[], metavar="FILE", help="files the request is about")
    parser.add_argument("--daw", default="", help="which DAW, or none")
    parser.add_argument("--project", type=Path, help="folder of the project")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    parser.add_argument("--llm", action="store_true", help="plan with the language model that is set up")


def run(options: argparse.Namespace) -> int:
    """Plan; nothing is executed."""
    if options.batch:
        from engine.planner.batch import plan_batch

        if options.out is None:
            raise WrongUse("--batch needs --out PREDICTIONS.jsonl.")
        plan_batch(options.batch, options.out, _planner(options))
        return 0
    text = " ".join(options.text).strip()
    if not text:
        raise WrongUse('Say what to plan: tonmeister plan "mute the drums"')
    return _plan_one(text, options)


def _plan_one(text: str, options: argparse.Namespace) -> int:
    from engine.assistant.planner_context import build_context
    from engine.catalog.registry import discover
    from engine.config import load_settings
    from engine.service.connect import open_library, open_session

    session = open_session(discover(), options.daw or load_settings().daw, options.project)
    snapshot = session.snapshot() if session else None
    library = open_library(snapshot.project if snapshot else None, options.project)
    files = {f"f{n}": path for n, path in enumerate(options.attach, 1)}
    context = build_context(library, snapshot, files, text)
    library.close()
    planner = _planner(options)
    started = time.perf_counter()
    plan = planner.plan(text, context)
    ms = (time.perf_counter() - started) * 1000
    if options.json:
        print(
            json.dumps(
                {"calls": plan.calls(), "planner": plan.planner, "note": plan.note, "ms": round(ms, 2)},
                ensure_ascii=False,
            )
        )
        return 0
    for number, call in enumerate(plan.calls(), 1):
        print(f"{number}. {call['tool']}({', '.join(f'{name}={value}' for name, value in call['args'].items())})")
    if plan.note:
        print(plan.note, file=sys.stderr)
    return 0


def _planner(options: argparse.Namespace) -> Planner:
    from engine.config import load_settings
    from engine.planner.choose import planner_for

    return planner_for(load_settings(), wants="llm" if options.llm else "offline")
