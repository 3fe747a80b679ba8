// SPDX-License-Identifier: Apache-2.0
#include "core/weights/safetensors.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/base/json.hpp"
#include "core/weights/file_kind.hpp"

namespace graft {
namespace {

constexpr uint64_t kMaxHeader = 100'000'000;

Error bad(const Message& what) {
  return {Code::BadInput, msg("damaged safetensors: %1", what), {}, {}, msg("Download or export the file again.")};
}

std::optional<kernels::StoredType> storedType(const std::string& dtype, RawBytes raw) {
  if (dtype == "U8" && raw == RawBytes::Keep) return kernels::StoredType::U8;
  if (dtype == "F32") return kernels::StoredType::F32;
  if (dtype == "F16") return kernels::StoredType::F16;
  if (dtype == "BF16") return kernels::StoredType::BF16;
  return std::nullopt;
}

struct Placed {
  TensorView tensor;
  std::string dtype;  ///< type name if unsupported, else empty
  uint64_t begin = 0, end = 0;
};

Result<Placed> readEntry(const std::string& name, const Json& entry, uint64_t dataSize, RawBytes raw) {
  Placed placed;
  placed.tensor.name = name;
  const auto fail = [&](const Message& what) { return bad(msg("tensor %1: %2", name, what)); };
  if (!entry.is_object() || !entry.contains("shape") || !entry["shape"].is_array() || !entry.contains("data_offsets") ||
      !entry["data_offsets"].is_array() || entry["data_offsets"].size() != 2) {
    return fail(msg("its entry lacks dtype, shape or data_offsets"));
  }
  const auto dtype = get<std::string>(entry, "dtype", "");
  const auto type = storedType(dtype, raw);
  placed.dtype = type ? "" : dtype;
  placed.tensor.type = type.value_or(kernels::StoredType::F32);
  uint64_t elements = 1;
  for (const auto& d : entry["shape"]) {
    if (!d.is_number_unsigned()) return fail(msg("a dimension is not a whole number"));
    if (__builtin_mul_overflow(elements, d.get<uint64_t>(), &elements) || elements > (1ull << 44))
      return fail(msg("the product of its dimensions overflows"));
    placed.tensor.shape.push_back(static_cast<int64_t>(d.get<uint64_t>()));
  }
  const Json& offsets = entry["data_offsets"];
  if (!offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned()) return fail(msg("an offset is not a whole number"));
  placed.begin = offsets[0].get<uint64_t>();
  placed.end = offsets[1].get<uint64_t>();
  if (placed.begin > placed.end || placed.end > dataSize)
    return fail(msg("offsets %1 to %2 lie outside the file", placed.begin, placed.end));
  const auto width = type ? static_cast<uint64_t>(kernels::storedFormat(static_cast<int>(*type))->blockBytes) : 0;
  if (type && placed.end - placed.begin != elements * width)
    return fail(msg("its size is not that of its shape %1", shapeText(placed.tensor.shape)));
  return placed;
}

}  // namespace

Result<SafetensorsFile> SafetensorsFile::open(const std::string& path, RawBytes raw) {
  GRAFT_TRY(auto mapped, MappedFile::open(path));
  SafetensorsFile file(std::move(mapped));
  if (auto parsed = file.parse(raw); !parsed.ok()) return parsed.error().at(path);
  return file;
}

Status SafetensorsFile::parse(RawBytes raw) {
  const auto bytes = m_file.bytes();
  if (bytes.size() < 8) return bad(msg("only %1 bytes", bytes.size()));
  uint64_t headerSize;
  std::memcpy(&headerSize, bytes.data(), 8);
  const bool isTooLong = headerSize > kMaxHeader || headerSize > bytes.size() - 8;
  for (const std::string_view mark : {"version https://git-lfs", "<!", "<html", "PK\x03\x04"}) {
    if (isTooLong && bytes.starts_with(mark)) return notAFileOf("safetensors", bytes);
  }
  if (isTooLong) return bad(msg("the header claims %1 bytes", headerSize));
  const auto text = bytes.substr(8, headerSize);
  if (text.empty() || text.front() != '{') return bad(msg("the header does not begin with an opening brace"));
  GRAFT_TRY(const Json header, parseJson(text));
  if (!header.is_object()) return bad(msg("the header is not an object"));
  const auto data = bytes.substr(8 + headerSize);
  std::vector<Placed> placed;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      for (const auto& value : entry) {
        if (!value.is_string()) return bad(msg("__metadata__ holds something that is not text"));
      }
      continue;
    }
    GRAFT_TRY(auto one, readEntry(name, entry, data.size(), raw));
    placed.push_back(std::move(one));
  }
  std::sort(placed.begin(), placed.end(),
            [](const Placed& a, const Placed& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
  uint64_t expected = 0;
  for (auto& one : placed) {
    if (one.begin != expected) return bad(msg("tensor %1 begins at %2, expected %3", one.tensor.name, one.begin, expected));
    expected = one.end;
    one.tensor.bytes = data.substr(one.begin, one.end - one.begin);
    if (one.dtype.empty())
      m_tensors.push_back(std::move(one.tensor));
    else
      m_others.emplace(std::move(one.tensor.name), std::move(one.dtype));
  }
  if (expected != data.size()) return bad(msg("%1 bytes follow after the last tensor", data.size() - expected));
  return Done{};
}

Error SafetensorsFile::notRead(const std::string& tensor, const std::string& dtype) {
  return {Code::BadInput,
          msg("tensor %1 has dtype '%2', which is not supported", tensor, dtype),
          {},
          {},
          msg("Supported: F32, F16, BF16. Save it again in one of them, for example with model.float().save_pretrained.")};
}

const TensorView* SafetensorsFile::find(std::string_view name) const {
  for (const auto& tensor : m_tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

std::string safetensorsBytes(std::vector<NamedTensor> tensors) {
  std::sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  Json header = {{"__metadata__", {{"format", "pt"}}}};
  uint64_t offset = 0;
  for (const auto& t : tensors) {
    const uint64_t size = t.data.size_bytes();
    header[t.name] = {{"dtype", "F32"}, {"shape", t.shape}, {"data_offsets", {offset, offset + size}}};
    offset += size;
  }
  std::string text = dump(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string out(8, '\0');
  const uint64_t size = text.size();
  std::memcpy(out.data(), &size, 8);
  out += text;
  out.reserve(out.size() + offset);
  for (const auto& t : tensors) out.append(reinterpret_cast<const char*>(t.data.data()), t.data.size_bytes());
  return out;
}

}  // namespace graft
