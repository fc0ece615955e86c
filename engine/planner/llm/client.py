"""The connection to a language model: asks one OpenAI-compatible server for one streamed reply at a time."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled
from engine.planner.llm.budget import LOCAL_TOKENS, REMOTE_TOKENS, limit_in, says_too_long
from engine.planner.llm.endpoint import Endpoint, NoPlan
from engine.planner.llm.failure import BROKE_OFF, UNREACHABLE_S, TooManyTokens, Unwilling, failure_of
from engine.planner.llm.label import label
from engine.planner.llm.local import OLLAMA_TOKENS, context_of, only_model
from engine.planner.llm.reading import ENDLESS, TOO_LATE, ReplyReading, bound, in_a_thread
from engine.planner.llm.stream import Accumulator, LlmReply, TooLong
from engine.planner.regex import regex

if TYPE_CHECKING:
    from openai import OpenAI

TRIES = 2
CHOICE = "tool_choice"
THINKING = "reasoning_effort"
"""How long a model that thinks may do so: a musician waits, and a plan is no riddle."""
_THINKS = regex(
    r"(?<![a-z0-9])(?:o[1-9](?![0-9])|gpt-5|gpt-oss|qwen-?3|qwq|deepseek-r|magistral|\w*think|\w*reason)", re.IGNORECASE
)
"""Names of models that think before they answer; to others it is not sent."""
NO_PACKAGE = "needs the package `openai`, which is not installed here (pip install openai)"
WEB_PAGE = "answered with a web page; check the address in OPENAI_BASE_URL or the setting llm_base_url"


class LlmClient:
    """Asks one endpoint. Safe to use from several threads."""

    def __init__(self, endpoint: Endpoint, context_tokens: int = 0) -> None:
        self.endpoint = endpoint
        self.context_tokens = context_tokens or (LOCAL_TOKENS if endpoint.is_local else REMOTE_TOKENS)
        """How long a request and its reply may be; learned from the server, and from errors."""
        self._is_length_known = bool(context_tokens) or not endpoint.is_local
        self.model = endpoint.model
        self._sdk: OpenAI | None = None
        self._options: dict[str, Any] = {
            "temperature": 0,
            "stream_options": {"include_usage": True},
            CHOICE: "required",
            THINKING: "low",
        }
        """What some servers do not know; then it is left out from there on."""
        self._pause: tuple[float, str] = (0.0, "")
        self._lock = threading.Lock()

    def reply(
        self,
        messages: list[dict[str, Any]],
        tools: list[dict[str, Any]],
        *,
        deadline: float,
        stop: threading.Event,
        must_call: bool = False,
    ) -> LlmReply:
        """One reply; `deadline` is on time.monotonic's clock, `stop` set from any thread ends it at once.

        `must_call`: words alone are no reply. llama.cpp, vLLM and others hold the model to the tools' schemas then.

        Raises NoAnswer with what went wrong, TooManyTokens when the request is too long for the model,
        and Cancelled.
        """
        until, why = self._pause
        if time.monotonic() < until:
            raise NoPlan(why)
        try:
            left_out = () if must_call else (CHOICE,)
            return in_a_thread(lambda reading: self._asked(messages, tools, reading, left_out), deadline, stop)
        except NoPlan as error:
            if str(error) == TOO_LATE:  # the next request need not wait as long for nothing
                self._pause = (time.monotonic() + UNREACHABLE_S, str(error))
            raise

    def learn_length(self) -> None:
        """Ask a server on this computer how much its model reads at once; what it does not tell is guessed.

        It is asked again before the next plan where it did not tell: it may not run yet, or have no model loaded.
        """
        is_away = time.monotonic() < self._pause[0]
        if self._is_length_known or is_away or self.context_tokens < OLLAMA_TOKENS:
            return
        base_url, api_key = self.endpoint.base_url, self.endpoint.api_key
        self.model = self.model or self.endpoint.masked(only_model(base_url, api_key))
        tokens = context_of(base_url, self.model, api_key)
        self._is_length_known = tokens not in (None, OLLAMA_TOKENS)
        self.context_tokens = tokens or self.context_tokens

    def warm_up(self) -> None:
        """Import the SDK, which takes a third of a second, without asking anybody."""
        with contextlib.suppress(NoPlan):
            self._connected()

    def close(self) -> None:
        """Close the connections; the next reply opens new ones."""
        with self._lock:
            sdk, self._sdk = self._sdk, None
        if sdk:
            sdk.close()

    def _asked(
        self,
        messages: list[dict[str, Any]],
        tools: list[dict[str, Any]],
        reading: ReplyReading,
        left_out: Sequence[str],
    ) -> LlmReply:
        left = TRIES
        while True:
            try:
                return self._once(messages, tools, reading, left_out)
            except Unwilling as error:
                if error.option in self._options:
                    self._options = {name: one for name, one in self._options.items() if name != error.option}
                    continue
                left -= 1
                if error.may_pass and left and not reading.must_end(error.wait_s):
                    reading.rest(error.wait_s)
                    continue
                if error.pause_s:
                    self._pause = (time.monotonic() + error.pause_s, str(error))
                raise NoPlan(str(error)) from None

    def _once(
        self,
        messages: list[dict[str, Any]],
        tools: list[dict[str, Any]],
        reading: ReplyReading,
        left_out: Sequence[str],
    ) -> LlmReply:
        sdk = self._connected()
        taken = Accumulator()
        try:
            model = self._model_of(sdk)
            options = {name: one for name, one in self._options.items() if name not in left_out}
            if not _THINKS.search(model):
                options.pop(THINKING, None)
            request: dict[str, Any] = {"model": model, "messages": messages, "tools": tools, **options}
            stream: Any = sdk.chat.completions.create(**request, stream=True)
            with stream:
                for chunk in _chunks(stream):
                    taken.add(chunk)
                    reading.check()
        except TooLong:
            raise NoPlan(ENDLESS) from None
        except (NoPlan, Cancelled):
            raise
        except Exception as error:  # the SDK raises its own, httpx2's and json's; garbage raises anything
            self._learn_length(error)
            raise failure_of(error, self.model, self.endpoint.masked) from None
        reply = taken.reply().masked(self.endpoint.masked)
        if not reply.finish:
            raise Unwilling(BROKE_OFF, may_pass=True)
        return reply

    def _learn_length(self, error: Exception) -> None:
        text = str(error)
        if getattr(error, "status_code", 0) in (400, 413, 422, 500) and says_too_long(text):
            self.context_tokens = min(self.context_tokens - 1, limit_in(text) or self.context_tokens // 2)
            raise TooManyTokens from None

    def _connected(self) -> OpenAI:
        with self._lock:
            if self._sdk is None:
                try:
                    self._sdk = _sdk_for(self.endpoint)
                except ImportError:
                    raise NoPlan(NO_PACKAGE) from None
                except Exception:  # of httpx2, for addresses that are none
                    raise NoPlan("has no address that can be used; see the setting llm_base_url") from None
            return self._sdk

    def _model_of(self, sdk: OpenAI) -> str:
        """The model's name; when none is set, the only one that the server lists."""
        if not self.model:
            names = [self.endpoint.masked(str(one.id)) for one in sdk.models.list().data]
            if len(names) != 1:
                some = f", e.g. {label(names[0], 60)}" if names else ""
                raise NoPlan(f"has {len(names)} models{some}; say which one in the setting llm_model")
            self.model = names[0]
        return self.model


def _sdk_for(endpoint: Endpoint) -> OpenAI:
    import openai

    waits = openai.Timeout(endpoint.silent_s, connect=endpoint.connect_s)
    http = openai.DefaultHttpxClient(
        timeout=waits,
        follow_redirects=False,  # what is sent goes to the server that was named, and to no other
        trust_env=not endpoint.is_local,
        event_hooks={"response": [bound]},
        headers={"Accept-Encoding": "identity"},
    )
    return openai.OpenAI(
        api_key=endpoint.api_key, base_url=endpoint.base_url, timeout=waits, max_retries=0, http_client=http
    )


def _chunks(stream: Any) -> Iterator[Any]:
    """The chunks of a stream; a server that cannot stream sends the whole completion at once."""
    kind = str(stream.response.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if kind == "text/html":
        raise NoPlan(WEB_PAGE)
    if kind == "application/json":
        yield json.loads(stream.response.read())
    else:
        yield from stream
