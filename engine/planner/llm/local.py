"""Language model servers on this computer: which of the usual ports answers, and how much its model reads at once."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SERVERS = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080), ("vLLM", 8000))
"""Programs that serve language models, and where each listens unless it is told otherwise."""
OLLAMA_TOKENS = 4096
"""What Ollama reads of a request when nothing else is set: it cuts off the rest without a word."""
PATIENCE_S = 1.0
MOST_BYTES = 1_000_000
MOST_MODELS = 50
_LENGTHS = ("max_model_len", "loaded_context_length", "context_length", "context_window", "max_context_length")
"""How servers call it in their lists of models: vLLM, LM Studio, OpenRouter, Groq."""
_SANE = range(512, 20_000_000)


@dataclass(frozen=True)
class LocalServer:
    """A language model server that answers on this computer."""

    name: str
    """The program that usually listens there."""
    base_url: str
    models: tuple[str, ...]


def local_servers() -> list[LocalServer]:
    """Those that answer now; nobody outside this computer is asked."""
    with ThreadPoolExecutor(len(SERVERS)) as pool:
        found = pool.map(lambda one: server_at(*one), SERVERS)
        return [one for one in found if one]


def server_at(name: str, port: int) -> LocalServer | None:
    """The server at a port of this computer; None where nothing or something else answers."""
    base_url = f"http://127.0.0.1:{port}/v1"
    models = [str(one["id"]) for one in _listed(base_url) if isinstance(one.get("id"), str)]
    return LocalServer(name, base_url, tuple(models[:MOST_MODELS])) if models else None


def context_of(base_url: str, model: str) -> int | None:
    """How many tokens a model of a server on this computer reads at once; None where it does not tell.

    Sources: https://github.com/ollama/ollama/blob/main/docs/api.md (ps, show), llama.cpp tools/server (props),
    https://lmstudio.ai/docs/app/api/endpoints/rest (api/v0/models), vLLM's /v1/models.
    """
    parts = urlsplit(base_url)
    root = f"{parts.scheme}://{parts.netloc}"
    told = next((number for number in _told(root, base_url, model) if number in _SANE), None)
    return told


def _told(root: str, base_url: str, model: str) -> Iterator[int]:
    for listed in (_listed(f"{root}/api/v0"), _listed(base_url)):
        rows = [one for one in listed if one.get("id") == model]
        yield from (one[name] for one in rows for name in _LENGTHS if isinstance(one.get(name), int))
    props = _asked(f"{root}/props")
    settings = props.get("default_generation_settings")
    n_ctx = settings.get("n_ctx") if isinstance(settings, Mapping) else None
    yield from (one for one in (n_ctx,) if isinstance(one, int))
    yield from _of_ollama(root, model)


def _of_ollama(root: str, model: str) -> Iterator[int]:
    """The length a model is loaded with, else the one that it is to be loaded with."""
    running = _asked(f"{root}/api/ps").get("models")
    if not isinstance(running, list):
        return
    loaded = [one for one in running if isinstance(one, Mapping) and model in (one.get("name"), one.get("model"))]
    yield from (one["context_length"] for one in loaded if isinstance(one.get("context_length"), int))
    shown = _asked(f"{root}/api/show", {"model": model})
    if set_here := re.search(r"^num_ctx\s+(\d+)", str(shown.get("parameters") or ""), re.MULTILINE):
        yield int(set_here[1])
    yield OLLAMA_TOKENS


def _listed(base_url: str) -> list[Mapping[str, Any]]:
    data = _asked(f"{base_url}/models").get("data")
    return [one for one in data if isinstance(one, Mapping)] if isinstance(data, list) else []


def _asked(url: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """The JSON object that an address of this computer answers with; empty for anything else."""
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None)
    request.add_header("Content-Type", "application/json")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with direct.open(request, timeout=PATIENCE_S) as reply:
            answer = json.loads(reply.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Whoever answers on this computer does not send us elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None
