// SPDX-License-Identifier: Apache-2.0
//! CSV, Parquet and XLSX as streams of rows, each row one JSON object with the header's names as keys.

use crate::confine::{Limits, Strange};
use crate::parquet_pages::{CheckedFile, Ended};
use crate::csv_rows::{Callback, ReadFn};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::ffi::c_void;
use std::rc::Rc;

/// Most bytes that a row may hold, so that a missing quote cannot swallow a file.
pub const MAX_ROW: usize = 64 << 20;
const MAX_COLUMNS: usize = 16_384;
const MAX_PARQUET_GROUP: i64 = 4 << 30;
const BATCH_BYTES: usize = 1 << 20;

/// One row: the 1-based line or row number where it begins, and its JSON text or the reason why it is left out.
pub type Row = (u64, Outcome<String>);

pub struct GraftRows {
    next: Box<dyn FnMut() -> Outcome<Option<Row>>>,
    /// The separator of a table of text, a line's end, the names of the columns.
    note: String,
    /// Sentences for a person; some come while rows are read.
    remarks: Remarks,
}

pub type Remarks = Rc<RefCell<Vec<String>>>;

impl GraftRows {
    pub fn new(next: Box<dyn FnMut() -> Outcome<Option<Row>>>, note: String, remarks: Remarks) -> Self {
        Self { next, note, remarks }
    }
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
    Ok(GraftRows::new(Box::new(next), note, Remarks::default()))
}

/// See GraftTableOptions in bridge.h.
#[repr(C)]
pub struct GraftTableOptions {
    pub separator: u8,
    pub quote: u8,
    pub has_header: u8,
    pub skip: i32,
    pub sheet: *const u8,
    pub sheet_size: usize,
}

/// # Safety
/// `read` is called with `context` until the rows are freed, from the thread that calls `graft_rows_next`.
#[no_mangle]
pub unsafe extern "C" fn graft_csv_open(read: ReadFn, context: *mut c_void, options: *const GraftTableOptions, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || crate::csv_rows::open(Callback { read, context }, &*options))
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
pub unsafe extern "C" fn graft_xlsx_open(path: *const u8, size: usize, options: *const GraftTableOptions, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || crate::xlsx::open(utf8(slice(path, size))?, &*options, utf8(slice((*options).sheet, (*options).sheet_size))?))
}

/// What is to be said of the rows after the last one, a sentence a line.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_remarks(rows: *const GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*rows).remarks.borrow().join("\n").into_bytes()))
}

/// The separator (CSV), a newline, the column names divided by U+001F.
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
