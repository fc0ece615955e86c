"""Treatment: words by which a clip is called after what was done to it ("the reverbed one", "the stretched loop")."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.text.names import content_words

_EFFECTS = {
    "reverb": "reverb reverbed verb verbed hall plate room wet wetter roomy reverby drenched cathedral church spacious",
    "delay": "delay delayed echo echoed echoey slap slapback throw repeats dotted",
    "chorus": "chorus chorused",
    "phaser": "phaser phased phasey swirly swirling",
    "flanger": "flanger flanged jet",
    "tremolo": "tremolo wobbling wobbly pulsing",
    "distortion": (
        "distortion distorted dirt dirty drive driven overdriven crunchy crunch filthy saturated"
        " gritty grit fuzzy fuzz saturation warm"
    ),
    "bitcrush": "bitcrush bitcrushed crushed crush lofi bits",
    "compressor": "compressor compressed squashed squeezed comp compression squeeze crushed",
    "gate": "gate gated",
    "limiter": "limiter limited limit",
    "eq": "eq eqed equalized scooped boosted cut dip scoop notch boost bell shelf",
    "highpass": "highpass highpassed lowcut thin thinned filtered cut filter rolled",
    "lowpass": "lowpass lowpassed muffled highcut dull filtered dark darker filter telephone",
    "deesser": "deesser deessed de-essed essing ess",
    "autotune": "autotune autotuned tuned tune tuning corrected robot",
    "widen": "widen widened wide wider",
    "sidechain": "sidechain ducked pumping",
}
_TASKS = {
    "change_tempo_key": "transposed pitched shifted transpose pitch stretched stretch repitched octave higher lower",
    "denoise": "denoised cleaned clean cleaning hiss noise",
    "enhance_speech": "enhanced enhance cleaned closer polished",
    "sing": "sung sings sang singer singing vocal voice words she her he him guide",
    "speak": "spoken spoke says speech voice read announcement line",
    "harmonize": "harmony harmonized harmonised harmonies third fifth octave double doubled second",
    "translate_speech": "translated translation dub dubbed",
    "style_transfer": "styled voice version",
    "separate_stems": "stem stems split",
    "separate_speakers": "speaker speakers",
    "extract_sound": "extracted pulled",
    "generate_audio": "generated new made",
    "generate_midi": "generated new written notes",
    "image_to_audio": "picture bed",
    "audio_to_midi": "notes midi converted",
    "render_midi": "rendered bounced played",
    "master": "mastered master loud",
    "binauralize": "3d binaural spatial headphones",
    "inpaint": "patched mended repaired fixed filled",
    "edit_notes": "quantized swung humanized",
    "transcribe": "transcribed",
}
_ACTIONS = {
    "pan": "panned pan",
    "gain": "louder quieter turned level",
    "mute": "muted mute silent",
    "solo": "soloed",
    "reverse": "reversed backwards backward reverse reversing",
    "cut": "cut trimmed shortened",
    "trim": "trimmed cut short",
    "fade_in": "faded fade",
    "fade_out": "faded fade",
    "loop": "looped loop repeated",
    "normalize": "normalized normalised",
    "duplicate": "copy duplicate copied second",
    "place": "placed",
    "move": "moved",
    "quantize": "quantized quantised grid tight",
    "swing": "swung swing",
    "humanize": "humanized",
}
_TOLD = ("style", "voice", "prompt", "target_language", "language", "target", "instrument", "interval", "kind", "key")


def treatments(tool: str, args: Mapping[str, Any]) -> frozenset[str]:
    """Words for a call and for what it made."""
    said = tuple(str(args[name]) for name in _TOLD if isinstance(args.get(name), str))
    value = args.get("value") if args.get("action") == "pan" else None
    side = 0.0 if not isinstance(value, int | float) else float(value)
    voice = str(args.get("voice") or "")[:12]
    return _treatments(
        tool,
        str(args.get("effect") or ""),
        str(args.get("action") or ""),
        said,
        side if value is not None else None,
        voice,
    )


@functools.lru_cache(maxsize=4096)
def _treatments(
    tool: str, effect: str, action: str, said: tuple[str, ...], side: float | None, voice: str
) -> frozenset[str]:
    words = set(f"{_TASKS.get(tool, '')} {_EFFECTS.get(effect, '')} {_ACTIONS.get(action, '')}".split())
    words |= set(content_words(" ".join(said)[:300]))
    if side is not None:
        words.add("left" if side < 0 else "right" if side > 0 else "middle")
    if voice.startswith(("female", "woman", "girl")):
        words |= {"she", "her", "hers", "woman", "girl", "female"}
    elif voice.startswith(("male", "man", "guy", "low male", "deep")):
        words |= {"he", "him", "his", "man", "guy", "male"}
    return frozenset(words)
