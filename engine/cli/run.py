"""run: one task on files, without planner or DAW."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.cli import FAILED, STOPPED, log_to_file
from engine.errors import WrongUse

if TYPE_CHECKING:
    from engine.assistant.file_context import FileContext
    from engine.assistant.job import Progress
    from engine.assistant.step_output import StepResult
    from engine.tasks.task import Task


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("task", help="id of the task, see `tonmeister tasks`")
    parser.add_argument(
        "--in",
        dest="files",
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="input files, in the order of the arguments",
    )
    parser.add_argument("--arg", action="append", default=[], metavar="NAME=VALUE", help="an argument of the task")
    parser.add_argument("--model", default="", help="carry it out with this model")
    parser.add_argument("--out", type=Path, help="file for the main output, or folder for all of them")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives another take")
    parser.add_argument("--tempo", type=float, default=120.0, metavar="BPM", help="tempo of the session it is for")
    parser.add_argument("--key", help="key of the session it is for")
    parser.add_argument("--rate", type=int, metavar="HZ", help="sample rate of new audio")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Check, run and write; nothing is written unless the task succeeded."""
    from engine.assistant.file_context import FileContext
    from engine.cli.run_output import must_be_writable
    from engine.tasks.task import find_task

    task = find_task(options.task)
    if task.kind != "model":
        raise WrongUse(f"{task.id} works on a DAW session; use `tonmeister ask`.")
    must_be_writable(task, options.out)
    args = _arguments(task, options)
    with contextlib.suppress(OSError):
        log_to_file()
    context = FileContext(seed=options.seed, bpm=options.tempo, key=options.key, sample_rate_hz=options.rate)
    try:
        return _finish(task.id, _run_job(task, args, context), options)
    finally:
        context.close()


def _finish(task_id: str, result: StepResult, options: argparse.Namespace) -> int:
    from engine.cli.run_output import written

    if result.record.state != "done":
        print(f"tonmeister: {result.record.error}", file=sys.stderr)
        return STOPPED if result.record.state == "cancelled" else FAILED
    report = _report(task_id, result)
    report["outputs"] = written(result, options.out, report)
    if options.json:
        print(json.dumps(report, indent=2, default=str, ensure_ascii=False))
    else:
        _show(report)
    return 0


def _arguments(task: Task, options: argparse.Namespace) -> dict[str, Any]:
    args: dict[str, Any] = {}
    for pair in options.arg:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongUse(f"--arg wants NAME=VALUE; '{pair}' has no '='.")
        args[task.arg(name).name] = value
    if options.model:
        args["model"] = options.model
    waiting = list(options.files)
    for arg in task.args:
        if arg.is_reference and arg.name not in args and waiting:
            args[arg.name] = waiting if arg.type == "clips" else waiting.pop(0)
            waiting = [] if arg.type == "clips" else waiting
    if waiting and {"clip", "clips"} <= {arg.name for arg in task.args}:
        args["clips"], waiting = [args.pop("clip"), *waiting], []
    if waiting:
        raise WrongUse(f"{task.id} has no use for {waiting[0]}.")
    return args


def _run_job(task: Task, args: dict[str, Any], context: FileContext) -> StepResult:
    from engine.assistant.job import Job
    from engine.catalog.registry import discover
    from engine.config import load_settings
    from engine.tasks.plan import Step, validated
    from engine.workers.inline import Inline

    plan = validated([Step(task.id, args)])
    registry = discover()
    prefer = load_settings().prefer
    progress = _progress if sys.stderr.isatty() else None
    job = Job(plan, registry=registry, worker=Inline(registry), context=context, prefer=prefer, on_progress=progress)
    return job.run()[0]


def _report(task: str, result: StepResult) -> dict[str, Any]:
    from engine.catalog.model import Facts, Spans, Text

    outputs: Sequence[Any] = list(result.outputs.values())
    facts: dict[str, Any] = {}
    for name, out in result.outputs.items():
        if isinstance(out, Facts):
            facts.update(out.values if name == "facts" else {name: dict(out.values)})
    spans = [span for out in outputs if isinstance(out, Spans) for span in out.spans] or [
        word for out in outputs if isinstance(out, Text) for word in out.words
    ]
    texts = [out.text for out in outputs if isinstance(out, Text)] or [
        out.summary for out in outputs if isinstance(out, Facts) and out.summary
    ]
    recipe = next((asdict(out.recipe) for out in outputs if getattr(out, "recipe", None)), None)
    return {
        "task": task,
        "outputs": {},
        "facts": facts,
        "spans": [{"start": s.start_s, "end": s.end_s, "label": s.label, "confidence": s.confidence} for s in spans],
        "text": "\n".join(texts) or None,
        "recipe": recipe or {"task": task, "model": result.record.model},
        "warnings": list(result.record.warnings),
    }


def _show(report: dict[str, Any]) -> None:
    for name, output in report["outputs"].items():
        length = f" ({output['seconds']:.2f} s)" if "seconds" in output else ""
        print(f"{name}: {output['path']}{length}")
    if report["text"]:
        print(report["text"])
    for span in report["spans"]:
        print(f"{span['start']:8.2f} {span['end']:8.2f}  {span['label']}  {span['confidence']:.2f}")
    for warning in report["warnings"]:
        print(f"Note: {warning}")


def _progress(progress: Progress) -> None:
    end = "\r\033[K" if progress.done >= 1 else ""
    print(f"\r\033[K  {progress.done:4.0%} {progress.what}{end}", end="", file=sys.stderr, flush=True)
