"""Each sentence in the code of what answers is in the catalogues; a new one fails here with its text."""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bridge.bitwig.install import NOT_FOUND
from bridge.live.install import NO_LIBRARY
from engine.messages.message import left_in_english, said_in
from engine.planner.offline.steps.reply import _OFFERS
from engine.tasks.plan import Step
from engine.tasks.step_title import step_title
from engine.tasks.task import all_tasks

ROOT = Path(__file__).parents[3]
ROOMS = (
    "bridge/ardour",
    "bridge/bitwig",
    "bridge/dawproject",
    "bridge/folder",
    "bridge/live",
    "bridge/mailbox.py",
    "bridge/protocol.py",
    "bridge/protools",
    "bridge/reaper",
    "bridge/scripted",
    "bridge/socket_line.py",
    "bridge/verdict.py",
    "daw_scripts/live",
    "engine/assistant",
    "engine/catalog",
    "engine/daw",
    "engine/library",
    "engine/media",
    "engine/planner/offline/slots",
    "engine/planner/offline/steps",
    "engine/service",
    "engine/tasks",
    "engine/voices",
    "engine/workers",
    "models/analysis",
    "models/checkpoint",
    "models/edit",
    "models/external",
    "models/hearing",
    "models/music",
    "models/picture",
    "models/singing",
    "models/sound",
    "models/speech",
)
ELSEWHERE = (
    "cannot make a session in a file.",
    "needs no script.",
    "No script is needed. ",
    "Add that folder to your DAW's browser",
    "A selection looks like",
    "The selection's",
    "The playhead's bar is a number from 1.",
    "The selection is no JSON",
    "The sample rate must lie between",
    "Proposed changes to the session.",
    "where take.turn = ?",
    "is looked at when the plan runs",
    "their size is not known before.",
    "Licence of the code: ",
    "Its weights are gated: ",
    "All of this runs with your rights",
    "This recipe is left out: ",
    "holds no pipeline of diffusers",
    "(?:",
    "Tonmeister: ",
    "Tonmeister listens on port",
    "Tonmeister cannot work",
)
"""Only said by the command line, by the DAW itself, before a download or in the log, or no sentences."""
WORDS = (
    "7 7 of 7 are in",
    "7 7 (7",
    "7 note",
    "in 7 line with",
    "does not clip; 7.",
    "There is no track 7; 7 Nothing",
    "left to 7.",
    "has none yet.",
    "The sound '7' 7, so it is not used;",
    "7 It was made long enough",
    "7 Some of it is still there",
    "7 It was taken back.",
    "7 So there is one take.",
    "Name one sound to 7.",
    "Say which marker. 7",
    "does not understand 7. 7",
    "has no script of ours.",
    "takes no 7 clips.",
    "'7' holds 7, so that",
)
"""A word stands where we put a number; test_one_language has these sentences whole."""
MOST = 64
TOLD = ("UserError", "ModelError", "warn")
"""Who says the first of their arguments to the user."""
_WORDS_IN = re.compile(r"[a-z]{2,}(?:[^a-z]+[a-z]{2,}){2}")


_GAP = re.compile(r"%(?:\.\d)?[sdfg]")
_BROKEN = re.compile(r"\n\s*(?=\+|\.\.)")
"""A line of a script that goes on in the next one."""
_JOINED = re.compile(r'"\s*(?:\.\.|\+)\s*[^";]+?\s*(?:\.\.|\+)\s*"')
"""What stands between two strings that a script puts together."""


def _texts(node: ast.expr, local: Mapping[str, ast.expr]) -> list[str]:
    """What a string in the code may say; a number stands for what is only known when it runs."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            parts = [_texts(v.value if isinstance(v, ast.FormattedValue) else v, local) for v in values]
            return ["".join(found) for found in itertools.islice(itertools.product(*parts), MOST)]
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, local) + _texts(other, local)
        case ast.BinOp(left=one, op=ast.Add(), right=other):
            return [a + b for a, b in itertools.product(_texts(one, local), _texts(other, local))][:MOST]
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod()):
            return [_GAP.sub("7", text)]
        case ast.Name(id=name) if name in local:
            return _texts(local[name], {one: value for one, value in local.items() if one != name})
    return ["7"]


def _sentences(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    fixed = {name.id: value for name, value in _assigned(tree.body) if isinstance(name, ast.Name)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            body = [n for part in function.body for n in ast.walk(part)]
            local = fixed | {name.id: value for name, value in _assigned(body) if isinstance(name, ast.Name)}
            docs = {id(n.value) for n in body if isinstance(n, ast.Expr)}
            inner = {id(v) for n in body if isinstance(n, ast.JoinedStr | ast.BinOp) for v in ast.walk(n) if v is not n}
            for node in body:
                if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) and id(node) not in docs | inner:
                    for text in _texts(node, local):
                        if re.fullmatch(r"[A-Z'“7][^\n]*[.?…]", text) and len(re.findall(r"[a-z]{2,}", text)) >= 3:
                            yield node.lineno, text
                for told in _told(node):
                    yield from ((told.lineno, text) for text in _texts(told, local) if _WORDS_IN.search(text))


def _assigned(body: Sequence[ast.AST]) -> list[tuple[ast.expr, ast.expr]]:
    return [(n.targets[0], n.value) for n in body if isinstance(n, ast.Assign) and len(n.targets) == 1]


def _told(node: ast.AST) -> list[ast.expr]:
    """What is surely said to the user: errors and warnings, however they begin and end."""
    if not isinstance(node, ast.Call):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return node.args[:1] if name in TOLD else []


def _of_tables(path: Path) -> Iterator[tuple[int, str]]:
    """The sentences in the tables of a file: what a DAW cannot do, and how far it can."""
    for table in ast.parse(path.read_text("utf-8")).body:
        if isinstance(table, ast.Assign | ast.AnnAssign) and table.value is not None:
            for node in ast.walk(table.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    text = node.value
                    if re.match(r"[A-Z][a-z]* ", text) and "\n" not in text and len(re.findall(r"\b[a-z]+", text)) > 4:
                        yield node.lineno, text


def _left(room: str) -> list[str]:
    found = []
    at = ROOT / room
    for path in [at] if at.is_file() else sorted(at.rglob("*.py")):
        if path.name == "install.py":  # said by the command line only
            continue
        tables = _of_tables(path) if room.startswith("bridge/") else ()
        for line, text in dict.fromkeys((*_sentences(path), *tables)):
            if not any(part in text for part in (*ELSEWHERE, *WORDS)) and left_in_english("de", text):
                found.append(f"{path.relative_to(ROOT)}:{line}: {text}")
    return found


def _of_script(path: Path) -> Iterator[str]:
    """What a script in a DAW may answer; a number stands for what is only known when it runs."""
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.lstrip().startswith(("--", "//"))]
    code = _JOINED.sub("7", _BROKEN.sub(" ", "\n".join(lines)))
    for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"', code):
        if re.match(r"[A-Z']", text) and len(re.findall(r"[a-z]{2,}", text)) >= 3:
            yield f"{_GAP.sub('7', text).removesuffix('.')}."


@pytest.mark.parametrize("daw", ("ardour", "bitwig", "mailbox", "reaper"))
def test_each_answer_of_a_script_is_in_the_catalogues(daw: str) -> None:
    paths = [path for path in sorted((ROOT / "daw_scripts" / daw).iterdir()) if path.suffix in (".js", ".lua")]
    said = {text for path in paths for text in _of_script(path) if not any(part in text for part in ELSEWHERE)}
    assert len(said) > 5
    assert sorted(text for text in said if left_in_english("de", text)) == []


@pytest.mark.parametrize("daw", ("Ardour", "Bitwig", "Live", "REAPER"))
def test_whose_script_refused_stands_before_its_words(daw: str) -> None:
    text = f"{daw}: That track is not there any more."
    assert said_in("de", text) == f"{daw}: Diese Spur gibt es nicht mehr."
    assert left_in_english("zh", text) == []


@pytest.mark.parametrize("why", (NOT_FOUND, NO_LIBRARY))
def test_that_no_daw_was_found_is_in_the_catalogues(why: str) -> None:
    assert left_in_english("de", why) == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_sentence_of_a_room_is_in_the_catalogues(room: str) -> None:
    assert _left(room) == []


def test_each_offer_of_a_question_is_in_the_catalogues() -> None:
    assert set(_OFFERS) == {task.id for task in all_tasks().values() if task.kind != "reply"}
    assert [offer for offer in _OFFERS.values() if left_in_english("de", f"Should I {offer}?")] == []


@pytest.mark.parametrize("language", ("de", "fr", "es", "pt", "zh"))
def test_each_step_that_failed_is_called_by_the_catalogues(language: str) -> None:
    steps = [Step(task.id, {}) for task in all_tasks().values() if task.kind != "reply"]
    for step in tuple(steps):
        several = (arg for arg in step.row.args if arg.name in ("action", "kind", "aspect", "effect"))
        steps += [Step(step.task, {arg.name: choice}) for arg in several for choice in arg.choices]
    failed = [f"{step_title(step)}: Name one recording to take apart." for step in steps]
    assert [text for text in failed if left_in_english(language, text)] == []
    assert {said_in(language, text)[-6:] for text in failed} == {said_in(language, failed[0])[-6:]}
