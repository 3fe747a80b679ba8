#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Frequencies of rotation by YaRN as transformers 5.17 computes them: config.json, inverse frequencies and the factor of cosines and sines.

usage: make_yarn.py tests/data/golden/yarn.json
"""
import json
import sys

from transformers import LlamaConfig, Qwen3Config
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

SIZES = dict(vocab_size=1000, hidden_size=512, intermediate_size=512, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2)
OLD = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768, "attn_factor": 0.8782488562869419}  # as DeepSeek-R1-0528-Qwen3-8B says it
configs = [
    (Qwen3Config, dict(**SIZES, head_dim=128, max_position_embeddings=131072, rope_theta=1e6, rope_scaling=OLD)),
    (LlamaConfig, dict(**SIZES, max_position_embeddings=4096, rope_theta=1e4, rope_scaling={"type": "yarn", "factor": 16.0, "original_max_position_embeddings": 256, "beta_fast": 8.0, "beta_slow": 0.5})),
    (LlamaConfig, dict(**SIZES, max_position_embeddings=65536, rope_theta=5e5, rope_scaling={"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 8192, "mscale": 0.7, "mscale_all_dim": 1.0})),
]
out = []
for kind, words in configs:
    frequencies, attention = ROPE_INIT_FUNCTIONS["yarn"](kind(**words), "cpu")
    out.append({"config": {"model_type": kind.model_type, **words}, "frequencies": frequencies.tolist(), "attention": attention})
with open(sys.argv[1], "w") as file:
    json.dump(out, file)
    file.write("\n")
