#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logits of the tiny models in NF4 by transformers + bitsandbytes, and three PEFT training steps on that base: nf4.json beside golden.json.

usage: make_nf4_logits.py TINY_FOLDER...    (transformers 5.17, peft 0.21.2, bitsandbytes 0.50.2)
Every linear weight goes through bitsandbytes' quantiser and back, flattened to rows of one block: its decoder for processors mixes up
scales where a row is no multiple of 64 (seen with 64 x 112: 6,239 of 7,168 values wrong). Embedding and head are rounded to bfloat16,
as Graft keeps them beside an NF4 base; everything is computed in float32.
"""
import json
import sys
from pathlib import Path

import bitsandbytes.functional as bnb
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

torch.set_num_threads(1)
for folder in map(Path, sys.argv[1:]):
    golden = json.loads((folder / "golden.json").read_text())
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear) and "lm_head" not in name:
            codes, state = bnb.quantize_4bit(module.weight.data.reshape(-1, 64), blocksize=64, quant_type="nf4", compress_statistics=True)
            module.weight.data = bnb.dequantize_4bit(codes, state).reshape(module.weight.shape)
    for module in {id(m): m for m in (model.get_input_embeddings(), model.get_output_embeddings())}.values():
        module.weight.data = module.weight.data.to(torch.bfloat16).to(torch.float32)
    out = {"logits": [], "train": []}
    for item in golden["logits"]:
        with torch.no_grad():
            z = model(torch.tensor([item["ids"]])).logits[0, -1].double()
        top = z.topk(5)
        out["logits"].append({"ids": item["ids"], "logsumexp": z.logsumexp(0).item(), "mean": z.mean().item(), "top_ids": top.indices.tolist(), "top_logits": top.values.tolist()})
    model = PeftModel.from_pretrained(model, folder / "init", is_trainable=True)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=2e-3, weight_decay=0)
    for step in golden["train"][:3]:
        supervised = sum(sum(l != -100 for l in row["labels"][1:]) for row in step["rows"])
        total = 0.0
        for row in step["rows"]:
            ids, labels = torch.tensor([row["input_ids"]]), torch.tensor([row["labels"]])
            z = model(ids).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(z, labels[0, 1:], ignore_index=-100, reduction="sum") / supervised
            loss.backward()
            total += loss.item()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), float("inf")).item()
        optimizer.step()
        optimizer.zero_grad()
        out["train"].append({"loss": total, "grad_norm": norm})
    (folder / "nf4.json").write_text(json.dumps(out, indent=1) + "\n")
    print(folder.name, out["train"])
