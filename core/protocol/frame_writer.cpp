// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frame_writer.hpp"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include "core/base/system.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

void writeFully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // the reader has closed
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

int latestNumber(const std::string& runFolder) {
  int latest = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(runFolder + "/events", error))
    latest = std::max(latest, std::atoi(entry.path().filename().c_str()));
  return latest;
}

std::string eventFile(const std::string& runFolder, int number) {
  char name[32];
  std::snprintf(name, sizeof name, "/events/%04d.frames", number);
  return runFolder + name;
}

}  // namespace

std::string latestEventFile(const std::string& runFolder) {
  const int latest = latestNumber(runFolder);
  return latest == 0 ? std::string() : eventFile(runFolder, latest);
}
std::string nextEventFile(const std::string& runFolder) { return eventFile(runFolder, latestNumber(runFolder) + 1); }

FrameWriter::FrameWriter(int descriptor) : m_descriptor(descriptor), m_early(streamHeader()) { writeFully(descriptor, m_early); }

FrameWriter::~FrameWriter() {
  {
    const std::lock_guard lock(m_mutex);
    m_ends = true;
  }
  m_ending.notify_all();
  if (m_heart.joinable()) m_heart.join();
}

void FrameWriter::emit(FrameType type, Json payload) {
  const std::lock_guard lock(m_mutex);
  if (m_hasOutcome) return;
  m_hasOutcome = type == FrameType::Result || type == FrameType::Failure;
  Frame frame{type, m_sequence++, static_cast<uint64_t>(monotonicSeconds() * 1e9), std::move(payload)};
  writeFully(m_descriptor, encodeFrame(frame));
  if (type == FrameType::Heartbeat) return;
  frame.sequence = m_recorded++;
  if (!m_file) {
    m_early += encodeFrame(frame);
    return;
  }
  m_file->write(encodeFrame(frame));
  (void)m_file->flush().ok();
}

Status FrameWriter::recordTo(const std::string& path) {
  GRAFT_CHECK(makeFolder(fs::path(path).parent_path().string()));
  GRAFT_TRY(auto file, OutputFile::create(path));
  const std::lock_guard lock(m_mutex);
  file.write(m_early);
  (void)file.flush().ok();
  m_file.emplace(std::move(file));
  m_early.clear();
  return Done{};
}

void FrameWriter::startHeartbeat() {
  m_heart = std::thread([this] { beat(); });
}

void FrameWriter::beat() {
  while (true) {
    {
      std::unique_lock lock(m_mutex);
      if (m_ending.wait_for(lock, std::chrono::milliseconds(kHeartbeatMs), [this] { return m_ends; })) return;
    }
    emit(FrameType::Heartbeat, {{"rss_mib", currentRssMib()}});
  }
}

}  // namespace graft
