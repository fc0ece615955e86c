"""Clips: immutable, content-addressed results and inputs, each with the recipe it was made by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from engine.errors import UserError
from engine.media.audio import Audio, probe_audio, read_audio, write_audio
from engine.media.midi_file import MidiContent, read_midi, write_midi
from engine.media.note import Note, TempoMap
from engine.media.sound_check import must_be_sound
from engine.media.stop_point import byte_blocks

Kind = Literal["audio", "midi", "image", "video", "text"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys("wav wave aif aiff aifc flac ogg oga opus mp3 rf64 w64 caf au snd".split(), "audio"),
    **dict.fromkeys("mid midi smf kar".split(), "midi"),
    **dict.fromkeys("png jpg jpeg bmp gif webp tif tiff".split(), "image"),
    **dict.fromkeys("mp4 mov mkv webm avi m4v".split(), "video"),
    **dict.fromkeys("txt lrc srt vtt md".split(), "text"),
}


@dataclass(frozen=True)
class Recipe:
    """How a clip was made, complete enough to explain it, vary it and make it again."""

    task: str
    model: str = ""
    model_version: str = ""
    seed: int = 0
    args: Mapping[str, Any] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    """Ids of the clips it was made from."""
    licence: str = ""
    """Licence of the model's weights or sounds, as far as it binds the result."""


@dataclass(frozen=True)
class Clip:
    """A finished piece of audio, notes, picture, video or text, in a file that never changes."""

    id: str
    kind: Kind
    name: str
    """What the user calls it; no path, no extension."""
    path: Path
    """Where its content lies."""
    sha256: str
    seconds: float = 0.0
    """Length of audio or video; of MIDI at the tempo map it was made with."""
    start_beats: float | None = None
    """Where its first note or its source lies in the session; None = nowhere yet."""
    length_beats: float | None = None
    lead_in_s: float = 0.0
    """How much of the sound comes before `start_beats` (a singer's consonants)."""
    track: str | None = None
    """Name of the track that it came from or was put on."""
    recipe: Recipe | None = None
    tags: tuple[str, ...] = ()

    def audio(self) -> Audio:
        """Decode the sound; UserError when this is not audio."""
        self._must_be("audio")
        return read_audio(self.path)

    def midi(self) -> MidiContent:
        """Read the notes; UserError when this is not MIDI."""
        self._must_be("midi")
        return read_midi(self.path)

    def _must_be(self, kind: Kind) -> None:
        if self.kind != kind:
            wanted = {"audio": "a sound", "midi": "notes (MIDI)"}.get(kind, f"a {kind}")
            raise UserError(f"'{self.name}' is {self.kind}; {wanted} is needed here.")


def clip_from_file(path: str | Path, *, name: str = "", **placing: Any) -> Clip:
    """Make a clip of a user's file; checks that it exists and can be read as what its name says."""
    path = Path(path)
    kind = readable_kind(path)
    seconds, sha256 = 0.0, sha256_of(path)
    if kind == "audio":
        seconds = must_be_sound(path, sha256).seconds
    if kind == "midi":
        content = read_midi(path)
        seconds = content.tempo_map.seconds_at(content.length_beats)
        placing.setdefault("length_beats", content.length_beats)
    return Clip(new_id(), kind, name or path.stem, path.resolve(), sha256, seconds, **placing)


def readable_kind(path: Path) -> Kind:
    """What a user's file holds; UserError when its name or its head says that it cannot be read.

    Its head tells at once; to read all of a large file takes minutes.
    """
    must_be_a_file(path)
    kind = kind_of_file(path)
    if kind is None:
        raise UserError(
            f"{path.name} is of a kind that is not handled; give a WAV, FLAC, MP3, MIDI, PNG, MP4 or text file."
        )
    if path.stat().st_size == 0:
        raise UserError(f"{path.name} is empty (0 bytes).")
    if kind == "audio":
        probe_audio(path)
    return kind


def kind_of_file(path: Path) -> Kind | None:
    """What a file holds, by its name."""
    return _KINDS.get(path.suffix.lower().lstrip("."))


def must_be_a_file(path: Path) -> None:
    """UserError, with what it is instead, for what is no file of this computer."""
    if is_address(path):
        raise UserError(f"'{address_as_typed(path)}' is an address, not a file; download it, and name the file.")
    if path.is_dir():
        raise UserError(f"{path} is a folder; name a file in it.")
    if not path.is_file():
        raise UserError(f"There is no file {path}.")


def is_address(path: Path) -> bool:
    """True for an address of the web or a cloud, which a path has made `s3:/…` of."""
    return bool(re.search(r"(?:^|[/\\])[A-Za-z][A-Za-z0-9+.-]+:[/\\]", str(path))) and not path.exists()


def address_as_typed(path: Path) -> str:
    """An address with both slashes, of which a path has made one."""
    return re.sub(r"([A-Za-z][A-Za-z0-9+.-]+:)/(?!/)", r"\1//", str(path).replace("\\", "/"), count=1)


def audio_clip(folder: Path, name: str, audio: Audio, **placing: Any) -> Clip:
    """Write sound into `folder` (a model's scratch folder) and return it as a clip."""
    path = write_audio(folder / f"{uuid.uuid4().hex}.wav", audio)
    return Clip(new_id(), "audio", name, path, sha256_of(path), audio.seconds, **placing)


def midi_clip(
    folder: Path, name: str, notes: Iterable[Note], tempo_map: TempoMap, length_beats: float, **placing: Any
) -> Clip:
    """Write notes into `folder` and return them as a clip."""
    path = write_midi(folder / f"{uuid.uuid4().hex}.mid", notes, tempo_map, length_beats, name=name)
    return Clip(
        new_id(),
        "midi",
        name,
        path,
        sha256_of(path),
        tempo_map.seconds_at(length_beats),
        length_beats=length_beats,
        **placing,
    )


def new_id() -> str:
    """A short id, unique within any one library."""
    return uuid.uuid4().hex[:12]


def sha256_of(path: Path) -> str:
    """Content hash of a file, read in flat memory."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in byte_blocks(file):
            digest.update(block)
    return digest.hexdigest()


_NAME_BYTES = 180


def safe_file_name(name: str) -> str:
    """A human name without any character that Windows, macOS or Linux forbids or that turns the reading direction.

    Never empty, and short enough in UTF-8 for a number, a bar and a tempo beside it: names end at 255 bytes.
    """
    name = unicodedata.normalize("NFC", name)
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]', " ", name)
    name = re.sub(r"\s+", " ", name).strip(" .")[:100]
    name = name.encode()[:_NAME_BYTES].decode(errors="ignore").strip(" .")
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name):
        name += " clip"
    return name or "clip"
