#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Graft beside transformers + PEFT on a card, in one run: random weights of a shape, the same first adapter, the same rows of 512 random ids.

usage: peer_card.py [--rows N] [--steps N] [--base full|nf4|int8] [--device cuda|cpu] [NAME=VALUE of the model's config ...]
Needs torch 2.11, transformers 5.17 and peft 0.21 in the running Python, and a built Graft with libgraft_card.so. Without NAME=VALUE the shape is
SmolLM2-135M's; the billion of the README: hidden_size=2048 intermediate_size=8192 num_hidden_layers=16 num_attention_heads=32
num_key_value_heads=8. The first two steps of the peer and the first of Graft are not timed.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, LlamaConfig

ROOT = Path(__file__).resolve().parents[2]
MASK64 = (1 << 64) - 1
SHAPE = dict(hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3, vocab_size=49152,
             max_position_embeddings=8192, rms_norm_eps=1e-5, rope_theta=100000.0, tie_word_embeddings=True, bos_token_id=1, eos_token_id=2)


def mix64(x):
    """graft::mix64, so that both sides train on the same random ids."""
    x = (x + 0x9E3779B97F4A7C15) & MASK64
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK64
    return x ^ (x >> 31)


def make_model(folder, shape, device):
    torch.manual_seed(1)
    with torch.device(device):
        model = AutoModelForCausalLM.from_config(LlamaConfig(**shape), dtype=torch.bfloat16)
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):  # of no consequence for rows of ids
        shutil.copy(ROOT / "tests/data/golden/tiny/llama_bias_tied" / name, folder / name)


def peer(folder, init, args):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16, attn_implementation="sdpa").to(args.device)
    model = get_peft_model(model, LoraConfig(r=16, lora_alpha=32, lora_dropout=0.0, target_modules="all-linear", task_type="CAUSAL_LM"))
    model.save_pretrained(init)  # both sides begin with the same adapter
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4, weight_decay=0.01, fused=True)
    vocab = model.config.vocab_size
    data = [[mix64(r * 1_000_003 + i) % (vocab - 100) + 50 for i in range(512)] for r in range(args.rows * 8)]
    wait = torch.cuda.synchronize if args.device == "cuda" else lambda: None
    seconds = []
    for step in range(args.steps):
        ids = torch.tensor([data[(step * args.rows + i) % len(data)] for i in range(args.rows)], device=args.device)
        wait()
        began = time.time()
        loss = model(input_ids=ids, labels=ids).loss
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        last = loss.item()
        seconds.append(time.time() - began)
        if step == 0:
            first = {"loss_first": last, "grad_norm": norm.item()}
    timed = seconds[2:]
    return {"tokens_per_second": args.rows * 512 * len(timed) / sum(timed), "loss": last, **first}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=32)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--base", default="full", choices=["full", "nf4", "int8"])
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"])
    parser.add_argument("shape", nargs="*", metavar="NAME=VALUE")
    args = parser.parse_args()
    shape = {**SHAPE, **{name: type(SHAPE[name])(float(value)) for name, value in (word.split("=") for word in args.shape)}}
    with tempfile.TemporaryDirectory() as home:
        folder, init = Path(home) / "model", Path(home) / "init"
        make_model(folder, shape, args.device)
        theirs = peer(folder, init, args)
        if args.device == "cuda":
            torch.cuda.empty_cache()
        env = {**os.environ, "GRAFT_CARD": str(ROOT / "build/bin/libgraft_card.so") if args.device == "cuda" else "none"}
        words = ["bench", "train", "--model", folder, "--adapter", init, "--dtype", "bf16", "--base", args.base, "--rows-per-step", args.rows, "--steps", args.steps]
        done = subprocess.run([str(ROOT / "build/bin/graft"), *map(str, words), "--json"], capture_output=True, text=True, env=env)
        if done.returncode:
            raise SystemExit(done.stderr)
        ours = json.loads(done.stdout)
    print(f"bf16, {args.rows} x 512 a step, base {args.base}, on {ours['device']}")
    print(f"{'':24}{'graft':>14}{'peft':>14}{'ratio':>9}")
    for key in ("tokens_per_second", "loss_first", "grad_norm", "loss"):
        print(f"{key:24}{ours[key]:14.4f}{theirs[key]:14.4f}{ours[key] / theirs[key]:9.3f}")


main()
