"""SAM-Audio: the sound that a text describes, and the rest, at 48 kHz. https://github.com/facebookresearch/sam-audio"""

from __future__ import annotations

import os
from typing import Any

CHECKPOINT = "facebook/sam-audio-small"
_loaded: list[Any] = []


def get(tell: Any) -> None:
    """Fetch the weights: their page has to have granted access to the user's token."""
    from huggingface_hub import snapshot_download

    tell(0, 2, "downloading SAM-Audio")
    snapshot_download(CHECKPOINT)
    tell(1, 2, "loading SAM-Audio, and downloading what it is made of")
    _model()


def run(task: str, args: dict[str, Any], inputs: dict[str, Any], folder: str, tell: Any) -> dict[str, str]:
    """The sound that is asked for, without span prediction and with one candidate: what the README says of memory."""
    import soundfile
    import torch

    tell(0, 1, "loading SAM-Audio")
    model, processor, device = _model()
    tell(0.2, 1, "listening for the sound")
    wanted = "man speaking" if task == "enhance_speech" else args["target"].lower()
    batch = processor(audios=[inputs["clip"]], descriptions=[wanted]).to(device)
    with torch.inference_mode():
        found = model.separate(batch, predict_spans=False, reranking_candidates=1)
    made = {}
    for name, sound in (("target", found.target), ("rest", found.residual)):
        sound = sound[0] if isinstance(sound, (list, tuple)) else sound
        made[name] = os.path.join(folder, f"{name}.wav")
        samples = sound.detach().float().cpu().reshape(-1).numpy()
        soundfile.write(made[name], samples, processor.audio_sampling_rate, "FLOAT")
    return made


def _model() -> Any:
    """The network, its processor and its device, loaded once."""
    if not _loaded:
        import torch
        from sam_audio import SAMAudio, SAMAudioProcessor

        device = "cuda" if torch.cuda.is_available() else "cpu"
        model = SAMAudio.from_pretrained(CHECKPOINT).eval().to(device)
        _loaded.extend([model, SAMAudioProcessor.from_pretrained(CHECKPOINT), device])
    return _loaded
