#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Independent readers of every kind of export: transformers, PEFT and llama.cpp load them and are compared with Graft's own logits.

usage: load_exports.py ADAPTER [--home DIR] [--graft build/bin/graft] [--out RECORD.json]

ADAPTER is a run or a PEFT folder on the embedded model. Needs torch 2.11.0, transformers 5.17.0, peft 0.21.2, gguf and
llama-cpp-python 0.3.36, in a Python of their own; takes about ten minutes on two cores.
"""
import argparse
import json
import os
import subprocess
import tempfile
import warnings
from pathlib import Path

import llama_cpp
import peft
import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

from readers import difference, logsumexp, of_llama, of_transformers

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "build/deps/models/SmolLM2-135M-Instruct.Q4_1.gguf"
IDS = [row["ids"] for row in json.loads((ROOT / "tests/data/golden/logits.json").read_text())]
PROMPTS = [row["text"] for row in json.loads((ROOT / "tests/data/golden/tokenizer.json").read_text()) if row["text"]]
parser = argparse.ArgumentParser()
parser.add_argument("adapter")
parser.add_argument("--home")
parser.add_argument("--graft", default=ROOT / "build/bin/graft")
parser.add_argument("--out", type=Path)
args = parser.parse_args()


def graft(*words):
    env = {**os.environ, **({"GRAFT_HOME": args.home} if args.home else {})}
    done = subprocess.run([args.graft, *map(str, words), "--json"], capture_output=True, text=True, env=env)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return json.loads(done.stdout)


def ours(*words):
    return [graft("logits", "--dtype", "fp32", *words, "--ids", ",".join(map(str, ids))) for ids in IDS]


def in_logsumexp(mine, theirs):
    """Largest difference in logsumexp alone."""
    return max(abs(row["logsumexp"] - logsumexp(logits)) for row, logits in zip(mine, theirs))


def of_change(mine, theirs, mine_before, theirs_before):
    """Largest difference between what the adapter changes in logsumexp here and there: what a reader rounds in both falls out."""
    return max(abs((a["logsumexp"] - b["logsumexp"]) - (logsumexp(c) - logsumexp(d))) for a, b, c, d in zip(mine, mine_before, theirs, theirs_before))


record = {"adapter": "the starter experiment" if "starter" in args.adapter else "an adapter", "versions": {"transformers": transformers.__version__, "peft": peft.__version__, "torch": torch.__version__, "llama_cpp_python": llama_cpp.__version__}, "differences": {}}
limits = {}


def note(name, value, limit):
    record["differences"][name] = {"largest": float(value), "limit": limit}
    print(f"{name:36} {value:.2e}  (limit {limit})", flush=True)


with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)

    def export(kind, name, *words):
        graft("export", args.adapter, "--to", kind, "--out", folder / name, *words)
        return folder / name

    trained = ours("--adapter", args.adapter)
    base = AutoModelForCausalLM.from_pretrained(MODEL.parent, gguf_file=MODEL.name, dtype=torch.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = peft.PeftModel.from_pretrained(base, export("peft", "peft"))
    note("peft folder in PEFT", difference(trained, of_transformers(model, IDS)), 1e-3)
    del base, model

    for kind, words in (("BF16", []), ("F16", ["--type", "F16", "--shard-gb", "0.06"])):
        path = export("merged", "merged-" + kind, *words)
        model, info = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32, output_loading_info=True)
        if any(info.get(k) for k in ("missing_keys", "unexpected_keys", "mismatched_keys")):
            raise SystemExit(f"transformers on {path.name}: {info}")
        note(f"merged folder {kind} in transformers", difference(ours("--model", path), of_transformers(model, IDS)), 1e-3)
        tokenizer, original = AutoTokenizer.from_pretrained(path), AutoTokenizer.from_pretrained(MODEL.parent, gguf_file=MODEL.name)
        chat = [{"role": "user", "content": "Where is my card?"}]
        asked = graft("inspect", "tokens", "--text", PROMPTS[3])
        if tokenizer(PROMPTS[3], add_special_tokens=False)["input_ids"] != [t["id"] for t in asked["tokens"]]:
            raise SystemExit("transformers reads a text into other ids than Graft")
        if tokenizer.apply_chat_template(chat, tokenize=False) != original.apply_chat_template(chat, tokenize=False):
            raise SystemExit("the template of the merged folder renders another text")
        del model

    # A float32 copy of the base: on quantised weights llama.cpp rounds activations to 8 bit, which hides what the adapter does.
    float_base = folder / "base-f32.gguf"
    zero = folder / "zero"
    zero.mkdir()
    config = json.loads((folder / "peft/adapter_config.json").read_text())
    from safetensors.torch import load_file, save_file
    tensors = {k: (torch.zeros_like(v) if ".lora_B." in k else v) for k, v in load_file(folder / "peft/adapter_model.safetensors").items()}
    save_file(tensors, zero / "adapter_model.safetensors", metadata={"format": "pt"})
    (zero / "adapter_config.json").write_text(json.dumps(config))
    graft("export", zero, "--to", "merged-gguf", "--type", "F32", "--out", float_base)
    theirs, _ = of_llama(float_base, IDS)
    note("base as float32 GGUF in llama.cpp", difference(ours(), theirs), 0.02)
    theirs, _ = of_llama(float_base, IDS, export("gguf-lora", "adapter.gguf"))
    note("GGUF adapter in llama.cpp", difference(trained, theirs), 0.02)
    # On F16 weights llama.cpp multiplies in half precision: that is seen in single logits more than in logsumexp.
    for kind in ("F32", "F16"):
        path = export("merged-gguf", f"merged-{kind}.gguf", "--type", kind)
        theirs, llama = of_llama(path, IDS)
        mine = ours("--model", path)
        note(f"merged GGUF {kind} in llama.cpp, logsumexp", in_logsumexp(mine, theirs), 0.02)
        note(f"merged GGUF {kind} in llama.cpp, eight logits too", difference(mine, theirs), None)
        for text in PROMPTS:
            mine = [t["id"] for t in graft("inspect", "tokens", "--text", text, "--model", path)["tokens"]]
            if mine != llama.tokenize(text.encode(), add_bos=False, special=False) and "<|" not in text:
                print(f"  llama.cpp reads {text!r} into other ids")
        if "chat_template" not in " ".join(llama.metadata):
            raise SystemExit("llama.cpp finds no chat template")
    # Block formats: llama.cpp rounds activations to 8 bit there (0.6 in logsumexp on the bare base), so what is compared is what the adapter
    # changes: merged minus bare, in the same format, here and there.
    for kind in ("Q8_0", "Q6_K", "Q5_K", "Q5_1", "Q5_0", "Q4_K", "Q4_1", "Q4_0"):
        path, bare = export("merged-gguf", f"merged-{kind}.gguf", "--type", kind), folder / f"bare-{kind}.gguf"
        graft("export", zero, "--to", "merged-gguf", "--type", kind, "--out", bare)
        (theirs, _), (theirs_bare, _) = of_llama(path, IDS), of_llama(bare, IDS)
        mine, mine_bare = ours("--model", path), ours("--model", bare)
        note(f"merged GGUF {kind} in llama.cpp, logsumexp", in_logsumexp(mine, theirs), None)
        note(f"merged GGUF {kind} in llama.cpp, change against the base", of_change(mine, theirs, mine_bare, theirs_bare), None)
        path.unlink()
        bare.unlink()
if args.out:
    args.out.write_text(json.dumps(record, indent=1) + "\n")
raise SystemExit(any(d["limit"] is not None and not d["largest"] <= d["limit"] for d in record["differences"].values()))
