"""One attack, and the verdict on what came of it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Literal, Protocol
from unicodedata import category

from engine.errors import TonmeisterError

Kind = Literal["held", "slow", "failed", "lost"]
KINDS: tuple[Kind, ...] = ("held", "slow", "failed", "lost")
HANG_S = 45.0
"""An attack that takes longer has hung."""
_UNCLEAR = (
    "traceback",
    "that is a bug",
    "in a bug",
    "<class '",
    "object at 0x",
    "errno",
    "nonetype",
    "keyerror",
    "assertionerror",
    "not subscriptable",
    "region:",
)
"""What no sentence for a musician has in it."""


class Lost(AssertionError):
    """Work of the user has gone."""


class _Hung(BaseException):
    """No `except Exception` on the way may swallow it."""


@dataclass(frozen=True)
class Attack:
    """Something done to Tonmeister: it holds with a clear sentence (any TonmeisterError) or with the right thing."""

    name: str
    act: Callable[[], object]
    """AssertionError where the wrong thing came of it, `Lost` where work has gone."""
    limit_s: float = 5.0
    """What takes longer is slow."""
    then: Callable[[], object] | None = None
    """The next plain request, which must work."""


@dataclass(frozen=True)
class Verdict:
    """What came of an attack."""

    name: str
    kind: Kind
    why: str
    seconds: float


class Group(Protocol):
    """A file of attacks."""

    @staticmethod
    def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
        """The attacks, made one by one in an empty folder; what must be ended goes to `ends`."""


def clear(sentence: str) -> str:
    """The sentence; AssertionError unless it is one that a musician can do something with."""
    told = sentence.strip()
    assert told, "nothing was said"
    assert len(told) <= 6000, f"{len(told)} letters were said"
    lines = told.splitlines()
    ends = {line.rstrip("'\")»”’`")[-1:] for line in (lines[0], lines[-1])}  # a list begins with a sentence
    assert ends & set(".?!:。？！…" if len(lines) == 1 else ".?!:。？！…])"), f"no sentence: {told[:200]!r}"
    low = told.lower()
    assert not any(word in low for word in _UNCLEAR), f"unclear: {told[:300]!r}"
    assert all(sign in "\n\t" or category(sign) not in ("Cc", "Cs", "Cn") for sign in told), (
        f"control characters: {told[:200]!r}"
    )
    return told


def refused(act: Callable[[], object]) -> Callable[[], None]:
    """An act that must end in a sentence."""

    def acted() -> None:
        try:
            came = act()
        except TonmeisterError as error:
            clear(str(error))
            return
        raise AssertionError(f"it was taken, and gave {came!r:.200}")

    return acted


def judged(attack: Attack) -> Verdict:
    """Make one attack, and then the plain request."""
    started = time.monotonic()
    kind, why = _tried(attack.act)
    seconds = time.monotonic() - started
    if kind == "held" and seconds > attack.limit_s:
        kind, why = "slow", f"{seconds:.1f} s, at most {attack.limit_s:g}"
    if attack.then and kind != "lost":
        after, what = _tried(attack.then)
        if after != "held":
            kind, why = ("lost" if after == "lost" else "failed"), f"{why} Afterwards: {what}".strip()
    return Verdict(attack.name, kind, why, round(seconds, 2))


def _tried(act: Callable[[], object]) -> tuple[Kind, str]:
    try:
        with _in_time():
            act()
    except Lost as error:
        return "lost", str(error)
    except TonmeisterError as error:
        try:
            return "held", clear(str(error))
        except AssertionError as problem:
            return "failed", str(problem)
    except AssertionError as error:
        return "failed", str(error) or "it did not hold"
    except _Hung:
        return "failed", f"it hung for {HANG_S:.0f} s"
    except (Exception, SystemExit) as error:
        return "failed", f"{type(error).__name__}: {error} ({_place(error)})"
    return "held", ""


@contextmanager
def _in_time() -> Iterator[None]:
    """Ends what hangs in Python; what hangs below it is ended with its process."""

    def rang(number: int, frame: FrameType | None) -> Any:
        raise _Hung

    before = signal.signal(signal.SIGALRM, rang)
    signal.setitimer(signal.ITIMER_REAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _place(error: BaseException) -> str:
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    return f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else ""
