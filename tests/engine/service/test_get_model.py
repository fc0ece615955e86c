"""Getting a model through a real engine: the offer, progress to every listener, cancel, and what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed
from engine.errors import UserError, WrongUse
from engine.wire.client import Client
from engine.wire.wire import DownloadView
from tests.engine.catalog.hub.hub_server import Fault, Hub, running_hub, safetensors
from tests.engine.service.conftest import INLINE, Engine, obedient_engine

WEIGHTS = "model.safetensors"
CHECKPOINT = Checkpoint("tiny/one")
_LOADING = '''
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed

class Loading(Obedient):
    """Loads weights from the hub."""
    id, name, is_default = "loading", "Loading", False
    checkpoints = (Checkpoint("tiny/one"),)

    def ready(self):
        return "" if installed(self.checkpoints[0]) else "its weights are not here."

class Needy(Loading):
    id, name, packages = "needy", "Needy", ("a_package_that_is_nowhere",)
'''


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with running_hub() as made:
        yield made


@pytest.fixture(scope="module")
def engine(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that asks the hub."""
    hub.add(CHECKPOINT.repo, {"config.json": b"{}", WEIGHTS: safetensors(200_000)})
    folder = tmp_path_factory.mktemp("engine")
    with obedient_engine(folder) as made:
        source = made.home.parent / "packages" / "obedient.py"
        source.write_text(source.read_text() + _LOADING)
        points = source.parent / "obedient-1.0.dist-info" / "entry_points.txt"
        points.write_text(points.read_text() + "loading = obedient:Loading\nneedy = obedient:Needy\n")
        made.environment |= {
            **INLINE,
            "TONMEISTER_OFFLINE": "0",
            "HF_HUB_OFFLINE": "0",
            "HF_ENDPOINT": hub.url,
            "HF_HOME": str(folder / "hf"),
            "HF_HUB_DOWNLOAD_TIMEOUT": "60",
        }
        made.start()
        yield made


@pytest.fixture
def client(engine: Engine) -> Client:
    return engine.clients[0]


def row(client: Client, model: str) -> dict[str, str]:
    return next(one for one in client.get("/models")["models"] if one["id"] == model)


def test_an_offer_then_a_cancel_then_the_rest(client: Client, hub: Hub) -> None:
    offer = client.get("/models/loading/offer")
    assert offer["to_fetch_bytes"] == len(safetensors(200_000)) + 2 and offer["checkpoints"][0]["licence"] == "mit"
    hub.faults[WEIGHTS] = [Fault(stall_after=100_000)]
    with client.events("some project") as events:
        assert client.post("/models/loading/get")["state"] == "running"
        heard = next(DownloadView(**data) for name, data in events if name == "download" and data["done"] > 100_000)
        assert heard.of == offer["to_fetch_bytes"] and WEIGHTS in heard.what
        assert client.post("/models/loading/get")["state"] == "running", "it is being got already"
        asked_at = time.monotonic()
        assert client.post("/models/loading/cancel")["state"] == "cancelled"
        assert time.monotonic() - asked_at < 50  # of 60 s
    assert row(client, "loading")["why_not"] and not installed(CHECKPOINT)
    views: list[DownloadView] = []
    assert client.get_model("loading", views.append).state == "done"
    assert hub.ranges()[-1] == "bytes=100000-" and {view.model for view in views} == {"loading"}
    assert row(client, "loading")["why_not"] == "" and installed(CHECKPOINT)
    assert client.get_model("loading").state == "done", "nothing is left to be done"


def test_what_goes_wrong_is_one_sentence(client: Client, hub: Hub) -> None:
    with pytest.raises(UserError, match="a_package_that_is_nowhere.*`tonmeister models get needy` in a terminal"):
        client.post("/models/needy/get")
    for path in ("nonesuch/get", "nonesuch/cancel", "obedient/cancel"):
        with pytest.raises(WrongUse):
            client.post(f"/models/{path}")
    with pytest.raises(WrongUse):
        client.get("/models/nonesuch/offer")
    (Path(installed(CHECKPOINT).folder) / WEIGHTS).unlink()
    hub.faults["api"] = [Fault(status=503)]
    with pytest.raises(UserError, match="has a fault of its own"):
        client.get("/models/loading/offer")
    hub.faults[WEIGHTS] = [Fault(other=b"x" * len(safetensors(200_000)))]
    ended = client.get_model("loading")
    assert ended.state == "failed" and "arrived with other content" in ended.error


def test_an_engine_that_ends_keeps_what_it_has(engine: Engine, client: Client, hub: Hub) -> None:
    hub.faults[WEIGHTS] = [Fault(stall_after=50_000)]
    client.post("/models/loading/get")
    part = engine.home / "weights" / "tiny--one" / ("a" * 40) / f"{WEIGHTS}.part"
    while not part.exists() or part.stat().st_size < 50_000:
        time.sleep(0.02)
    assert engine.end() == 0
    assert part.stat().st_size == 50_000 and not installed(CHECKPOINT)
