"""Vocabularies that tiny tokenizers are made of, without any file."""

from __future__ import annotations


def byte_vocabulary(*specials: str) -> dict[str, int]:
    """The marks given, then a token for every byte, for byte-level tokenizers."""
    from tokenizers.pre_tokenizers import ByteLevel

    return {token: number for number, token in enumerate([*specials, *sorted(ByteLevel.alphabet())])}


def letter_pieces(*specials: str) -> list[tuple[str, float]]:
    """The marks given, then a piece for every letter, with their scores, for T5's tokenizer."""
    return [(mark, 0.0) for mark in specials] + [(one, -5.0) for one in "▁abcdefghijklmnopqrstuvwxyz0123456789.,'-"]


def letter_vocabulary(*specials: str) -> dict[str, int]:
    """The marks given, then every letter at the beginning and inside of a word, for BERT's tokenizer."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,'-"
    tokens = [*specials, *letters, *(f"##{letter}" for letter in letters)]
    return {token: number for number, token in enumerate(tokens)}
