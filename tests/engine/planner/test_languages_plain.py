"""Plain requests in five languages make the plan that their English twin makes."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.languages.gloss import gloss
from engine.planner.languages.lexicon import lexicon
from engine.planner.languages.request import in_english
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Plan, Step

PLANNER = OfflinePlanner()
NAMES = ("Tuba", "Marimba", "Cajon", "Verse Choir")
SONG = Context(
    tempo=120.0,
    clips=tuple(
        ClipInfo(f"c{i}", f"{name.lower()} take", name, "midi" if i < 3 else "audio", 0.0, 32.0)
        for i, name in enumerate(NAMES)
    ),
    tracks=NAMES,
    markers=(("Intro", 1.0), ("Drop", 9.0)),
)


def steps(text: str) -> list[tuple[str, dict[str, object]]]:
    """What is planned; "mute these" and "mute this, mute that" are one."""
    made: list[tuple[str, dict[str, object]]] = []
    for step in PLANNER.plan(text, SONG).steps:
        args = {name: value for name, value in step.args.items() if name not in ("prompt", "tracks")}
        made += [(step.task, {**args, "track": one}) for one in step.args.get("tracks", ())] or [(step.task, args)]
    return made


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("loop the marimba until bar 25", ["把 Marimba 循环到第 25 小节", "把Marimba重复到第25小节"]),
        ("add a marker called Solo at bar 21", ["在第 21 小节添加名为 Solo 的标记", "在第21小节加一个叫Solo的标记"]),
        ("write a bass line for bars 5 to 12", ["为第 5 到 12 小节写一条贝斯线"]),
        ("which tracks are muted", ["哪些轨道被静音了", "什么音轨是静音的"]),
        ("which tracks are soloed", ["哪些音轨在独奏"]),
        ("how long is the song", ["歌曲有多长", "combien de temps dure le morceau", "quanto tempo dura a música"]),
        ("how many tracks are there", ["一共有多少条音轨", "cuántas pistas tenemos", "quantas faixas existem"]),
        ("what effects are on the tuba", ["Tuba 上有什么效果", "quais efeitos tem na Tuba"]),
        ("how loud is the cajon", ["Cajon 有多响", "qué tan fuerte está el Cajon", "quão alto está o Cajon"]),
        ("where does the tuba start", ["Tuba 从哪儿开始"]),
        ("change the tuba's level to -9 dB", ["把 Tuba 的电平改为 -9 dB", "把Tuba的电平改成-9dB"]),
        ("set the level of the tuba to -9 dB",
         ["stell den Pegel der Tuba auf -9 dB", "mets le niveau du Tuba à -9 dB", "pon el nivel de la Tuba en -9 dB",
          "coloca o nível da Tuba em -9 dB"]),
        ("group the tuba and the cajon as Brass", ["把 Tuba 和 Cajon 编组为 Brass"]),
        ("stretch the marimba take to twice its length",
         ["把 marimba take 拉长到两倍", "étire le marimba take au double de sa longueur",
          "estira el marimba take al doble de su largo", "estica o marimba take pro dobro do tamanho"]),
        ("loop the tuba for 2 more bars",
         ["把 Tuba 再循环两小节", "loope die Tuba zwei weitere Takte", "boucle le Tuba deux mesures de plus",
          "repite la Tuba dos compases más", "repete a Tuba por mais dois compassos"]),
        ("mute everything except the tuba", ["coupe tout sauf le Tuba"]),
        ("mute the tuba in bars 3 to 6", ["coupe le Tuba dans les mesures 3 à 6", "在第 3 到 6 小节静音 Tuba"]),
        ("mute the tuba in the drop", ["在 Drop 静音 Tuba"]),
        ("remove the cajon from bars 3 to 6", ["retire le Cajon des mesures 3 à 6"]),
        ("unmute the cajon", ["hol die Cajon aus der Stummschaltung"]),
        ("unmute everything",
         ["hebe alle Stummschaltungen auf", "quita el silencio de todo", "tira o mute de tudo", "取消所有静音"]),
        ("set the velocity of the marimba to 70",
         ["coloca a velocidade da Marimba em 70", "pon la intensidad de la Marimba en 70"]),
        ("make the marimba velocities 5 higher",
         ["sube la velocidad de la Marimba 5", "aumenta a velocidade da Marimba em 5"]),
        ("quantize the marimba to eighth triplets",
         ["quantisiere die Marimba auf Achteltriolen", "quantifie le Marimba en triolets de croches",
          "cuantiza la Marimba a tresillos de corchea", "quantiza a Marimba em tercinas de colcheia",
          "把 Marimba 量化到八分三连音"]),
        ("reverse the cajon", ["inverte o Cajon"]),
        ("move the cajon to bar 12", ["lleva el Cajon al compás 12", "leva o Cajon pro compasso 12"]),
        ("split the cajon at bar 7", ["teile die Cajon bei Takt 7"]),
        ("fade out the cajon over 2 seconds", ["haz un fade out de 2 segundos en el Cajon"]),
        ("loop bars 3 to 6", ["faz um loop dos compassos 3 a 6", "haz un bucle de los compases 3 a 6"]),
        ("undo the last two steps", ["deshaz los dos últimos pasos", "desfaz os dois últimos passos"]),
        ("what plays in bar 6", ["第 6 小节在放什么"]),
        ("export only the tuba", ["只导出 Tuba"]),
        ("solo the tuba and mute the cajon",
         ["Tuba solo und Cajon stumm", "mach die Tuba auf Solo und die Cajon stumm"]),
        ("unmute the cajon", ["heb die Stummschaltung der Cajon auf"]),
        ("is the cajon muted",
         ["le Cajon est-il coupé ?", "¿está silenciado el Cajon?", "o Cajon está mutado?", "Cajon 静音了吗？"]),
        ("what markers are there", ["welche Marker gibt es", "quels marqueurs y a-t-il", "qué marcadores hay"]),
        ("where is the marker Drop", ["标记 Drop 在哪里"]),
        ("reverse the cajon in bar 6",
         ["inverse le Cajon à la mesure 6", "invierte el Cajon en el compás 6", "inverte o Cajon no compasso 6",
          "倒放第 6 小节的 Cajon"]),
        ("delete the tuba in bar 7",
         ["borra la Tuba en el compás 7", "apaga a Tuba no compasso 7", "删除第 7 小节的 Tuba"]),
        ("move the cajon one beat later", ["mueve el Cajon un tiempo después", "把 Cajon 往后移一拍"]),
        ("duplicate the cajon 2 bars later", ["把 Cajon 复制到两小节之后"]),
        ("fade out the last 2 bars of the cajon", ["fade out nos últimos 2 compassos do Cajon"]),
        ("loop the marimba until bar 25", ["把 Marimba 一直循环到第 25 小节"]),
        ("what time signature is it",
         ["quelle est la signature rythmique", "qué compás es", "qual é a fórmula de compasso"]),
        ("move the cajon to the drop", ["move o Cajon pro Drop"]),
        ("add an empty track", ["添加一条空轨道"]),
        ("pan the tuba to the center", ["把 Tuba 声像居中", "recentre le Tuba"]),
        ("mute the tuba in the first 4 bars", ["coupe le Tuba dans les 4 premières mesures"]),
        ("move the cajon 2 beats earlier", ["schieb die Cajon 2 Schläge nach vorne"]),
        ("split the tuba at the drop", ["teile die Tuba beim Drop", "coupe le Tuba en deux au Drop"]),
        ("quantize the marimba to 1/8 with 40% strength",
         ["quantisiere die Marimba auf 1/8 mit 40 % Stärke", "quantifie le Marimba au 1/8 à 40 % de force"]),
        ("bypass all effects on the tuba",
         ["désactive tous les effets du Tuba", "desactiva todos los efectos de la Tuba",
          "desativa todos os efeitos da Tuba", "关闭 Tuba 上的所有效果"]),
        ("add a marker called Coda at bar 30", ["在 30 小节加标记 Coda"]),
        ("set the velocity of the marimba to 70", ["Marimba 力度设成 70"]),
        ("duck the verse choir under the cajon", ["Cajon 响的时候压低 Verse Choir"]),
        ("put the tuba and the cajon in a group called Low", ["把 Tuba 和 Cajon 放进名为 Low 的组"]),
        ("color all tracks orange",
         ["colorie toutes les pistes en orange", "pinta todas las pistas de naranja",
          "pinta todas as faixas de laranja", "把所有轨道标成橙色"]),
        ("speed up the tempo by 5 percent",
         ["augmente le tempo de 5 %", "sube el tempo un 5 %", "aumenta o andamento em 5%", "把速度提高 5%"]),
    ],
)  # fmt: skip
def test_a_plain_request_makes_the_plan_of_its_english_twin(english: str, said: list[str]) -> None:
    planned = steps(english)
    assert {text: steps(text) for text in said} == dict.fromkeys(said, planned)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("coupe les aigus du Tuba", "mute"),
        ("coupe le début du Tuba", "mute"),
        ("aumenta a velocidade da música em 5", "velocity"),
        ("sube la velocidad de la canción 5", "velocity"),
        ("pon la intensidad de la reverb de la Tuba en 70", "velocity"),
        ("inverte o Tuba com o Cajon", "reverse"),
    ],
)
def test_what_is_said_of_something_else_stays_that(text: str, told: str) -> None:
    assert told not in {str(args.get("action")) for _, args in steps(text)}


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fr", "coupe le Tuba", "mute the Tuba"),
        ("de", "nimm die Cajon aus dem Solo", "unsolo the Cajon"),
        ("de", "mach Tuba und Cajon stumm", "mute Tuba and Cajon"),
        ("es", "deja en solo la Tuba y el Cajon", "solo the Tuba and the Cajon"),
        ("pt", "faz uma harmonia uma terça acima do Cajon", "make a harmony a third above the Cajon"),
        ("fr", "monte le Marimba de 3 demi-tons", "transpose the Marimba by 3 semitones up"),
        ("pt", "abaixa a Marimba 3 semitons", "transpose the Marimba 3 semitones down"),
        ("fr", "passe en 5/4", "change the meter to 5/4"),
        ("zh", "改成 5/4 拍", "change the meter to 5/4"),
    ],
)
def test_the_words_of_plain_requests(language: str, text: str, told: str) -> None:
    assert gloss(text, lexicon(language), NAMES).text == told


def test_the_master_is_no_new_track_with_a_name_of_its_own() -> None:
    said = in_english("给母带加一个限制器", SONG)
    step = Step("apply_effect", {"track": "Master", "effect": "limiter"})
    assert said.restored(Plan((step,))).steps == (step,)
