"""`run` and its paths: inputs, arguments and outputs that cannot be. Exit code 0 only with the file there."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import soundfile

from bench.attacks.attack import Attack, Lost, clear
from bench.attacks.room import tone
from bench.attacks.texts import HOSTILE
from engine.cli.cli import main

GAIN = ("--arg", "action=gain", "--arg", "value_db=-3")
INPUTS = (
    "nowhere.wav",
    ".",
    "/",
    "/dev/null",
    "/dev/zero",
    "s3://bucket/a.wav",
    "https://x.example/a.wav",
    "file:///etc/passwd",
    "~/a.wav",
    "",
    " ",
    "-",
    "a\0b.wav",
    "x" * 300 + ".wav",
    "x/" * 2500 + "a.wav",
    "\udcff.wav",
    "*.wav",
    "$HOME/a.wav",
    "C:\\a.wav",
    "data:audio/wav;base64,AAAA",
    "gs://b/c.mid",
    "ftp://h/x.flac",
    "/proc/self/mem",
    "/etc/shadow",
)
OUTS = (
    "/dev/null/x.wav",
    "/proc/x.wav",
    "",
    ".",
    "/",
    "x.exe",
    "x.txt",
    "x.srt",
    "x.json",
    "x.",
    "x",
    "x.wav/",
    "x.wav/y.wav",
    "s3://b/x.wav",
    "https://h/x.wav",
    "a\0b.wav",
    "y" * 300 + ".wav",
    "\udcff.wav",
    "-",
    "x.WAV",
    "x.mp3",
    "x.flac",
    "x.ogg",
    "x.aiff",
    "x.mid",
    "x.png",
    "con.wav",
    "x.tar.gz",
    ".hidden.wav",
    "in.wav",
    "link.wav",
    "locked/x.wav",
    "pipe.wav",
    "folder.wav",
    "deep/er/and/deeper/x.wav",
)
ARGS = (
    "value_db=loud",
    "value_db=",
    "value_db=nan",
    "value_db=1e999",
    "value_db=-1e308",
    "action=explode",
    "shell=id",
    "=",
    "x",
    "action",
    "value_db=--help",
    "clip=$1",
    "clip=c1",
    "value_db=3;id",
    "start=-5",
    "start=1e12",
    "end=nan",
)
OTHER = (
    ("--seed", "nan"),
    ("--seed", "9" * 5000),
    ("--tempo", "0"),
    ("--tempo", "nan"),
    ("--tempo", "-3"),
    ("--tempo", "1e9"),
    ("--rate", "0"),
    ("--rate", "-1"),
    ("--rate", "999999999999"),
    ("--key", "H flat"),
    ("--key", ""),
    ("--model", "../x"),
    ("--model", ""),
    ("--model", "\x1b[31m"),
    ("--out",),
    ("--json", "yes"),
    ("--nothing",),
    ("--in",),
)


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    os.chdir(folder)
    source = tone(folder / "in.wav", 0.5)
    content = source.read_bytes()
    (folder / "locked").mkdir()
    (folder / "locked").chmod(0o555)
    (folder / "folder.wav").mkdir()
    (folder / "link.wav").symlink_to(folder / "in.wav")
    os.mkfifo(folder / "pipe.wav")
    plain = _plain(folder, content)
    for name in INPUTS:
        yield Attack(
            f"--in {name[:40]!r}", _run(["edit_clip", "--in", name, *GAIN, "--out", "o.wav"], fails=True), then=plain
        )
    for number, name in enumerate(OUTS):
        act = _out(name, content, ["edit_clip", "--in", "in.wav", *GAIN, "--out", name])
        yield Attack(f"--out {name[:40]!r}", act, then=plain if number % 3 == 0 else None)
    for name in (one for one in HOSTILE[::2] if ".." not in one):
        safe = f"{name[:80]}.wav"
        yield Attack(f"--out {safe[:40]!r}", _out(safe, content, ["edit_clip", "--in", "in.wav", *GAIN, "--out", safe]))
    for pair in ARGS:
        yield Attack(
            f"--arg {pair}", _run(["edit_clip", "--in", "in.wav", "--arg", pair, "--out", "o.wav"], fails=True)
        )
    for more in OTHER:
        yield Attack(f"{' '.join(more)[:40]!r}", _run(["edit_clip", "--in", "in.wav", *GAIN, "--out", "o.wav", *more]))
    for task in ("", "nothing", "EDIT_CLIP", "undo", "arrange", "../x", "edit_clip\0", "x" * 3000, "--help\0", "chat"):
        yield Attack(f"task {task[:20]!r}", _run([task, "--in", "in.wav"], fails=True))
    yield Attack("too many inputs", _run(["edit_clip", "--in", *["in.wav"] * 60, *GAIN]))
    yield Attack("at the end, a plain one", plain)


def _said(arguments: Sequence[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(["run", *arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, err.getvalue()


def _run(arguments: Sequence[str], *, fails: bool = False) -> Callable[[], None]:
    def act() -> None:
        code, said = _said(arguments)
        if code:
            assert code in (1, 2), code
            clear(said.removeprefix("tonmeister: "))
        assert code or not fails, "it was told as done"
        if not code and "--out" in arguments:
            _there(Path(arguments[list(arguments).index("--out") + 1]))

    return act


def _there(path: Path) -> None:
    found = [path] if path.is_file() else [*path.glob("*")] if path.is_dir() else []
    assert any(one.is_file() and one.stat().st_size for one in found), f"done, and {path} is not there"


def _out(name: str, content: bytes, arguments: Sequence[str]) -> Callable[[], None]:
    def act() -> None:
        _run(arguments)()
        if Path("in.wav").read_bytes() != content and name not in ("in.wav", "link.wav"):
            raise Lost("the input was written over")
        if name in ("in.wav", "link.wav"):
            Path("in.wav").unlink(missing_ok=True)
            Path("in.wav").write_bytes(content)

    return act


def _plain(folder: Path, content: bytes) -> Callable[[], None]:
    def act() -> None:
        assert Path("in.wav").read_bytes() == content
        code, said = _said(["edit_clip", "--in", "in.wav", *GAIN, "--out", "plain.wav"])
        assert code == 0, said
        assert soundfile.info("plain.wav").frames == soundfile.info("in.wav").frames
        left = [path.name for path in folder.glob(".*.tmp")]
        assert not left, f"half files lie there: {left}"

    return act
