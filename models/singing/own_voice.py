"""A voice of one's own: a recording of the lyric, with a note of who agreed to it, as a singing voice.

Recordings lie in `voices/recordings` of the user's data folder: NAME.wav and NAME.json beside it.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.config import data_folder
from engine.errors import UserError
from engine.media.audio import Audio, read_audio, to_channels, write_audio
from engine.strict_json import read_json
from models.singing.aligner import aligned
from models.singing.lyrics import clean_word
from models.singing.phone import NUCLEI, Speech

LONGEST_S = 120.0
_MARGIN_S = 0.04


@dataclass(frozen=True)
class Recording:
    """A recorded voice."""

    name: str
    words: tuple[str, ...]
    """What is said in it, in order."""
    consent: str
    """Who was recorded and agreed, in the user's words."""

    @property
    def path(self) -> Path:
        """Its sound."""
        return _folder() / f"{self.name}.wav"


def keep_recording(name: str, audio: Audio, lyrics: str, consent: str) -> Recording:
    """Keep a recording of English words as a voice; every word has to be found in it.

    Raises UserError without a note of consent, for a name that is no file name, for a recording that is silent
    or too long, and for words that are not said in it.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", name):
        raise UserError(f"'{name}' cannot name a voice: use small letters, digits and hyphens.")
    if not consent.strip():
        raise UserError("A recorded voice needs a note of consent: say who was recorded and agreed to be sung with.")
    words = tuple(word for word in map(clean_word, lyrics.replace("-", "").split()) if word)
    if not words:
        raise UserError("Say which words are recorded; without them the recording cannot be sung.")
    if audio.seconds > LONGEST_S:
        raise UserError(f"The recording is {audio.seconds:.0f} s long; at most {LONGEST_S:.0f} s are used. Cut it.")
    mono = to_channels(audio, 1)
    if abs(mono.samples).max() < 1e-3:
        raise UserError("The recording is silent; record it again, closer to the microphone.")
    aligned(mono.samples[0], mono.sample_rate_hz, words)
    recording = Recording(name, words, consent.strip())
    write_audio(recording.path, mono)
    facts = {"words": " ".join(words), "consent": recording.consent}
    recording.path.with_suffix(".json").write_text(json.dumps(facts, indent=2, ensure_ascii=False), "utf-8")
    return recording


def remove_recording(name: str) -> bool:
    """Delete a recorded voice; False when there is none of this name."""
    recording = next((one for one in recordings() if one.name == name), None)
    if recording is None:
        return False
    recording.path.with_suffix(".json").unlink(missing_ok=True)
    recording.path.unlink(missing_ok=True)
    return True


def take_of(name: str) -> str:
    """Tells the takes of a voice apart that was recorded anew; "" when there is none of this name."""
    try:
        status = (_folder() / f"{name}.wav").stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}-{status.st_size}"


def recordings() -> tuple[Recording, ...]:
    """Every recorded voice, by name; those without a note of consent are left out."""
    found = []
    for path in sorted(_folder().glob("*.json")):
        try:
            facts = read_json(path)
            recording = Recording(path.stem, tuple(str(facts["words"]).split()), str(facts["consent"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if recording.path.is_file() and recording.consent:
            found.append(recording)
    return tuple(found)


def say(words: Sequence[str], name: str) -> Speech:
    """Words cut from a recording, in as long stretches as it says them in this order.

    Raises UserError for a word that is not in it.
    """
    recording, speech, wanted = _named(name), _speech(name, take_of(name)), [clean_word(word) for word in words]
    stretches: list[tuple[int, int]] = []
    while (done := sum(count for _, count in stretches)) < len(wanted):
        place, count = _longest(recording.words, wanted[done:])
        if not count:
            raise UserError(f"The recording '{name}' does not have the word '{wanted[done]}'; record it too, or choose "
                            "another voice.")
        stretches.append((place, count))
    return _joined([_cut(speech, place, count) for place, count in stretches])


def _longest(recorded: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """(place, length) of the longest beginning of the wanted words that was recorded in one go."""
    best = (0, 0)
    for place in range(len(recorded)):
        count = 0
        while count < len(wanted) and recorded[place + count:place + count + 1] == (wanted[count],):
            count += 1
        best = max(best, (place, count), key=lambda found: found[1])
    return best


def _joined(parts: Sequence[Speech]) -> Speech:
    rate, phones, at_s, words = parts[0].sample_rate_hz, [], 0.0, 0
    for part in parts:
        phones += [replace(phone, start_s=phone.start_s + at_s, end_s=phone.end_s + at_s, word=phone.word + words)
                   for phone in part.phones]
        at_s += len(part.samples) / rate
        words = phones[-1].word + 1
    return Speech(np.concatenate([part.samples for part in parts]), rate, tuple(phones))


def syllables_of(word: str, name: str) -> int:
    """On how many vowels a word is said in a recording; 0 when it is not in it."""
    recording = _named(name)
    plain = clean_word(word)
    if plain not in recording.words:
        return 0
    place = recording.words.index(plain)
    return sum(phone.kind in NUCLEI for phone in _speech(name, take_of(name)).phones if phone.word == place)


def _cut(speech: Speech, first: int, count: int) -> Speech:
    inside = [phone for phone in speech.phones if first <= phone.word < first + count]
    start_s, end_s = max(0.0, inside[0].start_s - _MARGIN_S), inside[-1].end_s + _MARGIN_S
    rate = speech.sample_rate_hz
    begin = round(start_s * rate)
    moved = tuple(replace(phone, start_s=phone.start_s - begin / rate, end_s=phone.end_s - begin / rate,
                          word=phone.word - first) for phone in inside)
    return Speech(speech.samples[begin:round(end_s * rate)], rate, moved)


def _named(name: str) -> Recording:
    found = next((recording for recording in recordings() if recording.name == name), None)
    if found is None:
        raise UserError(f"There is no recorded voice '{name}'.")
    return found


@functools.lru_cache(maxsize=8)
def _speech(name: str, take: str) -> Speech:
    recording = _named(name)
    audio = to_channels(read_audio(recording.path), 1)
    return aligned(audio.samples[0], audio.sample_rate_hz, recording.words)


def _folder() -> Path:
    return data_folder() / "voices" / "recordings"
