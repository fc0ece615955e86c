"""How good the embedded models for speech are, on material that is made here; flite has to be installed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.quality.row import Row
from bench.song_maker import RATE as SONG_RATE
from bench.song_maker import make_song
from engine.catalog.model import Brief, Model, Report, Text
from engine.media.audio import Audio, resample
from engine.media.clip import Clip, audio_clip
from models.speech.apertium import installed_pairs
from models.speech.denoiser import Denoiser
from models.speech.espeak import EspeakSpeech
from models.speech.espeak_languages import LANGUAGES
from models.speech.espeak_library import speak
from models.speech.flite import FliteSpeech
from models.speech.flite_program import spoken_by_flite
from models.speech.speaker_separator import SpeakerSeparator
from models.speech.speech_enhancer import SpeechEnhancer
from models.speech.transcriber import PocketTranscriber
from models.speech.voice_style import portrait
from models.speech.voice_stylist import VoiceStylist

RATE = 16000
SENTENCES = (
    "The quick brown fox jumps over the lazy dog, and then the band begins to play.",
    "Please send the drums to track three and add a little reverb to the snare.",
    "We were away a year ago, when the long road ran along the river.",
    "The weather was cold this morning, but the sun came out in the afternoon.",
    "Many people in this city travel to work by train or by bus.",
    "He opened the door slowly and looked into the dark room.",
    "The teacher asked the children to read the first page of the book.",
    "I would like to buy two tickets for the show on Saturday night.",
    "She said that her brother had moved to another country ten years ago.",
    "It is important to drink enough water when the days are hot.",
    "They walked through the forest until they reached the top of the hill.",
    "The company said that prices would rise again before the end of the month.",
)
_STYLED = SENTENCES[3] + " " + SENTENCES[5]


def said(text: str, voice: str) -> np.ndarray:
    """float64 [shape=(n,)] at 16 kHz, peak 0.3."""
    if voice.startswith("espeak"):
        spoken = speak(text, "gmw/en-US" + voice.removeprefix("espeak"), rate_wpm=150)
        samples, rate = spoken.samples, spoken.sample_rate_hz
    else:
        samples, rate = spoken_by_flite(text, voice)[:2]
    made = resample(Audio(np.ascontiguousarray(samples[None], np.float32), rate), RATE).samples[0].astype(np.float64)
    return made * 0.3 / np.abs(made).max()


def si_sdr_db(made: np.ndarray, truth: np.ndarray) -> float:
    part = (made @ truth) / (truth @ truth + 1e-20) * truth
    return float(10 * np.log10((part @ part + 1e-20) / (np.sum((made - part) ** 2) + 1e-20)))


def run(model: Model, folder: Path, samples: np.ndarray, rate: int = RATE, reference: np.ndarray | None = None,
        **args: Any) -> dict[str, Any]:
    inputs = {"clip": _clip(folder, samples, rate)}
    if reference is not None:
        inputs["reference"] = _clip(folder, reference, rate)
    return dict(model.run(args, inputs, Brief(model.tasks[0], folder), Report()))


def heard(clip: Clip) -> np.ndarray:
    return clip.audio().samples[0].astype(np.float64)


def mixed(samples: np.ndarray, other: np.ndarray, snr_db: float) -> np.ndarray:
    return samples + other * np.sqrt(np.mean(samples**2) / np.mean(other**2)) * 10 ** (-snr_db / 20)


def word_errors(truth: str, text: str) -> tuple[int, int]:
    """Wrong words, and words."""
    wanted, given = (re.sub(r"[^a-z' ]", "", words.lower()).split() for words in (truth, text))
    costs = list(range(len(given) + 1))
    for row, word in enumerate(wanted, 1):
        before, costs[0] = costs[:], row
        for column, other in enumerate(given, 1):
            costs[column] = min(before[column] + 1, costs[column - 1] + 1, before[column - 1] + (word != other))
    return costs[-1], len(wanted)


def transcribe_rows(folder: Path) -> list[Row]:
    model, wrong, count = PocketTranscriber(), 0, 0
    for voice in ("rms", "awb", "kal16"):
        samples = np.concatenate([np.pad(said(text, voice), (0, RATE // 2)) for text in SENTENCES])
        text = run(model, folder, samples)["text"]
        assert isinstance(text, Text)
        errors = word_errors(" ".join(SENTENCES), text.text)
        wrong, count = wrong + errors[0], count + errors[1]
    noise = 0.1 * np.random.default_rng(1).standard_normal(20 * RATE)
    invented = len(run(model, folder, noise)["words"].spans)
    return [Row("transcribe", model.id, "word error rate", f"{count} words, flite rms awb kal16",
                f"{wrong / count:.3f}", "≤ 0.25"),
            Row("transcribe", model.id, "words invented", "20 s of noise", str(invented), "≤ 0")]


def noises(frames: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(5)
    white = chance.standard_normal(frames)
    pink = np.fft.irfft(np.fft.rfft(white) / np.sqrt(np.maximum(1, np.arange(frames // 2 + 1))), frames)
    t = np.arange(frames) / RATE
    hum = np.sum([np.sin(2 * np.pi * 50 * k * t + k) / k**0.7 for k in range(1, 21)], axis=0) + 0.05 * white
    babble = np.zeros(frames)
    for number, voice in enumerate(("espeak", "espeak+m3", "espeak+f3", "espeak+m1", "espeak+f2", "kal16", "kal16")):
        talk = said(SENTENCES[number + 4], voice)
        babble += np.roll(np.tile(talk / talk.std(), frames // len(talk) + 2), number * 2500)[:frames]
    return {"white": white, "pink": pink, "hum": hum, "babble": babble}


def enhance_rows(folder: Path) -> list[Row]:
    model, rows = SpeechEnhancer(), []
    voices = [np.pad(said(text, voice), (4000, 3000))
              for text, voice in zip(SENTENCES, ("slt", "rms", "awb", "slt"), strict=False)]
    bars = {"white": "≥ 8.5 dB", "pink": "≥ 5 dB", "hum": "≥ 13 dB", "babble": "≥ 2 dB"}
    for kind, bar in bars.items():
        gains = [si_sdr_db(heard(run(model, folder, mixed(voice, noises(len(voice))[kind], 5.0))["audio"]), voice) - 5
                 for voice in voices]
        rows.append(Row("enhance_speech", model.id, "SI-SDR gained", f"5 dB {kind}", f"{np.mean(gains):.2f} dB", bar))
    clean = [min(120.0, si_sdr_db(heard(run(model, folder, voice)["audio"]), voice)) for voice in voices]
    rows.append(Row("enhance_speech", model.id, "SI-SDR kept, worst", "clean", f"{min(clean):.0f} dB", "≥ 40 dB"))
    high = [si_sdr_db(heard(run(model, folder, mixed(voice, noises(len(voice))["white"], 25.0))["audio"]), voice) - 25
            for voice in voices]
    rows.append(Row("enhance_speech", model.id, "SI-SDR gained, worst", "25 dB white", f"{min(high):.2f} dB", "≥ 0 dB"))
    return rows


def denoise_rows(folder: Path) -> list[Row]:
    model, songs = Denoiser(), [make_song(seed).mix.mean(axis=0).astype(np.float64)[:10 * SONG_RATE]
                                for seed in (1, 2, 3)]
    rows: list[Row] = []
    for noise_db, bar in ((10.0, "≥ 5 dB"), (20.0, "≥ 0 dB"), (30.0, "≥ 0 dB"), (100.0, "≥ 40 dB")):
        results = []
        for song in songs:
            hiss = np.random.default_rng(7).standard_normal(len(song))
            noisy = mixed(song, hiss, noise_db)
            made = heard(run(model, folder, noisy, SONG_RATE)["audio"])
            results.append(si_sdr_db(made, song) - si_sdr_db(noisy.astype(np.float32).astype(np.float64), song))
        is_clean = noise_db == 100.0
        result = min(results) + 100 if is_clean else float(np.mean(results)) if noise_db < 20 else min(results)
        rows.append(Row("denoise", model.id, "SI-SDR kept, worst" if is_clean else "SI-SDR gained",
                        "clean music" if is_clean else f"music, {noise_db:g} dB white", f"{result:.2f} dB", bar))
    return rows


def style_rows(folder: Path) -> list[Row]:
    model, cents = VoiceStylist(), []
    for voice, other in (("rms", "slt"), ("slt", "awb"), ("awb", "slt")):
        reference = said(SENTENCES[2], other)
        made = heard(run(model, folder, said(_STYLED, voice), reference=reference)["audio"])
        cents.append(abs(1200 * np.log2(portrait(made, RATE).pitch_hz / portrait(reference, RATE).pitch_hz)))
    listener, wrong = PocketTranscriber(), {"": 0, "deep": 0, "excited": 0}
    count = 0
    spoken = said(" ".join(SENTENCES[3:9]), "rms")
    for style in wrong:
        sound = spoken if not style else heard(run(model, folder, spoken, style=style)["audio"])
        wrong[style], count = word_errors(" ".join(SENTENCES[3:9]), run(listener, folder, sound)["text"].text)
    rise = (max(wrong["deep"], wrong["excited"]) - wrong[""]) / count
    return [Row("style_transfer", model.id, "pitch off the reference, worst", "3 pairs", f"{max(cents):.1f} cents",
                "≤ 50 cents"),
            Row("style_transfer", model.id, "word error rate, rise", f"deep, excited, {count} words", f"{rise:.3f}",
                "≤ 0.15")]


def speaker_rows(folder: Path) -> list[Row]:
    model = SpeakerSeparator()
    pairs = [(("rms", 0), ("slt", 1)), (("awb", 2), ("slt", 3)), (("kal16", 1), ("slt", 0))]
    panned, mono = [], []
    for (low, first), (high, second) in pairs:
        both = [said(SENTENCES[first], low), said(SENTENCES[second], high)]
        frames = max(map(len, both))
        voices = np.stack([np.resize(voice, frames) * 0.05 / voice.std() for voice in both])
        for wide in (0.5, 0.2):
            angles = [(1 + side * wide) * np.pi / 4 for side in (-1, 1)]
            parts = np.stack([np.stack([voice * np.cos(angle), voice * np.sin(angle)])
                              for voice, angle in zip(voices, angles, strict=True)])
            panned.append(_gain_db(run(model, folder, parts.sum(axis=0)), parts[:, 0]))
        mono.append(_gain_db(run(model, folder, voices.sum(axis=0)), voices))
    return [Row("separate_speakers", model.id, "SI-SDR gained", "panned .5 and .2",
                f"{np.mean(panned):.1f} dB (worst {min(panned):.1f})", "≥ 18 dB"),
            Row("separate_speakers", model.id, "SI-SDR gained", "mono, low and high", f"{np.mean(mono):.2f} dB",
                "≥ 4.5 dB")]


def two_microphone_rows(folder: Path) -> list[Row]:
    """Two speakers before two microphones 15 cm apart: without a room, and in one of 0.15 s."""
    model, rows_ = SpeakerSeparator(), []
    pairs = [(("rms", 0), ("slt", 1)), (("awb", 2), ("slt", 3)), (("kal16", 1), ("rms", 5)), (("slt", 4), ("awb", 6))]
    for room_s, bar in ((0.0, "≥ 18 dB"), (0.15, "≥ 5 dB")):
        gains = []
        for number, pair in enumerate(pairs):
            voices = [said(SENTENCES[line], voice) for voice, line in pair]
            frames = max(map(len, voices))
            heard = np.stack([_at_two_microphones(np.resize(voice, frames) * 0.05 / voice.std(), angle, room_s, number)
                              for voice, angle in zip(voices, (-40, 30), strict=True)])
            gains.append(_gain_db(run(model, folder, heard.sum(axis=0)), heard[:, 0]))
        where = f"2 microphones 15 cm apart, room {room_s:g} s" if room_s else "2 microphones 15 cm apart, no room"
        rows_.append(Row("separate_speakers", model.id, "SI-SDR gained", where,
                         f"{np.mean(gains):.1f} dB (worst {min(gains):.1f})", bar))
    return rows_


def _at_two_microphones(voice: np.ndarray, angle_deg: float, room_s: float, seed: int) -> np.ndarray:
    """What each microphone hears [shape=(2, n)]; the room is noise that dies away, 8 dB under the voice."""
    random, count = np.random.default_rng(seed), len(voice)
    late_s = 0.15 / 343 * np.sin(np.radians(angle_deg))
    size = 2 * count
    hz, spectrum = np.fft.rfftfreq(size, 1 / RATE), np.fft.rfft(voice, size)
    heard = []
    for side in (-0.5, 0.5):
        response = np.exp(-2j * np.pi * hz * (0.002 + side * late_s))
        if room_s:
            length = round(room_s * RATE)
            tail = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
            tail *= 10 ** (-8 / 20) / np.sqrt(np.sum(tail**2))
            response = response + np.fft.rfft(np.pad(tail, (round(0.004 * RATE), 0)), size)
        heard.append(np.fft.irfft(spectrum * response, size)[:count])
    return np.stack(heard)


def click_rows(folder: Path) -> list[Row]:
    """Ten clicks a second on voices and on songs."""
    rows_ = []
    for model, name, sounds, rate in (
            (SpeechEnhancer(), "voices", [said(text, voice) for text, voice in zip(SENTENCES, ("slt", "rms", "awb"),
                                                                                   strict=False)], RATE),
            (Denoiser(), "songs", [make_song(seed).mix[0].astype(np.float64)[:8 * SONG_RATE] for seed in (4, 5)],
             SONG_RATE)):
        gains = []
        for sound in sounds:
            random, clicked = np.random.default_rng(3), sound.copy()
            for _ in range(10 * len(sound) // rate):
                at, length = int(random.integers(0, len(sound) - 100)), int(random.integers(2, rate // 1500))
                fall = np.exp(-np.arange(length) / random.uniform(1, rate / 3000))
                clicked[at:at + length] += random.choice([-1, 1]) * random.uniform(0.3, 1) * np.abs(sound).max() * fall
            made = heard(run(model, folder, clicked, rate)["audio"])
            gains.append(si_sdr_db(made, sound) - si_sdr_db(clicked, sound))
        rows_.append(Row(model.tasks[0], model.id, "SI-SDR gained", f"10 clicks a second, {name}",
                         f"{np.mean(gains):.1f} dB", "≥ 0 dB"))
    return rows_


def speak_rows(folder: Path) -> list[Row]:
    """How much of what is spoken is understood by the embedded recogniser, and which translations there are."""
    listener, rows_ = PocketTranscriber(), []
    for model, args, bar in ((FliteSpeech(), {"voice": "male"}, "≤ 0.25"), (EspeakSpeech(), {}, "")):
        text = " ".join(SENTENCES)
        spoken = model.run({"text": text, **args}, {}, Brief("speak", folder), Report())["audio"]
        assert isinstance(spoken, Clip)
        words = listener.run({}, {"clip": spoken}, Brief("transcribe", folder), Report())["text"]
        assert isinstance(words, Text)
        errors, count = word_errors(text, words.text)
        rows_.append(Row("speak", model.id, "word error rate of the embedded recogniser", f"{count} words",
                         f"{errors / count:.3f}", bar))
    into = sorted(target for source, target in installed_pairs() if source == "english")
    rows_.append(Row("translate_speech", "apertium-chain", "pairs from English that are installed",
                     ", ".join(into) or "no apertium here", str(len(into))))
    rows_.append(Row("translate_speech", "llm-chain", "languages with a language model", "the voices of eSpeak NG",
                     str(len(LANGUAGES))))
    return rows_


def rows() -> Iterator[Row]:
    """The whole table."""
    parts: tuple[Callable[[Path], list[Row]], ...] = (
        transcribe_rows, enhance_rows, denoise_rows, click_rows, style_rows, speaker_rows, two_microphone_rows,
        speak_rows)
    with tempfile.TemporaryDirectory() as name:
        for part in parts:
            yield from part(Path(name))


def _clip(folder: Path, samples: np.ndarray, rate: int) -> Clip:
    return audio_clip(folder, "take", Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), rate))


def _gain_db(made: dict[str, Any], truth: np.ndarray) -> float:
    mix = truth.sum(axis=0)
    voices = [heard(made["speaker_1"]), heard(made["speaker_2"])]
    return max(float(np.mean([si_sdr_db(voices[order[i]], truth[i]) - si_sdr_db(mix, truth[i]) for i in (0, 1)]))
               for order in ((0, 1), (1, 0)))
