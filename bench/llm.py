"""The LLM planner over a raw call of the SDK, against a server that answers at once; and the length of its prompts."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.llm.budget import FOR_THE_REPLY
from engine.planner.llm.size import prompt_for
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.llm_server import LlmServer, calls, planner_at
from tests.engine.planner.session import BAND

TEXT = "put a reverb on the vocal"
ANSWER = calls(("apply_effect", {"clip": "c4", "effect": "reverb"}))
TIMES = 60


def main() -> None:
    """Print the two tables."""
    kept = os.environ.pop("TONMEISTER_OFFLINE", None)
    try:
        _overhead()
        _prompts()
    finally:
        if kept is not None:
            os.environ["TONMEISTER_OFFLINE"] = kept


def _overhead() -> None:
    import openai

    offline = OfflinePlanner()
    with LlmServer(ANSWER) as server, planner_at(server) as planner:
        sdk = openai.OpenAI(api_key="x", base_url=server.base_url, max_retries=0)
        planner.plan(TEXT, BAND)
        request = {name: value for name, value in server.asked[0].items() if name != "stream"}

        def raw() -> None:
            for _ in sdk.chat.completions.create(**request, stream=True):
                pass

        raw_ms, ours_ms, second_ms = _times(raw, lambda: planner.plan(TEXT, BAND), lambda: offline.plan(TEXT, BAND))
        sdk.close()
    for name, values in (("raw SDK call", raw_ms), ("LLM planner", ours_ms), ("of it, second opinion", second_ms)):
        p95 = sorted(values)[int(len(values) * 0.95)]
        print(f"{name:30} median {statistics.median(values):7.1f} ms   p95 {p95:7.1f} ms")
    over = statistics.median(ours_ms) - statistics.median(raw_ms)
    print(f"{'overhead':30} median {over:7.1f} ms")


def _times(*works: Callable[[], object]) -> list[list[float]]:
    """Milliseconds of each, taken in turn, so that a busy computer is busy for all."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES):
        for place, work in enumerate(works):
            started = time.perf_counter()
            work()
            taken[place].append((time.perf_counter() - started) * 1000)
    return taken


def _large() -> Context:
    clips = tuple(
        ClipInfo(f"c{n}", f"verse guitar {n}", f"Track {n % 60}", "audio", n, 4, ("guitar",)) for n in range(5000)
    )
    turn = Exchange(
        "put a chorus on the second guitar of the verse and turn it down a little",
        ({"tool": "apply_effect", "args": {"clip": "c2", "effect": "chorus"}},),
        (CallResult(0, True, ("c9",)),),
    )
    return replace(BAND, clips=clips, tracks=tuple(f"Track {n}" for n in range(60)), dialogue=(turn,) * 60)


def _prompts() -> None:
    reading = OfflinePlanner().plan(TEXT, BAND)
    print(f"\n{'prompt, estimated tokens':44} messages  tools  whole")
    for session, context in (("8 clips", BAND), ("5 000 clips, 60 tracks, 60 turns", _large())):
        for mode, small, room in (
            ("all tools", False, 32_768),
            ("short list", True, 8192),
            ("4 096 tokens", True, 4096),
        ):
            started = time.perf_counter()
            prompt, _ = prompt_for(TEXT, context, reading, small=small, tokens=room)
            ms = (time.perf_counter() - started) * 1000
            tools = prompt.tokens - prompt.message_tokens
            print(
                f"{session:32} {mode:12} {prompt.message_tokens:7} {tools:6} {prompt.tokens:6}"
                f"   {len(prompt.tools)} tools, {ms:.0f} ms, leaves {max(0, room - prompt.tokens)} of {room}"
            )
    print(f"a reply is given {FOR_THE_REPLY} tokens, or a quarter of a small context")
