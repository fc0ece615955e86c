from __future__ import annotations

import os
import subprocess
import sys

import pytest

from engine.errors import UserError
from engine.workers.choose import reads_ahead, workers_for
from engine.workers.identity import identity
from engine.workers.inline import Inline
from engine.workers.local import LocalWorkers
from engine.workers.ray import RayWorkers
from engine.workers.ray_address import checked_address, must_answer
from tests.engine.workers.unruly import registry


def test_processes_of_this_computer_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_RAY", raising=False)
    monkeypatch.delenv("TONMEISTER_WORKERS", raising=False)
    assert isinstance(workers_for(registry()), LocalWorkers) and reads_ahead()
    monkeypatch.setenv("TONMEISTER_WORKERS", "cold")
    assert isinstance(workers_for(registry()), LocalWorkers) and not reads_ahead()
    monkeypatch.setenv("TONMEISTER_WORKERS", "inline")
    assert isinstance(workers_for(registry()), Inline)
    monkeypatch.setenv("TONMEISTER_WORKERS", "many")
    with pytest.raises(UserError, match="can be local, cold or inline"):
        workers_for(registry())
    monkeypatch.setenv("TONMEISTER_RAY", "127.0.0.1:6379")
    assert isinstance(workers_for(registry()), RayWorkers)


def test_ray_is_not_imported_unless_asked_for() -> None:
    code = (
        "import sys; from engine.catalog.registry import Registry; from engine.workers.choose import workers_for;"
        "workers_for(Registry()); assert not {'ray', 'torch', 'scipy'} & set(sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "TONMEISTER_RAY"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


@pytest.mark.parametrize("address", ["ray://8.8.8.8:10001", "8.8.8.8:6379", "[2001:4860:4860::8888]:6379"])
def test_public_address_is_refused(address: str) -> None:
    with pytest.raises(UserError, match="not in a private network .* Ray has no login"):
        checked_address(address)


@pytest.mark.parametrize("address", ["auto", "ray://127.0.0.1:10001", "10.0.0.7:6379", "[::1]:6379", "localhost:1"])
def test_private_address_is_taken_as_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    assert checked_address(address) == address


def test_auto_may_not_lead_out_of_the_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "8.8.8.8:6379")
    with pytest.raises(UserError, match="not in a private network"):
        checked_address("auto")


@pytest.mark.parametrize("address", ["cluster", "http://10.0.0.7:6379", "10.0.0.7:", ":6379", "10.0.0.7:port"])
def test_no_address(address: str) -> None:
    with pytest.raises(UserError, match="it must be auto, ray://host:port or host:port"):
        checked_address(address)


def test_nobody_at_the_address() -> None:
    with pytest.raises(UserError, match="does not answer; start it"):
        must_answer("127.0.0.1:9")


def test_identity_is_the_same_in_every_process() -> None:
    assert identity() == identity() and identity().startswith("0.")
