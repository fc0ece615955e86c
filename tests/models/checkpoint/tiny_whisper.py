"""A tiny Whisper that says the same words whatever it hears: its positions alone decide what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

WIDTH = 32
WORDS = (" hello", " big", " world")


def tiny_whisper(folder: Path, *, says: Sequence[str] = WORDS, language: str = "de") -> None:
    """Save one that recognises `language` and says these pieces, then ends."""
    import torch
    from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration

    tokenizer, marks = _tokenizer(says)
    end = marks["<|endoftext|>"]
    torch.manual_seed(0)
    config = WhisperConfig(
        vocab_size=len(tokenizer), num_mel_bins=80, d_model=WIDTH, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16,
        max_source_positions=1500, max_target_positions=128, pad_token_id=end, bos_token_id=end, eos_token_id=end,
        decoder_start_token_id=marks["<|startoftranscript|>"], suppress_tokens=None, begin_suppress_tokens=None,
    )
    network = WhisperForConditionalGeneration(config).eval()
    spoken = [tokenizer.convert_tokens_to_ids(piece.replace(" ", "Ġ")) for piece in says]
    first = marks.get(f"<|{language}|>", marks["<|nospeech|>"])
    _say(network, [first, marks["<|transcribe|>"], marks["<|notimestamps|>"], *spoken, end])
    _settle(network.generation_config, marks)
    network.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=80).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _tokenizer(says: Sequence[str]) -> tuple[Any, dict[str, int]]:
    from tokenizers import AddedToken
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import WhisperTokenizer

    from models.speech.whisper_languages import WHISPER_LANGUAGES

    # CTranslate2 knows a multilingual Whisper by its empty token.
    pieces = [*sorted(ByteLevel.alphabet()), "", *(piece.replace(" ", "Ġ") for piece in says)]
    tokenizer = WhisperTokenizer(vocab={piece: number for number, piece in enumerate(dict.fromkeys(pieces))}, merges=[])
    languages = [f"<|{code}|>" for code in WHISPER_LANGUAGES.values()]
    marks = ["<|endoftext|>", "<|startoftranscript|>", *languages, "<|translate|>", "<|transcribe|>",
             "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    tokenizer.add_tokens([AddedToken(mark, special=True, normalized=False) for mark in marks])
    times = [f"<|{number * 0.02:.2f}|>" for number in range(1501)]
    tokenizer.add_tokens([AddedToken(time, special=False, normalized=False) for time in times])
    return tokenizer, {mark: tokenizer.convert_tokens_to_ids(mark) for mark in marks}


def _say(network: Any, order: Sequence[int]) -> None:
    """Let position n ask for the n-th of these tokens; beyond them nothing is sure."""
    import torch

    decoder = network.get_decoder()
    with torch.no_grad():
        meanings = torch.nn.functional.normalize(torch.randn(decoder.embed_tokens.weight.shape), dim=1)
        decoder.embed_tokens.weight.copy_(meanings)
        for position, token in enumerate(order):
            decoder.embed_positions.weight[position] = 20 * meanings[token]
        decoder.embed_tokens.weight[list(dict.fromkeys(order))] *= 4


def _settle(settings: Any, marks: dict[str, int]) -> None:
    from models.speech.whisper_languages import WHISPER_LANGUAGES

    settings._from_model_config = False  # else what follows is dropped at load
    settings.is_multilingual = True
    settings.lang_to_id = {f"<|{code}|>": marks[f"<|{code}|>"] for code in WHISPER_LANGUAGES.values()}
    settings.task_to_id = {"transcribe": marks["<|transcribe|>"], "translate": marks["<|translate|>"]}
    settings.no_timestamps_token_id = marks["<|notimestamps|>"]
    settings.alignment_heads = [[0, 0]]
    settings.max_initial_timestamp_index = 50
    settings.suppress_tokens = settings.begin_suppress_tokens = None
    settings.prev_sot_token_id = marks["<|startofprev|>"]
    settings.return_timestamps = False
