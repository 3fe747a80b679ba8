/* SPDX-License-Identifier: Apache-2.0
 * C interface of the Rust library in this folder. Every function returns 0, or 1 with the reason as UTF-8 in `out`.
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
int32_t graft_tokenizer_encode(const GraftTokenizer* t, const uint8_t* text, size_t size, const size_t* literals,
                               size_t literal_count, int32_t add_special, GraftBytes* out);
int32_t graft_tokenizer_decode(const GraftTokenizer* t, const uint32_t* ids, size_t count, int32_t skip_special,
                               GraftBytes* out);
int32_t graft_tokenizer_info(const GraftTokenizer* t, GraftBytes* out);
void graft_tokenizer_free(GraftTokenizer* t);

int32_t graft_template_new(const uint8_t* source, size_t size, GraftTemplate** handle, GraftBytes* out);
int32_t graft_template_render(const GraftTemplate* t, const uint8_t* context, size_t size, GraftBytes* out);
void graft_template_free(GraftTemplate* t);

typedef int64_t (*GraftReadFn)(void* context, uint8_t* buffer, size_t size);
/* separator 0: found out; has_header 0: the first row is data and columns are called "column 1" and so on */
int32_t graft_csv_open(GraftReadFn read, void* context, uint8_t separator, uint8_t has_header, GraftRows** handle, GraftBytes* out);
int32_t graft_parquet_open(const uint8_t* path, size_t size, GraftRows** handle, GraftBytes* out);
int32_t graft_xlsx_open(const uint8_t* path, size_t size, GraftRows** handle, GraftBytes* out);
/* "SEPARATOR" (CSV) or "NUMBER<U+001F>SHEET" (a workbook of several sheets), a newline, column names divided by U+001F */
int32_t graft_rows_note(const GraftRows* rows, GraftBytes* out);
int32_t graft_rows_next(GraftRows* rows, GraftBytes* out);
void graft_rows_free(GraftRows* rows);

#ifdef __cplusplus
}
#endif
