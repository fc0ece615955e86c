"""A few words are a yes, a no, or a request of their own; words that were met, in each of the languages."""

from __future__ import annotations

import pytest

from ui.language.consent import _WORDS, consent

YES = (
    "Yes, that's fine", "go ahead and delete it", "ok", "please", "I'm sure", "Ja, das ist in Ordnung",
    "gut, dann lösch es", "ok mach", "passt", "oui, tu peux", "ok vas-y", "C'est bon", "d’accord",
    "sí, puedes borrarlo", "Claro que sí", "tá, pode", "manda ver", "是的，请删除", "好的好的", "没问题",
)  # fmt: skip
NO = (
    "No!", "ok, cancel", "don't do it", "Don’t delete it", "leave it", "nein, doch nicht", "lass alles so",
    "lösch sie nicht", "non, surtout pas", "laisse tomber", "no hace falta", "no lo borres", "não precisa",
    "deixa pra lá", "别删", "算了吧",
)  # fmt: skip
OTHER = (
    "", "?", "thanks", "yes and no", "yes but only the first one", "no, the second one", "delete the drums",
    "right channel louder", "ja, alle", "kein Bass im Refrain", "oui, toutes", "garde seulement la batterie",
    "sí, todos", "para en el compás 5", "sim, todos", "pode aumentar", "不要贝斯", "可以大声点吗", "yes " * 40,
)  # fmt: skip


@pytest.mark.parametrize(("said", "means"), [*((one, True) for one in YES), *((one, False) for one in NO),
                                             *((one, None) for one in OTHER)])
def test_what_is_said_is_understood_or_left(said: str, means: bool | None) -> None:
    assert consent(said, deletes=True) is means


@pytest.mark.parametrize("said", ["delete it", "lösch es", "keep it", "保留", "no lo borres"])
def test_what_speaks_of_deleting_answers_nothing_else(said: str) -> None:
    assert consent(said, deletes=False) is None


@pytest.mark.parametrize("language", _WORDS)
def test_no_saying_means_the_opposite_in_another_language(language: str) -> None:
    for kind, sayings in _WORDS[language].items():
        for one in sayings.split(" " if language == "zh" else ","):
            if kind != "fill":
                assert consent(one, deletes=True) is (kind not in ("no", "keep")), one
