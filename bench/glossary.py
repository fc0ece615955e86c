"""The glossary page, made of what the code says of itself: `python3 tonmeister.py bench glossary`."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

WORDS = (
    "engine.tasks.task:Task",
    "engine.tasks.plan:Plan",
    "engine.tasks.plan:Step",
    "engine.assistant.job:Job",
    "engine.catalog.model:Model",
    "engine.catalog.model:Brief",
    "engine.catalog.registry:Registry",
    "engine.media.clip:Clip",
    "engine.media.clip:Recipe",
    "engine.media.note:Note",
    "engine.media.note:TempoMap",
    "engine.daw.daw:Daw",
    "engine.daw.daw:DawSession",
    "engine.daw.daw:Snapshot",
    "engine.daw.daw:Region",
    "engine.daw.daw:Marker",
    "engine.daw.selection:Selection",
    "engine.daw.changes.change:Change",
    "engine.daw.daw:Outcome",
    "engine.library.turn:Turn",
    "engine.library.takes:Take",
    "engine.library.library:Library",
    "engine.planner.context:Context",
    "engine.planner.context:Planner",
    "engine.workers.worker:Order",
    "engine.workers.worker:Worker",
)
"""The words that mean one thing everywhere: in the code, in the chat, in these pages."""
PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"


def page() -> str:
    """The page as it has to be."""
    rows = [_row(*word.split(":")) for word in WORDS]
    return "\n".join(
        [
            "# Glossary",
            "",
            "What each word means, from the code itself: `python3 tonmeister.py bench glossary` writes this page.",
            "",
            "| word | meaning | where |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    print(f"{len(WORDS)} words in {PAGE}")


def _row(module: str, name: str) -> str:
    one = getattr(importlib.import_module(module), name)
    first = (inspect.getdoc(one) or "").split("\n\n")[0]
    meaning = " ".join(first.split()).replace("|", "\\|")
    return f"| **{name}** | {meaning} | `{module.replace('.', '/')}.py` |"
