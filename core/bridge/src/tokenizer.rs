// SPDX-License-Identifier: Apache-2.0
//! Tokenizers with byte offsets, from tokenizer.json or GGUF metadata.

use crate::confine::{Limits, Untrusted};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{HashMap, HashSet};
use tokenizers::models::ModelWrapper;
use tokenizers::normalizer::Range;
use tokenizers::tokenizer::{Model, NormalizedString, Normalizer, OffsetType, PreTokenizedString, PreTokenizer};
use tokenizers::{AddedToken, Encoding, Token, Tokenizer};

/// Maximum text size of one call. Longer texts are rejected, naming the limit.
const MAX_TEXT: usize = 256 << 20;
const MAX_TOKENIZER_JSON: usize = 256 << 20;

/// Far above the needs of a real tokenizer: 100 to 200 bytes of memory and a microsecond for each byte.
fn limits(bytes: usize) -> Limits {
    Limits { memory: (256 << 20) + 512 * bytes as i64, each: 16, seconds: 5.0 + 2e-5 * bytes as f64 }
}

struct Reader {
    tokenizer: Tokenizer,
    /// Added tokens by id.
    added: HashMap<u32, AddedToken>,
    specials: HashSet<u32>,
    /// Matchers for added tokens in raw and in normalised text. The values are ids.
    raw: Option<Matcher>,
    normalized: Option<Matcher>,
}

struct Matcher {
    automaton: AhoCorasick,
    ids: Vec<u32>,
}

impl Matcher {
    fn new(mut patterns: Vec<(String, u32)>) -> Outcome<Option<Self>> {
        patterns.retain(|p| !p.0.is_empty());
        if patterns.is_empty() {
            return Ok(None);
        }
        patterns.sort();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns.iter().map(|p| &p.0)).map_err(|e| e.to_string())?;
        Ok(Some(Matcher { automaton, ids: patterns.iter().map(|p| p.1).collect() }))
    }
}

pub struct GraftTokenizer {
    reader: Untrusted<Reader>,
    info: String,
}

impl GraftTokenizer {
    pub(crate) fn from_json(json: &[u8]) -> Outcome<Self> {
        if json.len() > MAX_TOKENIZER_JSON {
            return Err(msg!("tokenizer.json is larger than the limit of %1 MiB", (MAX_TOKENIZER_JSON >> 20)));
        }
        let reader = Untrusted::make("the tokenizer", limits(json.len()), || Reader::new(json))?;
        let info = reader.with(limits(json.len()), |reader| Ok(reader.info()))?;
        Ok(GraftTokenizer { reader, info })
    }
}

fn words(e: tokenizers::Error) -> String {
    e.to_string()
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True if the range overlaps a literal. `literals` are the ascending byte ranges of users' own text.
fn touches(literals: &[(usize, usize)], begin: usize, end: usize) -> bool {
    let first = literals.partition_point(|l| l.1 <= begin);
    literals.get(first).is_some_and(|l| l.0 < end)
}

impl Reader {
    fn new(json: &[u8]) -> Outcome<Self> {
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(|e| msg!("tokenizer.json: %1", e))?;
        tokenizer.with_truncation(None).map_err(words)?;
        tokenizer.with_padding(None);
        // Disables BPE dropout. It would tokenise one text differently each time, so runs would not be reproducible.
        if let ModelWrapper::BPE(bpe) = tokenizer.get_model() {
            if bpe.dropout.is_some() {
                let mut fixed = bpe.clone();
                fixed.dropout = None;
                tokenizer.with_model(ModelWrapper::BPE(fixed));
            }
        }
        let added: HashMap<u32, AddedToken> = tokenizer.get_added_tokens_decoder().into_iter().filter(|t| !t.1.content.is_empty()).collect();
        let specials = added.iter().filter(|t| t.1.special).map(|t| *t.0).collect();
        let (mut raw, mut normalized) = (Vec::new(), Vec::new());
        for (id, token) in &added {
            if !token.normalized {
                raw.push((token.content.clone(), *id));
                continue;
            }
            let mut content = NormalizedString::from(token.content.as_str());
            if let Some(normalizer) = tokenizer.get_normalizer() {
                normalizer.normalize(&mut content).map_err(words)?;
            }
            normalized.push((content.get().to_string(), *id));
        }
        Ok(Reader { added, specials, raw: Matcher::new(raw)?, normalized: Matcher::new(normalized)?, tokenizer })
    }

    fn info(&self) -> String {
        let pick = |special: bool| -> serde_json::Map<String, serde_json::Value> {
            let mut all: Vec<(&String, u32)> = self.added.iter().filter(|t| t.1.special == special).map(|t| (&t.1.content, *t.0)).collect();
            all.sort();
            all.into_iter().map(|(text, id)| (text.clone(), id.into())).collect()
        };
        serde_json::json!({"vocab_size": self.tokenizer.get_vocab_size(true), "specials": pick(true), "added": pick(false)}).to_string()
    }

    /// Splits `text` at added tokens, like AddedVocabulary::find_matches. A special token that touches a literal is treated as text.
    fn split(&self, text: NormalizedString, matcher: &Option<Matcher>, literals: &[(usize, usize)]) -> Vec<(NormalizedString, Option<Vec<Token>>)> {
        let sentence = text.get();
        let (Some(matcher), false) = (matcher, sentence.is_empty()) else { return vec![(text, None)] };
        let base = text.offsets_original().0;
        let original = |begin: usize, end: usize| text.convert_offsets(Range::Normalized(begin..end)).map(|r| (base + r.start, base + r.end));
        let mut cuts: Vec<(Option<u32>, usize, usize)> = Vec::new();
        let mut done = 0;
        for found in matcher.automaton.find_iter(sentence) {
            let (mut begin, mut end, id) = (found.start(), found.end(), matcher.ids[found.pattern().as_usize()]);
            let token = &self.added[&id];
            if token.special && original(begin, end).is_some_and(|(b, e)| touches(literals, b, e)) {
                continue;
            }
            if token.single_word {
                let before = sentence[..begin].chars().next_back().is_some_and(is_word_char);
                let behind = sentence[end..].chars().next().is_some_and(is_word_char);
                if before || behind {
                    continue;
                }
            }
            if token.lstrip {
                begin = sentence[..begin].trim_end().len().max(done);
            }
            if token.rstrip {
                end = sentence.len() - sentence[end..].trim_start().len();
            }
            if done < begin {
                cuts.push((None, done, begin));
            }
            cuts.push((Some(id), begin, end));
            done = end;
        }
        if done < sentence.len() {
            cuts.push((None, done, sentence.len()));
        }
        let piece = |(id, begin, end): (Option<u32>, usize, usize)| {
            let slice = text.slice(Range::Normalized(begin..end))?;
            let tokens = id.map(|id| vec![Token::new(id, slice.get().to_owned(), (0, slice.get().len()))]);
            Some((slice, tokens))
        };
        cuts.into_iter().filter_map(piece).collect()
    }

    /// Like Tokenizer::encode, with literals.
    fn encode_with(&self, text: &str, literals: &[(usize, usize)], add_special: bool) -> tokenizers::Result<Encoding> {
        let mut pieces = PreTokenizedString::from(text);
        pieces.split(|_, piece| Ok(self.split(piece, &self.raw, literals)))?;
        let mut failure = None;
        pieces.split(|_, mut piece| {
            if let Some(normalizer) = self.tokenizer.get_normalizer() {
                if let Err(e) = normalizer.normalize(&mut piece) {
                    failure.get_or_insert(e);
                }
            }
            Ok(self.split(piece, &self.normalized, literals))
        })?;
        if let Some(e) = failure {
            return Err(e);
        }
        if let Some(pre_tokenizer) = self.tokenizer.get_pre_tokenizer() {
            pre_tokenizer.pre_tokenize(&mut pieces)?;
        }
        pieces.tokenize(|piece| self.tokenizer.get_model().tokenize(piece.get()))?;
        let encoding = pieces.into_encoding(None, 0, OffsetType::Byte)?;
        self.tokenizer.post_process(encoding, None, add_special)
    }

    fn has_hidden(&self, text: &str, literals: &[(usize, usize)]) -> bool {
        [&self.raw, &self.normalized].iter().any(|matcher| {
            matcher.as_ref().is_some_and(|m| {
                // The raw text suffices for normalised tokens: text that the normaliser changes takes the slower path.
                m.automaton.find_iter(text).any(|f| self.specials.contains(&m.ids[f.pattern().as_usize()]) && touches(literals, f.start(), f.end()))
            })
        })
    }

    /// Encodes a rendered chat. `literals` are byte ranges of users' own text, and special tokens that touch one are treated as text.
    /// Elsewhere the result equals the tokenizer's for the whole text.
    fn encode(&self, text: &str, literals: &[(usize, usize)], add_special: bool) -> Outcome<Vec<[u32; 4]>> {
        if text.len() > MAX_TEXT {
            return Err(msg!("text of %1 bytes is longer than the limit of %2 MiB", text.len(), (MAX_TEXT >> 20)));
        }
        let encoding = if !literals.is_empty() && (self.normalized_specials() || self.has_hidden(text, literals)) {
            self.encode_with(text, literals, add_special).map_err(words)?
        } else {
            self.tokenizer.encode(text, add_special).map_err(words)?
        };
        let offsets = encoding.get_offsets().iter().zip(encoding.get_special_tokens_mask());
        Ok(encoding.get_ids().iter().zip(offsets).map(|(id, ((begin, end), added))| {
            [*id, *begin as u32, *end as u32, u32::from(*added == 1 || self.specials.contains(id))]
        }).collect())
    }

    /// True if special tokens are matched in normalised text, where they may differ from the raw text.
    fn normalized_specials(&self) -> bool {
        self.normalized.as_ref().is_some_and(|m| m.ids.iter().any(|id| self.specials.contains(id)))
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
        let mut pairs: Vec<(usize, usize)> = slice(literals, literal_count * 2).chunks(2).map(|p| (p[0], p[1])).collect();
        pairs.sort_unstable();
        let rows = (*tokenizer).reader.with(limits(text.len()), |reader| reader.encode(text, &pairs, add_special != 0))?;
        Ok(rows.iter().flatten().flat_map(|v| v.to_le_bytes()).collect())
    })
}

/// # Safety
/// See `graft_tokenizer_from_json`.
#[no_mangle]
pub unsafe extern "C" fn graft_tokenizer_decode(tokenizer: *const GraftTokenizer, ids: *const u32, count: usize, skip_special: i32, out: *mut GraftBytes) -> i32 {
    guarded(out, || {
        let ids = slice(ids, count);
        (*tokenizer).reader.with(limits(64 * count), |reader| reader.tokenizer.decode(ids, skip_special != 0).map(String::into_bytes).map_err(words))
    })
}

/// Returns a JSON object with vocab_size, specials and other added tokens (text to id).
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
