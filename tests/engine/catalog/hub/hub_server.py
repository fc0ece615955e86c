"""A small model hub on this computer: the routes that huggingface_hub and downloads use, and faults on demand.

Large files are not sent by the hub itself: as the real one does, it sends the client on to another server.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin", ".onnx", ".pt")
_BLOCK = 1 << 14


def safetensors(size: int, *, seed: int = 0) -> bytes:
    """A whole safetensors file with one tensor of this many bytes."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes((7 * n + seed) % 251 for n in range(size))


@dataclass
class Repository:
    """A repository of one revision."""

    files: dict[str, bytes]
    sha: str = "a" * 40
    card: Mapping[str, Any] = field(default_factory=lambda: {"license": "mit"})
    gated: str | bool = False

    def described(self, name: str) -> dict[str, Any]:
        """What the hub says of it."""
        return {
            "id": name,
            "sha": self.sha,
            "gated": self.gated,
            "cardData": dict(self.card),
            "tags": [f"license:{self.card.get('license', 'unknown')}"],
            "siblings": [_described(path, content) for path, content in self.files.items()],
        }


@dataclass
class Fault:
    """What goes wrong with the next request for a file; once."""

    status: int = 0
    """Answers with this status instead."""
    cut_after: int | None = None
    """Closes the connection after so many bytes."""
    stall_after: int | None = None
    """Sends nothing more after so many bytes, until the hub is closed."""
    other: bytes | None = None
    """Sends this content instead."""
    ignores_range: bool = False


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that hang up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Hub:
    """Repositories by name, in all the revisions they have had; everything that was asked is kept."""

    def __init__(self) -> None:
        self.repositories: dict[str, list[Repository]] = {}
        self.faults: dict[str, list[Fault]] = {}
        """By path of the file, or "api"."""
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        """(path, headers) of each request."""
        self.token = ""
        """What opens gated repositories."""
        self.ends = threading.Event()
        self.sent_bytes = 0
        self.blocks_s = 0.0
        """Pause after each 16 kB."""
        self._servers = [_Quiet(("127.0.0.1", 0), _handler(self)) for _ in range(2)]
        for server in self._servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    @property
    def store(self) -> str:
        """The other server, under another name."""
        return f"http://localhost:{self._servers[1].server_port}"

    def add(self, name: str, files: dict[str, bytes], **more: Any) -> Repository:
        """Add a revision, which is the newest from now on, or take the place of the one with the same commit."""
        made = Repository(files, **more)
        others = [one for one in self.repositories.get(name, []) if one.sha != made.sha]
        self.repositories[name] = [*others, made]
        return made

    def files_asked(self) -> list[str]:
        """Paths of the files that were asked for, in order."""
        return [path.split("/resolve/")[1].split("/", 1)[1] for path, _ in self.asked if "/resolve/" in path]

    def ranges(self) -> list[str]:
        """What of large files was asked for, in order; empty = all."""
        return [headers.get("Range", "") for path, headers in self.asked if path.startswith("/store/")]

    def close(self) -> None:
        """End it, also in the middle of an answer."""
        self.ends.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()


@contextmanager
def running_hub() -> Iterator[Hub]:
    """A hub for as long as a test needs it."""
    hub = Hub()
    yield hub
    hub.close()


def _described(path: str, content: bytes) -> dict[str, Any]:
    told: dict[str, Any] = {"rfilename": path, "size": len(content), "blobId": git_name(content)}
    if path.endswith(LARGE):
        told["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 130}
    return told


def git_name(content: bytes) -> str:
    """What git calls a file of this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            if hub.ends.is_set():
                self.close_connection = True
                return
            path = unquote(urlsplit(self.path).path)
            hub.asked.append((path, {name.title(): value for name, value in self.headers.items()}))
            try:
                if described := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/(.+))?", path):
                    self._describe(described[1], described[2])
                elif resolved := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
                    self._resolve(*resolved.groups())
                elif stored := re.fullmatch(r"/store/([^/]+/[^/]+)/([^/]+)/(.+)", path):
                    self._send_file(*stored.groups())
                else:
                    self._refuse(404, "EntryNotFound")
            except OSError:  # the client has gone
                self.close_connection = True

        def _describe(self, name: str, revision: str | None) -> None:
            fault = _taken(hub, "api")
            if fault.stall_after is not None:
                hub.ends.wait(30)
            if fault.status:
                return self._refuse(fault.status)
            if fault.other is not None:
                return self._answer(200, fault.other, {"Content-Type": "text/html"})
            if name not in hub.repositories:
                return self._refuse(401, "RepoNotFound")
            repository = _revision(hub, name, revision)
            if repository is None:
                return self._refuse(404, "RevisionNotFound")
            content = json.dumps(repository.described(name)).encode()
            return self._answer(200, content, {"Content-Type": "application/json"})

        def _resolve(self, name: str, revision: str, path: str) -> None:
            repository = _revision(hub, name, revision)
            if repository is None or path not in repository.files:
                return self._refuse(404, "EntryNotFound")
            if repository.gated and self.headers.get("Authorization") != f"Bearer {hub.token}":
                return self._refuse(403 if self.headers.get("Authorization") else 401, "GatedRepo")
            content = repository.files[path]
            if path.endswith(LARGE):
                there = {
                    "Location": f"{hub.store}/store/{name}/{revision}/{path}",
                    "X-Repo-Commit": repository.sha,
                    "X-Linked-Size": str(len(content)),
                    "X-Linked-ETag": f'"{hashlib.sha256(content).hexdigest()}"',
                }
                return self._answer(302, b"", there)
            return self._send_file(name, revision, path)

        def _send_file(self, name: str, revision: str, path: str) -> None:
            fault, repository = _taken(hub, path), _revision(hub, name, revision)
            assert repository
            if fault.status:
                return self._refuse(fault.status)
            content = repository.files[path] if fault.other is None else fault.other
            asked = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(asked[1]) if asked and not fault.ignores_range else 0
            if start and start >= len(content):
                return self._refuse(416)
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.send_header("ETag", f'"{git_name(content)}"')
            self.send_header("X-Repo-Commit", repository.sha)
            self.end_headers()
            return self._send_body(content[start:], fault)

        def _send_body(self, content: bytes, fault: Fault) -> None:
            ends = [end for end in (fault.cut_after, fault.stall_after) if end is not None]
            until = min([len(content), *ends])
            for start in range(0, until, _BLOCK):
                block = content[start : min(until, start + _BLOCK)]
                hub.sent_bytes += len(block)  # before it is read: who has the last block may ask at once
                self.wfile.write(block)
                if hub.blocks_s and hub.ends.wait(hub.blocks_s):
                    break
            if fault.stall_after is not None:
                hub.ends.wait(30)
            if ends:
                self.close_connection = True

        def _answer(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for key, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

        def _refuse(self, status: int, code: str = "") -> None:
            self._answer(status, b"", {"X-Error-Code": code} if code else {})

    return Handler


def _taken(hub: Hub, path: str) -> Fault:
    waiting = hub.faults.get(path)
    return waiting.pop(0) if waiting else Fault()


def _revision(hub: Hub, name: str, revision: str | None) -> Repository | None:
    all_of_it = hub.repositories.get(name, [])
    if revision in (None, "main"):
        return all_of_it[-1] if all_of_it else None
    return next((one for one in all_of_it if one.sha == revision), None)
