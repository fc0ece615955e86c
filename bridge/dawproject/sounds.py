"""The sounds of a DAWproject as files: unpacked once, and what a warped or composed clip plays, rendered once.

What we put into the project is FLAC there where nothing of it is lost to another program, and the WAV that it was here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np

from bridge.dawproject.package import Package, safe_name
from bridge.dawproject.timeline import ClipTimeline, SoundPiece
from engine.config import data_folder
from engine.errors import DawError
from engine.media.audio import Audio, probe_audio, read_audio, resample, write_audio
from engine.media.clip import safe_file_name, sha256_of
from engine.media.packed import pack, packed, unpack

OWN = "audio/Tonmeister/"
"""Where our sounds lie inside the file."""
_WAV, _FLAC, _FRESH = ".wav", ".flac", ".fresh.flac"
_MOST_RENDERED_S = 3600.0
_MOST_FLAC_BYTES = 32 << 20
"""Two minutes in stereo: to pack what is longer would be felt."""


class Sounds:
    """Files of one project's sounds, kept in the data folder as long as the project has them."""

    def __init__(self, path: Path) -> None:
        place = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        self._path = path
        self.folder = data_folder() / "dawproject" / place

    def source(self, package: Package, piece: SoundPiece) -> Path:
        """The file a piece plays; DawError with the reason when there is none that may be used."""
        name = piece.path
        if reason := safe_name(name):
            raise DawError(f"The sound '{name[:80]}' {reason}, so it is not used; collect the project's files first.")
        if piece.is_outside:
            found = (self._path.parent / name).resolve()
            if self._path.parent.resolve() not in found.parents or not found.is_file():
                raise DawError(f"The sound '{name}' is not beside the project; collect the project's files first.")
            return found
        info = package.entries.get(name)
        if info is None:
            raise DawError(f"The sound '{name}' is missing from {self._path.name}.")
        target = self._file_of(info)
        if name.startswith(OWN) and target.suffix == _FLAC:
            return self._as_it_was(package, name, target)
        if not target.is_file() or target.stat().st_size != info.file_size:
            package.sound(name, target)
        return target

    def _as_it_was(self, package: Package, name: str, flac: Path) -> Path:
        """The WAV that a sound of ours was before it was packed; the FLAC where that is not known."""
        wav = flac.with_suffix(_WAV)
        if wav.is_file():
            return wav
        has_it = flac.is_file()
        if not has_it:
            package.sound(name, flac)
        try:
            unpack(flac, wav)
        except ValueError:  # another program has written it anew
            return flac
        except OSError as error:
            raise DawError(f"{name} in {self._path.name} cannot be read ({error.strerror}).") from error
        if not has_it:
            flac.unlink(missing_ok=True)
        return wav

    def as_flac(self, path: Path) -> Path | None:
        """A FLAC that every program plays as the sound itself; None where it is to stay as it is.

        It may lie beside the sound already; what was made for this goes with `forget`.
        """
        if path.suffix.lower() != _WAV or path.stat().st_size > _MOST_FLAC_BYTES:
            return None
        digest = sha256_of(path)
        fresh = self.folder / f".{digest[:32]}{_FRESH}"
        for one in (path.with_suffix(_FLAC), fresh):
            if (known := packed(one)) is not None and known["sha256"] == digest and known["subtype"] != "FLOAT":
                return one
        with contextlib.suppress(OSError):
            fresh.parent.mkdir(parents=True, exist_ok=True)
            if pack(path, fresh, {}, is_as_played=True):
                return fresh
        return None

    def forget(self) -> None:
        """Delete what was packed only to be put into the project."""
        for fresh in self.folder.glob(f".*{_FRESH}"):
            with contextlib.suppress(OSError):
                fresh.unlink()

    def keep(self, info: zipfile.ZipInfo, path: Path) -> None:
        """Use a file that has just been put into the project instead of unpacking it again, where there is room."""
        target = self._file_of(info)
        target = target.with_suffix(path.suffix.lower() if target.suffix == _FLAC else target.suffix)
        if target.exists():
            return
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except OSError:
                shutil.copyfile(path, target)

    def of_before(self, entry: str) -> Path | None:
        """The file of a sound of ours that the project had once."""
        name = safe_file_name(Path(entry).name)[-80:]
        known = {one.name.partition(" ")[2]: one for one in self.folder.glob("*.*")}
        wav, flac = (known.get(str(Path(name).with_suffix(suffix))) for suffix in (_WAV, _FLAC))
        if wav is None and flac is not None and packed(flac):
            with contextlib.suppress(ValueError):
                unpack(flac, flac.with_suffix(_WAV))
                return flac.with_suffix(_WAV)
        return wav or known.get(name)

    def rendered(self, package: Package, played: ClipTimeline, sample_rate_hz: int) -> Path:
        """What a clip plays that is no plain stretch of one file, as a file. DawError when a sound is missing."""
        pieces = [(p.path, self._stamp(package, p), _rounded(p, played.start_s), p.fades) for p in played.pieces]
        rows = repr((sample_rate_hz, round(played.end_s - played.start_s, 6), played.curves, pieces))
        path = self.folder / f"clip {hashlib.sha256(rows.encode()).hexdigest()[:16]}.wav"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_audio(path, self._mixed(package, played, sample_rate_hz))
        return path

    def _stamp(self, package: Package, piece: SoundPiece) -> object:
        info = package.entries.get(piece.path)
        return info.CRC if info and not piece.is_outside else piece.is_outside

    def _mixed(self, package: Package, played: ClipTimeline, rate: int) -> Audio:
        length_s = min(played.end_s - played.start_s, _MOST_RENDERED_S)
        mixed = np.zeros((2, max(1, round(length_s * rate))), np.float32)
        for piece in played.pieces:
            first = round((piece.start_s - played.start_s) * rate)
            part = _stretch(self.source(package, piece), piece, rate)[:, : max(0, mixed.shape[1] - first)]
            at_s = piece.start_s + np.arange(part.shape[1]) / rate
            for start_s, end_s, in_s, out_s in piece.fades:
                part = part * np.clip((at_s - start_s) / max(in_s, 1e-6), 0, 1) if in_s else part
                part = part * np.clip((end_s - at_s) / max(out_s, 1e-6), 0, 1) if out_s else part
            mixed[:, first : first + part.shape[1]] += part
        at_s = played.start_s + np.arange(mixed.shape[1]) / rate
        for (first_s, last_s), points in played.curves:
            at, factor = np.array(points).T
            is_inside = (at_s >= first_s) & (at_s < last_s)
            mixed *= np.where(is_inside, np.interp(at_s, at, factor), 1.0).astype(np.float32)
        return Audio(mixed, rate)

    def _file_of(self, info: zipfile.ZipInfo) -> Path:
        name = safe_file_name(Path(info.filename).name)[-80:]
        return self.folder / f"{info.CRC:08x}-{info.file_size:x} {name}"


def _rounded(piece: SoundPiece, start_s: float) -> tuple[float, ...]:
    return tuple(round(at, 6) for at in (piece.start_s - start_s, piece.end_s - start_s, piece.from_s, piece.to_s))


def _stretch(path: Path, piece: SoundPiece, rate: int) -> np.ndarray:
    """A piece at the session's rate and as long as its place, in stereo."""
    frames = max(1, round((piece.end_s - piece.start_s) * rate))
    info = probe_audio(path)
    first_s, last_s = max(0.0, piece.from_s), min(info.seconds, piece.to_s)
    if last_s - first_s < 1 / info.sample_rate_hz:
        return np.zeros((2, frames), np.float32)
    sound = read_audio(path, start_s=first_s, end_s=last_s)
    speed = (piece.to_s - piece.from_s) / (piece.end_s - piece.start_s)
    fitted = resample(Audio(sound.samples, max(1000, round(sound.sample_rate_hz * speed))), rate)
    made = np.zeros((2, frames), np.float32)
    late = round(max(0.0, -piece.from_s) / speed * rate)
    part = fitted.samples[: 2 if fitted.channels > 1 else 1, : max(0, frames - late)]
    made[:, late : late + part.shape[1]] = part
    return made


def own_name(path: Path, name: str) -> str:
    """What a new sound is called inside the file: the same for the same content."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise DawError(f"{path.name} cannot be read ({error.strerror}).") from error
    return f"{OWN}{safe_file_name(name)[:60]} {digest.hexdigest()[:8]}{path.suffix.lower() or '.wav'}"
