"""Tiny random checkpoints of models that make sound; each function fills a folder and returns it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.models.checkpoint.tiny_parts import byte_vocabulary, letter_pieces

TOKENIZER_MARKS = ("<pad>", "</s>", "<unk>")


def musicgen(folder: Path, *, melody: bool = False) -> Path:
    """32 kHz, 50 steps a second, four codebooks."""
    import torch
    from transformers import (
        EncodecConfig,
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenMelodyConfig,
        MusicgenMelodyDecoderConfig,
        MusicgenMelodyForConditionalGeneration,
        T5Config,
    )

    torch.manual_seed(0)
    tokenizer = _t5_tokenizer()
    words = T5Config(vocab_size=len(tokenizer), d_model=16, d_ff=16, d_kv=8, num_layers=1, num_heads=2)
    codec = EncodecConfig(sampling_rate=32000, num_filters=4, hidden_size=8, codebook_size=64, codebook_dim=8,
                          upsampling_ratios=[8, 8, 5, 2], target_bandwidths=[1.2], num_lstm_layers=1, kernel_size=3,
                          last_kernel_size=3)
    sizes: dict[str, Any] = {
        "vocab_size": 64, "num_codebooks": 4, "hidden_size": 16, "ffn_dim": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "max_position_embeddings": 2048, "pad_token_id": 64, "bos_token_id": 64}
    parts = {"text_encoder": words.to_dict(), "audio_encoder": codec.to_dict()}
    if melody:
        decoder = MusicgenMelodyDecoderConfig(**sizes).to_dict()
        network: Any = MusicgenMelodyForConditionalGeneration(
            MusicgenMelodyConfig(**parts, decoder=decoder, num_chroma=12))
    else:
        network = MusicgenForConditionalGeneration(
            MusicgenConfig(**parts, decoder=MusicgenDecoderConfig(**sizes).to_dict()))
    with torch.no_grad():
        for layer in network.audio_encoder.quantizer.layers:
            layer.codebook.embed.normal_()
        for name, weight in network.named_parameters():
            if weight.ndim > 1 and not name.startswith("audio_encoder."):
                weight.normal_(std=0.3)
    settings = network.generation_config
    settings.decoder_start_token_id = settings.pad_token_id = settings.bos_token_id = 64
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def stable_audio(folder: Path) -> Path:
    """Stereo at 1.6 kHz, up to ten seconds."""
    import torch
    from diffusers import (
        AutoencoderOobleck,
        CosineDPMSolverMultistepScheduler,
        StableAudioDiTModel,
        StableAudioPipeline,
        StableAudioProjectionModel,
    )
    from transformers import T5Config, T5EncoderModel

    torch.manual_seed(0)
    tokenizer = _t5_tokenizer(model_max_length=25)
    words = T5Config(vocab_size=len(tokenizer), d_model=16, d_ff=16, d_kv=8, num_layers=1, num_heads=2)
    StableAudioPipeline(
        vae=AutoencoderOobleck(
            encoder_hidden_size=6, downsampling_ratios=[4, 16], decoder_channels=3, decoder_input_channels=3,
            audio_channels=2, channel_multiples=[2, 4], sampling_rate=1600),
        text_encoder=T5EncoderModel(words).eval(), tokenizer=tokenizer,
        projection_model=StableAudioProjectionModel(text_encoder_dim=16, conditioning_dim=4, min_value=0, max_value=32),
        transformer=StableAudioDiTModel(
            sample_size=256, in_channels=3, num_layers=1, attention_head_dim=4, num_key_value_attention_heads=2,
            num_attention_heads=4, out_channels=3, cross_attention_dim=4, time_proj_dim=8, global_states_input_dim=8,
            cross_attention_input_dim=4),
        scheduler=CosineDPMSolverMultistepScheduler(
            solver_order=2, prediction_type="v_prediction", sigma_data=1.0, sigma_schedule="exponential"),
    ).save_pretrained(folder)
    return folder


def stable_audio3(folder: Path) -> Path:
    """Stereo at 1.6 kHz; with the scheduler of the distilled ones."""
    import torch
    from diffusers import (
        AutoencoderSAME,
        FlowMatchEulerDiscreteScheduler,
        StableAudio3DiTModel,
        StableAudio3Pipeline,
    )
    from diffusers.pipelines.stable_audio_3.modeling_stable_audio_3 import StableAudio3DurationEmbedder
    from transformers import GemmaTokenizer, T5GemmaConfig, T5GemmaEncoderModel
    from transformers.models.t5gemma.configuration_t5gemma import T5GemmaModuleConfig

    torch.manual_seed(0)
    marks = ["<pad>", "<eos>", "<bos>", "<unk>", *"▁abcdefghijklmnopqrstuvwxyz.,'"]
    tokenizer = GemmaTokenizer(vocab={mark: number for number, mark in enumerate(marks)}, merges=[])
    words = T5GemmaModuleConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8, max_position_embeddings=256, sliding_window=64,
        layer_types=["full_attention"]).to_dict()
    encoder = T5GemmaEncoderModel(T5GemmaConfig(encoder=words, decoder=words, is_encoder_decoder=False)).eval()
    made = StableAudio3Pipeline(
        vae=AutoencoderSAME(
            audio_channels=2, patch_size=16, encoder_channels=8, encoder_c_mults=(2,), encoder_strides=(4,),
            encoder_transformer_depths=(1,), latent_dim=8, use_differential_attention=False, dim_heads=4, ff_mult=2,
            sampling_rate=1600),
        text_encoder=encoder, tokenizer=tokenizer,
        duration_embedder=StableAudio3DurationEmbedder(output_dim=16, fourier_dim=16),
        transformer=StableAudio3DiTModel(
            io_channels=8, patch_size=1, embed_dim=32, depth=1, num_heads=4, cond_token_dim=16, global_cond_dim=16,
            local_add_cond_dim=9, timestep_features_dim=16, ff_mult=2, num_memory_tokens=3,
            use_differential_attention=False),
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0, stochastic_sampling=True))
    for network in (made.vae, made.transformer):
        _without_zeros(network)
    made.save_pretrained(folder)
    return folder


def audioldm2(folder: Path) -> Path:
    """Mono at 16 kHz; its language model is stored as its base class, as in the published repository."""
    import torch
    from diffusers import (
        AudioLDM2Pipeline,
        AudioLDM2ProjectionModel,
        AudioLDM2UNet2DConditionModel,
        AutoencoderKL,
        DDIMScheduler,
    )
    from transformers import (
        GPT2Config,
        GPT2LMHeadModel,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
        T5Config,
        T5EncoderModel,
    )

    torch.manual_seed(0)
    clap, extractor, clap_tokenizer = clap_parts(bins=16)
    t5_tokenizer = _t5_tokenizer(model_max_length=77)
    words = T5Config(vocab_size=len(t5_tokenizer), d_model=32, d_ff=37, d_kv=8, num_heads=1, num_layers=1)
    writer = GPT2LMHeadModel(GPT2Config(n_embd=16, n_head=1, n_layer=1, vocab_size=100, n_positions=199)).eval()
    writer.config.max_new_tokens = 8
    AudioLDM2Pipeline(
        vae=AutoencoderKL(
            block_out_channels=[8, 16], in_channels=1, out_channels=1, norm_num_groups=8, latent_channels=4,
            down_block_types=["DownEncoderBlock2D"] * 2, up_block_types=["UpDecoderBlock2D"] * 2),
        text_encoder=clap, text_encoder_2=T5EncoderModel(words).eval(),
        projection_model=AudioLDM2ProjectionModel(text_encoder_dim=16, text_encoder_1_dim=32, langauge_model_dim=16),
        language_model=writer, tokenizer=clap_tokenizer, tokenizer_2=t5_tokenizer, feature_extractor=extractor,
        unet=AudioLDM2UNet2DConditionModel(
            block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=8, sample_size=32, in_channels=4,
            out_channels=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=(8, 16)),
        scheduler=DDIMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False,
                                set_alpha_to_one=False),
        vocoder=SpeechT5HifiGan(SpeechT5HifiGanConfig(
            model_in_dim=8, sampling_rate=16000, upsample_initial_channel=16, upsample_rates=[20, 20],
            upsample_kernel_sizes=[40, 40], resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1, 3]],
            normalize_before=False)).eval(),
    ).save_pretrained(folder)
    shutil.rmtree(folder / "language_model")
    writer.transformer.save_pretrained(folder / "language_model")
    index = folder / "model_index.json"
    index.write_text(index.read_text().replace("GPT2LMHeadModel", "GPT2Model"))
    return folder


def ace_step(folder: Path, *, turbo: bool = True) -> Path:
    """Stereo at 1.6 kHz, 25 latents a second as the real one."""
    import torch
    from diffusers import (
        AceStepPipeline,
        AceStepTransformer1DModel,
        AutoencoderOobleck,
        FlowMatchEulerDiscreteScheduler,
    )
    from diffusers.pipelines.ace_step import (
        AceStepAudioTokenDetokenizer,
        AceStepAudioTokenizer,
        AceStepConditionEncoder,
    )
    from transformers import Qwen2Tokenizer, Qwen3Config, Qwen3Model

    torch.manual_seed(0)
    vocabulary = byte_vocabulary("<|endoftext|>", "<|im_start|>", "<|im_end|>")
    heads: dict[str, Any] = {"num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8}
    words = Qwen3Config(vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=1,
                        max_position_embeddings=4096, **heads)
    sizes: dict[str, Any] = {
        "hidden_size": 32, "intermediate_size": 64, "rope_theta": 10000.0, "sliding_window": 16, **heads}
    version = "turbo" if turbo else "base"
    AceStepPipeline(
        text_encoder=Qwen3Model(words).eval(), tokenizer=Qwen2Tokenizer(vocab=vocabulary, merges=[]),
        transformer=AceStepTransformer1DModel(
            num_hidden_layers=2, in_channels=24, audio_acoustic_hidden_dim=8, patch_size=2, model_version=version,
            is_turbo=turbo, **sizes),
        condition_encoder=AceStepConditionEncoder(
            text_hidden_dim=32, timbre_hidden_dim=8, num_lyric_encoder_hidden_layers=1,
            num_timbre_encoder_hidden_layers=1, **sizes),
        audio_tokenizer=AceStepAudioTokenizer(
            audio_acoustic_hidden_dim=8, pool_window_size=2, fsq_dim=32, fsq_input_levels=[4, 4, 4],
            fsq_input_num_quantizers=1, num_attention_pooler_hidden_layers=1, **sizes),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(
            audio_acoustic_hidden_dim=8, pool_window_size=2, num_attention_pooler_hidden_layers=1, **sizes),
        vae=AutoencoderOobleck(
            encoder_hidden_size=16, downsampling_ratios=[4, 16], decoder_channels=3, decoder_input_channels=8,
            audio_channels=2, channel_multiples=[2, 4], sampling_rate=1600),
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
    ).save_pretrained(folder)
    return folder


def clap(folder: Path, *, is_broken: bool = False) -> Path:
    """Words and sounds in one space; broken: all words are alike in it, as in a published checkpoint."""
    import torch
    from transformers import ClapProcessor

    torch.manual_seed(0)
    network, extractor, tokenizer = clap_parts()
    with torch.no_grad():
        for name, weight in network.text_model.named_parameters():
            if "norm" not in name.lower():
                weight.normal_(std=2.0)
        if is_broken:
            network.text_projection.linear1.weight.zero_()
            network.text_projection.linear1.bias.fill_(1.0)
    network.save_pretrained(folder)
    ClapProcessor(extractor, tokenizer).save_pretrained(folder)
    return folder


def clap_parts(bins: int = 16) -> tuple[Any, Any, Any]:
    """The network, what prepares sound, and what prepares words."""
    from transformers import ClapConfig, ClapFeatureExtractor, ClapModel, RobertaTokenizer

    vocabulary = byte_vocabulary("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    words = {"vocab_size": len(vocabulary), "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1,
             "intermediate_size": 16, "max_position_embeddings": 90, "pad_token_id": 1, "bos_token_id": 0,
             "eos_token_id": 2, "projection_dim": 8}
    sounds = {"spec_size": 64, "window_size": 4, "num_mel_bins": bins, "patch_size": 4, "patch_stride": [4, 4],
              "patch_embeds_hidden_size": 8, "hidden_size": 16, "depths": [1, 1], "num_attention_heads": [2, 2],
              "num_hidden_layers": 2, "projection_dim": 8, "patch_embed_input_channels": 1, "enable_fusion": False}
    network = ClapModel(ClapConfig(text_config=words, audio_config=sounds, projection_dim=16)).eval()
    extractor = ClapFeatureExtractor(feature_size=bins, truncation="rand_trunc", padding="repeatpad", max_length_s=1,
                                     hop_length=480)
    return network, extractor, RobertaTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def blip(folder: Path) -> Path:
    """Captions of letters by chance."""
    import torch
    from transformers import (
        BertTokenizer,
        BlipConfig,
        BlipForConditionalGeneration,
        BlipImageProcessorPil,
        BlipProcessor,
    )

    from tests.models.checkpoint.tiny_parts import letter_vocabulary

    torch.manual_seed(0)
    vocabulary = letter_vocabulary("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]")
    shared = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
              "projection_dim": 16}
    words = {**shared, "vocab_size": len(vocabulary), "encoder_hidden_size": 16, "max_position_embeddings": 64,
             "bos_token_id": vocabulary["[DEC]"], "eos_token_id": vocabulary["[SEP]"], "pad_token_id": 0,
             "sep_token_id": vocabulary["[SEP]"]}
    pictures = {**shared, "image_size": 32, "patch_size": 8}
    BlipForConditionalGeneration(BlipConfig(text_config=words, vision_config=pictures, projection_dim=16)).eval(
    ).save_pretrained(folder)
    pictures_in = BlipImageProcessorPil(size={"height": 32, "width": 32})
    BlipProcessor(pictures_in, BertTokenizer(vocab=vocabulary, bos_token="[DEC]")).save_pretrained(folder)
    return folder


def _without_zeros(network: Any) -> None:
    """Parts that begin at zero before training let nothing through."""
    import torch

    with torch.no_grad():
        for weight in network.parameters():
            if weight.ndim > 1 and not weight.abs().max():
                weight.normal_(std=0.1)


def _t5_tokenizer(**settings: Any) -> Any:
    from transformers import T5Tokenizer

    return T5Tokenizer(vocab=letter_pieces(*TOKENIZER_MARKS), extra_ids=0, **settings)
