#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How llama.cpp splits texts under each name of tokenizer.ggml.pre that Graft knows, on two vocabularies: tests/data/golden/pre_tokens.json.

usage: make_pre_tokens.py EMBEDDED.gguf TINY.gguf OUT.json     (gguf 0.19.0, llama-cpp-python 0.3.36)
EMBEDDED.gguf is the model that comes with Graft, which has no numbers of several digits; TINY.gguf, which has: `graft export
tests/data/golden/tiny/llama_bias_tied/init --model tests/data/golden/tiny/llama_bias_tied --to merged-gguf --out TINY.gguf`.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import llama_cpp

NAMES = ["smollm", "llama-bpe", "qwen2", "gpt-4o", "tekken", "gpt-2", "default", "deepseek-r1-qwen", "smaug-bpe"]
TEXTS = [
    "It's the lost card: 1234!\n\n  Why? I'LL say (a+b)<=c^2 ~ $5|",
    " 12 123 1234 12345 1,234.50  3\u00bd \u0664\u0665",
    "the quick\tfox   \n\n \n claims12refunds ...! ?? --- a--b /x/y\r\n",
    "\u00dcber na\u00efve \ufb01 \u4f60\u597d \u043f\u0440\u0438\u0432\u0435\u0442 \u0939\u093f\u0928\u094d\u0926\u0940 \U0001f600\U0001f44d\U0001f3fd",
    "McDonald iPhone HELLOworld x1y2 don'T we'Ve",
]

out = []
with tempfile.TemporaryDirectory() as folder:
    for vocabulary, model in (("embedded", sys.argv[1]), ("tiny", sys.argv[2])):
        for name in NAMES:
            path = Path(folder) / "model.gguf"
            subprocess.run([sys.executable, "-m", "gguf.scripts.gguf_new_metadata", "--pre-tokenizer", name, "--force", model, path], check=True, capture_output=True)
            llama = llama_cpp.Llama(str(path), vocab_only=True, verbose=False)
            out += [{"vocabulary": vocabulary, "pre": name, "text": text, "ids": llama.tokenize(text.encode(), add_bos=False, special=False)} for text in TEXTS]
            print(vocabulary, name, len({tuple(o["ids"]) for o in out if o["vocabulary"] == vocabulary}))
Path(sys.argv[3]).write_text("[" + ",\n ".join(json.dumps(o) for o in out) + "]\n")
