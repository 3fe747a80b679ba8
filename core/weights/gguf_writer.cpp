// SPDX-License-Identifier: Apache-2.0
#include "core/weights/gguf_writer.hpp"

#include <algorithm>

namespace graft {
namespace {

template <class T>
std::string_view rawBytes(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <class T>
void append(std::string& out, T value) {
  out += rawBytes(value);
}

void appendText(std::string& out, std::string_view text) {
  append(out, static_cast<uint64_t>(text.size()));
  out += text;
}

std::string arrayHead(GgufType element, size_t count) {
  std::string out;
  append(out, static_cast<uint32_t>(element));
  append(out, static_cast<uint64_t>(count));
  return out;
}

template <class T>
std::string numberArray(GgufType element, const std::vector<T>& values) {
  return arrayHead(element, values.size()).append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

uint64_t padding(uint64_t bytes) { return (GgufWriter::kAlignment - bytes % GgufWriter::kAlignment) % GgufWriter::kAlignment; }

/// Returns everything before the data section.
std::string headOf(const GgufKeys& keys, const std::vector<GgufTensorPlan>& tensors) {
  std::string out = "GGUF";
  append(out, uint32_t{3});
  append(out, static_cast<uint64_t>(tensors.size()));
  append(out, static_cast<uint64_t>(keys.count()));
  out += keys.bytes();
  uint64_t offset = 0;
  for (const auto& tensor : tensors) {
    appendText(out, tensor.name);
    append(out, static_cast<uint32_t>(tensor.shape.size()));
    for (auto d = tensor.shape.rbegin(); d != tensor.shape.rend(); ++d) append(out, static_cast<uint64_t>(*d));
    append(out, static_cast<uint32_t>(tensor.type));
    append(out, offset);
    offset += tensor.bytes() + padding(tensor.bytes());
  }
  out.resize(out.size() + padding(out.size()), '\0');
  return out;
}

}  // namespace

void GgufKeys::set(const std::string& key, GgufType type, std::string_view value) {
  std::string entry;
  append(entry, static_cast<uint32_t>(type));
  entry += value;
  for (auto& [name, old] : m_entries) {
    if (name == key) {
      old = std::move(entry);
      return;
    }
  }
  m_entries.emplace_back(key, std::move(entry));
}

void GgufKeys::text(const std::string& key, std::string_view value) {
  std::string bytes;
  appendText(bytes, value);
  set(key, GgufType::String, bytes);
}
void GgufKeys::u32(const std::string& key, uint32_t value) { set(key, GgufType::U32, rawBytes(value)); }
void GgufKeys::f32(const std::string& key, float value) { set(key, GgufType::F32, rawBytes(value)); }
void GgufKeys::boolean(const std::string& key, bool value) { set(key, GgufType::Bool, rawBytes(static_cast<uint8_t>(value))); }
void GgufKeys::texts(const std::string& key, const std::vector<std::string>& values) {
  std::string bytes = arrayHead(GgufType::String, values.size());
  for (const auto& value : values) appendText(bytes, value);
  set(key, GgufType::Array, bytes);
}
void GgufKeys::i32s(const std::string& key, const std::vector<int32_t>& values) {
  set(key, GgufType::Array, numberArray(GgufType::I32, values));
}
void GgufKeys::f32s(const std::string& key, const std::vector<float>& values) {
  set(key, GgufType::Array, numberArray(GgufType::F32, values));
}

void GgufKeys::copy(const std::string& key, const GgufValue& value) {
  if (value.type == GgufType::String) return text(key, value.raw);
  if (value.type != GgufType::Array) return set(key, value.type, value.raw);
  set(key, GgufType::Array, arrayHead(value.elementType, value.count).append(value.raw));
}

std::string GgufKeys::bytes() const {
  std::string out;
  for (const auto& [key, entry] : m_entries) {
    appendText(out, key);
    out += entry;
  }
  return out;
}

uint64_t GgufTensorPlan::bytes() const {
  uint64_t elements = 1;
  for (const int64_t d : shape) elements *= static_cast<uint64_t>(d);
  const auto* format = kernels::storedFormat(static_cast<int>(type));
  return elements / static_cast<uint64_t>(format->blockElements) * static_cast<uint64_t>(format->blockBytes);
}

uint64_t GgufWriter::fileSize(const GgufKeys& keys, const std::vector<GgufTensorPlan>& tensors) {
  uint64_t size = headOf(keys, tensors).size();
  for (const auto& tensor : tensors) size += tensor.bytes() + padding(tensor.bytes());
  return size;
}

Result<GgufWriter> GgufWriter::create(const std::string& path, const GgufKeys& keys, std::vector<GgufTensorPlan> tensors) {
  GRAFT_TRY(auto file, OutputFile::create(path));
  file.write(headOf(keys, tensors));
  return GgufWriter(std::move(file), std::move(tensors));
}

void GgufWriter::write(std::string_view bytes) {
  while (!bytes.empty() && m_current < m_tensors.size()) {
    const uint64_t size = m_tensors[m_current].bytes();
    const auto piece = bytes.substr(0, std::min<uint64_t>(bytes.size(), size - m_inCurrent));
    m_file.write(piece);
    m_inCurrent += piece.size();
    bytes.remove_prefix(piece.size());
    if (m_inCurrent == size) {
      m_file.write(std::string(padding(size), '\0'));
      m_inCurrent = 0;
      ++m_current;
    }
  }
}

Status GgufWriter::finish() {
  if (m_current != m_tensors.size())
    return Error{Code::Internal, msg("the tensor %1 was not written to its end", m_tensors[m_current].name), {}, {}, {}};
  GRAFT_CHECK(m_file.flush());
  GRAFT_CHECK(m_file.sync());
  return m_file.close();
}

}  // namespace graft
