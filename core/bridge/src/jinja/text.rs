// SPDX-License-Identifier: Apache-2.0
//! Text with the origin of each byte.

use std::ops::Range;

/// Origin of a byte. 0: the template. Else bits 0..24 hold message + 1 (0 outside messages) and bits 24..28 a `Field`. Bit 31: inside a
/// generation block.
pub type Origin = u32;
pub const TEMPLATE: Origin = 0;
pub const GENERATED: Origin = 1 << 31;

/// Part of a conversation from which text originates.
#[derive(Clone, Copy, PartialEq)]
#[repr(u32)]
pub enum Field {
    Content = 1,
    Reasoning = 2,
    Call = 3,
    Other = 4,
    Tools = 5,
    Documents = 6,
}

pub const MOST_MESSAGES: usize = (1 << 24) - 2;

pub fn origin(message: Option<usize>, field: Field) -> Origin {
    message.map_or(0, |m| m as u32 + 1) | (field as u32) << 24
}

/// String with the origin of each byte. `markup` is set by `safe` and `escape`: `+` then escapes the other operand.
#[derive(Clone, Default, Debug)]
pub struct Text {
    bytes: String,
    /// (end, origin), ascending, covering all bytes.
    runs: Vec<(u32, Origin)>,
    pub markup: bool,
}

impl Text {
    pub fn new(text: &str, origin: Origin) -> Self {
        let mut out = Text::default();
        out.push(text, origin);
        out
    }
    /// Empty text with the markup flag of `other`.
    pub fn like(other: &Text) -> Self {
        Text { markup: other.markup, ..Text::default() }
    }
    pub fn as_str(&self) -> &str {
        &self.bytes
    }
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
    pub fn push(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        self.bytes.push_str(text);
        let end = self.bytes.len() as u32;
        match self.runs.last_mut() {
            Some(last) if last.1 == origin => last.0 = end,
            _ => self.runs.push((end, origin)),
        }
    }
    pub fn push_char(&mut self, c: char, origin: Origin) {
        self.push(c.encode_utf8(&mut [0; 4]), origin);
    }
    pub fn append(&mut self, other: &Text) {
        self.append_range(other, 0..other.len());
    }
    pub fn append_range(&mut self, other: &Text, range: Range<usize>) {
        for (piece, origin) in other.pieces(range) {
            self.push(piece, origin);
        }
    }
    /// Pieces of a single origin within `range`.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (&str, Origin)> {
        let first = self.runs.partition_point(|r| r.0 as usize <= range.start);
        let mut at = range.start;
        self.runs[first..].iter().map_while(move |&(end, origin)| {
            if at >= range.end {
                return None;
            }
            let begin = at;
            at = (end as usize).min(range.end);
            Some((&self.bytes[begin..at], origin))
        })
    }
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut out = Text::like(self);
        out.append_range(self, range);
        out
    }
    /// Origin of the byte at `at`, or of the last byte if `at` is past the end.
    pub fn origin_at(&self, at: usize) -> Origin {
        let i = self.runs.partition_point(|r| r.0 as usize <= at);
        self.runs.get(i).or(self.runs.last()).map_or(TEMPLATE, |r| r.1)
    }
    pub fn chars(&self) -> impl Iterator<Item = (usize, char, Origin)> + '_ {
        let mut run = 0;
        self.bytes.char_indices().map(move |(at, c)| {
            while self.runs[run].0 as usize <= at {
                run += 1;
            }
            (at, c, self.runs[run].1)
        })
    }
    /// Replaces each character by the output of `f`.
    pub fn map(&self, mut f: impl FnMut(char, &mut String)) -> Text {
        let mut out = Text::like(self);
        let mut piece = String::new();
        for (_, c, origin) in self.chars() {
            piece.clear();
            f(c, &mut piece);
            out.push(&piece, origin);
        }
        out
    }
}
