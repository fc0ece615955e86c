"""Louder, quieter, and to a level: gain and normalize, never clipping unsaid."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.errors import UserError
from engine.media.audio_range import has_range
from engine.media.audio_stream import frame_blocks
from engine.media.clip import Clip
from engine.media.limiter import CEILING_DBTP
from engine.media.loudness import SHORTEST_S, Loudness, measure_loudness
from models.edit.edit_request import EditRequest
from models.edit.limiter import Limiter

Outputs = dict[str, Clip]
_EDGE_S = 0.005
_CORRECTIONS = 4


def gain(request: EditRequest) -> Outputs:
    """Louder or quieter by `value_db`, all of it or a range; peaks that would clip are limited."""
    value_db = request.args.get("value_db")
    if value_db is None:
        raise UserError("Say by how many dB it should be louder or quieter.")
    return _amplified(request, float(value_db), ceiling_db=-0.1)


def normalize(request: EditRequest) -> Outputs:
    """To a loudness in LUFS, else to a true peak of `value_db`, −1 dB where none is told."""
    if has_range(request.args):
        raise UserError("normalize works on a whole clip; trim or split it first, or use gain on the range.")
    info, clip = request.info, request.clip
    blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz)
    measured = measure_loudness(_reported(request, blocks), info.sample_rate_hz, info.channels)
    if measured.true_peak_dbtp is None:
        raise UserError(f"'{clip.name}' is silent; there is nothing to normalise.")
    wanted_lufs = request.args.get("loudness_lufs")
    if wanted_lufs is None:
        peak_db = float(request.args.get("value_db", CEILING_DBTP))
        if peak_db > 0:
            raise UserError(f"A peak of {peak_db:+g} dB would clip; say 0 dB or less.")
        return _amplified(request, peak_db - measured.true_peak_dbtp, ceiling_db=max(peak_db, CEILING_DBTP))
    if measured.lufs is None:
        why = f"shorter than {SHORTEST_S} s" if info.seconds < SHORTEST_S else "too quiet"
        request.report.warn(f"'{clip.name}' is {why} to have a loudness; its peak was set to {CEILING_DBTP:g} dB "
                            "instead.")
        return _amplified(request, CEILING_DBTP - measured.true_peak_dbtp, ceiling_db=CEILING_DBTP)
    return _to_loudness(request, float(wanted_lufs), measured)


def _to_loudness(request: EditRequest, wanted_lufs: float, measured: Loudness) -> Outputs:
    """Amplify; where limiting takes loudness away or leaves peaks between the samples, correct and repeat."""
    assert measured.lufs is not None and measured.true_peak_dbtp is not None
    info = request.info
    value_db, ceiling_db = wanted_lufs - measured.lufs, CEILING_DBTP
    made = _amplified(request, value_db, ceiling_db=ceiling_db)
    if measured.true_peak_dbtp + value_db <= CEILING_DBTP:
        return made
    for correction in range(_CORRECTIONS + 1):
        blocks = frame_blocks(made["audio"].path, 0, info.frames, info.sample_rate_hz)
        now = measure_loudness(blocks, info.sample_rate_hz, info.channels)
        if now.lufs is None or now.true_peak_dbtp is None:
            break
        missing_db, over_db = wanted_lufs - now.lufs, max(0.0, now.true_peak_dbtp - CEILING_DBTP)
        if abs(missing_db) < 0.1 and over_db < 0.1:
            break
        if correction == _CORRECTIONS:
            if abs(missing_db) > 0.3:
                request.report.warn(f"More than {now.lufs:.1f} LUFS cannot be reached without distortion.")
            break
        value_db, ceiling_db = value_db + missing_db, ceiling_db - over_db
        made["audio"].path.unlink(missing_ok=True)
        made = _amplified(request, value_db, ceiling_db=ceiling_db, says_limit=False)
    return made


def _amplified(request: EditRequest, value_db: float, *, ceiling_db: float, says_limit: bool = True) -> Outputs:
    info, clip, rate = request.info, request.clip, request.info.sample_rate_hz
    first, last = request.frames()
    edge = min(round(_EDGE_S * rate), (last - first) // 2)
    factor = np.float32(10 ** (value_db / 20))
    limiter = Limiter(rate, ceiling_db=ceiling_db) if value_db > 0 else None

    def louder() -> Iterator[np.ndarray]:
        position = first
        for block in frame_blocks(clip.path, first, last, rate):
            here = position + np.arange(block.shape[1])
            position += block.shape[1]
            share = np.ones(len(here))
            if edge and first > 0:
                share = np.minimum(share, (here - first + 1) / edge)
            if edge and last < info.frames:
                share = np.minimum(share, (last - here) / edge)
            block = block * (1 + (factor - 1) * share).astype(np.float32)
            yield limiter.process(block) if limiter else block
        rest = limiter.flush() if limiter else None
        if rest is not None:
            yield rest

    def blocks() -> Iterator[np.ndarray]:
        yield from frame_blocks(clip.path, 0, first, rate)
        yield from louder()
        yield from frame_blocks(clip.path, last, info.frames, rate)

    made = request.written(blocks(), info, clip.name)
    if limiter and limiter.deepest_db < -0.05 and says_limit:
        request.report.warn(f"{value_db:+.1f} dB would have clipped, so its peaks were limited by up to "
                            f"{-limiter.deepest_db:.1f} dB.")
    return {"audio": made}


def _reported(request: EditRequest, blocks: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    done, total = 0, request.info.frames
    for block in blocks:
        yield block
        done += block.shape[1]
        request.report(done, total, "measuring")
