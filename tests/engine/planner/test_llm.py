"""The planner that asks a language model: parallel calls, several rounds, repairs, words, cost and context."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.llm.candidate import TAKE
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.llm_server import Answer, LlmServer, calls, delta, error, planned, planner_at, sse, words
from tests.engine.planner.session import BAND, CHORUS_TURN, PLANNER

STEMS = ("separate_stems", {"clip": "c7", "stems": ["bass"]})
ECHO = ("apply_effect", {"clip": "$1.bass", "effect": "delay"})
CHAIN = "take the bass out of the sunday mix and put a delay on it"
MUTE = ("mix", {"track": "t2", "action": "mute"})
ASKING = OfflinePlanner()
UNSURE = "the pad is a bit sharp on the ears up there"
"""What the offline planner would rather ask about."""


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)


def as_calls(*named: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"tool": name, "args": args} for name, args in named]


def results(request: dict[str, Any]) -> list[str]:
    """What the model was told about its calls."""
    return [str(one["content"]) for one in request["messages"] if one["role"] == "tool"]


def test_parallel_calls_refer_to_each_other() -> None:
    plan, server = planned(CHAIN, calls(STEMS, ECHO))
    assert plan.calls() == as_calls(STEMS, ECHO) and plan.planner == "llm" and len(server.asked) == 1


def test_a_small_model_goes_on_with_one_call_a_reply_until_it_stops() -> None:
    plan, server = planned(CHAIN, calls(STEMS), calls(ECHO), words("That was it."), small=True)
    assert plan.calls() == as_calls(STEMS, ECHO)
    told = "planned as step 1; go on with what is left, or answer with the one word: done"
    assert results(server.asked[1]) == [told]


def test_a_large_model_calls_all_at_once() -> None:
    plan, server = planned("mute the beat, and thanks", calls(MUTE), context_tokens=32_000)
    assert len(plan.steps) == 1 and len(server.asked) == 1


READ = (TAKE, {})


def test_a_reading_that_is_right_is_taken_as_it_stands() -> None:
    plan, server = planned("mute the beat and put a reverb on the pad", calls(READ))
    assert (plan.planner, plan.note, len(server.asked)) == ("llm", "", 1)
    assert plan.steps == PLANNER.plan("mute the beat and put a reverb on the pad", BAND).steps
    shown = server.asked[0]["messages"][1]["content"]
    assert "READING (by rules; may be wrong)\nmix(track t2, action mute); apply_effect(clip c5, effect reverb)" in shown


def test_of_several_guesses_one_is_taken() -> None:
    asks = ASKING.plan(UNSURE, BAND)
    assert asks.steps[0].task == "ask" and asks.choices
    guess, server = planned(UNSURE, calls((TAKE, {"guess": 1})), fallback=ASKING)
    assert guess.steps == asks.choices[0] and guess.planner == "llm"
    assert "guess 1, which it is not sure of: " in server.asked[0]["messages"][1]["content"]
    nothing, _ = planned(UNSURE, calls(READ), fallback=ASKING)
    assert nothing.steps == asks.steps and nothing.choices == asks.choices


def test_the_reading_stands_alone() -> None:
    plan, server = planned("mute the beat", calls(READ, MUTE), calls(MUTE))
    assert plan.calls() == as_calls(("mix", {"track": "lo-fi beat", "action": "mute"}))
    assert "stands alone" in results(server.asked[1])[0]
    plan, server = planned("mute the beat", calls((TAKE, {"guess": 3})))
    assert plan.calls() == as_calls(("mix", {"track": "lo-fi beat", "action": "mute"})), "it has no guesses"


def test_what_an_earlier_call_got_wrong_is_told_with_it() -> None:
    less = ("apply_effect", {"clip": "c5", "effect": "chorus", "wet": 0.2, "about": "fix 1.1"})
    plan, _ = planned("less of it", calls(less), context=CHORUS_TURN)
    assert (plan.steps[0].op, plan.steps[0].base) == ("fix", "1.1") and "about" not in plan.steps[0].args
    never = ("apply_effect", {**less[1], "about": "fix 7.1"})
    plan, server = planned("less of it", calls(never), calls(less), context=CHORUS_TURN)
    assert "there is no call 7.1; there were 1.1" in results(server.asked[1])[0] and plan.steps[0].op == "fix"


def test_a_part_that_no_tool_can_do_is_said_beside_what_is_done() -> None:
    plan, _ = planned("mute the beat and mail it to Jo", calls(MUTE, ("refuse", {"text": "I cannot send mail."})))
    assert [step.task for step in plan.steps] == ["mix"] and plan.note == "I cannot send mail."


def test_what_is_clear_by_itself_is_planned_without_the_model() -> None:
    plan, server = planned("mute the beat", calls(READ), is_always_asked=False)
    assert server.asked == [] and plan.planner == "offline"
    less = ("apply_effect", {"clip": "c5", "effect": "chorus", "wet": 0.2})
    for text, context in (("less of it", CHORUS_TURN), ("it drowns a bit in that corner", BAND)):
        plan, server = planned(text, calls(less), context=context, is_always_asked=False)
        assert len(server.asked) == 1 and plan.planner == "llm", text


def test_what_is_made_is_worked_on_before_it_is_placed() -> None:
    said = ("speak", {"text": "it is late"})
    place = ("arrange", {"action": "place", "clip": "$2", "track": "Narrator", "bar": 3})
    longer = ("change_tempo_key", {"clip": "$2", "bars": 2})
    soft = ("edit_clip", {"clip": "$2", "action": "gain", "value_db": -3})
    plan, _ = planned("let an old man say so", calls(MUTE, said, place, longer, soft))
    assert [step.task for step in plan.steps] == ["mix", "speak", "change_tempo_key", "edit_clip", "arrange"]
    assert [step.args.get("clip") for step in plan.steps[2:]] == ["$2", "$3", "$4"]


def test_several_clips_are_faded_one_by_one() -> None:
    both = ("edit_clip", {"clips": ["c2", "c4"], "action": "fade_out", "duration": 2})
    plan, _ = planned("fade the beat and the vocal out", calls(both))
    assert [(step.args["clip"], step.args["action"]) for step in plan.steps] == [("c2", "fade_out"), ("c4", "fade_out")]
    plan, _ = planned("join the beat and the vocal", calls(("edit_clip", {"clips": ["c2", "c4"], "action": "join"})))
    assert [step.args["clips"] for step in plan.steps] == [["c2", "c4"]]


def test_an_undo_may_name_a_clip_by_its_short_id() -> None:
    context = replace(BAND, clips=(*BAND.clips, ClipInfo("region:abc", "Riser", "Pad")))
    plan, _ = planned("undo what you did to the riser", calls(("undo", {"target": "x1"})), context=context)
    assert plan.calls() == as_calls(("undo", {"target": "region:abc"}))


def test_a_repeated_call_ends_the_rounds() -> None:
    plan, server = planned(CHAIN, calls(STEMS), calls(STEMS), small=True)
    assert plan.calls() == as_calls(STEMS) and len(server.asked) == 2


def test_one_request_is_one_round() -> None:
    plan, server = planned("mute the beat", calls(MUTE))
    assert len(server.asked) == 1 and plan.calls() == as_calls(("mix", {"track": "lo-fi beat", "action": "mute"}))


def test_a_model_that_never_stops_is_stopped() -> None:
    many = [calls(("mix", {"track": "t2", "action": "gain", "value_db": -n})) for n in range(1, 40)]
    plan, server = planned("turn the beat down, and down, and down", *many, small=True)
    assert len(server.asked) == 16 and plan.planner == "offline" and "did not come to an end" in plan.note


def test_a_wrong_call_is_mended_by_its_reason() -> None:
    wrong = calls(("mix", {"track": "t2", "action": "silence"}))
    with LlmServer(wrong, calls(MUTE)) as server, planner_at(server) as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
        assert planner.usage and planner.usage.repairs == 1 and planner.usage.requests == 2
    (reason,) = results(server.asked[1])
    assert reason.startswith("wrong: mix: action:") and "'mute'" in reason
    sent = server.asked[1]["messages"][2]["tool_calls"][0]
    assert sent["function"]["name"] == "mix" and json.loads(sent["function"]["arguments"])["action"] == "silence"


def test_two_repairs_and_no_more() -> None:
    wrong = calls(("mix", {"clip": "c99", "action": "mute"}))
    plan, server = planned("mute the beat", wrong, wrong, calls(MUTE))
    assert plan.planner == "llm" and "there is no clip 'c99'; the ids are c1, c2" in results(server.asked[1])[0]
    plan, server = planned("mute the beat", wrong, wrong, wrong, calls(MUTE))
    assert plan.planner == "offline" and len(server.asked) == 3


def test_a_right_call_beside_a_wrong_one_waits() -> None:
    wrong = ("apply_effect", {"clip": "$1.trumpet", "effect": "delay"})
    plan, server = planned(CHAIN, calls(STEMS, wrong), calls(STEMS, ECHO))
    told = results(server.asked[1])
    assert "not planned" in told[0] and "has no output 'trumpet'" in told[1]
    assert plan.calls() == as_calls(STEMS, ECHO)


def test_broken_arguments_go_back_as_none_of_them() -> None:
    """A server's template reads them as JSON, and fails on what is not."""
    plan, server = planned("mute the beat", calls(("mix", '{"track": "t2", "act')), calls(MUTE))
    assert server.asked[1]["messages"][2]["tool_calls"][0]["function"]["arguments"] == "{}"
    assert plan.planner == "llm"


@pytest.mark.parametrize(
    ("text", "said", "task"),
    [
        ("hello there", "Hi! What shall we do?", "chat"),
        ("make it nicer", "Which clip do you mean?", "ask"),
        ("mute the beat", "The lo-fi beat, or all drums?", "ask"),
    ],
)
def test_words_are_a_question_or_small_talk(text: str, said: str, task: str) -> None:
    plan, _ = planned(text, words(said))
    assert plan.calls() == as_calls((task, {"text": said})) and plan.planner == "llm"


def test_who_only_says_that_it_is_done_is_told_to_do_it() -> None:
    plan, server = planned("mute the beat", calls(("chat", {"text": "Done, the beat has been muted."})), calls(MUTE))
    assert [step.task for step in plan.steps] == ["mix"] and "Nothing has been done" in results(server.asked[1])[0]
    plan, server = planned("mute the beat", words("I've muted the beat."), calls(MUTE))
    assert [step.task for step in plan.steps] == ["mix"]


def test_small_talk_beside_a_call_is_left_out_and_references_follow() -> None:
    moved = ("apply_effect", {"clip": "$2.bass", "effect": "delay"})
    plan, _ = planned(CHAIN, calls(("chat", {"text": "Right away!"}), STEMS, moved))
    assert plan.calls() == as_calls(STEMS, ECHO)


def test_a_question_beside_a_call_comes_first() -> None:
    plan, _ = planned("mute the beat", calls(MUTE, ("ask", {"text": "Which beat?"})))
    assert plan.calls() == as_calls(("ask", {"text": "Which beat?"}))


def test_the_selection_is_the_selected_clip() -> None:
    plan, _ = planned("sing this: la la", calls(("sing", {"midi": "selection", "lyrics": "la la"})))
    assert plan.calls()[0]["args"]["midi"] == "c1"
    none = replace(BAND, selected_clips=())
    plan, server = planned("reverse it", calls(("edit_clip", {"clip": "selection", "action": "reverse"})), context=none)
    assert "nothing is selected" in results(server.asked[1])[0] and plan.planner == "offline"
    two = replace(BAND, selected_clips=("c2", "c3"))
    plan, _ = planned("join these", calls(("edit_clip", {"clips": ["selection"], "action": "join"})), context=two)
    assert plan.calls()[0]["args"]["clips"] == ["c2", "c3"]


def test_a_region_with_a_long_id_gets_a_short_one() -> None:
    region = "region:5f3a9c1e-77aa-4e9f-bb0e-3a2d8a1f0c11"
    context = Context(clips=(ClipInfo(region, "Take 1", "Vox", "audio", 0, 8),), tracks=("Vox",))
    plan, server = planned("denoise the take", calls(("denoise", {"clip": "x1"})), context=context)
    assert plan.calls() == as_calls(("denoise", {"clip": region}))
    assert region not in json.dumps(server.asked[0]["messages"])


def test_tokens_time_and_cost_are_kept(tmp_path: Path) -> None:
    prices = {"date": "2026-11-20", "currency": "USD", "models": {"m": {"in_per_million": 2, "out_per_million": 10}}}
    (tmp_path / "prices.json").write_text(json.dumps(prices))
    with LlmServer(calls(MUTE, tokens=(1000, 100))) as server, planner_at(server, folder=tmp_path) as planner:
        planner.plan("mute the beat", BAND)
        usage = planner.usage
    assert usage and (usage.tokens_in, usage.tokens_out, usage.model) == (1000, 100, "m")
    assert usage.cost == pytest.approx(0.003) and usage.currency == "USD" and usage.ms > 0
    assert str(usage).startswith("m: 1000 tokens in and 100 tokens out") and str(usage).endswith("0.0030 USD")


@pytest.mark.parametrize("table", ["", "{", "[]", '{"models": {"m": {"in_per_million": -1, "out_per_million": 1}}}',
                                   '{"models": {"other": {"in_per_million": 1, "out_per_million": 1}}}'])  # fmt: skip
def test_an_unknown_price_is_unknown_and_not_nothing(tmp_path: Path, table: str) -> None:
    (tmp_path / "prices.json").write_text(table)
    with LlmServer(calls(MUTE)) as server, planner_at(server, folder=tmp_path) as planner:
        planner.plan("mute the beat", BAND)
    assert planner.usage and planner.usage.cost is None and str(planner.usage).endswith(" s")


def test_tokens_that_nobody_counted_are_unknown() -> None:
    answers = calls(STEMS), calls(ECHO, tokens=None), words("ok")
    with LlmServer(*answers) as server, planner_at(server, small=True) as planner:
        planner.plan(CHAIN, BAND)
    assert planner.usage and planner.usage.tokens_in is None and "token" not in str(planner.usage)


def test_a_request_that_failed_took_nobody_knows_what() -> None:
    with LlmServer(error(401)) as server, planner_at(server) as planner:
        planner.plan("mute the beat", BAND)
    assert planner.usage and (planner.usage.tokens_in, planner.usage.cost, planner.usage.requests) == (None, None, 1)
    with LlmServer(calls(MUTE)) as server, planner_at(server) as planner:
        planner.plan("", BAND)
    assert planner.usage is None


def test_a_reply_that_cannot_be_read_is_asked_for_again() -> None:
    """`transformers serve` reports a model's broken call as an error that is no JSON."""
    broken = sse('data: {"error": "could not parse\n{"name": "mix" x"}\n\n')
    with LlmServer(broken, calls(MUTE)) as server, planner_at(server) as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
        assert planner.usage and planner.usage.repairs == 1 and planner.usage.tokens_in is None
    assert "could not be read" in server.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("model", ["gpt-5-mini", "o4-mini", "openai/gpt-oss-20b", "qwen3:14b", "Qwen3-30B-Thinking"])
def test_a_model_that_thinks_is_told_to_be_brief(model: str) -> None:
    cannot = error(400, f'registry.ollama.ai/library/{model} does not support thinking')
    with LlmServer(cannot, calls(MUTE)) as server, planner_at(server, model=model) as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
    assert [one.get("reasoning_effort") for one in server.asked] == ["low", None]
    for other in ("gpt-4o-mini", "llama3.3:70b", "mistral-large", "gemma3:27b"):
        _, server = planned("mute the beat", calls(MUTE), model=other)
        assert "reasoning_effort" not in server.asked[0], other


def test_what_a_server_does_not_know_is_left_out() -> None:
    no_heat = error(400, "Unsupported value: 'temperature' does not support 0")
    no_count = error(422, "Extra inputs are not permitted: stream_options")
    with LlmServer(no_heat, no_count, calls(MUTE)) as server, planner_at(server) as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
        planner.plan("mute the beat", BAND)
    assert ["temperature" in one for one in server.asked] == [True, False, False, False]
    assert ["stream_options" in one for one in server.asked] == [True, True, False, False]
    assert not {"response_format", "parallel_tool_calls"} & set(server.asked[0])


def test_who_is_shown_all_rules_must_call_a_tool() -> None:
    unknown = error(400, "tool_choice 'required' is not supported by this model")
    with LlmServer(unknown, calls(MUTE)) as server, planner_at(server, context_tokens=32_000) as planner:
        planner.plan("mute the beat", BAND)
        planner.plan("mute the beat", BAND)
    assert [one.get("tool_choice") for one in server.asked] == ["required", None, None]
    _, server = planned("mute the beat", calls(MUTE), small=True)
    assert "tool_choice" not in server.asked[0], "it is told to say done"


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 2048 tokens. However, you requested 9000 tokens.",
        "the request exceeds the available context size (n_ctx: 2048)",
    ],
)
def test_the_length_of_the_context_is_learned_from_errors(message: str) -> None:
    with LlmServer(error(400, message), calls(MUTE)) as server, planner_at(server, context_tokens=30_000) as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
        assert planner._client and planner._client.context_tokens == 2048 and planner.is_short
        planner.plan("mute the beat", BAND)
    sizes = [len(json.dumps(one)) for one in server.asked]
    assert sizes[1] < sizes[0] / 3 and sizes[2] == sizes[1]


def test_a_model_without_room_is_not_asked_for_ever() -> None:
    plan, server = planned("mute the beat", error(400, "maximum context length is 300 tokens"))
    assert plan.planner == "offline" and "no room" in plan.note and len(server.asked) == 1


def test_a_server_that_does_not_stream() -> None:
    function = {"name": "mix", "arguments": json.dumps(MUTE[1])}
    whole = {"choices": [{"message": {"tool_calls": [{"id": "a", "function": function}]}, "finish_reason": "stop"}]}
    plan, _ = planned("mute the beat", Answer([json.dumps(whole).encode()], content_type="application/json"))
    assert plan.planner == "llm" and plan.steps[0].task == "mix"


def test_the_only_model_of_a_server_need_not_be_named() -> None:
    with LlmServer(calls(MUTE), models=("qwen",)) as server, planner_at(server, model="") as planner:
        assert planner.plan("mute the beat", BAND).planner == "llm"
        assert server.asked[0]["model"] == "qwen" and planner.usage and planner.usage.model == "qwen"
    with LlmServer(calls(MUTE), models=("qwen", "llama")) as server, planner_at(server, model="") as planner:
        plan = planner.plan("mute the beat", BAND)
    assert plan.planner == "offline" and "has 2 models, e.g. qwen" in plan.note


def test_the_offline_planner_answers_what_is_no_request() -> None:
    for text in ("", "   ", "🎶🎶", "\x00", "x" * 50_000):
        plan, server = planned(text, calls(MUTE))
        assert server.asked == [] and plan.calls() == PLANNER.plan(text, BAND).calls()


def test_the_conversation_is_shown_and_no_word_that_came_out_of_it() -> None:
    text = "less of it"
    plan, server = planned(
        text, calls(("apply_effect", {"clip": "c5", "effect": "chorus", "wet": 0.2})), context=CHORUS_TURN
    )
    shown = server.asked[0]["messages"][1]["content"]
    assert '1. musician: "put a chorus on the pad" → 1.1 apply_effect(clip c5, effect chorus) made n9' in shown
    assert plan.steps[0].args["wet"] == 0.2


def test_control_characters_of_a_reply_do_not_reach_the_screen() -> None:
    plan, _ = planned("hello", sse(delta(content="Hi\x1b[2J\u202e there"), delta("stop")))
    assert plan.steps[0].args["text"] == "Hi [2J  there"
