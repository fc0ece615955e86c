"""Which planner plans, by settings, environment and switch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.config import Settings, load_settings
from engine.errors import UserError
from engine.planner.choose import planner_for
from engine.planner.llm.endpoint import OPENAI, endpoint_of
from engine.planner.llm.planner import LlmPlanner
from tests.engine.planner.llm_server import LlmServer, calls
from tests.engine.planner.session import BAND

LOCAL = {"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}


@pytest.mark.parametrize(
    ("settings", "environment", "wants", "name"),
    [
        (Settings(), {}, "", "offline"),
        (Settings(), LOCAL, "", "llm"),
        (Settings(), {"OPENAI_API_KEY": "k"}, "", "llm"),
        (Settings(llm_base_url="http://studio:8000/v1"), {}, "", "llm"),
        (Settings(planner="offline"), LOCAL, "", "offline"),
        (Settings(planner="offline"), LOCAL, "llm", "llm"),
        (Settings(planner="llm"), {}, "", "llm"),
        (Settings(planner="llm"), LOCAL, "offline", "offline"),
    ],
)
def test_who_plans(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, environment: dict[str, str], wants: str, name: str
) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)
    assert planner_for(settings, wants=wants, environment=environment).name == name


def test_offline_wins_over_auto() -> None:
    assert planner_for(Settings(), environment=LOCAL).name == "offline"
    asked_for = planner_for(Settings(), environment=LOCAL, wants="llm")
    assert isinstance(asked_for, LlmPlanner) and "TONMEISTER_OFFLINE" in asked_for.plan("mute the beat", BAND).note


def test_the_endpoint_and_its_key() -> None:
    endpoint = endpoint_of(Settings(), {"OPENAI_API_KEY": "k", "OPENAI_MODEL": "big"})
    assert endpoint and (endpoint.base_url, endpoint.api_key, endpoint.model) == (OPENAI, "k", "big")
    assert not endpoint.is_local and endpoint.place == "api.openai.com"
    local = endpoint_of(Settings(llm_model="qwen", llm_patience_s=5), LOCAL)
    assert local and local.api_key and local.is_local and local.model == "qwen"
    assert (local.total_s, local.silent_s, local.connect_s) == (5, 5, 2)
    secret = endpoint_of(Settings(llm_base_url="https://me:secret@studio.example:8443/v1?key=1"), {})
    assert secret and secret.place == "studio.example:8443" and "secret" not in secret.place


@pytest.mark.parametrize(
    "stored",
    [{"planner": "magic"}, {"llm_short_list": "maybe"}, {"llm_patience_s": 0}, {"llm_patience_s": "long"},
     {"llm_context_tokens": -1}, {"llm_base_url": "ftp://x"}, {"llm_model": 7}, {"planner": ["llm"]}],
)  # fmt: skip
def test_settings_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: dict[str, object]) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    (tmp_path / "settings.json").write_text(json.dumps(stored))
    with pytest.raises(UserError, match=next(iter(stored))):
        load_settings()


def test_the_package_is_imported_only_when_it_is_used() -> None:
    code = (
        "import sys; from engine.config import Settings; from engine.planner.choose import planner_for; "
        "planner_for(Settings(planner='llm')); print([m for m in ('openai', 'httpx2') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_the_command_plans_with_the_model_when_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                       capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    from engine.cli.cli import main

    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    tracks = [{"name": "Beat"}]
    rows.write_text(json.dumps({"id": "a", "text": "mute the beat", "context": {"tracks": tracks}}) + "\n")
    mute, stop = calls(("mix", {"track": "t1", "action": "mute"})), calls(("transport", {"action": "stop"}))
    with LlmServer(mute, stop) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_MODEL", "m")
        assert main(["plan", "--batch", str(rows), "--out", str(out)]) == 0 and server.asked == []
        assert main(["plan", "--batch", str(rows), "--out", str(out), "--llm"]) == 0 and len(server.asked) == 1
        assert main(["plan", "stop playing", "--llm", "--daw", "none", "--json"]) == 0 and len(server.asked) == 2
    assert "note" not in json.loads(out.read_text())
    assert json.loads(out.read_text())["calls"] == [{"tool": "mix", "args": {"track": "Beat", "action": "mute"}}]
    assert json.loads(capsys.readouterr().out)["planner"] == "llm"


def test_a_batch_says_which_rows_the_model_did_not_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.cli.cli import main

    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    rows.write_text(json.dumps({"id": "a", "text": "play"}) + "\n")
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    assert main(["plan", "--batch", str(rows), "--out", str(out), "--llm"]) == 0
    assert "no language model was asked" in json.loads(out.read_text())["note"]
