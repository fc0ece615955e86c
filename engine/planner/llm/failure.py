"""What went wrong at a language model's server, in words that go on after "The language model at … "."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from engine.planner.llm.endpoint import NoPlan
from engine.planner.llm.label import label

OPTIONAL = {
    "stream_options": "stream_options",
    "temperature": "temperature",
    "tool_choice": "tool[_ ]choice",
    "reasoning_effort": "reasoning|thinking",
}
"""What a request can do without when a server does not know it, and by which words it says so."""
UNREACHABLE_S = 30.0
"""A server that was not there is not asked again for so long."""
LONGEST_WAIT_S = 3.0
"""What a server may ask to be waited for before the second try."""
_SENTENCES = {
    401: "refused the key; write the right one in the settings, or in OPENAI_API_KEY where that is set",
    402: "wants to be paid first",
    403: "does not allow this key to be used",
    408: "took too long",
    413: "takes no request of this length",
    429: "is over its limit for now",
}
NO_REPLY = "answered with something that is no reply"
BROKE_OFF = "broke off in the middle of its reply"


class TooManyTokens(Exception):
    """The request is longer than the model's context."""


class Garbled(NoPlan):
    """A reply that could not be read; the model may do better when it is told."""


class Unwilling(Exception):
    """A try that failed; the next may not."""

    def __init__(
        self, text: str, *, may_pass: bool = False, wait_s: float = 0.2, pause_s: float = 0.0, option: str = ""
    ) -> None:
        super().__init__(text)
        self.may_pass = may_pass
        """True when it is worth asking once more, after `wait_s`."""
        self.wait_s = wait_s
        self.pause_s = pause_s
        """For so long nobody needs to ask again."""
        self.option = option
        """The optional part of the request that the server does not know."""


def failure_of(error: Exception, model: str, masked: Callable[[str], str]) -> Exception:
    """An exception of the SDK, or of what it read, as Unwilling or NoAnswer."""
    import openai

    if isinstance(error.__cause__, NoPlan):
        return error.__cause__
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, model)
    if isinstance(error, openai.APIConnectionError):
        kind = type(error.__cause__).__name__
        if kind in ("ReadTimeout", "WriteTimeout"):
            return Unwilling("fell silent", pause_s=UNREACHABLE_S)
        if kind.startswith(("Read", "Write", "RemoteProtocol")):
            return Unwilling(BROKE_OFF, may_pass=True)
        return Unwilling("did not answer", pause_s=UNREACHABLE_S)
    if isinstance(error, openai.APIError):  # an error in the middle of a stream
        told = masked(error.body if isinstance(error.body, str) else error.message)
        return Unwilling(f"reported an error ({label(told, 80)})")
    if isinstance(error, openai.OpenAIError):
        return Unwilling(f"cannot be asked ({label(masked(str(error)), 80)})")
    return Garbled(NO_REPLY)


def _of_status(error: Any, model: str) -> Unwilling:
    status, text = int(error.status_code), str(error)
    if status in (400, 422):
        for option, words in OPTIONAL.items():
            if re.search(words, text, re.IGNORECASE):
                return Unwilling("does not take our requests", option=option)
    if status in (400, 404) and ("model" in text.lower() or status == 404):
        return Unwilling(f"knows no model '{label(model, 60)}'; see the settings llm_model and llm_base_url")
    if status == 429 or status >= 500:
        wait_s = _retry_after_s(error)
        sentence = _SENTENCES.get(status, f"has a fault of its own (error {status})")
        if wait_s > LONGEST_WAIT_S:
            return Unwilling(sentence, pause_s=min(wait_s, 60.0))
        return Unwilling(sentence, may_pass=True, wait_s=wait_s)
    if 300 <= status < 400:
        return Unwilling("sends us to another address; set the final one")
    return Unwilling(_SENTENCES.get(status, f"refused the request (error {status})"))


def _retry_after_s(error: Any) -> float:
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "0.3")))
    except ValueError:
        return LONGEST_WAIT_S + 27.0
