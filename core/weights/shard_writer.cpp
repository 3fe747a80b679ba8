// SPDX-License-Identifier: Apache-2.0
#include "core/weights/shard_writer.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "core/base/json.hpp"

namespace graft {

uint64_t ShardTensor::bytes() const {
  uint64_t size = type == kernels::StoredType::F32 ? 4 : 2;
  for (const int64_t d : shape) size *= static_cast<uint64_t>(d);
  return size;
}

ShardWriter::ShardWriter(std::string folder, std::vector<ShardTensor> tensors, uint64_t shardBytes)
    : m_folder(std::move(folder)), m_tensors(std::move(tensors)) {
  for (size_t i = 0; i < m_tensors.size(); ++i) {
    const uint64_t size = m_tensors[i].bytes();
    if (m_shards.empty() || (m_shards.back().bytes > 0 && m_shards.back().bytes + size > shardBytes)) m_shards.push_back({{}, i, i, 0});
    m_shards.back().end = i + 1;
    m_shards.back().bytes += size;
  }
  for (size_t i = 0; i < m_shards.size(); ++i) {
    char name[64];
    std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", i + 1, m_shards.size());
    m_shards[i].file = m_shards.size() == 1 ? "model.safetensors" : name;
  }
}

std::string ShardWriter::headOf(const Shard& shard) const {
  Json header = {{"__metadata__", {{"format", "pt"}}}};
  uint64_t offset = 0;
  for (size_t i = shard.begin; i < shard.end; ++i) {
    const auto& tensor = m_tensors[i];
    header[tensor.name] = {{"dtype", kernels::storedFormat(static_cast<int>(tensor.type))->name},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, offset + tensor.bytes()}}};
    offset += tensor.bytes();
  }
  std::string text = dump(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string out(8, '\0');
  const uint64_t size = text.size();
  std::memcpy(out.data(), &size, 8);
  return out + text;
}

std::string ShardWriter::indexText() const {
  Json map = Json::object();
  uint64_t total = 0;
  for (const auto& shard : m_shards) {
    for (size_t i = shard.begin; i < shard.end; ++i) map[m_tensors[i].name] = shard.file;
    total += shard.bytes;
  }
  return dump(Json{{"metadata", {{"total_size", total}}}, {"weight_map", map}}, 2) + "\n";
}

uint64_t ShardWriter::totalBytes() const {
  uint64_t total = m_shards.size() > 1 ? indexText().size() : 0;
  for (const auto& shard : m_shards) total += headOf(shard).size() + shard.bytes;
  return total;
}

Status ShardWriter::closeShard() {
  GRAFT_CHECK(m_open[0].flush());
  GRAFT_CHECK(m_open[0].sync());
  GRAFT_CHECK(m_open[0].close());
  m_open.clear();
  m_written = 0;
  ++m_shard;
  return Done{};
}

Status ShardWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (m_shard == m_shards.size()) return Error{Code::Internal, msg("more tensor bytes than were planned"), m_folder, {}, {}};
    const Shard& shard = m_shards[m_shard];
    if (m_open.empty()) {
      GRAFT_TRY(auto file, OutputFile::create(m_folder + "/" + shard.file));
      file.write(headOf(shard));
      m_open.push_back(std::move(file));
    }
    const auto piece = bytes.substr(0, std::min<uint64_t>(bytes.size(), shard.bytes - m_written));
    m_open[0].write(piece);
    m_written += piece.size();
    bytes.remove_prefix(piece.size());
    if (m_written == shard.bytes) GRAFT_CHECK(closeShard());
  }
  return Done{};
}

Status ShardWriter::finish() {
  if (m_shard != m_shards.size()) return Error{Code::Internal, msg("tensor bytes are missing"), m_folder, {}, {}};
  if (m_shards.size() == 1) return Done{};
  return writeFileSynced(m_folder + "/model.safetensors.index.json", indexText());
}

std::vector<std::string> ShardWriter::files() const {
  std::vector<std::string> out;
  for (const auto& shard : m_shards) out.push_back(shard.file);
  if (m_shards.size() > 1) out.push_back("model.safetensors.index.json");
  return out;
}

}  // namespace graft
