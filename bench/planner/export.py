"""Writes the trained reader as one safe file: an ONNX graph with 8-bit weights, its vocabulary and names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from bench.planner.network import Reader, Readers


def write_reader(
    reader: Reader | Readers,
    path: Path,
    vocabulary: Sequence[str],
    labels: Sequence[str],
    tags: Sequence[str],
    points: Sequence[str],
) -> None:
    """Export, make small, write in one move."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        _export(reader, full)
        _tidy(full)
        quantize_dynamic(
            full,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: processors without VNNI add 8-bit products up wrongly
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
        graph = np.frombuffer(small.read_bytes(), np.uint8)
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as out:
        np.savez_compressed(
            out,
            graph=graph,
            vocabulary=np.array("\n".join(vocabulary)),
            labels=np.array("\n".join(labels)),
            tags=np.array("\n".join(tags)),
            points=np.array("\n".join(points)),
        )
    os.replace(draft, path)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def _tidy(path: Path) -> None:
    """A name of its own for each node, and weights that are shared named directly: else they are not made small."""
    import onnx

    model = onnx.load(path)
    weights = {weight.name for weight in model.graph.initializer}
    nodes = list(model.graph.node)
    same = [node for node in nodes if node.op_type == "Identity" and node.input[0] in weights]
    shared = {node.output[0]: node.input[0] for node in same}
    del model.graph.node[:]
    for number, node in enumerate(nodes):
        if node.output[0] in shared:
            continue
        node.name = f"{node.op_type}_{number}"
        node.input[:] = [shared.get(name, name) for name in node.input]
        model.graph.node.append(node)
    onnx.save(model, path)


def _export(reader: Reader | Readers, path: Path) -> None:
    ids = torch.ones(1, 12, dtype=torch.long)
    zero = torch.zeros(1, 12, dtype=torch.long)
    axes = {0: "rows", 1: "pieces"}
    torch.onnx.export(
        reader,
        (ids, zero, zero, torch.ones_like(ids)),
        str(path),
        input_names=["ids", "part", "named", "mask"],
        output_names=["answers"],
        dynamic_axes=dict.fromkeys(("ids", "part", "named", "mask", "answers"), axes),
        opset_version=17,
        dynamo=False,
    )
