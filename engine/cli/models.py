"""models: which there are, which are ready, and why not; get one with its weights, or remove them."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.cli import FAILED, NEEDS_APPROVAL
from engine.errors import WrongUse

if TYPE_CHECKING:
    from engine.catalog.model import Model
    from engine.catalog.model_get import ModelOffer
    from engine.catalog.registry import Registry

PLANNER = "planner"
"""The language model that the engine can host: no task names it, so it is not in the registry."""
_ACTIONS = {
    "list": "what there is, and why it is not ready",
    "get": "bring a model's weights here, after telling what they are and asking",
    "remove": "delete them again",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=list(_ACTIONS),
        help="; ".join(f"{name}: {what}" for name, what in _ACTIONS.items()),
    )
    parser.add_argument("id", nargs="?", help="id of the model")
    parser.add_argument("--yes", action="store_true", help="accept the licence and the size without being asked")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FOLDER", help="take the weights from a folder instead of the hub"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Print the models, get one, or remove one."""
    from engine.catalog.registry import discover

    registry = discover()
    if options.action == "list":
        return _list(registry, options.json)
    if options.action == "remove":
        return _remove(registry, options)
    model = _named(registry, options)
    return _take_from(model, options) if options.source else _get(model, options)


def _named(registry: Registry, options: argparse.Namespace) -> Model:
    from engine.catalog.language_model import LanguageModel
    from engine.config import load_settings

    if options.id == PLANNER:
        return LanguageModel(load_settings())
    if options.id in registry.models:
        return registry.models[options.id]
    near = difflib.get_close_matches(options.id or "", registry.models, 4, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`tonmeister models` lists them."
    raise WrongUse(f"Name a model to {options.action}; {hint}")


def _list(registry: Registry, as_json: bool) -> int:
    rows = [_row(model) for model in registry.models.values()]
    problems = [asdict(problem) for problem in registry.problems]
    if as_json:
        print(json.dumps({"models": rows, "problems": problems}, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        state = "ready" if row["ready"] else "  —  "
        print(f"{state}  {row['id']:18} {', '.join(row['tasks'])}  {row['why_not'] or _weights(row)}".rstrip())
    for problem in problems:
        print(f"broken {problem['where']}: {problem['why']}")
    return 0


def _row(model: Model) -> dict[str, Any]:
    from engine.catalog.model_get import here_now

    return {
        "id": model.id,
        "name": model.name,
        "tasks": list(model.tasks),
        "ready": not (why := model.ready()),
        "why_not": why,
        "version": model.edition(),
        "licence": asdict(model.terms()),
        "languages": list(model.languages),
        "limits": model.limits,
        "checkpoints": [checkpoint.repo for checkpoint in model.checkpoints],
        "installed": here_now(model)["checkpoints"],
        "memory_bytes": model.memory_need_bytes(),
        "quality": model.quality,
        "speed": model.speed,
        "is_default": model.is_default,
    }


def _weights(row: dict[str, Any]) -> str:
    from engine.catalog.hub.cache_dir import in_words

    here = row["installed"]
    licences = ", ".join(sorted({one["licence"] or "licence not stated" for one in here}))
    return f"({in_words(sum(one['total_bytes'] for one in here))} here; {licences})" if here else ""


def _get(model: Model, options: argparse.Namespace) -> int:
    from engine.catalog.model_get import get, offer_for

    offer = offer_for(model)
    if offer.is_nothing:
        return _told_end(model, options.json)
    if not _is_agreed(offer, options):
        print("Nothing was fetched. Say --yes to accept this.", file=sys.stderr)
        return NEEDS_APPROVAL
    _install_packages(offer)
    with _progress_line(options) as line:
        get(offer, line.show)
    return _told_end(model, options.json)


def _is_agreed(offer: ModelOffer, options: argparse.Namespace) -> bool:
    """Show the offer and ask; whoever reads JSON agrees with --yes, when they have read it."""
    if options.json:
        if not options.yes:
            print(json.dumps({"got": False, **offer.told()}, indent=2, ensure_ascii=False))
        return bool(options.yes)
    print("\n".join(_offer_lines(offer)), flush=True)
    if options.yes or sys.stdin is None or not sys.stdin.isatty():
        return bool(options.yes)
    return input("Do you accept this and want it? [y/N] ").strip().lower() in ("y", "yes", "j", "ja", "o", "oui", "s")


def _take_from(model: Model, options: argparse.Namespace) -> int:
    from engine.catalog.model_get import take_from

    with _progress_line(options) as line:
        take_from(model, options.source.expanduser(), line.show)
    return _told_end(model, options.json)


def _told_end(model: Model, as_json: bool) -> int:
    """Say what is there now, asked of the model itself."""
    from engine.catalog.hub.cache_dir import in_words
    from engine.catalog.model_get import here_now

    told = here_now(model)
    if as_json:
        print(json.dumps({"got": True, **told}, indent=2, ensure_ascii=False))
    else:
        for one in told["checkpoints"]:
            print(f"{one['repo']} at {one['revision'][:12]}, {in_words(one['total_bytes'])}, is in {one['folder']}.")
        if told["ready"]:
            print(f"{model.name} is ready.")
    if told["why_not"]:
        print(f"tonmeister: {model.name} is not ready: {told['why_not']}", file=sys.stderr)
    return FAILED if told["why_not"] else 0


def _install_packages(offer: ModelOffer) -> None:
    from engine.catalog import packages

    if offer.packages and packages.can_install():
        packages.install(offer.model.extra)


def _offer_lines(offer: ModelOffer) -> list[str]:
    from engine.catalog import packages
    from engine.catalog.hub.cache_dir import free_bytes, in_words

    lines = [f"{offer.model.name} ({offer.model.id})", *(f"  {line}" for line in offer.terms)]
    why_not = offer.model.ready()
    if f"models get {offer.model.id}`" not in why_not:  # more than that it has to be got
        lines.insert(1, f"  now: {why_not}")
    for one in offer.offers:
        told = one.told()
        sold = "results may be sold" if told["may_be_sold"] else "read it before you sell results"
        lines += [
            f"  {told['repo']} at {told['revision'][:12]}: {in_words(told['total_bytes'])} in {told['files']} files",
            f"    licence: {told['licence'] or 'not stated'} ({sold}): {told['licence_link']}",
            f"    goes to: {told['folder']}",
        ]
        if told["is_gated"]:
            from engine.catalog.hub.errors import gated

            lines.append(f"    given only to some: {gated(told['repo'])}")
    if offer.offers:
        lines.append(f"  {in_words(offer.to_fetch_bytes)} are still to come; {in_words(free_bytes())} are free there.")
    if offer.packages:
        names = ", ".join(offer.packages)
        how = (
            f"are installed first ({packages.SIZES.get(offer.model.extra, 'some MB')})"
            if packages.can_install()
            else f"come with: {packages.command_line(offer.model.extra)}"
        )
        lines.append(f"  The Python packages it needs ({names}) {how}")
    return lines


def _remove(registry: Registry, options: argparse.Namespace) -> int:
    from engine.catalog.environments.folder import remove_environment
    from engine.catalog.hub.cache_dir import in_words
    from engine.catalog.model_get import remove, sharing

    if not options.id:
        raise WrongUse("Name a model to remove.")
    is_gone = options.id not in (PLANNER, *registry.models) and remove_environment(options.id)
    model = None if is_gone else _named(registry, options)
    freed = remove(model) if model else 0
    others = sharing(model, registry.models.values()) if model else []
    if options.json:
        told = {"removed": options.id, "freed_bytes": freed, "also_without_weights": others}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    print(f"Removed '{options.id}'{f': {in_words(freed)} are free again' if freed else ''}.")
    if others:
        print(f"The same weights are needed by: {', '.join(others)}.")
    return 0


@contextmanager
def _progress_line(options: argparse.Namespace) -> Iterator[_ProgressLine]:
    line = _ProgressLine(is_shown=not options.json and sys.stderr.isatty())
    try:
        yield line
    finally:
        line.end()


class _ProgressLine:
    """One line on a terminal that says how far it is."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._began_at, self._had_before = time.monotonic(), -1.0

    def show(self, done: float, of: float, what: str) -> None:
        """Say how far it is: bytes, or parts of a whole."""
        from engine.catalog.hub.cache_dir import in_words

        if not self._is_shown:
            return
        if self._had_before < 0:
            self._had_before = done
        seconds = time.monotonic() - self._began_at
        told = f"{done / of:4.0%} {what}" if of else what
        if of > 1000:
            speed = (done - self._had_before) / seconds if seconds > 1 else 0
            left = f", {(of - done) / speed:.0f} s left" if speed > 0 else ""
            told = f"{in_words(done)} of {in_words(of)}, {in_words(speed)}/s{left}: {what}"
        print(f"\r\033[K  {told[:110]}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._is_shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
