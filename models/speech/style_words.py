"""The words people use for a way of speaking, and what each does to a voice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.errors import UserError


@dataclass(frozen=True)
class VoiceStyle:
    """What is done to a voice; the defaults change nothing."""

    semitones: float = 0.0
    """Pitch, up positive."""
    pitch_range: float = 1.0
    """How far the pitch moves around its middle; 0 = one tone."""
    rate: float = 1.0
    """Speed."""
    formants: float = 1.0
    """Size of the sound's resonances: 1.15 = a smaller head, 0.87 = a larger one."""
    breath: float = 0.0
    """0–1: how much of the tone turns into breath; 1 = a whisper."""
    gain_db: float = 0.0

    def and_also(self, other: VoiceStyle) -> VoiceStyle:
        """Both together."""
        return VoiceStyle(self.semitones + other.semitones, self.pitch_range * other.pitch_range,
                          self.rate * other.rate, self.formants * other.formants,
                          max(self.breath, other.breath), self.gain_db + other.gain_db)


STYLES: dict[str, VoiceStyle] = {
    "whisper": VoiceStyle(breath=1.0, gain_db=-6.0), "robot": VoiceStyle(pitch_range=0.0),
    "monotone": VoiceStyle(pitch_range=0.15), "breathy": VoiceStyle(breath=0.5),
    "sleepy": VoiceStyle(-2.0, 0.5, 0.8, 1.0, 0.35, -2.0), "tired": VoiceStyle(-1.5, 0.6, 0.85, 1.0, 0.25),
    "sad": VoiceStyle(-1.5, 0.6, 0.86, 1.0, 0.15), "calm": VoiceStyle(-1.0, 0.75, 0.9),
    "serious": VoiceStyle(-1.5, 0.7, 0.95), "excited": VoiceStyle(3.0, 1.5, 1.15, 1.0, 0.0, 1.5),
    "happy": VoiceStyle(2.0, 1.4, 1.06), "angry": VoiceStyle(1.5, 1.5, 1.1, 1.0, 0.0, 2.0),
    "dramatic": VoiceStyle(0.0, 1.7, 0.92), "nervous": VoiceStyle(2.0, 1.2, 1.18),
    "old": VoiceStyle(-2.0, 0.85, 0.85, 0.97, 0.3), "young": VoiceStyle(3.0, 1.15, 1.05, 1.08),
    "child": VoiceStyle(7.0, 1.2, 1.0, 1.2), "female": VoiceStyle(8.0, 1.15, 1.0, 1.15),
    "male": VoiceStyle(-8.0, 0.9, 1.0, 0.87), "giant": VoiceStyle(-7.0, 0.8, 0.85, 0.75),
    "chipmunk": VoiceStyle(12.0, 1.1, 1.15, 1.35), "deep": VoiceStyle(-4.0, 1.0, 1.0, 0.93),
    "high": VoiceStyle(4.0, 1.0, 1.0, 1.03), "fast": VoiceStyle(rate=1.3), "slow": VoiceStyle(rate=0.75),
    "soft": VoiceStyle(0.0, 0.8, 0.95, 1.0, 0.3, -4.0), "expressive": VoiceStyle(pitch_range=1.6),
}
_SAME = {
    "whispering": "whisper", "whispered": "whisper", "whispers": "whisper", "robotic": "robot", "machine": "robot",
    "flat": "monotone", "bored": "monotone", "airy": "breathy", "drowsy": "sleepy", "exhausted": "tired",
    "gloomy": "sad", "melancholic": "sad", "relaxed": "calm", "quiet": "soft", "softly": "soft", "gentle": "soft",
    "newsreader": "serious", "energetic": "excited", "enthusiastic": "excited", "cheerful": "happy", "joyful": "happy",
    "furious": "angry", "theatrical": "dramatic", "anxious": "nervous", "older": "old", "elderly": "old",
    "grandpa": "old", "younger": "young", "kid": "child", "childlike": "child", "woman": "female", "girl": "child",
    "feminine": "female", "man": "male", "masculine": "male", "monster": "giant", "squirrel": "chipmunk",
    "deeper": "deep", "lower": "deep", "low": "deep", "higher": "high", "faster": "fast", "quick": "fast",
    "slower": "slow", "slowly": "slow", "lively": "expressive",
}


def style_of(words: str) -> VoiceStyle:
    """All the styles that a text names, together; UserError with the known ones when it names none."""
    said = re.findall(r"[a-z]+", words.lower())
    named = list(dict.fromkeys(_SAME.get(word, word) for word in said))
    found = [STYLES[word] for word in named if word in STYLES]
    if not found:
        raise UserError(f"No way of speaking called '{words}' is known; there are {', '.join(STYLES)}.")
    style = found[0]
    for other in found[1:]:
        style = style.and_also(other)
    return style
