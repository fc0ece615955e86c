"""A real cluster of two nodes on this computer; one of them dies in the middle of a job."""

from __future__ import annotations

import os
import shutil
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from engine.catalog.model import Facts, Report, Text
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip
from engine.workers.ray import RayWorkers
from engine.workers.ray_connection import ENVIRONMENT
from tests.engine.workers.conftest import Canceller, MakeOrder
from tests.engine.workers.unruly import ONE_WHEEL, SOURCE_ON_NODE, registry
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.ray


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head that runs nothing, and two nodes of one processor each."""
    os.environ.update(ENVIRONMENT)  # before the first import of Ray, as a Link does
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.cluster_utils import Cluster

        small = {"object_store_memory": 80 << 20}
        head = {"num_cpus": 0, "include_dashboard": False, **small}
        made = Cluster(initialize_head=True, head_node_args=head)
        for _ in range(2):
            made.add_node(wait=False, num_cpus=1, **small)
        made.wait_for_nodes()
        session = made.head_node.get_session_dir_path()
        yield made
        made.shutdown()
        shutil.rmtree(session, ignore_errors=True)


@pytest.fixture(scope="module")
def on_cluster(cluster: Any) -> Iterator[RayWorkers]:
    workers = RayWorkers(registry=registry(), source=SOURCE_ON_NODE, address=cluster.address, own_identity=ONE_WHEEL)
    yield workers
    workers.close()


def text(workers: RayWorkers, order: MakeOrder, do: str, **more: object) -> str:
    answer = workers.run(order(do, **more), Report())["text"]
    assert isinstance(answer, Text)
    return answer.text


def in_background(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread


def test_sound_goes_there_and_comes_back(on_cluster: RayWorkers, order: MakeOrder, tone: Clip) -> None:
    wanted = order("sound", clip=tone)
    outputs = on_cluster.run(wanted, Report())
    made, facts = outputs["audio"], outputs["facts"]
    assert isinstance(made, Clip) and isinstance(facts, Facts)
    assert made.path.parent == wanted.brief.folder
    assert np.array_equal(made.audio().samples, tone.audio().samples * np.float32(0.5))
    assert facts.values["peak"] == 0.5


def test_a_clip_travels_once(on_cluster: RayWorkers, order: MakeOrder, tone: Clip) -> None:
    on_cluster.run(order("sound", clip=tone), Report())
    gone = Path(tone.path).with_name("elsewhere.wav")
    os.replace(tone.path, gone)  # what lies on the node's shelf is not asked for again
    assert on_cluster.run(order("sound", clip=tone), Report())["audio"]


def test_progress_warnings_and_failures_come_back(on_cluster: RayWorkers, order: MakeOrder) -> None:
    canceller, warnings_said = Canceller(), []
    on_cluster.run(order("talk"), Report(canceller._hear, warnings_said.append))
    assert canceller.said[-1] == (20_000, 20_000, "the last word")
    assert len(set(canceller.said)) < 200
    assert warnings_said == ["It is rough."]
    with pytest.raises(UserError, match=r"^Give a sound\.$"):
        on_cluster.run(order("user"), Report())
    with pytest.raises(ModelError, match="^Unruly failed: SystemExit"):
        on_cluster.run(order("sys.exit"), Report())
    with pytest.raises(ModelError, match="^Unruly gave something that cannot be handed over"):
        on_cluster.run(order("private"), Report())


@pytest.mark.parametrize("do", ["count", "hold the lock"])
def test_cancel_does_not_wait_for_the_model(on_cluster: RayWorkers, order: MakeOrder, do: str) -> None:
    text(on_cluster, order, "who")
    canceller = Canceller(after_s=0.5)
    with pytest.raises(Cancelled):
        on_cluster.run(order(do), canceller.report)
    assert time.monotonic() - canceller.asked_at_s < 50  # of its 60 s; bench/workers.py measures the second
    assert text(on_cluster, order, "who")


def test_order_that_takes_too_long(on_cluster: RayWorkers, order: MakeOrder) -> None:
    with pytest.raises(ModelError, match=r"^Unruly took longer than 0.5 seconds"):
        on_cluster.run(order("sleep", timeout_s=0.5), Report())


def test_orders_at_once_lie_on_different_nodes(on_cluster: RayWorkers, order: MakeOrder, tmp_path: Path) -> None:
    go = tmp_path / "go"
    threads = [in_background(lambda: on_cluster.run(order("wait", path=str(go)), Report())) for _ in range(2)]
    end = time.monotonic() + PATIENCE_S
    while [row["state"] for row in on_cluster.status()] != ["busy", "busy"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    import ray

    raylets = {psutil.Process(row["pid"]).ppid() for row in on_cluster.status()}
    assert len(raylets) == 2 and ray.available_resources().get("CPU", 0) == 0
    go.touch()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_model_with_weights_gets_room(on_cluster: RayWorkers, order: MakeOrder) -> None:
    small, big = text(on_cluster, order, "who"), text(on_cluster, order, "who", model="big")
    assert small != big
    assert text(on_cluster, order, "who", model="other") not in (small, big)


def test_node_with_another_tonmeister_is_refused(on_cluster: RayWorkers, order: MakeOrder) -> None:
    on_cluster._pool._own_identity, own = "9.9 (00000000)", on_cluster._pool._own_identity
    try:
        with pytest.raises(
            UserError, match=r"has Tonmeister 1\.0 \(12345678\), this computer 9\.9 \(00000000\); install the same"
        ):
            on_cluster.run(order("who", model="carded"), Report())
    finally:
        on_cluster._pool._own_identity = own


def test_order_whose_node_dies_is_done_on_another(
    on_cluster: RayWorkers, cluster: Any, order: MakeOrder, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    answers: list[object] = []
    wait = order("wait", path=str(go), timeout_s=PATIENCE_S)
    thread = in_background(lambda: answers.append(on_cluster.run(wait, Report())))
    end = time.monotonic() + PATIENCE_S
    while not (busy := [row["pid"] for row in on_cluster.status() if row["state"] == "busy"]):
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(0.5)
    raylet = psutil.Process(busy[0]).ppid()
    node = next(
        node for node in cluster.worker_nodes if any(p.process.pid == raylet for p in node.all_processes["raylet"])
    )
    cluster.remove_node(node, allow_graceful=False)
    while busy[0] in [row["pid"] for row in on_cluster.status()]:
        assert time.monotonic() < end + 20
        time.sleep(0.05)
    go.touch()
    thread.join(PATIENCE_S)
    assert [list(answer) for answer in answers] == [["text"]]
    assert len(cluster.worker_nodes) == 1


def test_engine_survives_the_end_of_the_cluster(
    on_cluster: RayWorkers, cluster: Any, order: MakeOrder, tmp_path: Path
) -> None:
    for process in (one.process for kind in cluster.head_node.all_processes.values() for one in kind):
        process.kill()
        process.wait()
    sentence = r"^The Ray cluster \(.*\) does not answer; start it, or start Tonmeister without TONMEISTER_RAY\.$"
    with pytest.raises(UserError, match=sentence):
        on_cluster.run(order("wait", path=str(tmp_path / "never")), Report())
    with pytest.raises(UserError, match=sentence):
        on_cluster.run(order("who"), Report())
    assert on_cluster.status() == []
