// SPDX-License-Identifier: Apache-2.0
//! Displayed text of the numbers in an ODS sheet, and merged cells; calamine (0.38) returns only bare numbers. Elements: OpenDocument 1.3,
//! part 3, 9.1 (tables) and 19.615, 19.676, 19.678 (repeated and spanned cells).

use crate::Outcome;
use calamine::Dimensions;
use quick_xml::events::{BytesStart, Event};
use quick_xml::Reader;
use std::fs::File;
use std::io::BufReader;

/// A run of equal cells in one row.
struct Shown {
    columns: std::ops::Range<u32>,
    words: String,
}
struct Row {
    rows: std::ops::Range<u32>,
    shown: Vec<Shown>,
}

#[derive(Default)]
pub struct OdsCells {
    rows: Vec<Row>,
    /// Cells that span several rows, with their first and last row and column.
    pub merged: Vec<Dimensions>,
}

impl OdsCells {
    pub fn shown(&self, row: u32, column: u32) -> Option<&str> {
        let at = self.rows.partition_point(|r| r.rows.end <= row);
        let cells = &self.rows.get(at).filter(|r| r.rows.contains(&row))?.shown;
        let at = cells.partition_point(|c| c.columns.end <= column);
        cells.get(at).filter(|c| c.columns.contains(&column)).map(|c| c.words.as_str())
    }
}

fn number(element: &BytesStart, name: &str) -> u32 {
    let value = element.try_get_attribute(name).ok().flatten();
    value.and_then(|a| a.value.parse().ok()).unwrap_or(1).max(1)
}

/// `sheet` must be a name from the file.
pub fn read(path: &str, sheet: &str) -> Outcome<OdsCells> {
    let failed = |e: &dyn std::fmt::Display| format!("ODS: sheet '{sheet}': {e}");
    let file = File::open(path).map_err(|e| failed(&e))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|e| failed(&e))?;
    let content = archive.by_name("content.xml").map_err(|e| failed(&e))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut cells = OdsCells::default();
    let mut buffer = Vec::new();
    let (mut is_here, mut row, mut column) = (false, 0u32, 0u32);
    let mut open_row = Row { rows: 0..0, shown: Vec::new() };
    // Columns of the open cell, and its displayed text if it holds a number.
    let mut cell: Option<(u32, Option<String>)> = None;
    let mut in_paragraph = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| failed(&e))? {
            Event::Start(e) => match e.name().as_ref() {
                "table:table" => {
                    let name = e.try_get_attribute("table:name").ok().flatten();
                    is_here = name.is_some_and(|n| n.normalized_value(quick_xml::XmlVersion::default()).is_ok_and(|n| n == sheet));
                    row = 0;
                }
                "table:table-row" if is_here => {
                    open_row = Row { rows: row..row.saturating_add(number(&e, "table:number-rows-repeated")), shown: Vec::new() };
                    column = 0;
                }
                "table:table-cell" | "table:covered-table-cell" if is_here => {
                    let is_number = e.try_get_attribute("office:value").ok().flatten().is_some();
                    let (down, right) = (number(&e, "table:number-rows-spanned"), number(&e, "table:number-columns-spanned"));
                    if down > 1 {
                        cells.merged.push(Dimensions { start: (row, column), end: (row.saturating_add(down - 1), column.saturating_add(right - 1)) });
                    }
                    cell = Some((number(&e, "table:number-columns-repeated"), is_number.then(String::new)));
                }
                "office:annotation" => {
                    let end = e.to_end().into_owned();
                    reader.read_to_end_into(end.name(), &mut Vec::new()).map_err(|e| failed(&e))?;
                }
                "text:p" => in_paragraph = true,
                _ => {}
            },
            Event::Text(text) if in_paragraph => {
                if let Some((_, Some(words))) = &mut cell {
                    words.push_str(&text.xml10_content());
                }
            }
            Event::End(e) => match e.name().as_ref() {
                "table:table" => is_here = false,
                "table:table-row" if is_here => {
                    row = open_row.rows.end;
                    if !open_row.shown.is_empty() {
                        cells.rows.push(std::mem::replace(&mut open_row, Row { rows: 0..0, shown: Vec::new() }));
                    }
                }
                "table:table-cell" | "table:covered-table-cell" if is_here => {
                    let (columns, words) = cell.take().unwrap_or((1, None));
                    let end = column.saturating_add(columns);
                    let words = words.map(|w| w.replace('\u{a0}', " ").trim().to_owned()).filter(|w| !w.is_empty());
                    open_row.shown.extend(words.map(|words| Shown { columns: column..end, words }));
                    column = end;
                }
                "text:p" => in_paragraph = false,
                _ => {}
            },
            Event::Eof => return Ok(cells),
            _ => {}
        }
    }
}
