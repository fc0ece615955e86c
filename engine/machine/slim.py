"""What packages bring along and nothing here uses, taken out after an install: a third of what a set-up weighs.

pip does not miss a file that has gone, and brings it back with the package's next version. The standard library only.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_QT = "PyQt6/Qt6"
_OTHER_QT = (
    *("Bluetooth", "Designer", "Help", "Labs", "MultimediaQuick", "MultimediaWidgets", "Nfc", "OpenGLWidgets", "Pdf"),
    *("Positioning", "PrintSupport", "Quick3D", "QuickControls", "QuickDialogs", "QuickEffects", "QuickLayouts"),
    *("QuickParticles", "QuickShapes", "QuickTemplates", "QuickTest", "QuickTimeline", "QuickVectorImage"),
    *("QuickWidgets", "RemoteObjects", "Sensors", "SerialPort", "ShaderTools", "SpatialAudio", "Sql", "StateMachine"),
    *("SvgWidgets", "TextToSpeech", "WebChannel", "Xml"),
)
"""Parts of Qt that neither the panel nor what it uses links."""
_QT_PLUGINS = (
    *("assetimporters", "geometryloaders", "help", "position", "printsupport", "qmllint", "qmlls", "renderers"),
    *("renderplugins", "sceneparsers", "scxmldatamodel", "sensors", "sqldrivers", "texttospeech", "webview"),
)
_BESIDE = {
    "PyQt6": ("bindings", "lupdate", "uic", "QtQml.*", "QtQuick.*"),
    _QT: ("qml", "qsci", "translations", "plugins/imageformats/*qpdf.*", *(f"plugins/{name}" for name in _QT_PLUGINS)),
    "onnxruntime": ("capi/libonnxruntime.so.*", "transformers"),
    "numpy": ("**/tests",),
    "scipy": ("**/tests",),
    "lxml": ("includes", "html/tests"),
    "pip": ("**/__pycache__",),
    "setuptools": ("**/__pycache__",),
    "pkg_resources": ("**/__pycache__",),
}
"""By package: for other tools, in other languages, for those who build it, or a second copy of what it has in it."""


_VIDEO = (
    *("plugins/multimedia", "lib/libavcodec.so.*", "lib/libavformat.so.*", "lib/libavutil.so.*", "lib/libsw*.so.*"),
    *("lib/libQt6FFmpegStub*.so.*", "lib/libQt6Quick.so.*", "lib/libQt6Qml*.so.*"),
)
"""What plays videos on Linux; sound goes its own way there. On other systems it is small, or plays sound as well."""


def slim(packages: Path, *, has_video: bool) -> None:
    """Take out of a folder of packages what is not used; what cannot be removed stays."""
    unused = {**_BESIDE, _QT: (*_BESIDE[_QT], *(() if has_video or not _is_linux(packages) else _VIDEO))}
    for path in {*_found(packages, unused), *_other_qt(packages)}:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()


def lost_video(packages: Path) -> str:
    """The requirement that brings back what plays videos; empty when it is there, or Qt is not."""
    if not _is_linux(packages) or (packages / _QT / "plugins" / "multimedia").exists():
        return ""
    known = next(packages.glob("[Pp][Yy][Qq][Tt]6_[Qq][Tt]6-*.dist-info"), None)
    return f"PyQt6-Qt6=={known.name.removesuffix('.dist-info').rpartition('-')[2]}" if known else ""


def _is_linux(packages: Path) -> bool:
    """Whether the Qt that lies there is that of Linux."""
    return any((packages / _QT / "lib").glob("libQt6Multimedia.so*"))


def _found(packages: Path, unused: Mapping[str, Iterable[str]]) -> Iterator[Path]:
    for package, patterns in unused.items():
        for pattern in patterns:
            yield from (packages / package).glob(pattern)


def _other_qt(packages: Path) -> Iterator[Path]:
    """Libraries of each system and what Python sees of them: libQt6Sql.so.6, QtSql.framework, Qt6Sql.dll, QtSql.pyi."""
    for folder in ("PyQt6", f"{_QT}/lib", f"{_QT}/bin"):
        for path in (packages / folder).glob("*Qt*"):
            name = path.name.removeprefix("lib").removeprefix("Qt").removeprefix("6")
            if name.startswith(_OTHER_QT):
                yield path
