"""Speech translated by a language model that answers over a real socket."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report, Text
from engine.errors import ModelError, UserError
from engine.media.clip import Clip
from models.speech.llm_translator import LlmTranslator
from tests.models.speech.heard_once import listener
from tests.models.speech.said import DOOR, RATE, clip, said


class Server(BaseHTTPRequestHandler):
    """Says "Tür" for every line, or whatever `reply` is."""

    reply: str | None = None
    asked: list[dict[str, object]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Server.asked.append(body)
        lines = json.loads(body["messages"][-1]["content"])
        text = Server.reply if Server.reply is not None else json.dumps(["Die Tür geht auf."] * len(lines))
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m",
                 "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": "stop"}]}
        sent = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    Server.reply, Server.asked = None, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
        monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{running.server_port}/v1")
        monkeypatch.setenv("OPENAI_MODEL", "m")
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        yield
        running.shutdown()


def run(folder: Path, samples: np.ndarray, **args: object) -> dict[str, object]:
    given = {"target_language": "german", **args}
    brief = Brief("translate_speech", folder)
    translator = LlmTranslator()
    translator._listener = listener()
    return dict(translator.run(given, {"clip": clip(folder, samples)}, brief, Report()))


def test_text_and_speech(server: None, tmp_path: Path) -> None:
    assert LlmTranslator().ready() == ""
    made = run(tmp_path, said(DOOR), speak=True)
    assert isinstance(made["text"], Text) and made["text"].text == "Die Tür geht auf."
    assert isinstance(made["speech"], Clip) and np.abs(made["speech"].audio().samples).max() > 0.05
    assert "German" in str(Server.asked[0]["messages"]) and "door" in str(Server.asked[0]["messages"])


def test_silence_asks_nobody(server: None, tmp_path: Path) -> None:
    assert run(tmp_path, np.zeros(RATE))["text"] == Text("") and Server.asked == []


@pytest.mark.parametrize("reply", ["I cannot do that.", "[]", '["one", "two", "three"]', "[1]", ""])
def test_other_replies_are_no_translation(server: None, tmp_path: Path, reply: str) -> None:
    Server.reply = reply
    with pytest.raises(ModelError, match="did not answer with a translation"):
        run(tmp_path, said(DOOR))


def test_without_a_server_or_a_language(server: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="No voice here speaks 'gremlin'"):
        run(tmp_path, said(DOOR), target_language="gremlin")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelError, match="could not translate"):
        run(tmp_path, said(DOOR))
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    assert "TONMEISTER_OFFLINE" in LlmTranslator().ready()
    monkeypatch.delenv("TONMEISTER_OFFLINE")
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert "no language model is set up" in LlmTranslator().ready()
