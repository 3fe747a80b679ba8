# SPDX-License-Identifier: Apache-2.0
"""The command line as a contract: exit codes, one JSON object, errors that say what, where and what to do."""
import json
import os
import resource
import shutil
import stat
import subprocess

from harness import BIN, SOURCE, Home, check, finish

home = Home()
tiny = SOURCE / "tests/data/golden/tiny/llama_bias_tied"
good = home.write("good.csv", "text,label\n" + "".join(f"question {i},answer {i}\n" for i in range(20)))


def fails(code, says, *args, **kw):
    done = home.graft(*args, "--json", **kw)
    name = "graft " + " ".join(map(str, args))
    check(done.returncode == code, f"{name}: exit {done.returncode}, expected {code}\n{done.stdout}\n{done.stderr}")
    try:
        error = json.loads(done.stdout)["error"]
    except (ValueError, KeyError):
        return check(False, f"{name}: no error object: {done.stdout!r}")
    check({"code", "what", "where", "kept", "hint"} <= error.keys(), f"{name}: fields {error.keys()}")
    text = done.stderr
    check(says in text, f"{name}: says {text!r}, expected {says!r}")
    check(text.count("\n") == 1, f"{name}: one paragraph on standard error: {text!r}")


# Usage
fails(2, "graft --help", "fly")
fails(2, "--rank", "train", "--data", good, "--rank", "0")
fails(2, "whole number", "train", "--data", good, "--rank", "1.5")
fails(2, "int3", "train", "--data", good, "--dtype", "int3")
fails(2, "head", "train", "--data", good, "--targets", "head")
fails(2, "between 0 and 1024", "generate", "--prompt", "x", "--model", tiny, "--threads", "4294967297")
fails(2, "between 0 and 1024", "train", "--data", good, "--threads", "-1")
fails(2, "gentle, normal, all", "cpu-use", "x-1", "sometimes")
fails(2, "--holdout", "import", good, "--holdout", "1.5")
fails(2, "no column", "import", good, "--map", "prompt=nothing", "--map", "completion=label")
fails(2, "field=column", "import", good, "--map", "prompt")
fails(2, "vocabulary", "logits", "--model", tiny, "--ids", "1,999999")
check(not (home.path / "home/runs").exists() or not any((home.path / "home/runs").iterdir()), "refused runs leave no folder")

# Global options stand on both sides of the verb.
elsewhere = home.path / "elsewhere"
for args in (["--home", elsewhere, "--json", "runs"], ["runs", "--home", elsewhere, "--json"], ["--json", "inspect", "--home", elsewhere, "data", good]):
    done = subprocess.run([str(BIN / "graft"), *map(str, args)], capture_output=True, text=True, env={**os.environ, "GRAFT_HOME": "/nowhere"})
    check(done.returncode == 0 and isinstance(json.loads(done.stdout), dict), f"graft {args}: {done.returncode} {done.stderr}")

done = subprocess.run([str(BIN / "graft"), "--json"], capture_output=True, text=True)
check(done.returncode == 2 and "error" in json.loads(done.stdout), f"--json without a verb: {done.returncode} {done.stdout}")
done = subprocess.run([str(BIN / "graft"), "--home", str(elsewhere), "trian"], capture_output=True, text=True)
check("Did you mean graft train?" in done.stderr, f"a mistyped verb after a global option: {done.stderr}")

# Seeds are exact to 64 bits.
for given, kept in (("1764489600123456789", 1764489600123456789), ("18446744073709551615", 2**64 - 1), ("1.6e1", 16)):
    queued = home.json("train", "--data", good, "--model", tiny, "--seed", given, "--queue")
    spec = json.loads((home.path / "home/runs" / queued["run"] / "spec.json").read_text())
    check(spec["settings"]["seed"] == kept and isinstance(spec["settings"]["seed"], int), f"--seed {given}: {spec['settings']['seed']}")
    home.json("queue", "remove", queued["run"])

# Input
fails(3, "nothing.csv", "import", home.path / "nothing.csv")
fails(3, "no such model", "inspect", "model", home.path / "nothing.gguf")
fails(3, "not a GGUF", "inspect", "model", good)
fails(3, "no dataset", "train", "--data", "nothing-like-this")
fails(3, "no adapter", "generate", "--prompt", "x", "--adapter", "nothing")
empty = home.write("empty_answers.jsonl", '{"prompt":"p","completion":""}\n' * 3)
fails(3, "answer is empty", "train", "--data", empty)
fails(3, "folder", "import", home.path)

# A template that never ends, and data whose answers are all cut away
endless = home.path / "endless"
endless.mkdir()
for file in tiny.iterdir():
    if file.is_file():
        (endless / file.name).write_bytes(file.read_bytes())
(endless / "chat_template.jinja").write_text("{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}")
fails(3, "template", "inspect", "data", good, "--model", endless)
longer = home.write("long.jsonl", "".join(json.dumps({"prompt": "word " * 200, "completion": f"answer {i}"}) + "\n" for i in range(10)))
fails(3, "--max-length", "train", "--data", longer, "--model", tiny, "--max-length", "16", "--dtype", "fp32")

# No permission, full disk
locked = home.path / "locked"
locked.mkdir()
locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
if os.geteuid() != 0:
    fails(3, "permission", "import", good, "--home", locked / "home")
fails(3, "folder", "import", good, "--home", good / "home")

# The disk is full (28), or the file system read-only (30), from the n-th file call on: the documented code, a message that
# says so, and what was there before is untouched. Calls of a small import are fewer than 40.
def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


home.json("import", good, "--name", "kept")
datasets = home.path / "home/datasets"
before = contents(datasets)
other = home.write("other.jsonl", '{"prompt": "something else", "completion": "x"}\n')
refusals = 0
for n in range(1, 41):
    done = home.graft("import", other, "--name", "kept", "--json", env={"GRAFT_FILE_FAULT": f"fail:{n}+:28"})
    if done.returncode == 0:
        break
    refusals += 1
    error = json.loads(done.stdout)["error"]
    check(done.returncode == 4 and "No space" in error["what"] and error["where"] and error["hint"], f"full disk at call {n}: {done.returncode} {done.stdout}")
    check(contents(datasets) == before, f"full disk at call {n}: what was there is untouched")
check(refusals >= 8, f"full disk: {refusals} places were tried")
done = home.graft("import", other, "--name", "kept", env={"GRAFT_FILE_FAULT": "fail:1+:30"})
check(done.returncode == 3 and "Read-only" in done.stderr, f"read-only: {done.returncode} {done.stderr}")
done = home.graft("train", "--data", good, "--model", tiny, "--steps", 3, "--dtype", "fp32", "--home", home.path / "elsewhere", env={"GRAFT_FILE_FAULT": "fail:1+:28"})
check(done.returncode == 4, f"train on a full disk: {done.returncode} {done.stderr}")

# Odd places (C10): works, or is refused at once.
for name in (b"a b", b"quote'\"", b"new\nline", "🙂 ü".encode(), b"%s$(id)", b"x" * 200 + b"/" + b"y" * 200):
    odd = home.path / os.fsdecode(name)
    odd.mkdir(parents=True)
    (odd / "good.csv").write_text("prompt,completion\n" + "".join(f"question {i},answer {i}\n" for i in range(20)))
    run = home.json("train", "--data", odd / "good.csv", "--model", tiny, "--steps", 2, "--dtype", "fp32", "--holdout", 0, "--home", odd)["run"]
    check(run in {r["run"] for r in home.json("runs", "--home", odd)["runs"]}, f"a home called {name[:20]}")
    check(home.json("store", "check", "--home", odd)["ok"], f"the store in {name[:20]}")
fails(2, "not UTF-8", "runs", "--home", home.path / os.fsdecode(b"\xff\xfe"))

# A home that may only be read (C8): what is there can be looked at; what would be written is refused.
kept = home.json("runs")["runs"]
frozen = str(home.path / "home")
mount = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"', frozen]
if subprocess.run([*mount, "true"], capture_output=True).returncode == 0:
    done = subprocess.run([*mount, str(BIN / "graft"), "runs", "--json", "--home", frozen], capture_output=True, text=True)
    check(done.returncode == 0 and len(json.loads(done.stdout)["runs"]) == len(kept) and "graft: warning" in done.stderr, f"runs of a read-only home: {done.returncode} {done.stderr}")
    done = subprocess.run([*mount, str(BIN / "graft"), "train", "--data", str(good), "--model", str(tiny), "--home", frozen], capture_output=True, text=True)
    check(done.returncode == 3 and "Read-only" in done.stderr, f"training in a read-only home: {done.returncode} {done.stderr}")
else:
    print("skipped: a read-only mount cannot be made here")

# Memory that runs out (A6) is said as memory, with a way out.
for mib in (600, 700, 900, 1000, 1060, 1120):
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
    done = subprocess.run([str(BIN / "graft"), "train", "--data", str(good), "--steps", "2", "--threads", "1", "--json", "--home", str(home.path / "small")], capture_output=True, text=True, preexec_fn=limit)
    check(done.returncode == 4 and "memory" in done.stderr and ("--micro-tokens" in done.stderr or "smaller model" in done.stderr), f"address space of {mib} MiB: {done.returncode} {done.stderr}")

# Notes, tags, the bin, copies of the store, through the command line.
run = home.json("train", "--data", good, "--model", tiny, "--steps", 2, "--dtype", "fp32", "--holdout", 0)["run"]
home.json("runs", run, "--note", "with 'quotes' and %", "--add-tag", "keep")
listed = [r for r in home.json("runs", "--search", "QUOTES", "--tag", "keep")["runs"] if r["run"] == run]
check(len(listed) == 1 and listed[0]["note"] == "with 'quotes' and %", f"found by note and tag: {listed}")
copy = home.path / "copy.sqlite"
home.json("store", "backup", copy)
fails(6, "already", "store", "backup", copy)
home.json("runs", run, "--delete")
check(run not in {r["run"] for r in home.json("runs")["runs"]} and run in {r["run"] for r in home.json("runs", "--in-bin")["runs"]}, "in the bin")
again = home.json("train", "--data", good, "--model", tiny, "--steps", 2, "--dtype", "fp32", "--holdout", 0)["run"]
check(again != run, f"a name in the bin is not given again: {again}")
home.json("runs", run, "--restore")
home.json("runs", run, "--note", "")
home.json("store", "restore", copy)
check(home.json("runs", "--search", "quotes")["runs"][0]["run"] == run, "the copy is back")
check([line["action"] for line in home.json("store", "log")["log"]] == ["tag added", "note"], "the log is the copy's")
(home.path / "home/store/store.sqlite").write_bytes(b"not a database at all" * 400)
done = home.graft("runs", "--json")
check(done.returncode == 0 and "damaged" in done.stderr and run in done.stdout, f"a damaged store is moved aside and read again: {done.stderr}")
check(home.json("store", "rebuild")["runs"] >= 1, "rebuild")
fails(2, "which run", "runs", "--note", "x")
fails(3, "no run", "runs", "nobody", "--note", "x")

# Wrong base for an adapter is a mismatch, not bad input
foreign = ("--model", tiny, "--adapter", SOURCE / "tests/data/golden/init")
fails(6, "--accept-base", "generate", "--prompt", "x", *foreign, "--dtype", "fp32")
fails(6, "another base", "generate", "--prompt", "x", *foreign, "--dtype", "fp32", "--accept-base", "SmolLM2-135M-Instruct")
# Every verb that takes an adapter asks, before it computes or writes anything.
asking = [("logits", "--ids", "1", *foreign), ("compare", "--prompt", "x", *foreign), ("evaluate", "--data", good, *foreign), ("bench", "train", *foreign),
          ("train", "--data", good, *foreign), ("check", foreign[3], *foreign[:2]), ("carry", foreign[3], *foreign[:2], "--to", tiny),
          ("export", foreign[3], *foreign[:2], "--to", "peft", "--out", home.path / "never"), ("adapters", "add", foreign[3], *foreign[:2], "--task", "never")]
for words in asking:
    if words[0] == "adapters":
        fails(6, "another base", *words)  # its tensors are looked at first
    else:
        fails(6, "--accept-base", *words)

# What must be there
manifest = home.json("import", good)
wanted = {"dataset", "version", "hash", "shape", "rows_ok", "rows_rejected", "rejected", "exact_duplicates", "near_duplicates", "train", "heldout", "warnings", "encoding", "format"}
check(wanted <= manifest.keys(), f"import: {wanted - manifest.keys()}")
rows = home.json("inspect", "data", "good", "--rows", 2)["rows"]
check(len(rows) == 2 and all({"start", "end", "role", "trained"} <= s.keys() for s in rows[0]["spans"]), "inspect data")
tokens = home.json("inspect", "tokens", "--text", "Hello, world!")["tokens"]
check([t["id"] for t in tokens] == [19556, 28, 905, 17] and tokens[2]["start"] == 6, "inspect tokens")
model = home.json("inspect", "model")
check({"architecture", "parameters", "tensors", "tokenizer", "hash"} <= model.keys() and model["parameters"] == 134515008 and model["tensors"] == 272, f"inspect model: {model}")
# A model in the cache of another program: listed, known by its name there, and named so in what is exported.
hub = home.path / "hub"
shutil.copytree(tiny, hub / "models--acme--tiny/snapshots/c1")
elsewhere = {"HF_HUB_CACHE": str(hub)}
listed = {m["name"]: m for m in home.json("models", env=elsewhere)["models"]}
check(listed[""]["program"] == "Graft" and listed["acme/tiny"]["program"] == "Hugging Face" and listed["acme/tiny"]["usable"], f"models: {listed}")
run = home.json("train", "--data", good, "--model", "acme/tiny", "--steps", 1, "--samples", 0, "--name", "cached", env=elsewhere)["run"]
home.json("export", run, "--to", "peft", "--out", home.path / "cached", env=elsewhere)
base = json.loads((home.path / "cached/adapter_config.json").read_text())["base_model_name_or_path"]
check(base == "acme/tiny", f"the base's name in the export: {base}")
pack = home.json("inspect", "pack", "good", "--max-length", 256)
check({"packs", "tokens", "padding", "supervised", "cut_rows"} <= pack.keys(), "inspect pack")
home.json("import", good, "--name", "train")
check(home.json("inspect", "data", "train", "--rows", 1)["dataset"] == "train", "a dataset may be called like a verb")
golden = json.loads((SOURCE / "tests/data/golden/logits.json").read_text())[0]
logits = home.json("logits", "--ids", ",".join(map(str, golden["ids"])), "--dtype", "fp32")
check(abs(logits["logsumexp"] - golden["logsumexp"]) < 5e-4 and [t["id"] for t in logits["top"]] == golden["top_ids"], "logits equal the recorded ones")
run = home.json("train", "--data", "good", "--model", tiny, "--steps", 3, "--dtype", "fp32", "--samples", 1)
# An adapter is asked on the base it was trained on, and goes on from there, without naming it again.
named, found = (home.json("logits", "--ids", "5,6,7", "--dtype", "fp32", "--adapter", run["run"], *more) for more in (["--model", tiny], []))
check(named["logsumexp"] == found["logsumexp"], "the base of a run is found")
check(home.json("train", "--data", "good", "--adapter", run["run"], "--steps", 1, "--dtype", "fp32", "--samples", 1)["state"] == "finished", "and trained on")
wanted = {"run", "state", "steps", "tokens", "supervised_tokens", "seconds", "tokens_per_second", "peak_rss_mib", "loss_first", "loss_last", "heldout_before", "heldout_after", "adapter", "warnings"}
check(wanted <= run.keys(), f"train: {wanted - run.keys()}")
check({"run", "state", "metrics"} <= home.json("runs", run["run"]).keys(), "runs RUN")
bench = home.json("bench", "train", "--model", tiny, "--data", "good", "--steps", 2, "--dtype", "fp32")
check({"tokens_per_second", "step_seconds", "peak_rss_mib", "load_seconds", "loss", "grad_norm", "dtype", "threads", "tokens"} <= bench.keys(), "bench train")
shares = {p["op"]: p["share"] for p in bench["profile"]}
check({"base products, forward", "LoRA, backward", "attention, backward", "AdamW and norm", "the rest"} <= shares.keys() and abs(sum(shares.values()) - 1) < 0.02, f"its profile by op: {shares}")
ops = home.json("bench", "ops", "--op", "rms_norm")["ops"]
check(ops and all(o["op"] == "rms_norm" and o["forward_ms"] > 0 for o in ops), f"bench ops: {ops}")
support = {op["op"]: op for op in home.json("bench", "ops", "--support")["ops"]}
check(len(support) >= 12 and support["attention"]["gradient"] and support["attention"]["f32_error"] < 1e-3 and "bf16" in support["attention"]["instructions"], f"bench ops --support: {support}")
unknown = home.graft("bench", "ops", "--op", "nonsense")
check(unknown.returncode == 2 and "rms_norm" in unknown.stderr, "a kernel that is not there is refused with those that are")
check(all({"name", "ok"} <= c.keys() for c in home.json("doctor")["checks"]), "doctor")
for verb in (["--help"], ["train", "--help"], ["import", "--help"], ["inspect", "tokens", "--help"]):
    done = home.graft(*verb)
    check(done.returncode == 0 and len(done.stdout) > 200, f"help: {verb}")
check("Example:" in home.graft("train", "--help").stdout, "help shows an example")
# The command line starts without LibTorch; the engine is a process of its own.
linked = subprocess.run(["ldd", str(BIN / "graft")], capture_output=True, text=True).stdout
check("libtorch" not in linked and "libc10" not in linked and "libcrypto" in linked, "graft links no LibTorch")
check("libtorch_cpu" in subprocess.run(["ldd", str(BIN / "graft-worker")], capture_output=True, text=True).stdout, "graft-worker links LibTorch")
# A locale with comma decimals changes nothing.
check(home.json("logits", "--ids", "1,2", "--dtype", "fp32", env={"LC_ALL": "de_DE.UTF-8"})["logsumexp"] == home.json("logits", "--ids", "1,2", "--dtype", "fp32")["logsumexp"], "locale")
finish()
