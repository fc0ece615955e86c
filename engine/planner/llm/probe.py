"""Probe: asks a language model one word, to know before a request whether it answers, and how fast."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

from engine.config import Settings, is_offline
from engine.planner.llm.budget import ENOUGH_TOKENS
from engine.planner.llm.client import LlmClient
from engine.planner.llm.endpoint import KEY_VARIABLE, LOCAL_KEY, OPENAI, NoPlan, endpoint_of, place_of
from engine.planner.llm.key import ending, key_file, where_kept
from engine.planner.llm.prompt import what_is_sent

PATIENCE_S = 20.0
_ASKED = [{"role": "user", "content": "Answer with the one word: ready"}]


@dataclass(frozen=True)
class Probe:
    """What came of it."""

    ok: bool
    said: str
    """One sentence, and what a short context would miss."""
    model: str = ""
    seconds: float = 0.0


def probe(settings: Settings, typed_key: str = "") -> Probe:
    """Ask the language model of these settings one word; says what is wrong and what to do where it does not answer."""
    endpoint = endpoint_of(settings, typed_key=typed_key)
    if endpoint is None:
        return Probe(False, "No address is set, and there is no key of OpenAI; "
                            "write the address of a server, e.g. http://127.0.0.1:11434/v1.")
    if is_offline() and not endpoint.is_local:
        return Probe(False, "TONMEISTER_OFFLINE is set, so that nothing outside this computer is asked.")
    client, began = LlmClient(endpoint), time.monotonic()
    try:
        client.reply(_ASKED, [], deadline=began + PATIENCE_S, stop=threading.Event())
        seconds = time.monotonic() - began
        client.learn_length()
    except NoPlan as error:
        return Probe(False, f"The language model at {endpoint.place} {endpoint.masked(str(error))}.")
    finally:
        client.close()
    where = "on this computer" if endpoint.is_local else f"at {endpoint.place}"
    return Probe(True, f"{client.model} {where} answered in {seconds:.1f} s.{_room(client)}", client.model, seconds)


def _room(client: LlmClient) -> str:
    """What a model that reads little at once misses, and how it reads more."""
    if not client.endpoint.is_local or client.context_tokens >= ENOUGH_TOKENS:
        return ""
    reads = f" It reads {client.context_tokens} tokens at once and is shown only some of the tools"
    return f"{reads}; from {ENOUGH_TOKENS} on it sees all (Ollama: start it with OLLAMA_CONTEXT_LENGTH=32768)."


def key_place(settings: Settings) -> str:
    """The server that a key would be for."""
    endpoint = endpoint_of(settings)
    return endpoint.place if endpoint else place_of(OPENAI)


def told_of(settings: Settings) -> dict[str, object]:
    """Where requests go, in words for people: `place, is_local, sent`; of the key `has_key, key_from, key_ending`."""
    endpoint = endpoint_of(settings)
    place = key_place(settings)
    key = endpoint.api_key if endpoint and endpoint.api_key != LOCAL_KEY else ""
    is_own = bool(os.environ.get(KEY_VARIABLE, "").strip())
    return {"place": endpoint.place if endpoint else "", "is_local": bool(endpoint and endpoint.is_local),
            "has_key": bool(key), "key_from": "environment" if is_own else where_kept(place),
            "key_ending": ending(key) if key else "", "key_place": place, "key_file": str(key_file()),
            "sent": what_is_sent(endpoint.place) if endpoint else ""}
