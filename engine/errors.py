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


class TonmeisterError(Exception):
    """Base of all errors raised on purpose; its text is one sentence for the user."""


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
