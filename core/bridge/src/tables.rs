// SPDX-License-Identifier: Apache-2.0
//! CSV, Parquet and XLSX as streams of rows, each row one JSON object with the header's names as keys.

use crate::confine::{Limits, Strange};
use crate::parquet_pages::{CheckedFile, Ended};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::ffi::c_void;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Most bytes that a row may hold, so that a missing quote cannot swallow a file.
const MAX_ROW: usize = 64 << 20;
const MAX_COLUMNS: usize = 16_384;
const MAX_PARQUET_GROUP: i64 = 4 << 30;
const SNIFF: usize = 64 << 10;
const BATCH_BYTES: usize = 1 << 20;

/// Fills a buffer; returns the number of bytes, 0 at the end, -1 on failure.
type ReadFn = extern "C" fn(*mut c_void, *mut u8, usize) -> i64;

struct Callback {
    read: ReadFn,
    context: *mut c_void,
}

impl Read for Callback {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.read)(self.context, buffer.as_mut_ptr(), buffer.len()) {
            n if n >= 0 => Ok(n as usize),
            _ => Err(io::Error::other("reading the file failed")),
        }
    }
}

/// One row: the 1-based line or row number where it begins, and its JSON text or the reason why it is left out.
pub type Row = (u64, Outcome<String>);

pub struct GraftRows {
    next: Box<dyn FnMut() -> Outcome<Option<Row>>>,
    /// What is to be said of the file, a line's end, the names of the columns.
    note: String,
}

impl GraftRows {
    pub fn new(next: Box<dyn FnMut() -> Outcome<Option<Row>>>, note: String) -> Self {
        Self { next, note }
    }
}

/// Fails when more than a row's worth was read since `since` was last set to nothing.
struct Bounded {
    source: io::Chain<Cursor<Vec<u8>>, Callback>,
    since: Rc<Cell<usize>>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > MAX_ROW {
            return Err(io::Error::other("a row is too long"));
        }
        let n = self.source.read(buffer)?;
        self.since.set(self.since.get() + n);
        Ok(n)
    }
}

/// The separator whose first records agree best: most rows with the same number of fields, then more fields.
fn find_separator(head: &[u8]) -> u8 {
    let mut best = (0usize, b',');
    for separator in [b',', b';', b'\t', b'|'] {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(head);
        let widths: Vec<usize> = reader.byte_records().take(50).filter_map(|r| r.ok().map(|r| r.len())).collect();
        let width = widths.first().copied().unwrap_or(1);
        if width < 2 {
            continue;
        }
        let agreeing = widths.iter().filter(|w| **w == width).count();
        let score = agreeing * 1000 / widths.len() * 100 + width.min(99);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

pub fn object(names: &[String], values: impl Iterator<Item = Value>) -> String {
    let mut map = Map::new();
    for (name, value) in names.iter().zip(values) {
        map.insert(name.clone(), value);
    }
    Value::Object(map).to_string()
}

pub fn few_enough(columns: usize) -> Outcome<()> {
    match columns {
        ..=MAX_COLUMNS => Ok(()),
        _ => Err(format!("{columns} columns are more than the limit of {MAX_COLUMNS}")),
    }
}

pub fn header(names: Vec<String>) -> Outcome<Vec<String>> {
    few_enough(names.len())?;
    let mut seen = std::collections::HashSet::new();
    for (i, name) in names.iter().enumerate() {
        if !name.is_empty() && !seen.insert(name) {
            return Err(format!("the header names two columns '{name}' (second: column {}); rename one, or say that there is no header row", i + 1));
        }
    }
    Ok(names.into_iter().enumerate().map(|(i, n)| if n.is_empty() { format!("column {}", i + 1) } else { n }).collect())
}

fn open_csv(read: ReadFn, context: *mut c_void, separator: u8, has_header: bool) -> Outcome<GraftRows> {
    let mut source = Callback { read, context };
    let mut head = vec![0u8; SNIFF];
    let mut filled = 0;
    while filled < SNIFF {
        match source.read(&mut head[filled..]).map_err(|e| e.to_string())? {
            0 => break,
            n => filled += n,
        }
    }
    head.truncate(filled);
    let separator = if separator == 0 { find_separator(&head) } else { separator };
    let since = Rc::new(Cell::new(0));
    let stream = Bounded { source: Cursor::new(head).chain(source), since: since.clone() };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(stream);
    let mut read = move |record: &mut csv::ByteRecord| -> Outcome<bool> {
        since.set(0);
        let line = reader.position().line();
        reader.read_byte_record(record).map_err(|e| match since.get() {
            n if n > MAX_ROW => format!("line {line}: a row of over {} MiB; is a closing quote missing?", MAX_ROW >> 20),
            _ => e.to_string(),
        })
    };
    let mut first = csv::ByteRecord::new();
    if !read(&mut first)? {
        return Err("the file is empty: there is no header row".into());
    }
    few_enough(first.len())?;
    let names = if has_header {
        header(first.iter().map(|f| utf8(f).map(|s| s.trim().to_owned())).collect::<Outcome<_>>()?)?
    } else {
        header(vec![String::new(); first.len()])?
    };
    let note = format!("{}\n{}", separator as char, names.join("\u{1f}"));
    let mut pending = if has_header { None } else { Some(first) };
    let mut record = csv::ByteRecord::new();
    let next = move || -> Outcome<Option<Row>> {
        if let Some(first) = pending.take() {
            record = first;
        } else if !read(&mut record)? {
            return Ok(None);
        }
        let line = record.position().map_or(0, |p| p.line());
        if record.len() != names.len() {
            let reason = format!("{} field{} where the header has {}", record.len(), if record.len() == 1 { "" } else { "s" }, names.len());
            return Ok(Some((line, Err(reason))));
        }
        let cells: Outcome<Vec<Value>> = record.iter().map(|f| utf8(f).map(Value::from)).collect();
        Ok(Some((line, Ok(object(&names, cells?.into_iter())))))
    };
    Ok(GraftRows { next: Box::new(next), note })
}

/// A page may say that it holds any number of values, and the crate makes room for them. Far above what honest ones need for a row.
const PARQUET_LIMITS: Limits = Limits { memory: 1 << 30, each: 0, seconds: 8.0 };

fn parquet_rows(path: &str) -> Outcome<(RowIter<'static>, String)> {
    let file = std::fs::File::open(path).map_err(|e| e.to_string())?;
    let reader = SerializedFileReader::new(Ended(file)).map_err(|e| format!("Parquet: {e}"))?;
    for (i, group) in reader.metadata().row_groups().iter().enumerate() {
        if group.total_byte_size() > MAX_PARQUET_GROUP || group.total_byte_size() < 0 {
            return Err(format!("Parquet: row group {i} claims {} bytes, over the limit of 4 GiB", group.total_byte_size()));
        }
    }
    if reader.metadata().file_metadata().schema_descr().num_columns() == 0 {
        return Err("Parquet: the table has no columns".into()); // and could claim any number of rows
    }
    let names: Vec<String> = reader.metadata().file_metadata().schema().get_fields().iter().map(|f| f.name().to_owned()).collect();
    Ok((RowIter::from_file_into(Box::new(CheckedFile(reader))), names.join("\u{1f}")))
}

fn open_parquet(path: &str) -> Outcome<GraftRows> {
    crate::parquet_schema::check(path)?;
    let mut rows = Strange::make("the Parquet file", PARQUET_LIMITS, || parquet_rows(path))?;
    let note = rows.with(PARQUET_LIMITS, |(_, names)| Ok(format!("\n{names}")))?;
    let mut line = 0;
    let next = move || -> Outcome<Option<Row>> {
        line += 1;
        let row = rows.with_mut(PARQUET_LIMITS, |(rows, _)| match rows.next() {
            None => Ok(None),
            Some(row) => row.map(|r| Some(r.to_json_value().to_string())).map_err(|e| format!("Parquet: row {line}: {e}")),
        })?;
        Ok(row.map(|text| (line, Ok(text))))
    };
    Ok(GraftRows { next: Box::new(next), note })
}

/// # Safety
/// `read` is called with `context` until the rows are freed, from the thread that calls `graft_rows_next`.
#[no_mangle]
pub unsafe extern "C" fn graft_csv_open(read: ReadFn, context: *mut c_void, separator: u8, has_header: u8, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || open_csv(read, context, separator, has_header != 0))
}

/// # Safety
/// `path` must point to `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn graft_parquet_open(path: *const u8, size: usize, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || open_parquet(utf8(slice(path, size))?))
}

/// # Safety
/// `path` must point to `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn graft_xlsx_open(path: *const u8, size: usize, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || crate::xlsx::open(utf8(slice(path, size))?))
}

/// The separator (CSV) or, where a workbook has several sheets, their number, U+001F and which is read; a newline; the column names divided
/// by U+001F.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_note(rows: *const GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*rows).note.clone().into_bytes()))
}

/// Some rows, or nothing at the end. Each: u64 line, u32 state (0 row, 1 left out), u32 size, then JSON or reason.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_next(rows: *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || {
        let mut batch = Vec::new();
        while batch.len() < BATCH_BYTES {
            let Some((line, row)) = ((*rows).next)()? else { break };
            let (state, text) = match row {
                Ok(text) if text.len() > MAX_ROW => (1u32, format!("a row of over {} MiB", MAX_ROW >> 20)),
                Ok(text) => (0u32, text),
                Err(reason) => (1u32, reason),
            };
            batch.extend_from_slice(&line.to_le_bytes());
            batch.extend_from_slice(&state.to_le_bytes());
            batch.extend_from_slice(&(text.len() as u32).to_le_bytes());
            batch.extend_from_slice(text.as_bytes());
        }
        Ok(batch)
    })
}

/// # Safety
/// `rows` must come from this library and must not be used afterwards.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_free(rows: *mut GraftRows) {
    if !rows.is_null() {
        drop(Box::from_raw(rows));
    }
}
