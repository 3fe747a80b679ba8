// SPDX-License-Identifier: Apache-2.0
// C++ side of the bridge: converts status and buffer to Result, and owns the handles.
#pragma once

#include <memory>
#include <string>

#include "core/base/message_json.hpp"
#include "core/bridge/bridge.h"

namespace graft::bridge {

/// Decodes a message of the bridge: plain text, or STX and a JSON list of a sentence and its arguments (message.rs).
inline Message messageOf(const std::string& bytes) {
  constexpr char kMessage = '\x02';
  if (bytes.empty() || bytes[0] != kMessage) return bytes;
  const auto json = parseJson(std::string_view(bytes).substr(1));
  return json.ok() ? messageFromJson(*json) : Message(bytes);
}

/// Calls a bridge entry through a callable that takes the output buffer. Returns the bytes, or Error{BadInput} with the reason. Returns
/// Error{whenGivenUp} if the entry exceeded its memory or time limit and can no longer be used.
template <class Call>
Result<std::string> call(Call&& entry, Code whenGivenUp = Code::BadInput) {
  GraftBytes out{nullptr, 0};
  const int32_t status = entry(&out);
  std::string bytes(reinterpret_cast<const char*>(out.data), out.size);
  graft_bytes_free(out);
  constexpr int32_t kGivenUp = 2;
  const Code code = status == kGivenUp ? whenGivenUp : Code::BadInput;
  if (status != 0) return Error{code, messageOf(bytes), {}, {}, msg("Check the file, or get it again.")};
  return bytes;
}

inline const uint8_t* bytesOf(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

struct Free {
  void operator()(GraftTokenizer* t) const { graft_tokenizer_free(t); }
  void operator()(GraftTemplate* t) const { graft_template_free(t); }
  void operator()(GraftRows* r) const { graft_rows_free(r); }
  void operator()(GraftUnpack* u) const { graft_unpack_free(u); }
};
using TokenizerHandle = std::unique_ptr<GraftTokenizer, Free>;
using TemplateHandle = std::unique_ptr<GraftTemplate, Free>;
using RowsHandle = std::unique_ptr<GraftRows, Free>;
using UnpackHandle = std::unique_ptr<GraftUnpack, Free>;

}  // namespace graft::bridge
