"""What the tests of environments share: a tiny package in a wheel, and one environment it is really installed into."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.make import make_environment
from engine.catalog.environments.manifest import Manifest

TINY = Manifest("tiny", "Tiny", ("tiny-sound==1.0",))
LEFT_OVER = Path("venv") / "lib" / "left-over"
PROGRAM = Path(__file__).with_name("tiny_program.py")

_CODE = '''
import array
import wave


def halve(source, target):
    """Halve the samples of a 16-bit WAV."""
    with wave.open(source) as heard, wave.open(target, "w") as made:
        made.setparams(heard.getparams())
        samples = array.array("h", heard.readframes(heard.getnframes()))
        made.writeframes(array.array("h", (sample // 2 for sample in samples)).tobytes())
'''


@contextmanager
def package_index(folder: Path) -> Iterator[None]:
    """While it lasts, pip finds our tiny wheel in a folder, and asks nobody else."""
    write_wheel(folder, "tiny_sound", "1.0", _CODE)
    kept = dict(os.environ)
    os.environ.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(folder), PIP_CONFIG_FILE=os.devnull)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def write_wheel(folder: Path, name: str, version: str, code: str) -> Path:
    """A wheel of one module (https://packaging.python.org/specifications/binary-distribution-format)."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return wheel


def tiny_environment(index: Path) -> EnvironmentFolder:
    """The environment that all tests share; made once, after a power cut has left half of one."""
    folder = EnvironmentFolder(TINY.id)
    if not folder.path.exists():
        left_over = folder.path / LEFT_OVER
        left_over.parent.mkdir(parents=True)
        left_over.write_text("of a power cut")
    with package_index(index):
        return make_environment(TINY, lambda done, of, what: None)
