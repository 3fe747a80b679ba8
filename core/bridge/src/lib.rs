// SPDX-License-Identifier: Apache-2.0
//! C interface to the libraries for text and table formats (see ../bridge.h). Every entry catches panics, limits its input and returns 0,
//! or 1 or 2 with the reason in the output buffer (message.rs). 2 means that the memory or time limit was exceeded and the object is
//! unusable.

#[macro_use]
mod message;

mod arrow;
mod confine;
mod csv_rows;
mod gguf_tokenizer;
mod jinja;
mod ods_cells;
mod parquet_pages;
mod parquet_schema;
mod tables;
mod template;
mod tokenizer;
mod unpack;
mod workbook;

use std::panic::{catch_unwind, AssertUnwindSafe};

/// Buffer owned by this library. The caller releases it with `graft_bytes_free`.
#[repr(C)]
pub struct GraftBytes {
    data: *mut u8,
    size: usize,
}

impl GraftBytes {
    fn from_vec(bytes: Vec<u8>) -> Self {
        let boxed = bytes.into_boxed_slice();
        let size = boxed.len();
        GraftBytes { data: Box::into_raw(boxed) as *mut u8, size }
    }
}

/// # Safety
/// `bytes` must come from this library and must not be used afterwards.
#[no_mangle]
pub unsafe extern "C" fn graft_bytes_free(bytes: GraftBytes) {
    if !bytes.data.is_null() {
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes.data, bytes.size)));
    }
}

pub(crate) type Outcome<T> = Result<T, String>;

/// Converts a panic to an ordinary error.
pub(crate) fn caught<T>(body: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        Err(msg!("the library stopped on this input: %1", text))
    })
}

/// Runs `body` and writes its bytes, or the reason of the failure, to `out`.
pub(crate) fn guarded(out: *mut GraftBytes, body: impl FnOnce() -> Outcome<Vec<u8>>) -> i32 {
    let outcome = caught(body);
    let (code, bytes) = match outcome {
        Ok(bytes) => (0, bytes),
        Err(reason) => {
            let (status, text) = message::status_of(reason);
            (status, text.into_bytes())
        }
    };
    if !out.is_null() {
        unsafe { out.write(GraftBytes::from_vec(bytes)) };
    }
    code
}

/// Like `guarded`, for entries that create an object. The object goes to `handle`, a failure's reason to `out`.
pub(crate) fn guarded_new<T>(handle: *mut *mut T, out: *mut GraftBytes, body: impl FnOnce() -> Outcome<T>) -> i32 {
    guarded(out, || {
        let made = Box::new(body()?);
        unsafe { handle.write(Box::into_raw(made)) };
        Ok(Vec::new())
    })
}

/// # Safety
/// `data` must point to `size` readable bytes, or be null with size 0.
pub(crate) unsafe fn slice<'a, T>(data: *const T, size: usize) -> &'a [T] {
    if data.is_null() || size == 0 {
        &[]
    } else {
        std::slice::from_raw_parts(data, size)
    }
}

pub(crate) fn utf8(bytes: &[u8]) -> Outcome<&str> {
    std::str::from_utf8(bytes).map_err(|e| msg!("not valid UTF-8 at byte %1", e.valid_up_to()))
}

/// Silences the default panic hook. Panics are reported as values, and its output would clutter the log.
#[no_mangle]
pub extern "C" fn graft_bridge_init() {
    std::panic::set_hook(Box::new(|_| {}));
}
