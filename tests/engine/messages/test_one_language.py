"""One language in one answer: nothing that a session can say stays English in another language."""

import re
from collections.abc import Iterator

import pytest

from engine.assistant import answer as answers
from engine.assistant import assistant as assistants
from engine.messages.message import left_in_english, said_in
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.messages.requests import Session

ASKED = {
    "de": (
        "wie viele Spuren gibt es?",
        "mach den Bass 3 dB leiser",
        "Vocal stumm schalten",
        "rückgängig",
        "leg Hall auf Vocal, 20 Prozent",
        "Tempo 100 bpm",
        "geh zu Takt 5",
        "was hast du gemacht?",
        "wie laut ist der Mix?",
        "quantisiere Melody auf 1/16",
        "bestell mir eine Pizza",
    ),
    "fr": (
        "combien de pistes y a-t-il ?",
        "baisse la basse de 3 dB",
        "coupe la piste Vocal",
        "annule",
        "mets de la réverb sur Vocal, 20 %",
        "tempo à 100 bpm",
        "va à la mesure 5",
        "qu'est-ce que tu as fait ?",
        "commande-moi une pizza",
    ),
    "es": (
        "¿cuántas pistas hay?",
        "baja el bajo 3 dB",
        "silencia Vocal",
        "deshazlo",
        "ponle reverb a Vocal, 20 por ciento",
        "tempo a 100 bpm",
        "ve al compás 5",
        "¿qué has hecho?",
        "pídeme una pizza",
    ),
    "pt": (
        "quantas faixas existem?",
        "abaixa o baixo 3 dB",
        "silencia a Vocal",
        "desfaz isso",
        "coloca reverb na Vocal, 20%",
        "andamento a 100 bpm",
        "vai para o compasso 5",
        "o que você fez?",
        "pede uma pizza para mim",
    ),
    "zh": (
        "有几条音轨？",
        "把贝斯调小3dB",
        "把人声静音",
        "撤销",
        "给Vocal加混响，20%",
        "速度100bpm",
        "跳到第5小节",
        "你做了什么？",
        "帮我点一个披萨",
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What was asked for and each line that was answered, in English."""
    session = Session(tmp_path_factory.mktemp("session") / "song")
    return [(f"{step.task} {dict(step.args)}", line) for step, said in session.answers() for line in said.split("\n")]


def test_the_session_is_asked_for_much(told: list[tuple[str, str]]) -> None:
    assert len(dict.fromkeys(asked for asked, _ in told)) > 200
    assert len(dict.fromkeys(line for _, line in told)) > 250


@pytest.mark.parametrize("language", sorted(ASKED))
def test_no_line_stays_english(language: str, told: list[tuple[str, str]]) -> None:
    left = {line: asked for asked, line in told if left_in_english(language, line)}
    assert left == {}


def test_no_word_of_english_is_in_german(told: list[tuple[str, str]]) -> None:
    english = re.compile(r"\b(?:is|are|has|the|of|bar|and|from|with|there|which|it)\b")
    said = [said_in("de", line) for _, line in told]
    own = [re.sub(r"„[^“]*“|/\S+|Fake song \w+", "", line) for line in said if not re.match(r"\d+\. „", line)]
    assert [line for line in own if english.search(line)] == []


@pytest.mark.parametrize("language", sorted(ASKED))
def test_requests_of_a_language_are_answered_in_it(language: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, str] = {}

    def recorded(spoken: str, text: str) -> str:
        assert spoken == language, text
        assert left_in_english(spoken, text) == []
        said.update(dict.fromkeys(said_in(spoken, text).split("\n"), text))
        return said_in(spoken, text)

    monkeypatch.setattr(answers, "said_in", recorded)
    monkeypatch.setattr(assistants, "said_in", recorded)
    session = Session(tmp_path / "song")
    session.assistant.planner = OfflinePlanner()
    for text in ASKED[language]:
        answer = session.assistant.ask(text).answer
        assert answer
        assert [line for line in _lines(answer) if line not in said] == []


def _lines(answer: str) -> Iterator[str]:
    return (line for line in answer.split("\n") if line)
