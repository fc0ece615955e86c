"""Scenes: named moments of a conversation as wire data, for pictures and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.wire.wire import (
    ClipView,
    ForeseenView,
    NoticeView,
    ProgressView,
    Remedy,
    SpanView,
    StepView,
    TurnView,
)
from ui.start_up.media_scene import media
from ui.start_up.page_scenes import (
    cleaning,
    first_run,
    library,
    local_model,
    models,
    requests,
    settings,
    settings_found,
    settings_trouble,
    voice_offer,
    voices,
)
from ui.start_up.scene import (
    AT,
    DONE,
    PEAKS,
    PLAN,
    RISER,
    RUNNING,
    SELECTED,
    SESSION,
    SOURCE,
    STEPS,
    VOCALS,
    YESTERDAY,
    Scene,
    voice_peaks,
)
from ui.start_up.sing_scenes import sing, sing_first, sing_which
from ui.talk.talk_state import NO_MICROPHONE, TalkState


def empty() -> Scene:
    """Before the first word."""
    return Scene()


def plan() -> Scene:
    """A plan that waits; how long its steps take is known from the day before."""
    return Scene(replace(SESSION, selection=SELECTED), (YESTERDAY, PLAN))


def busy() -> Scene:
    """A result that plays, and a job."""
    session = replace(SESSION, selection=SELECTED)
    return Scene(session, (DONE, RUNNING), (RISER,), peaks=PEAKS, sources=(SOURCE,), playing="vox1")


def states() -> Scene:
    """Placed, undone, refused, loading and waiting."""
    placed = replace(VOCALS, id="vox2", track="Vocals", loudness_lufs=-17.4)
    undone = replace(DONE, clips=(placed,), answer="", attached=())
    loads = StepView("generate_sound", "Loading Stable Audio", state="running")
    loading = TurnView(3, "A riser into bar 17", "running", steps=(loads,))
    waiting = TurnView(4, "Make the mix more relaxed", "queued")
    again = TurnView(2, "Undo: Take the vocals out and clean them up", "failed", started_at=AT, steps=(StepView(
        "undo", "Take it back", state="failed",
        error="“Take the vocals out” cannot be taken back: the track Vocals has changed since."),))
    moved = ProgressView(3, 1, 1, 0.0, "Loading Stable Audio", "first use", 6.0)
    return Scene(turns=(undone, again, loading, waiting), progress=(moved,), peaks=PEAKS, sources=(SOURCE,))


def undone() -> Scene:
    """Taken back: it can be made again."""
    return Scene(turns=(replace(DONE, is_undone=True, answer="", attached=()),), peaks=PEAKS, sources=(SOURCE,))


def error() -> Scene:
    """What failed, what is not known, and what may help."""
    song = TurnView(
        1, "Make a 3 minute song like the chorus", "failed", started_at=AT,
        steps=(StepView("generate_audio", "Make a song", {"prompt": "like the chorus", "bars": 90}, "failed",
                        "ACE-Step 1.5", seconds=4.2,
                        error="The song was not made. ACE-Step needs 6 GB of GPU memory and 2.1 GB are free."),),
        remedies=(Remedy("Use Stable Audio", "Make it with Stable Audio"), Remedy("Free memory and retry", "again")),
    )
    riser = TurnView(
        2, "Put the riser on bar 17", "failed", started_at=AT, clips=(), changes=(),
        steps=(StepView("arrange", "Place on a track", {"action": "place", "clip": "riser", "track": "FX", "bar": 17},
                        "failed", seconds=5.0, names={"riser": "Riser"},
                        error="Ardour did not answer for 5 s. I do not know whether the riser is there. I have not "
                        "tried again, so that it cannot be there twice."),),
        remedies=(Remedy("Look again", "Is the riser there?"),),
    )
    notice = NoticeView("No language model. The built-in planner answers; plain requests work best.", "warn", "Connect",
                        "help with language models")
    session = replace(SESSION, is_connected=False, place="", why_not="Ardour does not answer.")
    return Scene(session, (song, riser), notices=(notice,), engine="lost")


def complete() -> Scene:
    """Completions while a task is typed."""
    scene = busy()
    return replace(scene, turns=(replace(DONE, attached=()),), progress=(), text="/sep", files=("hum.wav",))


def drop() -> Scene:
    """Files over the panel."""
    return replace(plan(), is_dropping=True)


def provenance() -> Scene:
    """How a clip was made."""
    return Scene(turns=(DONE,), peaks=PEAKS, sources=(SOURCE,), playing="vox1", is_open=True)


def clip() -> Scene:
    """Clips that may not be sold, that are lost, and that are notes."""
    dusk = ClipView("dusk", "Dusk surf", "audio", 16.0, 0.0, 32.0, "bar 1", "", "/session/Dusk surf.wav", "", "", None,
                    -23.0, "generate_sound", "AudioLDM", 3, {}, "CC-BY-NC", is_commercial=False)
    lost = replace(VOCALS, id="lost", name="Harmony", is_missing=True, takes=(), source="gone")
    notes = ClipView("notes", "Bass line", "midi", 8.0, 16.0, 16.0, "bar 5", "", "/session/Bass line.mid", "",
                     "A minor", 120.0, None, "generate_midi", "built in", 1, {}, "")
    turn = TurnView(1, "What would this picture sound like?", "done", attached=("sunset.jpg",),
                    clips=(dusk, lost, notes),
                    answer="I hear: slow surf, warm wind, far birds at dusk.", undo="1 track added", started_at=AT)
    return Scene(turns=(turn,), peaks={"dusk": voice_peaks(9)})


def takes() -> Scene:
    """An original that is heard again beside the fourth take, which is in use."""
    ids = ("vox1", "vox2", "vox3", "vox4")
    first = replace(VOCALS, name="Lead vocal", takes=ids, active_take="vox4", source="")
    last = replace(first, id="vox4", take_number=4, source="vox3", track="Vocals", loudness_lufs=-16.9)
    others = tuple(replace(first, id=one, take_number=n) for n, one in enumerate(ids, 1))
    old = TurnView(1, "Sing the selected notes", "done", clips=(first,), started_at=AT, answer="Sung.")
    new = TurnView(2, "A little brighter", "done", clips=(last,), started_at=AT, undo="1 clip changed in place",
                   answer="Brighter now; it lies where the one before lay.")
    return Scene(turns=(old, new), peaks={**PEAKS, "vox4": voice_peaks(8)}, sources=others)


def answer() -> Scene:
    """Words and measured facts."""
    facts = {"tempo": 119.8, "key": "A minor", "confidence": 0.92, "chords": ["Am", "F", "C", "G"]}
    known = TurnView(1, "What key and tempo is this?", "answered", attached=("Guitar+Vox, bars 1–16",), started_at=AT,
                     answer="It is in A minor at 119.8 bpm.",
                     steps=(StepView("describe_music", "Measure it", state="done", facts=facts),))
    refused = TurnView(2, "Send this song to my label by email", "refused", started_at=AT,
                       answer="I cannot send mail. I can write the finished mix to a file.",
                       remedies=(Remedy("Master the mix to a file", "master the mix"),))
    return Scene(turns=(known, refused))


def found() -> Scene:
    """Stretches that were found in a sound, to go to."""
    spans = tuple(SpanView(start, end, label, "vox1") for start, end, label in (
        (2.0, 3.1, "dog"), (4.4, 4.9, "door"), (9.0, 14.5, "speech"), (22.25, 23.0, "dog")))
    step = StepView("detect_sounds", "Find sounds", state="done", spans=spans)
    heard = TurnView(1, "What can be heard in the vocals?", "answered", started_at=AT, steps=(step,),
                     answer="A dog twice, a door once, and speech.")
    made = TurnView(2, "Take the vocals out", "done", clips=(replace(VOCALS, takes=()),), started_at=AT)
    return Scene(turns=(heard, made), peaks=PEAKS, sources=(SOURCE,))


_DELETED = ForeseenView(1, "delete", "Bass take 2", "Bass", "bars 5–8", "deleted", (16.0, 32.0), (),
                        (0.0, 16.0, 32.0, 64.0))
_MOVED = ForeseenView(2, "edit", "Riser", "FX", "bars 7–8", "bars 15–16", (24.0, 32.0), (56.0, 64.0), (0.0, 8.0))
_QUIETER = ForeseenView(3, "edit", "Vocals", "Vocals", "−3.0 dB", "−6.0 dB")


def foreseen() -> Scene:
    """A plan that waits, drawn before and after."""
    names = {"region:340": "Bass take 2 on Bass, bar 5", "region:7": "Riser on FX, bar 7"}
    steps = (StepView("arrange", "Delete", {"action": "delete", "clip": "region:340"}, names=names),
             StepView("arrange", "Move", {"action": "move", "clip": "region:7", "bar": 15}, names=names),
             StepView("mix", "Set the level", {"action": "gain", "track": "Vocals", "value_db": -3.0}))
    said = "delete the second bass, move the riser to bar 15 and turn the vocals down 3 dB"
    waits = TurnView(1, said, "approval", steps=steps, approval="It deletes something.", started_at=AT,
                     foreseen=(_DELETED, _MOVED, _QUIETER))
    return Scene(turns=(waits,))


def question() -> Scene:
    """A question with numbers, and a plan that asks before it deletes."""
    offers = tuple(Remedy(label, "make it warmer") for label in (
        "Apply EQ: 2 dB more below 300 Hz on Vocals", "Apply tape saturation", "Make another take of the vocals"))
    asked = TurnView(1, "make it warmer", "answered", answer="I can read this in three ways. Which one is meant?",
                     is_question=True, remedies=offers, started_at=AT)
    delete = StepView("arrange", "Delete", {"action": "delete", "clip": "region:340"},
                      names={"region:340": "Bass take 2 on Bass, bar 5"})
    waits = TurnView(2, "throw the second bass away", "approval", steps=(delete,), approval="It deletes something.",
                     started_at=AT, foreseen=(_DELETED,))
    return Scene(turns=(asked, waits))


def keys() -> Scene:
    """The page of keys over an empty conversation."""
    return Scene(is_help=True)


def partly() -> Scene:
    """A plan of which the second step failed."""
    steps = (replace(STEPS[0], state="done"), replace(STEPS[1], state="failed"), replace(STEPS[2], state="not_run"))
    turn = TurnView(1, "Take the vocals out, clean them and put a plate on them", "partly", steps=tuple(
        replace(step, error="The model ran out of memory.") if step.state == "failed" else step for step in steps),
        clips=(replace(VOCALS, takes=(), track="Vocals"),), changes=("New track Vocals.",), undo="1 track added",
        remedies=(Remedy("Go on without it", "put a plate on the vocals"),), started_at=AT)
    return Scene(turns=(turn,), peaks=PEAKS, sources=(SOURCE,))


def talk() -> Scene:
    """Somebody speaks; what was understood so far may still change."""
    levels = (0.2, 0.5, 0.8, 0.6, 0.9, 0.5, 0.3, 0.6, 0.7, 0.4, 0.2)
    now = TalkState("listening", 2.6, 0.3, "make the chorus a little")
    return Scene(turns=(replace(DONE, clips=()),), talk=now, levels=levels)


def heard() -> Scene:
    """What was said is in the message; some words are doubtful."""
    return Scene(turns=(replace(DONE, clips=()),), text="make the chorus a little lighter",
                 talk=TalkState("heard", is_sure=False))


def no_microphone() -> Scene:
    """There is nothing to listen with."""
    return Scene(turns=(replace(DONE, clips=()),), talk=TalkState("trouble", why=NO_MICROPHONE))


SCENES: dict[str, Callable[[], Scene]] = {
    one.__name__: one
    for one in (
        empty, plan, busy, states, undone, error, complete, drop, provenance, clip, media, takes, answer, question,
        foreseen, partly, found, talk, heard, no_microphone, first_run, sing, sing_first, sing_which, library, requests,
        cleaning, settings, settings_found, settings_trouble, local_model, models, voices, voice_offer, keys,
    )
}
