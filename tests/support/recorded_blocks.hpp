// SPDX-License-Identifier: Apache-2.0
// Values and bytes of block formats, recorded from other programs (tests/data/golden/blocks).
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "tests/support/paths.hpp"

namespace graft::tests {

/// Reads a recorded file without SafetensorsFile, which loads U8 tensors only on request.
struct RecordedBlocks {
  std::string bytes;
  Json header;
  size_t data = 0;
  static RecordedBlocks load(const std::string& file = "gguf_blocks.safetensors") {
    RecordedBlocks r;
    r.bytes = readFile(tests::data("golden/blocks/" + file)).value();
    uint64_t size;
    std::memcpy(&size, r.bytes.data(), 8);
    r.header = Json::parse(r.bytes.substr(8, size));
    r.data = 8 + size;
    return r;
  }
  std::string_view tensor(const std::string& name) const {
    const auto& at = header[name]["data_offsets"];
    return std::string_view(bytes).substr(data + at[0].get<size_t>(), at[1].get<size_t>() - at[0].get<size_t>());
  }
  std::vector<float> floats(const std::string& name) const {
    const auto raw = tensor(name);
    std::vector<float> out(raw.size() / 4);
    std::memcpy(out.data(), raw.data(), raw.size());
    return out;
  }
};

}  // namespace graft::tests
