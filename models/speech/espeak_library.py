"""libespeak-ng through ctypes: text in, sound and phonemes with their sample positions out.

The library is one per process and keeps its voice as global state, so every call holds one lock.
Its synthesiser also goes on from where the last text left its oscillators, and takes the seed of
its breath noise from the clock; it is loaded afresh (10 ms) and given a seed of our own for each
text that is heard, so that the same text gives the same samples.
"""

from __future__ import annotations

import _ctypes
import ctypes
import functools
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import ModelError

_SYNCHRONOUS = 2
_WANT_IPA_EVENTS = 1 | 2 | 1 << 15
"""Phoneme events, written in IPA; and never exit the process when the data is missing."""
_UTF8, _PHONEMES_IN_BRACKETS = 1, 0x100
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_PHONEME_EVENT = 7
_BREATH_SEED = 1
_LONGEST_DATA_PATH = 130
"""The library keeps its data path in a buffer of 160 bytes and adds file names to it."""

NORMAL_RATE_WPM = 165
_FASTEST_WPM = 450

_lock = threading.Lock()


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", _Id)]


class _Voice(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p),
                ("gender", ctypes.c_ubyte), ("age", ctypes.c_ubyte), ("variant", ctypes.c_ubyte),
                ("reserved", ctypes.c_ubyte), ("score", ctypes.c_int), ("spare", ctypes.c_void_p)]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class Phoneme:
    """One phoneme of spoken text."""

    start: int
    """First sample."""
    end: int
    """Sample after the last."""
    ipa: str
    """Without stress marks; "" is a pause."""
    text_position: int
    """Index of the character its word (or word part) begins at."""


@dataclass(frozen=True, eq=False)
class Spoken:
    """Speech and what sounds when."""

    samples: np.ndarray
    """float32 [shape=(n,)]."""
    sample_rate_hz: int
    phonemes: tuple[Phoneme, ...]


class _Library:
    """The loaded library; its callback must stay referenced for as long as it lives."""

    def __init__(self) -> None:
        self._call, data_path = _open_library()
        rate = self._call.espeak_Initialize(_SYNCHRONOUS, 0, data_path and str(data_path).encode(), _WANT_IPA_EVENTS)
        if rate <= 0:
            raise ModelError("espeak-ng could not be started: its voice data is missing; install it again.")
        self._seed_breath_noise()
        self.sample_rate_hz = int(rate)
        self._blocks: list[np.ndarray] = []
        self._events: list[tuple[int, str, int]] = []
        self._on_block: Callable[[], None] | None = None
        self._raised: BaseException | None = None
        self._callback = _Callback(self._take)
        self._call.espeak_SetSynthCallback(self._callback)
        self._call.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))

    def _take(self, samples, count: int, events) -> int:  # type: ignore[no-untyped-def]
        if samples and count > 0:
            self._blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != 0:
            event = events[index]
            if event.type == _PHONEME_EVENT:
                name = event.id.string.decode("utf-8", "ignore").lstrip("ˈˌ")
                self._events.append((event.sample, name, event.text_position - 1))
            index += 1
        try:
            if self._on_block:
                self._on_block()
        except BaseException as error:  # it must not cross the C frames; speak() raises it again
            self._raised = error
            return 1
        return 0

    def _seed_breath_noise(self) -> None:
        try:
            self._call.espeak_ng_SetRandSeed(ctypes.c_long(_BREATH_SEED))
        except AttributeError:  # before espeak-ng 1.52 the noise came from rand() of the C library
            if os.name == "posix":
                ctypes.CDLL(None).srand(_BREATH_SEED)

    def speak(self, text: str, voice: str, settings: dict[int, int], on_block: Callable[[], None] | None) -> Spoken:
        if self._call.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ModelError(f"espeak-ng has no voice '{voice}' here; install espeak-ng again with all its voices.")
        for parameter, value in settings.items():
            self._call.espeak_SetParameter(parameter, value, 0)
        self._blocks, self._events, self._on_block, self._raised = [], [], on_block, None
        raw = text.encode("utf-8") + b"\0"
        failed = self._call.espeak_Synth(raw, len(raw), 0, 1, 0, _UTF8 | _PHONEMES_IN_BRACKETS, None, None)
        if self._raised:
            raise self._raised
        if failed:
            raise ModelError(f"espeak-ng failed with error {failed}.")
        samples = np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.int16)
        ends = [event[0] for event in self._events[1:]] + [len(samples)]
        phonemes = tuple(Phoneme(start, max(start, end), ipa, position)
                         for (start, ipa, position), end in zip(self._events, ends, strict=True))
        return Spoken((samples / 32768).astype(np.float32), self.sample_rate_hz, phonemes)

    def close(self) -> None:
        self._call.espeak_Terminate()
        unload = getattr(_ctypes, "dlclose", None) or _ctypes.FreeLibrary  # type: ignore[attr-defined]
        unload(self._call._handle)

    def voices(self) -> list[tuple[str, str, str]]:
        found, index = [], 0
        listed = self._call.espeak_ListVoices(None)
        while listed[index]:
            voice = listed[index].contents
            found.append((voice.name.decode().strip(), voice.languages[1:].decode(), voice.identifier.decode()))
            index += 1
        return found


_loaded: list[_Library] = []


def speak(text: str, voice: str, *, rate_wpm: int = NORMAL_RATE_WPM, pitch: int = 50, pitch_range: int = 50,
          word_gap: int = 0, on_block: Callable[[], None] | None = None) -> Spoken:
    """Say a text with an espeak-ng voice such as "gmw/en-US+f4".

    `rate_wpm` 80–450 words a minute, `pitch` and `pitch_range` 0–99, `word_gap` in units of 10 ms;
    `[[…]]` holds phonemes. `on_block` is called about every 60 ms of sound and may raise to stop.
    Raises ModelError when the library or the voice is missing.
    """
    settings = {_RATE: rate_wpm, _VOLUME: 100, _PITCH: pitch, _RANGE: pitch_range, _WORD_GAP: word_gap}
    with _lock:
        return _fresh_library().speak(text, voice, settings, on_block)


def phonemes_of(text: str, voice: str) -> tuple[Phoneme, ...]:
    """The phonemes of a text, quicker than `speak` when nobody will hear it."""
    settings = {_RATE: _FASTEST_WPM, _PITCH: 50, _RANGE: 0, _WORD_GAP: 0}
    with _lock:
        return _library().speak(text, voice, settings, None).phonemes


def sample_rate_hz() -> int:
    """Rate of all speech of the library."""
    with _lock:
        return _library().sample_rate_hz


def voices() -> list[tuple[str, str, str]]:
    """(name, language code, identifier) of every language voice of the library."""
    with _lock:
        return _library().voices()


def why_missing() -> str:
    """Empty when the library can be loaded, else one sentence that says what to do."""
    try:
        with _lock:
            _library()
    except ModelError as error:
        return str(error)
    return ""


def _library() -> _Library:
    if not _loaded:
        _loaded.append(_Library())
    return _loaded[0]


def _fresh_library() -> _Library:
    if _loaded:
        _loaded.pop().close()
    return _library()


def _open_library() -> tuple[ctypes.CDLL, Path | None]:
    try:
        import espeakng_loader

        return ctypes.CDLL(espeakng_loader.get_library_path()), _short_path(espeakng_loader.get_data_path())
    except (ImportError, OSError):
        pass
    for name in ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll"):
        try:
            return ctypes.CDLL(name), None
        except OSError:
            continue
    raise ModelError("espeak-ng is not installed: run `pip install espeakng-loader`.")


@functools.cache
def _short_path(data_path: str) -> Path:
    if len(data_path) <= _LONGEST_DATA_PATH:
        return Path(data_path)
    link = Path(tempfile.mkdtemp(prefix="espeak-")) / "espeak-ng-data"
    try:
        os.symlink(data_path, link, target_is_directory=True)
    except OSError:  # Windows without developer mode
        shutil.copytree(data_path, link)
    return link
