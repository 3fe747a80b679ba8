// SPDX-License-Identifier: Apache-2.0
//! Converts GGUF metadata to the tokenizer.json of the model on the Hub. GGUF stores vocabulary and merges, but only names the
//! pre-tokenizer in `pre`. An unknown name is an error, never a guess.

use crate::tokenizer::GraftTokenizer;
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use serde_json::{json, Map, Value};
use std::collections::HashMap;

const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const GPT4O: &str = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const TEKKEN: &str = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// llama.cpp's patterns for the name "default", each applied to the pieces of its predecessor. No model defines this itself.
const DEFAULT: [&str; 4] = [
    r"[\p{P}\$\+<=>\^~\|]+",
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)",
    r"\p{N}+",
    r"[0-9][0-9][0-9]",
];

const NORMAL: i32 = 1;
const CONTROL: i32 = 3;
const USER_DEFINED: i32 = 4;

/// Values of the GGUF keys. The lists are indexed by token id.
struct Parts<'a> {
    model: &'a str,
    pre: &'a str,
    tokens: Vec<&'a str>,
    types: &'a [i32],
    scores: &'a [f32],
    merges: Vec<&'a str>,
    bos: i64,
    eos: i64,
    unk: i64,
    add_bos: bool,
    add_eos: bool,
    add_space_prefix: bool,
}

/// Returns normalizer, pre_tokenizer and ignore_merges of a byte-level vocabulary, by the name in `tokenizer.ggml.pre`.
fn splitting(pre: &str) -> Outcome<(Value, Value, bool)> {
    let byte_level = |own_pattern: bool| json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": own_pattern});
    let splits = |patterns: &[&str]| {
        let mut steps: Vec<Value> =
            patterns.iter().map(|p| json!({"type": "Split", "pattern": {"Regex": p}, "behavior": "Isolated", "invert": false})).collect();
        steps.push(byte_level(false));
        json!({"type": "Sequence", "pretokenizers": steps})
    };
    let split = |pattern: &str| splits(&[pattern]);
    Ok(match pre {
        "smollm" | "starcoder" | "refact" | "command-r" | "exaone" => (
            Value::Null,
            json!({"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, byte_level(true)]}),
            false,
        ),
        "llama-bpe" | "llama3" | "llama-v3" | "falcon3" | "pixtral" => (Value::Null, split(LLAMA3), true),
        "smaug-bpe" | "dbrx" => (Value::Null, split(LLAMA3), false),
        "qwen2" => (json!({"type": "NFC"}), split(QWEN2), false),
        "deepseek-r1-qwen" | "megrez" => (Value::Null, split(QWEN2), false),
        "gpt-4o" | "llama4" => (Value::Null, split(GPT4O), false),
        "tekken" => (Value::Null, split(TEKKEN), true),
        "gpt-2" | "phi-2" | "mpt" | "olmo" => (Value::Null, byte_level(true), false),
        "default" => (Value::Null, splits(&DEFAULT), false),
        other => {
            return Err(msg!(
                "tokenizer.ggml.pre is '%1', a way of splitting text that is not known here; known: smollm, llama-bpe, qwen2, gpt-4o, tekken, gpt-2, default. Use the Hugging Face folder of this model, which carries its own tokenizer.json",
                other
            ))
        }
    })
}

/// Derives the merges of a SentencePiece vocabulary, best score first, like transformers.
fn merges_from_scores(p: &Parts) -> Vec<Value> {
    let index: HashMap<&str, usize> = p.tokens.iter().enumerate().map(|(i, t)| (*t, i)).collect();
    let mut all: Vec<(f32, &str, &str)> = Vec::new();
    for (i, token) in p.tokens.iter().enumerate() {
        if p.types.get(i).is_some_and(|t| *t != NORMAL && *t != USER_DEFINED) {
            continue;
        }
        let mut local: Vec<(usize, usize, &str, &str)> = token
            .char_indices()
            .skip(1)
            .filter_map(|(at, _)| {
                let (l, r) = token.split_at(at);
                Some((*index.get(l)?, *index.get(r)?, l, r))
            })
            .collect();
        local.sort();
        all.extend(local.into_iter().map(|(_, _, l, r)| (p.scores.get(i).copied().unwrap_or(0.0), l, r)));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.chars().count().cmp(&a.1.chars().count())).then(b.2.chars().count().cmp(&a.2.chars().count())));
    all.into_iter().map(|(_, l, r)| json!([l, r])).collect()
}

fn post_processor(p: &Parts) -> Value {
    let token = |id: i64| p.tokens.get(id as usize).copied().unwrap_or("");
    let (bos, eos) = (p.add_bos && p.bos >= 0, p.add_eos && p.eos >= 0);
    if !bos && !eos {
        return Value::Null;
    }
    let (mut single, mut specials) = (Vec::new(), Map::new());
    let mut add = |id: i64, list: &mut Vec<Value>| {
        list.push(json!({"SpecialToken": {"id": token(id), "type_id": 0}}));
        specials.insert(token(id).into(), json!({"id": token(id), "ids": [id], "tokens": [token(id)]}));
    };
    if bos {
        add(p.bos, &mut single);
    }
    single.push(json!({"Sequence": {"id": "A", "type_id": 0}}));
    if eos {
        add(p.eos, &mut single);
    }
    json!({"type": "TemplateProcessing", "single": single,
           "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}], "special_tokens": specials})
}

fn tokenizer_json(p: &Parts) -> Outcome<Value> {
    let mut vocab = Map::new();
    for (id, token) in p.tokens.iter().enumerate() {
        if vocab.insert((*token).into(), id.into()).is_some() {
            return Err(msg!("tokenizer.ggml.tokens: '%1' stands twice (second at %2)", token, id));
        }
    }
    let added: Vec<Value> = p
        .tokens
        .iter()
        .enumerate()
        .filter_map(|(id, content)| {
            let kind = p.types.get(id).copied().unwrap_or(NORMAL);
            let unknown = p.model == "llama" && id as i64 == p.unk;
            (kind == CONTROL || kind == USER_DEFINED || unknown).then(|| {
                json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false,
                       "normalized": false, "special": kind == CONTROL || unknown})
            })
        })
        .collect();
    let (normalizer, pre_tokenizer, decoder, model) = match p.model {
        "gpt2" => {
            let (normalizer, pre, ignore_merges) = splitting(p.pre)?;
            let merges: Outcome<Vec<Value>> = p
                .merges
                .iter()
                .map(|m| m.split_once(' ').map(|(l, r)| json!([l, r])).ok_or_else(|| msg!("tokenizer.ggml.merges: '%1' has no space", m)))
                .collect();
            let model = json!({"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null, "end_of_word_suffix": null,
                               "fuse_unk": false, "byte_fallback": false, "ignore_merges": ignore_merges, "vocab": vocab, "merges": merges?});
            let decoder = json!({"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true});
            (normalizer, pre, decoder, model)
        }
        "llama" => {
            let mut steps = vec![json!({"type": "Replace", "pattern": {"String": " "}, "content": "\u{2581}"})];
            let mut undo = vec![json!({"type": "Replace", "pattern": {"String": "\u{2581}"}, "content": " "}), json!({"type": "ByteFallback"}), json!({"type": "Fuse"})];
            if p.add_space_prefix {
                steps.insert(0, json!({"type": "Prepend", "prepend": "\u{2581}"}));
                undo.push(json!({"type": "Strip", "content": " ", "start": 1, "stop": 0}));
            }
            let unk = p.tokens.get(p.unk.max(0) as usize).copied().unwrap_or("<unk>");
            let model = json!({"type": "BPE", "dropout": null, "unk_token": unk, "continuing_subword_prefix": null, "end_of_word_suffix": null,
                               "fuse_unk": true, "byte_fallback": true, "ignore_merges": false, "vocab": vocab, "merges": merges_from_scores(p)});
            (json!({"type": "Sequence", "normalizers": steps}), Value::Null, json!({"type": "Sequence", "decoders": undo}), model)
        }
        other => return Err(msg!("tokenizer.ggml.model is '%1'; known: gpt2, llama", other)),
    };
    Ok(json!({"version": "1.0", "truncation": null, "padding": null, "added_tokens": added, "normalizer": normalizer,
              "pre_tokenizer": pre_tokenizer, "post_processor": post_processor(p), "decoder": decoder, "model": model}))
}

/// Reads a list of strings: concatenated bytes, and the end offset of each.
unsafe fn strings<'a>(bytes: *const u8, ends: *const usize, count: usize) -> Outcome<Vec<&'a str>> {
    let ends = slice(ends, count);
    let total = ends.last().copied().unwrap_or(0);
    let text = slice(bytes, total);
    let mut begin = 0;
    ends.iter()
        .map(|&end| {
            let piece = text.get(begin..end).ok_or_else(|| msg!("string list out of order"))?;
            begin = end;
            utf8(piece)
        })
        .collect()
}

/// The GGUF keys as plain pointers. Mirrors `GraftGgufTokenizer` in bridge.h.
#[repr(C)]
pub struct GraftGgufTokenizer {
    model: *const u8,
    model_size: usize,
    pre: *const u8,
    pre_size: usize,
    token_bytes: *const u8,
    token_ends: *const usize,
    token_count: usize,
    merge_bytes: *const u8,
    merge_ends: *const usize,
    merge_count: usize,
    types: *const i32,
    type_count: usize,
    scores: *const f32,
    score_count: usize,
    bos: i64,
    eos: i64,
    unk: i64,
    add_bos: i32,
    add_eos: i32,
    add_space_prefix: i32,
}

unsafe fn json_of(parts: *const GraftGgufTokenizer) -> Outcome<Vec<u8>> {
    let g = &*parts;
    let p = Parts {
        model: utf8(slice(g.model, g.model_size))?,
        pre: utf8(slice(g.pre, g.pre_size))?,
        tokens: strings(g.token_bytes, g.token_ends, g.token_count)?,
        types: slice(g.types, g.type_count),
        scores: slice(g.scores, g.score_count),
        merges: strings(g.merge_bytes, g.merge_ends, g.merge_count)?,
        bos: g.bos,
        eos: g.eos,
        unk: g.unk,
        add_bos: g.add_bos != 0,
        add_eos: g.add_eos != 0,
        add_space_prefix: g.add_space_prefix != 0,
    };
    Ok(tokenizer_json(&p)?.to_string().into_bytes())
}

/// # Safety
/// Every pointer in `parts` must be valid for its count.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_from_gguf(parts: *const GraftGgufTokenizer, handle: *mut *mut GraftTokenizer, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || GraftTokenizer::from_json(&json_of(parts)?))
}

/// # Safety
/// See `graft_tokenizer_from_gguf`.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_gguf_json(parts: *const GraftGgufTokenizer, out: *mut GraftBytes) -> i32 {
    guarded(out, || json_of(parts))
}
