#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what ggml's own quantisers make of real weights and odd rows: tests/data/golden/blocks/ggml.safetensors.

usage: make_ggml_blocks.py MODEL.gguf OUT.safetensors     (needs llama-cpp-python 0.3.36, gguf, numpy)
"""
import ctypes
import json
import struct
import sys
from pathlib import Path

import gguf
import llama_cpp
import numpy as np

library = ctypes.CDLL(str(next((Path(llama_cpp.__file__).parent / "lib").glob("libggml-base.so*"))))
library.ggml_quantize_chunk.restype = ctypes.c_size_t
library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
TYPES = {"Q4_K": (12, 144), "Q5_K": (13, 176), "Q6_K": (14, 210), "Q4_0": (2, 144), "Q4_1": (3, 160), "Q5_0": (6, 176), "Q5_1": (7, 192), "Q8_0": (8, 272)}

tensors = {t.name: t for t in gguf.GGUFReader(sys.argv[1]).tensors}
rows = []
for layer in (0, 7, 15, 22, 29):
    t = tensors[f"blk.{layer}.ffn_down.weight"]
    values = gguf.quants.dequantize(t.data, t.tensor_type)
    rows.append(values[::97, :1536].reshape(-1, 256)[:24])
random = np.random.default_rng(7)
rows.append(random.normal(0, 0.02, (32, 256)))
rows.append(random.standard_t(2, (16, 256)) * 0.01)
rows.append(random.uniform(0, 1, (8, 256)))
values = np.concatenate(rows).astype(np.float32)
out = {"values": ("F32", values)}
for name, (type_id, row_bytes) in TYPES.items():
    target = np.zeros((len(values), row_bytes), np.uint8)
    written = library.ggml_quantize_chunk(type_id, values.ctypes.data, target.ctypes.data, 0, len(values), 256, None)
    assert written == target.nbytes, (name, written, target.nbytes)
    back = gguf.quants.dequantize(target, gguf.GGMLQuantizationType(type_id))
    print(name, "rms error", float(np.sqrt(((back - values) ** 2).mean())))
    out[f"{name}.bytes"] = ("U8", target)
header, offset, data = {"__metadata__": {"format": "pt", "made_by": "ggml of llama-cpp-python " + llama_cpp.__version__}}, 0, b""
for name, (dtype, array) in out.items():
    raw = array.tobytes()
    header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
    offset += len(raw)
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
Path(sys.argv[2]).write_bytes(struct.pack("<Q", len(text)) + text + data)
