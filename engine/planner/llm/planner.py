"""LLM planner: plans with any OpenAI-compatible language model, checks it, and falls back to the offline planner."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from engine.config import data_folder, is_offline
from engine.errors import Cancelled, UserError
from engine.planner.context import Context, Planner
from engine.planner.llm.budget import Usage, added, price_of
from engine.planner.llm.check import name_of, own_ideas, unasked
from engine.planner.llm.client import LlmClient
from engine.planner.llm.endpoint import Endpoint, NoPlan
from engine.planner.llm.failure import TooManyTokens
from engine.planner.llm.order import placed_last
from engine.planner.llm.size import DoesNotFit, is_small, prompt_for
from engine.planner.llm.talk import NO_PLAN, ToolRounds
from engine.planner.llm.when import is_sure, only_looks
from engine.planner.offline.doubts.asked_back import question_whether
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Plan, Step, validated

LONGEST_REQUEST = 8000
"""Characters; longer ones are pasted by mistake, and the offline planner says so."""
NO_ENDPOINT = (
    "No language model is set up (OPENAI_BASE_URL and OPENAI_API_KEY, or the settings llm_base_url and llm_model)"
)
OFFLINE = "TONMEISTER_OFFLINE is set, so no language model was asked"
MYSELF = "I planned this myself."
_SHRINKINGS = 3
"""How often a model may say that the request is too long for it."""


class LlmPlanner(Planner):
    """Lets a language model plan. It proposes; nothing is planned that does not pass the checks."""

    name = "llm"

    def __init__(
        self,
        *,
        endpoint: Endpoint | None,
        fallback: Planner,
        small: bool | None = None,
        context_tokens: int = 0,
        folder: Path | None = None,
        is_hosted: bool = False,
        is_always_asked: bool = True,
    ) -> None:
        """`small` offers a short list of tools (None: by the model's name); `context_tokens` 0: found out.

        `fallback` reads each request first; it plans when the model cannot, and where it is sure of its reading unless
        `is_always_asked`. `folder` holds prices.json; `is_hosted`: the engine serves the model itself, so that nothing
        leaves this computer.
        """
        self.usage: Usage | None = None
        """What the last plan took; None when no model was asked."""
        self.is_short = False
        """Was the last plan made with the short list of tools?"""
        self._client = LlmClient(endpoint, context_tokens) if endpoint else None
        self._fallback = fallback
        self._small = small
        self._folder = folder
        self._is_hosted = is_hosted
        self._is_always_asked = is_always_asked
        self._running: set[threading.Event] = set()

    def cost(self) -> str:
        """See Planner."""
        return str(self.usage) if self.usage else ""

    def warm_up(self) -> None:
        """Load what the first plan would wait for; nobody is asked anything."""
        self._fallback.warm_up()
        if self._client and (self._is_hosted or not is_offline()):
            self._client.warm_up()

    def rest(self, unused_s: float) -> bool:
        """See Planner."""
        return self._fallback.rest(unused_s)

    def cancel(self) -> None:
        """Stop every plan in the making, from any thread; each is at once the offline planner's."""
        for stop in list(self._running):
            stop.set()

    def close(self) -> None:
        """Hang up; a later plan connects again."""
        self.cancel()
        if self._client:
            self._client.close()

    def plan(self, text: str, context: Context) -> Plan:
        """Turn words into a validated plan; never acts and never raises.

        `Plan.planner` says which of the two planned, `Plan.note` why it was not the model.
        """
        self.usage = None
        reading = self._fallback.plan(text, context)
        words = "".join(char if char.isprintable() or char in "\n\u200d" else " " for char in text).strip()
        if not any(char.isalnum() for char in words) or len(words) > LONGEST_REQUEST:
            return reading
        if is_offline() and not self._is_hosted:
            return _noted(reading, f"{OFFLINE}; {MYSELF}")
        if self._client is None:
            return _noted(reading, f"{NO_ENDPOINT}; {MYSELF}")
        if not self._is_always_asked and is_sure(text, context, reading, self._fallback):
            return reading
        stop = threading.Event()
        self._running.add(stop)
        try:
            return self._asked(self._client, words, context, reading, stop)
        except Cancelled:
            return _noted(reading, f"The language model was stopped; {MYSELF}")
        except NoPlan as error:
            return _noted(reading, f"The language model at {self._client.endpoint.place} {error}; {MYSELF}")
        finally:
            self._running.discard(stop)

    def _asked(self, client: LlmClient, text: str, context: Context, reading: Plan, stop: threading.Event) -> Plan:
        deadline = time.monotonic() + client.endpoint.total_s
        client.learn_length()
        for _ in range(_SHRINKINGS):
            small = is_small(client.model) if self._small is None else self._small
            try:
                prompt, handles = prompt_for(text, context, reading, small=small, tokens=client.context_tokens)
            except DoesNotFit:
                break
            self.is_short = prompt.is_short
            talk = ToolRounds(client, text=text, prompt=prompt, handles=handles, reading=reading)
            started = time.perf_counter()
            try:
                steps = talk.steps(deadline, stop)
            except TooManyTokens:
                continue
            finally:
                self._count(client, talk, time.perf_counter() - started)
            if talk.is_reading:
                return replace(reading, planner=self.name)
            return self._plan_of(client, steps, text, context, reading, talk.cannot)
        raise NoPlan("has no room for this request")

    def _plan_of(
        self, client: LlmClient, steps: list[Step], text: str, context: Context, reading: Plan, cannot: str
    ) -> Plan:
        """The checked plan; one that takes away or moves what the words do not ask for is never done unasked."""
        try:
            plan = validated(placed_last(steps), planner=self.name, note=cannot)
        except UserError:
            raise NoPlan(NO_PLAN) from None
        if wrong := unasked(steps, text, context, reading):
            if only_looks(reading) or is_sure(text, context, reading, self._fallback):
                what = ", ".join(dict.fromkeys(name_of(step, context) for step in wrong[:3]))
                where = f"The language model at {client.endpoint.place}"
                note = f"{where} wanted to {what}, which your words do not ask for; its plan was left aside"
                return _noted(reading, f"{note}, and {MYSELF}")
            question = Step("ask", {"text": question_whether(plan.steps, DialogueState.of(context))})
            return replace(validated([question], planner=self.name), choices=(plan.steps,))
        ideas = own_ideas(steps, text, reading)
        names = ", ".join(dict.fromkeys(name_of(step, context) for step in ideas[:3]))
        note = f"I do not find this in your words; look whether you want it: {names}." if ideas else ""
        return replace(plan, note=" ".join(filter(None, (cannot, note))))

    def _count(self, client: LlmClient, talk: ToolRounds, seconds: float) -> None:
        """Add up what the plan took so far."""
        known = self.usage or Usage(tokens_in=0, tokens_out=0)
        tokens_in, tokens_out = added(known.tokens_in, talk.tokens[0]), added(known.tokens_out, talk.tokens[1])
        cost, currency = price_of(client.model, tokens_in, tokens_out, self._folder or data_folder())
        self.usage = Usage(
            client.model,
            tokens_in,
            tokens_out,
            round(known.ms + seconds * 1000, 1),
            cost,
            currency,
            known.requests + talk.requests,
            known.repairs + talk.repairs,
        )


def _noted(plan: Plan, note: str) -> Plan:
    return replace(plan, note=" ".join(part for part in (plan.note, note) if part))
