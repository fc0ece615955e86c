"""models: which there are, which are ready, and why not."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.errors import UserError, WrongUse

if TYPE_CHECKING:
    from engine.registry import Registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", nargs="?", choices=["get"], help="download a model")
    parser.add_argument("id", nargs="?", help="id of the model")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")


def run(options: argparse.Namespace) -> int:
    """Print the models, or get one."""
    from engine.registry import discover

    registry = discover()
    if options.action == "get":
        return _get(registry, options.id)
    rows: list[dict[str, Any]] = [
        {
            "id": m.id,
            "name": m.name,
            "tasks": list(m.tasks),
            "ready": not (why := m.ready()),
            "why_not": why,
            "version": m.edition(),
            "licence": asdict(m.terms()),
            "languages": list(m.languages),
            "limits": m.limits,
            "checkpoints": [checkpoint.repo for checkpoint in m.checkpoints],
            "memory_bytes": m.memory_need_bytes(),
            "quality": m.quality,
            "speed": m.speed,
            "is_default": m.is_default,
        }
        for m in registry.models.values()
    ]
    problems = [asdict(problem) for problem in registry.problems]
    if options.json:
        print(json.dumps({"models": rows, "problems": problems}, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{'ready' if row['ready'] else '  —  '}  {row['id']:18} {', '.join(row['tasks'])}  {row['why_not']}")
    for problem in problems:
        print(f"broken {problem['where']}: {problem['why']}")
    return 0


def _get(registry: Registry, model_id: str | None) -> int:
    if not model_id or model_id not in registry.models:
        raise WrongUse(f"Name a model to get; there is {', '.join(registry.models)}.")
    model = registry.models[model_id]
    if not model.checkpoints and not model.ready():
        print(f"{model.name} needs no download; it is ready.")
        return 0
    raise UserError(f"{model.name} cannot be downloaded: {model.ready()}")
