"""What `run` writes: sounds with their stamp, notes, pictures, words, times and facts; or why it cannot."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import UserError, WrongUse, one_line
from engine.media.clip import Clip, address_as_typed, is_address, kind_of_file, safe_file_name
from engine.media.export.words import Caption, ExportedWord, as_text, captions

if TYPE_CHECKING:
    from engine.assistant.step_output import StepResult
    from engine.catalog.model import Result, Span
    from engine.tasks.task import Task

_FORMATS = {".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3", ".aif": "AIFF", ".aiff": "AIFF"}
_WAV = (".wav", ".wave")
_WORDS = {
    ".txt": ("text", "facts"),
    **dict.fromkeys((".srt", ".vtt", ".lrc"), ("spans",)),
    ".json": ("text", "spans", "facts"),
}
"""Files for what is no clip, each with the kinds of results it can hold."""
_CALLED = {
    "audio": "sound",
    "midi": "notes",
    "video": "a video",
    "image": "a picture",
    "text": "words",
    "spans": "times",
    "facts": "facts",
    "changes": "changes",
}
_ENDINGS = {
    "audio": ".wav, .flac, .ogg, .mp3 or .aiff",
    "midi": ".mid",
    "video": ".mp4",
    "image": ".png",
    "text": ".txt or .json",
    "spans": ".srt, .vtt, .lrc or .json",
    "facts": ".json",
}


def must_be_writable(task: Task, out: Path | None) -> None:
    """WrongUse when no result of a task can be written into a file of this name."""
    if out is None:
        return
    if is_address(out):
        told = address_as_typed(out)
        raise WrongUse(f"'{told}' is an address; name a file or folder of this computer, and upload it from there.")
    if not _is_file(out):
        return
    suffix = out.suffix.lower()
    kinds = [output.kind for output in task.outputs]
    wanted: set[str | None] = {"audio"} if suffix in (*_FORMATS, *_WAV) else {*_WORDS.get(suffix, ())}
    wanted = wanted or {kind_of_file(out)}
    if suffix in _WORDS and kinds[0] in ("audio", "midi", "video") and not wanted & {*kinds}:
        wanted = set()
    # The same task changes sounds and notes, so one may stand for the other.
    alike = {"audio", "midi"} if wanted & {"audio", "midi"} else wanted
    if not alike & {*kinds}:
        known = list(dict.fromkeys(kind for kind in kinds if kind in _ENDINGS))
        ways = " and ".join(f"{_CALLED[kind]} ({_ENDINGS[kind]})" for kind in known)
        raise WrongUse(f"{out.name}: {task.id} gives {ways}; name the file so, or name a folder.")


def written(result: StepResult, out: Path | None, report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Write the results; returns what was written by output. UserError when that fails."""
    clips = {name: one for name, one in result.outputs.items() if isinstance(one, Clip)}
    if out is not None and _is_file(out):
        if out.suffix.lower() in _WORDS:
            return {out.suffix[1:].lower(): _saved(out, "text", lambda fresh: _write_words(out, fresh, result, report))}
        if not clips:
            raise UserError(f"{out.name} was not written: no such result was made.")
        name, clip = next(iter(clips.items()))
        return {name: _saved_clip(clip, out)}
    made: dict[str, dict[str, Any]] = {}
    for name, clip in clips.items():
        target = (out or Path()) / f"{name if out else safe_file_name(clip.name)}{clip.path.suffix}"
        made[name] = _saved_clip(clip, target if out else _unused(target))
    if out is not None:
        for name, one in result.outputs.items():
            made |= _words_of(name, one, out)
    return made


def _is_file(out: Path) -> bool:
    return bool(out.suffix) and not out.is_dir()


def _words_of(name: str, result: Result, folder: Path) -> dict[str, dict[str, Any]]:
    """A result that is no clip, in a folder: words as .txt, times as .srt, facts as .json."""
    from engine.catalog.model import Facts, Spans, Text

    if isinstance(result, Text):
        text = result.text
        return {name: _saved(folder / f"{name}.txt", "text", lambda fresh: _write(fresh, f"{text}\n"))}
    if isinstance(result, Spans):
        found = as_text(_captions({name: result}), "srt")
        return {name: _saved(folder / f"{name}.srt", "text", lambda fresh: _write(fresh, found))}
    if isinstance(result, Facts):
        facts = json.dumps(dict(result.values), indent=2, default=str, ensure_ascii=False)
        return {name: _saved(folder / f"{name}.json", "text", lambda fresh: _write(fresh, f"{facts}\n"))}
    return {}


def _write_words(out: Path, fresh: Path, result: StepResult, report: Mapping[str, Any]) -> None:
    suffix = out.suffix.lower()
    if suffix == ".json":
        kept = {name: report[name] for name in ("task", "text", "spans", "facts", "recipe", "warnings")}
        return _write(fresh, json.dumps(kept, indent=2, default=str, ensure_ascii=False) + "\n")
    if suffix == ".txt":
        if not report["text"]:
            raise UserError(f"{out.name} was not written: no words came out.")
        return _write(fresh, f"{report['text']}\n")
    lines = _captions(result.outputs)
    if not lines:
        raise UserError(f"{out.name} was not written: nothing with a time came out.")
    return _write(fresh, as_text(lines, suffix[1:]))


def _captions(outputs: Mapping[str, Result]) -> list[Caption]:
    """Words in lines that can be read; other stretches each by itself, where there are no words."""
    from engine.catalog.model import Spans, Text

    words: list[Span] = []
    stretches: list[Span] = []
    for name, one in outputs.items():
        if isinstance(one, Text):
            words += one.words
        elif isinstance(one, Spans):
            (words if name == "words" else stretches).extend(one.spans)
    if words:
        return captions([ExportedWord(one.start_s, one.end_s, one_line(one.label)) for one in words])
    return [
        Caption(one.start_s, max(one.start_s, one.end_s), one_line(one.label))
        for one in sorted(stretches, key=lambda span: span.start_s)
    ]


def _saved_clip(clip: Clip, target: Path) -> dict[str, Any]:
    told = _saved(target, clip.kind, lambda fresh: _write_clip(clip, fresh, target))
    told["seconds"] = round(clip.seconds, 6)
    if clip.kind == "audio":
        from engine.media.audio import probe_audio

        told["sample_rate_hz"] = probe_audio(clip.path).sample_rate_hz
    return told


def _saved(target: Path, kind: str, write: Callable[[Path], None]) -> dict[str, Any]:
    """Written beside its place and moved there when it is whole."""
    fresh = target.with_name(f".{safe_file_name(target.stem)[:60]}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(fresh)
        fresh.replace(target)
    except OSError as error:
        raise UserError(f"{target} could not be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return {"kind": kind, "path": str(target.resolve())}


def _write(fresh: Path, text: str) -> None:
    fresh.write_text(text, "utf-8")


def _write_clip(clip: Clip, fresh: Path, target: Path) -> None:
    suffix = target.suffix.lower()
    if clip.kind != "audio":
        if kind_of_file(target) != clip.kind:
            raise UserError(
                f"{target.name} was not written: {_CALLED[clip.kind]} came out; write it as "
                f"{_ENDINGS.get(clip.kind, clip.path.suffix)}."
            )
        shutil.copyfile(clip.path, fresh)
    elif suffix in _WAV:
        _stamped(clip, fresh)
    elif suffix in _FORMATS:
        import soundfile

        audio = clip.audio()
        soundfile.write(fresh, audio.samples.T, audio.sample_rate_hz, format=_FORMATS[suffix])
    else:
        raise UserError(f"{target.name}: sound is written as WAV, FLAC, OGG, MP3 or AIFF.")


def _stamped(clip: Clip, fresh: Path) -> None:
    """A WAV that says what it is and how it was made, as every clip on a track does."""
    from engine.media.wav_metadata import stamp, write_ixml

    recipe = json.dumps(asdict(clip.recipe), default=str) if clip.recipe else ""
    about = f"{clip.recipe.task}: {clip.name}" if clip.recipe else clip.name
    info = {"INAM": clip.name, "ICMT": about, "ISFT": "Tonmeister"}
    ixml = write_ixml({"recipe": recipe})
    stamp(clip.path, target=fresh, time_reference_samples=0, description=about, ixml=ixml, info=info)


def _unused(path: Path) -> Path:
    fresh, number = path, 1
    while fresh.exists():
        number += 1
        fresh = path.with_stem(f"{path.stem} {number}")
    return fresh
