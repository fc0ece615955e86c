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
            "packages": _packages(registry, task),
        }
        for task in all_tasks().values()
    ]


def _why_not(registry: Registry, task: Task) -> str:
    return registry.why_not(task.id) if task.kind == "model" else ""


def _packages(registry: Registry, task: Task) -> str:
    """The size of the packages that come with the first use; "" when some embedded model needs none."""
    from engine.catalog.packages import SIZES

    embedded = [model for model in registry.models_for(task.id) if model.is_default]
    is_here = not embedded or any(not model.packages for model in embedded)
    return "" if is_here else SIZES.get(embedded[0].extra, "some MB")


def markdown(rows: list[dict[str, Any]]) -> str:
    """The table as the README shows it."""
    lines = ["| say | task | what comes of it | works here without a download |", "|---|---|---|---|"]
    for row in rows:
        works = "not yet" if not row["ready"] else f"after {row['packages']} of packages" if row["packages"] else "yes"
        lines.append(f"| “{row['examples'][0]}” | `{row['id']}` | {row['summary']} | {works} |")
    return "\n".join(lines)
