// SPDX-License-Identifier: Apache-2.0
//! Reads CSV, Parquet, Arrow, XLSX and ODS as streams of rows. Each row is a JSON object keyed by the header's names.

use crate::confine::{Limits, Untrusted};
use crate::parquet_pages::{CheckedFile, Ended};
use crate::csv_rows::{Callback, ReadFn};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::Field;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::ffi::c_void;
use std::rc::Rc;

/// Maximum bytes of a row, so that a missing quote cannot swallow a file.
pub const MAX_ROW: usize = 64 << 20;
const MAX_COLUMNS: usize = 16_384;
const MAX_PARQUET_GROUP: i64 = 4 << 30;
const BATCH_BYTES: usize = 1 << 20;

pub struct Row {
    /// Start of the row: 1-based line, or row of the table.
    pub line: u64,
    /// The row as JSON, or the reason why it is skipped.
    pub json: Outcome<String>,
    /// Extra reason if the row is skipped later ("B7 holds the error #N/A"), else empty.
    pub hint: String,
}

impl Row {
    pub fn new(line: u64, json: Outcome<String>) -> Self {
        Row { line, json, hint: String::new() }
    }
}

pub struct GraftRows {
    next: Box<dyn FnMut() -> Outcome<Option<Row>>>,
    /// Returned by `graft_rows_note`.
    note: String,
    /// Sentences for the user. Some are added while rows are read.
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
        _ => Err(msg!("%1 columns are more than the limit of %2", columns, MAX_COLUMNS)),
    }
}

pub fn header(names: Vec<String>) -> Outcome<Vec<String>> {
    few_enough(names.len())?;
    let mut seen = std::collections::HashSet::new();
    for (i, name) in names.iter().enumerate() {
        if !name.is_empty() && !seen.insert(name) {
            return Err(msg!("the header names two columns '%1' (second: column %2); rename one, or say that there is no header row", name, (i + 1)));
        }
    }
    Ok(names.into_iter().enumerate().map(|(i, n)| if n.is_empty() { format!("column {}", i + 1) } else { n }).collect())
}

/// A page may claim any number of values, and the crate allocates them. Far above the needs of a valid row.
const PARQUET_LIMITS: Limits = Limits { memory: 1 << 30, each: 0, seconds: 8.0 };

fn parquet_rows(path: &str) -> Outcome<(RowIter<'static>, String)> {
    let file = std::fs::File::open(path).map_err(|e| e.to_string())?;
    let reader = SerializedFileReader::new(Ended(file)).map_err(|e| msg!("Parquet: %1", e))?;
    for (i, group) in reader.metadata().row_groups().iter().enumerate() {
        if group.total_byte_size() > MAX_PARQUET_GROUP || group.total_byte_size() < 0 {
            return Err(msg!("Parquet: row group %1 claims %2 bytes, over the limit of 4 GiB", i, group.total_byte_size()));
        }
    }
    if reader.metadata().file_metadata().schema_descr().num_columns() == 0 {
        return Err(msg!("Parquet: the table has no columns")); // and could claim any number of rows
    }
    let names: Vec<String> = reader.metadata().file_metadata().schema().get_fields().iter().map(|f| f.name().to_owned()).collect();
    Ok((RowIter::from_file_into(Box::new(CheckedFile(reader))), names.join("\u{1f}")))
}

/// Converts a value to JSON. A byte column without a logical type is text if it is valid UTF-8, because old writers omit the annotation.
fn field_value(field: &Field) -> Value {
    match field {
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or_else(|_| field.to_json_value(), Value::from),
        Field::Group(row) => row_value(row.get_column_iter()),
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(field_value).collect()),
        other => other.to_json_value(),
    }
}

fn row_value<'a>(columns: impl Iterator<Item = (&'a String, &'a Field)>) -> Value {
    Value::Object(columns.map(|(name, field)| (name.clone(), field_value(field))).collect())
}

fn open_parquet(path: &str) -> Outcome<GraftRows> {
    crate::parquet_schema::check(path)?;
    let mut rows = Untrusted::make("the Parquet file", PARQUET_LIMITS, || parquet_rows(path))?;
    let note = rows.with(PARQUET_LIMITS, |(_, names)| Ok(format!("\n{names}")))?;
    let mut line = 0;
    let next = move || -> Outcome<Option<Row>> {
        line += 1;
        let row = rows.with_mut(PARQUET_LIMITS, |(rows, _)| match rows.next() {
            None => Ok(None),
            Some(row) => row.map(|r| Some(row_value(r.get_column_iter()).to_string())).map_err(|e| msg!("Parquet: row %1: %2", line, e)),
        })?;
        Ok(row.map(|text| Row::new(line, Ok(text))))
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
pub unsafe extern "C" fn graft_arrow_open(path: *const u8, size: usize, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || crate::arrow::open(utf8(slice(path, size))?))
}

/// # Safety
/// `path` must point to `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn graft_xlsx_open(path: *const u8, size: usize, options: *const GraftTableOptions, handle: *mut *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || crate::workbook::open(utf8(slice(path, size))?, &*options, utf8(slice((*options).sheet, (*options).sheet_size))?))
}

/// Remarks on the rows, complete after the last row, a sentence per line.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_remarks(rows: *const GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*rows).remarks.borrow().join("\n").into_bytes()))
}

/// See bridge.h.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_note(rows: *const GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*rows).note.clone().into_bytes()))
}

/// Returns some rows, or nothing at the end. Each row: u64 line, u32 size of the JSON (0: skipped), u32 size of the reason or hint, then both.
/// # Safety
/// `rows` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_rows_next(rows: *mut GraftRows, out: *mut GraftBytes) -> i32 {
    guarded(out, || {
        let mut batch = Vec::new();
        while batch.len() < BATCH_BYTES {
            let Some(row) = ((*rows).next)()? else { break };
            let (json, words) = match row.json {
                Ok(json) if json.len() > MAX_ROW => (String::new(), msg!("a row of over %1 MiB", (MAX_ROW >> 20))),
                Ok(json) => (json, row.hint),
                Err(reason) => (String::new(), reason),
            };
            batch.extend_from_slice(&row.line.to_le_bytes());
            batch.extend_from_slice(&(json.len() as u32).to_le_bytes());
            batch.extend_from_slice(&(words.len() as u32).to_le_bytes());
            batch.extend_from_slice(json.as_bytes());
            batch.extend_from_slice(words.as_bytes());
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
