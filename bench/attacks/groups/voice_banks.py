"""Voice banks that are no banks, lie outside when unpacked, bring programs: all or nothing."""

from __future__ import annotations

import io
import os
import pickle
import random
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from engine.voices.voice_bank import installed_banks, remove_bank, voices_folder
from engine.voices.voice_install import install, look_into

GOOD = {
    "Tiny/dsconfig.yaml": b"acoustic: a.onnx\n",
    "Tiny/a.onnx": b"model" * 100,
    "Tiny/character.txt": b"name=Tiny Voice\nauthor=Ann\n",
    "Tiny/readme.txt": b"Free for all uses.",
}
EVIL = b"!!python/object/apply:os.system ['touch /tmp/attack-was-run']\n"
PATHS = (
    "../up.txt",
    "../../up.txt",
    "/tmp/attack-up.txt",
    "Tiny/../../up.txt",
    "C:/up.txt",
    "..\\up.txt",
    "Tiny/con.txt",
    "~/up.txt",
    "Tiny/" + "d/" * 400 + "x.txt",
    "Tiny/" + "n" * 300 + ".txt",
    "Tiny/a\x07b.txt",
    "Tiny/\u202egnp.exe",
    "Tiny/a\nb.txt",
    "./x.txt",
    "//up.txt",
    "Tiny//x.txt",
    "Tiny/.hidden",
    "Tiny/a.onnx/x.txt",
    "TINY/A.ONNX",
    "Tiny/aux.yaml",
    " .txt",
    "-rf",
)
FILES: dict[str, dict[str, bytes]] = {
    "nothing": {},
    "words only": {"readme.txt": b"hello"},
    "no model": {"Tiny/dsconfig.yaml": GOOD["Tiny/dsconfig.yaml"]},
    "no settings": {"Tiny/a.onnx": b"model"},
    "settings that run": {**GOOD, "Tiny/dsconfig.yaml": EVIL},
    "a character that runs": {**GOOD, "Tiny/character.yaml": EVIL},
    "anchors of anchors": {
        **GOOD,
        "Tiny/character.yaml": b"a: &a [x]\n"
        + b"".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 12)}]\n".encode() for n in range(9)
        ),
    },
    "deep settings": {**GOOD, "Tiny/dsconfig.yaml": b"acoustic: " + b"[" * 60_000},
    "settings of 30 MB": {**GOOD, "Tiny/dsconfig.yaml": b"acoustic: a.onnx\n" + b"# x\n" * (7 << 20)},
    "settings that are a list": {**GOOD, "Tiny/dsconfig.yaml": b"- 1\n- 2\n"},
    "settings of bytes": {**GOOD, "Tiny/dsconfig.yaml": bytes(range(256))},
    "a model above": {**GOOD, "Tiny/dsconfig.yaml": b"acoustic: ../../a.onnx\n"},
    "a model at the root": {**GOOD, "Tiny/dsconfig.yaml": b"acoustic: /etc/passwd\n"},
    "a model that is a number": {**GOOD, "Tiny/dsconfig.yaml": b"acoustic: 7\n"},
    "a pickle beside": {**GOOD, "Tiny/speaker.pt": pickle.dumps(print), "Tiny/x.ckpt": b"\x80\x04."},
    "programs beside": {**GOOD, "Tiny/run.exe": b"MZ", "Tiny/run.py": b"import os", "Tiny/lib.so": b"\x7fELF"},
    "no name": {**GOOD, "Tiny/character.txt": b""},
    "a name of escapes": {**GOOD, "Tiny/character.txt": b"name=\x1b[31m\x07evil\n"},
    "a name above": {**GOOD, "Tiny/character.txt": b"name=../../up\n"},
    "a name of 100 kB": {**GOOD, "Tiny/character.txt": b"name=" + b"n" * 100_000},
    "terms of bytes": {**GOOD, "Tiny/readme.txt": bytes(range(256)) * 400},
    "two voices": {**GOOD, **{name.replace("Tiny", "Other"): data for name, data in GOOD.items()}},
    "9 000 files": {**GOOD, **{f"Tiny/x{n}.txt": b"" for n in range(9000)}},
}
DAMAGED = ("empty", "words", "head", "half", "no directory", "a tar", "a bomb", "locked", "two of one name", "a link")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    plain = _plain(folder)
    for number, (name, files) in enumerate(FILES.items()):
        yield Attack(name, _installed(folder, _zip(folder / f"{number}.zip", files)), limit_s=25.0, then=plain)
    for number, path in enumerate(PATHS):
        source = _zip(folder / f"p{number}.zip", {**GOOD, path: b"up"})
        yield Attack(f"an entry at {path[:40]!r}", _installed(folder, source), then=plain)
    for name in DAMAGED:
        yield Attack(
            f"archive: {name}", _installed(folder, _damaged(folder / f"{name}.zip", name)), limit_s=10.0, then=plain
        )
    data = _zip(folder / "good.zip", GOOD).read_bytes()
    chance = random.Random(23)
    for number in range(30):
        spoilt = bytearray(data)
        for _ in range(chance.choice((1, 4, 12))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        (folder / f"f{number}.zip").write_bytes(spoilt)
        yield Attack(f"flipped bytes {number}", _installed(folder, folder / f"f{number}.zip"), then=plain)
    for name, make in _places(folder).items():
        make()
        yield Attack(f"{name} for a bank", _installed(folder, folder / f"{name}.zip"))


def _zip(path: Path, files: Mapping[str, bytes]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _damaged(path: Path, what: str) -> Path:
    data = _zip(path, GOOD).read_bytes()
    made = io.BytesIO()
    if what == "a tar":
        with tarfile.open(fileobj=made, mode="w") as archive:
            archive.addfile(tarfile.TarInfo("Tiny/dsconfig.yaml"))
    others = {
        "empty": b"",
        "words": b"no bank",
        "head": data[:30],
        "half": data[: len(data) // 2],
        "no directory": data[:-22],
    }
    if what in others or what == "a tar":
        path.write_bytes(others.get(what, made.getvalue()))
    elif what == "a bomb":
        _zip(path, {**GOOD, "Tiny/big.txt": bytes(200 << 20)})
    elif what == "locked":
        path.write_bytes(data.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0"))
    elif what == "a link":
        info = zipfile.ZipInfo("Tiny/link.txt")
        info.external_attr = 0o120777 << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(info, "/etc/passwd")
    else:
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr("Tiny/a.onnx", b"another")
    return path


def _around(folder: Path) -> set[Path]:
    return {one for one in folder.parent.iterdir() if one.name != "home"}


def _installed(folder: Path, source: Path) -> Callable[[], object]:
    def act() -> object:
        around = _around(folder)
        try:
            bank = install(look_into(source), source, consent="mine")
            for path in bank.folder.rglob("*") if hasattr(bank, "folder") else ():
                assert path.resolve().is_relative_to(voices_folder().resolve()), path
                assert path.suffix not in (".exe", ".py", ".so", ".pt", ".ckpt"), path
            assert bank.name.isprintable() and len(bank.name) < 300, repr(bank.name[:80])
            return bank
        finally:
            for one in installed_banks():
                remove_bank(one.id)
            left = [path.name for path in voices_folder().iterdir()] if voices_folder().exists() else []
            assert not left, f"something is left: {left[:5]}"
            assert _around(folder) == around and not Path("/tmp/attack-up.txt").exists(), "it was unpacked outside"
            assert not Path("/tmp/attack-was-run").exists(), "it was run"

    return act


def _plain(folder: Path) -> Callable[[], None]:
    source = _zip(folder / "plain.zip", GOOD)

    def plain() -> None:
        bank = install(look_into(source), source, consent="mine")
        assert [one.id for one in installed_banks()] == [bank.id]
        remove_bank(bank.id)

    return plain


def _places(folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "afolder": lambda: (folder / "afolder.zip").mkdir(),
        "apipe": lambda: os.mkfifo(folder / "apipe.zip"),
        "around": lambda: (folder / "around.zip").symlink_to(folder / "around.zip"),
        "agone": lambda: (folder / "agone.zip").symlink_to(folder / "gone"),
    }
