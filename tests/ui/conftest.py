"""One invisible Qt application for all tests of the panel."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication, QWidget

from ui.theme.active_theme import look
from ui.theme.theme import DARK


@pytest.fixture(scope="session")
def _application() -> Iterator[QApplication]:
    """Kept here: an application nobody holds is collected at once."""
    app = QApplication.instance() or QApplication(["tonmeister"])
    assert isinstance(app, QApplication)
    yield app


@pytest.fixture
def app(_application: QApplication) -> Iterator[QApplication]:
    """The application in the dark theme; afterwards every window is gone."""
    look().apply(DARK)
    yield _application
    close_windows()


@pytest.fixture(scope="session")
def app_once(_application: QApplication) -> QApplication:
    """The application, for tests that make and close their windows many times."""
    return _application


def close_windows() -> None:
    """Let every window go, as Qt does not dress those that are half gone."""
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    flush()


def flush() -> None:
    """Let Qt do what it has put off, deleting included."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(widget: QWidget, width: int = 380, height: int = 700) -> QWidget:
    """A widget on the invisible screen."""
    widget.resize(width, height)
    widget.show()
    flush()
    return widget
