"""What a session of random requests can be found guilty of."""

from __future__ import annotations


class FalseSuccess(AssertionError):
    """Something was told that is not so: done and not there, or not done and there."""


class LostWork(AssertionError):
    """What the user has made is gone."""


class NotBack(AssertionError):
    """All was taken back, and it is not as it was."""


KINDS: tuple[type[AssertionError], ...] = (FalseSuccess, LostWork, NotBack, AssertionError)
"""From the particular to the rest: a fault of the script, an answer that is no sentence."""


def kind_of(error: BaseException) -> type[AssertionError]:
    """Which of them an error is."""
    return next((kind for kind in KINDS if isinstance(error, kind)), AssertionError)


def must(holds: object, kind: type[AssertionError], why: str) -> None:
    """Raise what is found when it does not hold."""
    if not holds:
        raise kind(why)
