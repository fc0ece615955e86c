"""All models of a bank, loaded and checked before the first phrase is sung."""

from __future__ import annotations

from models.singing.diffsinger.bank import BankPart, DiffSingerBank
from models.singing.diffsinger.session import OnnxNetwork, TensorNeed

_LINGUISTIC = ("encoder_out", "x_masks")


class Networks:
    """The loaded models of one bank; None where the bank has no such model."""

    def __init__(self, bank: DiffSingerBank) -> None:
        """Loads them; UserError when one is no ONNX model, or wants what nobody can give."""
        root = bank.acoustic
        self.dur_words = _linguistic(bank.dur, with_words=True)
        self.dur = _predictor(bank.dur, "dur", {"encoder_out", "x_masks", "ph_midi"}, ("ph_dur_pred",))
        self.pitch_words = _linguistic(bank.pitch)
        self.pitch = _predictor(bank.pitch, "pitch", {
            "encoder_out", "x_masks", "ph_dur", "note_midi", "note_rest", "note_dur", "note_glide", "pitch", "expr",
            "retake", "steps", "speedup"}, ("pitch_pred",))
        self.variance_words = _linguistic(bank.variance)
        curves = bank.variance.config.predicted_curves if bank.variance else ()
        self.variance = _predictor(bank.variance, "variance", {
            "encoder_out", "x_masks", "ph_dur", "pitch", "retake", "steps", "speedup", *curves},
            tuple(f"{curve}_pred" for curve in curves))
        offered = {"tokens", "durations", "f0", "gender", "velocity", "depth", "steps", "speedup",
                   *root.config.used_curves, *_of_config(root)}
        self.acoustic = OnnxNetwork(
            root.file(root.config.acoustic, "acoustic model"), TensorNeed(frozenset(offered), ("mel",))
        )
        vocoder = bank.vocoder
        self.vocoder = OnnxNetwork(
            vocoder.path.parent / vocoder.model,
            TensorNeed(frozenset({"mel", "f0"}), ("waveform",)),
            on_cpu=vocoder.force_on_cpu,
        )


def _linguistic(part: BankPart | None, *, with_words: bool = False) -> OnnxNetwork | None:
    if part is None:
        return None
    by_word = with_words or part.config.predict_dur
    offered = {"tokens", *(("word_div", "word_dur") if by_word else ("ph_dur",)), *_of_config(part)} - {"spk_embed"}
    return OnnxNetwork(
        part.file(part.config.linguistic, "linguistic model"), TensorNeed(frozenset(offered), _LINGUISTIC)
    )


def _predictor(part: BankPart | None, key: str, offered: set[str], outputs: tuple[str, ...]) -> OnnxNetwork | None:
    if part is None:
        return None
    model = {"dur": part.config.dur, "pitch": part.config.pitch, "variance": part.config.variance}[key]
    need = TensorNeed(frozenset(offered | _of_config(part) - {"languages"}), outputs)
    return OnnxNetwork(part.file(model, f"{key} model"), need)


def _of_config(part: BankPart) -> set[str]:
    """Inputs that can only be given when the bank has what they are made of."""
    return {*(("spk_embed",) if part.embeddings is not None else ()),
            *(("languages",) if part.config.use_lang_id else ())}
