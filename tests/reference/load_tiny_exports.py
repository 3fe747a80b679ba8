#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Independent readers of what is exported of the tiny models of tests/data/golden/tiny: llama.cpp, PEFT and transformers load it and are compared
with Graft's own logits.

usage: load_tiny_exports.py [--graft build/bin/graft] [--out RECORD.json]     (as load_exports.py; under a minute)
"""
import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import llama_cpp
import peft
import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

from readers import difference, of_llama, of_transformers

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/data/golden/tiny"
parser = argparse.ArgumentParser()
parser.add_argument("--graft", default=ROOT / "build/bin/graft")
parser.add_argument("--out", type=Path)
args = parser.parse_args()
record = {"versions": {"transformers": transformers.__version__, "peft": peft.__version__, "torch": torch.__version__, "llama_cpp_python": llama_cpp.__version__}, "differences": {}}
TEXT = "It's the lost card:  1234!\n\n  Why? é 你好 <|im_end|>"


def check(name):
    folder, model = Path(tempfile.mkdtemp()), TINY / name
    sequences = [item["ids"] for item in json.loads((model / "golden.json").read_text())["logits"]]

    def graft(*words):
        done = subprocess.run([args.graft, *map(str, words), "--json"], capture_output=True, text=True, env={**os.environ, "GRAFT_HOME": str(folder / "home")})
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        return json.loads(done.stdout)

    def ours(*words):
        return [graft("logits", "--dtype", "fp32", *words, "--ids", ",".join(map(str, ids))) for ids in sequences]

    def export(adapter, kind, file, *words):
        graft("export", model / adapter, "--model", model, "--to", kind, "--out", folder / file, *words)
        return folder / file

    def note(what, value, limit):
        record["differences"][f"{name}: {what}"] = {"largest": float(value), "limit": limit}
        print(f"{name:22} {what:44} {value:.2e}  (limit {limit})", flush=True)

    trained = ours("--model", model, "--adapter", model / "final")
    base = AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32)
    note("PEFT folder in PEFT", difference(trained, of_transformers(peft.PeftModel.from_pretrained(base, export("final", "peft", "peft")), sequences)), 1e-5)
    merged = export("final", "merged", "merged", "--type", "BF16")
    loaded, info = AutoModelForCausalLM.from_pretrained(merged, dtype=torch.float32, output_loading_info=True)
    if any(info.get(k) for k in ("missing_keys", "unexpected_keys", "mismatched_keys")):
        raise SystemExit(f"transformers on {name}: {info}")
    note("merged folder in transformers", difference(ours("--model", merged), of_transformers(loaded, sequences)), 1e-5)
    # llama.cpp looks GELU up in a table of 16-bit floats.
    exact = 2e-3 if name.startswith("gemma") else 1e-5
    # What `init` adds is zero, so merged it is the base.
    bare, whole = export("init", "merged-gguf", "bare.gguf", "--type", "F32"), export("final", "merged-gguf", "whole.gguf", "--type", "F32")
    theirs, llama = of_llama(bare, sequences)
    note("base as GGUF in llama.cpp", difference(ours("--model", model), theirs), exact)
    note("base as GGUF, read by Graft", difference(ours("--model", bare), theirs), exact)
    note("merged GGUF in llama.cpp", difference(trained, of_llama(whole, sequences)[0]), exact)
    note("GGUF adapter in llama.cpp", difference(trained, of_llama(bare, sequences, export("final", "gguf-lora", "lora.gguf"))[0]), exact)
    note("the same in size: what the adapter changes", difference(trained, theirs), None)
    back = export("final", "merged", "back", "--type", "BF16")
    tokenizer = AutoTokenizer.from_pretrained(back)
    mine = [t["id"] for t in graft("inspect", "tokens", "--text", TEXT, "--model", whole)["tokens"]]
    if mine != tokenizer(TEXT, add_special_tokens=False)["input_ids"] or mine != llama.tokenize(TEXT.encode(), add_bos=False, special=True):
        raise SystemExit(f"{name}: a text is read into other ids: {mine}, {llama.tokenize(TEXT.encode(), add_bos=False, special=True)}")
    # A folder made of the GGUF file: Graft writes its configuration. The curve of llama_untied_sharded has no words there, and is refused.
    if name == "llama_untied_sharded":
        return
    graft("export", model / "final", "--model", bare, "--to", "merged", "--type", "BF16", "--out", folder / "again")
    loaded = AutoModelForCausalLM.from_pretrained(folder / "again", dtype=torch.float32)
    note("folder made of the GGUF in transformers", difference(ours("--model", folder / "again"), of_transformers(loaded, sequences)), 1e-5)


for folder in sorted(TINY.iterdir()):
    if (folder / "golden.json").exists():
        check(folder.name)
if args.out:
    args.out.write_text(json.dumps(record, indent=1) + "\n")
raise SystemExit(any(d["limit"] is not None and not d["largest"] <= d["limit"] for d in record["differences"].values()))
