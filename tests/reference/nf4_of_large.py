#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints SHA-256 of what bitsandbytes 0.50.2 makes of a 1536 x 576 weight (several nested blocks), for tests/kernels/tst_nf4.cpp."""
import hashlib

import bitsandbytes.functional as bnb
import numpy as np
import torch

torch.set_num_threads(1)
i = np.arange(1536 * 576, dtype=np.uint64)
weight = ((i * np.uint64(2654435761)) % np.uint64(2**32)).astype(np.float64) / 2**32 - 0.5
weight = (weight * weight * weight).astype(np.float32).reshape(1536, 576)
codes, state = bnb.quantize_4bit(torch.tensor(weight), blocksize=64, quant_type="nf4", compress_statistics=True)
sha = lambda t: hashlib.sha256(t.contiguous().numpy().tobytes()).hexdigest()
print("codes", sha(codes))
print("scale codes", sha(state.absmax))
print("nested", sha(state.state2.absmax))
print("offset", state.offset.item().hex())
print("decoded", sha(bnb.dequantize_4bit(codes, state)))
