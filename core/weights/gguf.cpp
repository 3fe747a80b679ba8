// SPDX-License-Identifier: Apache-2.0
#include "core/weights/gguf.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "core/weights/file_kind.hpp"

namespace graft {
namespace {

constexpr uint64_t kMaxCount = 1u << 20;  // tensors, and keys
constexpr uint64_t kMaxString = 1ull << 30;
constexpr uint64_t kMaxAlignment = 1u << 20;

/// Names of unsupported ggml types (ggml.h, enum ggml_type).
std::string ggmlTypeName(uint32_t type) {
  static constexpr std::pair<uint32_t, const char*> kNames[] = {
      {10, "Q2_K"},   {11, "Q3_K"},  {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"}, {19, "IQ1_S"},
      {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"}, {23, "IQ4_XS"},  {24, "I8"},     {25, "I16"},     {26, "I32"},
      {27, "I64"},    {28, "F64"},   {29, "IQ1_M"}, {34, "TQ1_0"},   {35, "TQ2_0"},  {39, "MXFP4"}};
  for (const auto& [number, name] : kNames) {
    if (number == type) return name;
  }
  return std::to_string(type) + " of ggml";
}

Error bad(const Message& what) { return {Code::BadInput, msg("damaged GGUF: %1", what), {}, {}, msg("Download the file again.")}; }

size_t scalarSize(GgufType type) {
  switch (type) {
    case GgufType::U8:
    case GgufType::I8:
    case GgufType::Bool: return 1;
    case GgufType::U16:
    case GgufType::I16: return 2;
    case GgufType::U32:
    case GgufType::I32:
    case GgufType::F32: return 4;
    case GgufType::U64:
    case GgufType::I64:
    case GgufType::F64: return 8;
    case GgufType::String:
    case GgufType::Array: return 0;
  }
  return 0;
}

/// Reads forward through the file. Every read is bounded by the remaining bytes.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}
  size_t position() const { return m_at; }
  size_t left() const { return m_bytes.size() - m_at; }

  Result<std::string_view> take(uint64_t n) {
    if (n > left()) return bad(msg("it ends at byte %1, %2 more were expected at %3", m_bytes.size(), n, m_at));
    auto piece = m_bytes.substr(m_at, n);
    m_at += n;
    return piece;
  }
  template <class T>
  Result<T> number() {
    GRAFT_TRY(const auto piece, take(sizeof(T)));
    T value;
    std::memcpy(&value, piece.data(), sizeof(T));
    return value;
  }
  Result<std::string_view> string() {
    GRAFT_TRY(const uint64_t size, number<uint64_t>());
    if (size >= kMaxString) return bad(msg("a string claims %1 bytes", size));
    return take(size);
  }

 private:
  std::string_view m_bytes;
  size_t m_at = 0;
};

Result<GgufValue> readArray(Cursor& cursor) {
  GgufValue value;
  value.type = GgufType::Array;
  GRAFT_TRY(const uint32_t element, cursor.number<uint32_t>());
  GRAFT_TRY(value.count, cursor.number<uint64_t>());
  if (element > static_cast<uint32_t>(GgufType::F64) || element == static_cast<uint32_t>(GgufType::Array)) {
    return bad(msg("an array holds elements of type %1", element));
  }
  value.elementType = static_cast<GgufType>(element);
  // A string takes at least 8 bytes, so a count that exceeds the rest of the file is rejected before the loop.
  const size_t least = value.elementType == GgufType::String ? 8 : scalarSize(value.elementType);
  if (value.count > cursor.left() / least) return bad(msg("an array claims %1 elements, more than the file can hold", value.count));
  if (value.elementType != GgufType::String) {
    GRAFT_TRY(value.raw, cursor.take(value.count * least));
    return value;
  }
  Cursor start = cursor;
  const size_t begin = cursor.position();
  for (uint64_t i = 0; i < value.count; ++i) GRAFT_CHECK(cursor.string());
  GRAFT_TRY(value.raw, start.take(cursor.position() - begin));
  return value;
}

Result<GgufValue> readValue(Cursor& cursor) {
  GRAFT_TRY(const uint32_t type, cursor.number<uint32_t>());
  if (type > static_cast<uint32_t>(GgufType::F64)) return bad(msg("value type %1 is unknown", type));
  if (static_cast<GgufType>(type) == GgufType::Array) return readArray(cursor);
  GgufValue value;
  value.type = static_cast<GgufType>(type);
  if (value.type == GgufType::String) {
    GRAFT_TRY(value.raw, cursor.string());
  } else {
    GRAFT_TRY(value.raw, cursor.take(scalarSize(value.type)));
  }
  return value;
}

/// Name, shape and type of one tensor; `offset` is relative to the data part.
Result<TensorView> readTensorInfo(Cursor& cursor, uint64_t& offset, uint64_t& size) {
  TensorView tensor;
  GRAFT_TRY(const auto name, cursor.string());
  tensor.name = std::string(name);
  if (name.empty() || name.size() > 256) return bad(msg("a tensor name of %1 bytes", name.size()));
  GRAFT_TRY(const uint32_t dims, cursor.number<uint32_t>());
  if (dims == 0 || dims > 4) return bad(msg("tensor %1 has %2 dimensions", tensor.name, dims));
  uint64_t elements = 1;
  for (uint32_t i = 0; i < dims; ++i) {
    GRAFT_TRY(const uint64_t d, cursor.number<uint64_t>());
    if (d == 0 || d > (1ull << 40) || __builtin_mul_overflow(elements, d, &elements) || elements > (1ull << 44)) {
      return bad(msg("tensor %1: the product of its dimensions overflows or is zero", tensor.name));
    }
    tensor.shape.insert(tensor.shape.begin(), static_cast<int64_t>(d));
  }
  GRAFT_TRY(const uint32_t type, cursor.number<uint32_t>());
  const auto* format = kernels::storedFormat(static_cast<int>(type));
  if (!format) {
    return Error{Code::BadInput,
                 msg("tensor %1 has the type %2, which is not supported", tensor.name, ggmlTypeName(type)),
                 {},
                 {},
                 msg("Supported: F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K.")};
  }
  if (tensor.shape.back() % format->blockElements != 0)
    return bad(msg("tensor %1: rows of %2 are not whole %3 blocks", tensor.name, tensor.shape.back(), format->name));
  tensor.type = static_cast<kernels::StoredType>(type);
  size = elements / static_cast<uint64_t>(format->blockElements) * static_cast<uint64_t>(format->blockBytes);
  GRAFT_TRY(offset, cursor.number<uint64_t>());
  return tensor;
}

}  // namespace

std::string shapeText(const std::vector<int64_t>& shape) {
  std::string out = "[";
  for (size_t i = 0; i < shape.size(); ++i) out += (i ? ", " : "") + std::to_string(shape[i]);
  return out + "]";
}

double GgufValue::number() const {
  const auto as = [this]<class T>(T value) {
    std::memcpy(&value, raw.data(), sizeof(T));
    return static_cast<double>(value);
  };
  switch (type) {
    case GgufType::U8:
    case GgufType::Bool: return as(uint8_t{});
    case GgufType::I8: return as(int8_t{});
    case GgufType::U16: return as(uint16_t{});
    case GgufType::I16: return as(int16_t{});
    case GgufType::U32: return as(uint32_t{});
    case GgufType::I32: return as(int32_t{});
    case GgufType::F32: return static_cast<double>(as(float{}));
    case GgufType::U64: return as(uint64_t{});
    case GgufType::I64: return as(int64_t{});
    case GgufType::F64: return as(double{});
    case GgufType::String:
    case GgufType::Array: return 0;
  }
  return 0;
}

std::vector<std::string_view> GgufValue::strings() const {
  std::vector<std::string_view> out;
  if (type != GgufType::Array || elementType != GgufType::String) return out;
  out.reserve(count);
  for (size_t at = 0; at + 8 <= raw.size();) {
    uint64_t size;
    std::memcpy(&size, raw.data() + at, 8);
    out.push_back(raw.substr(at + 8, size));
    at += 8 + size;
  }
  return out;
}

std::vector<double> GgufValue::numbers() const {
  constexpr uint64_t kMostNumbers = 4096;
  std::vector<double> out;
  if (type != GgufType::Array || elementType == GgufType::String || elementType == GgufType::Array || count == 0 || count > kMostNumbers)
    return out;
  const size_t size = raw.size() / count;
  for (uint64_t i = 0; i < count; ++i) out.push_back(GgufValue{elementType, {}, 0, raw.substr(i * size, size)}.number());
  return out;
}

std::string GgufPartName::of(int part) const {
  char numbers[32];
  std::snprintf(numbers, sizeof numbers, "-%05d-of-%05d.gguf", part, count);
  return stem + numbers;
}

std::optional<GgufPartName> ggufPartName(const std::string& path) {
  constexpr std::string_view kForm = "-00000-of-00000.gguf";
  if (path.size() <= kForm.size()) return {};
  const size_t begin = path.size() - kForm.size();
  GgufPartName out{path.substr(0, begin), 0, 0};
  for (size_t i = 0; i < kForm.size(); ++i) {
    const char c = path[begin + i];
    if (kForm[i] != '0' ? c != kForm[i] : c < '0' || c > '9') return {};
    if (kForm[i] == '0') (i < 8 ? out.number : out.count) = (i < 8 ? out.number : out.count) * 10 + (c - '0');
  }
  if (out.number < 1 || out.number > out.count) return {};
  return out;
}

namespace {

/// Converts a number of a file to an integer; -1 if it is none.
int64_t wholeOf(double number) { return number >= 0 && number <= 1e15 ? static_cast<int64_t>(number) : -1; }

constexpr Sentence<0> kPartsTogether = "Put all parts beside each other, under the names that they were published with.";

/// Number of files of the model; 1 if not stated.
Result<int> partCount(const GgufFile& file) {
  const double count = file.number("split.count", 1);
  if (!(count >= 0 && count <= 65535)) return bad(msg("split.count is %1", count));
  return std::max(1, static_cast<int>(count));
}

/// Name under which all parts exist: the path's, or that of its link target.
Result<GgufPartName> placeOfParts(const std::string& path, const GgufFile& file, int count) {
  const int64_t number = wholeOf(file.number("split.no", -1)) + 1;
  const auto fits = [&](const std::optional<GgufPartName>& name) { return name && name->count == count && name->number == number; };
  std::error_code error;
  const auto firstMissing = [&](const GgufPartName& name) {
    int part = 1;
    while (part <= count && std::filesystem::exists(name.of(part), error)) ++part;
    return part;
  };
  const auto here = ggufPartName(path), there = ggufPartName(std::filesystem::weakly_canonical(path, error).string());
  for (const auto& name : {here, there}) {
    if (fits(name) && firstMissing(*name) > count) return *name;
  }
  if (!fits(here) && !fits(there))
    return Error{Code::BadInput,
                 msg("this file is part %1 of %2, which its name does not say", number, count),
                 path,
                 {},
                 msg("Give the parts back their names: NAME-00001-of-00002.gguf, and so on.")};
  const GgufPartName& name = fits(here) ? *here : *there;
  const int missing = firstMissing(name);
  return Error{Code::BadInput,
               msg("part %1 of %2 is missing: %3", missing, count, std::filesystem::path(name.of(missing)).filename().string()),
               path,
               {},
               kPartsTogether};
}

}  // namespace

Result<GgufFile> GgufFile::openOne(const std::string& path) {
  GRAFT_TRY(auto mapped, MappedFile::open(path));
  GgufFile file(std::move(mapped));
  if (auto parsed = file.parse(); !parsed.ok()) return parsed.error().at(path);
  file.m_paths = {path};
  return file;
}

Result<GgufFile> GgufFile::open(const std::string& path) {
  GRAFT_TRY(auto file, openOne(path));
  const auto count = partCount(file);
  if (!count.ok()) return count.error().at(path);
  if (*count == 1) return file;
  GRAFT_TRY(const auto name, placeOfParts(path, file, *count));
  return openParts(name);
}

Result<GgufFile> GgufFile::openParts(const GgufPartName& name) {
  std::optional<GgufFile> whole;
  for (int part = 1; part <= name.count; ++part) {
    GRAFT_TRY(auto file, openOne(name.of(part)));
    if (file.number("split.count", 1) != name.count || file.number("split.no", -1) != part - 1)
      return Error{Code::BadInput,
                   msg("this file is named as part %1 of %2 and says otherwise inside", part, name.count),
                   name.of(part),
                   {},
                   kPartsTogether};
    if (!whole)
      whole = std::move(file);
    else
      GRAFT_CHECK(whole->addPart(std::move(file)));
  }
  const auto held = static_cast<double>(whole->m_tensors.size());
  if (const double said = whole->number("split.tensors.count", held); said != held)
    return bad(msg("the parts hold %1 tensors, the first part says %2", whole->m_tensors.size(), wholeOf(said))).at(name.of(1));
  return std::move(*whole);
}

Status GgufFile::addPart(GgufFile part) {
  std::set<std::string_view> names;
  for (const auto& tensor : m_tensors) names.insert(tensor.name);
  for (const auto& tensor : part.m_tensors) {
    if (names.contains(tensor.name)) return bad(msg("the tensor %1 stands in two parts", tensor.name)).at(part.m_paths.front());
  }
  m_files.push_back(std::move(part.m_files.front()));
  m_paths.push_back(std::move(part.m_paths.front()));
  std::move(part.m_tensors.begin(), part.m_tensors.end(), std::back_inserter(m_tensors));
  return Done{};
}

Status GgufFile::parse() {
  Cursor cursor(bytes());
  GRAFT_TRY(const auto magic, cursor.take(4));
  if (magic != "GGUF") return notAFileOf("GGUF", bytes());
  GRAFT_TRY(const uint32_t version, cursor.number<uint32_t>());
  if ((version & 0xffff) == 0)
    return Error{Code::BadInput,
                 msg("the GGUF file is written in big-endian order, which is not read"),
                 {},
                 {},
                 msg("Get the little-endian file, or convert it with gguf-py's gguf_convert_endian.")};
  if (version != 2 && version != 3)
    return Error{Code::BadInput,
                 msg("the GGUF file is of version %1; 2 and 3 are supported", version),
                 {},
                 {},
                 msg("Convert the model again with a newer llama.cpp, or get a newer file.")};
  GRAFT_TRY(const uint64_t tensorCount, cursor.number<uint64_t>());
  GRAFT_TRY(const uint64_t keyCount, cursor.number<uint64_t>());
  if (tensorCount > kMaxCount || keyCount > kMaxCount) return bad(msg("it claims %1 tensors and %2 keys", tensorCount, keyCount));
  for (uint64_t i = 0; i < keyCount; ++i) {
    GRAFT_TRY(const auto key, cursor.string());
    if (key.empty() || key.size() > 65535) return bad(msg("a key of %1 bytes", key.size()));
    auto value = readValue(cursor);
    if (!value.ok()) return value.error().at("key " + std::string(key));
    if (!m_metadata.emplace(std::string(key), std::move(value).value()).second) return bad(msg("the key %1 stands twice", key));
  }
  const double alignmentKey = number("general.alignment", 32);
  if (alignmentKey < 1 || alignmentKey > static_cast<double>(kMaxAlignment) || !std::has_single_bit(static_cast<uint64_t>(alignmentKey))) {
    return bad(msg("general.alignment is %1, not a power of two up to 2^20", fmt::format("{}", alignmentKey)));
  }
  const auto alignment = static_cast<uint64_t>(alignmentKey);
  const auto padded = [alignment](uint64_t n) { return (n + alignment - 1) / alignment * alignment; };

  struct Place {
    uint64_t offset, size;
  };
  std::vector<Place> places;
  std::set<std::string> names;
  for (uint64_t i = 0; i < tensorCount; ++i) {
    Place place{};
    GRAFT_TRY(auto tensor, readTensorInfo(cursor, place.offset, place.size));
    if (!names.insert(tensor.name).second) return bad(msg("the tensor %1 stands twice", tensor.name));
    places.push_back(place);
    m_tensors.push_back(std::move(tensor));
  }
  const uint64_t begin = padded(cursor.position());
  uint64_t expected = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].offset != expected) return bad(msg("tensor %1 begins at %2, expected %3", m_tensors[i].name, places[i].offset, expected));
    if (begin > bytes().size() || places[i].offset > bytes().size() - begin || places[i].size > bytes().size() - begin - places[i].offset) {
      return bad(msg("tensor %1 reaches beyond the end of the file", m_tensors[i].name));
    }
    m_tensors[i].bytes = bytes().substr(begin + places[i].offset, places[i].size);
    expected = padded(places[i].offset + places[i].size);
  }
  return Done{};
}

const GgufValue* GgufFile::find(std::string_view key) const {
  const auto it = m_metadata.find(key);
  return it == m_metadata.end() ? nullptr : &it->second;
}

std::string GgufFile::text(std::string_view key, std::string fallback) const {
  const auto* value = find(key);
  return value && value->type == GgufType::String ? std::string(value->raw) : fallback;
}

double GgufFile::number(std::string_view key, double fallback) const {
  const auto* value = find(key);
  return value && value->type != GgufType::String && value->type != GgufType::Array ? value->number() : fallback;
}

}  // namespace graft
