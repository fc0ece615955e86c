"""Scenes: named moments of a conversation as wire data, for pictures and tests."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.wire.wire import (
    BarView,
    ClipView,
    NoticeView,
    PhraseView,
    ProgressView,
    Remedy,
    SelectionView,
    SessionView,
    SongNoteView,
    SongView,
    StepView,
    SyllableView,
    TrackView,
    TurnView,
)
from ui.conversation.sing_state import SingState, SungPhrase, VoiceLine

BINS = 664
AT = datetime.datetime.now().astimezone().replace(hour=14, minute=2, second=0, microsecond=0).isoformat()
"""Every scene is of today, so that its picture is the same on every day."""
TRACKS = (TrackView("Guitar+Vox"), TrackView("Lead", "midi"), TrackView("Drums"), TrackView("Vocals"))
SELECTED = SelectionView("MIDI: Lead, bars 5–9, 14 notes", "midi", ("Lead",), 16.0, 36.0, 14)
SESSION = SessionView(
    "night-drive", "Night Drive", "Ardour", bpm=120.0, meter="4/4", key="A minor", place="bar 5.1", tracks=TRACKS
)


@dataclass(frozen=True)
class Scene:
    """Everything that a panel has been told."""

    session: SessionView | None = SESSION
    turns: tuple[TurnView, ...] = ()
    progress: tuple[ProgressView, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    peaks: dict[str, bytes] = field(default_factory=dict)
    sources: tuple[ClipView, ...] = ()
    text: str = ""
    """In the message."""
    files: tuple[str, ...] = ()
    song: SingState | None = None
    """Notes that are given words."""
    engine: str = "ready"
    playing: str = ""
    """Id of the clip that plays, at 9.9 s."""
    is_open: bool = False
    """True when the last clip shows how it was made."""
    is_dropping: bool = False


def voice_peaks(seed: int = 1) -> bytes:
    """A waveform of syllables: a signed minimum and maximum for each bin."""
    chance, made = random.Random(seed), bytearray()
    while len(made) < 2 * BINS:
        sings = chance.random() < 0.62
        length, loud = chance.randrange(6, 16), chance.uniform(0.35, 0.95) if sings else 0.01
        for step in range(length):
            size = loud * math.sin(math.pi * (step + 0.5) / length) ** 0.6 * chance.uniform(0.7, 1.0)
            made += bytes((round(-127 * size) & 255, round(127 * size)))
    return bytes(made[: 2 * BINS])


def band_peaks(seed: int = 2) -> bytes:
    """A waveform of a whole band: a beat every 10 bins."""
    chance, made = random.Random(seed), bytearray()
    for step in range(BINS):
        size = min(1.0, 0.3 + 0.6 * math.exp(-(step % 10) / 3) * chance.uniform(0.6, 1.1) + chance.uniform(0, 0.15))
        made += bytes((round(-127 * size) & 255, round(127 * size)))
    return bytes(made)


SOURCE = ClipView("src", "Guitar+Vox", "audio", 32.0, 0.0, 64.0, "bar 1", "Guitar+Vox", "/session/Guitar+Vox.wav",
                  loudness_lufs=-14.0)
VOCALS = ClipView(
    "vox1", "Vocals", "audio", 32.0, 0.0, 64.0, "bar 1", "", "/session/Vocals take 1.wav", "src", "A minor", 120.0,
    -18.2, "separate_stems", "Demucs htdemucs 4.0", 7, {"clip": "src", "stems": ["vocals"]}, "MIT",
    takes=("vox1", "vox2", "vox3"), take_number=1, active_take="vox1",
)
PEAKS = {"vox1": voice_peaks(), "vox2": voice_peaks(3), "vox3": voice_peaks(4), "src": band_peaks()}
STEPS = (
    StepView("separate_stems", "Separate the vocals", {"clip": "Guitar+Vox, bars 1–16", "stems": ["vocals"]},
             model="Demucs"),
    StepView("enhance_speech", "Denoise the vocals", {"clip": "$1.vocals"}, model="built in"),
    StepView("apply_effect", "Add a plate reverb", {"clip": "$2", "effect": "reverb", "wet": 0.25}),
)
_DONE = TurnView(
    1, "Take the vocals out and clean them up", "done", "offline", attached=("Guitar+Vox, bars 1–16",),
    steps=(replace(STEPS[0], state="done", seconds=38.0),), clips=(VOCALS,),
    answer="Done: the vocals and the rest are on two new tracks at bar 1. Together they are exactly your recording.",
    changes=("New track Vocals.", "New track Rest.", "Guitar+Vox is muted."), undo="2 tracks added, 1 muted",
    started_at=AT, seconds=38.0,
)
_RUNNING = TurnView(
    2, "Now a darker one, and a riser into bar 17", "running", started_at=AT,
    steps=(StepView("apply_effect", "Darken the vocals", state="done"),
           StepView("generate_sound", "Making a riser, 4 bars", state="running", model="Stable Audio")),
)
_RISER = ProgressView(2, 2, 2, 0.62, "Making a riser, 4 bars", "Stable Audio on GPU", 15.0)
_PLAN = TurnView(
    1, "Take the vocals out, clean them up a little and put a plate on them", "approval", "offline", started_at=AT,
    attached=("Guitar+Vox, bars 1–16",), steps=STEPS,
    changes=("2 new tracks: Vocals, Rest", "Guitar+Vox is muted"),
)


def empty() -> Scene:
    """Before the first word."""
    return Scene()


def plan() -> Scene:
    """A plan that waits."""
    return Scene(replace(SESSION, selection=SELECTED), (_PLAN,))


def busy() -> Scene:
    """A result that plays, and a job."""
    session = replace(SESSION, selection=SELECTED)
    return Scene(session, (_DONE, _RUNNING), (_RISER,), peaks=PEAKS, sources=(SOURCE,), playing="vox1")


def states() -> Scene:
    """Placed, undone, refused, loading and waiting."""
    placed = replace(VOCALS, id="vox2", track="Vocals", loudness_lufs=-17.4)
    undone = replace(_DONE, clips=(placed,), answer="", attached=())
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
    return Scene(turns=(replace(_DONE, is_undone=True, answer="", attached=()),), peaks=PEAKS, sources=(SOURCE,))


def error() -> Scene:
    """What failed, what is not known, and what may help."""
    song = TurnView(
        1, "Make a 3 minute song like the chorus", "failed", started_at=AT,
        steps=(StepView("generate_music", "Make a song", state="failed",
                        error="The song was not made. ACE-Step needs 6 GB of GPU memory and 2.1 GB are free."),),
        remedies=(Remedy("Use Stable Audio", "Make it with Stable Audio"), Remedy("Free memory and retry", "again")),
    )
    riser = TurnView(
        2, "Put the riser on bar 17", "failed", started_at=AT, clips=(), changes=(),
        steps=(StepView("arrange", "Place the riser", state="failed",
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
    return replace(scene, turns=(replace(_DONE, attached=()),), progress=(), text="/sep", files=("hum.wav",))


def drop() -> Scene:
    """Files over the panel."""
    return replace(plan(), is_dropping=True)


def provenance() -> Scene:
    """How a clip was made."""
    return Scene(turns=(_DONE,), peaks=PEAKS, sources=(SOURCE,), playing="vox1", is_open=True)


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
    new = TurnView(2, "A little brighter", "done", clips=(last,), started_at=AT, undo="1 content replaced",
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


def question() -> Scene:
    """A question with numbers, and a plan that asks before it deletes."""
    offers = tuple(Remedy(label, "make it warmer") for label in (
        "Apply EQ: 2 dB more below 300 Hz on Vocals", "Apply tape saturation", "Make another take of the vocals"))
    asked = TurnView(1, "make it warmer", "answered", answer="I can read this in three ways. Which one is meant?",
                     is_question=True, remedies=offers, started_at=AT)
    delete = StepView("arrange", "Delete", {"action": "delete", "clip": "region:340"},
                      names={"region:340": "Bass take 2 on Bass, bar 5"})
    waits = TurnView(2, "throw the second bass away", "approval", steps=(delete,), approval="It deletes something.",
                     started_at=AT)
    return Scene(turns=(asked, waits))


def partly() -> Scene:
    """A plan of which the second step failed."""
    steps = (replace(STEPS[0], state="done"), replace(STEPS[1], state="failed"), replace(STEPS[2], state="not_run"))
    turn = TurnView(1, "Take the vocals out, clean them and put a plate on them", "partly", steps=tuple(
        replace(step, error="The model ran out of memory.") if step.state == "failed" else step for step in steps),
        clips=(replace(VOCALS, takes=(), track="Vocals"),), changes=("New track Vocals.",), undo="1 track added",
        remedies=(Remedy("Go on without it", "put a plate on the vocals"),), started_at=AT)
    return Scene(turns=(turn,), peaks=PEAKS, sources=(SOURCE,))


def _melody() -> SongView:
    """Fourteen notes over five bars, in two phrases."""
    steps = ((69, 0, 1, "shine"), (72, 1, 2, "on"), (71, 3.2, 0.8, "till"), (69, 4, 1, "the"), (67, 5, 1.4, "mor-"),
             (64, 6.6, 1.2, "ning"), (69, 8, 0.8, "and"), (71, 9, 0.7, "I"), (72, 10, 0.8, "will"), (74, 11, 0.8, "be"),
             (76, 12, 2, "there"), (74, 14.2, 0.9, "~"), (72, 15.4, 1.8, "with"), (69, 17.4, 2.2, "you"))
    notes = tuple(SongNoteView(pitch, float(start), float(length)) for pitch, start, length, _ in steps)
    syllables = tuple(SyllableView(at, text, 5 + int(start // 4), text == "~")
                      for at, (_, start, _, text) in enumerate(steps, 1))
    phrases = (PhraseView(1, 6, "shine on till the morning", True), PhraseView(7, 14, "and I will be there with you"))
    bars = tuple(BarView(5 + bar, 4.0 * bar) for bar in range(5))
    hints = ("From bar 7 on there are 9 seconds without a rest to breathe in, more than one breath.",)
    return SongView("region:7", "Lead", "Lead", "bars 5–9", notes, syllables, phrases, bars, 20.0,
                    "shine on till the mor-ning and I will be there ~ with you", "asked", "rms", "rms", "soft",
                    "WORLD singer", hints)


_VOICES = (VoiceLine("rms", "Rms", "male, English"), VoiceLine("slt", "Slt", "female, English"),
           VoiceLine("max", "Max", "male, 100 languages"))


def sing() -> Scene:
    """Words under selected notes: one of two phrases has changed since it was sung."""
    song = _melody()
    sung = tuple(SungPhrase("vox1", "/session/Vocals take 1.wav", at * 8.0, at * 8.0 + 7) for at in range(2))
    card = SingState("region:7", song=song, text=song.lyrics, voices=_VOICES, sung=sung)
    said = TurnView(1, "Sing this softly: “shine on till the morning, and I will be there with you”", "done",
                    attached=("MIDI: Lead, bars 5–9, 14 notes",), answer="Sung on the new track Vocal.",
                    undo="1 track added", started_at=AT)
    return Scene(replace(SESSION, selection=SELECTED), (said,), song=card)


def sing_first() -> Scene:
    """A melody before its first take: more syllables than notes."""
    song = _melody()
    many = (*song.syllables[:10], replace(song.syllables[10], text="ev-", is_split=True),
            replace(song.syllables[10], text="er", is_split=True), *song.syllables[11:])
    words = "shine on till the mor-ning and I will be ev-er ~ with you"
    fresh = replace(song, syllables=many, lyrics=words, hints=(), voice="", style="",
                    phrases=tuple(replace(one, is_sung=False) for one in song.phrases))
    card = SingState("region:7", song=fresh, text=words, voices=_VOICES)
    return Scene(replace(SESSION, selection=SELECTED), song=card)


SCENES: dict[str, Callable[[], Scene]] = {
    one.__name__: one
    for one in (
        empty, plan, busy, states, undone, error, complete, drop, provenance, clip, takes, answer, question, partly,
        sing, sing_first,
    )
}
