"""The kinds of sound that are told apart, and the words people use for them."""

from __future__ import annotations

import difflib
import re

KINDS = ("silence", "speech", "singing", "music", "drums", "tonal", "noise", "clicks")
SILENCE = KINDS.index("silence")
_WORDS: dict[str, str] = {
    "silence": "silent quiet quietness pause pauses nothing gap gaps rest",
    "speech": "speaking spoken talk talking talks voice voices speaker speakers words word dialogue dialog "
              "conversation narration narrator announcement",
    "singing": "sing sings sung singer singers vocal vocals song lead melody-voice choir acapella",
    "music": "band song-mix mix ensemble orchestra songs playing",
    "drums": "drum beat beats percussion groove drummer toms cymbals drumming",
    "tonal": "tone tones note notes instrument instruments piano guitar bass synth organ strings flute chord chords "
             "keys violin pad melody hum whistle beep beeps",
    "noise": "hiss hissing static wind rain waterfall sea waves ocean noisy rumble whoosh steam applause",
    "clicks": "click clicking pop pops crackle crackles crackling tick ticks ticking impulse impulses snap snaps knock",
}
_DRUMS = {36: "kick kicks bass-drum bassdrum", 38: "snare snares rimshot backbeat",
          42: "hat hats hi-hat hi-hats hihat hihats"}
"""By General MIDI pitch."""
DRUMS_BY_PITCH = {36: "kick", 38: "snare", 42: "hat"}
SYNONYMS = {word: kind for kind, words in _WORDS.items() for word in (kind, *words.split())}


def kind_of(words: str) -> str | None:
    """The kind that a wish such as "the drum beats" names; None when it names none."""
    said = re.findall(r"[a-z][a-z-]*", words.lower())
    for word in said:
        for form in (word, word.removesuffix("s"), word.removesuffix("ing")):
            if form in SYNONYMS:
                return SYNONYMS[form]
    return None


def drum_of(words: str) -> int | None:
    """The drum that a wish such as "every kick" names, by its General MIDI pitch; None when it names none."""
    said = set(re.findall(r"[a-z][a-z-]*", words.lower().replace("bass drum", "bass-drum").replace("hi hat", "hi-hat")))
    return next((pitch for pitch, names in _DRUMS.items() if said & set(names.split())), None)


def nearest_kinds(words: str) -> str:
    """For an answer: the kinds that can be found, the likeliest first."""
    near = difflib.get_close_matches(words.strip().lower(), SYNONYMS, 1, 0.75)
    first = [SYNONYMS[word] for word in near]
    return ", ".join([*first, *(kind for kind in KINDS if kind not in first), "kick", "snare", "hat"])
