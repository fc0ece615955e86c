"""Every test runs away from the user's own data and from the network's model hubs; quick tests come first."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.budget import examples, is_suite
from tests.compiled import keep_compiled

keep_compiled()  # whoever starts the tests, and however

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # before numpy and torch come: threads that wait for a taken core only spin
settings.register_profile("suite", settings(), max_examples=examples(100), deadline=None, derandomize=is_suite())
settings.load_profile("suite")

SLOW = (
    *("tests/daw/", "tests/scenarios/", "tests/models/", "tests/bench/", "tests/bridge/conformance/"),
    *("tests/engine/service/", "tests/engine/workers/", "tests/engine/cli/", "tests/engine/catalog/environments/"),
    *("tests/engine/catalog/hub/test_command", "tests/engine/library/test_disk", "tests/bridge/test_mailbox"),
    *("tests/bridge/ardour/test_ardour_script", "tests/bridge/live/", "tests/bridge/reaper/", "tests/bridge/bitwig/"),
    *("tests/bridge/dawproject/test_bad_input", "tests/bridge/dawproject/test_unheard_sound"),
    *("tests/engine/assistant/undo/test_random_undo", "tests/engine/assistant/actions/test_export"),
    *("tests/engine/assistant/mixdown/test_long_session", "tests/ui/start_up/", "tests/ui/talk/"),
    *("tests/engine/planner/test_llm", "tests/engine/planner/test_languages", "tests/engine/planner/test_safety"),
    *("tests/test_packaging.py", "tests/test_launcher.py", "tests/ui/test_walkthrough.py"),
    *("tests/ui/test_singing.py", "tests/ui/test_pages.py", "tests/ui/test_plan_editing.py"),
    *("tests/engine/assistant/test_song_sheet.py", "tests/ui/test_screen_reader.py"),
    *("tests/engine/assistant/test_in_place", "tests/engine/assistant/test_conversation", "tests/test_beside.py"),
    *("tests/engine/assistant/undo/test_orders", "tests/engine/messages/test_one_language"),
    *("tests/engine/messages/test_sound_notes", "tests/engine/test_privacy", "tests/engine/library/test_library.py"),
    *("tests/engine/media/test_midi_limits", "tests/engine/media/test_midi_file", "tests/engine/planner/test_repair"),
    *("tests/ui/test_journeys.py", "tests/ui/rows/test_virtual_list.py", "tests/ui/test_hard_content.py"),
    *("tests/ui/test_first_run.py", "tests/ui/conversation/test_composer_state.py", "tests/ui/window/test_window.py"),
    *("tests/engine/planner/test_what_stays", "tests/engine/planner/test_back_meant", "tests/bridge/protools/"),
    *("tests/engine/planner/test_each_by_itself", "tests/engine/planner/test_chains"),
    *("tests/engine/planner/test_closed_question", "tests/bridge/dawproject/test_writing"),
    "tests/bridge/scripted/test_lies",
)
"""What `tonmeister test --fast` leaves out: other processes, networks, whole songs, hundreds of examples."""
EACH_CASE = ("tests/engine/messages/test_sentences.py",)
"""Of any other test it tries the first of its cases: one wording of each thing, and the whole suite all of them."""
LAST = ("tests/engine/service/", "tests/test_packaging.py", "tests/test_launcher.py", "tests/scenarios/", "tests/daw/")
"""What takes longest, in the order in which it is to come."""


SELDOM = 50_000
"""Objects that come before garbage is looked for: some megabytes."""
LONGEST_S = 1500
"""More than the longest time limit of a test."""
BESIDE = (
    *("tests/daw/", "tests/engine/workers/test_ray.py", "tests/test_style.py", "tests/bridge/conformance/"),
    *("tests/models/checkpoint/", "tests/models/sound/"),
    *("tests/engine/assistant/", "tests/models/", "tests/engine/service/", "tests/engine/workers/"),
    *("tests/test_packaging.py", "tests/test_launcher.py", "tests/engine/catalog/", "tests/engine/cli/"),
    *("tests/scenarios/", "tests/ui/start_up/", "tests/ui/", "tests/bridge/", "tests/engine/planner/"),
)
"""Beside each other the longest come first, so that no worker is left alone with one of them in the end."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the slow ones their files are not even read."""
    path = collection_path.relative_to(config.rootpath).as_posix() if config.rootpath in collection_path.parents else ""
    return True if config.option.markexpr == "not slow" and path.startswith(SLOW) else None


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What is read stays until the end: looking for garbage in it, over and over, was a fifth of the reading.

    The whole suite is read by several workers, each of which begins with a share of its own. Afterwards it is looked
    for seldom: as often as Python does by itself, it took a tenth of what stand-ins of DAWs do.
    """
    gc.disable()
    try:
        if (worker := getattr(session.config, "workerinput", None)) and session.config.args == ["tests"]:
            from tests.beside import import_share

            root = session.config.rootpath
            files = [one for one in sorted((root / "tests").rglob("test_*.py"))
                     if not pytest_ignore_collect(one, session.config)]
            import_share(files, root, int(worker["workerid"].removeprefix("gw")), worker["workercount"])
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(SELDOM)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Quick tests first, real DAWs last; beside each other the longest first; otherwise the order stays."""
    order = BESIDE if hasattr(config, "workerinput") else LAST
    none = len(order) if order is BESIDE else -1
    items.sort(key=lambda item: next((rank for rank, start in enumerate(order) if item.nodeid.startswith(start)), none))
    for item in items:
        file = item.nodeid.split("::")[0]
        if file.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    if config.option.markexpr == "not slow":
        _keep_first_cases(config, items)


def _keep_first_cases(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What would be left out is no first case; each marked case stays for pytest to leave out itself."""
    kept: list[pytest.Item] = []
    others: list[pytest.Item] = []
    tried: set[str] = set()
    for item in items:
        is_slow = item.get_closest_marker("slow") is not None
        test = item.nodeid.split("[")[0]
        is_first = is_slow or test not in tried or test.startswith(EACH_CASE)
        (kept if is_first else others).append(item)
        if not is_slow:
            tried.add(test)
    items[:] = kept
    if others:
        config.hook.pytest_deselected(items=others)


def pytest_configure(config: pytest.Config) -> None:
    """Beside each other, a worker that hangs is ended, and tells no more than is heard."""
    if hasattr(config, "workerinput"):
        from tests.beside import tell_less

        tell_less(config)
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        from tests.beside import Silence

        config.pluginmanager.register(Silence(LONGEST_S))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Whole files beside each other, in our order: the number of their tests says little."""
    from tests.beside import Files

    config.option.loadscopereorder = False
    return Files(config, log)


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A data folder for this run, and no model hubs or LLM endpoints."""
    kept = dict(os.environ)
    os.environ["TONMEISTER_HOME"] = str(tmp_path_factory.mktemp("data"))
    os.environ["TONMEISTER_OFFLINE"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    yield
    from engine.cli.engine import stop_engine

    stop_engine()
    os.environ.clear()
    os.environ.update(kept)
