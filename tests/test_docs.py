"""README and docs say what the code does."""

import configparser
import dataclasses
import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalog.registry import Registry
from engine.cli.tasks import markdown, task_rows
from engine.errors import UserError
from engine.messages.message import left_in_english

ROOT = Path(__file__).parent.parent


def test_the_readme_shows_the_task_table_as_it_is():
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.split("<!-- tasks -->\n")[1].split("\n<!-- /tasks -->")[0]
    assert shown == markdown(task_rows()), "run `python3 tonmeister.py tasks --markdown` and put it into the README"


def code_of(page, language="python"):
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)


def loaded(source, tmp_path, name):
    path = tmp_path / f"{name}.py"
    path.write_text(source, "utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_model_in_the_docs_works_when_copied(tmp_path):
    from engine.catalog.model import Brief, Report

    hum = loaded(code_of("add-a-model.md")[0], tmp_path, "hum").Hum
    registry = Registry()
    registry.add(hum, "docs")
    assert registry.problems == []
    outputs = registry.models["hum"].run({"duration_s": 0.5}, {}, Brief("generate_audio", tmp_path), Report())
    assert outputs["audio"].seconds == pytest.approx(0.5)
    registry.models["hum"].check({"prompt": "a mains hum"}, {}, Brief("generate_audio", tmp_path))
    with pytest.raises(UserError, match="Mains hum makes no such sound"):
        registry.models["hum"].check({"prompt": "rain"}, {}, Brief("generate_audio", tmp_path))
    assert left_in_english("de", "Mains hum makes no such sound.") == []


def test_the_test_of_a_model_in_the_docs_works_when_copied(tmp_path, monkeypatch):
    model, test = code_of("add-a-model.md")
    monkeypatch.setitem(sys.modules, "models.sound.hum", loaded(model, tmp_path, "hum"))
    copied = loaded(test, tmp_path, "copied_test")
    copied.test_it_hums(tmp_path)
    copied.test_it_does_nothing_else(tmp_path)


def test_the_daw_in_the_docs_works_when_copied(tmp_path):
    from engine.daw.daw import CAPABILITIES, SetMute, Transport

    tape = loaded(code_of("add-a-daw.md")[0], tmp_path, "tape").Tape
    registry = Registry()
    registry.add(tape, "docs")
    daw = registry.daws["tape"]
    assert daw.capabilities | set(daw.missing) == CAPABILITIES
    session = daw.connect(daw.find()[0])
    outcomes = session.apply([Transport("play"), SetMute("t", True)], expected_revision="1", label="")
    assert [outcome.state for outcome in outcomes] == ["done", "not_done"]
    assert session.snapshot().is_playing


def test_every_file_that_the_docs_name_exists():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
        for name in re.findall(r"`((?:engine|models|bridge|daw_scripts|docs|bench|tests)/[\w/.-]+\.\w+)`", text):
            assert (ROOT / name).exists() or name in ("models/sound/hum.py", "bridge/tape.py"), (
                f"{page.name} names {name}"
            )


def test_every_folder_and_program_that_the_docs_name_exists():
    ours = ("engine", "models", "bridge", "ui", "bench")
    files = {path.name for folder in ours for path in (ROOT / folder).rglob("*.py")} | {"tonmeister.py"}
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
        folders = re.findall(r"`((?:engine|models|bridge|daw_scripts|docs|bench|tests|ui)(?:/\w+)*)/`", text)
        gone = [name for name in folders if not (ROOT / name).is_dir()]
        gone += set(re.findall(r"`(\w+\.py)`", text)) - files
        assert not gone, f"{page.name} names {gone}"


def test_the_wire_page_names_every_field_of_every_view():
    from engine.wire import wire

    page = (ROOT / "docs" / "wire.md").read_text("utf-8")
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", page.split("field by field")[1]))))
    views = [kind for kind in vars(wire).values() if dataclasses.is_dataclass(kind)]
    missing = [f"{view.__name__}.{f.name}" for view in views for f in dataclasses.fields(view) if f.name not in words]
    assert len(views) > 8 and not missing


def test_the_glossary_says_what_the_code_says():
    from bench.glossary import PAGE, page

    assert PAGE.read_text("utf-8") == page(), "run `python3 tonmeister.py bench glossary`"


def test_the_task_in_the_docs_is_whole(tmp_path, monkeypatch):
    from engine.assistant.actions.session_access import SessionAccess
    from engine.library.library import Library
    from engine.media.note import Note
    from engine.planner.context import Context
    from engine.planner.offline.planner import OfflinePlanner
    from engine.tasks.task import all_tasks
    from tests.fakes import FakeDaw

    row, carried_out = (loaded(source, tmp_path, "close_gaps") for source in code_of("add-a-task.md"))
    (task,) = row.TASKS
    monkeypatch.setitem(all_tasks(), task.id, task)
    plan = OfflinePlanner().plan("close the gaps on the drums but leave 2 beats", Context(tracks=("Drums",)))
    assert plan.calls() == [{"tool": "close_gaps", "args": {"track": "Drums", "gap_beats": 2}}]
    session = FakeDaw(tmp_path)
    track = session.user_track("Drums", "midi")
    for start in (0.0, 8.0, 16.0):
        session.user_notes(track, [Note(60, 0.0, 1.0)], start)
    access = SessionAccess(session.snapshot(), Library(tmp_path / "Tonmeister"), None, None)
    deed = carried_out.act(plan.steps[0].args, access)
    session.apply(deed.changes, expected_revision=session.snapshot().revision, label="")
    assert [one.start_beats for one in session.snapshot().regions_on(track)] == [0.0, 3.0, 6.0]
    assert carried_out.act({"track": "Drums"}, replace(access, snapshot=session.snapshot())).changes


@pytest.mark.parametrize(
    ("page", "package"), [("architecture", "engine"), ("architecture", "models"), ("planner", "sentence")]
)
def test_a_page_shows_the_layers_as_they_are(page, package):
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    layers = [row for row in config[f"importlinter:contract:{package}"]["layers"].splitlines() if row and row[0] != "#"]
    shown = (ROOT / "docs" / f"{page}.md").read_text("utf-8").split(f"<!-- {package} -->")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \|", shown, re.MULTILINE)
    assert rows == [layer.strip("()").replace("|", "\\|") for layer in layers]


def test_the_page_of_daws_shows_what_each_can_do():
    from engine.catalog.registry import discover
    from engine.cli.daw import markdown as daw_table

    shown = (ROOT / "docs" / "daws.md").read_text("utf-8").split("<!-- daws -->\n")[1].split("\n<!-- /daws -->")[0]
    own = [daw for daw in discover().daws.values() if type(daw).__module__.startswith("bridge.")]
    assert shown == daw_table(own), "run `python3 tonmeister.py daw list --markdown` and put it into docs/daws.md"


def test_every_cell_of_that_page_is_proven():
    from engine.catalog.registry import discover
    from engine.daw.daw import CAPABILITIES
    from tests.bridge.conformance.daws import DAWS, REAL

    own = {daw.id: daw for daw in discover().daws.values() if type(daw).__module__.startswith("bridge.")}
    rows = {row.name.split("-")[0] for row in DAWS}
    assert all((ROOT / file).is_file() for file in REAL.values())
    assert set(own) <= rows | set(REAL), "a DAW without a row in tests/bridge/conformance/daws.py"
    for daw in own.values():
        assert daw.capabilities | set(daw.missing) == CAPABILITIES and set(daw.limits) <= daw.capabilities
        assert all(why.strip().endswith(".") or " " in why for why in daw.missing.values())


def test_the_programs_that_are_named_are_there() -> None:
    told = {
        name
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"python3? -m ((?:bench|bridge|engine|ui|tests)[\w.]*)", page.read_text("utf-8"))
    }
    missing = [name for name in told if importlib.util.find_spec(name.rstrip(".")) is None]
    assert told and not missing
