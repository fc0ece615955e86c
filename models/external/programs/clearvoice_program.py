"""MossFormer2 (ClearerVoice-Studio): speech cleaned at 48 kHz, speakers separated at 16 kHz.

https://github.com/modelscope/ClearerVoice-Studio/blob/main/clearvoice/README.md
"""

from __future__ import annotations

import glob
import os
from typing import Any

MODELS = {
    "enhance_speech": ("speech_enhancement", "MossFormer2_SE_48K"),
    "separate_speakers": ("speech_separation", "MossFormer2_SS_16K"),
}
_loaded: dict[str, Any] = {}


def get(tell: Any) -> None:
    """Fetch the weights of both networks."""
    for number, task in enumerate(MODELS):
        tell(number, len(MODELS), f"downloading {MODELS[task][1]}")
        _model(task)


def run(task: str, args: dict[str, Any], inputs: dict[str, Any], folder: str, tell: Any) -> dict[str, str]:
    """One call for the whole clip; it gives no progress."""
    tell(0, 1, "loading MossFormer2")
    voice = _model(task)
    tell(0.1, 1, "working")
    voice(input_path=inputs["clip"], online_write=True, output_path=folder)
    made = sorted(glob.glob(os.path.join(folder, "**", "*.wav"), recursive=True))
    return dict(zip(("first", "second"), made))  # noqa: B905


def _model(task: str) -> Any:
    """A network, loaded once. The package goes on without weights when it cannot fetch them; this does not."""
    if task not in _loaded:
        os.chdir(os.environ["TONMEISTER_WEIGHTS"])
        from clearvoice import ClearVoice

        kind, name = MODELS[task]
        voice = ClearVoice(task=kind, model_names=[name])
        if not os.path.isfile(os.path.join("checkpoints", name, "last_best_checkpoint")):
            raise OSError(f"the weights of {name} could not be fetched")
        _loaded[task] = voice
    return _loaded[task]
