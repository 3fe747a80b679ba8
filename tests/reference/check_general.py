#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What transformers and PEFT see of an adapter in the passages of general text: loss of the base, loss of the adapter, KL.

usage: check_general.py PEFT_FOLDER

Prints one line of JSON, to be held beside `graft check` (general_loss, general_kl at strength 0 and 1). Needs torch 2.11.0,
transformers 5.17.0, peft 0.21.2 and gguf.
"""
import json
import sys
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

ROOT = Path(__file__).resolve().parents[2]
FOLDER, FILE = ROOT / "build/deps/models", "SmolLM2-135M-Instruct.Q4_1.gguf"
passages = [p.strip() for p in (ROOT / "resources/general/passages.txt").read_text().split("\n\n") if p.strip()]
tokenizer = AutoTokenizer.from_pretrained(FOLDER, gguf_file=FILE)
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(FOLDER, gguf_file=FILE, dtype=torch.float32), sys.argv[1]).eval()
base = adapted = kl = places = 0
with torch.inference_mode():
    for passage in passages:
        ids = tokenizer(passage, return_tensors="pt", add_special_tokens=False).input_ids[:, :256]
        q = model(ids).logits[0, :-1].double().log_softmax(-1)
        with model.disable_adapter():
            p = model(ids).logits[0, :-1].double().log_softmax(-1)
        next_ids = ids[0, 1:, None]
        base -= p.gather(1, next_ids).sum().item()
        adapted -= q.gather(1, next_ids).sum().item()
        kl += (q.exp() * (q - p)).sum().item()
        places += len(next_ids)
print(json.dumps({"passages": len(passages), "places": places, "base_loss": base / places, "adapter_loss": adapted / places, "kl": kl / places}))
