// SPDX-License-Identifier: Apache-2.0
#include "core/base/system.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include <link.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/utc.hpp"

namespace graft {
namespace {

std::atomic<bool> g_interrupted{false};

void onInterrupt(int) {
  if (g_interrupted.exchange(true)) _exit(130);
}

/// Value of `key` in a file of "key: value kB" lines, in MiB.
double kilobytes(const char* file, const std::string& key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(key, 0) == 0) return std::atof(line.c_str() + key.size()) / 1024.0;
  }
  return 0;
}

std::string cpuInfo(const std::string& key) {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(key, 0) == 0) return line.substr(line.find(':') + 2);
  }
  return {};
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

std::string homeFolder(const std::string& override) {
  if (!override.empty()) return override;
  if (const auto home = environment("GRAFT_HOME"); !home.empty()) return home;
  if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) return data + "/graft";
  return environment("HOME") + "/.local/share/graft";
}

std::string executableFolder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

double currentRssMib() { return kilobytes("/proc/self/status", "VmRSS:"); }
double peakRssMib() { return kilobytes("/proc/self/status", "VmHWM:"); }
double availableMemoryMib() {
  const double machine = kilobytes("/proc/meminfo", "MemAvailable:");
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return machine;
  const double left = static_cast<double>(limit.rlim_cur) / (1 << 20) - kilobytes("/proc/self/status", "VmSize:");
  return std::min(machine, std::max(1.0, left));
}

double freeDiskMib(const std::string& path) {
  std::error_code error;
  std::filesystem::path p = std::filesystem::absolute(path, error);
  while (!p.empty() && p != p.parent_path() && !std::filesystem::exists(p, error)) p = p.parent_path();
  const auto space = std::filesystem::space(p, error);
  return error ? 0 : static_cast<double>(space.available) / (1 << 20);
}

double monotonicSeconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

static std::string timeBy(std::tm* (*partsOf)(const std::time_t*, std::tm*), std::time_t when, const char* format) {
  std::tm parts{};
  partsOf(&when, &parts);
  char text[32];
  std::strftime(text, sizeof text, format, &parts);
  return text;
}
std::string utcOf(std::time_t when) { return timeBy(gmtime_r, when, "%Y-%m-%dT%H:%M:%SZ"); }
std::string utcNow() { return utcOf(std::time(nullptr)); }
std::string localNow() { return timeBy(localtime_r, std::time(nullptr), "%Y-%m-%dT%H:%M:%S"); }

std::string buildId() {
  std::string id;
  // The first object is the program itself. An ELF note consists of name size, content size, type, name and content, each padded to 4
  // bytes.
  const auto look = [](dl_phdr_info* program, size_t, void* out) {
    for (int i = 0; i < program->dlpi_phnum; ++i) {
      const auto& header = program->dlpi_phdr[i];
      if (header.p_type != PT_NOTE) continue;
      const char* at = reinterpret_cast<const char*>(program->dlpi_addr + header.p_vaddr);
      const char* const end = at + header.p_memsz;
      while (at + sizeof(ElfW(Nhdr)) <= end) {
        ElfW(Nhdr) note;
        std::memcpy(&note, at, sizeof note);
        const char* name = at + sizeof note;
        const char* content = name + (note.n_namesz + 3) / 4 * 4;
        if (note.n_type == NT_GNU_BUILD_ID && content + note.n_descsz <= end) {
          char hex[3];
          for (ElfW(Word) k = 0; k < note.n_descsz; ++k) {
            std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(content[k]));
            *static_cast<std::string*>(out) += hex;
          }
        }
        at = content + (note.n_descsz + 3) / 4 * 4;
      }
    }
    return 1;
  };
  ::dl_iterate_phdr(look, &id);
  return id;
}

std::string processorName() { return cpuInfo("model name"); }

bool hasFastBf16() {
  const std::string flags = " " + cpuInfo("flags") + " ";
  return flags.find(" avx512_bf16 ") != std::string::npos || flags.find(" amx_bf16 ") != std::string::npos;
}

void catchInterrupt() {
  struct sigaction action{};
  action.sa_handler = onInterrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

static sigset_t interrupts() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

void holdInterrupts() {
  const sigset_t held = interrupts();
  ::pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

void awaitInterrupts() {
  std::thread([held = interrupts()] {
    for (int signal = 0;;) {
      if (::sigwait(&held, &signal) == 0) onInterrupt(signal);
    }
  }).detach();
}

bool interrupted() { return g_interrupted.load(); }

}  // namespace graft
