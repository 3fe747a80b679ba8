// SPDX-License-Identifier: Apache-2.0
// Energy counter of a GPU board, from NVIDIA's management library (nvmlDeviceGetTotalEnergyConsumption). The counter is in millijoules
// since the driver was loaded, on Volta and later. The library comes with the driver and is loaded at run time.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace graft {

/// Returns the joules used since an arbitrary moment, or nothing if the counter cannot be read.
using EnergyCounter = std::function<std::optional<double>()>;

/// Returns the counter of the GPU at a PCI bus address ("0000:01:00.0"). Opens devices, so call it before entering the sandbox. Never null:
/// without the library, the GPU or its counter, the function returns nothing.
EnergyCounter cardEnergy(const std::string& bus, const std::string& library = "libnvidia-ml.so.1");

}  // namespace graft
