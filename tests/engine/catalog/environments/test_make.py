from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalog.environments import make
from engine.catalog.environments.folder import EnvironmentFolder, environments_folder, remove_environment
from engine.catalog.environments.make import consent, make_environment
from engine.catalog.environments.manifest import GitSource, Manifest
from engine.errors import Cancelled, UserError
from tests.engine.catalog.environments.workshop import LEFT_OVER, TINY, package_index


def nothing(done: float, of: float, what: str) -> None:
    """Told, and not minded."""


def test_the_packages_are_there_and_the_mark_says_which(tiny: EnvironmentFolder) -> None:
    assert "tiny-sound==1.0" in tiny.mark()["installed"]
    assert tiny.mark()["total_bytes"] > 0 and tiny.mark()["made_at"]
    answer = subprocess.run([tiny.python, "-I", "-c", "import tiny_sound, sys; print(sys.prefix)"], capture_output=True)
    assert Path(answer.stdout.decode().strip()) == tiny.path / "venv", answer.stderr


def test_what_is_there_is_not_made_again_and_other_contents_are_not_it(tiny: EnvironmentFolder) -> None:
    made_at = tiny.mark()["made_at"]
    assert make_environment(TINY, nothing).mark()["made_at"] == made_at
    assert not tiny.holds(replace(TINY, requirements=("tiny-sound==2.0",)))


def test_an_unfinished_one_was_made_anew(tiny: EnvironmentFolder) -> None:
    assert not (tiny.path / LEFT_OVER).exists()


def test_a_package_of_a_source_that_cannot_be_had_is_said_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE")
    folder = EnvironmentFolder("lacking")
    contents = Manifest(
        "lacking", "Lacking", ("tiny-sound==1.0",), source=_source(tmp_path / "x"), requirements_file="wanted.txt"
    )
    said: list[tuple[float, float, str]] = []
    with package_index(tmp_path), pytest.raises(UserError, match="Lacking could not be installed: a package cannot be"):
        make_environment(contents, lambda *told: said.append(told))
    assert not folder.path.exists() and "not-there" in folder.log.read_text()
    assert {(0, 5, "environment"), (3, 5, "source")} <= set(said)
    assert any(told[:2] == (4, 5) and "tiny_sound" in told[2] for told in said)


def test_a_cancel_ends_everything_and_leaves_nothing() -> None:
    def cancel(done: float, of: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_environment(Manifest("cancelled", "Cancelled", ("tiny-sound==1.0",)), cancel)
    assert not EnvironmentFolder("cancelled").path.exists()


def test_weights_that_failed_are_fetched_later_without_the_packages(
    tiny: EnvironmentFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE")
    flag = tmp_path / "reachable"
    step = ("{python}", "-c", f"import pathlib; pathlib.Path('w').write_text(open({str(flag)!r}).read())")
    contents, folder = Manifest("weighty", "Weighty", steps=(step,)), EnvironmentFolder("weighty")
    folder.path.mkdir()
    (folder.path / "venv").symlink_to(tiny.path / "venv")
    folder.mark_packages(contents)
    with pytest.raises(UserError, match="Weighty could not be installed: FileNotFoundError"):
        make_environment(contents, nothing)
    assert folder.lacks_only_weights(contents) and not folder.mark()
    flag.write_text("weights")
    said: list[str] = []
    make_environment(contents, lambda done, of, what: said.append(what))
    assert (folder.weights / "w").read_text() == "weights" and folder.mark()
    assert said and all(what.startswith("weights") for what in said)
    assert remove_environment("weighty") and not folder.path.exists() and tiny.mark()
    assert not remove_environment("weighty")


def _source(folder: Path) -> GitSource:
    """A repository of one commit, with a list of packages that are not all there."""
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "wanted.txt").write_text("not-there==1.0\n")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "first"], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    return GitSource(str(folder), commit)


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (Manifest("x", "X", python="3.99"), "X needs Python 3.99, and there is no python3.99"),
        (Manifest("x", "X", programs=("no-such-program",)), "X needs no-such-program on this computer"),
        (Manifest("x", "X", steps=(("true",),)), "TONMEISTER_OFFLINE is set"),
        (Manifest("x", "X", ("y @ git+https://example.org/y",)), "TONMEISTER_OFFLINE is set"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_written(contents: Manifest, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        make_environment(contents, nothing)
    assert not EnvironmentFolder("x").path.exists()


def test_a_full_disk_is_said_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "FREE_BYTES", 1 << 60)
    with pytest.raises(UserError, match="needs at least .* GB in .* make room first"):
        make_environment(Manifest("x", "X"), nothing)


def test_only_one_at_a_time_makes_it_and_no_name_leads_elsewhere() -> None:
    with (
        EnvironmentFolder("busy").locked(),
        pytest.raises(UserError, match="Another program is installing or removing busy"),
    ):
        make_environment(Manifest("busy", "Busy"), nothing)
    for name in ("../checkpoints", "/tmp", "", "A", "a/b"):
        with pytest.raises(UserError, match="is no name of an environment"):
            remove_environment(name)


def test_consent_names_everything_that_will_happen() -> None:
    source = GitSource("https://example.org/x.git", "a" * 40)
    contents = Manifest("x", "X", ("y==1",), source=source, requirements_file="r.txt", steps=(("sh", "get.sh"),))
    text = "\n".join(consent(contents))
    for part in (
        str(environments_folder() / "x"),
        "y==1",
        source.url,
        source.commit,
        "r.txt",
        "sh get.sh",
        "not known",
    ):
        assert part in text
