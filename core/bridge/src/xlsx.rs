// SPDX-License-Identifier: Apache-2.0
//! A sheet of an XLSX or ODS workbook as rows.
//!
//! calamine (0.38) would lay the cells out as one rectangle: two kilobytes with a cell in the last corner ended the program. So they are
//! taken one by one. And it makes room for as many shared strings as the file says it has, which is why it reads confined.

use crate::confine::{once, Limits};
use crate::csv_rows::{title_remark, titles};
use crate::tables::{few_enough, header, object, GraftRows, GraftTableOptions, Remarks, Row};
use crate::Outcome;
use calamine::{open_workbook, Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheet, SheetType, SheetVisible, Xlsx};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::rc::Rc;

const MAX_FILE: u64 = 256 << 20;
const MAX_UNPACKED: u64 = 2 << 30;
/// XML of tables packs to a tenth or a thirtieth; a file that packs better than this is made to.
const MAX_RATIO: u64 = 200;
const ALWAYS_UNPACKED: u64 = 64 << 20;
/// Of the text in all cells, where many of them may share one string; and of cells that rows have when each has every column.
const MAX_TEXT: u64 = MAX_UNPACKED;
const MAX_CELLS: u64 = 1 << 28;

enum Held {
    Shared(Rc<str>),
    Own(Data),
}
struct Kept {
    row: u32,
    column: u32,
    value: Held,
}

pub fn open(path: &str, options: &GraftTableOptions, wanted: &str) -> Outcome<GraftRows> {
    let size = std::fs::metadata(path).map_err(|e| e.to_string())?.len();
    if size > MAX_FILE {
        return Err(format!("an XLSX file of {} MiB is over the limit of 256 MiB; save it as CSV", size >> 20));
    }
    check_archive(path, size)?;
    let limits = Limits { memory: (1 << 30) + 20 * size as i64, each: 0, seconds: 5.0 + 2e-6 * size as f64 };
    let wanted = wanted.to_string();
    let (cells, remark) = once("the workbook", limits, || read(path, &wanted))?;
    rows_of(cells, remark, options)
}

/// The sheet that is read, and what is to be said where there are others.
fn choose(sheets: &[Sheet], wanted: &str) -> Outcome<(String, Option<String>)> {
    let sheets: Vec<&Sheet> = sheets.iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    let list = sheets.iter().map(|s| format!("'{}'", s.name)).collect::<Vec<_>>().join(", ");
    if !wanted.is_empty() {
        let by_number = wanted.parse::<usize>().ok().and_then(|n| sheets.get(n.wrapping_sub(1)));
        let found = sheets.iter().find(|s| s.name == wanted).or(by_number).ok_or(format!("there is no sheet '{wanted}'; the sheets are {list}"))?;
        return Ok((found.name.clone(), None));
    }
    let sheet = sheets.iter().find(|s| s.visible == SheetVisible::Visible).or(sheets.first()).ok_or("the workbook has no sheet")?;
    let others = sheets.len() > 1;
    let remark = || format!("the workbook has {} sheets ({list}); '{}' is read, --sheet reads another", sheets.len(), sheet.name);
    Ok((sheet.name.clone(), others.then(remark)))
}

/// The cells of the sheet, and what is to be said of it.
fn read(path: &str, wanted: &str) -> Outcome<(Vec<Kept>, Vec<String>)> {
    if path.to_lowercase().ends_with(".ods") {
        let mut book: Ods<_> = open_workbook(path).map_err(|e: calamine::OdsError| format!("ODS: {e}"))?;
        let (name, remark) = choose(book.sheets_metadata(), wanted)?;
        let range = book.worksheet_range(&name).map_err(|e| format!("ODS: sheet '{name}': {e}"))?;
        let (row, column) = range.start().unwrap_or((0, 0));
        let cells = range.used_cells().filter(|c| !matches!(c.2, Data::Empty));
        let kept = cells.map(|(r, c, value)| Kept { row: row + r as u32, column: column + c as u32, value: Held::Own(value.clone()) });
        return Ok((kept.collect(), remark.into_iter().collect()));
    }
    let mut book: Xlsx<_> = open_workbook(path).map_err(|e: calamine::XlsxError| format!("XLSX: {e}"))?;
    let (name, remark) = choose(book.sheets_metadata(), wanted)?;
    let mut remarks: Vec<String> = remark.into_iter().collect();
    let mut cells = cells_of(&mut book, &name)?;
    let merged = book.merge_cells_by_sheet_name(&name).ok().unwrap_or_default();
    let repeated = repeat_merged(&mut cells, &merged)?;
    if repeated > 0 {
        remarks.push(format!("{repeated} cells belong to merged ones; each has the value that a person sees there"));
    }
    Ok((cells, remarks))
}

/// A value that stands over several rows belongs to each of them.
fn repeat_merged(cells: &mut Vec<Kept>, merged: &[calamine::Dimensions]) -> Outcome<usize> {
    let before = cells.len();
    let mut repeated = 0;
    for area in merged.iter().filter(|m| m.end.0 > m.start.0) {
        let Ok(at) = cells[..before].binary_search_by_key(&area.start, |c| (c.row, c.column)) else { continue };
        if cells.len() as u64 + u64::from(area.end.0 - area.start.0) > MAX_CELLS {
            return Err("XLSX: merged cells cover too many rows".into());
        }
        for row in area.start.0 + 1..=area.end.0 {
            let value = match &cells[at].value {
                Held::Shared(s) => Held::Shared(s.clone()),
                Held::Own(data) => Held::Own(data.clone()),
            };
            cells.push(Kept { row, column: area.start.1, value });
            repeated += 1;
        }
    }
    cells.sort_by_key(|c| (c.row, c.column));
    cells.dedup_by_key(|c| (c.row, c.column));
    Ok(repeated)
}

/// What an entry unpacks to is written in the file; the zip crate reads no more of it than that.
fn check_archive(path: &str, size: u64) -> Outcome<()> {
    let limit = MAX_UNPACKED.min(ALWAYS_UNPACKED.max(size * MAX_RATIO));
    let mut archive = zip::ZipArchive::new(File::open(path).map_err(|e| e.to_string())?).map_err(|e| format!("XLSX: {e}"))?;
    let mut unpacked = 0u64;
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(|e| format!("XLSX: {e}"))?;
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > limit {
            return Err(format!("XLSX: the file would unpack to more than the limit of {} MiB", limit >> 20));
        }
    }
    Ok(())
}

/// All cells that hold something, by row, then column. A string that cells share is kept once.
fn cells_of(book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Outcome<Vec<Kept>> {
    let located = |e: calamine::XlsxError| format!("XLSX: sheet '{sheet}': {e}");
    let mut reader = book.worksheet_cells_reader(sheet).map_err(located)?;
    let mut strings: HashMap<*const str, Rc<str>> = HashMap::new();
    let mut text = 0;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(located)? {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(s) => {
                text += s.len() as u64;
                Held::Shared(strings.entry(*s).or_insert_with(|| (*s).into()).clone())
            }
            own => Held::Own(own.clone().into()),
        };
        if text > MAX_TEXT {
            return Err(format!("XLSX: sheet '{sheet}': the cells hold more than the limit of {} MiB of text; save the part you need as CSV", MAX_TEXT >> 20));
        }
        cells.push(Kept { row, column, value });
    }
    cells.sort_by_key(|c| (c.row, c.column));
    Ok(cells)
}

/// Columns are those in which a cell holds something; one without a name is called by its place from the first.
fn rows_of(mut cells: Vec<Kept>, said: Vec<String>, options: &GraftTableOptions) -> Outcome<GraftRows> {
    let remarks = Remarks::default();
    remarks.borrow_mut().extend(said);
    skip_titles(&mut cells, options, &remarks)?;
    let first = cells.first().ok_or("the sheet is empty: there is no header row")?.row;
    let mut used: Vec<u32> = cells.iter().map(|c| c.column).collect();
    used.sort_unstable();
    used.dedup();
    few_enough(used.len())?;
    let rows = 1 + cells.windows(2).filter(|two| two[0].row != two[1].row).count() as u64;
    if rows * used.len() as u64 > MAX_CELLS {
        return Err(format!("XLSX: a table of {} columns and {rows} rows is too large; save the part you need as CSV", used.len()));
    }
    let has_header = options.has_header != 0;
    let head = if has_header { cells.partition_point(|c| c.row == first) } else { 0 };
    let mut names: Vec<String> = used.iter().map(|_| String::new()).collect();
    for cell in &cells[..head] {
        names[used.partition_point(|c| *c < cell.column)] = text_of(&cell.value).trim().to_owned();
    }
    for (name, column) in names.iter_mut().zip(&used).filter(|(name, _)| name.is_empty()) {
        *name = format!("column {}", column - used[0] + 1);
    }
    let names = header(names)?;
    let note = format!("\n{}", names.join("\u{1f}"));
    let mut at = head;
    let next = move || -> Outcome<Option<Row>> {
        let Some(row) = cells.get(at).map(|c| c.row) else { return Ok(None) };
        let end = at + cells[at..].partition_point(|c| c.row == row);
        let mut values: Vec<Outcome<Value>> = used.iter().map(|_| Ok(Value::from(""))).collect();
        for cell in &cells[at..end] {
            values[used.partition_point(|c| *c < cell.column)] = value_of(&cell.value);
        }
        at = end;
        let values: Outcome<Vec<Value>> = values.into_iter().collect();
        Ok(Some((u64::from(row) + 1, values.map(|v| object(&names, v.into_iter())))))
    };
    Ok(GraftRows::new(Box::new(next), note, remarks))
}

/// Takes rows above the header away.
fn skip_titles(cells: &mut Vec<Kept>, options: &GraftTableOptions, remarks: &Remarks) -> Outcome<()> {
    let mut rows: Vec<(u32, usize)> = Vec::new();
    for cell in cells.iter() {
        let looked_at = rows.len();
        match rows.last_mut() {
            Some(last) if last.0 == cell.row => last.1 += 1,
            _ if looked_at as i64 == 50.max(i64::from(options.skip) + 1) => break,
            _ => rows.push((cell.row, 1)),
        }
    }
    let filled: Vec<usize> = rows.iter().map(|r| r.1).collect();
    let count = match options.skip {
        said if said >= 0 => said as usize,
        _ if options.has_header == 0 => 0,
        _ => titles(&filled),
    };
    if count == 0 {
        return Ok(());
    }
    let first = rows.get(count).ok_or("--skip-rows leaves no row")?;
    let at = cells.partition_point(|c| c.row < first.0);
    if options.skip < 0 {
        remarks.borrow_mut().push(title_remark(count, &text_of(&cells[0].value)));
    }
    cells.drain(..at);
    Ok(())
}

fn text_of(held: &Held) -> String {
    match held {
        Held::Shared(s) => s.to_string(),
        Held::Own(data) => data.to_string(),
    }
}

fn value_of(held: &Held) -> Outcome<Value> {
    Ok(match held {
        Held::Shared(s) => Value::from(&**s),
        Held::Own(Data::Empty) => Value::from(""),
        Held::Own(Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s)) => Value::from(s.as_str()),
        Held::Own(Data::Float(f)) if f.fract() == 0.0 && f.abs() < 1e15 => Value::from(format!("{}", *f as i64)),
        Held::Own(Data::Float(f)) => Value::from(format!("{f}")),
        Held::Own(Data::Int(i)) => Value::from(format!("{i}")),
        Held::Own(Data::Bool(b)) => Value::from(if *b { "true" } else { "false" }),
        Held::Own(Data::DateTime(d)) => Value::from(date_or_time(d)),
        Held::Own(Data::Error(e)) => return Err(format!("a cell holds the error {e:?}")),
    })
}

/// A date, a time of day, or both, as the value says; a number of days below one is a time.
fn date_or_time(value: &ExcelDateTime) -> String {
    let days = value.as_f64();
    let Some(moment) = value.as_datetime() else { return value.to_string() };
    if (0.0..1.0).contains(&days) {
        return moment.format("%H:%M:%S").to_string();
    }
    moment.format(if days.fract() == 0.0 { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S" }).to_string()
}
