"""Voice sample: two seconds of a voice in the song's key, to choose by."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.assistant.voice_io import first_made, kept_sound
from engine.catalog.model import Brief, Voice
from engine.catalog.registry import Registry
from engine.media.clip import Clip, midi_clip
from engine.media.key import Key, parse_key
from engine.media.note import Note, TempoMap
from engine.wire.wire import SpeechView
from engine.workers.worker import Worker

_WORDS = "la la la la"
_BEATS = (1.0, 1.0, 1.0, 1.0)
_BPM = 130.0
_MIDDLE = 60
"""The MIDI pitch around which a voice of unknown range is tried."""


def voice_sample(
    voice: str, style: str, key: str | None, registry: Registry, worker: Worker, prefer: str
) -> SpeechView:
    """Four notes of the song's chord, within the voice's range. UserError when no singer is ready."""
    models = registry.choose("sing", prefer=prefer, voice=voice)
    known = next((one for model in models for one in model.voices() if voice and one.is_named_in(voice)), None)
    tempo_map, notes = TempoMap.constant(_BPM), _notes(key, known)
    with tempfile.TemporaryDirectory(prefix="tonmeister-") as name:
        folder = Path(name)
        clip = midi_clip(folder, "Sample", notes, tempo_map, sum(_BEATS), start_beats=0.0)
        args = {"lyrics": _WORDS, "voice": voice, "style": style}
        brief = Brief("sing", folder, tempo_map, key)
        model, made = first_made(models, {name: said for name, said in args.items() if said}, {"midi": clip}, brief,
                                 worker)
        sound = made["audio"]
        assert isinstance(sound, Clip)
        path = kept_sound(sound, "sample", voice, style, str(notes), model.id, model.edition())
        return SpeechView(str(path), sound.seconds, model.name)


def _notes(key: str | None, voice: Voice | None) -> list[Note]:
    """Tonic, third, fifth and tonic, in the middle of what the voice sings with ease."""
    wanted = parse_key(key) if key else Key(0, "major")
    low, high = (voice.low, voice.high) if voice else (None, None)
    middle = (low + high) // 2 if low is not None and high is not None else _MIDDLE
    tonic = middle - 3 + (wanted.tonic - middle + 3 + 6) % 12 - 6
    third, fifth = wanted.scale[2], wanted.scale[4]
    pitches = (tonic, tonic + (third - wanted.tonic) % 12, tonic + (fifth - wanted.tonic) % 12, tonic)
    starts = [sum(_BEATS[:at]) for at in range(len(_BEATS))]
    return [Note(pitch, start, length) for pitch, start, length in zip(pitches, starts, _BEATS, strict=True)]
