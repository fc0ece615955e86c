"""Every error Tonmeister raises on purpose.

TonmeisterError
├── UserError      shown verbatim: what happened, and what to do next
│   └── WrongUse   a task, argument, value or option that does not exist
├── ModelError     this model failed; the job tries the next one
├── DawError       the DAW refused a request, with its reason
│   └── DawSilent  the DAW did not answer in time: what it did is unknown
└── Cancelled      the user stopped the job

Anything else that escapes is a bug: it is logged with its traceback and reported as one.
"""

import re

_LONG_QUOTE = re.compile(r"(?:^|(?<=[\s(]))'(?=\S)([^']{80})[^']+'")
_LONGEST, _END = 1000, 300


def one_line(sentence: str) -> str:
    """The sentence without line breaks and control characters, and with quotes too long to be read shortened."""
    printable = "".join(sign if sign.isprintable() else " " for sign in sentence)
    line = _LONG_QUOTE.sub(r"'\1…'", " ".join(printable.split()))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST - _END]} … {line[-_END:]}"


class TonmeisterError(Exception):
    """Base of all errors raised on purpose; its text is one sentence for the user.

    It may quote what a user or a file said, of any length and kind: see `one_line`.
    """

    def __str__(self) -> str:
        return one_line(super().__str__())


class UserError(TonmeisterError):
    """Something the user can put right; the text says what is wrong and what to do."""


class WrongUse(UserError):
    """A task, argument, value or option that does not exist, or one that is missing."""


class ModelError(TonmeisterError):
    """A model could not do its work; another model may."""


class DawError(TonmeisterError):
    """The DAW answered that it did not do what was asked."""


class DawSilent(DawError):
    """The DAW did not answer before the deadline, so the outcome is not known."""


class Cancelled(TonmeisterError):
    """The user cancelled the job."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")
