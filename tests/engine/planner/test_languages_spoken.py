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


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "im refrain zwei db lauter", "in the refrain by 2 db louder"),
        ("de", "im refrain 2 db lauter", "in the refrain by 2 db louder"),
        ("de", "im refrain 2 lauter", "in the refrain 2 louder"),
        ("de", "nee, im refrain nicht", "no, not in the refrain"),
        ("de", "ich will nur das alphorn hören", "I want only the alphorn"),
        ("de", "fass die tuba und das alphorn in einer gruppe namens Blech zusammen",
         "put the tuba and the alphorn in a group called blech"),
        ("de", "häng der tuba nen kompressor dran", "give the tuba a compressor"),
        ("de", "was liegt auf der tuba an effekten?", "what effects are on the tuba?"),
        ("de", "benenn es um in Ende", "rename it to end"),
        ("de", "ach weg damit", "oh get rid of it"),
        ("fr", "mets un écho sur le tuba", "put echo on the tuba"),
        ("fr", "baisse l'écho", "turn down the écho"),
        ("de", "mach die tuba ne spur lauter", "make the tuba a bit louder"),
        ("de", "wieder runter damit", "take it off"),
        ("fr", "le tuba est à combien ?", "what is the tuba at?"),
        ("es", "y medio db a la tuba", "and 0.5 db to the tuba"),
        ("es", "ponle al alphorn el nombre Cuerno", "rename the alphorn to cuerno"),
        ("pt", "quantos clipes tem a tuba?", "how many clips are on the tuba?"),
        ("de", "zieh horn l und horn r auseinander", "pan horn l and horn r apart"),
        ("fr", "écarte les deux guitares", "pan both guitars apart"),
        ("fr", "combien de pistes dans le groupe ?", "how many tracks are in the group?"),
        ("fr", "un seul suffit", "1 is enough"),
        ("fr", "j'veux entendre que le tuba", "hear only the tuba"),
        ("fr", "enlève-le", "take it off"),
        ("fr", "y a quoi comme effets sur le tuba ?", "what effects are on the tuba?"),
        ("fr", "le tuba ne doit entrer qu'à partir de la mesure 22", "the tuba only from bar 22"),
        ("es", "en el refrain no, en el bridge", "not the refrain, the bridge"),
        ("es", "quítaselo", "take it off"),
        ("es", "a cuánto está la tuba?", "what is the tuba at?"),
        ("es", "mándala al eco", "send it to the echo"),
        ("pt", "muda o nome dela pra Fim", "rename it to fim"),
        ("pt", "tira ele", "take it off"),
        ("pt", "em quanto tá a tuba?", "what is the tuba at?"),
    ],
)  # fmt: skip
def test_turns_as_they_are_typed(language: str, text: str, told: str) -> None:
    names = (*NAMES, "Refrain", "Refrain 2", "Écho")
    assert gloss(text, lexicon(language), names).text.lower() == told.lower()


def test_what_is_asked_back_is_in_one_language() -> None:
    asked = "Did I get that right: Set the level: “Tuba” at bar 9, −3 dB; Mute: “Horn L”, bars 3 to 5?"
    assert said_in("de", asked) == (
        "Habe ich das richtig verstanden: Den Pegel setzen: „Tuba“ (Takt 9), −3 dB;"
        " Stummschaltung: „Horn L“, Takt 3 bis 5?"
    )
