"""What comes over the pipes of workers and foreign programs: garbage, traps, giants. The end of it, or a sentence."""

from __future__ import annotations

import io
import json
import pickle
import random
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack, clear
from engine.catalog.environments.message import file_below, read_message
from engine.catalog.model import Facts, Text
from engine.errors import ModelError
from engine.workers.message import Done, OrderProgress, pack, pack_result, read_answer, read_result

MARK = "/tmp/attack-was-unpickled"
NAMES = (
    ("os", "system"),
    ("posix", "system"),
    ("subprocess", "Popen"),
    ("builtins", "eval"),
    ("builtins", "exec"),
    ("builtins", "open"),
    ("builtins", "getattr"),
    ("builtins", "__import__"),
    ("builtins", "print"),
    ("importlib", "import_module"),
    ("shutil", "rmtree"),
    ("socket", "socket"),
    ("ctypes", "CDLL"),
    ("operator", "attrgetter"),
    ("functools", "partial"),
    ("types", "FunctionType"),
    ("types", "CodeType"),
    ("codecs", "decode"),
    ("pickle", "loads"),
    ("marshal", "loads"),
    ("runpy", "run_path"),
    ("pty", "spawn"),
    ("webbrowser", "open"),
    ("numpy", "load"),
    ("numpy", "fromfile"),
    ("pathlib", "Path.unlink"),
    ("pathlib", "os"),
    ("engine.config", "os"),
    ("engine.config", "load_settings"),
    ("engine.config", "Path"),
    ("engine.config", "os.system"),
    ("engine.library.library", "json"),
    ("engine.workers.local", "subprocess"),
    ("engine.cli.cli", "main"),
    ("engine", "cli"),
    ("engine.workers.message", "pickle.loads"),
    ("engine.catalog.environments.run_command", "subprocess.run"),
    ("engine.errors", "re.sub"),
    ("tests.fakes", "FakeDaw"),
    ("bench.attacks.attack", "judged"),
    ("models.edit.edit", "Editor"),
    ("", "x"),
    ("engine.", "x"),
    ("engine..errors", "x"),
    ("engine.errors", ""),
    ("engine.errors", "__builtins__"),
    ("__main__", "x"),
)
LINES = (
    '{"id": 1}',
    '{"id": 1, "done": []}',
    '{"id": "1", "done": {}}',
    '{"id": true, "done": {}}',
    '{"id": 1.5, "done": {}}',
    "{",
    '{"ready": 99}',
    '{"id": 1, "progress": [1, 2]}',
    '{"id": 1, "progress": [NaN, 1, "x"]}',
    "{}" * 500_000,
    '{"id": 1, "progress": [1e999, 1, "x"]}',
    '{"id": 1, "progress": ["1", 1, "x"]}',
    '{"id": 1, "warning": ""}',
    '{"id":' * 40_000,
    '{"id": 1, "warning": 7}',
    '{"id": 1, "failed": null}',
    '{"id": 1, "failed": " "}',
    '{"id": 1, "shell": "id"}',
    '{"id": -9}',
    '{"id": 1, "done": {}, "failed": "x"}',
    '{"id": 1, "done": {"a": "\\ud800"}}',
    '{"__proto__": 1}',
    '{"id": 1, "done": "x"}',
    '{"id": ' + "9" * 4400 + ', "done": {}}',
    json.dumps({"id": 1, "done": {str(n): 1 for n in range(500)}}),
)
PATHS = (
    "../x.wav",
    "/etc/passwd",
    "",
    ".",
    "..",
    "a/../../x.wav",
    "link.wav",
    "folder",
    "gone.wav",
    "x" * 300,
    "x" * 5000,
    "a\0b",
    "pipe.wav",
    "round.wav",
    "\ud800",
    None,
    7,
    [],
    {},
    True,
    "~/x.wav",
    "file:///etc/passwd",
    "//etc/passwd",
    "C:\\x.wav",
)


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    Path(MARK).unlink(missing_ok=True)
    for module, name in NAMES:
        for kind, packed in (("called", _called(module, name)), ("named", _named(module, name))):
            yield Attack(f"result with {module}.{name} {kind}", _no_result(packed))
            yield Attack(f"frame with {module}.{name} {kind}", _no_answer(_frame(packed)))
    good = pack(OrderProgress(1, 2, "half")) + pack(Done(7, b"x"))
    chance = random.Random(31)
    for number in range(40):
        data = bytearray(good)
        for _ in range(chance.choice((1, 3, 9))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield Attack(f"flipped frame {number}", _any_answer(bytes(data)))
    for size in (0, 1, 7, 1 << 31, 1 << 62, (1 << 64) - 1):
        yield Attack(f"a frame of {size}", _no_answer(struct.pack(">Q", size) + b"abc"))
    for value in (
        print,
        object(),
        {"audio": 7},
        {"x": [1]},
        [1],
        None,
        7,
        "x",
        {"f": Facts({"n": lambda: 1})},
        {"t": Text},
    ):
        yield Attack(f"outputs {str(value)[:30]}", _outputs(value))
    for line in LINES:
        yield Attack(f"line {line[:40]}", _line(line))
    (folder / "folder").mkdir()
    (folder / "link.wav").symlink_to("/etc/hostname")
    (folder / "round.wav").symlink_to(folder / "round.wav")
    for path in PATHS:
        yield Attack(f"a result at {str(path)[:30]!r}", _outside(folder, path))
    yield Attack("plain messages", _plain)


def _called(module: str, name: str) -> bytes:
    return (
        b"\x80\x02c"
        + f"{module}\n{name}\n".encode()
        + b"X"
        + struct.pack("<I", len(MARK) + 6)
        + f"touch {MARK}".encode()
        + b"\x85R."
    )


def _named(module: str, name: str) -> bytes:
    parts = b"".join(b"\x8c" + bytes([len(part)]) + part.encode() for part in (module, name))
    return b"\x80\x04" + parts + b"\x93."


def _frame(body: bytes) -> bytes:
    return struct.pack(">Q", len(body)) + body


def _no_result(packed: bytes) -> Callable[[], None]:
    def act() -> None:
        try:
            came: Any = read_result(packed, "Model")
        except ModelError:
            came = None
        assert not Path(MARK).exists(), "it was run"
        assert came is None, f"{came!r}"

    return act


def _no_answer(data: bytes) -> Callable[[], None]:
    def act() -> None:
        assert read_answer(io.BytesIO(data)) is None
        assert not Path(MARK).exists(), "it was run"

    return act


def _any_answer(data: bytes) -> Callable[[], None]:
    def act() -> None:
        pipe = io.BytesIO(data)
        while read_answer(pipe) is not None:
            pass

    return act


def _outputs(value: Any) -> Callable[[], object]:
    def act() -> object:
        packed = pack_result(value, "Model")
        return read_result(packed, "Model")

    def refused() -> None:
        try:
            act()
        except ModelError as error:
            clear(str(error))
            return
        raise AssertionError("it was taken")

    return refused


def _line(line: str) -> Callable[[], None]:
    def act() -> None:
        try:
            came = read_message(line)
        except ValueError:
            return
        assert came is None, f"{came!r}"

    return act


def _outside(folder: Path, path: Any) -> Callable[[], None]:
    def act() -> None:
        try:
            came = file_below(folder, path, "Model")
        except ModelError as error:
            clear(str(error))
            return
        raise AssertionError(f"{came} was taken")

    return act


def _plain() -> None:
    outputs = {"text": Text("hm"), "facts": Facts({"a": [1, (2.5, {"b"})], "path": Path("x")})}
    assert read_result(pack_result(outputs, "Model"), "Model") == outputs
    assert read_message('{"ready": 1}') is not None
    assert pickle.loads(pickle.dumps(7)) == 7
