// SPDX-License-Identifier: Apache-2.0
// Custom mutator of fuzz_xlsx. It changes the contents of an archive as often as the archive itself. A flipped bit in a packed part fails
// its checksum, so libFuzzer alone rarely reaches the readers of the parts. Archives with stored (uncompressed) parts are taken apart, and
// one part is changed. The archive is then rebuilt with the right sizes and checksums (APPNOTE.TXT, 4.3).
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most);

namespace {

struct Part {
  std::string name, content;
};

template <typename T>
T numberAt(std::string_view bytes, size_t at) {
  T value{};
  if (at + sizeof(T) <= bytes.size()) std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}
template <typename T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

uint32_t checksum(std::string_view bytes) {
  uint32_t crc = ~0u;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

/// Splits an archive into parts by the local headers. Returns nothing if any part is compressed or truncated.
std::optional<std::vector<Part>> apart(std::string_view bytes) {
  std::vector<Part> parts;
  size_t at = 0;
  while (numberAt<uint32_t>(bytes, at) == 0x04034b50) {
    const size_t nameSize = numberAt<uint16_t>(bytes, at + 26), begin = at + 30 + nameSize + numberAt<uint16_t>(bytes, at + 28),
                 size = numberAt<uint32_t>(bytes, at + 18);
    if (numberAt<uint16_t>(bytes, at + 8) != 0 || begin + size > bytes.size()) return {};
    parts.push_back({std::string(bytes.substr(at + 30, nameSize)), std::string(bytes.substr(begin, size))});
    at = begin + size;
  }
  if (parts.empty()) return {};
  return parts;
}

/// Fields common to local and central headers, from the required version to the length of the extra field.
std::string fields(const Part& part) {
  std::string out;
  put<uint16_t>(out, 20);
  put<uint16_t>(out, 0);  // flags
  put<uint16_t>(out, 0);  // stored
  put<uint32_t>(out, 0x00210000);
  put<uint32_t>(out, checksum(part.content));
  put<uint32_t>(out, static_cast<uint32_t>(part.content.size()));
  put<uint32_t>(out, static_cast<uint32_t>(part.content.size()));
  put<uint16_t>(out, static_cast<uint16_t>(part.name.size()));
  put<uint16_t>(out, 0);
  return out;
}

std::string together(const std::vector<Part>& parts) {
  std::string out, directory;
  for (const Part& part : parts) {
    put<uint32_t>(directory, 0x02014b50);
    put<uint16_t>(directory, 20);
    directory += fields(part);
    put<uint16_t>(directory, 0);  // comment
    put<uint32_t>(directory, 0);  // disk number, internal attributes
    put<uint32_t>(directory, 0);  // external attributes
    put<uint32_t>(directory, static_cast<uint32_t>(out.size()));
    directory += part.name;
    put<uint32_t>(out, 0x04034b50);
    out += fields(part) + part.name + part.content;
  }
  const auto at = static_cast<uint32_t>(out.size());
  out += directory;
  put<uint32_t>(out, 0x06054b50);
  put<uint32_t>(out, 0);
  for (int i = 0; i < 2; ++i) put<uint16_t>(out, static_cast<uint16_t>(parts.size()));
  put<uint32_t>(out, static_cast<uint32_t>(directory.size()));
  put<uint32_t>(out, at);
  put<uint16_t>(out, 0);
  return out;
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned seed) {
  auto parts = apart({reinterpret_cast<const char*>(data), size});
  if (!parts || seed % 4 == 0) return LLVMFuzzerMutate(data, size, most);
  std::string& content = (*parts)[seed / 4 % parts->size()].content;
  const size_t room = most > size ? most - size : 0, before = content.size();
  content.resize(before + room);
  content.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(content.data()), before, before + room));
  const std::string out = together(*parts);
  if (out.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, out.data(), out.size());
  return out.size();
}
