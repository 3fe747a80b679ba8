#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An independent reader: loads an adapter of Graft in PEFT, fails on any warning about keys, compares logits.

usage: load_in_peft.py ADAPTER_FOLDER [--graft build/bin/graft]
"""
import argparse
import json
import subprocess
import warnings
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "build/deps/models/SmolLM2-135M-Instruct.Q4_1.gguf"
parser = argparse.ArgumentParser()
parser.add_argument("adapter", type=Path)
parser.add_argument("--graft", default=ROOT / "build/bin/graft")
args = parser.parse_args()
base = AutoModelForCausalLM.from_pretrained(MODEL.parent, gguf_file=MODEL.name, dtype=torch.float32)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    model = PeftModel.from_pretrained(base, args.adapter)
worst = 0.0
for row in json.loads((ROOT / "tests/data/golden/logits.json").read_text()):
    with torch.no_grad():
        theirs = model(torch.tensor([row["ids"]])).logits[0, -1].double()
    done = subprocess.run([args.graft, "logits", "--json", "--dtype", "fp32", "--adapter", args.adapter, "--ids", ",".join(map(str, row["ids"]))], capture_output=True, text=True, check=True)
    ours = json.loads(done.stdout)
    worst = max(worst, abs(ours["logsumexp"] - theirs.logsumexp(0).item()), *(abs(t["logit"] - theirs[t["id"]].item()) for t in ours["top"]))
print(f"largest difference in logits over 16 prompts: {worst:.2e}")
raise SystemExit(worst > 1e-3)
