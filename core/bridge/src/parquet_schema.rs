// SPDX-License-Identifier: Apache-2.0
//! Checks the schema in a Parquet footer before the parquet crate reads it. The crate (60.1) recurses for each nesting level and allocates
//! as many columns as a group claims. A hundred kilobytes could thus end the process. Footer: parquet-format, README.md; fields:
//! parquet.thrift; bytes: thrift-compact-protocol.md.

use crate::Outcome;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

const MAX_DEPTH: usize = 64;
const MAX_FOOTER: u64 = 64 << 20;
const MARK: &[u8] = b"PAR1";

const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// A missing footer is left to the crate to report.
pub fn check(path: &str) -> Outcome<()> {
    let mut file = File::open(path).map_err(|e| e.to_string())?;
    let size = file.seek(SeekFrom::End(0)).map_err(|e| e.to_string())?;
    let mut tail = [0u8; 8];
    if size < 12 || file.seek(SeekFrom::End(-8)).and_then(|_| file.read_exact(&mut tail)).is_err() || &tail[4..] != MARK {
        return Ok(());
    }
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if length > MAX_FOOTER {
        return Err(msg!("Parquet: a footer of %1 MiB is over the limit of %2 MiB", (length >> 20), (MAX_FOOTER >> 20)));
    }
    if length + 8 > size {
        return Ok(());
    }
    let mut footer = vec![0; length as usize];
    file.seek(SeekFrom::End(-8 - length as i64)).and_then(|_| file.read_exact(&mut footer)).map_err(|e| e.to_string())?;
    check_footer(&mut Thrift(&footer)).unwrap_or(Err(msg!("Parquet: the footer is damaged")))
}

/// Returns None if the bytes end early or are malformed.
fn check_footer(thrift: &mut Thrift) -> Option<Outcome<()>> {
    let mut field = 0;
    while let Some(kind) = thrift.field(&mut field)? {
        if field != 2 {
            thrift.skip(kind, 0)?;
            continue;
        }
        let (kind, elements) = thrift.list()?;
        if kind != STRUCT {
            return None;
        }
        let mut open: Vec<u64> = Vec::new(); // of each group that is not at its end: children to come
        for _ in 0..elements {
            let children = children_of(thrift)?;
            if children > elements {
                return Some(Err(msg!("Parquet: a group of %1 columns in a schema of %2", children, elements)));
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            if children > 0 {
                open.push(children);
            }
            if open.len() > MAX_DEPTH {
                return Some(Err(msg!("Parquet: the columns are nested more than %1 levels deep", MAX_DEPTH)));
            }
            while open.last() == Some(&0) {
                open.pop();
            }
        }
    }
    Some(Ok(()))
}

fn children_of(element: &mut Thrift) -> Option<u64> {
    let (mut field, mut children) = (0, 0);
    while let Some(kind) = element.field(&mut field)? {
        // Decodes by field number and ignores the declared type, like the crate.
        match field {
            5 => children = u64::try_from(element.integer()? as i32).unwrap_or(0),
            4 => element.skip(BINARY, 0)?,
            1..=9 => element.varint().map(|_| ())?,
            _ => element.skip(kind, 0)?,
        }
    }
    Some(children)
}

/// Unread bytes in the compact protocol.
struct Thrift<'a>(&'a [u8]);

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }
    fn drop_bytes(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
    fn integer(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }
    /// Returns the type of the next field and updates `id` from the previous number. Some(None) marks the end of the struct.
    fn field(&mut self, id: &mut i64) -> Option<Option<u8>> {
        let byte = self.byte()?;
        if byte & 0x0F == 0 {
            return Some(None);
        }
        *id = if byte >> 4 == 0 { self.integer()? } else { *id + i64::from(byte >> 4) };
        Some(Some(byte & 0x0F))
    }
    /// Element type and count.
    fn list(&mut self) -> Option<(u8, u64)> {
        let byte = self.byte()?;
        let count = if byte >> 4 == 15 { self.varint()? } else { u64::from(byte >> 4) };
        Some((byte & 0x0F, count))
    }
    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match kind {
            1 | 2 => Some(()), // a field's truth stands in its kind
            3 => self.drop_bytes(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.drop_bytes(8),
            BINARY => self.varint().and_then(|length| self.drop_bytes(length)),
            LIST | SET => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| if kind < 3 { self.drop_bytes(1) } else { self.skip(kind, depth + 1) })
            }
            MAP => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                (0..count).try_for_each(|_| {
                    [kinds >> 4, kinds & 0x0F].iter().try_for_each(|k| if *k < 3 { self.drop_bytes(1) } else { self.skip(*k, depth + 1) })
                })
            }
            STRUCT => {
                let mut field = 0;
                while let Some(kind) = self.field(&mut field)? {
                    self.skip(kind, depth + 1)?;
                }
                Some(())
            }
            13 => self.drop_bytes(16),
            _ => None,
        }
    }
}
