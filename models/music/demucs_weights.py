"""Demucs networks from a folder: the safetensors and the list of them that their makers publish, and nothing else.

The files name a class to be built; only those of a closed list are. The package's own `get_model` is not used: on
any error it would fetch pickles from elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

_CLASSES = ("demucs.htdemucs.HTDemucs",)


@dataclass(frozen=True, eq=False)
class Bag:
    """Networks whose answers are added up, weighted by stem."""

    networks: tuple[Any, ...]
    weights: tuple[tuple[float, ...], ...]
    """For each network one weight a source."""
    sources: tuple[str, ...]
    rate_hz: int
    segment_frames: int
    """Longest stretch that the networks take, in samples."""

    def networks_for(self, source: str) -> list[tuple[Any, float]]:
        """The networks that have a say in a source, with their shares, which sum to 1."""
        column = self.sources.index(source)
        said = [(network, row[column]) for network, row in zip(self.networks, self.weights, strict=True) if row[column]]
        total = sum(weight for _, weight in said)
        return [(network, weight / total) for network, weight in said]


def read_bag(folder: Path, name: str, device: str) -> Bag:
    """The networks that `<name>.yaml` lists, on a device; OSError or ValueError for anything that is not right."""
    import yaml

    try:
        listed = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
        signatures = [str(one) for one in listed["models"]]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ValueError(f"{name}.yaml does not list its networks") from error
    if not signatures or not all(re.fullmatch(r"\w+", one) for one in signatures):
        raise ValueError(f"{name}.yaml lists networks by names that are none")
    networks = tuple(_network(folder / f"{one}.safetensors").eval().to(device) for one in signatures)
    first = networks[0]
    sources = tuple(first.sources)
    if any(tuple(one.sources) != sources or one.samplerate != first.samplerate for one in networks):
        raise ValueError(f"the networks of {name} do not belong together")
    segment_s = min(Fraction(one.segment) for one in networks)
    return Bag(networks, _weights(listed.get("weights"), len(networks), len(sources)), sources,
               int(first.samplerate), int(segment_s * first.samplerate))


def _weights(listed: Any, networks: int, sources: int) -> tuple[tuple[float, ...], ...]:
    if listed is None:
        return ((1.0,) * sources,) * networks
    table = tuple(tuple(float(weight) for weight in row) for row in listed)
    if len(table) != networks or any(len(row) != sources for row in table):
        raise ValueError("the weights of the networks do not fit them")
    return table


def _network(path: Path) -> Any:
    """One network; its class and arguments stand as JSON in the header of the file."""
    import inspect

    from demucs.htdemucs import HTDemucs
    from safetensors import safe_open

    with safe_open(str(path), framework="pt") as file:
        told: Mapping[str, str] = file.metadata() or {}
        state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    if told.get("klass") not in _CLASSES or "structure" in told:
        raise ValueError(f"{path.name} holds {told.get('klass', 'no named network')}, which is not loaded")
    args: Sequence[Any] = _decoded(json.loads(told["args"]))
    known = inspect.signature(HTDemucs).parameters
    settings = {key: value for key, value in _decoded(json.loads(told["kwargs"])).items() if key in known}
    network = HTDemucs(*args, **settings)
    network.load_state_dict(state)
    return network


def _decoded(value: Any) -> Any:
    """JSON with the fractions that Demucs writes as objects."""
    if isinstance(value, dict):
        if value.get("_type") == "fraction":
            return Fraction(value["numerator"], value["denominator"])
        return {key: _decoded(one) for key, one in value.items()}
    return [_decoded(one) for one in value] if isinstance(value, list) else value
