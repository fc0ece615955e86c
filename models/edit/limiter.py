"""A look-ahead limiter as an effect: no sample above the ceiling, all channels turned down together."""

from __future__ import annotations

from engine.media.limiter import PeakLimiter
from models.edit.processor import Processor


class Limiter(PeakLimiter, Processor):
    """Holds peaks under a ceiling without adding level; see PeakLimiter."""
