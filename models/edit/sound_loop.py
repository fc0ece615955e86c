"""Repeating sound: a number of times, or until a length is full."""

from __future__ import annotations

from dataclasses import replace

from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.clip import Clip
from models.edit.edit_request import MAX_RESULT_S, EditRequest
from models.edit.piece import SamplePiece, abutted, soft_end, soft_start

Outputs = dict[str, Clip]


def loop(request: EditRequest) -> Outputs:
    """The clip, or the range of it, `count` times in all, or again and again until `duration` is full."""
    info, clip = request.info, request.clip
    first, last = request.frames()
    length = last - first
    duration_s = request.loop_s(length / info.sample_rate_hz)
    wanted = request.loop_count() * length if duration_s is None else round(duration_s * info.sample_rate_hz)
    if wanted > MAX_RESULT_S * info.sample_rate_hz:
        raise UserError(f"That loop of '{clip.name}' is longer than three hours; use a smaller count.")
    turns, rest = divmod(wanted, length)
    whole = SamplePiece(clip.path, info.sample_rate_hz, first, last)
    pieces = [whole] * turns + ([replace(whole, last=first + rest)] if rest else [])
    blocks = (block for piece in _looped(pieces, info) for block in piece.blocks())
    return {"audio": request.written(blocks, replace(info, frames=wanted), clip.name,
                                     skipped_s=first / info.sample_rate_hz)}


def _looped(pieces: list[SamplePiece], info: AudioInfo) -> list[SamplePiece]:
    """The turns of a loop with soft borders where one would click: at the joints, and where it was cut out."""
    whole, last = pieces[0], pieces[-1]
    foot, head = abutted(whole, whole)
    starts_soft = head.head is not None

    def turn(number: int, piece: SamplePiece) -> SamplePiece:
        if starts_soft if number else piece.first > 0:
            piece = soft_start(piece)
        if number + 1 < len(pieces):
            return replace(piece, foot=foot.foot)
        return soft_end(piece) if last.last < info.frames else piece

    return [turn(number, piece) for number, piece in enumerate(pieces)]
