"""A language model of 60 000 weights that knows a few requests by heart, for a real server to load.

It is a Qwen2 like any other, so that `transformers serve` takes it for one and parses its tool calls. It is far too
small to read rules, data or tools: its chat template shows it only the musician's words and what became of its calls.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.planner.llm.prompt import REQUEST

Turn = tuple[str, str]
"""Who speaks (user, assistant or tool) and what."""
_START, _END, _CALL, _CALLED = "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"
_TEMPLATE = (
    (
        "{% if not tools %}{{ raise_exception('no tools were offered') }}{% endif %}"
        "{% for message in messages %}{% if message.role != 'system' %}"
        "{{ '<|im_start|>' + message.role + '\n' }}"
        "{% if message.tool_calls %}{% for one in message.tool_calls %}"
        '{{ \'<tool_call>\n{"name": "\' + one.function.name + \'", "arguments": \' }}'
        "{{ one.function.arguments if one.function.arguments is string else one.function.arguments | tojson }}"
        "{{ '}\n</tool_call>' }}{% endfor %}"
        "{% else %}{{ message.content.split('REQUEST OF THE MUSICIAN\n')[-1] }}{% endif %}"
        "{{ '<|im_end|>\n' }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
    )
    .replace("REQUEST OF THE MUSICIAN", REQUEST)
    .replace("\n", "\\n")
)


def call(name: str, **args: Any) -> str:
    """A tool call as Qwen2 writes it."""
    return f'{_CALL}\n{{"name": "{name}", "arguments": {json.dumps(args)}}}\n{_CALLED}'


def make_model(folder: Path, talks: Sequence[Sequence[Turn]], *, most_steps: int = 600) -> float:
    """Train it until it says every assistant's turn of the talks without a mistake; returns the last loss."""
    import torch
    from transformers import AutoTokenizer, Qwen2Config, Qwen2ForCausalLM

    torch.set_num_threads(1)  # more only get in each other's way
    texts = ["".join(f"{_START}{who}\n{said}{_END}\n" for who, said in talk) for talk in talks]
    tokenizer = _tokenizer(texts)
    torch.manual_seed(1)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        eos_token_id=tokenizer.convert_tokens_to_ids(_END),
        pad_token_id=tokenizer.convert_tokens_to_ids("<pad>"),
        tie_word_embeddings=True,
    )
    config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)  # the server's: it splits words in its own way
    model = Qwen2ForCausalLM(config)
    batch = _batch(tokenizer, talks)
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-3)
    loss = 99.0
    for _ in range(most_steps):
        result = model(**batch)
        loss = result.loss.item()
        right = (result.logits[:, :-1].argmax(-1) == batch["labels"][:, 1:]) | (batch["labels"][:, 1:] == -100)
        if bool(right.all()) and loss < 0.02:
            break
        optimiser.zero_grad()
        result.loss.backward()
        optimiser.step()
    model.generation_config.do_sample = False
    model.save_pretrained(folder)
    return loss


def _tokenizer(texts: Sequence[str]) -> Any:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    raw.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=480, initial_alphabet=alphabet, show_progress=False))
    raw.add_tokens([AddedToken(one, special=False, normalized=False) for one in (_CALL, _CALLED)])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, eos_token=_END, pad_token="<pad>", additional_special_tokens=[_START]
    )
    tokenizer.chat_template = _TEMPLATE
    return tokenizer


def _batch(tokenizer: Any, talks: Sequence[Sequence[Turn]]) -> dict[str, Any]:
    """The talks as ids, padded; only what the assistant says is to be learned."""
    import torch

    rows, wanted = [], []
    for talk in talks:
        row: list[int] = []
        labels: list[int] = []
        for who, said in talk:
            head = tokenizer.encode(f"{_START}{who}\n", add_special_tokens=False)
            body = tokenizer.encode(f"{said}{_END}", add_special_tokens=False)
            end = tokenizer.encode("\n", add_special_tokens=False)
            row += head + body + end
            labels += [-100] * len(head) + (body if who == "assistant" else [-100] * len(body)) + [-100] * len(end)
        rows.append(row)
        wanted.append(labels)
    longest = max(map(len, rows))
    pad = tokenizer.pad_token_id
    return {
        "input_ids": torch.tensor([row + [pad] * (longest - len(row)) for row in rows]),
        "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows]),
        "labels": torch.tensor([labels + [-100] * (longest - len(labels)) for labels in wanted]),
    }
