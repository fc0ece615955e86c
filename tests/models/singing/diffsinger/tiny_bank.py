"""DiffSinger banks of a few kilobytes, in every variant, made of plain ONNX operators.

The vocoder is a sine at the pitch it is given, so that a pitch can be followed through all seven models.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import yaml
from onnx import TensorProto as T
from onnx import helper, numpy_helper

HIDDEN = 8
BINS = 16
CURVES = ("energy", "breathiness", "voicing", "tension")
VOWELS = ("SP", "AP", "aa", "iy", "uw")
CONSONANTS = {"t": "stop", "k": "stop", "s": "fricative", "w": "semivowel", "l": "liquid", "n": "nasal"}
NATURAL = {"SP": 20.0, "AP": 20.0, "aa": 30.0, "iy": 25.0, "uw": 25.0, "t": 6.0, "k": 5.0, "s": 9.0, "w": 4.0, "l": 5.0,
           "n": 6.0}
"""Frames that the duration model gives each phoneme."""
ENTRIES = {"la": "l aa", "ta": "t aa", "tin": "t iy n", "kiss": "k iy s", "twa": "t w aa", "no": "n uw", "on": "aa n",
           "tata": "t aa t aa", "あ": "aa"}
SPEAKERS = {"bank.soft": 0.0, "bank.strong": 1.0}


@dataclass(frozen=True)
class Variant:
    """What a bank is like."""

    continuous: bool = True
    speakers: bool = False
    languages: bool = False
    mel_base: str = "e"
    vocoder_base: str = "e"
    depth: bool = True
    max_depth: float = 0.6
    old_depth_key: bool = False
    dur: bool = True
    pitch: bool = True
    variance: bool = True
    curves: tuple[str, ...] = CURVES
    predict_dur: bool = True
    expr: bool = True
    note_rest: bool = True
    glide: bool = False
    gender: bool = True
    velocity: bool = True
    noise: bool = False
    pitch_controllable: bool = False
    vocoder_inside: bool = True
    sample_rate: int = 44100
    hop: int = 512
    predictor_hop: int = 0
    """0 = the same as the acoustic model's."""
    scalars_rank: int = 0
    """steps and depth as [] or [1]."""
    text_phonemes: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    """More keys for the root dsconfig.yaml."""


class Graph:
    """Collects nodes; every input is used, so that none can be forgotten."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.inputs: list[Any] = []
        self.constants: dict[str, np.ndarray] = {}
        self._sums: list[str] = []

    def take(self, name: str, kind: int, shape: list[Any], *, sink: bool = True) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        if sink:
            cast = self.op("Cast", name, to=T.FLOAT)
            self._sums.append(self.op("Mul", self.op("ReduceSum", cast, keepdims=0), self.const(np.float32(0))))
        return name

    def const(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = np.asarray(value)
        return name

    def op(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        out = out or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def give(self, name: str, value: str) -> str:
        return self.op("Sum", value, *self._sums, out=name)

    def save(self, path: Path, outputs: dict[str, tuple[int, list[Any]]]) -> None:
        given = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in outputs.items()]
        constants = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        made = helper.make_model(helper.make_graph(self.nodes, "g", self.inputs, given, constants),
                                 opset_imports=[helper.make_opsetid("", 17)])
        made.ir_version = 9
        onnx.checker.check_model(made)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(made, str(path))


def phoneme_names(variant: Variant) -> list[str]:
    names = [*VOWELS, *CONSONANTS]
    return [f"en/{name}" if variant.languages and name not in ("SP", "AP") else name for name in names]


PLAIN = Variant()


def build(folder: Path, variant: Variant = PLAIN, *, name: str = "Tiny",
          licence: str = "CC0, commercial use allowed", vocoder_folder: Path | None = None) -> Path:
    """Write a whole bank."""
    folder.mkdir(parents=True, exist_ok=True)
    frame = {"sample_rate": variant.sample_rate, "hop_size": variant.hop}
    mel = {**frame, "win_size": 2048, "fft_size": 2048, "num_mel_bins": BINS, "mel_fmin": 40, "mel_fmax": 16000,
           "mel_base": variant.mel_base, "mel_scale": "slaney"}
    own = {"sample_rate": variant.sample_rate, "hop_size": variant.predictor_hop or variant.hop}
    root: dict[str, Any] = {"acoustic": "acoustic.onnx", "vocoder": "tiny_vocoder", **mel,
                            **{f"use_{curve}_embed": True for curve in variant.curves if variant.variance}}
    if variant.gender:
        root |= {"use_key_shift_embed": True, "augmentation_args": {"random_pitch_shifting": {"range": [-6.0, 6.0]}}}
    root |= {"use_speed_embed": variant.velocity}
    if variant.depth:
        root |= {"use_shallow_diffusion" if variant.old_depth_key else "use_variable_depth": True,
                 "max_depth": variant.max_depth if variant.continuous else int(1000 * variant.max_depth)}
    _write_part(folder, root | variant.extra, variant)
    _acoustic(folder / "acoustic.onnx", variant)
    if variant.dur:
        _linguistic(folder / "dsdur/linguistic.onnx", variant, by_word=True)
        _dur(folder / "dsdur/dur.onnx", variant)
        _write_part(folder / "dsdur", {**own, "dur": "dur.onnx", "linguistic": "linguistic.onnx"}, variant)
    if variant.pitch:
        _linguistic(folder / "dspitch/linguistic.onnx", variant, by_word=variant.predict_dur)
        _pitch(folder / "dspitch/pitch.onnx", variant)
        _write_part(folder / "dspitch", {**own, "pitch": "pitch.onnx", "linguistic": "linguistic.onnx",
                                         "use_expr": variant.expr, "use_note_rest": variant.note_rest,
                                         "predict_dur": variant.predict_dur}, variant)
    if variant.variance:
        _linguistic(folder / "dsvariance/linguistic.onnx", variant, by_word=variant.predict_dur)
        _variance(folder / "dsvariance/variance.onnx", variant)
        _write_part(folder / "dsvariance", {**own, "variance": "variance.onnx", "linguistic": "linguistic.onnx",
                                            "predict_dur": variant.predict_dur,
                                            **{f"predict_{one}": one in variant.curves for one in CURVES}}, variant)
    vocoder = folder / "dsvocoder" if variant.vocoder_inside else vocoder_folder
    if vocoder is not None:
        build_vocoder(vocoder, variant, mel)
    _dictionaries(folder / "dsdur", variant)
    character = {"name": name, "singer_type": "diffsinger", "text_file_encoding": "utf-8",
                 "default_phonemizer": "OpenUtau.Core.DiffSinger.DiffSingerEnglishPhonemizer"}
    if variant.speakers:
        character["subbanks"] = [{"color": "", "suffix": "bank.soft", "tone_ranges": ["C1-B7"]},
                                 {"color": "Power", "suffix": "bank.strong", "tone_ranges": ["C1-B7"]}]
    _yaml(folder / "character.yaml", character)
    (folder / "character.txt").write_text(f"name={name}\nauthor=A. Nonym\n", "utf-8")
    (folder / "LICENSE.txt").write_text(licence, "utf-8")
    return folder


def in_one_folder(folder: Path) -> Path:
    """The newer layout: models and lists lie in `dsmain`, and each part points there (Windows made the archive)."""
    main = folder / "dsmain"
    for part in (folder, folder / "dsdur", folder / "dspitch", folder / "dsvariance"):
        inside = main / (part.name if part != folder else "acoustic")
        inside.mkdir(parents=True)
        config = yaml.safe_load((part / "dsconfig.yaml").read_text("utf-8"))
        up = "" if part == folder else "..\\"
        for path in [*part.glob("*.onnx"), *part.glob("*.json"), *part.glob("*.emb")]:
            path.rename(inside / path.name)
        for key, value in config.items():
            if key in ("acoustic", "linguistic", "dur", "pitch", "variance", "phonemes", "languages"):
                config[key] = f"{up}dsmain/{inside.name}/{value}"
        if "speakers" in config:
            config["speakers"] = [f"{up}dsmain/{inside.name}/{name}" for name in config["speakers"]]
        _yaml(part / "dsconfig.yaml", config)
    return folder


def build_vocoder(folder: Path, variant: Variant, mel: dict[str, Any] | None = None) -> Path:
    mel = mel or {"sample_rate": variant.sample_rate, "hop_size": variant.hop, "num_mel_bins": BINS}
    graph = Graph()
    graph.take("mel", T.FLOAT, [1, "n_frames", BINS])
    f0 = graph.take("f0", T.FLOAT, [1, "n_frames"])
    spread = graph.op("Tile", graph.op("Unsqueeze", f0, graph.const(np.array([2]))),
                      graph.const(np.array([1, 1, variant.hop])))
    flat = graph.op("Cast", graph.op("Reshape", spread, graph.const(np.array([1, -1]))), to=T.DOUBLE)
    step = graph.op("Mul", flat, graph.const(np.float64(2 * np.pi / variant.sample_rate)))
    sine = graph.op("Sin", graph.op("CumSum", step, graph.const(np.int64(1))))
    graph.give("waveform", graph.op("Mul", graph.op("Cast", sine, to=T.FLOAT), graph.const(np.float32(0.3))))
    graph.save(folder / "model.onnx", {"waveform": (T.FLOAT, [1, "n_samples"])})
    _yaml(folder / "vocoder.yaml", {**mel, "mel_base": variant.vocoder_base, "name": "tiny_vocoder",
                                    "model": "model.onnx", "pitch_controllable": variant.pitch_controllable})
    return folder


def _write_part(folder: Path, config: dict[str, Any], variant: Variant) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = phoneme_names(variant)
    if variant.text_phonemes:
        (folder / "phonemes.txt").write_text("\n".join(names) + "\n", "utf-8")
    else:
        (folder / "phonemes.json").write_text(json.dumps({name: i for i, name in enumerate(names)}), "utf-8")
        config = {**config, "phonemes": "phonemes.json"}
    config = {**config, "hidden_size": HIDDEN, "use_continuous_acceleration": variant.continuous}
    if variant.languages:
        (folder / "languages.json").write_text(json.dumps({"ja": 1, "en": 2}), "utf-8")
        config |= {"use_lang_id": True, "languages": "languages.json"}
    if variant.speakers:
        config |= {"speakers": list(SPEAKERS)}
        for speaker, value in SPEAKERS.items():
            np.full(HIDDEN, value, "<f4").tofile(folder / f"{speaker}.emb")
    _yaml(folder / "dsconfig.yaml", config)


def _dictionaries(folder: Path, variant: Variant) -> None:
    prefix = "en/" if variant.languages else ""
    kinds = [{"symbol": name if name in ("SP", "AP") else prefix + name, "type": "vowel"} for name in VOWELS]
    kinds += [{"symbol": prefix + name, "type": kind} for name, kind in CONSONANTS.items()]
    entries = [{"grapheme": word, "phonemes": [prefix + one for one in text.split()]} for word, text in ENTRIES.items()]
    folder.mkdir(parents=True, exist_ok=True)
    replaced = [{"from": arpabet, "to": prefix + own} for arpabet, own in
                {"ih": "iy", "ah": "aa", "ae": "aa", "z": "s", "d": "t"}.items()]
    _yaml(folder / ("dsdict-en.yaml" if variant.languages else "dsdict.yaml"),
          {"symbols": kinds, "entries": entries, "replacements": replaced})


def _linguistic(path: Path, variant: Variant, *, by_word: bool) -> None:
    graph = Graph()
    tokens = graph.take("tokens", T.INT64, [1, "n_tokens"])
    if by_word:
        graph.take("word_div", T.INT64, [1, "n_words"])
        graph.take("word_dur", T.INT64, [1, "n_words"])
    else:
        graph.take("ph_dur", T.INT64, [1, "n_tokens"])
    if variant.languages:
        graph.take("languages", T.INT64, [1, "n_tokens"])
    table = np.zeros((len(phoneme_names(variant)), HIDDEN), np.float32)
    table[:, 0] = [NATURAL[name.rpartition("/")[2]] for name in phoneme_names(variant)]
    graph.give("encoder_out", graph.op("Gather", graph.const(table), tokens, axis=0))
    graph.op("Equal", tokens, graph.const(np.int64(-1)), out="x_masks")
    graph.save(path, {"encoder_out": (T.FLOAT, [1, "n_tokens", HIDDEN]), "x_masks": (T.BOOL, [1, "n_tokens"])})


def _speaker(graph: Graph, variant: Variant, steps: str) -> None:
    if variant.speakers:
        graph.take("spk_embed", T.FLOAT, [1, steps, HIDDEN])


def _steps(graph: Graph, variant: Variant) -> None:
    graph.take("steps" if variant.continuous else "speedup", T.INT64, [1] * variant.scalars_rank)


def _dur(path: Path, variant: Variant) -> None:
    graph = Graph()
    encoder = graph.take("encoder_out", T.FLOAT, [1, "n_tokens", HIDDEN])
    graph.take("x_masks", T.BOOL, [1, "n_tokens"])
    graph.take("ph_midi", T.INT64, [1, "n_tokens"])
    _speaker(graph, variant, "n_tokens")
    graph.give("ph_dur_pred", graph.op("Gather", encoder, graph.const(np.int64(0)), axis=2))
    graph.save(path, {"ph_dur_pred": (T.FLOAT, [1, "n_tokens"])})


def _pitch(path: Path, variant: Variant) -> None:
    graph = Graph()
    graph.take("encoder_out", T.FLOAT, [1, "n_tokens", HIDDEN])
    graph.take("ph_dur", T.INT64, [1, "n_tokens"])
    midi = graph.take("note_midi", T.FLOAT, [1, "n_notes"])
    if variant.note_rest:
        graph.take("note_rest", T.BOOL, [1, "n_notes"])
    lengths = graph.take("note_dur", T.INT64, [1, "n_notes"])
    if variant.glide:
        graph.take("note_glide", T.INT64, [1, "n_notes"])
    pitch = graph.take("pitch", T.FLOAT, [1, "n_frames"])
    if variant.expr:
        graph.take("expr", T.FLOAT, [1, "n_frames"])
    retake = graph.take("retake", T.BOOL, [1, "n_frames"])
    _steps(graph, variant)
    _speaker(graph, variant, "n_frames")
    one = graph.const(np.int64(1))
    count = graph.op("Gather", graph.op("Shape", pitch), one, axis=0)
    places = graph.op("Unsqueeze", graph.op("Range", graph.const(np.int64(0)), count, one), graph.const(np.array([1])))
    passed = graph.op("GreaterOrEqual", places, graph.op("CumSum", lengths, one))
    note = graph.op("ReduceSum", graph.op("Cast", passed, to=T.INT64), graph.const(np.array([1])), keepdims=0)
    last = graph.op("Sub", graph.op("Gather", graph.op("Shape", midi), one, axis=0), one)
    sung = graph.op("Gather", midi, graph.op("Min", note, last), axis=1)
    graph.give("pitch_pred", graph.op("Where", retake, sung, pitch))
    graph.save(path, {"pitch_pred": (T.FLOAT, [1, "n_frames"])})


def _variance(path: Path, variant: Variant) -> None:
    graph = Graph()
    graph.take("encoder_out", T.FLOAT, [1, "n_tokens", HIDDEN])
    graph.take("ph_dur", T.INT64, [1, "n_tokens"])
    pitch = graph.take("pitch", T.FLOAT, [1, "n_frames"])
    for curve in variant.curves:
        graph.take(curve, T.FLOAT, [1, "n_frames"])
    graph.take("retake", T.BOOL, [1, "n_frames", len(variant.curves)])
    _steps(graph, variant)
    _speaker(graph, variant, "n_frames")
    for number, curve in enumerate(variant.curves):
        graph.give(f"{curve}_pred", graph.op("Sub", pitch, graph.const(np.float32(100 + number))))
    graph.save(path, {f"{curve}_pred": (T.FLOAT, [1, "n_frames"]) for curve in variant.curves})


def _acoustic(path: Path, variant: Variant) -> None:
    graph = Graph()
    graph.take("tokens", T.INT64, [1, "n_tokens"])
    graph.take("durations", T.INT64, [1, "n_tokens"])
    f0 = graph.take("f0", T.FLOAT, [1, "n_frames"])
    for curve in variant.curves if variant.variance else ():
        graph.take(curve, T.FLOAT, [1, "n_frames"])
    for name in (*(("gender",) if variant.gender else ()), *(("velocity",) if variant.velocity else ())):
        graph.take(name, T.FLOAT, [1, "n_frames"])
    _speaker(graph, variant, "n_frames")
    if variant.languages:
        graph.take("languages", T.INT64, [1, "n_tokens"])
    if variant.depth:
        graph.take("depth", T.FLOAT if variant.continuous else T.INT64, [1] * variant.scalars_rank)
    _steps(graph, variant)
    high = graph.op("Unsqueeze", f0, graph.const(np.array([2])))
    mel = graph.op("Add", graph.op("Mul", high, graph.const(np.float32(0))),
                   graph.const(np.full((1, 1, BINS), -1.0, np.float32)))
    if variant.noise:
        mel = graph.op("Add", mel, graph.op("RandomNormalLike", mel))
    graph.give("mel", mel)
    graph.save(path, {"mel": (T.FLOAT, [1, "n_frames", BINS])})


def _yaml(path: Path, values: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), "utf-8")
