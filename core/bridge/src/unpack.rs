// SPDX-License-Identifier: Apache-2.0
//! Reads compressed files as streams: gzip, bzip2, xz, zstd, and zip archives with one file. A separate thread decompresses some chunks
//! ahead of the reader.

use crate::{caught, guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{sync_channel, Receiver, SyncSender};
use std::sync::Arc;

/// Maximum compression ratio. A higher one indicates a decompression bomb; repetitive rows compress to a two-hundredth.
const MAX_RATIO: u64 = 400;
const ALWAYS_UNPACKED: u64 = 1 << 30;
/// Memory limit of an xz stream, and the maximum window of a zstd stream as a power of two.
const XZ_MEMORY: u64 = 512 << 20;
const ZSTD_WINDOW: u32 = 27;

/// Counts the bytes read from the file.
struct Counted<R> {
    source: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Zip entry with its checksum.
struct Checked<R> {
    source: R,
    sum: flate2::Crc,
    wanted: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.sum.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && self.sum.sum() != self.wanted {
            return Err(io::Error::other("the checksum is wrong: the archive is damaged"));
        }
        Ok(n)
    }
}

type Source = Box<dyn Read + Send>;

const PIECE: usize = 256 << 10;
const PIECES_AHEAD: usize = 4;

pub struct GraftUnpack {
    /// An empty chunk marks the end. Nothing follows it or an error.
    pieces: Receiver<Outcome<Vec<u8>>>,
    piece: Vec<u8>,
    at: usize,
    /// Set at the end of the stream, with the error if there was one.
    ended: Option<Outcome<()>>,
    consumed: Arc<AtomicU64>,
    /// Format name ("gzip"), a newline, and the name of the file inside a zip.
    note: String,
}

type Input = BufReader<Counted<File>>;

fn open_zip(path: &str, consumed: Arc<AtomicU64>) -> Outcome<(Source, String)> {
    let failed = |e: zip::result::ZipError| msg!("the zip archive cannot be read: %1", e);
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path).map_err(|e| e.to_string())?)).map_err(failed)?;
    let names: Vec<String> = archive.file_names().map(|n| n.map(|n| n.into_owned())).collect::<Result<_, _>>().map_err(failed)?;
    if names.iter().any(|n| n == "xl/workbook.xml" || n == "content.xml") {
        return Err("workbook".into());
    }
    let is_data = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or("");
        !name.ends_with('/') && !name.starts_with("__MACOSX/") && !last.starts_with('.') && last != "Thumbs.db" && last != "desktop.ini"
    };
    let is_note = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or("").to_lowercase();
        ["readme", "license", "licence", "notice", "changelog"].iter().any(|word| last == *word || last.starts_with(&format!("{word}.")))
    };
    for (mark, what) in [
        ("word/document.xml", msg!("this is a Word document (.docx); save the examples as .xlsx or CSV")),
        ("xl/workbook.bin", msg!("this is a binary workbook (.xlsb); save the examples as .xlsx or CSV")),
        ("ppt/presentation.xml", msg!("this is a presentation (.pptx); save the examples as .xlsx or CSV")),
    ] {
        if names.iter().any(|n| n == mark) {
            return Err(what);
        }
    }
    let mut data: Vec<String> = names.into_iter().filter(|n| is_data(n)).collect();
    if data.len() > 1 && data.iter().any(|n| !is_note(n)) {
        data.retain(|n| !is_note(n));
    }
    data.sort();
    match data.len() {
        0 => return Err(msg!("the zip archive holds no file")),
        1 => {}
        n => {
            let shown: Vec<&str> = data.iter().take(8).map(String::as_str).collect();
            return Err(msg!("the zip archive holds %1 files (%2%3); unpack it and import the ones you need", n, shown.join(", "), (if n > 8 { ", ..." } else { "" })));
        }
    }
    let name = data.remove(0);
    let entry = archive.by_name(&name).map_err(failed)?;
    if entry.encrypted() {
        return Err(msg!("the zip archive is encrypted; unpack it first"));
    }
    let (start, size, sum, method) = (entry.data_start(), entry.compressed_size(), entry.crc32(), entry.compression());
    drop(entry);
    let start = start.ok_or_else(|| msg!("the zip archive does not say where its file begins"))?;
    let mut file = File::open(path).map_err(|e| e.to_string())?;
    file.seek(SeekFrom::Start(start)).map_err(|e| e.to_string())?;
    let packed = BufReader::new(Counted { source: file, count: consumed }).take(size);
    let source: Source = match method {
        zip::CompressionMethod::Stored => Box::new(packed),
        zip::CompressionMethod::Deflated => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        other => return Err(msg!("the zip archive is packed by %1, which is not read here; unpack it first", other)),
    };
    Ok((Box::new(Checked { source, sum: flate2::Crc::new(), wanted: sum }), name))
}

fn open(path: &str) -> Outcome<GraftUnpack> {
    let mut head = [0u8; 6];
    let mut file = File::open(path).map_err(|e| e.to_string())?;
    let mut filled = 0;
    while filled < head.len() {
        match file.read(&mut head[filled..]).map_err(|e| e.to_string())? {
            0 => break,
            n => filled += n,
        }
    }
    file.seek(SeekFrom::Start(0)).map_err(|e| e.to_string())?;
    let consumed = Arc::new(AtomicU64::new(0));
    let input = || -> Outcome<Input> { Ok(BufReader::with_capacity(256 << 10, Counted { source: file.try_clone().map_err(|e| e.to_string())?, count: consumed.clone() })) };
    let (source, kind, inner): (Source, &str, String) = match &head[..filled] {
        [0x1f, 0x8b, ..] => (Box::new(flate2::bufread::MultiGzDecoder::new(input()?)), "gzip", String::new()),
        [b'B', b'Z', b'h', ..] => (Box::new(bzip2::bufread::MultiBzDecoder::new(input()?)), "bzip2", String::new()),
        [0xfd, b'7', b'z', b'X', b'Z', 0] => {
            let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED).map_err(|e| e.to_string())?;
            (Box::new(liblzma::bufread::XzDecoder::new_stream(input()?, stream)), "xz", String::new())
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(input()?).map_err(|e| e.to_string())?;
            decoder.window_log_max(ZSTD_WINDOW).map_err(|e| e.to_string())?;
            (Box::new(decoder), "zstd", String::new())
        }
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
            let (source, name) = open_zip(path, consumed.clone())?;
            (source, "zip", name)
        }
        _ => return Err(msg!("this is no compressed file")),
    };
    let (to, pieces) = sync_channel(PIECES_AHEAD);
    let read = consumed.clone();
    let begin = std::thread::Builder::new().name("unpack".into()).spawn(move || unpack(source, &read, &to));
    begin.map_err(|e| msg!("no thread can be made to unpack the file: %1", e))?;
    Ok(GraftUnpack { pieces, piece: Vec::new(), at: 0, ended: None, consumed, note: format!("{kind}\n{inner}") })
}

/// Sends chunks until the end, an error, or the receiver is closed.
fn unpack(mut source: Source, consumed: &AtomicU64, to: &SyncSender<Outcome<Vec<u8>>>) {
    let mut written = 0;
    loop {
        let piece = caught(|| next_piece(&mut source, consumed, &mut written));
        let is_last = piece.as_ref().map_or(true, Vec::is_empty);
        if to.send(piece).is_err() || is_last {
            return;
        }
    }
}

fn next_piece(source: &mut Source, consumed: &AtomicU64, written: &mut u64) -> Outcome<Vec<u8>> {
    let mut piece = vec![0; PIECE];
    let mut filled = 0;
    while filled < piece.len() {
        match source.read(&mut piece[filled..]).map_err(|e| msg!("unpacking failed after %1 bytes: %2", (*written + filled as u64), e))? {
            0 => break,
            n => filled += n,
        }
    }
    piece.truncate(filled);
    *written += filled as u64;
    if *written > ALWAYS_UNPACKED.max(consumed.load(Ordering::Relaxed).saturating_mul(MAX_RATIO)) {
        return Err(msg!("the file unpacks to more than %1 times its size; it was stopped after %2 MiB", MAX_RATIO, (*written >> 20)));
    }
    Ok(piece)
}

impl GraftUnpack {
    fn read(&mut self, buffer: &mut [u8]) -> Outcome<usize> {
        if self.at == self.piece.len() {
            if let Some(end) = &self.ended {
                return end.clone().map(|()| 0);
            }
            let next = self.pieces.recv().unwrap_or_else(|_| Err(msg!("unpacking stopped")));
            match next {
                Ok(piece) if piece.is_empty() => self.ended = Some(Ok(())),
                Ok(piece) => (self.piece, self.at) = (piece, 0),
                Err(reason) => self.ended = Some(Err(reason)),
            }
            if let Some(end) = &self.ended {
                return end.clone().map(|()| 0);
            }
        }
        let n = buffer.len().min(self.piece.len() - self.at);
        buffer[..n].copy_from_slice(&self.piece[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

/// # Safety
/// `path` must point to `size` bytes; `handle` receives an object for `graft_unpack_free`.
#[no_mangle]
pub unsafe extern "C" fn graft_unpack_open(path: *const u8, size: usize, handle: *mut *mut GraftUnpack, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || open(utf8(slice(path, size))?))
}

/// # Safety
/// `unpack` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_unpack_note(unpack: *const GraftUnpack, out: *mut GraftBytes) -> i32 {
    guarded(out, || Ok((*unpack).note.clone().into_bytes()))
}

/// Returns up to `size` decompressed bytes; nothing at the end.
/// # Safety
/// `unpack` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_unpack_read(unpack: *mut GraftUnpack, size: usize, out: *mut GraftBytes) -> i32 {
    guarded(out, || {
        let mut buffer = vec![0u8; size];
        let mut filled = 0;
        while filled < size {
            match (*unpack).read(&mut buffer[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        buffer.truncate(filled);
        Ok(buffer)
    })
}

/// Compressed bytes read so far.
/// # Safety
/// `unpack` must be open.
#[no_mangle]
pub unsafe extern "C" fn graft_unpack_consumed(unpack: *const GraftUnpack) -> u64 {
    (*unpack).consumed.load(Ordering::Relaxed)
}

/// # Safety
/// `unpack` must come from this library and must not be used afterwards.
#[no_mangle]
pub unsafe extern "C" fn graft_unpack_free(unpack: *mut GraftUnpack) {
    if !unpack.is_null() {
        drop(Box::from_raw(unpack));
    }
}
