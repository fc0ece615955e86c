"""Tiny models with random weights that listen: a tagger, a frame listener, and two kinds that answer in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.models.checkpoint.tiny_parts import byte_vocabulary

LABELS = ("Speech", "Dog", "Vehicle horn, car horn, honking", "Inside, small room")
_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{% for c in m['content'] %}{% if c['type'] == 'audio' %}AUDIO"
    "{% else %}{{ c['text'] }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")


def make_ast(folder: Path, *, sure: tuple[int, ...] = (1,)) -> Path:
    """A tagger that is sure of some labels, whatever it hears."""
    import torch
    from transformers import ASTConfig, ASTFeatureExtractor, ASTForAudioClassification

    torch.manual_seed(0)
    network = ASTForAudioClassification(ASTConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, max_length=128,
        num_mel_bins=32, frequency_stride=16, time_stride=16, id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)}))
    with torch.no_grad():
        network.classifier.dense.weight.zero_()
        network.classifier.dense.bias.copy_(torch.tensor([4.0 if row in sure else -4.0 for row in range(len(LABELS))]))
    network.save_pretrained(folder)
    ASTFeatureExtractor(num_mel_bins=32, max_length=128).save_pretrained(folder)
    return folder


def make_frame_listener(folder: Path) -> Path:
    """40 ms frames at 16 kHz; it takes everything for everything, as sure as its bias is."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import (
        ModernBertConfig,
        PeAudioConfig,
        PeAudioFeatureExtractor,
        PeAudioFrameLevelModel,
        PeAudioProcessor,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(0)
    vocabulary = byte_vocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    inner.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, pad_token="[PAD]", unk_token="[UNK]",
                                        cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]")
    sizes: dict[str, Any] = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
                             "num_attention_heads": 2}
    words = ModernBertConfig(vocab_size=len(vocabulary), pad_token_id=0, cls_token_id=2, sep_token_id=3,
                             bos_token_id=2, eos_token_id=3, **sizes).to_dict()
    codec = {"model_type": "dac", "encoder_hidden_size": 4, "downsampling_ratios": [2, 4, 8, 10],
             "decoder_hidden_size": 32, "n_codebooks": 1, "codebook_size": 16, "codebook_dim": 8,
             "sampling_rate": 16000}
    ears = {"model_type": "pe_audio_encoder", "head_dim": 8, "dac_config": codec, **sizes}
    network = PeAudioFrameLevelModel(PeAudioConfig(text_config=words, audio_config=ears))
    with torch.no_grad():
        network.text_audio_logit_scale.zero_()
        network.text_audio_logit_bias.fill_(3.0)
    network.save_pretrained(folder)
    PeAudioProcessor(PeAudioFeatureExtractor(feature_size=1, sampling_rate=16000, hop_length=640),
                     tokenizer).save_pretrained(folder)
    return folder


def make_qwen_audio(folder: Path) -> Path:
    """Answers with random bytes."""
    import torch
    from transformers import (
        Qwen2AudioConfig,
        Qwen2AudioForConditionalGeneration,
        Qwen2AudioProcessor,
        WhisperFeatureExtractor,
    )

    torch.manual_seed(0)
    tokenizer = _tokenizer("<|AUDIO|>", "<|audio_bos|>", "<|audio_eos|>")
    network = Qwen2AudioForConditionalGeneration(Qwen2AudioConfig(
        audio_config={**_ears("qwen2_audio_encoder"), "d_model": 16, "encoder_layers": 1,
                      "encoder_attention_heads": 2, "encoder_ffn_dim": 16},
        text_config=_speech(tokenizer), audio_token_index=tokenizer.convert_tokens_to_ids("<|AUDIO|>")))
    return _saved(network, folder, Qwen2AudioProcessor(
        WhisperFeatureExtractor(feature_size=80), tokenizer,
        chat_template=_TEMPLATE.replace("AUDIO", "<|audio_bos|><|AUDIO|><|audio_eos|>")))


def make_music_flamingo(folder: Path) -> Path:
    """The same with the ears of Audio Flamingo."""
    import torch
    from transformers import (
        MusicFlamingoConfig,
        MusicFlamingoForConditionalGeneration,
        MusicFlamingoProcessor,
        WhisperFeatureExtractor,
    )

    torch.manual_seed(0)
    tokenizer = _tokenizer("<sound>", "<|sound_bos|>", "<|sound_eos|>")
    ids = tokenizer.convert_tokens_to_ids
    network = MusicFlamingoForConditionalGeneration(MusicFlamingoConfig(
        audio_config={**_ears("audioflamingo3_encoder"), "hidden_size": 20, "num_hidden_layers": 1,
                      "num_attention_heads": 2, "intermediate_size": 16},
        text_config=_speech(tokenizer), audio_token_id=ids("<sound>"), audio_bos_token_id=ids("<|sound_bos|>"),
        audio_eos_token_id=ids("<|sound_eos|>")))
    return _saved(network, folder, MusicFlamingoProcessor(
        WhisperFeatureExtractor(feature_size=80), tokenizer, chat_template=_TEMPLATE.replace("AUDIO", "<sound>")))


def _tokenizer(*marks: str) -> Any:
    from transformers import Qwen2Tokenizer

    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", *marks]
    return Qwen2Tokenizer(vocab=byte_vocabulary(*specials), merges=[], additional_special_tokens=specials[1:],
                          padding_side="left")


def _ears(kind: str) -> dict[str, Any]:
    return {"model_type": kind, "num_mel_bins": 80, "max_source_positions": 1500}


def _speech(tokenizer: Any) -> dict[str, Any]:
    return {"model_type": "qwen2", "vocab_size": len(tokenizer), "hidden_size": 16, "intermediate_size": 16,
            "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
            "max_position_embeddings": 4096}


def _saved(network: Any, folder: Path, processor: Any) -> Path:
    network.generation_config.pad_token_id = 0
    network.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
