#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adapters after the training: what they cost elsewhere, whether they work on another base, what they cost to make, under which licence they
leave, and how much memory merging takes."""
import json
import shutil
import sys

from harness import SOURCE, Home, check, finish

sys.path.insert(0, str(SOURCE / "tests/support"))
from big_base import make

home = Home()
TINY = SOURCE / "tests/data/golden/tiny/llama_untied_sharded"
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"
train = ("train", "--data", data, "--model", TINY, "--steps", 30, "--lr", 0.02, "--rank", 4, "--dtype", "fp32", "--threads", 1, "--micro-tokens", 256, "--holdout", 0.3)
run = home.json(*train, "--name", "shelf")["run"]

# The check: the base at 0, the adapter at 1, kept for the next look.
seen = home.json("check", run, "--threads", 1, "--strengths", "0.1,0.5")
strengths = [p["strength"] for p in seen["strengths"]]
check(strengths == [0, 0.1, 0.5, 1], f"strengths {strengths}")
base, tenth, half, whole = seen["strengths"]
check(base["general_kl"] == 0 and base["general_ratio"] == 1 and base["verdict"] == "green", f"the base against itself: {base}")
# From about a half on, this model of a few thousand numbers is so far away that more of the adapter need not be further (0.37 and 0.35 nats
# on one processor, in bf16, the other way round on another).
check(half["general_kl"] > 1.5 * tenth["general_kl"] > 0 and whole["general_kl"] > 1.5 * tenth["general_kl"], f"more of the adapter is further from the base: {seen['strengths']}")
check(whole["heldout_loss"] < base["heldout_loss"], "the adapter does not help on held-out rows: the test says nothing")
check(seen["passages"] == 40 and seen["recitation"]["tried"] > 0, f"passages {seen['passages']}, rows tried {seen['recitation']['tried']}")
kept = list((home.path / "home/checks").glob("*.json"))
check(len(kept) == 1 and json.loads(kept[0].read_text())["adapter_hash"] == seen["adapter_hash"] == kept[0].stem, "the check is kept under the adapter's hash")
again = home.json("check", run, "--threads", 1, "--strengths", "0.1,0.5")
check(again["strengths"] == seen["strengths"] and again["recitation"] == seen["recitation"], "a check that is repeated says the same")
check(home.graft("check", run, "--strengths", "0.5,-1").returncode == 2 and home.graft("check", "nobody").returncode == 3, "a bad strength and an unknown adapter")

# Strength while it answers: 0 is the base, 1 as it was trained, between them something between.
def asked_at(*words):
    return home.json("logits", "--ids", "5,6,7,8", "--model", TINY, "--dtype", "fp32", "--threads", 1, *words)["logsumexp"]


plain, trained, half_way = asked_at(), asked_at("--adapter", run), asked_at("--adapter", run, "--strength", 0.5)
check(asked_at("--adapter", run, "--strength", 0) == plain and asked_at("--adapter", run, "--strength", 1) == trained, "strength 0 is the base, 1 the adapter")
check(len({plain, trained, half_way}) == 3, f"strength 0.5: {plain} {half_way} {trained}")
home.json("export", run, "--to", "peft", "--out", home.path / "half", "--strength", 0.5, "--threads", 1)
check(abs(asked_at("--adapter", home.path / "half") - half_way) < 1e-6, "a strength while answering and one in an export are not the same")
check(home.graft("generate", "--prompt", "Hi", "--model", TINY, "--adapter", run, "--strength", 5).returncode == 2, "a strength of 5")

# Another base: a copy of its own, and one that holds the adapter already.
copy = home.path / "copy"
shutil.copytree(TINY, copy)
same = home.json("carry", run, "--to", copy, "--threads", 1)
check(same["verdict"] == "carries over" and abs(same["gain_kept"] - 1) < 1e-12, f"on a copy of its base: {same['verdict']} {same['gain_kept']}")
check(same["comparison"]["max_logit_difference"] == 0 and same["comparison"]["token_agreement"] == 1, "a copy of the base answers otherwise")
home.json("export", run, "--to", "merged", "--out", home.path / "merged", "--threads", 1)
twice_in = home.json("carry", run, "--to", home.path / "merged", "--threads", 1)
check(twice_in["verdict"] == "does not carry over" and twice_in["comparison"]["mean_kl"] > 0, f"on a base that holds it already: {twice_in['verdict']}")
check(home.graft("carry", run, "--to", TINY).returncode == 2, "its own base is no other base")

# The receipt: what is not known stays unknown; entries are kept.
plain = home.json("receipt", run)
check(plain["cost"]["seconds"] > 0 and plain["return"]["return"] is None and plain["return"]["value"] is None, f"a receipt without entries: {plain['return']}")
check((plain["cost"]["joules"] is None) == (plain["cost"]["energy_method"].find("RAPL") < 0), f"energy: {plain['cost']}")
check(0 < plain["full_tuning"]["trained_share"] < 1 and plain["full_tuning"]["full_seconds"] > plain["cost"]["seconds"], "full tuning takes longer")
home.json("receipt", run, "--per-kwh", 0, "--per-machine-hour", 36, "--value", "labour=100", "--cost", "engineering=50", "--months", 6, "--currency", "CHF")
told = home.json("receipt", run)
check(told["currency"] == "CHF" and told["return"]["value"] == 600, f"entries are kept: {told['return']}")
check(plain["cost"]["joules"] is not None or abs(told["cost"]["money"] - told["cost"]["seconds"] / 100) < 1e-9, f"money: {told['cost']}")
check(home.json("receipt", run, "--value", "labour=")["return"]["value"] is None, "an entry becomes unknown again")
for words in (["--value", "luck=3"], ["--value", "labour=much"], ["--per-kwh", -1], ["--months", 0]):
    check(home.graft("receipt", run, *words).returncode == 2, f"receipt {words}")

# A licence that restricts use is asked about, by name, and goes along; one that does not is carried without a word.
licensed = home.path / "licensed"
shutil.copytree(TINY, licensed)
(licensed / "README.md").write_text("---\nlicense: llama3.2\n---\n# A base\n")
run2 = home.json(*[licensed if word == TINY else word for word in train], "--name", "bound")["run"]
asked = home.graft("export", run2, "--to", "peft", "--out", home.path / "bound", "--json")
error = json.loads(asked.stdout)["error"]
check(asked.returncode == 6 and "llama3.2" in error["what"] and "--accept-license" in error["hint"] and not (home.path / "bound").exists(), f"a restricting licence: {asked.returncode} {error}")
check(home.graft("export", run2, "--to", "peft", "--out", home.path / "bound", "--accept-license", "mit").returncode == 6, "another licence is not this one")
done = home.json("export", run2, "--to", "peft", "--out", home.path / "bound", "--accept-license", "llama3.2", "--threads", 1)
check(done["certificate"]["base_license"] == "llama3.2" and "llama3.2" in (home.path / "bound/README.md").read_text(), "the licence is in the export")
(licensed / "README.md").write_text("---\nlicense: Apache-2.0\n---\n")
check(home.graft("export", run2, "--to", "gguf-lora", "--out", home.path / "free.gguf", "--threads", 1).returncode == 0, "a free licence is not asked about")

# What leaves the house from the registry stands in the history, without a place.
home.json("adapters", "add", run, "--task", "shelves")
home.json("export", "shelves", "--to", "gguf-lora", "--out", home.path / "shelf.gguf", "--threads", 1)
line = home.json("adapters", "history", "shelves")["history"][-1]
check(line["what"] == "exported" and line["kind"] == "gguf-lora" and line["verdict"] == "green" and "shelf.gguf" in line["files"], f"history: {line}")
check(str(home.path) not in json.dumps(line), "the history says where the file lies")

# Merging goes piece by piece: eight layers more take no more memory, and it stays under 1 GB above the largest tensor.
peaks = []
for layers in (2, 10):
    model, adapter, size, largest = make(home.path / f"layers{layers}", TINY, layers)
    done = home.json("export", adapter, "--model", model, "--to", "merged-gguf", "--type", "Q8_0", "--out", home.path / "big.gguf", "--overwrite")
    peaks.append((done["writing_peak_mib"], size / 2**20, largest / 2**20))
(few, few_size, largest), (many, many_size, _) = peaks
print(f"merging {few_size:.0f} and {many_size:.0f} MiB of weights took {few:.0f} and {many:.0f} MiB")
check(many - few < 0.25 * (many_size - few_size), f"memory grows with the model: {few} to {many} MiB")
check(many < largest + 1024, f"{many} MiB with a largest tensor of {largest} MiB")
other_shape = home.graft("carry", run, "--to", home.path / "layers2", "--json")
check(other_shape.returncode in (3, 6) and "model.layers" in json.loads(other_shape.stdout)["error"]["what"], f"a base of another shape: {other_shape.returncode} {other_shape.stdout}")
finish()
