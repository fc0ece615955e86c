"""A bug in the planner becomes a question for the musician; here it becomes the bug again."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

LOG = logging.getLogger("engine.planner.offline.planner")


class Raises(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]


@pytest.fixture(autouse=True, scope="session")
def bugs_are_raised() -> Iterator[None]:
    handler = Raises()
    LOG.addHandler(handler)
    yield
    LOG.removeHandler(handler)
