"""A bug in a slot or an event does not take the panel with it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S
from ui.start_up.crash_guard import install_crash_guard

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from PyQt6.QtCore import QIODevice, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from ui.start_up.crash_guard import install_crash_guard

class Broken(QWidget):
    def paintEvent(self, event):
        raise RuntimeError("broken paint")

shown = []
install_crash_guard(Path(sys.argv[1]), shown.append)
app = QApplication([])
window = Broken()
window.show()
QTimer.singleShot(0, lambda: 1 / 0)
QTimer.singleShot(200, app.quit)
app.exec()
print(len(shown), any("division" in text for text in shown), any("broken paint" in text for text in shown))
"""


@pytest.fixture(autouse=True)
def _hooks(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


def test_the_panel_lives_on(tmp_path):
    log = tmp_path / "logs" / "panel.log"
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(log)], capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    count, divided, painted = answer.stdout.split()
    assert int(count) >= 2 and divided == painted == "True"
    assert "ZeroDivisionError" in log.read_text("utf-8") and "Traceback" in log.read_text("utf-8")


def test_showing_that_fails_is_logged_and_goes_no_further(tmp_path):
    log = tmp_path / "panel.log"

    def show(text):
        raise ValueError("cannot show")

    install_crash_guard(log, show)
    sys.excepthook(RuntimeError, RuntimeError("first"), None)
    sys.excepthook(RuntimeError, RuntimeError("second"), None)
    text = log.read_text("utf-8")
    assert text.count("cannot show") >= 2 and "first" in text and "second" in text


def test_errors_in_threads_are_taken_too(tmp_path):
    shown = []
    install_crash_guard(tmp_path / "panel.log", shown.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert len(shown) == 1 and "division by zero" in shown[0] and str(tmp_path) in shown[0]


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    shown = []
    install_crash_guard(tmp_path / "file" / "panel.log", shown.append)
    sys.excepthook(RuntimeError, RuntimeError("first"), None)
    assert len(shown) == 1 and "first" in capsys.readouterr().err


def test_the_log_does_not_grow_for_ever(tmp_path):
    log = tmp_path / "panel.log"
    log.write_text("x" * (2 << 20))
    install_crash_guard(log)
    sys.excepthook(RuntimeError, RuntimeError("first"), None)
    assert log.stat().st_size < 1000
