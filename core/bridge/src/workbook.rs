// SPDX-License-Identifier: Apache-2.0
//! Reads a sheet of an XLSX or ODS workbook as rows, with numbers as displayed (per cent, money, leading zeros). Cells are read one by one,
//! because calamine (0.38) would allocate their bounding rectangle. Two kilobytes with a cell in the last corner ended the process. Reading
//! is confined, because calamine allocates as many shared strings as the file claims.

use crate::confine::{once, Limits};
use crate::csv_rows::{title_remark, titles};
use crate::ods_cells;
use crate::tables::{few_enough, header, object, GraftRows, GraftTableOptions, Remarks, Row};
use crate::Outcome;
use calamine::{open_workbook, Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader as _, Sheet, SheetType, SheetVisible, Style, Xlsx};
use serde_json::Value;
use ssfmt::{FormatOptions, NumberFormat};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::rc::Rc;

const MAX_FILE: u64 = 256 << 20;
const MAX_UNPACKED: u64 = 2 << 30;
/// Maximum compression ratio. Table XML compresses to a tenth or a thirtieth; a higher ratio indicates a decompression bomb.
const MAX_RATIO: u64 = 200;
const ALWAYS_UNPACKED: u64 = 64 << 20;
/// Limits on the text of all cells, since many cells may share one string, and on the cells of rows padded to every column.
const MAX_TEXT: u64 = MAX_UNPACKED;
const MAX_CELLS: u64 = 1 << 28;

#[derive(Clone)]
enum Held {
    Shared(Rc<str>),
    Own(Data),
    /// Number with a displayed text that differs from its plain form.
    Shown { words: String, value: f64 },
    /// Cell without a value. The reason follows the cell's name in a sentence.
    Nothing,
}
struct Kept {
    row: u32,
    column: u32,
    value: Held,
}

pub fn open(path: &str, options: &GraftTableOptions, wanted: &str) -> Outcome<GraftRows> {
    let size = std::fs::metadata(path).map_err(|e| e.to_string())?.len();
    if size > MAX_FILE {
        return Err(msg!("an XLSX file of %1 MiB is over the limit of 256 MiB; save it as CSV", (size >> 20)));
    }
    let is_ods = check_archive(path, size)?;
    let limits = Limits { memory: (1 << 30) + 20 * size as i64, each: 0, seconds: 5.0 + 2e-6 * size as f64 };
    let wanted = wanted.to_string();
    rows_of(once("the workbook", limits, || read(path, is_ods, &wanted))?, options)
}

/// Content of a sheet.
struct Content {
    cells: Vec<Kept>,
    remarks: Vec<String>,
    /// Names of all sheets of the workbook.
    sheets: Vec<String>,
}

fn names_of(sheets: &[Sheet]) -> Vec<String> {
    sheets.iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect()
}

/// Formats names as 'Tickets', 'Old'.
fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ")
}

/// Selects the sheet to read, with a remark if there are others.
fn choose(sheets: &[Sheet], wanted: &str) -> Outcome<(String, Option<String>)> {
    let sheets: Vec<&Sheet> = sheets.iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    let list = quoted(&sheets.iter().map(|s| s.name.clone()).collect::<Vec<_>>());
    if !wanted.is_empty() {
        let by_number = wanted.parse::<usize>().ok().and_then(|n| sheets.get(n.wrapping_sub(1)));
        let found = sheets.iter().find(|s| s.name == wanted).or(by_number).ok_or_else(|| msg!("there is no sheet '%1'; the sheets are %2", wanted, list))?;
        return Ok((found.name.clone(), None));
    }
    let sheet = sheets.iter().find(|s| s.visible == SheetVisible::Visible).or(sheets.first()).ok_or_else(|| msg!("the workbook has no sheet"))?;
    let others = sheets.len() > 1;
    let remark = || msg!("the workbook has %1 sheets (%2); '%3' is read, --sheet reads another", sheets.len(), list, sheet.name);
    Ok((sheet.name.clone(), others.then(remark)))
}

fn read(path: &str, is_ods: bool, wanted: &str) -> Outcome<Content> {
    if is_ods {
        let mut book: Ods<_> = open_workbook(path).map_err(|e: calamine::OdsError| msg!("ODS: %1", e))?;
        let (name, remark) = choose(book.sheets_metadata(), wanted)?;
        let range = book.worksheet_range(&name).map_err(|e| msg!("ODS: sheet '%1': %2", name, e))?;
        let (row, column) = range.start().unwrap_or((0, 0));
        let beside = ods_cells::read(path, &name)?;
        let kept = range.used_cells().filter(|c| !matches!(c.2, Data::Empty)).map(|(r, c, value)| {
            let (row, column) = (row + r as u32, column + c as u32);
            let value = match value {
                Data::Float(f) => number(*f, beside.shown(row, column).map(str::to_owned)),
                other => Held::Own(other.clone()),
            };
            Kept { row, column, value }
        });
        return finish(kept.collect(), &beside.merged, remark, names_of(book.sheets_metadata()));
    }
    let mut book: Xlsx<_> = open_workbook(path).map_err(|e: calamine::XlsxError| msg!("XLSX: %1", e))?;
    let (name, remark) = choose(book.sheets_metadata(), wanted)?;
    let cells = cells_of(&mut book, &name)?;
    let merged = book.merge_cells_by_sheet_name(&name).ok().unwrap_or_default();
    finish(cells, &merged, remark, names_of(book.sheets_metadata()))
}

/// Adds remarks on merged cells and on cells without a value.
fn finish(mut cells: Vec<Kept>, merged: &[Dimensions], remark: Option<String>, sheets: Vec<String>) -> Outcome<Content> {
    let mut remarks: Vec<String> = remark.into_iter().collect();
    let mut shown = cells.iter().filter_map(|c| if let Held::Shown { words, value } = &c.value { Some((words, value)) } else { None });
    if let Some((words, value)) = shown.next() {
        remarks.push(match 1 + shown.count() {
            1 => msg!("1 number is read as the sheet shows it, such as '%1' for %2", words, value),
            numbers => msg!("%1 numbers are read as the sheet shows them, such as '%2' for %3", numbers, words, value),
        });
    }
    let mut missing = cells.iter().filter_map(|c| missing_value(&c.value).map(|why| (c, why)));
    if let Some((first, why)) = missing.next() {
        let example = why.at(&name_of(first));
        remarks.push(match 1 + missing.count() {
            1 => msg!("1 cell without a value, read as empty; %1", example),
            cells => msg!("%1 cells without a value, read as empty; %2", cells, example),
        });
    }
    let repeated = repeat_merged(&mut cells, merged)?;
    if repeated > 0 {
        remarks.push(msg!("%1 cells belong to merged ones; each has the value that a person sees there", repeated));
    }
    Ok(Content { cells, remarks, sheets })
}

/// Reason why a non-empty cell has no value.
enum Missing {
    Formula,
    Error(String),
}

impl Missing {
    fn at(&self, cell: &str) -> String {
        match self {
            Missing::Formula => {
                msg!("%1 holds a formula whose value was not kept; open the file in Excel or LibreOffice, save it and import it again", cell)
            }
            Missing::Error(e) => msg!("%1 holds the error %2", cell, e),
        }
    }
}

fn missing_value(held: &Held) -> Option<Missing> {
    match held {
        Held::Nothing => Some(Missing::Formula),
        Held::Own(Data::Error(e)) => Some(Missing::Error(e.to_string())),
        _ => None,
    }
}

/// "B7" for the second column of the seventh row.
fn name_of(cell: &Kept) -> String {
    let mut letters = Vec::new();
    let mut left = cell.column + 1;
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    let letters: String = letters.iter().rev().map(|l| char::from(*l)).collect();
    format!("{letters}{}", cell.row + 1)
}

/// Copies a value that spans several rows to each of them.
fn repeat_merged(cells: &mut Vec<Kept>, merged: &[Dimensions]) -> Outcome<usize> {
    let before = cells.len();
    let mut repeated = 0;
    for area in merged.iter().filter(|m| m.end.0 > m.start.0) {
        let Ok(at) = cells[..before].binary_search_by_key(&area.start, |c| (c.row, c.column)) else { continue };
        if cells.len() as u64 + u64::from(area.end.0 - area.start.0) > MAX_CELLS {
            return Err(msg!("XLSX: merged cells cover too many rows"));
        }
        for row in area.start.0 + 1..=area.end.0 {
            let value = cells[at].value.clone();
            cells.push(Kept { row, column: area.start.1, value });
            repeated += 1;
        }
    }
    cells.sort_by_key(|c| (c.row, c.column));
    cells.dedup_by_key(|c| (c.row, c.column));
    Ok(repeated)
}

/// Sums the sizes claimed by the entries; the zip crate never reads beyond them. Returns true for ODS.
fn check_archive(path: &str, size: u64) -> Outcome<bool> {
    let limit = MAX_UNPACKED.min(ALWAYS_UNPACKED.max(size * MAX_RATIO));
    let mut archive = zip::ZipArchive::new(File::open(path).map_err(|e| e.to_string())?).map_err(|e| msg!("XLSX: %1", e))?;
    let mut unpacked = 0u64;
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(|e| msg!("XLSX: %1", e))?;
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > limit {
            return Err(msg!("XLSX: the file would unpack to more than the limit of %1 MiB", (limit >> 20)));
        }
    }
    let is_ods = archive.file_names().any(|n| n.is_ok_and(|n| n == "content.xml"));
    Ok(is_ods)
}

/// All non-empty cells, by row, then column. A shared string is stored once.
fn cells_of(book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Outcome<Vec<Kept>> {
    let located = |e: calamine::XlsxError| format!("XLSX: sheet '{sheet}': {e}");
    let mut reader = book.worksheet_cells_reader(sheet).map_err(located)?;
    let formats: Vec<Option<NumberFormat>> = reader.styles().iter().map(number_format).collect();
    let mut strings: HashMap<*const str, Rc<str>> = HashMap::new();
    let mut text = 0;
    let mut cells = Vec::new();
    let mut has_empty = false;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(located)? {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => {
                has_empty = true;
                continue;
            }
            DataRef::SharedString(s) => {
                text += s.len() as u64;
                Held::Shared(strings.entry(*s).or_insert_with(|| (*s).into()).clone())
            }
            DataRef::Float(f) => number(*f, formats.get(style).and_then(|format| shown(format.as_ref()?, *f))),
            own => Held::Own(own.clone().into()),
        };
        if text > MAX_TEXT {
            return Err(msg!("XLSX: sheet '%1': the cells hold more than the limit of %2 MiB of text; save the part you need as CSV", sheet, (MAX_TEXT >> 20)));
        }
        cells.push(Kept { row, column, value });
    }
    drop(reader);
    if has_empty {
        add_formulas_without_value(book, sheet, &mut cells)?;
    }
    cells.sort_by_key(|c| (c.row, c.column));
    Ok(cells)
}

/// Programs that write formulas without evaluating them (openpyxl) leave cells without a value.
fn add_formulas_without_value(book: &mut Xlsx<BufReader<File>>, sheet: &str, cells: &mut Vec<Kept>) -> Outcome<()> {
    let located = |e: calamine::XlsxError| format!("XLSX: sheet '{sheet}': {e}");
    let mut reader = book.worksheet_cells_reader(sheet).map_err(located)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(located)? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            cells.push(Kept { row: cell.pos.0, column: cell.pos.1, value: Held::Nothing });
        }
    }
    Ok(())
}

/// Returns None for numbers shown unchanged, as text or as dates, or scaled by powers of ten, which would hide digits.
fn number_format(style: &Style) -> Option<NumberFormat> {
    let code = &style.number_format.as_ref()?.format_code;
    let upper = code.to_ascii_uppercase();
    if upper == "GENERAL" || upper == "STANDARD" || upper.contains("E+") || upper.contains("E-") {
        return None;
    }
    NumberFormat::parse(code).ok().filter(|f| !f.is_text_format() && !f.is_date_format())
}

fn shown(format: &NumberFormat, value: f64) -> Option<String> {
    let text = format.try_format(value, &FormatOptions::default()).ok()?;
    Some(text.replace('\u{a0}', " ").trim().to_owned()).filter(|t| !t.is_empty())
}

/// Builds rows. The columns are those with a non-empty cell; an unnamed column is named by its position from the first.
fn rows_of(content: Content, options: &GraftTableOptions) -> Outcome<GraftRows> {
    let Content { mut cells, remarks, sheets } = content;
    let remarks: Remarks = Rc::new(RefCell::new(remarks));
    skip_titles(&mut cells, options, &remarks)?;
    let first = cells.first().ok_or_else(|| match sheets.len() {
        0 | 1 => msg!("the sheet is empty: there is no header row"),
        _ => msg!("the sheet is empty: there is no header row; the workbook has the sheets %1, and --sheet reads another", quoted(&sheets)),
    });
    let first = first?.row;
    if options.has_header != 0 && cells.iter().all(|c| c.row == first) && sheets.len() > 1 {
        return Err(msg!("the sheet has no rows below its header; the workbook has the sheets %1, and --sheet reads another", quoted(&sheets)));
    }
    let mut used: Vec<u32> = cells.iter().map(|c| c.column).collect();
    used.sort_unstable();
    used.dedup();
    few_enough(used.len())?;
    let rows = 1 + cells.windows(2).filter(|two| two[0].row != two[1].row).count() as u64;
    if rows * used.len() as u64 > MAX_CELLS {
        return Err(msg!("XLSX: a table of %1 columns and %2 rows is too large; save the part you need as CSV", used.len(), rows));
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
    let note = format!("\n{}\u{1e}{}", names.join("\u{1f}"), sheets.join("\u{1f}"));
    let mut at = head;
    let next = move || -> Outcome<Option<Row>> {
        let Some(row) = cells.get(at).map(|c| c.row) else { return Ok(None) };
        let end = at + cells[at..].partition_point(|c| c.row == row);
        let mut values: Vec<Value> = used.iter().map(|_| Value::from("")).collect();
        let mut hint = String::new();
        for cell in &cells[at..end] {
            match missing_value(&cell.value) {
                Some(why) if hint.is_empty() => hint = why.at(&name_of(cell)),
                Some(_) => {}
                None => values[used.partition_point(|c| *c < cell.column)] = value_of(&cell.value),
            }
        }
        at = end;
        Ok(Some(Row { line: u64::from(row) + 1, json: Ok(object(&names, values.into_iter())), hint }))
    };
    Ok(GraftRows::new(Box::new(next), note, remarks))
}

/// Removes rows above the header.
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
    let first = rows.get(count).ok_or_else(|| msg!("--skip-rows leaves no row"))?;
    let at = cells.partition_point(|c| c.row < first.0);
    if options.skip < 0 {
        remarks.borrow_mut().push(title_remark(count, &text_of(&cells[0].value)));
    }
    cells.drain(..at);
    Ok(())
}

fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{}", value as i64)
    } else {
        format!("{value}")
    }
}

fn number(value: f64, words: Option<String>) -> Held {
    match words {
        Some(words) if words != plain(value) => Held::Shown { words, value },
        _ => Held::Own(Data::Float(value)),
    }
}

fn text_of(held: &Held) -> String {
    match value_of(held) {
        Value::String(s) => s,
        other => other.to_string(),
    }
}

fn value_of(held: &Held) -> Value {
    match held {
        Held::Shared(s) => Value::from(&**s),
        Held::Shown { words, .. } => Value::from(words.as_str()),
        Held::Nothing | Held::Own(Data::Empty | Data::Error(_)) => Value::from(""),
        Held::Own(Data::String(s) | Data::DateTimeIso(s)) => Value::from(s.as_str()),
        Held::Own(Data::DurationIso(s)) => Value::from(clock_time(s).unwrap_or_else(|| s.clone())),
        Held::Own(Data::Float(f)) => Value::from(plain(*f)),
        Held::Own(Data::Int(i)) => Value::from(format!("{i}")),
        Held::Own(Data::Bool(b)) => Value::from(if *b { "true" } else { "false" }),
        Held::Own(Data::DateTime(d)) => Value::from(date_or_time(d)),
    }
}

/// Converts "PT09H30M00S" to "09:30:00".
fn clock_time(iso: &str) -> Option<String> {
    let (hours, rest) = iso.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds: f64 = rest.strip_suffix('S')?.parse().ok()?;
    Some(format!("{:02}:{:02}:{:02}", hours.parse::<u64>().ok()?, minutes.parse::<u64>().ok()?, seconds as u64))
}

/// Formats a date, a time of day, or both, depending on the value. A number of days below one is a time.
fn date_or_time(value: &ExcelDateTime) -> String {
    let days = value.as_f64();
    if value.is_duration() && days >= 0.0 {
        let seconds = (days * 86_400.0).round() as u64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let Some(moment) = value.as_datetime() else { return value.to_string() };
    if (0.0..1.0).contains(&days) {
        return moment.format("%H:%M:%S").to_string();
    }
    moment.format(if days.fract() == 0.0 { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M:%S" }).to_string()
}
