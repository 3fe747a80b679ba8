// SPDX-License-Identifier: Apache-2.0
//! Reads Arrow IPC as rows: the file format (Feather 2) and the stream format, which Hugging Face's datasets use. Batches are read and
//! converted to JSON under confinement, because headers may claim any length.

use crate::confine::{Limits, Untrusted};
use crate::tables::{header, GraftRows, Remarks, Row};
use crate::Outcome;
use arrow_array::{Array, ArrayRef, BinaryArray, LargeBinaryArray, LargeStringArray, RecordBatch, StringArray};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_json::writer::{LineDelimited, WriterBuilder};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

const FILE_MARK: &[u8] = b"ARROW1";
/// Rows converted to JSON at a time.
const SLICE: usize = 64;
const LIMITS: Limits = Limits { memory: 1 << 30, each: 0, seconds: 8.0 };

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>>>;

struct ArrowRows {
    names: Vec<String>,
    batches: Batches,
    batch: Option<RecordBatch>,
    at: usize,
}

impl ArrowRows {
    fn open(path: &str) -> Outcome<Self> {
        let failed = |e: &dyn std::fmt::Display| format!("Arrow: {e}");
        let mut file = File::open(path).map_err(|e| failed(&e))?;
        let mut mark = [0u8; 6];
        file.read_exact(&mut mark).and_then(|()| file.seek(SeekFrom::Start(0))).map_err(|e| failed(&e))?;
        let file = BufReader::new(file);
        let (schema, batches): (SchemaRef, Batches) = if mark == FILE_MARK {
            let reader = FileReader::try_new(file, None).map_err(|e| failed(&e))?;
            (reader.schema(), Box::new(reader))
        } else {
            let reader = StreamReader::try_new(file, None).map_err(|e| failed(&e))?;
            (reader.schema(), Box::new(reader))
        };
        if schema.fields().is_empty() {
            return Err(msg!("Arrow: the table has no columns")); // and could claim any number of rows
        }
        let names = header(schema.fields().iter().map(|f| f.name().clone()).collect())?;
        Ok(ArrowRows { names, batches, batch: None, at: 0 })
    }

    /// Returns some rows as lines of JSON, or None at the end.
    fn next(&mut self) -> Result<Option<Vec<u8>>, ArrowError> {
        while self.batch.as_ref().is_none_or(|b| self.at >= b.num_rows()) {
            let Some(batch) = self.batches.next() else { return Ok(None) };
            self.batch = Some(with_texts(batch?, &self.names)?);
            self.at = 0;
        }
        let Some(batch) = &self.batch else { return Ok(None) };
        let count = SLICE.min(batch.num_rows() - self.at);
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
        writer.write(&batch.slice(self.at, count))?;
        writer.finish()?;
        self.at += count;
        Ok(Some(writer.into_inner()))
    }
}

/// Converts byte columns that are valid UTF-8 to text, and names unnamed columns.
fn with_texts(batch: RecordBatch, names: &[String]) -> Result<RecordBatch, ArrowError> {
    let as_text = |column: &ArrayRef| -> ArrayRef {
        if let Some(bytes) = column.as_any().downcast_ref::<BinaryArray>() {
            return StringArray::try_from_binary(bytes.clone()).map_or_else(|_| column.clone(), |texts| Arc::new(texts) as ArrayRef);
        }
        if let Some(bytes) = column.as_any().downcast_ref::<LargeBinaryArray>() {
            return LargeStringArray::try_from_binary(bytes.clone()).map_or_else(|_| column.clone(), |texts| Arc::new(texts) as ArrayRef);
        }
        column.clone()
    };
    let columns: Vec<ArrayRef> = batch.columns().iter().map(as_text).collect();
    let schema = batch.schema();
    let fields: Vec<Field> =
        schema.fields().iter().zip(&columns).zip(names).map(|((f, c), name)| f.as_ref().clone().with_name(name).with_data_type(c.data_type().clone())).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

pub fn open(path: &str) -> Outcome<GraftRows> {
    let mut rows = Untrusted::make("the Arrow file", LIMITS, || ArrowRows::open(path))?;
    let note = rows.with(LIMITS, |rows| Ok(format!("\n{}", rows.names.join("\u{1f}"))))?;
    let mut line = 0;
    let mut pending = Vec::new().into_iter();
    let next = move || -> Outcome<Option<Row>> {
        loop {
            if let Some(text) = pending.next() {
                line += 1;
                return Ok(Some(Row::new(line, Ok(text))));
            }
            let text = rows.with_mut(LIMITS, |rows| rows.next().map_err(|e| msg!("Arrow: after row %1: %2", line, e)))?;
            let Some(text) = text else { return Ok(None) };
            let text = String::from_utf8(text).map_err(|_| msg!("Arrow: after row %1: text that is not UTF-8", line))?;
            pending = text.lines().map(str::to_owned).collect::<Vec<_>>().into_iter();
        }
    };
    Ok(GraftRows::new(Box::new(next), note, Remarks::default()))
}
