"""What is taken out of an environment, and that what is left works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.machine import set_up, setup_marker
from engine.machine.slim import lost_video, slim

pytest.importorskip("PyQt6.QtMultimedia")
ROOT = Path(__file__).resolve().parents[3]


def of_qt(folder: Path) -> Path:
    """A folder of packages with the Qt that is installed, its files linked."""
    import PyQt6

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    shutil.copytree(Path(PyQt6.__file__).parent, folder / "PyQt6", copy_function=link, symlinks=True)
    return folder


def used_of_qt() -> set[str]:
    """The modules of Qt that the panel and its tests import."""
    texts = [path.read_text("utf-8") for room in ("ui", "tests/ui") for path in (ROOT / room).rglob("*.py")]
    return set(re.findall(r"(?:from|import) PyQt6\.(Qt\w+)", "\n".join(texts)))


@pytest.mark.parametrize("has_video", [True, False])
def test_all_of_qt_that_is_used_works_without_what_is_taken_out(tmp_path: Path, has_video: bool) -> None:
    packages = of_qt(tmp_path)
    slim(packages, has_video=has_video)
    script = "\n".join([
        *(f"import PyQt6.{name}" for name in sorted(used_of_qt())),
        "import PyQt6.QtWidgets, PyQt6.QtMultimedia",
        f"assert PyQt6.__file__.startswith({str(tmp_path)!r})",
        "app = PyQt6.QtWidgets.QApplication([])",
        "window = PyQt6.QtWidgets.QLabel('sound'); window.show(); app.processEvents()",
        "PyQt6.QtMultimedia.QMediaDevices.audioOutputs()",
        f"assert PyQt6.QtMultimedia.QMediaPlayer().isAvailable() or not {has_video}",
    ])  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux's libraries link")
@pytest.mark.slow
def test_nothing_that_stays_links_what_has_gone(tmp_path: Path) -> None:
    packages = of_qt(tmp_path)
    files = [path for path in packages.rglob("*.so*") if "egldeviceintegrations" not in path.parts]
    slim(packages, has_video=False)
    left = [path for path in files if path.exists()]
    done = subprocess.run(["ldd", *map(str, left)], capture_output=True, text=True, check=False)
    lost = set(re.findall(r"(\S+) => not found", done.stdout))
    assert not lost & {path.name for path in files}


def test_what_is_not_ours_to_judge_stays(tmp_path: Path) -> None:
    kept = ("PyQt6/Qt6/lib/libQt6Widgets.so.6", "PyQt6/QtSvg.abi3.so", "PyQt6/QtSvg.pyi", "scipy/signal/_spline.so",
            "PyQt6/Qt6/lib/QtQml.framework/QtQml", "PyQt6/Qt6/bin/Qt6Quick.dll", "mine/tests/one.py")  # fmt: skip
    gone = ("PyQt6/Qt6/lib/libQt6Quick3DXr.so.6", "PyQt6/QtSql.abi3.so", "PyQt6/QtSvgWidgets.pyi", "scipy/tests/a",
            "PyQt6/Qt6/lib/QtSql.framework/QtSql", "PyQt6/Qt6/bin/Qt6Sql.dll", "pip/_vendor/__pycache__/a.pyc",
            "onnxruntime/capi/libonnxruntime.so.1.31.1")  # fmt: skip
    for name in (*kept, *gone):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    slim(tmp_path, has_video=False)
    assert [name for name in (*kept, *gone) if (tmp_path / name).exists()] == list(kept)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it stays")
def test_videos_come_with_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setup.cfg").write_text("[options.extras_require]\npanel =\n    PyQt6\npicture =\n    av\n")
    packages = setup_marker.environment(tmp_path) / "lib" / "python3.12" / "site-packages"
    library, player = "PyQt6/Qt6/lib/libQt6Multimedia.so.6", "PyQt6/Qt6/plugins/multimedia/libffmpegmediaplugin.so"
    called: list[list[str]] = []

    def call(command: list[str], here: Path) -> None:
        called.append(command)
        if packages.exists() and "--force-reinstall" not in command:
            return
        for name in ("pyqt6_qt6-6.11.2.dist-info/RECORD", library, player):
            (packages / name).parent.mkdir(parents=True, exist_ok=True)
            (packages / name).touch()

    monkeypatch.setattr(set_up, "_call", call)
    set_up._install_packages(tmp_path, ["panel"])
    assert not (packages / player).exists() and lost_video(packages) == "PyQt6-Qt6==6.11.2"
    set_up._install_packages(tmp_path, ["panel", "picture"])
    assert (packages / player).exists() and called[-1][-3:] == ["--force-reinstall", "--no-deps", "PyQt6-Qt6==6.11.2"]
    assert lost_video(packages) == ""
