"""Language model servers on this computer are found, and how much they read at once is learned; nobody holds us up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import pytest

from engine.planner.llm import local
from engine.planner.llm.client import LlmClient
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.local import PATIENCE_S, context_of, local_servers, only_model, server_at
from engine.planner.llm.planner import LlmPlanner
from engine.tasks.task import all_tasks
from tests.engine.planner.llm_server import Answer, calls, endless
from tests.engine.planner.local_server import Asked, Page, listed, llama_cpp, lm_studio, ollama, serving
from tests.engine.planner.session import BAND, PLANNER

SOME_S = 1.5
"""What a busy computer may add."""
UNSURE = "the pad is a bit sharp on the ears up there"
MUTE = ("mix", {"track": "t2", "action": "mute"})


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)


def url(port: int, ending: str = "/v1") -> str:
    return f"http://127.0.0.1:{port}{ending}"


@contextmanager
def talking(*pieces: bytes, pause_s: float = 0.0) -> Iterator[int]:
    """The port of a server that says this to whoever connects, whatever was asked, and hangs up last of all."""
    listening = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def talk(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.recv(65536)
            for piece in pieces:
                line.sendall(piece)
                if is_over.wait(pause_s):
                    return

    def accept() -> None:
        with suppress(OSError):
            while True:
                line, _ = listening.accept()
                threading.Thread(target=talk, args=(line,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        is_over.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def test_those_that_answer_are_found_with_their_models(monkeypatch: pytest.MonkeyPatch) -> None:
    others = ("nomic-embed-text:latest", "gpt-oss:120b-cloud", "glm-4.6:cloud", "kimi-k2-thinking")
    with serving(ollama("qwen3:14b", *others, "gemma3:4b", remote=others[3:])) as one, talking() as other:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", one), ("LM Studio", other)))
        (found,) = local_servers()
    assert (found.name, found.base_url) == ("Ollama", url(one))
    assert found.models == ("qwen3:14b", "gemma3:4b"), "no embedder, and none that runs elsewhere"


def test_nothing_is_found_where_nothing_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    monkeypatch.setattr(local, "SERVERS", (("Ollama", port),))
    assert local_servers() == []


@pytest.mark.parametrize(
    ("name", "owner", "called"),
    [("llama.cpp", "llamacpp", "llama.cpp"), ("llama.cpp", "vllm", "vLLM"), ("Ollama", "library", "Ollama")],
)
def test_a_program_is_named_by_what_it_says_of_itself(name: str, owner: str, called: str) -> None:
    with serving({"/v1/models": listed("m", owned_by=owner)}) as port:
        found = server_at(name, port)
    assert found and found.name == called


def test_who_is_not_known_on_a_port_of_anybody_is_named_by_it() -> None:
    with serving({"/v1/models": listed("m")}) as port:
        found = server_at("vLLM", port)
    assert found and found.name == f"127.0.0.1:{port}"


ODD: dict[str, Page] = {
    "a web page": Answer([b"<html>Grafana</html>"], 200, "text/html"),
    "no list": {"data": "none"},
    "rows that are none": {"data": [1, None, "qwen3", {"id": 7}, {"id": ""}, {"name": "x"}]},
    "names that nobody can write down": listed("two\nlines", "\u202eevil", "x" * 201, "\ud800"),
    "a list instead of an object": Answer([b"[1, 2]"], 200, "application/json"),
    "half an object": Answer([b'{"data": [{"id": "q'], 200, "application/json"),
    "too deep": Answer([b'{"data":' + b"[" * 100_000], 200, "application/json"),
    "no text": Answer([bytes(range(256))], 200, "application/json"),
    "forbidden": Answer([b'{"error": "no key"}'], 401, "application/json"),
    "endless bytes": Answer(endless(b"x" * 65536, 1000), 200, "application/json"),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_language_model_server_is_left_alone(what: str) -> None:
    with serving({"/v1/models": ODD[what], "/api/v0/models": ODD[what], "/props": ODD[what]}) as port:
        began = time.monotonic()
        assert server_at("Ollama", port) is None
        assert time.monotonic() - began < PATIENCE_S + SOME_S
        assert context_of(url(port), "m") is None and only_model(url(port)) == ""


def test_nobody_is_sent_elsewhere() -> None:
    asked: list[Asked] = []
    with serving({"/v1/models": listed("m")}, asked) as elsewhere:
        away = Answer([], 307, headers={"Location": url(elsewhere, "/v1/models")})
        with serving({"/v1/models": away, "/props": away}) as port:
            assert server_at("Ollama", port) is None and context_of(url(port), "m") is None
    assert asked == []


GREETING = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n",),
        (b"\x00\xff\x00\xff" * 100,),
        (b"",) * 400,
        (GREETING, *(b"X-More: and more\r\n",) * 400),
        (GREETING + b"\r\n", *(b" ",) * 400),
        (b"HTTP/1.1 100 Continue\r\n\r\n",) * 400,
        (GREETING + b"Content-Length: 99\r\n\r\n{}",),
    ],
    ids=["another tongue", "noise", "silence", "endless headers", "a drip", "only promises", "less than was said"],
)
def test_nobody_waits_longer_than_the_patience(pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "LENGTH_PATIENCE_S", 0.5)
    with talking(*pieces, pause_s=0.05) as port:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", port), ("LM Studio", port)))
        began = time.monotonic()
        assert local_servers() == []
        assert context_of(url(port), "m") is None
        assert time.monotonic() - began < PATIENCE_S + 0.5 + SOME_S


LOADED = {"loaded_context_length": 16_384}


@pytest.mark.parametrize(
    ("pages", "tokens"),
    [
        (ollama("m", loaded={"m": 32_768}), 32_768),
        (ollama("m:latest", loaded={"m:latest": 40_960}), 40_960),
        (ollama("m", loaded={"other": 32_768}, parameters='stop "<|end|>"\nnum_ctx                        8192'), 8192),
        (ollama("m", parameters='stop "num_ctx 9999"'), 4096),
        (llama_cpp("m", 24_576), 24_576),
        ({"/v1/models": listed("m", owned_by="vllm", max_model_len=131_072)}, 131_072),
        (lm_studio("m", state="loaded", **LOADED), 16_384),
        (lm_studio("m", state="not-loaded"), None),
        ({"/v1/models": listed("m", "n", context_length=65_536)}, 65_536),
        ({"/v1/models": listed("other", max_model_len=131_072)}, None),
        ({"/v1/models": listed("m", max_model_len=True), "/props": {"default_generation_settings": [7]}}, None),
        ({"/v1/models": listed("m", max_model_len=7), "/api/ps": {"models": None}}, None),
    ],
    ids=["Ollama, loaded", "Ollama, the latest", "Ollama, set", "Ollama, nothing set", "llama.cpp", "vLLM",
         "LM Studio, loaded", "LM Studio, not loaded", "another", "another model", "nonsense", "next to nothing"],
)  # fmt: skip
def test_how_much_a_model_reads_is_asked_in_each_programs_way(pages: Mapping[str, Page], tokens: int | None) -> None:
    with serving(pages) as port:
        assert context_of(url(port), "m") == tokens == context_of(url(port, "/v1/"), "m")


@pytest.mark.parametrize("base_url", ["", "x", "http://", "http://127.0.0.1:99999/v1", "http://[::1/v1", "ftp://x/v1",
                                      "http://127.0.0.1:1/\u00e4/v1", "http://\ud800/v1"])  # fmt: skip
def test_an_address_that_is_none_tells_nothing(base_url: str) -> None:
    assert context_of(base_url, "m") is None and only_model(base_url) == ""


def test_the_key_goes_along_where_the_server_wants_one() -> None:
    asked: list[Asked] = []
    with serving(llama_cpp("m", 24_576), asked) as port:
        assert context_of(url(port), "m", "sk-1") == 24_576
    assert asked and all(one.key == "Bearer sk-1" for one in asked)


def client_at(port: int, model: str = "m") -> LlmClient:
    return LlmClient(Endpoint(url(port), model))


def test_a_server_that_tells_is_asked_once() -> None:
    asked: list[Asked] = []
    with serving(llama_cpp("m", 24_576), asked) as port:
        client = client_at(port, model="")
        client.learn_length()
        before = len(asked)
        client.learn_length()
    assert (client.model, client.context_tokens) == ("m", 24_576) and len(asked) == before


def test_of_a_silent_one_8192_tokens_are_guessed() -> None:
    with serving({"/v1/models": listed("m")}) as port:
        client = client_at(port)
        client.learn_length()
    assert client.context_tokens == 8192


def test_ollama_is_asked_again_until_its_model_is_loaded() -> None:
    pages = ollama("m")
    with serving(pages) as port:
        client = client_at(port)
        client.learn_length()
        assert client.context_tokens == 4096
        pages.update(ollama("m", loaded={"m": 32_768}))
        client.learn_length()
    assert client.context_tokens == 32_768


def test_one_that_is_started_later_is_asked_then() -> None:
    pages: dict[str, Page] = {}
    with serving(pages) as port:
        client = client_at(port, model="")
        client.learn_length()
        assert (client.model, client.context_tokens) == ("", 8192)
        pages.update(ollama("m", loaded={"m": 16_384}))
        client.learn_length()
    assert (client.model, client.context_tokens) == ("m", 16_384)


def offered(pages: Mapping[str, Page]) -> tuple[set[str], bool]:
    """The tools that a model is offered by a server that answers so, and whether the list is short."""
    asked: list[Asked] = []
    with serving({**pages, "/v1/chat/completions": calls(MUTE)}, asked) as port:
        planner = LlmPlanner(endpoint=Endpoint(url(port), "m"), fallback=PLANNER)
        try:
            plan = planner.plan(UNSURE, BAND)
        finally:
            planner.close()
    (request, *_) = [one.body for one in asked if one.path == "/v1/chat/completions"]
    assert plan.planner == "llm", plan.note
    return {tool["function"]["name"] for tool in request["tools"]}, planner.is_short


@pytest.mark.parametrize(("tokens", "is_all"), [(131_072, True), (8192, False)])
def test_a_model_is_offered_what_it_has_room_for(tokens: int, is_all: bool) -> None:
    names, is_short = offered({"/v1/models": listed("m", max_model_len=tokens)})
    assert (set(all_tasks()) <= names) is is_all and is_short is not is_all
