"""What is said about what was just done, in German, French, Spanish, Portuguese and Chinese."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context, Exchange, TrackInfo
from engine.planner.languages.detect import language_of
from engine.planner.languages.gloss import gloss
from engine.planner.languages.lexicon import LANGUAGES, lexicon
from engine.planner.languages.turns import fillers, is_turn, turns
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
NAMES = ("Guitar", "Rhodes", "Bass", "Hall")
SONG = Context(
    clips=tuple(ClipInfo(f"c{i}", name, name, "midi", 0.0, 32.0) for i, name in enumerate(NAMES[:-1])),
    tracks=NAMES,
    track_views=tuple(TrackInfo(name) for name in NAMES),
)


def english(language: str, text: str) -> str:
    """A turn in English words."""
    return gloss(text, lexicon(language), NAMES).text


def calls(*turns_said: str) -> list[dict[str, object]]:
    """What the last turn of a conversation does."""
    context, planned = SONG, []
    for turn in turns_said:
        planned = PLANNER.plan(turn, context).calls()
        context = replace(context, dialogue=(*context.dialogue, Exchange(turn, tuple(planned))))
    return planned


@pytest.mark.parametrize("language", LANGUAGES)
def test_things_and_figures_stand_in_the_same_order_in_english(language: str) -> None:
    for line in lexicon(language).turns:
        said, _, told = line.partition("=")
        slots = re.findall(r"(?<![A-Za-z])[XYNM](?![A-Za-z])", told)
        for one in said.split(";"):
            assert re.findall(r"(?<![A-Za-z])[XYNM](?![A-Za-z])", one) == slots, one


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_turn_is_nothing_but_things_and_figures(language: str) -> None:
    pattern, told = turns(language)
    assert len(told) == pattern.groups > 60
    assert len(fillers(language)) > 20
    for slots in ("", "X ", "N ", "X X ", "X N ", "N X ", "N N ", "X , X "):
        assert not pattern.fullmatch(slots), slots


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "ach nee, nur die Hälfte bitte", "oh no, only half that please"),
        ("de", "andersrum", "the other way"),
        ("de", "hmm, davon reicht mir die Hälfte", "hmm, only half that"),
        ("de", "nicht Rhodes, sondern der Bass", "not Rhodes, the Bass"),
        ("de", "beim Bass bitte auch", "the same for Bass"),
        ("de", "die Gitarre auch", "the same for the guitar"),
        ("de", "Rhodes wieder wie vorher, Bass bleibt so", "Rhodes back how it was, Bass stays"),
        ("de", "der Bass war doch vorher besser", "the Bass was better before"),
        ("de", "lassen Sie es so", "leave it like that"),
        ("fr", "la moitie", "only half that"),
        ("fr", "le double", "double that"),
        ("fr", "annulez ce que vous avez fait à Rhodes", "undo what you did to Rhodes"),
        ("fr", "pareil à Rhodes et à Bass", "the same for Rhodes and Bass"),
        ("fr", "non, Bass", "no, Bass"),
        ("es", "al reves", "the other way"),
        ("es", "Bass no, Rhodes", "not Bass, Rhodes"),
        ("es", "Bass, no Rhodes", "I meant Bass, not Rhodes"),
        ("es", "dejalo asi", "leave it like that"),
        ("zh", "還不錯", "perfect"),
        ("fr", "pas mal du tout", "perfect"),
        ("de", "Könnten Sie das bitte halbieren?", "only half that?"),
        ("es", "me equivoqué, era el Bass", "sorry, I meant the Bass"),
        ("es", "no me gusta", "I don't like it"),
        ("es", "no, me gusta", "no, perfect"),
        ("es", "¿puedes hacer lo mismo en Rhodes y en Bass?", "¿ the same for Rhodes and Bass?"),
        ("es", "en vez de 6 dB, 2 dB en Rhodes", "change the 6 dB to 2 dB for Rhodes"),
        ("es", "Rhodes igual, pero 2 dB", "the same for Rhodes, but 2 dB"),
        ("pt", "deixa os dois como estavam", "both back how they were"),
        ("pt", "faz o mesmo no Rhodes e no Bass", "the same for Rhodes and Bass"),
        ("pt", "que giro", "perfect"),
        ("pt", "põe a velocity de Rhodes em 100", "put the velocity of Rhodes to 100"),
        ("pt", "um fade out de 3 segundos", "fade out of 3 seconds"),
        ("zh", "反过来", "the other way"),
        ("zh", "哎呀，是大提琴", "oops, no, cello"),
        ("zh", "把贝斯恢复原样", "bass back how it was"),
        ("pt", "é demais", "too much"),
        ("pt", "e Bass, mas 2 dB", "the same for Bass, but 2 dB"),
        ("zh", "把Rhodes恢复原样", "the Rhodes back how it was"),
        ("zh", "Rhodes和Bass也一樣", "the same for the Rhodes and the Bass"),
        ("zh", "Rhodes和Bass一样", "the Rhodes the same as the Bass"),
        ("zh", "兩個都還原", "both back how they were"),
        ("zh", "只在第3和第4小节", "only bars 3 and 4"),
    ],
)
def test_an_idiom_is_said_in_english(language: str, text: str, told: str) -> None:
    assert english(language, text) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "spiel die Gitarre andersrum", "play the guitar backwards"),
        ("de", "dreh die Gitarre um", "reverse the guitar"),
        ("de", "verdoppel die Gitarre", "duplicate the guitar"),
        ("fr", "double la voix", "double the vocals"),
        ("es", "reproduce al revés", "reverse"),
        ("es", "pon la velocidad de la canción en 100", "put the speed of the song in 100"),
        ("pt", "aumenta o baixo em 3", "turn up the bass by 3"),
        ("zh", "把吉他反过来", "the guitar reverse"),
        ("zh", "做一个卡拉OK版，不要人声", "make a karaoke version, without vocals"),
        ("zh", "只要鼓", "I want only drums"),
        ("zh", "去掉人声，保留鼓", "without vocals, keep only drums"),
        ("es", "voltea la guitarra, al revés", "reverse the guitar, backwards"),
        ("pt", "muito obrigado", "thanks"),
        ("de", 'nenn die Spur Bass "andersrum"', 'call the Bass track "andersrum"'),
    ],
)
def test_the_same_words_in_a_request_of_their_own_mean_what_they_did(language: str, text: str, told: str) -> None:
    assert english(language, text).removeprefix("the ") == told.removeprefix("the ")


@pytest.mark.parametrize(
    ("first", "way"),
    [
        ("pan Rhodes 40 % nach links", "andersrum"),
        ("mets Rhodes à 40 % à gauche", "dans l'autre sens"),
        ("panea Rhodes 40 % a la izquierda", "al revés"),
        ("joga Rhodes 40 % para a esquerda", "ao contrário"),
        ("把Rhodes声像向左40%", "反过来"),
    ],
)
def test_the_other_way_reverses_no_clip(first: str, way: str) -> None:
    assert calls(first, way) == [{"tool": "mix", "args": {"track": "Rhodes", "action": "pan", "value": 0.4}}]


@pytest.mark.parametrize(
    ("first", "praise"),
    [
        ("mach Bass 4 dB lauter", "passt so"),
        ("monte Bass de 4 dB", "nickel"),
        ("sube Bass 4 dB", "qué chévere"),
        ("sobe Bass 4 dB", "show"),
        ("sobe Bass 4 dB", "legal"),
        ("把Bass调高4dB", "不错"),
    ],
)
def test_praise_changes_nothing(first: str, praise: str) -> None:
    assert [one["tool"] for one in calls(first, praise)] == ["chat"]


def test_an_idiom_tells_the_language_after_a_turn_that_two_languages_share() -> None:
    assert language_of("legal", ("silencia Guitar",), NAMES) == "pt"
    assert language_of("show", ("sobe o Bass 4 dB",), NAMES) == "pt"
    assert language_of("manda Guitar pro Hall a -12 dB", (), NAMES) == "pt"
    assert language_of("parfait", ("monte Bass de 4 dB",), NAMES) == "fr"
    assert language_of("perfect", ("turn Bass up 4 dB",), NAMES) == "en"
    assert is_turn("ao contrário", "pt") and not is_turn("abaixa um pouco", "pt")
