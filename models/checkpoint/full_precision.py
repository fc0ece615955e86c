"""The last stage in full precision: codecs and vocoders in bfloat16 add a hiss at −44 dB, and they are small."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

_CALLS = ("decode", "encode", "forward")


def in_full_precision(network: Any) -> Any:
    """The torch module in float32, which takes numbers of any precision; returns it."""
    import torch

    network.to(torch.float32)
    for name in _CALLS:
        if callable(call := getattr(network, name, None)):
            setattr(network, name, _widened(call))
    return network


def _widened(call: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(call)
    def called(*given: Any, **named: Any) -> Any:
        return call(*map(_wide, given), **{name: _wide(value) for name, value in named.items()})

    return called


def _wide(value: Any) -> Any:
    import torch

    return value.float() if isinstance(value, torch.Tensor) and value.is_floating_point() else value
