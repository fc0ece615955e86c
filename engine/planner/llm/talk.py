"""One request talked over with a language model until its calls make a plan: rounds, and repairs of wrong calls."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence

from engine.errors import UserError, WrongUse
from engine.planner.llm.budget import added
from engine.planner.llm.candidate import TAKE, taken
from engine.planner.llm.check import claims_done
from engine.planner.llm.client import LlmClient
from engine.planner.llm.endpoint import NoPlan
from engine.planner.llm.failure import Garbled
from engine.planner.llm.handles import Handles
from engine.planner.llm.past import REPLIES
from engine.planner.llm.reading import ENDLESS
from engine.planner.llm.size import Prompt
from engine.planner.llm.stream import LlmReply, RawCall
from engine.planner.llm.tools import steps_of
from engine.planner.llm.words import calls_in, without_thoughts
from engine.planner.regex import regex
from engine.tasks.plan import MAX_STEPS, Plan, Step, renumbered, validated
from engine.tasks.task import all_tasks

MOST_ROUNDS = 16
"""Requests to the model for one plan, repairs included."""
MOST_REPAIRS = 2
NO_PLAN = "gave no plan that can be carried out"
_NO_CALL = "You called no tool. Call the tools that do it, or ask, refuse or chat with your words as text."
_CUT = "Your reply was cut off. Call the tools again, with nothing else."
_GARBLED = "Your reply could not be read. Call the tools again, with complete JSON as arguments and nothing else."
_CLAIM = "Nothing has been done: only a call of a tool does something. Call the tools, or ask or refuse."
_NOT_TAKEN = "not planned, because another call of this reply was wrong; send all calls of this reply again"
_JOINED = regex(
    r"[,;\n]|\b(?:and|then|plus|after that|und|dann|et|puis|y|luego|e|depois)\b|然后|再", re.IGNORECASE
)
LONGEST_TEXT = 2000
"""Characters of what is said to the musician."""


class ToolRounds:
    """The rounds of one plan. A result of a call is only ever its number, never what a model or a file says."""

    def __init__(self, client: LlmClient, *, text: str, prompt: Prompt, handles: Handles, reading: Plan) -> None:
        self._client = client
        self._text = text
        self._handles = handles
        self._reading = reading
        self._messages = list(prompt.messages)
        self._prompt = prompt
        self._steps: list[Step] = []
        self.requests = 0
        self.repairs = 0
        self.is_reading = False
        """Is what it called the reading as it stands?"""
        self.cannot = ""
        """What it said of a part that no tool can do."""
        self.tokens: tuple[int | None, int | None] = (0, 0)

    def steps(self, deadline: float, stop: threading.Event) -> list[Step]:
        """The steps that the model calls, or those of the reading; NoPlan when it cannot get them right.

        `is_reading` says that it took it, `cannot` which part it says that no tool can do.
        """
        while self.requests < MOST_ROUNDS:
            self.requests += 1
            counted, self.tokens = self.tokens, (None, None)  # nobody counts for a reply that fails
            try:
                reply = self._client.reply(
                    self._messages,
                    self._prompt.tools,
                    deadline=deadline,
                    stop=stop,
                    must_call=not self._prompt.is_simple,  # to a simple one we say: answer "done"
                )
            except Garbled as error:
                self._mend(LlmReply(), [], [_GARBLED], str(error))
                continue
            self.tokens = (added(counted[0], reply.tokens_in), added(counted[1], reply.tokens_out))
            if self._is_finished(reply):
                return self._steps
        raise NoPlan(ENDLESS)

    def _is_finished(self, reply: LlmReply) -> bool:
        content = without_thoughts(reply.content)
        calls = list(reply.calls) or calls_in(content, (*all_tasks(), TAKE))
        if reply.is_cut:
            self._mend(reply, calls, [_CUT] * max(1, len(calls)))
            return False
        if not calls:
            return bool(self._steps) or self._take_words(reply, content)
        fresh = self._take_calls(reply, calls)
        if fresh is None:
            return False
        before = len(self._steps)
        self._steps += [step for step in fresh if before == 0 or step not in self._steps]
        if len(self._steps) == before or not self._goes_on(len(calls)):
            return True
        planned = f"planned as step {len(self._steps)}; go on with what is left, or answer with the one word: done"
        self._answer(reply, calls, [planned])
        return False

    def _take_words(self, reply: LlmReply, content: str) -> bool:
        """Words without a call: a question or small talk may be one, where something is to be done they are not."""
        words = _shown(content)
        is_question = words.endswith(("?", "？"))
        wants_action = any(step.task not in REPLIES for step in self._reading.steps)
        is_reply = any(char.isalpha() for char in words) and (is_question or not wants_action)
        if is_reply and not (claims_done(words) and not is_question):
            read_as = self._reading.steps[0].task
            in_words = read_as if read_as in ("chat", "refuse") else "chat"
            self._steps.append(Step("ask" if is_question and read_as != "chat" else in_words, {"text": words}))
            return True
        self._mend(reply, [], [_NO_CALL])
        return False

    def _take_calls(self, reply: LlmReply, calls: Sequence[RawCall]) -> list[Step] | None:
        """The steps of all calls, or None when one is wrong; then the model is told why."""
        fresh: list[Step] = []
        results: list[str] = []
        is_right = True
        if calls[0].name == TAKE:
            return self._take_reading(reply, calls)
        for call in calls:
            try:
                if call.name == TAKE:
                    raise WrongUse(f"{TAKE} stands alone: call it and nothing else, or make all the calls yourself")
                made = self._checked(call, fresh)
            except UserError as error:
                is_right = False
                results.append(f"wrong: {error}")
            else:
                fresh += made
                results.append(_NOT_TAKEN)
        if is_right and self._claims(fresh):
            is_right, results = False, [_CLAIM] * len(calls)
        if is_right:
            refused = [str(step.args["text"]) for step in fresh if step.task == "refuse"]
            self.cannot = refused[0] if refused and any(step.task not in REPLIES for step in fresh) else self.cannot
            return _sorted_out(fresh, len(self._steps))
        self._mend(reply, calls, results)
        return None

    def _take_reading(self, reply: LlmReply, calls: Sequence[RawCall]) -> list[Step] | None:
        """The steps of the reading or of one of its guesses; None where the call is wrong."""
        try:
            if len(calls) > 1 or self._steps:
                raise WrongUse(f"{TAKE} stands alone: call it and nothing else, or make all the calls yourself")
            chosen = taken(self._reading, calls[0].arguments)
        except WrongUse as error:
            self._mend(reply, calls, [f"wrong: {error}"] * len(calls))
            return None
        self.is_reading = chosen is self._reading
        return list(chosen.steps if isinstance(chosen, Plan) else chosen)

    def _checked(self, call: RawCall, fresh: Sequence[Step]) -> list[Step]:
        before = [*self._steps, *fresh]
        name = call.name.strip().rpartition(".")[2]
        steps = [self._handles.resolved(step, before) for step in steps_of(name, call.arguments)]
        for place, step in enumerate(steps):
            if step.task in REPLIES:
                steps[place] = Step(step.task, {"text": _shown(str(step.args["text"]))})
        if len(before) + len(steps) > MAX_STEPS:
            raise UserError(f"at most {MAX_STEPS} calls fit into one request")
        validated([*before, *steps])
        return steps

    def _claims(self, fresh: Sequence[Step]) -> bool:
        """Does it say that something is done which it only had to plan?"""
        wants_action = any(step.task not in REPLIES for step in self._reading.steps)
        only_chats = not self._steps and all(step.task == "chat" for step in fresh)
        return wants_action and only_chats and any(claims_done(str(step.args["text"])) for step in fresh)

    def _goes_on(self, calls: int) -> bool:
        """Small models call one tool a reply: is there more in the request than was called? Others call all at once."""
        if calls > 1 or self.is_reading or any(step.task in REPLIES for step in self._steps):
            return False
        expected = sum(step.task not in REPLIES for step in self._reading.steps)
        is_joined = _JOINED.search(self._text.strip(" ,.;!")) is not None
        return self._prompt.is_simple and (len(self._steps) < expected or is_joined)

    def _mend(self, reply: LlmReply, calls: Sequence[RawCall], results: Sequence[str], why: str = NO_PLAN) -> None:
        self.repairs += 1
        if self.repairs > MOST_REPAIRS:
            raise NoPlan(why)
        self._answer(reply, calls, results)

    def _answer(self, reply: LlmReply, calls: Sequence[RawCall], results: Sequence[str]) -> None:
        """Put the reply and what became of its calls into the conversation."""
        if not reply.calls:
            self._messages.append({"role": "assistant", "content": without_thoughts(reply.content)[:4000] or "…"})
            self._messages.append({"role": "user", "content": "\n".join(dict.fromkeys(results))})
            return
        made = [
            {"id": call.id, "type": "function", "function": {"name": _name(call), "arguments": _object(call.arguments)}}
            for call in calls
        ]
        self._messages.append({"role": "assistant", "content": "", "tool_calls": made})
        for call, result in zip(calls, results, strict=True):
            self._messages.append({"role": "tool", "tool_call_id": call.id, "content": result[:1000]})


def _sorted_out(steps: list[Step], before: int) -> list[Step]:
    """A question comes before every act, small talk beside one is left out, and one reply is enough."""
    questions = [step for step in steps if step.task == "ask"]
    acts = [place for place, step in enumerate(steps) if step.task not in REPLIES]
    if questions or not acts:
        return (questions or steps)[:1]
    numbers = {before + old + 1: before + new for new, old in enumerate(acts, 1)}
    return [renumbered(steps[place], numbers) for place in acts]


def _name(call: RawCall) -> str:
    """Servers refuse names of other forms, their own models' too."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", call.name)[:64] or "unnamed"


def _object(arguments: str) -> str:
    """Chat templates read arguments as JSON, so wrong ones go back as none."""
    try:
        return arguments if isinstance(json.loads(arguments), dict) and len(arguments) < 4000 else "{}"
    except (ValueError, RecursionError):
        return "{}"


def _shown(text: str) -> str:
    kept = "".join(char if char.isprintable() or char == "\n" else " " for char in text).strip()
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"
