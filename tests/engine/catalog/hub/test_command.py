"""`tonmeister models get` and `remove` as a user meets them."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.catalog.hub.record import installed
from tests.engine.catalog.hub.conftest import FILES, ONE, Commanded, Started
from tests.engine.catalog.hub.hub_server import Fault, Hub, safetensors
from tests.patience import PATIENCE_S

WEIGHTS = "model.safetensors"
SIZE = sum(len(FILES[name]) for name in ("README.md", "config.json", WEIGHTS))


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


def begun(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob(WEIGHTS + ".part"))


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_tells_asks_brings_and_removes(command: Commanded, hub: Hub, home: Path) -> None:
    code, out, err = command("models", "get", "one")
    assert code == 3 and "Nothing was fetched. Say --yes" in err
    for words in ("One (one)", f"tiny/one at {'a' * 12}: {SIZE / 1000:.0f} kB in 3 files", "licence: mit (results may",
                  str(home / "weights" / "tiny--one"), f"{hub.url}/tiny/one", "are free there"):  # fmt: skip
        assert words in out, out
    assert hub.files_asked() == [] and not (home / "weights").exists()
    code, out, err = command("models", "get", "one", "--yes")
    assert (code, err) == (0, "") and "One is ready." in out
    asked = len(hub.asked)
    assert command("models", "get", "one")[0] == 0 and len(hub.asked) == asked, "it is here: nothing is asked"
    code, out, _ = command("models")
    row = next(line for line in out.splitlines() if line.split()[:2] == ["ready", "one"])
    assert row.endswith(f"({SIZE / 1000:.0f} kB here; mit)")
    code, out, _ = command("models", "remove", "one", "--json")
    told = {"removed": "one", "freed_bytes": SIZE, "also_without_weights": ["needy", "two"]}
    assert code == 0 and json.loads(out) == told
    assert not list((home / "weights").rglob("*.safetensors")) and not list((home / "checkpoints").iterdir())


def test_the_programs_variables_are_heeded_and_nothing_is_told_of_this_computer(started: Started, hub: Hub) -> None:
    hub.add(ONE.repo, dict(FILES), gated="manual")
    hub.token = "hf_right"
    code, out, err = ended(started("models", "get", "one", "--yes", "--json", HF_TOKEN="hf_right"))
    told = json.loads(out)
    assert (code, err) == (0, "") and told["got"] and told["ready"]
    assert told["checkpoints"][0]["revision"] == "a" * 40
    agents = {headers["User-Agent"] for _, headers in hub.asked}
    assert all(agent.startswith("tonmeister/") and "torch" not in agent for agent in agents), agents


def test_an_offer_as_json_and_a_package_that_is_missing(command: Commanded) -> None:
    code, out, _ = command("models", "get", "needy", "--json")
    told = json.loads(out)
    assert code == 3 and not told["got"] and told["packages"] == ["a_package_that_is_nowhere"]
    torch_first, others = told["packages_command"].split(" && ")
    assert torch_first.endswith("-m pip install torch==2.13.0") and '"transformers[serving]>=' in others
    assert told["free_bytes"] > 0 and told["checkpoints"][0]["may_be_sold"] is True
    code, out, err = command("models", "get", "needy", "--yes")
    assert code == 1 and "pip install torch==2.13.0" in out
    assert "Needy is not ready: it needs a_package_that_is_nowhere." in err
    assert "is ready" not in out and f"{ONE.repo} at" in out


def test_a_second_one_waits_and_a_killed_one_goes_on_from_there(
    started: Started, command: Commanded, hub: Hub, home: Path
) -> None:
    hub.add("tiny/two", {WEIGHTS: safetensors(10_000)}, card={"license": "cc-by-nc-4.0"})
    hub.blocks_s = 0.15
    first = started("models", "get", "two", "--yes")
    until(lambda: begun(home) > 50_000)
    for action in ("get", "remove"):
        code, _, err = command("models", action, "one", "--yes")
        assert code == 1 and "tiny/one is being fetched already" in err
    first.kill()
    ended(first)
    assert installed(ONE) is None
    have, hub.blocks_s = begun(home), 0.0
    hub.asked.clear()
    hub.add(ONE.repo, {WEIGHTS: safetensors(10)}, sha="b" * 40)
    code, out, err = command("models", "get", "two", "--yes")
    assert code == 0 and "Two is ready." in out, err
    assert hub.ranges() == [f"bytes={have}-", ""]
    found = installed(ONE)
    assert found and found.revision == "a" * 40 and (Path(found.folder) / WEIGHTS).read_bytes() == FILES[WEIGHTS]
    assert "cc-by-nc-4.0 (read it before you sell results)" in out


def test_ctrl_c_ends_at_once_and_keeps_what_is_here(started: Started, hub: Hub, home: Path) -> None:
    hub.faults[WEIGHTS] = [Fault(stall_after=100_000)]
    running = started("models", "get", "one", "--yes", HF_HUB_DOWNLOAD_TIMEOUT="120")
    until(lambda: begun(home) == 100_000)
    running.send_signal(signal.SIGINT)
    code, _, err = ended(running)  # in less than the 120 s
    assert (code, err) == (130, "tonmeister: stopped.\n") and begun(home) == 100_000
    assert installed(ONE) is None


def test_a_full_disk_is_said_and_nothing_is_called_ready(command: Commanded, hub: Hub, home: Path) -> None:
    """Nine tenths come; the last file lies on /dev/full, where each write ends as on a full disk, for every user."""
    hub.add(ONE.repo, {"a.safetensors": safetensors(270_000), "b.safetensors": safetensors(30_000)})
    folder = home / "weights" / "tiny--one" / ("a" * 40)
    folder.mkdir(parents=True)
    (folder / "b.safetensors.part").symlink_to("/dev/full")
    code, _, err = command("models", "get", "one", "--yes")
    assert code == 1 and "takes no more: 30 kB of tiny/one are still to come. Make room" in err and err.count("\n") == 1
    assert installed(ONE) is None and (folder / "a.safetensors").stat().st_size == len(safetensors(270_000))
    (folder / "b.safetensors.part").unlink()
    hub.asked.clear()
    assert command("models", "get", "one", "--yes")[0] == 0
    assert hub.files_asked() == ["b.safetensors"]


def test_a_file_too_long_for_its_disk_is_said(started: Started, hub: Hub, home: Path) -> None:
    """As on a disk that takes no files above a length: nine tenths of the file fit, and stay."""
    limit, before = 270_000, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        running = started("models", "get", "one", "--yes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    code, _, err = ended(running)
    assert code == 1 and "takes no more: 30 kB of tiny/one" in err and begun(home) == limit
    assert installed(ONE) is None


def test_nothing_is_asked_offline_but_a_folder_will_do(
    command: Commanded, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    code, _, err = command("models", "get", "one", "--yes")
    assert code == 1 and "TONMEISTER_OFFLINE forbids asking model hubs" in err and "--from FOLDER" in err
    for name, content in FILES.items():
        (tmp_path / "stick").mkdir(exist_ok=True)
        (tmp_path / "stick" / name).write_bytes(content)
    code, out, _ = command("models", "get", "one", "--from", str(tmp_path / "stick"), "--json")
    assert code == 0 and json.loads(out)["ready"] and hub.asked == []


def test_a_model_with_an_environment_of_its_own_tells_makes_and_removes_it(command: Commanded, home: Path) -> None:
    code, out, _ = command("models", "get", "apart")
    assert code == 3 and "installs the package apart 1.0, MIT," in out and str(home / "apart") in out
    assert not (home / "apart").exists()
    code, out, _ = command("models", "get", "apart", "--yes", "--json")
    assert code == 0 and json.loads(out)["ready"] and (home / "apart").exists()
    assert command("models", "remove", "apart")[0] == 0 and not (home / "apart").exists()
    assert command("models", "remove", "apart")[0] == 1


def test_wrong_use_and_models_without_weights(command: Commanded, home: Path) -> None:
    assert command("models", "get", "nonesuch")[0] == 2
    assert command("models", "get")[0] == 2
    code, _, err = command("models", "remove", "nonesuch")
    assert code == 2 and "Name a model to remove" in err
    assert command("models", "get", "composer")[0] == 0
    assert command("models", "get", "composer", "--from", str(home))[0] == 1
    assert command("models", "remove", "composer")[0] == 1
