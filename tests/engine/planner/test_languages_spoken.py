"""How people speak beside their song in four languages: reasons, verbs in two parts, forms of names, word order."""

from __future__ import annotations

import pytest

from engine.messages.message import said_in
from engine.planner.languages.gloss import gloss
from engine.planner.languages.lexicon import lexicon
from engine.planner.languages.reasons import reason_edits

NAMES = ("Tuba", "Alphorn", "Horn L", "Horn R", "Glocken", "Stube", "Jodler", "Bridge", "Voz")


def english(language: str, text: str) -> str:
    """The words that the planner reads."""
    return gloss(text, lexicon(language), NAMES).text.lower()


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "tuba 2 db runter, die brummelt so", "tuba 2 db down, it is so"),
        ("de", "die tuba wabert, 2 db leiser", "the tuba is so, 2 db quieter"),
        ("de", "das alphorn knarzt auf der tuba, mach es leiser", "the alphorn fights with the tuba, make it quieter"),
        ("de", "mach den jodler leiser, weil man sonst nix kapiert", "make the jodler quieter, because it is so"),
        ("fr", "baisse le tuba de 2 db, ça bourdonne", "turn down the tuba by 2 db, it is so"),
        ("fr", "monte le jodler, sinon on pige rien", "turn up the jodler, because it is so"),
        ("es", "baja la tuba 2 db que no se entiende la voz", "turn down the tuba 2 db because the voz is so"),
        ("es", "baja la tuba 2 db, nadie la aguanta", "turn down the tuba 2 db, because it is so"),
        ("pt", "abaixa a tuba 2 db, tá zumbindo", "turn down the tuba 2 db, because it is so"),
    ],
)
def test_a_reason_in_words_that_nobody_knows_says_nothing(language: str, text: str, told: str) -> None:
    assert english(language, text) == told


@pytest.mark.parametrize(
    "text", ["das alphorn lauter", "das muss leiser", "die tuba soll weg, das alphorn auch", "das knarzt, was tun?"]
)
def test_what_orders_or_asks_or_stands_alone_is_no_reason(text: str) -> None:
    assert reason_edits(text, [False] * len(text), lexicon("de")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zieh die tuba runter", "turn down the tuba"),
        ("lass das alphorn in der bridge weg", "leave the alphorn in the bridge out"),
        ("schmeiß den jodler raus", "delete the jodler"),
        ("heb den jodler um 1,5 db an", "turn up the jodler by 1.5 db"),
        ("leg eine audiospur namens Geige an", "add an audio track called violin"),
        ("schneid das alphorn bei takt 7 durch", "split the alphorn at bar 7"),
        ("rück die tuba einen takt vor", "move the tuba one bar earlier"),
        ("mach den hall wieder aus", "turn the reverb off"),
        ("löse die gruppe auf", "ungroup the group"),
        ("die tuba soll den jodler wegducken", "the tuba should duck the jodler"),
        ("kopier das alphorn aus der bridge ins intro", "copy the alphorn from the bridge to the intro"),
        ("füg vor takt 9 drei leere takte ein", "insert 3 empty bars before bar 9"),
        ("nimm davon noch 2 db weg", "2 db less"),
        ("in der bridge aber nicht", "not in the bridge but"),
        ("die beiden hörner ganz nach außen", "both horns hard left and right"),
        ("jodlerspur stumm", "jodler track mute"),
        ("die alphörner leiser", "the alphorn quieter"),
        ("jodler 2 db zurücknehmen", "jodler 2 db down"),
        ("mach mir eine gruppe aus den beiden hörnern", "make a group of both horns"),
    ],
)
def test_german_verbs_in_two_parts_word_order_and_forms_of_names(text: str, told: str) -> None:
    assert english("de", text) == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fr", "un chouïa plus fort", "a bit louder"),
        ("fr", "mets-en moins", "less of it"),
        ("fr", "enlève le tuba du pont", "remove the tuba in the bridge"),
        ("fr", "quelles pistes sont mutées ?", "which tracks are muted?"),
        ("fr", "dissous le groupe", "ungroup the group"),
        ("es", "y del puente también", "and in the bridge too"),
        ("es", "borra la segunda parte", "delete the second part"),
        ("es", "deshaz el grupo", "ungroup the group"),
        ("es", "quita la tuba del estribillo", "remove the tuba in the chorus"),
        ("es", "que sean 2", "make it 2"),
        ("pt", "tira a tuba do refrão", "remove the tuba in the chorus"),
        ("pt", "apaga a segunda parte", "delete the second part"),
        ("pt", "uns 2 db a menos", "about 2 db less"),
        ("pt", "onde começa o refrão?", "where does the chorus start?"),
    ],
)
def test_plain_turns_of_french_spanish_and_portuguese(language: str, text: str, told: str) -> None:
    assert english(language, text) == told


def test_what_is_asked_back_is_in_one_language() -> None:
    asked = "Did I get that right: Set the level: “Tuba” at bar 9, value -3 dB; Mute: “Horn L”, bars 3 to 5?"
    assert said_in("de", asked) == (
        "Habe ich das richtig verstanden: Den Pegel setzen: „Tuba“ (Takt 9), -3 dB;"
        " Stummschaltung: „Horn L“, Takt 3 bis 5?"
    )
