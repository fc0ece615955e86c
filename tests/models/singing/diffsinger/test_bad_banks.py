"""A bank that is broken is refused in one sentence that names the file or the word, before anything is sung."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest
import yaml
from onnx import TensorProto as T
from onnx import helper

from engine.errors import ModelError, UserError
from engine.voices.voice_bank import VoiceBank
from models.singing.diffsinger_singer import DiffSinger
from tests.models.singing.diffsinger.tiny_bank import Variant


def config(bank: VoiceBank, part: str = ".", **values: Any) -> None:
    path = bank.folder / part / "dsconfig.yaml"
    stored = yaml.safe_load(path.read_text("utf-8")) | values
    path.write_text(yaml.safe_dump({name: value for name, value in stored.items() if value is not None}), "utf-8")


def identity(path: Path, name: str, kind: int, shape: list[Any], out: str = "mel") -> None:
    graph = helper.make_graph([helper.make_node("Identity", [name], [out])], "g",
                              [helper.make_tensor_value_info(name, kind, shape)],
                              [helper.make_tensor_value_info(out, kind, shape)])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 9
    onnx.save(made, str(path))


def rewired(path: Path, change: Callable[[Any], None]) -> None:
    model = onnx.load(str(path))
    change(model.graph)
    onnx.save(model, str(path))


def fixed_width(graph: Any) -> None:
    wanted = next(one for one in graph.input if one.name == "f0")
    wanted.type.tensor_type.shape.dim[1].Clear()
    wanted.type.tensor_type.shape.dim[1].dim_value = 7


def more(graph: Any) -> None:
    graph.input.append(helper.make_tensor_value_info("moon_phase", T.FLOAT, [1]))


FAULTS: dict[str, tuple[Callable[[VoiceBank], None], str]] = {
    "acoustic model gone": (lambda b: (b.folder / "acoustic.onnx").unlink(), "lacks its acoustic model tiny/acoustic"),
    "pitch model gone": (lambda b: (b.folder / "dspitch/pitch.onnx").unlink(), "lacks its pitch model dspitch/pitch"),
    "linguistic gone": (lambda b: (b.folder / "dsdur/linguistic.onnx").unlink(), "lacks its linguistic model dsdur"),
    "vocoder model gone": (lambda b: (b.folder / "dsvocoder/model.onnx").unlink(), "vocoder model dsvocoder/model"),
    "vocoder gone": (lambda b: shutil.rmtree(b.folder / "dsvocoder"), "needs the vocoder 'tiny_vocoder'; install it"),
    "config gone": (lambda b: (b.folder / "dsconfig.yaml").unlink(), "lacks tiny/dsconfig.yaml"),
    "phonemes gone": (lambda b: (b.folder / "dsdur/phonemes.json").unlink(), "list of phonemes dsdur/phonemes.json"),
    "dictionary gone": (lambda b: (b.folder / "dsdur/dsdict.yaml").unlink(), "has no dictionary"),
    "speaker gone": (lambda b: (b.folder / "bank.strong.emb").unlink(), "lacks its speaker tiny/bank.strong.emb"),
    "speaker too short": (lambda b: (b.folder / "bank.soft.emb").write_bytes(b"1234"), "has 1 numbers"),
    "no yaml": (lambda b: (b.folder / "dsconfig.yaml").write_text("a: [1\nb: }"), "not valid YAML near line"),
    "yaml is a list": (lambda b: (b.folder / "dsconfig.yaml").write_text("- a"), "list of names and values"),
    "flag is a word": (lambda b: config(b, use_speed_embed="often"), "'use_speed_embed' must be true or false"),
    "size is a word": (lambda b: config(b, hidden_size="big"), "'hidden_size' must be a number"),
    "hop is half": (lambda b: config(b, hop_size=0.5), "'hop_size' must be a whole number"),
    "mel base is 7": (lambda b: config(b, mel_base="7"), "mel_base must be 10 or e"),
    "mel bins differ": (lambda b: config(b, num_mel_bins=80), "num_mel_bins is 80 in dsconfig.yaml and 16"),
    "depth too deep": (lambda b: config(b, max_depth=7), "'max_depth' is '7'"),
    "languages unnamed": (lambda b: config(b, use_lang_id=True), "names no list of them"),
    "model outside": (lambda b: config(b, acoustic="../other/acoustic.onnx"), "outside its own folder"),
    "curve unpredicted": (lambda b: config(b, "dsvariance", predict_tension=False), "driven by tension"),
    "phonemes without SP": (lambda b: (b.folder / "phonemes.json").write_text('{"aa": 0}'), "has no 'SP'"),
    "phonemes no json": (lambda b: (b.folder / "phonemes.json").write_text("{"), "not valid JSON"),
    "phonemes unnumbered": (lambda b: (b.folder / "phonemes.json").write_text('{"SP": "x"}'), "name a number"),
    "dictionary is odd": (lambda b: (b.folder / "dsdur/dsdict.yaml").write_text("entries: [1]"), "'entries' must be"),
    "not onnx": (lambda b: (b.folder / "acoustic.onnx").write_bytes(b"junk" * 99), "not an ONNX model"),
    "unknown input": (lambda b: rewired(b.folder / "acoustic.onnx", more), "acoustic.onnx asks for 'moon_phase'"),
    "other model": (lambda b: identity(b.folder / "acoustic.onnx", "f0", T.FLOAT, [1, "n"], "noise"), "gives no 'mel'"),
    "fixed width": (lambda b: rewired(b.folder / "acoustic.onnx", fixed_width), r"'f0' of shape \(1, 7\)"),
    "text tensor": (lambda b: identity(b.folder / "acoustic.onnx", "f0", T.STRING, [1]), "which is not supported"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_bank_is_one_sentence(name: str, installed: Any, sing: Any, home: Path) -> None:
    bank = installed(Variant(speakers=True))
    fault, sentence = FAULTS[name]
    fault(bank)
    with pytest.raises(UserError, match=sentence) as said:
        sing(voice="tiny")
    assert "\n" not in str(said.value) and "Traceback" not in str(said.value)
    with pytest.raises(ModelError, match=sentence):
        sing()
    assert list(home.glob("*.wav")) == []


def test_wrong_outputs_are_the_models_failure(installed: Any, sing: Any) -> None:
    bank = installed()
    identity(bank.folder / "acoustic.onnx", "f0", T.FLOAT, [1, "n"])
    with pytest.raises(ModelError, match="mel of shape"):
        sing(voice="tiny")
    identity(bank.folder / "dspitch/pitch.onnx", "note_midi", T.FLOAT, [1, "n"], "pitch_pred")
    with pytest.raises(ModelError, match="gave 5 values of pitch where"):
        sing(voice="tiny", model=DiffSinger())


@pytest.mark.parametrize("lyrics, sentence", [
    ("la[l aa] ta[t qq] la", r"The word '\[t qq\]' needs the phoneme 'qq', .* dsdur/phonemes.json"),
    ("la tata[xx] la", "needs the phoneme 'xx'"),
])
def test_a_phoneme_the_bank_lacks(lyrics: str, sentence: str, installed: Any, sing: Any) -> None:
    installed()
    with pytest.raises(UserError, match=sentence):
        sing(lyrics=lyrics, voice="tiny")


def test_a_dictionary_word_with_a_phoneme_the_bank_lacks(installed: Any, sing: Any) -> None:
    bank = installed()
    path = bank.folder / "dsdur/phonemes.json"
    tokens = json.loads(path.read_text())
    del tokens["k"]
    path.write_text(json.dumps(tokens))
    with pytest.raises(UserError, match="The word 'kiss' needs the phoneme 'k', which the voice 'Tiny'"):
        sing(voice="tiny", lyrics="la kiss la")


def test_unknown_words_are_sung_and_said(installed: Any, sing: Any) -> None:
    installed()
    results, warnings = sing(lyrics="ta grzx la")
    assert any("cannot read grzx" in sentence for sentence in warnings)
    assert [row["syllable"] for row in results["table"].values["rows"]] == ["ta", "grzx", "la"]


@pytest.mark.parametrize("lyrics", ["", "!!!", "🙂🙂", "さくら", "la " * 400])
def test_any_lyrics_are_answered(lyrics: str, installed: Any, sing: Any) -> None:
    installed()
    results, warnings = sing(lyrics=lyrics, voice="tiny")
    assert warnings and results["audio"].seconds > 1


def test_no_notes(installed: Any, sing: Any) -> None:
    installed()
    with pytest.raises(UserError, match="needs notes"):
        sing(model=_WithoutMidi())


class _WithoutMidi:
    def check(self, args: Any, inputs: Any, brief: Any) -> None:
        DiffSinger().check(args, {}, brief)


def test_without_a_bank_it_says_how_to_get_one(home: Path) -> None:
    assert "tonmeister voices add" in DiffSinger().ready()
