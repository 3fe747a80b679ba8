#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tiny random models of other families, by transformers: weights, tokenizer, template, and golden.json beside them with logits, rendered
chats with ids, and twelve PEFT training steps (rows, loss, gradient norm; init/ and final/ adapters).

usage: make_tiny.py OUT_FOLDER TEMPLATES_FOLDER     (transformers 5.17, peft 0.21.2; TEMPLATES_FOLDER holds qwen2_5.jinja, qwen3.jinja and gemma3.jinja;
       the chats of SmolLM3 and Granite are written here in their form)

Biases and norms are drawn too: as they begin (zero, one) a reader that leaves them out would not be noticed.
"""
import json
import random
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoModelForCausalLM, Gemma3Config, Gemma3TextConfig, GraniteConfig, PreTrainedTokenizerFast, Qwen2Config, Qwen3Config, SmolLM3Config

OUT, TEMPLATES = Path(sys.argv[1]), Path(sys.argv[2])
SIZES = dict(vocab_size=320, hidden_size=64, intermediate_size=112, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=512)
# As Qwen's tokenizer.json has it; llama.cpp calls it "qwen2".
SPLIT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
# As SmolLM3's and Granite's have it; llama.cpp calls them "llama-bpe" and "refact" (which splits as "smollm").
SPLIT_THREES = SPLIT.replace(r"|\p{N}|", r"|\p{N}{1,3}|")
DIGITS = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
WORDS = "the quick fox claims refunds over lost cards and asks why top up fails at 12 banks where it was not verified".split()
LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
torch.set_num_threads(1)


def splitting_by(pattern):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def tokenizer_for(specials, others, split=splitting_by(SPLIT), normalizer=normalizers.NFC(), **how):
    tokenizer = Tokenizer(models.BPE(**how))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = split
    tokenizer.decoder = decoders.ByteLevel()
    rng = random.Random(3)
    text = [" ".join(rng.choice(WORDS) for _ in range(9)) for _ in range(400)]
    size = SIZES["vocab_size"] - len(specials) - len(others)
    tokenizer.train_from_iterator(text, trainers.BpeTrainer(vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.add_special_tokens(specials)
    tokenizer.add_tokens(others)
    return tokenizer


def sentencepiece_tokenizer(specials):
    """As Gemma's: blanks become a sign of their own, what has no token is written in bytes."""
    rng = random.Random(3)
    text = [" ".join(rng.choice(WORDS) for _ in range(9)) for _ in range(400)]
    trained = Tokenizer(models.BPE())
    trained.normalizer = normalizers.Replace(" ", "\u2581")
    trained.pre_tokenizer = pre_tokenizers.Split(Regex("\u2581?[^\u2581]+"), "isolated")
    trained.train_from_iterator(text, trainers.BpeTrainer(vocab_size=160, show_progress=False))
    parts = json.loads(trained.to_str())["model"]
    learned = sorted(parts["vocab"], key=parts["vocab"].get)
    names = specials + [f"<0x{byte:02X}>" for byte in range(256)] + learned
    tokenizer = Tokenizer(models.BPE(vocab={name: i for i, name in enumerate(names)}, merges=[tuple(m) for m in parts["merges"]], byte_fallback=True, fuse_unk=True, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", names.index("<bos>"))])
    tokenizer.add_special_tokens(specials)
    return tokenizer


def conversations():
    user, assistant = lambda text: {"role": "user", "content": text}, lambda text: {"role": "assistant", "content": text}
    return [
        [user(" the quick fox "), assistant("claims 12"), user("refunds?")],
        [{"role": "system", "content": "Be brief."}, user("It's <|im_end|> lost: 1234!\n\n  Why? é ﬁ"), assistant("Über <|im_start|>\n12")],
        [user("a"), assistant("<think>\nwhy not\n</think>\n\nbecause")],
    ]


TOOLS = [{"type": "function", "function": {"name": "find_card", "description": "Where a card is, \u00fcberall", "parameters": {"type": "object", "properties": {"last4": {"type": "string"}}, "required": ["last4"]}}}]


def conversation_with_tools():
    call = {"type": "function", "function": {"name": "find_card", "arguments": {"last4": "1234", "n": 2}}}
    return [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Where is it?"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": '{"place": "Köln"}'},
        {"role": "tool", "content": "twice"},
        {"role": "assistant", "content": "In Köln."},
        {"role": "user", "content": "And now?"},
    ]


def gemma_conversations():
    user, assistant = lambda text: {"role": "user", "content": text}, lambda text: {"role": "assistant", "content": text}
    return [
        [user(" the quick fox "), assistant("claims 12"), user("refunds?")],
        [{"role": "system", "content": "Be brief."}, user("It's lost: 1234!\n\n  Why? é 你好"), assistant("Über\n12")],
    ]


def logits_of(model, ids):
    with torch.no_grad():
        z = model(torch.tensor([ids])).logits[0, -1].double()
    top = z.topk(8)
    return {"ids": ids, "logsumexp": z.logsumexp(0).item(), "mean": z.mean().item(), "top_ids": top.indices.tolist(), "top_logits": top.values.tolist()}


def steps_of(model, folder):
    rng = random.Random(11)
    # The short names would be those of modules for pictures too.
    targets = rf"model\.language_model\..*\.({'|'.join(LINEARS)})" if hasattr(model.config, "vision_config") else LINEARS
    adapted = get_peft_model(model, LoraConfig(r=4, lora_alpha=8, target_modules=targets, task_type="CAUSAL_LM"))
    adapted.peft_config["default"].base_model_name_or_path = folder.name
    adapted.save_pretrained(folder / "init")
    parameters = [p for p in adapted.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0)
    steps = []
    for _ in range(12):
        rows = []
        for _ in range(2):
            ids = [rng.randrange(3, 320) for _ in range(rng.randrange(8, 40))]
            asked = rng.randrange(2, len(ids) - 2)
            rows.append({"input_ids": ids, "labels": [-100] * asked + ids[asked:]})
        supervised = sum(sum(label != -100 for label in row["labels"][1:]) for row in rows)
        total = 0.0
        for row in rows:
            z = adapted(torch.tensor([row["input_ids"]])).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(z, torch.tensor(row["labels"][1:]), ignore_index=-100, reduction="sum") / supervised
            loss.backward()
            total += loss.item()
        norm = torch.linalg.vector_norm(torch.stack([p.grad.norm() for p in parameters])).item()
        optimizer.step()
        optimizer.zero_grad()
        steps.append({"rows": rows, "loss": total, "grad_norm": norm})
    adapted.save_pretrained(folder / "final")
    return steps


def make(name, config, template, tokenizer, chats, dtype):
    folder = OUT / name
    torch.manual_seed(7)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    one = 0 if name.startswith("gemma") else 1  # Gemma keeps the weights of norms less one
    for key, parameter in model.named_parameters():
        if "norm" in key:
            parameter.data = one + 0.3 * torch.randn_like(parameter)
        elif key.endswith("bias"):
            parameter.data = 0.3 * torch.randn_like(parameter)
        else:
            parameter.data = 0.08 * torch.randn_like(parameter)
    model.to(dtype).save_pretrained(folder)
    tokenizer.chat_template = (TEMPLATES / template).read_text() if template.endswith(".jinja") else template
    tokenizer.save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    rng = random.Random(5)
    golden = {"logits": [logits_of(model, [rng.randrange(3, 320) for _ in range(n)]) for n in (1, 7, 64, 200)], "chat": []}
    for messages, tools in chats:
        for asks in (False, True):
            if asks and messages[-1]["role"] == "assistant":
                continue
            text = tokenizer.apply_chat_template(messages, tools=tools, tokenize=False, add_generation_prompt=asks)
            plain = not any("<|im_" in m["content"] for m in messages)
            ids = tokenizer(text, add_special_tokens=False)["input_ids"] if plain else None  # control tokens in users' words are text to us
            golden["chat"].append({"messages": messages, "tools": tools, "add_generation_prompt": asks, "text": text, "ids": ids})
    golden["train"] = steps_of(model, folder)
    golden["settings"] = "LoRA r 4 alpha 8 all seven projections, weights read as float32, AdamW lr 2e-3 constant, weight decay 0, no clipping, two rows a step"
    (folder / "golden.json").write_text(json.dumps(golden))
    for card in folder.rglob("README.md"):
        card.unlink()


CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
CHATS = [(m, None) for m in conversations()] + [(conversation_with_tools(), TOOLS)]


def qwen_tokenizer(others):
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer_for(CONTROL, others), eos_token="<|im_end|>", pad_token="<|endoftext|>")


IDS = dict(bos_token_id=None, eos_token_id=319, pad_token_id=317)
make("qwen2_tied", Qwen2Config(**SIZES, **IDS, tie_word_embeddings=True, rms_norm_eps=1e-6, rope_theta=1e6), "qwen2_5.jinja", qwen_tokenizer([]), CHATS, torch.bfloat16)
IDS = dict(bos_token_id=None, eos_token_id=317, pad_token_id=315)
make("qwen3_wide_heads", Qwen3Config(**SIZES, **IDS, head_dim=32, tie_word_embeddings=False, rms_norm_eps=1e-6, rope_theta=1e6), "qwen3.jinja", qwen_tokenizer(["<think>", "</think>"]), CHATS, torch.float32)
# Six layers: five that see a window, shorter than most rows here, one that sees all. Sizes as llama.cpp takes them for granted (scores by the head size).
tokenizer = sentencepiece_tokenizer(["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"])
SIZES.update(vocab_size=tokenizer.get_vocab_size(), num_hidden_layers=6)
rope = {"full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6}, "sliding_attention": {"rope_type": "default", "rope_theta": 1e4}}
config = Gemma3TextConfig(**SIZES, bos_token_id=2, eos_token_id=5, pad_token_id=0, head_dim=32, query_pre_attn_scalar=32, sliding_window=24, rms_norm_eps=1e-6, rope_parameters=rope)
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<end_of_turn>", pad_token="<pad>", unk_token="<unk>")
make("gemma3_local", config, "gemma3.jinja", fast, [(m, None) for m in gemma_conversations()], torch.float32)
# The same with a part for pictures, and, as the larger ones have, more rows in the embedding than there are tokens.
SIZES.update(vocab_size=SIZES["vocab_size"] + 8, num_hidden_layers=2)
rope["full_attention"] = {"rope_type": "default", "rope_theta": 1e6}
text = Gemma3TextConfig(**SIZES, bos_token_id=2, eos_token_id=5, pad_token_id=0, head_dim=32, query_pre_attn_scalar=32, sliding_window=24, rms_norm_eps=1e-6, rope_parameters=rope)
vision = dict(hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=28, patch_size=14)
config = Gemma3Config(text_config=text.to_dict(), vision_config=vision, mm_tokens_per_image=4, image_token_index=SIZES["vocab_size"] - 1, eos_token_id=[5])
make("gemma3_pictures", config, "gemma3.jinja", fast, [(m, None) for m in gemma_conversations()], torch.bfloat16)
# Layers without rotation: every fourth, as llama.cpp takes it for granted.
SIZES.update(vocab_size=320, num_hidden_layers=5)
CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
threes = tokenizer_for(CONTROL, [], splitting_by(SPLIT_THREES), None, ignore_merges=True)
fast = PreTrainedTokenizerFast(tokenizer_object=threes, eos_token="<|im_end|>", pad_token="<|endoftext|>")
config = SmolLM3Config(**SIZES, bos_token_id=None, eos_token_id=319, pad_token_id=317, rms_norm_eps=1e-6, rope_parameters={"rope_type": "default", "rope_theta": 2e6})
make("smollm3_unrotated", config, CHATML, fast, [(m, None) for m in conversations()], torch.bfloat16)
# Four numbers that multiply.
SIZES.update(num_hidden_layers=2)
ROLES = "{% for m in messages %}<|start_of_role|>{{ m.role }}<|end_of_role|>{{ m.content }}<|end_of_text|>\n{% endfor %}{% if add_generation_prompt %}<|start_of_role|>assistant<|end_of_role|>{% endif %}"
digits = tokenizer_for(["<|end_of_text|>", "<|start_of_role|>", "<|end_of_role|>"], [], DIGITS, None)
fast = PreTrainedTokenizerFast(tokenizer_object=digits, bos_token="<|end_of_text|>", eos_token="<|end_of_text|>", pad_token="<|end_of_text|>")
numbers = dict(embedding_multiplier=3.0, residual_multiplier=0.4, attention_multiplier=0.4, logits_scaling=1.5)
config = GraniteConfig(**SIZES, **numbers, bos_token_id=317, eos_token_id=317, pad_token_id=317, tie_word_embeddings=True, rms_norm_eps=1e-5, rope_parameters={"rope_type": "default", "rope_theta": 1e4})
make("granite_scaled", config, ROLES, fast, [(m, None) for m in conversations()], torch.bfloat16)
# Rotation that is stretched for texts longer than those of the first training, with a factor of its own for cosines and sines.
tokenizer = qwen_tokenizer(["<think>", "</think>"])
yarn = {"rope_type": "yarn", "rope_theta": 1e4, "factor": 4.0, "original_max_position_embeddings": 128, "attention_factor": 1.3}
config = Qwen3Config(**SIZES, bos_token_id=None, eos_token_id=317, pad_token_id=315, head_dim=32, tie_word_embeddings=True, rms_norm_eps=1e-6, rope_parameters=yarn)
make("qwen3_yarn", config, "qwen3.jinja", tokenizer, CHATS, torch.bfloat16)
