"""How a language model does as second opinion: exact plans, tokens and seconds beside the offline planner's.

    python -m bench llm_exact --endpoint http://127.0.0.1:11434/v1 [--model NAME] [--most N] [--always] [SET …]
    python -m bench llm_exact [SET …]

With an endpoint its model is asked as it is in a session: where the offline planner is not sure, or the words lean on
the conversation; `--always` asks it for every request. Without one a server of our own stands in for a model that
takes each reading as it is, for one that babbles, and for one that fails: what is planned then must be as right as
what the offline planner plans alone. SETs are those of bench/planner/corpus/checks (harbour_talks …); all without.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.planner.planner import CHECKS, is_exact
from bench.planner.probes import probes, requests
from engine.planner.context import Context, context_from_row
from engine.planner.llm.candidate import TAKE
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.planner import LlmPlanner
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.llm_server import Answer, LlmServer, calls, error, words

STAND_INS: dict[str, Answer] = {
    "takes each reading": calls((TAKE, {})),
    "babbles": words("Tonmeister tunes the tone, doesn't it, my friend."),
    "fails": error(500, "out of memory"),
}
Row = tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]


@dataclass
class Counted:
    """What came of one set."""

    rows: int = 0
    offline: int = 0
    """Exact without the model."""
    exact: int = 0
    better: int = 0
    worse: int = 0
    asked: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", default="")
    parser.add_argument("--model", default="")
    parser.add_argument("--most", type=int, default=0, help="only so many requests of each set")
    parser.add_argument("--always", action="store_true", help="ask the model for each request")
    parser.add_argument("sets", nargs="*")
    options = parser.parse_args()
    kept = os.environ.pop("TONMEISTER_OFFLINE", None)
    try:
        if options.endpoint:
            endpoint = Endpoint(options.endpoint, options.model, os.environ.get("OPENAI_API_KEY", "") or "local")
            _report(options.model or "its model", endpoint, options)
        for name, answer in () if options.endpoint else STAND_INS.items():
            with LlmServer(answer) as server:
                _report(f"a model that {name}", Endpoint(server.base_url, "m"), options)
    finally:
        if kept is not None:
            os.environ["TONMEISTER_OFFLINE"] = kept


def _report(name: str, endpoint: Endpoint, options: argparse.Namespace) -> None:
    print(f"{name:24}  requests  offline  with it  better  worse  asked  tokens in/out a plan  s a plan")
    whole = Counted()
    with _planner(endpoint, is_always_asked=options.always) as planner:
        for one in options.sets or [path.stem for path in sorted(CHECKS.glob("*.txt"))]:
            found = _judged(_rows(one, options.most), planner)
            _line(one, found)
            for part in vars(whole):
                setattr(whole, part, getattr(whole, part) + getattr(found, part))
    _line("all", whole)


@contextmanager
def _planner(endpoint: Endpoint, *, is_always_asked: bool) -> Iterator[LlmPlanner]:
    planner = LlmPlanner(endpoint=endpoint, fallback=OfflinePlanner(), is_always_asked=is_always_asked)
    try:
        yield planner
    finally:
        planner.close()


def _rows(name: str, most: int) -> Sequence[Row]:
    file = str(CHECKS / f"{name}.txt")
    rows = list(probes(file) if "talks" in name else requests(file))
    return rows[:most] if most else rows


def _judged(rows: Sequence[Row], planner: LlmPlanner) -> Counted:
    found = Counted()
    for text, row, gold, dialogue in rows:
        shown: Context = context_from_row({"context": row, "dialogue": dialogue})
        alone = is_exact(gold, OfflinePlanner().plan(text, shown).calls(), row)
        started = time.perf_counter()
        together = is_exact(gold, planner.plan(text, shown).calls(), row)
        found.rows, found.offline, found.exact = found.rows + 1, found.offline + alone, found.exact + together
        found.better, found.worse = found.better + (together and not alone), found.worse + (alone and not together)
        if (usage := planner.usage) is not None:
            found.asked += 1
            found.seconds += time.perf_counter() - started
            found.tokens_in += usage.tokens_in or 0
            found.tokens_out += usage.tokens_out or 0
    return found


def _line(name: str, found: Counted) -> None:
    rows, asked = max(1, found.rows), max(1, found.asked)
    right = f"{found.offline / rows:8.3f} {found.exact / rows:8.3f} {found.better:7} {found.worse:6}"
    took = f"{found.tokens_in / asked:12.0f} / {found.tokens_out / asked:<7.0f} {found.seconds / asked:7.2f}"
    print(f"{name:24} {found.rows:9} {right} {found.asked / rows:6.2f} {took}", flush=True)


if __name__ == "__main__":
    main()
