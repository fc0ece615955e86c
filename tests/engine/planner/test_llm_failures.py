"""Whatever a server does, the offline planner takes over and says so in one sentence."""

import functools
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from engine.planner.llm import stream
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.planner import LlmPlanner
from tests.engine.planner.llm_server import (
    Answer,
    LlmServer,
    calls,
    delta,
    endless,
    error,
    piece,
    planned,
    planner_at,
    sse,
    words,
)
from tests.engine.planner.session import BAND, PLANNER
from tests.patience import PATIENCE_S

TEXT = "mute the drums"
MUTE = ("mix", {"track": "t2", "action": "mute"})
HALF = [delta(tool_calls=[piece("mix", '{"track": "t2", "acti', call_id="a")])]


@functools.cache
def offline() -> list[dict[str, Any]]:
    """What the offline planner makes of the text; asked for when it is needed, not when this file is read."""
    return PLANNER.plan(TEXT, BAND).calls()


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)


FAILURES = {
    "401": (error(401), "refused the key"),
    "403": (error(403), "does not allow"),
    "404": (error(404, "The model `m` does not exist"), "knows no model 'm'"),
    "400, unknown model": (error(400, "no model named m"), "knows no model 'm'"),
    "429": (error(429, "slow down"), "over its limit"),
    "429 for a minute": (error(429, "slow down", Retry_After="60"), "over its limit"),
    "500": (error(500, "oops"), "error 500"),
    "503": (error(503, "loading model"), "error 503"),
    "moved": (Answer([b""], 307, headers={"Location": "http://127.0.0.1:9/v1"}), "another address"),
    "error in the stream": (sse(delta(content="I"), {"error": {"message": "out of memory"}}), "out of memory"),
    "error in the stream, as a text": (sse('data: {"error": "CUDA <b>lost</b>"}\n\n'), "CUDA b lost /b"),
    "half a stream": (sse(*HALF, is_done=False), "broke off"),
    "half a stream, half-closed": (Answer([b'data: {"choices": [{"del'], length=100_000), "broke off"),
    "nothing": (sse(is_done=False), "broke off"),
    "half a line of JSON": (sse('data: {"choices": [\n\n'), "no reply"),
    "not JSON": (sse("data: hello\n\n"), "no reply"),
    "binary": (sse("data: \x00\x01\x02\n\n"), "no reply"),
    "a web page": (Answer([b"<html>Log in</html>"], content_type="text/html"), "web page"),
    "JSON that is no completion": (Answer([b'{"ok": true}'], content_type="application/json"), "broke off"),
    "deep JSON": (sse("data: " + '{"a":' * 50_000 + "\n\n"), "no reply"),
    "10 MB without a line end": (Answer(endless(b"x" * 100_000, 100)), "did not come to an end"),
    "10 MB error": (Answer(endless(b"x" * 100_000, 100), 500, "text/plain"), "did not come to an end"),
    "endless tokens": (
        Answer(endless(b'data: {"choices": [{"delta": {"content": "la "}}]}\n\n' * 100, 2000)),
        "did not come to an end",
    ),
    "endless thoughts": (
        Answer(endless(b'data: {"choices": [{"delta": {"reasoning_content": "hm "}}]}\n\n' * 100, 2000)),
        "did not come to an end",
    ),
    "cut off by its own limit, each time": (sse(*HALF, delta("length")), "no plan"),
    "prose only": (words("I would mute the drum track for you by using the mixer."), "no plan"),
    "says it is done": (words("Done! I have muted the drums."), "no plan"),
    "nothing at all": (words("", "stop"), "no plan"),
    "unknown tool": (calls(("mute_track", {"name": "drums"})), "no plan"),
    "tool without a name": (calls(("", {})), "no plan"),
    "wrong types": (calls(("mix", {"track": ["t2"], "action": 7})), "no plan"),
    "a clip that does not exist": (calls(("mix", {"clip": "c99", "action": "mute"})), "no plan"),
    "a step that does not exist": (calls(("mix", {"clip": "$3", "action": "mute"})), "no plan"),
    "a thousand calls": (calls(*[MUTE] * 1000), "did not come to an end"),
}


@pytest.mark.parametrize("what", FAILURES)
def test_the_offline_planner_takes_over(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what.startswith("endless"):  # where it ends is another matter; the pieces go through the SDK one by one
        monkeypatch.setattr(stream, "MOST_CHUNKS", 500)
    answer, reason = FAILURES[what]
    answer = Answer(list(answer.pieces), answer.status, answer.content_type, answer.headers, answer.length)
    plan, _ = planned(TEXT, answer)
    assert plan.calls() == offline() and plan.planner == "offline"
    assert plan.note.startswith("The language model at 127.0.0.1:") and reason in plan.note
    assert plan.note.endswith("I planned this myself.") and "\n" not in plan.note


@pytest.mark.parametrize("first", [error(429), error(500), error(502), sse(*HALF, is_done=False)], ids=range(4))
def test_one_more_try_where_it_may_pass(first: Answer) -> None:
    plan, server = planned(TEXT, first, calls(MUTE))
    assert plan.planner == "llm" and plan.note == "" and len(server.asked) == 2


def test_nobody_there_is_asked_only_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    planner = LlmPlanner(endpoint=Endpoint(f"http://127.0.0.1:{port}/v1", "m"), fallback=PLANNER)
    for _ in range(2):
        plan = planner.plan(TEXT, BAND)
        assert plan.note == f"The language model at 127.0.0.1:{port} did not answer; I planned this myself."
    server = LlmServer(calls(MUTE))  # a server that comes up now is not noticed for a while
    planner.close()
    server._http.server_close()


def test_a_server_that_was_not_there_is_not_asked_again_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    with LlmServer(error(429, "no", Retry_After="60"), calls(MUTE)) as server, planner_at(server) as planner:
        for _ in range(3):
            assert "over its limit" in planner.plan(TEXT, BAND).note
        assert len(server.asked) == 1
        later = time.monotonic() + 61
        monkeypatch.setattr(time, "monotonic", lambda: later)
        assert planner.plan(TEXT, BAND).planner == "llm"


def _slow(first: bytes, gap_s: float) -> Iterator[bytes]:
    yield first
    for _ in range(60):
        time.sleep(gap_s)
        yield b": still here\n\n"


def test_a_silent_server_is_left() -> None:
    plan, _ = planned(TEXT, Answer(_slow(b": hello\n\n", 3.0)), total_s=30.0, silent_s=0.3)
    assert "fell silent" in plan.note and plan.calls() == offline()


def test_a_server_that_only_keeps_the_line_is_left() -> None:
    plan, _ = planned(TEXT, Answer(_slow(b": hello\n\n", 0.05)), total_s=0.6)
    assert "took too long" in plan.note and plan.calls() == offline()


def test_a_plan_in_the_making_can_be_cancelled_from_another_thread() -> None:
    server = LlmServer(Answer(_slow(b": hello\n\n", 0.05)))
    with server, planner_at(server, total_s=60.0) as planner:
        threading.Timer(0.3, planner.cancel).start()
        plan = planner.plan(TEXT, BAND)
        assert plan.calls() == offline() and plan.note == "The language model was stopped; I planned this myself."
        assert server.hung_up.wait(PATIENCE_S), "the server should notice that nobody listens any more"
        assert planner._running == set()


def test_offline_means_that_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    plan, server = planned(TEXT, calls(MUTE))
    assert server.asked == [] and plan.calls() == offline() and "TONMEISTER_OFFLINE" in plan.note


def test_without_an_endpoint_it_says_how_to_set_one() -> None:
    plan = LlmPlanner(endpoint=None, fallback=PLANNER).plan(TEXT, BAND)
    assert plan.calls() == offline() and "OPENAI_BASE_URL" in plan.note


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openai", None)
    plan, server = planned(TEXT, calls(MUTE))
    assert plan.calls() == offline() and "pip install openai" in plan.note and server.asked == []


def test_a_proxy_of_the_environment_is_not_asked_about_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    plan, _ = planned(TEXT, calls(MUTE))
    assert plan.planner == "llm"


@pytest.mark.parametrize(
    "url", ["http://", "nonsense", "http://127.0.0.1:99999/v1", "ftp://x", "http://[::1", "http://a b"]
)
def test_an_address_that_is_none(url: str) -> None:
    plan = LlmPlanner(endpoint=Endpoint(url, "m"), fallback=PLANNER).plan(TEXT, BAND)
    assert plan.calls() == offline() and plan.note.endswith("I planned this myself.")


def test_warming_up_asks_nobody() -> None:
    with LlmServer(calls(MUTE)) as server, planner_at(server) as planner:
        planner.warm_up()
        assert server.asked == [] and planner._client and planner._client._sdk is not None


KEY = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz"
ECHOES = {
    "in its words": words(f"Your key is {KEY}."),
    "in a call": calls(("chat", {"text": f"Your key is {KEY}."})),
    "in an error": error(400, f"wrong key {KEY}"),
    "in the stream": sse({"error": {"message": f"bad key {KEY} " + "x" * 50}}),
    "as a tool": calls((KEY, {})),
    "as an argument": calls(("mix", {"track": KEY, "action": "mute"})),
}


@pytest.mark.parametrize("where", ECHOES)
@pytest.mark.parametrize("text", [TEXT, "hello"])
def test_a_server_that_repeats_the_key_does_not_get_it_shown_or_stored(where: str, text: str) -> None:
    answer = ECHOES[where]
    with LlmServer(answer, answer, answer, answer) as server:
        endpoint = Endpoint(server.base_url, "m", KEY, total_s=20)
        planner = LlmPlanner(endpoint=endpoint, fallback=PLANNER)
        plan = planner.plan(text, BAND)
        planner.close()
    told = repr((plan, plan.calls()))
    assert KEY not in told and KEY[:20] not in told
