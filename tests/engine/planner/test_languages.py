"""Requests in German, French, Spanish, Portuguese and Chinese: the language, the words, the plan, the answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.planner.languages import cases
from bench.planner.planner import judge, sample_rows
from bench.planner.rows import CORPUS, parse_row, read_rows, rows_of
from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.library.library import Library
from engine.messages.message import said_in
from engine.planner.context import ClipInfo, Context, Exchange
from engine.planner.languages.detect import language_of
from engine.planner.languages.gloss import gloss
from engine.planner.languages.lexicon import LANGUAGES, lexicon
from engine.planner.languages.likeliest import likeliest
from engine.planner.languages.request import in_english
from engine.planner.languages.unread import UNREAD, no_in_its_language
from engine.planner.offline.planner import OfflinePlanner
from tests.fakes import FakeDaw

PLANNER = OfflinePlanner(asks_back=False)
BAND = Context(
    clips=(
        ClipInfo("c1", "Gesang", "Gesang", "audio", 0.0, 30.0),
        ClipInfo("c2", "guitar_1", "Guitar", "audio", 0.0, 30.0),
        ClipInfo("c3", "鼓", "鼓", "audio", 0.0, 30.0),
    ),
    tracks=("Gesang", "Guitar", "鼓"),
)
BAR = 0.8
"""Share of the check requests whose plan is exactly right; `bench.planner.languages` judges all of them."""


def calls(text: str, context: Context = BAND) -> list[dict[str, object]]:
    """The planned calls."""
    return PLANNER.plan(text, context).calls()


def one(tool: str, **args: object) -> dict[str, object]:
    """A call."""
    return {"tool": tool, "args": args}


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_that_were_never_learned_from_are_understood(language: str) -> None:
    found = judge(cases(f"{language}_check")[::3], PLANNER)
    assert found.rows >= 20
    assert found.exact / found.rows >= BAR, "\n".join(found.wrong)


def test_the_check_requests_are_not_in_the_training() -> None:
    rows = read_rows()
    assert set(LANGUAGES) <= {row.writer for row in rows}
    assert not [row for row in rows if row.writer.endswith("_check")]
    for language in LANGUAGES:
        learned = {row.text.casefold() for row in rows_of(language)}
        assert not learned & {row.text.casefold() for row in rows_of(f"{language}_check")}


def test_the_language_of_a_request_is_found() -> None:
    for language in LANGUAGES:
        texts = [row.text for row in rows_of(f"{language}_check")[1::2]]
        found = [language_of(text) for text in texts]
        assert found.count(language) >= 0.9 * len(texts)


def test_english_stays_english() -> None:
    plain = [row.text for name in ("plain", "engineer", "beatmaker") for row in rows_of(name)[::9]]
    foreign = [text for text in plain if language_of(text) != "en"]
    assert len(foreign) <= 0.005 * len(plain), foreign
    assert in_english("mute the drums", BAND).text == "mute the drums"
    assert all(language_of(text) == "en" for text, *_ in sample_rows())
    assert language_of("say „Guten Tag zusammen, wie geht es euch“") == "en"


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "dreh die Gitarre um zweieinhalb dB runter", "turn the guitar by 2.5 dB down"),
        ("de", "Akkorde in fis-Moll, einhundertzwanzig bpm", "chords in F# minor, 120 bpm"),
        ("de", "schneid Takt 5 bis 9 raus", "cut bars 5 to 9 out"),
        ("fr", "à quatre-vingt-dix bpm en fa dièse mineur", "at 90 bpm in F# minor"),
        ("fr", "coupe la basse de deux virgule cinq dB", "cut the bass by 2.5 dB"),
        ("es", "treinta y cinco compases en sol menor", "35 bars in G minor"),
        ("es", "ponlo en el compás 9", "put it at bar 9"),
        ("pt", "cento e vinte bpm, dó maior", "120 bpm, C major"),
        ("zh", "降B大调，一百二十bpm", "Bb major, 120bpm"),
        ("zh", "第五到第九小节", "bars 5 to 9"),
    ],
)
def test_numbers_bars_and_keys_are_said_in_english(language: str, text: str, english: str) -> None:
    assert gloss(text, lexicon(language)).text == english


def test_names_and_a_joint_tell_the_language() -> None:
    names = ("Lead Vox", "Gtr")
    for language, joint in (("es", "y"), ("fr", "et"), ("de", "und")):
        assert language_of(f"Lead Vox +3 dB {joint} Gtr -2 dB", names=names) == language
    assert language_of("Lead Vox +3 dB and Gtr -2 dB", names=names) == "en"
    assert language_of("mais forte", ["chuva fraca por trinta segundos"]) == "pt"


def test_a_gloss_knows_where_its_words_come_from() -> None:
    text = "sag „Guten Morgen“ mit tiefer Männerstimme"
    made = gloss(text, lexicon("de"))
    start, end = made.range_of(text.index("mit"), len(text))
    assert made.text[start:end] == "with deep male voice"
    assert made.source_of(start, end) == "mit tiefer Männerstimme"
    assert "Guten Morgen" in made.text


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("mach den Gesang 3 dB lauter", one("mix", track="Gesang", action="gain", value_db=3.0)),
        ("baisse la guitare de 2 dB", one("mix", track="Guitar", action="gain", value_db=-2.0)),
        ("silencia la voz", one("mix", track="Gesang", action="mute")),
        ("把鼓静音", one("mix", track="鼓", action="mute")),
        ("lies vor: Kapitel eins, die Ankunft", one("speak", text="Kapitel eins, die Ankunft")),
        ("朗读：“第一章，到达”", one("speak", text="第一章，到达")),
    ],
)
def test_names_and_free_texts_stay_as_the_user_wrote_them(text: str, call: dict[str, object]) -> None:
    assert calls(text) == [call]


def test_a_new_track_keeps_its_name() -> None:
    made = calls("crée une nouvelle piste appelée « Guitare douce »")
    assert made == [one("arrange", action="new_track", name="Guitare douce")]


def test_a_prompt_is_given_on_in_english() -> None:
    assert calls("generier 20 Sekunden Regen")[0]["args"]["prompt"] == "rain"


def test_a_short_turn_is_in_the_language_spoken_before() -> None:
    before = (Exchange("mach die Gitarre lauter", ({"tool": "ask", "args": {}},)),)
    assert language_of("toca a guitarra", ["deixa a voz mais alta"]) == "pt"
    assert in_english("3 dB", Context(dialogue=before)).context.dialogue[0].user == "make the guitar louder"


@pytest.mark.parametrize(
    "turns",
    [
        ("leg Hall auf den Gesang, 20 Prozent", "das gleiche auf die Gitarre", "nein, 40 Prozent"),
        ("mets de la réverb sur la voix, 20 %", "pareil sur la guitare", "non, 40 %"),
        ("ponle reverb a la voz, 20 por ciento", "lo mismo en la guitarra", "no, 40 por ciento"),
        ("coloca reverb na voz, 20%", "o mesmo na guitarra", "não, 40%"),
        ("给人声加混响，20%", "吉他也一样", "不，40%"),
    ],
)
def test_a_conversation_goes_on_in_its_language(turns: tuple[str, ...]) -> None:
    context, planned = BAND, []
    for turn in turns:
        planned = calls(turn, context)
        context = replace(context, dialogue=(*context.dialogue, Exchange(turn, tuple(planned))))
    assert planned == [one("apply_effect", effect="reverb", wet=0.4, clip="c2")]


def test_a_yes_to_a_deletion_is_understood() -> None:
    asked = {"tool": "ask", "args": {"text": "Should I delete “guitar_1”?"}}
    for question, yes in (("was ist mit der Gitarre", "ja bitte"), ("et la guitare", "oui"), ("吉他呢", "好的")):
        context = replace(BAND, dialogue=(Exchange(question, (asked,)),))
        assert calls(yes, context) == [one("arrange", action="delete", clip="c2")]


def test_answers_are_in_the_language_of_the_request() -> None:
    assert said_in("de", "The fader of 'Bass' is at +3.0 dB.") == "Der Fader von „Bass“ steht auf +3.0 dB."
    assert said_in("fr", "Not done: it plays (There is nothing to undo.)").startswith("Pas fait : ")
    assert said_in("zh", "Should I sing it or cut or fade it?") == "要我唱出来还是剪切或淡化吗？"
    assert said_in("es", "Something that no catalogue knows.") == "Something that no catalogue knows."
    assert said_in("pt", "Should I delete “Bass”?") == "Devo apagar “Bass”?"


def test_what_was_done_is_told_in_the_language_of_the_request(tmp_path: Path) -> None:
    session = FakeDaw(tmp_path)
    session.user_track("Bass", "audio")
    assistant = Assistant(
        registry=Registry(models={}), library=Library(tmp_path / "library"), planner=PLANNER, session=session
    )
    assert assistant.ask("mach den Bass 3 dB leiser").answer == "Der Fader von „Bass“ steht auf −3.0 dB."
    assert assistant.ask("rückgängig").answer.startswith("Zurückgenommen: „mach den Bass 3 dB leiser“.")
    assert assistant.ask("danke dir").answer == "Gern geschehen."
    assert assistant.ask("bestell mir eine Pizza").answer.startswith("Das kann ich nicht: ich arbeite nur")
    assert assistant.ask("mute the bass").answer == "'Bass' is muted."
    assert assistant.ask("拜托把贝斯独奏").answer == "“Bass”已独奏。"


def test_the_corpora_cover_the_commonest_tasks() -> None:
    wanted = set(
        "separate_stems apply_effect mix edit_clip generate_audio generate_midi sing transcribe transport arrange "
        "denoise enhance_speech master change_tempo_key speak describe_music audio_to_midi undo redo style_transfer "
        "harmonize chat ask refuse".split()
    )
    for language in LANGUAGES:
        lines = (CORPUS / f"{language}.tsv").read_text("utf-8").splitlines()
        assert len(lines) >= 260
        assert wanted <= {task for line in lines for task in parse_row(language, line).tasks}


@pytest.mark.parametrize(
    ("language", "said", "english"),
    [
        ("de", "verschobst", None),
        ("de", "lauetr", "louder"),
        ("de", "transponiren", "transpose"),
        ("fr", "quantifiez", "quantize"),
        ("fr", "transposez", "transpose"),
        ("es", "cuantizen", "quantize"),
        ("pt", "transcrevva", "transcribe"),
        ("es", "techno", None),
        ("fr", "reverb", None),
    ],
)
def test_another_form_or_a_slip_of_a_word_is_known(language: str, said: str, english: str | None) -> None:
    assert likeliest(said, lexicon(language)) == english


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("fr", "mets la voix a moins 6", "put the vocals to minus 6"),
        ("fr", "la voix a trop de bruit", "the vocals has too much noise"),
        ("fr", "refais la en mi mineur", "make it again in E minor"),
        ("es", "la guitarra esta muy alta", "the guitar is too loud"),
        ("es", "hazme una version instrumental", "make me an instrumental version"),
        ("pt", "faz de novo em mi menor", "make it again in E minor"),
        ("pt", "toca a partir do refrão", "play from the chorus"),
        ("de", "räum den Gesang auf", "clean up the vocals"),
        ("de", "doch nicht", "undo that"),
        ("de", "als srt speichern", "as srt save"),
        ("fr", "en fait non", "undo that"),
        ("fr", "plus de vibrato", "more vibrato"),
        ("fr", "trois sons de kick", "3 kick sounds"),
        ("es", "guardalo como srt", "save it as srt"),
        ("es", "un vidrio roto y luego pasos", "a glass breaking then footsteps"),
        ("es", "deshaz 2 pasos", "undo 2 steps"),
        ("pt", "o dobro do tamanho", "twice as long"),
    ],
)
def test_what_is_typed_without_accents_or_in_two_parts(language: str, text: str, english: str) -> None:
    assert gloss(text, lexicon(language)).text == english


def test_markers_and_names_without_their_accents_stay_names() -> None:
    context = Context(tracks=("Batería",), markers=(("Refrão", 9.0), ("Ponte", 17.0)))
    assert in_english("apaga o marcador Ponte", context).text == "delete the marker Ponte"
    assert in_english("toca a partir do refrao", context).text == "play from the Refrão"
    assert in_english("silencia la bateria", context).text == "mute the Batería"
    zh = Context(clips=(ClipInfo("c1", "贝斯", "贝斯", "audio", 0.0, 30.0),), tracks=("贝斯",))
    assert in_english("写一条贝斯线", zh).text == "make a bass line"
    assert in_english("贝斯小声一点", zh).text == "the 贝斯 a bit quieter"


@pytest.mark.parametrize(
    "text",
    [
        "abbassa un po' il basso",
        "e adesso anche il basso",
        "cancella la traccia voce",
        "fammi un beat lofi di 8 battute",
        "zet de drums zachter",
        "höj sången lite",
        "ścisz bas trochę",
        "davulu biraz kıs",
        "сделай громче бас",
        "ボーカルを大きくして",
        "드럼 음소거",
    ],
)
def test_a_language_that_is_not_read_is_told_so_and_changes_nothing(text: str) -> None:
    plan = PLANNER.plan(text, BAND)
    assert [step.task for step in plan.steps] == ["refuse"]


def test_what_is_read_is_not_taken_for_another_language() -> None:
    texts = [row.text for row in read_rows()[::7]]
    assert [text for text in texts if no_in_its_language(text)] == []
    for word in ("harder", "hard", "text", "piano", "stop", "warm", "solo", "start", "loud"):
        assert no_in_its_language(word) == "", word
    assert no_in_its_language("say ボーカルを大きくして") == ""
    assert no_in_its_language("mute ボーカル", ["ボーカル"]) == ""
    assert no_in_its_language("сделай громче бас") == UNREAD
