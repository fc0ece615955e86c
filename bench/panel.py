"""The panel's parts: what a waveform costs to draw, and how a list of 1 000 and 10 000 messages scrolls.

Run as `python -m bench.panel`; it needs no screen.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WIDTH_PX, HEIGHT_PX = 380, 700
FRAMES = 400
BARS_OF_CLIP = 16


Times = list[tuple[float, float]]
"""Each time an action was done: how long it took, and how long the processor worked on it, in ms."""


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """One row of `Times`."""
    start, worked = time.perf_counter(), time.thread_time()
    action()
    return 1e3 * (time.perf_counter() - start), 1e3 * (time.thread_time() - worked)


def times(action: Callable[[], object], count: int) -> Times:
    """How long `action` takes each time."""
    return [timed(action) for _ in range(count)]


def line(name: str, what: str, taken: Times) -> str:
    """A line of the table; where other programs run too, the processor's time is the one to believe."""
    wall, cpu = np.transpose(taken)
    return (f"{name:16} {what:34} p50 {np.quantile(wall, 0.5):7.3f}  p99 {np.quantile(wall, 0.99):7.3f} ms   "
            f"processor p50 {np.quantile(cpu, 0.5):7.3f}  p99 {np.quantile(cpu, 0.99):7.3f} ms")


def memory_mb() -> float:
    """What this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def application() -> object:
    """The application in the dark theme. Hold it: Qt ends with it."""
    from PyQt6.QtWidgets import QApplication

    from ui.theme.active_theme import look
    from ui.theme.theme import DARK

    app = QApplication.instance() or QApplication(["tonmeister"])
    look().apply(DARK)
    return app


def run_frame() -> None:
    """One turn of Qt's loop, with everything it has put off."""
    from PyQt6.QtCore import QCoreApplication, QEvent

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def message(index: int) -> object:
    """A message as long as most are."""
    from ui.widgets.card import Card
    from ui.widgets.label import WrappedLabel
    from ui.widgets.layout import column

    if index % 2:
        return Card(name="You said", role="user", layout=column(
            WrappedLabel(f"Request {index}: take the vocals out and clean them up a little"), margins=(12, 8, 12, 8)))
    return WrappedLabel(f"Done {index}: the vocals and the rest are on two new tracks at bar 1. "
                        "Together they are exactly your recording.")


def clip(index: int) -> object:
    """A card with a waveform and all its buttons."""
    from tests.ui.parts_gallery import clip_card

    return clip_card(index)


def scroll_times(rows: object, frames: int, step_px: int) -> Times:
    """How long each frame takes while a list scrolls up and down by `step_px` a frame."""
    bar = rows.verticalScrollBar()
    taken = []
    for _ in range(frames):
        if not bar.minimum() < bar.value() + step_px < bar.maximum():
            step_px = -step_px

        def move(value: int = bar.value() + step_px) -> None:
            bar.setValue(value)
            run_frame()

        taken.append(timed(move))
    return taken


def list_rows(name: str, make: Callable[[int], object], count: int) -> Iterator[str]:
    """Lines about one list: building, appending, scrolling, memory."""
    from PyQt6.QtWidgets import QWidget

    from ui.rows.virtual_list import VirtualList

    before_mb = memory_mb()
    start = time.perf_counter()
    rows = VirtualList(make, count)
    rows.resize(WIDTH_PX, HEIGHT_PX)
    rows.show()
    run_frame()
    built_ms = 1e3 * (time.perf_counter() - start)

    def append() -> None:
        rows.append()
        run_frame()

    def jump() -> None:
        rows.scroll_to(count // 2)
        run_frame()
        rows.scroll_to_end()
        run_frame()

    appended = times(append, 50)
    slow = scroll_times(rows, FRAMES, -37)
    fast = scroll_times(rows, FRAMES // 3, -HEIGHT_PX)
    jumped = times(jump, 10)
    alive = len(rows.findChildren(QWidget))
    for what, taken in (("append", appended), ("scroll 37 px a frame", slow), ("scroll a page a frame", fast),
                        ("jump to the middle and to the end", jumped)):
        yield line(name, what, taken)
    yield (f"{name:16} built in {built_ms:.0f} ms, {alive} widgets alive, "
           f"memory +{memory_mb() - before_mb:.1f} MB")
    rows.close()
    rows.deleteLater()
    run_frame()


def waveform_rows() -> Iterator[str]:
    """Lines about one waveform of 332 × 72 px over the ghost of its source."""
    from ui.cards.bar_ruler import BarRuler
    from ui.cards.waveform import Waveform

    chance = np.random.default_rng(1)
    heights = chance.integers(1, 120, 1024)
    peaks = np.stack([-heights, heights], axis=1).astype(np.int8).tobytes()
    waveform = Waveform("Waveform", BarRuler(4 * BARS_OF_CLIP))
    waveform.resize(332, 72)
    waveform.show()
    run_frame()

    def draw_anew() -> None:
        waveform.set_peaks(peaks, peaks)
        waveform.repaint()

    drawn = times(draw_anew, 200)
    positions = iter(np.linspace(0.01, 0.99, 300))

    def move() -> None:
        waveform.set_position(float(next(positions)))
        run_frame()

    moved = times(move, 300)
    for what, taken in (("both pictures", drawn), ("playhead", moved)):
        yield line("waveform", what, taken)


def player_rows() -> Iterator[str]:
    """A line about what the sound output pulls: 2 048 frames of source and result, 42.7 ms of sound."""
    import tempfile

    import soundfile

    from ui.playback.ab_device import AbDevice
    from ui.playback.sound_reader import SoundReader

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.wav"
        soundfile.write(path, np.random.default_rng(1).uniform(-0.5, 0.5, (48000 * 60, 2)), 48000, subtype="FLOAT")
        for rate in (48000, 44100):
            device = AbDevice(SoundReader(path, rate), SoundReader(path, rate), rate)
            taken = times(lambda device=device: device.read(2048 * device.bytes_per_frame()), 1000)
            device.close()
            yield line("player", f"2 048 frames at {rate} Hz", taken)


def main() -> None:
    """Print what was measured."""
    app = application()
    for row in waveform_rows():
        print(row)
    for name, make, count in (("1 000 messages", message, 1000), ("10 000 messages", message, 10_000),
                              ("200 clips", clip, 200)):
        for row in list_rows(name, make, count):
            print(row, flush=True)
    for row in player_rows():
        print(row)
    del app


if __name__ == "__main__":
    main()
