// SPDX-License-Identifier: Apache-2.0
#include "core/base/card_energy.hpp"

#include <dlfcn.h>

namespace graft {

EnergyCounter cardEnergy(const std::string& bus, const std::string& library) {
  using Device = void*;
  const EnergyCounter unknown = [] { return std::optional<double>(); };
  void* const nvml = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);  // never closed: the counter is read until the process ends
  if (!nvml) return unknown;
  // Declarations from nvml.h; 0 is NVML_SUCCESS.
  const auto init = reinterpret_cast<int (*)()>(::dlsym(nvml, "nvmlInit_v2"));
  const auto find = reinterpret_cast<int (*)(const char*, Device*)>(::dlsym(nvml, "nvmlDeviceGetHandleByPciBusId_v2"));
  const auto read = reinterpret_cast<int (*)(Device, unsigned long long*)>(::dlsym(nvml, "nvmlDeviceGetTotalEnergyConsumption"));
  Device device = nullptr;
  if (!init || !find || !read || init() != 0 || find(bus.c_str(), &device) != 0) return unknown;
  return [read, device]() -> std::optional<double> {
    unsigned long long millijoules = 0;
    if (read(device, &millijoules) != 0) return std::nullopt;
    return static_cast<double>(millijoules) * 1e-3;
  };
}

}  // namespace graft
