#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden training values from transformers + PEFT: losses, gradient norms and the final adapter for given rows.

usage: make_golden.py --model FILE.gguf|FOLDER --rows ROWS.jsonl --init ADAPTER --out FOLDER [--steps 10] [--lr 1e-3]
"""
import argparse
import json
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM


def load(path: Path):
    if path.suffix == ".gguf":
        return AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    return AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)


def logits(model, ids):
    with torch.no_grad():
        last = model(torch.tensor([ids])).logits[0, -1].double()
    top = last.topk(8)
    return {"ids": ids, "logsumexp": last.logsumexp(0).item(), "mean": last.mean().item(), "top_ids": top.indices.tolist(), "top_logits": top.values.tolist()}


def main():
    parser = argparse.ArgumentParser()
    for name in ("model", "rows", "init", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--rows-per-step", type=int, default=2)
    parser.add_argument("--lr", type=float, default=1e-3)
    args = parser.parse_args()
    base = load(args.model)
    rows = [json.loads(line) for line in args.rows.read_text().splitlines()]
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "logits.json").write_text(json.dumps([logits(base, r["input_ids"]) for r in rows[:16]], indent=1))
    model = PeftModel.from_pretrained(base, args.init, is_trainable=True)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=args.lr, weight_decay=0.0)
    steps = []
    for step in range(args.steps):
        batch = rows[step * args.rows_per_step : (step + 1) * args.rows_per_step]
        total = sum(sum(label != -100 for label in r["labels"][1:]) for r in batch)
        loss_sum = 0.0
        for row in batch:
            out = model(torch.tensor([row["input_ids"]])).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(out, torch.tensor(row["labels"][1:]), reduction="sum") / total
            loss.backward()
            loss_sum += loss.item()
        norm = torch.linalg.vector_norm(torch.stack([p.grad.norm() for p in parameters])).item()
        optimizer.step()
        optimizer.zero_grad()
        steps.append({"step": step + 1, "loss": loss_sum, "grad_norm": norm, "supervised_tokens": total})
    (args.out / "train.json").write_text(json.dumps({"made_with": {"torch": torch.__version__}, "steps": steps}, indent=1))
    model.save_pretrained(args.out / "final")


main()
