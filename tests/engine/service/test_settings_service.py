"""Settings are read, changed and tried over the wire."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from engine.config import Settings, load_settings, save_settings
from engine.errors import UserError
from engine.planner.llm import local
from engine.wire.client import Client
from tests.engine.planner.local_server import Asked, ollama, serving
from tests.fakes import FakeModel
from tests.real_engine import RealEngine


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    engine = RealEngine(tmp_path / "song", {"fake": FakeModel()})
    one = Client(engine.start())
    yield one
    one.close()
    engine.stop()


def test_a_setting_is_saved_and_waits_for_the_next_start(client: Client) -> None:
    told = client.post("/settings", {"values": {"llm_base_url": "http://127.0.0.1:9/v1", "prefer": "fast"}})
    assert set(told["waiting"]) == {"llm_base_url", "prefer"}
    assert told["llm"]["place"] == "127.0.0.1:9" and told["llm"]["is_local"] and not told["llm"]["has_key"]
    assert load_settings().prefer == "fast"
    assert client.get("/settings")["values"]["prefer"] == "fast"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"prefer": "cheap"}, "prefer"),
        ({"colour": "red"}, "There is no setting colour"),
        ({"": "red"}, "There is no setting without a name"),
        ({"llm_base_url": "x"}, "http"),
        ({"daw": "ardour\x07"}, "control character"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(client: Client, values: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        client.post("/settings", {"values": values})
    assert load_settings() == Settings()


def test_a_file_that_is_worked_on_is_an_open_project_of_its_daw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    path = write_empty(tmp_path / "Evening.dawproject")
    engine = RealEngine(tmp_path / "song", {"fake": FakeModel()})
    engine.registry.daws["dawproject"] = Dawproject()
    client = Client(engine.start())
    try:
        assert [daw["projects"] for daw in client.get("/daws")["daws"] if daw["id"] == "dawproject"] == [[]]
        client.post("/projects", {"daw": "dawproject", "folder": str(path)})
        assert [daw["projects"] for daw in client.get("/daws")["daws"] if daw["id"] == "dawproject"] == [["Evening"]]
    finally:
        client.close()
        engine.stop()


def test_a_name_that_is_no_text_is_told(client: Client) -> None:
    with pytest.raises(UserError, match="not written in UTF-8"):
        client.post("/heard", {"file": "/tmp/take \udcff.wav"})


def test_entries_that_nobody_knows_stay(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "home" / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"of another version": 1, "prefer": "fast"}')
    save_settings(Settings())
    assert json.loads(path.read_text()) == {"of another version": 1}


def test_a_model_that_does_not_answer_is_told_with_what_to_do(client: Client) -> None:
    told = client.post("/settings/probe", {"values": {"llm_base_url": "http://127.0.0.1:9/v1", "llm_model": "m"}})
    assert not told["ok"] and told["said"].startswith("The language model at 127.0.0.1:9 ")
    assert "No address is set" in client.post("/settings/probe", {})["said"]
    assert load_settings() == Settings(), "trying changes nothing"


def test_language_models_on_this_computer_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Asked] = []
    with serving(ollama("qwen3:14b", "gemma3:4b"), asked) as port:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", port), ("LM Studio", 9)))
        assert client.get("/settings/local") == {"servers": []} and asked == [], "offline nobody is asked"
        monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
        found = {"name": "Ollama", "base_url": f"http://127.0.0.1:{port}/v1", "models": ["qwen3:14b", "gemma3:4b"]}
        assert client.get("/settings/local") == {"servers": [found]}
    assert client.get("/settings/local") == {"servers": []}


class _Llm(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "tiny", "choices": [
            {"index": 0, "delta": {"role": "assistant", "content": "ready"}, "finish_reason": "stop"}]}
        body = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def test_a_model_that_answers_is_named(client: Client) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Llm)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    told = client.post("/settings/probe", {"values": {"llm_base_url": address, "llm_model": "tiny"}})
    server.shutdown()
    server.server_close()
    assert told["ok"] and told["said"].startswith("tiny on this computer answered in")
    assert "It reads 8192 tokens at once" in told["said"] and "OLLAMA_CONTEXT_LENGTH" in told["said"]


class _Guarded(_Llm):
    """Answers who has the right key, and repeats a wrong one as some servers do."""

    def do_POST(self) -> None:
        given = self.headers["authorization"].removeprefix("Bearer ")
        if given == GOOD:
            super().do_POST()
            return
        self.rfile.read(int(self.headers["content-length"]))
        body = json.dumps({"error": {"message": f"Incorrect API key provided: {given}"}}).encode()
        self.send_response(401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


GOOD, WRONG = "sk-right-0123456789abcdef", "sk-wrong-0123456789abcdef"


def test_a_key_is_tried_kept_and_never_told(client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Guarded)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    values = {"llm_base_url": f"http://127.0.0.1:{server.server_address[1]}/v1", "llm_model": "tiny"}
    refused = client.post("/settings/probe", {"values": values, "key": WRONG})
    assert not refused["ok"] and "refused the key; write the right one" in refused["said"]
    assert client.post("/settings/probe", {"values": values, "key": GOOD})["ok"]
    assert not client.get("/settings")["llm"]["has_key"], "trying keeps nothing"
    told = client.post("/settings", {"values": values, "key": GOOD})
    assert told["llm"]["has_key"] and told["llm"]["key_from"] == "file" and "llm_key" in told["waiting"]
    assert client.post("/settings/probe", {})["ok"], "the one that is kept is used"
    server.shutdown()
    server.server_close()
    assert GOOD not in (tmp_path / "home" / "settings.json").read_text()
    everything = f"{refused}{told}{client.get('/settings')}{caplog.text}"
    assert GOOD not in everything and WRONG not in everything
    forgotten = client.post("/settings", {"values": {}, "key": ""})
    assert not forgotten["llm"]["has_key"] and not (tmp_path / "home" / "llm_keys.json").exists()
    with pytest.raises(UserError, match="That is no key") as failed:
        client.post("/settings", {"values": {"prefer": "fast"}, "key": "two words"})
    assert "two words" not in str(failed.value) and load_settings().prefer == "best", "nothing of it is saved"


def test_daws_are_listed_and_unknown_ones_refused(client: Client) -> None:
    (daw,) = client.get("/daws")["daws"]
    assert (daw["id"], daw["projects"]) == ("fake", ["Fake song"])
    with pytest.raises(UserError, match="There is no DAW 'ghost'"):
        client.post("/daws/ghost/install")


def test_the_library_over_the_wire(client: Client) -> None:
    project = client.open_project("fake").project
    turn = client.follow(project, "make", steps=[{"tool": "generate_audio", "args": {"prompt": "rain"}}])
    found = client.get(f"/projects/{project}/library", text="rain")
    (row,) = found["found"]
    assert row["clip"]["id"] == turn.clips[0].id and row["turn"] == 1 and row["request"] == "make"
    assert found["total"] == 1 and found["tasks"] == ["generate_audio"] and row["clip"]["track"] in found["tracks"]
    assert client.get(f"/projects/{project}/requests", text="mak")["turns"][0]["number"] == 1
    disk = client.get(f"/projects/{project}/disk")
    assert disk["used_bytes"] > 0 and disk["free_bytes"] > 0
    assert client.post(f"/projects/{project}/clean")["freed_bytes"] == disk["unused_bytes"]
