"""Scenes of the pages beside the conversation: library, settings, models, voices."""

from __future__ import annotations

from dataclasses import replace

from engine.wire.wire import (
    ClipView,
    DownloadView,
    FoundView,
    SessionView,
    TurnView,
)
from ui.conversation.library_state import LibrarySize, LibraryState
from ui.conversation.models_state import ModelsState, model_lines
from ui.conversation.settings_state import DawLine, ModelServer, SettingsState, Tried
from ui.conversation.voices_state import Addition, VoiceEntry, VoicesState
from ui.start_up.scene import AT, AT_YESTERDAY, VOCALS, Scene


def _found() -> tuple[FoundView, ...]:
    loop = ClipView("loop", "Dusty drum loop", "audio", 8.0, 0.0, 16.0, "bar 1", "Drums", "/session/Drum loop.wav",
                    "", "", 120.0, -16.0, "generate_audio", "Groove", 2, {}, "MIT")
    bass = ClipView("bass", "Bass line", "midi", 8.0, 16.0, 16.0, "bar 5", "", "/session/Bass line.mid", "", "A minor",
                    120.0, None, "generate_midi", "built in", 1, {}, "")
    surf = ClipView("dusk", "Dusk surf", "audio", 16.0, 0.0, 32.0, "bar 1", "", "/session/Dusk surf.wav", "", "", None,
                    -23.0, "generate_sound", "AudioLDM", 3, {}, "CC-BY-NC", is_commercial=False)
    vocals = replace(VOCALS, track="Vocals")
    return (FoundView(vocals, 1, "Take the vocals out", AT, ("Vocals darker", "Vocals choir")),
            FoundView(loop, 2, "A 4-bar drum loop", AT), FoundView(bass, 3, "A bass line", AT_YESTERDAY),
            FoundView(surf, 4, "What would this picture sound like?", AT_YESTERDAY, is_undone=True))


def library() -> Scene:
    """Clips that were found by a measure; one is heard."""
    state = LibraryState(text="120 bpm", found=_found(), total=4, tasks=("generate_audio", "separate_stems", "sing"),
                         tracks=("Drums", "Vocals"), disk=LibrarySize(1_240_000_000, 41_000_000, 3, 52_000_000_000),
                         playing="loop")
    return Scene(tab="library", library=state)


def requests() -> Scene:
    """What was asked for, with what an undo would take back."""
    turns = (
        TurnView(6, "A darker one, and a riser into bar 17", "done", started_at=AT, undo="2 clips placed"),
        TurnView(5, "Take the vocals out and clean them up", "done", started_at=AT, undo="2 tracks added, 1 muted"),
        TurnView(4, "Sing “shine on till the morning”", "done", started_at=AT, undo="1 track added", is_undone=True),
        TurnView(3, "Rain and vinyl crackle, 8 bars", "done", started_at=AT_YESTERDAY, clips=(VOCALS,)),
        TurnView(2, "What key is this?", "answered", started_at=AT_YESTERDAY),
    )
    return Scene(tab="library", library=LibraryState(what="requests", turns=turns))


def cleaning() -> Scene:
    """What the library takes; it asks before it deletes what nothing uses."""
    state = library().library
    assert state is not None
    return Scene(tab="library", library=replace(state, what="storage", text="", asks_to_clean=True))


def _settings() -> SettingsState:
    daws = (DawLine("ardour", "Ardour", "Open: Night Drive", True, True),
            DawLine("reaper", "REAPER", "REAPER is not running, or its script is not installed.", False, True))
    llm = {"place": "127.0.0.1:11434", "is_local": True, "has_key": False, "key_place": "127.0.0.1:11434",
           "sent": "To 127.0.0.1:11434 go your words of this and the last turns, the names of tracks, clips and "
           "attached files, tempo, key and selection; never audio, notes or lyrics."}
    values = {"llm_base_url": "http://127.0.0.1:11434/v1", "llm_model": "qwen3:8b", "planner": "auto", "prefer": "best"}
    return SettingsState(values, llm=llm, daws=daws, folder="~/.local/share/Tonmeister")


def first_run() -> Scene:
    """A new user, with no DAW yet; a script was just installed."""
    state = _settings()
    reaper = replace(state.daws[1], id="reaper")
    ardour = replace(state.daws[0], said="Ardour is not running.", is_open=False)
    tried = Tried("daw ardour", True, ("The script lies in ~/.config/ardour7/scripts; start Ardour anew.",))
    session = SessionView("library", "Library", "", bpm=120.0)
    return Scene(session, settings=replace(state, daws=(ardour, reaper), tried=tried), is_first_run=True)


def settings() -> Scene:
    """The settings; a test of the DAW has just passed."""
    tried = Tried("daw ardour", True, ("answers: in 4 ms", "a track is made, read back and taken away: works"))
    return Scene(tab="settings", settings=replace(_settings(), tried=tried))


def settings_trouble() -> Scene:
    """A language model that does not answer, and a change that waits for a start."""
    said = ("The language model at 127.0.0.1:11434 does not answer; start its server, or correct the address.",)
    return Scene(tab="settings", settings=replace(
        _settings(), edited={"llm_model": "qwen3:8b"}, waiting=("prefer",), tried=Tried("llm", False, said)))


_OLLAMA = ModelServer("Ollama", "http://127.0.0.1:11434/v1",
                      ("qwen3:14b", "gemma3:12b", "hf.co/unsloth/Mistral-Small-Instruct-GGUF:Q4_K_M", "llama3.2:3b",
                       "phi4", "qwen3:0.6b"))
_FOUND = SettingsState({"planner": "auto", "prefer": "best"}, llm={"place": "", "is_local": False}, servers=(_OLLAMA,),
                       daws=_settings().daws, folder="~/.local/share/Tonmeister")


def settings_found() -> Scene:
    """A language model answers on this computer, and none is set."""
    return Scene(tab="settings", settings=_FOUND)


def local_model() -> Scene:
    """The same, said once above the conversation."""
    return Scene(settings=_FOUND)


def models() -> Scene:
    """Models: ready, being fetched, paused, offered with its size, and impossible here."""
    licence = {"code": "MIT", "weights": "MIT", "commercial": True}
    rows = (
        {"id": "world", "name": "WORLD singer", "tasks": ["sing"], "why_not": "", "licence": licence,
         "memory_bytes": 400_000_000, "checkpoints": []},
        {"id": "demucs", "name": "Demucs htdemucs", "tasks": ["separate_stems"], "why_not": "", "licence": licence,
         "memory_bytes": 3_000_000_000, "checkpoints": ["demucs"], "disk_bytes": 168_000_000},
        {"id": "ace", "name": "ACE-Step 1.5", "tasks": ["generate_audio"], "why_not": "Its weights are not here.",
         "licence": licence, "memory_bytes": 6_000_000_000, "checkpoints": ["ace"], "quality": 8},
        {"id": "musicgen", "name": "MusicGen medium", "tasks": ["generate_audio"],
         "why_not": "Its weights are not here.", "licence": {**licence, "weights": "CC-BY-NC-4.0", "commercial": False},
         "memory_bytes": 8_000_000_000, "checkpoints": ["musicgen"], "quality": 7},
        {"id": "whisper", "name": "Whisper turbo", "tasks": ["transcribe", "translate_speech"],
         "why_not": "Its weights are not here.", "licence": licence, "memory_bytes": 2_000_000_000,
         "checkpoints": ["whisper"], "disk_bytes": 640_000_000, "is_begun": True, "quality": 6},
        {"id": "music flamingo", "name": "Music Flamingo", "tasks": ["describe_music"],
         "why_not": "Its weights are not here.", "licence": licence, "memory_bytes": 18_000_000_000,
         "checkpoints": ["flamingo"], "quality": 9},
    )  # fmt: skip
    offers = {"musicgen": {"id": "musicgen", "to_fetch_bytes": 3_700_000_000, "free_bytes": 52_000_000_000,
                           "terms": ["Results may not be sold."]}}
    downloads = {"ace": DownloadView("ace", "running", 4.1e9, 7.7e9, "fetching ace-step.safetensors"),
                 "whisper": DownloadView("whisper", "cancelled", 6.4e8, 1.6e9)}
    return Scene(models=ModelsState(tuple(model_lines(rows, 16e9)), offers, downloads, {"ace": 170.0},
                                    memory_bytes=16e9, free_bytes=52e9))


_ENTRIES = (
    VoiceEntry("slt", "Selma", "female; sings English; a light, veiled soprano", "BSD-4-Clause", True),
    VoiceEntry("ria", "Ria", "female; sings Japanese and English; colours soft power", "CC BY-NC 4.0", False,
               consent="the singer, in the bank's readme", terms="Do not sell what you make with this voice.",
               can_remove=True, disk_bytes=412_000_000),
    VoiceEntry("ann", "Ann", "made of a recording; 14 words", "own recording", True, consent="Ann, my own voice",
               can_remove=True),
    VoiceEntry("kai", "Kai", "male; sings English", "own terms", None, "It needs the vocoder “nsf-hifigan” as well: "
               "add that, too.", can_remove=True, disk_bytes=380_000_000, terms="Credit Kai Studio."),
)


def voices() -> Scene:
    """Voices: one is heard, one lacks a vocoder, one is asked about before it is deleted."""
    return Scene(voices=VoicesState(_ENTRIES, True, playing="slt", removing="ann"))


def voice_offer() -> Scene:
    """A voice bank shows its terms before it is installed."""
    offer = {"id": "mio", "name": "Mio", "is": "DiffSinger voice", "author": "Studio Mio", "gender": "female",
             "languages": ["japanese"], "licence": "CC BY-NC 4.0, non-commercial", "commercial": False,
             "size_bytes": 390_000_000, "terms": "voice: Mio Tanaka, who agreed to this voice in 2024.\n"
             "Use it for your own songs. Do not sell them. Name Mio in the credits."}
    return Scene(voices=VoicesState(_ENTRIES[:1], True, Addition("/home/ann/Mio.zip", offer)))
