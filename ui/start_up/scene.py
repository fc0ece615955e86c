"""Scene: everything that a panel has been told at one moment, and the song that all scenes are of."""

from __future__ import annotations

import datetime
import math
import random
from dataclasses import dataclass, field, replace

from engine.wire.wire import (
    ClipView,
    NoticeView,
    ProgressView,
    SelectionView,
    SessionView,
    StepView,
    TrackView,
    TurnView,
)
from ui.conversation.library_state import LibraryState
from ui.conversation.models_state import ModelsState
from ui.conversation.settings_state import SettingsState
from ui.conversation.sing_state import SingState
from ui.conversation.voices_state import VoicesState
from ui.talk.talk_state import TalkState

BINS = 664
AT = datetime.datetime.now().astimezone().replace(hour=14, minute=2, second=0, microsecond=0).isoformat()
"""Every scene is of today, so that its picture is the same on every day."""
AT_YESTERDAY = (datetime.datetime.fromisoformat(AT) - datetime.timedelta(days=1)).isoformat()
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
    tab: str = "chat"
    is_first_run: bool = False
    library: LibraryState | None = None
    settings: SettingsState | None = None
    models: ModelsState | None = None
    """The page of models, which is open."""
    voices: VoicesState | None = None
    """The page of voices, which is open."""
    engine: str = "ready"
    playing: str = ""
    """Id of the clip that plays, at 9.9 s."""
    talk: TalkState | None = None
    """What somebody is saying."""
    levels: tuple[float, ...] = ()
    """What the meter has shown until now."""
    is_open: bool = False
    """True when the last clip shows how it was made."""
    is_dropping: bool = False
    is_help: bool = False
    """The page of keys is open."""


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
    takes=("vox1", "vox2", "vox3"), take_number=1, active_take="vox1", code_licence="MIT",
)
PEAKS = {"vox1": voice_peaks(), "vox2": voice_peaks(3), "vox3": voice_peaks(4), "src": band_peaks()}
STEPS = (
    StepView("separate_stems", "Separate the vocals", {"clip": "src", "stems": ["vocals"]}, model="Demucs",
             names={"src": "Guitar+Vox, bars 1–16"}),
    StepView("enhance_speech", "Denoise the vocals", {"clip": "$1.vocals"}, model="built in"),
    StepView("apply_effect", "Add a plate reverb", {"clip": "$2", "effect": "reverb", "wet": 0.25}),
)
DONE = TurnView(
    1, "Take the vocals out and clean them up", "done", "offline", attached=("Guitar+Vox, bars 1–16",),
    steps=(replace(STEPS[0], state="done", seconds=38.0),), clips=(VOCALS,),
    answer="Done: the vocals and the rest are on two new tracks at bar 1. Together they are exactly your recording.",
    changes=("New track Vocals.", "New track Rest.", "Guitar+Vox is muted."), undo="2 tracks added, 1 muted",
    started_at=AT, seconds=38.0,
)
RUNNING = TurnView(
    2, "Now a darker one, and a riser into bar 17", "running", started_at=AT,
    steps=(StepView("apply_effect", "Darken the vocals", state="done"),
           StepView("generate_sound", "Making a riser, 4 bars", state="running", model="Stable Audio")),
)
RISER = ProgressView(2, 2, 2, 0.62, "Making a riser, 4 bars", "Stable Audio on GPU", 15.0)
YESTERDAY = TurnView(
    1, "Only the vocals of it, without the hiss", "done", "offline", answer="Done; they are in the library.",
    started_at=(datetime.datetime.fromisoformat(AT) - datetime.timedelta(days=1)).isoformat(),
    steps=(replace(STEPS[0], state="done", seconds=41.0),
           replace(STEPS[1], state="done", seconds=6.0)),
)
PLAN = TurnView(
    2, "Take the vocals out, clean them up a little and put a plate on them", "approval", "offline", started_at=AT,
    attached=("Guitar+Vox, bars 1–16",), steps=STEPS,
    changes=("2 new tracks: Vocals, Rest", "Guitar+Vox is muted"),
)


