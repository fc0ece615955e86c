"""Plugin kind: the kind of effect that a plugin or bus is, by its name."""

from __future__ import annotations

import re

_KINDS = {
    "reverb": "reverb|verb|hall|plate|room|spring|ambience|cathedral|chamber|convol|nachhall|réverb|reverberação|混响",
    "delay": "delay|echo|tape|slap|retardo|eco|延迟",
    "deesser": "de ?-?ess|sibil|esser",
    "compressor": "compressor|comp\\b|compress|1176|la-?2a|leveler|leveller|kompressor|压缩",
    "limiter": "limit|maximi[sz]",
    "gate": "gate|expander",
    "eq": "\\beq|(?<!fr)(?<!s)eq\\b|equal|pultec|filter bank|tilt",
    "chorus": "chorus|ensemble|dimension",
    "phaser": "phaser|phase",
    "flanger": "flang",
    "tremolo": "trem",
    "distortion": "dist|drive|satur|fuzz|amp\\b|exciter|overdrive",
    "bitcrush": "bit ?crush|crusher|lo-?fi",
    "autotune": "auto-?tune|pitch correct|tune|melodyne",
    "highpass": "high ?-?pass|low ?-?cut|hpf",
    "lowpass": "low ?-?pass|high ?-?cut|lpf",
    "widen": "widen|stereo|width|imager",
}


def kind_of(name: str) -> str:
    """The kind of effect that a plugin or bus is, by its name; "" when it does not tell."""
    said = name.casefold().replace("_", " ").removeprefix("tonmeister").strip()
    return next((kind for kind, pattern in _KINDS.items() if re.search(pattern, said)), "")
