#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeds for the fuzzing of GGUF files: whole models of a few kB, one for each architecture that has keys and tensors of its own.

usage: make_gguf_seeds.py tests/data/fuzz/gguf     (gguf 0.19.0)
"""
import sys
from pathlib import Path

import gguf
import numpy as np

HIDDEN, HEADS, KV, HEAD, FF = 8, 2, 1, 4, 8
TOKENS = ["<pad>", "<eos>", "<bos>", "<unk>", "<end_of_turn>", "a", "b", "ab"]


def make(path, arch):
    writer = gguf.GGUFWriter(path, arch)
    writer.add_block_count(1)
    writer.add_context_length(64)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FF)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    if arch == "gemma3":
        writer.add_sliding_window(32)
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(8.0)
    if arch == "granite":
        writer.add_attention_scale(0.5)
        writer.add_embedding_scale(12.0)
        writer.add_residual_scale(0.25)
        writer.add_logit_scale(8.0)
    writer.add_tokenizer_model("llama" if arch == "gemma3" else "gpt2")
    writer.add_tokenizer_pre("default" if arch == "gemma3" else "qwen2")
    writer.add_token_list(TOKENS)
    writer.add_token_scores([-float(i) for i in range(len(TOKENS))])
    writer.add_token_types([3, 3, 3, 2, 3, 1, 1, 1])
    writer.add_token_merges(["a b"])
    writer.add_bos_token_id(2)
    writer.add_eos_token_id(1)

    def add(name, *shape):
        writer.add_tensor(name, np.full(shape, 0.5, dtype=np.float32))

    add("token_embd.weight", len(TOKENS), HIDDEN)
    add("output_norm.weight", HIDDEN)
    for name, shape in {"attn_q": (HEADS * HEAD, HIDDEN), "attn_k": (KV * HEAD, HIDDEN), "attn_v": (KV * HEAD, HIDDEN), "attn_output": (HIDDEN, HEADS * HEAD), "ffn_gate": (FF, HIDDEN), "ffn_up": (FF, HIDDEN), "ffn_down": (HIDDEN, FF), "attn_norm": (HIDDEN,), "ffn_norm": (HIDDEN,)}.items():
        add(f"blk.0.{name}.weight", *shape)
    if arch in ("qwen3", "gemma3"):
        add("blk.0.attn_q_norm.weight", HEAD)
        add("blk.0.attn_k_norm.weight", HEAD)
    if arch == "qwen2":
        for name, size in (("attn_q", HEADS * HEAD), ("attn_k", KV * HEAD), ("attn_v", KV * HEAD)):
            add(f"blk.0.{name}.bias", size)
    if arch == "gemma3":
        add("blk.0.post_attention_norm.weight", HIDDEN)
        add("blk.0.post_ffw_norm.weight", HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


for arch in ("qwen2", "qwen3", "gemma3", "smollm3", "granite"):
    make(Path(sys.argv[1]) / f"{arch}.gguf", arch)
