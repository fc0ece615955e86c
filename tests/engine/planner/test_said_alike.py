"""Requests in five languages mean what the English ones mean: places, negation, verbs in two parts, word order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.planner.session import BAND, after, calls

SONG = replace(BAND, markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0), ("Outro", 21.0)))


def done(text: str) -> list[tuple[str, dict[str, Any]]]:
    """What is done; an answer may be in other words."""
    return [(call["tool"], {} if call["tool"] == "chat" else call["args"]) for call in calls(text, SONG)]


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("ritardando down to 70 in the last two bars", "in den letzten beiden Takten ein Ritardando bis auf 70"),
        ("ritardando down to 70 in the last two bars", "un ritardando hasta 70 en los dos últimos compases"),
        ("ritardando down to 70 in the last two bars", "um ritardando até 70 nos dois últimos compassos"),
        ("ritardando down to 70 in the last two bars", "un ritardando jusqu'à 70 sur les deux dernières mesures"),
        ("in the chorus 104 bpm", "im Refrain 104 bpm"),
        ("in the chorus 104 bpm", "im Chorus 104 bpm"),
        ("in the chorus 104 bpm", "no refrão 104 bpm"),
        ("6/8 from bar 9 on", "ab Takt 9 Sechsachteltakt"),
        ("6/8 from bar 9 on", "del compás 9 en adelante en 6/8"),
        ("6/8 from bar 9 on", "从第9小节起6/8拍"),
        ("the pad 4 dB down in the chorus", "o pad 4 dB mais baixo no refrão"),
        ("the pad 4 dB down in the chorus", "副歌里Pad小4 dB"),
        ("the pad 4 dB down in the chorus", "在副歌部分Pad小4 dB"),
        ("the pad 4 dB down in the chorus", "el pad 4 dB más bajo en el estribillo"),
        ("mute the bass until bar 7", "den Bass bis Takt 7 stumm"),
        ("mute the bass until bar 7", "Bass静音到第7小节"),
        ("mute the bass until bar 7", "deixa o Bass mudo até o compasso 7"),
        ("mute the pad until the chorus", "das Pad bis zum Refrain stumm"),
        ("mute the pad until the chorus", "Pad静音到副歌"),
        ("move the pad to bar 7", "schieb das Pad bis Takt 7"),
        ("move the pad to bar 7", "das Pad auf Takt 7 verschieben"),
        ("move the pad to bar 7", "把Pad移到第7小节"),
        ("move the pad one bar later", "把Pad往后移一小节"),
        ("move the pad one bar later", "Pad后移一小节"),
        ("move the pad one bar later", "das Pad einen Takt später"),
        ("copy bars 2 to 4 of the bass to bar 9", "把Bass第2到4小节复制到第9小节"),
        ("copy bars 2 to 4 of the bass to bar 9", "Takt 2 bis 4 vom Bass auf Takt 9 kopieren"),
        ("loop the verse", "die Strophe loopen"),
        ("loop the verse", "deja la estrofa en bucle"),
        ("loop the verse", "bota a estrofe em loop"),
        ("loop the verse", "passe le couplet en boucle"),
        ("where does the outro start?", "wo fängt das Outro an?"),
        ("where does the outro start?", "尾奏从哪里开始？"),
        ("what key are we in?", "welche Tonart haben wir?"),
        ("what key are we in?", "¿en qué tonalidad estamos?"),
        ("what key are we in?", "em que tom estamos?"),
        ("color the pad red", "das Pad soll rot werden"),
        ("color the pad red", "mets le Pad en rouge"),
        ("remove the reverb from the pad", "nimm den Hall vom Pad"),
        ("remove the reverb from the pad", "quítale la reverb al Pad"),
        ("remove the reverb from the pad", "den Hall vom Pad nehmen"),
        ("add a reverb to the pad", "ponle reverb al Pad"),
        ("add a reverb to the pad", "ajoute de la réverbe au Pad"),
        ("group pad and bass as Bed", "gruppier Pad und Bass als Bed"),
        ("group pad and bass as Bed", "agrupa pad y bass como Bed"),
        ("group pad and bass as Bed", "groupe Pad et Bass sous le nom Bed"),
        ("duck the pad under the bass", "das Pad soll unter dem Bass wegducken"),
        ("duck the pad under the bass", "le Pad doit s'effacer sous la basse"),
        ("a flac with only pad and bass", "ein Flac nur mit Pad und Bass"),
        ("a flac with only pad and bass", "un flac solo con el pad y el bass"),
        ("a flac with only pad and bass", "um flac só com o pad e o bass"),
        ("export the chorus as mp3", "把副歌导出成mp3"),
        ("who plays in the verse?", "wer spielt in der Strophe?"),
        ("who plays in the verse?", "qui joue dans le couplet ?"),
        ("who plays in the verse?", "主歌里谁在演奏？"),
        ("how long is the verse?", "主歌有多长？"),
        ("unmute the pad", "取消Pad的静音"),
        ("copy bars 2 to 4 of the bass to bar 9", "recopie les mesures 2 à 4 de la Bass à la mesure 9"),
        ("copy bars 2 to 4 of the bass to bar 9", "copie os compassos de 2 a 4 do Bass no compasso 9"),
        ("turn up the bass by 2 dB", "dreh den Bass 2 dB auf"),
        ("turn up the bass by 2 dB", "heb den Bass um 2 dB an"),
        ("turn down the bass by 2 dB", "quítale 2 dB al Bass"),
        ("turn down the bass by 2 dB", "tira 2 dB do Bass"),
        ("move the pad one bar later", "empurra o pad um compasso para frente"),
        ("move the pad one bar earlier", "mueve el pad un compás hacia atrás"),
        ("the pad 2 dB up from bar 3 to the end", "das Pad von Takt 3 bis zum Schluss 2 dB lauter"),
        ("the pad 2 dB up from bar 3 to the end", "el pad 2 dB más alto del compás 3 hasta el final"),
        ("the pad only from bar 5 on", "el pad solo a partir del compás 5"),
        ("the pad only from bar 5 on", "Pad只从第5小节开始"),
        ("rename the marker Outro to Coda", "renomme le repère Outro en Coda"),
        ("rename the marker Outro to Coda", "nenn den Marker Outro in Coda um"),
        ("rename the marker Outro to Coda", "muda o nome do marcador Outro para Coda"),
        ("add a new track called Choir", "新建一条叫Choir的轨道"),
        ("don't delete the pad", "lösch nicht das Pad"),
        ("don't delete the pad", "das Pad bitte nicht löschen"),
        ("don't delete the pad", "ne supprime pas le Pad"),
        ("don't delete the pad", "no borres el Pad"),
        ("don't delete the pad", "não apague o Pad"),
        ("don't delete the pad", "不要删除Pad"),
    ],
)
def test_each_language_means_the_same(english: str, said: str) -> None:
    assert done(said) == done(english)


@pytest.mark.parametrize(
    ("before", "english", "said"),
    [
        ("die Bass-Spur 3 dB leiser", "undo what you did to the Bass", "nur das mit dem Bass rückgängig"),
        ("o Bass 3 dB mais baixo", "a bit more", "só mais um pouco"),
        ("el Bass 3 dB más bajo", "too much", "eso fue demasiado"),
        ("Bass小3 dB", "too much", "太过了"),
        ("o Bass 3 dB mais baixo", "I meant the pad", "não, eu estava falando do pad"),
        ("el Bass 3 dB más bajo", "but only in the chorus", "pero solo en el estribillo"),
        ("o Bass 3 dB mais baixo", "but only in the chorus", "mas só no refrão"),
    ],
)
def test_what_leans_on_the_turn_before_does(before: str, english: str, said: str) -> None:
    done = [("mix", {"track": "Bass", "action": "gain", "value_db": -3.0}, ())]
    told = calls(english, after(SONG, ("bass down 3 dB", done)))
    assert calls(said, after(SONG, (before, done))) == told


@pytest.mark.parametrize(
    "said", ["no borres nada", "não apague nada", "bitte nichts löschen", "ne supprime rien", "什么都别删"]
)
def test_nothing_is_done_where_nothing_is_wanted(said: str) -> None:
    assert {call["tool"] for call in calls(said, SONG)} <= {"chat", "ask"}
