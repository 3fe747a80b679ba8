// SPDX-License-Identifier: Apache-2.0
//! Reads text tables (CSV, TSV and similar) as real programs write them.

use crate::tables::{few_enough, header, object, GraftRows, GraftTableOptions, Remarks, Row, MAX_ROW};
use crate::{utf8, Outcome};
use serde_json::Value;
use std::cell::Cell;
use std::ffi::c_void;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

const SNIFF: usize = 64 << 10;
/// Records of the head that are examined, and the most rows above a header.
const LOOKED_AT: usize = 50;
const MOST_TITLES: usize = 10;

/// Fills a buffer. Returns the number of bytes, 0 at the end, -1 on failure.
pub type ReadFn = extern "C" fn(*mut c_void, *mut u8, usize) -> i64;

pub struct Callback {
    pub read: ReadFn,
    pub context: *mut c_void,
}

impl Read for Callback {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.read)(self.context, buffer.as_mut_ptr(), buffer.len()) {
            n if n >= 0 => Ok(n as usize),
            _ => Err(io::Error::other("reading the file failed")),
        }
    }
}

/// Fails when more than one row's worth of bytes was read since `since` was reset to zero.
struct Bounded {
    source: Plain<io::Chain<Cursor<Vec<u8>>, Callback>>,
    since: Rc<Cell<usize>>,
}

/// Rewrites escaped quotation marks for the csv crate: backslash-escaped marks are doubled, and blanks before an opening mark are dropped.
/// The crate's own escape option would also remove the backslash of every `\n` or `C:\dir`. A doubled backslash becomes one.
struct Plain<R> {
    source: R,
    separator: u8,
    has_backslashes: bool,
    has_blanks: bool,
    in_quotes: bool,
    /// The previous byte closed a field. Another mark reopens it.
    has_closed: bool,
    at_start: bool,
    /// A backslash at the end of the previous chunk, pending its next byte; blanks at the start of a field.
    escape: bool,
    blanks: usize,
    out: Vec<u8>,
    at: usize,
}

impl<R: Read> Plain<R> {
    fn new(source: R, separator: u8, quotes: Quotes, has_blanks: bool) -> Self {
        let has_backslashes = quotes == Quotes::Backslash;
        Plain { source, separator, has_backslashes, has_blanks, in_quotes: false, has_closed: false, at_start: true, escape: false, blanks: 0, out: Vec::new(), at: 0 }
    }
    fn put(&mut self, c: u8) {
        if self.escape {
            self.escape = false;
            match c {
                b'"' => self.out.extend_from_slice(b"\"\""),
                b'\\' => self.out.push(c),
                _ => self.out.extend_from_slice(&[b'\\', c]),
            }
            return;
        }
        if self.in_quotes {
            match c {
                b'\\' if self.has_backslashes => self.escape = true,
                _ => {
                    self.in_quotes = c != b'"';
                    self.has_closed = !self.in_quotes;
                    self.out.push(c);
                }
            }
            return;
        }
        if std::mem::take(&mut self.has_closed) && c == b'"' {
            self.in_quotes = true;
            self.out.push(c);
            return;
        }
        if self.has_blanks && self.at_start && c == b' ' {
            self.blanks += 1;
            return;
        }
        if c != b'"' || !self.at_start {
            self.out.resize(self.out.len() + self.blanks, b' ');
        }
        self.blanks = 0;
        self.in_quotes = self.at_start && c == b'"';
        self.at_start = c == self.separator || c == b'\n' || c == b'\r';
        self.out.push(c);
    }
    fn end(&mut self) {
        if std::mem::take(&mut self.escape) {
            self.out.push(b'\\');
        }
        let blanks = std::mem::take(&mut self.blanks);
        self.out.resize(self.out.len() + blanks, b' ');
    }
}

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.has_backslashes && !self.has_blanks {
            return self.source.read(buffer);
        }
        while self.at == self.out.len() {
            self.out.clear();
            self.at = 0;
            let n = self.source.read(buffer)?;
            for &c in &buffer[..n] {
                self.put(c);
            }
            if n == 0 {
                self.end();
                if self.out.is_empty() {
                    return Ok(0);
                }
            }
        }
        let n = buffer.len().min(self.out.len() - self.at);
        buffer[..n].copy_from_slice(&self.out[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

/// Returns `head` as the csv crate will read it.
fn plain(head: &[u8], separator: u8, quotes: Quotes, has_blanks: bool) -> Vec<u8> {
    let mut out = Vec::new();
    // Reading from memory does not fail.
    let _ = Plain::new(head, separator, quotes, has_blanks).read_to_end(&mut out);
    out
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

/// Meaning of quotation marks in a table.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Quotes {
    /// A mark inside a field is doubled.
    Doubled,
    /// A mark inside a field has a backslash before it.
    Backslash,
    /// Marks are ordinary letters.
    Letters,
}

impl Quotes {
    fn of(code: u8) -> Option<Self> {
        match code {
            1 => Some(Quotes::Letters),
            2 => Some(Quotes::Doubled),
            3 => Some(Quotes::Backslash),
            _ => None,
        }
    }
    fn builder(self, separator: u8) -> csv::ReaderBuilder {
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(separator).has_headers(false).flexible(true);
        match self {
            Quotes::Doubled | Quotes::Backslash => {} // `Plain` doubles what a backslash stands before
            Quotes::Letters => {
                builder.quoting(false);
            }
        }
        builder
    }
}

/// Statistics of quotation marks in a head, read as quotes.
#[derive(Default, Debug)]
struct Marks {
    /// Closing marks that are not followed by a separator or a line end.
    misplaced: usize,
    /// Fields that contain a separator and a line end.
    suspicious: usize,
    /// The head ends inside quotes.
    open: bool,
    escaped: usize,
}

fn marks(head: &[u8], separator: u8, quotes: Quotes) -> Marks {
    let mut out = Marks::default();
    let mut at = 0;
    let mut at_start = true;
    while at < head.len() {
        let c = head[at];
        if !(at_start && c == b'"') {
            at_start = c == separator || c == b'\n' || c == b'\r';
            at += 1;
            continue;
        }
        let begin = at + 1;
        at = begin;
        loop {
            match head.get(at) {
                None => {
                    let field = &head[begin..];
                    out.suspicious += usize::from(field.contains(&separator) && field.contains(&b'\n'));
                    out.open = true;
                    return out;
                }
                Some(b'\\') if quotes == Quotes::Backslash => at += 2,
                Some(b'\\') if head.get(at + 1) == Some(&b'"') => {
                    out.escaped += 1;
                    at += 1;
                }
                Some(b'"') if head.get(at + 1) == Some(&b'"') => at += 2,
                Some(b'"') => break,
                Some(_) => at += 1,
            }
        }
        let field = &head[begin..at];
        if field.contains(&separator) && field.contains(&b'\n') {
            out.suspicious += 1;
        }
        at += 1;
        match head.get(at) {
            None | Some(b'\n' | b'\r') => {}
            Some(c) if *c == separator => {}
            Some(_) => out.misplaced += 1,
        }
        at_start = false;
    }
    out
}

/// Field counts of the first records. The last record is dropped if the head is truncated.
fn widths(head: &[u8], separator: u8, quotes: Quotes, is_cut: bool) -> Vec<usize> {
    let mut out: Vec<usize> =
        quotes.builder(separator).from_reader(&plain(head, separator, quotes, false)[..]).byte_records().take(LOOKED_AT).filter_map(|r| r.ok().map(|r| r.len())).collect();
    if is_cut && out.len() > 1 && out.len() < LOOKED_AT {
        out.pop();
    }
    out
}

fn first_line_of(head: &[u8]) -> &[u8] {
    head.split(|b| *b == b'\n').next().unwrap_or(&[])
}

/// Field count of more than half of the records, else 0.
fn usual_width(widths: &[usize]) -> usize {
    let often = |width: &usize| widths.iter().filter(|w| *w == width).count();
    widths.iter().copied().max_by_key(often).filter(|w| often(w) * 2 > widths.len()).unwrap_or(0)
}

/// Chooses the separator with the most consistent field count, then the most fields.
fn find_separator(head: &[u8], is_cut: bool) -> u8 {
    let mut best = (0usize, b',');
    for separator in [b',', b';', b'\t', b'|'] {
        for quotes in [Quotes::Doubled, Quotes::Letters] {
            let widths = widths(head, separator, quotes, is_cut);
            let width = widths.iter().copied().max().unwrap_or(1);
            if width < 2 {
                continue;
            }
            let common = widths.iter().map(|w| widths.iter().filter(|v| *v == w).count()).max().unwrap_or(0);
            let width = widths.iter().copied().find(|w| widths.iter().filter(|v| *v == w).count() == common).unwrap_or(1);
            if width < 2 {
                continue;
            }
            let score = 2 * (common * 1000 / widths.len() * 100 + width.min(99)) + usize::from(quotes == Quotes::Doubled);
            if score > best.0 {
                best = (score, separator);
            }
        }
    }
    best.1
}

fn agree(widths: &[usize]) -> bool {
    widths.len() > 1 && widths.windows(2).all(|w| w[0] == w[1])
}

/// Detects the meaning of the marks in this table, with a remark if it is unusual.
fn find_quotes(head: &[u8], separator: u8, is_cut: bool) -> (Quotes, Option<String>) {
    let usual = marks(head, separator, Quotes::Doubled);
    let is_odd = usual.misplaced > 0 || (usual.open && !is_cut);
    if is_odd && usual.escaped > 0 {
        let escaped = marks(head, separator, Quotes::Backslash);
        if escaped.misplaced == 0 && (!escaped.open || is_cut) {
            return (Quotes::Backslash, Some(msg!("quotation marks inside fields have a backslash before them (--quote double reads them as usual)")));
        }
    }
    let as_letters = agree(&widths(head, separator, Quotes::Letters, is_cut));
    let is_tab_suspicious = separator == b'\t' && (usual.suspicious > 0 || (usual.open && !is_cut));
    if as_letters && (is_odd || is_tab_suspicious) {
        return (Quotes::Letters, Some(msg!("quotation marks are read as ordinary letters: the table does not quote its fields (--quote double reads them as quotes)")));
    }
    (Quotes::Doubled, None)
}

/// True if marks follow a separator and blanks, and each of them closes before a separator or a line end.
fn has_blanks_before_marks(head: &[u8], separator: u8, quotes: Quotes, is_cut: bool) -> bool {
    if quotes == Quotes::Letters {
        return false;
    }
    let stripped = plain(head, separator, quotes, true);
    let found = marks(&stripped, separator, Quotes::Doubled);
    stripped.len() < plain(head, separator, quotes, false).len() && found.misplaced == 0 && (!found.open || is_cut)
}

/// Number of rows above the header. Each has at most one filled cell, and the rows that follow have more.
pub fn titles(filled: &[usize]) -> usize {
    let Some(most) = filled.iter().skip(1).max() else { return 0 };
    let title = filled.iter().take(MOST_TITLES).take_while(|n| **n <= 1).count();
    let follows = filled.get(title).is_some_and(|n| *n >= 2) && filled[title..].iter().filter(|n| **n >= 2).count() * 2 > filled.len() - title;
    if *most >= 2 && title > 0 && follows { title } else { 0 }
}

pub fn title_remark(count: usize, words: &str) -> String {
    let shown: String = words.chars().take(40).collect();
    match count {
        1 => msg!("1 row above the header was skipped ('%1'); --skip-rows says how many", shown),
        _ => msg!("%1 rows above the header were skipped ('%2'); --skip-rows says how many", count, shown),
    }
}

pub fn open(source: Callback, options: &GraftTableOptions) -> Outcome<GraftRows> {
    let mut source = source;
    // A decoding source needs room for a whole character.
    let mut piece = vec![0u8; 16 << 10];
    let mut head = Vec::new();
    while head.len() < SNIFF {
        match source.read(&mut piece).map_err(|e| e.to_string())? {
            0 => break,
            n => head.extend_from_slice(&piece[..n]),
        }
    }
    let is_cut = head.len() >= SNIFF;
    let remarks = Remarks::default();
    let mut separator = options.separator;
    // Excel's first line: sep=;
    let mut lines_before = 0;
    let first_line = first_line_of(&head);
    let stripped: Vec<u8> = first_line.iter().copied().filter(|b| !matches!(b, b'\r' | b'"')).collect();
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', said] = stripped[..] {
        if separator == 0 {
            separator = said;
        }
        head.drain(..(first_line.len() + 1).min(head.len()));
        lines_before = 1;
    }
    if separator == 0 {
        separator = find_separator(&head, is_cut);
    }
    let quotes = Quotes::of(options.quote).unwrap_or_else(|| {
        let (quotes, remark) = find_quotes(&head, separator, is_cut);
        remarks.borrow_mut().extend(remark);
        quotes
    });
    let has_blanks = has_blanks_before_marks(&head, separator, quotes, is_cut);
    let is_crlf = first_line_of(&head).ends_with(b"\r");
    let skip = if options.skip >= 0 {
        options.skip as usize
    } else if options.has_header == 0 {
        0
    } else {
        let filled: Vec<usize> = quotes
            .builder(separator)
            .from_reader(&plain(&head, separator, quotes, has_blanks)[..])
            .byte_records()
            .take(LOOKED_AT)
            .filter_map(|r| r.ok().map(|r| r.iter().filter(|f| !f.trim_ascii().is_empty()).count()))
            .collect();
        titles(&filled)
    };
    let usual = usual_width(widths(&head, separator, quotes, is_cut).get(skip + 1..).unwrap_or_default());
    let since = Rc::new(Cell::new(0));
    let stream = Bounded { source: Plain::new(Cursor::new(head).chain(source), separator, quotes, has_blanks), since: since.clone() };
    let mut reader = quotes.builder(separator).from_reader(stream);
    let mut read = move |record: &mut csv::ByteRecord| -> Outcome<bool> {
        since.set(0);
        let line = reader.position().line() + lines_before;
        reader.read_byte_record(record).map_err(|e| match since.get() {
            n if n > MAX_ROW => msg!("line %1: a row of over %2 MiB; is a closing quote missing?", line, (MAX_ROW >> 20)),
            _ => e.to_string(),
        })
    };
    let mut first = csv::ByteRecord::new();
    for i in 0..=skip {
        if !read(&mut first)? {
            return Err(msg!("the file is empty: there is no header row"));
        }
        if i == 0 && skip > 0 && options.skip < 0 {
            let words = first.iter().find(|f| !f.is_empty()).map(String::from_utf8_lossy).unwrap_or_default();
            remarks.borrow_mut().push(title_remark(skip, &words));
        }
    }
    few_enough(first.len())?;
    let has_header = options.has_header != 0;
    let names = if has_header {
        header(first.iter().map(|f| utf8(f).map(|s| s.trim().to_owned())).collect::<Outcome<_>>()?)?
    } else {
        header(vec![String::new(); first.len()])?
    };
    let note = format!("{}\n{}", separator as char, names.join("\u{1f}"));
    let mut ahead = if has_header { None } else { Some(first) };
    let mut spare = csv::ByteRecord::new();
    let mut is_open = true;
    let mut short = ShortRows { usual: if usual < names.len() { usual } else { 0 }, ..ShortRows::default() };
    let said = remarks.clone();
    // Fields with line ends. If few rows have one, a mark may be missing.
    let (mut rows, mut with_lines, mut first_with_lines) = (0u64, 0u64, 0u64);
    let next = move || -> Outcome<Option<Row>> {
        let mut take = |mut record: csv::ByteRecord| -> Outcome<Option<csv::ByteRecord>> {
            is_open = is_open && read(&mut record)?;
            Ok(is_open.then_some(record))
        };
        let current = match ahead.take() {
            Some(record) => Some(record),
            None => take(std::mem::take(&mut spare))?,
        };
        let Some(mut record) = current else {
            if with_lines > 0 && with_lines * 20 <= rows.max(20) && quotes != Quotes::Letters {
                said.borrow_mut().push(msg!(
                    "in %1 of %2 rows a field goes over several lines (first: line %3); if a quotation mark is missing there, import with --quote none",
                    with_lines,
                    rows,
                    first_with_lines
                ));
            }
            with_lines = 0;
            said.borrow_mut().extend(short.remark());
            return Ok(None);
        };
        // For CRLF, the crate counts the previous row's line end with this row.
        let line = record.position().map_or(0, |p| p.line() + u64::from(is_crlf && p.byte() > 0)) + lines_before;
        rows += 1;
        if record.as_slice().contains(&b'\n') {
            if with_lines == 0 {
                first_with_lines = line;
            }
            with_lines += 1;
        }
        let mut hint = String::new();
        let is_short = record.len() < names.len();
        if record.len() > names.len() && record.iter().skip(names.len()).all(<[u8]>::is_empty) {
            record.truncate(names.len()); // separators at the end
        }
        if record.len() != names.len() {
            hint = match record.len() {
                1 => msg!("1 field where the header has %1", names.len()),
                fields => msg!("%1 fields where the header has %2", fields, names.len()),
            };
            if is_short && record.len() != short.usual {
                ahead = take(csv::ByteRecord::new())?;
            }
            let stands_alone = !short.was_before && ahead.as_ref().is_none_or(|next| next.len() >= names.len());
            if !is_short || (record.len() != short.usual && !stands_alone) {
                short.was_before = is_short;
                return Ok(Some(Row::new(line, Err(hint))));
            }
            short.count(line);
            while record.len() < names.len() {
                record.push_field(b"");
            }
        }
        short.was_before = is_short;
        let cells: Outcome<Vec<Value>> = record.iter().map(|f| utf8(f).map(Value::from)).collect();
        spare = record;
        Ok(Some(Row { line, json: Ok(object(&names, cells?.into_iter())), hint }))
    };
    Ok(GraftRows::new(Box::new(next), note, remarks))
}

/// Rows with fewer fields than the header. Some programs omit empty trailing fields, but an unquoted line end splits one row into two short
/// ones. So a short row is accepted if it stands alone, or if most rows have that many fields.
#[derive(Default)]
struct ShortRows {
    /// Field count of most rows if it is below the header's, else 0.
    usual: usize,
    was_before: bool,
    taken: u64,
    first_line: u64,
}

impl ShortRows {
    fn count(&mut self, line: u64) {
        self.taken += 1;
        if self.taken == 1 {
            self.first_line = line;
        }
    }
    fn remark(&mut self) -> Option<String> {
        let taken = std::mem::take(&mut self.taken);
        match taken {
            0 => None,
            1 => Some(msg!("1 row has fewer fields than the header, the last ones are read as empty (first: line %1)", self.first_line)),
            _ => Some(msg!("%1 rows have fewer fields than the header, the last ones are read as empty (first: line %2)", taken, self.first_line)),
        }
    }
}
