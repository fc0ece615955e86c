"""A plan that is likely wrong is asked about before it is done, and is one word away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.library.library import Library
from engine.planner.context import ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.doubts import doubt
from engine.planner.offline.doubts.asked_back import ASKS, in_words
from engine.planner.offline.doubts.doubt import chance_wrong, trims_nothing
from engine.planner.offline.doubts.level_words import says_more_than_a_level
from engine.planner.offline.doubts.many_deleted import deletes_more_than_one
from engine.planner.offline.doubts.offer_dropped import without_dropped_offer
from engine.planner.offline.doubts.other_way import goes_the_other_way
from engine.planner.offline.doubts.renamed_room import renames_where_it_goes
from engine.planner.offline.doubts.scope_lost import scope_lost
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.is_question import is_question as asks_only
from engine.planner.offline.steps.said_twice import without_doubles
from engine.planner.offline.steps.unasked_back import ungoverned
from engine.tasks.plan import Plan, Step, told_of
from tests.engine.planner.session import BAND, after
from tests.fakes import FakeDaw, FakeModel

PLANNER = OfflinePlanner()
DOWN = after(BAND, ("bass down 3", [("mix", {"track": "Bass", "action": "gain", "value_db": -3.0}, ())]))


@pytest.fixture
def doubts_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every plan is asked about that is not read to its last word."""
    monkeypatch.setattr(doubt, "ASK_FROM", 0.0)
    monkeypatch.setattr("engine.planner.offline.planner.read", lambda *told: None)
    yield


def asked(said: str, plan: Plan, context: Context) -> Context:
    """The context after a question."""
    choices = tuple(tuple(told_of(choice)) for choice in plan.choices)
    return replace(context, dialogue=(*context.dialogue, Exchange(said, tuple(plan.calls()), (), choices, number=2)))


def chance(said: str, step: Step, context: Context = BAND) -> float:
    return chance_wrong(said, [step], DialogueState.of(context))


GAIN = Step("mix", {"track": "Bass", "action": "gain", "value_db": -3.0})


@pytest.mark.parametrize(
    ("clear", "unclear"),
    [
        (
            "turn the bass down 3 dB",
            "the bass is too loud when she sings, only there, leave the rest and the pad as well",
        ),
        ("bass 3 dB quieter please", "the bass should be a bit warmer, not louder, like the record we listened to"),
        ("lower the bass by 3 dB", "lower it there by 3 dB as well but leave the other one, and mute both at the end"),
    ],
)
def test_what_is_left_over_raises_doubt(clear: str, unclear: str) -> None:
    assert chance(clear, GAIN) < 0.5 < chance(unclear, GAIN)


def test_a_clear_request_is_done() -> None:
    for said in ("turn the bass down 3 dB", "mute the pad", "transpose the melody up an octave", "reverse the pad"):
        assert not PLANNER.plan(said, BAND).is_reply


def test_a_doubtful_plan_is_told_and_offered(doubts_all: None) -> None:
    plan = PLANNER.plan("pull the bass down 3 dB", BAND)
    assert [step.task for step in plan.steps] == ["ask"]
    assert plan.steps[0].args["text"] == f"{ASKS}Set the level: “Bass”, −3 dB?"
    assert plan.choices == ((Step("mix", {"track": "Bass", "action": "gain", "value_db": -3.0}),),)


@pytest.mark.parametrize(
    "yes", ["yes", "Yes please.", "ok, do it", "right", "go ahead", "exactly", "ja", "sí", "oui", "好的"]
)
def test_yes_does_it(yes: str, doubts_all: None) -> None:
    said = "pull the bass down 3 dB"
    plan = PLANNER.plan(said, BAND)
    assert PLANNER.plan(yes, asked(said, plan, BAND)).steps == plan.choices[0]


@pytest.mark.parametrize("no", ["no", "nope, not that", "no thanks", "no, please", "No, good.", "nein", "not quite"])
def test_no_does_nothing(no: str, doubts_all: None) -> None:
    said = "pull the bass down 3 dB"
    after_it = asked(said, PLANNER.plan(said, BAND), BAND)
    assert [step.task for step in PLANNER.plan(no, after_it).steps] == ["ask"]


def test_nobody_is_asked_twice(doubts_all: None) -> None:
    said = "pull the bass down 3 dB"
    plan = PLANNER.plan(said, BAND)
    assert PLANNER.plan("bass down by 3 dB", asked(said, plan, BAND)).steps == plan.choices[0]


def test_another_request_goes_on(doubts_all: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "pull the bass down 3 dB"
    after_it = asked(said, PLANNER.plan(said, BAND), BAND)
    monkeypatch.setattr(doubt, "ASK_FROM", 1.1)
    assert PLANNER.plan("mute the pad", after_it).calls() == [
        {"tool": "mix", "args": {"track": "Pad", "action": "mute"}}
    ]


def test_a_correction_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.planner.offline.planner.is_surely_in_a_form", lambda *told: False)
    monkeypatch.setattr("engine.planner.offline.planner.read", lambda *told: None)
    monkeypatch.setattr(doubt, "ASK_FROM", 0.0)
    said = "no, 5"
    plan = PLANNER.plan(said, DOWN)
    (step,) = plan.choices[0]
    assert (step.op, step.base, step.args["value_db"]) == ("fix", "1.1", -5.0)
    assert PLANNER.plan("yes", asked(said, plan, DOWN)).steps == plan.choices[0]


UP = after(BAND, ("melody up 1", [("mix", {"track": "Melody", "action": "gain", "value_db": 1.0}, ())]))


def test_what_leans_on_a_guess_is_asked_and_can_be_put_right() -> None:
    plan = PLANNER.plan("pad down too", UP)
    offered = Step("mix", {"track": "Pad", "action": "gain", "value_db": -1.0}, "again", "1.1")
    assert plan.steps[0].task == "ask" and plan.choices == ((offered,),)
    behind = asked("pad down too", plan, UP)
    assert PLANNER.plan("yes", behind).steps == (offered,)
    (step,) = PLANNER.plan("no, 2 dB", behind).steps
    assert (step.op, step.args) == ("again", {**offered.args, "value_db": -2.0})
    (step,) = PLANNER.plan("no, the bass", behind).steps
    assert (step.op, step.args["track"], step.args["value_db"]) == ("again", "Bass", -1.0)
    (step,) = PLANNER.plan("mute the amb", behind).steps
    assert step.args == {"track": "Amb", "action": "mute"}


def test_what_changes_nothing_is_not_asked_about(doubts_all: None) -> None:
    for said in ("undo that", "what key is the melody in?", "play from bar 3"):
        assert PLANNER.plan(said, DOWN).steps[0].task != "ask"


def test_what_is_done_to_many_needs_a_word_for_that() -> None:
    scene = DialogueState.of(BAND)
    mute = [Step("mix", {"tracks": list(BAND.tracks), "action": "mute"})]
    assert doubt.is_done_to_many("make it silent there", mute, scene)
    assert not doubt.is_done_to_many("mute everything", mute, scene)
    assert not doubt.is_done_to_many("mute Melody, lo-fi beat, Bass, Pad and Amb", mute, scene)
    assert not doubt.is_done_to_many("make it silent there", [GAIN], scene)


def test_a_step_is_told_with_names_and_figures() -> None:
    scene = DialogueState.of(BAND)
    cut = Step("edit_clip", {"clip": "c2", "action": "cut", "start_bar": 3, "end_bar": 4})
    assert in_words(cut, scene) == "Cut: “lo-fi beat”, bars 3 to 4"
    assert in_words(Step("change_tempo_key", {"clips": ["c1", "c3"], "semitones": 2}), scene) == (
        "Change tempo or key: “Melody” and “bass line”, +2 semitones"
    )


def test_in_a_project_yes_carries_it_out(tmp_path: Path, doubts_all: None) -> None:
    (tmp_path / "song").mkdir()
    session = FakeDaw(tmp_path / "song")
    session.user_track("Bass")
    library = Library(tmp_path / "Tonmeister")
    assistant = Assistant(
        registry=Registry(models={"fake": FakeModel()}), library=library, planner=PLANNER, session=session
    )
    turn = assistant.ask("pull the bass down 3 dB")
    assert (turn.state, session.tracks[0].gain_db) == ("answered", 0.0)
    assert assistant.ask("yes").state == "done"
    assert session.tracks[0].gain_db == -3.0
    library.close()


@pytest.mark.parametrize("text", ["more, like properly filthy", "heavier and more of it", "even darker please"])
def test_no_undo_without_a_word_of_going_back(text: str) -> None:
    assert ungoverned([Step("undo", {})], text)[0].task == "ask"


@pytest.mark.parametrize(
    "text", ["undo that", "hm no", "as it was", "take it off", "the first one was better", "isn't good"]
)
def test_words_of_going_back_govern_an_undo(text: str) -> None:
    assert ungoverned([Step("undo", {})], text) == [Step("undo", {})]


STRINGS_IN = (Step("mix", {"track": "Bass", "action": "gain", "value_db": 2.0}),)


@pytest.mark.parametrize(
    ("said", "is_lost"),
    [
        ("bass up 2 in the repeat", True),
        ("bass up 2 on the last word", True),
        ("everything up 2", True),
        ("all of them up 2", True),
        ("bass up 2", False),
        ("bass up 2 on both sides", False),
        ("bass up 2 at last", False),
        ("bass up 2, everything else stays", False),
    ],
)
def test_a_plan_that_does_not_reach_as_far_as_the_words(said: str, is_lost: bool) -> None:
    assert scope_lost(said, STRINGS_IN, DialogueState.of(BAND)) is is_lost


def test_what_takes_nothing_off_a_clip_is_asked() -> None:
    clip = BAND.clips[0]
    scene = DialogueState.of(replace(BAND, clips=(replace(clip, length=8.0),)))
    whole = Step("edit_clip", {"clip": clip.id, "action": "trim", "start": 0.0, "end": 8.0})
    part = Step("edit_clip", {"clip": clip.id, "action": "trim", "start": 0.5, "end": 8.0})
    assert trims_nothing("trim the front", [whole], scene)
    assert not trims_nothing("trim the front", [part], scene)


@pytest.mark.parametrize(
    ("said", "is_question"),
    [
        ("and its back to 165 at the solo yeah?", True),
        ("it stays open after that yeah? chorus pad shouldnt be dull", True),
        ("they're both muted now?", True),
        ("what could you get out of the demo if you split it", True),
        ("pan it left, ok?", False),
        ("it's too loud, right?", False),
        ("keys up a bit, right?", False),
        ("can you turn it down, yeah?", False),
        ("the vox 2 db up?", False),
    ],
)
def test_what_is_so_is_asked_in_the_order_of_a_statement_too(said: str, is_question: bool) -> None:
    assert asks_only(said) is is_question


@pytest.mark.parametrize(
    ("said", "is_more"),
    [
        ("bass needs 3 db more bite", True),
        ("put the bass 6 under the pad", True),
        ("bass 3 db up", False),
        ("drummer reckons the bass is way too quiet in his ears, give it 4 more", False),
        ("turn the bass down by 3 db please", False),
    ],
)
def test_what_is_no_level_is_asked(said: str, is_more: bool) -> None:
    assert says_more_than_a_level(said, STRINGS_IN, DialogueState.of(BAND)) is is_more


@pytest.mark.parametrize(
    ("said", "is_dropped"),
    [
        ("the drums should come in at bar 9", True),
        ("mute the keys and the bass in the last bar", True),
        ("no, the keys please and not the bass", False),
        ("turn the bass down by 3 dB please", False),
        ("the keys instead", False),
        ("yes do it to the bass", False),
    ],
)
def test_another_request_behind_an_offer_is_no_answer_to_it(said: str, is_dropped: bool) -> None:
    offer = (Step("mix", {"track": "Bass", "action": "gain", "value_db": -3.0}),)
    plan = Plan((Step("ask", {"text": f"{ASKS}bass?"}),), "offline", choices=(offer,))
    context = asked("bass down by 3 dB please", plan, BAND)
    assert (len(without_dropped_offer(context, said).dialogue) < len(context.dialogue)) is is_dropped


@pytest.mark.parametrize(
    ("said", "step", "is_against"),
    [
        ("half a beat earlier, it's late", Step("arrange", {"clip": "r", "action": "move", "offset_beats": 0.5}), True),
        ("half a beat later", Step("arrange", {"clip": "r", "action": "move", "offset_beats": 0.5}), False),
        ("bass down a good bit", Step("mix", {"track": "Bass", "action": "gain", "value_db": 3.0}), True),
        ("bass down, keys up", Step("mix", {"track": "Bass", "action": "gain", "value_db": -3.0}), False),
        ("bass back up, it was too far down", Step("mix", {"track": "Bass", "action": "gain", "value_db": 3.0}), False),
        ("it muddies things up, 3 less", Step("mix", {"track": "Bass", "action": "gain", "value_db": 3.0}), True),
        ("a bit left", Step("mix", {"track": "Bass", "action": "pan", "value": 0.2}), True),
    ],
)
def test_a_way_that_is_said_and_not_kept(said: str, step: Step, is_against: bool) -> None:
    assert goes_the_other_way(said, [step], DialogueState.of(BAND)) is is_against


def test_some_of_what_is_named_at_once_is_asked() -> None:
    inside = tuple(TrackInfo(name, group="Synths" if name in ("Pad", "Amb") else "") for name in BAND.tracks)
    scene = DialogueState.of(
        replace(BAND, tracks=(*BAND.tracks, "Synths"), track_views=(*inside, TrackInfo("Synths", "group")))
    )
    one, both = (Step("apply_effect", {"track": name, "effect": "widen"}) for name in ("Pad", "Amb"))
    assert scope_lost("the synths wider", [one], scene)
    assert not scope_lost("the synths wider", [one, both], scene)
    assert not scope_lost("the pad wider", [one], scene)


def test_what_is_said_twice_is_done_once() -> None:
    harder = Step("edit_notes", {"clip": "c1", "action": "velocity", "change": 15.0})
    made = Step("generate_midi", {"kind": "bass"})
    assert without_doubles(Plan((harder, harder), "offline"), BAND).steps == (harder,)
    assert without_doubles(Plan((made, made), "offline"), BAND).steps == (made, made)


def test_a_fader_is_turned_once_for_two_clips_of_its_track() -> None:
    context = Context(tracks=("Bass",), clips=(ClipInfo("a", "one", "Bass"), ClipInfo("b", "two", "Bass")))
    one, other = (Step("mix", {"action": "gain", "value_db": -10.0, "clip": clip}) for clip in ("a", "b"))
    assert without_doubles(Plan((one, other), "offline"), context).steps == (one,)


@pytest.mark.parametrize(
    ("said", "track", "is_asked"),
    [("call it Vla, into the synths", "Synths", True), ("name the bass Low, in the synths", "Synths", True),
     ("call the synths Vla", "Synths", False), ("rename the bass to synths", "Bass", False)],
)  # fmt: skip
def test_where_something_goes_gets_no_new_name(said: str, track: str, is_asked: bool) -> None:
    scene = DialogueState.of(replace(BAND, tracks=(*BAND.tracks, "Synths")))
    step = Step("arrange", {"action": "rename", "track": track, "name": "Vla"})
    assert renames_where_it_goes(said, [step], scene) is is_asked


def test_what_others_say_of_a_level_is_no_request() -> None:
    scene = DialogueState.of(BAND)
    assert says_more_than_a_level("jonas keeps saying the bass is too loud. hes wrong tho", STRINGS_IN, scene)
    assert not says_more_than_a_level("the bass is too loud", STRINGS_IN, scene)


SHOUTS = Context(
    clips=tuple(ClipInfo(f"a{n}", f"adlib {n}", "adlibs", "audio", 8.0 * n, 4.0) for n in (1, 2, 3))
    + tuple(ClipInfo(f"s{n}", f"part {n}", "808", "audio", 8.0 * n, 4.0) for n in (1, 2)),
    tracks=("adlibs", "808"),
    track_views=(TrackInfo("adlibs", "audio"), TrackInfo("808", "audio")),
)


@pytest.mark.parametrize(
    ("text", "gone", "is_doubted"),
    [
        ("delete that adlib she hates", ("a1", "a2", "a3"), True),
        ("delete that adlib", ("a1", "a2"), True),
        ("delete that adlib", ("a2",), False),
        ("delete the adlibs", ("a1", "a2", "a3"), False),
        ("delete them", ("a1", "a2"), False),
        ("delete the 808", ("s1", "s2"), False),
        ("bin both adlib clips", ("a1", "a2"), False),
    ],
)
def test_several_do_not_go_by_a_word_for_one(text: str, gone: tuple[str, ...], is_doubted: bool) -> None:
    steps = [Step("arrange", {"action": "delete", "clip": one}) for one in gone]
    assert deletes_more_than_one(text, steps, DialogueState.of(SHOUTS)) == is_doubted
    asked = PLANNER.plan("delete that adlib she hates", SHOUTS)
    assert asked.steps[0].task == "ask"
