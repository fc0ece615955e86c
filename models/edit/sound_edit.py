"""Cutting, joining, fading and turning round sound; every function returns the outputs by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.errors import UserError
from engine.media.audio import Audio, AudioInfo, to_channels
from engine.media.audio_range import has_range
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.edit.edit_request import MAX_RESULT_S, NO_TRIM, EditRequest
from models.edit.piece import FADE_S, SamplePiece, abutted, closed_up, patched, ramp, soft_end, soft_start

Outputs = dict[str, Clip]
_LONGEST_FADE_S = 3.0


def trim(request: EditRequest) -> Outputs:
    """Keep only the range; the clip stays where this part of it lay."""
    if not has_range(request.args):
        raise UserError(NO_TRIM)
    first, last = request.frames()
    piece = _piece(request, first, last)
    blocks = _outer(piece, request.info).blocks()
    return {"audio": request.written(blocks, _length(request.info, last - first), request.clip.name,
                                     skipped_s=first / request.info.sample_rate_hz)}


def cut(request: EditRequest) -> Outputs:
    """Take the range out and close the gap."""
    info = request.info
    if not has_range(request.args):
        raise UserError("Say what to cut: a start and an end, in seconds or bars.")
    first, last = request.frames()
    if first == 0 and last == info.frames:
        raise UserError(f"That would cut all of '{request.clip.name}'; nothing would be left.")
    pieces = [_piece(request, a, b) for a, b in ((0, first), (last, info.frames)) if b > a]
    if len(pieces) == 2:
        pieces = list(closed_up(*pieces))
    else:
        pieces = [_outer(pieces[0], info)]
    blocks = (block for piece in pieces for block in piece.blocks())
    return {"audio": request.written(blocks, _length(info, info.frames - (last - first)), request.clip.name)}


def split(request: EditRequest) -> Outputs:
    """Clips that lie back to back and are the same as the source to the bit: two, or `count` of one length."""
    info, clip = request.info, request.clip
    count = request.part_count()
    if count is None:
        at = round(split_at_s(request) * info.sample_rate_hz)
        if not 0 < at < info.frames:
            raise UserError(f"'{clip.name}' is {info.seconds:.2f} s long; a split must lie inside it.")
        borders = [0, at, info.frames]
    else:
        borders = [round(number * info.frames / count) for number in range(count + 1)]
        if info.frames < count:
            raise UserError(f"'{clip.name}' is too short to be split into {count} parts.")
    parts = [_piece(request, first, last) for first, last in zip(borders, borders[1:], strict=False)]
    return {f"part_{number}": request.written(part.blocks(), _length(info, part.frames), f"{clip.name} {number}",
                                              skipped_s=part.first / info.sample_rate_hz)
            for number, part in enumerate(parts, 1)}


def split_at_s(request: EditRequest) -> float:
    """Where to split, from `at`, a start, the start of a bar or the end of one; UserError when none is given."""
    args, clip = request.args, request.clip
    if args.get("at_s") is not None:
        return args["at_s"] + (clip.seconds if args["at_s"] < 0 else 0.0)
    if not has_range(args):
        raise UserError("Say where to split: at a time in seconds, or at the start of a bar.")
    from engine.media.audio_range import clip_range

    start_s, end_s = clip_range(args, clip, request.brief.tempo_map)
    return start_s if start_s > 0 else end_s


def reverse(request: EditRequest) -> Outputs:
    """Turn the clip, or the range of it in its place, back to front."""
    info, clip = request.info, request.clip
    first, last = request.frames()
    rate = info.sample_rate_hz
    edge = max(1, min(round(FADE_S * rate), (last - first) // 2))
    rise = ramp(edge) ** 2

    def turned() -> Iterator[np.ndarray]:
        """The range backwards; where sound borders on it, its first and last 3 ms come from the dry sound."""
        head = _backwards_head(clip.path, first, last, rate, edge)
        foot = _backwards_head(clip.path, first, last, rate, edge, at_end=True)
        head = head * rise + read_frames(clip.path, first, first + edge, rate).samples * (1 - rise)
        foot = foot * rise[::-1] + read_frames(clip.path, last - edge, last, rate).samples * (1 - rise[::-1])
        return patched(_backwards(clip.path, first, last, rate), last - first, head if first > 0 else None,
                       foot if last < info.frames else None)

    def blocks() -> Iterator[np.ndarray]:
        yield from frame_blocks(clip.path, 0, first, rate)
        yield from turned()
        yield from frame_blocks(clip.path, last, info.frames, rate)

    whole = first == 0 and last == info.frames
    return {"audio": request.written(blocks(), info, f"{clip.name} reversed", keeps_lead_in=not whole)}


def fade_in(request: EditRequest) -> Outputs:
    """Rise from silence at the beginning, or over the range; what lies before the range is silent."""
    return _fade(request, is_out=False)


def fade_out(request: EditRequest) -> Outputs:
    """Sink to silence at the end, or over the range; what lies behind the range is silent."""
    return _fade(request, is_out=True)


def join(request: EditRequest) -> Outputs:
    """The clips one after the other, all at the rate and with the channels of the first."""
    clips = _several(request)
    with ExitStack() as stack:
        sources = _converted(request, clips, stack)
        pieces = [SamplePiece(path, info.sample_rate_hz, 0, info.frames) for path, info in sources]
        for i in range(len(pieces) - 1):
            pieces[i], pieces[i + 1] = abutted(pieces[i], pieces[i + 1])
        blocks = (block for piece in pieces for block in piece.blocks())
        info = _length(sources[0][1], sum(piece.frames for piece in pieces))
        return {"audio": request.written(blocks, info, f"{clips[0].name} joined")}


def crossfade(request: EditRequest) -> Outputs:
    """The clips one after the other, overlapping by `duration` with equal power."""
    clips = _several(request)
    shortest_s = min(sound_info(clip).seconds for clip in clips)
    duration_s = request.args.get("duration_s")
    duration_s = min(1.0, shortest_s / 4) if duration_s is None else duration_s
    limit_s = shortest_s if len(clips) == 2 else shortest_s / 2
    if duration_s > limit_s:
        raise UserError(f"A crossfade of {duration_s:g} s is too long; with these clips it can be {limit_s:.2f} s.")
    with ExitStack() as stack:
        sources = _converted(request, clips, stack)
        overlap = round(duration_s * sources[0][1].sample_rate_hz)
        frames = sum(info.frames for _, info in sources) - overlap * (len(sources) - 1)
        blocks = _overlapped(sources, overlap)
        return {"audio": request.written(blocks, _length(sources[0][1], frames), f"{clips[0].name} crossfaded")}


def _piece(request: EditRequest, first: int, last: int) -> SamplePiece:
    return SamplePiece(request.clip.path, request.info.sample_rate_hz, first, last)


def _length(info: AudioInfo, frames: int) -> AudioInfo:
    return replace(info, frames=frames)


def _outer(piece: SamplePiece, info: AudioInfo) -> SamplePiece:
    """Soft borders where the piece was cut out of the clip; the clip's own borders stay."""
    piece = soft_start(piece) if piece.first > 0 else piece
    return soft_end(piece) if piece.last < info.frames else piece


def _backwards(path: Path, first: int, last: int, rate: int) -> Iterator[np.ndarray]:
    size = 1 << 18
    for end in range(last, first, -size):
        yield read_frames(path, max(first, end - size), end, rate).samples[:, ::-1]


def _backwards_head(path: Path, first: int, last: int, rate: int, edge: int, *, at_end: bool = False) -> np.ndarray:
    """The first (or last) `edge` samples of the range played backwards."""
    begin = first if at_end else last - edge
    return read_frames(path, begin, begin + edge, rate).samples[:, ::-1]


def _faded(blocks: Iterable[np.ndarray], frames: int, rise: int, fall: int) -> Iterator[np.ndarray]:
    """Equal-power fades over the first `rise` and the last `fall` samples."""
    position = 0
    for block in blocks:
        here = position + np.arange(block.shape[1])
        position += block.shape[1]
        touched = (rise and here[0] < rise) or (fall and here[-1] >= frames - fall)
        if not touched:
            yield block
            continue
        gain = np.ones(block.shape[1])
        if rise:
            gain *= np.sin(np.pi / 2 * np.clip(here / rise, 0, 1))
        if fall:
            gain *= np.sin(np.pi / 2 * np.clip((frames - 1 - here) / fall, 0, 1))
        yield block * gain.astype(np.float32)


def _fade(request: EditRequest, *, is_out: bool) -> Outputs:
    info, clip, rate = request.info, request.clip, request.info.sample_rate_hz
    first, last = request.frames()
    duration_s = request.args.get("duration_s")
    if duration_s is None and not has_range(request.args):
        duration_s = min(_LONGEST_FADE_S, max(0.01, info.seconds / 10))
    if duration_s is not None:
        length = round(duration_s * rate)
        if length > last - first and duration_s > 0.01:
            raise UserError(f"There are {(last - first) / rate:.2f} s of '{clip.name}'; a fade of {duration_s:g} s "
                            "does not fit.")
        length = min(length, last - first)
        first, last = (last - length, last) if is_out else (first, first + length)

    def blocks() -> Iterator[np.ndarray]:
        before, after = (frame_blocks(clip.path, a, b, rate) for a, b in ((0, first), (last, info.frames)))
        yield from before if is_out else (np.zeros_like(block) for block in before)
        rise, fall = (0, last - first) if is_out else (last - first, 0)
        yield from _faded(frame_blocks(clip.path, first, last, rate), last - first, rise, fall)
        yield from (np.zeros_like(block) for block in after) if is_out else after

    return {"audio": request.written(blocks(), info, clip.name)}


def _several(request: EditRequest) -> tuple[Clip, ...]:
    if len(request.clips) < 2:
        raise UserError(f"{request.args['action']} needs at least two clips.")
    total_s = sum(sound_info(clip).seconds for clip in request.clips)
    if total_s > MAX_RESULT_S:
        raise UserError("Together these clips are longer than three hours; join fewer of them.")
    return request.clips


def _converted(request: EditRequest, clips: tuple[Clip, ...], stack: ExitStack) -> list[tuple[Path, AudioInfo]]:
    """Files with the rate and channels of the first clip; those that had to be made go with the stack."""
    wanted = sound_info(clips[0])
    sources = [(clips[0].path, wanted)]
    for clip in clips[1:]:
        info = sound_info(clip)
        if (info.channels, info.sample_rate_hz) == (wanted.channels, wanted.sample_rate_hz):
            sources.append((clip.path, info))
            continue
        made = _convert(request, clip, info, wanted)
        stack.callback(made.unlink, missing_ok=True)
        sources.append((made, sound_info(replace(clip, path=made))))
    return sources


def _convert(request: EditRequest, clip: Clip, info: AudioInfo, wanted: AudioInfo) -> Path:
    import soxr

    resampler = soxr.ResampleStream(info.sample_rate_hz, wanted.sample_rate_hz, wanted.channels, quality="VHQ")
    frames = max(1, round(info.frames * wanted.sample_rate_hz / info.sample_rate_hz))
    with ClipWriter(request.brief.folder, wanted.channels, wanted.sample_rate_hz, frames) as writer:
        done = 0
        for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
            done += block.shape[1]
            spread = to_channels(Audio(block, info.sample_rate_hz), wanted.channels).samples
            fresh = resampler.resample_chunk(np.ascontiguousarray(spread.T), last=done == info.frames)
            fresh = fresh.reshape(-1, wanted.channels).T
            writer.write(fresh[:, :frames - writer.frames])
            request.report(done, info.frames, "converting")
        writer.write(np.zeros((wanted.channels, frames - writer.frames), np.float32))
        return writer.finish(clip.name).path


def _overlapped(sources: list[tuple[Path, AudioInfo]], overlap: int) -> Iterator[np.ndarray]:
    """Every source, its first `overlap` samples mixed with the last ones of the source before."""
    rate = sources[0][1].sample_rate_hz
    for i, (path, info) in enumerate(sources):
        begin = overlap if i else 0
        end = info.frames - (overlap if i + 1 < len(sources) else 0)
        yield from frame_blocks(path, begin, end, rate)
        if i + 1 == len(sources) or not overlap:
            continue
        rise = ramp(overlap)
        pairs = zip(frame_blocks(path, end, info.frames, rate), frame_blocks(sources[i + 1][0], 0, overlap, rate),
                    strict=True)
        position = 0
        for leaving, coming in pairs:
            here = rise[position:position + leaving.shape[1]]
            yield leaving * np.sqrt(np.maximum(0, 1 - here**2)) + coming * here
            position += leaving.shape[1]
