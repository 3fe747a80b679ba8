// SPDX-License-Identifier: Apache-2.0
//! Tokenizers with byte offsets, from tokenizer.json or from GGUF metadata.

use crate::confine::{Limits, Strange};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use tokenizers::models::ModelWrapper;
use tokenizers::Tokenizer;

/// Longest text taken in one call; longer ones are refused with the limit named.
const MAX_TEXT: usize = 256 << 20;
const MAX_TOKENIZER_JSON: usize = 256 << 20;

/// Far above what an honest tokenizer needs for that many bytes: 100 to 200 bytes and a microsecond for each.
fn limits(bytes: usize) -> Limits {
    Limits { memory: (256 << 20) + 512 * bytes as i64, each: 16, seconds: 5.0 + 2e-5 * bytes as f64 }
}

/// Two copies of one tokenizer: `plain` reads control-token text inside users' content as ordinary text.
struct Copies {
    full: Tokenizer,
    plain: Tokenizer,
    specials: Vec<(String, u32)>,
}

pub struct GraftTokenizer {
    copies: Strange<Copies>,
    info: String,
}

impl GraftTokenizer {
    pub(crate) fn from_json(json: &[u8]) -> Outcome<Self> {
        if json.len() > MAX_TOKENIZER_JSON {
            return Err(format!("tokenizer.json is larger than the limit of {} MiB", MAX_TOKENIZER_JSON >> 20));
        }
        let copies = Strange::make("the tokenizer", limits(json.len()), || Copies::read(json))?;
        let info = copies.with(limits(json.len()), |copies| Ok(copies.info()))?;
        Ok(GraftTokenizer { copies, info })
    }
}

impl Copies {
    fn read(json: &[u8]) -> Outcome<Self> {
        let mut full = Tokenizer::from_bytes(json).map_err(|e| format!("tokenizer.json: {e}"))?;
        full.with_truncation(None).map_err(|e| e.to_string())?;
        full.with_padding(None);
        // Dropout of merges would give one text other tokens each time, and a run other bytes.
        if let ModelWrapper::BPE(bpe) = full.get_model() {
            if bpe.dropout.is_some() {
                let mut fixed = bpe.clone();
                fixed.dropout = None;
                full.with_model(ModelWrapper::BPE(fixed));
            }
        }
        let mut plain = full.clone();
        plain.set_encode_special_tokens(true);
        let mut specials: Vec<(String, u32)> = full
            .get_added_tokens_decoder()
            .into_iter()
            .filter(|(_, t)| t.special && !t.content.is_empty())
            .map(|(id, t)| (t.content, id))
            .collect();
        // Longest first, so that a control token that begins with another one wins.
        specials.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.cmp(&b.1)));
        Ok(Copies { full, plain, specials })
    }

    fn info(&self) -> String {
        let specials: serde_json::Map<String, serde_json::Value> = self.specials.iter().map(|(s, id)| (s.clone(), (*id).into())).collect();
        serde_json::json!({"vocab_size": self.full.get_vocab_size(true), "specials": specials}).to_string()
    }

    fn push(&self, which: &Tokenizer, text: &str, base: usize, add_special: bool, out: &mut Vec<[u32; 4]>) -> Outcome<()> {
        let encoding = which.encode(text, add_special).map_err(|e| e.to_string())?;
        for ((id, (start, end)), special) in
            encoding.get_ids().iter().zip(encoding.get_offsets()).zip(encoding.get_special_tokens_mask())
        {
            let is_special = *special == 1 || self.specials.iter().any(|(_, s)| s == id);
            out.push([*id, (base + start) as u32, (base + end) as u32, is_special as u32]);
        }
        Ok(())
    }

    fn next_special(&self, text: &str, from: usize) -> Option<(usize, &str, u32)> {
        let mut best: Option<(usize, &str, u32)> = None;
        for (content, id) in &self.specials {
            if let Some(at) = text[from..].find(content.as_str()) {
                if best.map_or(true, |(b, c, _)| from + at < b || (from + at == b && content.len() > c.len())) {
                    best = Some((from + at, content, *id));
                }
            }
        }
        best
    }

    /// Ids of a rendered chat in which the byte ranges `literals` are users' own text: a control token that
    /// touches such a range is text. Elsewhere the result is what the tokenizer gives for the whole text.
    fn encode(&self, text: &str, literals: &[(usize, usize)], add_special: bool) -> Outcome<Vec<[u32; 4]>> {
        if text.len() > MAX_TEXT {
            return Err(format!("text of {} bytes is longer than the limit of {} MiB", text.len(), MAX_TEXT >> 20));
        }
        let mut out = Vec::new();
        let inside = |at: usize, len: usize| literals.iter().any(|&(s, e)| at < e && at + len > s);
        let hidden = literals.iter().any(|&(s, e)| self.next_special(text.get(s..e).unwrap_or(""), 0).is_some());
        if !hidden {
            self.push(&self.full, text, 0, add_special, &mut out)?;
            return Ok(out);
        }
        let (mut done, mut from) = (0, 0);
        while let Some((at, content, id)) = self.next_special(text, from) {
            let end = at + content.len();
            if !inside(at, content.len()) {
                if at > done {
                    self.push(&self.plain, &text[done..at], done, false, &mut out)?;
                }
                out.push([id, at as u32, end as u32, 1]);
                done = end;
            }
            from = end;
        }
        if done < text.len() {
            self.push(&self.plain, &text[done..], done, false, &mut out)?;
        }
        Ok(out)
    }
}

/// # Safety
/// Pointers must be valid for the sizes given; `handle` receives an object for `graft_tokenizer_free`.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_from_json(json: *const u8, size: usize, handle: *mut *mut GraftTokenizer, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || GraftTokenizer::from_json(slice(json, size)))
}

/// # Safety
/// See `graft_tokenizer_from_json`. `literals` holds `literal_count` pairs of byte offsets.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_encode(
    tokenizer: *const GraftTokenizer, text: *const u8, size: usize, literals: *const usize, literal_count: usize, add_special: i32, out: *mut GraftBytes,
) -> i32 {
    guarded(out, || {
        let text = utf8(slice(text, size))?;
        let pairs: Vec<(usize, usize)> = slice(literals, literal_count * 2).chunks(2).map(|p| (p[0], p[1])).collect();
        let rows = (*tokenizer).copies.with(limits(text.len()), |copies| copies.encode(text, &pairs, add_special != 0))?;
        Ok(rows.iter().flatten().flat_map(|v| v.to_le_bytes()).collect())
    })
}

/// # Safety
/// See `graft_tokenizer_from_json`.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_decode(tokenizer: *const GraftTokenizer, ids: *const u32, count: usize, skip_special: i32, out: *mut GraftBytes) -> i32 {
    guarded(out, || {
        let ids = slice(ids, count);
        (*tokenizer).copies.with(limits(64 * count), |copies| copies.full.decode(ids, skip_special != 0).map(String::into_bytes).map_err(|e| e.to_string()))
    })
}

/// Facts as one JSON object: vocab_size, specials (text to id).
/// # Safety
/// See `graft_tokenizer_from_json`.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_info(tokenizer: *const GraftTokenizer, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*tokenizer).info.clone().into_bytes()))
}

/// # Safety
/// `tokenizer` must come from this library and must not be used afterwards.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_free(tokenizer: *mut GraftTokenizer) {
    if !tokenizer.is_null() {
        drop(Box::from_raw(tokenizer));
    }
}
