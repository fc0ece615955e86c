"""Who may come in, and clients that behave badly: the engine goes on."""

from __future__ import annotations

import http.client
import json
import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from engine.errors import UserError
from tests.engine.service.conftest import INLINE, Engine
from tests.patience import PATIENCE_S

ENVIRONMENT = INLINE


def test_only_who_knows_the_token_and_is_no_web_page_comes_in(shared: Engine) -> None:
    port, token = (client := shared.clients[0]).address.port, client.address.token
    secret = {"Authorization": f"Bearer {token}"}
    for headers, status in [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({**secret, "Host": f"evil.example:{port}"}, 421),
        ({**secret, "Origin": f"http://127.0.0.1:{port}"}, 403),
        (secret, 200),
        ({**secret, "Host": f"localhost:{port}"}, 200),
    ]:
        assert _status(port, "GET", "/status", headers) == status, headers
        if status != 200:
            with (
                pytest.raises(InvalidStatus),
                connect(
                    f"ws://127.0.0.1:{port}/events",
                    additional_headers={k: v for k, v in headers.items() if k != "Host"}
                    if "Host" not in headers
                    else {},
                    proxy=None,
                ),
            ):
                pass


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 10_000_000, 413),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b'{"text": "a", "again": NaN}', 400),
        (b'{"text": "a", "again": 1e999}', 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"text": 5}', 400),
        (b'{"txet": "a"}', 400),
        (b'{"text": "' + b"a" * 200_000 + b'"}', 400),
        (b"\xff\xfe", 400),
        (b'{"te\\u0000x\\u001bt": "a"}', 400),
        (b'{"text": "a", "steps": [{"tool": "undo", "args": []}]}', 400),
        (b'{"text": "a", "again": 100000000000000000000}', 400),
        (b'{"text": "a", "steps": [{"tool": "speak", "args": {"text": "\\ud800"}}]}', 400),
        (b'{"text": "a", "steps": [{"tool": "speak", "args": {"\\ud800": "a"}}]}', 400),
    ],
)
def test_bad_messages_are_refused(shared: Engine, body: bytes, status: int) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", shared.home / "song").project
    secret = {"Authorization": f"Bearer {client.address.token}"}
    assert _status(client.address.port, "POST", f"/projects/{project}/turns", secret, body) == status
    assert project in client.get("/status")["projects"]


@pytest.mark.parametrize("path", ["turns/99999999999999999999", "turns?before=99999999999999999999", "turns/-1"])
def test_numbers_that_no_database_holds_are_refused(shared: Engine, path: str) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", shared.home / "song").project
    secret = {"Authorization": f"Bearer {client.address.token}"}
    assert _status(client.address.port, "GET", f"/projects/{project}/{path}", secret) == 400


def test_a_folder_that_cannot_be_is_wrong_use(shared: Engine) -> None:
    client = shared.clients[0]
    secret = {"Authorization": f"Bearer {client.address.token}"}
    body = json.dumps({"folder": "/" + "a" * 300}).encode()
    assert _status(client.address.port, "POST", "/projects", secret, body) == 422


def test_half_open_sockets_do_no_harm(shared: Engine) -> None:
    client = shared.clients[0]
    open_sockets = []
    for start in (b"", b"GET /status HTTP/1.1\r\nHost: ", b"POST /projects HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"):
        for _ in range(10):
            one = socket.create_connection(("127.0.0.1", client.address.port))
            one.sendall(start)
            one.shutdown(socket.SHUT_WR)
            open_sockets.append(one)
    assert client.get("/status")["version"]
    for one in open_sockets:
        one.close()


def test_a_listener_that_never_reads_costs_nothing(shared: Engine) -> None:
    client = shared.clients[0]
    project = client.open_project("folder", shared.home / "song").project
    with socket.create_connection(("127.0.0.1", client.address.port)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        listener.sendall(
            f"GET /events?project={project} HTTP/1.1\r\nHost: 127.0.0.1:{client.address.port}\r\n"
            f"Authorization: Bearer {client.address.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        client.follow(project, "hello")
        before = client.get("/status")
        assert before["clients"] == 1
        for _ in range(50):
            client.follow(project, "hello " + "x" * 20_000, steps=[{"tool": "chat", "args": {}}])
        after = client.get("/status")["memory_bytes"]  # who never answers a ping is let go after a while, too
        assert after - before["memory_bytes"] < 30e6


def _status(port: int, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200 or json.loads(content)["error"].isprintable(), content
        return answer.status
    except (BrokenPipeError, ConnectionResetError):
        return 413  # it hung up while the rest was on its way
    finally:
        connection.close()


def test_a_place_that_depends_on_where_the_engine_runs_is_refused(shared: Engine) -> None:
    client = shared.clients[0]
    for path, body in (("/projects", {"folder": "song one", "daw": "folder"}), ("/heard", {"file": "take.wav"})):
        with pytest.raises(UserError, match="'(song one|take.wav)' says only a part of the way; name the file or"):
            client.post(path, body)


@pytest.mark.parametrize(
    "folder", ["a\0b", "x" * 3999, "/tmp/" + "y" * 300, "/".join(["z" * 200] * 19), "\N{SNOWMAN}" * 1400, "x" * 5000]
)
def test_places_that_no_disk_has_are_refused_in_a_sentence(shared: Engine, folder: str) -> None:
    client = shared.clients[0]
    secret = {"Authorization": f"Bearer {client.address.token}", "Content-Type": "application/json"}
    project = client.open_project("none").project
    for path, body in [
        ("/projects", {"folder": folder}),
        ("/projects", {"folder": folder, "daw": "folder"}),
        ("/heard", {"file": folder}),
        (f"/projects/{project}/turns", {"text": "reverse this", "files": [folder]}),
    ]:
        connection = http.client.HTTPConnection("127.0.0.1", client.address.port, timeout=PATIENCE_S)
        connection.request("POST", path, json.dumps(body), secret)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        connection.close()
        if "turns" not in path:
            assert 400 <= answer.status < 500, (path, said)
        assert answer.status < 500 and str(said.get("error", ".")).endswith("."), (path, said)
