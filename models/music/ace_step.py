"""ACE-Step 1.5: songs with or without vocals, gaps filled, music played in another style, instruments taken out.

Gong et al., "ACE-Step 1.5", 2026 (arXiv 2602.00744).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result
from engine.catalog.subject import one_clip, place_of
from engine.errors import UserError
from engine.media.audio import Audio, resample, to_channels
from engine.media.audio_stream import frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from engine.media.loudness import measure_loudness
from models.checkpoint.device import Device
from models.checkpoint.masking import Guesser, taken_out
from models.checkpoint.pipeline import generator, load_pipeline, made_by, networks, watched
from models.checkpoint.sound_in import as_audio
from models.checkpoint.sound_out import finished
from models.checkpoint.stepping import diffusion_hook
from models.music.ace_step_words import LANGUAGES, PARTS, is_about_a_voice, language_code, part_named
from models.sound.making.gap import GapSurroundings
from models.sound.making.sound_maker import SoundMaker
from models.sound.making.wish import SoundWish

_SHORTEST_S, _LONGEST_S = 10.0, 600.0
_SHORTEST_COVER_S = 1.0
"""Too short a sound has no loudness, and fills no frame of the network."""
_INSTRUMENTAL = "[Instrumental]"
_METERS = (2, 3, 4, 6)
_READ_LETTERS = 5000
"""About so much of the lyrics reaches the network."""
_GUIDANCE = 7.0
_COVER = 0.8
"""How much of a cover's course is the original's; the rest is left to the words."""


class AceStep(SoundMaker):
    """generate_audio with lyrics, inpaint by repainting, and style_transfer by playing a cover; stereo, 48 kHz."""

    tasks: ClassVar[tuple[str, ...]] = ("generate_audio", "inpaint", "style_transfer")
    only_music = True
    licence = Licence("Apache-2.0")
    languages = LANGUAGES
    only_music = True
    sings = True
    longest_s = _LONGEST_S
    gap_context_s = 60.0
    speed = 1
    steps: ClassVar[int] = 8
    window_s: ClassVar[float] = 60.0
    """How much of a mix it listens to at once."""
    limits = ("Music only, up to 10 minutes; sung lines can be skipped or changed. A cover keeps the course of the "
              "music, not its notes exactly.")

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """The pipeline, part by part on a small card."""
        from diffusers import AceStepPipeline

        return load_pipeline(AceStepPipeline, folders[0], device)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """As every maker of sound; speech is left to models that know voices."""
        if brief.task == "style_transfer":
            _check_cover(self.name, args, inputs)
        elif brief.task == "extract_sound":
            sound_info(one_clip(inputs, "get something out of"))
            part_named(self.name, str(args.get("target") or ""))
        else:
            super().check(args, inputs, brief)
            if brief.task == "generate_audio" and args.get("language"):
                language_code(str(args["language"]))

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """style_transfer: `audio`, as long as the clip; extract_sound: `target` and `rest`; else as a maker."""
        if brief.task == "style_transfer":
            self.check(args, inputs, brief)
            return {"audio": self._cover(args, inputs, brief, report)}
        if brief.task == "extract_sound":
            self.check(args, inputs, brief)
            return self._extracted(args, inputs, brief, report)
        return super().run(args, inputs, brief, report)

    def take(self, parts: Any, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report) -> Audio:
        """A piece of music; shorter ones than it knows are the beginning of one of ten seconds."""
        if len(wish.lyrics) > _READ_LETTERS:
            report.warn(f"Only about the first {_READ_LETTERS} letters of the lyrics are sung.")
        told_key = wish.key if wish.key and wish.key.split()[-1] in ("major", "minor") else None
        prompt = wish.prompt if told_key or not wish.key else f"{wish.prompt}, in {wish.key}"
        return self._made(
            parts, seed, report, "making music", prompt=prompt, lyrics=wish.lyrics or _INSTRUMENTAL,
            audio_duration=max(seconds, _SHORTEST_S), bpm=round(wish.bpm) if wish.bpm else None, keyscale=told_key,
            timesignature=str(wish.beats_per_bar) if wish.bars and wish.beats_per_bar in _METERS else None,
            vocal_language=language_code(wish.language) if wish.lyrics else "unknown")

    def sound_of(self, parts: Any) -> tuple[int, int]:
        """As its autoencoder wants it."""
        return int(parts.sample_rate), 2

    def fill(self, parts: Any, around: GapSurroundings, prompt: str, seed: int, report: Report) -> Audio:
        """Repaint the gap."""
        return self._made(
            parts, seed, report, "repainting", heard=around.audio, task_type="repaint", lyrics="",
            prompt=prompt or "music going on as before", repainting_start=around.start_s,
            repainting_end=around.end_s)

    def _cover(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
               report: Report) -> Clip:
        clip, reference = one_clip(inputs, "play in another style"), inputs.get("reference")
        style = str(args.get("style") or "").strip() or "the same music"
        parts = self.loaded(report)
        source = _heard(clip, parts.sample_rate)
        timbre = _tensor(_heard(reference, parts.sample_rate)) if isinstance(reference, Clip) else None
        made = self._made(
            parts, brief.seed, report, "playing it in another style", heard=source, task_type="cover", prompt=style,
            lyrics="", reference_audio=timbre, audio_cover_strength=_COVER)
        info = sound_info(clip)
        blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz)
        level = measure_loudness(blocks, info.sample_rate_hz, info.channels).lufs
        frames = round(info.seconds * brief.sample_rate_hz)
        done = finished(f"{clip.name} {style}"[:60], made, brief, frames=frames, lufs=level)
        return replace(done, **place_of(clip))

    def _extracted(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
                   report: Report) -> dict[str, Result]:
        clip = one_clip(inputs, "get something out of")
        part = part_named(self.name, str(args.get("target") or ""))
        parts = self.loaded(report)

        def guess(mix: Audio, told: Report) -> Audio:
            return self._made(parts, brief.seed, told, f"listening for the {PARTS[part]}", heard=mix,
                              task_type="extract", track_name=part, prompt=PARTS[part], lyrics="")

        guesser = Guesser(guess, int(parts.sample_rate), 2, self.window_s)
        return dict(taken_out(clip, PARTS[part], guesser, brief, report))

    def _made(self, pipe: Any, seed: int, report: Report, what: str, *, heard: Audio | None = None,
              **asked: Any) -> Audio:
        """One diffusion; `heard` is the music it works on, at the pipeline's rate."""
        if heard is not None:
            asked |= {"src_audio": _tensor(heard), "audio_duration": heard.seconds}
        with watched(networks(pipe), report) as told:
            made = made_by(pipe, num_inference_steps=self.steps, guidance_scale=1.0 if pipe.is_turbo else _GUIDANCE,
                        generator=generator(seed), callback_on_step_end=diffusion_hook(told, self.steps, what),
                        **asked).audios
        return as_audio(made[0].float().cpu().numpy(), int(pipe.sample_rate))


class AceStepXl(AceStep):
    """The large one in eight steps."""

    comes_in_parts = True
    id = "ace-step-xl"
    name = "ACE-Step 1.5 XL"
    checkpoints = (Checkpoint("ACE-Step/acestep-v15-xl-turbo-diffusers"),)
    quality = 3


class AceStepTurbo(AceStep):
    """The small one in eight steps; in the form that is loaded here it is published by Runware."""

    id = "ace-step"
    name = "ACE-Step 1.5"
    checkpoints = (Checkpoint("Runware/acestep-v15-turbo-diffusers"),)
    quality = 2


class AceStepBase(AceStep):
    """The large one before it was made fast: only it was trained to take instruments out."""

    id = "ace-step-base"
    name = "ACE-Step 1.5 XL base"
    tasks = ("generate_audio", "inpaint", "style_transfer", "extract_sound")
    checkpoints = (Checkpoint("ACE-Step/acestep-v15-xl-base-diffusers"),)
    quality = 2
    steps = 50
    limits = ("As the other ACE-Steps, and slower. It also takes instruments out of a mix: it says where they are, and "
              "what sounds in the same place comes with them.")


def _check_cover(name: str, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]]) -> None:
    """UserError for what cannot be done, and for speech and ways of speaking."""
    if not isinstance(inputs.get("clip"), Clip):
        raise UserError(f"{name} plays recordings of music in another style; it does not speak.")
    info = sound_info(one_clip(inputs, "play in another style"))
    reference = inputs.get("reference")
    for clip in (inputs["clip"], reference):
        if isinstance(clip, Clip) and sound_info(clip).seconds < _SHORTEST_COVER_S:
            raise UserError(f"'{clip.name}' is shorter than a second: too little to play it in another style.")
    style = str(args.get("style") or "").strip()
    if not style and not isinstance(reference, Clip):
        raise UserError("Name a style, such as bossa nova, or a recording to take it from.")
    if info.seconds > _LONGEST_S:
        raise UserError(f"{name} plays at most {_LONGEST_S / 60:.0f} minutes in another style, and this is longer.")
    if is_about_a_voice(one_clip(inputs, "play in another style"), style):
        raise UserError(f"{name} changes music, and this is about a voice.")


def _heard(clip: Clip, rate_hz: int) -> Audio:
    info = sound_info(clip)
    part = read_frames(clip.path, 0, info.frames, info.sample_rate_hz)
    return to_channels(resample(part, rate_hz), 2)


def _tensor(audio: Audio) -> Any:
    import torch

    return torch.from_numpy(np.ascontiguousarray(audio.samples))
