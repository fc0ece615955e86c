"""Sentences for users stay sentences, whatever they quote."""

import pytest

from engine.catalog.model import Report
from engine.errors import ModelError, UserError


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("'a\nb' is no key.", "'a b' is no key."),
        ("It beeps\x07\x1b[31m.", "It beeps [31m."),
        (f"'{'x' * 500}' is no key.", f"'{'x' * 80}…' is no key."),
        ("'a' is none, and neither is 'b'" + ", nor is that" * 20 + ".",) * 2,
        ("one's own take isn't there" + " at all" * 30 + ", says 'x'.",) * 2,
    ],
)
def test_one_readable_line(said, shown):
    told = []
    Report(on_warning=told.append).warn(said)
    assert str(UserError(said)) == str(ModelError(said)) == told[0] == shown


def test_what_is_endless_keeps_its_beginning_and_its_end():
    shown = str(UserError("Begin " + "and on " * 1000 + "end."))
    assert len(shown) < 1010 and shown.startswith("Begin and") and shown.endswith("end.")
