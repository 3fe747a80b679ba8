#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Graft beside transformers + PEFT on the same rows, in one run; prints a table with loss and gradient norm.

usage: peer_train.py [--dtype fp32|bf16] [--data random|starter] [--steps N]
Needs torch 2.11, transformers 5.17, peft 0.21 and gguf in the running Python, and a built Graft (build/bin/graft).
The peer reads the same GGUF file (transformers' own reader), the same token ids (graft inspect tokens gives them) and the same
fresh adapter. Tokens are those of the rows without padding, on both sides.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "build/deps/models/SmolLM2-135M-Instruct.Q4_1.gguf"
MASK64 = (1 << 64) - 1


def mix64(x):
    """graft::mix64, so that both sides train on the same random ids."""
    x = (x + 0x9E3779B97F4A7C15) & MASK64
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK64
    return x ^ (x >> 31)


def random_rows(count, vocab=49152):
    return [{"input_ids": (ids := [mix64(r * 1_000_003 + i) % (vocab - 100) + 50 for i in range(512)]), "labels": ids} for r in range(count)]


def graft(*args):
    done = subprocess.run([str(ROOT / "build/bin/graft"), *map(str, args), "--json"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def starter_rows(count, home):
    os.environ["GRAFT_HOME"] = home
    graft("import", ROOT / "resources/starter/train.csv", "--name", "bench", "--holdout", 0)
    rows = []
    for row in range(count):
        tokens = graft("inspect", "tokens", "bench", "--row", row)["tokens"]
        rows.append({"input_ids": [t["id"] for t in tokens], "labels": [t["id"] if t["trained"] else -100 for t in tokens]})
    path = Path(home) / "rows.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    return rows, path


def peer(rows, rows_per_step, steps, dtype, init):
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(2)
    began = time.monotonic()
    model = AutoModelForCausalLM.from_pretrained(MODEL.parent, gguf_file=MODEL.name, dtype=torch.float32 if dtype == "fp32" else torch.bfloat16)
    load = time.monotonic() - began
    model = get_peft_model(model, LoraConfig(r=16, lora_alpha=32, lora_dropout=0.0, target_modules="all-linear", task_type="CAUSAL_LM"))
    model.save_pretrained(init)  # both sides begin with the same adapter
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4, weight_decay=0.01)
    seconds, tokens, losses, norms = 0.0, 0, [], []
    for step in range(steps):
        batch = [rows[(step * rows_per_step + i) % len(rows)] for i in range(rows_per_step)]
        width = max(len(r["input_ids"]) for r in batch)
        pad = lambda key, value: torch.tensor([r[key] + [value] * (width - len(r[key])) for r in batch])
        ids, labels = pad("input_ids", 2), pad("labels", -100)
        mask = torch.tensor([[1] * len(r["input_ids"]) + [0] * (width - len(r["input_ids"])) for r in batch])
        began = time.monotonic()
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0).item())
        optimizer.step()
        optimizer.zero_grad()
        if step > 0:
            seconds += time.monotonic() - began
            tokens += int(mask.sum())
        losses.append(loss.item())
    return {"tokens_per_second": tokens / seconds, "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "load_seconds": load, "loss_first": losses[0], "grad_norm": norms[0], "loss": losses[-1]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dtype", default="fp32", choices=["fp32", "bf16"])
    parser.add_argument("--data", default="random", choices=["random", "starter"])
    parser.add_argument("--steps", type=int, default=5)
    args = parser.parse_args()
    per_step = 4 if args.data == "random" else 8
    with tempfile.TemporaryDirectory() as home:
        if args.data == "random":
            rows, data = random_rows(per_step * 8), []
        else:
            rows, path = starter_rows(per_step * args.steps, home)
            graft("import", path, "--name", "tokens", "--holdout", 0)
            data = ["--data", "tokens"]
        init = Path(home) / "init"
        theirs = peer(rows, per_step, args.steps, args.dtype, init)
        ours = graft("bench", "train", "--dtype", args.dtype, "--threads", 2, "--steps", args.steps, "--rows-per-step", per_step, "--adapter", init, *data)
    print(f"{args.dtype}, {args.data} rows, {per_step} a step, {args.steps} steps (first not timed), 2 threads")
    print(f"{'':24}{'graft':>12}{'peft':>12}{'ratio':>9}")
    for key in ("tokens_per_second", "peak_rss_mib", "load_seconds", "loss_first", "grad_norm", "loss"):
        print(f"{key:24}{ours[key]:12.4f}{theirs[key]:12.4f}{ours[key] / theirs[key]:9.3f}")


main()
