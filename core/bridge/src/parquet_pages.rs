// SPDX-License-Identifier: Apache-2.0
//! Parquet file with dictionary checks before decoding. A page header states the dictionary size, and the parquet crate (60.1) allocates it
//! before reading a value. A few damaged bytes could claim gigabytes (found by fuzzing). A header may also hold a list of billions, which
//! the crate skips item by item, even past the end of the file.

use crate::confine::look_at_the_clock;
use bytes::Bytes;
use parquet::basic::Type;
use parquet::bloom_filter::Sbbf;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, FileReader, Length, RowGroupReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type as SchemaType;
use std::fs::File;
use std::io::{self, BufReader, Read};

/// File that reports an error on reads past its end.
pub struct Ended(pub File);

pub struct EndedRead(BufReader<File>);

impl Read for EndedRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        look_at_the_clock();
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            n => Ok(n),
        }
    }
}

impl Length for Ended {
    fn len(&self) -> u64 {
        Length::len(&self.0)
    }
}

impl ChunkReader for Ended {
    type T = EndedRead;
    fn get_read(&self, start: u64) -> Result<EndedRead> {
        self.0.get_read(start).map(EndedRead)
    }
    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

pub struct CheckedFile<R: FileReader>(pub R);

impl<R: FileReader> FileReader for CheckedFile<R> {
    fn metadata(&self) -> &ParquetMetaData {
        self.0.metadata()
    }
    fn num_row_groups(&self) -> usize {
        self.0.num_row_groups()
    }
    fn get_row_group(&self, i: usize) -> Result<Box<dyn RowGroupReader + '_>> {
        Ok(Box::new(CheckedGroup(self.0.get_row_group(i)?)))
    }
    fn get_row_iter(&self, projection: Option<SchemaType>) -> Result<RowIter<'_>> {
        RowIter::from_file(projection, self)
    }
}

struct CheckedGroup<'a>(Box<dyn RowGroupReader + 'a>);

impl RowGroupReader for CheckedGroup<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.0.metadata()
    }
    fn num_columns(&self) -> usize {
        self.0.num_columns()
    }
    fn get_column_page_reader(&self, i: usize) -> Result<Box<dyn PageReader>> {
        let column = self.metadata().schema_descr().column(i);
        let bits = bits_of(column.physical_type(), column.type_length());
        Ok(Box::new(CheckedPages { pages: self.0.get_column_page_reader(i)?, bits }))
    }
    fn get_column_bloom_filter(&self, i: usize) -> Option<&Sbbf> {
        self.0.get_column_bloom_filter(i)
    }
    fn get_row_iter(&self, projection: Option<SchemaType>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

/// Minimum bits of a value in the plain encoding (parquet-format, Encodings.md). One byte if the type's length is invalid.
fn bits_of(physical: Type, length: i32) -> u64 {
    match physical {
        Type::BOOLEAN => 1,
        Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 32,
        Type::INT64 | Type::DOUBLE => 64,
        Type::INT96 => 96,
        Type::FIXED_LEN_BYTE_ARRAY => 8 * u64::try_from(length).unwrap_or(0).max(1),
    }
}

struct CheckedPages {
    pages: Box<dyn PageReader>,
    bits: u64,
}

impl CheckedPages {
    fn checked(&self, page: Page) -> Result<Page> {
        if let Page::DictionaryPage { buf, num_values, .. } = &page {
            if u64::from(*num_values) * self.bits > 8 * buf.len() as u64 {
                return Err(ParquetError::General(format!("a dictionary of {} bytes claims {num_values} values", buf.len())));
            }
        }
        Ok(page)
    }
}

impl Iterator for CheckedPages {
    type Item = Result<Page>;
    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        page.map(|p| self.checked(p)).transpose()
    }
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }
    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
    fn supports_deferred_dictionary(&self) -> bool {
        self.pages.supports_deferred_dictionary()
    }
    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        let page = self.pages.take_deferred_dictionary()?;
        page.map(|p| self.checked(p)).transpose()
    }
}
