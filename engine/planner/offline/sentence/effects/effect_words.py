"""Effect words: how effects are called, put on and described, by noun or by verb."""

from __future__ import annotations

from dataclasses import dataclass

from engine.planner.regex import regex

_NAMES = (
    ("highpass", r"(?:(?:hi|high)[ -]?pass(?:ed|es)?|(?:low|lo)[ -]?cuts?|hpf?)(?: filters?)?|rumble filter"),
    ("lowpass", r"(?:(?:lo|low)[ -]?pass(?:ed|es)?|(?:high|hi)[ -]?cuts?|lpf?)(?: filters?)?"),
    ("deesser", r"de-?ess(?:er|ing|ed)?|de ess(?:er|ing)?"),
    ("autotune", r"auto-?tune[rd]?|autotuning|pitch correct(?:ion|ed)?"),
    ("bitcrush", r"bit-?crush(?:er|ed|ing)?"),
    ("compressor", r"compress(?:or|ion|ed|ing|es)?|(?:glue |bus |buss )?comp|squash(?:ed|ing)?|clamp(?:ed|ing)?"),
    ("limiter", r"limit(?:er|ing|ed)?|brickwall(?: limiter)?"),
    ("gate", r"(?:noise )?gat(?:e|ed|ing)"),
    (
        "delay",
        r"(?<!pre )(?<!pre-)delays?|echo(?:es)?|slap-?back|slap back"
        r"|(?:slap|tape|dub|ping-?pong|ping pong) (?:delay|echo)",
    ),
    (
        "reverb",
        r"(?:(?:plate|hall|room|spring|chamber|church|cathedral|cave) )?(?:re-?verb|verb|reverberation)"
        r"|plate|hall|chamber|spring|cathedral",
    ),
    ("chorus", r"chorus(?: effect|ing)?"),
    ("phaser", r"phas(?:er|ing)"),
    ("flanger", r"flang(?:er|ing|e)"),
    ("tremolo", r"tremolo|trem"),
    ("distortion", r"distort(?:ion|ed)?|overdrive|(?:tape |tube )?saturat(?:ion|e|or|ed)|fuzz|(?:tape|tube) sat"
     r"|(?<=\bthe )sat(?! (?:all|on|in|at|there|too|under|over|down|right)\b)|(?<=\bof )sat|(?<=\bsome )(?:dirt"
     r"|grit)|(?<=\bof )(?:dirt|grit)"),
    ("eq", r"eq(?:'?d|ed)?|equali[sz]er|bell|notch"),
)
_KINDS = tuple(
    (kind, regex(rf"(?<![\w-])(?:{words})(?: effect| plug-?in| insert)?(?![\w-])")) for kind, words in _NAMES
)


@dataclass(frozen=True)
class EffectSaid:
    """An effect at characters `start` … `end`."""

    kind: str
    start: int
    end: int


def effects_said(text: str, hidden: list[tuple[int, int]]) -> list[EffectSaid]:
    """The effects that a text tells outside of what is hidden, in their order; of two at one place the longer."""
    found = [
        EffectSaid(kind, *match.span())
        for kind, words in _KINDS
        for match in words.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in hidden)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[EffectSaid] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


SIZES = {
    **dict.fromkeys("tiny small short little shortish tight".split(), 0.25),
    "medium": 0.5,
    **dict.fromkeys("big large long longish bigger roomy".split(), 0.75),
    **dict.fromkeys("huge massive vast giant enormous endless".split(), 0.95),
}
"""How large the room of a reverb is."""
ROOMS = {
    **dict.fromkeys("room spring".split(), 0.3),
    "chamber": 0.45,
    "plate": 0.55,
    "hall": 0.75,
    "church": 0.85,
    **dict.fromkeys("cathedral cave".split(), 0.95),
}
"""How large a reverb is that is called so."""
MOODS = frozenset("trashy nasty grungy dirty gritty metallic splashy ugly cheap lush pretty smooth moody vibey".split())
"""What a reverb is wanted like, and its size cannot tell."""
SLIGHT = frozenset(
    "bit little touch hint subtle slight slightly gentle light lightly tad dash mild gently hair whisper sprinkle lick"
    " suggestion smidge subtly faint discreet barely hardly splash whiff".split()
)
STRONG = frozenset(
    "lots lot heavy heavily hard loads strong massively tons heaps plenty masses drown drowned drowning drench drenched"
    " soak soaked bathe bathed swamp swamped swimming dripping".split()
)
NOT_TOO = regex(
    r"\b(?:but )?not (?:loads|lots|a lot|much|tons|heaps|crazy|mad)\b|\bnothing (?:crazy|mad|heavy|major|drastic)\b"
    r"|\bnot (?:too|so|very|overly|that) (?:wet|much|loud|strong|heavy|long|obvious|hard|big|intense|crazy|extreme|deep"
    r"|present|prominent|very)\b"
)
""" "A delay, not too wet"."""
STRENGTHS: dict[str, tuple[str, float, float]] = {
    "reverb": ("wet", 0.15, 0.55),
    "delay": ("wet", 0.2, 0.5),
    "chorus": ("wet", 0.3, 0.7),
    "phaser": ("wet", 0.3, 0.7),
    "flanger": ("wet", 0.3, 0.7),
    "tremolo": ("depth", 0.35, 0.9),
    "distortion": ("drive_db", 10.0, 30.0),
    "compressor": ("ratio", 2.0, 8.0),
    "autotune": ("depth", 0.5, 1.0),
}
"""The number of an effect that "a bit of" and "lots of" set, and to what."""
WHY = frozenset(
    "muddy mud boxy boomy harsh dull bright thin flabby nasal honky sibilant hissy dry dark woolly wooly tinny bone"
    " too very bit little so sound sounds sounding feels feel still rather pretty quite totally completely bassy rumbly"
    " rumble shrill brittle lifeless flat cold sterile spiky peaky jumpy uneven dynamic sharp esses piercing low"
    " low-end mid mids mushy naked plain clean much there's kind sort all kinda".split()
)
"""Words that tell why an effect is wanted."""
