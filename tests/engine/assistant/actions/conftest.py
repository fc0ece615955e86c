import pytest

from tests.engine.assistant.actions.acting import Acting


@pytest.fixture
def act(tmp_path):
    return Acting(tmp_path)
