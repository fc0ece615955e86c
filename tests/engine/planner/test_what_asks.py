"""What asks: the requests of a message, without what it only tells, and each of several done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.conversation.other_distance import other_distance
from engine.planner.offline.conversation.state import State
from engine.planner.offline.doubts.asked_back import ASKS
from engine.planner.offline.doubts.elsewhere import reaches_elsewhere
from engine.planner.offline.doubts.limits_kept import breaks_limit
from engine.planner.offline.doubts.unsaid import says_none_of_it, without_unasked_markers
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.clauses.asking import asked_in
from engine.planner.offline.sentence.undo.acts_named import acts_named
from engine.planner.offline.steps.kind_meant import with_kind_meant
from engine.planner.offline.steps.said_twice import without_doubles
from engine.planner.offline.steps.together import together, with_all_asked
from engine.planner.offline.steps.unasked_back import ungoverned
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.tasks.plan import Step, validated
from tests.engine.planner.session import after, calls, tools

TRACKS = ("Tom", "Ana", "Jule", "Guitar", "My Vocal", "Rain", "Brushes")


def _clip(n: int, track: str, a: float, b: float, kind: str = "audio") -> ClipInfo:
    return ClipInfo(f"c{n}", track.lower(), track, kind, (a - 1) * 2, (b - a) * 2, bars=(a, b))


SONG = Context(
    tempo=120,
    clips=tuple(_clip(n, track, 1, 17, "midi" if track == "Ana" else "audio") for n, track in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=tuple(
        TrackInfo(track, kind="midi" if track == "Ana" else "audio", gain_db=0, pan=0.0) for track in TRACKS
    ),
    markers=(("Intro", 1), ("Verse", 5), ("Chorus", 9), ("Outro", 13)),
)
DOWN = after(SONG, ("tom down 6", [("mix", {"track": "Tom", "action": "gain", "value_db": -6.0}, ())]))

TURNED = Step("mix", {"track": "Guitar", "action": "gain", "value_db": -2.0})


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("tom recorded this in his bedroom and he hits hard. can you bring him down 6 db", "TTA"),
        ("jonas wants my vocal autotuned to death, which, no. just compress it", "TTNNA"),
        ("the drummer rushes, leave him be. bass down an octave", "TLP"),
        ("she says the rain has to go and i said over my dead body. but ok, 4 db less of it", "TTNP"),
        ("drums down 2, the keys are fine", "PT"),
        ("how loud is it now? i always end up so quiet", "QT"),
        ("no bodhran from there till the end", "P"),
        ("it's still a loop, let's arrange. no tom before the chorus, it comes in there on the 1", "TTPT"),
        ("mix sounds great, print it", "TA"),
        ("solo's too long, cut the last two bars", "TA"),
        ("the strings should come in later", "W"),
        ("i still want to edit that pattern tonight. undo the bounce", "TA"),
        ("i want to stop fiddling. bounce it", "TA"),
        ("i want to hear less of the bass", "A"),
        ("my template searches for audio 7, so undo that rename. all the rest i keep", "TAL"),
        ("the kick is only a placeholder, comes from another pack later. tom down 2", "TTP"),
        ("for him also the fridge is too loud. tom down 2", "TP"),
        ("for ana i should like a touch of hall", "A"),
        ("for now just set tom 20 to the left", "A"),
        ("at which bar does the chorus begin, and what was done to ana so far?", "QQ"),
        ("let me see where we are: which tracks are muted?", "TQ"),
        ("what i need at home is a play-along: mute ana and export the rest", "WAA"),
        ("some of the chords thump and some of them whisper, so level them", "TN"),
        ("my altos tend to shout. tom down 2", "TP"),
    ],
)
def test_clauses_are_of_kinds(text: str, kinds: str) -> None:
    found = [one.kind for one in clauses(text) if one.text or one.kind is Kind.NOTHING]
    short = {kind: kind.name[0] for kind in Kind}
    got = "".join(short[one] for one in found)
    assert got == kinds or got.replace("N", "") == kinds.replace("N", "").replace("T" * 3, "TT")


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("tom hits like he's mad at someone. can you bring him down 6 db", ["can you bring tom down 6 db"]),
        ("oh. now all the life is gone, i feel bad. only take off 3 instead", ["only take off 3 instead"]),
        ("sofie's amp was rattling all day. rain down 2, it covers her", ["rain down 2"]),
        ("ana wants my vocal autotuned. just compress it a little", ["just compress my vocal a little"]),
        ("jule was nervous last time. turn her part up 2", ["turn jule's part up 2"]),
        ("nope, just tried it and my throat says no. undo that", ["undo that"]),
        ("ana comes in like a truck. fade it in over 4 bars", ["fade ana in over 4 bars"]),
        (
            "now my vocal. put it 20 to the left, and turn tom down 2",
            ["put my vocal 20 to the left, and turn tom down 2"],
        ),
    ],
)
def test_who_is_told_of_is_named_in_the_request(text: str, requests: list[str]) -> None:
    asked = asked_in(text, DialogueState.of(SONG))
    assert asked is not None
    assert [one.lower().replace("  ", " ") for one in asked.requests] == requests


@pytest.mark.parametrize(
    "text",
    [
        "the guitar is boxy, fix that",
        "the portrait is too dark, brighten it",
        "pan the guitar left, no, right",
        "here's our jingle, on its own track at bar 7",
        "ana clashes with jule in bars 5 to 8. mute her",
        "a folder for tom and ana, name is Porch",
        "no, not that far, just a touch to the right",
    ],
)
def test_what_may_belong_to_it_is_not_left_out(text: str) -> None:
    assert asked_in(text, DialogueState.of(SONG)) is None


@pytest.mark.parametrize(
    ("text", "track", "value_db"),
    [
        ("so tom recorded these in his bedroom and he hits like he's mad. can you bring him down 6 db", "Tom", -6),
        ("she wrote me that the rain has to go and i said over my dead body. but ok, 4 db less of it", "Rain", -4),
        ("i had the worst day, my car broke down on the way here. anyway, guitar up 2 please", "Guitar", 2),
        ("The label wants a bigger sound. Ignore them. Brushes down 3.", "Brushes", -3),
        ("Guitar gets replaced tomorrow, don't worry about it. Rain down 6.", "Rain", -6),
        ("nee wait, i still want to edit that one tonight. rain down 6", "Rain", -6),
    ],
)
def test_the_request_is_done_and_nothing_that_is_told(text: str, track: str, value_db: float) -> None:
    assert args(text) == [{"track": track, "action": "gain", "value_db": value_db}]


def test_the_same_for_another_beside_what_is_told() -> None:
    text = "yes like that! and the same for ana please. jule thinks we should drop the guitar but i love what he plays"
    assert args(text, DOWN) == [{"track": "Ana", "action": "gain", "value_db": -6.0}]


def test_each_of_two_orders_is_done() -> None:
    (muted, exported) = calls("Take the brushes out of the last two bars, then print the mix to wav.", SONG)
    assert (muted["tool"], muted["args"]["track"], muted["args"]["parameter"]) == ("automate", "Brushes", "mute")
    assert (exported["tool"], exported["args"]["what"], exported["args"].get("tracks")) == ("export", "mix", None)


def test_an_order_that_is_in_no_step_is_done_too() -> None:
    scene = DialogueState.of(SONG)
    asked = asked_in("Mute the Rain, and turn the guitar down 2.", scene)
    muted = Step("mix", {"track": "Rain", "action": "mute"})
    assert asked is not None
    found = with_all_asked([muted], asked, scene, lambda text, _: [muted] if "Rain" in text else [TURNED])
    assert found == [muted, TURNED]
    assert with_all_asked([muted, TURNED], asked, scene, lambda text, _: [muted]) == [muted, TURNED]


@pytest.mark.parametrize(
    "text",
    [
        "ana hates the rain. mute it and don't touch the rain",
        "the guitarist wants a second solo. ignore him",
    ],
)
def test_what_is_only_told_or_ruled_out_changes_nothing(text: str) -> None:
    assert not {"mix", "arrange", "edit_clip", "automate"} & set(tools(text, SONG))


def test_a_question_beside_what_is_told_changes_nothing() -> None:
    text = "what was it you did to tom again? he's asking and i already forgot"
    assert tools(text, DOWN) == ["history"]


def test_a_part_beside_an_act_elsewhere_is_that_of_the_song() -> None:
    """Behind a ride of one track's, "the last two bars" of another are not the last of that ride."""
    ride = {"track": "Jule", "parameter": "volume", "from": -10.0, "to": -2.0, "start_bar": 5.0, "end_bar": 9.0}
    ridden = after(SONG, ("ride jule up over the verse", [("automate", ride, ())]))
    (muted,) = args("take the brushes out of the last two bars", ridden)
    assert (muted["start_bar"], muted["end_bar"]) == (15.0, 17.0)


@pytest.mark.parametrize("text", ["only take off 3 instead", "oh, now the life is gone. only take off 3 instead"])
def test_another_figure_takes_the_place_of_the_old(text: str) -> None:
    (step,) = OfflinePlanner().plan(text, DOWN).steps
    assert (dict(step.args), step.op) == ({"track": "Tom", "action": "gain", "value_db": -3.0}, "fix")


@pytest.mark.parametrize(
    ("text", "beats"), [("Wrong, one bar later, not two.", 4.0), ("three bars later, not two", 12.0)]
)
def test_the_move_that_went_so_far_goes_as_far_as_is_said(text: str, beats: float) -> None:
    moved = ("arrange", {"action": "move", "clip": "c3", "offset_beats": 8.0}, ())
    marked = ("marker", {"action": "add", "name": "Solo", "bar": 17.0}, ())
    before = after(SONG, ("jule two bars later, and a marker Solo at 17", [moved, marked]))
    (step,) = OfflinePlanner().plan(text, before).steps
    assert (step.task, step.args["offset_beats"], step.op) == ("arrange", beats, "fix")


def test_the_other_way_is_no_other_distance() -> None:
    moved = ("arrange", {"action": "move", "clip": "c3", "offset_beats": 8.0}, ())
    before = after(SONG, ("jule two bars later", [moved]))
    assert other_distance("one bar earlier, not two", State.of(DialogueState.of(before))) is None


def test_back_is_no_fade() -> None:
    fade = ("edit_clip", {"clip": "c4", "action": "fade_out", "duration": 8.0}, ())
    faded = after(SONG, ("fade the guitar out", [fade]))
    assert "fade_out" not in str(calls("give me tom back in bar 4", faded))


def test_two_acts_on_notes_are_both_done() -> None:
    assert [one["action"] for one in args("Ana onto the eighths, velocities all at 80.")] == ["quantize", "velocity"]


OFFERED = replace(
    DOWN,
    dialogue=(
        *DOWN.dialogue,
        Exchange(
            "jule is on top of me in the chorus, could you move her out of the middle, 30 left",
            ({"tool": "ask", "args": {"text": "Did I get that right: Pan: “Jule”, value −0.3?"}},),
            choices=(({"tool": "mix", "args": {"track": "Jule", "action": "pan", "value": -0.3}},),),
        ),
    ),
)


@pytest.mark.parametrize("text", ["other side", "ah sorry no, other side! my guitar already lives over there"])
def test_a_correction_behind_an_offer_is_of_what_was_offered(text: str) -> None:
    assert args(text, OFFERED) == [{"track": "Jule", "action": "pan", "value": 0.3}]


def test_what_leans_past_an_open_offer_is_asked() -> None:
    assert tools("same for ana", OFFERED) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "let jule play one bar into the outro and then stop",
        "hm, now it falls off a cliff. let jule play one bar into the outro and then stop",
        "jule plays 1 bar into the outro then stops",
    ],
)
def test_who_plays_so_far_into_a_part_is_silent_behind_it(text: str) -> None:
    (muted,) = args(text)
    assert (muted["track"], muted["parameter"], muted["start_bar"], muted["end_bar"]) == ("Jule", "mute", 14.0, 17.0)


def test_who_plays_into_a_part_and_does_not_stop_is_not_silenced() -> None:
    assert not any(one.get("parameter") == "mute" for one in args("jule plays one bar into the outro"))


def test_what_is_on_someone_is_taken_off_and_not_who_it_is_on() -> None:
    text = "There is a good deal of hiss on the recording of Tom. Would you take it off, please? Ana is clean."
    assert "mute" not in str(args(text))


@pytest.mark.parametrize(
    "text", ["put that right", "a horn sounds a fifth lower, not a fourth. would you put that right?"]
)
def test_to_put_right_turns_nothing_to_a_side(text: str) -> None:
    assert "pan" not in str(args(text, DOWN))


def test_who_must_duck_for_another_goes_down() -> None:
    (step,) = args("now the guitar must duck for the rain, sidechain, release something like 120 ms")
    assert (step["track"], step["to"]) == ("Guitar", "Rain")


@pytest.mark.parametrize("text", ["export the session as a midi file", "export everything as midi"])
def test_the_session_is_exported_as_one_midi_file(text: str) -> None:
    assert args(text) == [{"what": "session", "format": "mid"}]


def test_taking_back_behind_another_order_takes_back_no_part_of_itself() -> None:
    scene = DialogueState.of(DOWN)
    asked = asked_in("Mute the rain. Undo the last change.", scene)
    assert asked is not None
    plans = [validated([Step("mix", {"track": "Rain", "action": "mute"})]), validated([Step("undo", {})])]
    assert together(plans, asked, scene) is None


@pytest.mark.parametrize(
    "text",
    [
        "rain down 2, don't touch the drums inside",
        "rain down 2, all the rest i keep",
        "rain down 2, everything else stays",
    ],
)
def test_what_only_limits_is_no_reason_to_ask(text: str) -> None:
    assert args(text) == [{"track": "Rain", "action": "gain", "value_db": -2.0}]


SAT = after(
    SONG,
    ("tom down 3", [("mix", {"track": "Tom", "action": "gain", "value_db": -3.0}, ())]),
    ("a big hall on tom", [("apply_effect", {"track": "Tom", "effect": "reverb", "size": 0.8}, ())]),
)


@pytest.mark.parametrize(
    ("steps", "text", "breaks"),
    [
        ([Step("undo", {"target": "#2, #1"})], "take back the 3 db, but keep the reverb", True),
        ([Step("undo", {"target": "#1"})], "take back the 3 db, but keep the reverb", False),
        ([Step("mix", {"track": "Tom", "action": "gain", "value_db": -2.0})], "all down 2, don't touch tom", True),
        ([Step("mix", {"track": "Rain", "action": "gain", "value_db": -2.0})], "rain down 2, don't touch tom", False),
        ([Step("mix", {"track": "Tom", "action": "mute"})], "mute tom, keep tom in the middle", False),
    ],
)
def test_what_is_to_stay_is_neither_taken_back_nor_changed(steps: list[Step], text: str, *, breaks: bool) -> None:
    assert bool(breaks_limit(text, steps, SAT)) is breaks


@pytest.mark.parametrize("text", ["could i have it a good deal softer", "i want it a good deal warmer"])
def test_nothing_is_taken_back_where_no_word_speaks_of_it(text: str) -> None:
    assert "undo" not in tools(text, SAT)


def test_two_of_a_name_are_no_second_one() -> None:
    tracks = ("Lead", "Backing 1", "Backing 2")
    clips = tuple(_clip(n, one, 1, 9) for n, one in enumerate(tracks))
    song = replace(SONG, tracks=tracks, track_views=(), clips=clips)
    assert args("mute the two backing voices", song) == [{"tracks": ["Backing 1", "Backing 2"], "action": "mute"}]


def test_the_same_behind_an_open_offer_is_asked() -> None:
    offered = Step("route", {"action": "send", "track": "Ana", "to": "Verb", "value_db": -10.0})
    question = {"tool": "ask", "args": {"text": f"{ASKS}Route: send?"}}
    choice = ({"tool": "route", "args": dict(offered.args)},)
    asked = Exchange("send ana to the verb at -14.. ehh -10", (question,), choices=(choice,))
    assert tools("same for jule but 4 lower", replace(SONG, dialogue=(asked,))) == ["ask"]


SINGER = replace(
    SONG,
    tracks=("Nylon Guitar", "Vocal", "Harmony"),
    track_views=(),
    clips=tuple(_clip(n, one, 1, 9) for n, one in enumerate(("Nylon Guitar", "Vocal", "Harmony"))),
)


@pytest.mark.parametrize(
    "text",
    [
        "my voice down 2",
        "turn the voice down 2",
        "My own voice is too loud next to the guitar. Turn it down 2.",
        "the singing down 2",
    ],
)
def test_the_voice_is_the_track_of_the_vocal(text: str) -> None:
    assert args(text, SINGER) == [{"track": "Vocal", "action": "gain", "value_db": -2.0}]


def test_how_something_is_sung_is_no_track() -> None:
    text = "sing it in the voice of a choir"
    assert with_kind_meant(text, DialogueState.of(SINGER)) == text


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("My lap steel is so dry next to the guitar. Could you give it a little reverb?", "ask"),
        ("The harmony is so dry next to the guitar. Could you give it a little reverb?", "apply_effect"),
        ("There's a hum on the guitar. Take it off.", "denoise"),
    ],
)
def test_what_is_not_here_is_not_who_is_named_beside_it(text: str, task: str) -> None:
    assert tools(text, SINGER) == [task]


@pytest.mark.parametrize(
    ("said", "tracks", "meant"),
    [
        ("the guitar down 2", ("Acoustic", "Bass"), "the Acoustic down 2"),
        ("my own guitar down 2", ("Nylon", "Bass"), "my own Nylon down 2"),
        ("the guitar down 2", ("Acoustic", "Electric"), "the guitar down 2"),
        ("the guitar down 2", ("Acoustic Bass", "Gtr"), "the guitar down 2"),
    ],
)
def test_what_is_called_by_a_part_of_its_kind(said: str, tracks: tuple[str, ...], meant: str) -> None:
    clips = tuple(_clip(n, one, 1, 9) for n, one in enumerate(tracks))
    assert with_kind_meant(said, DialogueState.of(replace(SONG, tracks=tracks, track_views=(), clips=clips))) == meant


def test_a_wish_that_is_not_understood_is_told() -> None:
    plan = OfflinePlanner().plan("The same on jule, but it can be swimmier there.", DOWN)
    assert [(one.task, one.args["track"]) for one in plan.steps] == [("mix", "Jule")]
    assert "it can be swimmier there" in plan.note


def test_a_wish_that_is_understood_is_done_too() -> None:
    (mute, gain) = args("mute the rain. and the brushes should be 2 dB quieter")
    assert (mute["track"], gain["track"], gain["value_db"]) == ("Rain", "Brushes", -2.0)


@pytest.mark.parametrize("text", ["standing further back", "more laid back"])
def test_further_back_takes_nothing_back(text: str) -> None:
    back = [Step("undo", {"target": "#1"})]
    assert ungoverned(back, text) != back


def test_a_wish_tells_how_the_order_behind_it_is_meant() -> None:
    plan = OfflinePlanner().plan("jule should sit as low as him, do the same on her", DOWN)
    assert [one.args.get("track") for one in plan.steps] == ["Jule"]
    assert not plan.note


def test_what_comes_in_there_is_not_put_there() -> None:
    (cut,) = args("it's still a loop, let's arrange. no guitar before the chorus, it comes in there on the 1")
    assert (cut["action"], cut["start_bar"]) == ("trim", 9)


def test_who_is_spoken_of_goes_into_the_bus_that_is_called() -> None:
    tracks = ("Tune", "Vocal", "Backing 1", "Backing 2")
    clips = tuple(_clip(n, one, 1, 9) for n, one in enumerate(tracks))
    song = replace(SONG, tracks=tracks, track_views=(), clips=clips)
    text = "Now the two backing voices. Put them on a bus, call it Choir, and pull that bus down 3 dB"
    (bus, down) = args(text, song)
    assert (bus["tracks"], bus["to"], down["track"]) == (["Backing 1", "Backing 2"], "Choir", "Choir")


def test_another_track_than_the_one_that_is_named_is_asked() -> None:
    steps = [Step("automate", {"track": "Jule", "parameter": "mute", "from": 1.0, "to": 1.0})]
    assert reaches_elsewhere("rain zonk there", steps, DialogueState.of(SONG))
    assert not reaches_elsewhere("jule zonk there", steps, DialogueState.of(SONG))
    assert not reaches_elsewhere("all but the rain out", steps, DialogueState.of(SONG))


def test_a_track_that_is_called_like_a_deed_is_a_track() -> None:
    song = after(
        SINGER,
        ("harmony 25 right", [("mix", {"track": "Harmony", "action": "pan", "value": 0.25}, ())]),
        ("a reverb on the vocal", [("apply_effect", {"clip": "c1", "effect": "reverb"}, ())]),
        ("the same on the harmony", [("apply_effect", {"clip": "c2", "effect": "reverb"}, ())]),
    )
    state = State.of(DialogueState.of(song))
    for what in ("the reverb on the harmony", "the harmony's reverb"):
        named = acts_named(what, state.frames, state, DialogueState.of(song))
        assert named is not None
        assert [one.turn for one in named.acts] == [3]


@pytest.mark.parametrize(
    ("steps", "text", "is_odd"),
    [
        ([Step("marker", {"action": "add", "name": "from its", "bar": 1})], "a wav, from its marker to the end", True),
        ([Step("marker", {"action": "rename", "name": "Intro", "new_name": "A"})], "call the intro marker A", False),
        ([Step("arrange", {"action": "move", "clip": "c1", "bar": 60})], "bring tom in to 60 either side", True),
        ([Step("arrange", {"action": "move", "clip": "c1", "bar": 60})], "move tom to bar 60", False),
        ([Step("audio_to_midi", {"clip": "c1"})], "tom's notes on the waltz, ana first", True),
        ([Step("audio_to_midi", {"clip": "c1"})], "turn tom into midi", False),
    ],
)
def test_what_no_word_stands_for_is_asked(steps: list[Step], text: str, *, is_odd: bool) -> None:
    assert says_none_of_it(text, steps, DialogueState.of(SONG)) is is_odd


def test_a_file_from_a_marker_makes_no_marker() -> None:
    file = Step("export", {"what": "mix", "format": "wav", "start_bar": 9})
    marker = Step("marker", {"action": "add", "name": "from its", "bar": 1})
    assert without_unasked_markers("a wav of the solo, from its marker to the end", [file, marker]) == [file]
    assert without_unasked_markers("a wav, and put a marker at 1", [file, marker]) == [file, marker]


def test_an_effect_and_its_settings_are_one() -> None:
    steps = [
        Step("apply_effect", {"clip": "c1", "effect": "compressor"}),
        Step("apply_effect", {"clip": "$1", "effect": "compressor", "ratio": 4.0}),
    ]
    (one,) = without_doubles(validated(steps), SONG).steps
    assert one.args == {"clip": "c1", "effect": "compressor", "ratio": 4.0}


def test_what_a_place_is_called_elsewhere_is_no_name() -> None:
    told = "rain down 2. and please rename the Verse marker to Hero, that's what it's called on their board"
    (down, name) = args(told)
    assert (down["track"], name["new_name"]) == ("Rain", "Hero")


def test_what_is_sung_rules_out_nothing() -> None:
    steps = [Step("mix", {"track": "Tom", "action": "gain", "value_db": -2.0})]
    assert not breaks_limit('sing "never let me go, don\'t touch tom", and tom down 2', steps, SONG)


LISTED = Context(
    tempo=100,
    clips=tuple(ClipInfo(f"l{at}", name, name, "audio", 0, 32, bars=(1.0, 9.0)) for at, name in enumerate(
        ("Bass", "Pad", "Horns"), 1
    )),
    tracks=("Bass", "Pad", "Horns"),
    track_views=tuple(TrackInfo(name) for name in ("Bass", "Pad", "Horns")),
)  # fmt: skip


def test_of_several_orders_those_that_are_sure_are_done() -> None:
    plan = OfflinePlanner().plan("bass down 3, give the pad a bit of flurb, and pan the horns hard right", LISTED)
    assert [(one.args["track"], one.args["action"]) for one in plan.steps] == [("Bass", "gain"), ("Horns", "pan")]
    assert "give the pad a bit of flurb" in plan.note


def test_an_order_that_is_beside_the_table_is_not_lost_in_silence() -> None:
    plan = OfflinePlanner().plan("bring the bass down 3 dB, season the pad with cinnamon", LISTED)
    assert [one.task for one in plan.steps] == ["mix"]
    assert "season the pad with cinnamon" in plan.note


def test_what_is_offered_beside_what_is_done_is_done_by_yes() -> None:
    offer = {"tool": "mix", "args": {"track": "Pad", "action": "mute"}}
    done = {"tool": "mix", "args": {"track": "Bass", "action": "gain", "value_db": -3}}
    listed = replace(LISTED, dialogue=(Exchange("bass down 3, and shush the pad", (done,), (), ((offer,),)),))
    plan = OfflinePlanner().plan("yes", listed)
    assert [(one.task, one.args) for one in plan.steps] == [("mix", {"track": "Pad", "action": "mute"})]
