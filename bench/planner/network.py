"""The reader network in torch: a small encoder (MiniLM's shape) with one row of answers a word piece."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, INNER, PLACES = 384, 6, 12, 1536, 256


class Layer(nn.Module):
    """Attention and two dense layers."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.rise, self.fall = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [shape=(rows, pieces, WIDTH)], mask [shape=(rows, 1, 1, pieces)] added to the scores."""
        rows, length = x.shape[0], x.shape[1]

        def heads(y: Tensor) -> Tensor:
            return y.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(2, 3) * (WIDTH // HEADS) ** -0.5
        found = nn.functional.softmax(scores + mask, dim=3).to(x.dtype) @ heads(self.value(x))
        x = self.norm(x + self.drop(self.out(found.transpose(1, 2).reshape(rows, length, WIDTH))))
        return self.last_norm(x + self.drop(self.fall(nn.functional.gelu(self.rise(x)))))


class Reader(nn.Module):
    """Pieces → answers about the label, the tag, the cut and what a name points to."""

    def __init__(self, pieces: int, labels: int, tags: int, points: int) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(pieces, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.part, self.named = nn.Embedding(2, WIDTH), nn.Embedding(3, WIDTH)
        nn.init.zeros_(self.named.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.sizes = (labels, tags, 3, points)
        self.answer = nn.Linear(WIDTH, sum(self.sizes))

    def forward(self, ids: Tensor, part: Tensor, named: Tensor, mask: Tensor) -> Tensor:
        """ids, part, named, mask [shape=(rows, pieces)] → [shape=(rows, pieces, answers)]."""
        return self.answers(self.beginning(ids, part), named, mask)

    def beginning(self, ids: Tensor, part: Tensor) -> Tensor:
        """The vectors of the pieces at their places [shape=(rows, pieces, WIDTH)]."""
        vectors: Tensor = self.word(ids) + self.place(torch.arange(ids.shape[1]))[None] + self.part(part)
        return vectors

    def answers(self, beginning: Tensor, named: Tensor, mask: Tensor) -> Tensor:
        """What is read from a beginning [shape=(rows, pieces, answers)]."""
        x = self.drop(self.norm(beginning + self.named(named)))
        hidden = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return self.answer(self.drop(x))

    def start_from(self, state: dict[str, Tensor]) -> None:
        """Take over the weights of MiniLM (names as transformers' BertModel)."""
        with torch.no_grad():
            self.word.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.place.weight.copy_(state["embeddings.position_embeddings.weight"][:PLACES])
            self.part.weight.copy_(state["embeddings.token_type_embeddings.weight"])
            _copy(self.norm, state, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                for mine, theirs in _NAMES.items():
                    _copy(getattr(layer, mine), state, f"encoder.layer.{i}.{theirs}")


class Readers(nn.Module):
    """Several readers with the same names of answers, asked together: their log chances are averaged.

    They were trained from one beginning, so the word vectors and the lowest layer, which stay as they were, are one.
    """

    def __init__(self, readers: Sequence[Reader]) -> None:
        super().__init__()
        first, *others = readers
        for other in others:
            other.layers[0] = first.layers[0]
        self.readers, self.sizes = nn.ModuleList(readers), first.sizes

    def forward(self, ids: Tensor, part: Tensor, named: Tensor, mask: Tensor) -> Tensor:
        """As a reader's."""
        first: Reader = self.readers[0]
        beginning = first.beginning(ids, part)
        told = [
            reader.answers(beginning, named, mask).split(self.sizes, dim=2)
            for reader in self.readers
        ]
        means = [
            torch.stack([nn.functional.log_softmax(one, 2) for one in group]).mean(0)
            for group in zip(*told, strict=True)
        ]
        return torch.cat(means, 2)


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "rise": "intermediate.dense",
    "fall": "output.dense",
    "last_norm": "output.LayerNorm",
}


def _copy(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(state[f"{name}.weight"])
    module.bias.copy_(state[f"{name}.bias"])
