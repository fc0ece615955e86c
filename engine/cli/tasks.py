"""tasks: the task table, and whether each is ready here."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.catalog.registry import Registry
    from engine.tasks.task import Task


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--markdown", action="store_true", help="print the table as the README shows it")


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    rows = task_rows()
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if options.markdown:
        print(markdown(rows))
        return 0
    for row in rows:
        mark = "ready" if row["ready"] else "  —  "
        print(f"{mark}  {row['id']:20} {row['summary']}{'' if row['ready'] else ' — ' + row['why_not']}")
    return 0


def task_rows() -> list[dict[str, Any]]:
    """The table as plain values, as `--json` prints it."""
    from engine.catalog.registry import discover
    from engine.tasks.task import all_tasks

    registry = discover()
    return [
        {
            "id": task.id,
            "kind": task.kind,
            "summary": task.summary,
            "arguments": {
                arg.name: {
                    "type": arg.type,
                    "doc": arg.doc,
                    "unit": arg.unit,
                    "choices": list(arg.choices),
                    "required": arg.required,
                }
                for arg in task.args
            },
            "outputs": [output.name for output in task.outputs],
            "examples": list(task.examples),
            "ready": not (why := _why_not(registry, task)),
            "why_not": why,
            "models": [model.id for model in registry.models_for(task.id)],
        }
        for task in all_tasks().values()
    ]


def _why_not(registry: Registry, task: Task) -> str:
    return registry.why_not(task.id) if task.kind == "model" else ""


def markdown(rows: list[dict[str, Any]]) -> str:
    """The table as the README shows it."""
    lines = ["| say | task | what comes of it | works here without a download |", "|---|---|---|---|"]
    for row in rows:
        works = "yes" if row["ready"] else "not yet"
        lines.append(f"| “{row['examples'][0]}” | `{row['id']}` | {row['summary']} | {works} |")
    return "\n".join(lines)
