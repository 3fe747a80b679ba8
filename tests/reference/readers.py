# SPDX-License-Identifier: Apache-2.0
"""Logits of other programs after given ids, and how far Graft's own are from them. What the load_*.py scripts share."""
import math

import llama_cpp
import numpy as np
import torch


def logsumexp(logits):
    logits = logits.astype(np.float64)
    return logits.max() + math.log(np.exp(logits - logits.max()).sum())


def difference(mine, theirs):
    """Largest difference in logsumexp and in Graft's eight likeliest logits; `theirs` are arrays of logits."""
    worst = 0.0
    for row, logits in zip(mine, theirs):
        logits = logits.astype(np.float64)
        worst = max(worst, abs(row["logsumexp"] - logsumexp(logits)), *(abs(t["logit"] - logits[t["id"]]) for t in row["top"]))
    return worst


def of_transformers(model, sequences):
    with torch.no_grad():
        return [model(torch.tensor([ids])).logits[0, -1].float().numpy() for ids in sequences]


def of_llama(model, sequences, lora=None):
    """llama.cpp with a float32 key-value cache, so that what is left is the file."""
    llama = llama_cpp.Llama(str(model), lora_path=str(lora) if lora else None, n_ctx=512, logits_all=True, verbose=False, type_k=0, type_v=0, flash_attn=False)
    out = []
    for ids in sequences:
        llama.reset()
        llama.eval(ids)
        out.append(np.array(llama.scores[len(ids) - 1], dtype=np.float32).copy())
    return out, llama
