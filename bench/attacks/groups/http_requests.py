"""Methods, addresses, queries and raw bytes at every route of the engine: refused in a sentence, never a 500."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.served import Served

ROUTES = (
    "/status /tasks /projects /models /voices /settings /heard /events /projects/P /projects/P/turns /projects/P/clock "
    "/projects/P/turns/1 /projects/P/turns/1/approve /projects/P/clips/x /projects/P/clips/x/peaks /projects/P/library"
).split()
METHODS = ("DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 40)
PLACES = (
    "/%00",
    "/..%2f..%2fetc/passwd",
    "//evil.example/status",
    "/projects/%2e%2e",
    "/projects/" + "a" * 6000,
    "/projects/%ff%fe",
    "/projects/P/turns/NaN",
    "/projects/P/turns/1e9",
    "/projects/P/turns/0x10",
    "/projects/P/turns/-0",
    "/projects/P/turns/18446744073709551616",
    "/projects/P/turns/1/../../..",
    "/projects/P/clips/..%2f..%2flibrary.sqlite",
    "/projects/P/clips/%27%3bdrop%20table%20clip--",
    "/projects/P/clips/" + "f" * 4000,
    "/projects/P/clips/x/peaks?bins=0",
    "/projects/P/clips/x/peaks?bins=9999999",
    "/projects/P/clips/x/peaks?bins=-1",
    "/projects/P/turns?limit=0",
    "/projects/P/turns?limit=99999999999999999999999",
    "/projects/P/turns?limit=1&limit=2",
    "/projects/P/turns?before=-5",
    "/projects/P/turns?before=",
    "/projects/P/clock?after_s=nan",
    "/projects/P/clock?after_s=-1",
    "/projects/P/clock?after_s=1e300",
    "/models/..%2f..%2fx/get",
    "/voices/%00",
    "/docs",
    "/openapi.json",
    "/redoc",
    "/favicon.ico",
    "/status?" + "a=1&" * 3000,
    "/status#x",
    "/STATUS",
    "/status/",
    "*",
)
RAW = {
    "no HTTP": b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + bytes(200),
    "HTTP 0.9": b"GET /status\r\n\r\n",
    "HTTP 9": b"GET /status HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    "a line of 200 kB": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    "a header of 200 kB": b"GET /status HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "9 000 headers": b"GET /status HTTP/1.1\r\n" + b"X: 1\r\n" * 9000 + b"\r\n",
    "no end": b"GET /status HTTP/1.1\r\nHost: 127",
    "NULs": bytes(500),
    "two lengths": b"POST /stop HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}",
    "a negative length": b"POST /stop HTTP/1.1\r\nContent-Length: -2\r\n\r\n{}",
    "length and chunks": b"POST /stop HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk of 4 GB": b"POST /stop HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n{}",
    "a chunk of no size": b"POST /stop HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a folded header": b"GET /status HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    "a split answer": b"GET /status%0d%0aX:1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a proxy's word": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "an order": b"POST /stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}",
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    served = Served(folder, ends)
    for route in ROUTES:
        for method in METHODS:
            yield Attack(f"{method[:12]} {route}", _refused(served, method, route))
        yield Attack(f"a plain request after {route}", served.plain, limit_s=15.0)
    for place in PLACES:
        yield Attack(f"GET {place[:50]}", _said(served, "GET", place))
        yield Attack(f"POST {place[:50]}", _said(served, "POST", place))
    for name, data in RAW.items():
        yield Attack(f"raw: {name}", lambda data=data: served.raw(data), then=served.plain)


def _refused(served: Served, method: str, route: str) -> Callable[[], None]:
    def act() -> None:
        status, said = served.say(method, route.replace("P", served.project))
        assert status >= 400, f"{status}: {said}"

    return act


def _said(served: Served, method: str, place: str) -> Callable[[], object]:
    body = b"{}" if method == "POST" else None
    return lambda: served.say(method, place.replace("/P/", f"/{served.project}/"), body)
