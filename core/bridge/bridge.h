/* SPDX-License-Identifier: Apache-2.0
 * C interface of the Rust library in this folder. Every function returns 0, or 1 with the reason in `out` (bridge.hpp: messageOf), or
 * 2 with the reason: the library asked for too much memory or time, and the object is of no further use.
 * Buffers in `out` belong to the caller and go back through graft_bytes_free. Objects may be used from one thread at
 * a time; tokenizers and templates from several at once (they are not changed by use). */
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct GraftBytes {
  uint8_t* data;
  size_t size;
} GraftBytes;
typedef struct GraftTokenizer GraftTokenizer;
typedef struct GraftTemplate GraftTemplate;
typedef struct GraftRows GraftRows;
typedef struct GraftUnpack GraftUnpack;

/* The tokenizer keys of a GGUF file. Lists of strings: all bytes, and the end offset of each string. */
typedef struct GraftGgufTokenizer {
  const uint8_t* model;
  size_t model_size;
  const uint8_t* pre;
  size_t pre_size;
  const uint8_t* token_bytes;
  const size_t* token_ends;
  size_t token_count;
  const uint8_t* merge_bytes;
  const size_t* merge_ends;
  size_t merge_count;
  const int32_t* types;
  size_t type_count;
  const float* scores;
  size_t score_count;
  int64_t bos, eos, unk;
  int32_t add_bos, add_eos, add_space_prefix;
} GraftGgufTokenizer;

void graft_bridge_init(void);
void graft_bytes_free(GraftBytes bytes);

int32_t graft_tokenizer_from_json(const uint8_t* json, size_t size, GraftTokenizer** handle, GraftBytes* out);
int32_t graft_tokenizer_from_gguf(const GraftGgufTokenizer* parts, GraftTokenizer** handle, GraftBytes* out);
/* The tokenizer.json that stands for the same keys. */
int32_t graft_tokenizer_gguf_json(const GraftGgufTokenizer* parts, GraftBytes* out);
/* `literals`: pairs of byte offsets of users' own text, in which control tokens are ordinary text.
 * out: uint32 quadruples id, begin, end (bytes of text), special. */
int32_t graft_tokenizer_encode(const GraftTokenizer* t, const uint8_t* text, size_t size, const size_t* literals, size_t literal_count,
                               int32_t add_special, GraftBytes* out);
int32_t graft_tokenizer_decode(const GraftTokenizer* t, const uint32_t* ids, size_t count, int32_t skip_special, GraftBytes* out);
int32_t graft_tokenizer_info(const GraftTokenizer* t, GraftBytes* out);
void graft_tokenizer_free(GraftTokenizer* t);

int32_t graft_template_new(const uint8_t* source, size_t size, GraftTemplate** handle, GraftBytes* out);
/* `context`: a JSON object. out: the length of the text (uint32), the text, then for each stretch of it three uint32: its end; its origin
 * (bits 0-23: number of the message + 1, or 0; bits 24-27: 0 the template itself, 1 content, 2 reasoning, 3 calls, 4 another field of the
 * message, 5 tools, 6 documents; bit 31: inside a generation block); number + 1 of the message in whose turn of the loop it was written. */
int32_t graft_template_render(const GraftTemplate* t, const uint8_t* context, size_t size, GraftBytes* out);
void graft_template_free(GraftTemplate* t);

/* A compressed file (gzip, bzip2, xz, zstd, a zip archive of one file) as a stream. The reason "workbook": a zip archive that is a table.
 */
int32_t graft_unpack_open(const uint8_t* path, size_t size, GraftUnpack** handle, GraftBytes* out);
/* The kind, a newline, the name of the file inside a zip archive. */
int32_t graft_unpack_note(const GraftUnpack* unpack, GraftBytes* out);
/* Up to `size` bytes, fewer at the end alone. */
int32_t graft_unpack_read(GraftUnpack* unpack, size_t size, GraftBytes* out);
uint64_t graft_unpack_consumed(const GraftUnpack* unpack);
void graft_unpack_free(GraftUnpack* unpack);

typedef int64_t (*GraftReadFn)(void* context, uint8_t* buffer, size_t size);
/* How a table is read. */
typedef struct GraftTableOptions {
  uint8_t separator;    /* 0: found out */
  uint8_t quote;        /* 0: found out, 1: marks are letters, 2: doubled inside fields, 3: with a backslash before them */
  uint8_t has_header;   /* 0: the first row is data and columns are called "column 1" and so on */
  int32_t skip;         /* rows above the header; -1: found out */
  const uint8_t* sheet; /* name or number of a sheet; empty: the first that is shown */
  size_t sheet_size;
} GraftTableOptions;
int32_t graft_csv_open(GraftReadFn read, void* context, const GraftTableOptions* options, GraftRows** handle, GraftBytes* out);
/* Arrow IPC: the file format (Feather 2) or the stream format. */
int32_t graft_arrow_open(const uint8_t* path, size_t size, GraftRows** handle, GraftBytes* out);
int32_t graft_parquet_open(const uint8_t* path, size_t size, GraftRows** handle, GraftBytes* out);
/* XLSX, or ODS where the name says so. */
int32_t graft_xlsx_open(const uint8_t* path, size_t size, const GraftTableOptions* options, GraftRows** handle, GraftBytes* out);
/* SEPARATOR (CSV), a newline, column names divided by U+001F; of a workbook then U+001E and the names of its sheets, divided alike */
int32_t graft_rows_note(const GraftRows* rows, GraftBytes* out);
/* What is to be said of the table, a sentence a line; after the last row it is complete. */
int32_t graft_rows_remarks(const GraftRows* rows, GraftBytes* out);
int32_t graft_rows_next(GraftRows* rows, GraftBytes* out);
void graft_rows_free(GraftRows* rows);

#ifdef __cplusplus
}
#endif
