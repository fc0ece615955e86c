"""AudioSep: the sound that a text describes, at 32 kHz. https://github.com/Audio-AGI/AudioSep

Runs in the folder of its source, which `runner.py` has put on the path.
"""

from __future__ import annotations

import os
from typing import Any

SPACE = "Audio-AGI/AudioSep"
CHECKPOINT = "checkpoint/audiosep_base_4M_steps.ckpt"
ENCODER = "checkpoint/music_speech_audioset_epoch_15_esc_89.98.pt"
_loaded: list[Any] = []


def get(tell: Any) -> None:
    """Fetch the weights, from where the README points to."""
    from huggingface_hub import hf_hub_download

    for number, name in enumerate((CHECKPOINT, ENCODER)):
        tell(number, 3, f"downloading {name}")
        hf_hub_download(SPACE, name, repo_type="space", local_dir=".")
    tell(2, 3, "downloading the text encoder")
    _model()


def run(task: str, args: dict[str, Any], inputs: dict[str, Any], folder: str, tell: Any) -> dict[str, str]:
    """The target; the rest is what it leaves of the mixture."""
    import soundfile
    from pipeline import separate_audio

    tell(0, 1, "loading AudioSep")
    model, device = _model()
    tell(0.2, 1, "listening for the sound")
    target, rest = os.path.join(folder, "target.wav"), os.path.join(folder, "rest.wav")
    separate_audio(model, inputs["clip"], args["target"], target, device, use_chunk=True)
    heard, rate = soundfile.read(inputs["clip"], dtype="float32")
    found = soundfile.read(target, dtype="float32")[0]
    length = min(len(heard), len(found))
    soundfile.write(rest, heard[:length] - found[:length], rate, "FLOAT")
    return {"target": target, "rest": rest}


def _model() -> Any:
    """The network and its device, loaded once."""
    if not _loaded:
        import torch
        from pipeline import build_audiosep

        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        model = build_audiosep(config_yaml="config/audiosep_base.yaml", checkpoint_path=CHECKPOINT, device=device)
        _loaded.extend([model, device])
    return _loaded
