"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import engine.planner.offline.planner  # so that its modules are there
from engine.planner.regex import _Regex, regex

COUNT = """
import re, re._compiler as compiler
made, compile = [], compiler.compile
compiler.compile = lambda *given: made.append(given) or compile(*given)
import engine.planner.offline.planner
print(len(made))
"""


def test_behaves_as_a_pattern() -> None:
    name = regex(r"(?P<first>\w)(\w*)", re.IGNORECASE)
    assert name.pattern == r"(?P<first>\w)(\w*)"
    assert name.groupindex == {"first": 1} and name.groups == 2
    assert name.flags & re.IGNORECASE
    match = name.match("bass")
    assert match and match.re == name and match.re != regex("bass")
    for _ in range(2):  # the first use and the others
        assert name.fullmatch("bass") and not name.match(" bass")
        assert name.sub(r"\2", "the bass") == "he ass"
        assert name.findall("a bc") == [("a", ""), ("b", "c")]


def test_compiles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    name, compile_now = regex("bass"), re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given) or compile_now(*given))
    assert not made
    assert name.search("the bass") and name.search("a bass") and name.sub("", "bass") == "" and name.sub("", "b") == "b"
    assert len(made) <= 2  # once for each way of use


@pytest.mark.slow
def test_every_pattern_of_the_planner_can_be_compiled() -> None:
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("engine.planner.")]
    patterns = [one for module in modules for one in _patterns(list(vars(module).values()))]
    assert len(patterns) > 1000
    for one in patterns:
        assert isinstance(one.groups, int), one.pattern


def _patterns(it: object) -> Iterator[Any]:
    """The patterns in a table, however deep."""
    if type(it) is _Regex:
        yield it
    elif isinstance(it, (tuple, list)):
        yield from (found for one in it for found in _patterns(one))
    elif isinstance(it, dict):
        yield from _patterns(list(it.values()))


def test_importing_the_planner_compiles_next_to_nothing() -> None:
    made = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert int(made.stdout) < 150  # all at once they were 2,700, and a second of every start


def test_what_matched_is_compared_and_not_looked_up() -> None:
    """A match knows the compiled pattern, which is another object, and `re` itself takes no other."""
    for file in Path(engine.planner.__path__[0]).rglob("*.py"):
        assert not re.search(r"\.re is\b", file.read_text("utf-8")), file
