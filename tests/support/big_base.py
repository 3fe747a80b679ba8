# SPDX-License-Identifier: Apache-2.0
"""A base of made-up weights of any size, and an adapter for it, written byte by byte: for what depends on size alone."""
import json
import os
import shutil
import struct
from pathlib import Path

HEAD_DIM = 128


def _write(path, tensors, dtype, size, filling):
    header, end = {}, 0
    for name, shape in tensors:
        count = size
        for side in shape:
            count *= side
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [end, end + count]}
        end += count
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for at in range(0, end, len(filling)):
            file.write(filling[: min(len(filling), end - at)])
    return end


def make(folder, texts, layers, hidden=1024, intermediate=2816, vocab=32000):
    """`texts`: a model whose tokenizer is taken. Returns base, adapter, bytes of weights and bytes of the largest tensor."""
    folder = Path(folder)
    folder.mkdir(parents=True)
    heads, kv = hidden // HEAD_DIM, max(1, hidden // HEAD_DIM // 4)
    small = bytearray(os.urandom(1 << 20))
    for i in range(1, len(small), 2):
        small[i] = 0x3C | (small[i] & 0x80)  # bf16 of 0.008 to 0.03
    tensors = [("model.embed_tokens.weight", [vocab, hidden])]
    for layer in range(layers):
        at = f"model.layers.{layer}."
        for name, rows, columns in (("self_attn.q_proj", heads * HEAD_DIM, hidden), ("self_attn.k_proj", kv * HEAD_DIM, hidden), ("self_attn.v_proj", kv * HEAD_DIM, hidden),
                                    ("self_attn.o_proj", hidden, heads * HEAD_DIM), ("mlp.gate_proj", intermediate, hidden), ("mlp.up_proj", intermediate, hidden), ("mlp.down_proj", hidden, intermediate)):
            tensors.append((at + name + ".weight", [rows, columns]))
        tensors += [(at + "input_layernorm.weight", [hidden]), (at + "post_attention_layernorm.weight", [hidden])]
    tensors += [("model.norm.weight", [hidden]), ("lm_head.weight", [vocab, hidden])]
    size = _write(folder / "model.safetensors", tensors, "BF16", 2, bytes(small))
    (folder / "config.json").write_text(json.dumps({
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": hidden, "intermediate_size": intermediate, "num_hidden_layers": layers, "num_attention_heads": heads,
        "num_key_value_heads": kv, "head_dim": HEAD_DIM, "vocab_size": vocab, "max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": False,
        "torch_dtype": "bfloat16", "bos_token_id": 0, "eos_token_id": 1}))
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(Path(texts) / name, folder)
    adapter = folder.parent / (folder.name + "-adapter")
    adapter.mkdir()
    pairs = []
    for layer in range(layers):
        at = f"base_model.model.model.layers.{layer}.self_attn.q_proj."
        pairs += [(at + "lora_A.weight", [8, hidden]), (at + "lora_B.weight", [heads * HEAD_DIM, 8])]
    _write(adapter / "adapter_model.safetensors", pairs, "F32", 4, b"".join(struct.pack("<f", (i * 37 % 101 - 50) / 1e4) for i in range(4096)))
    (adapter / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "r": 8, "lora_alpha": 16, "target_modules": ["q_proj"], "base_model_name_or_path": "", "bias": "none", "task_type": "CAUSAL_LM"}))
    return folder, adapter, size, vocab * hidden * 2
